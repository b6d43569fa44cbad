"""links.txt: what connects the articles of a story, a line a link.

    entities    a:e1  b:e4
    events      a:v2  b:v1  #granularity
    CONTRADICT  a:c3  b:c5  #contradiction-number

A line that begins with `#` and a blank is a remark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, get_args

import msgspec

from twicetold.gold import table
from twicetold.gold.closed_lists import explained
from twicetold.gold.marks import fail
from twicetold.gold.phenomena import DERIVED, without_derived_links
from twicetold.model import Cluster, Links, Relation
from twicetold.ontology import RelationLabel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twicetold.model import Member

T = TypeVar("T", Cluster, Relation)

_LINKED_LAYERS = ("entities", "events")


def read(source: str, story: str, path: Path | str = "<links>") -> Links:
    """Read the links of a story, named by its id, from the text of their file; every fault is a MarkupError."""
    clusters: dict[str, list[Cluster]] = {name: [] for name in _LINKED_LAYERS}
    relations: list[Relation] = []
    position = 0
    for line in source.splitlines(keepends=True):
        kind, *words = line.split() or [""]
        members = [word.partition(":") for word in words if not word.startswith("#")]
        joined = [{"article": f"{story}/{letter}", "id": item} for letter, _, item in members]
        tags = [word[1:] for word in words if word.startswith("#")]
        if not _is_link(line):
            pass
        elif not all(letter and colon and item for letter, colon, item in members):
            fail("a member of a link is written article:id, as in a:e1", source, position, path)
        elif kind in _LINKED_LAYERS:
            clusters[kind].append(_link({"members": joined, "phenomena": tags}, Cluster, source, position, path))
        elif kind not in get_args(RelationLabel):
            known = ", ".join((*_LINKED_LAYERS, *get_args(RelationLabel)))
            fail(f"{kind!r} is none of {known}", source, position, path)
        elif len(joined) != 2:  # noqa: PLR2004 - a relation has two sides
            fail("a relation joins two claims", source, position, path)
        else:
            value = {"label": kind, "first": joined[0], "second": joined[1], "phenomena": tags}
            relations.append(_link(value, Relation, source, position, path))
        position += len(line)
    return Links(**{name: tuple(found) for name, found in clusters.items()}, claims=tuple(relations))


def _link(value: object, kind: type[T], source: str, position: int, path: Path | str) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        fail(explained(error, kind), source, position, path)


def write(links: Links) -> str:
    """Write the links, without the phenomena that follow from the rest: the inverse of `read`."""
    written = without_derived_links(links)
    rows = [
        _row(layer, cluster.members, cluster.phenomena)
        for layer in _LINKED_LAYERS
        for cluster in getattr(written, layer)
    ]
    rows += [_row(each.label, (each.first, each.second), each.phenomena) for each in written.claims]
    return table.write(rows)


def _row(kind: str, members: Sequence[Member], phenomena: Sequence[str]) -> list[str]:
    return [kind, *map(named, members), *(f"#{name}" for name in phenomena)]


def named(member: Member) -> str:
    """Return a member as it is written here: `a:e1`."""
    return f"{member.article.rpartition('/')[2]}:{member.id}"


def tidied(source: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the file in normal form and with new ids, by letter of the article and old id.

    Remarks and blank lines stay where they are.
    """

    def renamed(word: str) -> str:
        letter, colon, item = word.partition(":")
        return f"{letter}{colon}{names.get(letter, {}).get(item, item)}"

    lines = source.splitlines()
    rows = [[renamed(word) for word in line.split() if word[1:] not in DERIVED] for line in lines if _is_link(line)]
    written = iter(table.write(rows).splitlines())
    return "".join(f"{next(written) if _is_link(line) else line}\n" for line in lines)


def _is_link(line: str) -> bool:
    return line.split()[:1] not in ([], ["#"])
