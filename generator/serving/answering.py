"""What a browser is answered: the site's pages, and how the site stands.

Nothing is served but the files of one folder. To each page a script is added that listens for the
next build; the files themselves stay as they are.
"""

from __future__ import annotations

import json
import re
import socket
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from generator.serving.announcing import Announcer, State
from generator.storage.inputs import CODE
from generator.unexpected import told

# No page has an address like this: those are of letters, digits and hyphens.
OWN = "/__serve/"
PARTS = CODE / "templates"
IDLE = 10.0
# The machine's own list differs from machine to machine, on Windows above all.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
EVENTS = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
    b"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    b"retry: 1000\n\n"
)


def name_in(host: str) -> str | None:
    """The name in a Host header, without the port; None where it is none.

    >>> name_in("LocalHost:8000"), name_in("[::1]:8000"), name_in("a b"), name_in("")
    ('localhost', '::1', None, None)
    """
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?", host.strip().lower())
    return found[1].strip("[]").rstrip(".") or None if found else None


def file_for(site: Path, address: str) -> Path | None:
    """Which file of the site has this address, if any? None that a link leads out to.

    A folder is returned where the address lacks its last slash.
    """
    parts = address.split("/")[1:]
    wanted = [*parts[:-1], parts[-1] or "index.html"]
    if any(part in ("", ".", "..") or re.search(r'[\\:*?"<>|\x00-\x1f]', part) for part in wanted):
        return None
    try:
        path = site.joinpath(*wanted).resolve()
        is_inside = path.is_relative_to(site.resolve())
        return path if is_inside and (path.is_file() or path.is_dir()) else None
    except (OSError, ValueError, RuntimeError):
        return None


class Served(Protocol):
    """What an answer needs to know: which folder, how it stands, and for whom it is."""

    site: Path
    announcer: Announcer
    names: frozenset[str]
    asking: dict[socket.socket, float]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Served  # type: ignore[assignment]
    timeout = IDLE
    server_version, sys_version = "crime-profiles", ""

    def do_GET(self) -> None:
        """A page, a file, or how the site stands."""
        self.server.asking.pop(self.connection, None)
        refusal = self._refusal()
        if refusal:
            self._plain(*refusal)
            return
        address = unquote(urlsplit(self.path.split("#")[0]).path, errors="replace")
        if address.startswith(OWN):
            self._own(address.removeprefix(OWN))
        elif not (self.server.site / "index.html").is_file():
            self._answer(503, TYPES[".html"], waiting_page(self.server.announcer.standing))
        else:
            self._file(address)

    def do_HEAD(self) -> None:
        """The same without what it holds."""
        self.do_GET()

    def _refusal(self) -> tuple[int, str] | None:
        """Why this request is not answered, if it is not."""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) > 1 or (not hosts and self.request_version == "HTTP/1.1"):
            return 400, "The request does not say which site it is for."
        reached = str(self.connection.getsockname()[0]).removeprefix("::ffff:")
        if hosts and name_in(hosts[0]) not in self.server.names | {reached}:
            return 403, "This server answers to the names of this machine only."
        if not self.path.startswith("/") or len(self.path) > 4096:
            return 400, "The address cannot be read."
        return None

    def _own(self, name: str) -> None:
        if name == "events" and self.command == "GET":
            self.server.announcer.listen(self.connection, EVENTS)
        elif name in ("serve.js", "serve.css"):
            self._answer(200, TYPES[Path(name).suffix], (PARTS / name).read_bytes())
        else:
            self._plain(404, "There is nothing here.")

    def _file(self, address: str) -> None:
        path = file_for(self.server.site, address)
        status = 200
        if path is not None and path.is_dir():
            self._move(f"{quote(address)}/")
            return
        if path is None:
            path, status = self.server.site / "404.html", 404
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            self._plain(404, "There is no page here.")
            return
        except OSError as error:
            self._plain(500, told(error))
            return
        kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
        if path.suffix == ".html":
            content = with_script(content, self.server.announcer.standing)
        self._answer(status, kind, content)

    def _move(self, address: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"/{address.lstrip('/')}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _plain(self, status: int, text: str) -> None:
        self._answer(status, TYPES[".txt"], f"{text}\n".encode())

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        if self.request_version == "HTTP/0.9":
            # So that even what cannot be read is answered with a status.
            self.request_version = "HTTP/1.0"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if status == 405:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        """Nothing is kept by a browser, and nothing is taken for what it is not."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A request that cannot be read, or asks for more than reading."""
        self.close_connection = True
        is_method = code == HTTPStatus.NOT_IMPLEMENTED
        text = "Pages can only be read." if is_method else "The request cannot be read."
        self._plain(405 if is_method else code, text)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def with_script(html: bytes, standing: State) -> bytes:
    """A page with the script that listens for the next build, where the page allows scripts."""
    policy = POLICY.search(html, 0, 4096)
    if policy and b"script-src 'self'" not in policy[1]:
        return html
    head = (
        f'<link rel="stylesheet" href="{OWN}serve.css">'
        f'<script defer src="{OWN}serve.js" data-build="{standing.build}"></script>'
    ).encode()
    before, end, after = html.partition(b"</head>")
    return before + head + end + after if end else html + head


def waiting_page(standing: State) -> bytes:
    """The page for as long as there is no site: what is being done, or what is wrong."""
    title = "The site is not built yet" if standing.problems else "The site is being built"
    state = json.loads(standing.event.removeprefix(b"data: "))
    items = "".join(f"<li>{escape(problem)}</li>" for problem in state["problems"])
    more = f"<p>And {state['more']:,} more: the terminal lists all.</p>" if state["more"] else ""
    html = (PARTS / "serve.html").read_text(encoding="utf-8")
    for name, text in {"title": title, "items": items, "more": more, "step": ""}.items():
        html = html.replace(f"<!--{name}-->", escape(standing.step) if name == "step" else text)
    return with_script(html.encode(), standing)
