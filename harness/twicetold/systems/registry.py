"""Finding a system by what is written on the command line."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twicetold.errors import InputError, UnknownNameError
from twicetold.systems import python
from twicetold.systems.source import Named

if TYPE_CHECKING:
    from twicetold.systems.protocol import System

GROUP = "twicetold.systems"

REMOTE = ("cmd:", "http:", "https:")
"""What a spec begins with whose work is done elsewhere: a worker only waits for it."""


def registered() -> dict[str, EntryPoint]:
    """Return the systems that installed packages offer, by name."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def find_system(spec: str) -> System:
    """Return the system that a spec names.

    A registered name, `module:attr`, `file.py:attr`, `cmd:PROGRAM ARGUMENTS`, `http://…`, or a file of predictions.
    Raises UnknownNameError for a name nobody registered, InputError for a module, file or attribute that is not there
    and for an object that is no system.
    """
    return open_system(Named(spec))


def open_system(source: Named) -> System:
    """Return the system that a source names, ready for one worker. Raises as `find_system`."""
    spec, seconds, options = source.spec, source.seconds, dict(source.options)
    if options and is_remote(spec):
        raise InputError(f"{spec}: takes no options: {', '.join(options)}")
    logs = Path(source.logs) if source.logs else None
    if spec.startswith("cmd:"):
        from twicetold.systems.command import Command  # noqa: PLC0415 - each adapter only where it is asked for

        return Command(spec.removeprefix("cmd:"), seconds=seconds, logs=logs)
    if spec.startswith(("http:", "https:")):
        from twicetold.systems.http import Server  # noqa: PLC0415

        return Server(spec, seconds=seconds)
    if spec.endswith(".jsonl"):
        from twicetold.systems.recorded import Recorded  # noqa: PLC0415

        return Recorded(Path(spec))
    if source.isolated or seconds is not None:
        from twicetold.systems.isolated import Isolated  # noqa: PLC0415

        return Isolated(spec, options, seconds=seconds, logs=logs)
    return python.system_of(_python_object(spec), spec, options)


def _python_object(spec: str) -> Any:  # noqa: ANN401 - whatever a module holds
    where, colon, attribute = spec.rpartition(":")
    if colon:
        return _attribute(_module(where), attribute, spec)
    known = registered()
    if spec not in known:
        raise UnknownNameError("system", spec, known)
    return known[spec].load()


def _module(where: str) -> Any:  # noqa: ANN401 - a module
    if not where.endswith(".py"):
        try:
            return importlib.import_module(where)
        except ModuleNotFoundError as error:
            raise InputError(f"{where}: {error}; write a registered name, module:attr or file.py:attr") from error
    path = Path(where)
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(path.stem, module)
    spec.loader.exec_module(module)
    return module


def _attribute(module: Any, name: str, spec: str) -> Any:  # noqa: ANN401 - whatever a module holds
    try:
        return getattr(module, name)
    except AttributeError as error:
        public = ", ".join(item for item in vars(module) if not item.startswith("_")) or "nothing"
        raise InputError(f"{spec}: the module has no {name!r}; it has {public}") from error


def is_remote(spec: str) -> bool:
    """Tell whether a system's work is done elsewhere, so that a thread that waits for it is all it needs."""
    return spec.startswith(REMOTE) or spec.endswith(".jsonl")
