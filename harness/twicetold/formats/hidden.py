"""What file systems and editors leave beside the files of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_hidden(file: Path, folder: Path) -> bool:
    """Tell whether a file in a folder, or a folder on the way to it, is hidden: whether its name begins with a dot."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
