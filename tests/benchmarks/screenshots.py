"""The pictures of the report in the README.

.venv/bin/python tests/benchmarks/screenshots.py REPORT STORY    a report, and a story in it; they go to docs/images
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parents[2] / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def take(
    browser: Browser, address: str, name: str, height: int, theme: Literal["light", "dark"], keys: str = ""
) -> None:
    """Take a picture of a page, after some keys were pressed."""
    page = browser.new_page(viewport={"width": 1280, "height": height}, color_scheme=theme)
    page.goto(address)
    page.wait_for_timeout(1000)
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(200)
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


def main(report: Path, story: str) -> None:
    """Take all of them."""
    IMAGES.mkdir(exist_ok=True)
    top = report.resolve().as_uri()
    run = min((report / "systems").glob("rules*.html")).name.partition(".")[0]
    with sync_playwright() as playwright:
        chromium = os.environ.get("TWICETOLD_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        take(browser, f"{top}/index.html", "leaderboard", 720, "light")
        take(browser, f"{top}/systems/{run}.html", "system", 900, "light")
        take(browser, f"{top}/stories/{story}.html#run={run}&view=difference", "story", 900, "dark", "nnn")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
