"""What of a folder of ours is removed: files by their names, what was left half-written, and a site
that was never made."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.problems import ProfileError
from generator.storage.sitefolders import MARKER, files_in, marked

# How ``keeping`` names a file that it has not yet put into its place.
HALF_WRITTEN = re.compile(r"\.(.+)\.\d+\.part")


@contextmanager
def half_made(making: Path) -> Iterator[None]:
    """Make a site in this folder meanwhile; where that fails, what was made of it is removed, for
    it would take the room that the next one needs. One that is whole is left to ``settle``."""
    try:
        yield
    except (OSError, ProfileError):
        with suppress(OSError, ProfileError):
            left = marked(making)
            if left and left.files is None:
                clear(making)
        raise


def sweep(folder: Path, names: Iterable[str]) -> None:
    """Remove what was half-written when a build was killed, of these files and of the marker."""
    known = {MARKER, *names}
    for name in filter(HALF_WRITTEN.search, files_in(folder)):
        path = Path(name)
        found = HALF_WRITTEN.fullmatch(path.name)
        if found and path.with_name(found[1]).as_posix() in known:
            (folder / name).unlink()


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove these files, and the folders that are empty then."""
    gone = files_in(folder).intersection(names)
    for name in gone:
        os.unlink(folder / name)
    for here in _innermost_first(gone):
        with suppress(OSError):  # one that is not empty stays
            os.rmdir(folder / here)


def _innermost_first(names: Iterable[str]) -> list[str]:
    """The folders that these files lie in, each after those in it."""
    found: set[str] = set()
    for name in names:
        here = name.rpartition("/")[0]
        while here and here not in found:
            found.add(here)
            here = here.rpartition("/")[0]
    return sorted(found, key=len, reverse=True)


def clear(making: Path) -> None:
    """Remove a folder of ours, its marker last: without one, it would be nobody's."""
    left = marked(making)
    if left is None or left.files is None:
        for path in making.iterdir():
            if path.name != MARKER:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    else:
        remove_files(making, left.files)
    for here, _, _ in os.walk(making, topdown=False):
        if Path(here) != making and not os.listdir(here):
            os.rmdir(here)
    if all(path.name == MARKER for path in making.iterdir()):
        (making / MARKER).unlink(missing_ok=True)
        making.rmdir()
