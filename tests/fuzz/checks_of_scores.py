"""What must hold of scores: between 0 and 1, finite, 1 for the gold itself; and of alignment."""

from __future__ import annotations

import zlib
from functools import lru_cache
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import msgspec

from fuzz import invented
from fuzz.inputs import held
from twicetold import measures, sense
from twicetold.measures.alignment import align, align_in_order
from twicetold.measures.batch import Case
from twicetold.measures.compat.modes import MODES
from twicetold.measures.tally import Tally
from twicetold.model import Claim, Date, Entity, Event, Extraction, Links, Story
from twicetold.predictions import Predictions
from twicetold.scoring import Conventions, score
from twicetold.scoring.measuring import Piece, measure

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.measures.compat.modes import Mode, Row
    from twicetold.scoring import Scores

_KINDS: dict[str, type[Any]] = {"entities": Entity, "dates": Date, "events": Event, "claims": Claim}
_EPSILON = 1e-9
_ONE_OF = 16
NAMES = [each.name for each in measures.ALL]


@lru_cache(256)  # four of five files of an input are as they were
def _repaired(data: bytes, text: str) -> Extraction:
    """Return what is left of an extraction without the items that are no such, or make no sense in the text."""
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Extraction()
    found = (
        {name: list(_converted(raw.get(name), kind)) for name, kind in _KINDS.items()} if isinstance(raw, dict) else {}
    )
    while True:
        extraction = Extraction(**{name: tuple(items) for name, items in found.items()})
        wrong = {tuple(pointer.split("/")[1:3]) for pointer, _ in sense.check_extraction(extraction, text)}
        if not wrong:
            return extraction
        found = {
            name: [item for number, item in enumerate(items) if (name, str(number)) not in wrong]
            for name, items in found.items()
        }


def _converted(items: object, kind: type[Any]) -> Any:
    for item in items if isinstance(items, list) else ():
        try:
            yield msgspec.convert(item, kind)
        except msgspec.ValidationError:
            continue


def _sides(folder: Path) -> tuple[dict[str, Extraction], dict[str, Extraction]]:
    """Return gold and predictions, by letter, as far as they make sense."""
    golds: dict[str, Extraction] = {}
    found: dict[str, Extraction] = {}
    for letter, text in invented.TEXTS.items():
        for side, name in ((golds, f"gold-{letter}.json"), (found, f"{letter}.json")):
            side[letter] = _repaired(held(folder, name), text)
    return golds, found


def _links(folder: Path, golds: dict[str, Extraction | None]) -> Links:
    """Return the links of an input, none where one of them makes no sense."""
    try:
        links = msgspec.json.decode(held(folder, "links.json"), type=Links)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Links()
    return Links() if any(sense.check_links(links, golds)) else links


def scores(folder: Path) -> bool:
    """Hold that every tally and number is in its bounds, and that the gold is right by every measure.

    Numbers over stories and their slices take longer than all measures, so they are computed for one input of sixteen.
    """
    golds, found = _sides(folder)
    stories = [_story(name, golds, folder) for name in ("found", "same")]
    extractions = {f"found/{letter}": each for letter, each in found.items()}
    extractions |= {f"same/{letter}": each for letter, each in golds.items()}
    own = _links(folder, {f"suit/{letter}": each for letter, each in found.items()})
    predictions = Predictions(extractions, {"found": _renamed(own, "found"), "same": stories[1].links})
    measured = measure(Piece(stories, predictions), names=NAMES, singletons=True)
    assert not measured.findings
    same: dict[int, list[Tally]] = {}
    for unit, column, _, is_facet, numbers in measured.rows.tolist():
        tally = Tally(*numbers)
        _hold_bounds(NAMES[column], tally)
        if measured.units[unit].story == "same" and not is_facet:
            same.setdefault(column, []).append(tally)
    for column, tallies in same.items():
        total = Tally.total(tallies)
        assert total.f1 is None or abs(total.f1 - 1) < _EPSILON, f"{NAMES[column]} of the gold itself: {total}"
    if zlib.crc32(held(folder, "a.json")) % _ONE_OF == 0:
        _hold_numbers(score(stories, *predictions, split="all", gold="0", conventions=Conventions(resamples=2)))
    return True


def _hold_numbers(of: Scores) -> None:
    """Hold that precision, recall, F1 and their limits are in their bounds, and that slices are made."""
    for name, intervals in of.numbers.items():
        for kind, interval in intervals._asdict().items():
            for number in interval:
                assert number is None or -_EPSILON <= number <= 1 + _EPSILON, f"{name} {kind}: {interval}"
    for name in ("type", "level", "phenomenon", "outlet"):
        of.by(name, NAMES[0])


def _story(name: str, golds: dict[str, Extraction], folder: Path) -> Story:
    replace = msgspec.structs.replace
    links = _renamed(_links(folder, {f"suit/{letter}": each for letter, each in golds.items()}), name)
    articles = tuple(
        replace(article, id=f"{name}/{article.id[-1]}", gold=golds[article.id[-1]])
        for article in invented.story().articles
    )
    return Story(name, name, articles, links=links)


def _renamed(links: Links, name: str) -> Links:
    """Return links with the articles of another story."""
    return msgspec.json.decode(msgspec.json.encode(links).replace(b'"suit/', f'"{name}/'.encode()), type=Links)


def _hold_bounds(name: str, tally: Tally) -> None:
    assert all(isfinite(number) and number >= -_EPSILON for number in tally), f"{name}: {tally}"
    for number in (tally.precision, tally.recall, tally.f1):
        assert number is None or number <= 1 + _EPSILON, f"{name}: {tally}"


def scores_as_others(folder: Path) -> bool:
    """Hold that each compatibility mode reports numbers, or says that there is none."""
    golds, found = _sides(folder)
    cases = [Case(golds[letter], found[letter], text) for letter, text in invented.TEXTS.items()]
    for mode in MODES:
        for row in mode.report(cases):
            _hold_row(mode, row)
    return True


def _hold_row(mode: Mode, row: Row) -> None:
    most = inf if "may exceed 1" in mode.differs else 1 + _EPSILON
    for number in (row.precision, row.recall, row.f1):
        assert number is None or (isfinite(number) and -_EPSILON <= number <= most), (mode.name, row)


def aligns(folder: Path) -> bool:
    """Hold that an alignment is one-to-one, of pairs that may be, no lighter than a greedy one, and of no order."""
    try:
        rows = msgspec.json.decode(held(folder, "weights.json"), type=list[tuple[int, int, float]])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    weights = {(row % 50, column % 50): weight for row, column, weight in rows if 0 < weight < 1e6}
    pairs = align(weights)
    assert set(pairs) <= set(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[pair] for pair in pairs) >= _greedy(weights) - _EPSILON
    assert align(dict(reversed(weights.items()))) == pairs
    ordered = align_in_order(weights, range(50), range(50))
    assert {(row, column) for column, row in ordered.items()} == set(pairs)
    return True


def _greedy(weights: dict[tuple[int, int], float]) -> float:
    rows: set[int] = set()
    columns: set[int] = set()
    total = 0.0
    for (row, column), weight in sorted(weights.items(), key=lambda item: -item[1]):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            total += weight
    return total
