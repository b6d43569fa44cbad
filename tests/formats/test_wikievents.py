"""WikiEvents: texts built of lines, clusters, what is mapped, and the documents of the corpus itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from formats import common
from twicetold import formats
from twicetold.errors import InputError
from twicetold.formats.format import labels_of
from twicetold.model import Argument, span, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from twicetold.formats.format import Notes
    from twicetold.model import Article, Extraction

FORMAT = formats.get("wikievents")

TEXT = "Ada Brok left Tarn.\n\nMilitia shelled the \U0001f6a2 port: Brok, the mayor, died."


def document(text: str = TEXT, doc_id: str = "doc_1", **changes: Any) -> dict[str, Any]:
    """Return a document without annotation: a line for each of the text's, with its tokens and their places."""
    sentences = [
        [[[token[0], token.start(), token.end()] for token in re.compile(r"\w+|[^\w\s]").finditer(text, *line.span())],
         line[0]]
        for line in re.finditer(r"[^\n]+", text)
    ]  # fmt: skip
    tokens = [token[0] for sentence, _ in sentences for token in sentence]
    return {
        "doc_id": doc_id, "tokens": tokens, "text": text.replace("\n", ""), "sentences": sentences,
        "entity_mentions": [], "relation_mentions": [], "event_mentions": [], **changes,
    }  # fmt: skip


def mention(name: str, kind: str, start: int, end: int, text: str, level: str = "UNK") -> dict[str, Any]:
    return {
        "id": name, "sent_idx": 0, "start": start, "end": end, "entity_type": kind, "mention_type": level, "text": text
    }  # fmt: skip


def event(kind: str, start: int, text: str, *arguments: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": "E", "event_type": kind, "trigger": {"start": start, "end": start + 1, "text": text, "sent_idx": 0},
        "arguments": [{"role": role, "entity_id": name, "text": ""} for role, name in arguments],
    }  # fmt: skip


ADA = mention("T1", "PER", 0, 2, "Ada Brok", "NAM")
TARN = mention("T2", "GPE", 3, 4, "Tarn", "NAM")
MILITIA = mention("T3", "ORG", 5, 6, "Militia", "NOM")
SHIP = mention("T4", "VEH", 8, 9, "\U0001f6a2", "NOM")
PORT = mention("T5", "FAC", 9, 10, "port", "NOM")
BROK = mention("T6", "PER", 11, 12, "Brok", "NAM")
MAYOR = mention("T7", "TTL", 14, 15, "mayor", "NOM")
ALL = [ADA, TARN, MILITIA, SHIP, PORT, BROK, MAYOR]


def lines(file: Path, *values: object) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(json.dumps(value) + "\n" for value in values))
    return file


def clusters(*groups: list[str], doc: str = "doc_1", names: list[str] | None = None) -> dict[str, Any]:
    return {"doc_key": doc, "clusters": groups, "informative_mentions": names or [""] * len(groups)}


def read(folder: Path, value: dict[str, Any], *groups: list[str]) -> tuple[Article, Extraction, Notes]:
    """Read one document with its clusters."""
    lines(folder / "dev.coref.jsonlines", clusters(*groups))
    stories, notes = common.read("wikievents", lines(folder / "dev.jsonl", value))
    (article,) = common.articles(stories)
    assert article.gold is not None
    return article, article.gold, notes


def test_a_text_is_built_of_lines_in_their_places(tmp_path: Path) -> None:
    article, gold, notes = read(tmp_path, document(entity_mentions=ALL))
    assert article.text == TEXT
    assert [text_of(each.mentions[0].span, TEXT) for each in gold.entities] == [
        "Ada Brok", "Tarn", "Militia", "port", "Brok",
    ]  # fmt: skip
    assert gold.entities[3].mentions[0].span == span(43, 47)
    assert not [what for what in notes.counts if "text" in what]


@pytest.mark.parametrize("text", ["Tarn —\u00a0\nAda sailed. ", "\n\nTarn\n\n\n\nAda\tsailed", "Ada sailed"])
def test_blanks_at_the_ends_of_lines_and_before_the_first_are_kept(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, document(text))[0].text == text


