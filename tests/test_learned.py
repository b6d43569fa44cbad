"""The learned baseline: what it learns from a few invented articles, and how its models are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from twicetold.errors import InputError
from twicetold.model import (
    Argument,
    Article,
    Claim,
    Date,
    Entity,
    Event,
    Extraction,
    Mention,
    Span,
    Story,
    span,
    text_of,
)
from twicetold.sense import check_extraction
from twicetold_baselines import cache as cache_folder
from twicetold_baselines.learned import Learned, assembly, lexicons, linear, model_file, store, tagging
from twicetold_baselines.learned.lessons import decision
from twicetold_baselines.learned.training import SETTINGS, train

if TYPE_CHECKING:
    from twicetold_baselines.learned.lessons import Models

PUBLISHED = "2022-01-10T08:00:00Z"
PEOPLE = ("Olga Brandt", "Pavel Reiss", "Nadia Okoro", "Ivan Petrov", "Lena Moser", "Tomas Keller")
TOWNS = ("Arvik", "Belmora", "Corvath", "Dunholt", "Eskby", "Farnow")
NEWS = st.lists(
    st.sampled_from([
        *'President Ivan Petrov , said that police had arrested the minister on Friday . " \u201c \u201d he'.split(),
        *"The mayor told 8 p.m. last week \u2022 \u2014 who was killed by rebels denied \U0001f600 \u0645".split(),
        "\n\n", "\r\n", "\x00", "\u200b",
    ]),
    max_size=60,
).map(" ".join)  # fmt: skip


def invented(number: int) -> Article:
    """Return an article of four sentences in which somebody was arrested and somebody says so."""
    person, speaker = PEOPLE[number], PEOPLE[number - 1]
    town = TOWNS[number]
    text = (
        f"Police arrested {person} in {town} on Friday. The mayor, {speaker}, said that {person} was innocent. "
        f"He told reporters that the court would meet on Monday. {person} was released on Sunday."
    )

    def at(words: str, after: str = "") -> Span:
        start = text.index(words, text.index(after) if after else 0)
        return span(start, start + len(words))

    gold = Extraction(
        entities=(
            Entity("e1", "ORG", (Mention(at("Police"), level="NOM"),)),
            Entity(
                "e2", "PER", (Mention(at(person)), Mention(at(person, "said")), Mention(at(person, "Monday"))), person
            ),
            Entity("e3", "GPE", (Mention(at(town)),), town),
            Entity(
                "e4",
                "PER",
                (
                    Mention(at("The mayor"), at("mayor"), "NOM"),
                    Mention(at(speaker)),
                    Mention(at("He", "innocent"), level="PRO"),
                ),
                speaker,
            ),
        ),
        dates=tuple(
            Date(f"d{index}", at(day), "DATE", value)
            for index, (day, value) in enumerate(
                [("Friday", "2022-01-07"), ("Monday", "2022-01-10"), ("Sunday", "2022-01-09")], 1
            )
        ),
        events=(
            Event(
                "v1",
                "Justice.ArrestJail",
                (at("arrested"),),
                (
                    Argument("Agent", "e1"),
                    Argument("Person", "e2"),
                    Argument("Place", "e3"),
                    Argument("Time", "d1"),
                ),
            ),
            Event("v2", "Justice.Release", (at("released"),), (Argument("Person", "e2"), Argument("Time", "d3"))),
        ),
        claims=(
            Claim("c1", at("said"), at(f"that {person} was innocent"), at(speaker), "e4"),
            Claim("c2", at("told"), at("that the court would meet on Monday"), at("He", "innocent"), "e4"),
        ),
    )
    return Article(f"town/{number}", text, PUBLISHED, gold=gold)


ARTICLES = [invented(number) for number in range(len(PEOPLE))]


def few_events() -> list[tuple[tuple[str, ...], str]]:
    """Return what stands here for the long list of event words."""
    return [(("arrested",), "Justice.ArrestJail"), (("set", "free"), "Justice.Release")]


@cache
def models() -> Models:
    with patch.object(lexicons, "listed_events", few_events):
        return train(ARTICLES[:-1])


def extract(article: Article) -> Extraction:
    return assembly.extract(article.without_gold(), models())


def test_a_few_articles_are_enough_to_find_the_like_in_another() -> None:
    article = ARTICLES[-1]
    found, text = extract(article), article.text
    mentions = {text_of(mention.span, text): entity for entity in found.entities for mention in entity.mentions}
    assert mentions[PEOPLE[-1]].type == "PER"
    assert mentions[TOWNS[-1]].type == "GPE"
    assert [(text_of(date.span, text), date.value) for date in found.dates][:1] == [("Friday", "2022-01-07")]
    arrest = next(event for event in found.events if event.type == "Justice.ArrestJail")
    assert Argument("Person", mentions[PEOPLE[-1]].id) in arrest.arguments
    claim = found.claims[0]
    assert text_of(claim.cue, text) == "said"
    assert claim.source_entity == mentions[PEOPLE[-2]].id
    assert text_of(claim.content, text) == f"that {PEOPLE[-1]} was innocent"


@pytest.mark.parametrize("articles", [[], [Article("town/0", "Snow fell.", PUBLISHED, gold=Extraction())]])
def test_without_gold_only_the_listed_events_are_learned(
    articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "listed_events", few_events)
    found = assembly.extract(ARTICLES[0].without_gold(), train(articles))
    assert (found.entities, found.dates, found.claims) == ((), (), ())


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), NEWS))
def test_any_text_yields_a_sound_extraction(text: str) -> None:
    assert list(check_extraction(extract(Article("a/a", text, PUBLISHED)), text)) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Fire!", '"', "\u201d said", "said said said", "a" * 5000, "he " * 500]
)
def test_odd_texts_are_survived(text: str) -> None:
    assert list(check_extraction(extract(Article("a/a", text, PUBLISHED)), text)) == []


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_learned import ARTICLES, extract, model_file, models
from twicetold.model import to_json
model_file.write(models(), Path({path!r}))
sys.stdout.buffer.write(b"\\n".join(to_json(extract(article)) for article in ARTICLES))
"""


