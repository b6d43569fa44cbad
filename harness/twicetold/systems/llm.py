"""`openai:MODEL`: a language model behind any endpoint that speaks OpenAI's chat completions.

What the model is told, and the form in which it has to answer, is in `prompts`.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from twicetold.errors import InputError, NotStartedError, SystemFailure
from twicetold.ontology import LAYERS
from twicetold.systems.output import examine, json_of, refuse
from twicetold.systems.prompts import Prompts, answer_schema

try:
    import openai
except ModuleNotFoundError as missing:
    raise InputError("openai:MODEL needs the openai package: pip install 'twicetold[llm]'") from missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openai.types.chat import ChatCompletion

    from twicetold.model import Article
    from twicetold.systems.output import Fault
    from twicetold.systems.prompts import Messages

CALLS = {"layer": tuple((layer,) for layer in LAYERS), "article": (LAYERS,)}
"""The layers that each call about an article asks for."""

_REFUSED = (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)
"""What the next article would meet as well."""

_DATE = re.compile(r"20\d\d-\d\d-\d\d|20\d{6}(?!\d)")
_SHOWN = 200

_Price = Annotated[float, msgspec.Meta(ge=0)]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be said beside the model."""

    base_url: str | None = None
    """The endpoint; without it, what the SDK takes from OPENAI_BASE_URL, or OpenAI's own."""
    prompts: str | None = None
    """A folder with prompts of one's own."""
    calls: Literal["layer", "article"] = "layer"
    """A call for each layer, or one for all."""
    examples: Annotated[int, msgspec.Meta(ge=0)] = 2
    """How many worked examples."""
    repairs: Annotated[int, msgspec.Meta(ge=0)] = 1
    """How often the model is told what is wrong with an answer, and asked again."""
    temperature: float | None = 0.0
    """`null` sends none, for a model that takes no other than its own."""
    max_tokens: Annotated[int, msgspec.Meta(gt=0)] | None = None
    """How long an answer may become; without it, what the endpoint allows."""
    input_price: _Price | None = None
    """Of a million tokens; with `output_price`, the cost is counted, in the same currency."""
    output_price: _Price | None = None


