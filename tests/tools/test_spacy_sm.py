"""spaCy: names as entities, and events by rules over a parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tools.parsing import parsed
from tools.trying import extracted
from twicetold.model import Article, Entity, Event, Extraction, Mention, span, text_of
from twicetold.ontology import ROLES
from twicetold_baselines.tools import SpaCy
from twicetold_baselines.tools.event_words import event_words, file_from_train
from twicetold_baselines.tools.spacy_sm import program
from twicetold_baselines.tools.spacy_sm.cast import Cast, times
from twicetold_baselines.tools.spacy_sm.events import EventFinder, slots
from twicetold_baselines.tools.spacy_sm.phrases import names, noun_phrase, plain_words

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

FILLERS = {type_: {str(role): [*map(str, kinds)] for role, kinds in roles.items()} for type_, roles in ROLES.items()}
TABLE = {
    "Personnel.EndPosition": {"subject": ["Agent"], "object": ["Person", "Position"], "alone": ["Person"]},
    "Movement.Transport": {"alone": ["Passenger"], "to": ["Destination"]},
}
FINDER = EventFinder(
    {
        ("sack", "VERB"): "Personnel.EndPosition",
        ("go", "off"): "Movement.Transport",
        ("go", "VERB"): "Movement.Transport",
    },
    TABLE,
    FILLERS,
)
SACKED = parsed(
    """
    Ada     PROPN nsubj    2
    _'s     PART  case     0
    sacked  VERB  ROOT     2 sack
    the     DET   det      4
    keeper  NOUN  dobj     2
    of      ADP   prep     4
    Orb     PROPN pobj     5
    and     CCONJ cc       4
    Bo      PROPN conj     4
    on      ADP   prep     2
    Friday  PROPN pobj     9
    in      ADP   prep     2
    Orb     PROPN pobj     11
    """,
    (0, 2, "PERSON"),
    (6, 7, "GPE"),
    (8, 9, "PERSON"),
    (10, 11, "DATE"),
    (12, 13, "GPE"),
)


def events(doc: Doc) -> list[dict[str, Any]]:
    return list(FINDER.events(doc, Cast(doc, {"keeper": "PER"}), times(doc)))


def arguments(doc: Doc) -> list[tuple[str, str]]:
    """Return roles and fillers of the first event, by names and words."""
    cast, dates = Cast(doc, {"keeper": "PER"}), times(doc)
    [event, *_] = FINDER.events(doc, cast, dates)
    called = {entity["id"]: entity["name"] for entity in cast.json()} | {date["id"]: "date" for date in dates.values()}
    return [(each["role"], called[each["filler"]]) for each in event["arguments"]]


def test_the_head_of_a_name_has_no_possessive_ending() -> None:
    assert [mention.head.words(SACKED) for mention in names(SACKED)] == ["Ada", "Orb", "Bo", "Orb"]


def test_arguments_are_read_from_the_parse_with_conjuncts_time_and_place() -> None:
    assert arguments(SACKED) == [
        ("Agent", "Ada"), ("Person", "the keeper of orb"), ("Person", "Bo"), ("Place", "Orb"), ("Time", "date"),
    ]  # fmt: skip


def test_a_phrase_that_fills_a_role_is_a_mention_with_its_head() -> None:
    cast = Cast(SACKED, {"keeper": "PER"})
    list(FINDER.events(SACKED, cast, {}))
    [keeper] = [entity for entity in cast.json() if entity["name"] == "the keeper of orb"]
    [mention] = keeper["mentions"]
    places = [SACKED.text[place["start"] : place["end"]] for part in ("span", "head") for place in mention[part]]
    assert (places, mention["level"]) == (["the keeper of Orb", "keeper"], "NOM")


def test_names_of_the_same_words_are_one_entity() -> None:
    assert [len(entity["mentions"]) for entity in Cast(SACKED, {}).json()] == [1, 2, 1]


def test_a_last_word_of_a_persons_name_is_that_person() -> None:
    doc = parsed("Ada PROPN compound 1\nByron PROPN ROOT 1\nByron PROPN dep 1", (0, 2, "PERSON"), (2, 3, "PERSON"))
    assert [(each["name"], len(each["mentions"])) for each in Cast(doc, {}).json()] == [("Ada Byron", 2)]


def test_plain_words_fill_a_role_that_takes_no_such_entity() -> None:
    doc = parsed("Ada PROPN nsubj 1\nsacked VERB ROOT 1 sack\nthe DET det 3\nchair NOUN dobj 1", (0, 1, "PERSON"))
    [_, position] = events(doc)[0]["arguments"]
    assert position == {"role": "Position", "span": [{"start": 15, "end": 20}]}


def test_plain_words_have_no_determiner_and_a_phrase_ends_at_a_comma() -> None:
    doc = parsed("""
        the    DET   det   1
        price  NOUN  ROOT  1
        of     ADP   prep  1
        cocoa  NOUN  pobj  2
        _,     PUNCT punct 1
        paid   VERB  acl   1
    """)
    assert (noun_phrase(doc[1]).words(doc), plain_words(doc[1]).words(doc)) == ("the price of cocoa", "price of cocoa")


def test_a_particle_belongs_to_its_verb_also_at_a_distance() -> None:
    near = parsed("went VERB ROOT 0 go\noff ADP prt 0")
    far = parsed("went VERB ROOT 0 go\nthem PRON dobj 0\noff ADP prt 0")
    assert events(near)[0]["triggers"] == [[{"start": 0, "end": 8}]]
    assert events(far)[0]["triggers"] == [[{"start": 0, "end": 4}, {"start": 10, "end": 13}]]


@pytest.mark.parametrize(
    ("word", "polarity", "realis"),
    [
        ("not", "NEGATIVE", "ACTUAL"),
        ("will", "POSITIVE", "OTHER"),
        ("if", "POSITIVE", "OTHER"),
        ("then", "POSITIVE", "ACTUAL"),
    ],
)
def test_polarity_and_realis_go_by_the_words_around_a_verb(word: str, polarity: str, realis: str) -> None:
    [event] = events(parsed(f"{word} X dep 1\nwent VERB ROOT 1 go"))
    assert (event["polarity"], event["realis"]) == (polarity, realis)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Ada PROPN nsubj 1\nwent VERB ROOT 1", [("alone", "Ada")]),
        (
            "Ada PROPN nsubjpass 1\nsacked VERB ROOT 1\nby ADP agent 1\nBo PROPN pobj 2",
            [("object", "Ada"), ("subject", "Bo")],
        ),
        ("Ada PROPN nsubj 1\nrose VERB ROOT 1\nwent VERB conj 1", [("alone", "Ada")]),
        ("Ada PROPN ROOT 0\nwho PRON nsubj 2\nwent VERB relcl 0", [("alone", "Ada")]),
        ("keeper NOUN ROOT 0\nsacked VERB acl 0", [("object", "keeper")]),
        ("Ada PROPN poss 1\nvisit NOUN ROOT 1\nto ADP prep 1\nBo PROPN pobj 2", [("alone", "Ada"), ("to", "Bo")]),
    ],
)
def test_slots_around_a_trigger(lines: str, expected: list[tuple[str, str]]) -> None:
    doc = parsed(lines)
    trigger = next(token for token in reversed(doc) if token.text in {"went", "sacked", "visit"})
    assert [(slot, token.text) for slot, token in slots(trigger)] == expected


def test_times_have_no_value() -> None:
    assert [(date["type"], date["value"]) for date in times(SACKED).values()] == [("DATE", "XXXX-XX-XX")]


def test_a_lemma_has_the_type_that_most_of_its_uses_have() -> None:
    counts = {"sacked": {"A": 2, "": 1}, "sack": {"B": 1}, "told": {"A": 1, "": 3}, "went off": {"C": 1, "": 0}}
    lemmas = {"sacked": "sack", "went": "go"}
    types = program.types_of(counts, lambda word, part: lemmas.get(word, word) if part == "VERB" else word)
    assert types == {
        ("sack", "VERB"): "A", ("sack", "NOUN"): "B", ("sack", "ADJ"): "B",
        ("sacked", "NOUN"): "A", ("sacked", "ADJ"): "A", ("go", "off"): "C",
    }  # fmt: skip


def test_event_words_are_counted_with_what_they_are_not() -> None:
    text = "The keeper quit. She never quit."
    keeper = Entity("e1", "PER", (Mention(span(0, 10), span(4, 10), "NOM"),))
    gold = Extraction(entities=(keeper,), events=(Event("v1", "Personnel.EndPosition", (span(11, 15),)),))
    words = event_words([Article("s/a", text, "2022-01-10", gold=gold)])
    assert words["triggers"] == {"quit": {"Personnel.EndPosition": 1, "": 1}}
    assert words["nouns"] == {"keeper": {"PER": 1}}
    assert words["fillers"]["Personnel.EndPosition"]["Position"] == ["SPAN"]


def test_the_file_of_event_words_is_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    path = file_from_train()
    before = path.stat().st_mtime_ns
    assert file_from_train() == path
    assert path.stat().st_mtime_ns == before


def test_spacy_answers_with_places_in_code_points() -> None:
    text = "😀 On Friday, police arrested Ada Byron in Berlin."
    found = extracted(SpaCy, text, "2022-01-10")
    [event] = found.events
    known = {entity.id for entity in found.entities} | {date.id for date in found.dates}
    assert (event.type, text_of(event.triggers[0], text)) == ("Justice.ArrestJail", "arrested")
    assert {argument.role for argument in event.arguments} >= {"Person", "Time"}
    assert all(argument.filler in known for argument in event.arguments)
    assert [text_of(date.span, text) for date in found.dates] == ["Friday"]
