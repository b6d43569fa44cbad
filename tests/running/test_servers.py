"""Servers as systems: they are busy, broken, slow, and the run waits, tries again, and goes on."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from running.common import found, run, stories, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMPTY = b'{"dates": []}'


class Unruly(BaseHTTPRequestHandler):
    """Answers well, but where the outlet of an article says what else to do."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[Counter[str]] = Counter()
    at_once = 0
    most_at_once = 0
    guard = threading.Lock()

    def do_POST(self) -> None:
        article = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.guard:
            self.seen[article["id"]] += 1
            Unruly.at_once += 1
            Unruly.most_at_once = max(self.at_once, self.most_at_once)
        try:
            self.obey(article.get("outlet", ""), self.seen[article["id"]])
        except OSError:
            self.close_connection = True
        finally:
            with self.guard:
                Unruly.at_once -= 1

    def obey(self, order: str, time_seen: int) -> None:
        status, _, rest = order.partition(" ")
        if order == "slow":
            for byte in EMPTY:
                self.start() if byte == EMPTY[0] else None
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(1)
        elif order == "half":
            self.start()
            self.wfile.write(EMPTY[:5])
            self.close_connection = True
        elif order == "rubbish":
            self.whole(b"<html>")
        elif order == "wait":
            time.sleep(0.05)
            self.whole(EMPTY)
        elif status.isdigit() and (rest == "always" or time_seen == 1):
            self.whole(b"try again", int(status), rest.partition("=")[2])
        else:
            self.whole(EMPTY)

    def start(self, status: int = 200, length: int = len(EMPTY), after: str = "") -> None:
        self.send_response(status)
        self.send_header("content-length", str(length))
        if after:
            self.send_header("retry-after", after)
        self.end_headers()

    def whole(self, body: bytes, status: int = 200, after: str = "") -> None:
        self.start(status, len(body), after)
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    unruly = ThreadingHTTPServer(("127.0.0.1", 0), Unruly)
    thread = threading.Thread(target=unruly.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{unruly.server_port}/extract"
    unruly.shutdown()
    unruly.server_close()


@pytest.mark.parametrize("order", ["429 once", "503 once", "500 once", "429 after=0"])
def test_a_busy_server_is_asked_again(order: str, server: str, tmp_path: Path) -> None:
    told = [story(f"busy-{order.replace(' ', '-').replace('=', '-')}", order)]
    assert run(server, told, tmp_path / "run", retries=0).failures == ()
    assert Unruly.seen[told[0].articles[0].id] == 2


def test_retry_after_is_obeyed(server: str, tmp_path: Path) -> None:
    start = time.monotonic()
    assert run(server, [story("patient", "429 after=1")], tmp_path / "run", retries=0).failures == ()
    assert time.monotonic() - start > 1


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("404 always", "HTTP 404 Not Found: try again"),
        ("503 always", "HTTP 503 Service Unavailable"),
        ("slow", "no answer within 3"),
        ("half", "RemoteProtocolError"),
        ("rubbish", "the answer is not JSON"),
    ],
)
def test_a_failure_has_its_reason_and_the_run_goes_on(order: str, reason: str, server: str, tmp_path: Path) -> None:
    told = [story("s", "", order, "")]
    start = time.monotonic()
    (failure,) = run(server, told, tmp_path / "run", seconds=3, retries=0).failures
    assert failure.article == "s/b"
    assert reason in failure.reason
    assert time.monotonic() - start < 10
    assert set(found(tmp_path / "run", told).extractions) == {"s/a", "s/c"}


def test_a_client_error_is_not_tried_again(server: str, tmp_path: Path) -> None:
    run(server, [story("client", "400 always")], tmp_path / "run", retries=0)
    assert Unruly.seen["client/a"] == 1


def test_workers_ask_at_the_same_time(server: str, tmp_path: Path) -> None:
    told = [story(f"w{number}", "wait", "wait") for number in range(8)]
    Unruly.most_at_once = 0
    assert run(server, told, tmp_path / "run", workers=4).failures == ()
    assert Unruly.most_at_once >= 2


def test_nobody_there_is_a_failure_of_each_article(tmp_path: Path) -> None:
    failures = run("http://127.0.0.1:9/", stories(1), tmp_path / "run", seconds=1, retries=0).failures
    assert [failure.reason.partition(":")[0] for failure in failures] == ["ConnectError"] * 2
