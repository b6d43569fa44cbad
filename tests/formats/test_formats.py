"""What all formats share: maps of labels, notes, finding the format, converting, and scoring what a corpus holds."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

import twicetold
from formats import common
from twicetold import Story, formats, scoring
from twicetold.cli import main
from twicetold.errors import InputError, UnknownNameError
from twicetold.formats.corpus import Corpus
from twicetold.formats.format import NO_DATE, TARGETS, Notes, Reading, labels_of, read_labels
from twicetold.formats.tokens import TokenText
from twicetold.model import Argument, Article, Cluster, Date, Extraction, Links, Member, Relation, span
from twicetold.predictions import Predictions
from twicetold.scoring.regions import links_between, within

STORIES = twicetold.load("dev")
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, STORIES)))
    return path


@pytest.mark.parametrize("name", formats.NAMES)
def test_every_format_says_what_it_is(name: str) -> None:
    found = formats.get(name)
    assert found.name == name
    assert found.read or found.write
    assert set(found.holds) <= {"entities", "dates", "events", "claims", "links"}
    assert twicetold.measures.matching(found.measures) or not found.holds
    for table, labels in labels_of(name).items():
        assert set(labels.values()) <= TARGETS[table] | {""}


@pytest.mark.parametrize("name", formats.NAMES)
def test_no_format_takes_what_is_none(name: str, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    (odd / "deep").mkdir(parents=True)
    for file in ("a.xml", "b.json", "c.jsonl", "d.ann", "e.conll", "f.xmi", "g.spacy", "h.tml", "i.zip", "j.csv"):
        (odd / file).write_bytes(b"\xff\x00{[<nothing")
        assert not formats.get(name).recognises(odd / file)
    assert not formats.get(name).recognises(odd)
    assert not formats.get(name).recognises(odd / "deep")


def test_the_documentation_says_what_is_read_and_what_is_written() -> None:
    rows = [line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {row[1].strip(" `"): (bool(row[2].strip()), bool(row[3].strip())) for row in rows}
    assert told == {name: (bool(formats.get(name).read), bool(formats.get(name).write)) for name in formats.NAMES}


def test_what_has_no_certain_format_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        formats.detect(tmp_path / "none")
    (tmp_path / "x.docx").write_text("x")
    with pytest.raises(InputError, match="of no known format; name it: twicetold, "):
        Corpus(str(tmp_path / "x.docx"))
    with pytest.raises(UnknownNameError, match="Did you mean 'timeml'"):
        Corpus(str(tmp_path / "x.docx"), "timelm")


def test_a_day_of_publication_is_a_day(own: Path) -> None:
    for written in ("tomorrow", "2024-13-01"):
        with pytest.raises(InputError, match=f"published '{written}': write a day, as 2024-03-06"):
            Corpus(str(own), published=written)


class TestLabels:
    """Maps of foreign labels."""

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("[people]\nA = 'PER'", r"\[people\]: there are the tables entities, dates, events, roles"),
            ("entities = 'PER'", r"\[entities\]: there are"),
            ("[entities]\nA = 5", r"\[entities\] A: write a label in quotation marks"),
            ("[entities]\nA = 'PERS'", "Did you mean 'PER'"),
            ("[entities", "m.toml: "),
        ],
    )
    def test_a_wrong_map_is_refused(self, source: str, message: str, tmp_path: Path) -> None:
        (tmp_path / "m.toml").write_text(source)
        with pytest.raises(InputError, match=message):
            read_labels(tmp_path / "m.toml")
        with pytest.raises(InputError, match="No such file"):
            read_labels(tmp_path / "none.toml")

    def test_what_has_no_label_is_noted(self) -> None:
        reading = Reading({"entities": {"PERSON": "PER", "COLOUR": ""}})
        found = [reading.label("entities", label, f"f:{n}") for n, label in enumerate(["PERSON", "COLOUR", "X", "X"])]
        assert found == ["PER", None, None, None]
        assert list(reading.notes) == [
            "2 entities: 'X' is not in the map of labels (first: f:2)",
            "1 entities: 'COLOUR' is left out by the map of labels (first: f:1)",
        ]
        assert reading.published == NO_DATE

    def test_an_argument_that_our_events_do_not_have_is_noted(self) -> None:
        reading = Reading({})
        good = Argument("Victim", "e1")
        assert reading.argument("Life.Die", good, "PER", "f:1") == good
        assert reading.argument("Life.Die", good, "GPE", "f:2") is None
        assert reading.argument("Unknown", good, "PER", "f:3") is None
        assert reading.argument("Unknown", Argument("Time", "d1"), "DATE", "f:4") is not None
        assert len(list(reading.notes)) == 2


def test_tokens_have_their_places_in_the_text() -> None:
    text = TokenText([["A", "\U0001f600b"], [], ["d", "e"]])
    assert text.text == "A \U0001f600b\n\nd e"
    assert len(text) == 4
    assert twicetold.text_of(text.span([3, 1]), text.text) == "\U0001f600b e"
    assert text.span([1, 2]) == span(2, 7)
    assert text.tokens(span(3, 4)) == [1]
    with pytest.raises(IndexError):
        text.span([4])
    with pytest.raises(IndexError):
        text.span([-1])


class TestOurOwn:
    """Format."""

    def test_lines_and_rows_come_back(self, own: Path, tmp_path: Path) -> None:
        stories, _ = common.read("twicetold", own)
        assert stories == STORIES
        assert list(common.write("twicetold", stories, tmp_path / "again.jsonl")) == []
        assert (tmp_path / "again.jsonl").read_bytes().splitlines() == own.read_bytes().splitlines()
        lost = common.write("twicetold", stories, tmp_path / "rows.parquet")
        assert any("links between the articles" in note for note in lost)
        rows, _ = common.read("twicetold", tmp_path / "rows.parquet")
        assert common.articles(rows) == common.articles(STORIES)

    def test_a_part_that_is_scored_and_an_article_without_gold_come_back(self, tmp_path: Path) -> None:
        article = Article("s/a", "One. Two.", "2024-01-02", scored=span(0, 4))
        for name in ("x.jsonl", "x.parquet"):
            common.write("twicetold", [Story("s", "s", (article,))], tmp_path / name)
            (story,), _ = common.read("twicetold", tmp_path / name)
            assert story.articles == (article,)


def test_conversion_names_what_is_lost(own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(own), str(tmp_path / "rows.parquet"), "--to", "twicetold"]) == 0
    assert "not in twicetold: " in capsys.readouterr().err
    assert main(["convert", str(own), str(tmp_path / "x"), "--to", "wikievents"]) == 3
    assert "can be read, but not written; written are twicetold" in capsys.readouterr().err
    assert main(["convert", str(own), str(tmp_path / "x"), "--to", "latin"]) == 2


def test_the_list_of_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    assert "PolNeAR" in capsys.readouterr().out
    assert main(["formats", "--json"]) == 0
    assert [row["format"] for row in json.loads(capsys.readouterr().out)] == list(formats.NAMES)


class TestRegions:
    """Of a text that are scored."""

    text = "Ann left Rome on Monday. Bob came."
    found = Extraction(
        entities=(
            twicetold.Entity("e1", "PER", (twicetold.Mention(span(0, 3)), twicetold.Mention(span(25, 28)))),
            twicetold.Entity("e2", "GPE", (twicetold.Mention(span(9, 13)),)),
        ),
        dates=(Date("d1", span(17, 23), "DATE", "2024-01-01"), Date("d2", span(29, 33), "TIME", "TXX", anchor="d1")),
        events=(
            twicetold.Event("v1", "Movement.Transport", (span(4, 8), span(29, 33)), (Argument("Origin", "e2"),)),
            twicetold.Event("v2", "Movement.Transport", (span(4, 8),)),
        ),
        claims=(
            twicetold.Claim("c1", span(4, 8)),
            twicetold.Claim("c2", span(29, 33), source_entity="e2", nested_in="c1"),
        ),
    )

    def test_what_begins_elsewhere_is_left_out_with_what_points_at_it(self) -> None:
        kept = within(self.found, span(25, 34))
        assert [(each.id, len(each.mentions)) for each in kept.entities] == [("e1", 1)]
        assert [(each.id, each.anchor) for each in kept.dates] == [("d2", None)]
        assert [(each.id, each.triggers, each.arguments) for each in kept.events] == [("v1", (span(29, 33),), ())]
        assert [(each.id, each.source_entity, each.nested_in) for each in kept.claims] == [("c2", None, None)]
        assert list(twicetold.sense.check_extraction(kept, self.text)) == []

    def test_without_regions_or_with_all_of_the_text_nothing_is_left_out(self) -> None:
        assert within(self.found, ()) == self.found
        assert within(self.found, span(0, 34)) == self.found

    def test_predictions_elsewhere_do_not_count(self) -> None:
        gold = within(self.found, span(25, 34))
        article = Article("s/a", self.text, "2024-01-02", scored=span(25, 34), gold=gold)
        scores = scoring.score([Story("s", "s", (article,))], {"s/a": self.found}, split="x")
        assert scores.numbers["entities.strict"].precision.estimate == 1
        assert article.without_gold().scored == ()

    def test_links_to_what_is_left_out_do_not_count(self) -> None:
        gold = within(self.found, span(25, 34))
        first = Article("s/a", self.text, "2024-01-02", scored=span(25, 34), gold=gold)
        second = msgspec.structs.replace(first, id="s/b")
        links = Links(
            entities=(self.cluster("e1"), self.cluster("e2")),
            events=(self.cluster("v1"), self.cluster("v2")),
            claims=tuple(Relation("AGREE", Member("s/a", each), Member("s/b", each)) for each in ("c1", "c2")),
        )
        kept = links_between(links, {"s/a": gold, "s/b": gold})
        assert kept == Links((self.cluster("e1"),), (self.cluster("v1"),), links.claims[1:])
        story = Story("s", "s", (first, second), links=kept)
        scores = scoring.score([story], {"s/a": self.found, "s/b": self.found}, {"s": links}, split="x")
        for layer in ("entities", "events", "claims"):
            assert scores.numbers[f"links.{layer}"].f1.estimate == 1, layer

    @staticmethod
    def cluster(item: str) -> Cluster:
        return Cluster((Member("s/a", item), Member("s/b", item)))


def test_layers_that_a_corpus_does_not_hold_are_not_scored_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    dates = [
        msgspec.structs.replace(
            story,
            links=twicetold.Links(),
            articles=tuple(
                msgspec.structs.replace(each, gold=Extraction(dates=each.gold.dates if each.gold else ()))
                for each in story.articles
            ),
        )
        for story in STORIES[:4]
    ]
    common.write("twicetold", dates, tmp_path / "dates.jsonl")
    assert main(["run", "rules", "--corpus", "dates.jsonl"]) == 0
    shown = capsys.readouterr().out
    assert "Not in this corpus, so not scored: entities, events, claims, links." in shown
    assert "strict" in shown
    assert "conll" not in shown
    found = {each.id: each.gold for each in common.articles(dates) if each.gold}
    scores = scoring.score_predictions(dates, Predictions(found, {}), split="all", held_only=True)
    assert {twicetold.measures.layer_of(name) for name in scores.numbers} == {"dates"}
    assert scores.to_json()["not_held"] == ["entities", "events", "claims", "links"]


def test_options_of_a_corpus_want_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rules", "--from", "timeml"]) == 3
    assert "--from says how a --corpus is read" in capsys.readouterr().err


def test_notes_come_with_the_most_frequent_first() -> None:
    notes = Notes()
    notes.add("b", "x:1")
    notes.add("a", "x:2", 2)
    notes.add("b", "x:3")
    notes.add("c", "x:4", 5)
    assert list(notes) == ["5 c (first: x:4)", "2 a (first: x:2)", "2 b (first: x:1)"]
