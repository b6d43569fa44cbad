"""The models in the cache folder: trained when they are first needed, and anew when what they depend on has changed."""

from __future__ import annotations

import hashlib
import sys
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from twicetold.corpus import gold_version, load
from twicetold.errors import InputError
from twicetold.files import whole_file
from twicetold_baselines.cache import folder
from twicetold_baselines.learned import model_file
from twicetold_baselines.learned.training import SETTINGS, train

if TYPE_CHECKING:
    from twicetold_baselines.learned.lessons import Models

_PACKAGES = ("numpy", "scikit-learn", "scipy")


def stored(*, fresh: bool = False) -> Models:
    """Return the models trained on the split `train`: from the cache, or trained now, which standard error is told of.

    Only one process trains at a time; others wait and take what it made. `fresh` trains even if they are there.
    Raises InputError where the cache folder cannot be written.
    """
    path = model_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):
            models = None if fresh else _kept(path)
            return _made(path) if models is None else models
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name another folder in TWICETOLD_CACHE") from error


def _kept(path: Path) -> Models | None:
    """Return the models of a file; None if it is not there, or damaged."""
    if not path.exists():
        return None
    try:
        return model_file.read(path, list(SETTINGS))
    except ValueError as error:
        _tell(f"{error}; made anew")
        return None


def _made(path: Path) -> Models:
    start = time.perf_counter()
    _tell("training on the gold of train, which is done once and takes about a minute")
    models = train(article for story in load("train") for article in story.articles)
    with whole_file(path) as scratch:
        model_file.write(models, scratch)
    _tell(f"trained in {time.perf_counter() - start:.0f} s: {path}")
    return models


def _tell(what: str) -> None:
    print(f"learned: {what}", file=sys.stderr)  # noqa: T201 - the user waits


def model_path() -> Path:
    """Return where the models lie; the name has a hash of the gold, the baselines' source and the libraries."""
    digest = hashlib.sha256(f"{gold_version().hash} {_source_hash()}".encode())
    digest.update(" ".join(f"{name} {version(name)}" for name in _PACKAGES).encode())
    return folder() / "learned" / f"{digest.hexdigest()[:16]}.npz"


@cache
def _source_hash() -> str:
    """Return a hash of all that features and training are made by: this package, and the rules it takes lists from."""
    digest = hashlib.sha256()
    top = Path(__file__).parents[1]
    for path in sorted((*(top / "learned").glob("*.py"), *(top / "rules").rglob("*.py"))):
        digest.update(path.relative_to(top).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
