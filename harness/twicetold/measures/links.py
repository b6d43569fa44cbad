"""What connects the articles of a story: the same entity, the same event, claims that agree or contradict.

Links are pairs of an item of one article and an item of another. A predicted item stands for the gold item that it is
aligned with in its article, so a link is right if its two ends stand for the ends of a gold link; links within an
article do not count here. The conll measures see the story as one document, in which linked entities are one.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from twicetold.measures.clusters import METRICS, score_clusters
from twicetold.measures.coreference import lost, means, places_of
from twicetold.measures.measure import Mean, StoryMeasure, StorySums
from twicetold.measures.outcome import Item, Outcome, pairs_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from twicetold.measures.batch import StoryCase
    from twicetold.measures.tally import Tally
    from twicetold.model import Cluster, Links, Member, Relation

    End = tuple[str, str]
    """An item of a story: the id of its article, and its own."""


def _end(member: Member) -> End:
    return member.article, member.id


def _across(clusters: Sequence[Cluster]) -> Iterator[tuple[End, End, tuple[str, ...]]]:
    """Yield every pair of members of two articles, in order, with the phenomena of its cluster."""
    for cluster in clusters:
        for first, second in combinations(sorted(map(_end, cluster.members)), 2):
            if first[0] != second[0]:
                yield first, second, cluster.phenomena


def ends_of(links: Links, layer: str) -> list[tuple[End, End]]:
    """Return the two ends of each link of a layer, in the order in which the measure of the layer counts them."""
    if layer == "claims":
        return [_ordered(relation) for relation in links.claims]
    return [(first, second) for first, second, _ in _across(getattr(links, layer))]


def _ordered(relation: Relation) -> tuple[End, End]:
    first, second = sorted((_end(relation.first), _end(relation.second)))
    return first, second


def stands_for(case: StoryCase, layer: str) -> dict[End, End]:
    """Return what predicted items stand for."""
    found: dict[End, End] = {}
    for name, article in case.articles.items():
        if layer == "entities":
            own = article.stands_for
        else:
            gold, predicted = getattr(article.gold, layer), getattr(article.predicted, layer)
            own = {predicted[column].id: gold[row].id for column, row in getattr(article, layer).items()}
        found |= {(name, item): (name, other) for item, other in own.items()}
    return found


def _types(case: StoryCase, layer: str, *, gold: bool) -> dict[End, str]:
    return {
        (name, item.id): item.type
        for name, article in case.articles.items()
        for item in getattr(article.gold if gold else article.predicted, layer)
    }


def _gold_end(case: StoryCase, layer: str, end: End) -> End:
    """Return the id under which a gold end is compared."""
    return (end[0], case.articles[end[0]].known_as[end[1]]) if layer == "entities" else end


def _same(stories: Sequence[StoryCase], *, layer: str) -> Outcome:
    """Pair links between entities, or between events; they count under the type of their first end."""
    gold: list[Item] = []
    predicted: list[Item] = []
    for number, case in enumerate(stories):
        types = [_types(case, layer, gold=side) for side in (True, False)]
        for first, second, phenomena in _across(getattr(case.gold, layer)):
            key = (_gold_end(case, layer, first), _gold_end(case, layer, second))
            gold.append(Item(number, _name(first, second), types[0][first], key=key, facets=phenomena))
        known = stands_for(case, layer)
        for first, second, _ in _across(getattr(case.predicted, layer)):
            ends = (known.get(first), known.get(second))
            predicted.append(Item(number, _name(first, second), types[1][first], key=None if None in ends else ends))
    return _match(gold, predicted)


def _relations(stories: Sequence[StoryCase]) -> Outcome:
    """Pair relations between claims that have the same ends and the same label."""
    gold: list[Item] = []
    predicted: list[Item] = []
    for number, case in enumerate(stories):
        known = stands_for(case, "claims")
        for side, links, is_gold in ((gold, case.gold, True), (predicted, case.predicted, False)):
            for relation in links.claims:
                first, second = _ordered(relation)
                ends = (first, second) if is_gold else (known.get(first), known.get(second))
                key = None if None in ends else (ends, relation.label)
                side.append(Item(number, _name(first, second), relation.label, key=key, facets=relation.phenomena))
    return _match(gold, predicted)


def _name(first: End, second: End) -> str:
    return f"{first[0]}:{first[1]} {second[0]}:{second[1]}"


def _match(gold: list[Item], predicted: list[Item]) -> Outcome:
    """Pair items of the same story and key, one to one; a predicted item without a key is the same as nothing."""
    waiting: dict[tuple[int, object], list[int]] = {}
    for number, item in enumerate(gold):
        waiting.setdefault((item.article, item.key), []).append(number)
    found = []
    for number, item in enumerate(predicted):
        numbers = waiting.get((item.article, item.key))
        if item.key is not None and numbers:
            found.append((numbers.pop(0), number))
    return Outcome(gold, predicted, pairs_of(sorted(found)))


def _merged(case: StoryCase, layer: str, *, gold: bool) -> list[list[Hashable]]:
    """Return the clusters of places of a whole story, linked ones merged."""
    links: Sequence[Cluster] = getattr(case.gold if gold else case.predicted, layer)
    head_of: dict[End, End] = {}

    def head(end: End) -> End:
        while (above := head_of.get(end, end)) != end:
            end = above
        return end

    for cluster in links:
        ends = [_end(member) for member in cluster.members]
        for end in ends[1:]:
            head_of[head(end)] = head(ends[0])
    merged: dict[End, list[Hashable]] = {}
    alone: list[list[Hashable]] = []
    for name, article in case.articles.items():
        for item, places in places_of(article.gold if gold else article.predicted, layer):
            merged.setdefault(head((name, item)), []).extend((name, place) for place in places)
        if not gold:
            alone += [[(name, *cluster)] for cluster in lost(article.predicted, layer)]
    return [*merged.values(), *alone]


def _clusters(stories: Sequence[StoryCase], *, layer: str, metric: str) -> dict[tuple[int, str], Tally]:
    return {(number, ""): _score(case, layer)[metric] for number, case in enumerate(stories)}


def _score(case: StoryCase, layer: str) -> dict[str, Tally]:
    sides = (_merged(case, layer, gold=gold) for gold in (True, False))
    return score_clusters(*sides, singletons=case.singletons)


def _story_measures(layer: str) -> tuple[StoryMeasure | StorySums | Mean, ...]:
    kind = "entity" if layer == "entities" else "event"
    return (
        StoryMeasure(f"links.{layer}", f"the same {kind} in two articles", partial(_same, layer=layer)),
        *(
            StorySums(
                f"links.{layer}.{metric}",
                f"{rule}; over the whole story, mentions by exact span",
                partial(_clusters, layer=layer, metric=metric),
            )
            for metric, rule in METRICS.items()
        ),
        *means(f"links.{layer}"),
    )


MEASURES: tuple[StoryMeasure | StorySums | Mean, ...] = (
    *_story_measures("entities"),
    *_story_measures("events"),
    StoryMeasure("links.claims", "relation of two claims, with its label", _relations),
)
