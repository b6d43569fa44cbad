"""Python objects as systems: an instance, a class, a function, and the asynchronous like of each."""

from __future__ import annotations

import asyncio
import hashlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twicetold.errors import InputError
from twicetold.systems.protocol import System, batch_of, configuration_of, usage_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twicetold.model import Article


def system_of(
    found: Any,  # noqa: ANN401 - whatever a module holds
    spec: str,
    argument: str | None,
    options: Mapping[str, str],
) -> System:
    """Return what was found as a system: a class is instantiated, a function becomes one, coroutines are awaited.

    The argument is that of the class, the options its keyword arguments. Raises InputError for what can be no system,
    or takes no such argument or options.
    """
    given = [*([] if argument is None else [repr(argument)]), *options]
    if given and not isinstance(found, type):
        raise InputError(f"{spec}: takes no options, being no class: {', '.join(given)}")
    try:
        positional = () if argument is None else (argument,)
        system: object = found(*positional, **options) if isinstance(found, type) else found
    except TypeError as error:
        raise InputError(f"{spec}: cannot be made with {', '.join(given) or 'no options'}: {error}") from error
    if not hasattr(system, "extract") and callable(system):
        system = Function(system)
    if not isinstance(system, System):
        lacking = [part for part in ("name", "version", "extract") if not hasattr(system, part)]
        raise InputError(f"{spec}: not a system; it has no {', no '.join(lacking)}")
    if any(map(inspect.iscoroutinefunction, (getattr(system, each, None) for each in _ASKED))):
        system = Awaited(system)
    return system


_ASKED = ("extract", "extract_many", "link")


class Function:
    """A function that returns what it finds in an article; it has its own name and version 0."""

    version = "0"

    def __init__(self, function: Callable[[Article], Any]) -> None:
        self.name = getattr(function, "__name__", type(function).__name__)
        self.extract = function
        self.origin = function


class Awaited:
    """A system whose coroutines are run to their end, in an event loop that it keeps. All else is the system's own."""

    def __init__(self, system: System) -> None:
        self.origin = system
        self.name = system.name
        self.version = system.version
        self.configuration = configuration_of(system)
        self.batch = batch_of(system)
        self._loop = asyncio.Runner()
        for name in ("extract_many", "link"):
            if method := getattr(system, name, None):
                setattr(self, name, lambda *arguments, method=method: self._end_of(method(*arguments)))

    @property
    def usage(self) -> dict[str, float]:
        """What the system has used up."""
        return usage_of(self.origin)

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - as the system's own
        """Return what is found in an article."""
        return self._end_of(self.origin.extract(article))

    def close(self) -> None:
        """Close the system, if it can be, and the event loop."""
        if close := getattr(self.origin, "close", None):
            self._end_of(close())
        self._loop.close()

    def _end_of(self, answer: Any) -> Any:  # noqa: ANN401 - whatever a method returns
        """Return what a coroutine returns, or what is no coroutine as it is."""
        return self._loop.run(answer) if inspect.iscoroutine(answer) else answer


def _source_hash(system: System) -> str | None:
    """Return the SHA-256 over the file that `extract` is written in, or over all of its package; None where in none."""
    origin: Any = getattr(system, "origin", system)
    try:
        file = inspect.getsourcefile(inspect.unwrap(getattr(origin, "extract", origin)))
    except (TypeError, OSError):
        return None
    if file is None or not Path(file).is_file():
        return None
    top = Path(file)
    while (top.parent / "__init__.py").is_file():
        top = top.parent
    digest = hashlib.sha256()
    for path in sorted(top.rglob("*.py")) if top.is_dir() else [top]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def full_configuration(system: System) -> dict[str, Any]:
    """Return all that a system's answers depend on, as far as it can be known: what it says, and its source file."""
    declared = configuration_of(system)
    if type(system).__module__.startswith(__package__) and not isinstance(system, Function | Awaited):
        return declared
    digest = _source_hash(system)
    return {**declared, "source_sha256": digest} if digest else declared
