"""Agreement of two annotations of the same texts, and what they disagree about.

One annotation is scored against the other by the harness's own measures. Beside these stand two coefficients that
allow for chance:

- Krippendorff's alpha for nominal data, over tokens (Krippendorff, Content Analysis, 2004, chapter 11). In a layer as a
  whole a token's value is everything that covers it; for one type it is whether that type does.
- Cohen's kappa of labels (Cohen 1960, by scikit-learn), over the items that both annotations have: mentions and
  triggers of the same span, dates, events and claims that are aligned; for claim relations over all pairs of a claim
  of one article and a claim of the other, where no relation is a label too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import scoring, timex
from twicetold.errors import InputError
from twicetold.measures import ALL
from twicetold.model import text_of
from twicetold.ontology import LAYERS
from twicetold.predictions import Predictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twicetold.measures.batch import Case
    from twicetold.measures.overlap import Tokens
    from twicetold.model import Claim, Date, Event, Extraction, Mention, Span, Story
    from twicetold.scoring import Scores

    Item = Date | Event | Claim

_LINK_MEASURES = tuple(measure for measure in ALL if measure.name.startswith("links."))
_ARTICLE_MEASURES = tuple(
    measure for measure in ALL if not measure.name.startswith("links.") and measure.name != "twicetold"
)


class Coefficient(NamedTuple):
    """A chance-corrected coefficient, None where one label alone occurs, and over how many tokens or items."""

    value: float | None
    over: int


class Agreement(NamedTuple):
    """How far two annotations agree. Precision and recall of the scores take the first for gold."""

    articles: int
    scores: Scores
    links: Scores | None
    alpha: dict[tuple[str, str], Coefficient]
    kappa: dict[tuple[str, str], Coefficient]

    def to_json(self) -> dict[str, Any]:
        """Return everything as the like of JSON."""
        parts = [self.scores] if self.links is None else [self.scores, self.links]
        return {
            "articles": self.articles,
            "f1": {name: number.f1.estimate for part in parts for name, number in part.numbers.items()},
            "counts": {
                name: [tally.recall_denominator, tally.precision_denominator]
                for part in parts
                for name, tally in part.totals.items()
            },
            "alpha": _by_layer(self.alpha),
            "kappa": _by_layer(self.kappa),
        }


def _by_layer(found: dict[tuple[str, str], Coefficient]) -> dict[str, dict[str, Any]]:
    shown: dict[str, dict[str, Any]] = {}
    for (layer, name), coefficient in found.items():
        shown.setdefault(layer, {})[name] = coefficient._asdict()
    return shown


def agreement(first: Sequence[Story], second: Sequence[Story], adjudicated: Sequence[Story] = ()) -> Agreement:
    """Compare two annotations of the same articles.

    What only one of them has is left out. Links are compared where an adjudicated annotation is given: their ids are
    those of its items. Raises InputError if they have no article in common, or an article's text differs.
    """
    first, second = in_both(first, second)
    others = {article.id: article.gold for story in second for article in story.articles if article.gold}
    articles = [article for story in first for article in story.articles]
    cases = scoring.case_batch(articles, others).cases
    return Agreement(
        len(articles),
        scoring.score(first, others, split="passes", chosen=_ARTICLE_MEASURES),
        _links(first, second, adjudicated) if adjudicated else None,
        _alphas(cases),
        _kappas(cases) | (_relation_kappa(first, second, adjudicated) if adjudicated else {}),
    )


def in_both(first: Sequence[Story], second: Sequence[Story]) -> tuple[list[Story], list[Story]]:
    """Return the stories of both sides with those articles only that both have.

    Raises InputError if there are none, or an article's text differs.
    """
    texts = [{article.id: article.text for story in side for article in story.articles} for side in (first, second)]
    common = texts[0].keys() & texts[1].keys()
    if not common:
        raise InputError("the two annotations have no article in common")
    if changed := sorted(name for name in common if texts[0][name] != texts[1][name]):
        raise InputError(f"the two annotations are of different texts: {', '.join(changed[:5])}")
    return _restricted(first, common), _restricted(second, common)


def _restricted(stories: Sequence[Story], names: AbstractSet[str]) -> list[Story]:
    kept = [
        msgspec.structs.replace(story, articles=tuple(each for each in story.articles if each.id in names))
        for story in stories
    ]
    return [story for story in kept if story.articles]


def _links(first: Sequence[Story], second: Sequence[Story], adjudicated: Sequence[Story]) -> Scores:
    """Score the links of one annotation against the other's; both are links between adjudicated items."""
    gold = {story.id: story for story in adjudicated}
    linked = [msgspec.structs.replace(gold[story.id], links=story.links) for story in first if story.id in gold]
    extractions = {article.id: article.gold for story in linked for article in story.articles if article.gold}
    return scoring.score(
        linked, extractions, {story.id: story.links for story in second}, split="passes", chosen=_LINK_MEASURES
    )


