"""What tools for Node.js have in common."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from twicetold_baselines.tools.environments import Environment
from twicetold_baselines.tools.tool import Program

_ANSWERING = Path(__file__).with_name("answering.js")


@dataclass(frozen=True)
class NodeEnvironment(Environment):
    """An environment with npm's packages, and the loop that answers lines beside the tool's own files."""

    needs: tuple[str, ...] = ("node",)

    def _files(self) -> list[Path]:
        return sorted([*super()._files(), _ANSWERING], key=lambda path: path.name)


class NodeProgram(Program):
    """A tool written in JavaScript: `program.js` in its folder has a function `opened`, as `answering.js` says."""

    needs = ("node",)

    def command(self) -> list[str]:
        """Return Node with the program."""
        return ["node", str(self.environment.folder / _ANSWERING.name)]
