"""What the tests of language models share: an endpoint that speaks OpenAI's protocol, and systems that ask it."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from twicetold.errors import SystemFailure
from twicetold.model import Article
from twicetold.ontology import LAYERS
from twicetold.systems.llm import LanguageModel

if TYPE_CHECKING:
    from collections.abc import Iterator

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
