"""A real browser for tests: started, shown a page until it rests, and axe asked of each look."""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.__main__ import find_browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# The rules of those that read colours, and what they look at.
OF_COLOUR = {"color-contrast": ["*"], "link-in-text-block": ["a[href]", "[role=link]"]}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
TAG = re.compile(r"<(/?)(\w+)([^<>]*)>")
ATTRIBUTE = re.compile(r'\s([\w:-]+)(?:="([^"]*)")?')
# Attributes whose words decide how a thing looks or what it is; of others only the name does.
DECIDE = ("class", "role", "fill", "type", "scope")
WITHOUT_END = ("meta", "link", "img", "input", "br", "hr")
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


def unfold(page: Page) -> None:
    """Open all that is folded, so that what stands in it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def opened(page: Page, address: str) -> Response:
    """Open a page, and wait until all that it asks for has come and has been shown."""
    waiting: set[Request] = set()

    def begun(request: Request) -> None:
        waiting.add(request)

    def ended(request: Request) -> None:
        waiting.discard(request)

    events = (("request", begun), ("requestfinished", ended), ("requestfailed", ended))
    with listening(page, *events):
        answer = page.goto(address)
        assert answer
        was_waiting = True
        while was_waiting or waiting:
            was_waiting = bool(waiting)
            page.evaluate(TWO_FRAMES)
    return answer


@contextmanager
def listening(page: Page, *events: tuple[str, Callable[[Any], None]]) -> Iterator[None]:
    """Hear what happens in a page, which others may use afterwards."""
    for name, heard in events:
        page.on(name, heard)  # type: ignore[call-overload]
    yield
    for name, heard in events:
        page.remove_listener(name, heard)


@contextmanager
def complaints(page: Page, base: str) -> Iterator[list[str]]:
    """A list that fills with console errors, page errors and requests to other hosts."""
    found: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    def failed(error: Error) -> None:
        found.append(str(error))

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:")):
            found.append(request.url)

    with listening(page, ("console", said), ("pageerror", failed), ("request", asked)):
        yield found


def found_by_axe(page: Page) -> list[str]:
    """What axe finds wrong in the page as it stands, but for what it was shown of it before."""
    if not page.evaluate("'looks' in window"):
        page.evaluate(AXE)
        page.evaluate(LOOKS)
    found = page.evaluate("([tags, colour]) => looks.wrong(tags, colour)", [WCAG, OF_COLOUR])
    return [f"{one['id']} ({one['help']}) at {one['at']}" for one in found]


def marks(html: str) -> set[tuple[str, str]]:
    """The kinds of thing that a page is made of: the class around each, and what it is itself."""
    around = [("", "")]
    found = set()
    for end, name, attributes in TAG.findall(html[html.index("<body") :]):
        if end:
            around.pop()
            continue
        within, look = around[-1]
        # A group in a drawing only says how the marks in it look, as one alone says it itself.
        is_look = name == "g" and not re.search(r"\s(class|transform)=", attributes)
        if not is_look:
            found.add((within, _kind(name, attributes + look)))
        if name not in WITHOUT_END and not attributes.endswith("/"):
            own = re.search(r'\sclass="([^"]*)"', attributes)
            around.append((own[1] if own else within, attributes if is_look else ""))
    return found


@functools.cache
def _kind(name: str, attributes: str) -> str:
    words = (f'{n}="{v}"' if n in DECIDE else n for n, v in ATTRIBUTE.findall(attributes))
    return " ".join([name, *sorted(words)])
