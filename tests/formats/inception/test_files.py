"""INCEpTION: documents and projects, as they are exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cassis import Cas, TypeSystem  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats import common
from formats.inception.making import (
    ANNOTATION,
    LABELS,
    NAMED_ENTITY,
    STRING,
    TEXT,
    Maker,
    gold,
    only,
    read,
    write,
    zipped,
)
from twicetold.formats.format import Reading
from twicetold.formats.inception import FORMAT
from twicetold.formats.inception.reading import read as read_export
from twicetold.model import Argument, Entity, Event, Mention, span, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from formats.inception.making import Extract


def test_without_a_day_of_publication_it_is_the_one_given(tmp_path: Path) -> None:
    path = write(tmp_path, {"doc.json": Maker().json()}) / "doc.json"
    reading = Reading(LABELS, "2030-01-02")
    (story,) = read_export(path, reading)
    assert story.articles[0].published == "2030-01-02"
    assert list(reading.notes) == [
        f"1 articles without a day of publication, taken to be of 2030-01-02 (first: {path})"
    ]


def test_text_is_what_it_is_in_the_cas(extracted: Extract) -> None:
    maker = Maker("\ufeffOru\r\n\tBay & <b>\u2028“𝔘𝔫”\n")
    maker.add(NAMED_ENTITY, "𝔘𝔫", value="ORG")
    found, _ = extracted(maker)
    assert text_of(found.entities[0].mentions[0].span, maker.text) == "𝔘𝔫"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30), st.data())
def test_wherever_an_annotation_is_it_is_found_there(tmp_path: Path, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    maker = Maker("".join(character if character not in "\ufffe\uffff" else "?" for character in text))
    maker.cas.add(maker.make(NAMED_ENTITY, begin=start, end=end, value="PER"))
    for name, content in (("doc.json", maker.json()), ("doc.zip", maker.zip())):
        article, _ = only(write(tmp_path, {name: content}) / name)
        assert article.text == maker.text
        assert gold(article).entities == (Entity("e1", "PER", (Mention(span(start, end)),)),)


def project(**extra: bytes) -> dict[str, bytes]:
    """Return the files of a project: of each document a version by each annotator, one curated."""

    def version(words: str, kind: str = "json") -> bytes:
        maker = Maker()
        maker.add(NAMED_ENTITY, words, value="MISC")
        return maker.json() if kind == "json" else maker.zip()

    return {
        "exportedproject.json": b"{}",
        "source/one.txt": b"Ada",
        "annotation/one.txt/INITIAL_CAS.json": version("Ada"),
        "annotation/one.txt/bert.json": version("mayor"),
        "annotation/one.txt/anna.json": version("she"),
        "annotation/two.txt/bert.zip": version("mayor", "zip"),
        "annotation/two.txt/INITIAL_CAS.zip": version("Ada", "zip"),
        "annotation/four.txt/INITIAL_CAS.zip": version("Ada", "zip"),
        "annotation_ser/one.txt/anna.ser": b"\xac\xed",
        "curation/two.txt/CURATION_USER123.zip": version("Vell Bank", "zip"),
        "curation/three.txt/CURATION_USER.json": version("Oru Bay"),
        **extra,
    }


@pytest.mark.parametrize("kind", ["folder", "zip", "annotation"])
def test_of_a_project_one_version_of_each_document_is_read_the_curated_one_first(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "project", project())
    path = tmp_path / "project"
    if kind == "zip":
        path = write(tmp_path, {"project.zip": zipped(project())}) / "project.zip"
    elif kind == "annotation":
        path /= "annotation"
    stories, notes = read(path)
    read_as = {story.title: text_of(gold(story.articles[0]).entities[0].mentions[0].span, TEXT) for story in stories}
    assert [story.id for story in stories] == ["one", "two"] if kind == "annotation" else ["one", "three", "two"]
    if kind == "annotation":
        assert read_as == {"one.txt": "she", "two.txt": "mayor"}
    else:
        assert read_as == {"one.txt": "she", "two.txt": "Vell Bank", "three.txt": "Oru Bay"}
    assert notes.counts["further versions of documents"] == (1 if kind == "annotation" else 2)
    assert notes.counts["documents that nobody annotated"] == 1
    assert FORMAT.recognises(path)


def test_a_project_of_one_document_is_named_after_the_document(tmp_path: Path) -> None:
    version = Maker().zip()
    write(tmp_path, {"project.zip": zipped({"annotation/one.txt/anna.zip": version, "exportedproject.json": b"{}"})})
    stories, _ = read(tmp_path / "project.zip")
    assert [story.title for story in stories] == ["one.txt"]


def test_a_folder_may_hold_files_of_every_kind(tmp_path: Path) -> None:
    maker = Maker()
    write(
        tmp_path,
        {
            "a.xmi": maker.xmi(),
            "more/b.xmi": maker.xmi(),
            "TypeSystem.xml": maker.types_xml(),
            "c.zip": maker.zip(),
            "d.json": b"\xef\xbb\xbf" + maker.json(),
            "many.zip": zipped({"e.json": maker.json(), "f.json": maker.json(), "__MACOSX/._f.json": b"?"}),
            "notes.json": b"{}",
            "empty.zip": zipped({"annotation/g.txt/anna.tsv": b"#FORMAT=WebAnno TSV 3.3"}),
            "annotation/h/anna.zip": zipped({"anna.tsv": b"#FORMAT=WebAnno TSV 3.3"}),
            "j.json": Maker("").json(),
        },
    )
    stories, notes = read(tmp_path)
    assert [story.id for story in stories] == ["a", "c", "d", "e", "f", "b"]
    assert [story.title for story in stories] == ["a.xmi", "c.zip", "d.json", "e.json", "f.json", "b.xmi"]
    assert notes.counts["files that are no UIMA CAS"] == 1
    assert notes.counts["zips without a UIMA CAS"] == 2
    assert notes.counts["documents without text"] == 1
    assert notes.first["files that are no UIMA CAS"] == str(tmp_path / "notes.json")


def test_ids_are_made_of_names_and_stay_different(tmp_path: Path) -> None:
    maker = Maker()
    names = ["Öl & Gas.txt.json", "Ol-Gas.json", "_x.json", "новости.json", f"{'y' * 140}.json", f"{'y' * 141}.json"]
    stories, _ = read(write(tmp_path, {name: maker.json() for name in names}))
    assert {story.title: story.id for story in stories} == {
        "Ol-Gas.json": "Ol-Gas",
        "_x.json": "x",
        f"{'y' * 140}.json": "y" * 128,
        f"{'y' * 141}.json": "y" * 126 + "-2",
        "Öl & Gas.txt.json": "Ol-Gas-2",
        "новости.json": "document",
    }


def test_xml_1_1_is_read_too(tmp_path: Path) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER")
    xmi = maker.xmi().replace(b"version='1.0'", b"version='1.1'")
    assert b"version='1.1'" in xmi
    article, _ = only(write(tmp_path, {"doc.xmi": xmi, "typesystem.xml": maker.types_xml()}) / "doc.xmi")
    assert len(gold(article).entities) == 1


AS_JAVA_WRITES = """{
  "%TYPES" : {
    "webanno.custom.Event" : { "%NAME" : "webanno.custom.Event", "%SUPER_TYPE" : "uima.tcas.Annotation",
      "type" : { "%NAME" : "type", "%RANGE" : "uima.cas.String" },
      "arguments" : { "%NAME" : "arguments", "%RANGE" : "webanno.custom.EventArgumentsLink[]" } },
    "webanno.custom.EventArgumentsLink" : {
      "%NAME" : "webanno.custom.EventArgumentsLink", "%SUPER_TYPE" : "uima.cas.TOP",
      "role" : { "%NAME" : "role", "%RANGE" : "uima.cas.String" },
      "target" : { "%NAME" : "target", "%RANGE" : "uima.tcas.Annotation" } },
    "webanno.custom.Thing" : { "%NAME" : "webanno.custom.Thing", "%SUPER_TYPE" : "uima.tcas.Annotation" }
  },
  "%FEATURE_STRUCTURES" : [
    { "%ID" : 5, "%TYPE" : "webanno.custom.EventArgumentsLink[]", "%ELEMENTS" : [ 6 ] },
    { "%ID" : 6, "%TYPE" : "webanno.custom.EventArgumentsLink", "role" : "who", "@target" : 4 },
    { "%ID" : 3, "%TYPE" : "webanno.custom.Event", "@sofa" : 1, "begin" : 7, "end" : 11, "type" : "meeting",
      "@arguments" : 5 },
    { "%ID" : 4, "%TYPE" : "webanno.custom.Thing", "@sofa" : 1, "begin" : 0, "end" : 6 },
    { "%ID" : 1, "%TYPE" : "uima.cas.Sofa", "sofaNum" : 1, "sofaID" : "_InitialView", "mimeType" : "text",
      "sofaString" : "Oru 😀 sues." }
  ],
  "%VIEWS" : { "_InitialView" : { "%SOFA" : 1, "%MEMBERS" : [ 3, 4 ] } }
}"""


def test_json_is_read_as_java_writes_it(tmp_path: Path) -> None:
    labels = {**LABELS, "entities": {"custom.Thing": "ORG"}}
    article, notes = only(write(tmp_path, {"doc.json": AS_JAVA_WRITES.encode()}), labels)
    assert gold(article).events == (Event("v1", "Contact.Meet", (span(6, 10),), (Argument("Participant", "e1"),)),)
    assert gold(article).entities == (Entity("e1", "ORG", (Mention(span(0, 5)),)),)
    assert len(notes) == 1  # of the day of publication


def test_types_of_earlier_documents_do_not_matter(tmp_path: Path) -> None:
    """Type systems are kept from one document to the next; one with fewer features is another."""
    small = TypeSystem()
    small.create_feature(small.create_type(NAMED_ENTITY, ANNOTATION), "value", STRING)
    cas = Cas(small, sofa_string="Oru")
    cas.add(small.get_type(NAMED_ENTITY)(begin=0, end=3, value="LOC"))
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada Lund", value="PER", identifier="kb:1")
    maker.add(NAMED_ENTITY, "she", value="PER", identifier="kb:1")
    files = {"1.json": cas.to_json().encode(), "2.json": maker.json(), "3.json": cas.to_json().encode()}
    stories, _ = read(write(tmp_path, files))
    assert [[len(entity.mentions) for entity in gold(each).entities] for each in common.articles(stories)] == [
        [1],
        [2],
        [1],
    ]


@pytest.mark.parametrize(
    ("name", "content", "known"),
    [
        ("doc.json", lambda maker: maker.json(), True),
        ("doc.json", lambda maker: b"\xef\xbb\xbf" + maker.json(), True),
        ("doc.xmi", lambda maker: maker.xmi(), True),
        ("doc.zip", lambda maker: maker.zip(), True),
        ("doc.json", lambda _: b'{"text": "%TYPES"}', False),
        ("doc.json", lambda _: b"", False),
        ("doc.xmi", lambda _: b"<xmi/>", False),
        ("doc.xml", lambda maker: maker.xmi(), False),
        ("doc.zip", lambda _: b"PK", False),
        ("doc.zip", lambda _: zipped({"a.json": b"{}"}), False),
        ("doc.zip", lambda _: zipped({"annotation/a.txt/anna.tsv": b"?"}), False),
        ("doc.txt", lambda _: b"Ada", False),
    ],
)
def test_what_it_is_is_recognised(tmp_path: Path, name: str, content: Callable[[Maker], bytes], *, known: bool) -> None:
    maker = Maker()
    maker.add(NAMED_ENTITY, "Ada", value="PER")
    path = write(tmp_path, {name: content(maker)}) / name
    assert FORMAT.recognises(path) is known
    assert FORMAT.recognises(tmp_path) is known
    assert not FORMAT.recognises(tmp_path / "gone.json")
