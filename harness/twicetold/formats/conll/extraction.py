"""What is made of the rows of an article: its text, and entities of its tagged mentions and clusters."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from twicetold.formats.bounds import in_text
from twicetold.formats.clusters import UNTAGGED, in_order, level_of, most_frequent
from twicetold.formats.conll.coreference import links_of
from twicetold.formats.conll.tags import chunks_of, levelled
from twicetold.formats.tokens import TokenText
from twicetold.model import Article, Entity, Extraction, Mention, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twicetold.formats.bounds import Bounds
    from twicetold.formats.conll.columns import Row
    from twicetold.formats.conll.coreference import Link
    from twicetold.formats.conll.documents import Document
    from twicetold.formats.conll.tags import Chunk
    from twicetold.formats.format import Notes, Reading
    from twicetold.ontology import EntityType, Level


class _Name(NamedTuple):
    """What a tag says of a mention."""

    type: EntityType
    level: Level


def article_of(name: str, document: Document, reading: Reading) -> Article:
    """Return the article of that id."""
    text = TokenText([[row.word for row in sentence if row.word] for sentence in document.sentences])
    rows = [row for sentence in document.sentences for row in sentence]
    tokens = _Tokens(rows, reading.notes)
    chunks = chunks_of(document.sentences, reading.notes, brackets=document.columns.brackets)
    tagged = _names(chunks, tokens, reading)
    clusters = _clusters(links_of(rows, reading.notes), tokens, reading.notes)
    entities = _entities(tagged, clusters, document.place, text, reading)
    return Article(name, text.text, reading.day(document.place), gold=Extraction(in_order(entities)))


class _Tokens:
    """Which tokens of the text the rows of an article are, where blank ones are none."""

    def __init__(self, rows: Sequence[Row], notes: Notes) -> None:
        self._before = [0, *accumulate(bool(row.word) for row in rows)]
        self._notes = notes
        for row in rows:
            if not row.word:
                notes.add("tokens that are blank, left out", row.place)

    def bounds(self, mention: Chunk | Link) -> Bounds | None:
        """Return where a mention is; None if in no token, which is noted."""
        first, last = self._before[mention.first], self._before[mention.last + 1] - 1
        if first <= last:
            return first, last
        self._notes.add("mentions of blank tokens only, left out", mention.place)
        return None


def _names(chunks: Iterable[Chunk], tokens: _Tokens, reading: Reading) -> dict[Bounds, _Name]:
    """Return the mentions that are tagged, as far as the map has their labels; of those at one place the first."""
    labels = reading.labels.get("entities", {})
    found: dict[Bounds, _Name] = {}
    for chunk in chunks:
        label, level = levelled(chunk.label, labels)
        if (bounds := tokens.bounds(chunk)) and (kind := reading.label("entities", label, chunk.place)):
            if bounds in found:
                reading.notes.add("tagged mentions at the place of another, left out", chunk.place)
            else:
                found[bounds] = _Name(cast("EntityType", kind), level)
    return found


def _clusters(links: Iterable[Link], tokens: _Tokens, notes: Notes) -> Iterable[list[Bounds]]:
    """Return the mentions of each cluster, in the order of the text."""
    clusters: defaultdict[str, list[Bounds]] = defaultdict(list)
    for link in links:
        if not (bounds := tokens.bounds(link)):
            continue
        if bounds in clusters[link.cluster]:
            notes.add("mentions that stand in their cluster twice", link.place)
        else:
            clusters[link.cluster].append(bounds)
    return [sorted(cluster, key=in_text) for cluster in clusters.values()]


def _entities(
    tagged: Mapping[Bounds, _Name], clusters: Iterable[list[Bounds]], place: str, text: TokenText, reading: Reading
) -> Iterator[Entity]:
    """Yield the clusters, and the tagged mentions that are in none."""

    def entity(kind: str, *places: Bounds) -> Entity:
        return Entity("", cast("EntityType", kind), tuple(_mention(bounds, tagged, text) for bounds in places))

    clustered: set[Bounds] = set()
    for cluster in clusters:
        if kind := _type(cluster, tagged, place, reading):
            clustered.update(cluster)
            yield entity(kind, *cluster)
    for bounds, name in tagged.items():
        if bounds not in clustered:
            yield entity(name.type, bounds)


def _type(cluster: Iterable[Bounds], tagged: Mapping[Bounds, _Name], place: str, reading: Reading) -> str | None:
    """Return the type of a cluster; None if the map leaves it out."""
    types = [tagged[bounds].type for bounds in cluster if bounds in tagged]
    if types:
        kind = most_frequent(types)
        other = sum(each != kind for each in types)
        reading.notes.add("mentions tagged otherwise than most of their cluster", place, other)
        return kind
    untagged = reading.label("entities", UNTAGGED, place)
    if untagged:
        reading.notes.add(f"clusters without a tagged mention, taken to be {untagged}", place)
    return untagged


def _mention(bounds: Bounds, tagged: Mapping[Bounds, _Name], text: TokenText) -> Mention:
    span = text.span(range(bounds[0], bounds[1] + 1))
    return Mention(span, level=tagged[bounds].level if bounds in tagged else level_of(text_of(span, text.text)))
