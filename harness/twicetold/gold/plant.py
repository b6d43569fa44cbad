"""A copy of a gold set with errors planted in it, and the record of them.

Hunters look for errors in the copy; how many of the planted ones they find says how far to trust what they do not
find. The planted errors are of all kinds and layers and spread evenly over them; none is one that `gold lint` reports,
none makes the annotation invalid, and no two touch the same item. Ids are given anew, so that no gap betrays one.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from twicetold import sense
from twicetold.errors import InputError
from twicetold.gold import layers, link_slips, slips
from twicetold.gold.lint import lint_article, type_clashes
from twicetold.gold.phenomena import links_with_derived, with_derived, without_derived, without_derived_links
from twicetold.gold.places import item_of, places_of
from twicetold.gold.tidy import renumber
from twicetold.model import Article, Cluster, Extraction, Links, Member, Span, Story, Struct, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twicetold.gold.link_slips import LinkSlip
    from twicetold.gold.slips import Slip

replace = msgspec.structs.replace

_REJECTED = "rejected"
"""What adjudication rejected comes first in every round: it is the subtlest, and rare."""


class Planted(Struct, frozen=True):
    """One planted error: in which article and layer, of which kind, where; what was there, and what is now.

    It may show at several places: a link at every mention or trigger of the item named first. `words` is the text at
    the first. `tenable` is set by hand where a reading that adjudication rejected turns out to be no certain error: it
    does not count, and neither does finding it.
    """

    article: str
    layer: str
    kind: str
    places: tuple[Span, ...]
    words: str
    was: str
    now: str
    tenable: bool = False


class _Candidate(NamedTuple):
    """A slip that could be made, and in what: an article, or the links of a story."""

    story: str
    article: str
    slip: Slip | LinkSlip

    @property
    def group(self) -> tuple[str, str]:
        """The layer and the kind."""
        return (self.slip.layer if isinstance(self.slip, slips.Slip) else "links"), self.slip.kind


def plant(
    stories: Sequence[Story], count: int, *, seed: int, passes: Sequence[Mapping[str, Extraction]] = ()
) -> tuple[list[Story], list[Planted]]:
    """Return the stories with so many errors planted, and the record, in the order of articles and text.

    Errors are planted in what is written by hand; the phenomena that follow from it follow anew. `passes` are raw
    annotations by article id. Raises InputError where so many errors cannot be planted.
    """
    stories = [_as_written(story) for story in stories]
    copy = _Copy(stories)
    chance = random.Random(seed)  # noqa: S311 - no secret
    waiting: dict[tuple[str, str], list[_Candidate]] = {}
    for candidate in _candidates(stories, passes):
        waiting.setdefault(candidate.group, []).append(candidate)
    for group in sorted(waiting):
        chance.shuffle(waiting[group])
        waiting[group].sort(key=lambda candidate: copy.burden[candidate.article])
    planted: list[Planted] = []
    groups = sorted(waiting)
    chance.shuffle(groups)
    groups.sort(key=lambda group: not group[1].startswith(_REJECTED))
    while len(planted) < count:
        before = len(planted)
        for group in groups:
            while waiting[group] and len(planted) < count:
                done = copy.make(waiting[group].pop(0))
                if done:
                    planted.append(done)
                    waiting[group].sort(key=lambda candidate: copy.burden[candidate.article])
                    break
        if len(planted) == before:
            raise InputError(f"only {before} errors can be planted here, not {count}")
    return copy.finished(), sorted(planted, key=lambda each: (each.article, each.layer, each.places[0][0].start))


def _as_written(story: Story) -> Story:
    """Return a story as its folder has it, without what is derived."""
    articles = tuple(
        replace(article, gold=without_derived(article.gold or Extraction(), article.text)) for article in story.articles
    )
    return replace(story, articles=articles, links=without_derived_links(story.links))


def _candidates(stories: Sequence[Story], passes: Sequence[Mapping[str, Extraction]]) -> list[_Candidate]:
    """Return all that could be made."""
    found = []
    for story in stories:
        for article in story.articles:
            gold = article.gold or Extraction()
            readings = [raw.get(article.id, Extraction()) for raw in passes]
            found += [
                _Candidate(story.id, article.id, slip._replace(kind=f"{_REJECTED} {slip.kind}"))
                for slip in slips.rejected(gold, readings, article.text)
            ]
            found += [_Candidate(story.id, article.id, slip) for slip in slips.of_article(gold, article.text)]
        found += [_Candidate(story.id, slip.member.article, slip) for slip in link_slips.of_story(story)]
    return found


class _Copy:
    """The stories as errors are planted in them."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self._stories = stories
        self._articles = {article.id: article for story in stories for article in story.articles}
        self._golds = {name: article.gold or Extraction() for name, article in self._articles.items()}
        self._links = {story.id: story.links for story in stories}
        self._known = {name: set(lint_article(article, self._golds[name])) for name, article in self._articles.items()}
        self._touched: set[tuple[str, str]] = set()
        self.burden: Counter[str] = Counter()

    def make(self, candidate: _Candidate) -> Planted | None:
        """Make a slip, unless it shows, breaks something, or touches what is touched already."""
        slip = candidate.slip
        items = slip.items if isinstance(slip, slips.Slip) else (slip.member.id,)
        touched = {(candidate.article, item) for item in items}
        if touched & self._touched:
            return None
        article = self._articles[candidate.article]
        if isinstance(slip, slips.Slip):
            changed = slip.make(self._golds[article.id])
            if not (_can_be_written(slip.layer, changed, article.text) and self._passes(article, changed)):
                return None
            self._golds[article.id] = changed
            places = slip.places
        else:
            links = slip.make(self._links[candidate.story])
            if links == self._links[candidate.story] or not self._holds(links, self._golds):
                return None
            self._links[candidate.story] = links
            places = places_of(item_of(article.gold or Extraction(), slip.member.id))
        self._touched |= touched
        self.burden[article.id] += 1
        layer, kind = candidate.group
        return Planted(article.id, layer, kind, places, text_of(places[0], article.text), slip.was, slip.now)

    def _passes(self, article: Article, changed: Extraction) -> bool:
        """Tell whether an annotation is valid, still holds what is linked, and has no new finding of lint."""
        if changed == self._golds[article.id] or any(sense.check_extraction(changed, article.text)):
            return False
        if not self._holds(self._links[article.id.partition("/")[0]], self._golds | {article.id: changed}):
            return False
        return all(finding in self._known[article.id] for finding in lint_article(article, changed))

    @staticmethod
    def _holds(links: Links, golds: Mapping[str, Extraction]) -> bool:
        """Tell whether links join what exists and is of one type."""
        return not any(sense.check_links(links, dict(golds))) and not any(type_clashes(links, golds))

    def finished(self) -> list[Story]:
        """Return the stories with all ids given anew, and the phenomena that follow."""
        return [self._finished(story) for story in self._stories]

    def _finished(self, story: Story) -> Story:
        renamed = {article.id: renumber(self._golds[article.id]) for article in story.articles}
        golds = {article.id: with_derived(renamed[article.id][0], article.text) for article in story.articles}
        names = {article: found for article, (_, found) in renamed.items()}
        articles = tuple(replace(article, gold=golds[article.id]) for article in story.articles)
        links = links_with_derived(_renamed(self._links[story.id], names), golds)
        return replace(story, articles=articles, links=links)


def _can_be_written(layer: str, changed: Extraction, text: str) -> bool:
    """Tell whether the markup has a form for a layer (it has none for every place of a head)."""
    try:
        layers.write(layer, text, getattr(changed, layer))
    except InputError:
        return False
    return True


def _renamed(links: Links, names: Mapping[str, Mapping[str, str]]) -> Links:
    def new(member: Member) -> Member:
        return Member(member.article, names[member.article][member.id])

    def renamed(clusters: tuple[Cluster, ...]) -> tuple[Cluster, ...]:
        return tuple(replace(cluster, members=tuple(map(new, cluster.members))) for cluster in clusters)

    relations = tuple(replace(each, first=new(each.first), second=new(each.second)) for each in links.claims)
    return Links(renamed(links.entities), renamed(links.events), relations)
