"""CoNLL columns, read and written."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import strategies
import twicetold
from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.model import Article, Entity, Extraction, Mention, Story, span, text_of

if TYPE_CHECKING:
    from twicetold.formats.format import Notes

GOLD = twicetold.load()

Reads = tuple[list[Story], list[str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.conll"


def read(path: Path, text: str | bytes) -> Reads:
    """Read a file, and return its stories and notes, those about days of publication aside."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    stories, notes = common.read("conll", path)
    return stories, [note.replace(f"{path}:", "") for note in notes if "day of publication" not in note]


def rows(tags: str, mark: str = "-DOCSTART- -X-\n\n") -> str:
    """Return an article whose tokens a, b, c, … have the tags given."""
    return mark + "".join(f"{chr(97 + number)} {tag}\n" for number, tag in enumerate(tags.split()))


def names(article: Article) -> list[str]:
    """Return the entities of an article as `TYPE words|words`."""
    assert article.gold is not None
    return [
        f"{entity.type} {'|'.join(text_of(mention.span, article.text) for mention in entity.mentions)}"
        for entity in article.gold.entities
    ]


def only(reads: Reads) -> Article:
    ((story,), _) = reads
    (article,) = story.articles
    return article


class TestTags:
    """Of all schemes."""

    @pytest.mark.parametrize(
        ("tags", "expected"),
        [
            ("B-PER I-PER O B-ORG", ["PER a b", "ORG d"]),  # IOB2
            ("B-PER B-PER I-PER O", ["PER a", "PER b c"]),
            ("I-PER I-PER O I-ORG", ["PER a b", "ORG d"]),  # IOB1
            ("I-PER B-PER I-PER O", ["PER a", "PER b c"]),
            ("I-PER I-ORG O O", ["PER a", "ORG b"]),
            ("B-PER I-PER E-PER S-ORG", ["PER a b c", "ORG d"]),  # IOBES
            ("S-PER S-PER B-ORG E-ORG", ["PER a", "PER b", "ORG c d"]),
            ("B-PER I-PER L-PER U-ORG", ["PER a b c", "ORG d"]),  # BILOU
            ("B-PER M-PER E-PER O", ["PER a b c"]),  # BMEO
            ("I-PER E-PER E-PER I-ORG", ["PER a b", "PER c", "ORG d"]),  # IOE
            ("B-creative-work I-creative-work O B-person", ["MISC a b", "PER d"]),
            ("B-WORK_OF_ART I-WORK_OF_ART O B-PERSON", ["MISC a b", "PER d"]),
        ],
    )
    def test_all_schemes_are_read(self, tags: str, expected: list[str], path: Path) -> None:
        found = read(path, rows(tags))
        assert names(only(found)) == expected
        assert found[1] == []

    @pytest.mark.parametrize(
        ("tags", "expected"),
        [
            ("B-PER O I-PER O", ["PER a", "PER c"]),
            ("B-PER I-ORG O O", ["PER a", "ORG b"]),
            ("B-PER I-PER O S-ORG", ["PER a b", "ORG d"]),
            ("I-PER E-PER S-ORG B-ORG", ["PER a b", "ORG c", "ORG d"]),
        ],
    )
    def test_tags_out_of_order_are_read_as_conlleval_does_and_noted(
        self, tags: str, expected: list[str], path: Path
    ) -> None:
        found = read(path, rows(tags))
        assert names(only(found)) == expected
        (note,) = found[1]
        assert re.fullmatch(r"[12] mentions whose tags are out of order, .* \(first: [3-6]\)", note)

    def test_a_tag_of_no_scheme_costs_itself_only(self, path: Path) -> None:
        found = read(path, rows("B-PER O O Z-PER I-PER O"))
        assert names(only(found)) == ["PER a", "PER e"]
        assert "1 tags of no scheme, read as O (first: 6)" in found[1]

    def test_a_mention_ends_with_its_sentence(self, path: Path) -> None:
        article = only(read(path, "-DOCSTART- O\n\na B-PER\n\nb I-PER\n"))
        assert article.text == "a\nb"
        assert names(article) == ["PER a", "PER b"]

    def test_levels_may_stand_behind_labels(self, path: Path) -> None:
        article = only(read(path, rows("B-PER.NOM I-PER.NOM O B-PER.PRO B-PER.NAM B-ORG")))
        assert article.gold is not None
        assert [entity.mentions[0].level for entity in article.gold.entities] == ["NOM", "PRO", "NAM", "NAM"]

    def test_labels_that_are_left_out_or_unknown_are_noted(self, path: Path) -> None:
        found = read(path, rows("B-PER O B-DATE I-DATE B-COLOUR"))
        assert names(only(found)) == ["PER a"]
        assert found[1] == [
            "1 entities: 'COLOUR' is not in the map of labels (first: 7)",
            "1 entities: 'DATE' is left out by the map of labels (first: 5)",
        ]


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


