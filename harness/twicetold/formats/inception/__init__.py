"""INCEpTION: UIMA CASes as XMI with their TypeSystem.xml, loose or in the zip that is exported, or as JSON 0.4.

Read are such a file, a folder or zip of them, and the export of a whole project. There, of each document the curated
version is read, else that of the first annotator by name; the others are noted. A document is a story of its own. In a
folder or zip what is no CAS is passed over, but there must be one.

Named entities and dates are read as the shipped map of labels has it, all else as a map of the user's own names it. A
layer is called by its type without `webanno.`, as in `custom.Event`; the two that are built in are `NamedEntity` and
`Coreference`. In the tables [entities], [dates] and [events] the more telling keys come first:

    "PER"                            named entities whose `value` is this
    "custom.Event.category=attack"   annotations whose feature `category` is `attack`
    "custom.Event"                   all other annotations of the layer

In [roles] are the roles of arguments: of what is in a slot of an event, or at the other end of a relation from or to
it, whichever way that is drawn:

    "agent"                          what has this role in a slot, or this label on its relation
    "custom.Event.place"             all else in this slot
    "custom.Link"                    all else at the end of a relation of this layer

Who fills a role is found by the annotation that is pointed at, or one at the same place; else its words do.

A chain of coreference is an entity, or an event, with a mention, or trigger, for each link. Its type is that of the
annotations at the same places, which are taken into it; else what the map has for its links, as in
"Coreference.referenceType=person". Entities of a type with the same `identifier`, which is where INCEpTION keeps what
a name is linked to, are the same. A date has its value in a feature called `value`.

A CAS does not say when an article was published. Claims are not read: INCEpTION has no layer of them, and
projects that mark quotations have layers of their own, such as `Quote` alone, or `Quote` and `SpeakerofQuote` with a
relation between them; in those that are public a cue is not marked.
"""

from __future__ import annotations

from twicetold.formats.format import EVENT_COREFERENCE, Format
from twicetold.formats.inception.reading import read
from twicetold.formats.inception.recognition import recognises

FORMAT = Format(
    name="inception",
    title="INCEpTION's UIMA CASes as XMI or JSON, their zips, and exported projects",
    holds={
        "entities": "named entities and coreference chains; custom layers that the map of labels names",
        "dates": "named entities and custom layers that the map of labels names; no modifiers, no anchors",
        "events": "layers that the map of labels names, arguments in slots and relations; no polarity, no realis",
        "claims": "none",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.trigger.*", "events.argument.*", *EVENT_COREFERENCE),
    recognises=recognises,
    read=read,
)  # fmt: skip
