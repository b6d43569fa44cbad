"""A real browser and the sites it looks at.

The browser is $TWICETOLD_CHROMIUM, else what the PATH has. Where there is none, or no playwright, these tests skip.
"""

from __future__ import annotations

import os
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from report import hostile as texts
from report import sites
from report.browser.visits import Visitor
from report.sites import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from twicetold import Story

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


HERE = Path(__file__).parent
SHORT = (
    "test_a_page_loads_in_silence_from_the_disk",
    "test_marks_cover_exactly_the_characters_of_gold",
    "test_no_element_and_no_address_comes_from_data",
    "test_the_walk_visits_every_error_once_and_in_order_and_stops",
)
"""What `make test` runs of these tests; `make test-all` runs the others too."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long what is not short."""
    for item in items:
        if HERE in item.path.parents and getattr(item, "originalname", "") not in SHORT:
            item.add_marker(pytest.mark.long)


def chromium() -> str | None:
    """Return the program of the browser, None where there is none."""
    named = os.environ.get("TWICETOLD_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the browser; while it runs no test of another package does, since its event loop holds the thread."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium: install Debian's package chromium, or name a program in TWICETOLD_CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Visit pages; whatever is tested, nothing happens on them that must not."""
    visiting = Visitor(browser)
    yield visiting
    visiting.close()
    assert visiting.troubles == []


def _site(factory: pytest.TempPathFactory, name: str, write: Callable[[Path], None], stories: list[Story]) -> Site:
    """Write a site, once for all processes that test at the same time; where there is no browser, none is written."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            write(folder)
    return Site(folder, stories)


@pytest.fixture(scope="package")
def news(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Site:  # noqa: ARG001 - first a browser
    return _site(tmp_path_factory, "news", sites.write_news, sites.news())


@pytest.fixture(scope="package")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Site:  # noqa: ARG001 - first a browser
    return _site(tmp_path_factory, "hostile", sites.write_hostile, [texts.story()])


@pytest.fixture(scope="package")
def many(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Site:  # noqa: ARG001 - first a browser
    return _site(tmp_path_factory, "many", sites.write_many, sites.many())


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Site], str]]:
    """Serve a site over HTTP, and return its address."""
    servers = []

    def start(site: Site) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=site.folder))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
