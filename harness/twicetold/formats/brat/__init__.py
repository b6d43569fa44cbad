r"""brat stand-off (brat.nlplab.org/standoff.html): a text in NAME.txt, its annotations in NAME.ann, a line for each.

Any folder of such files is read, a story for each pair. A text-bound annotation is an entity's mention, a date, or the
trigger of an event without arguments, as the map of labels says; an event is one. What `*` lines, or relations named
Equiv, Coref or Coreference, join is one entity, or one event with several triggers. A role that ends in digits is
looked up without them. `Negation`, with no value or that of a yes, makes an event NEGATIVE, and a normalization names
an entity. Offsets count with or without a byte order mark and the carriage returns of CRLF, whichever fits the words in
the lines.

Ours is written so that brat opens it at once and everything can be corrected in it. Each story is a folder, with
`twicetold.json` (what is known of the story and its articles, without texts), and beside them stand `annotation.conf`
and `visual.conf`. Types of brat have no dots, so Life.Die is Life-Die.

- A mention is a text-bound annotation of its entity's type, with the attribute `Level` unless it is NAM, and its own
  tags as attributes. An `Equiv` line joins the mentions of an entity. Tags of an entity are attributes
  `entity_<tag>` of its mentions.
- A head is a `Head`. It belongs to the shortest mention around it, unless a relation `HeadOf` says to which.
- A date is a text-bound annotation of its type, with `value=<value>` in its AnnotatorNotes, the attribute `Mod` and the
  relation `Anchor` to the date from which it is reckoned.
- Each trigger of an event is an event of brat; `Equiv` joins them. All have the attributes `Polarity` (unless
  POSITIVE), `Realis` (unless ACTUAL) and tags; the first has the arguments: to the nearest mention of an entity, to a
  date, or to a `Plain` annotation of words.
- A claim is an event `Claim`, with the cue for its trigger, the attributes `Mode` (unless INDIRECT), `Stance` (unless
  ASSERTS) and tags, and the roles `Source` and `Content` (annotations of that name), `Speaker` (a mention of the source
  entity) and `In` (the claim around it). A claim without a cue is a `Claim-without-cue` upon its content or source.
- `Scored` are the parts of the text that are annotated, where that is not all of it.
- Comments of the type `Twicetold`, which brat shows and does not edit, have our id of a mention's entity and its name,
  or our id of the date, event or claim. Where mentions were moved, an entity keeps the id that most of its mentions
  have. What is new gets the id that it has in brat. `name=<name>` in the AnnotatorNotes of a mention changes the name.
- brat knows no annotation across the end of a line, so the fragments are broken there; a comment of the type
  `TwicetoldSpan` says how they were. It holds as long as nobody moves the annotation.

Where the mentions of an entity differ in type or entity tags, or the triggers of an event in type, attributes or tags,
the first counts, and it is noted. In notes, backslashes, ends of lines, and blanks at an end are written `\uXXXX`.
"""

from __future__ import annotations

from twicetold.formats.brat.reading import read, recognises
from twicetold.formats.brat.writing import write
from twicetold.formats.format import Format

FORMAT = Format(
    name="brat",
    title="brat stand-off: .txt and .ann beside each other",
    holds={
        "entities": "all", "dates": "all; of others without values", "events": "all", "claims": "all; of others none",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.*", "claims.*", "twicetold"),
    recognises=recognises,
    read=read,
    write=write,
)  # fmt: skip
