"""Corpora of flat spans: two files read side by side, and their scores."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twicetold import span
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.formats import spans as formats
from twicetold.formats.spans import read_blocks
from twicetold.measures import spans
from twicetold.measures.outcome import Item, Outcome
from twicetold.measures.tally import Tally
from twicetold.span_scoring import MODES, score_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"

Rows = list[tuple[int, int, str]]


def document(name: str, rows: Iterable[tuple[int, int, str]] = (), **others: object) -> str:
    made = [{"start": start, "end": end, "label": label} for start, end, label in rows]
    return json.dumps({"id": name, "spans": made, **others}, ensure_ascii=False)


def write(folder: Path, gold: Iterable[str], predicted: Iterable[str]) -> tuple[Path, Path]:
    paths = folder / "gold.jsonl", folder / "predicted.jsonl"
    for path, lines in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return paths


def read(files: tuple[Path, Path], *, inclusive: bool = False) -> list[tuple[Rows, Rows]]:
    """Read both files back to documents of plain rows, in the order in which they come."""
    found = []
    for block in read_blocks(*files, inclusive=inclusive):
        documents: list[tuple[Rows, Rows]] = [([], []) for _ in range(block.documents)]
        for side, columns in enumerate((block.gold, block.predicted)):
            for number, label, start, end in zip(*(column.tolist() for column in columns), strict=True):
                documents[number][side].append((start, end, block.labels[label]))
        found += documents
    return found


def test_documents_are_joined_by_id_and_other_properties_passed_over(tmp_path: Path) -> None:
    files = write(
        tmp_path,
        [document("a", [(0, 3, "PER"), (4, 9, "ORG")], clusters=[[1, "x"]]), document("b"), document("c", text=5)],
        [document("a", [(4, 9, "LOC")]), document("b", [(0, 1, "PER")]), document("c")],
    )
    assert read(files) == [
        ([(0, 3, "PER"), (4, 9, "ORG")], [(4, 9, "LOC")]),
        ([], [(0, 1, "PER")]),
        ([], []),
    ]


def test_inclusive_ends_become_half_open(tmp_path: Path) -> None:
    files = write(tmp_path, [document("a", [(3, 3, "A")])], [document("a", [(3, 4, "A")])])
    assert read(files, inclusive=True) == [([(3, 4, "A")], [(3, 5, "A")])]


def test_labels_and_ids_are_any_text(tmp_path: Path) -> None:
    ascii_line = json.dumps({"id": "文1 é", "spans": [{"start": 0, "end": 1, "label": "Ort😀"}]})
    files = write(tmp_path, [document("文1 é", [(0, 1, "Ort😀"), (1, 2, "")])], [ascii_line])
    assert read(files) == [([(0, 1, "Ort😀"), (1, 2, "")], [(0, 1, "Ort😀")])]


def test_blank_lines_and_a_last_line_without_end_are_read(tmp_path: Path) -> None:
    files = write(tmp_path, ["", document("a"), "  ", document("b", [(0, 1, "A")])], [document("b"), document("a")])
    files[1].write_bytes(b"\n" + files[1].read_bytes().rstrip())
    assert sorted(read(files)) == [([], []), ([(0, 1, "A")], [])]
    files[1].write_bytes(b"\r\n \r\n" + document("c").encode())
    with pytest.raises(InputError, match=r"predicted.jsonl:3: "):
        read(files)


def test_empty_files_have_no_documents_and_no_scores(tmp_path: Path) -> None:
    scores = score_files(*write(tmp_path, [], []))
    assert (scores.documents, scores.missing) == (0, 0)
    assert [scores.total(mode) for mode in MODES] == [Tally()] * 5
    assert scores.total("strict").f1 is None


def test_a_missing_prediction_counts_as_empty(tmp_path: Path) -> None:
    gold = [document(name, [(0, 1, "A")]) for name in "abcd"]
    for predicted, missing in ((["b"], 3), ([], 4), (["d", "c"], 2)):
        scores = score_files(*write(tmp_path, gold, [document(name, [(0, 1, "A")]) for name in predicted]))
        assert (scores.documents, scores.missing) == (4, missing)
        assert scores.total("strict") == Tally(4 - missing, 4 - missing, 4 - missing, 4)


GOOD = document("a", [(0, 3, "A"), (3, 5, "B")])
BAD = [
    ("{", "truncated"),
    ("[]", "Expected `object`, got `array`"),
    (GOOD + GOOD.replace('"a"', '"b"'), "trailing characters"),
    (GOOD.replace(': "a"', ": 5"), r"Expected `str`, got `int` - at `\$.id`"),
    ('{"id": "a"}', "missing required field `spans`"),
    ('{"spans": []}', "missing required field `id`"),
    ('{"id": "a", "spans": null}', "Expected `array`, got `null`"),
    ('{"id": "a", "spans": [null]}', "Expected `object`, got `null`"),
    (GOOD.replace('"end": 5', '"ende": 5'), r"missing required field `end` - at `\$.spans\[1\]`"),
    (GOOD.replace('"B"', "null"), r"Expected `str`, got `null` - at `\$.spans\[1\].label`"),
    (GOOD.replace('"end": 5', '"end": "5"'), r"Expected `int`, got `str` - at `\$.spans\[1\].end`"),
    (GOOD.replace('"end": 5', '"end": 5.5'), "Expected `int`, got `float`"),
    (GOOD.replace('"end": 5', '"end": 5000000000'), "Expected `int` <="),
    (GOOD.replace('"start": 0', '"start": -1'), "Expected `int` >= 0"),
    (GOOD.replace('"end": 5', '"end": 3'), r"the end 3 does not come after the start 3 - at `\$.spans\[1\]`"),
    (GOOD.replace('"end": 5', '"end": 5, "end": 6'), "specified twice"),
    (GOOD.replace('"a"', '"\\ud800"'), "surrogate"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
@pytest.mark.parametrize("side", ["gold", "predicted"])
def test_a_bad_line_is_named_with_its_fault(side: str, line: str, problem: str, tmp_path: Path) -> None:
    lines = {"gold": [document("x"), GOOD], "predicted": [document("x"), GOOD]}
    lines[side] = [document("x"), "", "", line]
    files = write(tmp_path, lines["gold"], lines["predicted"])
    with pytest.raises(InputError, match=rf"{side}\.jsonl:4: .*{problem}"):
        read(files)


def test_what_is_not_utf8_is_named_by_its_line(tmp_path: Path) -> None:
    files = write(tmp_path, [GOOD], [GOOD])
    files[0].write_bytes(GOOD.encode() + b"\n" + GOOD.replace('"B"', '"~"').encode().replace(b"~", b"\xff"))
    with pytest.raises(InputError, match=r"gold\.jsonl:2: "):
        read(files)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    files = write(tmp_path, [GOOD], [GOOD])
    with pytest.raises(InputError, match=r"none: No such file"):
        read((files[0], tmp_path / "none"))


def test_repeated_and_unknown_ids_are_errors(tmp_path: Path) -> None:
    two = [document("a"), document("b")]
    with pytest.raises(InputError, match=r"gold\.jsonl:3: the document 'a' has a line already"):
        read(write(tmp_path, [*two, two[0]], two))
    with pytest.raises(InputError, match=r"predicted\.jsonl:3: the document 'b' has a line already"):
        read(write(tmp_path, two, [*two, two[1]]))
    with pytest.raises(InputError, match=r"predicted\.jsonl:2: .*gold\.jsonl has no document 'z'"):
        read(write(tmp_path, two, [two[1], document("z"), two[0]]))
    with pytest.raises(InputError, match=r"predicted\.jsonl:1: .*gold\.jsonl has no document 'a'"):
        read(write(tmp_path, [], two))


def plain(documents: Mapping[str, tuple[Rows, Rows]], predicted: Iterable[str]) -> dict[str, dict[str, Tally]]:
    """Score document by document, from items."""
    found: dict[str, dict[str, list[Tally]]] = {mode: {} for mode in MODES}
    for name, sides in documents.items():
        gold, other = (
            [Item(0, "", label, span(start, end)) for start, end, label in rows]
            for rows in (sides if name in predicted else (sides[0], []))
        )
        meeting = spans.meet(*spans.columns_of(gold, other))
        for mode, pair in MODES.items():
            for (_, label), tally in Outcome(gold, other, pair(meeting)).tallies().items():
                found[mode].setdefault(label, []).append(tally)
    return {mode: {label: Tally.total(rows[label]) for label in sorted(rows)} for mode, rows in found.items()}


rows = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from(["A", "B", "Ö"])).map(
        lambda row: (row[0], row[0] + row[1], row[2])
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(
    documents=st.lists(st.tuples(rows, rows), max_size=8),
    order=st.randoms(use_true_random=False),
    share=st.sampled_from([1.0, 0.6]),
    page=st.sampled_from([1, 150, 1 << 20]),
)
def test_scores_are_those_of_each_document_by_itself(
    documents: list[tuple[Rows, Rows]], order: Any, share: float, page: int
) -> None:
    """Whatever the order of the predictions, what is missing, and where pages end."""
    named = {f"d{number}": sides for number, sides in enumerate(documents)}
    predicted = [name for name in named if order.random() < share]
    order.shuffle(predicted)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "_PAGE", page)
        gold_lines = [document(name, sides[0]) for name, sides in named.items()]
        files = write(Path(folder), gold_lines, [document(name, named[name][1]) for name in predicted])
        scores = score_files(*files)
    assert (scores.documents, scores.missing) == (len(named), len(named) - len(predicted))
    expected = plain(named, predicted)
    for mode, labels in scores.tallies.items():
        assert {label: list(tally) for label, tally in labels.items() if any(tally)} == {
            label: pytest.approx(list(tally)) for label, tally in expected[mode].items()
        }


def test_modes_can_be_chosen(tmp_path: Path) -> None:
    scores = score_files(*write(tmp_path, [GOOD], [GOOD]), modes=("exact", "strict"))
    assert list(scores.tallies) == ["exact", "strict"]
    assert scores.tallies["strict"] == {"A": Tally(1, 1, 1, 1), "B": Tally(1, 1, 1, 1)}


@pytest.mark.parametrize("step", [1, 10])
def test_few_documents_wait_where_the_order_is_the_same(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of each file at most; and those that are missing, since they may still come."""
    waited = []
    meet = formats._Side.meet

    def watched(side: Any, other: Any, codes: dict[str, int]) -> Any:
        pairs = meet(side, other, codes)
        waited.append(len(side.waiting) + len(other.waiting))
        return pairs

    monkeypatch.setattr(formats, "_PAGE", 1000)
    monkeypatch.setattr(formats._Side, "meet", watched)
    lines = [document(f"d{number}", [(0, 1, "A")] * (number % 3)) for number in range(2000)]
    files = write(tmp_path, lines, [line for number, line in enumerate(lines) if step == 1 or number % step])
    scores = score_files(*files)
    assert scores.missing == (0 if step == 1 else 200)
    assert max(waited) < 100 + 2 * scores.missing


