"""Language models: what is done where an endpoint or an answer is of no use."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from running.llm.endpoint import ANSWERS, ARTICLE, Endpoint, model, raises_failure
from twicetold.ontology import LAYERS
from twicetold.running import work
from twicetold.systems.llm import LanguageModel
from twicetold.systems.output import accept

SCHEMA_REFUSED = {"error": {"message": "json_schema is not supported", "param": "response_format"}}


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_takes_no_schema_is_asked_for_json_with_the_schema_in_the_prompt(
    status: int, endpoint: Endpoint
) -> None:
    endpoint.orders = [(status, SCHEMA_REFUSED)]
    system = model(endpoint)
    accept(ARTICLE, system.extract(ARTICLE))
    system.extract(ARTICLE)
    forms = [request["response_format"]["type"] for request in endpoint.requests]
    assert forms == ["json_schema", *["json_object"] * 8]
    assert '"additionalProperties":false' in endpoint.requests[1]["messages"][0]["content"]


def test_another_bad_request_is_a_failure(endpoint: Endpoint) -> None:
    endpoint.orders = [(400, {"error": {"message": "the context is too long", "param": "messages"}})]
    with raises_failure("HTTP 400: Error code: 400"):
        model(endpoint).extract(ARTICLE)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(status: int, endpoint: Endpoint) -> None:
    endpoint.orders = [(status, {"error": {"message": "busy"}})]
    accept(ARTICLE, model(endpoint).extract(ARTICLE))
    assert len(endpoint.requests) == 5


def test_an_endpoint_that_stays_in_trouble_is_a_failure(endpoint: Endpoint) -> None:
    endpoint.orders = [(500, {"error": {"message": "on fire"}})] * 9
    with raises_failure("HTTP 500"):
        model(endpoint).extract(ARTICLE)
    assert len(endpoint.requests) == 3


def test_nobody_there_is_a_failure(endpoint: Endpoint) -> None:
    with raises_failure("APIConnectionError"):
        model(endpoint, base_url="http://127.0.0.1:9/v1").extract(ARTICLE)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"content": None, "refusal": "I would rather not."}, "the model refuses: I would rather not."),
        ({"content": '{"entities": [', "finish_reason": "length"}, "cut off"),
        ({"content": None, "finish_reason": "content_filter"}, "content filter"),
        ((200, {"error": {"message": "no such model"}}), "no completion"),
        ((200, "hello"), "no completion, but hello"),
        ((200, b"<html>"), "the endpoint does not speak JSON: <html>"),
    ],
)
def test_an_answer_of_no_use_is_a_failure_with_its_reason(order: Any, reason: str, endpoint: Endpoint) -> None:
    endpoint.orders = [order]
    with raises_failure(reason):
        model(endpoint).extract(ARTICLE)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("Sure! Here it is", "/: the answer is not JSON"),
        (None, "/: the answer is not JSON"),
        ("[]", "/: [] is not of type"),
        ('{"entities": [{"id": "e1"}]}', "/entities/0: "),
        ('{"dates": []}', "/: the answer has no entities"),
    ],
)
class TestRepair:
    """Of an answer with faults."""

    def test_the_model_is_told_what_is_wrong_and_asked_again(
        self, content: str | None, fault: str, endpoint: Endpoint
    ) -> None:
        endpoint.orders = [{"content": content}]
        system = model(endpoint)
        assert work.extract(system, ARTICLE) == work.extract(model(endpoint), ARTICLE)
        assert system.usage["requests"] == len(LAYERS) + 1
        first, second = endpoint.requests[:2]
        assert second["messages"][:-2] == first["messages"]
        assert second["messages"][-2] == {"role": "assistant", "content": content or ""}
        assert f"\n{fault}" in second["messages"][-1]["content"]
        assert second["response_format"] == first["response_format"]

    def test_the_last_answer_counts(self, content: str | None, fault: str, endpoint: Endpoint) -> None:
        for repairs in (0, 1, 3):
            endpoint.orders = [{"content": content}] * (repairs + 1)
            endpoint.requests.clear()
            with raises_failure(f"invalid extraction: {fault}"):
                model(endpoint, repairs=str(repairs)).extract(ARTICLE)
            assert len(endpoint.requests) == repairs + 1


def test_a_role_that_an_event_does_not_have_is_mended_with_what_was_found_before(endpoint: Endpoint) -> None:
    (event,) = ANSWERS["events"]
    wrong = {**event, "arguments": [{"role": "Victim", "filler": "e1", "span": []}]}
    endpoint.orders = [{}, {}, {"content": json.dumps({"events": [wrong]})}]
    assert work.extract(model(endpoint), ARTICLE).events[0].arguments[0].role == "Person"
    told = endpoint.requests[3]["messages"][-1]["content"]
    assert "/events/0/arguments/0" in told
    assert "Victim" in told


@pytest.mark.parametrize(
    "orders", [[1.5], [{}, 1.5], [(500, {}), 1.5]], ids=["first call", "second call", "second attempt"]
)
def test_the_time_limit_holds_for_all_calls_and_attempts_together(orders: list[Any], endpoint: Endpoint) -> None:
    """Also for an endpoint that sends blanks meanwhile."""
    endpoint.orders = orders
    system = LanguageModel("m", seconds=0.5, options={"base_url": endpoint.url})
    start = time.monotonic()
    with raises_failure("no answer within 0.5 s"):
        system.extract(ARTICLE)
    assert time.monotonic() - start < 1.4


def test_a_system_that_is_closed_ends_what_it_is_at(endpoint: Endpoint) -> None:
    endpoint.orders = [5.0]
    system = model(endpoint)
    closing = threading.Timer(0.3, system.close)
    closing.start()
    start = time.monotonic()
    with raises_failure("closed while it was at work"):
        system.extract(ARTICLE)
    assert time.monotonic() - start < 3
    closing.join()
    system.close()
