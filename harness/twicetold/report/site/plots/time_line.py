"""The time line of a story, a lane for each telling.

The axis has a slot for every day that is told of, and for every longer stretch in which no day is; slots stand in the
order of the calendar and are as wide as they must be, so that the minutes of one night and a decade can stand side by
side. A longer stretch that has slots inside lies across them.
"""

from __future__ import annotations

from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from twicetold.report.site import calendar
from twicetold.report.site.plots.shapes import shape
from twicetold.report.site.story_data import letter_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.model import Article, Story
    from twicetold.report.site.calendar import Told
    from twicetold.report.site.plots.shapes import Shape
    from twicetold.timex import Interval

_GAP, _ROW, _AXIS, _TITLE, _EDGE = 4, 22, 40, 24, 8
"""Pixels: what is between two chips, height of a row, of the axis and of a lane's title, and the edge."""
_LETTER, _PADDING, _CHIP = 6.4, 14, 34
"""Pixels: width of a letter, of what a chip has besides, and of the smallest chip."""
_LONGEST, _LONGEST_TITLE = 24, 60
"""Letters of a label, and of the title of a lane, that are shown; the name of a label has them all."""
_STACK = 4
"""How many chips stand one above the other before a second column is begun."""


_SIGNS = {"right": "✓ ", "missed": "○ ", "spurious": "✗ ", "wrong": "≠ "}
"""What stands before the label where gold and prediction are compared."""


class _Chip(NamedTuple):
    """A value, or a publication, at its place; its kind decides how it looks."""

    place: Interval
    kind: str
    label: str
    told: Told | None = None


class _Lane(NamedTuple):
    """A telling: its days and times, and its longer stretches."""

    article: Article
    points: Sequence[_Chip]
    stretches: Sequence[_Chip]


class _Axis(NamedTuple):
    """Slots, how wide the chips in each are, and where each begins; the last edge is where the last one ends."""

    slots: Sequence[Interval]
    chips: Sequence[int] = ()
    edges: Sequence[int] = ()

    def around(self, interval: Interval) -> range:
        """Return the numbers of the slots that an interval lies in or across."""
        wanted = calendar.whole_days(interval) if calendar.is_within_a_day(interval) else interval
        found = [number for number, slot in enumerate(self.slots) if calendar.holds(wanted, slot)]
        return range(found[0], found[-1] + 1)


def time_line(story: Story, told: Mapping[str, Sequence[Told]]) -> Shape:
    """Draw what `told` gives for each article of a story."""
    lanes = [_lane_of(article, told[article.id]) for article in story.articles]
    axis = _axis(lanes)
    width = max([axis.edges[-1], *(_width(_title(lane)) for lane in lanes)]) + _EDGE
    top = _AXIS
    drawn = []
    for lane in lanes:
        body, height = _lane(lane, axis, top, width)
        drawn.append(body)
        top += height
    grid = [shape("line", class_="slot", x1=edge, x2=edge, y1=_AXIS - 6, y2=top) for edge in axis.edges]
    return shape(
        "svg", *grid, *_heads(axis), *drawn,
        class_="time-line", role="group", aria_label="Time line", width=width, height=top, viewBox=f"0 0 {width} {top}",
    )  # fmt: skip


def _lane_of(article: Article, told: Sequence[Told]) -> _Lane:
    day = calendar.publication(article)
    points = [_Chip(day, "published", "published")] if day else []
    stretches = []
    for each in told:
        if each.interval and calendar.is_within_a_day(each.interval):
            kind, label = ("time", each.label) if "T" in each.value else ("day", "●")
            times = f" ×{len(each.ids)}" if len(each.ids) > 1 else ""
            points.append(_chip(each, kind, _cut(label, _LONGEST) + times))
        elif each.interval:
            stretches.append(_chip(each, "stretch", _cut(each.label, _LONGEST)))
    return _Lane(article, points, stretches)


def _chip(told: Told, kind: str, label: str) -> _Chip:
    """Return a value at its place, which must have one; a sign and its form say what is wrong with it."""
    if told.interval is None:
        raise ValueError(told)
    if told.standing is None:
        return _Chip(told.interval, kind, label, told)
    state = told.standing.state
    found = " found" if state == "wrong" and told.side == "predicted" else ""
    return _Chip(told.interval, f"{kind} {state}{found}", f"{_SIGNS[state]}{label}{found}", told)


