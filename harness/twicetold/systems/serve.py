"""`python -m twicetold.systems.serve SPEC NAME=VALUE…`: a Python system that answers lines, for `isolated`.

What is found is checked and grounded here, where the work is done. What the system prints goes to standard error:
standard output belongs to the answers.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import msgspec

from twicetold.errors import SystemFailure, TwicetoldError
from twicetold.model import Article, Extraction, Story
from twicetold.systems import python
from twicetold.systems.output import accept
from twicetold.systems.protocol import Batching, Linker, System, batch_of, gives_links, usage_of
from twicetold.systems.registry import Named


def main(spec: str, options: list[str]) -> None:
    """Answer each line of standard input."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    source = Named(spec, options=tuple((name, value) for name, _, value in (word.partition("=") for word in options)))
    system: System | None = None
    for line in sys.stdin.buffer:
        try:
            system = system or source.open()
            answer = {"answer": _answer(system, msgspec.json.decode(line)), "usage": usage_of(system)}
            written = msgspec.json.encode(answer)
        except SystemFailure as failure:
            written = msgspec.json.encode({"error": failure.reason})
        except TwicetoldError as error:
            written = msgspec.json.encode({"error": str(error)})
        except Exception as error:  # noqa: BLE001 - whatever a system raises is told to whoever asked
            written = msgspec.json.encode({"error": f"{type(error).__name__}: {error}"})
        answers.write(written + b"\n")
        answers.flush()


def _answer(system: System, question: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    if "extract" in question:
        article = msgspec.convert(question["extract"], Article)
        return accept(article, system.extract(article))
    if "extract_many" in question and isinstance(system, Batching):
        articles = msgspec.convert(question["extract_many"], list[Article])
        return list(map(accept, articles, system.extract_many(articles)))
    if "link" in question and isinstance(system, Linker):
        extractions = msgspec.convert(question["extractions"], dict[str, Extraction])
        return system.link(msgspec.convert(question["link"], Story), extractions)
    return {
        "name": system.name,
        "version": system.version,
        "configuration": python.full_configuration(system),
        "batch": batch_of(system),
        "links": gives_links(system),
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
