"""Language models as systems: what they are told, what they may answer, and what each answer costs."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import msgspec
import pytest

from running import common
from twicetold import corpus, schema
from twicetold.cli import main
from twicetold.errors import InputError, SystemFailure
from twicetold.model import Article, Extraction, span
from twicetold.ontology import LAYERS
from twicetold.running import work
from twicetold.systems.llm import LanguageModel
from twicetold.systems.output import accept
from twicetold.systems.prompts import FOLDER, PLACEHOLDERS, answer_schema, quoted
from twicetold.systems.registry import Named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLE = Article("quit/a", "Ada Byron quit on Monday, an aide said.", "2024-03-06")


def at(quote: str) -> list[dict[str, str]]:
    return [{"quote": quote}]


ANSWERS: dict[str, list[dict[str, Any]]] = {
    "entities": [
        {
            "id": "e1",
            "type": "PER",
            "mentions": [{"span": at("Ada Byron"), "head": [], "level": "NAM"}],
            "name": "Ada Byron",
        },
        {
            "id": "e2",
            "type": "PER",
            "mentions": [{"span": at("an aide"), "head": at("aide"), "level": "NOM"}],
            "name": "an aide",
        },
    ],
    "dates": [{"id": "d1", "span": at("Monday"), "type": "DATE", "value": "2024-03-04", "mod": None, "anchor": None}],
    "events": [
        {
            "id": "v1",
            "type": "Personnel.EndPosition",
            "triggers": [at("quit")],
            "arguments": [
                {"role": "Person", "filler": "e1", "span": []},
                {"role": "Time", "filler": "d1", "span": []},
            ],
            "polarity": "POSITIVE",
            "realis": "ACTUAL",
        }
    ],
    "claims": [
        {
            "id": "c1",
            "cue": at("said"),
            "content": at("Ada Byron quit on Monday"),
            "source": at("an aide"),
            "source_entity": "e2",
            "mode": "INDIRECT",
            "stance": "ASSERTS",
            "nested_in": None,
        }
    ],
}
"""What the endpoint finds in ARTICLE, layer by layer."""

SCHEMA_REFUSED = {"error": {"message": "json_schema is not supported", "param": "response_format"}}
PRICES = {"input_price": "3", "output_price": "15"}


class Endpoint(ThreadingHTTPServer):
    """Speaks OpenAI's chat completions, does as ordered, one order for each request, and answers well without one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.orders: list[Any] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """An order is a status with its body, the seconds to be slow, or what to change in the good completion."""

    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.requests.append(request)
        self.server.keys.append(self.headers["authorization"])
        order = self.server.orders.pop(0) if self.server.orders else {}
        if isinstance(order, tuple):
            self.answer(*order)
        elif isinstance(order, float):
            self.trickle(order)
        else:
            self.answer(200, completion(request, **order))

    def answer(self, status: int, body: Any) -> None:
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(written)))
        self.send_header("retry-after-ms", "1")
        self.end_headers()
        self.wfile.write(written)

    def trickle(self, seconds: float) -> None:
        """Keep the connection alive with blanks, as some endpoints do while the model thinks."""
        self.send_response(200)
        self.send_header("content-length", "1000")
        self.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wfile.write(b" ")
            time.sleep(0.05)
        self.close_connection = True

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def layers_of(request: dict[str, Any]) -> list[str]:
    """Return the layers that a request asks for: by its schema, or by the tasks in its prompt."""
    form = request["response_format"]
    if form["type"] == "json_schema":
        return list(form["json_schema"]["schema"]["properties"])
    return [layer for layer in LAYERS if f"\n`{layer}`: " in request["messages"][0]["content"]]


