"""chrono-node: dates by a parser of dates in natural language, made for what people type."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import NodeProgram

__all__ = ["Chrono"]


class Chrono(NodeProgram):
    """chrono-node's casual English parser, with known and implied parts read as granularity."""

    name = "chrono-node"
    about = "chrono-node, a parser of dates in natural language: dates"
    licence = "MIT"
    environment = Environment(name, Path(__file__).parent, ("node",))
    version = environment.pinned("chrono-node")
