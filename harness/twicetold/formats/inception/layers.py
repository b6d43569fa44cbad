"""Layers: what annotations of a type are called, what they are made of, and by which keys the map knows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cassis.typesystem import FeatureStructure, Type  # type: ignore[import-untyped]

    from twicetold.formats.format import Labels

_CORE = "de.tudarmstadt.ukp.dkpro.core.api"
_BUILT_IN = {
    f"{_CORE}.ner.type.NamedEntity": "NamedEntity",
    f"{_CORE}.coref.type.CoreferenceChain": "Coreference",
    f"{_CORE}.coref.type.CoreferenceLink": "Coreference",
}
_CUSTOM = "webanno."
_LINGUISTIC = ("uima.", "de.tudarmstadt.ukp.", "org.dkpro.")
"""Beginnings of types that are layers of grammar or keep the tool's own books; nobody misses those."""

_RESERVED = {"type_": "type", "self_": "self"}
"""What cassis calls features whose names mean something in Python."""

_PLAIN = ("NamedEntity", "value")
"""The layer and feature whose values are keys by themselves."""

_TABLES = ("entities", "dates", "events")
"""The tables of a map that say what annotations are."""


class Layer(NamedTuple):
    """A type of annotations. Its features go by what cassis calls them."""

    name: str
    kind: str
    """span, relation, chain, link, or nothing of these."""
    features: Mapping[str, str]
    """What features are called."""
    slots: tuple[str, ...]
    classes: tuple[str, ...]
    """The features for whose values the map has keys."""
    tables: tuple[str, ...]
    """The tables of the map that have keys for it."""
    matters: bool
    """Whether it is worth a note if the map has no key for it."""

    def keys(self, structure: FeatureStructure) -> list[tuple[str, str]]:
        """Return the keys that an annotation may have by its features, and these."""
        return [
            (value if (self.name, feature) == _PLAIN else f"{self.name}.{self.features[feature]}={value}", feature)
            for feature in self.classes
            for value in strings(structure, feature)
        ]


def layer_of(found: Type, labels: Labels) -> Layer:
    """Return the layer of a type, as a map of labels sees it."""
    kind = _kind(found)
    name = _BUILT_IN.get(found.name) or found.name.removeprefix(_CUSTOM)
    if kind in ("chain", "link"):
        name = re.sub("(Chain|Link)$", "", name)
    features = {each.name: _RESERVED.get(each.name, each.name) for each in found.all_features}
    named = {
        table: [key for key in labels.get(table, ()) if f"{key}.".startswith(f"{name}.")]
        for table in (*_TABLES, "roles")
    }
    return Layer(
        name=name,
        kind=kind,
        features=features,
        slots=tuple(each.name for each in found.all_features if each.rangeType.name == "uima.cas.FSArray"),
        classes=tuple(
            feature
            for feature, called in features.items()
            if (name, feature) == _PLAIN
            or any(key.startswith(f"{name}.{called}=") for table in _TABLES for key in named[table])
        ),
        tables=tuple(table for table in _TABLES if named[table] or name == _PLAIN[0]),
        matters=found.name in _BUILT_IN or any(named.values()) or not name.startswith(_LINGUISTIC),
    )


def _kind(found: Type) -> str:
    """Tell what annotations of a type are; features of structure may have namesakes among a user's own."""
    ranges = {each.name: each.rangeType.name for each in found.all_features}
    leads = {name for name, kind in ranges.items() if not kind.startswith("uima.cas.")}
    if {"Governor", "Dependent"} <= leads:
        return "relation"
    if "begin" in ranges:
        return "link" if ranges.get("next") == found.name else "span"
    return "chain" if "first" in leads else ""


def strings(structure: FeatureStructure, feature: str) -> list[str]:
    """Return the values of a feature of strings that are not empty, of one or of many; none for another feature."""
    value = getattr(structure, feature, None)
    values = [value] if isinstance(value, str) else getattr(value, "elements", None) or ()
    return [each for each in values if isinstance(each, str) and each]
