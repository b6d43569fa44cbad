"""spaCy DocBins, read and written."""

from __future__ import annotations

import sys
import zlib
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin, Span

import strategies
import twicetold
from formats import common
from twicetold import formats
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
    Story,
    span,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.formats.format import Labels

GOLD = twicetold.load()
VOCAB = spacy.blank("xx").vocab


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.spacy"


def doc(text: str, *ents: tuple[int, int, str], ids: dict[int, str] | None = None) -> Doc:
    """Return a document of words with a blank between, and with entities by the numbers of their tokens."""
    made = Doc(VOCAB, words=text.split(" "))
    made.ents = [Span(made, first, last, label=label, span_id=(ids or {}).get(first, 0)) for first, last, label in ents]
    return made


def save(docs: Iterable[Doc], path: Path, *, user_data: bool = False) -> None:
    DocBin(docs=docs, store_user_data=user_data).to_disk(path)


def load(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(VOCAB))


def read(path: Path, labels: Labels | None = None) -> tuple[list[Article], list[str]]:
    """Return the articles of a file and its notes, those about days of publication aside."""
    stories, notes = common.read("docbin", path, labels)
    lines = [note.replace(f"{path}: ", "") for note in notes if "day of publication" not in note]
    return common.articles(stories), lines


def names(article: Article) -> list[str]:
    """Return the entities of an article as `TYPE words|words`."""
    assert article.gold is not None
    return [
        f"{entity.type} {'|'.join(text_of(mention.span, article.text) for mention in entity.mentions)}"
        for entity in article.gold.entities
    ]


