"""Take story folders back from the tool in which a person corrected them.

The marks are written over those of the folder, in normal form; texts must be the same. What the tool did not have
stays: reasons against findings of lint, and links, but for those whose items are gone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.cli._common import say
from twicetold.cli._stories import add_format_arguments, corpus_of, say_notes
from twicetold.cli.gold._stories import sources_of
from twicetold.report.counting import count

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `gold import`."""
    parser.add_argument("source", metavar="SRC", help="what the tool exported: a file or a folder")
    parser.add_argument("stories", type=Path, metavar="FOLDER", help="a folder of story folders, or one of them")
    add_format_arguments(parser)


def command(arguments: argparse.Namespace) -> int:
    """Write what changed. Raises InputError where nothing of the folder is in what was exported."""
    from twicetold.errors import InputError
    from twicetold.gold.take_in import take_in

    corpus = corpus_of(arguments.source, arguments)
    articles = {article.id: article for story in corpus for article in story.articles if article.gold is not None}
    say_notes(corpus.notes)
    sources = sources_of(arguments)
    theirs = [source for source in sources if any(own.article.id in articles for own in source.articles.values())]
    if not theirs:
        raise InputError(f"{arguments.source}: has no article of the stories in {arguments.stories}")
    for source in theirs:
        changed, lost = take_in(source, articles)
        for path in changed:
            print(path)
        if lost:
            say(f"{source.story.id}: {count(lost, 'link')} went with what was taken out")
    say(f"{count(len(theirs), 'story')} taken in; now `twicetold gold lint {arguments.stories}`")
    return 0
