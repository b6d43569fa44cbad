"""What a language model is told, and the form in which it is to answer.

The words are files in prompts_en/, whose README lists their placeholders. A conversation is a system message, worked
examples (a question and its answer each), and the question about the article.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import corpus
from twicetold.errors import InputError
from twicetold.model import Extraction, Fragment, Struct
from twicetold.ontology import LAYERS, UNKNOWN
from twicetold.resources import data_root
from twicetold.schema import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twicetold.model import Article

Messages = list[dict[str, str]]


FOLDER = Path(__file__).with_name("prompts_en")

PLACEHOLDERS = {
    "system.md": {"task", "guidelines"},
    **{f"{layer}.md": set[str]() for layer in LAYERS},
    "question.md": {"published", "found", "text"},
    "found.md": {"items"},
    "schema.md": {"schema"},
    "mend.md": {"faults"},
}

LEFT_OUT = ("start", "end", "phenomena", "ungrounded")
"""What an answer does not have: offsets, and what is not asked of a system."""

_MARKED_EXAMPLES = re.compile(r"\*\*Three examples\.\*\*\n\n```text\n.*?```\n(\nIn the [^\n]*\n)?", re.DOTALL)


class Prompts:
    """The prompts of a folder, and so many worked examples of the train split: the shortest, each of another story."""

    def __init__(self, folder: Path | None, examples: int) -> None:
        """Raise InputError for a folder that is not there, and for a file or placeholder that is not known."""
        self._templates = _templates(folder)
        self._guidelines = _guidelines()
        self._examples = examples
        self._pool = _pool(examples + 1) if examples else []

    def messages(self, layers: Sequence[str], article: Article, found: Mapping[str, Any]) -> Messages:
        """Return the conversation that asks for some layers, given the entities and dates that were found."""
        examples = [one for one in self._pool if _story(one) != _story(article) and one.text != article.text]
        question = _said("user", self._question(layers, article, found))
        return [*self._opening(layers, examples[: self._examples]), question]

    def with_schema(self, messages: Messages, schema: Mapping[str, Any]) -> Messages:
        """Return a conversation whose system message holds the schema of the answer."""
        form = self._fill("schema.md", schema=_json(schema))
        return [_said("system", f"{messages[0]['content']}\n{form}"), *messages[1:]]

    def mending(self, messages: Messages, answer: str, faults: Sequence[tuple[str, str]]) -> Messages:
        """Return the conversation that goes on after an answer with faults."""
        listed = "\n".join(f"{pointer or '/'}: {problem}" for pointer, problem in faults)
        return [*messages, _said("assistant", answer), _said("user", self._fill("mend.md", faults=listed))]

    def digest(self, calls: Sequence[Sequence[str]]) -> str:
        """Return the SHA-256 of all that is sent in some calls, whatever the article."""
        sent = [[answer_schema(layers), self._opening(layers, self._pool)] for layers in calls]
        words = {name: template.template for name, template in self._templates.items()}
        return hashlib.sha256(msgspec.json.encode([sent, words])).hexdigest()

    def _opening(self, layers: Sequence[str], examples: Sequence[Article]) -> Messages:
        task = "\n".join(self._fill(f"{layer}.md") for layer in layers)
        guidelines = "\n".join(self._guidelines[layer] for layer in layers)
        messages = [_said("system", self._fill("system.md", task=task, guidelines=guidelines))]
        for example in examples:
            gold = quoted(example.gold or Extraction(), example.text)
            messages.append(_said("user", self._question(layers, example, gold)))
            messages.append(_said("assistant", _json({layer: gold[layer] for layer in layers})))
        return messages

    def _question(self, layers: Sequence[str], article: Article, found: Mapping[str, Any]) -> str:
        """Tell what was found where neither entities nor dates are asked for: only then does an answer refer to it."""
        refers = not {"entities", "dates"} & set(layers)
        items = "\n".join(_json(item) for item in _listed(found)) if refers else ""
        part = self._fill("found.md", items=items) if items else ""
        return self._fill("question.md", published=article.published, found=part, text=article.text)

    def _fill(self, name: str, **values: str) -> str:
        return self._templates[name].substitute(values)


def answer_schema(layers: Sequence[str]) -> dict[str, Any]:
    """Return the JSON Schema of an answer with some layers: the extraction's own, in one piece and made strict.

    Endpoints that hold a model to a schema know only a part of JSON Schema. What they have in common is OpenAI's
    "strict": every property required, no others allowed, a type everywhere, no limits of length, number or pattern.
    Ours is sent so. The limits are checked when the answer is read; nullable properties are not needed, since what is
    optional in an extraction can be said to be empty, or has a default that the model may as well write. Offsets and
    phenomena are left out.
    """
    whole = _strict(_named("extraction.schema.json"), _named("extraction.schema.json"))
    return whole | {"properties": {layer: whole["properties"][layer] for layer in layers}, "required": list(layers)}


def quoted(item: object, text: str) -> Any:  # noqa: ANN401 - JSON
    """Return an extraction of a text, or any part of one, as JSON with quotations, as a model should answer."""
    if isinstance(item, Fragment):
        return {"quote": text[item.start : item.end]}
    if isinstance(item, tuple):
        return [quoted(each, text) for each in item]
    if isinstance(item, Struct):
        names = [name for name in item.__struct_fields__ if name not in LEFT_OUT]
        return {name: quoted(getattr(item, name), text) for name in names}
    return item


def _strict(node: Mapping[str, Any], home: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part of the schema `home` without references and within what "strict" allows."""
    if "$ref" in node:
        file, _, pointer = node["$ref"].partition("#/$defs/")
        home = _named(file) if file else home
        described = {name: node[name] for name in ("description",) if name in node}
        return _strict({**home["$defs"][pointer], **described}, home)
    strict = {name: node[name] for name in ("description", "type") if name in node}
    if "enum" in node:
        strict["enum"] = [each for each in node["enum"] if each != UNKNOWN]
        strict["type"] = ["string", "null"] if None in node["enum"] else "string"
    if "anyOf" in node:
        strict["anyOf"] = [_strict(each, home) for each in node["anyOf"]]
    if "items" in node:
        strict["items"] = _strict(node["items"], home)
    if "properties" in node:
        properties = {name: _strict(each, home) for name, each in node["properties"].items() if name not in LEFT_OUT}
        closed = {"properties": properties, "required": list(properties), "additionalProperties": False}
        strict = {"type": "object", **closed}  # what describes an object speaks of offsets
    return strict


