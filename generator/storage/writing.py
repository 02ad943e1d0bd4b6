"""Files put into a folder, so that a watcher sees only what changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.storage.keeping import write_whole
from generator.terms.addresses import inside


def write(files: Mapping[str, bytes], folder: Path, before: Iterable[str] = ()) -> None:
    """Write these files, touching only what changed, and remove those that were written before.

    Files that nobody wrote before stay. Raises OSError.
    """
    for name in sorted(set(before) - set(files)):
        path = folder / name
        path.unlink(missing_ok=True)
        while path.parent != folder and path.parent.is_dir() and not any(path.parent.iterdir()):
            path = path.parent
            path.rmdir()
    for name, data in files.items():
        path = inside(folder, name)
        if not _holds(path, data):
            write_whole(path, data)


def _holds(path: Path, data: bytes) -> bool:
    """Is it a file, and no link to one, with this content?"""
    try:
        state = os.lstat(path)
        is_alike = stat.S_ISREG(state.st_mode) and state.st_size == len(data)
        return is_alike and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False
