"""All targets: what reads what others wrote, and what works on it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import msgspec

from fuzz import checks_of_documents, checks_of_gold, checks_of_readers, checks_of_scores, invented, seeds, tokens
from fuzz.target import Target
from twicetold import formats
from twicetold.ontology import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.inputs import Files

_VALUES = (
    b"2024-03-04",
    b"2024-W07-3",
    b"2024-02-29T23:59",
    b"P1Y2M",
    b"PT3H",
    b"199X",
    b"2024-WI",
    b"TNI",
    b"P2.5D",
    b"9999",
)


def _formats() -> list[Target]:
    """Return the readers of all formats."""
    made: dict[str, Callable[[], list[Files]]] = {
        "twicetold": seeds.own,
        "timeml": lambda: [seeds.written("timeml", "")],
        "brat": lambda: [seeds.written("brat", "")],
        "docbin": lambda: [seeds.written("docbin", "x.spacy")],
        "label-studio": lambda: [seeds.written("label-studio", "")],
    }
    return [
        Target(
            name,
            cache(made.get(name) or getattr(seeds, name)),
            checks_of_readers.reads(name),
            tokens.FORMATS.get(name, ()),
        )
        for name in formats.NAMES
        if formats.get(name).read
    ]


def _all_seeds() -> list[Files]:
    return [files for target in _formats() for files in target.seeds()]


def _labels() -> list[Files]:
    return [
        {"labels.toml": b'[entities]\nPERSON = "PER"\n"x y" = ""\n[roles]\nwho = "Person"\n[events]\nE = "Unknown"\n'}
    ]


def _gold() -> list[Target]:
    """Return what annotators edit."""
    layers = [
        Target(f"gold-{layer}", cache(partial(_layer_seeds, layer)), checks_of_gold.reads_layer(layer), tokens.LAYER)
        for layer in LAYERS
    ]
    return [
        Target("gold-marks", cache(_marked), checks_of_gold.strips, tokens.LAYER),
        *layers,
        Target(
            "gold-folder", lambda: [seeds.gold_folder()], checks_of_gold.reads_folder, (*tokens.LAYER, *tokens.STORY)
        ),
    ]


def _layer_seeds(layer: str) -> list[Files]:
    return [{f"{layer}.txt": data} for name, data in seeds.gold_folder().items() if name.endswith(f"/{layer}.txt")]


def _marked() -> list[Files]:
    found = [data for name, data in seeds.gold_folder().items() if name[2:-4] in LAYERS]
    return [{"marked.txt": data.partition(b"\n----\n")[0]} for data in found]


def _weights() -> list[Files]:
    pairs = [[row, column, 1 / (1 + row + 2 * column % 3)] for row in range(4) for column in range(4) if row != column]
    return [{"weights.json": msgspec.json.encode(pairs)}, {"weights.json": b"[[0,0,1],[0,1,1],[1,0,1],[1,1,0.5]]"}]


def _quotations() -> list[Files]:
    return [
        {"text.txt": text.encode(), "extraction.json": msgspec.json.encode(invented.quoting(letter))}
        for letter, text in invented.TEXTS.items()
    ]


def _answers() -> list[Files]:
    return [{"answer.json": files["extraction.json"]} for files in _quotations()]


def _links() -> list[Files]:
    return [{"links.json": msgspec.json.encode(invented.links())}]


ALL: tuple[Target, ...] = (
    *_formats(),
    Target("detection", cache(_all_seeds), checks_of_readers.detects, tokens.WORDS),
    Target("corpus-files", cache(seeds.own), checks_of_readers.counts, tokens.WORDS),
    Target("labels", _labels, checks_of_readers.maps_labels, tokens.LABELS),
    Target("flat-spans", cache(seeds.flat_spans), checks_of_readers.scores_flat_spans, tokens.WORDS),
    *_gold(),
    Target("timex", lambda: [{"value.txt": each} for each in _VALUES], checks_of_gold.tells_times, tokens.TIMES),
    Target("validation", cache(seeds.documents), checks_of_documents.validates, tokens.WORDS),
    Target("predictions", cache(lambda: seeds.documents()[5:]), checks_of_documents.reads_predictions, tokens.WORDS),
    Target("run-folder", cache(seeds.run_folder), checks_of_documents.takes_up, tokens.WORDS),
    Target("answers", cache(_answers), checks_of_documents.answers, tokens.WORDS, "suit/a"),
    Target("links", cache(_links), checks_of_documents.links, tokens.WORDS, "suit/links"),
    Target("grounding", cache(_quotations), checks_of_documents.grounds, tokens.WORDS),
    Target("scoring", cache(seeds.two_extractions), checks_of_scores.scores, tokens.WORDS),
    Target(
        "compat",
        cache(seeds.two_extractions),
        checks_of_scores.scores_as_others,
        tokens.WORDS,
        "the article that begins",
    ),
    Target("alignment", cache(_weights), checks_of_scores.aligns),
)
"""In the order in which they are run."""
