"""spaCy with its small English model: entities, dates without value, events by rules over the parse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.event_words import file_from_train
from twicetold_baselines.tools.tool import PythonProgram

__all__ = ["SpaCy"]


class SpaCy(PythonProgram):
    """spaCy's small English pipeline, trained on OntoNotes 5, with the event words of train."""

    name = "spacy-sm"
    about = "spaCy's small English model, with rules over its parse: entities, dates without value, events"
    licence = "MIT"
    environment = Environment(name, Path(__file__).parent)
    version = environment.pinned("spacy")

    @property
    def configuration(self) -> dict[str, Any]:
        """The hash of pins and program, and the list of event words, whose name tells its content."""
        return {**super().configuration, "event_words": file_from_train().name}

    def arguments(self) -> list[str]:
        """Return the path of the list of event words."""
        return [str(file_from_train())]
