"""The rule baseline finds entities: extents and heads, types, nested names, coreference."""

from __future__ import annotations

import pytest

from twicetold.model import text_of
from twicetold_baselines.rules.entities.finding import find_entities
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
        ("The train from Quelmore to Tarnby was late.", "GPE", "Quelmore"),
        ("Quelmore's parliament voted.", "GPE", "Quelmore"),
        ("Shareholders of a firm called Brindlewick met.", "ORG", "Brindlewick"),
        ("Brindlewick's shares fell.", "ORG", "Brindlewick"),
        ("Zolta Marenko, 58, left.", "PER", "Zolta Marenko"),
        ("They crossed the river Thorn.", "LOC", "the river Thorn"),
        ("They sailed on the ferry Ondine.", "MISC", "the ferry Ondine"),
        ("Rain fell in northern Quelmore.", "LOC", "northern Quelmore"),
        ("Hulda Brekke was treated at Tarnby Hospital.", "ORG", "Tarnby Hospital"),
        ("A vote was called by the Potters' Union.", "ORG", "the Potters' Union"),
        ("Goods from Côte d'Ivoire arrived.", "GPE", "Côte d'Ivoire"),
        ("TARNBY, Oct. 26 (Wire) - It rained.", "GPE", "TARNBY"),
    ],
)
def test_names_have_types_and_extents(text: str, entity_type: str, mention: str) -> None:
    assert (entity_type, [mention]) in _clusters(text)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The letter was sent by town clerk Zolta Marenko.", "town clerk Zolta Marenko"),
        ("Head gardener Zolta Marenko left.", "Head gardener Zolta Marenko"),
        ("On Friday Foreign Minister Zolta Marenko left.", "Foreign Minister Zolta Marenko"),
        ("They met Skipper Zolta Marenko.", "Skipper Zolta Marenko"),
        ("His suspended nephew Zolta Marenko left.", "His suspended nephew Zolta Marenko"),
        ("It was said by Zolta Marenko of Columbia University.", "Zolta Marenko of Columbia University"),
        ("The guide was Brindlewick's Zolta Marenko.", "Brindlewick's Zolta Marenko"),
    ],
)
def test_what_leans_on_the_name_of_a_person_belongs_to_its_mention(text: str, mention: str) -> None:
    assert ("PER", [mention]) in _clusters(text)


def test_a_name_before_a_noun_leaves_the_determiner_to_the_noun() -> None:
    assert ("GPE", ["Lisbon"]) in _clusters("A Lisbon dealer bought it.")


def test_the_noun_that_belongs_to_a_name_is_in_its_head() -> None:
    text = "Critics blamed the Marenko family."
    (family,) = (entity for entity in find_entities(Document(text))[0] if entity.name)
    assert (family.type, family.name) == ("PER", "Marenko family")


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The head of the council of Tarnby resigned.", "The head of the council of Tarnby"),
        ("A man of 71 was killed.", "A man of 71"),
        ("The owner of a lamp boat drowned.", "The owner of a lamp boat"),
        ("Some 300 parents came.", "Some 300 parents"),
        ("They asked the growers' cooperative.", "the growers' cooperative"),
        ("A clerk who would not be named said so.", "A clerk who would not be named"),
        ("It was told by his second cousin.", "his second cousin"),
        ("The man who had run the town for years, she said, left.", "The man who had run the town for years"),
        ("The judge who chairs the commission said nothing.", "The judge who chairs the commission"),
        ("Even the government itself was surprised.", "the government itself"),
    ],
)
def test_a_noun_phrase_takes_in_what_restricts_it(text: str, mention: str) -> None:
    assert mention in [mention for _, mentions in _clusters(text) for mention in mentions]


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


@pytest.mark.parametrize(
    "text", ["Polls closed.", "Christmas came.", "At 23:40 GMT it ended.", "12:15 Lights went out."]
)
def test_calendar_clock_and_the_first_word_of_an_entry_are_no_names(text: str) -> None:
    assert _clusters(text) == []


def test_a_place_gives_its_adjective_away() -> None:
    assert ("NORP", ["Quelmorian"]) in _clusters("Talks in Quelmoria failed. A Quelmorian envoy left.")


