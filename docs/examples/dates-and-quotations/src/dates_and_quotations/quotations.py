"""Quotations that somebody is named for: `"…," said Ada Byron`, `"…," Byron said`, `"…," she said`."""

from __future__ import annotations

import re

from twicetold import Claim, Entity, Mention, span

_SAID = "said|says|added|told|asked|wrote|recalled|insisted|admitted"
_NAME = r"[A-Z][\w'-]+(?:\ [A-Z][\w'-]+){0,2}"
_WHO = rf"(?:{_NAME}|[Hh]e|[Ss]he|[Tt]hey)"
_PRONOUNS = ("he", "she", "they")

_PATTERN = re.compile(
    rf"""(?P<content>"[^"\n]+"|“[^”\n]+”),?\ (?:
        (?P<cue>{_SAID})\ (?P<source>{_WHO})
      | (?P<source_>{_WHO})\ (?P<cue_>{_SAID})
    )\b""",
    re.VERBOSE,
)


def quotations(text: str) -> tuple[tuple[Entity, ...], tuple[Claim, ...]]:
    """Return the speakers that are named, each with its mentions as a speaker, and the quotations of a text."""
    mentions: dict[str, list[Mention]] = {}
    claims = []
    for number, match in enumerate(_PATTERN.finditer(text), 1):
        which = "" if match["cue"] else "_"
        name = match[f"source{which}"]
        where = span(*match.span(f"source{which}"))
        speaker = None
        if name.lower() not in _PRONOUNS:
            mentions.setdefault(name, []).append(Mention(where))
            speaker = f"e{list(mentions).index(name) + 1}"
        cue, content = span(*match.span(f"cue{which}")), span(*match.span("content"))
        claims.append(Claim(f"c{number}", cue, content, where, speaker, mode="DIRECT"))
    people = [Entity(f"e{i}", "PER", tuple(found), name) for i, (name, found) in enumerate(mentions.items(), 1)]
    return tuple(people), tuple(claims)
