"""Duckling: dates by Facebook's grammar of time expressions, which a wheel holds ready to run."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import PythonProgram

__all__ = ["Duckling"]


class Duckling(PythonProgram):
    """Duckling 0.2.0.0 for English. Its wheel is for Linux on x86-64, and it reads the system's time zones."""

    name = "duckling"
    about = "Duckling, a grammar of time expressions: dates"
    licence = "MIT AND BSD-3-Clause"
    environment = Environment(name, Path(__file__).parent)
    version = environment.pinned("pyduckling-native-phihos")
