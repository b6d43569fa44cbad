"""The counts of a gold set, in a terminal."""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING

from twicetold.ontology import SPLITS
from twicetold.report.terminal import heading, show, table

if TYPE_CHECKING:
    from twicetold.gold.stats import Counts, Stats

_COLUMNS = (*SPLITS, "all")


def print_stats(stats: Stats) -> None:
    """Print all counts by split, and what the texts are like."""
    rows = table(("", "label"), _COLUMNS)
    groups: dict[str, Counts] = {"totals": stats.totals, **stats.labels, "phenomena": stats.phenomena}
    for group, counts in groups.items():
        for number, (label, by_split) in enumerate(counts.items()):
            rows.add_row("" if number else group, label, *(f"{by_split[split]}" for split in _COLUMNS))
        rows.add_section()
    show(heading("what the gold set holds"), rows, *_prose(stats))


def _prose(stats: Stats) -> list[str]:
    prose = stats.prose
    lengths = prose.words_by_article or [0]
    shared = prose.shared_by_tellings
    lines = [
        f"words an article: {lengths[0]} to {lengths[-1]}, median {median(lengths):g}",
        f"distinct words: {prose.distinct_words}",
        f"sentences: {prose.sentences}, of {sum(lengths) / max(1, prose.sentences):.1f} words",
        f"readability (LIX): {prose.lix:.1f}",
        f"runs of eight words that stand in two articles: {prose.copied}",
    ]
    if shared:
        worst = max(shared, key=shared.__getitem__)
        lines.append(
            f"runs of four words that both tellings of a story have: {100 * mean(shared.values()):.1f} %"
            f" of the shorter one's, at most {100 * shared[worst]:.1f} % ({worst})"
        )
    return lines