def moved(by: int) -> list[Any]:
    """Return the sentences of the text, the second of them moved."""
    first, (tokens, line) = document()["sentences"]
    return [first, [[[word, start + by, end + by] for word, start, end in tokens], line]]


@pytest.mark.parametrize(
    "sentences",
    [
        moved(-5),
        moved(2000),
        [document()["sentences"][0], [document()["sentences"][1][0], "Something else."]],
        [*document()["sentences"], [[], "A line without tokens."]],
    ],
)
def test_a_text_that_cannot_be_built_is_given_as_tokens(tmp_path: Path, sentences: list[Any]) -> None:
    article, gold, notes = read(tmp_path, document(sentences=sentences, entity_mentions=[ADA, PORT]))
    assert article.text == (
        "Ada Brok left Tarn .\nMilitia shelled the \U0001f6a2 port : Brok , the mayor , died ."
        + "\n" * (len(sentences) - 2)
    )
    assert [text_of(each.mentions[0].span, article.text) for each in gold.entities] == ["Ada Brok", "port"]
    assert notes.counts["documents whose text cannot be built from its lines, given as tokens"] == 1


@pytest.mark.parametrize("sentences", [[], document()["sentences"][:1], [[[], " "]]])
def test_tokens_that_are_in_no_sentence_are_one_line(tmp_path: Path, sentences: list[Any]) -> None:
    article, gold, _ = read(tmp_path, document(sentences=sentences, entity_mentions=[PORT]))
    assert article.text.startswith("Ada Brok left Tarn . Militia shelled the \U0001f6a2 port : Brok")
    assert text_of(gold.entities[0].mentions[0].span, article.text) == "port"


def test_a_line_without_tokens_and_words_is_none(tmp_path: Path) -> None:
    article, *_ = read(tmp_path, document(sentences=[[[], " "], *document()["sentences"]]))
    assert article.text == TEXT


def test_clusters_are_entities_and_other_mentions_are_one_each(tmp_path: Path) -> None:
    lines(tmp_path / "dev.coref.jsonlines", clusters(["T6", "T1"], names=["Ada Brok"]))
    stories, notes = common.read("wikievents", lines(tmp_path / "dev.jsonl", document(entity_mentions=ALL[::-1])))
    gold = common.articles(stories)[0].gold
    assert gold is not None
    assert [
        (each.id, each.type, each.name, [text_of(found.span, TEXT) for found in each.mentions])
        for each in gold.entities
    ] == [
        ("e1", "PER", "Ada Brok", ["Ada Brok", "Brok"]),
        ("e2", "GPE", "", ["Tarn"]),
        ("e3", "ORG", "", ["Militia"]),
        ("e4", "FAC", "", ["port"]),
    ]
    assert notes.counts["entities: 'VEH' is left out by the map of labels"] == 1


def test_an_entity_has_the_type_of_most_of_its_mentions_or_of_equals_the_first(tmp_path: Path) -> None:
    _, gold, notes = read(tmp_path, document(entity_mentions=ALL), ["T7", "T1", "T3", "T6"], ["T5", "T2"], ["T4"])
    assert [(each.type, len(each.mentions)) for each in gold.entities] == [("PER", 3), ("GPE", 2)]
    assert notes.counts["mentions of another type than most of their cluster, held as its type"] == 2


def test_levels_are_read_where_they_are_known(tmp_path: Path) -> None:
    mentions = [
        ADA,
        {**MILITIA, "mention_type": "NOM"},
        {**BROK, "mention_type": "PRO"},
        {**TARN, "mention_type": "UNK"},
    ]
    _, gold, notes = read(tmp_path, document(entity_mentions=mentions))
    assert [each.mentions[0].level for each in gold.entities] == ["NAM", "NAM", "NOM", "PRO"]
    assert notes.counts["mentions of unknown level, held as names"] == 1


