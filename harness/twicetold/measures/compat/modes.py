"""What each compatibility mode says of extractions: which of their parts it is given, and the rows it gives back.

The reference scorers know less than an extraction holds. A span in several fragments is given by its outer bounds;
where a scorer counts tokens they are ours; an argument is placed where its filler is first mentioned. Of spans that
overlap, tags (seqeval) can hold only some: the longest, then the first.
"""

from __future__ import annotations

from contextlib import contextmanager
from statistics import StatisticsError
from typing import TYPE_CHECKING, NamedTuple

from twicetold.errors import InputError, UnknownNameError
from twicetold.measures.compat import (
    anafora,
    citron,
    conll,
    corefud,
    johansson_moschitti,
    nervaluate,
    oneie,
    scorch,
    seqeval,
    spacy,
    tempeval3,
)
from twicetold.measures.compat._common import Score, Span
from twicetold.measures.tally import Tally
from twicetold.model import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twicetold import model
    from twicetold.measures.batch import Case
    from twicetold.model import Argument, Extraction


_SHOWN = 40
"""Characters of an article by which an error names it."""


class Row(NamedTuple):
    """A line of a scorer's report; a number is None where the scorer gives none."""

    name: str
    precision: float | None
    recall: float | None
    f1: float | None


class Mode(NamedTuple):
    """A reference scorer: its name on the command line, what it is, how it differs, and its report."""

    name: str
    scorer: str
    differs: str
    report: Callable[[Sequence[Case]], list[Row]]


