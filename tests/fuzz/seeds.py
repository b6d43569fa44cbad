"""Seeds: the invented story in every form that something here reads."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from fuzz import inputs, invented
from fuzz.cas import cas_files
from twicetold import formats
from twicetold.gold import link_lines
from twicetold.gold.folder import write_article
from twicetold.model import Article, Extraction, Story, to_json
from twicetold.running.manifest import Failure, Identity, Manifest

if TYPE_CHECKING:
    from fuzz.inputs import Files

TOKENS = [each.span() for each in re.finditer(r"\w+|[^\w\s]", invented.TEXTS["a"])]
"""Where the tokens of the first telling begin and end."""
WORDS = [invented.TEXTS["a"][start:end] for start, end in TOKENS]


def lines(*values: object) -> bytes:
    """Return values as JSON Lines."""
    return b"".join(msgspec.json.encode(value) + b"\n" for value in values)


@cache
def written(name: str, file: str) -> Files:
    """Return what the project writes in a format; an empty `file` stands for a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / (file or "corpus")
        formats.writable(name)([invented.story()], path)
        found = inputs.read(path if path.is_dir() else path.parent)
    return {each: data for each, data in found.items() if Path(each).suffix != ".conf" and each != "config.xml"}


def own() -> list[Files]:
    """Return our own formats, of stories and of articles, plain and compressed."""
    story = invented.story()
    plain = lines(story)
    return [
        {"x.jsonl": plain},
        {"x.ndjson": lines(*story.articles)},
        {"x.jsonl.gz": gzip.compress(plain), "y.jsonl": lines(Article("z/a", "One.", "2024-01-01"))},
        {"x.jsonl.bz2": bz2.compress(plain)},
        {"x.jsonl.xz": lzma.compress(plain)},
        {"x.jsonl.zst": pa.compress(plain, "zstd", asbytes=True)},
        written("twicetold", "x.parquet"),
    ]