def coreference(column: str, tags: str = "") -> str:
    """Return an article of the tokens a, b, c, … or `they` with a column of coreference."""
    tag = iter(tags.split())
    words = [("they" if value == "(9)" else chr(97 + n), value) for n, value in enumerate(column.split())]
    lines = (f"{word}\t{next(tag, 'O')}\t{value}\n" for word, value in words)
    return "#begin document (d); part 000\n" + "".join(lines) + "#end document\n"


class TestCoreference:
    """In brackets."""

    @pytest.mark.parametrize(
        ("column", "expected"),
        [
            ("(1) - (1)", ["MISC a|c"]),
            ("(1 1) (2) (1)", ["MISC a b|d", "MISC c"]),
            ("(1|(2 2) 1)", ["MISC a b c", "MISC a b"]),
            ("(1|(2) - 1)", ["MISC a b c", "MISC a"]),
            ("(1 (1 1) 1)", ["MISC a b c d|b c"]),
            ("(1 1)|(1 1)", ["MISC a b|b c"]),
            ("(1 (2 1) 2)", ["MISC a b c", "MISC b c d"]),
            ("(X_1 X_1)|(Y_2) (X_1)", ["MISC a b|c", "MISC b"]),
            ("* (1) _ (1)", ["MISC b|d"]),
        ],
    )
    def test_clusters(self, column: str, expected: list[str], path: Path) -> None:
        found = read(path, coreference(column))
        assert names(only(found)) == expected
        assert found[1] == [f"{len(expected)} clusters without a tagged mention, taken to be MISC (first: 1)"]

    def test_a_blank_may_stand_beside_the_stroke(self, path: Path) -> None:
        text = "#begin document 0/-/d; part 000\n1\ta\t(X| (Y\n2\tb\tX)| Y)\n3\tc\t-\n#end document\n"
        assert names(only(read(path, text))) == ["MISC a b", "MISC a b"]

    def test_a_cluster_has_the_type_of_most_of_its_tagged_mentions(self, path: Path) -> None:
        found = read(path, coreference("(1) (1) (1) (9) (2 2) (9)", "B-ORG B-PER B-PER O B-LOC O O"))
        assert names(only(found)) == ["PER a|b|c", "MISC they|they", "MISC e f", "LOC e"]
        assert "1 mentions tagged otherwise than most of their cluster (first: 1)" in found[1]

    def test_of_types_as_frequent_the_first_in_the_text_counts(self, path: Path) -> None:
        assert names(only(read(path, coreference("(1) (1) -", "B-ORG B-PER")))) == ["ORG a|b"]

    def test_untagged_mentions_of_a_cluster_are_pronouns_or_descriptions(self, path: Path) -> None:
        gold = only(read(path, coreference("(9) (1) (9) - - - (9)", "O O O O B-ORG O B-PER"))).gold
        assert gold is not None
        assert [[mention.level for mention in entity.mentions] for entity in gold.entities] == [
            ["PRO", "PRO", "NAM"],
            ["NOM"],
            ["NAM"],
        ]

    def test_the_map_may_leave_out_clusters_without_a_tagged_mention(self, path: Path) -> None:
        path.write_text(coreference("(1) (2) (1)", "O B-PER O"))
        stories, notes = common.read("conll", path, {"entities": {"PER": "PER", "(untagged)": ""}})
        assert names(stories[0].articles[0]) == ["PER b"]
        assert any("'(untagged)' is left out" in note for note in notes)

    def test_brackets_without_a_counterpart_cost_themselves_only(self, path: Path) -> None:
        found = read(path, coreference("(1 2) (3) x(y (3)|(3) - -", "O O O O O B-PER"))
        assert names(only(found)) == ["MISC c|e", "PER f"]
        assert [note for note in found[1] if "clusters" not in note] == [
            "1 brackets of coreference that nothing closes (first: 2)",
            "1 brackets of coreference that nothing opens (first: 3)",
            "1 coreference that cannot be read, left out (first: 5)",
            "1 mentions that stand in their cluster twice (first: 6)",
        ]

    def test_ontonotes_without_entities(self, path: Path) -> None:
        columns = "nw/d\t0\t{}\t{}\t" + "_\t" * 8 + "{}\n"
        lines = [columns.format(0, "Ann", "(0)"), columns.format(1, "met", "_"), columns.format(2, "Lee", "(1)")]
        found = read(path, "#begin document (nw/d); part 0\n" + "".join(lines) + "#end document\n")
        assert names(only(found)) == ["MISC Ann", "MISC Lee"]
        assert found[1] == ["2 clusters without a tagged mention, taken to be MISC (first: 1)"]

    def test_of_entities_at_one_place_one_is_read(self, path: Path) -> None:
        columns = "nw/d 0 {} {} NN * - - - - {} -\n"
        lines = [columns.format(0, "Ann", "(ORG(PERSON*"), columns.format(1, "Lee", "*))")]
        found = read(path, "#begin document (nw/d); part 0\n" + "".join(lines) + "#end document\n")
        assert names(only(found)) == ["PER Ann Lee"]
        assert found[1] == ["1 tagged mentions at the place of another, left out (first: 2)"]

    def test_ontonotes(self, path: Path) -> None:
        def row(number: int, word: str, name: str, cluster: str, *arguments: str) -> str:
            columns = [
                "nw/d",
                "0",
                str(number),
                word,
                "NN",
                "(S*)",
                "-",
                "-",
                "-",
                "Speaker",
                name,
                *arguments,
                cluster,
            ]
            return "   ".join(columns) + "\n"

        text = (
            "#begin document (nw/d); part 000\n"
            + row(0, "Ann", "(PERSON*", "(0", "(ARG0*", "*")
            + row(1, "Lee", "*)", "0)", "*)", "*")
            + row(2, "left", "*", "-", "(V*)", "*")
            + row(3, "-LRB-", "*", "-", "*", "(V*)")
            + row(4, "Oslo", "(GPE)", "(1)|0)", "*", "*")
            + "\n"
            + row(0, "She", "*", "(0)")
            + row(1, "won", "*)", "(2)")
            + row(2, "twice", "(DATE", "-")
            + "\n#end document\n"
        )
        found = read(path, text)
        assert only(found).text == "Ann Lee left ( Oslo\nShe won twice"
        assert names(only(found)) == ["PER Ann Lee|She", "GPE Oslo", "MISC won"]
        assert [note.partition(" (first")[0] for note in found[1]] == [
            "1 brackets of coreference that nothing opens",
            "1 brackets of entities that nothing closes",
            "1 brackets of entities that nothing opens",
            "1 clusters without a tagged mention, taken to be MISC",
        ]


