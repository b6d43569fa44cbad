"""TimeML, a file as a whole: offsets over decoded text, publication dates, files and folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.timeml_files import DCT, body, parse, words
from twicetold.errors import InputError
from twicetold.formats.format import NO_DATE
from twicetold.formats.timeml import FORMAT
from twicetold.model import Date, Event, Extraction, span

if TYPE_CHECKING:
    from pathlib import Path


class TestText:
    """The text is what TEXT holds, decoded."""

    def test_the_text_is_whole_and_offsets_count_its_characters(self, tmp_path: Path) -> None:
        article, gold, notes = body(
            tmp_path,
            '\n\nAT&amp;B &#x1F600; <SIGNAL sid="s1">on</SIGNAL> <![CDATA[<x>]]> '
            '<TIMEX3 tid="t1" type="DATE" value="2031-05-01">May&#32;Day</TIMEX3>\n',
        )
        assert article.text == "\n\nAT&B \U0001f600 on <x> May Day\n"
        assert gold.dates == (Date("t1", span(16, 23), "DATE", "2031-05-01"),)
        assert words(article, gold.dates[0].span) == ["May Day"]
        assert notes == ["1 SIGNALs"]

    def test_sentences_and_nested_marks(self, tmp_path: Path) -> None:
        article, gold, notes = body(
            tmp_path,
            '<s id="0">The <TIMEX3 tid="t1" type="TIME" value="2031-05-01TNI">night of the '
            '<EVENT eid="e1" class="OCCURRENCE">flood</EVENT></TIMEX3></s><s>.</s>',
        )
        assert article.text == "The night of the flood."
        assert words(article, gold.dates[0].span, *gold.events[0].triggers) == ["night of the flood", "flood"]
        assert notes == []

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("\ufeff<TimeML><TEXT>né\r\nx</TEXT></TimeML>".encode(), "né\nx"),
            (b'<?xml version="1.0" encoding="windows-1252"?><TimeML><TEXT>\x93\xe9</TEXT></TimeML>', "“é"),
            ('<?xml version="1.0"?><TimeML><TEXT>\U0001f600</TEXT></TimeML>'.encode("utf-16"), "\U0001f600"),
            (b'<!DOCTYPE TimeML [<!ENTITY co "Co">]><TimeML><TEXT>A &co;&#13;</TEXT></TimeML>', "A Co\r"),
        ],
        ids=["byte order mark and CRLF", "windows-1252", "utf-16", "declared entity"],
    )
    def test_encodings(self, content: bytes, text: str, tmp_path: Path) -> None:
        assert parse(tmp_path, content)[0].text == text

    def test_without_text_docid_and_dct_the_whole_file_is_the_text(self, tmp_path: Path) -> None:
        article, notes = parse(
            tmp_path,
            '<TimeML>\n<TIMEX3 tid="t9" type="DATE" value="2031-05-02" functionInDocument="PUBLICATION_TIME">2 May'
            '</TIMEX3>\nIt <EVENT eid="e1" class="STATE">was</EVENT> '
            '<TIMEX3 tid="t2" type="DATE" value="2031-05-01" anchorTimeID="t9">yesterday</TIMEX3>.\n'
            '<MAKEINSTANCE eventID="e1" eiid="ei1" polarity="NEG"/></TimeML>',
        )
        assert article.text == "\n2 May\nIt was yesterday.\n"
        assert article.published == "2031-05-02"
        assert article.gold == Extraction(
            dates=(Date("t9", span(1, 6), "DATE", "2031-05-02"), Date("t2", span(14, 23), "DATE", "2031-05-01")),
            events=(Event("e1", "Unknown", (span(10, 13),), polarity="NEGATIVE"),),
        )
        assert list(notes) == []

    def test_the_title_is_the_headline_and_no_part_of_the_text(self, tmp_path: Path) -> None:
        article, _, notes = body(
            tmp_path, "x", '<TITLE> Rain <EVENT eid="e1" class="OCCURRENCE">stops</EVENT> &amp; sun </TITLE>'
        )
        assert (article.headline, article.text) == ("Rain stops & sun", "x")
        assert notes == ["1 EVENTs outside the text"]


class TestPublished:
    """The document creation time is the publication date."""

    @pytest.mark.parametrize(
        ("dct", "published", "note"),
        [
            ('<TIMEX3 tid="t0" type="DATE" value="2031-05-02"/>', "2031-05-02", None),
            ('<TIMEX3 type="TIME" value="2031-05-02T09:30:00+06:00"/>', "2031-05-02T09:30:00+06:00", None),
            ('GHENT, <TIMEX3 type="TIME" value="2031-05-02">2 May</TIMEX3> (QP)', "2031-05-02", None),
            ('<TIMEX3 type="TIME" value="2031-05-02T09:30"/>', "2031-05-02", "times of publication without a zone"),
            ('<TIMEX3 type="DATE" value="2031-05"/>', NO_DATE, "articles without a day of publication"),
            ('<TIMEX3 type="DATE" value="2031-02-30"/>', NO_DATE, "articles without a day of publication"),
            ("2031-05-02", NO_DATE, "articles without a day of publication"),
        ],
    )
    def test_of_a_dct(self, dct: str, published: str, note: str | None, tmp_path: Path) -> None:
        article, notes = parse(tmp_path, f"<TimeML>\n<DCT>{dct}</DCT><TEXT>x</TEXT></TimeML>")
        assert article.published == published
        assert [what.partition(",")[0] for what in notes.counts] == ([note] if note else [])
        assert article.gold == Extraction()

    def test_outside_a_dct(self, tmp_path: Path) -> None:
        other = '<TIMEX3 tid="t8" type="DATE" value="2031"/>'
        created = '<TIMEX3 tid="t9" type="DATE" value="2031-05-02" functionInDocument="CREATION_TIME"/>'
        article, notes = parse(tmp_path, f"<TimeML>{other}{created}<TEXT>x</TEXT></TimeML>")
        assert article.published == "2031-05-02"
        assert list(notes) == [f"1 TIMEX3s outside the text (first: {tmp_path}/x.tml:1)"]


class TestFiles:
    """A file is a story, `story@article.tml` an article of one."""

    def test_files_of_a_folder(self, tmp_path: Path) -> None:
        names = (
            "b.tml", "a.2031.tml", "s@two.tml", "s@one.tml", "_é (1).timeml", "bank/b.tml", "bank/.b.tml", "b.xml",
            "_.tml", "=.tml", "-.tml",
        )  # fmt: skip
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("<TimeML><TEXT>x</TEXT></TimeML>")
        stories, _ = common.read("timeml", tmp_path)
        assert [[article.id for article in story.articles] for story in stories] == [
            ["article/a", "article/a-2", "article/a-3"],
            ["e-1/a"],
            ["a.2031/a"],
            ["b/a"],
            ["bank.b/a"],
            ["s/one", "s/two"],
        ]
        assert [story.title for story in stories] == [story.id for story in stories]

    def test_a_file_whatever_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "x.tml.TE3input").write_text(f"<TimeML>{DCT}<TITLE>News</TITLE><TEXT>x</TEXT></TimeML>")
        (story,), _ = common.read("timeml", tmp_path / "x.tml.TE3input")
        assert (story.id, story.title) == ("x.tml", "News")

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", ":1: no element found; this is no XML, or not all of it"),
            ("<TimeML>\n<TEXT>x\n", ":3: no element found"),
            ("<TimeML>\n<TEXT>A & B</TEXT></TimeML>", ":2: not well-formed"),
            ("<TimeML>\n<EVENT></TEXT></TimeML>", ":2: mismatched tag"),
            ("<TimeML>\n\n<TEXT>&nbsp;</TEXT></TimeML>", ":3: undefined entity"),
            (
                '<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML>\n<TEXT>&nbsp;</TEXT></TimeML>',
                ":3: &nbsp; is not declared here; write the character",
            ),
            (
                '<!DOCTYPE TimeML [<!ENTITY who SYSTEM "who.txt">]>\n<TimeML><TEXT>&who; left</TEXT></TimeML>',
                ":2: &who; is not declared here; write the character",
            ),
            (
                '<?xml version="1.0" encoding="big5"?><TimeML/>',
                ":1: multi-byte encodings are not supported; write it in",
            ),
            ('<?xml version="1.0" encoding="klingon"?><TimeML/>', ":1: unknown encoding: klingon; write it in UTF-8"),
            ("<!-- -->\n<Document/>", ":2: <Document> where TimeML begins with <TimeML>"),
            ("<TimeML>\n<DOCID>x</DOCID></TimeML>", ":1: 0 TEXT elements; one is to hold the text"),
            ("<TimeML><TEXT>x</TEXT><TEXT>y</TEXT></TimeML>", ":1: 2 TEXT elements"),
        ],
    )
    def test_what_is_no_timeml_is_refused(self, content: str, message: str, tmp_path: Path) -> None:
        with pytest.raises(InputError) as raised:
            parse(tmp_path, content)
        assert str(raised.value).startswith(f"{tmp_path}/x.tml{message}")

    def test_where_nothing_is(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"no file \*\.tml or \*\.timeml in this folder"):
            common.read("timeml", tmp_path)
        with pytest.raises(InputError, match=r"none\.tml: No such file or directory"):
            common.read("timeml", tmp_path / "none.tml")

    def test_recognised(self, tmp_path: Path) -> None:
        contents = {
            "a.tml": "<TimeML/>",
            "b.xml": '\ufeff<?xml version="1.0"?>\n<TimeML xmlns:x="y">',
            "c.xml": "<Document>",
            "d.jsonl": '{"text": "<TimeML>"}',
            "e.tml": "",
        }
        for name, content in contents.items():
            (tmp_path / name).write_text(content)
        assert [name for name in contents if FORMAT.recognises(tmp_path / name)] == ["a.tml", "b.xml"]
        assert FORMAT.recognises(tmp_path)
        (tmp_path / "a.tml").unlink()
        assert not FORMAT.recognises(tmp_path)
        assert not FORMAT.recognises(tmp_path / "none")
