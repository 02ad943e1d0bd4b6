"""The folder ``build/`` of a project: whatever stands in it we made, and may remove.

It carries the tag by which backup programs know a folder that can be made again
(bford.info/cachedir). A folder of that name that somebody else filled is refused.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.storage.keeping import kept, write_whole

NAME = "build"
TAG = "CACHEDIR.TAG"
SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n"
SAID = SIGNATURE + (
    b"# crime-profiles made this folder and everything in it, and can make it again.\n"
    b"# It may be removed at any time. Keep nothing of your own here.\n"
)


def claim(project: Path) -> None:
    """Put the tag into ``build/``, which is made where there is none. Raises OSError."""
    refuse_others(project)
    if not _is_tagged(project / NAME):
        write_whole(project / NAME / TAG, SAID)


def refuse_others(project: Path) -> None:
    """Raise ProfileError for a ``build/`` that holds what we did not make."""
    folder = project / NAME
    if os.path.lexists(folder) and not folder.is_dir():
        what = "This is a file or a broken link, and a folder of that name is needed to build in."
        raise ProfileError([Problem("site", Place(NAME), what, "Move it away, and build again.")])
    if _is_tagged(folder):
        return
    if folder.is_dir() and os.listdir(folder) and not _was_made_by_us(folder):
        what = "This folder is needed to build in, and nothing in it says that we made it."
        raise ProfileError(
            [Problem("site", Place(NAME), what, "Give it another name, and build again.")]
        )


def _is_tagged(folder: Path) -> bool:
    try:
        return (folder / TAG).read_bytes().startswith(SIGNATURE)
    except OSError:
        return False


def _was_made_by_us(folder: Path) -> bool:
    """Did a build leave what it remembered or, where it was stopped before that, what it keeps?"""
    if kept(folder / "state") is not None:
        return True
    files = [path for path in folder.rglob("*") if not path.is_dir()]
    if all(path.name.endswith(".part") or kept(path) is not None for path in files):
        return True
    try:
        return isinstance(json.loads((folder / "state.json").read_bytes()), dict)
    except (OSError, ValueError):
        return False
