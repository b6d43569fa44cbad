"""Scores and articles in a terminal: drawn and coloured there, plain when piped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from report import invented
from twicetold.model import Article, Entity, Extraction, Mention, span
from twicetold.report.bars import bar, scale
from twicetold.report.marked import _Labelled, _marked, print_article
from twicetold.report.terminal import LAYER_STYLES, print_scores
from twicetold.statistics import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from report.conftest import Small
    from twicetold.scoring import Scores

_CODES = re.compile(r"\x1b\[[0-9;]*m")
LONG = Article(
    "crane/a",
    "The old harbour crane of Orm, which had stood idle since the winter, was taken down. " * 4,
    "2024-03-05",
    "The Invented Post",
    "A crane comes down",
)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Make standard output pass for a terminal of a width."""

    def of(width: int) -> None:
        for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLORTERM": "truecolor"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("COLUMNS", f"{width}")

    return of


@pytest.fixture
def scores(small: Small) -> Scores:
    return small.runs[1].scores


class TestBars:
    @pytest.mark.parametrize(
        ("interval", "drawn"),
        [
            (Interval(0.5, None, None), "─────●────"),
            (Interval(0.5, 0.3, 0.79), "───━━●━━──"),
            (Interval(0.5, 0.35, 0.74), "───╼━●━╾──"),
            (Interval(0.5, 0.52, 0.54), "─────●────"),
            (Interval(0.0, 0.0, 0.12), "●╾────────"),
            (Interval(1.0, 0.9, 1.0), "─────────●"),
            (Interval(None, None, None), ""),
        ],
    )
    def test_an_interval_is_a_heavy_line_to_half_a_place(self, interval: Interval, drawn: str) -> None:
        assert bar(interval, 10).plain == drawn

    def test_the_scale_is_as_wide_as_the_bar(self) -> None:
        assert scale(10) == "0      100"

    def test_what_is_no_interval_is_dim(self) -> None:
        drawn = bar(Interval(0.5, 0.3, 0.79), 10, "blue")
        assert {drawn.plain[part.start : part.end] for part in drawn.spans if part.style == "dim"} == {"─"}


class TestScores:
    @pytest.mark.parametrize("width", [60, 80, 100, 160])
    def test_the_table_fits_the_terminal(
        self, width: int, terminal: Callable[[int], None], scores: Scores, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(width)
        print_scores(scores, title="a system")
        lines = _CODES.sub("", capsys.readouterr().out).splitlines()
        assert max(map(len, lines)) <= width
        assert any(re.match(r" ?claims +source", line) for line in lines)
        assert any("─●" in line or "━●" in line for line in lines) == (width >= 80)

    def test_bars_have_the_colours_of_their_layers(
        self, terminal: Callable[[int], None], scores: Scores, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(120)
        print_scores(scores, title="a system")
        out = capsys.readouterr().out
        for style in ("entities", "dates", "events"):
            red, green, blue = (int(LAYER_STYLES[style][place : place + 2], 16) for place in (1, 3, 5))
            assert f"38;2;{red};{green};{blue}m" in out

    def test_a_slice_has_a_point_without_an_interval(
        self, terminal: Callable[[int], None], scores: Scores, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(120)
        print_scores(scores, title="a system", by="type")
        line = next(line for line in _CODES.sub("", capsys.readouterr().out).splitlines() if re.match(r" +PER ", line))
        assert "●" in line
        assert "━" not in line

    def test_what_is_piped_has_no_bars_and_one_width(
        self, monkeypatch: pytest.MonkeyPatch, scores: Scores, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        outputs = []
        for width in ("60", "200"):
            monkeypatch.setenv("COLUMNS", width)
            print_scores(scores, title="a system")
            outputs.append(capsys.readouterr().out)
        assert outputs[0] == outputs[1]
        assert not {"●", "\x1b"} & set(outputs[0])
        assert " layer       measure  " in outputs[0]


class TestArticles:
    @pytest.mark.parametrize("width", [80, 120, 200])
    def test_text_fits_the_terminal_and_is_not_too_wide_to_read(
        self, width: int, terminal: Callable[[int], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(width)
        print_article(LONG, None, ["dates"])
        lines = _CODES.sub("", capsys.readouterr().out).splitlines()
        assert max(map(len, lines)) <= min(width, 92)

    def test_the_headline_has_a_line_of_its_own(
        self, terminal: Callable[[int], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(80)
        print_article(LONG, None, ["dates"])
        assert _CODES.sub("", capsys.readouterr().out).splitlines()[:2] == [
            "crane/a  The Invented Post  2024-03-05",
            "A crane comes down",
        ]

    def test_piped_it_is_one_line_and_the_text_has_the_whole_width(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        print_article(LONG, None, ["dates"])
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "crane/a The Invented Post 2024-03-05 A crane comes down"
        assert max(map(len, lines)) > 140

    def test_lines_of_items_go_on_beside_their_ids(
        self, terminal: Callable[[int], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal(40)
        article = invented.stories()[0].articles[0]
        print_article(article, article.gold, ["claims"])
        lines = _CODES.sub("", capsys.readouterr().out).splitlines()
        first = next(number for number, line in enumerate(lines) if line.startswith(" c1 e3"))
        assert lines[first + 1].startswith("    ")
        assert lines[first + 1].strip()

    def test_a_mark_inside_another_has_its_own_colour_and_marks_have_none(self) -> None:
        text = "the mayor of Orm"
        outer, inner = _Labelled(span(0, 16), "e1 PER"), _Labelled(span(13, 16), "e2 GPE ✗")
        (line,) = _marked(text, [outer, inner], "blue")
        assert line.plain == "[the mayor of [Orm](e2 GPE ✗)](e1 PER)"
        styles = [str(each.style) for place in (5, 15, 20) for each in line.spans if each.start <= place < each.end]
        assert styles == ["bold blue", "bold blue", "bold #cc4444", "bold blue", "not bold dim default"]

    def test_every_mention_is_marked(self, capsys: pytest.CaptureFixture[str]) -> None:
        gold = Extraction((Entity("e1", "FAC", (Mention(span(4, 21)),)),))
        print_article(Article("crane/b", LONG.text, "2024-03-05", gold=gold), Extraction(), ["entities"])
        assert "[old harbour crane](e1 FAC ✗)" in capsys.readouterr().out
