"""Counts and concordances of a gold set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from twicetold.cli import main
from twicetold.errors import InputError, UnknownNameError
from twicetold.gold.concordance import of_label, of_pattern
from twicetold.gold.prose import runs, words
from twicetold.gold.source import read_story
from twicetold.gold.stats import stats

SAMPLE = Path(__file__).parent / "data" / "stories"
STORIES = [read_story(SAMPLE / "mayor").story]


class TestStats:
    def test_counts_by_split(self) -> None:
        found = stats(STORIES)
        assert {name: counts["dev"] for name, counts in found.totals.items()} == {
            "stories": 1, "articles": 2, "words": 39, "entities": 2, "mentions": 6, "dates": 3, "events": 2,
            "triggers": 2, "arguments": 3, "claims": 4, "linked entities": 1, "linked events": 1, "claim relations": 1,
        }  # fmt: skip
        assert found.labels["level"]["PRO"] == {"all": 2, "dev": 2}
        assert found.phenomena["denial"] == {"all": 1, "dev": 1}
        assert found.phenomena["pronoun"]["all"] == 2
        assert found.phenomena["metonymy"]["test"] == 0

    def test_prose(self) -> None:
        prose = stats(STORIES).prose
        assert prose.words_by_article == [16, 23]
        assert prose.sentences == 3 + 1
        assert prose.copied == 0
        assert prose.shared_by_tellings == {"mayor": 0.0}
        assert prose.lix == pytest.approx(39 / 4 + 100 * 1 / 39)

    def test_words_and_runs(self) -> None:
        assert words("The mayor's 3-day trip—her last.") == ["the", "mayor's", "3-day", "trip", "her", "last"]
        assert runs("a b c", 2) == [("a", "b"), ("b", "c")]
        assert runs("a", 2) == []

    def test_the_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["gold", "stats", str(SAMPLE)]) == 0
        assert "readability (LIX)" in capsys.readouterr().out
        assert main(["gold", "stats", str(SAMPLE), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["totals"]["claims"]["all"] == 4


class TestConcordance:
    def test_a_pattern_gives_each_match_with_what_is_annotated_there(self) -> None:
        found = of_pattern(STORIES, r"\bmonday\b")
        assert [(each.article, each.line, each.words) for each in found] == [
            ("mayor/a", 1, "Monday"), ("mayor/b", 1, "Monday"),
        ]  # fmt: skip
        assert found[0].notes == ("d1 DATE 2022-01-10", "c1 e1 INDIRECT ASSERTS content")
        assert found[0].before.endswith("Byron quit on ")
        assert of_pattern(STORIES, "zebra") == []
        assert of_pattern(STORIES, "x*") == []

    def test_a_label_gives_everything_that_has_it(self) -> None:
        assert [each.words for each in of_label(STORIES, "PRO")] == ["she", "she"]
        assert [each.words for each in of_label(STORIES, "denial")] == ["had denied"]
        assert [each.notes for each in of_label(STORIES, "Personnel.EndPosition")] == [
            ("v1 Personnel.EndPosition POSITIVE ACTUAL Person=e1",),
            ("v1 Personnel.EndPosition POSITIVE ACTUAL Person=e1 Time=d1",),
        ]

    def test_a_link_gives_both_its_ends_one_after_the_other(self) -> None:
        found = of_label(STORIES, "AGREE")
        assert [each.article for each in found] == ["mayor/a", "mayor/b"]
        assert found[0].words == "Mayor Ada Byron quit on Monday"

    def test_what_is_none_is_refused(self) -> None:
        with pytest.raises(InputError, match=r"'\(' is no regular expression"):
            of_pattern(STORIES, "(")
        with pytest.raises(UnknownNameError, match="Did you mean 'denial'"):
            of_label(STORIES, "denyal")

    def test_the_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["gold", "concordance", "Byron", str(SAMPLE)]) == 0
        shown = capsys.readouterr()
        assert "[Byron]" in shown.out
        assert "3 instances" in shown.err
        assert main(["gold", "concordance", "--label", "AGREE", str(SAMPLE), "--json"]) == 0
        assert len(json.loads(capsys.readouterr().out)) == 2
