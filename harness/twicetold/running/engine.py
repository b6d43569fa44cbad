"""The engine: stories go to a system through any `concurrent.futures` executor, and what is found comes back.

Only so much work is handed out at a time that the executor is never idle, so that a corpus of any size is read as it
is needed. What is found is yielded at once, in the order in which it is ready.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from twicetold.model import Extraction, Linking, Links, Prediction
from twicetold.running import work
from twicetold.running.manifest import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from twicetold.executors import Place
    from twicetold.model import Article, Story
    from twicetold.systems.source import Source

Result: TypeAlias = Prediction | Linking | Failure


class Plan(NamedTuple):
    """How a system is run: where its work is done, and how often it is tried again."""

    place: Place
    retries: int
    batch: int = 1
    """Articles in a piece of work."""
    links: bool = False
    """Whether the system says what connects the articles of a story."""


def results(
    source: Source,
    stories: Iterable[Story],
    plan: Plan,
    *,
    before: Mapping[str, Extraction] = MappingProxyType({}),
    linked: Container[str] = (),
) -> Iterator[Result]:
    """Yield what a system finds in the articles of the stories, and what it says connects them.

    `before` holds what was found earlier, by article id, and is not looked for again; `linked` the stories whose links
    are known. A story is linked again where one of its articles was not.
    """
    engine = _Engine(source, plan, before, linked)
    try:
        for story in stories:
            engine.add(story)
            while engine.is_full():
                yield from engine.collect()
        engine.flush()
        while engine.is_busy():
            yield from engine.collect()
    finally:
        engine.cancel()


class _Started:
    """A story some of whose articles are still being worked on."""

    def __init__(self, story: Story, missing: int) -> None:
        self.story = story
        self.missing = missing
        self.found: dict[str, Extraction] = {}


class _Engine:
    """What waits for work, and what is handed out with what becomes of it."""

    def __init__(self, source: Source, plan: Plan, before: Mapping[str, Extraction], linked: Container[str]) -> None:
        self._source = source
        self._plan = plan
        self._before = before
        self._linked = linked
        self._waiting: deque[tuple[_Started, Article]] = deque()
        self._least = plan.batch
        self._busy: dict[Future[Any], Callable[[Any], Iterator[Result]]] = {}

    def add(self, story: Story) -> None:
        """Take a story in: its articles that are not done wait for work."""
        fresh = [article for article in story.articles if article.id not in self._before]
        started = _Started(story, len(fresh))
        self._waiting.extend((started, article) for article in fresh)
        if not fresh and story.id not in self._linked:
            self._link(started)
        self._hand_out()

    def flush(self) -> None:
        """Hand out what waits for a batch to be full."""
        self._least = 1
        self._hand_out()

    def is_full(self) -> bool:
        """Tell whether no more work is to be handed out."""
        return len(self._busy) >= self._plan.place.window

    def is_busy(self) -> bool:
        """Tell whether anything is handed out or waits."""
        return bool(self._busy or self._waiting)

    def collect(self) -> Iterator[Result]:
        """Wait until something is done and yield it."""
        done, _ = wait(self._busy, return_when=FIRST_COMPLETED)
        for future in done:
            yield from self._busy.pop(future)(future.result())
        self._hand_out()

    def cancel(self) -> None:
        """Take back what is handed out and not begun."""
        for future in self._busy:
            future.cancel()

    def _hand_out(self) -> None:
        """Hand out batches as long as there is room."""
        while len(self._waiting) >= self._least and self._waiting and not self.is_full():
            batch = [self._waiting.popleft() for _ in range(min(self._plan.batch, len(self._waiting)))]
            articles = [article.without_gold() for _, article in batch]
            future = self._plan.place.executor.submit(work.extract_all, self._source, articles, self._plan.retries)
            self._busy[future] = partial(self._predictions, batch)

    def _predictions(
        self, batch: Sequence[tuple[_Started, Article]], outcomes: Sequence[work.Outcome]
    ) -> Iterator[Result]:
        for (started, article), (found, usage) in zip(batch, outcomes, strict=True):
            if isinstance(found, Failure):
                yield found
            else:
                started.found[article.id] = found
                yield Prediction(article.id, found, article.text_hash(), usage)
            started.missing -= 1
            if not started.missing:
                self._link(started)

    def _link(self, started: _Started) -> None:
        """Hand out the linking of a story all of whose articles are done."""
        if not self._plan.links:
            return
        story = work.without_gold(started.story)
        before = {article.id: self._before[article.id] for article in story.articles if article.id in self._before}
        found = before | started.found
        future = self._plan.place.executor.submit(work.link_story, self._source, story, found, self._plan.retries)
        self._busy[future] = partial(self._linking, story.id)

    @staticmethod
    def _linking(story: str, found: Links | Failure) -> Iterator[Result]:
        yield found if isinstance(found, Failure) else Linking(story, found)
