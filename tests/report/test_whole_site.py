"""A site is written whole or not at all, and takes the place of nothing but a site."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from report import invented
from report.conftest import score
from twicetold.errors import InputError
from twicetold.report import site
from twicetold.report.site import naming

if TYPE_CHECKING:
    from report.conftest import Small


@pytest.fixture
def there(small: Small, tmp_path: Path) -> Path:
    """Return a site of two systems, in a folder of its own."""
    return Path(shutil.copytree(small.folder, tmp_path / "site"))


def write(folder: Path, small: Small, *, fresh: bool = True) -> None:
    site.write([small.runs[0].path], invented.stories(), score, folder, fresh=fresh)


def systems(folder: Path) -> int:
    return len(list((folder / "systems").glob("*.errors.html")))


def alone(folder: Path) -> bool:
    """Tell whether nothing else was left beside a folder."""
    return list(folder.parent.iterdir()) == [folder]


def test_a_fresh_site_takes_the_place_of_the_old_one(small: Small, there: Path) -> None:
    assert systems(there) == 2
    write(there, small)
    assert systems(there) == 1
    assert alone(there)


def test_a_link_to_a_site_goes_on_leading_to_it(small: Small, there: Path) -> None:
    link = there.parent / "link"
    link.symlink_to(there)
    write(link, small)
    assert link.is_symlink()
    assert systems(there) == 1


@pytest.mark.parametrize("last", ["write_leaderboard", "write_gold"])
def test_the_old_site_stays_when_the_new_one_fails(
    small: Small, there: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"twicetold.report.site.{last}", fail)
    with pytest.raises(InputError, match="No space left"):
        write(there, small)
    assert systems(there) == 2
    assert alone(there)


def test_the_old_site_is_back_when_the_new_one_cannot_take_its_place(
    small: Small, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def refuse(source: Path, target: Path) -> Path:
        if source.name.endswith(".part"):
            raise OSError(16, "Device or resource busy")
        return move(source, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="busy"):
        write(there, small)
    assert systems(there) == 2
    assert alone(there)


def test_without_being_told_so_nothing_is_replaced(small: Small, there: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        write(there, small, fresh=False)
    assert systems(there) == 2


@pytest.mark.parametrize("index", [None, "<!doctype html><title>My page</title>"])
def test_a_folder_that_is_no_site_is_left_alone(small: Small, tmp_path: Path, index: str | None) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("years of work")
    if index:
        (folder / naming.INDEX).write_text(index)
    with pytest.raises(InputError, match="is no report"):
        write(folder, small)
    assert (folder / "chapter.txt").read_text() == "years of work"


@pytest.mark.parametrize("name", ["notes.txt", ".git"])
def test_a_site_with_anything_else_in_it_is_left_alone(small: Small, there: Path, name: str) -> None:
    (there / name).mkdir()
    with pytest.raises(InputError, match=f"holds {name}"):
        write(there, small)
    assert systems(there) == 2


def test_all_that_a_site_writes_may_be_replaced(small: Small) -> None:
    assert {each.name for each in small.folder.iterdir()} == naming.TOP
