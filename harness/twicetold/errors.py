"""Everything the package raises on purpose.

    TwicetoldError
    ├── InputError        what was given is wrong: what, where, and what to do
    │   ├── MarkupError       in the marked text of a story
    │   ├── NotStartedError   a system cannot be started at all
    │   └── ValidationError   in a JSON document; carries every finding
    ├── UnknownNameError  no system, measure, story or split of that name; offers near misses
    ├── IncomparableError scores whose signatures differ
    └── SystemFailure     a system under test failed on an article

The command line turns each into one line on standard error and an exit code; anything else is a defect of
ours and keeps its traceback.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


_LISTED = 40
"""So many names are listed where one is not known: all systems and formats, but not all stories."""


class TwicetoldError(Exception):
    """The root of all errors raised on purpose."""


class InputError(TwicetoldError, ValueError):
    """Something given by the user is wrong."""


class MarkupError(InputError):
    """A mark in a story's source is wrong; the message shows the line and points at the place."""

    def __init__(self, problem: str, *, path: Path | str, line: int, column: int, source: str) -> None:
        self.problem = problem
        self.path = path
        self.line = line
        self.column = column
        pointer = " " * (column - 1) + "^"
        super().__init__(f"{path}:{line}:{column}: {problem}\n    {source}\n    {pointer}")


class NotStartedError(InputError):
    """A system under test cannot be started: no article will fare better than this one."""


class ValidationError(InputError):
    """A document does not validate; `findings` holds every one of its faults."""

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(finding) for finding in findings))


class UnknownNameError(TwicetoldError, LookupError):
    """Nothing of that kind has that name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        known = sorted(known)
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        listing = ", ".join(known[:_LISTED]) or "none"
        if len(known) > _LISTED:
            listing += f" and {len(known) - _LISTED} more"
        super().__init__(f"no {kind} is called {name!r}.{hint} Known: {listing}.")


class IncomparableError(TwicetoldError, ValueError):
    """Two scores cannot be compared, since they were not measured on the same things in the same way."""

    def __init__(self, first: str, second: str) -> None:
        self.signatures = (first, second)
        super().__init__(f"these scores cannot be compared; their signatures differ:\n  {first}\n  {second}")


class SystemFailure(TwicetoldError):  # noqa: N818 - the failure of a system under test is not an error of ours
    """A system under test failed on an article."""

    def __init__(self, article: str, reason: str) -> None:
        self.article = article
        self.reason = reason
        super().__init__(f"{article}: {reason}")
