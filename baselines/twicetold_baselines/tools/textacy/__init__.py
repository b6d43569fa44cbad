"""textacy: claims from direct quotations, by rules over spaCy's parse."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import PythonProgram

__all__ = ["Textacy"]


class Textacy(PythonProgram):
    """textacy's `direct_quotations`, after Krestel, Bergler and Witte (2008), on spaCy's small English model."""

    name = "textacy"
    about = "textacy's direct quotations on spaCy's small English model: claims"
    licence = "Apache-2.0 AND MIT"
    environment = Environment(name, Path(__file__).parent)
    version = environment.pinned("textacy")
