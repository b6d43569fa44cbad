"""Marks come off and go on again without a character lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twicetold.errors import InputError, MarkupError
from twicetold.gold.marks import Piece, nest, put_on, strip


def pieces_of(marked: str) -> list[tuple[str, str, str | None]]:
    text, pieces = strip(marked)
    return [
        (text[piece.start : piece.end], piece.label, text[slice(*piece.head)] if piece.head else None)
        for piece in pieces
    ]


def test_a_mark_carries_its_label_on_the_closing_side() -> None:
    assert strip("Then [Massimov](e5) fell.") == ("Then Massimov fell.", [Piece(5, 13, "e5", None, 15)])


def test_marks_nest_and_bars_give_the_head_of_the_mark_they_stand_in() -> None:
    assert pieces_of("[a close |ally| of [the |president|](e1 nom)](e5 nom)") == [
        ("the president", "e1 nom", "president"),
        ("a close ally of the president", "e5 nom", "ally"),
    ]


def test_one_span_can_be_marked_twice_and_then_has_one_head() -> None:
    assert pieces_of("[[the |board|](e1)](e2)") == [
        ("the board", "e1", "board"),
        ("the board", "e2", "board"),
    ]


def test_escapes_give_back_the_characters_of_the_text() -> None:
    assert strip(r"\[sic\] a\|b c\\d (e1)") == (r"[sic] a|b c\d (e1)", [])


@pytest.mark.parametrize(
    ("marked", "problem", "line", "column"),
    [
        ("one\ntwo [three", "never closed", 2, 5),
        ("a] b", "closing bracket outside any mark", 1, 2),
        ("a | b", "bar outside any mark", 1, 3),
        ("[a] b", "needs a label", 1, 3),
        ("[a](  \n)", "needs a label", 1, 3),
        ("x [](e1)", "no words", 1, 3),
        ("[a |b](e1)", "between two bars", 1, 1),
        ("[a ||b](e1)", "between two bars", 1, 1),
        ("a \\n", "backslash", 1, 3),
    ],
)
def test_a_fault_is_shown_with_file_line_and_column(marked: str, problem: str, line: int, column: int) -> None:
    with pytest.raises(MarkupError, match=problem) as caught:
        strip(marked, "story/a/entities.txt")
    error = caught.value
    assert (error.line, error.column) == (line, column)
    shown = marked.splitlines()[line - 1]
    assert str(error).splitlines() == [
        f"story/a/entities.txt:{line}:{column}: {error.problem}",
        f"    {shown}",
        "    " + " " * (column - 1) + "^",
    ]


def test_crossing_pieces_cannot_be_written_and_nest_says_where_to_cut_them() -> None:
    with pytest.raises(InputError, match="cross"):
        put_on("abcd", [Piece(0, 3, "x"), Piece(1, 4, "y")])
    assert nest([(0, 3), (1, 4)]) == [[(0, 3)], [(1, 3), (3, 4)]]


def test_a_head_inside_a_smaller_mark_cannot_be_barred() -> None:
    with pytest.raises(InputError, match="head of 'the old man'"):
        put_on("the old man", [Piece(0, 11, "x", (8, 11)), Piece(4, 11, "y")])


def bounds(size: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(lambda pair: pair[0] < pair[1])


texts = st.text(alphabet="ab []|\\()\n-é😀\u202e", min_size=1, max_size=16)


@given(texts, st.data())
def test_any_spans_survive_being_written_and_read(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(bounds(len(text)), max_size=6))
    pieces = [Piece(start, end, f"m{number}") for number, cut in enumerate(nest(spans)) for start, end in cut]
    stripped, found = strip(put_on(text, pieces))
    assert stripped == text
    assert sorted(piece[:3] for piece in found) == sorted(piece[:3] for piece in pieces)


@given(texts, st.data())
def test_any_head_either_survives_or_is_refused(text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(bounds(len(text)), max_size=4, unique=True))
    whole = [span for span, cut in zip(spans, nest(spans), strict=True) if len(cut) == 1]
    pieces = [
        Piece(start, end, f"m{number}", data.draw(st.none() | bounds(end - start)))
        for number, (start, end) in enumerate(whole)
    ]
    pieces = [
        piece._replace(head=piece.head and (piece.head[0] + piece.start, piece.head[1] + piece.start))
        for piece in pieces
    ]
    try:
        marked = put_on(text, pieces)
    except InputError:
        return
    stripped, found = strip(marked)
    assert stripped == text
    assert {piece[:4] for piece in found} == {piece[:4] for piece in pieces}


@given(st.text(alphabet="ab[]|\\()e1 \n", max_size=20))
def test_any_source_is_read_or_refused_with_a_place(source: str) -> None:
    try:
        text, pieces = strip(source)
    except MarkupError as refused:
        line = refused.line
    else:
        line = 1
        assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert 1 <= line <= source.count("\n") + 1
