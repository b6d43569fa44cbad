"""`spacy:MODEL`: any spaCy pipeline that finds entities.

MODEL is an installed pipeline, the folder of one, or `blank:LANGUAGE`. What its labels are here says
`labels_spacy.toml`, or the map that the option `labels` names.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from twicetold.errors import InputError
from twicetold.ontology import ENTITY_TYPES, DateType
from twicetold.systems.labels import file_of_labels, read_labels
from twicetold.timex import UNKNOWN_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from twicetold.model import Article

DEFAULT_LABELS = Path(__file__).with_name("labels_spacy.toml")

_AT_THE_EDGE = {"det", "predet", "case"}
"""What stands around a name and is not in its head: dependencies of ClearNLP and of Universal Dependencies."""


class Pipeline:
    """A spaCy pipeline. Its name and version are those of its own meta data.

    All it calls an entity is a name (NAM). Mentions of the same words and type are one entity: spaCy says no more. The
    head of a mention is the name without determiner and possessive ending, as the guidelines have it, if the pipeline
    parses; where it does not, no head is said. (The root of the parse is one word of a name, and rarely the head.)

    spaCy gives times no value, and an extraction needs one. So they are left out, unless the map of labels asks for
    them: then their place and type can be scored, and their value says that it is unknown (`UNKNOWN_VALUES`).
    """

    batch = 32

    def __init__(self, model: str, *, options: Mapping[str, str]) -> None:
        path = file_of_labels(f"spacy:{model}", options) or DEFAULT_LABELS
        self._labels = read_labels(path, (*ENTITY_TYPES, *get_args(DateType)))
        self._nlp = _load(model)
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}"
        self.version: str = meta["version"]
        self._refuse_unmapped(model, path)
        self.configuration = {
            "model": model,
            "version": self.version,
            "spacy": version("spacy"),
            "components": list(self._nlp.pipe_names),
            "sha256": _hash_of(self._nlp.path),
            "labels_sha256": hashlib.sha256(json.dumps(self._labels, sort_keys=True).encode()).hexdigest(),
        }

    def extract(self, article: Article) -> dict[str, Any]:
        """Return the entities of an article, and its times if the map asks for them, as the JSON of an extraction."""
        return self._extraction(self._nlp(article.text))

    def extract_many(self, articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
        """Yield what is found in each article, in their order."""
        texts = [article.text for article in articles]
        return map(self._extraction, self._nlp.pipe(texts, batch_size=self.batch))

    def _extraction(self, doc: Doc) -> dict[str, Any]:
        entities: dict[tuple[str, str], dict[str, Any]] = {}
        dates: list[dict[str, Any]] = []
        for found in doc.ents:
            target = self._labels.get(found.label_, "")
            where = [{"start": found.start_char, "end": found.end_char}]
            if target in UNKNOWN_VALUES:
                name = f"d{len(dates) + 1}"
                dates.append({"id": name, "span": where, "type": target, "value": UNKNOWN_VALUES[target]})
            elif target:
                words = " ".join(found.text.split())
                new = {"id": f"e{len(entities) + 1}", "type": target, "name": words, "mentions": []}
                entity = entities.setdefault((words, target), new)
                entity["mentions"].append({"span": where, "head": _head(found), "level": "NAM"})
        return {"entities": list(entities.values()), "dates": dates}

    def _refuse_unmapped(self, model: str, path: Path) -> None:
        """Raise InputError if the pipeline says which labels it gives, and the map has none of them."""
        finders = [name for name in self._nlp.pipe_names if "doc.ents" in self._nlp.get_pipe_meta(name).assigns]
        labels = {label for name in finders for label in self._nlp.pipe_labels.get(name, ())}
        if labels and not any(self._labels.get(label) for label in labels):
            shown = ", ".join(sorted(labels))
            raise InputError(f"spacy:{model}: {path} maps none of its labels; map some of these: {shown}")


def _load(model: str) -> Language:
    """Return a pipeline. Raises InputError that says what to install."""
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise InputError(f"spacy:{model}: spaCy is not installed; pip install 'twicetold[spacy]'") from error
    kind, colon, language = model.partition(":")
    try:
        return spacy.blank(language) if colon and kind == "blank" else spacy.load(model)
    except (OSError, ImportError, ValueError) as error:
        hint = "MODEL is an installed pipeline (python -m spacy download MODEL), a folder, or blank:en"
        raise InputError(f"spacy:{model}: {error}; {hint}") from error


def _hash_of(folder: Path | None) -> str | None:
    """Return the SHA-256 over the names and contents of the files of a pipeline; None where it has none."""
    if folder is None:
        return None
    digest = hashlib.sha256()
    for path in sorted(path for path in Path(folder).rglob("*") if path.is_file() and path.suffix != ".pyc"):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _head(found: Span) -> list[dict[str, int]]:
    """Return the head of an entity's mention; nothing if it is the whole of it, or there is no parse."""
    if not found.doc.has_annotation("DEP"):
        return []
    inner = [number for number, token in enumerate(found) if token.dep_ not in _AT_THE_EDGE]
    if not inner or len(inner) == len(found):
        return []
    first, last = found[inner[0]], found[inner[-1]]
    return [{"start": first.idx, "end": last.idx + len(last)}]
