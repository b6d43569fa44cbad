"""The rule baseline links the articles of a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import stories
from twicetold import Argument, Article, Claim, Date, Entity, Event, Extraction, Links, Mention, Story, span
from twicetold.sense import check_links
from twicetold_baselines.rules.linking import link_story
from twicetold_baselines.rules.linking.contradiction import count_otherwise, deny, wording
from twicetold_baselines.rules.linking.names import alike, fullest, name_of
from twicetold_baselines.rules.linking.stemming import stems

if TYPE_CHECKING:
    import random

    from twicetold.model import Span
    from twicetold.ontology import AnyEventType, EntityType, Level, Stance

FIRST, SECOND = "s/a", "s/b"


class Telling:
    """An article and what is found in it, by quotation; each quotation stands once in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.dates: list[Date] = []
        self.events: list[Event] = []
        self.claims: list[Claim] = []

    def at(self, quote: str) -> Span:
        start = self.text.index(quote)
        return span(start, start + len(quote))

    def entity(self, kind: EntityType, *quotes: str, level: Level = "NAM", head: str = "") -> str:
        name = f"e{len(self.entities)}"
        mentions = (Mention(self.at(quote), self.at(head) if head else (), level) for quote in quotes)
        self.entities.append(Entity(name, kind, tuple(mentions)))
        return name

    def date(self, quote: str, value: str) -> str:
        self.dates.append(Date(f"d{len(self.dates)}", self.at(quote), "DATE", value))
        return self.dates[-1].id

    def event(self, kind: AnyEventType, trigger: str, *arguments: Argument) -> str:
        self.events.append(Event(f"v{len(self.events)}", kind, (self.at(trigger),), arguments))
        return self.events[-1].id

    def claim(self, cue: str, content: str, source: str, within: str | None = None, stance: Stance = "ASSERTS") -> str:
        name = f"c{len(self.claims)}"
        what = self.at(content)
        self.claims.append(Claim(name, self.at(cue), what, source_entity=source, nested_in=within, stance=stance))
        return name

    @property
    def found(self) -> Extraction:
        return Extraction(tuple(self.entities), tuple(self.dates), tuple(self.events), tuple(self.claims))


def _story(*texts: str) -> Story:
    articles = (Article(f"s/{letter}", text, "2026-01-10") for letter, text in zip("abc", texts, strict=False))
    return Story("s", "", tuple(articles))


def _linked(*tellings: Telling) -> Links:
    found = {f"s/{letter}": telling.found for letter, telling in zip("abc", tellings, strict=False)}
    return link_story(_story(*(telling.text for telling in tellings)), found)


def _pairs(links: Links) -> list[tuple[str, ...]]:
    return [tuple(member.id for member in cluster.members) for cluster in (*links.entities, *links.events)]


def _relations(links: Links) -> set[tuple[str, str, str]]:
    return {(relation.label, relation.first.id, relation.second.id) for relation in links.claims}


# Entities


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("PER", "Ada Byron", "Byron"),
        ("PER", "Ada Byron", "Ada"),
        ("PER", "Ada K. Byron", "A. Byron"),
        ("PER", "Captain Ada Byron", "Ms Byron"),
        ("PER", "Serhiy Kovalenko", "Sergei Kovalenko"),
        ("PER", "Zofia Wałęsińska", "Zofia Walesinska"),
        ("GPE", "Tromsø", "Tromso"),
        ("ORG", "Harbour Guild", "Dockside Harbour Guild"),
        ("ORG", "Bantersen Ferries", "Bantersens Ferries"),
    ],
)
def test_names_of_one_entity_are_alike(kind: EntityType, first: str, second: str) -> None:
    assert alike(frozenset({name_of(first)}), frozenset({name_of(second)}), kind) > 0


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("PER", "Ada Byron", "Tom Byron"),
        ("PER", "Ada Byron", "Ada Kent"),
        ("GPE", "Oxford", "Bedford"),
        ("ORG", "Harbour Guild", "Harbour Office"),
    ],
)
def test_names_of_two_entities_are_not_alike(kind: EntityType, first: str, second: str) -> None:
    assert alike(frozenset({name_of(first)}), frozenset({name_of(second)}), kind) == 0


def test_a_surname_tells_nothing_more_where_the_full_name_is_known() -> None:
    assert fullest([name_of("Byron"), name_of("Ada Byron")]) == {("ada", "byron")}


def test_of_two_people_of_one_surname_each_is_linked_with_their_own() -> None:
    first = Telling("Ada Byron met Tom Kent Byron.")
    second = Telling("Tom Byron wrote to Ada Byron.")
    ada, tom = first.entity("PER", "Ada Byron"), first.entity("PER", "Tom Kent Byron")
    other_tom, other_ada = second.entity("PER", "Tom Byron"), second.entity("PER", "Ada Byron")
    assert _pairs(_linked(first, second)) == [(ada, other_ada), (tom, other_tom)]


