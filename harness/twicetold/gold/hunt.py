"""What an error hunt says of a gold set: how good the hunters are, and how many errors they have left.

Two hunters look for errors in a copy with planted ones. Two estimates of what remains come from it:

- *recaptured*: the two are two captures of the same errors (Chapman 1951, for two samples without replacement), with
  the log-normal interval of Chao (1987). It supposes that one hunter's find says nothing about the other's.
- *by planted*: hunters find real errors as they find planted ones. It supposes that the planted errors are as hard to
  find as the real ones.
"""

from __future__ import annotations

import re
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

import msgspec

from twicetold.errors import InputError
from twicetold.gold.closed_lists import explained
from twicetold.gold.places import meet
from twicetold.gold.stats import stats
from twicetold.model import ArticleId, Fragment, Span, Struct, text_of
from twicetold.schema import Finding, read_documents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from twicetold.gold.plant import Planted
    from twicetold.model import Story

T = TypeVar("T", bound=Struct)

HuntLayer = Literal["entities", "dates", "events", "claims", "links"]

_Key = tuple[str, HuntLayer, str, int]

_COUNTED = {
    "entities": ("mentions",),
    "dates": ("dates",),
    "events": ("triggers", "arguments"),
    "claims": ("claims",),
    "links": ("linked entities", "linked events", "claim relations"),
}
"""What can be wrong in each layer, by the names of `stats`."""

_Z = 1.96


def read_lines(path: Path, kind: type[T]) -> list[T]:
    """Read a file of JSON Lines. Raises InputError with the line and the place in it."""
    found = []
    for document in read_documents(path):
        if isinstance(document, Finding):
            raise InputError(str(document))
        try:
            found.append(msgspec.convert(document.value, kind))
        except msgspec.ValidationError as error:
            raise InputError(f"{path}:{document.first_line}: {explained(error, kind)}") from error
    return found


class HuntFinding(Struct, frozen=True):
    """What a hunter says is wrong: in which article and layer, on which line of the text, at which words, and why."""

    article: ArticleId
    layer: HuntLayer
    words: str
    problem: str
    line: int = 0


class Verdict(Struct, frozen=True):
    """What was decided about something found that was not planted: `real` or `false`, and which hunters found it."""

    article: ArticleId
    layer: HuntLayer
    words: str
    problems: tuple[str, ...]
    hunters: tuple[int, ...]
    line: int = 0
    verdict: Literal["real", "false", ""] = ""


class Remaining(NamedTuple):
    """An estimate of the errors that remain, with its 95 % interval; None where there is nothing to go by."""

    estimate: float | None
    low: float | None
    high: float | None


class Row(NamedTuple):
    """The figures of one layer: planted errors and real ones, by hunter, and what remains."""

    items: int
    planted: int
    planted_found: tuple[int, int, int]
    """By the first hunter, by the second, by either."""
    real: tuple[int, int, int]
    """By the first hunter, by the second, by both."""
    false: int
    recaptured: Remaining
    by_planted: Remaining

    @property
    def confirmed(self) -> int:
        """How many real errors were found."""
        first, second, both = self.real
        return first + second - both


class Hunt(NamedTuple):
    """The figures of each layer and of all, and what still needs a verdict."""

    rows: dict[str, Row]
    open: list[Verdict]


def hunt(
    stories: Sequence[Story],
    planted: Sequence[Planted],
    findings: tuple[Sequence[HuntFinding], Sequence[HuntFinding]],
    verdicts: Sequence[Verdict] = (),
) -> Hunt:
    """Compare what two hunters found in a copy with what was planted there.

    `stories` are the copy's or those it was made of: only the texts and the number of items count. Raises InputError
    for a record or a finding that is not about these stories, or whose words do not stand in them.
    """
    texts = {article.id: article.text for story in stories for article in story.articles}
    for error in planted:
        if text_of(error.places[0], texts.get(error.article, "")) != error.words:
            raise InputError(f"{error.article}: {error.words!r} was planted where the text here is another")
    captured: dict[int, set[int]] = {number: set() for number in range(len(planted))}
    other: list[_Found] = []
    for hunter, found in enumerate(findings, start=1):
        for finding in found:
            places = _places(finding, texts)
            met = [
                number
                for number, error in enumerate(planted)
                if (error.article, error.layer) == (finding.article, finding.layer)
                and any(meet(place, theirs) for place in places for theirs in error.places)
            ]
            for number in met:
                captured[number].add(hunter)
            if not met:
                _gather(other, finding, places, hunter)
    decided = {_key(verdict): verdict.verdict for verdict in verdicts}
    totals = stats(stories).totals
    items = {layer: sum(totals[name]["all"] for name in names) for layer, names in _COUNTED.items()}
    items["all"] = sum(items.values())
    rows = {
        layer: _row(
            items[layer],
            [
                captured[number]
                for number, error in enumerate(planted)
                if layer in (error.layer, "all") and not error.tenable
            ],
            [each for each in other if layer in (each.finding.layer, "all")],
            decided,
        )
        for layer in items
    }
    return Hunt(rows, [each.verdict() for each in other if not decided.get(_key(each.finding))])


