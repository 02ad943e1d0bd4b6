"""How the site stands, told to every browser that has a page of it open.

A page that listens costs an open socket and no thread: one thread speaks to all of them.
"""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

# Each page in a browser listens once; the oldest go where there are more, and ask again.
LISTENERS = 200
# A word now and then, so that those that have gone are noticed.
BEAT = 15.0
# What is told to a browser fits into one packet or a few; the terminal tells all of it.
PROBLEMS, LENGTH = 20, 400


@dataclass(frozen=True, slots=True)
class State:
    """Which build is served ("" while there is none), what is wrong, and what is being done."""

    build: str = ""
    problems: tuple[str, ...] = ()
    step: str = ""

    @property
    def event(self) -> bytes:
        """The same as an event that a browser understands."""
        shown = [_short(problem) for problem in self.problems[:PROBLEMS]]
        more = max(len(self.problems) - PROBLEMS, 0)
        told = {"build": self.build, "problems": shown, "more": more, "step": self.step}
        return f"data: {json.dumps(told)}\n\n".encode()


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"


class Announcer:
    """Tells listeners how the site stands, now and at every change."""

    def __init__(self) -> None:
        self.standing = State()
        self.listeners: list[socket.socket] = []
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        threading.Thread(target=self._keep_up, daemon=True).start()

    def say(self, standing: State) -> None:
        """The site stands like this from now on."""
        with self.lock:
            if standing != self.standing:
                self.standing = standing
                self._send(standing.event)

    def listen(self, listener: socket.socket, head: bytes) -> None:
        """Tell this listener from now on, after the head of an answer. The socket is ours then."""
        with self.lock:
            self.listeners.append(listener)
            while len(self.listeners) > LISTENERS:
                _close(self.listeners.pop(0))
            self._send_to(listener, head + self.standing.event)

    def close(self) -> None:
        """Tell nobody any more."""
        self.is_over.set()
        with self.lock:
            for listener in self.listeners:
                _close(listener)
            self.listeners = []

    def _keep_up(self) -> None:
        while not self.is_over.wait(BEAT):
            with self.lock:
                self._send(b":\n\n")

    def _send(self, text: bytes) -> None:
        for listener in list(self.listeners):
            self._send_to(listener, text)

    def _send_to(self, listener: socket.socket, text: bytes) -> None:
        """Whoever does not take all of it at once is let go, and will ask again."""
        try:
            listener.setblocking(False)
            is_taken = listener.send(text) == len(text)
        except OSError:
            is_taken = False
        if not is_taken:
            self.listeners.remove(listener)
            _close(listener)


def _close(listener: socket.socket) -> None:
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()
