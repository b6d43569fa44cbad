"""Whether a system behaves: what it hands back for texts that have broken systems before, and what to mend."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold.errors import SystemFailure
from twicetold.model import Article, Extraction, text_of
from twicetold.ontology import LAYERS
from twicetold.running import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twicetold.model import Span
    from twicetold.systems.protocol import System

LONG = 100_000
"""Characters of the very long article."""

MANY = 200
"""Articles over which memory is watched."""

MOST_GROWTH = 50 * 2**20
"""Bytes that a system may grow by meanwhile, after it has warmed up."""

_EMOJI = "😀🏽 " * 20
"""Characters of more than two bytes in UTF-8 and of more than one unit in UTF-16."""


class Check(NamedTuple):
    """One thing that was looked at: its name, what is wrong (nothing, if all is well), and what was measured."""

    name: str
    problem: str = ""
    measured: str = ""


def check(system: System, articles: Sequence[Article]) -> Iterator[Check]:
    """Yield what is found about a system, with some real articles to try it on."""
    first, second = articles[:2]
    yield _names(system)
    for name, look in (
        ("an article", lambda: _is_valid(system, first)),
        ("the same article again", lambda: _is_steady(system, first)),
        ("emoji before the text", lambda: _counts_code_points(system, second)),
        ("an empty article", lambda: _is_valid(system, _with_text(first, ""))),
        ("an article of one word", lambda: _is_valid(system, _with_text(first, "Fire!"))),
        ("line ends and control characters", lambda: _is_valid(system, _with_text(first, _odd(first.text)))),
        ("a very long article", lambda: _is_valid(system, _with_text(first, _long(articles)))),
        (f"memory over {MANY} articles", lambda: _keeps_its_size(system, articles)),
    ):
        yield _looked(name, look)


def _looked(name: str, look: Callable[[], Check]) -> Check:
    start = time.perf_counter()
    try:
        found = look()
    except SystemFailure as failure:
        return Check(name, failure.reason)
    return found._replace(name=name, measured=found.measured or f"{time.perf_counter() - start:.2f} s")


def _names(system: System) -> Check:
    look = "name and version"
    for name in ("name", "version"):
        value = getattr(system, name)
        if not isinstance(value, str) or not value.strip():
            return Check(look, f"`{name}` is {value!r}: make it a text; run folders and tables are named by it")
    return Check(look, measured=f"{system.name} {system.version}")


def _is_valid(system: System, article: Article) -> Check:
    extraction = work.extract(system, article)
    found = [f"{len(getattr(extraction, layer))} {layer}" for layer in LAYERS]
    if extraction.ungrounded:
        found.append(f"{len(extraction.ungrounded)} quotations not in the text")
    return Check("", measured=", ".join(found))


def _is_steady(system: System, article: Article) -> Check:
    first, second = (work.extract(system, article) for _ in range(2))
    if first == second:
        return Check("")
    layers = [name for name in Extraction.__struct_fields__ if getattr(first, name) != getattr(second, name)]
    return Check("", f"finds other {' and '.join(layers)} the second time: fix the seed, or sort what comes from a set")


def _counts_code_points(system: System, article: Article) -> Check:
    """Look whether spans that had whole words have pieces of words once something precedes them."""
    told = (article, _with_text(article, _EMOJI + article.text))
    before, after = (sum(_cuts_a_word(span, each.text) for span in _spans(work.extract(system, each))) for each in told)
    if after > before:
        return Check(
            "", f"{after} spans cut words in two: count offsets in Unicode code points, not in bytes or UTF-16"
        )
    return Check("")


def _spans(extraction: Extraction) -> Iterator[Span]:
    for entity in extraction.entities:
        yield from (mention.span for mention in entity.mentions)
    yield from (date.span for date in extraction.dates)
    for event in extraction.events:
        yield from event.triggers
    for claim in extraction.claims:
        yield from (part for part in (claim.cue, claim.source, claim.content) if part)


def _cuts_a_word(span: Span, text: str) -> bool:
    edges = [edge for part in span for edge in (part.start, part.end)]
    inside = [edge for edge in edges if 0 < edge < len(text)]
    return any(text[edge - 1].isalnum() and text[edge].isalnum() for edge in inside) or not text_of(span, text).strip()


def _keeps_its_size(system: System, articles: Sequence[Article]) -> Check:
    for article in articles[:10]:
        work.extract(system, article)
    before = _resident()
    for number in range(MANY):
        work.extract(system, articles[number % len(articles)])
    growth = max(0, _resident() - before)
    if growth > MOST_GROWTH:
        return Check("", f"grew by {growth / 2**20:.0f} MB: it keeps something of every article")
    return Check("", measured=f"grew by {growth / 2**20:.0f} MB")


def _resident() -> int:
    """Return the memory of this process and of all that it started, in bytes."""
    import psutil  # noqa: PLC0415 - only here

    own = psutil.Process(os.getpid())
    return sum(process.memory_info().rss for process in (own, *own.children(recursive=True)))


def _with_text(article: Article, text: str) -> Article:
    return msgspec.structs.replace(article, text=text, gold=None)


def _odd(text: str) -> str:
    return text.replace("\n", "\r\n").replace(". ", ".\t\u200b\u00a0")


def _long(articles: Sequence[Article]) -> str:
    text = "\n\n".join(article.text for article in articles)
    return (text * (LONG // len(text) + 1))[:LONG]
