"""The columns of each configuration, as the `datasets` library is told of them."""

from __future__ import annotations

from typing import Any, get_args

from datasets import ClassLabel, Features, List, Value

from twicetold import ontology

_STRING, _NUMBER = Value("string"), Value("int32")
_STRINGS = List(_STRING)
_SPAN = List({"start": _NUMBER, "end": _NUMBER})
_MEMBER = {"article": _STRING, "id": _STRING}
_TAGGED = {"phenomena": _STRINGS}


def features_of(configuration: str) -> Features:
    """Return the columns of a configuration by its name."""
    return Features(_COLUMNS[configuration])


def _label(literal: object) -> ClassLabel:
    return ClassLabel(names=list(get_args(literal)))


def _place(prefix: str = "") -> dict[str, Any]:
    return {
        f"{prefix}text": _STRING,
        f"{prefix}start": _NUMBER,
        f"{prefix}end": _NUMBER,
        f"{prefix}fragments": _SPAN,
    }


_MENTION = {"span": _SPAN, "head": _SPAN, "level": _STRING, **_TAGGED}
_ARGUMENT = {"role": _STRING, "filler": _STRING, "span": _SPAN}
_CLUSTER = {"members": List(_MEMBER), **_TAGGED}

_COLUMNS: dict[str, dict[str, Any]] = {
    "articles": {
        "id": _STRING, "story": _STRING, "topic": _label(ontology.Topic), "outlet": _STRING, "headline": _STRING,
        "published": _STRING, "genre": _label(ontology.Genre), "text": _STRING,
        "entities": List({"id": _STRING, "type": _STRING, "mentions": List(_MENTION), "name": _STRING, **_TAGGED}),
        "dates": List({
            "id": _STRING, "span": _SPAN, "type": _STRING, "value": _STRING, "mod": _STRING, "anchor": _STRING,
            **_TAGGED,
        }),
        "events": List({
            "id": _STRING, "type": _STRING, "triggers": List(_SPAN), "arguments": List(_ARGUMENT),
            "polarity": _STRING, "realis": _STRING, **_TAGGED,
        }),
        "claims": List({
            "id": _STRING, "cue": _SPAN, "content": _SPAN, "source": _SPAN, "source_entity": _STRING,
            "mode": _STRING, "stance": _STRING, "nested_in": _STRING, **_TAGGED,
        }),
    },
    "links": {
        "story": _STRING, "layer": ClassLabel(names=["entities", "events", "claims"]),
        "label": ClassLabel(names=["SAME", *get_args(ontology.RelationLabel)]),
        "first_article": _STRING, "first": _STRING, "first_text": _STRING,
        "second_article": _STRING, "second": _STRING, "second_text": _STRING, **_TAGGED,
    },
    "stories": {
        "id": _STRING, "title": _STRING, "topic": _label(ontology.Topic), "split": _STRING, "articles": _STRINGS,
        "links": {
            "entities": List(_CLUSTER), "events": List(_CLUSTER),
            "claims": List({"label": _STRING, "first": _MEMBER, "second": _MEMBER, **_TAGGED}),
        },
        **_TAGGED,
    },
    "entities": {
        "article": _STRING, "entity": _STRING, "type": _label(ontology.EntityType), "name": _STRING,
        "level": _label(ontology.Level), **_place(), "head": _STRING, **_TAGGED,
    },
    "events": {
        "article": _STRING, "event": _STRING, "type": _label(ontology.EventType),
        "polarity": _label(ontology.Polarity), "realis": _label(ontology.Realis), **_place(),
        "arguments": List({"role": _STRING, "filler": _STRING, "text": _STRING}), **_TAGGED,
    },
    "dates": {
        "article": _STRING, "date": _STRING, "type": _label(ontology.DateType), "value": _STRING, "mod": _STRING,
        "anchor": _STRING, "published": _STRING, **_place(), **_TAGGED,
    },
    "claims": {
        "article": _STRING, "claim": _STRING, "mode": _label(ontology.Mode), "stance": _label(ontology.Stance),
        "source_entity": _STRING, "source_name": _STRING, "nested_in": _STRING,
        **_place("source_"), **_place("cue_"), **_place("content_"), **_TAGGED,
    },
}  # fmt: skip
