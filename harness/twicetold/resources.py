"""Where data lies: the only place that knows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def data_root() -> Path:
    """Return the folder that holds dataset/ and schema/: inside the wheel, or the top of the checkout."""
    packaged = Path(str(files("twicetold"))) / "_data"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


def dataset_path() -> str:
    """Return what `datasets.load_dataset` wants for the gold set: `load_dataset(dataset_path(), "articles")`."""
    return str(data_root() / "dataset")