def completion(
    request: dict[str, Any], finish_reason: str = "stop", usage: Any = None, **message: Any
) -> dict[str, Any]:
    """Return a completion with the answer to a request, or with another message."""
    answer = json.dumps({layer: ANSWERS[layer] for layer in layers_of(request)})
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": request["model"],
        "choices": [
            {
                "index": 0,
                "finish_reason": finish_reason,
                "message": {"role": "assistant", "content": answer, **message},
            }
        ],
        "usage": usage or {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def model(endpoint: Endpoint, name: str = "m", /, **options: str) -> LanguageModel:
    return LanguageModel(name, seconds=None, options={"base_url": endpoint.url, **options})


@contextmanager
def raises_failure(reason: str) -> Iterator[None]:
    with pytest.raises(SystemFailure) as failure:
        yield
    assert failure.value.article == ARTICLE.id
    assert reason in failure.value.reason


def words(request: dict[str, Any]) -> str:
    return "\n".join(message["content"] for message in request["messages"])


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
    start = time.monotonic()
    with raises_failure("no answer within 0.5 s"):
        LanguageModel("m", seconds=0.5, options={"base_url": endpoint.url}).extract(ARTICLE)
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


def test_tokens_are_counted_and_cost_where_prices_are_given(endpoint: Endpoint) -> None:
    system = model(endpoint, **PRICES)
    system.extract(ARTICLE)
    assert system.usage == {
        "requests": 4,
        "input_tokens": 4000,
        "output_tokens": 400,
        "cost": pytest.approx(4000 * 3e-6 + 400 * 15e-6),
    }
    system.extract(ARTICLE)
    assert system.usage["requests"] == 8
    plain = model(endpoint)
    plain.extract(ARTICLE)
    assert "cost" not in plain.usage


def test_an_answer_of_no_use_is_paid_for_too(endpoint: Endpoint) -> None:
    endpoint.orders = [{"content": "no"}] * 2
    system = model(endpoint, **PRICES)
    with raises_failure("not JSON"):
        system.extract(ARTICLE)
    assert (system.usage["input_tokens"], system.usage["requests"]) == (2000, 2)


def test_settings_are_sent_with_every_call(endpoint: Endpoint) -> None:
    model(endpoint, temperature="0.5", max_tokens="99").extract(ARTICLE)
    assert {(request["temperature"], request["max_tokens"]) for request in endpoint.requests} == {(0.5, 99)}
    endpoint.requests.clear()
    model(endpoint).extract(ARTICLE)
    assert {request["temperature"] for request in endpoint.requests} == {0}
    assert not [request for request in endpoint.requests if "max_tokens" in request]
    endpoint.requests.clear()
    model(endpoint, temperature="null").extract(ARTICLE)
    assert not [request for request in endpoint.requests if "temperature" in request]


def test_prompts_of_ones_own_are_sent_and_change_the_configuration(endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / "dates.md").write_text("Find the `dates`, for $$5.", encoding="utf-8")
    (tmp_path / "README.md").write_text("$nothing", encoding="utf-8")
    own = model(endpoint, prompts=str(tmp_path))
    own.extract(ARTICLE)
    assert "Find the `dates`, for $5." in words(endpoint.requests[1])
    assert own.configuration["sha256"] != model(endpoint).configuration["sha256"]


def test_the_configuration_is_the_same_twice_and_changes_with_what_is_sent(endpoint: Endpoint) -> None:
    first, again = model(endpoint).configuration, model(endpoint, **PRICES).configuration
    assert first == again
    assert json.loads(json.dumps(first)) == first
    others = [
        model(endpoint, **option).configuration
        for option in ({"examples": "1"}, {"calls": "article"}, {"temperature": "1"}, {"max_tokens": "9"})
    ]
    assert first not in others
    assert others[0]["sha256"] != first["sha256"] != others[1]["sha256"]


def test_credentials_stay_out_of_the_configuration(endpoint: Endpoint) -> None:
    url = endpoint.url.replace("//", "//me:secret@") + "?key=secret"
    assert "secret" not in json.dumps(model(endpoint, base_url=url).configuration)


@pytest.mark.parametrize(
    ("name", "folder", "version"),
    [
        ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06", "2024-08-06"),
        ("claude-3-20240229", "claude-3-20240229", "20240229"),
        ("meta-llama/Llama-3.1-8B:free", "meta-llama-Llama-3.1-8B-free", "0"),
    ],
)
def test_the_name_is_fit_for_a_folder_and_the_version_is_the_models_date(
    name: str, folder: str, version: str, endpoint: Endpoint
) -> None:
    system = model(endpoint, name)
    assert (system.name, system.version) == (folder, version)
    system.extract(ARTICLE)
    assert endpoint.requests[0]["model"] == name


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"temprature": "0"}, "no option is called 'temprature'; there are base_url, prompts, calls"),
        ({"calls": "word"}, "'word'"),
        ({"examples": "-1"}, r"`\$.examples`"),
        ({"temperature": "warm"}, r"`\$.temperature`"),
        ({"input_price": "1"}, "both"),
        ({"prompts": "no/such/folder"}, "not a folder"),
    ],
)
def test_a_wrong_option_is_refused(options: dict[str, str], message: str, endpoint: Endpoint) -> None:
    with pytest.raises(InputError, match=message):
        model(endpoint, **options)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("date.md", "x", "no prompt is called so; there are system.md"),
        ("dates.md", "$text", r"nothing is known to put for \$text; placeholders of this file: none"),
        ("question.md", "costs $ 5", "a \\$ stands alone"),
    ],
)
def test_a_wrong_prompt_is_refused(file: str, content: str, message: str, endpoint: Endpoint, tmp_path: Path) -> None:
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        model(endpoint, prompts=str(tmp_path))