class TestReading:
    """What others have written."""

    def test_entities_of_documents(self, path: Path) -> None:
        save(
            [doc("Ann Lee left Oslo", (0, 2, "PERSON"), (3, 4, "GPE")), doc("Nobody came"), Doc(VOCAB, words=[])], path
        )
        articles, notes = read(path)
        assert [(each.id, each.text) for each in articles] == [
            ("x-1/a", "Ann Lee left Oslo "),
            ("x-2/a", "Nobody came "),
            ("x-3/a", ""),
        ]
        assert [names(each) for each in articles] == [["PER Ann Lee", "GPE Oslo"], [], []]
        assert [mention.level for each in articles[0].gold.entities for mention in each.mentions] == ["NAM", "NAM"]  # type: ignore[union-attr]
        assert notes == []

    def test_the_text_is_the_same_to_the_last_character(self, path: Path) -> None:
        text = "\n\u2028 Ann\u00a0\U0001f600  left\r\n\r\nOslo.\t"
        made = spacy.blank("en")(text)
        name = made.char_span(text.index("Oslo"), text.index("Oslo") + 4, label="GPE")
        assert name is not None
        made.ents = [name]
        save([made], path)
        (article,), _ = read(path)
        assert article.text == text
        assert names(article) == ["GPE Oslo"]

    def test_groups_of_spans_may_nest_and_repeat_entities(self, path: Path) -> None:
        made = doc("University of Oslo rector", (0, 3, "ORG"))
        made.spans["sc"] = [Span(made, 0, 3, "ORG"), Span(made, 2, 3, "GPE"), Span(made, 0, 4, "PERSON")]
        made.spans["other"] = [Span(made, 2, 3, "LOC"), Span(made, 3, 4)]
        save([made], path)
        (article,), notes = read(path)
        assert names(article) == ["PER University of Oslo rector", "ORG University of Oslo", "GPE Oslo", "LOC Oslo"]
        assert notes == ["1 spans without a label or a token, left out (first: document 1)"]

    def test_spans_of_one_identity_are_one_entity(self, path: Path) -> None:
        made = doc(
            "Lee met Oslo Lee Lee Oslo", (0, 1, "PER"), (3, 4, "PER"), (4, 5, "ORG"), ids={0: "l", 3: "l", 4: "l"}
        )
        made.spans["sc"] = [Span(made, 2, 3, "GPE", kb_id="Q585"), Span(made, 5, 6, "GPE", kb_id="Q585")]
        made.spans["nil"] = [Span(made, 1, 2, "LOC", kb_id="NIL"), Span(made, 2, 3, "LOC", kb_id="NIL")]
        save([made], path)
        (article,), _ = read(path)
        assert names(article) == ["PER Lee|Lee", "LOC met", "LOC Oslo", "GPE Oslo|Oslo", "ORG Lee"]

    def test_clusters_of_coreference(self, path: Path) -> None:
        made = doc("Ann said she saw the fire and it grew", (0, 1, "PERSON"), (4, 6, "EVENT"))
        made.spans["coref_clusters_1"] = [Span(made, 2, 3), Span(made, 0, 1), Span(made, 0, 1)]
        made.spans["coref_clusters_2"] = [Span(made, 5, 6), Span(made, 7, 8)]
        save([made], path)
        (article,), notes = read(path)
        assert names(article) == ["PER Ann|she", "MISC the fire", "MISC fire|it"]
        assert article.gold is not None
        levels = [[mention.level for mention in entity.mentions] for entity in article.gold.entities]
        assert levels == [["NAM", "PRO"], ["NAM"], ["NOM", "PRO"]]
        assert notes == ["1 clusters without a labelled mention, taken to be MISC (first: document 1)"]
        assert names(read(path, {"entities": {"PERSON": "PER"}})[0][0]) == ["PER Ann|she"]

    def test_labels_that_are_left_out_or_unknown_are_noted(self, path: Path) -> None:
        save([doc("a b c", (0, 1, "DATE"), (1, 2, "COLOUR"), (2, 3, "PER"))], path)
        (article,), notes = read(path)
        assert names(article) == ["PER c"]
        assert notes == [
            "1 entities: 'COLOUR' is not in the map of labels (first: document 1)",
            "1 entities: 'DATE' is left out by the map of labels (first: document 1)",
        ]

    def test_a_document_without_annotation_has_no_gold(self, path: Path) -> None:
        save([Doc(VOCAB, words=["a", "b"]), doc("a b")], path)
        articles, notes = read(path)
        assert [article.gold for article in articles] == [None, Extraction()]
        assert notes == ["1 documents without entities or groups of spans, which have no gold (first: document 1)"]

    def test_what_is_said_of_no_token_is_not_scored(self, path: Path) -> None:
        made = doc("Ann b c Oslo e f")
        made.set_ents([Span(made, 0, 1, "PER")], missing=[made[2:3], made[4:5]], default="outside")
        save([made], path)
        (article,), _ = read(path)
        assert [text_of((part,), article.text) for part in article.scored] == ["Ann b", "Oslo", "f"]
        assert names(article) == ["PER Ann"]

    def test_files_of_a_folder_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        (tmp_path / "deep").mkdir()
        for name in ("train.spacy", "dev.spacy", "deep/my set.spacy"):
            save([doc("a b", (0, 1, "PER"))], tmp_path / name)
        stories, notes = common.read("docbin", tmp_path)
        assert [story.id for story in stories] == ["deep-my-set-1", "dev-1", "train-1"]
        assert [note.partition(" (first")[0] for note in notes] == [f"3 {common.UNDATED}"]
        assert formats.get("docbin").recognises(tmp_path)
        assert formats.get("docbin").recognises(tmp_path / "dev.spacy")

    @pytest.mark.parametrize("content", [b"", b"nothing", zlib.compress(b"\x81\xa1a\x01"), zlib.compress(b"\xc1")])
    def test_what_is_no_docbin_is_an_error(self, content: bytes, path: Path) -> None:
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"x\.spacy: no DocBin of spaCy, or a broken one: "):
            read(path)

    def test_a_cut_file_is_an_error(self, path: Path) -> None:
        save([doc("a b", (0, 1, "PER"))], path)
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(InputError, match="no DocBin of spaCy, or a broken one"):
            read(path)

    def test_a_folder_without_any_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"no \.spacy file"):
            read(tmp_path)
        with pytest.raises(InputError, match="No such file"):
            read(tmp_path / "none.spacy")

    def test_without_spacy_it_is_said_what_to_install(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "spacy", None)
        message = r"x\.spacy: spaCy is not installed; pip install 'twicetold\[spacy\]'"
        with pytest.raises(InputError, match=message):
            read(path)
        with pytest.raises(InputError, match=message):
            common.write("docbin", [], path)


