"""PolNeAR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from formats import common
from twicetold import agreement, formats, sense
from twicetold.errors import InputError
from twicetold.formats import polnear
from twicetold.formats.format import NO_DATE, Reading
from twicetold.model import Claim, span, text_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = "nyt_2024-02-03_the-mill"
TEXT = "The mill\nAnn said “it\nshuts” on Monday. Bob denied it.\n"
FIRST = (
    "T1\tSource 9 12\tAnn",
    "T2\tCue 13 17\tsaid",
    "T3\tContent 18 28;32 38\t“it",  # the line of the .ann breaks where that of the text does
    "shuts” Monday",
    "T4\tAttribution 13 17\tsaid",
    "E1\tAttribution:T4 Source:T1 Content:T3 Cue:T2",
    "T5\tCue 44 50\tdenied",
    "T6\tContent 51 53\tit",
    "T7\tContent 29 31\ton",
    "T8\tAttribution-no-source 44 50\tdenied",
    "E2\tAttribution-no-source:T8 Cue:T5 Content2:T7 Content:T6",
)
SECOND = ("T1\tCue 13 17\tsaid", "T2\tAttribution 13 17\tsaid", "E1\tAttribution:T2 Cue:T1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A compartment with an article that two have annotated."""
    for folder in ("text", "attributions"):
        (tmp_path / "data" / "dev" / folder).mkdir(parents=True)
    (tmp_path / "data" / "dev" / "text" / f"{NAME}.txt").write_text(TEXT, encoding="utf-8")
    for annotator, lines in (("b7a1", FIRST), ("c9e2", SECOND)):
        annotate(tmp_path / "data", annotator, lines)
    return tmp_path / "data"


def annotate(data: Path, annotator: str, lines: tuple[str, ...], name: str = NAME) -> Path:
    path = data / "dev" / "attributions" / f"{name}_{annotator}.ann"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_event_is_a_claim_and_broken_lines_are_survived_and_counted(data: Path) -> None:
    (story,), notes = common.read("polnear", data)
    (article,) = story.articles
    assert article.gold is not None
    assert article.gold.claims == (
        Claim("E1", span(13, 17), span(18, 28, 32, 38), span(9, 12)),
        Claim("E2", span(44, 50), span(29, 31, 51, 53)),
    )
    assert text_of(article.gold.claims[0].source, article.text) == "Ann"
    file = data / "dev" / "attributions" / f"{NAME}_b7a1.ann"
    assert list(notes) == [
        f"1 annotations of an article by others than its first annotator (first: {file})",
        f"1 lines that are no annotation (first: {file}:4)",
    ]


def test_the_name_has_outlet_and_day_and_the_metadata_the_headline(data: Path) -> None:
    rows = ["compartment\tfilename\ttitle", f"dev\t{NAME}\tThe mill shuts", "dev\tcut", "dev\tother\tNone"]
    (data / "metadata.tsv").write_text("\n".join(rows), encoding="utf-8")
    for path in (data, data / "dev", data / "dev" / "attributions"):
        (story,), _ = common.read("polnear", path)
        assert (story.id, story.title, story.split) == (NAME, "The mill shuts", "dev")
        (article,) = story.articles
        assert (article.id, article.outlet, article.published) == (f"{NAME}/a", "New York Times", "2024-02-03")
        assert article.headline == "The mill shuts"
        assert formats.get("polnear").recognises(path)
        assert not formats.get("brat").recognises(path)
    for wrong in ("name\ttitle\n", ""):
        (data / "metadata.tsv").write_text(wrong, encoding="utf-8")
        with pytest.raises(InputError, match="no columns filename and title"):
            common.read("polnear", data)


def test_metadata_with_a_byte_order_mark_is_read(data: Path) -> None:
    (data / "metadata.tsv").write_text(f"filename\ttitle\r\n{NAME}\tShut\r\n", encoding="utf-8-sig")
    (story,), _ = common.read("polnear", data)
    assert story.title == "Shut"


def test_a_name_with_a_day_that_there_is_not_gives_no_day(tmp_path: Path) -> None:
    (tmp_path / "nyt_2024-02-31_mill.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "nyt_2024-02-31_mill_c9e2.ann").write_text("\n".join(SECOND), encoding="utf-8")
    (story,), _ = common.read("polnear", tmp_path)
    assert story.articles[0].published == NO_DATE


def test_hidden_files_are_passed_over(data: Path) -> None:
    for name in ("attributions/._", "attributions/.ipynb_checkpoints/"):
        file = data / "dev" / f"{name}{NAME}_a000.ann"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"\x00\x05\x16\x07\xff")
    assert polnear.annotators(data) == {"b7a1": 1, "c9e2": 1}
    assert formats.get("polnear").recognises(data)


