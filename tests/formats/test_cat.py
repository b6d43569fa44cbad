"""CAT and CROMER XML itself, and which corpus it is of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.cat_documents import EVENTSTORYLINE, MEANTIME, document, mention, put
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats import cat
from twicetold.formats.format import Notes
from twicetold.model import text_of

if TYPE_CHECKING:
    from pathlib import Path


class TestDocument:
    """The XML itself."""

    def read(self, path: Path, text: str) -> tuple[cat.Document, Notes]:
        notes = Notes()
        return cat.read_document(put(path / "x.xml", text), notes), notes

    def test_tokens_are_joined_by_blanks_and_sentences_are_lines(self, tmp_path: Path) -> None:
        found, _ = self.read(tmp_path, document(["Ann 's <car> &c. \U0001f600 x", "Gone ."]))
        assert found.text.text == "Ann 's <car> &c. \U0001f600 x\nGone ."
        assert found.sentences == [0] * 6 + [1] * 2

    def test_a_sentence_that_is_no_text_and_tokens_without_words_are_left_out(self, tmp_path: Path) -> None:
        text = document(
            ["http x", "Ann  left", "home"], mention("A", 1, "1 2"), mention("A", 2, "4"), mention("A", 3, "4 5")
        )
        notes = Notes()
        found = cat.read_document(put(tmp_path / "x.xml", text), notes, without=0)
        assert found.text.text == "Ann left\nhome"
        assert [list(each.tokens) for each in found.markables.values()] == [[], [], [1]]
        assert list(notes) == [f"2 mentions of what is not in the text (first: {tmp_path / 'x.xml'}: m_id 1)"]

    def test_words_with_blanks_and_line_breaks_in_them_stay_one_token(self, tmp_path: Path) -> None:
        text = document(["1 2", "3"], mention("A", 1, "2")).replace(">2<", ">\r\n New\n  York <")
        found, _ = self.read(tmp_path, text)
        assert found.text.text == "1 New York\n3"
        assert text_of(found.text.span(found.markables["1"].tokens), found.text.text) == "New York"

    @pytest.mark.parametrize("change", [str.encode, lambda text: b"\xef\xbb\xbf" + text.encode(), "latin", "crlf"])
    def test_bytes_are_read_as_xml_says(self, change: object, tmp_path: Path) -> None:
        text = document(["Zoë left"])
        if change == "latin":
            data = text.replace("UTF-8", "iso-8859-1").encode("iso-8859-1")
        elif change == "crlf":
            data = text.replace("\n", "\r\n").encode()
        else:
            assert callable(change)
            data = change(text)
        (tmp_path / "x.xml").write_bytes(data)
        assert cat.read_document(tmp_path / "x.xml", Notes()).text.text == "Zoë left"

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("</Document>", "", r"x\.xml:12: not XML: no element found; take the file as the corpus has it"),
            ("Document", "TimeML", r"x\.xml:1: <TimeML> is not the <Document> of CAT; name the format that it is"),
            ("UTF-8", "klingon", r"x\.xml:1: not XML: "),
            ("&amp;", "&nbsp;", r"x\.xml:4: not XML: undefined entity"),
            ("token", "tok", r"x\.xml:1: no words; take the XML of CAT"),
            ('t_id="2" s', 't_id="1" s', r"x\.xml:4: t_id '1': a token needs a t_id of its own"),
            ('t_id="2" s', "s", r"x\.xml:1: t_id '': a token needs a t_id of its own"),
            ('sentence="0" number="0">&', 'sentence="²">&', r"x\.xml:4: t_id '2': a token needs the number of its"),
            ('sentence="0" number="0">&', f'sentence="{"9" * 5000}">&', r"x\.xml:4: t_id '2': a token needs the"),
            ('m_id="2"', 'm_id="1"', r"x\.xml:8: m_id '1': a markable needs an m_id of its own"),
            ('m_id="2"', 'm_id="a b"', r"x\.xml:8: m_id 'a b': a markable needs"),
            ('anchor t_id="2"', 'anchor t_id="77"', r"x\.xml:8: t_id '77': the markable 2 is anchored in no token of"),
        ],
    )
    def test_what_breaks_a_file_is_an_error_at_its_line(self, old: str, new: str, message: str, tmp_path: Path) -> None:
        text = document(["Ann & co"], mention("A", 1, "1"), mention("A", 2, "2"))
        assert old in text
        with pytest.raises(InputError, match=message):
            self.read(tmp_path, text.replace(old, new))

    def test_a_file_that_cannot_be_read_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"none\.xml: No such file"):
            cat.read_document(tmp_path / "none.xml", Notes())

    def test_entities_that_grow_without_end_are_refused(self, tmp_path: Path) -> None:
        grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        text = document(["Ann left"]).replace("<Document", f'<!DOCTYPE Document [<!ENTITY l0 "lol">{grown}]><Document')
        with pytest.raises(InputError, match="not XML"):
            self.read(tmp_path, text.replace(">Ann<", ">&l9;<"))

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=3), min_size=1, max_size=4
            ),
            min_size=1,
            max_size=4,
        ),
        st.data(),
    )
    def test_mentions_are_where_their_words_are(
        self, tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], data: st.DataObject
    ) -> None:
        tokens = [word for line in lines for word in line]
        anchored = sorted(data.draw(st.sets(st.integers(1, len(tokens)), min_size=1)))
        text = document([" ".join(line) for line in lines], mention("A", 1, " ".join(map(str, anchored))))
        found, _ = self.read(tmp_path_factory.mktemp("cat"), text)
        place = found.text.span(found.markables["1"].tokens)
        assert text_of(place, found.text.text).split() == [tokens[number - 1] for number in anchored]
        assert all(first.end + 1 < second.start for first, second in pairwise(place))


def test_each_format_is_recognised_and_no_other(tmp_path: Path) -> None:
    paths = {
        "ecbplus": put(tmp_path / "e" / "1" / "1_1ecb.xml", document(["a"], mention("ACTION_STATE", 1, "1"))),
        "eventstoryline": put(tmp_path / "s" / "1" / "1_1ecbplus.xml.xml", EVENTSTORYLINE),
        "meantime": put(tmp_path / "m" / "corpus_a" / "1_x.xml", MEANTIME),
    }
    renamed = put(tmp_path / "1_1ecbplus.xml", EVENTSTORYLINE)
    for name in ("ecbplus", "eventstoryline", "meantime"):
        for other, path in paths.items():
            for each in (path, path.parent, path.parent.parent):
                assert formats.get(name).recognises(each) == (name == other)
        assert formats.get(name).recognises(renamed) == (name == "eventstoryline")
        assert not formats.get(name).recognises(put(tmp_path / "n" / "1_2ecb.xml", "<Documents/>"))
