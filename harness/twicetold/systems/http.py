"""`http://…`, `https://…`: a server that is sent an article as JSON and answers with an extraction."""

from __future__ import annotations

import re
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
import tenacity

from twicetold.errors import SystemFailure
from twicetold.systems.output import LONGEST_ANSWER, json_of

if TYPE_CHECKING:
    from twicetold.model import Article

ATTEMPTS = 6
"""How often a request is made while the server is busy (429), in trouble (5xx) or not reached."""

LONGEST_WAIT = 60.0
"""Seconds between two attempts, also where the server asks for more (Retry-After)."""

_SHOWN = 200


class _Busy(Exception):  # noqa: N818 - caught here
    """A failure that may pass, and how long the server asks to be left alone."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        self.seconds = seconds
        super().__init__(reason)


class Server:
    """A server that extracts. `seconds` limits the whole of an article: all attempts, waits and the answer."""

    version = "0"

    def __init__(self, url: str, *, seconds: float | None = None) -> None:
        parts = httpx.URL(url)
        self.name = re.sub(r"[^\w.]+", "-", parts.netloc.decode() + parts.path).strip("-")
        self.configuration = {"url": str(parts.copy_with(username=None, password=None))}
        self._url = url
        self._seconds = seconds
        self._client = httpx.Client(follow_redirects=True)

    def extract(self, article: Article) -> Any:  # noqa: ANN401 - JSON
        """Return what the server answers. Raises SystemFailure."""
        deadline = time.monotonic() + self._seconds if self._seconds else None
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Busy),
            stop=tenacity.stop_after_attempt(ATTEMPTS) | _stop_at(deadline),
            wait=_wait,
            reraise=True,
        )
        try:
            answer: bytes = attempts(self._ask, msgspec.json.encode(article), deadline)
        except _Busy as failure:
            raise SystemFailure(article.id, str(failure)) from failure
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SystemFailure(article.id, f"{type(error).__name__}: {error}") from error
        return json_of(article.id, answer)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(self, body: bytes, deadline: float | None) -> bytes:
        headers = {"content-type": "application/json"}
        try:
            with self._client.stream(
                "POST", self._url, content=body, headers=headers, timeout=_left(deadline)
            ) as response:
                answer = _read(response, deadline)
        except httpx.TimeoutException as error:
            raise _Busy(f"no answer within {self._seconds or 'its time'} s") from error
        except httpx.TransportError as error:
            raise _Busy(f"{type(error).__name__}: {error}") from error
        if response.is_success:
            return answer
        reason = f"HTTP {response.status_code} {response.reason_phrase}: {answer[:_SHOWN].decode(errors='replace')}"
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
            raise _Busy(reason, _asked_wait(response))
        raise httpx.HTTPStatusError(reason, request=response.request, response=response)


def _read(response: httpx.Response, deadline: float | None) -> bytes:
    """Return the body of an answer, which must be whole by the deadline, however slowly it trickles."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if deadline is not None and time.monotonic() > deadline:
            raise httpx.ReadTimeout("the answer is not whole")
        if size > LONGEST_ANSWER:
            raise httpx.DecodingError(f"the answer is longer than {LONGEST_ANSWER // 2**20} MB")
    return b"".join(parts)


def _left(deadline: float | None) -> float | None:
    """Return the seconds that are left, which are never none: a time-out of 0 would mean another thing."""
    return None if deadline is None else max(0.001, deadline - time.monotonic())


class _stop_at(tenacity.stop.stop_base):  # noqa: N801 - tenacity's way
    """Stop where the next wait would end after a deadline."""

    def __init__(self, deadline: float | None) -> None:
        self._deadline = deadline

    def __call__(self, retry_state: tenacity.RetryCallState) -> bool:
        return self._deadline is not None and time.monotonic() + retry_state.upcoming_sleep > self._deadline


_jitter = tenacity.wait_random_exponential(multiplier=0.5, max=LONGEST_WAIT)


def _wait(retry_state: tenacity.RetryCallState) -> float:
    """Wait as long as the server asks, or ever longer with jitter."""
    failure = retry_state.outcome.exception() if retry_state.outcome else None
    if isinstance(failure, _Busy) and failure.seconds is not None:
        return min(failure.seconds, LONGEST_WAIT)
    return _jitter(retry_state)


def _asked_wait(response: httpx.Response) -> float | None:
    """Return the seconds of a Retry-After header, which is a number or a date."""
    value = response.headers.get("retry-after")
    if value is None:
        return None
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
