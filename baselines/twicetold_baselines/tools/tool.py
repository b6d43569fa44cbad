"""What every real tool is as a system."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from twicetold.errors import NotStartedError, SystemFailure
from twicetold.systems.command import answer_of
from twicetold.systems.process import Process

if TYPE_CHECKING:
    from twicetold.model import Article
    from twicetold_baselines.tools.environments import Environment


class Tool(ABC):
    """Somebody else's tool as a system. Making one that cannot run here raises NotStartedError."""

    name: str
    version: str
    """The tool's own, as it is pinned."""
    about: str
    """What it is and which layers it fills, in a line."""
    licence: str
    """SPDX expression of the tool, and of the model or data that come with it."""

    def __init__(self) -> None:
        if lacking := self.missing():
            raise NotStartedError(f"{self.name}: {lacking}")

    @property
    @abstractmethod
    def configuration(self) -> dict[str, Any]:
        """What the answers depend on beside name and version."""

    @classmethod
    @abstractmethod
    def set_up(cls) -> None:
        """Make ready what it needs, once. Raises InputError that says what is missing and what to do."""

    @classmethod
    @abstractmethod
    def missing(cls) -> str | None:
        """Return why it cannot run now, with what to do; None if it can."""

    @abstractmethod
    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what is found in an article, as the JSON of an extraction. Raises SystemFailure."""

    @abstractmethod
    def close(self) -> None:
        """End what was started."""


class Program(Tool):
    """A tool with a program of ours around it, which runs in an environment and answers a line with a line.

    A subclass says what the environment is, and how the program in it is started.
    """

    environment: ClassVar[Environment]

    def __init__(self) -> None:
        super().__init__()
        self._process = Process(self.command())

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command line that starts the program."""

    @property
    def configuration(self) -> dict[str, Any]:
        """The hash of pins and program."""
        return {"environment_sha256": self.environment.digest}

    @classmethod
    def set_up(cls) -> None:
        """Make the environment. Raises InputError as `Environment.set_up` does."""
        cls.environment.set_up()

    @classmethod
    def missing(cls) -> str | None:
        """Return what its environment lacks."""
        return cls.environment.missing()

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what the program answers. Raises SystemFailure."""
        answer = answer_of(self._process, msgspec.json.encode(article), article.id)
        if isinstance(answer, dict) and set(answer) == {"error"}:
            raise SystemFailure(article.id, str(answer["error"]))
        return answer

    def close(self) -> None:
        """End the program."""
        self._process.close()


class PythonProgram(Program):
    """A tool written in Python: `program.py` in its folder has a function `opened`, as `answering.py` says."""

    def command(self) -> list[str]:
        """Return the environment's Python with the program."""
        environment = self.environment
        return [str(environment.python), "-I", str(environment.folder / "answering.py"), *self.arguments()]

    def arguments(self) -> list[str]:
        """Return what `opened` is called with: nothing, unless a subclass says otherwise."""
        return []


class NodeProgram(Program):
    """A tool written in JavaScript: `program.js` in its folder has a function `opened`, as `answering.js` says."""

    def command(self) -> list[str]:
        """Return Node with the program."""
        return ["node", str(self.environment.folder / "answering.js")]
