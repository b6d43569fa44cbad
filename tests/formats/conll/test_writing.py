"""CoNLL written, and read again."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

import strategies
import twicetold
from formats import common
from formats.conll.columns import names
from twicetold import formats
from twicetold.errors import InputError
from twicetold.model import Article, Entity, Extraction, Mention, Story, span

if TYPE_CHECKING:
    from twicetold.formats.format import Notes

GOLD = twicetold.load()


class TestWriting:
    """What can be held comes back, and what cannot is noted."""

    def test_nested_and_clustered(self, path: Path) -> None:
        article = Article(
            "s/b",
            "The mayor of Oslo, Ann Lee,\nwent. She is 5'9\u2033!",
            "2024-01-02",
            gold=Extraction(
                (
                    Entity("e1", "PER", (Mention(span(0, 26), level="NOM"), Mention(span(34, 37), level="PRO"))),
                    Entity("e2", "GPE", (Mention(span(13, 17)),)),
                    Entity("e3", "PER", (Mention(span(19, 26)),)),
                )
            ),
        )
        notes = common.write("conll", [Story("s", "s", (article,))], path)
        assert path.read_text(encoding="utf-8").splitlines() == [
            "#begin document (s/b); part 000",
            "The\tB-PER.NOM\t(0",
            "mayor\tI-PER.NOM\t-",
            "of\tI-PER.NOM\t-",
            "Oslo\tI-PER.NOM\t(1)",
            ",\tI-PER.NOM\t-",
            "Ann\tI-PER.NOM\t(2",
            "Lee\tI-PER.NOM\t2)|0)",
            ",\tO\t-",
            "",
            "went\tO\t-",
            ".\tO\t-",
            "She\tB-PER.PRO\t(0)",
            "is\tO\t-",
            "5\tO\t-",
            "'\tO\t-",
            "9\tO\t-",
            "\u2033\tO\t-",
            "!\tO\t-",
            "",
            "#end document",
        ]
        assert list(notes) == [
            "2 entities whose mentions have no tags, or those of others, and so not their type (first: s/b)",
            "2 mentions in or across others, which have no tag, and so no level (first: s/b)",
            "1 days of publication (first: s/b)",
            "1 texts whose white space is not a blank between tokens (first: s/b)",
        ]
        (story,), _ = common.read("conll", path)
        assert story.articles[0].id == "s/b"
        assert names(story.articles[0]) == ["PER The mayor of Oslo , Ann Lee|She", "MISC Oslo", "MISC Ann Lee"]

    def test_what_brackets_cannot_hold_is_noted(self, path: Path) -> None:
        mentions = (
            Mention(span(0, 2, 4, 6)),  # in two parts
            Mention(span(2, 3)),  # a blank
            Mention(span(0, 7)),  # up to within a token
            Mention(span(0, 8)),  # the same tokens
            Mention(span(3, 11)),  # across it
        )
        article = Article("s/a", "ab cdefg hi", "2024-01-02", gold=Extraction((Entity("e1", "PER", mentions),)))
        notes = common.write("conll", [Story("s", "s", (article, Article("s/b", " \n", "2024-01-02")))], path)
        (story,), _ = common.read("conll", path)
        assert [names(each) for each in story.articles] == [["PER ab cdefg|cdefg hi"]]
        assert {note.partition(" (first")[0] for note in notes} == {
            "1 mentions of several parts",
            "1 mentions without a token",
            "1 mentions that end elsewhere than a token, which have the whole of it",
            "1 mentions at the place of another of the same entity, or across it",
            "1 mentions in or across others, which have no tag, and so no level",
            "1 articles without a token, left out",
            "1 days of publication",
        }

    def test_an_entity_with_the_type_of_another_at_its_place_is_noted(self, path: Path) -> None:
        person = Entity("e1", "PER", (Mention(span(0, 1)),))
        company = Entity("e2", "ORG", (Mention(span(2, 3)), Mention(span(0, 1))))
        article = Article("s/a", "a b", "2024-01-02", gold=Extraction((person, company)))
        notes = common.write("conll", [Story("s", "s", (article,))], path)
        assert "1 entities whose mentions have no tags, or those of others, and so not their type (first: s/a)" in list(
            notes
        )
        (story,), _ = common.read("conll", path)
        assert sorted(names(story.articles[0])) == ["PER a", "PER a|b"]

    def test_a_sentence_does_not_end_within_a_mention(self, path: Path) -> None:
        gold = Extraction((Entity("e1", "PER", (Mention(span(0, 3)),)),))
        common.write("conll", [Story("s", "s", (Article("s/a", "a\nb\nc", "2024-01-02", gold=gold),))], path)
        (story,), _ = common.read("conll", path)
        assert story.articles[0].text == "a b\nc"

    def test_articles_without_gold_are_noted(self, path: Path) -> None:
        notes = common.write("conll", [Story("s", "s", (Article("s/a", "a b", "2024-01-02"),))], path)
        assert "1 articles without gold, as if nothing were in them (first: s/a)" in list(notes)

    def test_a_file_is_written_whole_or_not_at_all(self, tmp_path: Path) -> None:
        def stories() -> list[Story]:
            raise ZeroDivisionError

        def failing() -> Story:
            return stories()[0]

        (tmp_path / "x.conll").write_text("before")
        with pytest.raises(ZeroDivisionError):
            formats.writable("conll")((failing() for _ in range(1)), tmp_path / "x.conll")
        assert [each.name for each in tmp_path.iterdir()] == ["x.conll"]
        assert (tmp_path / "x.conll").read_text() == "before"
        with pytest.raises(InputError, match="none"):
            common.write("conll", [], tmp_path / "none" / "x.conll")


def held(article: Article) -> Counter[tuple[frozenset[tuple[int, int]], str]]:
    """Return the clusters of mentions that can be held, by the numbers of their tokens, with their types."""
    tokens = [match.span() for match in re.finditer(r"\w+|[^\w\s]", article.text)]
    token_at = {place: number for number, bounds in enumerate(tokens) for place in range(*bounds)}
    found: Counter[tuple[frozenset[tuple[int, int]], str]] = Counter()
    assert article.gold is not None
    for entity in article.gold.entities:
        bounds = set()
        for mention in entity.mentions:
            places = range(mention.span[0].start, mention.span[-1].end)
            touched = [token_at[place] for place in places if place in token_at]
            if len(mention.span) == 1 and touched:
                bounds.add((touched[0], touched[-1]))
        if bounds:
            found[frozenset(bounds), entity.type] += 1
    return found


def number_of(notes: Notes, what: str) -> int:
    return sum(number for note, number in notes.counts.items() if note.startswith(what))


def check_round_trip(stories: list[Story], path: Path) -> Notes:
    """Write stories and read them; all that is not noted is the same."""
    notes = common.write("conll", stories, path)
    with_tokens = [article for article in common.articles(stories) if re.search(r"\S", article.text)]
    if not with_tokens:
        return notes
    back, _ = common.read("conll", path)
    assert [article.id for article in common.articles(back)] == [article.id for article in with_tokens]
    crossing = number_of(notes, "mentions at the place of another")
    types = 0
    for before, after in zip(with_tokens, common.articles(back), strict=True):
        assert after.text.split() == re.findall(r"\w+|[^\w\s]", before.text)
        if crossing:
            continue
        wanted, found = held(before), held(after)
        assert Counter(bounds for bounds, _ in wanted.elements()) == Counter(bounds for bounds, _ in found.elements())
        types += (wanted - found).total()
    assert types <= number_of(notes, "entities whose mentions have no tags")
    return notes


def test_the_gold_set_comes_back(path: Path) -> None:
    notes = check_round_trip(GOLD, path)
    assert number_of(notes, "mentions of several parts") == 3
    assert number_of(notes, "mentions at the place of another") == 0
    assert number_of(notes, "mentions that end elsewhere than a token") == 0
    again = path.with_name("again.conll")
    back, _ = common.read("conll", path)
    lost = common.write("conll", back, again)
    assert number_of(lost, "mentions of several parts") == 0
    twice, _ = common.read("conll", again)
    assert common.articles(twice) == common.articles(back)


@given(strategies.stories())
def test_any_story_comes_back(story: Story) -> None:
    with TemporaryDirectory() as folder:
        check_round_trip([story], Path(folder) / "x.conll")
