"""compromise: entities and quotations by a word list and rules over tags."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import NodeProgram

__all__ = ["Compromise"]


class Compromise(NodeProgram):
    """compromise's people, places, organizations, demonyms and quotations."""

    name = "compromise"
    about = "compromise, a small tagger with a word list: entities; claims as quotations alone"
    licence = "MIT"
    environment = Environment(name, Path(__file__).parent, ("node",))
    version = environment.pinned("compromise")
