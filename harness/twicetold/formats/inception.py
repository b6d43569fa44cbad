"""INCEpTION: UIMA CASes as XMI with their TypeSystem.xml, loose or in the zip that is exported, or as JSON 0.4.

Read are such a file, a folder or zip of them, and the export of a whole project. There, of each document the curated
version is read, else that of the first annotator by name; the others are noted. A document is a story of its own. In a
folder or zip what is no CAS is passed over, but there must be one.

Named entities are read by their `value`, and coreference chains, as the shipped map of labels has it. Other layers are
read as the map names them. A layer is called by its type without `webanno.`, as in `custom.Event`; the two that are
built in are `NamedEntity` and `Coreference`. These are keys of the map, the more telling ones first:

    "custom.Event.category=attack"   annotations whose feature `category` is `attack`
    "PER"                            named entities whose `value` is this
    "custom.Event"                   all other annotations of the layer

The table says what they are: [entities], [dates] or [events]. In [roles] are the roles of arguments: of what is in a
slot of an event, or at the other end of a relation from or to it, whichever way that is drawn:

    "custom.Event.arguments=agent"   what has the role `agent` in the slot feature `arguments`
    "custom.Link.label=agent"        what a relation of the layer `custom.Link` with this label leads to
    "agent"                          either of them
    "custom.Event.place"             all else in this slot
    "custom.Link"                    all else at the end of such a relation

Who fills a role is found by the annotation that is pointed at, or one at the same place; else its words do.

Some names are fixed. `identifier`: entities that have the same one, and the same type, are the same. `level` of an
entity, `value` and `mod` of a date, `polarity` and `realis` of an event, `mode` and `stance` of a claim hold the words
that we use. A claim is an annotation that the map has no key for and whose layer, or a value of it, is called
`Attribution` or `Cue`; slots or relations called `source`, `cue` and `content`, or that lead to what is called so, hold
its parts. Several that have the same part are its fragments. Without a `cue` the annotation is the cue. An annotation
of the document as a whole may have `published`, `headline` and `outlet`.

A chain is an entity, or an event, with a mention, or trigger, for each link. The map names its type by the features of
its links, as in "Coreference.referenceType=person"; else it is that of the annotations at the same places, which are
taken into it; else that of the layer's key. A `referenceType` of nam, nom or pro is the level of the mention.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from io import BytesIO, FileIO
from itertools import chain, count, islice
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple, cast, get_args

import msgspec

from twicetold import timex
from twicetold.errors import InputError
from twicetold.formats.format import Format
from twicetold.model import (
    Argument,
    Article,
    Claim,
    Date,
    Entity,
    Event,
    Extraction,
    Fragment,
    Mention,
    PointInTime,
    Story,
)
from twicetold.ontology import DateModifier, Level, Mode, Polarity, Realis, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cassis.cas import Cas, View  # type: ignore[import-untyped]
    from cassis.typesystem import FeatureStructure, Type, TypeSystem  # type: ignore[import-untyped]

    from twicetold.formats.format import Labels, Reading
    from twicetold.model import Span
    from twicetold.ontology import AnyEventType, DateType, EntityType, Filler, Role

_CAS = (".xmi", ".json", ".zip")
_TYPE_SYSTEM = "typesystem.xml"
_VERSIONS = ("curation", "annotation")
"""Folders of a project's export; they have a folder for each document, with a file for each version of it."""

_NO_ANNOTATORS = ("INITIAL_CAS", "CORRECTION_USER")
"""Versions that hold what annotators began with."""

_OWN_SUFFIX = re.compile(r"\.(xmi|json|zip|txt)$", re.IGNORECASE)
_LONGEST = 128
"""Characters of an id."""

_HEAD = 8192
"""Bytes in which a file has to say that it is a CAS, to be recognised; in XMI all name spaces come first."""

_CUSTOM = "webanno."
_BUILT_IN = {
    "de.tudarmstadt.ukp.dkpro.core.api.ner.type.": "NamedEntity",
    "de.tudarmstadt.ukp.dkpro.core.api.coref.type.": "Coreference",
}
_LINGUISTIC = ("uima.", "de.tudarmstadt.ukp.", "org.dkpro.")
"""Beginnings of types that are layers of grammar or keep the tool's own books; nobody misses those."""

_RESERVED = {"type_": "type", "self_": "self"}
"""What cassis calls features whose names mean something in Python."""

