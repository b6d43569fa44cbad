"""The configuration that makes brat know our types: what may stand where, and how it is shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from twicetold.formats.brat import convention as ours
from twicetold.ontology import ENTITY_TYPES, EVENT_TYPES, ROLES, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from twicetold.ontology import Filler, Phenomenon

_COLOURS = {
    "SPAN_DEFAULT": "lightgreen", **dict.fromkeys(ENTITY_TYPES, "#ffccaa"),
    **dict.fromkeys(ours.DATE_TYPES, "#9fe6ff"), **dict.fromkeys(ours.CLAIMS, "#e0c3ff"),
    ours.SOURCE: "#f0e2ff", ours.CONTENT: "#f0e2ff", ours.HEAD: "#ffe8d8", ours.PLAIN: "#e6ffe6",
    ours.SCORED: "#f4f4f4",
}  # fmt: skip
"""Of events the default, of each layer one, and paler ones for what belongs to it."""


def annotation_conf() -> str:
    """Return the configuration by which brat knows our types."""
    roles_of = {ours.label_of(each): ROLES[each] for each in (*EVENT_TYPES, UNKNOWN)}
    layers = (ENTITY_TYPES, ours.DATE_TYPES, roles_of, ours.CLAIMS)
    entities, dates, events, claims = ("|".join(labels) for labels in layers)
    owners = {
        "Level": entities, "Mod": dates, "Polarity": events, "Realis": events, "Mode": claims, "Stance": claims,
    }  # fmt: skip
    dated, named, happening, said = _tags_by_layer()
    lines = [
        "[entities]", *ENTITY_TYPES, *ours.DATE_TYPES, *ours.PARTS,
        "", "[relations]",
        *(
            f"{ours.EQUIV} Arg1:{label}, Arg2:{label}, <REL-TYPE>:symmetric-transitive"
            for label in (*ENTITY_TYPES, *roles_of)
        ),
        f"{ours.HEAD_OF} Arg1:{ours.HEAD}, Arg2:{entities}",
        f"{ours.ANCHOR} Arg1:{dates}, Arg2:{dates}",
        "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        "", "[events]",
        *(
            f"{label} " + ", ".join(f"{role}*:{_allowed(fillers)}" for role, fillers in sorted(roles.items()))
            for label, roles in roles_of.items()
        ),
        *(
            f"{label} {ours.SOURCE}*:{ours.SOURCE}, {ours.CONTENT}*:{ours.CONTENT}, {ours.SPEAKER}?:{entities},"
            f" {ours.IN}?:{claims}"
            for label in ours.CLAIMS
        ),
        "", "[attributes]",
        *(f"{name} Arg:{owners[name]}, Value:{'|'.join(values)}" for name, values in ours.CHOICES.items()),
        *(f"{tag} Arg:{dates}" for tag in dated),
        *(f"{tag} Arg:{entities}" for tag in named),
        *(f"{ours.ENTITY_TAG}{tag} Arg:{entities}" for tag in named),
        *(f"{tag} Arg:{events}" for tag in happening),
        *(f"{tag} Arg:{claims}" for tag in said),
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def visual_conf() -> str:
    """Return the configuration by which brat shows our types: events by their own names, a colour for each layer."""
    lines = [
        "[labels]",
        *(f"{ours.label_of(name)} | {name} | {name.partition('.')[2]}" for name in EVENT_TYPES),
        "", "[drawing]",
        *(f"{label}\tbgColor:{colour}, borderColor:darken" for label, colour in _COLOURS.items()),
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _tags_by_layer() -> Iterator[tuple[Phenomenon, ...]]:
    """Yield the tags of dates, entities, events and claims, which come in this order in the list of all."""
    firsts: tuple[Phenomenon, ...] = ("relative-weekday", "name-variant", "event-noun", "direct-speech", "claims-agree")
    for first, after in pairwise(firsts):
        yield ours.PHENOMENA[ours.PHENOMENA.index(first) : ours.PHENOMENA.index(after)]


def _allowed(fillers: Collection[Filler]) -> str:
    dates = ours.DATE_TYPES if "DATE" in fillers else ()
    plain = (ours.PLAIN,) if "SPAN" in fillers else ()
    return "|".join((*(each for each in ENTITY_TYPES if each in fillers), *dates, *plain))
