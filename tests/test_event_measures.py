"""Which events meet, what an argument is right by, what a predicted entity stands for: cases computed by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from twicetold import Argument, Date, Entity, Event, Extraction, Mention, Span, Tally, measures, span
from twicetold.measures.batch import Batch, Case

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ada Byron of Riga said on Monday that the mayor had quit."
ADA, ADA_BYRON, BYRON, RIGA, MAYOR = span(0, 3), span(0, 9), span(4, 9), span(13, 17), span(38, 47)
SAID, MONDAY, ON_MONDAY, QUIT, HAD = span(18, 22), span(26, 32), span(23, 32), span(52, 56), span(48, 51)

ENTITIES = (
    Entity("e1", "PER", (Mention(ADA_BYRON, BYRON), Mention(RIGA))),
    Entity("e2", "PER", (Mention(MAYOR),)),
)
DATES = (Date("d1", MONDAY, "DATE", "2022-01-10"),)


def events(*items: Event, entities: tuple[Entity, ...] = ENTITIES, dates: tuple[Date, ...] = DATES) -> Extraction:
    return Extraction(entities=entities, dates=dates, events=items)


def quits(*arguments: Argument, name: str = "v1", where: tuple[Span, ...] = (QUIT,), **other: Any) -> Event:
    return Event(name, "Personnel.EndPosition", where, arguments, **other)


def tallies(name: str, gold: Extraction, predicted: Extraction) -> dict[str, Tally]:
    outcome = measures.of_items(name).match(Batch([Case(gold, predicted, TEXT)]))
    return {label: tally for (_, label), tally in outcome.tallies().items()}


def tally(name: str, gold: Extraction, predicted: Extraction) -> Tally:
    return Tally.total(tallies(name, gold, predicted).values())


class TestWhichEventsMeet:
    def test_those_that_share_a_trigger_and_the_type(self) -> None:
        two = events(quits(where=(QUIT, SAID)))
        assert Case(two, events(quits(where=(SAID, HAD), name="w")), TEXT).events == {0: 0}
        assert Case(two, events(quits(where=(HAD,))), TEXT).events == {}
        die = Event("v1", "Life.Die", (QUIT,))
        assert Case(two, events(die), TEXT).events == {}
        assert Case(two, events(die), TEXT).events_of_any_type == {0: 0}

    def test_gold_of_unknown_type_goes_with_any_and_a_prediction_of_unknown_type_does_not(self) -> None:
        unknown = events(Event("v1", "Unknown", (QUIT,)))
        assert Case(unknown, events(quits()), TEXT).events == {0: 0}
        assert Case(events(quits()), unknown, TEXT).events == {}

    def test_those_that_share_the_most_triggers(self) -> None:
        gold = events(quits(where=(QUIT,)), quits(name="v2", where=(QUIT, SAID)))
        found = events(quits(name="w1", where=(SAID, QUIT)), quits(name="w2", where=(QUIT,)))
        assert Case(gold, found, TEXT).events == {0: 1, 1: 0}

    def test_a_trigger_that_is_given_twice_counts_once(self) -> None:
        # The second prediction shares two triggers with the event, the first one trigger, three times over.
        found = events(quits(name="w1", where=(QUIT, QUIT, QUIT)), quits(name="w2", where=(QUIT, SAID)))
        assert Case(events(quits(where=(QUIT, SAID))), found, TEXT).events == {1: 0}

    @pytest.mark.parametrize(
        "other",
        [
            quits(Argument("Person", span=ADA), name="v2"),
            quits(Argument("Agent", "e1"), name="v2"),
            quits(Argument("Person", "e1"), name="v2", polarity="NEGATIVE"),
            quits(Argument("Person", "e1"), name="v2", realis="OTHER"),
        ],
    )
    def test_of_two_on_one_trigger_those_meet_that_are_most_alike(self, other: Event) -> None:
        first = quits(Argument("Person", "e1"))
        gold = events(first, other)
        for found in (events(first, other), events(other, first)):
            assert tally("events.whole", gold, found) == Tally(2, 2, 2, 2)

    def test_likeness_never_outweighs_a_trigger(self) -> None:
        gold = events(quits(Argument("Person", "e1"), where=(QUIT, SAID), realis="OTHER", polarity="NEGATIVE"))
        alike = quits(Argument("Person", "e1"), name="w1", where=(QUIT,), realis="OTHER", polarity="NEGATIVE")
        assert Case(gold, events(alike, quits(name="w2", where=(SAID, QUIT))), TEXT).events == {1: 0}


class TestArguments:
    def test_a_gold_entity_is_not_found_by_plain_words(self) -> None:
        gold = events(quits(Argument("Person", "e2")))
        assert tally("events.argument.class", gold, events(quits(Argument("Person", span=MAYOR)))) == Tally(0, 1, 0, 1)

    def test_an_entity_that_stands_for_none_is_no_filler(self) -> None:
        gold = events(quits(Argument("Person", "e2")))
        stranger = (Entity("x", "PER", (Mention(ON_MONDAY),)),)
        found = events(quits(Argument("Person", "x")), entities=stranger, dates=())
        assert tally("events.argument.class", gold, found) == Tally(0, 1, 0, 1)

    def test_an_argument_that_says_neither_who_nor_where_is_wrong(self) -> None:
        gold = events(quits(Argument("Person", "e2"), Argument("Position", span=MAYOR)))
        nobody = events(quits(Argument("Person"), Argument("Position")))
        for name in ("class", "id", "span", "given"):
            assert tally(f"events.argument.{name}", gold, nobody) == Tally(0, 2, 0, 2)

    def test_plain_words_are_found_by_any_place_of_an_entity_or_date(self) -> None:
        gold = events(quits(Argument("Position", span=span(42, 47)), Argument("Topic", span=RIGA)))
        found = events(quits(Argument("Position", "e2"), Argument("Topic", "e1")))
        assert tally("events.argument.class", gold, found) == Tally(2, 2, 2, 2)
        assert tally("events.argument.span", gold, found) == Tally(1, 2, 1, 2)
        date = events(quits(Argument("Topic", span=ON_MONDAY)))
        assert tally("events.argument.class", date, events(quits(Argument("Topic", "d1")))) == Tally(1, 1, 1, 1)

    def test_plain_words_are_right_from_half_their_tokens_on(self) -> None:
        # "said" against "said on Monday": 2/4; with "that" besides 2/5.
        gold = events(quits(Argument("Topic", span=SAID)))
        half, less = (events(quits(Argument("Topic", span=span(18, end)))) for end in (32, 37))
        assert tally("events.argument.class", gold, half) == Tally(1, 1, 1, 1)
        assert tally("events.argument.class", gold, less) == Tally(0, 1, 0, 1)

    def test_exact_words_are_those_of_any_mention_or_of_the_date(self) -> None:
        gold = events(quits(Argument("Person", "e1"), Argument("Time", "d1")))
        by_words = events(quits(Argument("Person", span=RIGA), Argument("Time", span=MONDAY)))
        assert tally("events.argument.span", gold, by_words) == Tally(2, 2, 2, 2)
        other_words = events(quits(Argument("Person", span=MAYOR), Argument("Time", span=ON_MONDAY)))
        assert tally("events.argument.span", gold, other_words) == Tally(0, 2, 0, 2)
        by_name = events(
            quits(Argument("Person", "x"), Argument("Time", "y")),
            entities=(Entity("x", "PER", (Mention(MAYOR), Mention(ADA_BYRON))),),
            dates=(Date("y", MONDAY, "DATE", "2021"),),
        )
        assert tally("events.argument.span", gold, by_name) == Tally(2, 2, 2, 2)

    def test_of_two_fillers_that_are_the_same_the_one_in_its_own_role_is_found(self) -> None:
        gold = events(quits(Argument("Person", "e1"), Argument("Agent", "e1")))
        for role in ("Person", "Agent"):
            found = tallies("events.argument.id", gold, events(quits(Argument(role, "e1"))))
            assert found[role] == Tally(1, 1, 1, 1)

    def test_every_argument_is_found_once_and_at_its_own_event(self) -> None:
        gold = events(quits(Argument("Person", "e1")), quits(Argument("Person", "e2"), name="v2", where=(SAID,)))
        again = events(
            quits(Argument("Person", "e1"), Argument("Person", "e1")), quits(Argument("Person", "e1"), where=(SAID,))
        )
        assert tally("events.argument.class", gold, again) == Tally(1, 3, 1, 2)

    def test_arguments_given_the_event_want_the_role_too(self) -> None:
        gold = events(quits(Argument("Person", "e1")))
        assert tally("events.argument.given", gold, events(quits(Argument("Agent", "e1")))) == Tally(0, 1, 0, 1)


class TestTheWholeEvent:
    gold = quits(Argument("Person", "e1"), Argument("Time", "d1"))

    @pytest.mark.parametrize(
        ("change", "right"),
        [
            ({}, True),
            ({"arguments": (Argument("Time", "d1"), Argument("Person", "e1"))}, True),
            ({"arguments": (Argument("Time", "d1"), Argument("Agent", "e1"))}, False),
            ({"arguments": (Argument("Time", "d1"), Argument("Person", "e2"))}, False),
            ({"arguments": (Argument("Person", "e1"), Argument("Person", "e1"))}, False),
            ({"polarity": "NEGATIVE"}, False),
            ({"realis": "OTHER"}, False),
            ({"type": "Life.Die"}, False),
        ],
    )
    def test_it_is_right_only_with_all_that_belongs_to_it(self, change: dict[str, Any], right: bool) -> None:  # noqa: FBT001
        found = events(msgspec.structs.replace(self.gold, **change))
        assert tally("events.whole", events(self.gold), found) == Tally(right, 1, right, 1)

    def test_polarity_and_realis_count_under_their_values(self) -> None:
        found = events(msgspec.structs.replace(self.gold, realis="OTHER"))
        assert tallies("events.realis", events(self.gold), found) == {
            "ACTUAL": Tally(0, 0, 0, 1),
            "OTHER": Tally(0, 1, 0, 0),
        }


def stands_for(gold: tuple[Entity, ...], *places: Span, kind: Any = "PER") -> str | None:
    predicted = Extraction(entities=(Entity("x", kind, tuple(map(Mention, places))),))
    return Case(Extraction(entities=gold), predicted, TEXT).stands_for.get("x")


class TestWhatAnEntityStandsFor:
    def test_for_that_with_which_it_shares_the_most_mentions(self) -> None:
        gold = (Entity("a", "PER", (Mention(ADA),)), Entity("b", "ORG", (Mention(RIGA), Mention(MAYOR))))
        assert stands_for(gold, ADA, RIGA, MAYOR) == "b"
        assert stands_for(gold, MONDAY) is None

    def test_a_head_will_do_where_no_mention_has_that_span(self) -> None:
        gold = (Entity("a", "PER", (Mention(ADA_BYRON, BYRON),)), Entity("b", "PER", (Mention(RIGA),)))
        assert stands_for(gold, BYRON) == "a"
        nested = (*gold, Entity("c", "PER", (Mention(BYRON),)))
        assert stands_for(nested, BYRON) == "c"
        predicted = Extraction(entities=(Entity("x", "PER", (Mention(span(0, 12), BYRON),)),))
        assert Case(Extraction(entities=gold), predicted, TEXT).stands_for == {"x": "a"}

    def test_of_those_that_share_as_many_for_the_one_with_the_fewest_others(self) -> None:
        gold = (Entity("a", "PER", (Mention(ADA), Mention(SAID))), Entity("b", "ORG", (Mention(RIGA),)))
        assert stands_for(gold, ADA, RIGA) == "b"

    def test_then_for_the_one_of_its_type_then_for_the_first_of_the_text(self) -> None:
        gold = (
            Entity("a", "PER", (Mention(RIGA),)),
            Entity("b", "ORG", (Mention(MAYOR),)),
            Entity("c", "PER", (Mention(ADA),)),
        )
        assert stands_for(gold, RIGA, MAYOR, ADA, kind="ORG") == "b"
        assert stands_for(gold, RIGA, MAYOR, ADA) == "c"
        assert stands_for(gold, RIGA, MAYOR, ADA, kind="LOC") == "c"

    def test_where_a_mention_begins_is_its_first_place_in_the_text(self) -> None:
        gold = (
            Entity("a", "PER", (Mention(MAYOR), Mention(SAID))),
            Entity("b", "PER", (Mention(MAYOR), Mention(ADA))),
        )
        assert stands_for(gold, MAYOR) == "b"

    def test_of_gold_entities_with_the_very_same_mentions_for_the_first(self) -> None:
        gold = (
            Entity("b", "PER", (Mention(RIGA), Mention(ADA))),
            Entity("a", "PER", (Mention(ADA), Mention(RIGA))),
        )
        assert stands_for(gold, RIGA) == "b"
        case = Case(Extraction(entities=gold, dates=DATES), Extraction(), TEXT)
        assert case.known_as == {"a": "b", "b": "b", "d1": "d1"}

    def test_a_date_stands_for_the_date_it_shares_the_most_with(self) -> None:
        gold = Extraction(dates=(Date("d1", SAID, "DATE", "2022"), *(msgspec.structs.replace(DATES[0], id="d2"),)))
        found = Extraction(dates=(Date("q", span(20, 32), "DATE", "2022"),))
        assert Case(gold, found, TEXT).stands_for == {"q": "d2"}


@pytest.mark.parametrize(
    "likeness", [{"value": "2021"}, {"type": "TIME"}, {"mod": "APPROX"}], ids=["value", "type", "mod"]
)
def test_of_dates_of_one_place_those_meet_that_are_most_alike(likeness: dict[str, Any]) -> None:
    first = Date("d1", MONDAY, "DATE", "2022")
    second = msgspec.structs.replace(first, id="d2", **likeness)
    gold = Extraction(dates=(first, second))
    assert Case(gold, gold, TEXT).dates == {0: 0, 1: 1}
    assert Case(gold, Extraction(dates=(second, first)), TEXT).dates == {0: 1, 1: 0}


def test_of_dates_those_meet_that_share_the_most_however_much_else_is_alike() -> None:
    gold = Extraction(dates=(Date("d1", ON_MONDAY, "DATE", "2022", "APPROX"),))
    alike = Date("q1", span(23, 30), "DATE", "2022", "APPROX")
    found = Extraction(dates=(alike, Date("q2", ON_MONDAY, "TIME", "2021")))
    assert Case(gold, found, TEXT).dates == {1: 0}
