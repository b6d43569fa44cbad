"""Systems that are offered under a name: what each is, what it lacks, setting it up, and giving it an argument."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

from twicetold.cli import main
from twicetold.errors import InputError, NotStartedError
from twicetold.systems import offers, registry

if TYPE_CHECKING:
    from twicetold.model import Article


class Sound:
    """Works as it is.

    And this is no part of the line.
    """

    name, version, licence = "sound", "1", "MIT"

    def __init__(self, word: str = "none", *, loud: str = "no") -> None:
        self.told = (word, loud)

    def extract(self, _article: Article) -> dict[str, Any]:
        return {}


class Lacking(Sound):
    about = "Needs to be set up"
    is_set_up = False

    @classmethod
    def missing(cls) -> str | None:
        return None if cls.is_set_up else "not set up; twicetold setup lacking"

    @classmethod
    def set_up(cls) -> None:
        cls.is_set_up = True


class Hopeless(Lacking):
    @classmethod
    def set_up(cls) -> None:
        raise NotStartedError("needs a moon; wait for the night")


def function(_article: Article) -> dict[str, Any]:
    """Find nothing."""
    return {}


@pytest.fixture(autouse=True)
def _offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lacking, "is_set_up", False)
    found = {
        "broken": "no_module_of_this_name:Thing",
        "function": f"{__name__}:function",
        "hopeless": f"{__name__}:Hopeless",
        "lacking": f"{__name__}:Lacking",
        "sound": f"{__name__}:Sound",
    }
    entries = {name: EntryPoint(name, where, registry.GROUP) for name, where in found.items()}
    monkeypatch.setattr(registry, "registered", lambda: entries)
    monkeypatch.setattr(offers, "registered", lambda: entries)


def test_an_offer_says_what_a_system_is_and_what_it_lacks() -> None:
    found = {offer.name: offer for offer in offers.offers()}
    assert found["sound"].about == "Works as it is."
    assert found["sound"].licence == "MIT"
    assert found["sound"].missing is None
    assert found["function"].about == "Find nothing."
    assert found["lacking"].about == "Needs to be set up"
    assert found["lacking"].missing == "not set up; twicetold setup lacking"


def test_a_package_that_is_broken_does_not_hide_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["systems", "--json"]) == 0
    shown = {each["name"]: each["missing"] for each in json.loads(capsys.readouterr().out)}
    assert shown["sound"] is None
    assert "cannot be imported: No module named 'no_module_of_this_name'" in shown["broken"]


def test_setting_up_makes_it_ready(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup", "lacking", "sound"]) == 0
    assert capsys.readouterr().err.splitlines() == ["lacking …", "lacking: ready", "sound …", "sound: ready"]
    assert main(["systems"]) == 0
    assert "twicetold setup lacking" not in capsys.readouterr().out


def test_what_cannot_be_set_up_is_said_and_the_rest_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup"]) == 1
    said = capsys.readouterr().err
    assert "hopeless: needs a moon; wait for the night" in said
    assert "broken: cannot be imported" in said
    assert "lacking: ready" in said


def test_nothing_is_set_up_where_a_name_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup", "lacking", "laking"]) == 2
    assert "Did you mean 'lacking'?" in capsys.readouterr().err
    assert not Lacking.is_set_up


@pytest.mark.parametrize(
    ("spec", "options", "told"),
    [
        ("sound", (), ("none", "no")),
        ("sound:word", (), ("word", "no")),
        ("sound:a:b", (), ("a:b", "no")),
        ("sound:", (), ("", "no")),
        ("sound:word", (("loud", "yes"),), ("word", "yes")),
    ],
)
def test_a_name_takes_an_argument(spec: str, options: tuple[tuple[str, str], ...], told: tuple[str, str]) -> None:
    system = registry.Named(spec, options=options).open()
    assert isinstance(system, Sound)
    assert system.told == told


@pytest.mark.parametrize(
    ("spec", "options", "problem"),
    [
        ("function:word", (), "takes no options, being no class: 'word'"),
        ("sound:word", (("word", "again"),), "multiple values for argument 'word'"),
    ],
)
def test_an_argument_that_is_not_taken_is_an_error(
    spec: str, options: tuple[tuple[str, str], ...], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        registry.Named(spec, options=options).open()
