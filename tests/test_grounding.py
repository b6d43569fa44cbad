"""Quotations become offsets."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import extractions, texts
from twicetold import Argument, Claim, Date, Entity, Event, Extraction, Mention, corpus, span, text_of
from twicetold.model import Ungrounded
from twicetold.systems.grounding import _Grounding, ground
from twicetold.systems.prompts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twicetold.ontology import ExtractionPart

TEXT = "Ada said Ada had met the old mayor of Riga on Monday, Ada said."


def at(quote: str) -> list[dict[str, str]]:
    return [{"quote": quote}]


def test_repeated_quotations_mean_one_occurrence_after_the_other() -> None:
    raw = {"entities": [{"id": "e1", "type": "PER", "mentions": [{"span": at("Ada")}, {"span": at("Ada")}]}]}
    assert ground(raw, TEXT).entities[0].mentions == (Mention(span(0, 3)), Mention(span(9, 12)))


def test_the_same_words_may_be_quoted_for_another_part() -> None:
    raw = {
        "entities": [{"id": "e1", "type": "PER", "mentions": [{"span": at("Ada")}]}],
        "claims": [{"id": "c1", "source": at("Ada"), "cue": at("said"), "content": at("Ada had met")}],
    }
    found = ground(raw, TEXT)
    assert found.claims == (Claim("c1", span(4, 8), span(9, 20), span(0, 3)),)


def test_a_head_is_looked_for_in_its_mention() -> None:
    mention = {"span": at("the old mayor of Riga"), "head": at("mayor"), "level": "NOM"}
    raw = {"entities": [{"id": "e1", "type": "PER", "mentions": [mention]}]}
    assert ground(raw, TEXT).entities[0].mentions == (Mention(span(21, 42), span(29, 34), "NOM"),)
    mention["head"] = at("Monday")
    assert ground(raw, TEXT).entities[0].mentions == (Mention(span(21, 42), (), "NOM"),)


def test_offsets_and_quotations_may_be_mixed() -> None:
    raw = {
        "dates": [{"id": "d1", "type": "DATE", "value": "X", "span": [{"start": 43, "end": 45}, {"quote": "Monday"}]}]
    }
    assert ground(raw, TEXT).dates == (Date("d1", span(43, 45, 46, 52), "DATE", "X"),)


def test_what_is_not_found_is_listed_and_what_hangs_on_it_too() -> None:
    raw = {
        "entities": [
            {"id": "e1", "type": "PER", "mentions": [{"span": at("Bob")}]},
            {"id": "e2", "type": "PER", "mentions": [{"span": at("Ada")}, {"span": at("Eve")}]},
        ],
        "dates": [
            {"id": "d1", "type": "DATE", "value": "2022", "span": at("May")},
            {"id": "d2", "type": "DATE", "value": "2022", "span": at("Monday"), "anchor": "d1"},
        ],
        "events": [
            {"id": "v1", "type": "Contact.Meet", "triggers": [at("met")],
             "arguments": [{"role": "Participant", "filler": "e1"}, {"role": "Topic", "span": at("tea")},
                           {"role": "Participant", "filler": "e2"}]},
            {"id": "v2", "type": "Life.Die", "triggers": [at("died")]},
        ],
        "claims": [
            {"id": "c1", "cue": at("cried"), "source": at("Ada"), "source_entity": "e1", "nested_in": "c2"},
            {"id": "c2", "cue": at("whispered")},
        ],
    }  # fmt: skip
    assert ground(raw, TEXT) == Extraction(
        entities=(Entity("e2", "PER", (Mention(span(0, 3)),)),),
        dates=(Date("d2", span(46, 52), "DATE", "2022"),),
        events=(Event("v1", "Contact.Meet", (span(17, 20),), (Argument("Participant", "e2"),)),),
        claims=(Claim("c1", (), source=span(0, 3)),),
        ungrounded=(
            Ungrounded("mention", "PER", "Bob"),
            Ungrounded("mention", "PER", "Eve"),
            Ungrounded("date", "DATE", "May"),
            Ungrounded("argument", "Participant", "e1"),
            Ungrounded("argument", "Topic", "tea"),
            Ungrounded("trigger", "Life.Die", "died"),
            Ungrounded("event", "Life.Die", "died"),
            Ungrounded("cue", "INDIRECT", "cried"),
            Ungrounded("cue", "INDIRECT", "whispered"),
            Ungrounded("claim", "INDIRECT", ""),
        ),
    )


def test_a_fourth_quotation_of_what_stands_three_times_is_not_found() -> None:
    mentions = [{"span": at("Ada")}] * 4
    found = ground({"entities": [{"id": "e1", "type": "PER", "mentions": mentions}]}, TEXT)
    assert len(found.entities[0].mentions) == 3
    assert found.ungrounded == (Ungrounded("mention", "PER", "Ada"),)


def spans_of(quotes: list[str], text: str, part: ExtractionPart = "mention") -> list[str | None]:
    """Return where each quotation is found, as start:end, or None."""
    grounding = _Grounding(text)
    found = [grounding.span(at(quote), part, "") for quote in quotes]
    return [f"{each[0]['start']}:{each[0]['end']}" if each else None for each in found]


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("he", "Then he left", "he"),
        ("hen", "Then he left", "hen"),
        ('"I am done," he said', "She wrote: “I am done,” he said.", "“I am done,” he said"),
        ("the prime\nminister's", "It was the  prime minister’s dog", "the  prime minister’s"),
        ("a well-known man", "a well–known man", "a well–known man"),
        ("the presdent of the republic", "Then the president of the republic left.", "the president of the republic"),
        ("the old president left the hall", "A cat. The old president has left the hall. A dog.",
         "The old president has left the hall"),
        ("entirely invented words", "Then the president of the republic left.", None),
        ("preside", "Then the president left", "preside"),
        ("Riga 😀", "In Riga 😀, she said", "Riga 😀"),
        ("", "", None),
    ],
)  # fmt: skip
def test_quotations_are_found_as_people_read_them(quote: str, text: str, found: str | None) -> None:
    (place,) = spans_of([quote], text)
    start, _, end = (place or "0:0").partition(":")
    assert (text[int(start) : int(end)] or None) == found


def test_no_two_quotations_have_one_place_but_where_words_may_serve_twice() -> None:
    assert spans_of(["Ada", "Ada", "“Ada”", "Ada", "Ada"], TEXT) == ["0:3", "9:12", None, "54:57", None]
    assert spans_of(["Riga", "Riga"], TEXT, "trigger") == ["38:42", "38:42"]
    grounding = _Grounding(TEXT)
    assert grounding.span([{"start": 0, "end": 3}], "mention", "") == [{"start": 0, "end": 3}]
    assert grounding.span(at("Ada"), "mention", "") == [{"start": 9, "end": 12}]


def test_the_pieces_of_a_span_follow_one_another() -> None:
    grounding = _Grounding(TEXT)
    pieces = [{"quote": "the old mayor"}, {"quote": "Ada"}]
    assert grounding.span(pieces, "content", "") == [{"start": 21, "end": 34}, {"start": 54, "end": 57}]
    assert grounding.span([{"quote": "Monday"}, {"quote": "Riga"}], "content", "") == []


def test_long_texts_are_fast() -> None:
    """Three thousand quotations of a megabyte, of which a hundred stand in it with other marks: in seconds."""
    words = " ".join(f"word{number} says “well – done”" for number in range(30_000))
    quotes = [f"word{number} says" for number in range(3_000)] + [f'word{n} says "well - done"' for n in range(100)]
    start = time.perf_counter()
    assert None not in spans_of(quotes, words)
    assert time.perf_counter() - start < 60


def test_a_word_quoted_a_hundred_thousand_times_takes_no_square_of_it() -> None:
    start = time.perf_counter()
    assert None not in spans_of(["he"] * 100_000, "he " * 100_000)
    assert time.perf_counter() - start < 20


@st.composite
def gold_with_text(draw: st.DrawFn) -> tuple[str, Extraction]:
    text = draw(texts)
    return text, draw(extractions(text))


def test_what_belongs_together_is_found_together() -> None:
    """Mentions of an entity follow one another; a cue stands near its content, a source and plain words near theirs."""
    text = "Bob said no. Ada said yes, and Bob paid a fee. Ada paid the fee."
    raw = {
        "entities": [{"id": "e1", "type": "PER", "mentions": [{"span": at("Ada")}, {"span": at("Bob")}]}],
        "events": [{"id": "v1", "type": "Transaction.TransferMoney", "triggers": [at("paid")],
                    "arguments": [{"role": "Amount", "span": at("fee")}]}],
        "claims": [{"id": "c1", "content": at("yes"), "cue": at("said"), "source": at("Ada")}],
    }  # fmt: skip
    found = ground(raw, text)
    assert [text_of(mention.span, text) for mention in found.entities[0].mentions] == ["Ada", "Bob"]
    assert found.entities[0].mentions[1].span == span(31, 34)
    assert found.events[0].arguments[0].span == span(42, 45)
    assert (found.claims[0].cue, found.claims[0].source) == (span(17, 21), span(13, 16))


def test_gold_that_is_quoted_comes_back_nearly_whole() -> None:
    """How many gold spans of train and dev survive being quoted and found again: what quoting itself costs."""
    total: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for article in (
        article for split in ("train", "dev") for story in corpus.load(split) for article in story.articles
    ):
        gold = article.gold or Extraction()
        before, after = (Counter(parts(each)) for each in (gold, ground(quoted(gold, article.text), article.text)))
        for (part, where), number in before.items():
            total[part] += number
            kept[part] += min(number, after[part, where])
    assert {part for part in total if kept[part] < 0.95 * total[part]} == set()
    assert kept["mention"] >= 0.98 * total["mention"]
    assert kept["source"] >= 0.98 * total["source"]


def parts(gold: Extraction) -> Iterator[tuple[str, Any]]:
    yield from (("mention", mention.span) for entity in gold.entities for mention in entity.mentions)
    yield from (("date", date.span) for date in gold.dates)
    for event in gold.events:
        yield from (("trigger", trigger) for trigger in event.triggers)
        yield from (("argument", argument.span) for argument in event.arguments if argument.span)
    for claim in gold.claims:
        yield from ((name, getattr(claim, name)) for name in ("cue", "content", "source") if getattr(claim, name))


@given(gold_with_text())
def test_offsets_are_left_as_they_are(case: tuple[str, Extraction]) -> None:
    text, gold = case
    assert ground(msgspec.to_builtins(gold), text) == gold


@given(gold_with_text())
def test_a_quotation_from_the_text_comes_back_to_a_place_with_that_text(case: tuple[str, Extraction]) -> None:
    text, gold = case

    def quoted(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"start", "end"}:
            return {"quote": text[value["start"] : value["end"]]}
        if isinstance(value, dict):
            return {key: quoted(member) for key, member in value.items()}
        return [quoted(member) for member in value] if isinstance(value, list | tuple) else value

    raw = quoted(msgspec.to_builtins(gold))
    found = ground(raw, text)
    for date in found.dates:
        wanted = next(item for item in raw["dates"] if item["id"] == date.id)
        assert [text[part.start : part.end] for part in date.span] == [part["quote"] for part in wanted["span"]]
