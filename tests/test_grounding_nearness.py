"""Of several places of the same words, which one a quotation means."""

from __future__ import annotations

from typing import Any

import pytest

from twicetold import Extraction, span, text_of
from twicetold.model import Ungrounded
from twicetold.systems.grounding import _Grounding, ground
from twicetold.systems.places import Place, Places, _whole_words


def at(*quotes: str) -> list[dict[str, str]]:
    return [{"quote": quote} for quote in quotes]


def event(text: str, triggers: list[Any], *arguments: Any) -> Extraction:
    raw = {"id": "v1", "type": "Transaction.TransferMoney", "triggers": triggers, "arguments": list(arguments)}
    return ground({"events": [raw]}, text)


def claim(text: str, **parts: Any) -> Extraction:
    return ground({"claims": [{"id": "c1", **parts}]}, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # What counts is how many characters lie between, on either side; of two as near the first is meant.
        ("fee paid then fee", span(0, 3)),
        ("fee then paid fee", span(14, 17)),
        ("fee paid fee", span(0, 3)),
        ("fee and paid a fee", span(15, 18)),
        ("The fee they soon paid: a fee.", span(26, 29)),
        ("A fee is a fee, and Ada paid.", span(11, 14)),
    ],
)
def test_plain_words_stand_nearest_to_the_trigger(text: str, place: Any) -> None:
    found = event(text, [at("paid")], {"role": "Amount", "span": at("fee")})
    assert found.events[0].arguments[0].span == place


def test_plain_words_stand_nearest_to_the_first_trigger() -> None:
    text = "The fee, they said, was paid as a fee: a sale of no fee."
    found = event(text, [at("sale"), at("paid")], {"role": "Amount", "span": at("fee")})
    assert found.events[0].arguments[0].span == span(34, 37)
    assert found.events[0].triggers == (span(41, 45), span(24, 28))


def test_plain_words_of_an_event_without_any_trigger_stand_where_they_stand_first() -> None:
    found = ground(
        {
            "events": [
                {"id": "v1", "type": "Life.Die", "triggers": [], "arguments": [{"role": "Amount", "span": at("a")}]}
            ]
        },
        "a b a",
    )
    assert found.events[0].arguments[0].span == span(0, 1)


def test_only_the_first_piece_is_the_nearest_and_the_others_follow_it() -> None:
    text = "Ada did not say no, and Bob did say yes, and in the end he did say it."
    found = claim(text, content=at("yes"), cue=at("did", "say"))
    assert found.claims[0].cue == span(28, 31, 32, 35)


def test_a_place_is_nearest_that_is_near_to_any_of_the_pieces() -> None:
    text = "said one two three said four five six seven said"
    found = claim(text, content=at("one", "seven"), cue=at("said"))
    assert found.claims[0].cue == span(0, 4)
    assert claim(text, content=at("two", "seven"), cue=at("said")).claims[0].cue == span(44, 48)


def test_a_source_stands_nearest_to_its_cue_and_without_one_to_its_content() -> None:
    text = "Ada: no. Ada said yes. Ada wept. Yes, Ada."
    assert claim(text, source=at("Ada"), cue=at("wept"), content=at("yes")).claims[0].source == span(23, 26)
    assert claim(text, source=at("Ada"), content=at("yes")).claims[0].source == span(23, 26)
    assert claim(text, source=at("Ada"), content=at("Yes")).claims[0].source == span(38, 41)
    assert claim(text, source=at("Ada")).claims[0].source == span(0, 3)


def test_a_cue_is_used_once_and_a_source_as_often_as_one_likes() -> None:
    # The "said" that is nearest to "no" too is taken by "yes".
    text = "Ada said yes and no. Bob, who was there as well, said nothing."
    raw = [{"id": f"c{word}", "content": at(word), "cue": at("said"), "source": at("Ada")} for word in ("yes", "no")]
    found = ground({"claims": raw}, text)
    assert [item.cue for item in found.claims] == [span(4, 8), span(49, 53)]
    assert [item.source for item in found.claims] == [span(0, 3), span(0, 3)]


def test_what_is_quoted_more_often_than_it_stands_is_its_last_place_if_words_may_serve_twice() -> None:
    grounding = _Grounding("paid and paid and left")
    found = [grounding.span(at("paid"), "trigger", "") for _ in range(4)]
    assert [places[0]["start"] for places in found] == [0, 9, 9, 9]
    assert grounding.span(at("and", "paid"), "trigger", "") == [{"start": 5, "end": 8}, {"start": 9, "end": 13}]
    assert grounding.span(at("left", "paid"), "trigger", "") == []


def test_words_that_serve_twice_may_touch_what_comes_before_them() -> None:
    grounding = _Grounding("takeover")
    found = [grounding.span(at("take", "over"), "trigger", "") for _ in range(2)]
    assert found[0] == found[1] == [{"start": 0, "end": 4}, {"start": 4, "end": 8}]