def test_a_short_form_joins_the_longer_name_also_before_it() -> None:
    text = "Shares of Brindlewick fell. Brindlewick Partners denied it."
    assert ("ORG", ["Brindlewick", "Brindlewick Partners"]) in _clusters(text)


def test_a_given_name_and_initials_are_those_of_the_person() -> None:
    text = "JH: It was cold. Birthe Olden: Yes. Joost Hendriks wrote it. Birthe left."
    clusters = _clusters(text)
    assert ("PER", ["Birthe Olden", "Birthe"]) in clusters
    assert ("PER", ["JH", "Joost Hendriks"]) in clusters


def test_a_title_tells_two_people_of_one_family_name_apart() -> None:
    text = "Anna Olden met Peter Olden. Mr Olden left. Ms Olden stayed."
    clusters = _clusters(text)
    assert ("PER", ["Anna Olden", "Ms Olden"]) in clusters
    assert ("PER", ["Peter Olden", "Mr Olden"]) in clusters


def test_an_apposition_stands_behind_an_age_or_before_the_name() -> None:
    assert ("PER", ["Zolta Marenko", "owner of the mill"]) in _clusters("Zolta Marenko, 58, owner of the mill, left.")
    assert ("PER", ["The beekeeper", "Zolta Marenko"]) in _clusters("The beekeeper, Zolta Marenko, left.")


def test_an_age_takes_up_whose_it_is() -> None:
    assert ("PER", ["Zolta Marenko", "The 58-year-old"]) in _clusters("Zolta Marenko, 58, left. The 58-year-old died.")


def test_a_description_behind_a_comma_tells_the_type_and_joins_the_name() -> None:
    assert ("LOC", ["Velloway", "an island in the north"]) in _clusters("Storms hit Velloway, an island in the north.")


def test_a_general_noun_takes_up_the_last_name_of_its_kind() -> None:
    text = "Brindlewick Partners met in Tarnby. The company was late."
    assert ("ORG", ["Brindlewick Partners", "The company"]) in _clusters(text)


def test_the_first_person_in_a_quotation_is_the_speaker() -> None:
    text = 'Angela Merkel met Emmanuel Macron. "I saw him on my way," Angela Merkel said.'
    clusters = _clusters(text)
    assert ("PER", ["Angela Merkel", "I", "my", "Angela Merkel"]) in clusters
    assert ("PER", ["Emmanuel Macron", "him"]) in clusters


def test_we_in_a_quotation_is_the_body_of_the_speaker() -> None:
    text = 'Anna Olden, spokeswoman for Brindlewick Partners, said: "We were late."'
    assert ("ORG", ["Brindlewick Partners", "We"]) in _clusters(text)


def test_a_transcript_tells_the_speaker_by_a_label() -> None:
    text = "Olden: Was it cold?\n\nMarenko: I froze.\n\nOlden: And then?\n\nMarenko: Nothing."
    assert ("PER", ["Marenko", "I", "Marenko"]) in _clusters(text)


def test_a_pronoun_with_a_verb_drawn_into_it_is_a_mention_without_the_verb() -> None:
    assert ("PER", ["Peter Olden", "he"]) in _clusters("Peter Olden said he'd leave.")


def test_an_emphatic_pronoun_is_part_of_the_pronoun_before_it() -> None:
    assert ("PER", ["Peter Olden", "he himself"]) in _clusters("Peter Olden said he himself was late.")


def test_there_is_a_mention_of_a_place_and_not_of_existence() -> None:
    assert ("GPE", ["Tarnby", "there"]) in _clusters("They went to Tarnby. Nobody lives there.")
    assert ("GPE", ["Tarnby"]) in _clusters("They went to Tarnby. There was a storm.")


def test_mentions_stand_in_the_order_of_the_text_and_once() -> None:
    text = 'The mayor, Anna Olden, 58, said: "I was there." She left Tarnby. The mayor of Tarnby, 58, lied. Olden fled.'
    for entity in find_entities(Document(text))[0]:
        places = [mention.span[0].start for mention in entity.mentions]
        assert places == sorted(set(places))
