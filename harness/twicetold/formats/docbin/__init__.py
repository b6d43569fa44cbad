"""spaCy DocBin: documents of tokens with entities, and with groups of spans.

Read are `doc.ents` and all groups of `doc.spans`, as far as the map has their labels; a document is an article. A
labelled span is a name (NAM). Spans of the same label and the same `id_`, or else `kb_id_`, are mentions of one entity;
others are an entity each. A group whose name begins with `coref_clusters`, as spacy-experimental writes them, is a
cluster: it has the type of most of its mentions that are labelled elsewhere; without any it has what the map has for
"(untagged)". Where a document says of some tokens only whether they are in an entity, and has no groups, those are what
is scored.

Written is one file. Tokens are those of spaCy's English tokeniser, so that the text is the same to the last blank.
`doc.ents` has the longest mentions that do not overlap, and the groups of `doc.spans` all there is. In `entities`,
`dates` and `events` a label is a type, or the role of an argument that is a plain span; in `claims` it is CUE, SOURCE
or CONTENT. `id_` is that of the entity, date, event or claim. Spans have whole tokens, and what has several parts is as
many spans. Besides, `doc.user_data["twicetold"]` has the article and its story as they are. So all comes back, exactly;
but only where ents and spans are still those written: else they are read instead, as anybody's.

A DocBin is in memory whole, in reading as in writing.
"""

from __future__ import annotations

from twicetold.formats.docbin.files import recognises
from twicetold.formats.docbin.reading import read
from twicetold.formats.docbin.writing import write
from twicetold.formats.format import ENTITY_SPANS, Format

FORMAT = Format(
    name="docbin",
    title="spaCy's DocBin: doc.ents and groups of doc.spans",
    holds={
        "entities": "all", "dates": "all", "events": "all", "claims": "all", "links": "all",
    },
    measures=ENTITY_SPANS,
    recognises=recognises,
    read=read,
    write=write,
)  # fmt: skip
