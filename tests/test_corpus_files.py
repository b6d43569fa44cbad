"""Corpora of the user's own, streamed from files."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import shutil
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

import fsspec
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import twicetold
from twicetold import corpus, executors, scoring
from twicetold.cli import main
from twicetold.corpus_files import contents, stories_in
from twicetold.errors import InputError
from twicetold.formats.corpus import Corpus
from twicetold.model import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STORIES = twicetold.load("train")
PLAIN = [Story(story.id, story.id, story.articles) for story in STORIES]
"""What is left of the stories where a file has the articles only."""


def lines(*values: object) -> bytes:
    return b"".join(msgspec.json.encode(value) + b"\n" for value in values)


ARTICLES = lines(*(article for story in STORIES for article in story.articles))


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [
        ("jsonl", bytes),
        ("ndjson", bytes),
        ("jsonl.gz", gzip.compress),
        ("jsonl.bz2", bz2.compress),
        ("jsonl.xz", lzma.compress),
        ("jsonl.zst", lambda data: pa.compress(data, "zstd", asbytes=True)),
    ],
)
def test_lines_of_stories_or_articles_however_compressed(
    suffix: str, compress: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / f"corpus.{suffix}"
    for content, expected in ((lines(*STORIES), STORIES), (ARTICLES + b"\n", PLAIN)):
        file.write_bytes(compress(content))
        assert list(stories_in(str(file))) == expected
        assert contents(str(file)).articles == 36


RELEASE = twicetold.data_root() / "dataset" / "data"


@pytest.mark.parametrize("folder", [RELEASE, RELEASE / "articles"], ids=["whole", "its articles"])
def test_a_release_is_read_with_its_links_wherever_in_it_one_points(folder: Path) -> None:
    assert sorted(stories_in(str(folder)), key=lambda story: story.id) == twicetold.load()
    assert contents(str(folder)) == contents(str(RELEASE))
    assert contents(str(folder)).articles == 120
    assert Corpus(str(folder)).format.name == "twicetold"


def test_a_file_of_a_release_has_its_links_too() -> None:
    assert list(stories_in(str(RELEASE / "articles" / "dev-00000-of-00001.parquet"))) == twicetold.load("dev")


def test_articles_without_the_rest_of_a_release_are_stories_of_articles_only(tmp_path: Path) -> None:
    shutil.copytree(RELEASE / "articles", tmp_path / "articles")
    read = {story.id: story for story in stories_in(str(tmp_path))}
    assert read == {story.id: Story(story.id, story.id, story.articles) for story in twicetold.load()}


def test_other_links_are_another_corpus_and_must_point_at_what_is_there(tmp_path: Path) -> None:
    for name in ("articles", "stories"):
        (tmp_path / name).mkdir()
        shutil.copy(RELEASE / name / "dev-00000-of-00001.parquet", tmp_path / name)
    before = contents(str(tmp_path))
    (file,) = (tmp_path / "stories").iterdir()
    rows = pq.read_table(file).to_pylist()
    rows[0]["links"]["entities"][0]["members"][0]["id"] = "none"
    pq.write_table(pa.Table.from_pylist(rows), file)
    assert contents(str(tmp_path)).hash != before.hash
    with pytest.raises(InputError, match="has no none among its entities"):
        list(stories_in(str(tmp_path)))


@pytest.mark.parametrize("name", ["stories", "claims", "entities", "links"])
def test_rows_that_are_no_articles_say_what_to_give_instead(name: str) -> None:
    with pytest.raises(InputError, match=r"row 1: no article.* give the folder that holds `articles` and `stories`"):
        list(stories_in(str(RELEASE / name)))


@pytest.mark.parametrize("address", ["own/a.jsonl", "own", "./own/", "memory://own/a.jsonl", "memory://own"])
def test_a_path_is_shown_as_it_was_given(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = address if address.endswith(".jsonl") else f"{address.rstrip('/')}/a.jsonl"
    with fsspec.open(wrong, "wb", auto_mkdir=True) as file:
        file.write(b"[]\n")
    with pytest.raises(InputError) as refused:
        list(stories_in(address))
    assert str(refused.value) == f"{wrong}:1: neither a story nor an article"


def test_a_folder_is_read_in_the_order_of_names_and_other_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(lines(STORIES[0]))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(STORIES[1])))
    (tmp_path / "README.md").write_text("mine")
    assert list(stories_in(str(tmp_path))) == [STORIES[1], STORIES[0]]


def test_any_address_of_fsspec() -> None:
    with fsspec.open("memory://corpus/x.jsonl", "wb") as file:
        file.write(lines(*STORIES))
    assert list(stories_in("memory://corpus/x.jsonl")) == STORIES


def test_another_byte_is_another_corpus(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_bytes(ARTICLES)
    first = contents(str(file))
    file.write_bytes(ARTICLES.replace(b"Monday", b"Sunday"))
    assert first.hash != contents(str(file)).hash


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "s/a"\n', "corpus.jsonl:1: not JSON"),
        (lines(STORIES[0]) + b"\n[]\n", "corpus.jsonl:3: neither a story nor an article"),
        (b'{"id": "s/a", "text": "x"}\n', 'corpus.jsonl:1: /: "published" is a required property'),
        (b'{"id": "s", "articles": [{"id": "s/a"}]}\n', "corpus.jsonl:1: /"),
        (lines(STORIES[0], STORIES[1], STORIES[0]), "stands in two places"),
        (lines(STORIES[0], STORIES[0]), "stands in two places"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(stories_in(str(file)))


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(stories_in(str(tmp_path / "none.jsonl")))
    (tmp_path / "text.txt").write_text("x")
    with pytest.raises(InputError, match=r"no .jsonl or .parquet file"):
        list(stories_in(str(tmp_path)))
    with pytest.raises(InputError, match="cannot be read"):
        list(stories_in("nosuch://x"))


def test_a_large_corpus_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    plain = [story.articles[0].without_gold() for story in STORIES]
    peaks = []
    for times in (2, 40):
        with file.open("wb") as out:
            for number in range(times):
                out.write(lines(*(msgspec.structs.replace(each, id=f"s{number}-{each.id}") for each in plain)))
        tracemalloc.start()
        assert sum(1 for _ in stories_in(str(file))) == times * len(plain)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < file.stat().st_size / 8  # the names of the stories, to know one that comes twice


@pytest.mark.long
def test_predictions_in_many_files_and_processes_score_the_same_to_the_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["run", "rules", "--split", "all", "-o", "r"])
    capsys.readouterr()
    lines = (tmp_path / "r" / "predictions.jsonl").read_bytes().splitlines(keepends=True)
    links = [line for line in lines if b'"links"' in line]
    whole = [line for line in lines if line not in links]
    shards = tmp_path / "shards"
    shards.mkdir()
    (shards / "1.jsonl").write_bytes(b"".join(links + whole[:50]))
    (shards / "2.jsonl.gz").write_bytes(gzip.compress(b"".join(whole[50:80])))
    rows = [{"article": line["article"], **line["extraction"]} for line in map(msgspec.json.decode, whole[80:])]
    pq.write_table(pa.Table.from_pylist(rows), shards / "3.parquet")
    monkeypatch.setattr(scoring, "_STORIES", 7)
    handed_out: list[int] = []

    class Counted(ProcessPoolExecutor):
        def submit(self, fn: Any, /, *arguments: Any, **options: Any) -> Any:
            handed_out.extend(len(piece.stories) for piece in arguments)
            return super().submit(fn, *arguments, **options)

    monkeypatch.setattr(executors, "ProcessPoolExecutor", Counted)
    shown = []
    for words in (["r"], ["shards"], ["shards", "--workers", "2"]):
        assert main(["score", *words, "--split", "all", "--json"]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] == shown[2]
    assert handed_out == [7] * 8 + [4]


def test_what_is_wrong_in_a_shard_is_said_with_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.jsonl.gz").write_bytes(gzip.compress(b'\n{"article": "a/b"}\n'))
    (tmp_path / "2.jsonl").write_bytes(b'{"article": "s/\xff"}\n')
    assert main(["score", str(tmp_path)]) in {1, 3}
    assert f"{tmp_path}/2.jsonl:1: not UTF-8" in capsys.readouterr().err
    (tmp_path / "2.jsonl").unlink()
    assert main(["score", str(tmp_path)]) == 1
    assert '1.jsonl.gz:2: /: "extraction" is a required property' in capsys.readouterr().err
    (tmp_path / "1.jsonl.gz").write_bytes(b"no gzip")
    assert main(["score", str(tmp_path)]) == 3
    assert "1.jsonl.gz: cannot be read to its end" in capsys.readouterr().err


def test_run_and_score_on_a_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.jsonl.gz").write_bytes(gzip.compress(lines(*STORIES)))
    assert main(["run", "rules", "--split", "train", "--json", "-o", "gold"]) == 0
    expected = json.loads(capsys.readouterr().out)
    assert main(["run", "rules", "--corpus", "mine.jsonl.gz", "--json", "-o", "mine"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["measures"] == expected["measures"]
    assert found["signature"].startswith(f"gold:mine.jsonl.gz@{corpus.content_hash(STORIES)[:8]}|split:all")
    assert main(["score", "mine", "--corpus", "mine.jsonl.gz", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == found
    (tmp_path / "plain.jsonl").write_bytes(lines(*(article.without_gold() for article in STORIES[0].articles)))
    assert main(["run", "rules", "--corpus", "plain.jsonl"]) == 0
    assert "no gold in plain.jsonl, so there is nothing to score" in capsys.readouterr().err
    assert main(["run", "rules", "--corpus", "plain.jsonl", "--split", "dev"]) == 3
