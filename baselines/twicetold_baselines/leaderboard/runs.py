"""Running the entrants, scoring what they found, and keeping it where it is small enough."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold import corpus, running
from twicetold.files import whole_file
from twicetold.predictions import Stored
from twicetold.running.manifest import Manifest
from twicetold.scoring import Conventions, score_predictions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from twicetold import Scores
    from twicetold.measures import AnyMeasure
    from twicetold.model import Story
    from twicetold_baselines.leaderboard.entrants import Entrant

CONVENTIONS = Conventions(resamples=10_000)
"""So many that a p-value can still be small after it was corrected for all pairs of systems."""

LARGEST = 400_000
"""Bytes of stored predictions."""


class Finished(NamedTuple):
    """What an entrant predicted; no version where predictions are all there is."""

    entrant: Entrant
    predictions: Path
    version: str
    failures: int
    articles_per_second: float | None


def finish(entrant: Entrant, stories: Sequence[Story], about: running.Corpus, folder: Path) -> Finished:
    """Run an entrant anew, or take what was predicted before."""
    if entrant.predictions is None:
        system = running.Named(entrant.name)
        made, manifest = running.run(system, stories, folder, about=about, fresh=True)
        speed = manifest.articles / manifest.seconds if manifest.seconds else None
        return Finished(entrant, made, manifest.identity.system_version, len(manifest.failures), speed)
    told = entrant.predictions / "run.json"
    if told.is_file():
        manifest = msgspec.json.decode(told.read_bytes(), type=Manifest)
        return Finished(entrant, entrant.predictions, manifest.identity.system_version, len(manifest.failures), None)
    return Finished(entrant, entrant.predictions, "", 0, None)


def about_gold(stories: Sequence[Story], split: str) -> running.Corpus:
    """Return what run folders say of a split of the gold set."""
    articles = sum(len(story.articles) for story in stories)
    return running.Corpus("gold", corpus.gold_version().version, corpus.content_hash(stories), split, articles)


def scored(predictions: Path, stories: Iterable[Story], split: str) -> Scores:
    """Score predictions for a split of the gold set, by every measure."""
    with Stored(predictions) as stored:
        return score_predictions(stories, stored, split=split, conventions=CONVENTIONS)


def scored_on(name: str, predictions: Path, stories: Iterable[Story], chosen: Sequence[AnyMeasure]) -> Scores:
    """Score predictions for a corpus of others, by the measures that its annotation supports."""
    with Stored(predictions) as stored:
        return score_predictions(stories, stored, split="all", gold=name, chosen=chosen, held_only=True)


def keep(predictions: Path, path: Path) -> bool:
    """Keep the predictions of a run in a file, compressed, if that is small enough. Tell whether it was."""
    lines = sorted((predictions / "predictions.jsonl").read_bytes().splitlines(keepends=True))
    packed = lzma.compress(b"".join(lines), preset=9)
    if len(packed) > LARGEST:
        return False
    with whole_file(path) as scratch:
        scratch.write_bytes(packed)
    return True
