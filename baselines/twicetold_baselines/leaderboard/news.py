"""The same systems on corpora of real news, and whether these rank them as the gold set does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold import measures, running
from twicetold.formats.corpus import Corpus
from twicetold_baselines.leaderboard.board import Agreement
from twicetold_baselines.leaderboard.entrants import MADE_OF_OTHERS
from twicetold_baselines.leaderboard.ranks import tau
from twicetold_baselines.leaderboard.runs import finish, scored_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from twicetold import Scores
    from twicetold_baselines.leaderboard.board import Row
    from twicetold_baselines.leaderboard.entrants import Entrant

CORPORA = {
    "tempeval3-platinum": "timeml",
    "meantime-en": "meantime",
    "ecbplus": "ecbplus",
    "polnear": "polnear",
    "wikievents": "wikievents",
    "wnut17": "conll",
}
"""Folders of corpora and their formats."""

MEASURES = {
    "entities": ("entities.strict", "entities.exact"),
    "dates": ("dates.value", "dates.strict"),
    "events": ("events.argument.class", "events.trigger.class", "events.trigger.id"),
    "claims": ("claims.attribution", "claims.content.overlap"),
}
"""By layer what systems are compared by: the first of these that a corpus supports."""


def open_corpora(folder: Path) -> dict[str, Corpus]:
    """Return the corpora that are in a folder, by name."""
    return {
        name: Corpus(str(folder / name), own_format) for name, own_format in CORPORA.items() if (folder / name).is_dir()
    }


def score_on(
    name: str, corpus: Corpus, able: Iterable[tuple[Entrant, tuple[str, ...]]], runs: Path
) -> dict[str, Scores]:
    """Run the systems that do any layer of a corpus on it, and score them. `able` says which layers each does."""
    stories = list(corpus)
    held = corpus.contents()
    about = running.Corpus(name, "", held.hash, "all", held.articles)
    chosen = measures.matching(corpus.format.measures)
    layers = {measures.layer_of(each.name) for each in chosen}
    found = {}
    for entrant, does in able:
        if layers.intersection(does):
            finished = finish(entrant, stories, about, runs / name / entrant.name)
            found[entrant.name] = scored_on(name, finished.predictions, stories, chosen)
    return found


def agreements(rows: Iterable[Row], corpora: Mapping[str, Mapping[str, Scores]]) -> list[Agreement]:
    """Return how far each corpus ranks the systems as the gold set does, layer by layer; each system counts once."""
    found = []
    by_name = {row.name: row for row in rows}
    for layer, choice in MEASURES.items():
        for corpus, scores in corpora.items():
            measure = next((each for each in choice if any(each in of.totals for of in scores.values())), None)
            if measure is None:
                continue
            both = [
                (by_name[name].scores[measure].f1, of.numbers[measure].f1.estimate)
                for name, of in scores.items()
                if name not in MADE_OF_OTHERS and layer in by_name[name].layers and measure in of.numbers
            ]
            known = [(ours, theirs) for ours, theirs in both if ours is not None and theirs is not None]
            own, other = [each[0] for each in known], [each[1] for each in known]
            found.append(Agreement(layer, corpus, measure, len(known), tau(own, other)))
    return found