@pytest.mark.parametrize("place", ["coref/dev.jsonlines", "dev.coref.jsonlines", "coref/other.jsonl"])
def test_clusters_are_found_beside_the_file_and_in_coref_by_the_key_of_the_document(tmp_path: Path, place: str) -> None:
    lines(tmp_path / place, clusters(["T1"], doc="doc_0"), clusters(["T1", "T6"]))
    file = lines(tmp_path / "dev.jsonl", document(entity_mentions=[ADA, BROK]))
    for path in (file, tmp_path):
        stories, notes = common.read("wikievents", path)
        gold = common.articles(stories)[0].gold
        assert gold is not None
        assert [len(each.mentions) for each in gold.entities] == [2]
        assert [what for what in notes.counts if "cluster" in what] == []


def test_without_clusters_each_mention_is_an_entity(tmp_path: Path) -> None:
    lines(tmp_path / "dev.coref.jsonlines", clusters(["T1", "T6"], doc="another"))
    stories, notes = common.read("wikievents", lines(tmp_path / "dev.jsonl", document(entity_mentions=[ADA, BROK])))
    gold = common.articles(stories)[0].gold
    assert gold is not None
    assert [len(each.mentions) for each in gold.entities] == [1, 1]
    assert notes.counts["documents without clusters, in which each mention is an entity of its own"] == 1


def test_events_have_our_types_and_arguments(tmp_path: Path) -> None:
    events = [
        event(
            "Life.Die.Unspecified", 16, "died", ("Victim", "T1"), ("Victim", "T6"), ("Killer", "T3"), ("Place", "T2")
        ),
        event("Conflict.Attack.Unspecified", 6, "shelled", ("Target", "T4"), ("Target", "T5"), ("Attacker", "T3")),
        event("GenericCrime.GenericCrime.GenericCrime", 6, "shelled", ("Place", "T5"), ("Perpetrator", "T3")),
        event("Contact.Contact.Broadcast", 6, "shelled", ("Communicator", "T3")),
    ]
    _, gold, notes = read(tmp_path, document(entity_mentions=ALL, event_mentions=events), ["T1", "T6"])
    assert [(each.id, each.type, each.arguments) for each in gold.events] == [
        ("v1", "Life.Die", (Argument("Victim", "e1"), Argument("Agent", "e3"), Argument("Place", "e2"))),
        ("v2", "Conflict.Attack", (
            Argument("Target", span=span(41, 42)), Argument("Target", "e4"), Argument("Attacker", "e3"),
        )),
        ("v3", "Unknown", (Argument("Place", "e4"),)),
    ]  # fmt: skip
    assert [text_of(each.triggers[0], TEXT) for each in gold.events] == ["died", "shelled", "shelled"]
    assert notes.counts["events: 'Contact.Contact.Broadcast' is left out by the map of labels"] == 1
    assert notes.counts["roles: 'Perpetrator' is left out by the map of labels"] == 1


@pytest.mark.parametrize(
    ("kind", "given", "ours"),
    [
        ("Movement.Transportation.Unspecified", [("Transporter", "T1")], [Argument("Passenger", "e1")]),
        (
            "Movement.Transportation.Unspecified",
            [("Transporter", "T3"), ("PassengerArtifact", "T1")],
            [Argument("Agent", "e3"), Argument("Passenger", "e1")],
        ),
        (
            "Movement.Transportation.IllegalTransportation",
            [("Transporter", "T3"), ("PassengerArtifact", "T4")],
            [Argument("Agent", "e3"), Argument("Artifact", span=span(41, 42))],
        ),
        (
            "Justice.ReleaseParole.Unspecified",
            [("JudgeCourt", "T3"), ("Defendant", "T1")],
            [Argument("Agent", "e3"), Argument("Person", "e1")],
        ),
        ("Justice.Convict.Unspecified", [("JudgeCourt", "T3")], [Argument("Court", "e3")]),
        ("Conflict.Attack.DetonateExplode", [("Instrument", "T4")], [Argument("Instrument", span=span(41, 42))]),
        ("Life.Injure.Unspecified", [("Instrument", "T4")], [Argument("Cause", span=span(41, 42))]),
        ("Personnel.EndPosition.Unspecified", [("Position", "T7")], [Argument("Position", span=span(59, 64))]),
        ("Conflict.Demonstrate.Unspecified", [("Target", "T3")], []),
        ("Life.Die.Unspecified", [("Victim", "T3")], []),
        ("Life.Die.Unspecified", [("Victim", "missing")], []),
    ],
)
def test_a_role_depends_on_the_event_and_on_what_fills_it(
    tmp_path: Path, kind: str, given: list[tuple[str, str]], ours: list[Argument]
) -> None:
    value = document(entity_mentions=ALL, event_mentions=[event(kind, 6, "shelled", *given)])
    _, gold, notes = read(tmp_path, value)
    assert list(gold.events[0].arguments) == ours
    lost = [number for what, number in notes.counts.items() if what.startswith(("roles", "arguments"))]
    assert sum(lost) == len(given) - len(ours)


