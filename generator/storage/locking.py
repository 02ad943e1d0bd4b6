"""One build at a time in a project: a lock that ends with the process that holds it."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep, strftime

from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress

NAME = ".crime-profiles.lock"
FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
# What we write into it. Whatever else stands there is somebody's, and is not written over.
SAID = re.compile(rb"(process \d+, since \d\d:\d\d)?\0*")
MOST_SAID = 200
NOT_OURS = Problem(
    "site",
    Place(NAME),
    "A file of this name is needed while the site is built, and this one is not ours.",
    "Move it away or give it another name, and build again.",
)
# How often Windows, where one cannot wait for a lock, is asked again, in seconds.
INTERVAL = 0.2


@contextmanager
def held(project: Path, progress: Progress) -> Iterator[None]:
    """Hold the project's lock meanwhile; where another holds it, say who, and wait.

    The file is removed again at the end. One that was left by a killed process locks nobody out,
    for the system lets go of a lock with its process. Raises ProfileError.
    """
    path = project / NAME
    handle = _acquired(path, progress)
    try:
        os.ftruncate(handle, 0)
        with suppress(OSError):  # it is only for whoever waits, and the disk may be full
            os.write(handle, f"process {os.getpid()}, since {strftime('%H:%M')}".encode())
        yield
    finally:
        # Removed while it is held: who waits for it sees that, and makes a new one.
        _remove(path)
        os.close(handle)


def _acquired(path: Path, progress: Progress) -> int:
    while True:
        try:
            handle = os.open(path, FLAGS, 0o666)
        except OSError as error:
            if os.path.lexists(path) and not _is_plain(path):
                raise ProfileError([NOT_OURS]) from None
            what = "The project folder cannot be written to, so nothing can be built in it."
            remedy = "Give yourself the right to write to it, or copy the project elsewhere."
            if error.errno == errno.ENOSPC:
                what, remedy = "The disk is full.", "Make room, and build again."
            raise ProfileError([Problem("site", Place(path.name), what, remedy)]) from None
        try:
            if not (_is_plain(path) and SAID.fullmatch(os.read(handle, MOST_SAID))):
                raise ProfileError([NOT_OURS])
            os.lseek(handle, 0, os.SEEK_SET)
            _wait(handle, path, progress)
            if _is_still(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _is_plain(path: Path) -> bool:
    """Is it a file of its own: no link, by whatever kind of link, and nothing else?"""
    try:
        state = os.lstat(path)
    except OSError:
        return True
    return stat.S_ISREG(state.st_mode) and state.st_nlink <= 1


def _is_still(handle: int, path: Path) -> bool:
    """Is the file that was locked the one that stands there now?"""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _remove(path: Path) -> None:
    # Windows removes no open file: it stays, unlocked.
    if sys.platform != "win32":
        path.unlink(missing_ok=True)


def _tell(path: Path, progress: Progress) -> None:
    try:
        holder = path.read_text(encoding="utf-8", errors="replace")[:80]
    except OSError:
        holder = ""
    progress(f"Waiting for another build of this project to end ({holder or 'just begun'})")


if sys.platform == "win32":
    import msvcrt

    # Far behind what is written, so that the holder's name can be read.
    PLACE = 1 << 20

    def _wait(handle: int, path: Path, progress: Progress) -> None:
        has_told = False
        while True:
            try:
                os.lseek(handle, PLACE, os.SEEK_SET)
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                os.lseek(handle, 0, os.SEEK_SET)
                return
            except OSError:
                if not has_told:
                    _tell(path, progress)
                    has_told = True
                sleep(INTERVAL)

else:
    import fcntl

    def _wait(handle: int, path: Path, progress: Progress) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _tell(path, progress)
            fcntl.flock(handle, fcntl.LOCK_EX)
