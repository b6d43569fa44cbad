"""What the card of the gold set says is true."""

from __future__ import annotations

import re
from pathlib import Path

from twicetold import corpus
from twicetold.gold.hunt import HuntFinding, Verdict, hunt, read_lines
from twicetold.gold.plant import Planted
from twicetold.gold.source import read_edition
from twicetold.gold.stats import stats

DATASET = Path(__file__).parents[1] / "dataset"
CARD = (DATASET / "README.md").read_text(encoding="utf-8")


def test_the_card_counts_what_is_there() -> None:
    totals = stats(corpus.load()).totals
    counts = (totals[name]["all"] for name in ("stories", "articles", "words"))
    match = re.search(r"\*\*Version ([\d.]+)\*\* holds (\d+) stories, (\d+) articles, ([\d,]+) words", CARD)
    assert match is not None
    assert match[1] == read_edition(DATASET / "stories").version == corpus.gold_version().version
    assert [int(number.replace(",", "")) for number in match.groups()[1:]] == list(counts)


def test_the_card_has_every_split_of_every_configuration() -> None:
    files = {str(path.relative_to(DATASET)) for path in (DATASET / "data").rglob("*.parquet")}
    named = set(re.findall(r"path: (data/\w+/\w+)-\*\.parquet", CARD))
    assert named == {path.partition("-0")[0] for path in files}


def test_the_canary_stands_in_the_card_and_the_metadata_but_in_no_text() -> None:
    canary = read_edition(DATASET / "stories").canary
    assert canary in CARD
    assert canary in (DATASET / "data" / "gold.json").read_text(encoding="utf-8")
    assert canary in (DATASET / "croissant.json").read_text(encoding="utf-8")
    assert not any(canary in article.text for story in corpus.load() for article in story.articles)


def test_the_card_prints_the_hunt() -> None:
    """The row of all layers: items, planted, found by either, and what was mended."""
    folder = DATASET / "hunt"
    findings = (read_lines(folder / "found-1.jsonl", HuntFinding), read_lines(folder / "found-2.jsonl", HuntFinding))
    record, verdicts = read_lines(folder / "planted.jsonl", Planted), read_lines(folder / "verdicts.jsonl", Verdict)
    rows = hunt(corpus.load(), record, findings, verdicts).rows
    for layer, row in rows.items():
        (cells,) = re.findall(
            rf"^\| {layer} \| ([\d,]+) \| (\d+) \| (\d+) \(.*?\) \| .*? \| (\d+) \| (\d+) \|", CARD, re.MULTILINE
        )
        shown = [int(cell.replace(",", "")) for cell in cells]
        assert shown == [row.items, row.planted, row.planted_found[2], row.confirmed, row.false]
