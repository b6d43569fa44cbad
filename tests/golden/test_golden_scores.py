"""Every baseline scores what it scored when that was frozen; a change is explained in scores.json."""

from __future__ import annotations

import pytest

from golden import frozen
from twicetold.systems.offers import offers
from twicetold_baselines.leaderboard.entrants import BOUNDS

QUICK = (*BOUNDS, "rules")
HOW = 'if it is meant, say why: make golden BECAUSE="REASON"'


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in frozen.BASELINES],
)
def test_a_baseline_scores_what_it_did(name: str) -> None:
    lacking = {offer.name: offer.missing for offer in offers()}[name.partition(":")[0]]
    if lacking:
        pytest.skip(f"{name}: {lacking}")
    changed = frozen.differences(frozen.read().systems[name], frozen.score(name))
    assert not changed, "\n".join([f"{name} scores otherwise than it did; {HOW}", *map(str, changed)])


def test_every_change_is_explained_and_the_last_is_what_is_frozen() -> None:
    kept = frozen.read()
    assert all(change.because.strip() for change in kept.changes)
    assert kept.changes[-1].scores == frozen.fingerprint(kept.systems), HOW
    assert list(kept.systems) == list(frozen.BASELINES)