def test_an_offset_and_a_quotation_of_one_part_do_not_share_a_place() -> None:
    grounding = _Grounding("Ada Ada Ada")
    assert grounding.span([{"start": 4, "end": 7}], "mention", "") == [{"start": 4, "end": 7}]
    assert [grounding.span(at("Ada"), "mention", "")[0]["start"] for _ in range(2)] == [0, 8]
    assert grounding.span(at("Ada"), "mention", "PER") == []
    assert grounding.missing == [Ungrounded("mention", "PER", "Ada")]
    assert grounding.span(at("Ada"), "date", "")[0]["start"] == 0


def test_pieces_may_touch_and_never_go_back() -> None:
    grounding = _Grounding("Monday, a Mon")
    assert grounding.span(at("day"), "cue", "") == [{"start": 3, "end": 6}]
    assert grounding.span([{"start": 0, "end": 3}, {"quote": "day"}], "source", "") == [
        {"start": 0, "end": 3},
        {"start": 3, "end": 6},
    ]
    assert grounding.span([{"start": 0, "end": 4}, {"quote": "day"}], "content", "") == []


def mentions(text: str, *spans: Any) -> list[str]:
    raw = {"id": "e1", "type": "PER", "mentions": [{"span": each} for each in spans]}
    found = ground({"entities": [raw]}, text)
    return [f"{mention.span[0].start}:{text_of(mention.span, text)}" for mention in found.entities[0].mentions]


def test_a_mention_follows_the_one_before_it_and_else_stands_where_it_is_free() -> None:
    text = "he left and Ada said he and she and Bob"
    assert mentions(text, at("Ada"), at("he")) == ["12:Ada", "21:he"]
    assert mentions(text, at("Bob"), at("he"), at("he")) == ["36:Bob", "0:he", "21:he"]
    # In its pieces a mention never goes back: "Bob" stands behind "she".
    assert mentions(text, at("Ada"), at("Bob", "she"), at("he")) == ["12:Ada", "21:he"]
    assert mentions(text, at("Ada", "she"), at("and")) == ["12:Ada she", "32:and"]


def test_two_entities_do_not_share_a_place_and_each_starts_from_the_top() -> None:
    raw = [{"id": f"e{number}", "type": "PER", "mentions": [{"span": at("he")}]} for number in (1, 2, 3)]
    found = ground({"entities": raw}, "he saw him and he saw")
    assert [entity.mentions[0].span for entity in found.entities] == [span(0, 2), span(15, 17)]
    assert found.ungrounded == (Ungrounded("mention", "PER", "he"),)


def test_a_head_keeps_its_offsets_and_its_pieces() -> None:
    text = "the mayor, the old mayor of the port"
    head = [{"start": 19, "end": 24}, {"quote": "port"}]
    raw = {"id": "e1", "type": "PER", "mentions": [{"span": at("the old mayor", "the port"), "head": head}]}
    (mention,) = ground({"entities": [raw]}, text).entities[0].mentions
    assert (mention.span, mention.head) == (span(11, 24, 28, 36), span(19, 24, 32, 36))


def test_what_was_lost_before_stays_listed_and_comes_first() -> None:
    raw = {"ungrounded": [{"part": "cue", "label": "DIRECT", "quote": "x"}], "dates": [
        {"id": "d1", "type": "TIME", "value": "X", "span": at("noon")}]}  # fmt: skip
    assert ground(raw, "no").ungrounded == (Ungrounded("cue", "DIRECT", "x"), Ungrounded("date", "TIME", "noon"))


def test_what_refers_to_something_lost_refers_to_nothing() -> None:
    text = "Ada paid on Monday, Bob said."
    raw = {
        "entities": [{"id": "e1", "type": "PER", "mentions": [{"span": at("Eve")}]},
                     {"id": "e2", "type": "PER", "mentions": [{"span": at("Ada")}]}],
        "dates": [{"id": "d1", "type": "DATE", "value": "X", "span": at("May")},
                  {"id": "d2", "type": "DATE", "value": "X", "span": at("Monday"), "anchor": "d1"}],
        "events": [{"id": "v1", "type": "Life.Die", "triggers": [at("paid")],
                    "arguments": [{"role": "Victim", "filler": "e1"}, {"role": "Time", "filler": "d1"},
                                  {"role": "Agent", "filler": "e2"}]}],
        "claims": [{"id": "c1", "cue": at("never"), "mode": "DIRECT"},
                   {"id": "c2", "cue": at("said"), "source_entity": "e1", "nested_in": "c1"},
                   {"id": "c3", "content": at("paid"), "source_entity": "e2", "nested_in": "c2"}],
    }  # fmt: skip
    found = ground(raw, text)
    assert found.dates[0].anchor is None
    assert [argument.filler for argument in found.events[0].arguments] == ["e2"]
    assert [(item.id, item.source_entity, item.nested_in) for item in found.claims] == [
        ("c2", None, None),
        ("c3", "e2", "c2"),
    ]
    assert found.ungrounded == (
        Ungrounded("mention", "PER", "Eve"),
        Ungrounded("date", "DATE", "May"),
        Ungrounded("argument", "Victim", "e1"),
        Ungrounded("argument", "Time", "d1"),
        Ungrounded("cue", "DIRECT", "never"),
        Ungrounded("claim", "DIRECT", ""),
    )


