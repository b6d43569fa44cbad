"""Which annotations are one thing, and under which id."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Iterable, Mapping

    from twicetold.formats.brat.properties import Properties
    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Notes

    Groups = list[list[str]]


def joined(standoff: Standoff, notes: Notes) -> dict[str, str]:
    """Return for everything that is joined with something what stands for all of that; for triggers their events."""
    events = {event.trigger: name for name, event in reversed(standoff.events.items())}
    root: dict[str, str] = {}
    for members, line in standoff.groups:
        if any(each not in standoff for each in members):
            notes.add("equivalences with what is not there", standoff.place(line))
        names = [events.get(each, each) for each in members]
        top = _top(names[0], root)
        for name in names:
            root[_top(name, root)] = top
    return {name: _top(name, root) for name in root}


def _top(name: str, root: dict[str, str]) -> str:
    """Return what stands for all that a name is joined with, with shorter ways to it for the next time."""
    root.setdefault(name, name)
    while root[name] != name:
        root[name] = root[root[name]]
        name = root[name]
    return name


def grouped(names: Iterable[str], root: Mapping[str, str]) -> Groups:
    """Return annotations in groups of those that are joined, in their order."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(root.get(name, name), []).append(name)
    return list(groups.values())


def ids_of(
    groups: Groups, properties: defaultdict[str, Properties], standoff: Standoff, notes: Notes
) -> dict[str, str]:
    """Return the id of the group of each annotation: the one that most of its members have, or one of brat's."""
    votes = Counter(
        (properties[name].id, at) for at, group in enumerate(groups) for name in group if properties[name].id
    )
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for (own, at), _ in votes.most_common():
        if at not in chosen and own not in taken:
            chosen[at] = own
            taken.add(own)
    for own, at in votes:
        if own not in taken:
            lost = "ids that are gone, since what had them is joined with something else"
            notes.add(lost, standoff.place(groups[at][0]))
            taken.add(own)
    for at, group in enumerate(groups):
        if at not in chosen:
            free = group[0]
            while free in taken:
                free += "."
            chosen[at] = free
            taken.add(free)
    return {name: chosen[at] for at, group in enumerate(groups) for name in group}