@pytest.mark.long
def test_other_hash_seeds_and_threads_train_the_same_models_to_the_byte(tmp_path: Path) -> None:
    paths = {seed: tmp_path / f"{seed}.npz" for seed in ("1", "2")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(tests=str(Path(__file__).parent), path=str(path))],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed, "OPENBLAS_NUM_THREADS": seed},
            stdout=subprocess.PIPE,
        )
        for seed, path in paths.items()
    ]
    found = [process.communicate()[0] for process in running]
    assert found[0] == found[1] != b""
    assert paths["1"].read_bytes() == paths["2"].read_bytes()


def test_a_model_is_fitted_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    fit = LogisticRegression.fit

    def watched(*given: Any) -> Any:
        threads.update(library["num_threads"] for library in threadpool_info())
        return fit(*given)

    monkeypatch.setattr(LogisticRegression, "fit", watched)
    lessons = [decision("heads", [word], right=word == "a") for word in "abab"]
    linear.fit(lessons, linear.vocabulary_of(lessons), c=1.0)
    assert threads == {1}


class Gold(NamedTuple):
    version: str = "1"
    hash: str = "a"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder in which a small gold set is trained on."""
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path))
    monkeypatch.setattr(store, "load", lambda split: [Story("town", "A town", tuple(ARTICLES[:2]), split=split)])
    monkeypatch.setattr(store, "gold_version", Gold)
    monkeypatch.setattr(lexicons, "listed_events", few_events)
    return tmp_path


def test_models_are_trained_once_and_then_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = Learned().extract(ARTICLES[0].without_gold())
    assert "training" in capsys.readouterr().err
    assert Learned().extract(ARTICLES[0].without_gold()) == first
    assert capsys.readouterr().err == ""
    assert [path.parent.parent for path in folder.rglob("*.npz")] == [folder]


def test_models_are_trained_anew_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.stored()
    capsys.readouterr()
    store.stored(fresh=True)
    assert "training" in capsys.readouterr().err
    assert len(list(folder.rglob("*.npz"))) == 1


@pytest.mark.parametrize("what", ["gold", "source", "library"])
def test_models_are_trained_anew_when_what_they_depend_on_changes(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.model_path()
    if what == "gold":
        monkeypatch.setattr(store, "gold_version", lambda: Gold(hash="b"))
    elif what == "source":
        monkeypatch.setattr(store, "_source_hash", lambda: "other")
    else:
        monkeypatch.setattr(store, "version", lambda name: "0.0" if name == "scikit-learn" else "1.0")
    assert store.model_path() != before
    assert store.model_path().parent == before.parent == folder / "learned"


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_damaged_file_is_made_anew(damage: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = store.stored()
    path = store.model_path()
    if damage == "other":
        model_file.write({"heads": whole["heads"]}, path)
    else:
        path.write_bytes(path.read_bytes()[: 1000 if damage == "cut" else 0])
    capsys.readouterr()
    again = store.stored()
    assert str(path) in capsys.readouterr().err
    assert all(np.array_equal(whole[name].weights, again[name].weights) for name in SETTINGS)
    assert sorted(model_file.read(path, list(SETTINGS))) == sorted(SETTINGS)
    assert not list(folder.rglob("*.part"))


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    model_file.write(models(), tmp_path / "models.npz")
    read = model_file.read(tmp_path / "models.npz", list(SETTINGS))
    for article in ARTICLES:
        assert assembly.extract(article, read) == extract(article)
    assert read["heads"].vocabulary is read["cues"].vocabulary


def test_labels_of_ranges_are_read_back() -> None:
    ranges = [((0, 2), "PER"), ((2, 3), "PER"), ((4, 6), "ORG")]
    labels = tagging.encode(7, ranges)
    assert labels == ["B-PER", "I-PER", "B-PER", "O", "B-ORG", "I-ORG", "O"]
    assert tagging.decode(labels) == ranges


def test_the_cache_folder_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path / "own"))
    assert cache_folder.folder() == tmp_path / "own"
    monkeypatch.delenv("TWICETOLD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder.folder() == tmp_path / "twicetold"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder.folder() == tmp_path / "home" / ".cache" / "twicetold"


def test_a_cache_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TWICETOLD_CACHE", str(tmp_path / "file"))
    with pytest.raises(InputError, match="TWICETOLD_CACHE"):
        store.stored()