def test_labels_of_the_users_own_are_used(tmp_path: Path) -> None:
    file = lines(tmp_path / "dev.jsonl", document(entity_mentions=[SHIP, PORT]))
    stories, notes = common.read("wikievents", file, {"entities": {"VEH": "MISC"}})
    gold = common.articles(stories)[0].gold
    assert gold is not None
    assert [each.type for each in gold.entities] == ["MISC"]
    assert notes.counts["entities: 'FAC' is not in the map of labels"] == 1


@pytest.mark.parametrize(
    ("doc_id", "story", "published"),
    [
        ("64_VOA_EN_NW_2017.06.05.3887168", "64_VOA_EN_NW_2017.06.05.3887168", "2017-06-05"),
        ("VOA_2017.06.31.1", "VOA_2017.06.31.1", "1970-01-01"),
        ("12017.06.05", "12017.06.05", "1970-01-01"),
        ("_été 3/4", "ete-3-4", "1970-01-01"),
        ("¿", "document", "1970-01-01"),
    ],
)
def test_a_document_is_a_story_named_after_it_and_dated_by_its_name(
    tmp_path: Path, doc_id: str, story: str, published: str
) -> None:
    stories, notes = common.read("wikievents", lines(tmp_path / "some.jsonl", document(doc_id=doc_id)))
    assert [(each.id, each.title, each.split) for each in stories] == [(story, doc_id, None)]
    assert [(each.id, each.published) for each in stories[0].articles] == [(f"{story}/a", published)]
    assert notes.counts.get(common.UNDATED, 0) == (published == "1970-01-01")


def test_a_folder_is_read_file_by_file_each_a_split_by_its_name(tmp_path: Path) -> None:
    lines(tmp_path / "train.jsonl", document(doc_id="c"))
    lines(tmp_path / "dev.jsonl", document(doc_id="b"), document(doc_id="a"), document(doc_id="b"))
    lines(tmp_path / "extra.jsonlines", document(doc_id="d", tokens=[]), document(doc_id="e"))
    lines(tmp_path / "other.jsonl", {"id": "x"})
    lines(tmp_path / "coref" / "dev.jsonlines", clusters())
    stories, notes = common.read("wikievents", tmp_path)
    assert [(each.id, each.split) for each in stories] == [("b", "dev"), ("a", "dev"), ("e", None), ("c", "train")]
    assert notes.counts["documents with the id of an earlier one, left out"] == 1
    assert notes.first["documents with the id of an earlier one, left out"] == f"{tmp_path / 'dev.jsonl'}:3"
    assert notes.counts["documents without text, left out"] == 1
    assert notes.first["files that do not begin with a document of WikiEvents, left out"] == (
        f"{tmp_path / 'other.jsonl'}:1"
    )