def test_a_plain_folder_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(TEXT, encoding="utf-8")
    file = tmp_path / "mill_c9e2.ann"
    file.write_text("\n".join(SECOND), encoding="utf-8")
    (story,), notes = common.read("polnear", tmp_path)
    assert (story.id, story.split, story.articles[0].published) == ("mill", None, NO_DATE)
    assert list(notes) == [f"1 {common.UNDATED} (first: {file})"]
    assert formats.get("polnear").recognises(tmp_path)
    assert not formats.get("brat").recognises(tmp_path)


def test_annotators_are_kept_apart_and_can_be_compared(data: Path) -> None:
    assert polnear.annotators(data) == {"b7a1": 1, "c9e2": 1}
    mine, theirs = (list(polnear.read_by(each, data, Reading({}))) for each in ("b7a1", "c9e2"))
    assert theirs[0].articles[0].gold is not None
    assert theirs[0].articles[0].gold.claims == (Claim("E1", span(13, 17)),)
    scores = agreement.agreement(mine, theirs).scores
    assert scores.totals["claims.cue.exact"] == (1, 1, 1, 2)
    single, _ = common.read("polnear", data / "dev" / "attributions" / f"{NAME}_c9e2.ann")
    assert [story.articles[0].gold for story in single] == [story.articles[0].gold for story in theirs]
    with pytest.raises(InputError, match="nothing by 'dddd'; there are b7a1, c9e2"):
        list(polnear.read_by("dddd", data, Reading({})))


def test_what_makes_no_claim_is_left_out_and_noted(data: Path) -> None:
    file = annotate(
        data, "a000",
        (
            "T1\tAttribution 13 17\tsaid",
            "E1\tAttribution:T1",
            "T2\tAttribution 44 50\tdenied",
            "E2\tAttribution:T2 Source:T9 Content:T3 Tone:T3",
            "T3\tContent 51 53\tit",
            "T4\tDiscuss 9 12\tAnn",
            "T5\tDiscard 13 17\tsaid",
            "E3\tDiscard:T5 Source:T3",
        ),
    )  # fmt: skip
    (story,), notes = common.read("polnear", data)
    assert story.articles[0].gold is not None
    assert story.articles[0].gold.claims == (Claim("E2", span(44, 50), span(51, 53)),)
    assert set(notes) == {
        f"1 attributions without roles (first: {file}:2)",
        f"1 roles: Source is none, or its words are not there (first: {file}:4)",
        f"1 roles: Tone is none, or its words are not there (first: {file}:4)",
        f"1 spans: Discuss of no attribution (first: {file}:6)",
        f"1 events: Discard is no attribution (first: {file}:8)",
        f"2 annotations of an article by others than its first annotator (first: {file})",
    }


def test_an_article_without_text_is_noted_and_a_folder_of_such_refused(data: Path) -> None:
    lost = annotate(data, "b7a1", SECOND, "wsj_0018")
    (_,), notes = common.read("polnear", data)
    assert f"1 articles whose text is not there (first: {lost})" in list(notes)
    (data / "dev" / "text" / f"{NAME}.txt").unlink()
    with pytest.raises(InputError, match=r"no NAME_xxxx\.ann that has a NAME\.txt"):
        common.read("polnear", data)
    assert not formats.get("polnear").recognises(data)


def test_the_corpus() -> None:
    """By one annotator 1,084 attributions; by all 1,429, as many as E lines; all words are at their places."""
    path = common.corpus("polnear")
    assert formats.get("polnear").recognises(path)
    stories, notes = common.read("polnear", path)
    assert len(stories) == 44
    claims = [claim for article in common.articles(stories) if article.gold for claim in article.gold.claims]
    assert len(claims) == 1084
    assert all(article.outlet and article.published[:3] == "201" for article in common.articles(stories))
    assert notes.counts == {
        "annotations of an article by others than its first annotator": 20,
        "spans: Discuss of no attribution": 24,
        "spans: Discard of no attribution": 10,
    }
    counts = polnear.annotators(path)
    assert counts == {"4b22": 12, "4e07": 9, "5fec": 11, "6b86": 11, "d473": 9, "ef2d": 12}
    everyone = 0
    for annotator in counts:
        for story in polnear.read_by(annotator, path, Reading({})):
            assert list(sense.check_story(story)) == []
            (article,) = story.articles
            assert article.gold is not None
            everyone += len(article.gold.claims)
    lines = [
        line for file in path.rglob("*.ann") for line in file.read_text(encoding="utf-8").split("\n") if line[:1] == "E"
    ]
    assert everyone == len(lines) == 1429


def test_agreement_on_the_corpus_is_near_what_was_computed_over_all_of_it() -> None:
    """There, over 24 articles, exact F1 is 0.78 for sources, 0.71 for cues and 0.66 for contents; here over four."""
    path = common.corpus("polnear")
    mine, theirs = (list(polnear.read_by(each, path, Reading({}))) for each in ("4b22", "6b86"))
    scores = agreement.agreement(mine, theirs).scores
    for part, expected in (("source", 0.78), ("cue", 0.71), ("content", 0.66)):
        assert scores.totals[f"claims.{part}.exact"].f1 == pytest.approx(expected, abs=0.12)
