"""The entities of anybody's document: its labelled spans and its clusters, and the parts of it that are scored."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, cast

from twicetold.formats.bounds import in_text
from twicetold.formats.clusters import UNTAGGED, in_order, level_of, most_frequent
from twicetold.model import Entity, Fragment, Mention, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.format import Reading
    from twicetold.model import Span
    from twicetold.ontology import EntityType, Level

_CLUSTERS = "coref_clusters"


def read_spans(doc: Doc, place: str, reading: Reading) -> tuple[tuple[Entity, ...] | None, Span]:
    """Return the entities of a document, None where it is not annotated; and the parts of it that are scored."""
    if not doc.spans and not doc.has_annotation("ENT_IOB"):
        return None, ()
    labelled: dict[tuple[Bounds, str], str] = {}
    clusters: list[list[Bounds]] = []
    for group, items in chain(doc.spans.items(), [("", doc.ents)]):
        if group.startswith(_CLUSTERS):
            clusters.append(list(dict.fromkeys(_bounds(each) for each in items if len(each))))
            continue
        for item in items:
            if not len(item) or not item.label_:
                reading.notes.add("spans without a label or a token, left out", place)
            elif kind := reading.label("entities", item.label_, place):
                key = (_bounds(item), kind)
                labelled[key] = labelled.get(key) or _identity(item)
    entities = chain(_clustered(clusters, labelled, doc.text, place, reading), _alike(labelled))
    return in_order(entities), _scored(doc)


def _bounds(item: DocSpan) -> Bounds:
    """Return where a span is. Raises ValueError for one outside of its document, which spaCy reads as it is saved."""
    last = item.doc[-1]
    if not 0 <= item.start_char <= item.end_char <= last.idx + len(last):
        raise ValueError(f"a span from {item.start_char} to {item.end_char} is not in its document")
    return item.start_char, item.end_char


def _identity(item: DocSpan) -> str:
    """Return what spans of one entity share; nothing where that is not said."""
    return item.id_ or (item.kb_id_ if item.kb_id_ != "NIL" else "")


def _clustered(
    clusters: list[list[Bounds]], labelled: dict[tuple[Bounds, str], str], text: str, place: str, reading: Reading
) -> Iterator[Entity]:
    """Yield an entity for each cluster, and take the spans that are in it out of those labelled."""
    kinds: defaultdict[Bounds, list[str]] = defaultdict(list)
    for bounds, kind in labelled:
        kinds[bounds].append(kind)
    for cluster in filter(None, clusters):
        types = [kind for bounds in cluster for kind in kinds.get(bounds, ())]
        found = most_frequent(types) if types else reading.label("entities", UNTAGGED, place)
        if found is None:
            continue
        if not types:
            reading.notes.add(f"clusters without a labelled mention, taken to be {found}", place)
        mentions = []
        for bounds in sorted(cluster, key=in_text):
            named = labelled.pop((bounds, found), None) is not None
            level: Level = "NAM" if named else level_of(text[slice(*bounds)])
            mentions.append(Mention(span(*bounds), level=level))
        yield Entity("", cast("EntityType", found), tuple(mentions))


def _alike(labelled: Mapping[tuple[Bounds, str], str]) -> Iterator[Entity]:
    """Yield the entities of labelled spans: those of the same type and identity are one."""
    found: defaultdict[tuple[object, str], list[Bounds]] = defaultdict(list)
    for (bounds, kind), identity in labelled.items():
        found[identity or bounds, kind].append(bounds)
    for (_, kind), places in found.items():
        mentions = tuple(Mention(span(*bounds)) for bounds in sorted(places, key=in_text))
        yield Entity("", cast("EntityType", kind), mentions)


def _scored(doc: Doc) -> Span:
    """Return the runs of tokens that are said to be in an entity or in none, if there are others and no groups."""
    if doc.spans or doc.has_annotation("ENT_IOB", require_complete=True):
        return ()
    runs: list[list[int]] = []
    goes_on = False
    for token in doc:
        if token.ent_iob:
            end = token.idx + len(token)
            if goes_on:
                runs[-1][1] = end
            else:
                runs.append([token.idx, end])
        goes_on = bool(token.ent_iob)
    return tuple(Fragment(start, end) for start, end in runs)
