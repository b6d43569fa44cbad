"""What fuzzing found, each in the smallest form that once ended in an error of Python's, or in a wrong result."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fuzz import cas, inputs, invented, seeds
from twicetold import corpus_files, formats, schema, span_scoring, timex, validation
from twicetold.errors import InputError, SystemFailure
from twicetold.formats.format import Reading, labels_of
from twicetold.gold.lint import lint
from twicetold.gold.source import read_story
from twicetold.model import Links
from twicetold.report.site import gathering
from twicetold.running.folder import RunFolder
from twicetold.running.manifest import Manifest
from twicetold.systems import output

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fuzz.inputs import Files
    from twicetold.model import Story

ARTICLE = invented.story().articles[0]


def put(files: Files, folder: Path) -> Path:
    inputs.write(files, folder)
    return folder / next(iter(files)) if len(files) == 1 else folder


def read(name: str, path: Path) -> tuple[list[Story], list[str]]:
    labels = cas.LABELS if name == "inception" else labels_of(name)
    reader = formats.get(name).read
    assert reader is not None
    reading = Reading(labels)
    return list(reader(path, reading)), list(reading.notes)


def story() -> dict[str, Any]:
    """Return the invented story as the like of JSON."""
    value: dict[str, Any] = msgspec.to_builtins(invented.story())
    return value


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [
        ("gz", gzip.compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zst", lambda data: pa.compress(data, "zstd", asbytes=True)),
    ],
)
def test_a_broken_compressed_file_is_an_input_error(
    suffix: str, compress: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    whole = compress(seeds.lines(invented.story()))
    for place in range(0, len(whole), 5):
        broken = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        path = put({f"x.jsonl.{suffix}": broken}, tmp_path)
        try:
            list(corpus_files.stories_in(str(path)))
        except InputError as error:
            assert str(path) in str(error)  # noqa: PT017 - some bytes do not matter


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1\xff\xff\xff\xff\x04\0\0\0PAR1"])
def test_a_broken_parquet_file_is_an_input_error(data: bytes, tmp_path: Path) -> None:
    path = put({"x.parquet": data}, tmp_path)
    with pytest.raises(InputError, match=r"x\.parquet: cannot be read"):
        corpus_files.contents(str(path))
    with pytest.raises(InputError, match=r"x\.parquet: cannot be read"):
        list(corpus_files.stories_in(str(path)))


def test_a_parquet_file_with_broken_statistics_of_a_column_is_an_input_error(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist([{"names": ["a"]}] * 3), tmp_path / "x.parquet")
    whole = (tmp_path / "x.parquet").read_bytes()
    length = int.from_bytes(whole[-8:-4], "little")
    levels, one_more = bytes.fromhex("4600000006"), bytes.fromhex("560000000600")
    assert levels in whole[-length:], "how often a value of the column has each of four levels"
    footer = whole[-8 - length : -8].replace(levels, one_more)
    end = len(footer).to_bytes(4, "little") + b"PAR1"
    (tmp_path / "x.parquet").write_bytes(whole[: -8 - length] + footer + end)
    with pytest.raises(InputError, match=r"x\.parquet: cannot be read"):
        list(corpus_files.stories_in(str(tmp_path / "x.parquet")))


def test_a_number_that_stands_for_no_genre_is_an_input_error(tmp_path: Path) -> None:
    row = {"id": "s/a", "text": "One.", "published": "2024-01-02", "genre": 99}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "x.parquet")
    with pytest.raises(InputError, match=r"x\.parquet: row 1"):
        list(corpus_files.stories_in(str(tmp_path / "x.parquet")))


class TestGoldOfTheUsersOwn:
    def test_gold_outside_the_text_is_refused_at_its_place(self, tmp_path: Path) -> None:
        value = story()
        value["articles"][1]["gold"]["dates"][0]["span"] = [{"start": 3, "end": 900}]
        path = put({"x.jsonl": b"\n" + seeds.lines(value)}, tmp_path)
        with pytest.raises(InputError, match=r"x\.jsonl:2: /articles/1/gold/dates/0/span/0: ends at 900"):
            list(corpus_files.stories_in(str(path)))
        path = put({"x.jsonl": seeds.lines(value["articles"][1])}, tmp_path)
        with pytest.raises(InputError, match=r"x\.jsonl:1: /gold/dates/0/span/0: ends at 900"):
            list(corpus_files.stories_in(str(path)))

    def test_rows_too(self, tmp_path: Path) -> None:
        date = {"id": "d1", "span": [{"start": 0, "end": 9}], "type": "DATE", "value": "2024"}
        row = {"id": "s/a", "text": "One.", "published": "2024-01-02", "dates": [date]}
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / "x.parquet")
        with pytest.raises(InputError, match=r"x\.parquet: row 1: /gold/dates/0/span/0: ends at 9"):
            list(corpus_files.stories_in(str(tmp_path / "x.parquet")))

    def test_an_article_that_stands_twice_is_refused(self, tmp_path: Path) -> None:
        path = put({"x.jsonl": seeds.lines(*[story()["articles"][0]] * 2)}, tmp_path)
        with pytest.raises(InputError, match=r"x\.jsonl: article 'suit/a' stands there twice"):
            list(corpus_files.stories_in(str(path)))

    def test_an_offset_written_as_a_float_is_an_integer(self, tmp_path: Path) -> None:
        """JSON Schema says so: 5.0 is an integer."""
        value = story()
        value["articles"][0]["gold"]["dates"][0]["span"][0]["start"] += 0.0
        path = put({"x.jsonl": seeds.lines(value)}, tmp_path)
        assert list(corpus_files.stories_in(str(path))) == [invented.story()]
        assert list(validation.validate_file(path)) == []


def test_an_offset_that_a_system_writes_as_a_float_is_an_integer() -> None:
    found = msgspec.to_builtins(ARTICLE.gold)
    for mention in found["entities"][0]["mentions"]:
        for part in (*mention["span"], *mention.get("head", ())):
            part["start"] += 0.0
    assert output.accept(ARTICLE, found) == ARTICLE.gold


@pytest.mark.parametrize("depth", [300, 100_000])
def test_an_answer_that_is_nested_too_deeply_is_refused(depth: int) -> None:
    answer = b'{"entities": ' + b"[" * depth + b"]" * depth + b"}"
    with pytest.raises(SystemFailure, match="suit/a"):
        output.accept(ARTICLE, output.json_of(ARTICLE.id, answer))


def test_a_document_that_is_nested_too_deeply_is_a_finding() -> None:
    value: object = []
    for _ in range(300):
        value = [value]
    assert [pointer for pointer, _ in schema.errors({"entities": value}, "extraction")] == [""]


class TestDocBin:
    @staticmethod
    def changed(change: Callable[[dict[str, Any]], None], folder: Path) -> Path:
        """Return what we write, with the map that a DocBin is changed."""
        value = msgspec.msgpack.decode(zlib.decompress(seeds.written("docbin", "x.spacy")["x.spacy"]))
        change(value)
        return put({"x.spacy": zlib.compress(msgspec.msgpack.encode(value))}, folder)

    def test_labels_that_are_not_among_its_strings_are_an_input_error(self, tmp_path: Path) -> None:
        def without_a_label(value: dict[str, Any]) -> None:
            value["strings"].remove("CUE")

        with pytest.raises(InputError, match=r"x\.spacy: document 1: broken: .*E018"):
            read("docbin", self.changed(without_a_label, tmp_path))

    def test_one_without_attributes_is_an_input_error(self, tmp_path: Path) -> None:
        def without_attributes(value: dict[str, Any]) -> None:
            value["attrs"] = []

        with pytest.raises(InputError, match=r"x\.spacy: no DocBin of spaCy, or a broken one"):
            read("docbin", self.changed(without_attributes, tmp_path))

    def test_saved_gold_that_makes_no_sense_is_passed_over(self, tmp_path: Path) -> None:
        def with_an_id_twice(value: dict[str, Any]) -> None:
            for number, saved in enumerate(value["user_data"]):
                value["user_data"][number] = saved.replace(b"\xa2id\xa2e2", b"\xa2id\xa2e1")

        stories, notes = read("docbin", self.changed(with_an_id_twice, tmp_path))
        assert any("is none of ours, passed over" in note for note in notes)
        assert len(stories) == 2

    def test_a_span_outside_of_its_document_is_an_input_error(self, tmp_path: Path) -> None:
        def with_a_span_outside(value: dict[str, Any]) -> None:
            from_11_to_27 = b"\0\0\0\x0b\0\0\0\x1b"
            assert from_11_to_27 in value["span_groups"][0]
            value["user_data"] = [msgspec.msgpack.encode({}) for _ in value["user_data"]]
            value["span_groups"][0] = value["span_groups"][0].replace(from_11_to_27, b"\0\0\0\x0b\0\0\x16\x1b")

        with pytest.raises(InputError, match=r"x\.spacy: document 1: broken: a span from 11 to 5659 is not in its"):
            read("docbin", self.changed(with_a_span_outside, tmp_path))

    def test_saved_links_that_make_no_sense_are_passed_over(self, tmp_path: Path) -> None:
        def with_a_link_twice(value: dict[str, Any]) -> None:
            for number, saved in enumerate(value["user_data"]):
                kept = msgspec.msgpack.decode(saved)
                kept["twicetold"]["story"]["links"]["events"][1]["members"][0]["id"] = "v1"
                value["user_data"][number] = msgspec.msgpack.encode(kept)

        stories, notes = read("docbin", self.changed(with_a_link_twice, tmp_path))
        assert any("links make no sense" in note for note in notes)
        assert [story.links for story in stories] == [Links()]


def test_a_day_of_publication_that_no_calendar_has_is_a_finding_of_lint(tmp_path: Path) -> None:
    files = dict(seeds.gold_folder())
    files["story.toml"] = files["story.toml"].replace(b"2024-03-05", b"2024-13-05")
    put(files, tmp_path)
    findings = [str(finding) for finding in lint([read_story(tmp_path)])]
    assert any("'/articles/0/published': '2024-13-05' is no point in time" in finding for finding in findings)


def test_a_story_of_brat_whose_articles_have_other_names_is_refused(tmp_path: Path) -> None:
    files = dict(seeds.written("brat", ""))
    name = "suit/twicetold.json"
    files[name] = files[name].replace(b'"suit/a"', b'"suid/a"')
    with pytest.raises(InputError, match=r"twicetold\.json: /articles/0/id: the id of an article"):
        read("brat", put(files, tmp_path))


def test_a_feature_of_a_cas_that_no_attribute_can_be_called_is_an_input_error(tmp_path: Path) -> None:
    xmi, types, _ = cas.cas_files()
    files = {"x.xmi": xmi, "TypeSystem.xml": types.replace(b"<name>referenceType</name>", b"<name>xmi:id</name>")}
    with pytest.raises(InputError, match=r"TypeSystem\.xml|x\.xmi"):
        read("inception", put(files, tmp_path))


def test_a_chain_whose_next_link_is_a_text_ends_there(tmp_path: Path) -> None:
    xmi, types, _ = cas.cas_files()
    twice = types.replace(b"<name>next</name>", b"<rangeTypeName>uima.cas.String</rangeTypeName><name>next</name>")
    (story,), _ = read("inception", put({"x.xmi": xmi, "TypeSystem.xml": twice}, tmp_path))
    assert story.articles[0].gold


@pytest.mark.parametrize("line", ["null", "null null", 'null{"id": "d", "spans": []}'])
def test_flat_spans_that_begin_with_nothing_are_an_input_error(line: str, tmp_path: Path) -> None:
    path = put({"x.jsonl": f'{line}\n{{"id": "e", "spans": []}}\n'.encode()}, tmp_path)
    with pytest.raises(InputError, match=r"x\.jsonl:1: "):
        span_scoring.score_files(path, path)


def test_a_broken_zip_within_a_zip_is_an_input_error(tmp_path: Path) -> None:
    for place in range(30, 200, 3):
        with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", bytes(range(256)) * 8)
        data = bytearray((tmp_path / "x.zip").read_bytes())
        data[place] ^= 0x55
        (tmp_path / "x.zip").write_bytes(data)
        with pytest.raises(InputError, match=r"x\.zip"):
            read("inception", tmp_path / "x.zip")


def test_a_manifest_that_is_not_utf8_is_an_input_error(tmp_path: Path) -> None:
    files = seeds.run_folder()[0]
    identity = msgspec.json.decode(files["run.json"], type=Manifest).identity
    put({**files, "run.json": b'{"\xed\xa0\x80": 1}'}, tmp_path)
    with pytest.raises(InputError, match=r"run\.json: not the manifest of a run"), RunFolder(tmp_path, identity):
        pass
    with pytest.raises(InputError, match=r"run\.json"):
        gathering._manifest(tmp_path)


def test_long_lengths_that_differ_by_a_second_are_not_the_same() -> None:
    assert timex.canonical("PT1234567S") != timex.canonical("PT1234568S")
    assert timex.canonical("PT1440M") == timex.canonical("P1D") == timex.canonical("PT24H")


def test_a_separator_of_files_beside_the_number_of_a_sentence_is_a_blank(tmp_path: Path) -> None:
    files = next(dict(each) for each in seeds.ecbplus() if any(name.endswith(".csv") for name in each))
    chosen = next(name for name in files if name.endswith(".csv"))
    plain, _ = read("ecbplus", put(files, tmp_path))
    files[chosen] = files[chosen].replace(b"1,2ecb,0", b"1,2ecb,0\x1c")
    assert read("ecbplus", put(files, tmp_path))[0] == plain


def test_a_task_with_a_number_beyond_all_is_no_task(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.json:1 \(task 1\): no task of Label Studio"):
        read("label-studio", put({"x.json": b'[{"data": {"text": "So."}, "id": 1e999}]'}, tmp_path))
