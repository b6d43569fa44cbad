"""Every target is given its seeds and a few dozen mutated inputs; `tests/fuzz/run.py` gives them a hundred thousand."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import inputs
from fuzz.batch import input_of
from fuzz.mutation import mutate
from fuzz.target import Target, TooSlowError, judge, mutated
from fuzz.targets import ALL
from twicetold import formats
from twicetold.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

targets = pytest.mark.parametrize("target", ALL, ids=lambda target: target.name)


@targets
def test_seeds_are_accepted(target: Target, tmp_path: Path) -> None:
    for files in target.seeds():
        verdict = judge(target, files, tmp_path)
        assert verdict.outcome == "accepted", (sorted(files), verdict.problem)


@targets
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**64 - 1))
def test_mutated_inputs_are_accepted_or_refused(target: Target, seed: int, tmp_path: Path) -> None:
    verdict = judge(target, mutated(target, Random(seed)), tmp_path)
    assert verdict.outcome != "failed", f"{verdict.kind}\n{verdict.problem}"


def test_every_format_that_is_read_is_a_target() -> None:
    assert {name for name in formats.NAMES if formats.get(name).read} <= {target.name for target in ALL}


def test_an_input_is_the_same_for_the_same_seed_and_number() -> None:
    for target in ALL[:4]:
        assert input_of(target, 1, 7) == input_of(target, 1, 7)
        assert any(input_of(target, 1, number) != input_of(target, 2, number) for number in range(5))


def test_a_folder_has_the_files_of_an_input_and_no_others(tmp_path: Path) -> None:
    inputs.write({"a/b.txt": b"1", "a/c/d.txt": b"2", "e.txt": b"3"}, tmp_path)
    files = {"a/b.txt": b"4", "f": b""}
    inputs.write(files, tmp_path)
    assert inputs.read(tmp_path) == files
    assert inputs.unpack(inputs.pack(files)) == files
    assert inputs.unpack(b"\xc1") is None


@given(seed=st.integers(0, 2**64 - 1))
def test_mutation_leaves_the_seed_as_it_was(seed: int) -> None:
    files = {"x.json": b'{"a": [1, {"b": "c"}]}', "y.xml": b"<a b='1'><c/>d</a>", "z.txt": b"one\ttwo\n3\n"}
    before = dict(files)
    mutate(files, [files], (b"e1",), Random(seed))
    assert files == before


def _target(check: Any) -> Target:
    return Target("invented", lambda: [{"x": b"y"}], check)


def _loop(_folder: Path) -> bool:
    while True:
        pass


def _without_place(_folder: Path) -> bool:
    raise InputError("something is wrong")


def _with_half_a_character(folder: Path) -> bool:
    raise InputError(f"{folder}: \ud800")


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        (lambda folder: 1 / (len(str(folder)) * 0), "ZeroDivisionError at "),
        (_loop, "TooSlowError at "),
        (_without_place, "an error without a place"),
        (_with_half_a_character, "an error without a place, or that cannot be printed"),
    ],
)
def test_what_is_no_error_of_ours_fails(check: Any, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz.target.SECONDS", 0.05)
    verdict = judge(_target(check), {"x": b"y"}, tmp_path)
    assert verdict.outcome == "failed"
    assert verdict.kind.startswith(kind)
    assert not issubclass(TooSlowError, Exception)
