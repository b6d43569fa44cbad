"""How fast spans are scored from prepared input, next to nervaluate, on the same documents in the same run.

.venv/bin/python tests/benchmarks/spans_speed.py [DOCUMENTS]

nervaluate counts four modes, all and by type, from an Evaluator that has read them; twicetold five modes, all and by
type, from columns. Both on one core. The last row has twicetold read the two files too, which is done in two threads.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from clock import median_seconds
from nervaluate import Evaluator  # type: ignore[import-untyped]

from twicetold.formats.spans import read_blocks
from twicetold.span_scoring import score_blocks, score_files

if TYPE_CHECKING:
    from twicetold.span_scoring import SpanScores

LABELS = ["PER", "ORG", "LOC", "GPE", "DATE", "EVT"]
NAMES = {"strict": "strict", "exact": "exact", "type": "ent_type", "partial": "partial"}
"""What nervaluate calls our modes."""


def evaluator(gold: Path, predicted: Path) -> Evaluator:
    """Return a nervaluate that has read two files."""
    sides = [
        [json.loads(line)["spans"] for line in path.read_text(encoding="utf-8").splitlines()]
        for path in (gold, predicted)
    ]
    return Evaluator(*sides, tags=LABELS, loader="dict")


def same(scores: SpanScores, peer: Evaluator) -> bool:
    """Tell whether the modes that both have give the same F1 over all types."""
    found = peer.evaluate()["overall"]
    return all(abs(found[name].f1 - (scores.total(mode).f1 or 0)) < 1e-9 for mode, name in NAMES.items())


def main(count: str = "2000") -> None:
    """Print a table of both scorers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workload = Path(__file__).with_name("workload.py")
        subprocess.run([sys.executable, workload, folder, count], check=True, stdout=subprocess.DEVNULL)
        files = folder / "gold.jsonl", folder / "predicted.jsonl"
        peer = evaluator(*files)
        blocks = list(read_blocks(*files, inclusive=True))
        theirs, ours, reading = median_seconds(
            peer.evaluate, lambda: score_blocks(blocks), lambda: score_files(*files, inclusive=True)
        )
        agree = same(score_blocks(blocks), peer)
    print(f"| {int(count):,} documents | cores | seconds | times as fast |")
    print("|---|--:|--:|--:|")
    print(f"| nervaluate, 4 modes, by type | 1 | {theirs:.3f} | 1 |")
    print(f"| twicetold, 5 modes, by type | 1 | {ours:.3f} | {theirs / ours:.0f} |")
    print(f"| twicetold, 5 modes, by type, from the files | 2 | {reading:.3f} | {theirs / reading:.0f} |")
    print(f"\nF1 over all types, of the four modes that both have: {'the same' if agree else 'NOT THE SAME'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
