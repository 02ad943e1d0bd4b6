"""A small web server on this machine that nobody can exhaust, or reach by another name."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from generator.serving.announcing import Announcer
from generator.serving.answering import Handler
from generator.unexpected import HinderedError, told

# How long somebody may take to say what is wanted, and how many are answered at once.
ASKING, AT_ONCE = 20.0, 64
LOCAL = ("localhost", "127.0.0.1", "::1")
EVERY = ("0.0.0.0", "::")


class Server(ThreadingHTTPServer):
    """Listens on one address of this machine and answers from one folder."""

    daemon_threads = True
    # On Windows this would let two programs listen at one port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 64

    def __init__(self, host: str, port: int, site: Path, tell_user: Callable[[str], None]) -> None:
        self.host, self.site, self.tell_user = host, site, tell_user
        self.announcer = Announcer()
        self.asking: dict[socket.socket, float] = {}
        self.free = threading.BoundedSemaphore(AT_ONCE)
        self.address_family, where = _resolved(host, port)
        try:
            super().__init__(where, Handler)
        except OSError as error:
            raise HinderedError(_not_bound(host, port, error)) from error
        self.names = allowed(host)

    def server_bind(self) -> None:
        """Without asking the network for this machine's name, which can take long."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.server_port}/"

    @property
    def is_open_to_others(self) -> bool:
        """Can other machines reach it?"""
        return not ipaddress.ip_address(str(self.server_address[0])).is_loopback

    def start(self) -> None:
        """Answer from now on."""
        serving = {"poll_interval": 0.1}
        threading.Thread(target=self.serve_forever, kwargs=serving, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self.shutdown()
        self.announcer.close()
        self.server_close()

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """A thread for each request, up to a number of them."""
        if not self.free.acquire(timeout=0.5):
            self.shutdown_request(request)
            return
        self.asking[request] = time.monotonic()
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            # The machine starts no more threads now; the next request may find one.
            self.free.release()
            self.asking.pop(request, None)
            self.shutdown_request(request)

    def process_request_thread(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Answer one request."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.asking.pop(request, None)
            self.free.release()

    def service_actions(self) -> None:
        """Let go of those that take too long to say what they want."""
        late = time.monotonic() - ASKING
        for request, since in list(self.asking.items()):
            if since < late:
                self.asking.pop(request, None)
                _shut(request)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """End a request, unless it listens for what comes."""
        if request not in self.announcer.listeners:
            super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A request that failed ends nothing else. Browsers go away at any time."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError | TimeoutError):
            self.tell_user(told(error))


def _shut(request: socket.socket) -> None:
    try:
        request.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _resolved(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host or "127.0.0.1", port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        remedy = "Use 127.0.0.1 (this machine only) or 0.0.0.0 (every machine on the network)."
        raise HinderedError(f"--host {host}: there is no such address. {remedy}") from error
    family, where = found[0][0], found[0][4]
    return family, (str(where[0]), int(where[1]))


def _not_bound(host: str, port: int, error: OSError) -> str:
    """Why nothing can listen there."""
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", 0) == 10013:
        other = f"as in --port {port + 1 if port < 65535 else 8000}"
        return (
            f"--port {port}: another program uses this port. Stop it, or choose another, {other}."
        )
    if isinstance(error, PermissionError):
        remedy = "Choose one of 1024 or more, as in --port 8000."
        return f"--port {port}: the system keeps this port for itself. {remedy}"
    if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
        remedy = "Use 127.0.0.1 (this machine only) or 0.0.0.0 (every machine on the network)."
        return f"--host {host}: this is no address of this machine. {remedy}"
    return told(error)


def allowed(host: str) -> frozenset[str]:
    """Which names may a browser call this machine by, beside the address that it reached?"""
    names = {*LOCAL, host.lower()}
    if host in EVERY:
        names.add(socket.gethostname().lower())
    return frozenset(names)
