"""Data as script files, since a page that is opened from a disk may fetch nothing, but may load scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twicetold.report.site.naming import data_file

if TYPE_CHECKING:
    from pathlib import Path

_ESCAPED = ((b"<", b"\\u003c"), ("\u2028".encode(), b"\\u2028"), ("\u2029".encode(), b"\\u2029"))
"""What a script may not hold as it stands, or not everywhere."""


def write_data(key: str, value: object, folder: Path) -> None:
    """Write the data of a key into a site; `static/data.js` hands it to the page that asks for it."""
    content = msgspec.json.encode(value)
    for plain, escaped in _ESCAPED:
        content = content.replace(plain, escaped)
    path = folder / data_file(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"twicetold.receive(%s, %s);\n" % (msgspec.json.encode(key), content))