def _cat(markables: str, relations: str) -> bytes:
    tokens = "".join(
        f'<token t_id="{number}" sentence="{number // 12}" number="{number % 12}">{word}</token>\n'
        for number, word in enumerate(WORDS[:18], 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document doc_name="x" doc_id="1">\n{tokens}'
        f"<Markables>\n{markables}\n</Markables>\n<Relations>\n{relations}\n</Relations>\n</Document>\n"
    ).encode()


def _markable(tag: str, name: int, tokens: str, told: str = "") -> str:
    anchors = "".join(f'<token_anchor t_id="{token}"/>' for token in tokens.split())
    return f'<{tag} m_id="{name}" {told}>{anchors}</{tag}>'


def _relation(tag: str, source: int, target: int, told: str = "") -> str:
    return f'<{tag} r_id="9" {told}><source m_id="{source}"/><target m_id="{target}"/></{tag}>'


def ecbplus() -> list[Files]:
    """Return two documents of a topic, with and without the list of sentences."""
    markables = "\n".join((
        _markable("HUMAN_PART_PER", 1, "1 2"),
        _markable("ACTION_OCCURRENCE", 2, "9"),
        _markable("NEG_ACTION_OCCURRENCE", 3, "17"),
        _markable("TIME_DATE", 4, "11 12"),
        _markable("LOC_GEO", 5, "7"),
        _markable("HUMAN_PART_PER", 6, "", 'RELATED_TO="" TAG_DESCRIPTOR="Brill" instance_id="HUM1"'),
        _markable("ACTION_OCCURRENCE", 7, "", 'RELATED_TO="" TAG_DESCRIPTOR="suit" instance_id="ACT1"'),
    ))  # fmt: skip
    relations = _relation("CROSS_DOC_COREF", 1, 6, 'note="HUM1"') + _relation("CROSS_DOC_COREF", 2, 7, 'note="ACT1"')
    document = _cat(markables, relations)
    chosen = b"Topic,File,Sentence Number\n1,1ecb,0\n1,1ecb,1\n1,2ecb,0\n1,1ecbplus,1\n"
    return [
        {"1/1_1ecb.xml": document, "1/1_2ecb.xml": document, "ECBplus_coreference_sentences.csv": chosen},
        {"1_1ecbplus.xml": document, "2_1ecb.xml": document},
    ]


def eventstoryline() -> list[Files]:
    """Return a document with times that have values."""
    markables = "\n".join((
        _markable("HUMAN_PART_PER", 1, "1 2"),
        _markable("ACTION_OCCURRENCE", 2, "9", 'certainty="CERTAIN"'),
        _markable("TIME_DATE", 4, "12", 'value="2024-03-04" DCT="FALSE" anchorTimeID="8"'),
        _markable("TIME_DATE", 5, "16 17", 'value="2024-03-05" DCT="FALSE" anchorTimeID="4"'),
        _markable("TIME_DATE", 8, "", 'value="2024-03-05" DCT="TRUE" anchorTimeID=""'),
    ))  # fmt: skip
    return [{"1/1_1ecbplus.xml.xml": _cat(markables, _relation("PLOT_LINK", 2, 2) + _relation("TLINK", 4, 2))}]


def meantime() -> list[Files]:
    """Return two documents of a topic."""
    markables = "\n".join((
        _markable("ENTITY_MENTION", 1, "1 2", 'syntactic_type="NAM" head="Brill"'),
        _markable("ENTITY_MENTION", 2, "4 5 6 7", 'syntactic_type="NOM" head="mayor"'),
        _markable("EVENT_MENTION", 3, "9", 'pred="sue" certainty="CERTAIN" time="NON_FUTURE" polarity="POS"'),
        _markable("TIMEX3", 4, "12", 'value="2024-03-04" type="DATE" anchorTimeID="5" functionInDocument="NONE"'),
        _markable("TIMEX3", 5, "", 'value="2024-03-05" type="DATE" functionInDocument="CREATION_TIME"'),
        _markable("ENTITY", 6, "", 'TAG_DESCRIPTOR="Brill" ent_type="PER" instance_id="PER1"'),
        _markable("EVENT", 7, "", 'TAG_DESCRIPTOR="suit" class="OTHER" instance_id="OTH1"'),
        _markable("EVENT_MENTION", 8, "17"),
    ))  # fmt: skip
    relations = "".join((
        _relation("REFERS_TO", 1, 6), _relation("REFERS_TO", 2, 6), _relation("REFERS_TO", 3, 7),
        _relation("HAS_PARTICIPANT", 3, 1, 'sem_role="Arg0"'),
        _relation("HAS_PARTICIPANT", 3, 4, 'sem_role="Argm-TMP"'),
    ))  # fmt: skip
    document = _cat(markables, relations)
    return [{"corpus_a/1_x.xml": document, "corpus_a/2_y.xml": document}]


def polnear() -> list[Files]:
    """Return an article that two have annotated."""
    words = {"Source": "she", "Cue": "said", "Content": "We won’t wait"}
    text = invented.TEXTS["a"]
    places = {label: (text.index(each), text.index(each) + len(each)) for label, each in words.items()}
    spans = [f"T{n}\t{label} {a} {b}\t{text[a:b]}" for n, (label, (a, b)) in enumerate(places.items(), 1)]
    own_lines = [*spans, "T4\tAttribution 70 74\tsaid", "E1\tAttribution:T4 Source:T1 Content:T3 Content2:T9 Cue:T2"]
    own_lines += ["T9\tContent 100 103;104 106\tied it", "E2\tAttribution-no-source:T2 Cue:T2 Content:T9"]
    annotated = "\n".join(own_lines).encode() + b"\n"
    name = "nyt_2024-02-03_the-suit"
    return [
        {
            f"dev/text/{name}.txt": text.encode(),
            f"dev/attributions/{name}_b7a1.ann": annotated,
            f"dev/attributions/{name}_c9e2.ann": annotated,
            "metadata.tsv": f"filename\ttitle\n{name}\tA suit\n".encode(),
        }
    ]


def wikievents() -> list[Files]:
    """Return a document and its clusters."""
    text = invented.TEXTS["a"]
    mentions: list[dict[str, Any]] = [
        {"id": f"T{number}", "sent_idx": 0, "start": start, "end": end, "entity_type": kind, "mention_type": level}
        | {"text": " ".join(WORDS[start:end])}
        for number, (start, end, kind, level) in enumerate(
            [(0, 2, "PER", "NAM"), (4, 5, "PER", "NOM"), (6, 7, "GPE", "NAM"), (9, 10, "ORG", "NAM")]
        )
    ]
    trigger = {"start": 8, "end": 9, "text": "sued", "sent_idx": 0}
    arguments = [{"role": "Attacker", "entity_id": "T0", "text": ""}, {"role": "Place", "entity_id": "T2", "text": ""}]
    event = {"id": "E1", "event_type": "Conflict.Attack.Unspecified", "trigger": trigger, "arguments": arguments}
    document = {
        "doc_id": "suit_1", "tokens": WORDS, "text": text,
        "sentences": [[[[word, *place] for word, place in zip(WORDS, TOKENS, strict=True)], text]],
        "entity_mentions": mentions, "relation_mentions": [], "event_mentions": [event],
    }  # fmt: skip
    clusters = {"doc_key": "suit_1", "clusters": [["T0", "T1"]], "informative_mentions": ["Ada Brill"]}
    return [{"dev.jsonl": lines(document), "dev.coref.jsonlines": lines(clusters)}]


def conll() -> list[Files]:
    """Return what we write, and tags alone in other schemes."""
    rows = ["Ada B-person", "Brill E-person", "sued O", "Koto S-corporation", "", "Orm I-LOC", "won O"]
    return [
        written("conll", "x.conll"),
        {
            "train/a.txt": "\n".join(rows).encode(),
            "dev.bio": b"-DOCSTART- -X- O O\n\nKoto NNP B-NP B-ORG\nwon VBD O O\n",
        },
    ]


def doccano() -> list[Files]:
    """Return lines with triples, and lines with entities and relations."""
    text = invented.TEXTS["a"]
    entities = [
        {"id": 1, "label": "PER", "start_offset": 0, "end_offset": 9},
        {"id": 2, "label": "Justice.Sue", "start_offset": 29, "end_offset": 33},
        {"id": 3, "label": "DATE", "start_offset": 42, "end_offset": 48},
    ]
    relation = {"id": 1, "from_id": 2, "to_id": 1, "type": "Plaintiff"}
    return [
        {"x.jsonl": lines({"id": 1, "text": text, "label": [[0, 9, "PER"], [42, 48, "DATE"]], "Comments": []})},
        {"y.jsonl": lines({"id": 2, "text": text, "entities": entities, "relations": [relation]})},
    ]


def inception() -> list[Files]:
    """Return a CAS as XMI with its types, as JSON, and in the zips that INCEpTION exports."""
    xmi, types, as_json = cas_files()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("anna.xmi", xmi)
        archive.writestr("TypeSystem.xml", types)
    return [
        {"x.xmi": xmi, "TypeSystem.xml": types},
        {"x.json": as_json},
        {"x.zip": buffer.getvalue()},
        {"curation/x.txt/CURATION_USER.json": as_json, "annotation/x.txt/anna.json": as_json},
    ]


def text() -> list[Files]:
    """Return texts whose names have a date, and none."""
    return [{"2024-03-06-suit.txt": invented.TEXTS["a"].encode(), "b/other.txt": invented.TEXTS["b"].encode()}]


@cache
def gold_folder() -> Files:
    """Return the story as its annotators edit it."""
    story = invented.story()
    head = 'id = "suit"\ntitle = "A suit"\ntopic = "courts-crime"\nsplit = "train"\n'
    with tempfile.TemporaryDirectory() as scratch:
        for article in story.articles:
            letter = article.id[-1]
            write_article(article, Path(scratch) / letter)
            head += (
                f'\n[{letter}]\noutlet = "The Plumb Line"\nheadline = "Ada Brill"\npublished = {article.published!r}\n'
            )
        found = inputs.read(Path(scratch))
    links = link_lines.write(story.links)
    return {"story.toml": head.encode(), "links.txt": links.encode(), **found}


def documents() -> list[Files]:
    """Return a file of each kind of document that has a schema."""
    story = invented.story()
    run = Manifest(
        Identity("rules", "1", {"x": [1]}, "invented", "1", "0" * 64, "all", "0.2"),
        spec="rules",
        articles=2,
        failures=(Failure("suit/a", "it fell over"),),
        ungrounded=1,
        usage={"tokens": 24.0},
        started="2026-01-02T08:00:00",
        seconds=1.5,
        finished=True,
        twicetold="0",
        scorer="0",
        python="3",
    )
    as_text = json.dumps(json.loads(msgspec.json.encode(story)), indent=1, ensure_ascii=False).encode()
    return [
        {"x.json": as_text},
        {"x.json": to_json(story.articles[0])},
        {"x.json": to_json(story.articles[0].gold or Extraction())},
        {"x.json": msgspec.json.encode(invented.quoting("a"))},
        {"x.json": msgspec.json.encode(run)},
        {"x.jsonl": lines(*invented.predictions())},
    ]


def run_folder() -> list[Files]:
    """Return what a run leaves behind."""
    manifest = documents()[4]["x.json"]
    return [{"run.json": manifest, "predictions.jsonl": lines(*invented.predictions())}]


def flat_spans() -> list[Files]:
    """Return gold and predictions of flat spans."""
    gold = [{"id": f"d{n}", "spans": [{"start": n, "end": n + 3, "label": "PER"}]} for n in range(3)]
    found = [{"id": f"d{n}", "spans": [{"start": 1, "end": 4, "label": "ORG"}] * n} for n in (2, 0)]
    return [{"gold.jsonl": lines(*gold), "found.jsonl": lines(*found)}]


def two_extractions() -> list[Files]:
    """Return gold and predictions of one text: the same, another's, and nothing."""
    golds = [article.gold or Extraction() for article in invented.story().articles]
    some = [to_json(each) for each in (*golds, Extraction())]
    links = to_json(invented.links())
    return [
        {"gold-a.json": some[0], "gold-b.json": some[1], "a.json": some[0], "b.json": other, "links.json": links}
        for other in some[1:]
    ]


def story_of(gold: Extraction, other: Extraction) -> Story:
    """Return the invented story with other gold, without links."""
    first, second = invented.story().articles
    replace = msgspec.structs.replace
    return Story("suit", "A suit", (replace(first, gold=gold), replace(second, gold=other)))
