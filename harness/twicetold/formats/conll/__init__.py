"""CoNLL columns: a token on each line, entities as tags in a column, coreference as brackets in the last one.

Columns stand apart by a tab, or by blanks where a file has no tabs. Which they are is told by what is in them. Tags are
of BIO (IOB2), IOB1, IOBES, BILOU or IOE, all of which one rule reads as conlleval does: B, S and U begin an entity, and
so does what follows on E, L, S, U, O or another label. Or they are the brackets of OntoNotes, `(ORG*` to `*)`, in files
of the columns of CoNLL-2011 and CoNLL-2012. Coreference is `(12` to `12)`, with `|` between several.

A text is its tokens with a blank between them, a line for each sentence. An article begins at `-DOCSTART-`, at
`# newdoc id = NAME` of CoNLL-U, or at `#begin document (NAME); part N`: there NAME is its story, and its parts are the
articles of that, unless NAME is the id of an article already, as it is in what is written here. In a file without such
marks each sentence is an article. Files that keep a whole topic between one `#begin document` and its end, as scorers
of coreference across documents want it, are read as one article: which column names the documents is not certain.

A tagged mention is a name (NAM), unless a level stands behind its label (`PER.NOM`), and an entity of its own, unless
it is in a cluster. A cluster has the type of most of its tagged mentions; one without them has what the map of labels
has for "(untagged)". Its other mentions are pronouns by a list of English ones (PRO), or else descriptions (NOM).

Written are three columns with tabs: a token, its tag of IOB2, the coreference of all mentions. Tokens are the runs of
letters and digits, and all other characters that are not blank; sentences are the lines of the text that no mention
goes across. Mentions are tagged from the longest down, as far as no other has their tokens. From the brackets come back
all mentions of one part that begin and end with tokens, and which are of one entity.
"""

from __future__ import annotations

from twicetold.formats.conll.files import recognises
from twicetold.formats.conll.reading import read
from twicetold.formats.conll.writing import write
from twicetold.formats.format import ENTITY_SPANS, Format

FORMAT = Format(
    name="conll",
    title="CoNLL columns: tags of entities in BIO, IOB1 or IOBES, and a column of coreference",
    holds={"entities": "types, levels, and mentions of one part in clusters; of nested ones only the outermost's type"},
    measures=ENTITY_SPANS,
    recognises=recognises,
    read=read,
    write=write,
)
