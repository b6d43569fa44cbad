"""An extraction as spans of a document: the groups of `doc.spans`, and which of them are `doc.ents`."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from twicetold.model import Extraction, Span

    View = frozenset[tuple[str, int, int, str, str]]
    """The spans of a document: name of the group, first token, token behind the last, label, id."""

ENTITIES = "entities"
_GROUPS = (ENTITIES, "dates", "events", "claims")


class Labelled(NamedTuple):
    """A span of an extraction, as it is in a group of `doc.spans`."""

    group: str
    span: Span
    label: str
    id: str


def spans_of(doc: Doc, gold: Extraction) -> tuple[dict[str, list[DocSpan]], list[DocSpan]]:
    """Return the groups of spans that an extraction makes, and which of them are entities of the document."""
    from spacy.util import filter_spans  # noqa: PLC0415 - an extra, and slow to load

    groups: defaultdict[str, list[DocSpan]] = defaultdict(list)
    whole = []
    for each in labelled_spans(gold):
        for part in each.span:
            item = doc.char_span(part.start, part.end, label=each.label, span_id=each.id, alignment_mode="expand")
            if item is not None and len(item):
                groups[each.group].append(item)
                if each.group == ENTITIES and len(each.span) == 1:
                    whole.append(item)
    return groups, filter_spans(whole)


def labelled_spans(gold: Extraction) -> Iterator[Labelled]:
    """Yield what is in groups of spans."""
    for entity in gold.entities:
        for mention in entity.mentions:
            yield Labelled(ENTITIES, mention.span, entity.type, entity.id)
    for date in gold.dates:
        yield Labelled("dates", date.span, date.type, date.id)
    for event in gold.events:
        for trigger in event.triggers:
            yield Labelled("events", trigger, event.type, event.id)
        for argument in event.arguments:
            yield Labelled("events", argument.span, argument.role, event.id)
    for claim in gold.claims:
        yield Labelled("claims", claim.cue, "CUE", claim.id)
        yield Labelled("claims", claim.source, "SOURCE", claim.id)
        yield Labelled("claims", claim.content, "CONTENT", claim.id)


def has_spans_of(doc: Doc, gold: Extraction | None) -> bool:
    """Tell whether entities and spans of a document are still those that an extraction makes."""
    there = _view({group: doc.spans[group] for group in _GROUPS if group in doc.spans}, doc.ents)
    # Made after that, for what is made adds to the strings that the document knows, of which one may be missing.
    made, ents = ({}, []) if gold is None else spans_of(doc, gold)
    return there == _view(made, ents)


def _view(groups: Mapping[str, Iterable[DocSpan]], ents: Iterable[DocSpan]) -> View:
    return frozenset(
        (group, item.start, item.end, item.label_, item.id_)
        for group, items in chain(groups.items(), [("", ents)])
        for item in items
    )