def _alphas(cases: Sequence[Case]) -> dict[tuple[str, str], Coefficient]:
    """Return alpha for each layer as a whole, under the name `all`, and for each of its types."""
    pairs: dict[tuple[str, str], Counter[tuple[object, object]]] = {}
    for layer in LAYERS:
        covers = [[_cover(layer, side, case.tokens) for side in (case.gold, case.predicted)] for case in cases]
        types = sorted({label for sides in covers for side in sides for labels in side.values() for label in labels})
        whole: Counter[tuple[Any, Any]] = Counter(
            (mine.get(token, frozenset()), theirs.get(token, frozenset()))
            for case, (mine, theirs) in zip(cases, covers, strict=True)
            for token in range(case.tokens.count)
        )
        pairs[layer, "all"] = whole
        for label in types:
            of_type = pairs[layer, label] = Counter()
            for both, number in whole.items():
                of_type[label in both[0], label in both[1]] += number
    return {key: Coefficient(alpha(found), found.total()) for key, found in pairs.items()}


def _cover(layer: str, extraction: Extraction, tokens: Tokens) -> dict[int, frozenset[str]]:
    """Return what covers each token that anything covers: types, or parts of a claim."""
    cover: dict[int, set[str]] = {}
    for label, span in _labelled(layer, extraction):
        for token in tokens.inside(span):
            cover.setdefault(token, set()).add(label)
    return {token: frozenset(labels) for token, labels in cover.items()}


def _labelled(layer: str, extraction: Extraction) -> Iterator[tuple[str, Span]]:
    if layer == "entities":
        yield from ((entity.type, mention.span) for entity in extraction.entities for mention in entity.mentions)
    elif layer == "dates":
        yield from ((date.type, date.span) for date in extraction.dates)
    elif layer == "events":
        yield from ((event.type, trigger) for event in extraction.events for trigger in event.triggers)
    else:
        for claim in extraction.claims:
            yield from (("source", claim.source), ("cue", claim.cue), ("content", claim.content))


def alpha(pairs: Mapping[tuple[object, object], int]) -> float | None:
    """Return Krippendorff's alpha for nominal data and two annotators, from how often each pair of values occurs.

    None where one value alone occurs.
    """
    occurs: Counter[object] = Counter()
    for (mine, theirs), count in pairs.items():
        occurs[mine] += count
        occurs[theirs] += count
    total = occurs.total()
    observed = 2 * sum(count for (mine, theirs), count in pairs.items() if mine != theirs)
    expected = total * total - sum(count * count for count in occurs.values())
    return 1 - (total - 1) * observed / expected if expected else None


def _kappas(cases: Sequence[Case]) -> dict[tuple[str, str], Coefficient]:
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for case in cases:
        for layer, name, mine, theirs in _label_pairs(case):
            pairs.setdefault((layer, name), []).append((mine, theirs))
    return {key: Coefficient(kappa(found), len(found)) for key, found in pairs.items()}