def test_a_full_name_links_across_types_but_a_people_is_no_place() -> None:
    first, second = Telling("They left Ruvian Bay for good."), Telling("Ruvian Bay was shut.")
    first.entity("GPE", "Ruvian Bay")
    second.entity("ORG", "Ruvian Bay")
    assert len(_linked(first, second).entities) == 1
    second.entities[0] = msgspec.structs.replace(second.entities[0], type="NORP")
    assert not _linked(first, second).entities


def test_the_only_one_of_a_kind_is_linked_without_a_name() -> None:
    first = Telling("The regulator inspected the plant. Nobody was hurt.")
    second = Telling("A plant was inspected by the water regulator. It rained.")
    first.entity("ORG", "The regulator", level="NOM")
    second.entity("ORG", "the water regulator", level="NOM")
    assert len(_linked(first, second).entities) == 1


def test_two_described_in_other_words_are_not_linked() -> None:
    first = Telling("A baker sold bread at the gate. It was cold.")
    second = Telling("The parade ended early. A drummer went home.")
    first.entity("PER", "A baker", level="NOM")
    second.entity("PER", "A drummer", level="NOM")
    assert not _linked(first, second).entities


def test_an_age_links_a_name_with_a_description() -> None:
    first = Telling("Ada Byron, 47, ran the mill by the weir.")
    second = Telling("The mill was run by a 47-year-old widow.")
    first.entity("PER", "Ada Byron")
    second.entity("PER", "a 47-year-old widow", level="NOM", head="widow")
    assert len(_linked(first, second).entities) == 1


def test_a_title_before_a_name_describes_whom_it_names() -> None:
    first = Telling("Governor Ada Byron opened the bridge on Monday.")
    second = Telling("The bridge was opened by the governor.")
    first.entity("PER", "Governor Ada Byron", head="Ada Byron")
    second.entity("PER", "the governor", level="NOM")
    assert len(_linked(first, second).entities) == 1


# Events


def _fire(text: str, trigger: str, place: str, day: str, value: str) -> Telling:
    telling = Telling(text)
    where = Argument("Place", telling.entity("GPE", place))
    telling.event("Disaster.Occur", trigger, where, Argument("Time", telling.date(day, value)))
    return telling


def test_an_event_of_one_type_place_and_time_is_the_same() -> None:
    first = _fire("Smoke hung over Riga after the blaze on Monday.", "blaze", "Riga", "Monday", "2026-01-05")
    second = _fire("On 5 January warehouses burned in Riga.", "burned", "Riga", "5 January", "2026-01-05")
    assert len(_linked(first, second).events) == 1


def test_an_event_of_another_type_is_not_the_same() -> None:
    first = _fire("A fire broke out in Riga on Monday.", "fire", "Riga", "Monday", "2026-01-05")
    second = _fire("A fire broke out in Riga on Monday.", "fire", "Riga", "Monday", "2026-01-05")
    second.events[0] = msgspec.structs.replace(second.events[0], type="Disaster.Damage")
    assert not _linked(first, second).events


def test_of_two_events_that_of_the_same_day_is_linked() -> None:
    first = _fire("A fire broke out in Riga on 5 January.", "fire", "Riga", "5 January", "2026-01-05")
    second = Telling("Riga had a fire on Monday. Riga has had a blaze on Thursday.")
    place = Argument("Place", second.entity("GPE", "Riga"))
    days = [second.date("Thursday", "2026-01-08"), second.date("Monday", "2026-01-05")]
    second.event("Disaster.Occur", "blaze", place, Argument("Time", days[0]))
    monday = second.event("Disaster.Occur", "fire", place, Argument("Time", days[1]))
    (cluster,) = _linked(first, second).events
    assert cluster.members[1].id == monday


# Claims


def _told(text: str) -> tuple[Telling, dict[str, str]]:
    """Return an article about two people, who are thus known to both."""
    telling = Telling(text)
    return telling, {name: telling.entity("PER", name) for name in ("Byron", "Kent")}


def _claims(
    first: str, second: str, *, sources: tuple[str, str] = ("Byron", "Byron"), stance: Stance = "ASSERTS"
) -> Links:
    """Link two claims; the stance is of the second."""
    tellings = []
    for content, source, own in zip((first, second), sources, ("ASSERTS", stance), strict=True):
        other = "Kent" if source == "Byron" else "Byron"
        telling, people = _told(f"{source} said {content}. {other} was there.")
        telling.claim("said", content, people[source], stance=own)
        tellings.append(telling)
    return _linked(*tellings)


def test_claims_in_like_words_agree() -> None:
    links = _claims("the pier collapsed under a crane", "a crane brought about that the pier collapsed")
    assert _relations(links) == {("AGREE", "c0", "c0")}


