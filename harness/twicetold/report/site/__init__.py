"""The report: a static site of runs on the same stories, to be opened from a disk or published as it is.

index.html            the leaderboard
systems/              a page for each system, and one with its errors
stories/              the two tellings of each story, gold and predictions side by side
compare/              a page for every two systems
gold.html             the stories, and what they hold
static/               style and scripts
data/                 what pages load when it is looked at
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.files import whole_folder
from twicetold.measures import MAIN
from twicetold.report.site import naming, pages
from twicetold.report.site.comparison import Telling, write_comparisons
from twicetold.report.site.gathering import gather
from twicetold.report.site.gold import write_gold
from twicetold.report.site.leaderboard import columns, write_leaderboard
from twicetold.report.site.naming import INDEX
from twicetold.report.site.story import write_stories
from twicetold.report.site.system import write_systems
from twicetold.scoring.paired import by_story, compare_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from twicetold.model import Story
    from twicetold.predictions import Stored
    from twicetold.scoring import Scores

_MARK = b'<meta name="generator" content="twicetold '
"""What says that a page is ours; it stands in the head."""
_HEAD = 2048


def write(
    runs: Sequence[Path],
    stories: Iterable[Story],
    score: Callable[[Stored], Scores],
    folder: Path,
    *,
    fresh: bool = False,
) -> None:
    """Write the site into a new folder; with `fresh`, in place of a site that is there.

    `stories` are gone through several times; `score` scores a run on them. Raises InputError where runs are not of the
    same stories, and where the folder holds anything else than a site.
    """
    found = gather(runs, score)
    if not found or not found[0].scores.numbers:
        raise InputError("a report needs runs, and stories with gold to score them on")
    slugs = naming.slugs(story.id for story in stories)
    told = sorted(Telling(story.id, story.title, slugs[story.id]) for story in stories)
    shown = [*MAIN, *(column.name for column in columns(found[0].scores))]
    scores = {run.slug: run.scores for run in found}
    scored = by_story(scores, [name for name in found[0].scores.numbers if name in shown])
    compared = compare_all(scores, scored)
    if fresh and folder.exists():
        _remove(folder)
    with whole_folder(folder) as scratch:
        pages.copy_static(scratch)
        write_leaderboard(found, compared, scratch)
        write_comparisons(found, compared, scored, told, scratch)
        write_systems(found, stories, slugs, scratch)
        write_stories(found, stories, slugs, scratch)
        write_gold(stories, slugs, found[0].scores.signature, scratch)


def _remove(folder: Path) -> None:
    """Remove a site. Raises InputError for a folder that is none."""
    index = folder / INDEX
    if not (index.is_file() and _MARK in index.read_bytes()[:_HEAD]):
        raise InputError(f"{folder}: is there, and is no report; name a new folder")
    shutil.rmtree(folder)


__all__ = ["INDEX", "write"]
