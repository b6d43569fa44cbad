"""Real tools as systems: what researchers and newsrooms run today, each in an environment of its own.

A tool is set up once (`set_up`), from the user's own package indexes; nothing of it is in this package but the program
that asks it and the pins, with hashes. When it runs, nothing leaves the machine.
"""

from __future__ import annotations

from twicetold_baselines.tools.assembled import Assembled
from twicetold_baselines.tools.chrono_node import Chrono
from twicetold_baselines.tools.compromise import Compromise
from twicetold_baselines.tools.date_parser import DateParser
from twicetold_baselines.tools.duckling import Duckling
from twicetold_baselines.tools.heideltime import HeidelTime
from twicetold_baselines.tools.spacy_sm import SpaCy
from twicetold_baselines.tools.textacy import Textacy
from twicetold_baselines.tools.tool import Tool

__all__ = [
    "Assembled",
    "Chrono",
    "Compromise",
    "DateParser",
    "Duckling",
    "HeidelTime",
    "SpaCy",
    "Textacy",
    "Tool",
]
