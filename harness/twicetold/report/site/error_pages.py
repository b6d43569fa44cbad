"""The page with the items behind each count of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twicetold.measures import errors, link_errors
from twicetold.report.site import naming
from twicetold.report.site.error_items import LINKS
from twicetold.report.site.errors_data import AT_A_TIME, SAME_SPANS, TAKEN
from twicetold.report.site.pages import write_page

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from twicetold.report.site.errors_data import Faults
    from twicetold.report.site.gathering import Run

LAYERS = ("entities", "dates", "events", "arguments", "claims", *LINKS.values())
"""What errors are of."""

KINDS = (*errors.KINDS, *(kind for kind in link_errors.KINDS if kind not in errors.KINDS))


class Group(NamedTuple):
    """Errors of one layer and kind: how many, at which fragment of the page, in how many data files of which key."""

    layer: str
    kind: str
    number: int
    fragment: str
    key: str
    files: int


def groups(run: str, counts: Counter[tuple[str, str]]) -> list[Group]:
    """Return the groups that have any errors, layer by layer."""
    return [_group(run, layer, kind, counts) for layer in LAYERS for kind in KINDS if counts[layer, kind]]


def taken(run: str, faults: Faults) -> list[Group]:
    """Return what was taken for another type, layer by layer."""
    counts = faults.taken()
    return [_group(run, layer, TAKEN, counts) for layer in SAME_SPANS if counts[layer, TAKEN]]


def _group(run: str, layer: str, kind: str, counts: Counter[tuple[str, str]]) -> Group:
    fragment = naming.error_group(layer, kind)
    key = naming.error_data(run, layer, kind, 1).removesuffix("1")
    return Group(layer, kind, counts[layer, kind], fragment, key, -(-counts[layer, kind] // AT_A_TIME))


def table(run: str, counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Return the taxonomy as a table: the layers, and for each kind its group in each layer, if it has any."""
    found = {(group.layer, group.kind): group for group in groups(run, counts)}
    layers = [layer for layer in LAYERS if any(layer == own for own, _ in found)]
    kinds = [kind for kind in KINDS if any(kind == own for _, own in found)]
    return {"layers": layers, "rows": [(kind, [found.get((layer, kind)) for layer in layers]) for kind in kinds]}


def write_error_page(run: Run, faults: Faults, folder: Path) -> None:
    """Write the page of a run's errors."""
    context = {
        "run": run,
        "taxonomy": table(run.slug, faults.counts),
        "groups": groups(run.slug, faults.counts),
        "taken": taken(run.slug, faults),
        "total": faults.counts.total(),
    }
    write_page("errors.html", naming.errors(run.slug), context, folder)