class TestWriting:
    """What can be held comes back, and what cannot is noted."""

    def test_nested_and_clustered(self, path: Path) -> None:
        article = Article(
            "s/b",
            "The mayor of Oslo, Ann Lee,\nwent. She is 5'9\u2033!",
            "2024-01-02",
            gold=Extraction(
                (
                    Entity("e1", "PER", (Mention(span(0, 26), level="NOM"), Mention(span(34, 37), level="PRO"))),
                    Entity("e2", "GPE", (Mention(span(13, 17)),)),
                    Entity("e3", "PER", (Mention(span(19, 26)),)),
                )
            ),
        )
        notes = common.write("conll", [Story("s", "s", (article,))], path)
        assert path.read_text(encoding="utf-8").splitlines() == [
            "#begin document (s/b); part 000",
            "The\tB-PER.NOM\t(0",
            "mayor\tI-PER.NOM\t-",
            "of\tI-PER.NOM\t-",
            "Oslo\tI-PER.NOM\t(1)",
            ",\tI-PER.NOM\t-",
            "Ann\tI-PER.NOM\t(2",
            "Lee\tI-PER.NOM\t2)|0)",
            ",\tO\t-",
            "",
            "went\tO\t-",
            ".\tO\t-",
            "She\tB-PER.PRO\t(0)",
            "is\tO\t-",
            "5\tO\t-",
            "'\tO\t-",
            "9\tO\t-",
            "\u2033\tO\t-",
            "!\tO\t-",
            "",
            "#end document",
        ]
        assert list(notes) == [
            "2 entities whose mentions have no tags, or those of others, and so not their type (first: s/b)",
            "2 mentions in or across others, which have no tag, and so no level (first: s/b)",
            "1 days of publication (first: s/b)",
            "1 texts whose white space is not a blank between tokens (first: s/b)",
        ]
        (story,), _ = common.read("conll", path)
        assert story.articles[0].id == "s/b"
        assert names(story.articles[0]) == ["PER The mayor of Oslo , Ann Lee|She", "MISC Oslo", "MISC Ann Lee"]

    def test_what_brackets_cannot_hold_is_noted(self, path: Path) -> None:
        mentions = (
            Mention(span(0, 2, 4, 6)),  # in two parts
            Mention(span(2, 3)),  # a blank
            Mention(span(0, 7)),  # up to within a token
            Mention(span(0, 8)),  # the same tokens
            Mention(span(3, 11)),  # across it
        )
        article = Article("s/a", "ab cdefg hi", "2024-01-02", gold=Extraction((Entity("e1", "PER", mentions),)))
        notes = common.write("conll", [Story("s", "s", (article, Article("s/b", " \n", "2024-01-02")))], path)
        (story,), _ = common.read("conll", path)
        assert [names(each) for each in story.articles] == [["PER ab cdefg|cdefg hi"]]
        assert {note.partition(" (first")[0] for note in notes} == {
            "1 mentions of several parts",
            "1 mentions without a token",
            "1 mentions that end elsewhere than a token, which have the whole of it",
            "1 mentions at the place of another of the same entity, or across it",
            "1 mentions in or across others, which have no tag, and so no level",
            "1 articles without a token, left out",
            "1 days of publication",
        }

    def test_an_entity_with_the_type_of_another_at_its_place_is_noted(self, path: Path) -> None:
        person = Entity("e1", "PER", (Mention(span(0, 1)),))
        company = Entity("e2", "ORG", (Mention(span(2, 3)), Mention(span(0, 1))))
        article = Article("s/a", "a b", "2024-01-02", gold=Extraction((person, company)))
        notes = common.write("conll", [Story("s", "s", (article,))], path)
        assert "1 entities whose mentions have no tags, or those of others, and so not their type (first: s/a)" in list(
            notes
        )
        (story,), _ = common.read("conll", path)
        assert sorted(names(story.articles[0])) == ["PER a", "PER a|b"]

    def test_a_sentence_does_not_end_within_a_mention(self, path: Path) -> None:
        gold = Extraction((Entity("e1", "PER", (Mention(span(0, 3)),)),))
        common.write("conll", [Story("s", "s", (Article("s/a", "a\nb\nc", "2024-01-02", gold=gold),))], path)
        (story,), _ = common.read("conll", path)
        assert story.articles[0].text == "a b\nc"

    def test_articles_without_gold_are_noted(self, path: Path) -> None:
        notes = common.write("conll", [Story("s", "s", (Article("s/a", "a b", "2024-01-02"),))], path)
        assert "1 articles without gold, as if nothing were in them (first: s/a)" in list(notes)

    def test_a_file_is_written_whole_or_not_at_all(self, tmp_path: Path) -> None:
        def stories() -> list[Story]:
            raise ZeroDivisionError

        def failing() -> Story:
            return stories()[0]

        (tmp_path / "x.conll").write_text("before")
        with pytest.raises(ZeroDivisionError):
            formats.writable("conll")((failing() for _ in range(1)), tmp_path / "x.conll")
        assert [each.name for each in tmp_path.iterdir()] == ["x.conll"]
        assert (tmp_path / "x.conll").read_text() == "before"
        with pytest.raises(InputError, match="none"):
            common.write("conll", [], tmp_path / "none" / "x.conll")


