"""The rule baseline finds entities: extents and heads, types, nested names, coreference."""

from __future__ import annotations

import pytest

from twicetold.model import text_of
from twicetold_baselines.rules.entities import find_entities
from twicetold_baselines.rules.text import Document


def _clusters(text: str) -> list[tuple[str, list[str]]]:
    return [
        (entity.type, [text_of(mention.span, text) for mention in entity.mentions])
        for entity in find_entities(Document(text))[0]
    ]


@pytest.mark.parametrize(
    ("text", "entity_type", "mention"),
    [
        ("Talks were held in Nairobi.", "GPE", "Nairobi"),
        ("The Ministry of Health was closed.", "ORG", "The Ministry of Health"),
        ("He flew to Heathrow Airport.", "FAC", "Heathrow Airport"),
        ("They crossed the Danube.", "LOC", "the Danube"),
        ("She won the Nobel Prize.", "MISC", "the Nobel Prize"),
        ("Prayers of Muslims were heard.", "NORP", "Muslims"),
        ("Shares of Acme Inc. fell.", "ORG", "Acme Inc."),
        ("They met former prime minister Maria Silva.", "PER", "former prime minister Maria Silva"),
        ("They trust the news site Axios.", "ORG", "the news site Axios"),
    ],
)
def test_names_have_types_and_extents(text: str, entity_type: str, mention: str) -> None:
    assert (entity_type, [mention]) in _clusters(text)


def test_a_people_before_a_title_is_a_nested_mention() -> None:
    clusters = _clusters("Kenyan President William Ruto spoke.")
    assert ("PER", ["Kenyan President William Ruto"]) in clusters
    assert ("NORP", ["Kenyan"]) in clusters


def test_the_head_of_a_name_is_the_name_itself() -> None:
    text = "Kenyan President William Ruto spoke."
    (ruto,) = (entity for entity in find_entities(Document(text))[0] if entity.type == "PER")
    assert (text_of(ruto.mentions[0].head, text), ruto.name) == ("William Ruto", "William Ruto")


def test_a_surname_joins_the_full_name_even_misspelt() -> None:
    text = "Nursultan Nazarbayev ruled. Critics of Nazarbayev were silent, and Nazerbayev left."
    assert ("PER", ["Nursultan Nazarbayev", "Nazarbayev", "Nazerbayev"]) in _clusters(text)


def test_an_acronym_joins_the_name_it_abbreviates() -> None:
    text = "The World Health Organization (WHO) met. The WHO was alarmed."
    assert ("ORG", ["The World Health Organization", "WHO", "The WHO"]) in _clusters(text)


def test_an_apposition_is_a_mention_of_its_own() -> None:
    assert ("PER", ["Karim Massimov", "the intelligence chief"]) in _clusters(
        "Karim Massimov, the intelligence chief, left."
    )


def test_pronouns_go_to_the_subject_before_them() -> None:
    text = "Angela Merkel met Emmanuel Macron. She thanked him."
    assert ("PER", ["Angela Merkel", "She"]) in _clusters(text)


def test_the_title_alone_goes_to_who_was_named_with_it() -> None:
    assert ("PER", ["President William Ruto", "The president"]) in _clusters(
        "President William Ruto spoke. The president left."
    )


def test_a_common_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert _clusters("Inflation is high. However it falls. Recently it rose.") == []
