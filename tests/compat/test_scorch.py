"""The scorch mode, against the scorch package, and against metametric where that agrees."""

from __future__ import annotations

import json
import random
import re
import warnings
from importlib import import_module
from statistics import StatisticsError
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from twicetold.errors import InputError
from twicetold.measures.compat import conll, scorch

if TYPE_CHECKING:
    from pathlib import Path

Clusters = list[set[int]]

NAMES = {"MUC": "muc", "B³": "b3", "CEAF_m": "ceafm", "CEAF_e": "ceafe", "BLANC": "blanc"}
"""What scorch prints, and what we call it."""


def peer(name: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return import_module(name)
        except ImportError:
            pytest.skip(f"{name} is not installed")


def generated(number: int, *, seed: int, most: int = 12) -> list[tuple[Clusters, Clusters]]:
    """Documents of any kind: empty, of singletons, of one cluster, with mentions that the other side lacks."""
    chance = random.Random(seed)
    documents = []
    for _ in range(number):
        sides = []
        for _ in range(2):
            mentions = [mention for mention in range(chance.randrange(most + 1)) if chance.random() < 0.8]
            labels = chance.choice((1, 2, 4, most))
            clusters: dict[int, set[int]] = {}
            for mention in mentions:
                clusters.setdefault(chance.randrange(labels), set()).add(mention)
            sides.append(list(clusters.values()))
        documents.append((sides[0], sides[1]))
    return documents


def test_every_score_of_every_document_is_that_of_scorch() -> None:
    reference = peer("scorch.main").METRICS
    crashed = 0
    for key, response in generated(1000, seed=1):
        found = scorch.scores(key, response)
        for name, metric in reference.items():
            try:
                with np.errstate(divide="ignore"):  # by precision or recall, where F1 is 0
                    recall, precision, f1 = metric(key, response)
            except StatisticsError:
                assert name == "CEAF_e"
                assert not set().union(*key) & set().union(*response)
                recall = precision = f1 = 0
                crashed += 1
            assert found[NAMES[name]] == pytest.approx((precision, recall, f1), abs=1e-9), (name, key, response)
    assert 0 < crashed < 50


DEGENERATE: list[tuple[Clusters, Clusters, float]] = [
    ([{0}], [{0}], 1),
    ([{0}], [{1}], 0),
    ([{0}], [], 1),
    ([], [{0}], 1),
    ([], [], 1),
    ([{0, 1}, {2}], [], 0),
    ([], [{0, 1}, {2}], 0),
    ([{0, 1, 2, 3}], [{0, 1}, {2, 3}], 0.5),
]


@pytest.mark.parametrize(("key", "response", "f1"), DEGENERATE)
def test_blanc_with_too_few_links(key: Clusters, response: Clusters, f1: float) -> None:
    assert scorch.scores(key, response)["blanc"].f1 == f1
    assert peer("scorch.scores").blanc(key, response)[2] == f1


def test_but_for_blanc_it_is_the_conll_scorer() -> None:
    for key, response in generated(200, seed=2):
        found, known = scorch.scores(key, response), conll.run([(key, response)])
        for metric in ("muc", "b3", "ceafm", "ceafe"):
            assert found[metric] == pytest.approx(known[metric], abs=1e-12)


def test_a_directory_is_the_weighted_mean_that_scorch_prints(tmp_path: Path) -> None:
    reference = peer("scorch.main")
    documents = generated(40, seed=3)
    for side, folder in enumerate(("gold", "system")):
        (tmp_path / folder).mkdir()
        for number, document in enumerate(documents):
            clusters = {str(place): sorted(cluster) for place, cluster in enumerate(document[side])}
            text = json.dumps({"type": "clusters", "clusters": clusters})
            (tmp_path / folder / f"{number:03}.json").write_text(text, encoding="utf-8")
    with np.errstate(divide="ignore"):
        printed = "".join(reference.process_dirs(tmp_path / "gold", tmp_path / "system"))
    found = scorch.directory(documents)
    for name, ours in NAMES.items():
        match = re.search(rf"^{name}:\tR=(.*)\tP=(.*)\tF₁=(.*)$", printed, re.MULTILINE)
        assert match
        recall, precision, f1 = map(float, match.groups())
        assert found[ours] == pytest.approx((precision, recall, f1), abs=1e-9), name
    average = float(printed.rpartition(":")[2])
    assert conll.average(found) == pytest.approx(average, abs=1e-9)


def test_a_directory_is_not_the_sum_of_its_documents() -> None:
    documents: list[tuple[Clusters, Clusters]] = [([{0, 1, 2}], [{0, 1, 2}]), ([{0, 1}], [{0}, {1}])]
    assert scorch.directory(documents)["muc"].recall == pytest.approx(3 / 5)
    assert conll.run(documents)["muc"].recall == pytest.approx(2 / 3)


def test_the_command_line_gives_the_key_what_only_the_response_has() -> None:
    assert scorch.completed([{0, 1}], [{1, 2}]) == [{0, 1}, {2}]


def test_nothing_to_weigh_with_is_an_error_here_and_there() -> None:
    with pytest.raises(StatisticsError):
        scorch.directory([([{0, 1}], [])])


def test_a_mention_in_two_clusters_is_refused() -> None:
    with pytest.raises(InputError, match="Mention 1 is in 2 clusters; put it into one"):
        scorch.scores([{0, 1}, {1, 2}], [{0, 1}])


def test_metametric_has_the_same_muc_b3_and_ceafe() -> None:
    suite = peer("metametric.metrics.coref").coref_suite
    ie = peer("metametric.structures.ie")

    def entities(clusters: Clusters) -> Any:
        return ie.EntitySet([ie.Entity([ie.Mention(mention, mention) for mention in cluster]) for cluster in clusters])

    names = {"muc": "muc", "b_cubed": "b3", "ceaf_phi4": "ceafe"}
    compared = 0
    for key, response in generated(100, seed=4, most=6):
        # It divides by zero where a side has no link or no mention.
        if not all(any(len(cluster) > 1 for cluster in side) for side in (key, response)):
            continue
        aggregate = suite.new()
        aggregate.update_single(entities(response), entities(key))
        theirs = aggregate.compute()
        ours = scorch.scores(key, response)
        for name, metric in names.items():
            expected = tuple(theirs[f"{name}-{number}"] for number in ("precision", "recall", "f1"))
            assert ours[metric] == pytest.approx(expected, abs=1e-9), (name, key, response)
        compared += 1
    assert compared > 10