class LanguageModel:
    """A model that is asked for an extraction with quotations. `seconds` limits an article, all of its calls together.

    Its version is the date in the model's name, if there is one. `usage` counts `requests` (without those that the SDK
    repeats), `input_tokens` and `output_tokens` as far as the endpoint tells them, and `cost` where prices are given.
    """

    def __init__(self, model: str, *, seconds: float | None, options: Mapping[str, str]) -> None:
        """Raise InputError for a missing model or key, and for a wrong option."""
        if not model:
            raise InputError("openai: names no model; write openai:MODEL")
        self._options = given = _options(model, options)
        self._model = model
        self._seconds = seconds
        self._calls = CALLS[given.calls]
        self._prompts = Prompts(Path(given.prompts) if given.prompts else None, given.examples)
        self._takes_schema = True
        self._at_work: set[asyncio.Task[Any]] = set()
        base_url = str(self._connect().base_url)
        # OpenAI's newer models refuse the older name of this setting; other servers may know no other.
        official = urlsplit(base_url).hostname == "api.openai.com"
        self._settings: dict[str, Any] = {
            "temperature": given.temperature,
            "max_completion_tokens" if official else "max_tokens": given.max_tokens,
        }
        self.name = re.sub(r"[^A-Za-z0-9_.-]+", "-", model)
        self.version = date[0] if (date := _DATE.search(model)) else "0"
        self.usage: dict[str, float] = {}
        self.configuration: dict[str, Any] = {
            "model": model,
            "base_url": _without_secrets(base_url),
            "calls": given.calls,
            "examples": given.examples,
            "repairs": given.repairs,
            "temperature": given.temperature,
            "max_tokens": given.max_tokens,
            "sha256": self._prompts.digest(self._calls),
        }

    def extract(self, article: Article) -> dict[str, Any]:
        """Return what the model finds. Raises SystemFailure, and NotStartedError for a key or model that is refused."""
        try:
            return asyncio.run(self._extract(article))
        except TimeoutError as error:
            raise SystemFailure(article.id, f"no answer within {self._seconds} s") from error
        except asyncio.CancelledError as error:
            raise SystemFailure(article.id, "closed while it was at work") from error
        except _REFUSED as error:
            raise NotStartedError(
                f"openai:{self._model}: HTTP {error.status_code}: {error.message[:_SHOWN]}"
            ) from error
        except openai.APIStatusError as error:
            raise SystemFailure(article.id, f"HTTP {error.status_code}: {error.message[:_SHOWN]}") from error
        except json.JSONDecodeError as error:  # which the SDK lets through
            raise SystemFailure(article.id, f"the endpoint does not speak JSON: {error.doc[:_SHOWN]}") from error
        except openai.OpenAIError as error:
            raise SystemFailure(article.id, f"{type(error).__name__}: {error}"[:_SHOWN]) from error

    def close(self) -> None:
        """End what is at work, from whatever thread."""
        for task in tuple(self._at_work):
            with suppress(RuntimeError):  # its loop is closed: it has ended meanwhile
                task.get_loop().call_soon_threadsafe(task.cancel)

    def _connect(self) -> openai.AsyncOpenAI:
        """Return a client. One serves one article, since its connections belong to one event loop."""
        given = self._options.base_url
        key = os.environ.get("OPENAI_API_KEY")
        if not key and not given and not os.environ.get("OPENAI_BASE_URL"):
            raise InputError(
                f"openai:{self._model}: set OPENAI_API_KEY, or name a server that needs none: base_url=URL"
            )
        return openai.AsyncOpenAI(base_url=given, api_key=key or "none", timeout=self._seconds or openai.NOT_GIVEN)

    async def _extract(self, article: Article) -> dict[str, Any]:
        task = asyncio.current_task()
        if task:
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        found: dict[str, Any] = {}
        async with asyncio.timeout(self._seconds), self._connect() as client:
            for layers in self._calls:
                found |= await self._find(client, layers, article, found)
        return found

    async def _find(
        self, client: openai.AsyncOpenAI, layers: Sequence[str], article: Article, found: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return some layers of an article. An answer with faults goes back to the model, and the last one counts."""
        messages = self._prompts.messages(layers, article, found)
        for left in range(self._options.repairs, -1, -1):
            answer = _content(await self._complete(client, messages, answer_schema(layers)), article.id)
            given, faults = _read(answer, layers, article, found)
            if not left:
                refuse(article.id, "extraction", faults)
            if not faults:
                break
            messages = self._prompts.mending(messages, answer, faults)
        return given

    async def _complete(self, client: openai.AsyncOpenAI, messages: Messages, answer: dict[str, Any]) -> ChatCompletion:
        """Ask for an answer by a schema, or, once one was refused, for JSON, with the schema in the prompt."""
        if self._takes_schema:
            held = {"name": "extraction", "schema": answer, "strict": True}
            try:
                return await self._request(client, messages, {"type": "json_schema", "json_schema": held})
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if "response_format" not in f"{error.param} {error.message}":
                    raise
                self._takes_schema = False
        return await self._request(client, self._prompts.with_schema(messages, answer), {"type": "json_object"})

    async def _request(self, client: openai.AsyncOpenAI, messages: Messages, form: dict[str, Any]) -> ChatCompletion:
        settings = {name: value for name, value in self._settings.items() if value is not None}
        self._count("requests", 1)
        create: Any = client.chat.completions.create  # whose types know no dicts
        completion: ChatCompletion = await create(
            model=self._model, messages=messages, response_format=form, **settings
        )
        if usage := getattr(completion, "usage", None):
            self._count("input_tokens", usage.prompt_tokens)
            self._count("output_tokens", usage.completion_tokens)
            if self._options.input_price is not None and self._options.output_price is not None:
                paid = usage.prompt_tokens * self._options.input_price
                paid += usage.completion_tokens * self._options.output_price
                self._count("cost", paid / 1e6)
        return completion

    def _count(self, name: str, number: float) -> None:
        self.usage[name] = self.usage.get(name, 0) + number


def _options(model: str, options: Mapping[str, str]) -> Options:
    known = Options.__struct_fields__
    if unknown := [name for name in options if name not in known]:
        raise InputError(f"openai:{model}: no option is called {unknown[0]!r}; there are {', '.join(known)}")
    try:
        given = msgspec.convert(dict(options), Options, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"openai:{model}: {error}") from error
    if (given.input_price is None) != (given.output_price is None):
        raise InputError(f"openai:{model}: give both input_price and output_price, or neither")
    return given


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _content(completion: ChatCompletion, article: str) -> str:
    """Return the words of an answer. Raises SystemFailure where there are none, or not all."""
    choices = getattr(completion, "choices", None)
    if not choices:
        raise SystemFailure(article, f"no completion, but {str(completion)[:_SHOWN]}")
    message, reason = choices[0].message, choices[0].finish_reason
    if message.refusal:
        raise SystemFailure(article, f"the model refuses: {message.refusal[:_SHOWN]}")
    if reason == "length":
        raise SystemFailure(article, "the answer is cut off at the greatest length: give more max_tokens")
    if reason == "content_filter":
        raise SystemFailure(article, "the answer is withheld by a content filter")
    return message.content or ""


def _read(
    answer: str, layers: Sequence[str], article: Article, found: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the layers in an answer, and what is wrong with it beside what was found before."""
    try:
        given = json_of(article.id, answer.encode())
    except SystemFailure as failure:
        return {}, [("", failure.reason)]
    if not isinstance(given, dict):
        return {}, examine(given, article.text)[1]
    faults = [("", f"the answer has no {layer}") for layer in layers if layer not in given]
    return {layer: given.get(layer) for layer in layers}, faults or examine({**given, **found}, article.text)[1]