def _sum(documents: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    gathered: dict[str, list[Tally]] = {}
    for document in documents:
        for name, tally in document.items():
            gathered.setdefault(name, []).append(tally)
    return {name: Tally.total(tallies) for name, tallies in gathered.items()}


def _sides(case: Case) -> tuple[Extraction, Extraction]:
    return case.gold, case.predicted


def _mentions(extraction: Extraction) -> list[Span]:
    return [
        Span(entity.type, mention.span[0].start, mention.span[-1].end)
        for entity in extraction.entities
        for mention in entity.mentions
    ]


def _token_mentions(case: Case, extraction: Extraction) -> list[Span]:
    """Return the mentions in tokens, those that hold any, in the order of the text."""
    spans = [
        Span(entity.type, min(tokens), max(tokens) + 1)
        for entity in extraction.entities
        for mention in entity.mentions
        if (tokens := case.tokens.inside(mention.span))
    ]
    return sorted(spans, key=lambda span: (span.start, span.end, span.label))


def _nervaluate(cases: Sequence[Case]) -> list[Row]:
    rows = []
    for mode in nervaluate.MODES:
        counted = [nervaluate.counts(_mentions(case.gold), _mentions(case.predicted), mode) for case in cases]
        rows.append(Row(mode, *Score.of(Tally.total(counts.tally for counts in counted))))
    return rows


def _flat(spans: list[Span]) -> list[Span]:
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return kept


def _seqeval(cases: Sequence[Case]) -> list[Row]:
    tallies = [seqeval.tally(*(_flat(_token_mentions(case, side)) for side in _sides(case))) for case in cases]
    return [Row("micro", *Score.of(Tally.total(tallies)))]


def _spacy(cases: Sequence[Case]) -> list[Row]:
    tallies = [spacy.tally(*(_token_mentions(case, side) for side in _sides(case))) for case in cases]
    return [Row("spans", *spacy.final(Tally.total(tallies)))]


@contextmanager
def _naming(case: Case) -> Iterator[None]:
    """Let an error say which article it is about, by how that begins."""
    try:
        yield
    except InputError as error:
        raise InputError(f"the article that begins {case.text[:_SHOWN]!r}: {error}") from error


def _clusters(extraction: Extraction) -> list[set[model.Span]]:
    return [{mention.span for mention in entity.mentions} for entity in extraction.entities]


def _conll(cases: Sequence[Case]) -> list[Row]:
    final = conll.run([(_clusters(case.gold), _clusters(case.predicted)) for case in cases])
    return [*(Row(name, *score) for name, score in final.items()), Row("average", None, None, conll.average(final))]


def _scorch(cases: Sequence[Case]) -> list[Row]:
    pairs = [(_clusters(case.gold), _clusters(case.predicted)) for case in cases]
    for case, pair in zip(cases, pairs, strict=True):
        with _naming(case):
            conll.refuse_repeats(*pair)
    try:
        final = scorch.directory(pairs)
    except StatisticsError:  # no mention to weigh with, where scorch divides by zero
        return [Row(name, None, None, None) for name in scorch.METRICS]
    return [Row(name, *score) for name, score in final.items()]


def _corefud(cases: Sequence[Case]) -> list[Row]:
    def clusters(case: Case, extraction: Extraction) -> list[list[corefud.Mention]]:
        inside = case.tokens.inside
        return [
            [
                corefud.Mention(words, max(inside(mention.head), default=None))
                for mention in entity.mentions
                if (words := inside(mention.span))
            ]
            for entity in extraction.entities
        ]

    documents = []
    for case in cases:
        with _naming(case):
            documents.append(corefud.tallies(*(clusters(case, side) for side in _sides(case))))
    return [Row(name, *score) for name, score in corefud.scores(_sum(documents)).items()]


def _tempeval3(cases: Sequence[Case]) -> list[Row]:
    def timexes(case: Case, extraction: Extraction) -> list[tempeval3.Timex]:
        return [
            tempeval3.Timex(min(tokens), max(tokens) + 1, text_of(date.span, case.text), date.value, date.type)
            for date in extraction.dates
            if (tokens := case.tokens.inside(date.span))
        ]

    documents = [tempeval3.tallies(*(timexes(case, side) for side in _sides(case)))._asdict() for case in cases]
    return [Row(name, *tempeval3.final(tally)) for name, tally in _sum(documents).items()]


def _anafora(cases: Sequence[Case]) -> list[Row]:
    def annotations(extraction: Extraction) -> list[anafora.Annotation]:
        return [
            anafora.Annotation(
                "TIMEX3", tuple((part.start, part.end) for part in date.span), {"type": date.type, "value": date.value}
            )
            for date in extraction.dates
        ]

    views = {"span": ("TIMEX3", anafora.SPAN), "type": ("TIMEX3", "type"), "value": ("TIMEX3", "value")}
    rows = []
    for overlap in (False, True):
        documents = [anafora.tallies(*map(annotations, _sides(case)), overlap=overlap) for case in cases]
        for name, view in views.items():
            total = Tally.total(document.get(view, Tally()) for document in documents)
            rows.append(Row(f"{name}{' --overlap' if overlap else ''}", *anafora.final(total)))
    return rows


def _oneie(cases: Sequence[Case]) -> list[Row]:
    def article(extraction: Extraction) -> oneie.Sentence:
        places = {entity.id: entity.mentions[0].span for entity in extraction.entities}
        places |= {date.id: date.span for date in extraction.dates}

        def place(argument: Argument) -> model.Span:
            return places[argument.filler] if argument.filler else argument.span

        return oneie.Sentence(
            [oneie.Trigger(trigger, event.type) for event in extraction.events for trigger in event.triggers],
            [
                oneie.Argument(place(argument), event.type, argument.role)
                for event in extraction.events
                for argument in event.arguments
            ],
        )

    documents = [oneie.tallies(*([article(side)] for side in _sides(case))) for case in cases]
    return [Row(name, *Score.of(tally)) for name, tally in _sum(documents).items()]


def _citron(cases: Sequence[Case]) -> list[Row]:
    def quotes(case: Case, extraction: Extraction) -> list[citron.Quote]:
        def spans(span: model.Span) -> list[citron.Span]:
            tokens = [case.tokens.inside((part,)) for part in span]
            return [(min(each), max(each) + 1) for each in tokens if each]

        return [
            citron.Quote(cue[0], spans(claim.source), spans(claim.content))
            for claim in extraction.claims
            if (cue := spans(claim.cue))
        ]

    documents = [citron.tallies(*(quotes(case, side) for side in _sides(case))) for case in cases]
    return [Row(name, *Score.of(tally)) for name, tally in _sum(documents).items()]


def _johansson_moschitti(cases: Sequence[Case]) -> list[Row]:
    rows = []
    for part in ("source", "cue", "content"):
        tallies = [
            johansson_moschitti.tally(
                *(
                    [tokens for claim in side.claims if (tokens := case.tokens.inside(getattr(claim, part)))]
                    for side in _sides(case)
                )
            )
            for case in cases
        ]
        total = Tally.total(tallies)
        rows.append(Row(part, total.precision, total.recall, total.f1))
    return rows


MODES = (
    Mode("anafora", "anaforatools 1.2.0", anafora.DIFFERS, _anafora),
    Mode("citron", "BBC Citron metrics (2021)", citron.DIFFERS, _citron),
    Mode("conll", "CoNLL scorer.pl 8.01", conll.DIFFERS, _conll),
    Mode("corefud", "corefud-scorer (2025), matching by head", corefud.DIFFERS, _corefud),
    Mode("johansson-moschitti", "Johansson and Moschitti (2013)", johansson_moschitti.DIFFERS, _johansson_moschitti),
    Mode("nervaluate", "nervaluate 1.2.1", nervaluate.DIFFERS, _nervaluate),
    Mode("oneie", "OneIE scorer (2022), an article for a sentence", oneie.DIFFERS, _oneie),
    Mode("scorch", "scorch 0.2.0, two directories", scorch.DIFFERS, _scorch),
    Mode("seqeval", "seqeval 1.2.2, default mode", seqeval.DIFFERS, _seqeval),
    Mode("spacy", "spaCy 3.8 Scorer.score_spans", spacy.DIFFERS, _spacy),
    Mode("tempeval3", "TempEval-3 toolkit (2013), time expressions", tempeval3.DIFFERS, _tempeval3),
)


def get(name: str) -> Mode:
    """Return the mode of that name, or raise UnknownNameError."""
    for mode in MODES:
        if mode.name == name:
            return mode
    raise UnknownNameError("compatibility mode", name, [mode.name for mode in MODES])
