"""Other scorers and ours on the annotation of real news, made wrong in known ways."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import scorch.scores as peer_scorch  # type: ignore[import-untyped]
from nervaluate import Evaluator  # type: ignore[import-untyped]
from seqeval.metrics.sequence_labeling import (  # type: ignore[import-untyped]
    precision_recall_fscore_support,
)

import twicetold
from compat.test_anafora import theirs as theirs_of_anafora
from twicetold import Tally, span
from twicetold.measures import spans
from twicetold.measures.clusters import score_clusters
from twicetold.measures.compat import anafora, nervaluate, seqeval
from twicetold.measures.compat._common import Score, Span
from twicetold.measures.compat.anafora import Annotation
from twicetold.measures.outcome import Item, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORPORA = twicetold.data_root().parent / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the real corpora are not here")

Spans = list[Span]


def tagged(path: Path) -> Iterator[list[str]]:
    """Yield the tags of each sentence of a file in two columns."""
    for sentence in path.read_text(encoding="utf-8").split("\n\n"):
        tags = [line.split("\t")[-1] for line in sentence.splitlines() if "\t" in line]
        if tags:
            yield tags


def blurred(gold: Spans, chance: random.Random, most: int) -> Spans:
    """Move an end, change a label, leave one out, repeat one: one mention in three."""
    found = []
    for item in gold:
        draw = chance.random()
        if draw < 0.08:
            continue
        if draw < 0.18:
            found.append(item._replace(label="other"))
        elif draw < 0.28:
            found.append(item._replace(end=min(item.end + 1, most)))
        else:
            found += [item] * (2 if draw > 0.97 else 1)
    return found


def default(documents: list[tuple[Spans, Spans]], mode: str) -> Tally:
    """Score by our own rule."""
    sides: tuple[list[Item], list[Item]] = ([], [])
    for number, document in enumerate(documents):
        for items, side in zip(sides, document, strict=True):
            items += [Item(number, "", label, span(start, end)) for label, start, end in side]
    pairs = {"strict": spans.strict, "exact": spans.exact}[mode](spans.meet(*spans.columns_of(*sides)))
    return Outcome(*sides, pairs).tally()


@pytest.fixture(scope="module")
def documents() -> list[tuple[Spans, Spans, int]]:
    chance = random.Random(17)
    found = []
    for tags in tagged(CORPORA / "wnut17" / "emerging.dev.conll"):
        gold = seqeval.spans_of(tags)
        found.append((gold, blurred(gold, chance, len(tags)), len(tags)))
    return found


def test_the_corpus_is_all_there(documents: list[tuple[Spans, Spans, int]]) -> None:
    assert (len(documents), sum(len(gold) for gold, _, _ in documents)) == (1009, 836)


def test_nervaluate(documents: list[tuple[Spans, Spans, int]]) -> None:
    def theirs(side: Spans) -> list[dict[str, object]]:
        return [{"label": item.label, "start": item.start, "end": item.end - 1} for item in side]

    # nervaluate crashes if the first document is empty.
    pairs = sorted(((gold, found) for gold, found, _ in documents), key=lambda sides: not sides[0])
    labels = {item.label for sides in pairs for side in sides for item in side}
    evaluator = Evaluator(
        [theirs(gold) for gold, _ in pairs], [theirs(found) for _, found in pairs], tags=sorted(labels)
    )
    overall = evaluator.evaluate()["overall"]
    for mode in nervaluate.MODES:
        total = Tally.total(nervaluate.counts(gold, found, mode).tally for gold, found in pairs)
        expected = (overall[mode].precision, overall[mode].recall, overall[mode].f1)
        assert Score.of(total) == pytest.approx(expected, abs=1e-9)
    for mode in ("strict", "exact"):
        ours = default(pairs, mode)
        assert (ours.precision, ours.recall) == pytest.approx((overall[mode].precision, overall[mode].recall), abs=1e-9)


def test_seqeval(documents: list[tuple[Spans, Spans, int]]) -> None:
    flat = []
    for gold, found, length in documents:
        kept: Spans = []
        for item in found:
            if not kept or item.start >= kept[-1].end:
                kept.append(item)
        flat.append((gold, kept, length))
    tags = [[seqeval.tags_of(side, length) for side in sides] for *sides, length in flat]
    theirs = precision_recall_fscore_support([gold for gold, _ in tags], [found for _, found in tags], average="micro")
    total = Tally.total(seqeval.tally(gold, found) for gold, found, _ in flat)
    assert Score.of(total) == pytest.approx(theirs[:3], abs=1e-9)
    ours = default([(gold, found) for gold, found, _ in flat], "strict")
    assert (ours.precision, ours.recall, ours.f1) == pytest.approx(theirs[:3], abs=1e-9)


def wikievents() -> Iterator[list[set[str]]]:
    for line in (CORPORA / "wikievents" / "dev.coref.jsonlines").read_text(encoding="utf-8").splitlines():
        yield [set(cluster) for cluster in json.loads(line)["clusters"]]


def cat(folder: str, relation: str) -> Iterator[list[set[str]]]:
    """Yield the clusters of each document in CAT XML: the mentions that point at one instance."""
    for path in sorted((CORPORA / folder).rglob("*.xml")):
        clusters: dict[str, set[str]] = {}
        for link in ET.parse(path).getroot().iter(relation):
            target = link.find("target")
            if target is not None:
                sources = {source.attrib["m_id"] for source in link.iter("source")}
                clusters.setdefault(target.attrib["m_id"], set()).update(sources)
        owner = {mention: name for name, cluster in clusters.items() for mention in cluster}
        yield [
            kept
            for name, cluster in clusters.items()
            if (kept := {mention for mention in cluster if owner[mention] == name})
        ]


@pytest.mark.parametrize(
    ("documents", "least"),
    [(wikievents(), 400), (cat("ecbplus", "CROSS_DOC_COREF"), 800), (cat("meantime-en", "REFERS_TO"), 900)],
    ids=["wikievents", "ecbplus", "meantime"],
)
def test_scorch(documents: Iterator[list[set[str]]], least: int) -> None:
    chance = random.Random(3)
    clusters = 0
    for gold in documents:
        clusters += len(gold)
        moved: list[set[str]] = [set() for _ in gold]
        for number, cluster in enumerate(gold):
            for mention in sorted(cluster):
                if chance.random() > 0.1:
                    moved[number if chance.random() > 0.2 else chance.randrange(len(gold))].add(mention)
        found = [cluster for cluster in moved if cluster]
        if not found:
            continue
        ours = score_clusters(gold, found)
        for name, theirs in {
            "muc": peer_scorch.muc,
            "b3": peer_scorch.b_cubed,
            "ceafm": peer_scorch.ceaf_m,
            "ceafe": peer_scorch.ceaf_e,
        }.items():
            numbers = [number or 0.0 for number in (ours[name].recall, ours[name].precision, ours[name].f1)]
            assert numbers == pytest.approx(theirs(gold, found), abs=1e-9)
    assert clusters > least


def timexes() -> Iterator[list[Annotation]]:
    """Yield the time expressions of each document in TimeML, offsets over the decoded text."""
    for path in sorted((CORPORA / "tempeval3-platinum").glob("*.tml")):
        text = ET.parse(path).getroot().find("TEXT")
        found: list[Annotation] = []

        def walk(node: ET.Element, start: int, found: list[Annotation] = found) -> int:
            end = start + len(node.text or "")
            for child in node:
                end = walk(child, end) + len(child.tail or "")
            if node.tag == "TIMEX3" and end > start:
                properties = {name: node.attrib[name] for name in ("type", "value")}
                found.append(Annotation("TIMEX3", ((start, end),), properties))
            return end

        if text is not None:
            walk(text, 0)
        yield found


def test_anaforatools_on_time_expressions() -> None:
    chance = random.Random(13)
    count = 0
    for gold in timexes():
        predicted = []
        for item in gold:
            draw = chance.random()
            if draw > 0.9:
                continue
            ((start, end),) = item.spans
            spans_ = ((start, end + 3),) if draw < 0.2 else item.spans
            value = "2013-01-01" if 0.2 < draw < 0.4 else item.properties["value"]
            predicted.append(Annotation("TIMEX3", spans_, {**item.properties, "value": value}))
        count += len(gold)
        for overlap in (False, True):
            ours = anafora.tallies(gold, predicted, overlap=overlap)
            for view, scores in theirs_of_anafora(gold, predicted, overlap=overlap).items():
                expected = (scores.precision(), scores.recall(), scores.f1())
                assert anafora.final(ours[view]) == pytest.approx(expected, abs=1e-9), view
    assert count > 60


def test_polnear_contents_against_the_plain_sets() -> None:
    """Long, discontinuous and overlapping spans: exact match by our columns is that of plain sets."""
    files = sorted((CORPORA / "polnear" / "attributions").glob("*.ann"))
    sides: tuple[list[Item], list[Item]] = ([], [])
    chance = random.Random(5)
    for number, path in enumerate(files):
        for match in re.finditer(r"^T\d+\tContent ([\d ;]+)\t", path.read_text(encoding="utf-8"), re.MULTILINE):
            bounds = [int(bound) for bound in re.split("[ ;]", match[1])]
            try:
                where = span(*bounds)
            except ValueError:
                continue
            sides[0].append(Item(number, "", "C", where))
            if chance.random() > 0.2:
                sides[1].append(Item(number, "", "C", where if chance.random() > 0.3 else span(bounds[0], bounds[-1])))
    keys = [{(item.article, item.span) for item in side} for side in sides]
    assert len(keys[0]) == len(sides[0]) > 500
    pairs = spans.exact(spans.meet(*spans.columns_of(*sides)))
    assert len(pairs.gold) == len(keys[0] & keys[1])
