"""Which annotations are one thing, and under which id."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twicetold.formats.joining import Joined

if TYPE_CHECKING:
    from collections import defaultdict

    from twicetold.formats.brat.properties import Properties
    from twicetold.formats.brat.standoff import Standoff
    from twicetold.formats.format import Notes


def joined(standoff: Standoff, notes: Notes) -> Joined[str]:
    """Return which annotations are joined; a trigger stands for its event."""
    events = {event.trigger: name for name, event in reversed(standoff.events.items())}
    found: Joined[str] = Joined()
    for members, line in standoff.groups:
        if any(each not in standoff for each in members):
            notes.add("equivalences with what is not there", standoff.place(line))
        first, *others = (events.get(each, each) for each in members)
        for other in others:
            found.join(first, other)
    return found


def ids_of(
    groups: list[list[str]], properties: defaultdict[str, Properties], standoff: Standoff, notes: Notes
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
