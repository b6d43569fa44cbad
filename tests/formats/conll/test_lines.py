"""CoNLL: what the lines of a file say: columns, and where articles begin."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.conll.columns import names, only, read, rows
from twicetold import formats
from twicetold.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class TestColumns:
    """Are told by what is in them."""

    @pytest.mark.parametrize(
        "line",
        [
            "{word}\t{tag}",
            "{word}    {tag}",
            "{word} NN B-NP {tag}",
            "{word}\tNN\tO\tB-Some_Page\t{tag}",
            "{word} _ _ {tag}",
            "{number}\t{word}\t{tag}\t-\tsomebody",
            "{word}\t{tag}\t",
        ],
    )
    def test_of_any_number_and_separator(self, line: str, path: Path) -> None:
        tokens = [("Ann", "B-PER"), ("Lee", "I-PER"), ("left", "O"), ("Oslo", "B-LOC")]
        lines = [line.format(word=word, tag=tag, number=n) for n, (word, tag) in enumerate(tokens, start=1)]
        article = only(read(path, "-DOCSTART- O\n\n" + "\n".join(lines) + "\n"))
        assert article.text == "Ann Lee left Oslo"
        assert names(article) == ["PER Ann Lee", "LOC Oslo"]

    def test_byte_order_mark_and_carriage_returns_are_none_of_the_tokens(self, path: Path) -> None:
        article = only(read(path, "\ufeff-DOCSTART-\tO\r\n\r\nA\tO\r\nB\tB-PER\r\n\r\n".encode()))
        assert article.text == "A B"
        assert names(article) == ["PER B"]

    def test_tokens_may_be_anything(self, path: Path) -> None:
        words = ["#", "&", "gt", ";", "\U0001f600", "a\u2028b", "New York", "-LRB-", "#tag"]
        tags = ["O"] * 4 + ["B-MISC", "B-PER", "B-LOC", "O", "B-PER"]
        found = read(path, "-DOCSTART-\tO\n" + "".join(f"{w}\t{t}\n" for w, t in zip(words, tags, strict=True)))
        assert only(found).text == "# & gt ; \U0001f600 a\u2028b New York ( #tag"
        assert names(only(found)) == ["MISC \U0001f600", "PER a\u2028b", "LOC New York", "PER #tag"]
        assert found[1] == []

    def test_blank_tokens_are_left_out_and_do_not_end_a_sentence(self, path: Path) -> None:
        found = read(path, "-DOCSTART-\tO\na\tB-PER\n \tI-PER\nb\tI-PER\n\tB-ORG\nc\tO\n")
        assert only(found).text == "a b c"
        assert names(only(found)) == ["PER a b"]
        assert found[1] == [
            "2 tokens that are blank, left out (first: 3)",
            "1 mentions of blank tokens only, left out (first: 5)",
        ]

    def test_a_token_that_is_a_line_break_costs_itself_only(self, path: Path) -> None:
        found = read(
            path,
            "#begin document d; part 000\nd\t0\t0\t\n\t-\t\n"
            "d\t0\t1\ta\t(1)\t\nd\t0\t2\tb\t-\t\nd\t0\t3\tc\t-\t\n#end document",
        )
        assert only(found).text == "a b c"
        assert "2 lines that have not 6 columns, passed over (first: 2)" in found[1]

    def test_comments_are_no_tokens(self, path: Path) -> None:
        found = read(path, "# sent_id = 5\n# text = a b\n1\ta\tO\n2\tb\tB-PER\n\n# text = c\n1\tc\tO\n2\td\tO\n")
        assert [article.text for article in common.articles(found[0])] == ["a b", "c d"]
        found = read(path, "-DOCSTART- O O O\n# text = x\na NN O O\nb NN O B-PER\n# NN O O\n")
        assert only(found).text == "a b #"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a PER\nb O\nc O\n", r":1: no column is certain to have tags .* the last one has 'PER'"),
            ("a O\nb O\nc O\nd LOC\n", r":4: no column is certain to have tags .* 'LOC'"),
            ("The quick brown\nfox jumps over\n", r":1: no column .* the last one has 'brown'"),
            ("a b O\nc O\nd e f O\n", r":1: the number of columns is not certain"),
            ("one\ntwo\n", r":1: no column is certain to have tags"),
            ("B-PER\nO\n", r":1: no column is certain to have the tokens"),
            ("\n\n", r": no token in the first 2000 lines"),
            ("a B-PER B-ORG\nb O O\n", r":1: columns 2 and 3 have tags of entities"),
            ("[TOKEN] O\n" * 12, r":1: every token is '\[TOKEN\]'; if the words are masked"),
            (b"a O\nb O\nGlo\xdf O\n", r":3: not UTF-8"),
            ("#begin document (d); part 000\na\tO\t-\n\nb\tO\t-\n", r":4: ends before #end document"),
        ],
    )
    def test_what_is_not_certain_is_an_error_with_its_line(self, text: str | bytes, message: str, path: Path) -> None:
        with pytest.raises(InputError, match=re.escape(str(path)) + message):
            read(path, text)

    def test_lines_with_other_columns_are_passed_over(self, path: Path) -> None:
        found = read(path, rows("O B-PER O") + "x\ny z O\nd B-PER\n")
        assert names(only(found)) == ["PER b", "PER d"]
        assert found[1] == ["2 lines that have not 2 columns, passed over (first: 6)"]


class TestArticles:
    """Where they begin, and what they are called."""

    def test_at_docstart(self, path: Path) -> None:
        stories, notes = read(path, rows("O B-PER") + rows("") + rows("O O"))
        assert [article.id for article in common.articles(stories)] == ["x-1/a", "x-3/a"]
        assert [len(article.gold.entities) for article in common.articles(stories) if article.gold] == [1, 0]
        assert notes == ["1 articles without a token, left out (first: 5)"]

    def test_at_begin_document_with_parts(self, path: Path) -> None:
        text = "".join(
            f"#begin document ({name}); part {part}\nw{part}\tO\t-\nv\tO\t-\n\n#end document\n"
            for name, part in (("nw/a b/1", "000"), ("nw/a b/1", "001"), ("nw-a-b-1", "000"))
        )
        stories, notes = read(path, text)
        assert [(story.id, [each.id for each in story.articles], story.title) for story in stories] == [
            ("nw-a-b-1", ["nw-a-b-1/000", "nw-a-b-1/001"], "nw/a b/1"),
            ("nw-a-b-1-2", ["nw-a-b-1-2/000"], "nw-a-b-1"),
        ]
        assert notes == []

    def test_at_newdoc(self, path: Path) -> None:
        text = "# newdoc id = r-1\n# text = a b\n1\ta\tB-PER\n2\tb\tO\n\n1\tc\tO\n\n# newdoc\n1\td\tB-ORG\n"
        stories, notes = read(path, text)
        assert [(article.id, article.text) for article in common.articles(stories)] == [
            ("r-1/a", "a b\nc"),
            ("x-2/a", "d"),
        ]
        assert notes == []

    def test_without_marks_a_sentence_is_an_article(self, path: Path) -> None:
        stories, notes = read(path, "a\tO\nb\tO\n \n\nc\tB-PER\n")
        assert [(article.id, article.text) for article in common.articles(stories)] == [
            ("x-1/a", "a b"),
            ("x-2/a", "c"),
        ]
        assert notes == ["2 sentences that are articles, for nothing marks where articles begin (first: 1)"]

    def test_what_is_outside_of_them_is_noted(self, path: Path) -> None:
        begin = "#begin document (d{}); part 000\na\tO\t-\n"
        stories, notes = read(path, begin.format(1) + begin.format(2) + "#end document\nb\tO\t-\n\nc\tO\t-\n")
        assert [story.id for story in stories] == ["d1", "d2"]
        assert notes == [
            "2 lines between two articles, passed over (first: 6)",
            "1 articles that begin before the last one has its #end document (first: 3)",
        ]

    def test_one_that_stands_in_two_places_is_refused(self, tmp_path: Path) -> None:
        text = "#begin document (d); part 000\na\tO\t-\nb\tO\t-\n#end document\n"
        for name in ("d.v4_auto_conll", "d.v4_gold_conll"):
            (tmp_path / name).write_text(text)
        with pytest.raises(InputError, match=r"gold_conll:1: 'd' stands in .*auto_conll:1 already"):
            common.read("conll", tmp_path)
        with pytest.raises(InputError, match=r":5: 'd' has two parts 000"):
            read(tmp_path / "x.conll", text + text)

    def test_files_of_a_folder_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        for name in ("b/one.txt", "a.bio", "eng.testa", "eng.testb"):
            (tmp_path / name).write_text(rows("O B-PER"))
        (tmp_path / "README.md").write_text("Not of it.")
        (tmp_path / "notes.txt").write_text("None of it either.")
        stories, notes = common.read("conll", tmp_path)
        assert [story.id for story in stories] == ["a-1", "b-one-1", "eng.testa-1", "eng.testb-1"]
        assert any(note.startswith("1 files passed over") and "notes.txt" in note for note in notes)
        assert formats.get("conll").recognises(tmp_path)
        assert formats.get("conll").recognises(tmp_path / "b" / "one.txt")
        assert not formats.get("conll").recognises(tmp_path / "notes.txt")
        (tmp_path / "broken.conll").write_text("no columns\nare here\n")
        with pytest.raises(InputError, match=r"broken\.conll:1: "):
            common.read("conll", tmp_path)

    def test_a_folder_without_any_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no file of CoNLL columns"):
            common.read("conll", tmp_path)
        with pytest.raises(InputError, match="No such file"):
            common.read("conll", tmp_path / "none.conll")

    def test_the_day_of_publication_is_that_of_the_reading(self, path: Path) -> None:
        path.write_text(rows("O B-PER"))
        stories, notes = common.read("conll", path)
        assert stories[0].articles[0].published == "1970-01-01"
        assert list(notes) == [f"1 {common.UNDATED} (first: {path}:1)"]


def test_wnut_17() -> None:
    """1,009 sentences, 15,733 tokens and 836 entities: the dev part in section 1 of the notes on corpora."""
    stories, notes = common.read("conll", common.corpus("wnut17"))
    articles = common.articles(stories)
    assert formats.get("conll").recognises(common.corpus("wnut17"))
    assert len(articles) == 1009
    assert sum(len(article.text.split()) for article in articles) == 15733
    found = Counter(entity.type for article in articles if article.gold for entity in article.gold.entities)
    assert found == {"PER": 470, "MISC": 114 + 105, "LOC": 74, "ORG": 39 + 34}
    assert {note.partition(" ")[2].partition(",")[0] for note in notes} == {
        "articles without a day of publication",
        "sentences that are articles",
    }
