"""Language models: options, prompts and keys of one's own, and the configuration that they make."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from running.llm.endpoint import ARTICLE, PRICES, Endpoint, model, words
from twicetold.errors import InputError
from twicetold.systems.llm import LanguageModel
from twicetold.systems.prompts import FOLDER, PLACEHOLDERS

if TYPE_CHECKING:
    from pathlib import Path


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