def test_what_makes_no_sense_is_noted(tmp_path: Path) -> None:
    mentions = [
        ADA,
        {**BROK, "id": "T1"},
        mention("T8", "PER", 3, 3, ""),
        mention("T9", "PER", 4, 3, ""),
        {**PORT, "text": "harbour"},
        {**TARN, "text": " Tarn\n"},
    ]
    events = [event("Life.Die.Unspecified", 16, "fell", ("Victim", "T8"))]
    value = document(entity_mentions=mentions, event_mentions=events)
    _, gold, notes = read(tmp_path, value, ["T1", "T0"], ["T1", "T2"])
    assert [len(each.mentions) for each in gold.entities] == [1, 1, 1]
    assert len(gold.events) == 1
    assert {what: number for what, number in notes.counts.items() if "publication" not in what} == {
        "mentions with the id of an earlier one, left out": 1,
        "mentions and triggers of no tokens, left out": 2,
        "mentions and triggers that quote other words than their tokens": 2,
        "mentions in clusters that the document does not have": 1,
        "mentions in a second cluster, left in the first": 1,
        "arguments that are no mention of the document": 1,
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (json.dumps(document(doc_id="b"))[:-9], "not a line of WikiEvents"),
        ("[]", r"not a line of WikiEvents: Expected `object`, got `array`"),
        (json.dumps(clusters()), "missing required field `doc_id`"),
        (json.dumps(document(doc_id="b", entity_mentions=[{**ADA, "start": -1}])), r"\$\.entity_mentions\[0\]\.start"),
        (
            json.dumps(document(doc_id="b", entity_mentions=[{**ADA, "end": 99}])),
            "'Ada Brok' is said to be tokens 0 to 99",
        ),
        (json.dumps(document(doc_id="b", event_mentions=[event("Life.Die.Unspecified", 18, "x")])), "there are 18"),
        ("[" * 100_000, "not a line of WikiEvents"),
    ],
)
def test_what_is_no_document_is_told_with_its_place(tmp_path: Path, line: str, problem: str) -> None:
    file = lines(tmp_path / "dev.jsonl", document())
    file.write_text(f"{file.read_text()}\n{line}\n")
    with pytest.raises(InputError, match=f":3: .*{problem}"):
        common.read("wikievents", file)


def test_bytes_that_are_no_utf8_are_told_with_their_place(tmp_path: Path) -> None:
    file = lines(tmp_path / "dev.jsonl", document())
    file.write_bytes(file.read_bytes().replace(b"Tarn", b"T\xe4rn", 1))
    with pytest.raises(InputError, match=r"dev\.jsonl:1: not a line of WikiEvents"):
        common.read("wikievents", file)


@pytest.mark.parametrize("first", [b"\xef\xbb\xbf", b"\r\n \n"])
def test_a_byte_order_mark_blank_lines_and_other_ends_of_lines_do_no_harm(tmp_path: Path, first: bytes) -> None:
    file = tmp_path / "dev.jsonl"
    both = [json.dumps(document(doc_id=name)).encode() for name in ("a", "b")]
    file.write_bytes(first + b"\r\n\r\n".join(both))
    assert FORMAT.recognises(file)
    assert [each.id for each in common.read("wikievents", tmp_path)[0]] == ["a", "b"]


def test_a_broken_file_of_clusters_is_told(tmp_path: Path) -> None:
    file = lines(tmp_path / "dev.jsonl", document())
    broken = lines(tmp_path / "coref" / "dev.jsonlines", clusters(), {"doc_key": "doc_2"})
    with pytest.raises(InputError, match=rf"{re.escape(str(broken))}:2: .*`clusters`"):
        common.read("wikievents", file)


def test_where_no_document_is_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        common.read("wikievents", tmp_path / "dev.jsonl")
    lines(tmp_path / "dev.coref.jsonlines", clusters())
    with pytest.raises(InputError, match=r"no \.jsonl or \.jsonlines file that begins with a document"):
        common.read("wikievents", tmp_path)


def test_documents_are_recognised_and_nothing_else(tmp_path: Path) -> None:
    assert not FORMAT.recognises(tmp_path)
    assert not FORMAT.recognises(tmp_path / "missing.jsonl")
    others = [
        lines(tmp_path / "coref" / "dev.jsonlines", clusters()),
        lines(tmp_path / "a.jsonl", {"id": "x", "text": "Words.", "label": []}),
        lines(tmp_path / "b.jsonl", []),
        lines(tmp_path / "e.jsonl", {name: each for name, each in document().items() if name != "sentences"}),
        lines(tmp_path / "c.jsonl"),
    ]
    (tmp_path / "d.jsonl").write_bytes(b"\xff\xfe")
    assert not any(map(FORMAT.recognises, [*others, tmp_path / "d.jsonl", tmp_path]))
    assert FORMAT.recognises(lines(tmp_path / "a.jsonl", document()))
    assert FORMAT.recognises(tmp_path)


