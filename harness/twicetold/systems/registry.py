"""Finding a system by what is written on the command line."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from twicetold.errors import InputError, UnknownNameError
from twicetold.systems.protocol import System

GROUP = "twicetold.systems"


def registered() -> dict[str, EntryPoint]:
    """Return the systems that installed packages offer, by name."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def find_system(spec: str) -> System:
    """Return the system that a spec names: a registered name, `module:attr`, or `file.py:attr`.

    A class is instantiated. Raises UnknownNameError for a name nobody registered, InputError for a module, file or
    attribute that is not there and for an object that is no system.
    """
    where, colon, attribute = spec.rpartition(":")
    if colon:
        found = _attribute(_module(where), attribute, spec)
    else:
        known = registered()
        if spec not in known:
            raise UnknownNameError("system", spec, known)
        found = known[spec].load()
    system = found() if isinstance(found, type) else found
    if not isinstance(system, System):
        lacking = [part for part in ("name", "version", "extract") if not hasattr(system, part)]
        raise InputError(f"{spec}: not a system; it has no {', no '.join(lacking)}")
    return system


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
