"""The annotations of a CAS gathered into items: spans first, then chains of them, then relations between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold.formats.clusters import most_frequent
from twicetold.formats.inception.items import Edge, Item, Items
from twicetold.formats.inception.layers import layer_of, strings
from twicetold.model import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cassis.cas import View  # type: ignore[import-untyped]
    from cassis.typesystem import FeatureStructure  # type: ignore[import-untyped]

    from twicetold.formats.format import Reading
    from twicetold.formats.inception.layers import Layer


def items_of(view: View, reading: Reading, where: str) -> Items:
    """Return what the map of labels makes of the annotations of a CAS; what it makes nothing of is noted."""
    return _Gathering(view, reading, where).items


class _Gathering:
    """The annotations of a CAS while they are gathered."""

    def __init__(self, view: View, reading: Reading, where: str) -> None:
        self.items = Items()
        self._reading = reading
        self._document = where
        self._known: dict[tuple[str, str], Item] = {}
        """Entities by their labels and identifiers."""
        self._unmapped: list[tuple[FeatureStructure, Layer]] = []
        """Annotations that the map has no key for; only what leads to them makes something of them."""
        indexed = {name: found for name, found in sorted(view.type_index.items()) if found}
        self._layers = {name: layer_of(found[0].type, reading.labels) for name, found in indexed.items()}
        """By the names of types."""
        self._numbers = {each.xmiID for found in indexed.values() for each in found}
        """Those of annotations that have not been deleted."""
        for kind, gather in (("span", self._span), ("chain", self._chain), ("relation", self._relation)):
            for name, layer in self._layers.items():
                if layer.kind == kind and layer.matters:
                    for each in indexed[name]:
                        gather(each, layer)
        led_to = {edge.target for item in self.items.of.values() for edge in item.edges}
        for each, layer in self._unmapped:
            if each.xmiID not in led_to:
                self._miss(each, layer)

    def _span(self, structure: FeatureStructure, layer: Layer) -> None:
        place = self._place(structure)
        if place is None:
            return
        mapped = self._mapped((*layer.keys(structure), (layer.name, "")), layer.tables)
        if mapped is not None:
            table, key, feature = mapped
            label = self._reading.label(table, key, self._where(structure))
            if label is not None:
                self.items.add(structure.xmiID, place, self._item(structure, place, table, label, feature))
        else:
            self._unmapped.append((structure, layer))
        self._slots(structure, layer)

    def _miss(self, structure: FeatureStructure, layer: Layer) -> None:
        """Note that the map has no key for an annotation."""
        if layer.tables:
            key = next((key for key, _ in layer.keys(structure)), layer.name)
            self._reading.label(layer.tables[0], key, self._where(structure))
        else:
            self._note(f"annotations of {layer.name}, a layer for which the map of labels has no key", structure)

    def _item(self, structure: FeatureStructure, place: Fragment, table: str, label: str, feature: str) -> Item:
        """Return the item that an annotation belongs to, new or not; the feature is the one that the label is for."""
        same = self.items.at.get((table, place))
        if same is not None and same.label == label and table != "events":
            self._note(f"{table} that are annotated twice", structure)
            return same
        new = Item(table, label, self._where(structure))
        if table == "entities" and feature != "identifier":
            for identifier in strings(structure, "identifier"):
                return self._known.setdefault((label, identifier), new)
        if table == "dates":
            new.value = "" if feature == "value" else next(iter(strings(structure, "value")), "")
            if not new.value:
                self._note("dates without a value", structure)
        return new

    def _slots(self, structure: FeatureStructure, layer: Layer) -> None:
        for feature in layer.slots:
            slot = f"{layer.name}.{layer.features[feature]}"
            for link in getattr(getattr(structure, feature), "elements", None) or ():
                target = getattr(link, "target", None)
                event = self._event(structure)
                if target is None:
                    self._note("slots with nothing in them", structure)
                elif event is None:
                    self._note("slots of what is no event", structure)
                else:
                    self._lead(event, (*strings(link, "role"), slot), target)

    def _relation(self, structure: FeatureStructure, layer: Layer) -> None:
        ends = structure.Governor, structure.Dependent
        if None in ends:
            self._note("relations without two ends", structure)
            return
        for one, other in (ends, ends[::-1]):
            event = self._event(one)
            if event is not None:
                labels = [value for feature in layer.features for value in strings(structure, feature)]
                self._lead(event, (*labels, layer.name), other)
                return
        self._note(f"relations of {layer.name} between what is no event", structure)

    def _event(self, structure: FeatureStructure) -> Item | None:
        item = self.items.of.get(_id_of(structure))
        return item if item is not None and item.table == "events" else None

    def _lead(self, event: Item, keys: tuple[str, ...], target: FeatureStructure) -> None:
        if _id_of(target) not in self._numbers:
            self._reading.notes.add("slots and relations that lead to what has been deleted", event.where)
        elif (place := self._place(target)) is not None:
            event.edges.append(Edge(keys, target.xmiID, place))

    def _chain(self, structure: FeatureStructure, layer: Layer) -> None:
        present = (link for link in _links(structure) if _id_of(link) in self._numbers)
        links = {place: link for link in present if (place := self._place(link)) is not None}
        if not links:
            self._note("chains without links", structure)
            return
        item = self._chained(structure, layer, links)
        if item is None:
            return
        for place, link in links.items():
            other = self.items.at.get((item.table, place), item)
            if other.label != item.label:
                self._note("mentions or triggers of another type than their chain", link)
            if not other.is_chain:
                self.items.join(item, other)
            self.items.add(link.xmiID, place, item)

    def _chained(
        self, structure: FeatureStructure, layer: Layer, links: Mapping[Fragment, FeatureStructure]
    ) -> Item | None:
        """Return a new item for a chain, or None, which is noted."""
        where = self._where(structure)
        for table in ("entities", "events"):
            there = [self.items.at[table, place].label for place in links if (table, place) in self.items.at]
            if there:
                return Item(table, most_frequent(there), where, is_chain=True)
        keys = [key for link in links.values() for key in self._layers[link.type.name].keys(link)]
        mapped = self._mapped((*keys, (layer.name, "")), ("entities", "events"))
        if mapped is None:
            self._note("chains of which no link is an annotated entity or event", structure)
            return None
        label = self._reading.label(mapped[0], mapped[1], where)
        return None if label is None else Item(mapped[0], label, where, is_chain=True)

    def _mapped(self, keys: Iterable[tuple[str, str]], tables: Iterable[str]) -> tuple[str, str, str] | None:
        """Return the first table and key that the map has, with the feature of the key."""
        labels = self._reading.labels
        return next(
            ((table, key, feature) for key, feature in keys for table in tables if key in labels.get(table, ())), None
        )

    def _place(self, structure: FeatureStructure) -> Fragment | None:
        """Return where an annotation is; None where it has no text, which is noted."""
        start, end = getattr(structure, "begin", 0), getattr(structure, "end", 0)
        if isinstance(start, int) and isinstance(end, int) and start < end:
            return Fragment(start, end)
        self._note("annotations without text", structure)
        return None

    def _where(self, structure: FeatureStructure) -> str:
        return f"{self._document}#{structure.xmiID}"

    def _note(self, what: str, structure: FeatureStructure) -> None:
        self._reading.notes.add(what, self._where(structure))


def _links(chain: FeatureStructure) -> Iterator[FeatureStructure]:
    """Yield the links of a chain; one that leads back into itself ends there."""
    seen = set()
    link = chain.first
    while _id_of(link) is not None and link.xmiID not in seen:
        seen.add(link.xmiID)
        yield link
        link = getattr(link, "next", None)


def _id_of(value: Any) -> Any:  # noqa: ANN401 - of cassis, or whatever a file has in its place
    """Return the id of an annotation; None for anything else that may stand where one is expected."""
    return getattr(value, "xmiID", None)
