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

from typing import TYPE_CHECKING

from twicetold.errors import InputError
from twicetold.files import whole_folder
from twicetold.measures import MAIN
from twicetold.report.site import naming, pages
from twicetold.report.site.comparison import StoryName, write_comparisons
from twicetold.report.site.errors_data import ErrorFiles
from twicetold.report.site.gathering import by_story, gather
from twicetold.report.site.gold import write_gold
from twicetold.report.site.leaderboard import by_split, columns, write_leaderboard
from twicetold.report.site.naming import INDEX
from twicetold.report.site.story import write_prediction, write_stories
from twicetold.report.site.system import write_systems
from twicetold.scoring import paired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Story
    from twicetold.predictions import Stored
    from twicetold.report.site.errors_data import Faults
    from twicetold.report.site.gathering import Run
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
    same stories, and where the folder holds anything else than a site. A site that is there stays until the new one is
    whole.
    """
    if fresh and folder.exists():
        _expect_site(folder)
    found = gather(runs, score)
    if not found or not found[0].scores.numbers:
        raise InputError("a report needs runs, and stories with gold to score them on")
    slugs = naming.slugs(story.id for story in stories)
    told = sorted(StoryName(story.id, story.title, slugs[story.id]) for story in stories)
    shown = [*MAIN, *(column.name for column in columns(found[0].scores))]
    scores = {run.slug: run.scores for run in found}
    scored = paired.by_story(scores, [name for name in found[0].scores.numbers if name in shown])
    compared = paired.compare_all(scores, scored)
    parts = by_split(found, scored, {story.id: story.split or "" for story in stories})
    with whole_folder(folder, replaces=fresh) as scratch:
        pages.copy_static(scratch)
        write_leaderboard(found, compared, parts, scratch)
        write_comparisons(found, compared, scored, told, scratch)
        faults = [_write_predictions(run, stories, slugs, scratch) for run in found]
        write_systems(found, faults, stories, scratch)
        write_stories(found, stories, slugs, scratch)
        write_gold(stories, slugs, found[0].scores.signature, scratch)


def _write_predictions(run: Run, stories: Iterable[Story], slugs: Mapping[str, str], folder: Path) -> Faults:
    """Write what a run predicted, and what is wrong with it, in one pass over the stories."""
    errors = ErrorFiles(run, folder)
    for predicted in by_story(run, stories):
        slug = slugs[predicted.story.id]
        write_prediction(run, predicted, slug, folder)
        errors.take(predicted, slug)
    return errors.finish()


def _expect_site(folder: Path) -> None:
    """Raise InputError for a folder that is no site, or holds what is not of one: it is not ours to replace."""
    index = folder / INDEX
    if not (index.is_file() and _MARK in index.read_bytes()[:_HEAD]):
        raise InputError(f"{folder}: is there, and is no report; name a new folder")
    if others := sorted({each.name for each in folder.iterdir()} - naming.TOP):
        raise InputError(f"{folder}: holds {others[0]}, which is not of a report; move it away, or name a new folder")


__all__ = ["INDEX", "write"]