_SPANS = ("entities", "dates", "events")
_ALL = (*_SPANS, "roles")
_TABLES = {"entities": "e", "dates": "d", "events": "v", "claims": "c"}
"""How ids begin."""

_HOLDERS = ("claims", "events")
"""What slots and relations may lead from; of two ends of a relation, the first."""

_PLAIN = ("NamedEntity", "value")
"""The layer and feature whose values are keys by themselves."""

_CLAIMS = {"attribution", "cue"}
"""What claims are called, in small letters."""

_PARTS = ("source", "cue", "content")
_LEVELS = get_args(Level)
_LOOKED_AT = 3
"""Files of a folder that are looked at, to recognise it."""


class _File(NamedTuple):
    """A file in a folder or zip."""

    parts: tuple[str, ...]
    """Its path, part by part."""
    where: str
    open: Callable[[], IO[bytes]]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.parts[-1]).suffix.lower()

    @property
    def version_of(self) -> tuple[str, ...] | None:
        """The folder of the document that it is a version of, in the export of a project."""
        return self.parts[:-1] if len(self.parts) > 2 and self.parts[-3] in _VERSIONS else None  # noqa: PLR2004

    def read(self) -> bytes:
        """Return what is in it."""
        try:
            with self.open() as opened:
                return opened.read()
        except (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
            raise InputError(f"{self.where}: cannot be read: {error}") from error


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the documents of a file, folder, zip or project, each as a story."""
    _cassis(path)
    taken: set[str] = set()
    layers: dict[tuple[str, ...], _Layer] = {}
    found = False
    for name, file, types in _documents(_files_at(path), reading):
        view = _load(file, types, reading)
        if view is None:
            continue
        found = True
        if not view.sofa.sofaString:
            reading.notes.add("documents without text", file.where)
            continue
        story = _free(_clean(name), taken)
        article = _Document(view, file.where, reading, layers).article(f"{story}/a")
        yield Story(story, name, (article,))
    if not found:
        raise InputError(f"{path}: no UIMA CAS is there as XMI or JSON; export it from INCEpTION as one of these")


def _cassis(path: Path) -> None:
    """Raise InputError where cassis is not installed."""
    try:
        import cassis  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise InputError(f"{path}: reading it needs dkpro-cassis; pip install 'twicetold[inception]'") from error


def _files_at(path: Path) -> list[_File]:
    """Return the files that matter at a path; beside a loose XMI also its type system."""
    folder = path if path.is_dir() else path.parent
    paths = [path] if folder != path else [each for each in path.rglob("*") if each.is_file()]
    if path.suffix.lower() == ".xmi" and folder != path:
        paths += [each for each in folder.glob("*") if each.name.lower() == _TYPE_SYSTEM]
    name = folder.absolute().name
    return _sorted(_File((name, *each.relative_to(folder).parts), str(each), partial(FileIO, each)) for each in paths)


def _files_in(archive: zipfile.ZipFile, file: _File) -> list[_File]:
    """Return the files that matter in a zip."""
    return _sorted(
        _File((*file.parts, *PurePosixPath(name).parts), f"{file.where}/{name}", partial(archive.open, name))
        for name in archive.namelist()
        if not name.endswith("/")
    )


def _sorted(files: Iterable[_File]) -> list[_File]:
    return sorted(
        (
            file
            for file in files
            if (file.suffix in _CAS or file.parts[-1].lower() == _TYPE_SYSTEM)
            and not file.parts[-1].startswith((".", "exportedproject"))
        ),
        key=lambda file: file.parts,
    )


@contextmanager
def _opened(file: _File) -> Iterator[zipfile.ZipFile]:
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as archive:
            yield archive
    except (OSError, NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(f"{file.where}: cannot be read as a zip: {error}") from error


_TypeSystems = dict[tuple[str, ...], _File]
"""Type systems by the folder they lie in."""


def _documents(files: Sequence[_File], reading: Reading) -> Iterator[tuple[str, _File, _TypeSystems]]:
    """Yield the name of each document, the version of it that is to be read, and the type systems around it."""
    types = {file.parts[:-1]: file for file in files if file.parts[-1].lower() == _TYPE_SYSTEM}
    versions: dict[tuple[str, ...], list[_File]] = {}
    for file in files:
        if file.suffix not in _CAS:
            continue
        folder = file.version_of
        key = file.parts if folder is None else (*folder[:-2], folder[-1])
        versions.setdefault(key, []).append(file)
    alone = sum(file.version_of is None for file in files if file.suffix in _CAS) == 1
    for key, found in sorted(versions.items()):
        if found[0].version_of is not None:
            if chosen := _chosen(found, reading):
                yield key[-1], chosen, types
        elif found[0].suffix == ".zip":
            with _opened(found[0]) as archive:
                yield from _documents(_files_in(archive, found[0]), reading)
        else:
            # INCEpTION names the zip of a single document after it, and the CAS in it after the annotator.
            inside = alone and len(key) > 1 and key[-2].lower().endswith(".zip")
            yield key[-2] if inside else key[-1], found[0], types


def _chosen(versions: list[_File], reading: Reading) -> _File | None:
    """Return the curated version, or the first of an annotator; the others are noted."""
    annotated = [file for file in versions if not file.parts[-1].startswith(_NO_ANNOTATORS)]
    if not annotated:
        reading.notes.add("documents that nobody annotated", versions[0].where)
        return None
    annotated.sort(key=lambda file: (_VERSIONS.index(file.parts[-3]), file.parts[-1]))
    for file in annotated[1:]:
        reading.notes.add("further versions of documents", f"{file.where} beside {annotated[0].where}")
    return annotated[0]


def _load(file: _File, types: _TypeSystems, reading: Reading) -> View | None:
    """Return the view of a CAS that has the text; None for what is no CAS, which is noted."""
    if file.suffix == ".zip":
        with _opened(file) as archive:
            inside = _files_in(archive, file)
            types = types | {each.parts[:-1]: each for each in inside if each.parts[-1].lower() == _TYPE_SYSTEM}
            cases = [each for each in inside if each.suffix in (".xmi", ".json")]
            view = _load(cases[0], types, reading) if cases else None
        if not cases:
            reading.notes.add("zips without a UIMA CAS", file.where)
        return view
    data = file.read()
    if not re.search(rb"omg\.org/XMI" if file.suffix == ".xmi" else rb'"%(TYPES|FEATURE_STRUCTURES)"', data):
        reading.notes.add("files that are no UIMA CAS", file.where)
        return None
    cas = _from_xmi(data, file, types) if file.suffix == ".xmi" else _from_json(data, file)
    views: list[View] = sorted(cas.views, key=lambda view: not view.sofa.sofaString)
    if len(views) > 1 and views[1].sofa.sofaString:
        reading.notes.add("views beside the first", file.where)
    return views[0]


def _from_xmi(data: bytes, file: _File, types: _TypeSystems) -> Cas:
    import cassis  # noqa: PLC0415 - an extra

    folders = (file.parts[:end] for end in range(len(file.parts) - 1, 0, -1))
    found = next((types[folder] for folder in folders if folder in types), None)
    if found is None:
        raise InputError(
            f"{file.where}: no TypeSystem.xml is beside it; keep together what INCEpTION puts into its zip"
        )
    described = found.read()
    with _parsing(found.where):
        type_system = _type_system(described)
    with _parsing(file.where):
        return cassis.load_cas_from_xmi(BytesIO(data), type_system)


class _Types(msgspec.Struct):
    types: msgspec.Raw = msgspec.field(default=msgspec.Raw(b""), name="%TYPES")


def _from_json(data: bytes, file: _File) -> Cas:
    import cassis  # noqa: PLC0415 - an extra

    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        types = msgspec.json.decode(data, type=_Types).types
    except msgspec.DecodeError as error:
        at = re.search(r"byte (\d+)", str(error))
        line = data.count(b"\n", 0, int(at[1]) if at else len(data)) + 1
        raise InputError(f"{file.where}:{line}: {error}; this is no JSON, or not all of it") from error
    if not types:
        raise InputError(f"{file.where}: has no %TYPES; export it with its type system")
    with _parsing(file.where):
        return cassis.load_cas_from_json(data.decode(), _type_system_in_json(bytes(types)), merge_typesystem=False)


@lru_cache(maxsize=8)
def _type_system(data: bytes) -> TypeSystem:
    """Return a type system; documents of one project have the same, and making it takes longer than reading them."""
    import cassis  # noqa: PLC0415 - an extra

    return cassis.load_typesystem(BytesIO(data))


@lru_cache(maxsize=8)
def _type_system_in_json(types: bytes) -> TypeSystem:
    import cassis  # noqa: PLC0415 - an extra

    return cassis.load_cas_from_json(f'{{"%TYPES": {types.decode()}, "%VIEWS": {{}}}}').typesystem


@contextmanager
def _parsing(where: str) -> Iterator[None]:
    """Turn whatever cassis raises, or warns of offsets, into an InputError; what else it warns of does not matter."""
    from cassis.typesystem import TypeNotFoundError  # noqa: PLC0415 - an extra
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", message="Not mapping external offset")
            yield
    except etree.XMLSyntaxError as error:
        raise InputError(f"{where}:{error.lineno}: {error.msg}; this is no XML, or not all of it") from error
    except TypeNotFoundError as error:
        raise InputError(f"{where}: {error.message} Is TypeSystem.xml the one exported with it?") from error
    except UserWarning as error:
        raise InputError(f"{where}: an annotation begins or ends where the text has no character: {error}") from error
    except (AttributeError, LookupError, TypeError, ValueError, RuntimeError, etree.LxmlError) as error:
        raise InputError(f"{where}: {type(error).__name__}: {error}; this is no UIMA CAS, or not all of it") from error


class _Layer(NamedTuple):
    """A type of annotations, as the map of labels sees it. Features go by what cassis calls them."""

    name: str
    kind: str
    """span, relation, chain, link, or document for what has no place."""
    features: Mapping[str, str]
    """What features are called."""
    slots: tuple[str, ...]
    classes: tuple[str, ...]
    """The features for whose values the map has keys."""
    tables: tuple[str, ...]
    """The tables of the map that have keys for it."""
    matters: bool
    """Whether it is worth a note if the map has no key for it."""


def _kind(found: Type) -> str:
    """Tell what annotations of a type are; features of structure may have namesakes among a user's own."""
    ranges = {each.name: each.rangeType.name for each in found.all_features}
    leads = {name for name, kind in ranges.items() if not kind.startswith("uima.cas.")}
    if {"Governor", "Dependent"} <= leads:
        return "relation"
    if "begin" in ranges:
        return "link" if ranges.get("next") == found.name else "span"
    return "chain" if "first" in leads else "document"


def _layer(found: Type, labels: Labels) -> _Layer:
    kind = _kind(found)
    beginning, name = next(
        (pair for pair in _BUILT_IN.items() if found.name.startswith(pair[0])), ("", found.name.removeprefix(_CUSTOM))
    )
    if kind in ("chain", "link") and not beginning:
        name = re.sub("(Chain|Link)$", "", name)
    features = {each.name: _RESERVED.get(each.name, each.name) for each in found.all_features}
    named = {
        table: [key for key in labels.get(table, ()) if re.match(rf"{re.escape(name)}($|\.)", key)] for table in _ALL
    }
    classes = [
        feature
        for feature, called in features.items()
        if any(key.startswith(f"{name}.{called}=") for table in _SPANS for key in named[table])
    ]
    is_plain = name == _PLAIN[0]
    return _Layer(
        name=name,
        kind=kind,
        features=features,
        slots=tuple(each.name for each in found.all_features if each.rangeType.name == "uima.cas.FSArray"),
        classes=(*classes, _PLAIN[1]) if is_plain and _PLAIN[1] not in classes else tuple(classes),
        tables=tuple(table for table in _SPANS if named[table] or is_plain),
        matters=bool(beginning) or any(named.values()) or not name.startswith(_LINGUISTIC),
    )


class _Edge(NamedTuple):
    """What leads from an event or a claim to what has a part in it."""

    keys: tuple[str, ...]
    """Keys for the role, the more telling ones first."""
    asked: str
    """The one that is missed, where the map has none of them."""
    words: tuple[str, ...]
    """What it is called."""
    target: FeatureStructure


@dataclass(eq=False)
class _Item:
    """An entity, date, event or claim in the making."""

    table: str
    label: str
    feature: str | None = None
    """The feature that says so."""
    annotations: list[FeatureStructure] = field(default_factory=list)
    places: dict[Fragment, Level | None] = field(default_factory=dict)
    """Its mentions or triggers, with their levels as far as they are said."""
    edges: list[_Edge] = field(default_factory=list)
    is_chain: bool = False
    id: str = ""


class _Document:
    """A CAS as it is read."""

    def __init__(self, view: View, where: str, reading: Reading, layers: dict[tuple[str, ...], _Layer]) -> None:
        self.text: str = view.sofa.sofaString
        self.where = where
        self.reading = reading
        self.layers = layers
        self.items: dict[int, _Item] = {}
        """By the numbers of their annotations."""
        self.at: dict[tuple[str, Fragment], _Item] = {}
        """By their tables and places."""
        self.known: dict[tuple[str, str], _Item] = {}
        """Entities by their labels and identifiers."""
        self.left: list[FeatureStructure] = []
        """Annotations that the map has no key for."""
        self.used: set[int] = set()
        """The numbers of annotations that something leads to."""
        self.indexed = [(self._layer_of(found[0]), found) for _, found in sorted(view.type_index.items()) if found]
        self.numbers = {each.xmiID for _, found in self.indexed for each in found}
        for kind, take in (("span", self._span), ("chain", self._chain), ("relation", self._relation)):
            for layer, found in self.indexed:
                if layer.kind == kind and layer.matters:
                    for each in found:
                        take(each, layer)
        for each in self.left:
            if each.xmiID not in self.used:
                self._miss(each)

    def article(self, name: str) -> Article:
        """Return the article."""
        about = self._about()
        return Article(
            id=name,
            text=self.text,
            published=self._published(about.get("published", "")),
            outlet=about.get("outlet", ""),
            headline=about.get("headline", ""),
            gold=self._extraction(),
        )

    def _published(self, value: str) -> str:
        """Return the publication date; without a zone the time of day says nothing, and only the day is kept."""
        day = timex.day_of(value)
        if day is None:
            what = f"days of publication that are {value!r}" if value else "articles without a day of publication"
            self.reading.notes.add(f"{what}, taken to be of {self.reading.published}", self.where)
            return self.reading.published
        try:
            return msgspec.convert(value, PointInTime)
        except msgspec.ValidationError:
            self.reading.notes.add("hours of publication without a time zone", self.where)
            return day.isoformat()

    def _about(self) -> dict[str, str]:
        """Return what annotations of the document as a whole say."""
        return {
            name: value
            for layer, found in self.indexed
            if layer.kind == "document"
            for each in found
            for name in ("published", "outlet", "headline")
            if isinstance(value := getattr(each, name, None), str)
        }

    def _layer_of(self, structure: FeatureStructure) -> _Layer:
        found = structure.type
        key = (found.name, *(each.name for each in found.all_features))
        if key not in self.layers:
            self.layers[key] = _layer(found, self.reading.labels)
        return self.layers[key]

    def _where(self, structure: FeatureStructure) -> str:
        return f"{self.where}#{structure.xmiID}"

    def _note(self, what: str, structure: FeatureStructure) -> None:
        self.reading.notes.add(what, self._where(structure))

    def _miss(self, structure: FeatureStructure) -> None:
        """Note an annotation that the map has no key for."""
        layer = self._layer_of(structure)
        if layer.tables:
            self.reading.label(layer.tables[0], self._keys(structure, layer)[0][0], self._where(structure))
        else:
            self._note(f"annotations of {layer.name}, a layer for which the map of labels has no key", structure)

    def _place(self, structure: FeatureStructure) -> Fragment | None:
        """Return where an annotation is; None where it has no text, which is noted."""
        start, end = getattr(structure, "begin", 0), getattr(structure, "end", 0)
        if start < end:
            return Fragment(start, end)
        self._note("annotations without text", structure)
        return None

    def _keys(self, structure: FeatureStructure, layer: _Layer) -> list[tuple[str, str | None]]:
        """Return the keys of the map that an annotation may have, the more telling first, and the features in them."""
        keys: list[tuple[str, str | None]] = []
        for feature in layer.classes:
            for value in _strings(structure, feature):
                if (layer.name, feature) == _PLAIN:
                    keys.append((value, feature))
                keys.append((f"{layer.name}.{layer.features[feature]}={value}", feature))
        return [*keys, (layer.name, None)]

    def _mapped(
        self, keys: Iterable[tuple[str, str | None]], tables: Iterable[str]
    ) -> tuple[str, str, str | None] | None:
        """Return the first table and key that the map has, with the feature in the key."""
        labels = self.reading.labels
        return next(
            ((table, key, feature) for key, feature in keys for table in tables if key in labels.get(table, ())), None
        )

    def _span(self, structure: FeatureStructure, layer: _Layer) -> None:
        place = self._place(structure)
        if place is None:
            return
        mapped = self._mapped(self._keys(structure, layer), layer.tables)
        if mapped is not None:
            table, key, feature = mapped
            label = self.reading.label(table, key, self._where(structure))
            if label is not None:
                self._add(structure, place, self._item(structure, place, _Item(table, label, feature)))
        elif not _CLAIMS.isdisjoint(self._words(structure, layer)):
            self._add(structure, place, _Item("claims", ""))
        else:
            self.left.append(structure)
        self._slots(structure, layer)

    def _item(self, structure: FeatureStructure, place: Fragment, new: _Item) -> _Item:
        """Return the item that an annotation belongs to: one that is there, or the new one."""
        same = self.at.get((new.table, place))
        if same is not None and same.label == new.label and new.table != "events":
            self._note(f"{new.table} that are annotated twice", structure)
            return same
        identifier = getattr(structure, "identifier", None)
        if new.table == "entities" and isinstance(identifier, str) and identifier and new.feature != "identifier":
            return self.known.setdefault((new.label, identifier), new)
        return new

    def _add(self, structure: FeatureStructure, place: Fragment, item: _Item) -> None:
        """Make an annotation one of an item."""
        level = self._choice(structure, "level", _LEVELS) if item.table == "entities" else None
        kind = getattr(structure, "referenceType", None)
        if level is None and isinstance(kind, str) and kind.upper() in _LEVELS:
            level = kind.upper()
        item.annotations.append(structure)
        item.places[place] = cast("Level | None", level) or item.places.get(place)
        self.items[structure.xmiID] = item
        self.at.setdefault((item.table, place), item)

    def _words(self, structure: FeatureStructure, layer: _Layer) -> list[str]:
        """Return what an annotation is called, in small letters: its layer, and the values of its features."""
        values = chain.from_iterable(_strings(structure, feature) for feature in layer.features)
        return [layer.name.rpartition(".")[2].lower(), *map(str.lower, values)]

    def _slots(self, structure: FeatureStructure, layer: _Layer) -> None:
        item = self.items.get(structure.xmiID)
        for feature in layer.slots:
            called = f"{layer.name}.{layer.features[feature]}"
            for link in getattr(getattr(structure, feature), "elements", None) or ():
                role, target = getattr(link, "role", None), getattr(link, "target", link)
                if target is None:
                    self._note("slots with nothing in them", structure)
                elif item is None or item.table not in _HOLDERS:
                    self._note("slots of what is no event and no claim", structure)
                else:
                    keys = (f"{called}={role}", role, called) if role else (called,)
                    self._lead(item, _Edge(keys, role or called, (role or "", layer.features[feature]), target))

    def _relation(self, structure: FeatureStructure, layer: _Layer) -> None:
        ends = structure.Governor, structure.Dependent
        if any(end is None for end in ends):
            self._note("relations without two ends", structure)
            return
        holders = [
            (item, target)
            for table in _HOLDERS
            for holder, target in (ends, ends[::-1])
            if (item := self.items.get(holder.xmiID)) is not None and item.table == table
        ]
        if not holders:
            self._note(f"relations of {layer.name} between what is no event and no claim", structure)
            return
        values = {
            f"{layer.name}.{called}={value}": value
            for feature, called in layer.features.items()
            for value in _strings(structure, feature)
        }
        words = tuple(values.values())
        item, target = holders[0]
        self._lead(item, _Edge((*values, *words, layer.name), words[0] if words else layer.name, words, target))

    def _lead(self, item: _Item, edge: _Edge) -> None:
        if edge.target.xmiID in self.numbers:
            item.edges.append(edge)
            self.used.add(edge.target.xmiID)
        else:
            self._note("slots and relations that lead to what has been deleted", item.annotations[0])

    def _chain(self, structure: FeatureStructure, layer: _Layer) -> None:
        links: dict[int, FeatureStructure] = {}
        link = structure.first
        while link is not None and link.xmiID not in links:
            links[link.xmiID] = link
            link = getattr(link, "next", None)
        places = {place: link for link in links.values() if link.xmiID in self.numbers and (place := self._place(link))}
        if not places:
            self._note("chains without links", structure)
            return
        item = self._chained(structure, layer, places)
        if item is None:
            return
        item.is_chain = True
        for place, link in places.items():
            other = self.at.get((item.table, place), item)
            if other.label != item.label:
                self._note("mentions or triggers of another type than their chain", link)
            if other is not item and not other.is_chain:
                self._join(item, other)
            self._add(link, place, item)

    def _chained(
        self, structure: FeatureStructure, layer: _Layer, places: Mapping[Fragment, FeatureStructure]
    ) -> _Item | None:
        """Return a new item for a chain, or None, which is noted."""
        tables = [table for table in layer.tables if table != "dates"]
        link_layer = self._layer_of(next(iter(places.values())))
        keys = [key for link in places.values() for key in self._keys(link, link_layer)[:-1]]
        mapped = self._mapped(keys, tables)
        if mapped is None:
            for table in ("entities", "events"):
                there = [self.at[table, place].label for place in places if (table, place) in self.at]
                if there:
                    return _Item(table, Counter(there).most_common(1)[0][0])
            mapped = self._mapped([(layer.name, None)], tables)
        if mapped is None:
            self._note("chains of which no link is an annotated entity or event", structure)
            return None
        label = self.reading.label(mapped[0], mapped[1], self._where(structure))
        return None if label is None else _Item(mapped[0], label, mapped[2])

    def _join(self, item: _Item, other: _Item) -> None:
        """Take all of an item into another."""
        for each in other.annotations:
            self.items[each.xmiID] = item
        for place, level in other.places.items():
            item.places[place] = item.places.get(place) or level
            self.at[item.table, place] = item
        item.annotations += other.annotations
        item.edges += other.edges

    def _choice(self, structure: FeatureStructure, feature: str, choices: Iterable[str]) -> str | None:
        """Return a value of ours that an annotation has for a feature, if any; others are noted."""
        value = getattr(structure, feature, None)
        if not isinstance(value, str) or not value:
            return None
        if value.upper() in choices:
            return value.upper()
        self._note(f"{feature}: {value!r} is none of {', '.join(choices)}", structure)
        return None

    def _agreed(self, item: _Item, feature: str, choices: Sequence[str]) -> str:
        """Return what all annotations of an item have for a feature, or else the first choice."""
        having = [each for each in item.annotations if hasattr(each, feature)]
        values = {self._choice(each, feature, choices) or choices[0] for each in having}
        return values.pop() if len(values) == 1 else choices[0]

    def _extraction(self) -> Extraction:
        """Return all items, in the order of the text."""
        items = sorted(dict.fromkeys(self.items.values()), key=lambda item: min(map(_order, item.places)))
        numbers = {table: count(1) for table in _TABLES}
        for item in items:
            item.id = f"{_TABLES[item.table]}{next(numbers[item.table])}"
        of = {table: [item for item in items if item.table == table] for table in _TABLES}
        return Extraction(
            entities=tuple(map(self._entity, of["entities"])),
            dates=tuple(map(self._date, of["dates"])),
            events=tuple(map(self._event, of["events"])),
            claims=tuple(map(self._claim, of["claims"])),
        )

    def _entity(self, item: _Item) -> Entity:
        mentions = tuple(
            Mention((place,), level=item.places[place] or "NAM") for place in sorted(item.places, key=_order)
        )
        return Entity(item.id, cast("EntityType", item.label), mentions)

    def _date(self, item: _Item) -> Date:
        first = item.annotations[0]
        value = None if item.feature == "value" else getattr(first, "value", None)
        if not value:
            self._note("dates without a value", first)
        mod = self._choice(first, "mod", get_args(DateModifier))
        span = tuple(item.places)
        return Date(item.id, span, cast("DateType", item.label), value or "", cast("DateModifier | None", mod))

    def _event(self, item: _Item) -> Event:
        arguments = (self._argument(item, edge) for edge in item.edges)
        return Event(
            item.id,
            cast("AnyEventType", item.label),
            triggers=tuple((place,) for place in sorted(item.places, key=_order)),
            arguments=tuple(dict.fromkeys(each for each in arguments if each is not None)),
            polarity=cast("Polarity", self._agreed(item, "polarity", get_args(Polarity))),
            realis=cast("Realis", self._agreed(item, "realis", get_args(Realis))),
        )

    def _argument(self, event: _Item, edge: _Edge) -> Argument | None:
        roles = self.reading.labels.get("roles", {})
        where = self._where(event.annotations[0])
        role = self.reading.label("roles", next((key for key in edge.keys if key in roles), edge.asked), where)
        place = self._place(edge.target)
        if role is None or place is None:
            return None
        filler = self._filler(edge.target, place)
        kind: str = "SPAN"
        if filler is not None:
            kind = filler.label if filler.table == "entities" else "DATE"
        elif edge.target.xmiID in self.items:
            self.reading.notes.add("arguments that are events or claims", where)
            return None
        argument = Argument(cast("Role", role), filler.id if filler else None, () if filler else (place,))
        return self.reading.argument(event.label, argument, cast("Filler", kind), where)

    def _filler(self, target: FeatureStructure, place: Fragment) -> _Item | None:
        """Return the entity or date that an annotation is, or that is at its place."""
        own = self.items.get(target.xmiID)
        if own is not None:
            return own if own.table not in _HOLDERS else None
        return self.at.get(("entities", place)) or self.at.get(("dates", place))

    def _claim(self, item: _Item) -> Claim:
        structure = item.annotations[0]
        places: dict[str, list[Fragment]] = {part: [] for part in _PARTS}
        sources = set()
        for edge in item.edges:
            words = (*map(str.lower, edge.words), *self._words(edge.target, self._layer_of(edge.target)))
            part = next((word for word in words if word in places), None)
            if part is None:
                self._note(f"parts of claims that are none of {', '.join(_PARTS)}", structure)
            elif (place := self._place(edge.target)) is not None:
                places[part].append(place)
                filler = self._filler(edge.target, place)
                if part == "source" and filler is not None and filler.table == "entities":
                    sources.add(filler.id)
        return Claim(
            item.id,
            cue=_joined(places["cue"] or item.places),
            content=_joined(places["content"]),
            source=_joined(places["source"]),
            source_entity=sources.pop() if len(sources) == 1 else None,
            mode=cast("Mode", self._choice(structure, "mode", get_args(Mode)) or "INDIRECT"),
            stance=cast("Stance", self._choice(structure, "stance", get_args(Stance)) or "ASSERTS"),
        )


def _strings(structure: FeatureStructure, feature: str) -> list[str]:
    """Return the values of a feature of strings that are not empty, of one or of many; none for another feature."""
    value = getattr(structure, feature, None)
    values = [value] if isinstance(value, str) else getattr(value, "elements", None) or ()
    return [each for each in values if isinstance(each, str) and each]


def _order(place: Fragment) -> tuple[int, int]:
    return place.start, place.end


def _joined(places: Iterable[Fragment]) -> Span:
    """Return places as the fragments of one span."""
    runs: list[list[int]] = []
    for place in sorted(places, key=_order):
        if runs and place.start <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], place.end)
        else:
            runs.append([place.start, place.end])
    return tuple(Fragment(*run) for run in runs)


