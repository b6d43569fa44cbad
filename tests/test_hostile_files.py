"""Files that somebody made to do harm: bombs, paths out of their folder, entities of XML, codes for terminals."""

from __future__ import annotations

import ast
import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console
from rich.text import Text

import twicetold
import twicetold_baselines
from twicetold import addresses, formats, line_store
from twicetold.addresses import files_at
from twicetold.cli import main
from twicetold.display import harmless
from twicetold.errors import InputError
from twicetold.formats.docbin import files, reading
from twicetold.formats.format import Reading, labels_of
from twicetold.formats.inception import documents
from twicetold.model import Article, Extraction, Story
from twicetold.report import terminal
from twicetold.report.site.naming import slugs
from twicetold.running import default_folder
from twicetold.running.manifest import Identity

if TYPE_CHECKING:
    from collections.abc import Callable

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: pa.compress(data, "zstd", asbytes=True),
}

XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0">'
    '<cas:NULL xmi:id="0"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="x"/>'
    '{}<cas:View sofa="1" members=""/></xmi:XMI>'
)
TYPES = (
    '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types></types></typeSystemDescription>'
)
WORDS = '<Document doc_name="d"><token t_id="1" sentence="0" number="0">{}</token><Markables/></Document>'
XML = {
    "ecbplus": ("1_1ecbplus.xml", WORDS),
    "meantime": ("1_a.xml", WORDS),
    "timeml": ("a.tml", "<TimeML><DCT>2020</DCT><TEXT>{} hello</TEXT></TimeML>"),
    "inception": ("a.xmi", XMI),
}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
EXPANDING = {
    "a billion laughs": (f'<!DOCTYPE a [<!ENTITY l0 "{"ha" * 30}">{LAUGHS}]>', "&l9;"),
    "quadratic blow-up": (f'<!DOCTYPE a [<!ENTITY q "{"q" * 100_000}">]>', "&q;" * 10_000),
}
OUTSIDE = {
    "a file as an entity": ('<!DOCTYPE a [<!ENTITY x SYSTEM "{file}">]>', "&x;"),
    "an address as an entity": ('<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', "&x;"),
    "a file as declarations": ('<!DOCTYPE a SYSTEM "{file}">', ""),
    "a file as a parameter": ('<!DOCTYPE a [<!ENTITY % x SYSTEM "{file}"> %x;]>', ""),
}


def xml(folder: Path, name: str, head: str, body: str) -> list[Story]:
    """Read a document of a format that is XML."""
    file, pattern = XML[name]
    (folder / file).write_text(f'<?xml version="1.0"?>{head}{pattern.format(body)}')
    if name == "inception":
        pytest.importorskip("cassis")
        (folder / "TypeSystem.xml").write_text(TYPES)
    return list(formats.get(name).read(folder, Reading(labels_of(name))))  # type: ignore[misc]


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("attack", EXPANDING)
def test_entities_that_grow_are_refused(tmp_path: Path, name: str, attack: str) -> None:
    with pytest.raises(InputError, match=r"amplification"):
        xml(tmp_path, name, *EXPANDING[attack])


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("attack", OUTSIDE)
def test_xml_reads_no_other_file_and_no_address(tmp_path: Path, name: str, attack: str) -> None:
    secret = tmp_path.parent / "secret.txt"
    secret.write_text("<!ENTITY y 'SECRET'>SECRET")
    head, body = OUTSIDE[attack]
    seen = ""
    try:
        seen += "".join(
            each.text
            for story in xml(tmp_path, name, head.format(file=secret.as_uri()), body)
            for each in story.articles
        )
    except InputError as error:
        seen += str(error)
    assert seen
    assert "SECRET" not in seen


@pytest.mark.long
@pytest.mark.parametrize("suffix", PACK)
def test_a_packed_line_without_end_is_refused(tmp_path: Path, suffix: str) -> None:
    bomb = tmp_path / f"p.jsonl{suffix}"
    bomb.write_bytes(PACK[suffix](bytes(addresses.LONGEST_LINE + 2**20)))
    with pytest.raises(InputError, match="a line of more than 64 MB"):
        list(files_at(str(bomb))[0].lines())


@pytest.mark.parametrize("suffix", PACK)
def test_a_file_that_unpacks_to_far_more_is_refused(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "UNPACKED", 2**20)
    bomb = tmp_path / f"p.jsonl{suffix}"
    bomb.write_bytes(PACK[suffix](b"\n" * 2**24))
    with pytest.raises(InputError, match="over 100 times its size"):
        list(files_at(str(bomb))[0].lines())
    with pytest.raises(InputError, match="over 100 times its size"):
        list(files_at(str(bomb))[0].chunks())


@pytest.mark.parametrize("text", ["a\n\nbc\n", "a\n\nbc", "", "\n", "a\r\n b\n"])
def test_lines_are_those_of_python(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_PIECE", 2)
    file = tmp_path / "p.jsonl"
    file.write_bytes(text.encode())
    wanted = [(number, line) for number, line in enumerate(io.BytesIO(text.encode()), start=1) if line.strip()]
    assert list(files_at(str(file))[0].lines()) == wanted


def test_lines_that_say_nothing_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_store, "_MOST_HOMELESS", 10)
    file = tmp_path / "p.jsonl"
    file.write_text("x\n" * 11)
    with pytest.raises(InputError, match="more than 10 lines"), line_store.LineStore(str(file)):
        pass