def test_a_missing_model_or_key_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(InputError, match="names no model"):
        model(endpoint, "")
    with pytest.raises(InputError, match="set OPENAI_API_KEY, or name a server that needs none"):
        LanguageModel("m", seconds=None, options={})


def test_key_and_endpoint_are_taken_from_the_environment(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
    LanguageModel("m", seconds=None, options={}).extract(ARTICLE)
    assert set(endpoint.keys) == {"Bearer none"}
    monkeypatch.setenv("OPENAI_API_KEY", "abc")
    LanguageModel("m", seconds=None, options={}).extract(ARTICLE)
    assert endpoint.keys[-1] == "Bearer abc"


def test_openais_own_endpoint_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "abc")
    system = LanguageModel("m", seconds=None, options={"max_tokens": "9"})
    assert system.configuration["base_url"].startswith("https://api.openai.com/")
    assert "max_completion_tokens" in system._settings


def test_a_missing_sdk_says_how_to_install_it() -> None:
    program = "import sys; sys.modules['openai'] = None; import twicetold.systems.llm"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'twicetold[llm]'" in done.stderr.strip().splitlines()[-1]


def test_every_prompt_and_placeholder_is_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in FOLDER.glob("*.md")} == {*PLACEHOLDERS, "README.md"}
    for name, placeholders in PLACEHOLDERS.items():
        assert f"`{name}`" in readme
        assert all(f"`${placeholder}`" in readme for placeholder in placeholders)


def test_the_endpoint_is_named_on_the_command_line(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text(ARTICLE.text)
    words = ["--published", ARTICLE.published, "--base-url", endpoint.url, "--option", "examples=0"]
    assert main(["extract", "openai:test", "text.txt", *words]) == 0
    assert len(endpoint.requests) == 4


def test_a_run_counts_what_the_model_used(endpoint: Endpoint, tmp_path: Path) -> None:
    told = [common.story(name, "", text=ARTICLE.text) for name in ("quit", "leave")]
    system = Named("openai:test", 30, options=(("base_url", endpoint.url), ("examples", "0"), *PRICES.items()))
    manifest = common.run(system, told, tmp_path / "run", workers=2)
    assert manifest.failures == ()
    assert (manifest.usage["requests"], manifest.usage["input_tokens"]) == (8, 8000)
    assert manifest.usage["cost"] == pytest.approx(8 * (1000 * 3 + 100 * 15) / 1e6)
    again = common.run(system, told, tmp_path / "run")
    assert again.usage == pytest.approx(manifest.usage)
    assert len(endpoint.requests) == 8


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_key_or_a_model_that_is_refused_ends_the_run(status: int, endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.orders = [(status, {"error": {"message": "not you"}})] * 9
    system = Named("openai:test", options=(("base_url", endpoint.url), ("examples", "0")))
    with pytest.raises(InputError, match=f"openai:test: HTTP {status}: .*not you"):
        common.run(system, [common.story("s", "", "")], tmp_path / "run")
    assert len(endpoint.requests) == 1