def _clean(name: str) -> str:
    """Return an id for a document: its name without what says how it is kept, in letters that an id may have."""
    while (shorter := _OWN_SUFFIX.sub("", name)) != name:
        name = shorter
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", plain).lstrip("_.:-")[:_LONGEST] or "document"


def _free(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, and take it."""
    tries = chain([wanted], (f"{wanted[: _LONGEST - len(end)]}{end}" for end in map("-{}".format, count(2))))
    name = next(each for each in tries if each not in taken)
    taken.add(name)
    return name


def _recognises(path: Path) -> bool:
    """Tell by the beginning of a file, the names in a zip, or the first such files in a folder or project."""
    try:
        if not path.is_dir():
            return _is_cas(path)
        folders = [path / name for name in _VERSIONS] + [path] * (path.name in _VERSIONS)
        paths = chain(sorted(path.iterdir()), *(folder.glob("*/*") for folder in folders))
        wanted = (each for each in paths if each.suffix.lower() in _CAS and each.is_file())
        return any(map(_is_cas, islice(wanted, _LOOKED_AT)))
    except OSError:
        return False


def _is_cas(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _is_zip_of_cases(path)
    if suffix not in _CAS:
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if suffix == ".json":
        return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"%(TYPES|FEATURE_STRUCTURES|VIEWS)"', head) is not None
    return b"http://www.omg.org/XMI" in head and b".ecore" in head


def _is_zip_of_cases(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, NotImplementedError, zipfile.BadZipFile):
        return False
    plain = [PurePosixPath(name) for name in names]
    has_types = any(name.name.lower() == _TYPE_SYSTEM for name in plain)
    if has_types and any(name.suffix.lower() == ".xmi" for name in plain):
        return True
    return any(
        name.suffix.lower() in _CAS and len(name.parts) > 2 and name.parts[-3] in _VERSIONS  # noqa: PLR2004
        for name in plain
    )


FORMAT = Format(
    name="inception",
    title="INCEpTION's UIMA CASes as XMI or JSON, their zips, and exported projects",
    holds={
        "entities": "named entities and coreference chains; custom layers that the map of labels names",
        "dates": "layers that the map of labels names, with value and mod; no anchors",
        "events": "layers that the map of labels names, with arguments from slots and relations",
        "claims": "layers called Attribution or Cue, with source, cue and content; no nesting",
        "links": "none",
    },
    measures=("entities.*", "dates.*", "events.*", "claims.*"),
    recognises=_recognises,
    read=read,
)