def test_the_command_prints_a_table_or_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, predicted = write(tmp_path, [GOOD, document("b", [(0, 1, "B")])], [document("a", [(0, 3, "A"), (3, 4, "A")])])
    command = ["score", str(predicted), "--gold", str(gold)]
    assert main([*command, "--by", "type"]) == 0
    printed = capsys.readouterr().out
    assert [line.split() for line in printed.splitlines()[4:7]] == [
        ["strict", "50.0", "33.3", "40.0", "3", "2"],
        ["A", "50.0", "100.0", "66.7", "1", "2"],
        ["B", "–", "0.0", "0.0", "2", "0"],
    ]
    assert "2 documents, 1 without a prediction, counted as empty" in printed
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["missing"], list(found["modes"])) == (2, 1, list(MODES))
    assert found["modes"]["partial"]["tally"] == [1.5, 2, 1.5, 3]
    assert found["modes"]["strict"]["types"]["A"]["recall"] == 1
    assert main([*command, "--inclusive"]) == 0


def test_the_command_refuses_what_flat_spans_do_not_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, predicted = write(tmp_path, [GOOD], ["{"])
    command = ["score", str(predicted), "--gold", str(gold)]
    assert main(command) == 3
    assert f"{predicted}:1: " in capsys.readouterr().err
    assert main([*command, "--by", "topic"]) == 2
    assert main([*command, "--compat", "seqeval"]) == 3
    assert "--compat does not go with --gold" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["spans_speed.py", pytest.param("files_speed.py", marks=pytest.mark.long)])
def test_benchmarks_run(name: str) -> None:
    done = subprocess.run([sys.executable, BENCHMARKS / name, "20"], capture_output=True, text=True, check=True)
    assert "| 20 documents |" in done.stdout
    assert "NOT" not in done.stdout
