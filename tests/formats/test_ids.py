"""Ids are made of any names, stay as they are where they are some already, and are each given once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twicetold.formats.ids import ID, id_for, numbered, take


@given(st.text(), st.integers(0))
def test_any_name_has_an_id_with_room_for_a_number(name: str, number: int) -> None:
    assert ID.match(id_for(name, "unnamed"))
    assert ID.match(numbered(id_for(name * 200, "unnamed"), number))


@given(st.from_regex(ID))
def test_an_id_stays_as_it_is(name: str) -> None:
    assert id_for(name, "unnamed") == name


@given(st.lists(st.sampled_from(["a", "a-2", "b", "x" * 128, "x" * 126 + "-2"])))
def test_no_id_is_given_twice_and_the_first_is_the_one_wanted(wanted: list[str]) -> None:
    taken: dict[str, int] = {}
    given = [take(each, taken) for each in wanted]
    assert len(set(given)) == len(given)
    assert all(map(ID.match, given))
    assert given[:1] == wanted[:1]