def held(article: Article) -> Counter[tuple[frozenset[tuple[int, int]], str]]:
    """Return the clusters of mentions that can be held, by the numbers of their tokens, with their types."""
    tokens = [match.span() for match in re.finditer(r"\w+|[^\w\s]", article.text)]
    token_at = {place: number for number, bounds in enumerate(tokens) for place in range(*bounds)}
    found: Counter[tuple[frozenset[tuple[int, int]], str]] = Counter()
    assert article.gold is not None
    for entity in article.gold.entities:
        bounds = set()
        for mention in entity.mentions:
            places = range(mention.span[0].start, mention.span[-1].end)
            touched = [token_at[place] for place in places if place in token_at]
            if len(mention.span) == 1 and touched:
                bounds.add((touched[0], touched[-1]))
        if bounds:
            found[frozenset(bounds), entity.type] += 1
    return found


def number_of(notes: Notes, what: str) -> int:
    return sum(number for note, number in notes.counts.items() if note.startswith(what))


def check_round_trip(stories: list[Story], path: Path) -> Notes:
    """Write stories and read them; all that is not noted is the same."""
    notes = common.write("conll", stories, path)
    with_tokens = [article for article in common.articles(stories) if re.search(r"\S", article.text)]
    if not with_tokens:
        return notes
    back, _ = common.read("conll", path)
    assert [article.id for article in common.articles(back)] == [article.id for article in with_tokens]
    crossing = number_of(notes, "mentions at the place of another")
    types = 0
    for before, after in zip(with_tokens, common.articles(back), strict=True):
        assert after.text.split() == re.findall(r"\w+|[^\w\s]", before.text)
        if crossing:
            continue
        wanted, found = held(before), held(after)
        assert Counter(bounds for bounds, _ in wanted.elements()) == Counter(bounds for bounds, _ in found.elements())
        types += (wanted - found).total()
    assert types <= number_of(notes, "entities whose mentions have no tags")
    return notes


def test_the_gold_set_comes_back(path: Path) -> None:
    notes = check_round_trip(GOLD, path)
    assert number_of(notes, "mentions of several parts") == 3
    assert number_of(notes, "mentions at the place of another") == 0
    assert number_of(notes, "mentions that end elsewhere than a token") == 0
    again = path.with_name("again.conll")
    back, _ = common.read("conll", path)
    lost = common.write("conll", back, again)
    assert number_of(lost, "mentions of several parts") == 0
    twice, _ = common.read("conll", again)
    assert common.articles(twice) == common.articles(back)


@given(strategies.stories())
def test_any_story_comes_back(story: Story) -> None:
    with TemporaryDirectory() as folder:
        check_round_trip([story], Path(folder) / "x.conll")


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