def test_rows_of_parquet_are_read_one_by_one_where_a_column_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": ["s/a"] * 200, "text": ["x" * 10_000] * 200}), file)
    metadata = pq.read_metadata(file)
    assert addresses._rows_at_a_time(metadata) == addresses._ROWS
    monkeypatch.setattr(addresses, "UNPACKED", 1000)
    assert addresses._rows_at_a_time(metadata) == 1
    assert len(list(files_at(str(file))[0].rows())) == 200


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def inception(path: Path) -> list[Story]:
    pytest.importorskip("cassis")
    return list(formats.get("inception").read(path, Reading(labels_of("inception"))))  # type: ignore[misc]


def test_a_bomb_in_a_zip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST", 2**20)
    file = tmp_path / "export.zip"
    file.write_bytes(zipped(**{"a.xmi": bytes(2**24), "TypeSystem.xml": TYPES.encode()}))
    with pytest.raises(InputError, match="more than 1 MB"):
        inception(file)


def test_zips_within_zips_have_an_end(tmp_path: Path) -> None:
    inner = zipped(**{"a.xmi": XMI.format("").encode(), "TypeSystem.xml": TYPES.encode()})
    for _ in range(4):
        inner = zipped(**{"a.zip": inner})
    file = tmp_path / "export.zip"
    file.write_bytes(inner)
    with pytest.raises(InputError, match="more than 3 deep"):
        inception(file)


def test_a_zip_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    file = folder / "export.zip"
    names = ("../../a.xmi", "/etc/b.xmi", "C:\\c.xmi")
    file.write_bytes(zipped(**{each: XMI.format("").encode() for each in names}, **{"TypeSystem.xml": TYPES.encode()}))
    try:
        stories = inception(file)
    except InputError:
        stories = []
    assert all(re.fullmatch(r"[A-Za-z0-9][\w.:-]*", story.id) for story in stories)
    assert sorted(tmp_path.rglob("*")) == [folder, file]


def test_a_bomb_in_a_docbin_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("spacy")
    monkeypatch.setattr(files, "LARGEST", 2**20)
    file = tmp_path / "a.spacy"
    file.write_bytes(zlib.compress(bytes(2**24)))
    with pytest.raises(InputError, match="unpacks to more than 1 MB"):
        list(reading.read(file, Reading({})))


LOADS_CODE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "yaml", "jsonpickle", "code"}


def test_nothing_that_is_read_is_ever_code() -> None:
    roots = [Path(each.__file__ or "").parent for each in (twicetold, twicetold_baselines)]
    for path in (each for root in roots for each in root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {each.name.split(".")[0] for each in node.names} & LOADS_CODE, path
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in LOADS_CODE, path
            elif isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                given = {each.arg: ast.unparse(each.value) for each in node.keywords}
                assert not (isinstance(node.func, ast.Name) and name in {"eval", "exec", "compile"}), path
                assert given.get("allow_pickle", "False") == "False", path
                assert given.get("trust_remote_code", "False") == "False", path
                assert given.get("shell", "False") == "False", path


HOSTILE_NAMES = ("../../x", "/etc/passwd", "C:\\x", "..", ".", "CON", "a/b", "a\0b", "x" * 5000, "\u202egpj.exe", "")


def test_names_become_files_of_the_report_and_of_runs_in_their_folder() -> None:
    for name, slug in slugs(HOSTILE_NAMES).items():
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,90}", slug), name
    for name in HOSTILE_NAMES:
        folder = default_folder(Identity(name, name, {}, "", "", "", "", ""))
        assert folder.parent == Path("runs")
        assert ".." not in folder.parts


@pytest.mark.parametrize("letter", ["..", ".", "con", "a:b"])
def test_an_export_stays_in_its_folder(tmp_path: Path, letter: str) -> None:
    story = Story("s", "s", (Article(f"s/{letter}", "x", "2024-01-01", gold=Extraction()),))
    formats.writable("brat")([story], tmp_path / "out")
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_links_that_lead_back_have_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text.")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    found = list(formats.get("text").read(tmp_path, Reading({})))  # type: ignore[misc]
    assert found[0].articles[0].text == "A text."
    assert len(found) < 100


CODES = "bell\x07 title\x1b]0;owned\x07 red\x1b[31m back\x08\x7f c1\x9b31m cr\r turned\u202e\u2066"


def acts(text: str) -> set[str]:
    """Return the characters on which a terminal would act."""
    return {each for each in text if (ord(each) < 32 and each not in "\n\t") or 126 < ord(each) < 160} | (
        set(text) & {"\u202e", "\u2066"}
    )


def test_harmless_text_is_as_long_and_does_nothing() -> None:
    assert acts(CODES)
    assert not acts(harmless(CODES))
    assert len(harmless(CODES)) == len(CODES)
    assert harmless("Çağla\tÖz\n👩‍🚀 قالت") == "Çağla\tÖz\n👩‍🚀 قالت"


@pytest.mark.parametrize("colours", [True, False])
def test_a_text_that_is_shown_does_nothing(
    colours: bool,  # noqa: FBT001 - a case
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Console, "is_terminal", property(lambda _: colours))
    table: Any = terminal.table()
    table.add_column(CODES)
    table.add_row(Text(CODES))
    terminal.show(table, Text(CODES))
    printed = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out) if colours else capsys.readouterr().out
    assert "title" in printed
    assert not acts(printed)
    assert "owned\x07" not in printed


def test_messages_do_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_text('{"entities": [{"id": "\\u001b]0;owned\\u0007\\u009b", "type": "PER", "mentions": []}]}')
    assert main(["validate", str(file)]) == 1
    assert main(["validate", f"{tmp_path}/none\x1b[31m.json"]) == 3
    printed = capsys.readouterr()
    assert "owned" in printed.out
    assert not acts(printed.out + printed.err)
