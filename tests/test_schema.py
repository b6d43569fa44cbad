"""Structs and schemas say the same, and a violation is shown with its place."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, get_args

import jsonschema
import msgspec
import pytest
import referencing
from hypothesis import given
from hypothesis import strategies as st

from strategies import articles, stories
from twicetold import model, ontology, schema
from twicetold.running import Failure, Identity, Manifest

if TYPE_CHECKING:
    from pathlib import Path

STRUCTS = {
    "article": model.Article,
    "extraction": model.Extraction,
    "story": model.Story,
    "prediction": model.Prediction,
    "links": model.Links,
    "linking": model.Linking,
    "run": Manifest,
}


def reference_validator(kind: str) -> jsonschema.Draft202012Validator:
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        [(uri, referencing.Resource.from_contents(contents)) for uri, contents in schema.schemas().items()]
    )
    return jsonschema.Draft202012Validator(
        schema.schemas()[f"https://twicetold.example/schema/{kind}.schema.json"], registry=registry
    )


hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
manifests = st.builds(
    Manifest,
    identity=st.builds(Identity, corpus_hash=hashes, configuration=st.just({"sha256": "0"})),
    articles=st.integers(0, 9),
    ungrounded=st.integers(0, 9),
    seconds=st.floats(0, 1e6),
    usage=st.dictionaries(st.text(max_size=9), st.floats(0, 1e6), max_size=2),
    failures=st.lists(st.builds(Failure, article=st.just("story/a"), reason=st.text(max_size=9)), max_size=2).map(
        tuple
    ),
)
documents = st.one_of(
    articles().map(lambda article: ("article", article)),
    articles().map(lambda article: ("extraction", article.gold)),
    stories().map(lambda story: ("story", story)),
    articles().map(lambda article: ("prediction", model.Prediction(article.id, article.gold or model.Extraction()))),
    stories().map(lambda story: ("linking", model.Linking(story.id, story.links))),
    manifests.map(lambda manifest: ("run", manifest)),
)


@given(documents)
def test_every_struct_is_valid_against_its_schema_and_comes_back_the_same(document: tuple[str, Any]) -> None:
    kind, struct = document
    value = msgspec.json.decode(msgspec.json.encode(struct))
    assert list(schema.errors(value, kind)) == []
    assert schema.kind_of(value) == kind
    assert msgspec.convert(value, STRUCTS[kind]) == struct


def places(value: object) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    found: list[tuple[Any, Any]] = []
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        found += [(value, key), *places(member)]
    return found


junk: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 7, 2**31, "", "PER", "e1", "e 1", "x/y", "x\n", [], {}, [{}], [[]]]
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Any]:
    """A valid document with a place or two replaced, removed or added to."""
    kind, struct = draw(documents)
    value = copy.deepcopy(msgspec.to_builtins(struct))
    value = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 2))):
        everywhere = places(value)
        if not everywhere:
            break
        container, key = draw(st.sampled_from(everywhere))
        change = draw(st.sampled_from(["replace", "remove", "add"]))
        if change == "replace":
            container[key] = draw(junk)
        elif change == "remove":
            del container[key]
        elif isinstance(container, dict):
            container["unheard-of"] = draw(junk)
        else:
            container.append(draw(junk))
    return kind, value


@given(damaged())
def test_schema_and_struct_refuse_the_same_documents(document: tuple[str, Any]) -> None:
    kind, value = document
    valid = not list(schema.errors(value, kind))
    try:
        msgspec.convert(value, STRUCTS[kind])
    except msgspec.ValidationError:
        assert not valid
    else:
        assert valid


@given(damaged())
def test_the_fast_validator_agrees_with_the_jsonschema_package(document: tuple[str, Any]) -> None:
    kind, value = document
    ours = {pointer for pointer, _ in schema.errors(value, kind)}
    theirs = {
        "".join(f"/{step}" for step in error.absolute_path) for error in reference_validator(kind).iter_errors(value)
    }
    assert ours == theirs


def test_every_property_is_described_and_every_object_closed() -> None:
    def walk(node: object, path: str) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object" and not path.endswith(("/configuration", "/usage")):  # a system's own
                assert node.get("additionalProperties") is False, path
                assert node.get("description"), path
                for name, member in node["properties"].items():
                    assert member.get("description"), f"{path}/{name}"
            for key, member in node.items():
                walk(member, f"{path}/{key}")
        elif isinstance(node, list):
            for index, member in enumerate(node):
                walk(member, f"{path}/{index}")

    for uri, contents in schema.schemas().items():
        jsonschema.Draft202012Validator.check_schema(contents)
        walk(contents, uri)


def test_quotations_are_allowed_where_a_system_may_give_them_and_not_beside_offsets() -> None:
    mention = {"span": [{"quote": "Tokayev"}]}
    entity = {"id": "e1", "type": "PER", "mentions": [mention]}
    assert list(schema.errors({"entities": [entity]}, "extraction")) == []
    mention["span"][0]["start"] = 3  # type: ignore[assignment]
    assert [pointer for pointer, _ in schema.errors({"entities": [entity]}, "extraction")] == [
        "/entities/0/mentions/0/span/0/start"
    ]


@pytest.mark.parametrize(
    ("pointer", "line"),
    [("", 1), ("/a", 2), ("/a/0", 2), ("/a/1/b~1c", 4), ("/d", 6), ("/d/e~0f", 6), ("/gone", 1), ("/a/9", 2)],
)
def test_a_pointer_is_found_in_the_source(pointer: str, line: int) -> None:
    source = '{\n"a": [1, {\n\n"b/c": "x\\"]}"}],\n\n"d": {"e~f": null}\n}'
    assert schema.line_of(source, pointer) == line


def test_a_file_that_is_not_json_is_a_finding_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"text": "é"}\n\n{"text": é}\n', encoding="utf-8")
    first, second = schema.read_documents(path)
    assert isinstance(first, schema.Document)
    assert isinstance(second, schema.Finding)
    assert second.line == 3
    whole = tmp_path / "p.json"
    whole.write_text('{\n"text": 1,\n}', encoding="utf-8")
    (finding,) = schema.read_documents(whole)
    assert isinstance(finding, schema.Finding)
    assert finding.line == 3


def test_ontology_labels_stand_in_the_schemas() -> None:
    common = schema.schemas()["https://twicetold.example/schema/common.schema.json"]["$defs"]
    assert common["phenomenon"]["enum"] == list(get_args(ontology.Phenomenon))
