"""Scores, stories, articles and extractions as notebooks show them: HTML that needs nothing else, without script."""

from __future__ import annotations

from functools import cache, singledispatch
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from twicetold.measures import HEADLINES
from twicetold.model import Article, Extraction, Story, text_of
from twicetold.report import counting
from twicetold.report.notebook_text import LEGEND, marked
from twicetold.report.site.numbers import count, limits, per_cent
from twicetold.report.site.plots.interval import interval_bar
from twicetold.report.site.plots.svg import tag
from twicetold.report.terminal import main_measures
from twicetold.scoring import Scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twicetold.model import Member, Span


@singledispatch
def html(value: object) -> str:
    """Return a value as HTML. Raises TypeError for one that does not show itself."""
    raise TypeError(f"{type(value).__name__} has no form for notebooks")


@html.register
def _of_scores(scores: Scores) -> str:
    """Return the main measures as a table, F1 with its interval drawn on a scale from 0 to 100."""
    rows = []
    before = ""
    for name in main_measures(scores.numbers):
        numbers, tally = scores.numbers[name], scores.totals.get(name)
        layer, _, rest = name.partition(".")
        counts = (count(tally.recall_denominator), count(tally.precision_denominator)) if tally else ("", "")
        cells = [
            tag("th", layer if layer != before else "", scope="row"),
            tag("th", rest, scope="row"),
            _number(per_cent(numbers.precision.estimate)),
            _number(per_cent(numbers.recall.estimate)),
            _number(f"{per_cent(numbers.f1.estimate)} {limits(numbers.f1)}"),
            tag("td", interval_bar(numbers.f1)),
            *map(_number, counts),
        ]
        classes = [layer, *(["first"] if layer != before else []), *(["headline"] if name in HEADLINES else [])]
        rows.append(tag("tr", *cells, class_=" ".join(classes)))
        before = layer
    heads = [("layer", ""), ("measure", ""), ("P", "number"), ("R", "number"), ("F1", "number"), ("0 to 100", "")]
    heads += [("gold", "number"), ("found", "number")]
    about = counting.count(len(scores.articles), "article")
    if scores.missing:
        about += f", {len(scores.missing)} without a prediction, counted as empty"
    if scores.not_held:
        about += f"; not in this corpus, so not scored: {', '.join(scores.not_held)}"
    return _whole(_table(heads, rows), tag("div", about), tag("div", scores.signature, class_="quiet"))


@html.register
def _of_story(story: Story) -> str:
    """Return the tellings side by side with their gold marked, and the relations between their claims."""
    about = " · ".join(each for each in (story.id, story.topic, story.split) if each)
    tellings = tag("div", *(_telling(article) for article in story.articles), class_="tellings")
    relations = [
        [relation.label, *(_words_of_claim(story, member) for member in (relation.first, relation.second))]
        for relation in story.links.claims
    ]
    parts = [tag("div", story.title, class_="headline"), tag("div", about, class_="quiet"), tellings]
    if relations:
        parts.append(_text_table("Claims of one telling and of the other", ("relation", "first", "second"), relations))
    return _whole(*parts, _legend(story.articles))


@html.register
def _of_article(article: Article) -> str:
    """Return the text with its gold marked."""
    return _whole(_telling(article), _legend([article]))


@html.register
def _of_extraction(extraction: Extraction) -> str:
    """Return a table for each layer; places are offsets into the text, which an extraction does not hold."""
    tables = [
        _text_table(
            "entities",
            ("id", "type", "name", "mentions"),
            [
                [each.id, each.type, each.name, ", ".join(f"{_place(m.span)} {m.level}" for m in each.mentions)]
                for each in extraction.entities
            ],
        ),
        _text_table(
            "dates",
            ("id", "type", "value", "mod", "place"),
            [[each.id, each.type, each.value, each.mod or "", _place(each.span)] for each in extraction.dates],
        ),
        _text_table(
            "events",
            ("id", "type", "polarity", "realis", "triggers", "arguments"),
            [
                [
                    each.id, each.type, each.polarity, each.realis, ", ".join(map(_place, each.triggers)),
                    ", ".join(f"{own.role} {own.filler or _place(own.span)}" for own in each.arguments),
                ]
                for each in extraction.events
            ],
        ),
        _text_table(
            "claims",
            ("id", "mode", "stance", "source", "cue", "content", "inside"),
            [
                [
                    each.id, each.mode, each.stance, " ".join((each.source_entity or "", _place(each.source))).strip(),
                    _place(each.cue), _place(each.content), each.nested_in or "",
                ]
                for each in extraction.claims
            ],
        ),
        _text_table(
            "not in the text",
            ("part", "label", "quote"),
            [[each.part, each.label, each.quote] for each in extraction.ungrounded],
        ),
    ]  # fmt: skip
    return _whole(*(filter(None, tables) if any(tables) else [tag("div", "nothing found")]))


@cache
def _style() -> Markup:
    return Markup((Path(__file__).parent / "notebook.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _whole(*parts: Markup) -> str:
    """Return what stands in a cell; a notebook may keep one cell and not another, so each has the style."""
    return str(tag("div", tag("style", _style()), *parts, class_="twicetold"))


def _telling(article: Article) -> Markup:
    about = " · ".join(each for each in (article.id, article.outlet, article.published, article.genre) if each)
    text = marked(article.text, article.gold or Extraction())
    return tag(
        "div",
        tag("div", article.headline, class_="headline"),
        tag("div", about, class_="quiet"),
        tag("div", text, class_="text", dir="auto"),
        class_="telling",
    )


def _legend(articles: Iterable[Article]) -> Markup:
    """Say how marks look, where there are any."""
    return tag("div", LEGEND) if any(article.gold for article in articles) else Markup("")


def _words_of_claim(story: Story, member: Member) -> str:
    for article in story.articles:
        for claim in article.gold.claims if article.gold and article.id == member.article else ():
            if claim.id == member.id:
                return f"{member.id}: {text_of(claim.content or claim.cue, article.text)}"
    return f"{member.article} {member.id}"


def _place(span: Span) -> str:
    return "+".join(f"{part.start}–{part.end}" for part in span)


def _number(text: str) -> Markup:
    return tag("td", text, class_="number")


def _table(heads: Iterable[tuple[str, str]], rows: Iterable[Markup], *before: Markup) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col", class_=own) for name, own in heads))
    return tag("table", *before, tag("thead", head), tag("tbody", *rows))


def _text_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table of texts; nothing where there are no rows."""
    if not rows:
        return Markup("")
    made = [tag("tr", *(tag("td", cell, dir="auto") for cell in row)) for row in rows]
    table = _table([(name, "") for name in heads], made, tag("caption", f"{title} ({len(rows)})"))
    return tag("div", table, class_="scroller")
