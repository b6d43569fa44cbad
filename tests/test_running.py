"""Running systems, reading predictions, and scoring them."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pytest

import twicetold
from twicetold import (
    Article,
    Entity,
    Extraction,
    Links,
    Mention,
    Prediction,
    Tally,
    corpus,
    find_system,
    measures,
    running,
    score,
    span,
)
from twicetold.errors import IncomparableError, InputError, SystemFailure, UnknownNameError, ValidationError
from twicetold.predictions import Predictions, read_predictions
from twicetold.running import Failure, work
from twicetold.scoring import compare
from twicetold.systems.registry import registered
from twicetold.systems.source import Given

if TYPE_CHECKING:
    from twicetold.running import Manifest

STORIES = [story for story in twicetold.load("train") if story.id == "kazakhstan-2022"]
ARTICLES = {article.id: article for story in STORIES for article in story.articles}
GOLD = {name: article.gold or Extraction() for name, article in ARTICLES.items()}


class Perfect:
    """Knows the gold."""

    name, version = "perfect", "2"

    def extract(self, article: Article) -> Extraction:
        assert article.gold is None
        return GOLD[article.id]


class Quoting(Perfect):
    """Hands back quotations, one of them invented."""

    def extract(self, article: Article) -> Any:
        mentions = [{"span": [{"quote": "Tokayev"}]}, {"span": [{"quote": "Tokayeff"}]}]
        return {"entities": [{"id": "e1", "type": "PER", "mentions": mentions}]}


class Ran(NamedTuple):
    """What a run left."""

    manifest: Manifest
    predictions: Predictions


ABOUT = running.Corpus("gold", corpus.gold_version().version, corpus.content_hash(STORIES), "train", len(ARTICLES))


def run(system: Any) -> Ran:
    with tempfile.TemporaryDirectory() as folder:
        finished = running.run(system, STORIES, Path(folder) / "run", about=ABOUT)
        return Ran(finished.manifest, read_predictions(finished.folder, STORIES))


def test_a_system_sees_no_gold_and_the_gold_scores_one() -> None:
    finished = run(Perfect())
    scores = score(STORIES, *finished.predictions, split="train")
    layers = ("entities", "dates", "events", "claims", "twicetold")
    found = {name: numbers.f1.estimate for name, numbers in scores.numbers.items()}
    assert {number for name, number in found.items() if name.startswith(layers)} <= {1, None}
    assert scores.numbers["twicetold"].f1.estimate == 1
    assert scores.missing == ()


def test_the_manifest_says_who_ran_on_what() -> None:
    manifest = run(Perfect()).manifest
    identity = manifest.identity
    assert (identity.system, identity.system_version, manifest.articles) == ("perfect", "2", 2)
    assert identity.corpus_version == corpus.gold_version().version
    assert identity.corpus_hash == corpus.content_hash(STORIES)
    assert manifest.finished


def test_quotations_are_grounded_and_what_is_invented_is_counted() -> None:
    finished = run(Quoting())
    assert finished.manifest.ungrounded == 2
    scores = score(STORIES, *finished.predictions, split="train")
    assert scores.totals["entities.strict"].precision_denominator == 4


class Linking(Perfect):
    """Knows the links too."""

    def link(self, story: Any, extractions: dict[str, Extraction]) -> Any:
        assert story.links == Links()
        assert all(article.gold is None for article in story.articles)
        assert set(extractions) == {article.id for article in story.articles}
        return LINKS[story.id]


LINKS = {story.id: story.links for story in STORIES}


def test_a_system_that_links_is_asked_for_links_and_the_gold_scores_one() -> None:
    finished = run(Linking())
    scores = score(STORIES, *finished.predictions, split="train")
    assert {numbers.f1.estimate for numbers in scores.numbers.values()} <= {1, None}
    assert scores.totals["links.claims"].recall_denominator == len(STORIES[0].links.claims)
    assert finished.predictions == Predictions(GOLD, LINKS)


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ({"entities": [{"members": [{"article": "kazakhstan-2022/a", "id": "e99"}]}]}, "has no e99 among its entities"),
        ({"entity": []}, "Additional properties"),
        (ZeroDivisionError("by nought"), "ZeroDivisionError"),
    ],
)
def test_links_that_make_no_sense_are_a_failure_of_the_story(links: Any, reason: str) -> None:
    class Bad(Perfect):
        def link(self, story: Any, extractions: Any) -> Any:
            if isinstance(links, Exception):
                raise links
            return links

    (failure,) = run(Bad()).manifest.failures
    assert failure.article == "kazakhstan-2022/links"
    assert reason in failure.reason


def test_progress_counts_articles_and_no_links(tmp_path: Path) -> None:
    class Bad(Perfect):
        def link(self, story: Any, extractions: Any) -> Any:
            raise ZeroDivisionError

    far: list[running.Progress] = []
    running.run(Bad(), STORIES, tmp_path / "run", about=ABOUT, progress=far.append)
    assert far[-1] == running.Progress(done=len(ARTICLES), failed=1)


class Broken(Perfect):
    """Raises, or hands back what is no extraction."""

    output: Any = None

    def extract(self, article: Article) -> Any:
        if article.id.endswith("/b"):
            return GOLD[article.id]
        if isinstance(self.output, Exception):
            raise self.output
        return self.output


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (ZeroDivisionError("by nought"), "ZeroDivisionError: by nought"),
        (None, 'invalid extraction: /: null is not of type "object"'),
        ({"entity": []}, "Additional properties are not allowed"),
        ({"entities": [{"id": "e1", "type": "PERSON", "mentions": []}]}, "/entities/0/type"),
        (Extraction(entities=(Entity("e1", "PER", (Mention(span(5, 10**6)),)),)), "/mentions/0/span/0: ends at"),
        (object(), "cannot be written as JSON"),
    ],
)  # fmt: skip
def test_a_failure_is_listed_with_its_reason_and_the_run_goes_on(output: Any, reason: str) -> None:
    system = Broken()
    system.output = output
    finished = run(system)
    (failure,) = finished.manifest.failures
    assert failure.article == "kazakhstan-2022/a"
    assert reason in failure.reason
    predictions = finished.predictions.extractions
    assert list(predictions) == ["kazakhstan-2022/b"]
    scores = score(STORIES, predictions, split="train")
    assert scores.missing == ("kazakhstan-2022/a",)
    assert "missing:1" in scores.signature
    strict = scores.totals["entities.strict"]
    assert strict.recall_denominator > strict.precision_denominator == strict.precision_numerator


@pytest.mark.parametrize("retries", [0, 2])
def test_a_system_that_fails_is_asked_so_many_times_more(retries: int) -> None:
    asked = []

    def fail() -> Any:
        asked.append(1)
        raise SystemFailure("s/a", f"time {len(asked)}")

    assert work._attempt(fail, retries) == Failure("s/a", f"time {retries + 1}")


def test_what_comes_after_failures_counts() -> None:
    answers = iter([StopIteration(), KeyError("x"), {}])

    class Moody(Perfect):
        def extract(self, article: Article) -> Any:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

    (outcome,) = work.extract_all(Given(Moody()), STORIES[0].articles[:1], retries=2)
    assert outcome.found == Extraction()


def line(**fields: Any) -> str:
    return json.dumps({"article": "kazakhstan-2022/a", "extraction": {}, **fields})


@pytest.mark.parametrize(
    ("lines", "findings"),
    [
        (["nonsense"], ["p.jsonl:1: /: not JSON"]),
        (
            [line(), "", line(extraction={"dates": [{}]})],
            ['p.jsonl:3: /extraction/dates/0: "id" is a required property'],
        ),
        ([line(), line()], ["p.jsonl:2: /article: 'kazakhstan-2022/a' has a line already"]),
        (
            [line(extraction={"claims": [{"id": "c1", "cue": [{"start": 7, "end": 7}]}]})],
            ["p.jsonl:1: /extraction/claims/0/cue/0: the run from 7 to 7 is empty"],
        ),
    ],
)  # fmt: skip
def test_every_fault_of_a_predictions_file_is_told_with_its_line(
    tmp_path: Path, lines: list[str], findings: list[str]
) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(lines))
    with pytest.raises(ValidationError) as caught:
        read_predictions(path, STORIES)
    shown = str(caught.value)
    assert all(finding in shown for finding in findings)


def test_links_in_a_predictions_file_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    links = {"events": [{"members": [{"article": f"kazakhstan-2022/{letter}", "id": "v1"} for letter in "ab"]}]}
    linking = json.dumps({"story": "kazakhstan-2022", "links": links})
    both = [msgspec.json.encode(Prediction(name, gold)).decode() for name, gold in GOLD.items()]
    path.write_text("\n".join([*both, linking, json.dumps({"story": "elsewhere", "links": {}})]))
    assert list(read_predictions(path, STORIES).links) == ["kazakhstan-2022"]
    path.write_text(f"{linking}\n{linking}")
    with pytest.raises(ValidationError) as caught:
        read_predictions(path, STORIES)
    assert "p.jsonl:1: /links/events/0/members/0: kazakhstan-2022/a has no v1 among its events" in str(caught.value)
    assert "p.jsonl:2: /story: 'kazakhstan-2022' has a line already" in str(caught.value)


def test_lines_about_other_articles_are_left_out_and_quotations_grounded(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    quoted = {"dates": [{"id": "d1", "type": "DATE", "value": "2022-01-10", "span": [{"quote": "Monday"}]}]}
    path.write_text(line(extraction=quoted) + "\n" + line(article="elsewhere/a"))
    read = read_predictions(path, STORIES).extractions
    assert list(read) == ["kazakhstan-2022/a"]
    (date,) = read["kazakhstan-2022/a"].dates
    assert twicetold.text_of(date.span, ARTICLES["kazakhstan-2022/a"].text) == "Monday"
    with pytest.raises(InputError, match="no such file or folder"):
        read_predictions(tmp_path / "none.jsonl", STORIES)


class TestScores:
    scores = score(STORIES, {"kazakhstan-2022/a": GOLD["kazakhstan-2022/a"]}, split="train")

    def test_the_total_is_the_sum_over_stories_and_over_any_slices_of_articles(self) -> None:
        names = list(self.scores.totals)
        _, tallies = self.scores.by_story(names)
        for number, measure in enumerate(names):
            whole = self.scores.totals[measure]
            assert tallies.sum(axis=0)[number].tolist() == pytest.approx(list(whole))
            own = () if measure.startswith("links") else ("genre", "outlet", "length")
            for slices in ("topic", "split", *own):
                assert tuple(Tally.total(self.scores.by(slices, measure).values())) == pytest.approx(tuple(whole))
            if isinstance(measures.get(measure), measures.Measure):
                assert tuple(Tally.total(self.scores.by("type", measure).values())) == pytest.approx(tuple(whole))

    def test_a_slice_by_phenomenon_or_level_restricts_the_gold(self) -> None:
        levels = self.scores.by("level", "entities.strict")
        assert set(levels) == {"NAM", "NOM", "PRO"}
        whole = self.scores.totals["entities.strict"]
        assert sum(tally.recall_denominator for tally in levels.values()) == whole.recall_denominator
        metonymy = self.scores.by("phenomenon", "entities.strict")["metonymy"]
        assert metonymy.recall_numerator == metonymy.precision_denominator == metonymy.precision_numerator > 0

    def test_the_signature_names_what_must_be_the_same(self) -> None:
        gold = corpus.gold_version()
        assert self.scores.signature == (
            f"gold:{gold.version}@{corpus.content_hash(STORIES)[:8]}|split:train|articles:2|missing:1|singletons:kept|resamples:1000|seed:12345|interval:percentile|"
            "schema:0.3|scorer:0.4"
        )

    def test_json_holds_the_scores(self) -> None:
        value = json.loads(json.dumps(self.scores.to_json()))
        assert value["measures"]["entities.strict"]["precision"] == 1
        assert value["measures"]["dates.strict"]["tally"] == list(self.scores.totals["dates.strict"])
        assert value["missing"] == ["kazakhstan-2022/b"]

    def test_cells_hold_every_tally(self) -> None:
        cells = list(self.scores.cells())
        for name, whole in self.scores.totals.items():
            own = [cell for cell in cells if cell.measure == name]
            assert Tally.total(cell.tally for cell in own if not cell.facet) == whole
            names = {cell.facet for cell in own if cell.facet}
            slices = {**self.scores.by("level", name), **self.scores.by("phenomenon", name)}
            assert slices == {each: Tally.total(cell.tally for cell in own if cell.facet == each) for each in names}


class TestFindingSystems:
    def test_the_baseline_is_registered(self) -> None:
        assert "rules" in registered()
        assert find_system("rules").name == "rules"

    def test_a_module_or_a_file_names_a_class_or_an_instance(self, tmp_path: Path) -> None:
        assert find_system("twicetold_baselines.rules:Rules").name == "rules"
        path = tmp_path / "mine_for_a_test.py"
        path.write_text("class S:\n    name, version = 'mine', '1'\n    def extract(self, a): return {}\nready = S()\n")
        assert find_system(f"{path}:S").name == "mine"
        assert find_system(f"{path}:ready").version == "1"
        sys.modules.pop("mine_for_a_test", None)

    @pytest.mark.parametrize(
        ("spec", "error", "message"),
        [
            ("rulez", UnknownNameError, "Did you mean 'rules'"),
            ("no.such.module:x", InputError, "No module named 'no'"),
            ("nowhere.py:x", InputError, "no such file"),
            ("json:nothing", InputError, "the module has no 'nothing'; it has"),
            ("json:__name__", InputError, "not a system; it has no name, no version, no extract"),
        ],
    )
    def test_what_is_no_system_is_refused(self, spec: str, error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            find_system(spec)


def test_systems_are_compared_by_story_and_only_on_the_same_gold() -> None:
    perfect = score(STORIES, GOLD, split="train")
    half = score(STORIES, {"kazakhstan-2022/a": GOLD["kazakhstan-2022/a"]}, split="train")
    found = compare(perfect, half)["entities.strict"]
    assert found.difference.estimate == pytest.approx(1 - (half.totals["entities.strict"].f1 or 0))
    assert (found.wins, found.ties, found.losses) == (1, 0, 0)
    with pytest.raises(IncomparableError, match="cannot be compared"):
        compare(perfect, score(STORIES, GOLD, split="dev"))


def test_a_prediction_is_what_a_line_holds() -> None:
    prediction = Prediction("a/b", Extraction())
    assert msgspec.json.encode(prediction) == b'{"article":"a/b","extraction":{}}'
