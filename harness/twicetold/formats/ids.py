"""Ids of ours, made from the names of others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import get_args
from unicodedata import normalize

from twicetold.model import ArticleId, Id

ID = re.compile(get_args(Id)[1].pattern)
ARTICLE_ID = re.compile(get_args(ArticleId)[1].pattern)

_LONGEST = 128
"""Characters of an id."""


@lru_cache(4096)  # names are short, and much the same in each document: e1, t1, T12
def id_for(name: str, otherwise: str, *, instead: str = "-") -> str:
    """Return the id for a name, which is `otherwise` where nothing is left of the name.

    A name that is an id stays as it is, so that ids of ours come back. In others accents go, and `instead` stands for
    what an id cannot have.
    """
    if ID.match(name):
        return name
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.:-]+", instead, plain).strip("_.:-")[:_LONGEST] or otherwise


def numbered(name: str, number: int) -> str:
    """Return an id with a number behind it, for which it is cut where it is too long."""
    end = f"-{number}"
    return f"{name[: _LONGEST - len(end)]}{end}"


def take(wanted: str, taken: dict[str, int]) -> str:
    """Return an id with the first number, from 2 on, that makes it unlike those taken, if it needs any; and take it.

    `taken` has by each id the last number tried behind it, so that many of the same name take no longer than others.
    """
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = numbered(wanted, taken[wanted])
    taken[free] = 1
    return free
