"""What a claim is measured by, one thing after the other, on cases computed by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from twicetold import Claim, Entity, Extraction, Mention, Tally, measures, span
from twicetold.measures.batch import Batch, Case
from twicetold.model import Ungrounded

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ada Byron of Riga said on Monday that the mayor had quit."
ADA_BYRON, RIGA, MAYOR = span(0, 9), span(13, 17), span(38, 47)
SAID, ON_MONDAY, CLAUSE, QUIT = span(18, 22), span(23, 32), span(33, 56), span(52, 56)

ENTITIES = (Entity("e1", "PER", (Mention(ADA_BYRON),)), Entity("e2", "PER", (Mention(MAYOR),)))
OUTER = Claim("c1", SAID, CLAUSE, ADA_BYRON, "e1")
INNER = Claim("c2", QUIT, MAYOR, nested_in="c1")


def claims(*items: Claim) -> Extraction:
    return Extraction(entities=ENTITIES, claims=items)


def changed(claim: Claim, **change: Any) -> Claim:
    return msgspec.structs.replace(claim, **change)


def tallies(name: str, gold: Extraction, predicted: Extraction) -> dict[str, Tally]:
    outcome = measures.of_items(name).match(Batch([Case(gold, predicted, TEXT)]))
    return {label: tally for (_, label), tally in outcome.tallies().items()}


def tally(name: str, gold: Extraction, predicted: Extraction) -> Tally:
    return Tally.total(tallies(name, gold, predicted).values())


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"id": "c9"}, True),
        ({"cue": ON_MONDAY}, False),
        ({"content": span(33, 51)}, False),
        ({"source": RIGA}, False),
        ({"source_entity": "e2"}, False),
        ({"source_entity": None}, False),
        ({"mode": "DIRECT"}, False),
        ({"stance": "DENIES"}, False),
    ],
)
def test_the_whole_claim_wants_every_span_and_every_attribute(change: dict[str, Any], right: bool) -> None:  # noqa: FBT001
    assert tally("claims.whole", claims(OUTER), claims(changed(OUTER, **change))) == Tally(right, 1, right, 1)


def test_the_whole_claim_wants_the_claim_it_is_nested_in() -> None:
    gold = claims(OUTER, INNER)
    assert tally("claims.whole", gold, gold) == Tally(2, 2, 2, 2)
    assert tally("claims.whole", gold, claims(OUTER, changed(INNER, nested_in=None))) == Tally(1, 2, 1, 2)
    assert tally("claims.whole", claims(OUTER, changed(INNER, nested_in=None)), gold) == Tally(1, 2, 1, 2)


def test_a_claim_without_a_source_entity_wants_none() -> None:
    silent = claims(changed(OUTER, source_entity=None))
    assert tally("claims.whole", silent, silent) == Tally(1, 1, 1, 1)
    assert tally("claims.whole", silent, claims(OUTER)) == Tally(0, 1, 0, 1)
    # To attribute it one has to say more than the gold, which is no fault.
    assert tally("claims.attribution", silent, claims(OUTER)) == Tally(1, 1, 1, 1)
    assert tally("claims.attribution", claims(OUTER), silent) == Tally(0, 1, 0, 1)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        # "had quit" has two of the five tokens of "that the mayor had quit": 4/7; "quit" has one: 2/6.
        ({"content": span(48, 56)}, True),
        ({"content": QUIT}, False),
        # "said" and "said on Monday": 2/4, which is half; with "that" besides it is 2/5.
        ({"cue": span(18, 32)}, True),
        ({"cue": span(18, 37)}, False),
        # "Ada Byron of Riga said on": 4/8; with "Monday" 4/9.
        ({"source": span(0, 25)}, True),
        ({"source": span(0, 32)}, False),
        ({"source": ()}, False),
    ],
)
def test_an_attribution_wants_half_of_the_source_the_cue_and_the_content(change: dict[str, Any], right: bool) -> None:  # noqa: FBT001
    assert tally("claims.attribution", claims(OUTER), claims(changed(OUTER, **change))) == Tally(right, 1, right, 1)


def test_parts_that_neither_claim_has_are_no_fault() -> None:
    bare = claims(Claim("c1", SAID, CLAUSE))
    assert tally("claims.attribution", bare, bare) == Tally(1, 1, 1, 1)


@pytest.mark.parametrize(("attribute", "value"), [("mode", "DIRECT"), ("stance", "DENIES")])
def test_an_attribute_counts_under_its_own_value(attribute: str, value: str) -> None:
    other = claims(changed(OUTER, **{attribute: value}))
    usual = str(getattr(OUTER, attribute))
    assert tallies(f"claims.{attribute}", claims(OUTER), other) == {
        usual: Tally(0, 0, 0, 1),
        value: Tally(0, 1, 0, 0),
    }
    assert tallies(f"claims.{attribute}", other, other) == {value: Tally(1, 1, 1, 1)}


def test_a_source_entity_is_right_under_another_name_and_counts_by_mode() -> None:
    direct = changed(OUTER, mode="DIRECT", source_entity="x")
    renamed = Extraction(entities=(Entity("x", "PER", (Mention(ADA_BYRON),)),), claims=(direct,))
    assert tallies("claims.entity", claims(OUTER), renamed) == {
        "DIRECT": Tally(1, 1, 0, 0),
        "INDIRECT": Tally(0, 0, 1, 1),
    }


def test_a_source_entity_that_stands_for_none_is_wrong() -> None:
    nobody = Extraction(
        entities=(Entity("x", "PER", (Mention(RIGA),)),), claims=(changed(OUTER, source_entity="x", mode="MIXED"),)
    )
    assert tallies("claims.entity", claims(OUTER), nobody) == {
        "INDIRECT": Tally(0, 0, 0, 1),
        "MIXED": Tally(0, 1, 0, 0),
    }
    assert tally("claims.entity", claims(changed(OUTER, source_entity=None)), nobody) == Tally(0, 1, 0, 0)
    assert tally("claims.entity", claims(OUTER), claims(changed(OUTER, source_entity=None))) == Tally(0, 0, 0, 1)


def test_nesting_counts_by_mode_and_a_holder_that_is_nowhere_in_the_gold_is_wrong() -> None:
    gold = claims(OUTER, changed(INNER, mode="DIRECT"))
    elsewhere = Claim("x", RIGA, ON_MONDAY)
    inner = changed(INNER, mode="MIXED", nested_in="x")
    assert tallies("claims.nesting", gold, claims(elsewhere, inner)) == {
        "DIRECT": Tally(0, 0, 0, 1),
        "MIXED": Tally(0, 1, 0, 0),
    }
    assert tallies("claims.nesting", gold, claims(OUTER, changed(INNER, mode="MIXED"))) == {
        "DIRECT": Tally(0, 0, 1, 1),
        "MIXED": Tally(1, 1, 0, 0),
    }
    flat = claims(changed(OUTER), changed(INNER, nested_in=None))
    assert tally("claims.nesting", flat, claims(elsewhere, inner)) == Tally(0, 1, 0, 0)


def test_a_part_that_one_of_two_aligned_claims_lacks_is_missed_or_too_much_and_the_next_claim_still_meets_its_own() -> (
    None
):
    gold = claims(changed(OUTER, source=()), changed(INNER, source=RIGA))
    found = claims(OUTER, changed(INNER, source=RIGA))
    assert tally("claims.source.exact", gold, found) == Tally(1, 2, 1, 1)
    assert tally("claims.source.exact", found, gold) == Tally(1, 1, 1, 2)
    assert tally("claims.source.overlap", gold, found) == Tally(1, 1 + 2, 1, 1)


def test_shared_tokens_are_credit_for_both_sides() -> None:
    # "Ada Byron" against "Byron of Riga": one token of two, and of three.
    near = claims(changed(OUTER, source=span(4, 17)))
    assert tally("claims.source.overlap", claims(OUTER), near) == Tally(1, 3, 1, 2)
    assert tally("claims.source.exact", claims(OUTER), near) == Tally(0, 1, 0, 1)


def test_a_part_that_is_not_in_the_text_weighs_as_much_as_it_has_tokens() -> None:
    lost = Extraction(ungrounded=(Ungrounded("cue", "DIRECT", "he never said"),))
    assert tallies("claims.cue.overlap", Extraction(), lost) == {"DIRECT": Tally(0, 3, 0, 0)}
    assert tallies("claims.cue.exact", Extraction(), lost) == {"DIRECT": Tally(0, 1, 0, 0)}


def test_a_claim_stands_at_its_cue_or_else_its_content_or_else_its_source() -> None:
    only = claims(OUTER, Claim("c2", (), MAYOR, RIGA), Claim("c3", (), (), RIGA))
    outcome = measures.of_items("claims.whole").match(Batch([Case(only, only, TEXT)]))
    assert [item.span for item in outcome.gold] == [SAID, MAYOR, RIGA]


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        # Two claims of the same words: of two alignments that share as much that with more in common is taken.
        ({"stance": "DENIES"}, Tally(2, 2, 2, 2)),
        ({"mode": "DIRECT"}, Tally(2, 2, 2, 2)),
        ({"source": RIGA}, Tally(2, 2, 2, 2)),
        ({"source_entity": None}, Tally(2, 2, 2, 2)),
    ],
)
def test_of_claims_with_the_same_words_those_meet_that_are_most_alike(
    likeness: dict[str, Any], expected: Tally
) -> None:
    first, second = OUTER, changed(OUTER, id="c2", **likeness)
    gold = claims(first, second)
    for predicted in (claims(first, second), claims(second, first)):
        assert tally("claims.whole", gold, predicted) == expected


def test_claims_meet_by_cue_and_content_together() -> None:
    # By content alone either would do; the cues tell which is which.
    gold = claims(Claim("c1", SAID, CLAUSE, RIGA), Claim("c2", ON_MONDAY, CLAUSE, ADA_BYRON))
    found = claims(Claim("c1", ON_MONDAY, CLAUSE, ADA_BYRON), Claim("c2", SAID, CLAUSE, RIGA))
    assert tally("claims.source.exact", gold, found) == Tally(2, 2, 2, 2)
    # Sharing the cue is enough to meet, sharing the content too.
    assert tally("claims.mode", claims(OUTER), claims(changed(OUTER, content=MAYOR))) == Tally(1, 1, 1, 1)
    assert tally("claims.mode", claims(OUTER), claims(Claim("c", SAID, QUIT))) == Tally(1, 1, 1, 1)
    assert tally("claims.mode", claims(OUTER), claims(Claim("c", RIGA, QUIT))) == Tally(1, 1, 1, 1)
    assert tally("claims.mode", claims(OUTER), claims(Claim("c", RIGA, ON_MONDAY, ADA_BYRON))) == Tally()
