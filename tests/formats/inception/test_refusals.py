"""INCEpTION: what is broken or missing is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from cassis import TypeSystem  # type: ignore[import-untyped]

from formats.inception.making import NAMED_ENTITY, Maker, read, write
from twicetold.errors import InputError
from twicetold.formats.format import Reading
from twicetold.formats.inception.reading import read as read_export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("files", "read_at", "message"),
    [
        ({"doc.xmi": lambda maker: maker.xmi()}, "doc.xmi", "doc.xmi: no TypeSystem.xml is beside it"),
        (
            {"doc.xmi": lambda maker: maker.xmi()[:-40], "TypeSystem.xml": lambda maker: maker.types_xml()},
            "doc.xmi",
            r"doc.xmi:\d+: .*; this is no XML, or not all of it",
        ),
        (
            {"doc.xmi": lambda maker: maker.xmi(), "TypeSystem.xml": lambda _: b"<types>"},
            "doc.xmi",
            r"TypeSystem.xml:1: .*; this is no XML",
        ),
        (
            {"doc.xmi": lambda maker: maker.xmi(), "TypeSystem.xml": lambda _: TypeSystem().to_xml().encode()},
            "doc.xmi",
            r"doc.xmi: Type with name \[.*NamedEntity\] not found! Is TypeSystem.xml the one exported with it",
        ),
        (
            {
                "doc.xmi": lambda maker: maker.xmi().replace(b"sofa=", b"couch="),
                "TypeSystem.xml": lambda maker: maker.types_xml(),
            },
            "doc.xmi",
            "doc.xmi: .*; this is no UIMA CAS, or not all of it",
        ),
        (
            {
                "doc.xmi": lambda maker: maker.xmi().replace(b'end="3"', b'end="300"'),
                "TypeSystem.xml": lambda maker: maker.types_xml(),
            },
            "doc.xmi",
            r"doc.xmi: an annotation begins or ends where the text has no character: .*\[300\]",
        ),
        (
            {"doc.json": lambda maker: maker.json().replace(b'"end": 3', b'"end": -3')},
            "doc.json",
            r"doc.json: an annotation begins or ends where the text has no character: .*\[-3\]",
        ),
        ({"doc.json": lambda maker: maker.json()[:-40]}, "doc.json", r"doc.json:\d\d+: .*; this is no JSON, or not"),
        ({"doc.json": lambda _: b'{"%TYPES": {}, "%VIEWS": {,}}'}, "doc.json", "doc.json:1: .*; this is no JSON, or n"),
        ({"doc.json": lambda _: b'{"%FEATURE_STRUCTURES": []}'}, "doc.json", "doc.json: has no %TYPES; export it with"),
        ({"doc.json": lambda _: b'{"%TYPES": {}}'}, "doc.json", "doc.json: .*; this is no UIMA CAS, or not all of it"),
        (
            {"doc.json": lambda _: b'{"_views": {}}'},
            "doc.json",
            "doc.json: no UIMA CAS is there as XMI or JSON; export",
        ),
        ({"doc.zip": lambda maker: maker.zip()[:-40]}, "doc.zip", "doc.zip: cannot be read as a zip"),
        ({"doc.txt": lambda _: b"Ada"}, "doc.txt", "doc.txt: no UIMA CAS is there"),
        ({"doc.txt": lambda _: b"Ada"}, "", "no UIMA CAS is there"),
        (
            {"doc.json": lambda maker: maker.json().replace(b"Ada", b"\xcbda")},
            "doc.json",
            r"doc.json:\d+: not UTF-8: .*; save",
        ),
        ({}, "gone.json", "gone.json: cannot be read: No such file or directory$"),
        ({}, "gone/gone.xmi", "gone.xmi: cannot be read: No such file or directory$"),
        ({}, "gone.zip", "gone.zip: cannot be read as a zip: .*No such file"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(
    tmp_path: Path, files: dict[str, Callable[[Maker], bytes]], read_at: str, message: str
) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada", value="PER")
    write(tmp_path, {name: made(maker) for name, made in files.items()})
    with pytest.raises(InputError, match=message):
        read(tmp_path / read_at)


def test_an_offset_within_a_character_is_refused(tmp_path: Path) -> None:
    maker = Maker("😀 Oru")
    maker.add(NAMED_ENTITY, "Oru", value="LOC")
    path = write(tmp_path, {"doc.json": maker.json().replace(b'"begin": 3', b'"begin": 1')}) / "doc.json"
    with pytest.raises(InputError, match="where the text has no character"):
        read(path)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(Maker().zip())
    at = data.index(b"anna.xmi") + len("anna.xmi") + 20
    data[at : at + 20] = bytes(20)
    path = write(tmp_path, {"doc.zip": bytes(data)}) / "doc.zip"
    with pytest.raises(InputError, match=r"anna\.xmi: cannot be read"):
        read(path)


def test_without_cassis_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, {"doc.json": Maker().json()}) / "doc.json"
    monkeypatch.setitem(sys.modules, "cassis", None)
    monkeypatch.delitem(sys.modules, "twicetold.formats.inception.loading", raising=False)
    with pytest.raises(InputError, match=r"pip install 'twicetold\[inception\]'"):
        next(iter(read_export(path, Reading({}))))
