"""What changed in a project, told by the system and not by looking again and again."""

from __future__ import annotations

import os
import re
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from generator.publishing import building
from generator.storage.inputs import CODE

# Drives on a network, and folders shared with a virtual machine, tell of no change.
LOOK_AGAIN = 5.0
# An editor saves in several steps; a shared drive in many.
SETTLED, AT_MOST = 0.08, 2.0
# Reading a file is no change of it.
CHANGES = ("created", "modified", "moved", "deleted", "closed", "attrib")
# Made by editors, office programs and shared drives while they work, and never a part of a site.
PASSING = re.compile(
    r"~\$.*|\.~lock\..*#|\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|\.git|__pycache__|.*\.pyc"
    r"|.*\.sw[a-z]|.*~|4913|\..*\.part|#.*#|\.#.*|\.idea|\.vscode",
    re.I,
)
Seen = dict[str, tuple[int, int]]


def snapshot(project: Path) -> Seen:
    """The size and time of every file that the site is made from, and of our own code."""
    found: Seen = {}
    for root in (*(project / name for name in building.INPUTS), CODE):
        found.update(_files(root))
    found.update(_state(project / "mkdocs.yml"))
    return found


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """What is in a folder now. A file that goes away meanwhile is not there."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if PASSING.fullmatch(entry.name):
            continue
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            continue
        yield from _files(Path(entry.path)) if is_folder else _state(Path(entry.path)).items()


def _state(path: Path) -> Seen:
    try:
        found = path.stat()
    except OSError:
        return {}
    return {str(path): (found.st_size, found.st_mtime_ns)} if stat.S_ISREG(found.st_mode) else {}


class Watch:
    """What changed in a project and in our code, since this was last asked."""

    def __init__(self, project: Path, tell_user: Callable[[str], None]) -> None:
        self.project, self.tell_user = project, tell_user
        self.seen = snapshot(project)
        self.woken = threading.Event()
        self.watches: dict[Path, tuple[int, ObservedWatch]] = {}
        self.observer: BaseObserver = Observer()

    def __enter__(self) -> Watch:
        self._start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Watch no more."""
        self.observer.stop()
        with suppress(RuntimeError):
            self.observer.join(timeout=2)

    def change(self, is_still_there: Callable[[], bool]) -> set[str]:
        """Wait for a change, then for its end. Which files changed, or none if the site is gone?"""
        while True:
            self._wait()
            # Before looking, so that nothing that changes in a new folder is missed.
            self._follow()
            now = snapshot(self.project)
            changed = {name for name, _ in now.items() ^ self.seen.items()}
            self.seen = now
            if changed or not is_still_there():
                return changed

    def _wait(self) -> None:
        end = time.monotonic() + LOOK_AGAIN
        # In pieces, for on Windows waiting is not interrupted by Ctrl+C.
        while time.monotonic() < end and not self.woken.wait(1):
            pass
        end = time.monotonic() + AT_MOST
        while self.woken.is_set() and time.monotonic() < end:
            self.woken.clear()
            self.woken.wait(SETTLED)
        self.woken.clear()

    def _start(self) -> None:
        try:
            self._follow_all()
            self.observer.start()
        except OSError:
            self._look_instead()

    def _look_instead(self) -> None:
        """Where the system can watch no more folders, look at them every second."""
        self.tell_user(
            "This system watches no more folders, so they are looked at every second instead."
        )
        self.observer.stop()
        self.observer, self.watches = PollingObserver(timeout=1), {}
        with suppress(OSError):
            self._follow_all()
        self.observer.start()

    def _follow(self) -> None:
        """Watch the folders that are there now. One that went away meanwhile is no matter."""
        try:
            self._follow_all()
        except OSError:
            if not isinstance(self.observer, PollingObserver):
                self._look_instead()

    def _follow_all(self) -> None:
        for folder in (self.project, CODE, *(self.project / name for name in building.INPUTS)):
            self._follow_one(folder)

    def _follow_one(self, folder: Path) -> None:
        number = folder.stat().st_ino if folder.is_dir() else 0
        known, watched = self.watches.get(folder, (0, None))
        if number == known:
            return
        if watched is not None:
            del self.watches[folder]
            self.observer.unschedule(watched)
        if number:
            waker = _Waker(self.woken, self.project, is_top=folder == self.project)
            watched = self.observer.schedule(waker, str(folder), recursive=not waker.is_top)
            self.watches[folder] = (number, watched)


class _Waker(FileSystemEventHandler):
    """Wakes whoever waits when something happened that may matter."""

    def __init__(self, woken: threading.Event, project: Path, *, is_top: bool) -> None:
        self.woken, self.project, self.is_top = woken, project, is_top

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened to a file or folder."""
        if event.event_type not in CHANGES:
            return
        if any(self._matters(os.fsdecode(path)) for path in (event.src_path, event.dest_path)):
            self.woken.set()

    def _matters(self, path: str) -> bool:
        name = os.path.basename(path)
        if self.is_top:
            return name in (*building.INPUTS, "mkdocs.yml", "build")
        return bool(name) and not PASSING.fullmatch(name) and "__pycache__" not in path
