"""Every measure, on cases computed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import articles, extractions, texts
from twicetold import Extraction, Tally, measures
from twicetold.errors import UnknownNameError
from twicetold.measures.alignment import align
from twicetold.measures.overlap import Tokens, dice
from twicetold.model import Argument, Claim, Date, Entity, Event, Mention, Span, Ungrounded, span

if TYPE_CHECKING:
    import random

    from twicetold.measures.matching import Matching

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ada Byron of Riga said on Monday that the mayor had quit."

ADA, ADA_BYRON, BYRON, RIGA, MAYOR = span(0, 3), span(0, 9), span(4, 9), span(13, 17), span(38, 47)
SAID, MONDAY, ON_MONDAY, QUIT = span(18, 22), span(26, 32), span(23, 32), span(52, 56)
THAT_CLAUSE, CLAUSE = span(33, 56), span(38, 56)


def match(name: str, gold: Extraction, predicted: Extraction) -> Matching:
    return measures.get(name).match(gold, predicted, TEXT)


def people(*spans: Span, kind: Any = "PER") -> Extraction:
    return Extraction(
        entities=tuple(Entity(f"e{number}", kind, (Mention(where),)) for number, where in enumerate(spans))
    )


def together(*parts: Extraction) -> Extraction:
    return Extraction(
        entities=tuple(
            msgspec.structs.replace(entity, id=f"e{number}")
            for number, entity in enumerate(entity for part in parts for entity in part.entities)
        )
    )


class TestEntities:
    gold = together(people(ADA_BYRON, MAYOR), people(RIGA, kind="GPE"))

    def test_strict_wants_span_and_type(self) -> None:
        # Right: Ada Byron PER. Wrong: Riga as ORG, Ada alone. Missed: Riga GPE, the mayor.
        predicted = together(people(ADA_BYRON, ADA), people(RIGA, kind="ORG"))
        matching = match("entities.strict", self.gold, predicted)
        assert matching.tally() == Tally(1, 3, 1, 3)
        assert [item.span for item in matching.missed] == [MAYOR, RIGA]
        assert [item.span for item in matching.spurious] == [ADA, RIGA]
        assert matching.by_label() == {
            "GPE": Tally(0, 0, 0, 1),
            "ORG": Tally(0, 1, 0, 0),
            "PER": Tally(1, 2, 1, 2),
        }

    def test_exact_wants_the_span_only(self) -> None:
        predicted = together(people(ADA_BYRON, ADA), people(RIGA, kind="ORG"))
        matching = match("entities.exact", self.gold, predicted)
        assert matching.tally() == Tally(2, 3, 2, 3)
        assert matching.by_label()["ORG"] == Tally(1, 1, 0, 0)
        assert matching.by_label()["GPE"] == Tally(0, 0, 1, 1)

    def test_a_repeated_prediction_is_right_once(self) -> None:
        assert match("entities.strict", people(ADA), people(ADA, ADA)).tally() == Tally(1, 2, 1, 1)

    def test_all_fragments_count(self) -> None:
        gold = people(span(0, 3, 13, 17))
        assert match("entities.exact", gold, people(span(0, 17))).tally() == Tally(0, 1, 0, 1)
        assert match("entities.exact", gold, people(span(0, 3, 13, 17))).tally() == Tally(1, 1, 1, 1)


class TestDates:
    def date(self, where: Span, value: str = "2022-01-10", kind: Any = "DATE") -> Extraction:
        return Extraction(dates=(Date("d1", where, kind, value),))

    def test_strict_wants_the_span(self) -> None:
        assert match("dates.strict", self.date(MONDAY), self.date(MONDAY, "2022-01-03")).tally() == Tally(1, 1, 1, 1)
        assert match("dates.strict", self.date(MONDAY), self.date(ON_MONDAY)).tally() == Tally(0, 1, 0, 1)

    def test_value_wants_an_overlap_and_the_value(self) -> None:
        assert match("dates.value", self.date(MONDAY), self.date(ON_MONDAY)).tally() == Tally(1, 1, 1, 1)
        assert match("dates.value", self.date(MONDAY), self.date(MONDAY, "2022-01-03")).tally() == Tally(0, 1, 0, 1)
        assert match("dates.value", self.date(MONDAY), self.date(SAID)).tally() == Tally(0, 1, 0, 1)

    def test_one_wide_prediction_serves_one_gold_date_only(self) -> None:
        gold = Extraction(dates=(Date("d1", MONDAY, "DATE", "X"), Date("d2", SAID, "DATE", "X")))
        wide = Extraction(dates=(Date("d1", span(18, 32), "DATE", "X"),))
        assert match("dates.value", gold, wide).tally() == Tally(1, 1, 1, 2)

    def test_rows_are_by_type(self) -> None:
        matching = match("dates.value", self.date(MONDAY), self.date(MONDAY, kind="TIME"))
        assert matching.by_label() == {"DATE": Tally(0, 0, 1, 1), "TIME": Tally(1, 1, 0, 0)}


def quits(*arguments: Argument, kind: Any = "Personnel.EndPosition", where: Span = QUIT) -> Extraction:
    return Extraction(
        entities=(
            Entity("e1", "PER", (Mention(MAYOR, span(42, 47)),)),
            Entity("e2", "PER", (Mention(ADA_BYRON), Mention(ADA))),
        ),
        dates=(Date("d1", MONDAY, "DATE", "2022-01-10"),),
        events=(Event("v1", kind, (where,), arguments),),
    )


class TestEvents:
    gold = quits(Argument("Person", "e1"), Argument("Time", "d1"), Argument("Position", span=span(42, 47)))

    def test_a_trigger_wants_span_and_type(self) -> None:
        assert match("events.trigger.class", self.gold, quits()).tally() == Tally(1, 1, 1, 1)
        other_type = quits(kind="Movement.Transport")
        assert match("events.trigger.class", self.gold, other_type).tally() == Tally(0, 1, 0, 1)
        elsewhere = quits(where=SAID)
        assert match("events.trigger.class", self.gold, elsewhere).tally() == Tally(0, 1, 0, 1)

    def test_an_argument_wants_role_and_filler_at_its_own_trigger(self) -> None:
        # Right: Person. Wrong: Agent. Missed: Time and Position.
        predicted = quits(Argument("Person", "e1"), Argument("Agent", "e2"))
        matching = match("events.argument.class", self.gold, predicted)
        assert matching.tally() == Tally(1, 2, 1, 3)
        assert matching.by_label()["Person"] == Tally(1, 1, 1, 1)
        assert matching.by_label()["Time"] == Tally(0, 0, 0, 1)
        wrong_event = quits(Argument("Person", "e1"), kind="Movement.Transport")
        assert match("events.argument.class", self.gold, wrong_event).tally() == Tally(0, 1, 0, 3)

    def test_any_mention_of_the_gold_entity_will_do_and_a_head_is_enough(self) -> None:
        gold = quits(Argument("Person", "e2"))
        predicted = Extraction(
            entities=(Entity("e7", "PER", (Mention(ADA),)),),
            events=(Event("v1", "Personnel.EndPosition", (QUIT,), (Argument("Person", "e7"),)),),
        )
        assert match("events.argument.class", gold, predicted).tally() == Tally(1, 1, 1, 1)
        head_only = msgspec.structs.replace(predicted, entities=(Entity("e7", "PER", (Mention(span(42, 47)),)),))
        assert match("events.argument.class", quits(Argument("Person", "e1")), head_only).tally() == Tally(1, 1, 1, 1)

    def test_an_entity_that_swallows_all_stands_for_one(self) -> None:
        gold = quits(Argument("Person", "e1"), Argument("Agent", "e2"))
        swallowed = Extraction(
            entities=(Entity("e1", "PER", (Mention(MAYOR), Mention(ADA_BYRON), Mention(ADA))),),
            events=(
                Event("v1", "Personnel.EndPosition", (QUIT,), (Argument("Person", "e1"), Argument("Agent", "e1"))),
            ),
        )
        assert match("events.argument.class", gold, swallowed).tally() == Tally(1, 2, 1, 2)

    def test_a_date_filler_stands_for_the_date_it_overlaps(self) -> None:
        predicted = msgspec.structs.replace(
            quits(Argument("Time", "d1")), dates=(Date("d1", ON_MONDAY, "DATE", "2022"),)
        )
        assert match("events.argument.class", self.gold, predicted).tally() == Tally(1, 1, 1, 3)

    @pytest.mark.parametrize(("where", "right"), [(span(42, 47), 1), (span(38, 47), 1), (span(38, 56), 0)])
    def test_plain_words_want_half_their_tokens(self, where: Span, right: int) -> None:
        # "mayor" against "mayor" 1, "the mayor" 2/3, "the mayor had quit" 2/5.
        predicted = quits(Argument("Position", span=where))
        assert match("events.argument.class", self.gold, predicted).tally() == Tally(right, 1, right, 3)


def says(content: Span = THAT_CLAUSE, cue: Span = SAID, source: Span = ADA_BYRON) -> Extraction:
    return Extraction(claims=(Claim("c1", cue, content, source),))


class TestClaims:
    gold = says()

    @pytest.mark.parametrize("part", ["source", "cue", "content"])
    def test_the_gold_itself_is_right(self, part: str) -> None:
        assert match(f"claims.{part}.exact", self.gold, self.gold).tally() == Tally(1, 1, 1, 1)

    def test_exact_wants_the_span_of_the_aligned_claim(self) -> None:
        assert match("claims.content.exact", self.gold, says(CLAUSE)).tally() == Tally(0, 1, 0, 1)
        assert match("claims.source.exact", self.gold, says(source=ADA)).tally() == Tally(0, 1, 0, 1)

    def test_overlap_counts_tokens(self) -> None:
        # "that the mayor had quit" has five tokens, "the mayor had quit" four of them.
        assert match("claims.content.overlap", self.gold, says(CLAUSE)).tally() == Tally(4, 4, 4, 5)
        assert match("claims.source.overlap", self.gold, says(source=span(4, 17))).tally() == Tally(1, 3, 1, 2)

    def test_a_part_counts_only_in_claims_that_belong_together(self) -> None:
        stranger = says(content=RIGA, cue=QUIT)
        assert match("claims.source.exact", self.gold, stranger).tally() == Tally(0, 1, 0, 1)

    def test_a_claim_without_a_source_has_none_to_find(self) -> None:
        assert match("claims.source.exact", says(source=()), says(source=())).tally() == Tally()
        assert match("claims.source.exact", says(source=()), says()).tally() == Tally(0, 1, 0, 0)

    def test_rows_are_by_mode(self) -> None:
        assert list(match("claims.cue.exact", self.gold, self.gold).by_label()) == ["INDIRECT"]


class TestUngrounded:
    """A quotation that is not in the text counts as a false positive of its part."""

    lost = Extraction(
        ungrounded=(
            Ungrounded("mention", "PER", "Bob"),
            Ungrounded("date", "DATE", "May"),
            Ungrounded("argument", "Person", "Bob"),
            Ungrounded("content", "DIRECT", "no such words"),
        )
    )

    @pytest.mark.parametrize(
        ("name", "label", "weight"),
        [
            ("entities.strict", "PER", 1),
            ("dates.value", "DATE", 1),
            ("events.argument.class", "Person", 1),
            ("claims.content.exact", "DIRECT", 1),
            ("claims.content.overlap", "DIRECT", 3),
        ],
    )
    def test_it_counts(self, name: str, label: str, weight: int) -> None:
        assert match(name, Extraction(), self.lost).by_label() == {label: Tally(0, weight, 0, 0)}

    def test_it_counts_nowhere_else(self) -> None:
        assert match("claims.cue.exact", Extraction(), self.lost).tally() == Tally()


class TestAlignment:
    def test_the_sum_of_weights_is_the_greatest_and_not_the_first_found(self) -> None:
        assert align({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 1), (1, 0)]

    def test_nothing_is_aligned_that_was_not_given(self) -> None:
        assert align({(0, 0): 1, (1, 1): 1}) == [(0, 0), (1, 1)]
        assert align({}) == []

    def test_of_equal_alignments_the_first_is_taken_whatever_the_order(self) -> None:
        weights = {(0, 0): 1.0, (1, 0): 1.0, (2, 0): 1.0}
        assert align(weights) == align(dict(reversed(weights.items()))) == [(0, 0)]

    @given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=12))
    def test_no_alignment_weighs_more(self, weights: dict[tuple[int, int], int]) -> None:
        def best(rows: list[int], taken: frozenset[int]) -> int:
            if not rows:
                return 0
            row, rest = rows[0], rows[1:]
            options = [best(rest, taken)]
            options += [
                weight + best(rest, taken | {column})
                for (other, column), weight in weights.items()
                if other == row and column not in taken
            ]
            return max(options)

        pairs = align(weights)
        assert sum(weights[pair] for pair in pairs) == best(sorted({row for row, _ in weights}), frozenset())
        assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_tokens_are_words_and_single_marks() -> None:
    tokens = Tokens("He said: “no”.")
    assert tokens.inside(span(3, 8)) == {1, 2}
    assert tokens.inside(span(0, 2, 9, 13)) == {0, 3, 4, 5}
    assert tokens.inside(span(4, 5)) == {1}
    assert tokens.inside(()) == frozenset()
    assert dice(frozenset(), frozenset()) == 0


def test_a_measure_prints_as_it_is_found() -> None:
    for measure in measures.ALL:
        assert measures.get(str(measure)) is measure
    with pytest.raises(UnknownNameError, match=r"Did you mean 'entities.strict'"):
        measures.get("entity.strict")


names = st.sampled_from([measure.name for measure in measures.ALL])


@given(articles(), names)
def test_gold_against_itself_is_all_right(article: Any, name: str) -> None:
    tally = measures.get(name).match(article.gold, article.gold, article.text).tally()
    assert tally.precision_numerator == tally.precision_denominator == tally.recall_denominator


@st.composite
def two_extractions(draw: st.DrawFn) -> tuple[str, Extraction, Extraction]:
    text = draw(texts)
    return text, draw(extractions(text)), draw(extractions(text))


@given(two_extractions(), names)
def test_labels_add_up_to_the_whole(case: tuple[str, Extraction, Extraction], name: str) -> None:
    text, gold, predicted = case
    matching = measures.get(name).match(gold, predicted, text)
    assert Tally.total(matching.by_label().values()) == pytest.approx(matching.tally())


SYMMETRIC = sorted({measure.name for measure in measures.ALL} - {"events.argument.class"})


@given(two_extractions(), st.sampled_from(SYMMETRIC))
def test_swapping_gold_and_prediction_swaps_precision_and_recall(
    case: tuple[str, Extraction, Extraction], name: str
) -> None:
    text, gold, predicted = case
    there = measures.get(name).match(gold, predicted, text).tally()
    back = measures.get(name).match(predicted, gold, text).tally()
    assert there[1] == back[3]
    assert there[3] == back[1]
    if "overlap" not in name and not name.startswith(("claims", "dates.value")):
        assert there[0] == back[0]


@given(two_extractions(), names, st.randoms())
def test_the_order_of_items_never_matters(
    case: tuple[str, Extraction, Extraction], name: str, chance: random.Random
) -> None:
    text, gold, predicted = case
    shuffled = {}
    for layer in ("entities", "dates", "events", "claims"):
        items = list(getattr(predicted, layer))
        chance.shuffle(items)
        shuffled[layer] = tuple(items)
    measure = measures.get(name)
    before = measure.match(gold, predicted, text)
    after = measure.match(gold, Extraction(**shuffled), text)
    assert before.tally() == pytest.approx(after.tally())
