"""brat stand-off of somebody else's."""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING

import pytest

from formats import common
from formats.brat_story import TEXT, read_one
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.brat.reading import read
from twicetold.formats.format import Reading, labels_of
from twicetold.model import Argument, Date, Entity, Event, Extraction, Mention, span, text_of

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path, *lines: str, text: str = TEXT, name: str = "x") -> Path:
    """Write an article of somebody else's."""
    (path / f"{name}.txt").write_bytes(text.encode())
    (path / f"{name}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


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
