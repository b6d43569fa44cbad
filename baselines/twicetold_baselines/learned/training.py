"""Training: what all articles teach, and a model fitted for each thing that is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twicetold_baselines.learned import arguments, claims, coreference, dates, events, mentions
from twicetold_baselines.learned.known import Known
from twicetold_baselines.learned.linear import fit, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.model import Article
    from twicetold_baselines.learned.lessons import Lesson, Models


SETTINGS: Final = dict.fromkeys(
    (
        "heads", "mention.left", "mention.right", "same.NAM", "same.NOM", "same.PRO", "dates", "values",
        "triggers", "polarity", "realis", "same.event", "words", "cues", "sources", "source.right", "contents",
        "modes", "stances",
    ),
    1.0,
) | {"roles": 0.3}  # fmt: skip
"""The models, and the inverse strength of the L2 penalty of each.

0.1, 0.3, 1 and 3 were tried on dev, one model at a time, for heads, extents, coreference, dates, triggers, plain words
and roles; only for the roles was another than 1 better by a point of F1. The other models are untried at 1.
"""

TEACHERS = (mentions.teach, coreference.teach, dates.teach, events.teach, arguments.teach, claims.teach)
_OF_TOKENS = ("triggers", "heads", "dates", "words", "cues")
"""Models that label every token of a text, and so share one vocabulary: that of the first."""


def train(articles: Iterable[Article]) -> Models:
    """Return the models learned from the gold of articles. The same articles give the same models, to the bit."""
    lessons: dict[str, list[Lesson]] = {name: [] for name in SETTINGS}
    for lesson in events.teach_lists():
        lessons[lesson.model].append(lesson)
    for article in articles:
        known = Known(article)
        for teach in TEACHERS:
            for lesson in teach(known):
                lessons[lesson.model].append(lesson)
    shared = vocabulary_of(lessons[_OF_TOKENS[0]])
    return {
        name: fit(learned, shared if name in _OF_TOKENS else vocabulary_of(learned), c=SETTINGS[name])
        for name, learned in lessons.items()
    }
