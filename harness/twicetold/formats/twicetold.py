"""Our own format: JSON Lines of stories or articles, or Parquet with a row for each article.

Written is Parquet where the name ends in `.parquet`, else JSON Lines of stories. Parquet has no place for what a story
has beside its articles.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from twicetold import addresses, corpus_files, files
from twicetold.formats.format import Format, Notes, number_of_links
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twicetold.formats.format import Reading
    from twicetold.model import Article, Story

_ROWS = 64
"""Articles in a row group."""


def read(path: Path, reading: Reading) -> Iterator[Story]:  # noqa: ARG001 - nothing is foreign in it
    """Yield the stories of a file, or of all files in a folder."""
    return corpus_files.stories_in(str(path))


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories."""
    notes = Notes()
    if path.suffix != addresses.ROWS:
        files.write_lines(stories, path)
        return notes
    _write_rows(_articles(stories, notes), path)
    return notes


def _articles(stories: Iterable[Story], notes: Notes) -> Iterator[Article]:
    for story in stories:
        if story.title or story.topic or story.split or story.phenomena:
            notes.add("stories' own title, topic, split or phenomena", story.id)
        notes.add("links between the articles of a story", story.id, number_of_links(story))
        yield from story.articles


def _write_rows(articles: Iterable[Article], path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - heavy
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = _schema()
    with files.whole_file(path) as scratch, pq.ParquetWriter(scratch, schema) as writer:
        for some in _in_batches(articles):
            writer.write_table(pa.Table.from_pylist(list(map(_row, some)), schema=schema))


def _in_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    left = iter(articles)
    while some := list(islice(left, _ROWS)):
        yield some


def _row(article: Article) -> dict[str, Any]:
    """Return an article as a row, with a column for each layer; without gold these are null."""
    row: dict[str, Any] = msgspec.to_builtins(article)
    gold = row.pop("gold", None)
    return {**row, **{layer: None if gold is None else gold.get(layer, []) for layer in LAYERS}}


def _schema() -> Any:  # noqa: ANN401 - pyarrow is imported where it is needed
    """Return the columns, with a place for whatever an article may hold."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    string = pa.string()
    span = pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64()}))
    phenomena = pa.list_(string)

    def items(**fields: Any) -> Any:  # noqa: ANN401 - pyarrow types
        return pa.list_(pa.struct(fields))

    mention = items(span=span, head=span, level=string, phenomena=phenomena)
    argument = items(role=string, filler=string, span=span)
    return pa.schema(
        {
            **dict.fromkeys(("id", "text", "published", "outlet", "headline", "genre"), string),
            "scored": span,
            "entities": items(id=string, type=string, mentions=mention, name=string, phenomena=phenomena),
            "dates": items(
                id=string, span=span, type=string, value=string, mod=string, anchor=string, phenomena=phenomena
            ),
            "events": items(
                id=string, type=string, triggers=pa.list_(span), arguments=argument, polarity=string, realis=string,
                phenomena=phenomena,
            ),
            "claims": items(
                id=string, cue=span, content=span, source=span, source_entity=string, mode=string, stance=string,
                nested_in=string, phenomena=phenomena,
            ),
        }
    )  # fmt: skip


def _recognises(path: Path) -> bool:
    """Tell by the names of files; JSON Lines must begin with a story or an article of ours."""
    if corpus_files.is_release(path):
        return True
    paths = sorted(path.iterdir()) if path.is_dir() else [path]
    kinds = [each for each in paths if addresses.is_file(each.name)]
    if not kinds:
        return False
    first = addresses.files_at(str(kinds[0]))[0]
    if first.has_rows:
        return True
    line = next((line for _, line in first.lines()), b"")
    try:
        value = msgspec.json.decode(line, type=_Beginning)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return bool(value.id) and (value.articles is not None or bool(value.published))


class _Beginning(msgspec.Struct):
    id: str = ""
    published: str = ""
    articles: list[Any] | None = None


FORMAT = Format(
    name="twicetold",
    title="our own JSON Lines or Parquet, plain or compressed",
    holds={
        "entities": "all", "dates": "all", "events": "all", "claims": "all", "links": "all, but none in Parquet",
    },
    measures=("*",),
    recognises=_recognises,
    read=read,
    write=write,
)  # fmt: skip
