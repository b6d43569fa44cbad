"""dateparser: dates by a library that reads what people write, in many languages."""

from __future__ import annotations

from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import PythonProgram

__all__ = ["DateParser"]


class DateParser(PythonProgram):
    """dateparser's search for dates in a text. It knows no lengths and no repeated times."""

    name = "dateparser"
    about = "dateparser, a reader of written dates: dates"
    licence = "BSD-3-Clause"
    environment = Environment(name, Path(__file__).parent)
    version = environment.pinned("dateparser")
