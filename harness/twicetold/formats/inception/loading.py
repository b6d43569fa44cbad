"""A CAS in memory: what cassis makes of a file, and what is wrong with a file of which it makes nothing.

Only this module needs cassis, which is an extra.
"""

from __future__ import annotations

import codecs
import re
import warnings
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import cassis  # type: ignore[import-untyped]
import msgspec
from cassis.typesystem import TypeNotFoundError  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from twicetold.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cassis.cas import Cas, View  # type: ignore[import-untyped]
    from cassis.typesystem import TypeSystem

    from twicetold.formats.format import Notes
    from twicetold.formats.inception.documents import Document, File

_NO_ELEMENTS = re.compile(r'("%TYPE"\s*:\s*"(?:uima\.cas\.FSArray|[^"]*\[\])")(\s*\})')
"""An empty array, such as a slot with nothing in it, as cassis writes it into JSON, but cannot read it."""


def load(document: Document, notes: Notes) -> View | None:
    """Return the view of a CAS that INCEpTION writes; None for what is no CAS, which is noted.

    Raises InputError, with the line where that is known, for what is broken.
    """
    file = document.file
    data = file.read()
    is_xmi = file.suffix == ".xmi"
    if not re.search(rb"omg\.org/XMI" if is_xmi else rb'"%(TYPES|FEATURE_STRUCTURES)"', data):
        notes.add("files that are no UIMA CAS", file.where)
        return None
    cas = _from_xmi(data, file, document.types) if is_xmi else _from_json(data, file)
    return cas.views[0]


def _from_xmi(data: bytes, file: File, types: File | None) -> Cas:
    if types is None:
        raise InputError(
            f"{file.where}: no TypeSystem.xml is beside it; keep together what INCEpTION puts into its zip"
        )
    described = types.read()
    with _parsing(types.where):
        type_system = _type_system(described)
    with _parsing(file.where):
        return cassis.load_cas_from_xmi(BytesIO(data), type_system)


class _Types(msgspec.Struct):
    types: msgspec.Raw = msgspec.field(default=msgspec.Raw(b""), name="%TYPES")


def _from_json(data: bytes, file: File) -> Cas:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{file.where}:{line}: not UTF-8: {error.reason}; save the file as UTF-8") from error
    try:
        types = msgspec.json.decode(data, type=_Types).types
    except msgspec.DecodeError as error:
        at = re.search(r"byte (\d+)", str(error))
        line = data.count(b"\n", 0, int(at[1]) if at else len(data)) + 1
        raise InputError(f"{file.where}:{line}: {error}; this is no JSON, or not all of it") from error
    if not types:
        raise InputError(f"{file.where}: has no %TYPES; export it with its type system")
    with _parsing(file.where):
        mended = _NO_ELEMENTS.sub(r'\1, "%ELEMENTS": []\2', text)
        return cassis.load_cas_from_json(mended, _type_system_in_json(bytes(types)), merge_typesystem=False)


@lru_cache(maxsize=8)
def _type_system(data: bytes) -> TypeSystem:
    """Return a type system; documents of one project have the same, and making it takes longer than reading them."""
    return cassis.load_typesystem(BytesIO(data))


@lru_cache(maxsize=8)
def _type_system_in_json(types: bytes) -> TypeSystem:
    return cassis.load_cas_from_json(f'{{"%TYPES": {types.decode()}, "%VIEWS": {{}}}}').typesystem


@contextmanager
def _parsing(where: str) -> Iterator[None]:
    """Turn whatever cassis raises, or warns of offsets, into an InputError; what else it warns of does not matter."""
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
    except (AttributeError, LookupError, SyntaxError, TypeError, ValueError, RuntimeError, etree.LxmlError) as error:
        raise InputError(f"{where}: {type(error).__name__}: {error}; this is no UIMA CAS, or not all of it") from error
