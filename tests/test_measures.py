"""Every measure, on cases computed by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import articles, extractions, texts
from twicetold import Extraction, Tally, measures
from twicetold.errors import UnknownNameError
from twicetold.measures.batch import Batch, Case
from twicetold.measures.overlap import Tokens, dice
from twicetold.model import Argument, Claim, Date, Entity, Event, Mention, Span, Ungrounded, span

if TYPE_CHECKING:
    import random

    from twicetold.measures.outcome import Outcome

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ada Byron of Riga said on Monday that the mayor had quit."

ADA, ADA_BYRON, BYRON, RIGA, MAYOR = span(0, 3), span(0, 9), span(4, 9), span(13, 17), span(38, 47)
SAID, MONDAY, ON_MONDAY, QUIT = span(18, 22), span(26, 32), span(23, 32), span(52, 56)
THAT_CLAUSE, CLAUSE = span(33, 56), span(38, 56)


def match(name: str, gold: Extraction, predicted: Extraction, text: str = TEXT) -> Outcome:
    return measures.of_items(name).match(Batch([Case(gold, predicted, text)]))


def by_label(outcome: Outcome) -> dict[str, Tally]:
    return {label: tally for (_, label), tally in outcome.tallies().items()}


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
        assert [item.span for item in matching.missed] == [RIGA, MAYOR]
        assert [item.span for item in matching.spurious] == [ADA, RIGA]
        assert by_label(matching) == {
            "GPE": Tally(0, 0, 0, 1),
            "ORG": Tally(0, 1, 0, 0),
            "PER": Tally(1, 2, 1, 2),
        }

    def test_exact_wants_the_span_only(self) -> None:
        predicted = together(people(ADA_BYRON, ADA), people(RIGA, kind="ORG"))
        matching = match("entities.exact", self.gold, predicted)
        assert matching.tally() == Tally(2, 3, 2, 3)
        assert by_label(matching)["ORG"] == Tally(1, 1, 0, 0)
        assert by_label(matching)["GPE"] == Tally(0, 0, 1, 1)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            # "Ada" lies in "Ada Byron"; "the mayor had quit" holds "the mayor"; Riga has the wrong type.
            ("type", Tally(2, 3, 2, 3)),
            ("partial", Tally(2, 3, 2, 3)),
            ("overlap", Tally(1 + 9 / 18, 3, 3 / 9 + 1, 3)),
        ],
    )
    def test_overlaps_earn_what_the_mode_says(self, name: str, expected: Tally) -> None:
        predicted = together(people(ADA, CLAUSE), people(RIGA, kind="ORG"))
        assert match(f"entities.{name}", self.gold, predicted).tally() == pytest.approx(expected)

    @pytest.mark.parametrize("name", ["type", "partial", "overlap"])
    def test_one_wide_prediction_serves_one_mention(self, name: str) -> None:
        gold, wide = people(ADA, BYRON), people(ADA_BYRON)
        outcome = match(f"entities.{name}", gold, wide)
        assert len(outcome.pairs.gold) == 1
        assert match(f"entities.{name}", wide, gold).tally()[1] == 2

    def test_the_alignment_that_earns_most_is_taken_whatever_comes_first(self) -> None:
        # SemEval's greedy reading gives the wider prediction to the mention and leaves the exact one over.
        gold = people(BYRON)
        assert match("entities.partial", gold, people(ADA_BYRON, BYRON)).tally() == Tally(1, 2, 1, 1)
        assert match("entities.partial", gold, people(BYRON, ADA_BYRON)).tally() == Tally(1, 2, 1, 1)

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

    def test_relaxed_wants_an_overlap_and_type_the_type_besides(self) -> None:
        time = self.date(ON_MONDAY, kind="TIME")
        assert match("dates.relaxed", self.date(MONDAY), time).tally() == Tally(1, 1, 1, 1)
        assert match("dates.type", self.date(MONDAY), time).tally() == Tally(0, 1, 0, 1)

    def test_values_are_compared_in_one_spelling(self) -> None:
        day = self.date(MONDAY, "P1D", "DURATION")
        assert match("dates.value", day, self.date(MONDAY, "PT24H", "DURATION")).tally() == Tally(1, 1, 1, 1)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("2022-01-10", Tally(1, 1, 1, 1)),
            ("2022-W02", Tally(1 / 7, 1, 1, 1)),
            ("2022-01-10T12", Tally(1, 1, 1 / 24, 1)),
            ("2022-01-11", Tally(0, 1, 0, 1)),
            ("P1D", Tally(0, 1, 0, 1)),
        ],
    )
    def test_interval_gives_the_share_of_the_calendar(self, value: str, expected: Tally) -> None:
        assert match("dates.interval", self.date(MONDAY), self.date(MONDAY, value)).tally() == pytest.approx(expected)

    def test_gold_that_says_no_value_is_neither_right_nor_wrong(self) -> None:
        silent = self.date(MONDAY, "")
        for name in ("dates.value", "dates.value.given", "dates.interval"):
            assert match(name, silent, self.date(MONDAY, "2021")).tally() == Tally(0, 0, 0, 0), name
        assert match("dates.value", silent, self.date(ON_MONDAY)).tally() == Tally(0, 0, 0, 0)
        assert match("dates.strict", silent, self.date(MONDAY, "2021")).tally() == Tally(1, 1, 1, 1)

    def test_the_value_given_the_date_leaves_other_dates_out(self) -> None:
        gold = Extraction(dates=(Date("d1", MONDAY, "DATE", "2022-01-10"), Date("d2", SAID, "DATE", "2022")))
        assert match("dates.value.given", gold, self.date(ON_MONDAY)).tally() == Tally(1, 1, 1, 1)
        assert match("dates.value.given", gold, self.date(MONDAY, "2021")).tally() == Tally(0, 1, 0, 1)

    def test_one_wide_prediction_serves_one_gold_date_only(self) -> None:
        gold = Extraction(dates=(Date("d1", MONDAY, "DATE", "X"), Date("d2", SAID, "DATE", "X")))
        wide = Extraction(dates=(Date("d1", span(18, 32), "DATE", "X"),))
        assert match("dates.value", gold, wide).tally() == Tally(1, 1, 1, 2)

    def test_rows_are_by_type(self) -> None:
        matching = match("dates.value", self.date(MONDAY), self.date(MONDAY, kind="TIME"))
        assert by_label(matching) == {"DATE": Tally(0, 0, 1, 1), "TIME": Tally(1, 1, 0, 0)}


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
        assert by_label(matching)["Person"] == Tally(1, 1, 1, 1)
        assert by_label(matching)["Time"] == Tally(0, 0, 0, 1)
        wrong_event = quits(Argument("Person", "e1"), kind="Movement.Transport")
        assert match("events.argument.class", self.gold, wrong_event).tally() == Tally(0, 1, 0, 3)

    def test_id_leaves_the_role_open_and_span_wants_the_words(self) -> None:
        wrong_role = quits(Argument("Agent", "e1"))
        assert match("events.argument.id", self.gold, wrong_role).tally() == Tally(1, 1, 1, 3)
        assert match("events.argument.class", self.gold, wrong_role).tally() == Tally(0, 1, 0, 3)
        wider = quits(Argument("Position", span=MAYOR))
        assert match("events.argument.class", self.gold, wider).tally() == Tally(1, 1, 1, 3)
        assert match("events.argument.span", self.gold, wider).tally() == Tally(0, 1, 0, 3)
        assert match("events.trigger.id", self.gold, quits(kind="Life.Die")).tally() == Tally(1, 1, 1, 1)

    def test_arguments_given_the_event_leave_other_events_out(self) -> None:
        (event,) = self.gold.events
        more = msgspec.structs.replace(
            self.gold, events=(event, Event("v2", "Life.Die", (SAID,), (Argument("Victim", "e1"),)))
        )
        predicted = quits(Argument("Person", "e1"))
        assert match("events.argument.class", more, predicted).tally() == Tally(1, 1, 1, 4)
        assert match("events.argument.given", more, predicted).tally() == Tally(1, 1, 1, 3)
        assert match("events.argument.given", self.gold, Extraction()).tally() == Tally()

    def test_polarity_and_realis_are_judged_where_the_event_was_found(self) -> None:
        (event,) = quits().events
        other = Event("v9", "Life.Die", (SAID,))
        predicted = Extraction(events=(msgspec.structs.replace(event, polarity="NEGATIVE"), other))
        outcome = match("events.polarity", self.gold, predicted)
        assert by_label(outcome) == {"NEGATIVE": Tally(0, 1, 0, 0), "POSITIVE": Tally(0, 0, 0, 1)}
        assert match("events.realis", self.gold, predicted).tally() == Tally(1, 1, 1, 1)

    def test_the_whole_event_wants_every_argument_and_none_too_many(self) -> None:
        assert match("events.whole", self.gold, self.gold).tally() == Tally(1, 1, 1, 1)
        fewer = quits(Argument("Person", "e1"), Argument("Time", "d1"))
        assert match("events.whole", self.gold, fewer).tally() == Tally(0, 1, 0, 1)
        assert match("events.whole", fewer, self.gold).tally() == Tally(0, 1, 0, 1)

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

    def test_an_attribution_wants_half_of_every_part_and_the_source_entity(self) -> None:
        entities = quits().entities
        (claim,) = self.gold.claims
        named = msgspec.structs.replace(claim, source_entity="e2")
        gold = Extraction(entities=entities, claims=(named,))
        near = msgspec.structs.replace(named, content=CLAUSE, source=ADA)
        assert match("claims.attribution", gold, Extraction(entities=entities, claims=(near,))).tally()[0] == 1
        far = msgspec.structs.replace(named, content=QUIT)
        assert match("claims.attribution", gold, Extraction(entities=entities, claims=(far,))).tally()[0] == 0
        other = msgspec.structs.replace(near, source_entity="e1")
        predicted = Extraction(entities=entities, claims=(other,))
        assert match("claims.attribution", gold, predicted).tally() == Tally(0, 1, 0, 1)
        assert match("claims.entity", gold, predicted).tally() == Tally(0, 1, 0, 1)
        assert match("claims.entity", gold, gold).tally() == Tally(1, 1, 1, 1)

    def test_stance_and_mode_are_judged_where_the_claim_was_found(self) -> None:
        (claim,) = self.gold.claims
        denied = Extraction(claims=(msgspec.structs.replace(claim, stance="DENIES"),))
        assert by_label(match("claims.stance", self.gold, denied)) == {
            "ASSERTS": Tally(0, 0, 0, 1),
            "DENIES": Tally(0, 1, 0, 0),
        }
        assert match("claims.mode", self.gold, denied).tally() == Tally(1, 1, 1, 1)
        assert match("claims.whole", self.gold, denied).tally() == Tally(0, 1, 0, 1)
        assert match("claims.stance", self.gold, Extraction()).tally() == Tally()

    def test_nesting_wants_the_claim_that_is_aligned_with_the_holder(self) -> None:
        outer = Claim("c1", SAID, THAT_CLAUSE, ADA_BYRON)
        inner = Claim("c2", QUIT, MAYOR, nested_in="c1")
        gold = Extraction(claims=(outer, inner))
        renamed = Extraction(
            claims=(
                msgspec.structs.replace(inner, id="x", nested_in="y"),
                msgspec.structs.replace(outer, id="y"),
            )
        )
        assert match("claims.nesting", gold, renamed).tally() == Tally(1, 1, 1, 1)
        flat = Extraction(claims=(outer, msgspec.structs.replace(inner, nested_in=None)))
        assert match("claims.nesting", gold, flat).tally() == Tally(0, 0, 0, 1)

    def test_rows_are_by_mode(self) -> None:
        assert list(by_label(match("claims.cue.exact", self.gold, self.gold))) == ["INDIRECT"]


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
        assert by_label(match(name, Extraction(), self.lost)) == {label: Tally(0, weight, 0, 0)}

    def test_it_counts_nowhere_else(self) -> None:
        assert match("claims.cue.exact", Extraction(), self.lost).tally() == Tally()


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
    with pytest.raises(UnknownNameError, match=r"no measure of items is called 'entities.conll'"):
        measures.of_items("entities.conll")


ITEM_MEASURES = [measure.name for measure in measures.ALL if isinstance(measure, measures.Measure)]
names = st.sampled_from(ITEM_MEASURES)


@pytest.mark.parametrize("name", ITEM_MEASURES)
def test_two_articles_that_are_alike_count_twice(name: str) -> None:
    gold = msgspec.structs.replace(TestEvents.gold, claims=(Claim("c1", SAID, CLAUSE, ADA_BYRON, "e2"),))
    event = msgspec.structs.replace(gold.events[0], triggers=(SAID, QUIT), arguments=gold.events[0].arguments[:2])
    found = msgspec.structs.replace(gold, events=(event,))
    once, twice = (measures.of_items(name).match(Batch([Case(gold, found, TEXT)] * times)) for times in (1, 2))
    assert twice.tally() == Tally(*(2 * number for number in once.tally()))


def test_items_stand_in_the_order_of_the_text_whatever_their_ids() -> None:
    found = Extraction(
        entities=(Entity("e1", "PER", (Mention(MAYOR),)), Entity("e2", "PER", (Mention(ADA), Mention(ADA_BYRON))))
    )
    for side in Batch([Case(found, found, TEXT)]).mentions[:2]:
        assert [item.id for item in side] == ["e2", "e2", "e1"]
        assert [item.span for item in side] == [ADA, ADA_BYRON, MAYOR]


@given(articles(), names)
def test_gold_against_itself_is_all_right(article: Any, name: str) -> None:
    tally = match(name, article.gold, article.gold, article.text).tally()
    assert tally.precision_numerator == pytest.approx(tally.precision_denominator)
    assert tally.recall_numerator == pytest.approx(tally.recall_denominator)
    assert tally.precision_denominator == tally.recall_denominator


@st.composite
def two_extractions(draw: st.DrawFn) -> tuple[str, Extraction, Extraction]:
    text = draw(texts)
    return text, draw(extractions(text)), draw(extractions(text))


@given(two_extractions(), names)
def test_labels_add_up_to_the_whole(case: tuple[str, Extraction, Extraction], name: str) -> None:
    text, gold, predicted = case
    matching = match(name, gold, predicted, text)
    assert Tally.total(by_label(matching).values()) == pytest.approx(matching.tally())


SYMMETRIC = [name for name in ITEM_MEASURES if not name.startswith("events.argument")]


@given(two_extractions(), st.sampled_from(SYMMETRIC))
def test_swapping_gold_and_prediction_swaps_precision_and_recall(
    case: tuple[str, Extraction, Extraction], name: str
) -> None:
    text, gold, predicted = case
    there = match(name, gold, predicted, text).tally()
    back = match(name, predicted, gold, text).tally()
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
    before = match(name, gold, predicted, text)
    after = match(name, gold, Extraction(**shuffled), text)
    rows, others = by_label(before), by_label(after)
    assert rows.keys() == others.keys()
    assert all(tuple(rows[label]) == pytest.approx(tuple(others[label])) for label in rows)


@given(two_extractions(), names)
def test_renaming_ids_changes_nothing(case: tuple[str, Extraction, Extraction], name: str) -> None:
    text, gold, predicted = case
    ids = {item.id for layer in ("entities", "dates", "events", "claims") for item in getattr(predicted, layer)}
    # From the last to the first, so that what order by id there might be is turned round.
    new = {old: f"z{number}" for number, old in enumerate(sorted(ids, reverse=True))}
    raw = msgspec.json.encode(predicted).decode()
    renamed = re.sub(r'"([edvc]\d)"', lambda match: f'"{new[match[1]]}"', raw)
    after = match(name, gold, msgspec.json.decode(renamed, type=Extraction), text)
    assert after.tally() == pytest.approx(match(name, gold, predicted, text).tally())
