"""The board as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.leaderboard.board import SHOWN
from twicetold_baselines.leaderboard.news import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twicetold_baselines.leaderboard.board import Board, Row, Score

_FAST = 10
"""Articles a second from which on a decimal says nothing."""

_LAYERS = {
    "entities": ("entities.strict", "entities.partial", "entities.conll"),
    "dates": ("dates.strict", "dates.value"),
    "events": ("events.trigger.class", "events.argument.class", "events.conll"),
    "claims": ("claims.source.overlap", "claims.cue.overlap", "claims.content.overlap", "claims.attribution"),
    "links": ("links.entities", "links.events", "links.claims"),
}

_INTRODUCTION = """# Leaderboard

What rules, classic learning and free tools find in the test split of the gold set, beside what people and chance reach.
`make leaderboard` writes this page and [leaderboard.json](leaderboard.json), which holds every number;
[docs/leaderboard.md](../docs/leaderboard.md) says what each system is and how to add a row.

F1 in per cent, with its 95 % interval over resampled stories. **Bold** numbers in front are ranks: one more than the
number of systems that the paired test finds better (approximate randomisation over stories at 5 %, corrected by Holm
for all pairs). Systems of one rank, or of ranks close together, are not told apart by this data. A dash: the system
does not do the layer. Bounds, in *italics*, have no rank.
"""

_NEWS = """The same systems on samples of public corpora of real news (F1 in per cent), by the strictest measure that a
corpus supports; [docs/real-news.md](../docs/real-news.md) says what each annotates. Below them Kendall's tau-b between
the ranking there and here, by the same measure: 1 where both rank alike, 0 where one says nothing of the other. Of few
systems it says little."""


def page(board: Board) -> Iterator[str]:
    """Yield the lines of the page."""
    yield _INTRODUCTION
    yield f"`{board.signature}`"
    yield from ("", "## Overview", "")
    yield from _overview(board.rows)
    if board.not_run:
        why = "; ".join(f"`{name}` ({reason})" for name, reason in board.not_run.items())
        yield from ("", f"Not run here: {why}.")
    for layer, names in _LAYERS.items():
        rows = _in_order([row for row in board.rows if layer in row.layers], names[-1])
        yield from ("", f"## {layer.capitalize()}", "")
        yield from _layer(rows, names)
    if board.agreements:
        yield from ("", "## Real news", "")
        yield from _news(board)


def _overview(rows: Sequence[Row]) -> Iterator[str]:
    titles = ("system", *(name.replace("twicetold", "all layers") for name in SHOWN), "articles/s")
    yield from _head(titles)
    for row in _in_order(rows, "twicetold"):
        yield _line([_name(row), *(_ranked(row, name) for name in SHOWN), _speed(row.articles_per_second)])


def _layer(rows: Iterable[Row], names: Sequence[str]) -> Iterator[str]:
    yield from _head(("system", *(f"{name.partition('.')[2]} {kind}" for name in names for kind in ("P", "R", "F1"))))
    for row in rows:
        cells = []
        for name in names:
            score = row.scores[name]
            cells += [_per_cent(score.precision), _per_cent(score.recall), _ranked(row, name)]
        yield _line([_name(row), *cells])


def _news(board: Board) -> Iterator[str]:
    yield _NEWS
    for layer in MEASURES:
        found = [each for each in board.agreements if each.layer == layer]
        rows = [row for row in board.rows if not row.is_bound and layer in row.layers and row.news]
        if not found:
            continue
        yield from ("", f"### {layer.capitalize()}", "")
        yield from _head(("system", *(f"{each.corpus}, {each.measure.partition('.')[2]}" for each in found)))
        for row in rows:
            yield _line([f"`{row.name}`", *(_f1(row.news.get(each.corpus, {}).get(each.measure)) for each in found)])
        taus = ("–" if each.tau is None else f"{each.tau:.2f} ({each.systems} systems)" for each in found)
        yield _line(["*tau with the gold set*", *taus])


def _in_order(rows: Iterable[Row], measure: str) -> list[Row]:
    """Return rows with those first that score best by a measure, those without at the end."""

    def key(row: Row) -> tuple[float, str]:
        score = row.scores.get(measure)
        return -(score.f1 or 0.0) if score else 1.0, row.name

    return sorted(rows, key=key)


def _head(titles: Sequence[str]) -> Iterator[str]:
    yield _line(titles)
    yield f"|---|{'--:|' * (len(titles) - 1)}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _name(row: Row) -> str:
    return f"*{row.name}*" if row.is_bound else f"`{row.name}`"


def _ranked(row: Row, measure: str) -> str:
    rank = row.ranks.get(measure)
    shown = _f1(row.scores.get(measure))
    return f"**{rank}** {shown}" if rank else shown


def _f1(score: Score | None) -> str:
    if score is None or score.f1 is None:
        return "–"
    if score.low is None or score.high is None:
        return _per_cent(score.f1)
    return f"{_per_cent(score.f1)} [{_per_cent(score.low)}, {_per_cent(score.high)}]"


def _speed(articles: float | None) -> str:
    if articles is None:
        return ""
    return f"{articles:.1f}" if articles < _FAST else f"{articles:.0f}"


def _per_cent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
