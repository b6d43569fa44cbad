"""The XML of the annotation tools CAT and CROMER: tokens, markables anchored in tokens, relations between markables.

A markable without anchors describes an instance: what mentions refer to. A relation runs from mentions, its sources, to
such a descriptor, its target. A descriptor of CROMER has an `instance_id`, which is the same in every document; all
other ids are good in their own file only. The text is not kept, only its tokens: here they are joined by blanks, a line
for each sentence.
"""

from __future__ import annotations

from twicetold.formats.cat.annotation import Scheme, Told, annotated
from twicetold.formats.cat.document import NUMBER, Document, Markable, beginning, files, read_document
from twicetold.formats.cat.linking import Linker

__all__ = [
    "NUMBER", "Document", "Linker", "Markable", "Scheme", "Told", "annotated", "beginning", "files", "read_document",
]  # fmt: skip
