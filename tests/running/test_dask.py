"""A run on a dask cluster: the same as here, and no worse for a worker that dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

import twicetold
from running.common import found, run, stories
from twicetold import Extraction, score
from twicetold.errors import InputError
from twicetold.predictions import Predictions
from twicetold.running import executors
from twicetold.running.executors import dask
from twicetold.scoring import score_predictions

if TYPE_CHECKING:
    from pathlib import Path

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")

SYSTEM = """
import time

class Slow:
    name, version = "slow", "1"

    def extract(self, article):
        time.sleep(0.05)
        mention = {"span": [{"quote": "Monday"}]}
        return {"entities": [{"id": "e1", "type": "MISC", "mentions": [mention]}]}

    def link(self, story, extractions):
        return {"entities": [{"members": [{"article": name, "id": "e1"} for name in extractions]}]}
"""


@pytest.mark.long
def test_a_cluster_finds_what_one_process_finds_though_a_worker_is_killed(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SYSTEM)
    spec, told = f"{tmp_path}/slow.py:Slow", stories(30)
    run(spec, told, tmp_path / "here")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def kill() -> None:
            time.sleep(0.5)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        manifest = run(spec, told, tmp_path / "there", place=dask(cluster.scheduler_address))
        killer.join()
        assert victim not in client.run(os.getpid).values()
        gold = twicetold.load("dev")
        perfect = {article.id: article.gold or Extraction() for told_ in gold for article in told_.articles}
        with dask(cluster.scheduler_address) as place:
            there = score_predictions(gold, Predictions(perfect, {}), split="dev", place=place)
        assert there.to_json() == score(gold, perfect, split="dev").to_json()
        run("rules", gold[:2], tmp_path / "rules-there", place=dask(cluster.scheduler_address))
    run("rules", gold[:2], tmp_path / "rules-here")
    lines = [
        sorted((tmp_path / f"rules-{where}" / "predictions.jsonl").read_bytes().splitlines())
        for where in ("here", "there")
    ]
    assert lines[0] == lines[1]
    assert manifest.finished
    assert manifest.failures == ()
    assert found(tmp_path / "there", told) == found(tmp_path / "here", told)


def test_no_cluster_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match="no cluster answers"):
        run("rules", stories(1), tmp_path / "run", place=dask("tcp://127.0.0.1:9"))