def _axis(lanes: Sequence[_Lane]) -> _Axis:
    slots = calendar.slots(chip.place for lane in lanes for chip in [*lane.points, *lane.stretches])
    bare = _Axis(slots)
    chips, columns = [_CHIP] * len(slots), [1] * len(slots)
    widths = [_width(calendar.heading(slot)) for slot in slots]
    for lane in lanes:
        filled = [0] * len(slots)
        for chip in lane.points:
            slot = bare.around(chip.place).start
            filled[slot] += 1
            columns[slot] = max(columns[slot], -(-filled[slot] // _STACK))
            chips[slot] = max(chips[slot], _width(chip.label))
        for chip in lane.stretches:
            around = bare.around(chip.place)
            widths[around.start] = max(widths[around.start], -(-(_width(chip.label) + 2 * _GAP) // len(around)))
    needed = [count * (chip + _GAP) + _GAP for count, chip in zip(columns, chips, strict=True)]
    return _Axis(slots, chips, list(accumulate(map(max, widths, needed), initial=_EDGE)))


def _width(label: str) -> int:
    """Return about how wide a label is with its padding."""
    return ceil(len(label) * _LETTER) + _PADDING


def _cut(label: str, longest: int) -> str:
    return label if len(label) <= longest else f"{label[: longest - 1]}…"


def _heads(axis: _Axis) -> list[Shape]:
    """Name the slots, and above them the year where it changes."""
    year, heads = 0, []
    for slot, edge in zip(axis.slots, axis.edges, strict=False):
        if slot.start.year != year and calendar.is_within_a_day(slot):
            year = slot.start.year
            heads.append(shape("text", str(year), class_="year", x=edge + _GAP, y=14))
        heads.append(shape("text", calendar.heading(slot), class_="heading", x=edge + _GAP, y=30))
    return heads


def _title(lane: _Lane) -> str:
    return _cut(f"{letter_of(lane.article).upper()}  {lane.article.outlet}", _LONGEST_TITLE)


def _lane(lane: _Lane, axis: _Axis, top: int, width: int) -> tuple[Shape, int]:
    """Draw a telling: longer stretches as bars, then days and times stacked. Return the drawing and its height."""
    drawn = [
        shape("line", class_="lane", x1=0, x2=width, y1=top, y2=top),
        shape("text", _title(lane), class_="title", x=_EDGE, y=top + 16),
    ]
    top += _TITLE
    ends: list[int] = []
    for chip in lane.stretches:
        slots = axis.around(chip.place)
        row = next((number for number, end in enumerate(ends) if end <= slots.start), len(ends))
        ends[row : row + 1] = [slots.stop]
        left, right = axis.edges[slots.start] + _GAP, axis.edges[slots.stop] - _GAP
        drawn.append(_drawn(chip, left, top + row * _ROW, right - left))
    top_of_points, filled = top + len(ends) * _ROW, [0] * len(axis.slots)
    for chip in lane.points:
        slot = axis.around(chip.place).start
        column, row = divmod(filled[slot], _STACK)
        filled[slot] += 1
        width = axis.chips[slot]
        left = axis.edges[slot] + _GAP + column * (width + _GAP)
        drawn.append(_drawn(chip, left, top_of_points + row * _ROW, width))
    rows = len(ends) + min(_STACK, max(filled, default=0))
    return shape("g", *drawn), _TITLE + rows * _ROW + _EDGE


def _drawn(chip: _Chip, left: int, top: int, width: int) -> Shape:
    box = shape("rect", x=left, y=top, width=width, height=18, rx=3)
    drawn = shape("g", box, shape("text", chip.label, x=left + 6, y=top + 13), class_=f"chip {chip.kind}")
    told = chip.told
    if told is None:
        return drawn
    target = f"#item={told.letter}:{told.ids[0]}" + ("&side=predicted" if told.side == "predicted" else "")
    title = shape("title", told.name)
    return shape(
        "a", title, drawn,
        class_="told", href=target, data_side=told.side, data_dates=told.keys, aria_label=told.name,
    )  # fmt: skip