def _named(file: str) -> dict[str, Any]:
    return next(schema for uri, schema in schemas().items() if uri.endswith(f"/{file}"))


def _templates(folder: Path | None) -> dict[str, Template]:
    own = {path.name: path for path in folder.glob("*.md")} if folder else {}
    if folder and not folder.is_dir():
        raise InputError(f"{folder}: not a folder; prompts= wants one with prompts of your own")
    for name in own.keys() - {"README.md"} - PLACEHOLDERS.keys():
        raise InputError(f"{own[name]}: no prompt is called so; there are {', '.join(PLACEHOLDERS)}")
    return {name: _template(own.get(name, FOLDER / name), known) for name, known in PLACEHOLDERS.items()}


def _template(path: Path, known: set[str]) -> Template:
    template = Template(path.read_text(encoding="utf-8"))
    if not template.is_valid():
        raise InputError(f"{path}: a $ stands alone; write $$ where a dollar sign is meant")
    if unknown := sorted(set(template.get_identifiers()) - known):
        listing = ", ".join(f"${name}" for name in sorted(known)) or "none"
        raise InputError(f"{path}: nothing is known to put for ${unknown[0]}; placeholders of this file: {listing}")
    return template


def _guidelines() -> dict[str, str]:
    """Return the guidelines' section of each layer, without the examples whose form is not that of an answer."""
    text = (data_root() / "dataset" / "GUIDELINES.md").read_text(encoding="utf-8")
    parts = re.split(r"^## \d+\. (\w+)\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {layer: f"## {layer.title()}\n{_MARKED_EXAMPLES.sub('', sections[layer.title()])}" for layer in LAYERS}


def _pool(number: int) -> list[Article]:
    shortest = [min(story.articles, key=_length) for story in corpus.load("train")]
    return sorted(shortest, key=_length)[:number]


def _length(article: Article) -> tuple[int, str]:
    return len(article.text), article.id


def _story(article: Article) -> str:
    return article.id.partition("/")[0]


def _listed(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what other calls need to know of entities and dates: the id, the type, and the words."""
    for entity in found.get("entities", ()):
        words = [_words(mention["span"]) for mention in entity["mentions"]]
        yield {"id": entity["id"], "type": entity["type"], "name": entity.get("name", ""), "mentions": words}
    for date in found.get("dates", ()):
        yield {"id": date["id"], "type": date["type"], "value": date["value"], "words": _words(date["span"])}


def _words(span: Sequence[Mapping[str, str]]) -> str:
    return " … ".join(place["quote"] for place in span if "quote" in place)


def _said(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
