"""What installed packages offer as systems: what each is, and what it lacks."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.errors import InputError, UnknownNameError
from twicetold.systems.protocol import Installed
from twicetold.systems.registry import registered

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class Offer(NamedTuple):
    """A system under its name."""

    name: str
    about: str
    """A line: its `about`, or the first of its docstring."""
    licence: str
    """Of what is under it, if it says so: its `licence`."""
    missing: str | None
    """Why it cannot run here, and what to do about it; None where it can."""
    object: str
    package: str


def offers() -> list[Offer]:
    """Return all that is offered, by name."""
    return [_offer(entry) for entry in registered().values()]


def set_up(name: str) -> str | None:
    """Set a system up, if it can be, and return what it lacks then.

    Raises UnknownNameError for a name nobody offers, NotStartedError where that cannot be done here.
    """
    known = registered()
    if name not in known:
        raise UnknownNameError("system", name, known)
    try:
        found = known[name].load()
    except ImportError as error:
        raise InputError(_not_imported(error)) from error
    if isinstance(found, Installed) and found.missing():
        found.set_up()
    return _missing(found)


def _offer(entry: EntryPoint) -> Offer:
    package = entry.dist.name if entry.dist else ""
    try:
        found = entry.load()
    except (ImportError, AttributeError) as error:
        return Offer(entry.name, "", "", _not_imported(error), entry.value, package)
    about = getattr(found, "about", "") or (inspect.getdoc(found) or "").partition("\n")[0]
    return Offer(entry.name, about, getattr(found, "licence", ""), _missing(found), entry.value, package)


def _missing(found: Any) -> str | None:  # noqa: ANN401 - whatever a package offers
    return found.missing() if isinstance(found, Installed) else None


def _not_imported(error: Exception) -> str:
    return f"cannot be imported: {error}; install its package anew"