class _Found:
    """Something found that was not planted, by one hunter or by both; the finding is that of the first."""

    def __init__(self, finding: HuntFinding, places: Sequence[Span], hunter: int) -> None:
        self.finding = finding
        self.places = places
        self.problems = [finding.problem]
        self.hunters = {hunter}

    def verdict(self) -> Verdict:
        """Return it as a verdict that is still to be given."""
        article, layer, words, line = _key(self.finding)
        return Verdict(article, layer, words, tuple(self.problems), tuple(sorted(self.hunters)), line)


def _key(said: HuntFinding | Verdict) -> _Key:
    """Return what a verdict and the finding it is about have in common."""
    return said.article, said.layer, said.words, said.line


def _gather(found: list[_Found], finding: HuntFinding, places: Sequence[Span], hunter: int) -> None:
    """Add a finding to what the other hunter found at the same place, or as something new."""
    for each in found:
        same = (each.finding.article, each.finding.layer) == (finding.article, finding.layer)
        if same and hunter not in each.hunters and any(meet(mine, theirs) for mine in each.places for theirs in places):
            each.hunters.add(hunter)
            each.problems.append(finding.problem)
            return
    found.append(_Found(finding, places, hunter))


def _places(finding: HuntFinding, texts: dict[str, str]) -> list[Span]:
    """Return where the words of a finding stand: on its line if they stand there, else wherever they do.

    An ellipsis among the words stands for others on the line.
    """
    text = texts.get(finding.article)
    if text is None:
        raise InputError(f"{finding.article}: a finding is about an article that is not in the copy")
    pattern = r"\s+".join(".*?" if word == "…" else re.escape(word) for word in finding.words.split())
    places = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []
    if not places:
        raise InputError(f"{finding.article}: the words {finding.words!r} of a finding do not stand in the text")
    on_line = [place for place in places if text.count("\n", 0, place[0]) + 1 == finding.line]
    return [(Fragment(*place),) for place in on_line or places]


def _row(items: int, captured: Sequence[set[int]], other: Sequence[_Found], decided: Mapping[_Key, str]) -> Row:
    real = [each.hunters for each in other if decided.get(_key(each.finding)) == "real"]
    by_first, by_second, both = (sum(wanted <= hunters for hunters in real) for wanted in ({1}, {2}, {1, 2}))
    first, second, either = (sum(bool(wanted & hunters) for hunters in captured) for wanted in ({1}, {2}, {1, 2}))
    return Row(
        items,
        len(captured),
        (first, second, either),
        (by_first, by_second, both),
        sum(decided.get(_key(each.finding)) == "false" for each in other),
        recaptured(by_first, by_second, both),
        by_planted(len(real), either, len(captured)),
    )


def recaptured(first: int, second: int, both: int) -> Remaining:
    """Return what two hunters left, from how many each found and how many both did (Chapman; Chao's interval).

    Where that is nothing there is no interval.
    """
    found = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    left = total - found
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    if not found:
        return Remaining(None, None, None)
    if left <= 0:
        return Remaining(0.0, None, None)
    spread = exp(_Z * sqrt(log(1 + variance / left**2)))
    return Remaining(left, left / spread, left * spread)


def by_planted(real: int, found: int, planted: int) -> Remaining:
    """Return what is left of errors if hunters find real ones as they find planted ones.

    With the share found unknown but for the planted ones (a beta distribution by Jeffreys' prior), what is left beside
    `real` found has a beta negative binomial distribution: its median, and its central 95 %.
    """
    from scipy.stats import betanbinom  # noqa: PLC0415 - heavy

    if not planted:
        return Remaining(None, None, None)
    left = betanbinom(real + 1, found + 0.5, planted - found + 0.5)
    low, middle, high = (float(left.ppf(level)) for level in (0.025, 0.5, 0.975))
    return Remaining(middle, low, high)
