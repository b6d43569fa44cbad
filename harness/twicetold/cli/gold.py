"""Author a gold set.

build    offsets and Parquet from the marked texts
tidy     the normal form of the marked texts
lint     what a machine can find wrong
detach   a story folder to a stand-off file that holds no text
attach   a stand-off file and its texts to a story folder
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import count, print_findings, say

if TYPE_CHECKING:
    import argparse

    from twicetold.gold.source import StorySource


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands of `gold`."""
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    build = commands.add_parser("build", help="write the Parquet release of story folders")
    _add_stories(build)
    build.add_argument("-o", "--output", type=Path, metavar="DIR", help="default: data/ beside the stories")
    build.add_argument("--check", action="store_true", help="write nothing; exit 1 if the release is stale")
    build.set_defaults(command=_build)

    lint = commands.add_parser("lint", help="look for what is wrong in story folders")
    _add_stories(lint)
    lint.add_argument("--json", action="store_true", help="print the findings as JSON")
    lint.set_defaults(command=_lint)

    tidy = commands.add_parser("tidy", help="write story folders in their normal form, ids in order")
    _add_stories(tidy)
    tidy.set_defaults(command=_tidy)

    detach = commands.add_parser("detach", help="write a story folder as stand-off annotation without its texts")
    detach.add_argument("story", type=Path, metavar="FOLDER", help="a story folder")
    detach.add_argument("-o", "--output", type=Path, metavar="FILE", required=True, help="the .json file to write")
    detach.set_defaults(command=_detach)

    attach = commands.add_parser("attach", help="make a story folder from stand-off annotation and its texts")
    attach.add_argument("file", type=Path, metavar="FILE", help="the .json file")
    attach.add_argument("--texts", type=Path, metavar="DIR", required=True, help="folder with the texts")
    attach.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="the folder to make")
    attach.set_defaults(command=_attach)


def _add_stories(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "stories",
        type=Path,
        nargs="?",
        metavar="FOLDER",
        help="a folder of story folders, or one of them (default: the project's own)",
    )


def _sources(arguments: argparse.Namespace) -> tuple[Path, list[StorySource]]:
    from twicetold.gold.source import read_story, story_folders
    from twicetold.resources import data_root

    root = arguments.stories or data_root() / "dataset" / "stories"
    return root, [read_story(folder) for folder in story_folders(root)]


def _build(arguments: argparse.Namespace) -> int:
    from twicetold.errors import ValidationError
    from twicetold.gold.build import build, stale
    from twicetold.gold.source import read_version
    from twicetold.sense import check_story

    root, sources = _sources(arguments)
    faults = [
        f"{source.folder}: {pointer}: {problem}" for source in sources for pointer, problem in check_story(source.story)
    ]
    if faults:
        raise ValidationError(faults)
    stories = [source.story for source in sources]
    output = arguments.output or root.parent / "data"
    if arguments.check:
        old = stale(stories, read_version(root), output)
        for name in old:
            print(output / name)
        say(f"stale: {count(len(old), 'file')}; run twicetold gold build" if old else "the release is fresh")
        return 1 if old else 0
    build(stories, read_version(root), output)
    articles = sum(len(story.articles) for story in stories)
    say(f"{count(len(stories), 'story')}, {count(articles, 'article')}: {output}")
    return 0


def _tidy(arguments: argparse.Namespace) -> int:
    from twicetold.gold.tidy import tidy

    _, sources = _sources(arguments)
    changed = [path for source in sources for path in tidy(source)]
    for path in changed:
        print(path)
    say(f"{count(len(sources), 'story')}: {count(len(changed), 'file')} changed")
    return 0


def _lint(arguments: argparse.Namespace) -> int:
    from twicetold.gold.lint import lint

    _, sources = _sources(arguments)
    findings = lint(sources)
    print_findings(findings, as_json=arguments.json)
    say(f"{count(len(sources), 'story')}: {count(len(findings), 'finding') if findings else 'nothing found'}")
    return 1 if findings else 0


def _detach(arguments: argparse.Namespace) -> int:
    from twicetold.gold.source import read_story
    from twicetold.gold.standoff import detach
    from twicetold.running import write_json

    write_json(detach(read_story(arguments.story)), arguments.output)
    return 0


def _attach(arguments: argparse.Namespace) -> int:
    import msgspec

    from twicetold.corpus import StandoffStory
    from twicetold.errors import InputError
    from twicetold.gold.source import read_text
    from twicetold.gold.standoff import attach

    try:
        standoff = msgspec.json.decode(read_text(arguments.file), type=StandoffStory)
    except msgspec.MsgspecError as error:
        raise InputError(f"{arguments.file}: {error}") from error
    attach(standoff, arguments.texts, arguments.output)
    return 0
