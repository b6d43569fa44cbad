"""Our gold, corrected in brat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from formats import common
from formats.brat_story import GOLD, STORY, read_one
from twicetold.model import Argument, Claim, Extraction, Story, span

if TYPE_CHECKING:
    from pathlib import Path

replace = msgspec.structs.replace


class TestCorrections:
    """Of ours, made in brat."""

    @pytest.fixture
    def written(self, tmp_path: Path) -> Path:
        common.write("brat", [STORY], tmp_path / "out")
        return tmp_path / "out"

    @staticmethod
    def corrected(written: Path, *changes: tuple[str, str], more: tuple[str, ...] = ()) -> tuple[Extraction, list[str]]:
        file = written / "mill" / "a.ann"
        lines = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in lines
            lines = lines.replace(old, new)
        file.write_text(lines + "".join(f"{line}\n" for line in more), encoding="utf-8")
        return read_one(written)

    def test_an_entity_keeps_its_id_and_name_without_its_first_mention(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("T1\tPER 0 3\tAnn\n", ""), ("*\tEquiv T1 T2\n", ""), ("#1\tTwicetold T1\te1 Ann Lee\n", ""),
            (" Passenger:T1", ""),
        )  # fmt: skip
        assert gold.entities[0] == replace(GOLD.entities[0], mentions=GOLD.entities[0].mentions[1:])
        assert notes == []

    def test_a_mention_that_is_moved_takes_no_id_with_it_and_a_new_one_gets_one(self, written: Path) -> None:
        gold, notes = self.corrected(
            written,
            ("Equiv T1 T2", "Equiv T1 T11"),
            more=("T11\tPER 44 46\tit", "T12\tORG 14 16\ton", "*\tEquiv T2 T4"),
        )
        assert [(entity.id, [mention.span for mention in entity.mentions]) for entity in gold.entities] == [
            ("e1", [span(0, 3), span(44, 46)]),
            ("e3", [span(34, 37), span(25, 28)]),
            ("e2", [span(9, 13)]),
            ("T12", [span(14, 16)]),
        ]
        assert gold.events[0].arguments == GOLD.events[0].arguments
        assert notes == ["1 tags within an entity, of which the first counts (first: a.ann:4)"]

    def test_of_two_entities_that_are_joined_the_larger_keeps_its_id_and_the_other_is_named(
        self, written: Path
    ) -> None:
        gold, notes = self.corrected(written, more=("*\tEquiv T4 T1",))
        assert [entity.id for entity in gold.entities] == ["e1", "e2"]
        assert gold.claims[0].source_entity == "e1"
        assert "1 ids that are gone, since what had them is joined with something else (first: a.ann:1)" in notes

    def test_a_new_id_is_none_that_is_used(self, tmp_path: Path) -> None:
        story = msgspec.json.decode(msgspec.json.encode(STORY).replace(b'"e1"', b'"T11"'), type=Story)
        common.write("brat", [story], tmp_path / "out")
        gold, _ = self.corrected(tmp_path / "out", more=("T11\tPER 44 46\tit",))
        assert [entity.id for entity in gold.entities] == ["T11", "e2", "e3", "T11."]

    def test_notes_change_a_name_and_a_value(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("value=2024-01-01", "is it? value=2023-12-25 "), more=("#20\tAnnotatorNotes T2\tname=Ann Leigh",)
        )
        assert gold.entities[0].name == "Ann Leigh"
        assert gold.dates[0].value == "2023-12-25"
        assert notes == []

    @pytest.mark.parametrize("line", ["N1\tReference T1 Wikipedia:42", "A20\tPolarity E1 POSITIVE"])
    def test_a_normalization_without_a_name_and_an_attribute_that_goes_without_saying_change_nothing(
        self, line: str, written: Path
    ) -> None:
        assert self.corrected(written, more=(line,)) == (GOLD, [])

    def test_types_and_attributes_that_differ_within_an_item_are_those_of_the_first(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("T2\tPER", "T2\tORG"), ("A6\tRealis E2 OTHER\n", ""),
            ("T7\tMovement-Transport", "T7\tLife-Die"),
            ("E2\tMovement-Transport:T7", "E2\tLife-Die:T7 Passenger2:T1 Place:T3"),
            more=("A20\tfuture-event E2",),
        )  # fmt: skip
        assert gold.entities == GOLD.entities
        assert gold.events == (
            replace(GOLD.events[0], arguments=(*GOLD.events[0].arguments, Argument("Place", "e2"))),
        )  # the argument that it had already is no other
        assert sorted(notes) == [
            "1 tags within an event, of which the first counts (first: a.ann:12)",
            "1 types within an entity, of which the first counts (first: a.ann:2)",
            "1 types within an event, of which the first counts (first: a.ann:12)",
            "1 values of Realis within an event, of which the first counts (first: a.ann:12)",
        ]

    def test_a_head_belongs_to_the_shortest_mention_around_it_unless_a_relation_says(self, written: Path) -> None:
        gold, notes = self.corrected(
            written,
            more=(
                "T20\tPER 0 13\tAnn left Rome", "T21\tHead 9 10\tR", "T22\tHead 10 11\to",
                "R1\tHeadOf Arg1:T22 Arg2:T20", "T23\tHead 11 12\tm", "T24\tHead 29 33\tsaid", "T25\tHead 25 26\tB",
                "R2\tHeadOf Arg1:T25 Arg2:T20",
            ),
        )  # fmt: skip
        heads = {entity.id: entity.mentions[0].head for entity in gold.entities}
        assert heads == {"e1": (), "e2": span(9, 10), "e3": (), "T20": span(10, 11)}
        assert notes == [
            "2 heads outside a mention (first: a.ann:38)",
            "1 heads of a mention that has one (first: a.ann:36)",
        ]

    def test_claims_stand_in_others_but_not_in_themselves(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("E3\tClaim:T10 Source:T8", "E3\tClaim:T10 In:E21 Source:T8 Source2:T20"),
            more=(
                "T20\tSource 0 3\tAnn", "T21\tClaim-without-cue 38 43\thated",
                "E21\tClaim-without-cue:T21 Content:T21 In:E22",
                "T22\tClaim 4 8\tleft", "E22\tClaim:T22 In:E3 Speaker:T5 Tone:T1", "T23\tContent 9 13\tRome",
                "T24\tClaim 14 16\ton", "E24\tClaim:T24 In:E24",
            ),
        )  # fmt: skip
        assert gold.claims == (
            replace(GOLD.claims[0], source=span(0, 3, 25, 28), nested_in="E21"),
            Claim("E21", (), span(38, 43), nested_in="E22"),
            Claim("E22", span(4, 8)),
            Claim("E24", span(14, 16)),
        )
        assert sorted(notes) == [
            "1 Content annotations that nothing points at (first: a.ann:37)",
            "1 arguments of claims: Speaker is nothing that can be one (first: a.ann:36)",
            "1 arguments of claims: Tone is nothing that can be one (first: a.ann:36)",
            "2 claims in no other claim, or in themselves (first: a.ann:36)",
        ]
