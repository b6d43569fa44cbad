"""CoNLL: coreference in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.conll.columns import names, only, read

if TYPE_CHECKING:
    from pathlib import Path


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