ARTICLE = Article(
    "s/a",
    "On Monday the mayor of Oslo said Ann Lee's half-brother resigned.",
    "2024-01-02",
    gold=Extraction(
        entities=(
            Entity("e1", "PER", (Mention(span(10, 27), level="NOM"),)),
            Entity("e2", "GPE", (Mention(span(23, 27)),)),
            Entity("e3", "PER", (Mention(span(33, 40)), Mention(span(33, 36, 48, 55)), Mention(span(37, 45)))),
        ),
        dates=(Date("d1", span(3, 9), "DATE", "2024-01-01"),),
        events=(
            Event(
                "v1", "Personnel.EndPosition", (span(56, 64),),
                (Argument("Time", "d1"), Argument("Position", span=span(43, 55))),
            ),
        ),
        claims=(Claim("c1", span(28, 32), span(33, 64), span(10, 27), "e1"),),
    ),
)  # fmt: skip
STORY = Story("s", "A title", (ARTICLE,), topic="politics", split="dev")


class TestWriting:
    """All comes back, and spaCy finds what it can have."""

    def test_spans_of_each_layer_are_in_a_group(self, path: Path) -> None:
        notes = common.write("docbin", [STORY], path)
        (made,) = load(path)
        assert made.text == ARTICLE.text
        assert [(each.text, each.label_, each.id_) for each in made.ents] == [
            ("the mayor of Oslo", "PER", "e1"),
            ("Lee's half", "PER", "e3"),
        ]
        groups = {name: [(each.text, each.label_, each.id_) for each in items] for name, items in made.spans.items()}
        assert groups == {
            "entities": [
                ("the mayor of Oslo", "PER", "e1"),
                ("Oslo", "GPE", "e2"),
                ("Ann Lee", "PER", "e3"),
                ("Ann", "PER", "e3"),
                ("brother", "PER", "e3"),
                ("Lee's half", "PER", "e3"),
            ],
            "dates": [("Monday", "DATE", "d1")],
            "events": [("resigned", "Personnel.EndPosition", "v1"), ("half-brother", "Position", "v1")],
            "claims": [
                ("said", "CUE", "c1"),
                ("the mayor of Oslo", "SOURCE", "c1"),
                ("Ann Lee's half-brother resigned", "CONTENT", "c1"),
            ],
        }
        assert list(notes) == [
            "4 mentions in or across others, or of several parts, which are in doc.spans only (first: s/a)",
            "1 spans that end within a token, which have the whole of it in doc.spans (first: s/a)",
        ]

    def test_changed_spans_are_read_as_anybodys(self, path: Path) -> None:
        common.write("docbin", [STORY], path)
        (made,) = load(path)
        made.spans["entities"] = [each for each in made.spans["entities"] if each.label_ != "GPE"]
        save([made], path, user_data=True)
        (story,), notes = common.read("docbin", path)
        assert (story.title, story.topic, story.articles[0].published) == ("A title", "politics", "2024-01-02")
        assert names(story.articles[0]) == [
            "PER the mayor of Oslo",
            "PER Ann Lee|Ann|Lee's half|brother",
        ]
        assert any(note.startswith("1 documents whose spans were changed after they were written") for note in notes)

    @pytest.mark.parametrize("change", ["ents", "groups", "text", "annotation"])
    def test_every_change_is_seen(self, change: str, path: Path) -> None:
        common.write("docbin", [STORY], path)
        (made,) = load(path)
        if change == "ents":
            made.ents = made.ents[:1]
        elif change == "groups":
            del made.spans["claims"]
        else:
            other = doc("Another text") if change == "text" else Doc(VOCAB, words=["x"])
            other.user_data.update(made.user_data)
            made = other
        save([made], path, user_data=True)
        ((article,), notes) = read(path)
        assert article.gold is None or (article.gold.dates, article.gold.claims) == ((), ())
        assert any("spans were changed" in note for note in notes)

    def test_without_user_data_entities_come_back(self, path: Path) -> None:
        common.write("docbin", [STORY], path)
        save(load(path), path)
        (article,), _ = read(path)
        assert (article.id, names(article)) == (
            "x-1/a",
            ["PER the mayor of Oslo", "GPE Oslo", "PER Ann Lee|Ann|Lee's half|brother"],
        )

    def test_user_data_of_others_is_passed_over(self, path: Path) -> None:
        docs = [doc("a b", (0, 1, "PER")) for _ in range(3)]
        docs[0].user_data["twicetold"] = "something"
        docs[1].user_data["twicetold"] = {"article": {"id": "no id"}, "story": {}}
        docs[2].user_data["other"] = 5
        save(docs, path, user_data=True)
        articles, notes = read(path)
        assert [names(article) for article in articles] == [["PER a"]] * 3
        assert notes == ["2 documents whose user_data['twicetold'] is none of ours, passed over (first: document 1)"]

    def test_links_to_what_is_not_there_are_left_out(self, path: Path) -> None:
        story = next(story for story in GOLD if story.links.entities and story.links.claims)
        common.write("docbin", [story], path)
        save(load(path)[1:], path, user_data=True)
        (part,), notes = common.read("docbin", path)
        assert part.articles == story.articles[1:]
        assert part.links == twicetold.Links()
        assert any(
            note.startswith("1 stories whose links are of articles or items that are not there") for note in notes
        )

    def test_a_story_in_two_places_is_refused(self, path: Path) -> None:
        common.write("docbin", [STORY], path)
        made, other = *load(path), doc("a b", (0, 1, "PER"))
        save([made, other, made], path, user_data=True)
        with pytest.raises(InputError, match=r"story 's' stands in .*x\.spacy too; put its articles together"):
            read(path)
        save([made, made], path, user_data=True)
        with pytest.raises(InputError, match="story 's' has an article twice"):
            read(path)

    def test_a_file_is_written_whole_or_not_at_all(self, tmp_path: Path, path: Path) -> None:
        path.write_text("before")

        def failing() -> Iterable[Story]:
            yield STORY
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            formats.writable("docbin")(failing(), path)
        assert [each.name for each in tmp_path.iterdir()] == ["x.spacy"]
        assert path.read_text() == "before"
        with pytest.raises(InputError, match="none"):
            common.write("docbin", [], tmp_path / "none" / "x.spacy")

    def test_nothing_comes_back_as_nothing(self, path: Path) -> None:
        common.write("docbin", [], path)
        assert read(path) == ([], [])


def test_the_gold_set_comes_back(path: Path) -> None:
    notes = common.write("docbin", GOLD, path)
    assert common.read("docbin", path)[0] == GOLD
    assert notes.counts["spans that end within a token, which have the whole of it in doc.spans"] == 13
    found, mentions = 0, 0
    for made, article in zip(load(path), common.articles(GOLD), strict=True):
        assert article.gold is not None
        found += len(made.spans["entities"])
        mentions += sum(len(mention.span) for entity in article.gold.entities for mention in entity.mentions)
        assert len(made.ents) == len({token.i for token in chain.from_iterable(made.ents) if token.ent_iob_ == "B"})
    assert found == mentions


@settings(max_examples=30)
@given(strategies.stories())
def test_any_story_comes_back(story: Story) -> None:
    bare = msgspec.structs.replace(
        story, id="bare", links=twicetold.Links(), articles=(Article("bare/a", story.articles[0].text, "2024-01-02"),)
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.spacy"
        common.write("docbin", [story, bare], path)
        assert common.read("docbin", path)[0] == [story, bare]
