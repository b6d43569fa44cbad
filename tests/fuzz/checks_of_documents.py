"""What must hold of documents that have a schema, of lines of predictions, and of what systems answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from fuzz import invented, seeds
from fuzz.inputs import held
from twicetold import schema, sense, validation
from twicetold.model import Article, Extraction, Linking, Prediction, Story, text_of
from twicetold.predictions import read_predictions
from twicetold.running.folder import RunFolder
from twicetold.running.manifest import Manifest
from twicetold.systems import output
from twicetold.systems.recorded import Recorded

if TYPE_CHECKING:
    from pathlib import Path

_KINDS: dict[str, type[Any]] = {
    "article": Article, "extraction": Extraction, "linking": Linking, "prediction": Prediction, "run": Manifest,
    "story": Story,
}  # fmt: skip
STORY = invented.story()
ARTICLE = STORY.articles[0]
_IDENTITY = msgspec.json.decode(seeds.run_folder()[0]["run.json"], type=Manifest).identity


def validates(folder: Path) -> bool:
    """Hold that every finding has its place, and that a document without any can be used."""
    path = next(folder.iterdir())
    findings = list(validation.validate_file(path))
    for finding in findings:
        assert finding.path == str(path)
        assert finding.line >= 1
        assert finding.problem
        assert str(finding).encode()
    if not findings:
        for document in schema.read_documents(path):
            assert not isinstance(document, schema.Finding)
            _use(document.value)
    return not findings


def _use(value: Any) -> None:
    """Convert a valid document, or the part of it that is one when what it quotes is grounded."""
    kind = schema.kind_of(value)
    raw = value["extraction"] if kind == "prediction" else value
    if kind in {"extraction", "prediction"} and b'"quote"' in msgspec.json.encode(raw):
        output.examine(raw, ARTICLE.text)
    else:
        msgspec.convert(value, _KINDS[kind], strict=False)  # 5.0 is an integer of JSON Schema


def reads_predictions(folder: Path) -> bool:
    """Hold that predictions make sense, and that the same file as a system hands them back."""
    path = next(folder.iterdir())
    found = read_predictions(path, [STORY])
    for article in STORY.articles:
        assert list(sense.check_extraction(found.extractions.get(article.id, Extraction()), article.text)) == []
    recorded = Recorded(str(path), options={})
    try:
        for article in STORY.articles:
            if article.id in found.extractions:
                assert output.accept(article, recorded.extract(article)) == found.extractions[article.id]
        recorded.link(STORY, found.extractions)
    finally:
        recorded.close()
    return True


def takes_up(folder: Path) -> bool:
    """Hold that a run goes on from what is in its folder, or is refused."""
    with RunFolder(folder, _IDENTITY) as run:
        assert run.ungrounded >= 0
        for name in run.before:
            assert name
    return True


def answers(folder: Path) -> bool:
    """Hold that a program's answer is an extraction of the text with offsets only, or is refused."""
    raw = output.json_of(ARTICLE.id, held(folder, "answer.json"))
    extraction = output.accept(ARTICLE, raw)
    assert list(sense.check_extraction(extraction, ARTICLE.text)) == []
    return True


def links(folder: Path) -> bool:
    """Hold that links are of what was found, or refused."""
    name = f"{STORY.id}/links"
    raw = output.json_of(name, held(folder, "links.json"))
    golds = {article.id: article.gold or Extraction() for article in STORY.articles}
    found = output.accept_links(STORY, raw, golds)
    assert list(sense.check_links(found, dict(golds))) == []
    return True


def grounds(folder: Path) -> bool:
    """Hold that quotations are found in any text, or counted, and that offsets make sense."""
    text = held(folder, "text.txt").decode(errors="replace")
    try:
        raw = msgspec.json.decode(held(folder, "extraction.json"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    extraction, faults = output.examine(raw, text)
    assert all(pointer.startswith("/") or not pointer for pointer, _ in faults)
    if not faults:
        assert list(sense.check_extraction(extraction, text)) == []
        for entity in extraction.entities:
            for mention in entity.mentions:
                assert text_of(mention.span, text)
    return not faults
