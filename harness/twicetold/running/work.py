"""One piece of work: an article, several, or a story's links, given to a system and checked.

These functions run wherever an executor puts them: in this thread, in another, or on another machine. What they are
given and what they return can be pickled. Systems stay open in the process that opened them, one for each piece of
work that is done at the same time.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.errors import NotStartedError, SystemFailure
from twicetold.model import Extraction, Links
from twicetold.running.manifest import Failure
from twicetold.systems.output import accept, accept_links
from twicetold.systems.protocol import Batching, Linker, usage_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from twicetold.model import Article, Story
    from twicetold.systems.protocol import System
    from twicetold.systems.source import Source

    T = TypeVar("T")

_idle: dict[Source, list[System]] = {}
_all: list[tuple[Source, System]] = []
_guard = threading.Lock()


class Outcome(NamedTuple):
    """What came of an article, and what that took."""

    found: Extraction | Failure
    usage: dict[str, float]


def extract_all(source: Source, articles: Sequence[Article], retries: int) -> list[Outcome]:
    """Return what a system finds in each of some articles, checked and grounded, or why it failed.

    What several articles took together stands with the first.
    """
    with lease(source) as system:
        if len(articles) > 1 and isinstance(system, Batching):
            try:
                found, usage = _with_usage(system, partial(_extract_together, system, articles))
                return [Outcome(each, {} if number else usage) for number, each in enumerate(found)]
            except SystemFailure:
                pass  # one of them is at fault: each is tried alone
        attempts = [partial(_attempt, partial(extract, system, article), retries) for article in articles]
        return [Outcome(*_with_usage(system, attempt)) for attempt in attempts]


def _with_usage(system: System, work: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """Do something with a system; return what came of it and what was used up meanwhile."""
    before = usage_of(system)
    done = work()
    return done, {name: value - before.get(name, 0) for name, value in usage_of(system).items()}


def link_story(source: Source, story: Story, extractions: Mapping[str, Extraction], retries: int) -> Links | Failure:
    """Return what a system says connects the articles of a story, checked, or why it failed."""
    with lease(source) as system:
        if not isinstance(system, Linker):
            raise TypeError(f"{system.name} does not link")
        return _attempt(partial(link, system, story, extractions), retries)


def close_all() -> None:
    """Close the systems that are open in this process. What is at work ends with a failure."""
    with _guard:
        systems = [*_all]
        _all.clear()
        _idle.clear()
    for source, system in systems:
        source.close(system)


def extract(system: System, article: Article) -> Extraction:
    """Return what a system finds in one article, checked and grounded. Raises SystemFailure, whatever goes wrong."""
    with _failing_on(article.id):
        output = system.extract(article.without_gold())
    return accept(article, output)


def link(system: Linker, story: Story, extractions: Mapping[str, Extraction]) -> Links:
    """Return what a system says connects the articles of a story, checked. Raises SystemFailure, as `extract` does."""
    own = {article.id: extractions.get(article.id, Extraction()) for article in story.articles}
    with _failing_on(story.links_name):
        output = system.link(without_gold(story), own)
    return accept_links(story, output, own)


@contextmanager
def _failing_on(name: str) -> Iterator[None]:
    """Make a SystemFailure on an article, or on a story's links, of whatever a system raises."""
    try:
        yield
    except (SystemFailure, NotStartedError):
        raise
    except Exception as error:
        raise SystemFailure(name, f"{type(error).__name__}: {error}") from error


def without_gold(story: Story) -> Story:
    """Return a story as a system may see it."""
    articles = tuple(article.without_gold() for article in story.articles)
    return msgspec.structs.replace(story, articles=articles, links=Links())


@contextmanager
def lease(source: Source) -> Iterator[System]:
    """Yield a system that nobody else uses meanwhile, opened if none is idle."""
    with _guard:
        idle = _idle.setdefault(source, [])
        system = idle.pop() if idle else None
    if system is None:
        system = source.open()
        with _guard:
            _all.append((source, system))
    try:
        yield system
    finally:
        with _guard:
            _idle.setdefault(source, []).append(system)


def _extract_together(system: Batching, articles: Sequence[Article]) -> list[Extraction | Failure]:
    """Return what a system finds in several articles. Raises SystemFailure where it fails on any of them."""
    name = articles[0].id
    with _failing_on(name):
        outputs = list(system.extract_many([article.without_gold() for article in articles]))
    if len(outputs) != len(articles):
        raise SystemFailure(name, f"{len(outputs)} extractions for {len(articles)} articles")
    return [accept(article, output) for article, output in zip(articles, outputs, strict=True)]


def _attempt(work: Callable[[], T], retries: int) -> T | Failure:
    """Do something, and do it again where it fails; return what came of it, or the last failure."""
    while True:
        try:
            return work()
        except SystemFailure as failure:
            if retries <= 0:
                return Failure(failure.article, failure.reason)
            retries -= 1
