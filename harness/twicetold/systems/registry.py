"""Finding a system by what is written on the command line."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.addresses import is_file
from twicetold.errors import InputError, UnknownNameError
from twicetold.systems import python

if TYPE_CHECKING:
    from twicetold.systems.protocol import System

GROUP = "twicetold.systems"


def registered() -> dict[str, EntryPoint]:
    """Return the systems that installed packages offer, by name."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


class Named(NamedTuple):
    """Systems by what is written on the command line, opened anew for each worker, wherever it is."""

    spec: str
    seconds: float | None = None
    """What one answer may take; a worker that takes longer is ended."""
    isolated: bool = False
    """Whether a Python system has a process of its own. With a time limit it always has."""
    logs: str | None = None
    """The folder for what programs write to standard error."""
    options: tuple[tuple[str, str], ...] = ()
    """What else the system is told: keyword arguments of a Python class, settings of an adapter."""

    def open(self) -> System:
        """Find the system. Raises as `find_system`."""
        kind = self.spec.partition(":")[0]
        if self.options and kind in {"cmd", "http", "https"}:
            raise InputError(f"{self.spec}: takes no options: {', '.join(name for name, _ in self.options)}")
        if kind in _ADAPTERS:
            return _ADAPTERS[kind](self)
        if is_file(self.spec):
            return _recorded(self)
        if self.isolated or self.seconds is not None:
            return _isolated(self)
        if kind == "spacy":
            return _pipeline(self)
        found, argument = _python_object(self.spec)
        return python.system_of(found, self.spec, argument, dict(self.options))

    def close(self, system: System) -> None:
        """Close a system that was opened here."""
        if close := getattr(system, "close", None):
            close()


def find_system(spec: str) -> System:
    """Return the system that a spec names.

    A registered name, `NAME:ARGUMENT` for one that takes an argument, `module:attr`, `file.py:attr`,
    `cmd:PROGRAM ARGUMENTS`, `http://…`, `openai:MODEL`, `spacy:MODEL`, or the address of a file of predictions.
    Raises UnknownNameError for a name nobody registered, InputError for a module, file or attribute that is not there
    and for an object that is no system.
    """
    return Named(spec).open()


def is_remote(spec: str) -> bool:
    """Tell whether a system's work is done elsewhere, so that a thread that waits for it is all it needs."""
    return spec.partition(":")[0] in _ADAPTERS or is_file(spec)


# Each adapter is imported only where it is asked for.


def _command(source: Named) -> System:
    from twicetold.systems.command import Command  # noqa: PLC0415

    return Command(source.spec.removeprefix("cmd:"), seconds=source.seconds, logs=_logs(source))


def _server(source: Named) -> System:
    from twicetold.systems.http import Server  # noqa: PLC0415

    return Server(source.spec, seconds=source.seconds)


def _language_model(source: Named) -> System:
    from twicetold.systems.llm import LanguageModel  # noqa: PLC0415

    model = source.spec.removeprefix("openai:")
    return LanguageModel(model, seconds=source.seconds, options=dict(source.options))


def _recorded(source: Named) -> System:
    from twicetold.systems.recorded import Recorded  # noqa: PLC0415

    return Recorded(source.spec, options=dict(source.options))


def _isolated(source: Named) -> System:
    from twicetold.systems.isolated import Isolated  # noqa: PLC0415

    return Isolated(source.spec, dict(source.options), seconds=source.seconds, logs=_logs(source))


def _pipeline(source: Named) -> System:
    from twicetold.systems.spacy_pipeline import Pipeline  # noqa: PLC0415

    return Pipeline(source.spec.removeprefix("spacy:"), options=dict(source.options))


def _logs(source: Named) -> Path | None:
    return Path(source.logs) if source.logs else None


_ADAPTERS = {"cmd": _command, "http": _server, "https": _server, "openai": _language_model}
"""By what a spec begins with: systems whose work is done elsewhere."""


def _python_object(spec: str) -> tuple[Any, str | None]:
    """Return what a spec names, and the argument it is to be made with, if the spec has one."""
    known = registered()
    name, colon, argument = spec.partition(":")
    if name in known:
        return known[name].load(), argument if colon else None
    where, colon, attribute = spec.rpartition(":")
    if not colon:
        raise UnknownNameError("system", spec, known)
    return _attribute(_module(where), attribute, spec), None


def _module(where: str) -> Any:  # noqa: ANN401 - a module
    if not where.endswith(".py"):
        _make_importable(Path.cwd())
        try:
            return importlib.import_module(where)
        except ModuleNotFoundError as error:
            raise InputError(f"{where}: {error}; write a registered name, module:attr or file.py:attr") from error
    path = Path(where)
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    _make_importable(path.resolve().parent)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(path.stem, module)
    spec.loader.exec_module(module)
    return module


def _make_importable(folder: Path) -> None:
    """Let modules in a folder be imported, behind all others: those of the user's own, beside a system or in `.`."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def _attribute(module: Any, name: str, spec: str) -> Any:  # noqa: ANN401 - whatever a module holds
    try:
        return getattr(module, name)
    except AttributeError as error:
        public = ", ".join(item for item in vars(module) if not item.startswith("_")) or "nothing"
        raise InputError(f"{spec}: the module has no {name!r}; it has {public}") from error
