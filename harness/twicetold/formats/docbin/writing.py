"""Stories become one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from twicetold.files import whole_file
from twicetold.formats.docbin.files import load_spacy
from twicetold.formats.docbin.reading import KEY
from twicetold.formats.docbin.spans import ENTITIES, labelled_spans, spans_of
from twicetold.formats.format import Notes
from twicetold.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacy.tokens import Doc

    from twicetold.model import Article, Story


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into one file. Raises InputError where that cannot be written, or spaCy is not installed."""
    notes = Notes()
    spacy = load_spacy(str(path))
    nlp = spacy.blank("en")
    docs = spacy.tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID"], store_user_data=True)
    for story in stories:
        about = msgspec.to_builtins(replace(story, articles=()))
        for article in story.articles:
            doc = nlp.tokenizer(article.text)
            doc.user_data[KEY] = {"story": about, "article": msgspec.to_builtins(article)}
            if article.gold is not None:
                groups, ents = spans_of(doc, article.gold)
                for name, items in groups.items():
                    doc.spans[name] = items
                doc.ents = ents
                _note(article, len(groups.get(ENTITIES, ())) - len(ents), doc, notes)
            docs.add(doc)
    with whole_file(path) as scratch:
        scratch.write_bytes(docs.to_bytes())
    return notes


def _note(article: Article, apart: int, doc: Doc, notes: Notes) -> None:
    """Note what is not in the document as it is in the article, though it comes back."""
    starts = {token.idx for token in doc}
    ends = {token.idx + len(token) for token in doc}
    parts = [part for each in labelled_spans(article.gold or Extraction()) for part in each.span]
    wider = sum(part.start not in starts or part.end not in ends for part in parts)
    notes.add("spans that end within a token, which have the whole of it in doc.spans", article.id, wider)
    notes.add("mentions in or across others, or of several parts, which are in doc.spans only", article.id, apart)
