"""The site on this machine, built again whenever something it is made from is saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator import building
from generator.problems import ProfileError, tell

WATCHED = (*building.INPUTS, "mkdocs.yml")
INTERVAL = 0.1


class _Handler(SimpleHTTPRequestHandler):
    """Static files, never cached, and no line for each request."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(project: Path, host: str, port: int, tell_user: Callable[[str], None]) -> None:
    """Build and serve until interrupted. A problem is told, and the last good site stays up."""
    site = project / "site"
    # Taken before the build, so that what is saved while it runs is seen afterwards.
    before = snapshot(project)
    _build(project, site, tell_user)
    building.make_ready()
    site.mkdir(exist_ok=True)
    with ThreadingHTTPServer((host, port), partial(_Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell_user(f"Serving on http://{host}:{server.server_port}/ (stop with Ctrl+C)")
        try:
            _watch(project, site, before, tell_user)
        except KeyboardInterrupt:
            tell_user("Stopped.")


def _watch(
    project: Path,
    site: Path,
    before: dict[str, tuple[int, int]],
    tell_user: Callable[[str], None],
) -> None:
    while True:
        time.sleep(INTERVAL)
        now = snapshot(project)
        if now != before:
            before = now
            _build(project, site, tell_user)


def snapshot(project: Path) -> dict[str, tuple[int, int]]:
    """The size and time of every file that the site is made from."""
    found = {}
    for root in (*(project / name for name in WATCHED), Path(__file__).parent):
        for path in [root] if root.is_file() else root.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                state = path.stat()
                found[str(path)] = (state.st_size, state.st_mtime_ns)
    return found


def _build(project: Path, site: Path, tell_user: Callable[[str], None]) -> None:
    started = time.monotonic()
    try:
        building.build(project, site)
    except ProfileError as error:
        tell_user(tell(error.problems))
        tell_user("The last good site stays as it is.")
    else:
        tell_user(f"Built in {time.monotonic() - started:.1f} s.")
