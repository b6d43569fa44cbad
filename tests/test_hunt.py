"""Planted errors, and what hunters who look for them say of what remains."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

import twicetold
from twicetold import sense
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.gold.hunt import HuntFinding, by_planted, hunt, read_lines, recaptured
from twicetold.gold.lint import lint
from twicetold.gold.phenomena import with_derived, without_derived
from twicetold.gold.plant import Planted, plant
from twicetold.gold.source import StorySource, read_story, story_folders
from twicetold.model import Extraction, Story, text_of

STORIES = Path(__file__).parents[1] / "dataset" / "stories"
SAMPLE = Path(__file__).parent / "data" / "stories"


@pytest.fixture(scope="module")
def source() -> StorySource:
    """A story large enough to plant in."""
    return read_story(STORIES / "kazakhstan-2022")


@pytest.fixture(scope="module")
def planted(source: StorySource) -> tuple[list[Story], list[Planted]]:
    return plant([source.story], 40, seed=1)


@pytest.fixture(scope="module")
def planted_full(source: StorySource) -> tuple[list[Story], list[Planted]]:
    """So many that slips come close to one another."""
    return plant([source.story], 90, seed=3)


@pytest.mark.long
class TestPlant:
    def test_so_many_are_planted_of_every_layer_and_many_kinds(
        self, planted: tuple[list[Story], list[Planted]], source: StorySource
    ) -> None:
        _, record = planted
        assert len(record) == 40
        assert {error.layer for error in record} == {"entities", "dates", "events", "claims", "links"}
        assert len({(error.layer, error.kind) for error in record}) >= 25
        texts = {article.id: article.text for article in source.story.articles}
        for error in record:
            assert error.words == text_of(error.places[0], texts[error.article])
            assert error.was != error.now

    def test_the_copy_is_valid_and_differs(
        self, planted: tuple[list[Story], list[Planted]], source: StorySource
    ) -> None:
        (story,), _ = planted
        assert list(sense.check_story(story)) == []
        assert [article.text for article in story.articles] == [article.text for article in source.story.articles]
        assert all(mine.gold != theirs.gold for mine, theirs in zip(story.articles, source.story.articles, strict=True))

    def test_phenomena_follow_from_what_is_planted_and_betray_nothing(
        self, planted: tuple[list[Story], list[Planted]]
    ) -> None:
        """A tag left over from before a slip, or missing after it, would point at the place."""
        for article in planted[0][0].articles:
            assert article.gold is not None
            again = with_derived(without_derived(article.gold, article.text), article.text)
            assert again == article.gold

    def test_every_planted_identity_is_there_at_the_end(self, planted_full: tuple[list[Story], list[Planted]]) -> None:
        """A later slip must not undo an earlier one."""
        (story,), record = planted_full
        golds = {article.id: article.gold for article in story.articles}
        moved = [error for error in record if error.kind == "identity"]
        assert moved
        for error in moved:
            gold = golds[error.article]
            assert gold is not None
            (owner,) = [
                entity
                for entity in gold.entities
                if any(mention.span == error.places[0] for mention in entity.mentions)
            ]
            assert error.now == f"{error.words} = {owner.name}"

    def test_a_trigger_that_went_is_recorded_where_it_stood(
        self, planted_full: tuple[list[Story], list[Planted]], source: StorySource
    ) -> None:
        """Hunters name the unmarked word, not the event's first trigger."""
        (story,), record = planted_full
        gone = [error for error in record if error.kind == "trigger missing"]
        assert gone
        before = {article.id: article.gold for article in source.story.articles}
        after = {article.id: article.gold for article in story.articles}
        for error in gone:
            for golds, there in ((before, True), (after, False)):
                gold = golds[error.article]
                assert gold is not None
                assert any(error.places[0] in event.triggers for event in gold.events) is there

    def test_no_gap_in_the_ids_betrays_one(self, planted: tuple[list[Story], list[Planted]]) -> None:
        for article in planted[0][0].articles:
            assert article.gold is not None
            for layer, letter in (("entities", "e"), ("dates", "d"), ("events", "v"), ("claims", "c")):
                items = getattr(article.gold, layer)
                assert [item.id for item in items] == [f"{letter}{n}" for n in range(1, len(items) + 1)]

    def test_the_same_seed_plants_the_same(
        self, planted: tuple[list[Story], list[Planted]], source: StorySource
    ) -> None:
        assert plant([source.story], 40, seed=1) == planted
        assert plant([source.story], 40, seed=2)[1] != planted[1]

    def test_what_adjudication_rejected_is_planted(self, source: StorySource) -> None:
        raw = source.story.articles[0].gold
        assert raw is not None
        date = twicetold.Date("d1", raw.dates[6].span, "DATE", "2022-W01-WE")
        passes = [{"kazakhstan-2022/a": Extraction(dates=(date,))}]
        record = plant([source.story], 40, seed=1, passes=passes)[1]
        assert ("rejected value", "value 2021-W52-WE", "value 2022-W01-WE") in {
            (error.kind, error.was, error.now) for error in record
        }

    def test_what_both_passes_read_against_adjudication_is_not_planted(self, source: StorySource) -> None:
        """Where annotators agree, the adjudicated reading may be the wrong one."""
        raw = source.story.articles[0].gold
        assert raw is not None
        date = twicetold.Date("d1", raw.dates[6].span, "DATE", "2022-W01-WE")
        passes = [{"kazakhstan-2022/a": Extraction(dates=(date,))}] * 2
        record = plant([source.story], 40, seed=1, passes=passes)[1]
        assert not any(error.kind.startswith("rejected") for error in record)

    def test_more_than_there_is_room_for_is_refused(self, source: StorySource) -> None:
        with pytest.raises(InputError, match="errors can be planted here, not 5000"):
            plant([source.story], 5000, seed=1)

    def test_the_command_writes_a_copy_that_lint_is_silent_about(self, tmp_path: Path) -> None:
        arguments = ["-o", str(tmp_path / "copy"), "--record", str(tmp_path / "record.jsonl"), "--count", "30"]
        assert main(["gold", "plant", str(STORIES / "kazakhstan-2022"), *arguments]) == 0
        assert len((tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()) == 30
        copies = [read_story(folder) for folder in story_folders(tmp_path / "copy")]
        assert lint(copies) == []
        assert main(["gold", "plant", str(STORIES / "kazakhstan-2022"), *arguments]) == 3


class TestHunt:
    STORY = read_story(SAMPLE / "mayor").story
    RECORD = (
        Planted("mayor/a", "dates", "value", (STORY.articles[0].gold.dates[0].span,), "Monday", "10", "11"),  # type: ignore[union-attr]
        Planted("mayor/a", "claims", "stance", (STORY.articles[0].gold.claims[2].cue,), "had denied", "x", "y"),  # type: ignore[union-attr]
    )

    def test_a_finding_meets_a_planted_error_at_its_place_in_its_layer(self) -> None:
        first = [HuntFinding("mayor/a", "dates", "on Monday", "wrong day", 1)]
        second = [
            HuntFinding("mayor/a", "claims", "denied", "stance"),
            HuntFinding("mayor/a", "entities", "Monday", "why not"),
        ]
        found = hunt([self.STORY], self.RECORD, (first, second))
        assert found.rows["dates"].planted_found == (1, 0, 1)
        assert found.rows["claims"].planted_found == (0, 1, 1)
        assert found.rows["all"].planted_found == (1, 1, 2)
        assert [each.words for each in found.open] == ["Monday"]

    def test_what_is_tenable_counts_neither_as_planted_nor_as_found(self) -> None:
        record = [msgspec.structs.replace(error, tenable=error.layer == "dates") for error in self.RECORD]
        found = hunt([self.STORY], record, ([HuntFinding("mayor/a", "dates", "Monday", "wrong day", 1)], []))
        assert (found.rows["all"].planted, found.rows["all"].planted_found, found.open) == (1, (0, 0, 0), [])

    def test_verdicts_make_real_errors_and_false_alarms(self) -> None:
        one = HuntFinding("mayor/a", "entities", "Byron", "missing", 3)
        same = HuntFinding("mayor/a", "entities", "Byron had", "missing", 3)
        other = HuntFinding("mayor/b", "events", "leaving", "realis")
        opened = hunt([self.STORY], self.RECORD, ([one, other], [same])).open
        assert [(each.words, each.hunters) for each in opened] == [("Byron", (1, 2)), ("leaving", (1,))]
        verdicts = [
            msgspec.structs.replace(opened[0], verdict="real"),
            msgspec.structs.replace(opened[1], verdict="false"),
        ]
        found = hunt([self.STORY], self.RECORD, ([one, other], [same]), verdicts)
        assert found.open == []
        row = found.rows["all"]
        assert (row.real, row.confirmed, row.false) == ((1, 1, 1), 1, 1)

    def test_words_may_leave_out_what_stands_between(self) -> None:
        one, same = (HuntFinding("mayor/a", "entities", words, "extent", 3) for words in ("Byron … it", "denied"))
        assert [each.hunters for each in hunt([self.STORY], [], ([one], [same])).open] == [(1, 2)]

    def test_words_that_do_not_stand_there_are_refused(self) -> None:
        with pytest.raises(InputError, match="the words 'Tuesday' of a finding do not stand in the text"):
            hunt([self.STORY], self.RECORD, ([HuntFinding("mayor/a", "dates", "Tuesday", "?")], []))
        with pytest.raises(InputError, match="mayor/z: a finding is about an article that is not in the copy"):
            hunt([self.STORY], self.RECORD, ([HuntFinding("mayor/z", "dates", "Monday", "?")], []))

    def test_recapture_by_hand(self) -> None:
        """Chapman: (20 + 1)(15 + 1) / (12 + 1) - 1 = 24.85 in all; 23 found, 1.85 left."""
        left = recaptured(20, 15, 12)
        assert left.estimate == pytest.approx(336 / 13 - 1 - 23)
        assert left.low is not None
        assert left.high is not None
        assert left.estimate is not None
        assert 0 < left.low < left.estimate < left.high
        assert recaptured(5, 5, 5) == (0, None, None)
        assert recaptured(0, 0, 0) == (None, None, None)

    def test_what_is_left_by_the_planted_ones(self) -> None:
        assert by_planted(10, 0, 0) == (None, None, None)
        good, poor = by_planted(20, 145, 150), by_planted(20, 75, 150)
        assert good.estimate is not None
        assert poor.estimate is not None
        assert good.estimate <= 1
        assert 15 < poor.estimate < 25
        nothing = by_planted(0, 145, 150)
        assert nothing.high is not None
        assert nothing.high >= 1

    @pytest.mark.clone
    def test_the_own_hunt_is_printed_without_arguments(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Its record is of the texts that are there; every finding has met a planted error or has a verdict."""
        assert main(["gold", "hunt", "--json"]) == 0
        figures = json.loads(capsys.readouterr().out)["all"]
        assert figures["planted"] >= 150
        assert figures["planted_found"][2] >= 0.85 * figures["planted"]
        assert figures["recaptured"][2] < 0.005 * figures["items"]
        assert main(["gold", "hunt"]) == 0
        assert "wait for a verdict" not in capsys.readouterr().out

    def test_half_a_hunt_and_another_hunts_record_are_refused(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["gold", "hunt", str(SAMPLE)]) == 3
        assert "--record and --findings belong together" in capsys.readouterr().err
        (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
        record = STORIES.parent / "hunt" / "planted.jsonl"
        none = [str(tmp_path / "none.jsonl")] * 2
        assert main(["gold", "hunt", str(SAMPLE), "--record", str(record), "--findings", *none]) == 3
        assert "was planted where the text here is another" in capsys.readouterr().err

    def test_a_layer_that_is_none_is_answered_with_the_layers(self, tmp_path: Path) -> None:
        path = tmp_path / "found.jsonl"
        path.write_text('{"article": "mayor/a", "layer": "date", "words": "?", "problem": "?"}\n', encoding="utf-8")
        with pytest.raises(InputError, match=r"found.jsonl:1: .*; it is one of entities, dates, .*, links$"):
            read_lines(path, HuntFinding)

    def test_the_command_reads_files_and_names_the_line_of_a_fault(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        copy, record = tmp_path / "copy", tmp_path / "record.jsonl"
        arguments = ["-o", str(copy), "--record", str(record), "--count", "20"]
        assert main(["gold", "plant", str(STORIES / "kazakhstan-2022"), *arguments]) == 0
        error = json.loads(record.read_text(encoding="utf-8").splitlines()[0])
        finding = {name: error[name] for name in ("article", "layer", "words")} | {"problem": "wrong"}
        paths = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
        paths[0].write_text(json.dumps(finding) + "\n\n", encoding="utf-8")
        paths[1].write_text("", encoding="utf-8")
        arguments = ["gold", "hunt", str(copy), "--record", str(record), "--findings", *map(str, paths)]
        assert main([*arguments, "--open", str(tmp_path / "open.jsonl")]) == 0
        assert "found by 1" in capsys.readouterr().out
        assert main([*arguments, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["all"]["planted"] == 20
        paths[1].write_text('{"article": 7}\n', encoding="utf-8")
        assert main(arguments) == 3
        assert "2.jsonl:1:" in capsys.readouterr().err
