"""Visits to pages, with an ear for everything that must not happen on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, ViewportSize

    from report.sites import Site

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 740}

CHANGE = """change => {
  const element = document.querySelector(change.selector);
  if (change.value === undefined) element.click();
  else {
    element.value = change.value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.body.offsetHeight;
}"""
"""Change a filter as a reader does, and lay the page out anew."""


class Look(NamedTuple):
    """How pages are looked at."""

    theme: Theme = "light"
    viewport: ViewportSize = DESK
    scripts: bool = True


class Visitor:
    """Opens pages, and writes down what must not happen: messages, errors, dialogs, requests to anywhere else."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def open(self, site: Site, page: str, look: Look = Look(), *, base: str = "") -> Page:  # noqa: B008 - immutable
        """Open a page of a site, from the disk or where it is served; a page of a story is ready when this returns."""
        own = base or site.base
        context = self._browser.new_context(
            color_scheme=look.theme, viewport=look.viewport, java_script_enabled=look.scripts
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        opened = context.new_page()
        self._listen(opened, own)
        opened.goto(own + page)
        if look.scripts and page.startswith("stories/"):
            ready(opened)
        return opened

    def _listen(self, page: Page, own: str) -> None:
        def on_console(message: ConsoleMessage) -> None:
            self.troubles.append(f"console: {message.text}")

        def on_error(error: Any) -> None:
            self.troubles.append(f"error: {error}")

        def on_request(request: Request) -> None:
            if not request.url.startswith(own):
                self.troubles.append(f"request: {request.url}")

        def on_failure(request: Request) -> None:
            self.troubles.append(f"not there: {request.url}")

        def on_dialog(dialog: Dialog) -> None:
            self.troubles.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.on("request", on_request)
        page.on("requestfailed", on_failure)
        page.on("dialog", on_dialog)

    def close(self) -> None:
        """Leave all pages."""
        for context in self._contexts:
            context.close()


class Stopwatch:
    """Takes the time that the page itself works, whatever else the machine does."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._began = 0.0

    def milliseconds(self, **change: str) -> float:
        """Return how long a change takes until it is seen."""
        self.start()
        self._page.evaluate(CHANGE, change)
        return self.stop()

    def start(self) -> None:
        """Begin to take the time."""
        self._began = self._worked()

    def stop(self) -> float:
        """Return the milliseconds that the page has worked since the start."""
        return 1000 * (self._worked() - self._began)

    def _worked(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


def ready(page: Page) -> None:
    """Wait until the page of a story has its marks, and all that is drawn with them."""
    page.wait_for_selector("#viewer.live .text [data-item], #viewer.live .text [data-predicted]", state="attached")
    settled(page)


def settled(page: Page) -> None:
    """Wait until nothing on the page of a story waits to be drawn."""
    page.wait_for_selector("#viewer[aria-busy=false]", state="attached")
