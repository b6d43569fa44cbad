"""Phenomena that follow from an annotation: added when it is read, left out when it is written."""

from __future__ import annotations

import pytest
from hypothesis import given

from strategies import extractions
from twicetold.gold.phenomena import DERIVED, links_with_derived, with_derived, without_derived
from twicetold.gold.prose import sentence_ends
from twicetold.model import (
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Links,
    Member,
    Mention,
    Relation,
    span,
)

TEXT = 'Mayor Ada Byron and Tom Byron met her on Tuesday. "No. Never," the council said. It did not vote.'


def at(words: str, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def derived(**layers: object) -> Extraction:
    return with_derived(Extraction(**layers), TEXT)  # type: ignore[arg-type]


def test_a_name_inside_another_mention_is_nested_and_a_pronoun_is_one() -> None:
    inner, outer = Mention(span(*at("Ada"))), Mention(span(*at("Mayor Ada Byron")))
    her = Mention(span(*at("her")), level="PRO")
    (entity,) = derived(entities=(Entity("e1", "PER", (outer, inner, her), "Ada Byron"),)).entities
    assert [mention.phenomena for mention in entity.mentions] == [(), ("nested-name",), ("pronoun",)]


def test_two_persons_of_one_family_name_share_it() -> None:
    ada = Entity("e1", "PER", (Mention(span(*at("Mayor Ada Byron"))),), "Ada Byron")
    tom = Entity("e2", "PER", (Mention(span(*at("Tom Byron"))),), "Tom Byron")
    council = Entity("e3", "ORG", (Mention(span(*at("the council"))),), "Byron")
    assert [entity.phenomena for entity in derived(entities=(ada, tom, council)).entities] == [
        ("shared-surname",), ("shared-surname",), (),
    ]  # fmt: skip
    assert derived(entities=(ada, council)).entities[0].phenomena == ()


@pytest.mark.parametrize(
    ("kind", "value", "mod", "anchor", "expected"),
    [
        ("DATE", "2024-05-07", None, None, {"relative-weekday"}),
        ("DATE", "2024-05-07", None, "d2", {"relative-weekday", "text-anchored"}),
        ("TIME", "2024-05-07TNI", None, None, {"relative-weekday", "fuzzy-date", "time-of-day"}),
        ("TIME", "2024-05-07T20:30", None, None, {"relative-weekday", "time-of-day"}),
        ("DURATION", "PXD", None, None, {"relative-weekday", "fuzzy-date", "duration"}),
        ("DURATION", "P3D", "APPROX", None, {"relative-weekday", "fuzzy-date", "duration"}),
        ("SET", "XXXX-WXX-2", None, None, {"repeated-time"}),
        ("DATE", "FUTURE_REF", None, None, {"relative-weekday", "fuzzy-date"}),
        ("DATE", "199", None, None, {"relative-weekday", "fuzzy-date"}),
        ("DATE", "1999", None, None, {"relative-weekday"}),
    ],
)
def test_a_date_shows_what_its_words_type_and_value_say(
    kind: str, value: str, mod: str | None, anchor: str | None, expected: set[str]
) -> None:
    date = Date("d1", span(*at("Tuesday")), kind, value, mod, anchor)  # type: ignore[arg-type]
    assert {*derived(dates=(date,)).dates[0].phenomena} == expected


def test_an_event_is_in_a_claim_if_every_trigger_is() -> None:
    claim = Claim("c1", span(*at("said")), content=span(*at('"No. Never,"')))
    inside = Event("v1", "Contact.Meet", (span(*at("Never")),))
    both = Event("v2", "Contact.Meet", (span(*at("Never")), span(*at("met"))), polarity="NEGATIVE")
    found = derived(claims=(claim,), events=(inside, both)).events
    assert [event.phenomena for event in found] == [("event-in-claim",), ("negated-event",)]


def test_a_claim_shows_its_mode_stance_source_and_build() -> None:
    council = Entity("e1", "ORG", (Mention(span(*at("the council"))),))
    claim = Claim(
        "c1", span(*at("said")), span(*at('"No. Never,"')), span(*at("the council")), "e1", "DIRECT", "DENIES"
    )
    assert {*derived(entities=(council,), claims=(claim,)).claims[0].phenomena} == {
        "direct-speech", "denial", "institution-source", "multi-sentence", "source-after",
    }  # fmt: skip


def test_links_show_agreement_and_what_is_named_on_one_side_only() -> None:
    named = Entity("e1", "PER", (Mention(span(0, 3)),))
    described = Entity("e1", "PER", (Mention(span(0, 3), level="NOM"),))
    golds = {"s/a": Extraction((named,)), "s/b": Extraction((described,)), "s/c": Extraction((named,))}
    clusters = tuple(Cluster((Member("s/a", "e1"), Member(other, "e1"))) for other in ("s/b", "s/c"))
    relation = Relation("AGREE", Member("s/a", "c1"), Member("s/b", "c1"))
    links = links_with_derived(Links(clusters, claims=(relation,)), dict(golds))
    assert [cluster.phenomena for cluster in links.entities] == [("named-and-described",), ()]
    assert links.claims[0].phenomena == ("claims-agree",)


def test_sentences_end_at_stops_and_blank_lines_but_not_at_titles() -> None:
    text = 'Dr. A. Byron left at 4 p.m. on Monday. "Go!" he said\n\nNo stop here. End'
    assert [text[:end][-6:] for end in sentence_ends(text)] == ["onday.", "e said", " here."]


@given(extractions("Ada Byron quit on Monday, she said. It rained."))
def test_what_is_derived_is_added_once_and_taken_off_again(extraction: Extraction) -> None:
    text = "Ada Byron quit on Monday, she said. It rained."
    written = without_derived(extraction, text)
    read = with_derived(written, text)
    assert with_derived(read, text) == read
    assert without_derived(read, text) == written
    tags = [{*date.phenomena} for date in written.dates] + [{*claim.phenomena} for claim in written.claims]
    assert not set().union(*tags) & DERIVED