def test_claims_without_a_word_in_common_are_not_related() -> None:
    assert not _claims("the pier collapsed", "tickets sell well").claims


def test_another_number_of_the_same_things_contradicts() -> None:
    links = _claims("the lorry carried 412 bags of flour", "the lorry carried three hundred, or 356 bags of flour")
    assert _relations(links) == {("CONTRADICT", "c0", "c0")}


def test_what_one_source_denies_and_another_affirms_contradicts() -> None:
    said, denied = "the council had signed the treaty", "the council had never signed the treaty"
    assert _relations(_claims(said, denied, sources=("Byron", "Kent"))) == {("CONTRADICT", "c0", "c0")}
    assert _relations(_claims(said, said, sources=("Byron", "Kent"), stance="DENIES")) == {("CONTRADICT", "c0", "c0")}
    assert _relations(_claims(denied, denied, sources=("Byron", "Kent"))) == {("AGREE", "c0", "c0")}


def test_two_sources_on_one_event_in_other_words_contradict() -> None:
    first, people = _told("Byron told how calm it was before Kent arrested a cook.")
    first.claim("told", "how calm it was before Kent arrested a cook", people["Byron"])
    second, people = _told("Kent held that soldiers arrested somebody when Byron fled.")
    second.claim("held", "soldiers arrested somebody when Byron fled", people["Kent"])
    for telling in (first, second):
        telling.event("Justice.ArrestJail", "arrested")
    assert _relations(_linked(first, second)) == {("CONTRADICT", "c0", "c0")}


def test_outer_goes_with_outer_and_inner_with_inner() -> None:
    tellings = []
    for _ in range(2):
        telling, people = _told("Byron said Kent had warned that the dam would burst.")
        outer = telling.claim("said", "Kent had warned that the dam would burst", people["Byron"])
        telling.claim("warned", "the dam would burst", people["Kent"], within=outer)
        tellings.append(telling)
    assert _relations(_linked(*tellings)) == {("AGREE", "c0", "c0"), ("AGREE", "c1", "c1")}


@pytest.mark.parametrize(
    ("first", "second", "otherwise"),
    [
        ("412 bags", "356 bags", True),
        ("thirty-one boats", "31 boats", False),
        ("1,940 bags", "1940 bags", False),
        ("412 bags", "356 boxes", False),
        ("two full bags", "three bags", True),
    ],
)
def test_numbers_differ_if_they_count_the_same(first: str, second: str, *, otherwise: bool) -> None:
    assert count_otherwise(wording(first, "ASSERTS"), wording(second, "ASSERTS")) is otherwise


@pytest.mark.parametrize(
    ("first", "second", "denied"),
    [
        ("the seal was broken", "no seal was found", True),
        ("he delivered it", "he didn't deliver it", True),
        ("nobody signed it", "it was never signed", False),
        ("not today, but he signed it", "he signed it", False),
    ],
)
def test_a_negation_denies_the_next_word_of_its_clause(first: str, second: str, *, denied: bool) -> None:
    assert deny(wording(first, "ASSERTS"), wording(second, "ASSERTS")) is denied


def test_forms_of_a_word_share_a_stem_and_function_words_have_none() -> None:
    assert stems("The burglary; burgled boats' Émile's boat") == ["burgl", "burgl", "boat", "emile", "boat"]


# All of them


def test_the_same_in_three_articles_is_one_cluster() -> None:
    tellings = [Telling(f"Ada Byron {verb} the mill.") for verb in ("bought", "kept", "sold")]
    for telling in tellings:
        telling.entity("PER", "Ada Byron")
    (cluster,) = _linked(*tellings).entities
    assert [member.article for member in cluster.members] == ["s/a", "s/b", "s/c"]


def test_nothing_found_is_nothing_linked() -> None:
    assert link_story(_story("", "A text."), {FIRST: Extraction(), SECOND: Extraction()}) == Links()


@settings(max_examples=40)
@given(stories())
def test_links_make_sense_whatever_was_found(story: Story) -> None:
    found = {article.id: article.gold or Extraction() for article in story.articles}
    links = link_story(story, found)
    assert list(check_links(links, {**found})) == []
    assert all(one.first.article != one.second.article for one in links.claims)


@settings(max_examples=40)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_articles_and_of_what_was_found_is_no_matter(story: Story, order: random.Random) -> None:
    found = {article.id: article.gold or Extraction() for article in story.articles}
    shuffled = {
        name: msgspec.structs.replace(
            own,
            **{layer: tuple(order.sample(items, len(items))) for layer, items in msgspec.structs.asdict(own).items()},
        )
        for name, own in found.items()
    }
    turned = msgspec.structs.replace(story, articles=tuple(reversed(story.articles)))
    assert link_story(turned, shuffled) == link_story(story, found)
