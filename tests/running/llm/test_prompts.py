"""Language models: what they are told, and what they may answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import msgspec
import pytest

from running.llm.endpoint import ANSWERS, ARTICLE, Endpoint, layers_of, model, words
from twicetold import corpus, schema
from twicetold.model import Extraction, span
from twicetold.ontology import LAYERS
from twicetold.running import work
from twicetold.systems.prompts import answer_schema, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(("calls", "number"), [("layer", 4), ("article", 1)])
def test_what_the_model_answers_is_accepted_and_grounded(calls: str, number: int, endpoint: Endpoint) -> None:
    extraction = work.extract(model(endpoint, calls=calls), ARTICLE)
    assert len(endpoint.requests) == number
    assert extraction.ungrounded == ()
    assert [entity.id for entity in extraction.entities] == ["e1", "e2"]
    assert [argument.filler for argument in extraction.events[0].arguments] == ["e1", "d1"]
    assert (extraction.claims[0].content, extraction.claims[0].source) == (span(0, 24), span(26, 33))


def test_each_layer_is_asked_for_with_its_guidelines_and_no_others(endpoint: Endpoint) -> None:
    model(endpoint).extract(ARTICLE)
    assert [layers_of(request) for request in endpoint.requests] == [[layer] for layer in LAYERS]
    rules = ["**Level.**", "**Reckoning.**", "**Trigger.**", "**Cue**"]
    for request, own in zip(endpoint.requests, rules, strict=True):
        assert [rule for rule in rules if rule in request["messages"][0]["content"]] == [own]


def test_one_call_for_an_article_has_all_guidelines(endpoint: Endpoint) -> None:
    model(endpoint, calls="article").extract(ARTICLE)
    (request,) = endpoint.requests
    assert layers_of(request) == list(LAYERS)
    assert all(rule in words(request) for rule in ("**Level.**", "**Reckoning.**", "**Trigger.**", "**Cue**"))


def test_the_guidelines_come_without_the_gold_that_they_show_in_marks(endpoint: Endpoint) -> None:
    """Their longer examples are pieces of a story of the gold set."""
    model(endpoint, calls="article", examples="0").extract(ARTICLE)
    assert "Three examples" not in words(endpoint.requests[0])
    assert "```" not in words(endpoint.requests[0])


def test_the_question_has_the_publication_date_and_the_text(endpoint: Endpoint) -> None:
    model(endpoint).extract(ARTICLE)
    for request in endpoint.requests:
        assert "Published: 2024-03-06" in request["messages"][-1]["content"]
        assert ARTICLE.text in request["messages"][-1]["content"]


def test_entities_and_dates_that_were_found_are_told_to_the_calls_for_events_and_claims(endpoint: Endpoint) -> None:
    model(endpoint).extract(ARTICLE)
    entity = '{"id":"e1","type":"PER","name":"Ada Byron","mentions":["Ada Byron"]}'
    date = '{"id":"d1","type":"DATE","value":"2024-03-04","words":"Monday"}'
    told = [
        (entity in request["messages"][-1]["content"], date in request["messages"][-1]["content"])
        for request in endpoint.requests
    ]
    assert told == [(False, False), (False, False), (True, True), (True, True)]


def test_worked_examples_are_short_train_articles_with_their_gold_in_quotations(endpoint: Endpoint) -> None:
    model(endpoint, examples="3").extract(ARTICLE)
    train = {article.text: article for story in corpus.load("train") for article in story.articles}
    for layer, request in zip(LAYERS, endpoint.requests, strict=True):
        questions, answers = request["messages"][1:-1:2], request["messages"][2:-1:2]
        assert len(questions) == len(answers) == 3
        for question, answer in zip(questions, answers, strict=True):
            (shown,) = [article for text, article in train.items() if text in question["content"]]
            assert json.loads(answer["content"]) == {layer: quoted(shown.gold, shown.text)[layer]}
            assert ("were found" in question["content"]) == (layer in ("events", "claims"))


def test_no_gold_of_the_article_or_of_its_story_is_sent(endpoint: Endpoint) -> None:
    """Not even where the article is the first of the worked examples for any other."""
    model(endpoint, examples="2").extract(ARTICLE)
    shown = words(endpoint.requests.pop(0))
    endpoint.requests.clear()
    train = [article for story in corpus.load("train") for article in story.articles]
    first = next(article for article in train if article.text in shown)
    endpoint.orders = [{"content": json.dumps({layer: []})} for layer in LAYERS]
    model(endpoint, examples="2").extract(first.without_gold())
    story = first.id.partition("/")[0]
    for request in endpoint.requests:
        examples = "\n".join(message["content"] for message in request["messages"][:-1])
        assert not [article.id for article in train if article.id.startswith(f"{story}/") and article.text in examples]
        assert len(request["messages"]) == 6
    endpoint.requests.clear()
    model(endpoint, examples="2").extract(msgspec.structs.replace(ARTICLE, text=first.text))
    assert words(endpoint.requests[0]).count(first.text) == 1


def test_gold_in_quotations_is_a_valid_answer_in_the_order_of_the_text() -> None:
    holds = jsonschema_rs.validator_for(answer_schema(LAYERS))
    for story in corpus.load("train"):
        for article in story.articles:
            gold = article.gold or Extraction()
            answer = {layer: quoted(gold, article.text)[layer] for layer in LAYERS}
            holds.validate(answer)
            assert list(schema.errors(answer, "extraction")) == []
            for entity in gold.entities:
                starts = [mention.span[0].start for mention in entity.mentions]
                assert starts == sorted(starts)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema within a schema."""
    yield node
    for each in (*node.get("properties", {}).values(), *node.get("anyOf", ())):
        yield from parts(each)
    if "items" in node:
        yield from parts(node["items"])


def test_the_schema_that_is_sent_is_strict_and_has_no_offsets(endpoint: Endpoint) -> None:
    model(endpoint, calls="article").extract(ARTICLE)
    held = endpoint.requests[0]["response_format"]["json_schema"]
    assert held["strict"] is True
    jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **held["schema"]})
    known = {"description", "type", "enum", "anyOf", "items", "properties", "required", "additionalProperties"}
    for part in parts(held["schema"]):
        assert set(part) <= known
        assert "type" in part or "anyOf" in part
        if part.get("type") == "object":
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False
        assert not {"start", "end", "phenomena", "ungrounded"} & set(part.get("properties", {}))
    assert "offset" not in json.dumps(held).lower()


def test_the_schema_allows_the_types_of_ours_and_no_others() -> None:
    holds = jsonschema_rs.validator_for(answer_schema(["dates"]))
    assert holds.is_valid({"dates": ANSWERS["dates"]})
    assert not holds.is_valid({"dates": [{**ANSWERS["dates"][0], "type": "DAY"}]})
    assert not holds.is_valid({"dates": ANSWERS["dates"], "events": []})
    assert holds.is_valid({"dates": [{**ANSWERS["dates"][0], "mod": "APPROX", "anchor": "d2"}]})