def test_a_part_that_is_not_found_counts_under_the_mode_of_its_claim() -> None:
    found = claim("Ada said.", cue=at("said"), content=at("yes"), source=at("Bob"), mode="MIXED")
    assert found.ungrounded == (Ungrounded("content", "MIXED", "yes"), Ungrounded("source", "MIXED", "Bob"))
    assert claim("Ada said.", cue=at("wept"), content=at("said")).ungrounded == (Ungrounded("cue", "INDIRECT", "wept"),)


def found(quote: str, text: str) -> list[str]:
    return [text[place.start : place.end] for place in Places(text).of(quote)]


class TestPlaces:
    def test_whole_words_count_before_parts_of_words(self) -> None:
        assert Places("a cat, cats, cat").of("cat") == [Place(2, 5), Place(13, 16)]
        assert Places("cats concat").of("cat") == [Place(0, 3), Place(8, 11)]
        assert Places("cat_s cat9 cat").of("cat") == [Place(11, 14)]
        assert Places("x9 9x 9").of("9") == [Place(6, 7)]

    def test_places_do_not_overlap(self) -> None:
        assert Places("na na na na").of("na na") == [Place(0, 5), Place(6, 11)]
        assert Places("aaaa").of("aa") == [Place(0, 2), Place(2, 4)]

    @pytest.mark.parametrize(
        ("quote", "text", "place"),
        [
            ("'yes'", "He said ‘yes’.", "‘yes’"),
            ('"yes"', "He said «yes».", "«yes»"),
            ("on - and off", "Then on – and off.", "on – and off"),
            ("a  b", "so a \n\t b it is", "a \n\t b"),
            ("  a b  ", "so a b it is", "a b"),
            ("a b", "x a\n\nb", "a\n\nb"),
        ],
    )
    def test_marks_and_blanks_are_made_alike(self, quote: str, text: str, place: str) -> None:
        assert found(quote, text) == [place]

    def test_the_words_themselves_count_before_words_made_alike(self) -> None:
        assert Places('“no” and "no"').of('"no"') == [Place(9, 13)]
        assert Places("“no” and «no»").of('"no"') == [Place(0, 4), Place(9, 13)]

    def test_the_nearest_words_are_whole_ones_and_only_those_of_long_quotations(self) -> None:
        text = "At noon the  presidents of two republics met."
        assert found("the president of two republic", text) == ["the  presidents of two republics"]
        # Eleven characters are too few, twelve are enough; one of twelve letters is wrong.
        assert found("abcdefghijX", "say abcdefghijk now") == []
        assert found("abcdefghijkX", "say abcdefghijkl now") == ["abcdefghijkl"]

    def test_what_is_too_unlike_is_nowhere(self) -> None:
        # Fifteen letters of twenty: twice 15 of 35 characters, 86 of 100. Fourteen: twice 14 of 34, 82 of 100.
        assert found("abcdefghijklmnoXXXXX", "abcdefghijklmnopqrst") == ["abcdefghijklmnopqrst"]
        assert found("abcdefghijklmnXXXXXX", "abcdefghijklmnopqrst") == []

    def test_a_quotation_as_long_as_the_text_may_be_the_text_and_a_longer_one_is_nowhere(self) -> None:
        assert found("the old mayor is gone", "the old mayor is gine") == ["the old mayor is gine"]
        assert found("the old mayor is gone!", "the old mayor is gone") == []

    def test_a_quotation_inside_another_place_is_its_first_there(self) -> None:
        text = "mayor, the old mayor and mayor"
        assert Places(text).within("mayor", Place(7, 30)) == Place(15, 20)
        assert Places(text).within("mayor", Place(7, 14)) is None
        assert Places(text).within("old  mayor", Place(7, 30)) == Place(11, 20)

    @pytest.mark.parametrize("start", [4, 5, 6, 7])
    @pytest.mark.parametrize("end", [9, 10, 11, 12])
    def test_a_run_of_characters_is_widened_to_whole_words(self, start: int, end: int) -> None:
        assert _whole_words("one twothree four", start, end) == (4, 12)

    def test_blanks_at_the_edges_of_a_run_are_left_out(self) -> None:
        assert _whole_words("one   two   four", 3, 12) == (6, 9)
        assert _whole_words("one   two   four", 5, 10) == (6, 9)
        assert _whole_words("one a four", 3, 6) == (4, 5)
        assert _whole_words("one two", 0, 7) == (0, 7)