def test_the_map_knows_every_type_and_role_of_the_ontology() -> None:
    folder = common.corpus("wikievents")
    known = labels_of("wikievents")
    ontology = json.loads((folder / "event_role_KAIROS.json").read_text())
    seen = dict(json.loads((folder / "meta.json").read_text()))
    fillers = {kind.upper() for each in ontology.values() for kinds in each["role_types"] for kind in kinds}
    roles = {role for each in ontology.values() for role in each["roles"]} | {
        role for each in seen.values() for role in each
    }
    assert {*ontology, *seen} <= set(known["events"])
    assert roles <= set(known["roles"])
    # A role may be filled by an event too; "side" is a slip for "sid".
    assert fillers - {"EVENT", "SIDE"} <= set(known["entities"])
    for name in known["roles"]:
        kind, _, role = name.rpartition(".")
        assert role in {*roles, "SPAN"}
        assert not kind or kind in known["events"] or kind in roles


def test_the_corpus_is_read_whole() -> None:
    folder = common.corpus("wikievents")
    stories, notes = common.read("wikievents", folder)
    articles = common.articles(stories)
    golds = [article.gold for article in articles if article.gold]
    given = [json.loads(line) for line in (folder / "dev.jsonl").read_text().splitlines()]
    assert len(articles) == len(golds) == len(given) == 20
    assert {story.split for story in stories} == {"dev"}

    mentions = [found for gold in golds for entity in gold.entities for found in entity.mentions]
    left_out = {what: number for what, number in notes.counts.items() if what.startswith("entities: ")}
    assert sum(left_out.values()) == 204  # weapons, vehicles, numbers, illnesses, goods, titles, statements, sums
    assert len(mentions) + 204 == 2256

    events = [found for gold in golds for found in gold.events]
    speech = {what: number for what, number in notes.counts.items() if what.startswith("events: 'Contact.")}
    assert sum(speech.values()) == 58
    assert len(events) + 58 == 345
    assert sum(found.type == "Unknown" for found in events) == 20
    assert sum(len(found.arguments) for found in events) == 322

    assert sum(what.startswith("documents whose text") for what in notes.counts) == 0
    assert sum(what.startswith("mentions and triggers") for what in notes.counts) == 0
    assert sum(article.published == "1970-01-01" for article in articles) == 17


def test_every_token_of_the_corpus_is_where_it_says() -> None:
    folder = common.corpus("wikievents")
    articles = common.articles(common.read("wikievents", folder)[0])
    given = [json.loads(line) for line in (folder / "dev.jsonl").read_text().splitlines()]
    for article, value in zip(articles, given, strict=True):
        tokens = [token for sentence, _ in value["sentences"] for token in sentence]
        assert [article.text[start:end] for _, start, end in tokens] == value["tokens"]
        assert article.text.replace("\n", "") == value["text"]


def test_the_words_and_clusters_of_the_corpus_are_those_it_names() -> None:
    folder = common.corpus("wikievents")
    articles = common.articles(common.read("wikievents", folder)[0])
    given = [json.loads(line) for line in (folder / "dev.jsonl").read_text().splitlines()]
    chains = {
        line["doc_key"]: line for line in map(json.loads, (folder / "dev.coref.jsonlines").read_text().splitlines())
    }
    kept = {name for name, ours in labels_of("wikievents")["entities"].items() if ours}
    for article, value in zip(articles, given, strict=True):
        assert article.gold is not None
        words = {each["id"]: each["text"] for each in value["entity_mentions"] if each["entity_type"] in kept}
        groups = [[words[name] for name in chain if name in words] for chain in chains[value["doc_id"]]["clusters"]]
        alone = words.keys() - {name for chain in chains[value["doc_id"]]["clusters"] for name in chain}
        ours = [
            sorted(text_of(found.span, article.text) for found in entity.mentions) for entity in article.gold.entities
        ]
        assert sorted(ours) == sorted([sorted(group) for group in groups if group] + [[words[name]] for name in alone])
