"""An invented story that has something of everything, told twice, and what a system might find in it."""

from __future__ import annotations

from twicetold.model import (
    Argument,
    Article,
    Claim,
    Cluster,
    Date,
    Entity,
    Event,
    Extraction,
    Linking,
    Links,
    Member,
    Mention,
    Prediction,
    Relation,
    Span,
    Story,
    Ungrounded,
    span,
)

TEXTS = {
    "a": "Ada Brill, the mayor of Orm, sued Koto on Monday 🎪. “We won’t wait,” she said. A day later Koto denied it.",
    "b": "Ormé’s mayor took Koto to court. Brill had met, Koto claimed, nobody since 2021.",
}


def _at(letter: str, *words: str) -> Span:
    """Return the places of some words, each looked for behind the one before."""
    bounds: list[int] = []
    for each in words:
        start = TEXTS[letter].index(each, bounds[-1] if bounds else 0)
        bounds += [start, start + len(each)]
    return span(*bounds)


def _first() -> Extraction:
    return Extraction(
        entities=(
            Entity(
                "e1",
                "PER",
                (
                    Mention(_at("a", "Ada Brill")),
                    Mention(_at("a", "the mayor of Orm"), _at("a", "mayor"), "NOM"),
                    Mention(_at("a", "she"), level="PRO", phenomena=("pronoun",)),
                ),
                "Ada Brill",
            ),
            Entity("e2", "GPE", (Mention(_at("a", "Orm")),), phenomena=("metonymy",)),
            Entity("e3", "ORG", (Mention(_at("a", "Koto")),)),
        ),
        dates=(
            Date("d1", _at("a", "Monday"), "DATE", "2024-03-04", phenomena=("relative-weekday",)),
            Date("d2", _at("a", "A day later"), "DATE", "2024-03-05", "APPROX", "d1"),
        ),
        events=(
            Event(
                "v1",
                "Justice.Sue",
                (_at("a", "sued"),),
                (
                    Argument("Plaintiff", "e1"),
                    Argument("Defendant", "e3"),
                    Argument("Time", "d1"),
                    Argument("Crime", span=_at("a", "it")),
                ),
            ),
            Event("v2", "Contact.Meet", (_at("a", "won", "wait"),), polarity="NEGATIVE", realis="OTHER"),
        ),
        claims=(
            Claim("c1", _at("a", "said"), _at("a", "We won’t wait"), _at("a", "she"), "e1", "DIRECT"),
            Claim("c2", _at("a", "denied"), _at("a", "it"), (), "e3", stance="DENIES", nested_in="c1"),
        ),
    )


def _second() -> Extraction:
    return Extraction(
        entities=(
            Entity(
                "e1", "PER", (Mention(_at("b", "Ormé’s mayor"), _at("b", "mayor"), "NOM"), Mention(_at("b", "Brill")))
            ),
            Entity("e2", "ORG", (Mention(_at("b", "Koto")),)),
        ),
        dates=(Date("d1", _at("b", "since 2021"), "DURATION", "PXY"),),
        events=(
            Event("v1", "Justice.Sue", (_at("b", "took", "to court"),), (Argument("Plaintiff", "e1"),)),
            Event("v2", "Contact.Meet", (_at("b", "met"),), (Argument("Participant", "e1"),), "NEGATIVE"),
        ),
        claims=(Claim("c1", _at("b", "claimed"), _at("b", "Brill had met", "nobody"), _at("b", "Koto"), "e2"),),
    )


def story() -> Story:
    """Return the story with its gold."""
    golds = {"a": _first(), "b": _second()}
    articles = tuple(
        Article(
            f"suit/{letter}",
            TEXTS[letter],
            {"a": "2024-03-05", "b": "2024-03-06T09:30:00+01:00"}[letter],
            "The Plumb Line",
            "Ada Brill",
            "wire",
            gold=golds[letter],
        )
        for letter in "ab"
    )
    return Story("suit", "A suit", articles, "courts-crime", "train", links())


def links() -> Links:
    """Return what connects the two tellings."""

    def both(one: str, other: str) -> tuple[Member, Member]:
        return Member("suit/a", one), Member("suit/b", other)

    return Links(
        entities=(Cluster(both("e1", "e1")), Cluster(both("e3", "e2"))),
        events=(Cluster(both("v1", "v1")), Cluster(both("v2", "v2"))),
        claims=(Relation("CONTRADICT", *both("c2", "c1"), ("contradiction-actor",)),),
    )


def predictions() -> list[Prediction | Linking]:
    """Return lines of a system that finds the gold, and one thing that is not there."""
    lines: list[Prediction | Linking] = []
    for article in story().articles:
        gold = article.gold or Extraction()
        found = Extraction(
            gold.entities, gold.dates, gold.events, gold.claims, (Ungrounded("mention", "PER", "Nobody"),)
        )
        lines.append(Prediction(article.id, found, article.text_hash(), {"tokens": 12.0}))
    return [*lines, Linking("suit", links())]


def quoting(letter: str) -> dict[str, object]:
    """Return an extraction of a telling as a system may hand it back: with quotations for places."""
    text = TEXTS[letter]
    words = text.split()

    def quote(*several: str) -> list[dict[str, str]]:
        return [{"quote": each} for each in several]

    return {
        "entities": [
            {
                "id": "e1",
                "type": "PER",
                "mentions": [
                    {"span": quote("the mayor of Orm"), "head": quote("mayor"), "level": "NOM"},
                    {"span": quote("Brill")},
                    {"span": [{"start": 0, "end": 3}]},
                ],
            },
            {"id": "e2", "type": "ORG", "mentions": [{"span": quote("Koto")}, {"span": quote("Koto")}]},
            {"id": "e3", "type": "LOC", "mentions": [{"span": quote("Atlantis")}]},
        ],
        "dates": [{"id": "d1", "span": quote(words[-2]), "type": "DATE", "value": "2021", "anchor": None}],
        "events": [
            {
                "id": "v1",
                "type": "Justice.Sue",
                "triggers": [quote(words[2]), quote("took", "to court")],
                "arguments": [{"role": "Plaintiff", "filler": "e1"}, {"role": "Crime", "span": quote("it")}],
            }
        ],
        "claims": [
            {"id": "c1", "cue": quote("said"), "content": quote('"We won\'t  wait,"'), "source": quote("she")},
            {"id": "c2", "cue": quote("claimed"), "content": quote(" ".join(words[3:9])), "source_entity": "e2"},
        ],
    }
