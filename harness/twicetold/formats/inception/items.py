"""Items: entities, dates and events in the making, found by their annotations and by their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from twicetold.model import Fragment


class Edge(NamedTuple):
    """What leads from an event to what has a part in it."""

    keys: tuple[str, ...]
    """Keys for the role, the more telling ones first."""
    target: int
    """The number of an annotation."""
    place: Fragment


@dataclass(eq=False)
class Item:
    """An entity, date or event: the table of the map that it is from, and the map's label for it."""

    table: str
    label: str
    where: str
    value: str = ""
    annotations: list[int] = field(default_factory=list)
    """Their numbers."""
    places: set[Fragment] = field(default_factory=set)
    """Its mentions or triggers."""
    edges: list[Edge] = field(default_factory=list)
    is_chain: bool = False


class Items:
    """All of a document."""

    def __init__(self) -> None:
        self.of: dict[int, Item] = {}
        """By the numbers of their annotations."""
        self.at: dict[tuple[str, Fragment], Item] = {}
        """By their tables and places; of several the first."""

    def add(self, annotation: int, place: Fragment, item: Item) -> None:
        """Make an annotation one of an item."""
        item.annotations.append(annotation)
        item.places.add(place)
        self.of[annotation] = item
        self.at.setdefault((item.table, place), item)

    def join(self, item: Item, other: Item) -> None:
        """Take all of an item into another one."""
        for annotation in other.annotations:
            self.of[annotation] = item
        for place in other.places:
            self.at[item.table, place] = item
        item.annotations += other.annotations
        item.places |= other.places
        item.edges += other.edges

    def filler(self, edge: Edge) -> Item | None:
        """Return what an edge leads to: the item of the annotation, or an entity or date at its place."""
        own = self.of.get(edge.target)
        return own or self.at.get(("entities", edge.place)) or self.at.get(("dates", edge.place))
