"""The gold set as `datasets` loads it: offline, without a warning, dates as written."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from datasets import ClassLabel, Features, List, Value, load_dataset

import twicetold
from twicetold.corpus import gold_version, load
from twicetold.gold.build import CONFIGURATIONS


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Refuse every connection, and keep the cache in a place of its own. Warnings are errors in all tests."""

    def refuse(*_: object) -> None:
        raise AssertionError("loading the gold set wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")


def rows(configuration: str, *, streaming: bool = False, split: str = "train") -> list[dict[str, Any]]:
    return list(load_dataset(twicetold.dataset_path(), configuration, split=split, streaming=streaming))


SPLITS = sorted({story.split for story in load() if story.split})


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_every_configuration_and_split_loads_and_streams_the_same(
    configuration: str, split: str, capfd: pytest.CaptureFixture[str]
) -> None:
    loaded = rows(configuration, split=split)
    assert loaded
    assert rows(configuration, streaming=True, split=split) == loaded
    assert "warn" not in capfd.readouterr().err.lower()


def test_articles_are_the_default_and_hold_what_the_stories_hold() -> None:
    default = load_dataset(twicetold.dataset_path())
    assert sorted(default) == SPLITS
    for split in SPLITS:
        assert list(default[split]) == rows("articles", split=split)
        articles = {article.id: article for story in load(split) for article in story.articles}
        assert [row["id"] for row in default[split]] == list(articles)
        for row in default[split]:
            article = articles[row["id"]]
            assert row["text"] == article.text
            assert row["published"] == article.published
            assert article.gold is not None
            assert [entity["name"] for entity in row["entities"]] == [entity.name for entity in article.gold.entities]
            spans = [mention["span"] for entity in row["entities"] for mention in entity["mentions"]]
            gold = [mention.span for entity in article.gold.entities for mention in entity.mentions]
            assert spans == [[{"start": part.start, "end": part.end} for part in span] for span in gold]


def test_dates_come_back_as_written() -> None:
    values = {row["value"] for row in rows("dates")}
    assert {"2022-01-10", "2022-01-05", "2019", "PRESENT_REF", "P30Y"} <= values
    published = {row["published"] for row in rows("dates")}
    assert published >= {"2022-01-10T19:40:00+06:00", "2022-01-11T08:30:00-05:00"}


def test_labels_are_class_labels_and_lists_are_lists_of_structs() -> None:
    features: Features = load_dataset(twicetold.dataset_path(), "articles", split="train").features
    assert isinstance(features["genre"], ClassLabel)
    assert isinstance(features["topic"], ClassLabel)
    assert isinstance(features["entities"], List)
    assert features["entities"].feature["mentions"].feature["span"] == List(
        {"start": Value("int32"), "end": Value("int32")}
    )
    for configuration, columns in {
        "entities": ["type", "level"],
        "events": ["type", "polarity", "realis"],
        "dates": ["type"],
        "claims": ["mode", "stance"],
    }.items():
        features = load_dataset(twicetold.dataset_path(), configuration, split="train").features
        assert all(isinstance(features[column], ClassLabel) for column in columns)


def test_flat_rows_give_the_words_at_their_offsets() -> None:
    texts = {row["id"]: row["text"] for row in rows("articles")}
    for configuration, prefix in [("entities", ""), ("events", ""), ("dates", ""), ("claims", "cue_")]:
        for row in rows(configuration):
            text = texts[row["article"]]
            parts = [text[part["start"] : part["end"]] for part in row[f"{prefix}fragments"]]
            assert " ".join(parts) == row[f"{prefix}text"]
            assert text[row[f"{prefix}start"] : row[f"{prefix}end"]].startswith(parts[0])


def test_a_story_names_its_articles_and_links() -> None:
    (row,) = (row for row in rows("stories") if row["id"] == "kazakhstan-2022")
    assert row["articles"] == ["kazakhstan-2022/a", "kazakhstan-2022/b"]
    labels = {relation["label"] for relation in row["links"]["claims"]}
    assert labels == {"AGREE", "CONTRADICT"}
    assert row["links"]["entities"][0]["members"][0].keys() == {"article", "id"}


def test_a_copy_elsewhere_loads_as_well(tmp_path: Path) -> None:
    """As from a clone whose folder is named on the command line."""
    shutil.copytree(twicetold.dataset_path(), tmp_path / "dataset")
    assert list(load_dataset(str(tmp_path / "dataset"), "articles", split="train")) == rows("articles")


def test_a_gold_set_that_changed_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    """`datasets` caches a folder by its card alone, so the card says which content it is of."""
    card = (Path(twicetold.dataset_path()) / "README.md").read_text(encoding="utf-8")
    told = f"description: gold {gold_version().version}, sha256 {gold_version().hash}"
    assert card.partition("\n---\n")[0].count(told) == 1
    counts = []
    for content, split in (("0" * 64, "train"), ("1" * 64, "dev")):
        folder = tmp_path / "dataset"
        shutil.rmtree(folder, ignore_errors=True)
        for name in CONFIGURATIONS:
            (folder / "data" / name).mkdir(parents=True)
            (source,) = (Path(twicetold.dataset_path()) / "data" / name).glob(f"{split}-*.parquet")
            shutil.copyfile(source, folder / "data" / name / "train-00000-of-00001.parquet")
        own = "\n".join(line for line in card.splitlines() if "/dev-" not in line and "/test-" not in line)
        own = re.sub(r"  - split: (dev|test)\n", "", own).replace(gold_version().hash, content)
        (folder / "README.md").write_text(own, encoding="utf-8")
        counts.append(len(load_dataset(str(folder), "articles", split="train")))
    assert counts == [36, 24]
