"""How the documentation site is built: `make docs`.

The source folder is the repository, so that pages stand where they are read on a code host, and their links to one
another, to schemas and to the gold are the same in both places. Nothing is fetched, by the build or by a reader.
"""

# ruff: noqa: INP001 - Sphinx reads this file by its name; it is in no package

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.data import JsonLexer

import twicetold

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]

project = "Twicetold"
author = "The Twicetold developers"
project_copyright = author
version = release = twicetold.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = [
    "docs/*.md",
    "docs/examples/*/README.md",
    "dataset/*.md",
    "dataset/instructions/*.md",
    "baselines/LEADERBOARD.md",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
]
exclude_patterns = [".*", "build", "dist", "report", "runs", "harness", "tests", "dataset/stories", "dataset/passes"]
templates_path = ["_templates"]
default_role = "code"
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!twicetold\.).*")]  # what others define: nothing is looked up elsewhere

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"Twicetold {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_additional_pages = {"index": "to_docs.html"}


def prepare(app: Sphinx, name: str, source: list[str]) -> None:
    """Make of a page that is read elsewhere too one of the site."""
    source[0] = without_folders(ROOT / f"{name}.md", source[0])
    if name == app.config.root_doc:
        source[0] += contents(source[0])
    elif name == "dataset/README":
        source[0] = re.sub(r"\A---\n.*?\n---\n", "", source[0], flags=re.DOTALL)  # what data hubs read
    elif name.startswith("dataset/instructions/"):
        source[0] = f"---\norphan: true\n---\n{source[0]}"  # the card leads there


def contents(text: str) -> str:
    """Make the tables of contents from the lists of links on the first page, one for each of its headings."""
    tables = []
    for heading, links in re.findall(r"^## (.+)\n\n((?:- .*\n(?:  .*\n)*)+)", text, flags=re.MULTILINE):
        pages = re.sub(r"^- \[(.*?)\]\((\S+?)\).*\n(?:  .*\n)*", r"\1 <\2>\n", links, flags=re.MULTILINE)
        tables.append(f"\n```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{pages}\n```\n")
    return "".join(tables)


def without_folders(page: Path, text: str) -> str:
    """Take the links to folders out of a page, which a code host can list and a site cannot."""
    return re.sub(r"\[([^]\n]+)\]\(([\w./-]+)\)", lambda m: m[1] if (page.parent / m[2]).is_dir() else m[0], text)


def plain(_app: Sphinx, _kind: str, _name: str, _thing: object, _options: object, lines: list[str]) -> None:
    """Keep the bars of a docstring, which are no markup in ours, from being taken for it."""
    lines[:] = [re.sub(r"(`[^`]*`)|\|", lambda m: m[1] or r"\|", line) for line in lines]


def setup(app: Sphinx) -> None:
    """Connect what is done to pages and docstrings, and name what has another name elsewhere."""
    app.connect("source-read", prepare)
    app.connect("autodoc-process-docstring", plain)
    app.add_lexer("jsonl", JsonLexer)
