"""MEANTIME (Minard et al. 2016): Wikinews of four topics with entities, events and their factuality, roles, times.

A topic, which is a folder, is a story. The corpus has every article twice, with coreference in the document and with
that of the corpus too; where both are there the second is read.

The headline and the next sentences, mostly five with the line of the date, are annotated throughout; in the rest
only mentions of instances known from there are. So the text is scored up to the last sentence with a mention that has
more than an m_id, which is how those added with CROMER can be told, and the gold has what begins there.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.formats import cat
from twicetold.formats.format import EVENT_COREFERENCE, Format
from twicetold.formats.ids import id_for
from twicetold.model import Mention, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.formats.cat import Document, Markable
    from twicetold.formats.format import Notes, Reading
    from twicetold.model import Span
    from twicetold.ontology import Level, Polarity, Realis

_IN_DOCUMENTS = "intra-doc_annotation"
_IN_CORPUS = "intra_cross-doc_annotation"

_LEVELS: Mapping[str, Level] = {
    "NAM": "NAM", "PRE.NAM": "NAM", "APP": "NAM", "NOM": "NOM", "PRE.NOM": "NOM", "PRO": "PRO",
    "CONJ": "NOM", "PTV": "NOM", "HLS": "NOM", "ARC": "NOM",
}  # fmt: skip
"""By syntactic type; APP is a name with its description."""


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield a topic at a time, of a file or a folder of files; files in one folder are of one topic.

    Raises InputError where there is no XML file, and where two are the same article.
    """
    linker = cat.Linker(reading.notes)
    for folder, some in groupby(_files(path, reading.notes), _topic):
        story = _id_for(folder)
        told: list[cat.Told] = []
        for file in some:
            article = f"{story}/{_id_for(file.stem)}"
            if any(article == other.article.id for other in told):
                raise InputError(f"{file}: another file is the article {article} too; name the folder of one of them")
            told.append(_tell(file, article, reading))
        articles = tuple(each.article for each in told)
        yield Story(story, folder, articles, links=linker.links(story, told))


def _id_for(name: str) -> str:
    """Return the id for a name, in which an underscore stands for a blank already."""
    return id_for(name, "unnamed", instead="_")


def _topic(path: Path) -> str:
    return path.absolute().parent.name


def _files(path: Path, notes: Notes) -> list[Path]:
    found = sorted(cat.files(path), key=lambda each: (_topic(each), each))
    if any(_IN_CORPUS in each.parts for each in found):
        twice = [each for each in found if _IN_DOCUMENTS in each.parts]
        if twice:
            notes.add(f"files of {_IN_DOCUMENTS}, passed over for those of {_IN_CORPUS}", str(twice[0]), len(twice))
        found = [each for each in found if _IN_DOCUMENTS not in each.parts]
    if not found:
        raise InputError(f"{path}: no .xml file; name the folder that has them")
    return found


def _tell(path: Path, name: str, reading: Reading) -> cat.Told:
    document = cat.read_document(path, reading.notes)
    last = max(
        (
            document.sentences[markable.tokens[0]]
            for markable in document.markables.values()
            if markable.tokens and len(markable.attributes) > 1
        ),
        default=None,
    )
    sentences = None if last is None or last >= document.sentences[-1] else range(last + 1)
    return cat.annotated(name, document, _SCHEME, reading, sentences)


def _label(mention: Markable, descriptor: Markable | None) -> tuple[str, str] | None:
    """Return the class of an event, the type of an entity, by their descriptors, or the type of a time."""
    about = descriptor.attributes if descriptor else {}
    match mention.tag:
        case "EVENT_MENTION":
            return "events", about.get("class", "")
        case "ENTITY_MENTION":
            return "entities", about.get("ent_type", "")
        case "TIMEX3":
            return "dates", mention.attributes.get("type", "")
        case _:
            return None


def _mention(document: Document, mention: Markable, span: Span, notes: Notes) -> Mention:
    kind = mention.attributes.get("syntactic_type", "")
    if kind not in _LEVELS:
        notes.add(f"mentions of the syntactic type {kind!r}, taken for nominal ones", document.where(mention))
    return Mention(span, _head(document, mention, notes), _LEVELS.get(kind, "NOM"))


def _head(document: Document, mention: Markable, notes: Notes) -> Span:
    """Return where the head is that is given in words; nothing if it is the whole mention."""
    wanted = mention.attributes.get("head", "").split()
    words = [document.words[token] for token in mention.tokens]
    if not wanted or wanted == words:
        return ()
    size = len(wanted)
    places = [begin for begin in range(len(words) - size + 1) if words[begin : begin + size] == wanted]
    if len(places) != 1:
        notes.add("heads that are not, or more than once, in their mention", document.where(mention))
        return ()
    return document.text.span(mention.tokens[places[0] : places[0] + size])


def _factuality(mentions: Sequence[Markable]) -> tuple[Polarity, Realis] | None:
    """Return polarity and realis of an event: NEGATIVE if all mentions are; ACTUAL if one is, else GENERIC if one is.

    A mention is GENERIC if it says so, and OTHER if it is uncertain, future or conditional. Mentions without attributes
    say nothing.
    """
    told = [mention.attributes for mention in mentions if mention.attributes.get("certainty")]
    if not told:
        return None
    kinds = {_realis(each) for each in told}
    realis = next(kind for kind in ("ACTUAL", "GENERIC", "OTHER") if kind in kinds)
    return "NEGATIVE" if all(each.get("polarity") == "NEG" for each in told) else "POSITIVE", realis


def _realis(attributes: Mapping[str, str]) -> Realis:
    special = attributes.get("special_cases", "")
    if special == "GEN":
        return "GENERIC"
    settled = attributes["certainty"] == "CERTAIN" and attributes.get("time") != "FUTURE"
    return "ACTUAL" if settled and not special.startswith("COND") else "OTHER"


_SCHEME = cat.Scheme(
    coreference=frozenset({"REFERS_TO"}),
    label=_label,
    factuality=_factuality,
    mention=_mention,
    participation="HAS_PARTICIPANT",
)


def _recognises(path: Path) -> bool:
    """Tell by the markup of a file."""
    data = cat.beginning(path)
    return b"<EVENT_MENTION" in data and b"<REFERS_TO" in data


FORMAT = Format(
    name="meantime",
    title="CAT XML of MEANTIME, a story for each topic",
    holds={
        "entities": "all but GPE, FAC and NORP apart from LOC and MISC; coreference",
        "dates": "extent, type, value, anchor; no modifier",
        "events": "triggers, polarity, realis, coreference, places; no type of ours, no other arguments",
        "links": "entities and events",
    },
    measures=(
        "entities.*", "dates.*", "events.trigger.id", "events.polarity", "events.realis", *EVENT_COREFERENCE,
        "links.e*",
    ),
    recognises=_recognises,
    read=read,
)  # fmt: skip