def _label_pairs(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """Yield (layer, name of the label, mine, theirs) for all that both annotations have."""
    gold, predicted = case.gold, case.predicted
    mentions = [
        {mention.span: (entity.type, mention.level) for entity in side.entities for mention in entity.mentions}
        for side in (gold, predicted)
    ]
    for span in mentions[0].keys() & mentions[1].keys():
        for name, mine, theirs in zip(("type", "level"), mentions[0][span], mentions[1][span], strict=True):
            yield "entities", name, mine, theirs
    for column, row in case.dates.items():
        mine_date, their_date = gold.dates[row], predicted.dates[column]
        yield "dates", "type", mine_date.type, their_date.type
        yield "dates", "value", timex.canonical(mine_date.value), timex.canonical(their_date.value)
        yield "dates", "mod", mine_date.mod or "none", their_date.mod or "none"
    for column, row in case.events_of_any_type.items():
        for name in ("type", "polarity", "realis"):
            yield "events", name, getattr(gold.events[row], name), getattr(predicted.events[column], name)
    for column, row in case.claims.items():
        mine_claim, their_claim = gold.claims[row], predicted.claims[column]
        for name in ("stance", "mode"):
            yield "claims", name, getattr(mine_claim, name), getattr(their_claim, name)
        yield "claims", "nested", str(bool(mine_claim.nested_in)), str(bool(their_claim.nested_in))


def _relation_kappa(
    first: Sequence[Story], second: Sequence[Story], adjudicated: Sequence[Story]
) -> dict[tuple[str, str], Coefficient]:
    others = {story.id: story for story in second}
    items = {story.id: story for story in adjudicated}
    pairs: list[tuple[str, str]] = []
    for story in first:
        if story.id not in items:
            continue
        mine, theirs = (
            {
                frozenset(
                    {(relation.first.article, relation.first.id), (relation.second.article, relation.second.id)}
                ): relation.label
                for relation in side.links.claims
            }
            for side in (story, others[story.id])
        )
        claims = [
            [(article.id, claim.id) for claim in article.gold.claims]
            for article in items[story.id].articles
            if article.gold
        ]
        for number, left in enumerate(claims):
            for right in claims[number + 1 :]:
                ends = (frozenset({one, other}) for one in left for other in right)
                pairs += [(mine.get(end, "none"), theirs.get(end, "none")) for end in ends]
    return {("links", "relation"): Coefficient(kappa(pairs), len(pairs))} if pairs else {}


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of pairs of labels; None where one label alone occurs."""
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - heavy

    mine, theirs = zip(*pairs, strict=True)
    return float(cohen_kappa_score(mine, theirs)) if len({*mine, *theirs}) > 1 else None


class Disagreement(NamedTuple):
    """One thing on which two annotations differ: where, of what kind, and what each has (empty: nothing)."""

    article: str
    layer: str
    line: int
    kind: str
    first: str
    second: str

    def __str__(self) -> str:
        """Write it on one line."""
        return f"{self.article} {self.layer}:{self.line} {self.kind}: {self.first or '–'}  |  {self.second or '–'}"


def disagreements(first: Sequence[Story], second: Sequence[Story]) -> list[Disagreement]:
    """Return all on which two annotations of the same articles differ, in the order of articles, layers and text."""
    first, second = in_both(first, second)
    others = {article.id: article.gold for story in second for article in story.articles if article.gold}
    articles = [article for story in first for article in story.articles]
    texts = {article.id: article.text for article in articles}
    found = []
    for error in scoring.error_list(first, Predictions(others, {})):
        sides = [error.get("gold"), error.get("predicted")]
        start = next((side["span"][0]["start"] for side in sides if side and side["span"]), 0)
        shown = [f"{side['text']!r} {side['id']} {side['label']}" if side else "" for side in sides]
        found.append((error["article"], error["layer"], start, _KINDS.get(error["kind"], error["kind"]), *shown))
    for article, case in zip(articles, scoring.case_batch(articles, others).cases, strict=True):
        found += [(article.id, *rest) for rest in _attributes(case, article.text)]
    order = {layer: number for number, layer in enumerate(LAYERS)}
    found.sort(key=lambda row: (row[0], order.get(row[1], len(order)), row[2], row[3:]))
    return [
        Disagreement(article, layer, texts[article].count("\n", 0, start) + 1, *rest)
        for article, layer, start, *rest in found
    ]


_KINDS = {"missed": "first only", "spurious": "second only"}


def _attributes(case: Case, text: str) -> Iterator[tuple[str, int, str, str, str]]:
    """Yield what aligned items differ in and no measure looks at: (layer, start, kind, mine, theirs)."""
    for layer, span, ids, values in _compared(case, text):
        words = text_of(span, text)
        for kind, (mine, theirs) in values.items():
            if mine != theirs:
                shown = [f"{words!r} {name} {value or '-'}" for name, value in zip(ids, (mine, theirs), strict=True)]
                yield layer, span[0].start, kind, shown[0], shown[1]


_Values = dict[str, tuple[object, object]]


def _compared(case: Case, text: str) -> Iterator[tuple[str, Span, tuple[str, str], _Values]]:
    """Yield aligned items with the attributes of both: (layer, span, ids, name to values)."""
    gold, predicted = case.gold, case.predicted
    found = [
        {mention.span: (mention, entity.id) for entity in side.entities for mention in entity.mentions}
        for side in (gold, predicted)
    ]
    values: _Values
    for span in found[0].keys() & found[1].keys():
        (mention, my_id), (other_mention, their_id) = found[0][span], found[1][span]
        heads = [text_of(each.head or each.span, text) for each in (mention, other_mention)]
        values = {"level": (mention.level, other_mention.level), "head": (heads[0], heads[1])}
        yield "entities", span, (my_id, their_id), values | _tags(mention, other_mention)
    for column, row in case.dates.items():
        date, other_date = gold.dates[row], predicted.dates[column]
        values = {"mod": (date.mod, other_date.mod), "anchored": (bool(date.anchor), bool(other_date.anchor))}
        yield "dates", date.span, (date.id, other_date.id), values | _tags(date, other_date)
    for column, row in case.events.items():
        event, other_event = gold.events[row], predicted.events[column]
        values = {"polarity": (event.polarity, other_event.polarity), "realis": (event.realis, other_event.realis)}
        yield "events", event.triggers[0], (event.id, other_event.id), values | _tags(event, other_event)
    for column, row in case.claims.items():
        claim, other_claim = gold.claims[row], predicted.claims[column]
        values = {
            "mode": (claim.mode, other_claim.mode),
            "nested": (bool(claim.nested_in), bool(other_claim.nested_in)),
        }
        yield "claims", claim.cue, (claim.id, other_claim.id), values | _tags(claim, other_claim)


def _tags(mine: Mention | Item, theirs: Mention | Item) -> _Values:
    return {"tags": (" ".join(sorted(mine.phenomena)), " ".join(sorted(theirs.phenomena)))}
