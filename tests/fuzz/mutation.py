"""Mutation of files: of their bytes and lines, or of the values in what they hold, which then is written anew."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from fuzz.containers import CONTAINERS
from fuzz.text import mutate_bytes, mutate_name
from fuzz.trees import TREES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from fuzz.inputs import Files

_MOST = 6
"""Mutations of one input, at most."""


def mutate(files: Files, others: Sequence[Files], tokens: Sequence[bytes], rng: Random) -> Files:
    """Return files with a few things changed in them.

    `others` are other inputs of the same kind, from which parts are taken, and `tokens` is what means something there.
    """
    changed = dict(files)
    for _ in range(min(_MOST, 1 + int(rng.expovariate(0.7)))):
        _change(changed, rng.choice(others), tokens, rng)
    return changed


def _change(files: Files, other: Files, tokens: Sequence[bytes], rng: Random) -> None:
    """Change one of the files, mostly what is in it, and sometimes its name or whether it is there."""
    if not files:
        files.update(other)
        return
    name = rng.choice(sorted(files))
    chance = rng.random()
    if len(files) > 1 and chance < 0.02:
        del files[name]
    elif len(files) > 1 and chance < 0.04:
        new = mutate_name(name, rng)
        if not any(each.startswith(f"{new}/") or new.startswith(f"{each}/") for each in files):
            files[new] = files.pop(name)
    elif chance < 0.05:
        files[name] = rng.choice(sorted(other.values()))
    else:
        files[name] = mutate_file(name, files[name], other.get(name, b""), tokens, rng)


def mutate_file(name: str, data: bytes, other: bytes, tokens: Sequence[bytes], rng: Random) -> bytes:
    """Return what is in a file with something changed: mostly a value in it, where it is of a kind that has values."""
    suffix = PurePosixPath(name).suffix
    chance = rng.random()
    if suffix in CONTAINERS and chance < 0.9:
        inside = name.removesuffix(suffix)
        changed = CONTAINERS[suffix](data, rng, lambda part, held: mutate_file(part or inside, held, b"", tokens, rng))
        if changed is not None:
            return changed
    if suffix in TREES and chance < 0.7:
        changed = TREES[suffix](data, other, tokens, rng)
        if changed is not None:
            return changed
    return mutate_bytes(data, other, tokens, rng)
