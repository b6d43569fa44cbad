"""What pages are made of: the runs with their scores, and story by story what was predicted and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.errors import InputError
from twicetold.measures.errors import errors
from twicetold.measures.link_errors import link_errors
from twicetold.model import Extraction, Links
from twicetold.predictions import Stored
from twicetold.report.site.naming import slugs
from twicetold.running.manifest import Manifest
from twicetold.scoring import case_batch, pieces
from twicetold.scoring.measuring import story_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from twicetold.measures.batch import Batch
    from twicetold.measures.errors import Error
    from twicetold.measures.link_errors import LinkError
    from twicetold.model import Story
    from twicetold.scoring import Scores


_LONGEST_TITLE = 80
"""Characters of what a system calls itself; its own page has all of it."""


class Run(NamedTuple):
    """A system with its predictions and scores."""

    slug: str
    title: str
    """Name and version, or the file's name; no two alike."""
    path: Path
    manifest: Manifest | None
    scores: Scores


class Predicted(NamedTuple):
    """What a system predicted for a story, and what is wrong with it, by article id, and with its links."""

    story: Story
    extractions: Mapping[str, Extraction]
    links: Links
    errors: Mapping[str, Sequence[Error]]
    batch: Batch
    """Gold and prediction of the story's articles, in their order."""
    link_errors: Sequence[LinkError]


def gather(paths: Sequence[Path], score: Callable[[Stored], Scores]) -> list[Run]:
    """Return runs, scored. Raises InputError for two on different gold or articles, whose scores do not compare."""
    manifests = [_manifest(path) for path in paths]
    titles = _titles(paths, manifests)
    names = slugs(titles)
    found = []
    for path, manifest, title, slug in zip(paths, manifests, titles, names.values(), strict=True):
        with Stored(path) as stored:
            found.append(Run(slug, title, path, manifest, score(stored)))
    for run in found[1:]:
        if _corpus_of(run.scores) != _corpus_of(found[0].scores):
            signatures = f"\n  {found[0].scores.signature}\n  {run.scores.signature}"
            raise InputError(
                f"{run.path}: not scored on the same as {found[0].path}; make a report of each{signatures}"
            )
    return found


def by_story(run: Run, stories: Iterable[Story]) -> Iterator[Predicted]:
    """Yield what a run predicted, story by story."""
    with Stored(run.path) as stored:
        for piece in pieces(stories, stored):
            found = piece.predicted.read(piece.stories)
            for story in piece.stories:
                batch = case_batch(story.articles, found.extractions)
                faults = errors(batch)
                own = {
                    article.id: [fault for fault in faults if fault.article == number]
                    for number, article in enumerate(story.articles)
                }
                extractions = {each.id: found.extractions.get(each.id, Extraction()) for each in story.articles}
                links = found.links.get(story.id, Links())
                of_links = link_errors(story_case(story, batch.cases, links))
                yield Predicted(story, extractions, links, own, batch, of_links)


def _titles(paths: Sequence[Path], manifests: Sequence[Manifest | None]) -> list[str]:
    """Return what runs are called: system and version, with the folder where that is not enough, or a number."""
    plain = [_title(manifest) if manifest else path.name for path, manifest in zip(paths, manifests, strict=True)]
    told = [
        f"{title} ({path.name})" if plain.count(title) > 1 else title for title, path in zip(plain, paths, strict=True)
    ]
    return [f"{title} #{number}" if told.count(title) > 1 else title for number, title in enumerate(told, 1)]


def _title(manifest: Manifest) -> str:
    """Return what a system is called: its name, with what it was asked for behind a colon, and its version."""
    name, spec = manifest.identity.system, manifest.spec
    title = f"{spec if spec.startswith(f'{name}:') else name} {manifest.identity.system_version}"
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _manifest(path: Path) -> Manifest | None:
    told = path / "run.json"
    try:
        return msgspec.json.decode(told.read_bytes(), type=Manifest) if told.is_file() else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{told}: {error}; run the system anew") from error


def _corpus_of(scores: Scores) -> list[str]:
    """Return what must be the same: the signature but for what is missing."""
    return [part for part in scores.signature.split("|") if not part.startswith("missing:")]
