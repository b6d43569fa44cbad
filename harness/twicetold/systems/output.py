"""What a system hands back, checked and grounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import schema, sense
from twicetold.errors import SystemFailure
from twicetold.systems.grounding import ground

if TYPE_CHECKING:
    from twicetold.model import Article, Extraction

_SHOWN = 3


def accept(article: Article, output: object) -> Extraction:
    """Return the extraction that a system handed back for an article, with offsets only.

    Raises SystemFailure, with the place of the first faults, for what violates the schema or makes no sense.
    """
    try:
        raw: Any = msgspec.json.decode(msgspec.json.encode(output))
    except (TypeError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise SystemFailure(article.id, f"what it handed back cannot be written as JSON: {error}") from error
    _refuse(article, list(schema.errors(raw, "extraction")))
    extraction = ground(raw, article.text)
    _refuse(article, list(sense.check_extraction(extraction, article.text)))
    return extraction


def _refuse(article: Article, problems: list[tuple[str, str]]) -> None:
    if problems:
        shown = "; ".join(f"{pointer or '/'}: {problem}" for pointer, problem in problems[:_SHOWN])
        more = f" (and {len(problems) - _SHOWN} more)" if len(problems) > _SHOWN else ""
        raise SystemFailure(article.id, f"invalid extraction: {shown}{more}")
