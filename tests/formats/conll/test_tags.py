"""CoNLL: tags of all schemes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from formats.conll.columns import names, only, read, rows

if TYPE_CHECKING:
    from pathlib import Path


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
