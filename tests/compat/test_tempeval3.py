"""Our TempEval-3 mode gives what the toolkit gave on known cases, and follows the rule of its normaliser."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from twicetold import Tally
from twicetold.measures.compat.tempeval3 import Tallies, Timex, align, final, tallies

if TYPE_CHECKING:
    from collections.abc import Sequence


def printed(found: Tallies) -> dict[str, float | tuple[float, ...]]:
    """Return what the toolkit prints: F1, P and R times 100 for strict and relaxed, F1 for the attributes."""
    rounded = {name: tuple(round(100 * number, 2) for number in final(part)) for name, part in found._asdict().items()}
    shown = {name: (f1, precision, recall) for name, (precision, recall, f1) in rounded.items()}
    return {
        "strict": shown["strict"],
        "relaxed": shown["relaxed"],
        "value": shown["value"][0],
        "type": shown["type"][0],
    }


# Sunday morning he said that after three days in January
TOY_GOLD = [
    Timex(0, 2, "Sunday morning", "2019-12-29", "DATE"),
    Timex(6, 8, "three days", "P3D", "DURATION"),
    Timex(9, 10, "January", "2020-01", "DATE"),
]
TOY_SYSTEM = [
    Timex(0, 1, "Sunday", "2019-12-29", "DATE"),
    Timex(1, 2, "morning", "TMO", "TIME"),
    Timex(5, 8, "after three days", "P3D", "DATE"),
    Timex(9, 10, "January", "2020-01", "DATE"),
]
SUNDAY, MONDAY = Timex(0, 1, "Sunday", "2019-12-29", "DATE"), Timex(2, 3, "Monday", "2019-12-30", "DATE")
NONE = (0.0, 0.0, 0.0)
FULL = (100.0, 100.0, 100.0)

KNOWN = {
    "toy": (
        TOY_GOLD,
        TOY_SYSTEM,
        {"strict": (28.57, 25.0, 33.33), "relaxed": (85.71, 75.0, 100.0), "value": 85.71, "type": 57.14},
    ),
    "T-A, one wide over two": (
        [SUNDAY, MONDAY],
        [Timex(0, 3, "Sunday and Monday", "2019-12-29", "DATE")],
        {"strict": NONE, "relaxed": (66.67, 100.0, 50.0), "value": 66.67, "type": 66.67},
    ),
    "T-B, begins at the second token": (
        TOY_GOLD[:1],
        [Timex(1, 2, "morning", "2019-12-29", "DATE")],
        {"strict": NONE, "relaxed": FULL, "value": 100.0, "type": 100.0},
    ),
    "T-C, no system": ([SUNDAY], [], {"strict": NONE, "relaxed": NONE, "value": 0.0, "type": 0.0}),
    "T-D, nothing": (
        [],
        [],
        {"strict": (100.0, 0.0, 0.0), "relaxed": (100.0, 0.0, 0.0), "value": 100.0, "type": 100.0},
    ),
    "T-F, in another order": (
        [SUNDAY, MONDAY],
        [MONDAY._replace(value="2019-12-31", type="SET"), SUNDAY],
        {"strict": FULL, "relaxed": FULL, "value": 50.0, "type": 50.0},
    ),
}


@pytest.mark.parametrize(("gold", "system", "wanted"), KNOWN.values(), ids=KNOWN)
def test_known_answers(gold: list[Timex], system: list[Timex], wanted: dict[str, float]) -> None:
    assert printed(tallies(gold, system)) == wanted


def test_the_formulas_are_those_behind_the_numbers_of_the_sample_data() -> None:
    """4 documents with 31 gold and 33 system expressions, of which 28 strict, 30 relaxed, 16 values and 30 types."""
    right = {"strict": 28, "relaxed": 30, "value": 16, "type": 30}
    found = Tallies(**{name: Tally(number, 33, number, 31) for name, number in right.items()})
    assert printed(found) == {
        "strict": (87.5, 84.85, 90.32),
        "relaxed": (93.75, 90.91, 96.77),
        "value": 50.0,
        "type": 93.75,
    }


def test_values_are_strings() -> None:
    found = tallies([Timex(0, 2, "a day", "P1D", "DURATION")], [Timex(0, 2, "a day", "PT24H", "DURATION")])
    assert (found.strict.f1, found.value.f1) == (1, 0)


def test_strict_compares_texts_not_places() -> None:
    """As here, where both say May, but not the same May of "May and May"."""
    gold, system = [Timex(0, 3, "May")], [Timex(2, 3, "May")]
    assert tallies(gold, system).strict.f1 == 1


def test_what_only_touches_does_not_match() -> None:
    assert align([Timex(0, 1, "a")], [Timex(1, 2, "b")]) == []
    assert align([Timex(1, 2, "b")], [Timex(0, 1, "a")]) == []


def test_a_better_partner_to_the_right_comes_too_late() -> None:
    gold, system = [Timex(1, 5, "b c d e")], [Timex(0, 2, "a b"), Timex(2, 5, "c d e")]
    assert align(gold, system) == [(gold[0], system[0])]


def test_one_that_holds_another_is_not_counted_but_can_take_a_partner() -> None:
    outer, inner = Timex(0, 5, "the week of May 5"), Timex(3, 5, "May 5")
    assert tallies([outer, inner], [inner]).relaxed == Tally(1, 1, 1, 1)
    assert tallies([outer, inner], [outer]).relaxed == Tally(0, 1, 0, 1)


def test_of_several_that_begin_at_a_token_the_innermost_counts() -> None:
    outer, inner = Timex(0, 2, "May 5"), Timex(0, 1, "May")
    for gold in ([outer, inner], [inner, outer]):
        assert align(gold, [inner]) == [(inner, inner)]
        assert tallies(gold, [inner]).relaxed == Tally(1, 1, 1, 1)


def test_of_repeated_ones_the_last_counts() -> None:
    assert tallies([SUNDAY], [SUNDAY._replace(value="?"), SUNDAY]).value == Tally(1, 1, 1, 1)


def test_an_empty_one_is_not_there() -> None:
    assert tallies([Timex(3, 3, "")], [Timex(3, 3, "")]).relaxed == Tally()


def chain(chance: random.Random) -> list[Timex]:
    """Return time expressions that do not overlap, in no particular order."""
    bounds = sorted(chance.sample(range(25), chance.randrange(0, 16)))
    pieces = [piece for piece in pairwise(bounds) if chance.random() < 0.6]
    chance.shuffle(pieces)
    return [Timex(*piece, chance.choice(["x", "y"]), chance.choice("12"), chance.choice("TD")) for piece in pieces]


def ids(sides: Sequence[Sequence[Timex]]) -> list[dict[int, Timex]]:
    """Give out ids as the normaliser does: token by token, closing first, then opening, gold before system."""
    given: list[dict[int, Timex]] = [{}, {}]
    now, last, fresh = [0, 0], [0, 0], 1
    for token in range(30):
        begins = [next((item for item in side if item.start == token), None) for side in sides]
        for side, items in enumerate(sides):
            if begins[side] is not None or not any(item.start <= token < item.end for item in items):
                now[side] = 0
        for side, item in enumerate(begins):
            if item is not None:
                shared = now[1 - side]
                now[side] = shared if shared > last[side] else fresh
                fresh = max(fresh, now[side] + 1)
                last[side] = now[side]
                given[side][now[side]] = item
    return given


def test_the_alignment_is_that_of_the_ids() -> None:
    chance = random.Random(23)
    for _ in range(2000):
        gold, system = chain(chance), chain(chance)
        first, second = ids((gold, system))
        wanted = [(first[number], second[number]) for number in first.keys() & second.keys()]
        assert sorted(align(gold, system)) == sorted(wanted)
        found = tallies(gold, system)
        assert found.relaxed == Tally(len(wanted), len(system), len(wanted), len(gold))
        assert found.strict.precision_numerator == sum(mine.text == theirs.text for mine, theirs in wanted)


def test_the_order_of_the_input_does_not_matter() -> None:
    chance = random.Random(29)
    for _ in range(200):
        gold, system = chain(chance), chain(chance)
        assert tallies(gold, system) == tallies(gold[::-1], system[::-1])
