"""What the tests of INCEpTION share: CASes, made here with cassis of invented text, and reading them."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cassis import Cas, TypeSystem  # type: ignore[import-untyped]

from formats import common
from twicetold.formats.format import labels_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from twicetold.formats.format import Labels, Notes
    from twicetold.model import Article, Extraction, Story

    Extract = Callable[..., tuple[Extraction, list[str]]]

CORE = "de.tudarmstadt.ukp.dkpro.core.api"
NAMED_ENTITY = f"{CORE}.ner.type.NamedEntity"
CHAIN = f"{CORE}.coref.type.CoreferenceChain"
LINK = f"{CORE}.coref.type.CoreferenceLink"
TOKEN = f"{CORE}.segmentation.type.Token"
ANNOTATION = "uima.tcas.Annotation"
STRING = "uima.cas.String"

TEXT = "Ada Lund met the mayor, she said. On 5 May 😀 the Vell Bank sued Oru Bay."
"""Has an emoji, which is two units in UTF-16, before the bank."""

LABELS: Labels = {
    "entities": {**labels_of("inception")["entities"], "custom.Span.label=Person": "PER", "custom.Thing": "MISC"},
    "dates": {**labels_of("inception")["dates"], "custom.Date": "DATE", "custom.Date.kind=length": "DURATION"},
    "events": {
        "custom.Event.type=meeting": "Contact.Meet",
        "custom.Event.type=lawsuit": "Justice.Sue",
        "custom.Event.type=idle": "",
        "custom.Event": "Unknown",
    },
    "roles": {
        "who": "Participant",
        "suing": "Plaintiff",
        "custom.Event.when": "Time",
        "sued": "Defendant",
        "place": "Place",
    },
}


def type_system() -> Any:
    """Return the types that INCEpTION has for its own layers and for layers of a project."""
    types = TypeSystem()

    def make(name: str, parent: str, **features: str) -> None:
        made = types.create_type(name, parent)
        for feature, kind in features.items():
            with warnings.catch_warnings(action="ignore"):  # `type` is another thing in Python
                types.create_feature(made, feature, kind)

    make(TOKEN, ANNOTATION)
    make(NAMED_ENTITY, ANNOTATION, value=STRING, identifier=STRING)
    make(LINK, ANNOTATION, referenceType=STRING, referenceRelation=STRING)
    types.create_feature(types.get_type(LINK), "next", LINK)
    make(CHAIN, "uima.cas.AnnotationBase", first=LINK)
    make("webanno.custom.SagaLink", ANNOTATION, referenceType=STRING)
    types.create_feature(types.get_type("webanno.custom.SagaLink"), "next", "webanno.custom.SagaLink")
    make("webanno.custom.SagaChain", "uima.cas.AnnotationBase", first="webanno.custom.SagaLink")
    make("webanno.custom.Odd", ANNOTATION, first=STRING, next=STRING, Governor=STRING, Dependent=STRING)
    make("webanno.custom.EventArgumentsLink", "uima.cas.TOP", role=STRING, target=ANNOTATION)
    make("webanno.custom.Event", ANNOTATION, type=STRING)
    for slot in ("arguments", "when"):
        types.create_feature(
            types.get_type("webanno.custom.Event"), slot, "uima.cas.FSArray", "webanno.custom.EventArgumentsLink"
        )
    make("webanno.custom.Date", ANNOTATION, kind=STRING, value=STRING)
    make("webanno.custom.Thing", ANNOTATION, identifier=STRING)
    make("custom.Span", ANNOTATION, label=STRING)
    for layer in ("webanno.custom.Role", "custom.Relation"):
        make(layer, ANNOTATION, Governor=ANNOTATION, Dependent=ANNOTATION, label=STRING)
    return types


class Maker:
    """A CAS in the making; annotations are placed by the words they cover."""

    def __init__(self, text: str = TEXT) -> None:
        self.types = type_system()
        self.cas = Cas(self.types, sofa_string=text)
        self.text = text

    def make(self, name: str, **features: Any) -> Any:
        """Return a structure that is not in the index."""
        full = name if name.count(".") > 1 or name.startswith("custom.") else f"webanno.custom.{name}"
        slots = {each.name for each in self.types.get_type(full).all_features if each.rangeType.name.endswith("Array")}
        return self.types.get_type(full)(
            **{
                {"type": "type_"}.get(key, key): self.array(value) if key in slots else value
                for key, value in features.items()
            }
        )

    def array(self, elements: list[Any]) -> Any:
        return self.types.get_type("uima.cas.FSArray")(elements=elements)

    def add(self, name: str, words: str | None = None, occurrence: int = 0, **features: Any) -> Any:
        """Return an annotation of some words, or of the document as a whole."""
        if words is not None:
            start = -1
            for _ in range(occurrence + 1):
                start = self.text.index(words, start + 1)
            features |= {"begin": start, "end": start + len(words)}
        made = self.make(name, **features)
        self.cas.add(made)
        return made

    def chain(self, *links: Any, name: str = CHAIN) -> None:
        for link, following in pairwise(links):
            link.next = following
        self.cas.add(self.make(name, first=links[0]))

    def slot(self, target: Any, role: str | None = None) -> Any:
        return self.make("EventArgumentsLink", role=role, target=target)

    def relate(self, one: Any, other: Any, label: str | None = None, name: str = "Role") -> None:
        self.cas.add(self.make(name, begin=0, end=3, Governor=one, Dependent=other, label=label))

    def xmi(self) -> bytes:
        written: str = self.cas.to_xmi()
        return written.encode()

    def json(self) -> bytes:
        written: str = self.cas.to_json(pretty_print=True)
        return written.encode()

    def types_xml(self) -> bytes:
        written: str = self.types.to_xml()
        return written.encode()

    def zip(self, name: str = "anna.xmi") -> bytes:
        """Return what INCEpTION exports for one document."""
        return zipped({name: self.xmi(), "TypeSystem.xml": self.types_xml()})


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def read(path: Path, labels: Labels = LABELS) -> tuple[list[Story], Notes]:
    return common.read("inception", path, labels)


def only(path: Path, labels: Labels = LABELS) -> tuple[Article, list[str]]:
    """Return the only article at a path, and the notes."""
    stories, notes = read(path, labels)
    (article,) = common.articles(stories)
    return article, list(notes)


def gold(article: Article) -> Extraction:
    assert article.gold is not None
    return article.gold
