"""Maps from the labels of other systems to ours."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from twicetold.errors import InputError, UnknownNameError
from twicetold.schema import line_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def file_of_labels(spec: str, options: Mapping[str, str]) -> Path | None:
    """Return the file that the option `labels` of a system names. Raises InputError for any other option."""
    if unknown := sorted(options.keys() - {"labels"}):
        raise InputError(f"{spec}: takes the option labels, not {', '.join(unknown)}")
    return Path(options["labels"]) if options else None


def read_labels(path: Path, targets: Collection[str]) -> dict[str, str]:
    """Read a map of labels: a TOML or JSON file with a target, or "", for each label of a system.

    Raises InputError, with the line, for what is no such map and for a target that is none of `targets`.
    """
    try:
        source = path.read_text(encoding="utf-8")
        labels = msgspec.json.decode(source) if path.suffix == ".json" else tomllib.loads(source)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, msgspec.DecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    if not isinstance(labels, dict):
        raise InputError(f'{path}:1: not a map of labels, which looks like {{"PERSON": "PER"}}')
    for label, target in labels.items():
        if not isinstance(target, str):
            at = _line(path, source, label)
            raise InputError(f'{path}:{at}: {label}: needs a type in quotation marks, or "" to leave it out')
        if target and target not in targets:
            raise InputError(
                f"{path}:{_line(path, source, label)}: {label}: {UnknownNameError('type', target, targets)}"
            )
    return labels


def _line(path: Path, source: str, label: str) -> int:
    """Return the line on which a label stands in a map."""
    if path.suffix == ".json":
        return line_of(source, "/" + label.replace("~", "~0").replace("/", "~1"))
    found = re.search(rf"""^[\s\[]*["']?{re.escape(label)}["']?\s*[=.\]]""", source, re.MULTILINE)
    return source.count("\n", 0, found.end()) + 1 if found else 1
