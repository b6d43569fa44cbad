"""Language models in a run: what they use and cost, and what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from running import common
from running.llm.endpoint import ARTICLE, PRICES, Endpoint, model, raises_failure
from twicetold.cli import main
from twicetold.errors import InputError
from twicetold.systems.registry import Named

if TYPE_CHECKING:
    from pathlib import Path


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
