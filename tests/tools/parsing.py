"""Parsed texts that no model made."""

from __future__ import annotations

import pytest

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc, Span  # noqa: E402 - an extra

ENGLISH = spacy.blank("en").vocab


def parsed(lines: str, *entities: tuple[int, int, str]) -> Doc:
    """Return a text of words `word part dependency head [lemma]`, a line each, in which heads are numbered from 0.

    A word that begins with `_` follows the one before without a blank. Tags are those of the parts' plainest forms, and
    VBN for a verb in -ed that is marked `acl`.
    """
    rows = [line.split() for line in lines.strip().splitlines()]
    glued = [row[0].startswith("_") for row in rows]
    words = [row[0].lstrip("_") for row in rows]
    tags = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP", "PRON": "WP"}
    doc = Doc(
        ENGLISH,
        words,
        spaces=[*(not each for each in glued[1:]), False],
        pos=[row[1] for row in rows],
        tags=["VBN" if row[2] == "acl" else tags.get(row[1], "X") for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[row[4] if len(row) > 4 else word.lower() for row, word in zip(rows, words, strict=True)],
    )
    doc.ents = [Span(doc, start, end, label) for start, end, label in entities]
    return doc
