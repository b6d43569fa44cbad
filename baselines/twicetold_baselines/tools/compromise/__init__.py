"""compromise: entities and quotations by a word list and rules over tags."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.node_program import NodeEnvironment, NodeProgram

__all__ = ["Compromise"]


class Compromise(NodeProgram):
    """compromise's people, places, organizations, demonyms and quotations."""

    name = "compromise"
    about = "compromise, a small tagger with a word list: entities; claims as quotations alone"
    licence = "MIT"
    environment = NodeEnvironment(name, Path(__file__).parent)
    version = environment.pinned("compromise")
