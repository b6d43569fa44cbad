"""What a labeling project of ours has: regions and their labels, attributes, relations, and data of a task."""

from __future__ import annotations

from typing import get_args

from twicetold.ontology import (
    ENTITY_TYPES,
    EVENT_TYPES,
    UNKNOWN,
    DateModifier,
    DateType,
    Level,
    Mode,
    Phenomenon,
    Polarity,
    Realis,
    Role,
    Stance,
)

LABELS: dict[str, tuple[str, ...]] = {
    "entity": ENTITY_TYPES,
    "date": get_args(DateType),
    "event": (*EVENT_TYPES, UNKNOWN),
    "claim": ("Cue", "Content", "Source"),
    "part": ("Head", "Argument"),
}
"""What a region may be, by the name of the control that labels it."""

CHOICES: dict[str, tuple[str, ...]] = {
    "level": get_args(Level),
    "entity_tags": get_args(Phenomenon),
    "mod": get_args(DateModifier),
    "polarity": get_args(Polarity),
    "realis": get_args(Realis),
    "mode": get_args(Mode),
    "stance": get_args(Stance),
    "tags": get_args(Phenomenon),
}
"""Attributes of a region with closed lists, by the name of the control; those called tags may have several."""

ROLES = get_args(Role)

ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "head": (("entity",), ("Head",)),
    "anchor": (("date",), ("date",)),
    "content": (("Cue",), ("Content",)),
    "source": (("Cue", "Content"), ("Source",)),
    "entity": (LABELS["claim"], ("entity",)),
    "nested": (LABELS["claim"], LABELS["claim"]),
    **dict.fromkeys(ROLES, (("event",), ("entity", "date", "Argument"))),
}
"""What kinds of region a relation leads from and to, by its label."""

RELATIONS = ("same", "fragment", *ENDS)
"""Labels of relations. The first two lead from one region to another of its kind."""

DATA_OF_STORY = {
    "id": "story", "title": "story_title", "topic": "topic", "split": "split", "phenomena": "story_tags",
}  # fmt: skip
"""What the `data` of a task calls the fields of its story; those of the article have their own names."""
