"""What the page of a story loads: text, gold and links of the story, and what each system predicted for it.

Spans are `[{"start", "end"}]` in code points; an extraction is the JSON of `twicetold.model.Extraction`. An article
goes by its letter, which is what follows the slash in its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twicetold.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.measures.errors import Error
    from twicetold.measures.link_errors import Link, LinkError
    from twicetold.measures.links import End
    from twicetold.measures.outcome import Item
    from twicetold.model import Article, Links, Member, Story
    from twicetold.report.site.gathering import Predicted


def letter_of(article: Article) -> str:
    """Return what an article is called within its story."""
    return article.id.partition("/")[2]


def story_value(story: Story) -> dict[str, Any]:
    """Return a story with its gold."""
    return {
        "id": story.id,
        "title": story.title,
        "topic": story.topic,
        "split": story.split,
        "phenomena": story.phenomena,
        "articles": [_article_value(article) for article in story.articles],
        "links": _links_value(story.links),
    }


def _article_value(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "letter": letter_of(article),
        "outlet": article.outlet,
        "headline": article.headline,
        "published": article.published,
        "genre": article.genre,
        "text": article.text,
        "gold": article.gold or Extraction(),
    }


def prediction_value(predicted: Predicted) -> dict[str, Any]:
    """Return what a system predicted for a story, with what is wrong in the order of the text, and in its links."""
    return {
        "articles": {
            letter_of(article): {
                "extraction": predicted.extractions[article.id],
                "errors": [_error_value(error) for error in in_order(predicted.errors[article.id])],
            }
            for article in predicted.story.articles
        },
        "links": _links_value(predicted.links),
        "link_errors": [_link_error_value(error) for error in predicted.link_errors],
    }


def _links_value(links: Links) -> dict[str, Any]:
    """Return what connects the articles of a story, members as pairs of letter and id."""
    return {
        **{
            layer: [
                {"members": [_member_value(member) for member in cluster.members], "phenomena": cluster.phenomena}
                for cluster in clusters
            ]
            for layer, clusters in (("entities", links.entities), ("events", links.events))
        },
        "claims": [
            {
                "label": relation.label,
                "first": _member_value(relation.first),
                "second": _member_value(relation.second),
                "phenomena": relation.phenomena,
            }
            for relation in links.claims
        ],
    }


def _member_value(member: Member) -> tuple[str, str]:
    return _end_value((member.article, member.id))


def _link_error_value(error: LinkError) -> dict[str, Any]:
    labels = [link.label for link in (error.gold, error.predicted) if link]
    return {
        "layer": error.layer,
        "kind": error.kind,
        "gold": error.gold and _link_value(error.gold),
        "predicted": error.predicted and _link_value(error.predicted),
        "stand_for": [end and _end_value(end) for end in error.stands_for],
        "label": " → ".join(dict.fromkeys(labels)),
    }


def _link_value(link: Link) -> dict[str, Any]:
    return {"ends": [_end_value(link.first), _end_value(link.second)], "label": link.label}


def _end_value(end: End) -> tuple[str, str]:
    article, item = end
    return article.partition("/")[2], item


def in_order(errors: Iterable[Error]) -> list[Error]:
    """Return errors in the order of the text; those of no place, quotations that are not in it, come last."""

    def place(error: Error) -> tuple[bool, int, int]:
        span = _main(error).span
        return (False, span[0].start, span[-1].end) if span else (True, 0, 0)

    return sorted(errors, key=place)


def _main(error: Error) -> Item:
    item = error.gold or error.predicted
    if item is None:
        raise ValueError(error)
    return item


def _error_value(error: Error) -> dict[str, Any]:
    gold, predicted = error.gold, error.predicted
    return {
        "layer": error.layer,
        "kind": error.kind,
        "gold": gold and gold.id,
        "predicted": predicted and predicted.id,
        "span": _main(error).span,
        "gold_span": gold and gold.span,
        "predicted_span": predicted and predicted.span,
        "label": label_of(error),
    }


def label_of(error: Error) -> str:
    """Return the type of what is wrong; where gold and prediction differ in it, or in what the kind names, both."""
    told = [_told(error.kind, item) for item in (error.gold, error.predicted) if item]
    return " → ".join(dict.fromkeys(told))


def _told(kind: str, item: Item) -> str:
    if kind == "wrong value":
        return str(item.key.value)
    if kind == "wrong stance":
        return str(item.key.stance)
    return item.label
