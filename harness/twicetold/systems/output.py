"""What a system hands back, checked and grounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from twicetold import schema, sense
from twicetold.errors import SystemFailure
from twicetold.model import Extraction, Links
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twicetold.model import Article, Story

    Fault = tuple[str, str]
    """A JSON pointer, and what is wrong there."""

LONGEST_ANSWER = 64 * 2**20
"""Bytes. Whatever answers with more has lost its way."""

_BEGINNING = 200
_SHOWN = 3


class Accepted(NamedTuple):
    """An extraction that another process of ours has accepted."""

    extraction: Extraction


def accept(article: Article, output: object) -> Extraction:
    """Return the extraction that a system handed back for an article, with offsets only.

    Raises SystemFailure, with the place of the first faults, for what violates the schema or makes no sense.
    """
    if isinstance(output, Accepted):
        return output.extraction
    extraction, faults = examine(_as_json(article.id, output), article.text)
    refuse(article.id, "extraction", faults)
    return extraction


def examine(raw: Any, text: str) -> tuple[Extraction, list[Fault]]:  # noqa: ANN401 - JSON
    """Return what is meant to be an extraction of a text, grounded, and everything that is wrong with it."""
    if faults := list(schema.errors(raw, "extraction")) or list(sense.check_size(raw, text)):
        return Extraction(), faults
    extraction = ground(raw, text)
    return extraction, list(sense.check_extraction(extraction, text))


def json_of(name: str, answer: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON of an answer about an article or story. Raises SystemFailure with how the answer begins."""
    try:
        return msgspec.json.decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        shown = answer[:_BEGINNING].decode(errors="replace") + ("…" if len(answer) > _BEGINNING else "")
        raise SystemFailure(name, f"the answer is not JSON ({error}): {shown}") from error


def accept_links(story: Story, output: object, extractions: Mapping[str, Extraction]) -> Links:
    """Return the links that a system handed back for a story. Raises SystemFailure as `accept` does."""
    name = story.links_name
    raw = _as_json(name, output)
    refuse(name, "links", list(schema.errors(raw, "links")))
    links = msgspec.convert(raw, Links)
    refuse(name, "links", list(sense.check_links(links, dict(extractions))))
    return links


def refuse(name: str, what: str, problems: list[Fault]) -> None:
    """Raise SystemFailure, with the first of them, if there are any faults."""
    if problems:
        shown = "; ".join(f"{pointer or '/'}: {problem}" for pointer, problem in problems[:_SHOWN])
        more = f" (and {len(problems) - _SHOWN} more)" if len(problems) > _SHOWN else ""
        raise SystemFailure(name, f"invalid {what}: {shown}{more}")


def _as_json(name: str, output: object) -> Any:  # noqa: ANN401 - JSON
    try:
        return msgspec.json.decode(msgspec.json.encode(output))
    except (TypeError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise SystemFailure(name, f"what it handed back cannot be written as JSON: {error}") from error
