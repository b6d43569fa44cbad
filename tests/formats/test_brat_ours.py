"""Our gold as brat stand-off, and back again."""

from __future__ import annotations

import re
import shutil
import tempfile
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
from formats.brat_story import STORY, TEXT
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.brat.writing import write
from twicetold.formats.format import labels_of
from twicetold.model import Argument, Article, Claim, Entity, Event, Extraction, Links, Mention, Story, Ungrounded, span

if TYPE_CHECKING:
    from collections.abc import Iterator

replace = msgspec.structs.replace


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
