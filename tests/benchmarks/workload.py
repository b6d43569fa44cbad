"""The workload on which the field's scorers were timed: spans and coreference of documents drawn at random.

.venv/bin/python tests/benchmarks/workload.py FOLDER [DOCUMENTS]

Its sha256 are the recorded ones at 200, 2,000 and 20,000 documents, which is checked whenever it is written.

Known answers. 2,000 documents: nervaluate strict COR, INC, PAR, MIS, SPU 70029, 20049, 0, 9922, 9922; F of strict
.70029, partial .851145, ent_type .79956, exact .80151; coreference F of MUC .606017, B3 .610845, CEAF-e .685562, CEAF-m
.69925. 20,000: exact typed F .699434; MUC .610027, B3 .612029, CEAF-e .683971, CEAF-m .700814. 200, summed over the
documents: MUC R 4026/6593, P 4026/6582, CEAF-m 7049/10000.
"""

from __future__ import annotations

import json
import random
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEED = 7
SLOTS = 50
WIDTH = 20
CLUSTERS = 20
LABELS = ("PER", "ORG", "LOC", "GPE", "DATE", "EVT")
ELSEWHERE = 20_000
"""How far a mention is moved that the prediction misplaces; a document has only 1,000 tokens."""

RECORDED = {
    200: ("8f364a7e5ca37314", "9c681ac54a594a51"),
    2_000: ("c97e1a23f74e3eb7", "543309f6398d1ae8"),
    20_000: ("bda29370af0e00cd", "fc4d1bb097f6a912"),
}
"""The first digits of sha256 of gold and of prediction, by the number of documents."""


class Span(TypedDict):
    """Tokens from `start` to `end`, both included, as nervaluate reads them."""

    start: int
    end: int
    label: str


class Document(TypedDict):
    """Spans in the order of their slots; clusters of [start, end], both included, in the order of the numbers drawn."""

    id: str
    spans: list[Span]
    clusters: list[list[list[int]]]


def documents(count: int) -> Iterator[tuple[Document, Document]]:
    """Yield pairs of gold and prediction. The first of many are the same as of few."""
    draw = random.Random(SEED)
    for number in range(count):
        yield _document(f"d{number:06d}", draw)


def _document(name: str, draw: random.Random) -> tuple[Document, Document]:
    gold: list[Span] = []
    predicted: list[Span] = []
    gold_clusters: dict[int, list[list[int]]] = {}
    predicted_clusters: dict[int, list[list[int]]] = {}
    # The order of the calls is the workload: each line that draws must stay where it is.
    for slot in range(0, SLOTS * WIDTH, WIDTH):
        start = slot + draw.randrange(10)
        end = start + draw.randrange(5)
        label = draw.randrange(len(LABELS))
        gold.append(_span(label, start, end))

        kind = draw.random()
        if kind < 0.7:
            predicted.append(_span(label, start, end))
        elif kind < 0.8:
            predicted.append(_span(label, start, end + 1))
        elif kind < 0.9:
            predicted.append(_span(label + 1, start, end))
        else:
            predicted.append(_span(label, slot + 16, slot + 16 + draw.randrange(3)))

        cluster = _cluster(draw)
        gold_clusters.setdefault(cluster, []).append([start, end])
        shift = 0 if draw.random() < 0.85 else ELSEWHERE
        if draw.random() >= 0.8:
            cluster = _cluster(draw)
        predicted_clusters.setdefault(cluster, []).append([start + shift, end + shift])
    return (
        Document(id=name, spans=gold, clusters=_ordered(gold_clusters)),
        Document(id=name, spans=predicted, clusters=_ordered(predicted_clusters)),
    )


def _span(label: int, start: int, end: int) -> Span:
    return Span(start=start, end=end, label=LABELS[label % len(LABELS)])


def _cluster(draw: random.Random) -> int:
    return int(CLUSTERS * draw.random() ** 2)


def _ordered(clusters: dict[int, list[list[int]]]) -> list[list[list[int]]]:
    return [clusters[number] for number in sorted(clusters)]


def write(folder: Path, count: int) -> tuple[Path, Path]:
    """Write `gold.jsonl` and `predicted.jsonl`, a document a line, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "gold.jsonl", folder / "predicted.jsonl"
    with paths[0].open("w", encoding="utf-8") as gold_file, paths[1].open("w", encoding="utf-8") as predicted_file:
        for gold, predicted in documents(count):
            gold_file.write(json.dumps(gold) + "\n")
            predicted_file.write(json.dumps(predicted) + "\n")
    return paths


def sizes(paths: Iterable[Path]) -> tuple[int, ...]:
    """Return how many bytes each file has."""
    return tuple(path.stat().st_size for path in paths)


def prefixes(paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the first 16 digits of the sha256 of each file."""
    return tuple(sha256(path.read_bytes()).hexdigest()[:16] for path in paths)


def check(paths: Iterable[Path], count: int) -> bool:
    """Tell whether a record was there to compare with; raise ValueError if the files' sha256 are not the recorded."""
    if count not in RECORDED:
        return False
    found = prefixes(paths)
    if found != RECORDED[count]:
        raise ValueError(f"the workload of {count} documents has sha256 {found}, and not {RECORDED[count]} as recorded")
    return True


def main(folder: str, count: str = "2000") -> None:
    """Write the two files, check them and print what they are."""
    paths = write(Path(folder), int(count))
    recorded = check(paths, int(count))
    for path, size, prefix in zip(paths, sizes(paths), prefixes(paths), strict=True):
        print(f"{path}: {size:,} bytes, sha256 {prefix}, {'as recorded' if recorded else 'no record'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
