"""The file of the models: one NumPy archive of plain arrays, nothing in it that runs when it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from twicetold_baselines.learned.linear import Linear, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from twicetold_baselines.learned.lessons import Models


class _Entry(msgspec.Struct):
    """What is said of a model beside its arrays: its labels and the number of its vocabulary."""

    labels: list[str]
    vocabulary: int


class _Contents(msgspec.Struct):
    models: dict[str, _Entry]
    vocabularies: list[list[str]]


def write(models: Models, path: Path) -> None:
    """Write models; those that know the same features share one list of them."""
    numbers: dict[tuple[str, ...], int] = {}
    entries = {
        name: _Entry(list(model.labels), numbers.setdefault(model.vocabulary.features, len(numbers)))
        for name, model in models.items()
    }
    contents = _Contents(entries, [list(features) for features in numbers])
    arrays: dict[str, Any] = {"contents": np.frombuffer(msgspec.json.encode(contents), dtype=np.uint8)}
    for name, model in models.items():
        arrays |= {f"{name}.weights": model.weights, f"{name}.moves": model.moves}
    with path.open("wb") as file:
        np.savez(file, **arrays)


def read(path: Path, names: Sequence[str]) -> Models:
    """Read models, which must have just these names. Raises ValueError for a file that is damaged or another."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            contents = msgspec.json.decode(archive["contents"].tobytes(), type=_Contents)
            vocabularies = [Vocabulary(features) for features in contents.vocabularies]
            models = {
                name: Linear(
                    entry.labels,
                    vocabularies[entry.vocabulary],
                    archive[f"{name}.weights"],
                    archive[f"{name}.moves"],
                )
                for name, entry in contents.models.items()
            }
    except Exception as error:  # a damaged archive fails in the ways of zip, zlib, NumPy and JSON
        raise ValueError(f"{path}: no file of models: {error}") from error
    if sorted(models) != sorted(names) or not all(_fits(model) for model in models.values()):
        raise ValueError(f"{path}: models are missing, or arrays of other shapes")
    return models


def _fits(model: Linear) -> bool:
    width = len(model.labels)
    tall = len(model.vocabulary.features) + 1
    return model.weights.shape == (tall, width) and model.moves.shape in {(0, width), (width + 1, width)}
