"""brat stand-off."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
import twicetold
from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.brat.reading import read
from twicetold.formats.brat.writing import write
from twicetold.formats.format import Reading, labels_of
from twicetold.model import (
    Argument,
    Article,
    Claim,
    Date,
    Entity,
    Event,
    Extraction,
    Links,
    Mention,
    Story,
    Ungrounded,
    span,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

replace = msgspec.structs.replace

TEXT = "Ann left Rome on Monday. Bob said she hated it."
GOLD = Extraction(
    entities=(
        Entity("e1", "PER", (Mention(span(0, 3)), Mention(span(34, 37), (), "PRO", ("pronoun",))), "Ann Lee"),
        Entity("e2", "GPE", (Mention(span(9, 13)),)),
        Entity("e3", "PER", (Mention(span(25, 28)),), phenomena=("group",)),
    ),
    dates=(Date("d1", span(17, 23), "DATE", "2024-01-01", "APPROX"),),
    events=(
        Event(
            "v1", "Movement.Transport", (span(4, 8), span(38, 43)),
            (Argument("Passenger", "e1"), Argument("Origin", "e2"), Argument("Time", "d1")), realis="OTHER",
        ),
    ),
    claims=(Claim("c1", span(29, 33), span(34, 46), span(25, 28), "e3", stance="DOUBTS"),),
)  # fmt: skip
STORY = Story("mill", "The mill", (Article("mill/a", TEXT, "2024-01-02", outlet="The Plumb Line", gold=GOLD),))


def folder(path: Path, *lines: str, text: str = TEXT, name: str = "x") -> Path:
    """Write an article of somebody else's."""
    (path / f"{name}.txt").write_bytes(text.encode())
    (path / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


def read_one(path: Path) -> tuple[Extraction, list[str]]:
    """Return the gold of the only article, and notes without that about its date of publication."""
    (story,), notes = common.read("brat", path)
    (article,) = story.articles
    assert article.gold is not None
    return article.gold, [re.sub(r"first: .*/", "first: ", note) for note in notes if "day of publication" not in note]


class TestOrdinaryFolder:
    """Of somebody else's."""

    def test_what_the_map_knows_is_read(self, tmp_path: Path) -> None:
        gold, notes = read_one(
            folder(
                tmp_path,
                "T1\tPerson 0 3\tAnn",
                "T2\tTRANSPORT 4 8\tleft",
                "T3\tGPE 9 13\tRome",
                "T4\tDate 17 23\tMonday",
                "T5\tPerson 34 37\tshe",
                "T6\tColour 25 28\tBob",
                "E1\tTRANSPORT:T2 Passenger:T1 Origin:T3 Time-Within2:T4",
                "*\tEquiv T1 T5",
                "A1\tNegation E1",
                "N1\tReference T1 Wikipedia:42\tAnn Lee",
                "#1\tAnnotatorNotes T4\tcheck this value=2024-01-01",
            )
        )
        assert gold == Extraction(
            entities=(
                Entity("T1", "PER", (Mention(span(0, 3)), Mention(span(34, 37))), "Ann Lee"),
                Entity("T3", "GPE", (Mention(span(9, 13)),)),
            ),
            dates=(Date("T4", span(17, 23), "DATE", "2024-01-01"),),
            events=(
                Event(
                    "E1", "Movement.Transport", (span(4, 8),),
                    (Argument("Passenger", "T1"), Argument("Origin", "T3"), Argument("Time", "T4")),
                    polarity="NEGATIVE",
                ),
            ),
        )  # fmt: skip
        assert notes == ["1 entities: 'Colour' is not in the map of labels (first: x.ann:6)"]

    def test_a_map_of_ones_own_decides_even_about_our_names(self, tmp_path: Path) -> None:
        folder(tmp_path, "T1\tHead 0 3\tAnn", "T2\tClaim 29 33\tsaid", "E1\tClaim:T2")
        (story,), _ = common.read("brat", tmp_path, {"entities": {"Head": "PER"}, "events": {"Claim": "Unknown"}})
        assert story.articles[0].gold == Extraction(
            entities=(Entity("T1", "PER", (Mention(span(0, 3)),)),), events=(Event("E1", "Unknown", (span(29, 33),)),)
        )

    def test_relations_of_coreference_join_mentions_and_events_through_their_triggers_too(self, tmp_path: Path) -> None:
        gold, notes = read_one(
            folder(
                tmp_path,
                "T1\tPER 0 3\tAnn", "T2\tPER 34 37\tshe", "T3\tPER 25 28\tBob",
                "T4\tLife-Die 4 8\tleft", "T5\tLife-Die 38 43\thated", "E1\tLife-Die:T4", "E2\tLife-Die:T5 Victim:T3",
                "R1\tCoref Arg1:T2 Arg2:T1", "R2\tCoreference Arg1:T4 Arg2:E2", "R3\tFamily Arg1:T1 Arg2:T3",
            )
        )  # fmt: skip
        assert [[text_of(each.span, TEXT) for each in entity.mentions] for entity in gold.entities] == [
            ["Ann", "she"],
            ["Bob"],
        ]
        (event,) = gold.events
        assert (event.triggers, event.arguments) == ((span(4, 8), span(38, 43)), (Argument("Victim", "T3"),))
        assert notes == ["1 relations: 'Family' has no counterpart (first: x.ann:10)"]

    def test_chains_of_equivalences_are_one_whatever_their_order(self, tmp_path: Path) -> None:
        spans = [f"T{n}\tPER {n} {n + 1}\t{TEXT[n]}" for n in (0, 1, 4, 5, 6)]
        gold, notes = read_one(folder(tmp_path, *spans, "*\tEquiv T0 T1", "*\tEquiv T4 T5", "*\tEquiv T5 T1 T6 T99"))
        assert [len(entity.mentions) for entity in gold.entities] == [5]
        assert notes == ["1 equivalences with what is not there (first: x.ann:8)"]

    def test_thousands_of_equivalences_take_no_longer_each_than_a_few(self, tmp_path: Path) -> None:
        number = 10_000
        lines = [f"T{n}\tPER {n} {n + 1}\ta" for n in range(number)]
        lines += [f"R{n}\tCoref Arg1:T{n} Arg2:T{n + 1}" for n in range(number - 1)]
        folder(tmp_path, *lines, text="a" * number)
        start = time.process_time()
        ((story,), _) = common.read("brat", tmp_path)
        assert time.process_time() - start < 5  # 20 seconds where all that is joined was gone through for each line
        assert story.articles[0].gold is not None
        assert [len(entity.mentions) for entity in story.articles[0].gold.entities] == [number]

    def test_a_trigger_of_no_event_is_an_event(self, tmp_path: Path) -> None:
        gold, _ = read_one(folder(tmp_path, "T1\tConflict-Attack 4 8\tleft", "A1\tPolarity T1 negative"))
        assert gold.events == (Event("T1", "Conflict.Attack", (span(4, 8),), polarity="NEGATIVE"),)

    def test_arguments_are_entities_dates_or_words_and_nothing_else(self, tmp_path: Path) -> None:
        gold, notes = read_one(
            folder(
                tmp_path,
                "T1\tAttack 4 8\tleft", "T2\tDie 38 43\thated", "T3\tThing 25 28\tBob", "T4\tGPE 9 13\tRome",
                "E1\tAttack:T1 Target:T3 Victim:T4 Cause:T4 Instrument:E2 Place:T77 Wherefore:T4",
                "E2\tDie:T2 Cause:T1 Victim:T4", "E3\tDie:T88 Victim:T4",
            )
        )  # fmt: skip
        assert [event.arguments for event in gold.events] == [(Argument("Target", span=span(25, 28)),), ()]
        assert sorted(notes) == [
            "1 arguments that are not there (first: x.ann:5)",
            "1 arguments: no Cause of Conflict.Attack is GPE (first: x.ann:5)",
            "1 arguments: no Victim of Conflict.Attack is GPE (first: x.ann:5)",
            "1 arguments: no Victim of Life.Die is GPE (first: x.ann:6)",
            "1 entities: 'Thing' is not in the map of labels (first: x.ann:3)",
            "1 events without a trigger in the text (first: x.ann:7)",
            "1 roles: 'Wherefore' is not in the map of labels (first: x.ann:5)",
            "2 arguments that are events (first: x.ann:5)",
        ]

    def test_attributes_without_counterpart_are_noted(self, tmp_path: Path) -> None:
        gold, notes = read_one(
            folder(
                tmp_path, "T1\tPER 0 3\tAnn", "A1\tLevel T1 nom", "A2\tLevel T1 NAME", "M1\tSpeculation T1",
                "A3\tmetonymy T1", "A4\tLevel T5 NAM", "#1\tNormalizationWarning T1\tnone", "#2\tAnnotatorNotes T1\thm",
            )
        )  # fmt: skip
        assert gold.entities == (Entity("T1", "PER", (Mention(span(0, 3), (), "NOM", ("metonymy",)),)),)
        assert sorted(notes) == [
            "1 attributes of relations, or of what is not there (first: x.ann:6)",
            "1 attributes: 'Speculation' has no counterpart (first: x.ann:4)",
            "1 attributes: Level is never 'NAME' (first: x.ann:3)",
            "1 comments: AnnotatorNotes (first: x.ann:8)",
            "1 comments: NormalizationWarning (first: x.ann:7)",
        ]

    @pytest.mark.parametrize(
        ("value", "polarity"), [("", "NEGATIVE"), (" true", "NEGATIVE"), (" Yes", "NEGATIVE"), (" false", "POSITIVE")]
    )
    def test_a_negation_that_says_no_is_none(self, value: str, polarity: str, tmp_path: Path) -> None:
        gold, notes = read_one(folder(tmp_path, "T1\tAttack 4 8\tleft", "E1\tAttack:T1", f"A1\tNegation E1{value}"))
        assert [event.polarity for event in gold.events] == [polarity]
        assert bool(notes) == (polarity == "POSITIVE")

    def test_a_date_without_a_value_is_noted(self, tmp_path: Path) -> None:
        gold, notes = read_one(folder(tmp_path, "T1\tDATE 17 23\tMonday", "R1\tAnchor Arg1:T1 Arg2:T1"))
        assert gold.dates == (Date("T1", span(17, 23), "DATE", ""),)
        assert notes == [
            "1 dates reckoned from themselves (first: x.ann:1)",
            "1 dates without a value (first: x.ann:1)",
        ]

    def test_fragments_are_put_in_order_and_joined_where_they_touch(self, tmp_path: Path) -> None:
        gold, notes = read_one(
            folder(tmp_path, "T1\tPER 9 13;0 3;3 4;11 16\tRome Ann   me on", "T2\tPER 5 5\t", "T3\tPER 8 5\t")
        )
        assert [entity.mentions[0].span for entity in gold.entities] == [span(0, 4, 9, 16)]
        assert "2 annotations of no text (first: x.ann:2)" in notes

    def test_offsets_are_code_points(self, tmp_path: Path) -> None:
        text = "\U0001f600 \U0001d49cnn\xa0left &amp; n\u0303"
        gold, notes = read_one(folder(tmp_path, "T1\tPER 2 5\t\U0001d49cnn", "T2\tPER 11 16\t&amp;", text=text))
        assert [text_of(entity.mentions[0].span, text) for entity in gold.entities] == ["\U0001d49cnn", "&amp;"]
        assert notes == []

    @pytest.mark.parametrize(("mark", "end"), [*product(["", "\ufeff"], ["\n", "\r\n"])])
    @pytest.mark.parametrize("counted", ["all", "letters"])
    def test_marks_and_ends_of_lines_count_where_the_words_say_so(
        self, mark: str, end: str, counted: str, tmp_path: Path
    ) -> None:
        text = f"{mark}Ann{end}Bob{end}Eve"
        expected = text if counted == "all" else "Ann\nBob\nEve"
        lines = [
            f"T{n}\tPER {(at := expected.index(name))} {at + 3}\t{name}\r" for n, name in enumerate(("Ann", "Eve"))
        ]
        folder(tmp_path, *lines, text=text)
        annotations = tmp_path / "x.ann"
        annotations.write_bytes(b"\xef\xbb\xbf" + annotations.read_bytes())
        (story,), _ = common.read("brat", tmp_path)
        (article,) = story.articles
        assert article.text == expected
        assert article.gold is not None
        assert [text_of(each.mentions[0].span, expected) for each in article.gold.entities] == ["Ann", "Eve"]

    def test_broken_lines_are_survived_and_counted(self, tmp_path: Path) -> None:
        broken = (
            "that begins with no id", "Then T5\tPER 0 3\tAnn", "T\tPER 0 3\tAnn", "T6\tPER 0-3\tAnn",
            "T7\tPER 0 3;\tAnn", "E5\tLife-Die", "E6\tLife-Die:T1 Victim", "R1\tCoref Arg1:T1", "A1\tLevel",
            "*\tEquiv", "# a remark", "T8\tPER 0", f"T{'9' * 200}\tPER 0 3\tAnn", f"T9\tPER 0 {'9' * 5000}\tAnn",
            "T²\tPER 0 3\tAnn", "*1\tEquiv T1 T2", "#1\tAnnotatorNotes",
        )  # fmt: skip
        gold, notes = read_one(
            folder(tmp_path, "T1\tPER 0 3\tAnn", "", *broken, "T2\tPER 25 28\tBob", "T2\tORG 0 3\tAnn")
        )
        assert [entity.id for entity in gold.entities] == ["T1", "T2"]
        assert notes == [
            f"{len(broken)} lines that are no annotation (first: x.ann:3)",
            "1 ids of brat that are used twice, of which the first counts (first: x.ann:21)",
        ]

    def test_other_words_than_those_at_the_place_are_noted_but_for_blanks(self, tmp_path: Path) -> None:
        text = "Ann  Lee\nand Bob"
        _, notes = read_one(
            folder(
                tmp_path, "T1\tPER 0 8\tAnn Lee", "T2\tPER 13 16\tRob", "T3\tPER 5 16\tLee",
                "T4\tPER 0 3;13 16\tAnnBob", "T5\tPER 0 3", text=text,
            )
        )  # fmt: skip
        assert notes == ["1 annotations whose words are not those at their place in the text (first: x.ann:2)"]

    @pytest.mark.parametrize(
        ("lines", "message"),
        [
            (["T1\tPER 0 3\tAnn", "T2\tPER 44 50\tit."], r"x\.ann:2: PER at 44 50 lies outside the text, which has 47"),
            (["T1\tPER 0 3\tEve", "T2\tPER 4 8\twent"], r"x\.ann: none of its words are at their places"),
            (['{"entities": []}'], r"x\.ann: none of its lines is an annotation of brat"),
        ],
    )
    def test_a_wrong_file_is_refused(self, lines: list[str], message: str, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=message):
            common.read("brat", folder(tmp_path, *lines))

    @pytest.mark.parametrize("name", ["x.ann", "x.txt"])
    def test_a_file_that_is_not_utf_8_is_refused(self, name: str, tmp_path: Path) -> None:
        folder(tmp_path)
        (tmp_path / name).write_bytes(b"T1\tPER 0 3\tAnn\n\xe9t\xe9")
        with pytest.raises(InputError, match=rf"{name}:2: not UTF-8"):
            common.read("brat", tmp_path)

    def test_stories_are_named_by_files_in_order_and_each_has_another_name(self, tmp_path: Path) -> None:
        for name in ("b", "a/b", "a/c d", "a/c+d", "été/_"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            folder(tmp_path, name=name)
        (tmp_path / "a" / "lost.ann").touch()
        (tmp_path / "README.txt").touch()
        stories, notes = common.read("brat", tmp_path)
        assert [story.id for story in stories] == ["b", "a.b", "a.c-d", "a.c-d-2", "ete"]
        assert [story.articles[0].id for story in stories[:2]] == ["b/a", "a.b/a"]
        assert list(notes) == [
            f"5 {common.UNDATED} (first: {tmp_path / 'b.ann'})",
            f"1 files of annotations without their text (first: {tmp_path / 'a' / 'lost.ann'})",
        ]
        assert {story.articles[0].gold for story in stories} == {Extraction()}

    def test_hidden_files_are_passed_over(self, tmp_path: Path) -> None:
        folder(tmp_path, "T1\tPER 0 3\tAnn")
        (tmp_path / ".checkpoints").mkdir()
        for name in ("._x", ".checkpoints/x"):
            folder(tmp_path, name=name)
            (tmp_path / f"{name}.ann").write_bytes(b"\x00\x05\x16\x07\xff")
        gold, notes = read_one(tmp_path)
        assert [entity.id for entity in gold.entities] == ["T1"]
        assert notes == []
        assert formats.get("brat").recognises(tmp_path)
        assert len(common.read("brat", folder(tmp_path, name=".y") / ".y.ann")[0]) == 1

    def test_lines_may_end_as_on_any_system(self, tmp_path: Path) -> None:
        lines = ("T1\tPER 0 3\tAnn", "T2\tPER 25 28\tBob")
        folder(tmp_path)
        for end in ("\n", "\r\n", "\r"):
            (tmp_path / "x.ann").write_bytes(end.join(lines).encode())
            gold, notes = read_one(tmp_path)
            assert [entity.id for entity in gold.entities] == ["T1", "T2"]
            assert notes == []

    def test_a_single_file_is_read_alone(self, tmp_path: Path) -> None:
        folder(tmp_path, name="y")
        folder(tmp_path, "T1\tPER 0 3\tAnn")
        reading = Reading(labels_of("brat"), "2024-01-02")
        for name in ("x.ann", "x.txt"):
            (story,) = read(tmp_path / name, reading)
            assert (story.id, story.articles[0].published) == ("x", "2024-01-02")

    def test_without_annotations_beside_a_text_nothing_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "x.ann").touch()
        (tmp_path / "y.txt").touch()
        for path in (tmp_path, tmp_path / "x.ann"):
            with pytest.raises(InputError, match=r"no \.ann file that has its text beside it"):
                common.read("brat", path)
        with pytest.raises(InputError, match=r"y\.ann: No such file"):
            common.read("brat", tmp_path / "y.txt")

    def test_it_is_recognised_by_the_first_file(self, tmp_path: Path) -> None:
        recognises = formats.get("brat").recognises
        assert not recognises(tmp_path)
        folder(tmp_path, "T1\tPER 0 3\tAnn")
        assert recognises(tmp_path)
        assert recognises(tmp_path / "x.ann")
        assert not recognises(tmp_path / "x.txt")
        assert not recognises(tmp_path / "none.ann")
        (tmp_path / "x.ann").write_text('{"a": 1}')
        assert not recognises(tmp_path)
        (tmp_path / "x.ann").write_text("\ufeff")
        assert recognises(tmp_path)
        (tmp_path / "x.txt").unlink()
        assert not recognises(tmp_path)


def without_links(stories: list[Story]) -> list[Story]:
    return [replace(story, links=Links()) for story in stories]


class TestOurs:
    """What we write."""

    def test_a_small_story_line_by_line(self, tmp_path: Path) -> None:
        assert list(common.write("brat", [STORY], tmp_path / "out")) == []
        assert (tmp_path / "out" / "mill" / "a.ann").read_text(encoding="utf-8").splitlines() == [
            "T1\tPER 0 3\tAnn",
            "T2\tPER 34 37\tshe",
            "T3\tGPE 9 13\tRome",
            "T4\tPER 25 28\tBob",
            "T5\tDATE 17 23\tMonday",
            "T6\tMovement-Transport 4 8\tleft",
            "T7\tMovement-Transport 38 43\thated",
            "T8\tSource 25 28\tBob",
            "T9\tContent 34 46\tshe hated it",
            "T10\tClaim 29 33\tsaid",
            "E1\tMovement-Transport:T6 Passenger:T1 Origin:T3 Time:T5",
            "E2\tMovement-Transport:T7",
            "E3\tClaim:T10 Source:T8 Content:T9 Speaker:T4",
            "*\tEquiv T1 T2",
            "*\tEquiv E1 E2",
            "A1\tLevel T2 PRO",
            "A2\tpronoun T2",
            "A3\tentity_group T4",
            "A4\tMod T5 APPROX",
            "A5\tRealis E1 OTHER",
            "A6\tRealis E2 OTHER",
            "A7\tStance E3 DOUBTS",
            "#1\tTwicetold T1\te1 Ann Lee",
            "#2\tTwicetold T2\te1 Ann Lee",
            "#3\tTwicetold T3\te2",
            "#4\tTwicetold T4\te3",
            "#5\tAnnotatorNotes T5\tvalue=2024-01-01",
            "#6\tTwicetold T5\td1",
            "#7\tTwicetold E1\tv1",
            "#8\tTwicetold E2\tv1",
            "#9\tTwicetold E3\tc1",
        ]
        assert (tmp_path / "out" / "mill" / "a.txt").read_text(encoding="utf-8") == TEXT
        stories, notes = common.read("brat", tmp_path / "out")
        assert stories == [STORY]
        assert list(notes) == []
        assert formats.get("brat").recognises(tmp_path / "out")

    def test_the_gold_set_comes_back_but_for_its_links(self, tmp_path: Path) -> None:
        gold = sorted(twicetold.load(), key=lambda story: story.id)
        lost = sum(len(each.links.entities) + len(each.links.events) + len(each.links.claims) for each in gold)
        assert common.write("brat", gold, tmp_path / "out").counts == {"links between the articles of a story": lost}
        stories, notes = common.read("brat", tmp_path / "out")
        assert stories == without_links(gold)
        assert list(notes) == []

    @settings(deadline=None)
    @given(st.data())
    def test_any_story_comes_back_but_for_its_links(self, data: st.DataObject) -> None:
        story = data.draw(strategies.stories())
        articles = []
        for article in story.articles:
            assert article.gold is not None
            claims = tuple(
                replace(claim, cue=()) if data.draw(st.booleans()) and (claim.content or claim.source) else claim
                for claim in article.gold.claims
            )
            entities = tuple(
                replace(
                    entity,
                    name=data.draw(st.text(max_size=5)),
                    mentions=tuple(
                        replace(each, phenomena=data.draw(st.sampled_from([(), ("metonymy",)])))
                        for each in entity.mentions
                    ),
                )
                for entity in article.gold.entities
            )
            gold = replace(article.gold, claims=claims, entities=entities)
            scored = data.draw(strategies.spans(len(article.text)))
            partly = data.draw(st.booleans())
            articles.append(replace(article, gold=gold, scored=scored if partly else ()))
        story = replace(story, articles=tuple(articles))
        with tempfile.TemporaryDirectory() as scratch:
            common.write("brat", [story], Path(scratch) / "out")
            stories, notes = common.read("brat", Path(scratch) / "out")
        assert stories == without_links([story])
        assert list(notes) == []

    def test_brat_knows_all_that_is_written(self, tmp_path: Path) -> None:
        """Types and attributes are configured, roles take what fills them, and nothing is what brat refuses to open."""
        common.write("brat", twicetold.load(), tmp_path / "out")
        configured = _configuration(tmp_path / "out" / "annotation.conf")
        labels = {line.split(" ")[0] for lines in configured.values() for line in lines} - {"<OVERLAP>"}
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", label) for label in labels)
        events = {line.partition(" ")[0]: _roles(line) for line in configured["events"]}
        attributes = {line.partition(" ")[0]: _roles(line)["Arg"] for line in configured["attributes"]}
        pairs = {
            (line.partition(" ")[0], first, second)
            for line in configured["relations"]
            if (roles := _roles(line))
            for first, second in product(roles["Arg1"], roles["Arg2"])
        }
        seen = set()
        for file in (tmp_path / "out").rglob("*.ann"):
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            lines = _annotations(file.read_text(encoding="utf-8"))
            types = _types(lines, text)
            assert {*types.values()} <= {*configured["entities"], *events}
            for mark, words, _ in lines:
                seen.add(mark[0])
                if mark[0] == "E":
                    for role, _, target in (word.partition(":") for word in words[1:]):
                        assert types[target] in events[types[mark]][role.rstrip("0123456789")]
                elif mark[0] == "R":
                    assert (words[0], *(types[word.partition(":")[2]] for word in words[1:])) in pairs
                elif mark == "*":
                    assert {(words[0], types[a], types[b]) for a, b in product(words[1:], repeat=2)} <= pairs
                elif mark[0] == "A":
                    assert types[words[1]] in attributes[words[0]]
        assert seen >= {*"TERA*#"}

    def test_names_of_ours_are_read_by_the_map_that_comes_with_the_format(self, tmp_path: Path) -> None:
        common.write("brat", [STORY], tmp_path / "out")
        configured = _configuration(tmp_path / "out" / "annotation.conf")
        labels = labels_of("brat")
        of_ours = {*configured["entities"]} - {*labels["entities"], *labels["dates"]}
        assert of_ours == {"Head", "Plain", "Source", "Content", "Scored"}
        assert {line.partition(" ")[0] for line in configured["events"]} - {*labels["events"]} == {
            "Claim", "Claim-without-cue",
        }  # fmt: skip
        roles = {role for line in configured["events"] if not line.startswith("Claim") for role in _roles(line)}
        assert all(labels["roles"][role] == role for role in roles)

    def test_what_cannot_be_held_is_named(self, tmp_path: Path) -> None:
        gold = Extraction(
            entities=(Entity("e1", "PER", ()),),
            events=(
                Event("v1", "Life.Die", ()),
                Event("v2", "Life.Die", (span(4, 8),), (Argument("Victim", "e1"),)),
            ),
            claims=(Claim("c1", ()), Claim("c2", span(29, 33), source_entity="e1", nested_in="c1")),
            ungrounded=(Ungrounded("cue", "c3", "shouted"),),
        )
        story = replace(STORY, articles=(replace(STORY.articles[0], gold=gold), Article("mill/b", TEXT, "2024-01-02")))
        notes = common.write("brat", [story], tmp_path / "out")
        assert notes.counts == {
            "entities without a mention": 1,
            "events without a trigger": 1,
            "arguments that are entities without a mention": 1,
            "claims without any words": 1,
            "quotations that are not in the text": 1,
            "articles without gold, which are as if nothing were in them": 1,
        }
        (back,), _ = common.read("brat", tmp_path / "out")
        assert [article.gold for article in back.articles] == [
            Extraction(events=(Event("v2", "Life.Die", (span(4, 8),)),), claims=(Claim("c2", span(29, 33)),)),
            Extraction(),
        ]

    def test_fragments_are_broken_where_lines_end_and_whole_again(self, tmp_path: Path) -> None:
        text = "Ann\u2028Lee\r\nleft; it"
        gold = Extraction(
            entities=(Entity("e1", "PER", (Mention(span(0, 7, 15, 17), span(0, 3, 4, 7)),)),),
            events=(Event("v1", "Life.Die", (span(5, 13),)),),
        )
        story = replace(STORY, articles=(replace(STORY.articles[0], text=text, gold=gold),))
        common.write("brat", [story], tmp_path / "out")
        file = tmp_path / "out" / "mill" / "a.ann"
        lines = file.read_text(encoding="utf-8")
        assert lines.splitlines()[:3] == [
            "T1\tPER 0 3;4 7;15 17\tAnn Lee it",
            "T2\tHead 0 3;4 7\tAnn Lee",
            "T3\tLife-Die 5 7;9 13\tee left",
        ]
        assert "TwicetoldSpan T1\t0 7;15 17\n" in lines
        assert "TwicetoldSpan E1\t5 13\n" in lines
        assert common.read("brat", tmp_path / "out")[0] == [story]
        file.write_text(lines.replace("5 7;9 13\tee left", "9 13\tleft"), encoding="utf-8")
        (moved,), _ = common.read("brat", tmp_path / "out")
        assert moved.articles[0].gold is not None
        assert moved.articles[0].gold.events[0].triggers == (span(9, 13),)

    def test_what_is_there_is_not_overwritten_and_nothing_is_left_of_a_failure(self, tmp_path: Path) -> None:
        def stories() -> Iterator[Story]:
            yield STORY
            raise InputError("broken off")

        (tmp_path / "out").mkdir()
        with pytest.raises(InputError, match="broken off"):
            write(stories(), tmp_path / "out")
        assert [*tmp_path.rglob("*")] == [tmp_path / "out"]
        common.write("brat", [STORY], tmp_path / "out")
        with pytest.raises(InputError, match="is there already; name a new folder"):
            common.write("brat", [STORY], tmp_path / "out")
        with pytest.raises(InputError, match="out2: File exists"):
            common.write("brat", [STORY, STORY], tmp_path / "out2")
        with pytest.raises(InputError, match="No such file"):
            common.write("brat", [STORY], tmp_path / "none" / "out")

    def test_what_utf_8_cannot_hold_is_refused(self, tmp_path: Path) -> None:
        story = replace(STORY, articles=(replace(STORY.articles[0], text=f"\ud800{TEXT}", gold=None),))
        with pytest.raises(InputError, match=r"mill: U\+D800 cannot be written in UTF-8; take it out"):
            common.write("brat", [story], tmp_path / "out")

    def test_an_article_with_the_name_of_a_hidden_file_comes_back(self, tmp_path: Path) -> None:
        story = replace(STORY, articles=(replace(STORY.articles[0], id="mill/.a"),))
        common.write("brat", [story], tmp_path / "out")
        assert common.read("brat", tmp_path / "out")[0] == [story]

    def test_an_article_whose_files_are_gone_is_noted(self, tmp_path: Path) -> None:
        story = replace(STORY, articles=(*STORY.articles, replace(STORY.articles[0], id="mill/b")))
        common.write("brat", [story], tmp_path / "out")
        (tmp_path / "out" / "mill" / "b.txt").unlink()
        stories, notes = common.read("brat", tmp_path / "out")
        assert stories == [STORY]
        assert notes.counts == {"articles of a twicetold.json whose files are not there": 1}
        shutil.copytree(tmp_path / "out" / "mill", tmp_path / "out" / "mill corrected")
        with pytest.raises(InputError, match=r"corrected/twicetold\.json: there is another story mill"):
            common.read("brat", tmp_path / "out")
        (tmp_path / "out" / "mill" / "twicetold.json").write_text("{}")
        with pytest.raises(InputError, match=r"twicetold\.json: not what is known of a story"):
            common.read("brat", tmp_path / "out")


def _configuration(path: Path) -> dict[str, list[str]]:
    """Return the lines of an annotation.conf by section."""
    sections: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line:
            section.append(line)
    return sections


def _roles(line: str) -> dict[str, set[str]]:
    """Return what may be where, by role."""
    parts = (part.strip().partition(":") for part in line.partition(" ")[2].split(","))
    return {role.rstrip("?*"): set(types.split("|")) for role, _, types in parts}


def _annotations(lines: str) -> list[tuple[str, list[str], str]]:
    """Return the lines of an .ann file: the id, the words of the second column, and the third."""
    assert lines.splitlines() == lines.split("\n")[:-1]
    columns = ((*line.split("\t", 2), "") for line in lines.splitlines())
    return [(mark, body.split(" "), rest) for mark, body, rest, *_ in columns]


def _types(lines: list[tuple[str, list[str], str]], text: str) -> dict[str, str]:
    """Return the types of text-bound annotations and events, by id; check what brat does before it opens a file."""
    types = {mark: words[0].partition(":")[0] for mark, words, _ in lines if mark[0] in "TE"}
    for mark, words, rest in lines:
        if mark[0] == "T":
            bounds = [tuple(map(int, part.split(" "))) for part in " ".join(words[1:]).split(";")]
            assert rest == " ".join(text[start:end] for start, end in bounds)
    triggers = {mark: words[0].partition(":")[2] for mark, words, _ in lines if mark[0] == "E"}
    assert all(types[trigger] == types[mark] for mark, trigger in triggers.items())
    others = {word.rpartition(":")[2] for mark, words, _ in lines if mark[0] not in "TE" for word in words[1:]}
    assert not others & {*triggers.values()}
    return types


class TestCorrections:
    """Of ours, made in brat."""

    @pytest.fixture
    def written(self, tmp_path: Path) -> Path:
        common.write("brat", [STORY], tmp_path / "out")
        return tmp_path / "out"

    @staticmethod
    def corrected(written: Path, *changes: tuple[str, str], more: tuple[str, ...] = ()) -> tuple[Extraction, list[str]]:
        file = written / "mill" / "a.ann"
        lines = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in lines
            lines = lines.replace(old, new)
        file.write_text(lines + "".join(f"{line}\n" for line in more), encoding="utf-8")
        return read_one(written)

    def test_an_entity_keeps_its_id_and_name_without_its_first_mention(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("T1\tPER 0 3\tAnn\n", ""), ("*\tEquiv T1 T2\n", ""), ("#1\tTwicetold T1\te1 Ann Lee\n", ""),
            (" Passenger:T1", ""),
        )  # fmt: skip
        assert gold.entities[0] == replace(GOLD.entities[0], mentions=GOLD.entities[0].mentions[1:])
        assert notes == []

    def test_a_mention_that_is_moved_takes_no_id_with_it_and_a_new_one_gets_one(self, written: Path) -> None:
        gold, notes = self.corrected(
            written,
            ("Equiv T1 T2", "Equiv T1 T11"),
            more=("T11\tPER 44 46\tit", "T12\tORG 14 16\ton", "*\tEquiv T2 T4"),
        )
        assert [(entity.id, [mention.span for mention in entity.mentions]) for entity in gold.entities] == [
            ("e1", [span(0, 3), span(44, 46)]),
            ("e3", [span(34, 37), span(25, 28)]),
            ("e2", [span(9, 13)]),
            ("T12", [span(14, 16)]),
        ]
        assert gold.events[0].arguments == GOLD.events[0].arguments
        assert notes == ["1 tags within an entity, of which the first counts (first: a.ann:4)"]

    def test_of_two_entities_that_are_joined_the_larger_keeps_its_id_and_the_other_is_named(
        self, written: Path
    ) -> None:
        gold, notes = self.corrected(written, more=("*\tEquiv T4 T1",))
        assert [entity.id for entity in gold.entities] == ["e1", "e2"]
        assert gold.claims[0].source_entity == "e1"
        assert "1 ids that are gone, since what had them is joined with something else (first: a.ann:1)" in notes

    def test_a_new_id_is_none_that_is_used(self, tmp_path: Path) -> None:
        story = msgspec.json.decode(msgspec.json.encode(STORY).replace(b'"e1"', b'"T11"'), type=Story)
        common.write("brat", [story], tmp_path / "out")
        gold, _ = self.corrected(tmp_path / "out", more=("T11\tPER 44 46\tit",))
        assert [entity.id for entity in gold.entities] == ["T11", "e2", "e3", "T11."]

    def test_notes_change_a_name_and_a_value(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("value=2024-01-01", "is it? value=2023-12-25 "), more=("#20\tAnnotatorNotes T2\tname=Ann Leigh",)
        )
        assert gold.entities[0].name == "Ann Leigh"
        assert gold.dates[0].value == "2023-12-25"
        assert notes == []

    @pytest.mark.parametrize("line", ["N1\tReference T1 Wikipedia:42", "A20\tPolarity E1 POSITIVE"])
    def test_a_normalization_without_a_name_and_an_attribute_that_goes_without_saying_change_nothing(
        self, line: str, written: Path
    ) -> None:
        assert self.corrected(written, more=(line,)) == (GOLD, [])

    def test_types_and_attributes_that_differ_within_an_item_are_those_of_the_first(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("T2\tPER", "T2\tORG"), ("A6\tRealis E2 OTHER\n", ""),
            ("T7\tMovement-Transport", "T7\tLife-Die"),
            ("E2\tMovement-Transport:T7", "E2\tLife-Die:T7 Passenger2:T1 Place:T3"),
            more=("A20\tfuture-event E2",),
        )  # fmt: skip
        assert gold.entities == GOLD.entities
        assert gold.events == (
            replace(GOLD.events[0], arguments=(*GOLD.events[0].arguments, Argument("Place", "e2"))),
        )  # the argument that it had already is no other
        assert sorted(notes) == [
            "1 tags within an event, of which the first counts (first: a.ann:12)",
            "1 types within an entity, of which the first counts (first: a.ann:2)",
            "1 types within an event, of which the first counts (first: a.ann:12)",
            "1 values of Realis within an event, of which the first counts (first: a.ann:12)",
        ]

    def test_a_head_belongs_to_the_shortest_mention_around_it_unless_a_relation_says(self, written: Path) -> None:
        gold, notes = self.corrected(
            written,
            more=(
                "T20\tPER 0 13\tAnn left Rome", "T21\tHead 9 10\tR", "T22\tHead 10 11\to",
                "R1\tHeadOf Arg1:T22 Arg2:T20", "T23\tHead 11 12\tm", "T24\tHead 29 33\tsaid", "T25\tHead 25 26\tB",
                "R2\tHeadOf Arg1:T25 Arg2:T20",
            ),
        )  # fmt: skip
        heads = {entity.id: entity.mentions[0].head for entity in gold.entities}
        assert heads == {"e1": (), "e2": span(9, 10), "e3": (), "T20": span(10, 11)}
        assert notes == [
            "2 heads outside a mention (first: a.ann:38)",
            "1 heads of a mention that has one (first: a.ann:36)",
        ]

    def test_claims_stand_in_others_but_not_in_themselves(self, written: Path) -> None:
        gold, notes = self.corrected(
            written, ("E3\tClaim:T10 Source:T8", "E3\tClaim:T10 In:E21 Source:T8 Source2:T20"),
            more=(
                "T20\tSource 0 3\tAnn", "T21\tClaim-without-cue 38 43\thated",
                "E21\tClaim-without-cue:T21 Content:T21 In:E22",
                "T22\tClaim 4 8\tleft", "E22\tClaim:T22 In:E3 Speaker:T5 Tone:T1", "T23\tContent 9 13\tRome",
                "T24\tClaim 14 16\ton", "E24\tClaim:T24 In:E24",
            ),
        )  # fmt: skip
        assert gold.claims == (
            replace(GOLD.claims[0], source=span(0, 3, 25, 28), nested_in="E21"),
            Claim("E21", (), span(38, 43), nested_in="E22"),
            Claim("E22", span(4, 8)),
            Claim("E24", span(14, 16)),
        )
        assert sorted(notes) == [
            "1 Content annotations that nothing points at (first: a.ann:37)",
            "1 arguments of claims: Speaker is nothing that can be one (first: a.ann:36)",
            "1 arguments of claims: Tone is nothing that can be one (first: a.ann:36)",
            "2 claims in no other claim, or in themselves (first: a.ann:36)",
        ]
