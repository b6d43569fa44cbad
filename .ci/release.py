"""Make a release, and hold it against what a release must be: `make release`.

Wheel and source distribution are built from what git has, twice, to the same bytes. The wheel is installed into an
environment of its own with the pinned packages that users get and no others; there the demo runs, to the same scores
as from the clone. Then come the development pins, the example plug-in, and the tests, which see the installed package
only: they run in the unpacked source distribution, from which the package's sources are taken out.

The release and its software bill of materials (CycloneDX) stand in `dist/`, everything else in `build/release/`.
"""
# ruff: noqa: INP001, T201 - a script, which prints

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TOP = Path(__file__).parents[1]
DIST = TOP / "dist"
WORK = TOP / "build" / "release"
CLEAN = WORK / "clean" / "bin"
EXAMPLE = TOP / "docs" / "examples" / "dates-and-quotations"
SOURCES = ("harness/twicetold/", "baselines/twicetold_baselines/")
DATA = "twicetold/_data/"


def main() -> None:
    """Make a release; exit with the output of whatever fails."""
    start = time.monotonic()
    tracked = git_files()
    shutil.rmtree(WORK / "clean", ignore_errors=True)
    with step("two builds, the same bytes"):
        wheel, source = build_twice()
    name, version = wheel.name.split("-")[:2]
    with step("what is in them"):
        hold_contents(wheel, source, tracked)
        run("twine", "check", "--strict", str(wheel), str(source))
    with step("the pinned packages, as wheels"):
        run("python", "-m", "pip", "wheel", "--require-hashes", "-r", "requirements.txt", "-w", str(WORK / "wheels"))
    with step("a clean environment with what users get"):
        run("python", "-m", "venv", "--without-pip", str(CLEAN.parent))
        install(f"{name}=={version}")
    with step("the demo, with the scores of the clone"):
        hold_demo()
    with step("the software bill of materials"):
        write_bill_of_materials(name, version)
    with step("the development pins"):
        install(*pins())
    tests = unpack_tests(source)
    with step("the example plug-in"):
        hold_example(tests)
    with step("the tests, on the installed wheel"):
        print(run(f"{CLEAN}/python", "-m", "pytest", "-q", "-rs", "-n", "auto", "--dist", "worksteal", cwd=tests))
    print(f"a release in dist/, after {time.monotonic() - start:.0f} s:")
    print(*(f"  {path.name}  {path.stat().st_size:,} bytes" for path in sorted(DIST.iterdir())), sep="\n")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is done, and how long it took."""
    print(f"{name} …", end=" ", flush=True)
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:.0f} s", flush=True)


def run(program: str, *words: str, cwd: Path = TOP, extra: Mapping[str, str] | None = None) -> str:
    """Run a program of the release tools, or one by its path, and return what it prints; exit if it fails."""
    own = Path(sys.executable).parent / program
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(  # noqa: S603 - commands of this file
        [own if "/" not in program and own.exists() else program, *words],
        cwd=cwd,
        env=environment | dict(extra or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"failed\n{done.stdout}\n{program} {' '.join(words)}: exit code {done.returncode}")
    return done.stdout


def git_files() -> list[str]:
    """Return the files that git has; exit where the checkout has others, or has them otherwise."""
    if changed := run("git", "status", "--porcelain"):
        raise SystemExit(f"a release is made of what is committed; commit these, or put them away:\n{changed}")
    return run("git", "ls-files").splitlines()


def build_twice() -> tuple[Path, Path]:
    """Build into dist/: the source distribution, and the wheel from that; and both from the clone, to compare."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "log", "-1", "--format=%ct").strip()
    for folder, kinds in ((DIST, ()), (WORK / "again", ("--sdist", "--wheel"))):
        shutil.rmtree(folder, ignore_errors=True)
        words = ("--no-isolation", *kinds, "--outdir", str(folder))
        run("python", "-m", "build", *words, extra={"SOURCE_DATE_EPOCH": epoch})
    for path in DIST.iterdir():
        if path.read_bytes() != (WORK / "again" / path.name).read_bytes():
            raise SystemExit(f"failed\n{path.name} has other bytes when it is built again")
    (wheel,), (source,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    return wheel, source


def hold_contents(wheel: Path, source: Path, tracked: Iterable[str]) -> None:
    """Exit unless the archives hold what git has and belongs there, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
        described = {name.partition(".dist-info/")[2] for name in archive.namelist() if ".dist-info/" in name}
    hold_same(wheel.name, found, wheel_names(tracked))
    files = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/dataset/LICENSE"}
    hold_same(f"{wheel.name}, dist-info", described, files)
    with tarfile.open(source) as pack:
        names = {member.name.partition("/")[2] for member in pack.getmembers()}
    hold_same(source.name, names, {*tracked, "PKG-INFO"})


def wheel_names(tracked: Iterable[str]) -> set[str]:
    """Return what a wheel has of the files that git has: both packages, the released gold set, the schemas."""
    released = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    moved: dict[str, str] = released["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    code = {name.partition("/")[2] for name in tracked if name.startswith(SOURCES)}
    data = {
        there + name.removeprefix(here)
        for name in tracked
        for here, there in moved.items()
        if name == here or name.startswith(f"{here}/")
    }
    return code | data


def hold_same(what: str, found: set[str], wanted: set[str]) -> None:
    """Exit unless two sets of names are the same."""
    if found != wanted:
        extra, lacking = sorted(found - wanted), sorted(wanted - found)
        raise SystemExit(f"failed\n{what} has what does not belong there: {extra}\nand lacks: {lacking}")


def install(*what: str) -> None:
    """Install into the clean environment, from the pinned wheels and dist/ alone."""
    house = ("--no-index", "-f", str(WORK / "wheels"), "-f", str(DIST))
    run("python", "-m", "pip", "--python", f"{CLEAN}/python", "install", *house, *what)
    run("python", "-m", "pip", "--python", f"{CLEAN}/python", "check")


def pins() -> list[str]:
    """Return the pinned packages; their hashes were checked when the wheels were made."""
    return re.findall(r"^[\w.-]+==[^\s;]+", (TOP / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def hold_demo() -> None:
    """Run the demo with the wheel, in a folder that has nothing of the clone, and again with the clone's sources."""
    place = WORK / "demo"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    sources = os.pathsep.join(str(TOP / name) for name in ("harness", "baselines"))
    for name, extra in (("wheel", {}), ("clone", {"PYTHONPATH": sources})):
        where = run(f"{CLEAN}/python", "-c", "import twicetold; print(twicetold.__file__)", cwd=place, extra=extra)
        if Path(where).is_relative_to(CLEAN.parent) != (name == "wheel"):
            raise SystemExit(f"failed\nthe demo of the {name} runs {where}")
        words = ("run", "rules", "--split", "train", "--output", name)
        run(f"{CLEAN}/python", "-m", "twicetold", *words, cwd=place, extra=extra)
    if (place / "wheel" / "scores.json").read_bytes() != (place / "clone" / "scores.json").read_bytes():
        raise SystemExit(f"failed\nscores.json differs between the wheel and the clone: {place}")
    run(f"{CLEAN}/twicetold", "report", "wheel", "--split", "train", "--output", "report", cwd=place)


def write_bill_of_materials(name: str, version: str) -> None:
    """Write what is in the clean environment, the same each time, without addresses and places of this machine."""
    path = DIST / f"{name}-{version}.cdx.json"
    words = ("--pyproject", str(TOP / "pyproject.toml"), "--mc-type", "library", "--output-reproducible")
    bill = json.loads(run("cyclonedx-py", "environment", *words, f"{CLEAN}/python"))
    bill["metadata"]["component"] |= {"version": version, "purl": f"pkg:pypi/{name}@{version}"}
    for component in (*bill["components"], *bill["metadata"]["tools"]["components"]):
        component.pop("externalReferences", None)  # some lead to an index
    text = json.dumps(bill, indent=1, sort_keys=True) + "\n"
    for place in ("file:", str(TOP), str(Path.home())):
        if place in text:
            raise SystemExit(f"failed\n{path.name} names a place of this machine: {place}")
    path.write_text(text, encoding="utf-8")


def unpack_tests(source: Path) -> Path:
    """Return a folder with the source distribution, without the sources of the package."""
    folder = WORK / source.name.removesuffix(".tar.gz")
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(source) as pack:
        pack.extractall(WORK, filter="data")
    for name in SOURCES:
        shutil.rmtree(folder / name)
    return folder


def hold_example(tests: Path) -> None:
    """Install the example plug-in beside the wheel; check its types and run its tests."""
    folder = tests / EXAMPLE.relative_to(TOP)
    run("python", "-m", "build", "--no-isolation", "--wheel", "--outdir", str(WORK / "wheels"), cwd=folder)
    install("dates-and-quotations")
    for tool in ("mypy", "pytest"):
        run(f"{CLEAN}/python", "-m", tool, cwd=folder)


if __name__ == "__main__":
    main()
