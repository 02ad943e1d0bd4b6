"""A real browser for tests: started, shown a page until it rests, and axe asked of each look."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

from tests.__main__ import find_browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# The rules of those that read colours, and what they look at.
OF_COLOUR = {"color-contrast": ["*"], "link-in-text-block": ["a[href]", "[role=link]"]}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Quiet(SimpleHTTPRequestHandler):
    """Static files without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser of the Chromium family, without a window."""
    with sync_playwright() as playwright:
        path = os.environ.get("CRIME_PROFILES_BROWSER") or str(find_browser() or "")
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        running = playwright.chromium.launch(executable_path=path or None, args=arguments)
        yield running
        running.close()


def looked_at(browser: Browser, width: int, scheme: str, **options: Any) -> BrowserContext:
    """A browser as somebody has it who has never been here."""
    size = {"width": width, "height": 900}
    return browser.new_context(viewport=size, color_scheme=scheme, **options)  # type: ignore[arg-type]


def look(page: Page, width: int, scheme: str) -> None:
    """Look at the same page in another width and scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.evaluate(TWO_FRAMES)


def opened(page: Page, address: str) -> Response:
    """Open a page, and wait until all that it asks for has come and has been shown."""
    waiting: set[Request] = set()
    page.on("request", lambda request: waiting.add(request))
    page.on("requestfinished", lambda request: waiting.discard(request))
    page.on("requestfailed", lambda request: waiting.discard(request))
    answer = page.goto(address)
    assert answer
    was_waiting = True
    while was_waiting or waiting:
        was_waiting = bool(waiting)
        page.evaluate(TWO_FRAMES)
    return answer


def complaints(page: Page, base: str) -> list[str]:
    """A list that fills with console errors, page errors and requests to other hosts."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request", lambda r: found.append(r.url) if not r.url.startswith((base, "data:")) else None
    )
    return found


def found_by_axe(page: Page) -> list[str]:
    """What axe finds wrong in the page as it stands, but for what it was shown of it before."""
    if not page.evaluate("'looks' in window"):
        page.evaluate(AXE)
        page.evaluate(LOOKS)
    found = page.evaluate("([tags, colour]) => looks.wrong(tags, colour)", [WCAG, OF_COLOUR])
    return [f"{one['id']} ({one['help']}) at {one['at']}" for one in found]
