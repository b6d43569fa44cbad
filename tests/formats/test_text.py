"""Plain text: what becomes of names, dates, ends of lines and bytes, and what is told from other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.format import Reading

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = formats.get("text")


def write(folder: Path, **files: str | bytes) -> Path:
    for name, text in files.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_a_file_is_a_story_of_one_article_without_gold_in_the_order_of_names(tmp_path: Path) -> None:
    stories, _ = common.read("text", write(tmp_path, ferry="The ferry sailed.", dam="The dam held."))
    assert [(story.id, story.title, len(story.articles)) for story in stories] == [
        ("dam", "dam", 1),
        ("ferry", "ferry", 1),
    ]
    article = stories[1].articles[0]
    assert (article.id, article.text, article.gold) == ("ferry/a", "The ferry sailed.", None)


def test_a_text_is_kept_as_it_is_but_for_a_byte_order_mark(tmp_path: Path) -> None:
    words = "\n Ada 🚢 sailed.\r\n\r\nNo\u00a0wind \n"
    stories, _ = common.read("text", write(tmp_path, a=b"\xef\xbb\xbf" + words.encode()))
    assert stories[0].articles[0].text == words


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2024-03-06-flood", "2024-03-06"),
        ("20240306flood", "2024-03-06"),
        ("2024_03_06", "2024-03-06"),
        ("2024.03.06 flood", "2024-03-06"),
        ("2024-03-06T0930", "2024-03-06"),
        ("flood-2024-03-06", "2020-02-02"),
        ("2024-0306", "2020-02-02"),
        ("2024-02-30", "2020-02-02"),
        ("202403061", "2020-02-02"),
        ("12340306", "2020-02-02"),
    ],
)
def test_a_date_at_the_beginning_of_a_name_is_the_day_of_publication(tmp_path: Path, name: str, published: str) -> None:
    reading = Reading({}, "2020-02-02")
    assert FORMAT.read is not None
    (story,) = FORMAT.read(write(tmp_path, **{name: "Words."}), reading)
    assert story.articles[0].published == published
    undated = "articles without a day of publication, taken to be of 2020-02-02"
    assert reading.notes.counts == ({undated: 1} if published == "2020-02-02" else {})


def test_a_date_in_the_name_of_a_folder_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "2024-03-06"
    folder.mkdir()
    assert common.read("text", write(folder, a="Words."))[0][0].articles[0].published == "1970-01-01"


def test_ids_are_made_of_names_and_told_apart(tmp_path: Path) -> None:
    names = ["Größe & Maß", "a b", "a  b", "a-b-2", "наводнение", "-", "x" * 200]
    stories, _ = common.read("text", write(tmp_path, **dict.fromkeys(names, "Words.")))
    assert {story.title: story.id for story in stories} == {
        "-": "article",
        "Größe & Maß": "Groe-Ma",
        "a  b": "a-b",
        "a b": "a-b-2",
        "a-b-2": "a-b-2-2",
        "x" * 200: "x" * 128,
        "наводнение": "article-2",
    }


def test_subfolders_are_read_and_named_and_what_is_hidden_or_no_text_is_not(tmp_path: Path) -> None:
    for name in ("b/one.txt", "b/two.TXT", "b/.three.txt", ".c/four.txt", "b/five.md", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.")
    (tmp_path / "six.txt").mkdir()
    stories, _ = common.read("text", tmp_path)
    assert [(story.id, story.title) for story in stories] == [("a", "a"), ("b-one", "b/one"), ("b-two", "b/two")]


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "report.2024").write_text("Words.")
    assert [story.id for story in common.read("text", tmp_path / "report.2024")[0]] == ["report.2024"]


def test_files_without_words_are_noted(tmp_path: Path) -> None:
    stories, notes = common.read("text", write(tmp_path, a="", b=" \r\n", c=b"\xef\xbb\xbf", d="Words."))
    assert [story.id for story in stories] == ["d"]
    assert notes.counts["files without text, left out"] == 3
    assert notes.first["files without text, left out"] == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("Ada said.\nThe café".encode("latin-1"), ":2:8: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"\xef\xbb\xbfAda\xff", ":1:4: byte 0xff is not UTF-8"),
        ("é".encode() + b"\xed\xa0\xbd", ":1:2: byte 0xed is not UTF-8"),
        ("Ada".encode("utf-16"), ":1:1: byte 0xff is not UTF-8"),
        ("Ada\n".encode("utf-16-le"), ":1: a NUL character"),
        (b"Ada\n\n\0", ":3: a NUL character, so no text"),
    ],
)
def test_what_is_no_utf8_is_told_with_its_place(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        common.read("text", write(tmp_path, a=data))
    assert str(caught.value).startswith(f"{tmp_path / 'a.txt'}{problem}")


def test_where_no_text_is_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt file"):
        common.read("text", tmp_path)
    with pytest.raises(InputError, match="No such file"):
        common.read("text", tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sailed.", True),
        ("[ALMATY] The ferry sailed.", True),
        ("Type O\tis rare.", True),
        ("", True),
        ('\ufeff<?xml version="1.0"?><a/>', False),
        ('{"id": 1}', False),
        ('[{"id": 1}]', False),
        ("Ada B-PER\nsailed O\n", False),
        ("1\tAda\tI-PER\r\n", False),
        ("-DOCSTART- -X- O O\n", False),
        ("#begin document (a); part 000\n", False),
    ],
)
def test_what_begins_otherwise_than_a_text_is_not_recognised(tmp_path: Path, text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    write(tmp_path, a=text)
    assert FORMAT.recognises(tmp_path) == FORMAT.recognises(tmp_path / "a.txt") == expected


def test_only_a_folder_of_nothing_but_texts_is_recognised(tmp_path: Path) -> None:
    assert not FORMAT.recognises(tmp_path)
    assert not FORMAT.recognises(tmp_path / "missing.txt")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", a="Words.")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    assert FORMAT.recognises(tmp_path)
    (tmp_path / "sub" / "a.ann").write_text("T1\tPER 0 5\tWords")
    assert not FORMAT.recognises(tmp_path)


def test_nothing_is_measured_without_gold() -> None:
    assert FORMAT.measures == ()
    assert FORMAT.holds == {}
    assert FORMAT.write is None


def test_real_news_is_read_as_it_is() -> None:
    folder = common.corpus("polnear") / "text"
    stories, notes = common.read("text", folder)
    files = sorted(folder.glob("*.txt"))
    assert [article.text for article in common.articles(stories)] == [file.read_bytes().decode() for file in files]
    assert notes.counts == {common.UNDATED: 44}
    assert FORMAT.recognises(folder)
    others = [each for each in common.CORPORA.iterdir() if FORMAT.recognises(each)]
    assert others == []
