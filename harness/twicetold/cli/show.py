"""Show an article, or all of a story, with its gold marked in the text, and a prediction beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `show`."""
    parser.add_argument("name", metavar="NAME", help="a story, or an article such as kazakhstan-2022/a")
    parser.add_argument("--prediction", metavar="PATH", help="a predictions file or a run folder")
    parser.add_argument("--layer", action="append", choices=LAYERS, help="only this layer; can be given again")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="folder with texts annotated stand-off")


def command(arguments: argparse.Namespace) -> int:
    """Show."""
    from twicetold import corpus
    from twicetold.errors import UnknownNameError
    from twicetold.predictions import read_predictions
    from twicetold.report.marked import print_article

    stories = [*corpus.load(), *(corpus.hydrate(arguments.texts) if arguments.texts else ())]
    articles = {article.id: article for story in stories for article in story.articles}
    chosen = [article for name, article in articles.items() if arguments.name in (name, name.partition("/")[0])]
    if not chosen:
        raise UnknownNameError("story or article", arguments.name, [*articles, *(story.id for story in stories)])
    found = read_predictions(arguments.prediction, stories).extractions if arguments.prediction else {}
    for article in chosen:
        print_article(article, found.get(article.id), arguments.layer or LAYERS)
    return 0
