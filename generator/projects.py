"""What makes a folder a project."""

from __future__ import annotations

import os
from pathlib import Path

# The folders that are read; one that stands elsewhere could change without anybody's knowing.
FOLDERS = ("data", "data/areas", "data/datasets", "content", "content/topics", "content/areas")


def not_a_project(folder: Path) -> str:
    """Why this folder cannot be worked with at all; blank where it can. Raises OSError."""
    remedy = "Go to the project's folder, or name it with --project."
    if not folder.is_dir():
        is_file = folder.exists()
        return (
            f"{folder} is {'a file and not' if is_file else 'not there, or not'} a folder. {remedy}"
        )
    parts = {"mkdocs.yml": Path.is_file, "data": Path.is_dir, "content": Path.is_dir}
    os.scandir(folder).close()
    missing = [name for name in parts if not (folder / name).exists()]
    if missing:
        return f"{folder} is no project folder: it has no {' and no '.join(missing)}. {remedy}"
    for name, is_right in parts.items():
        if not is_right(folder / name):
            wanted = "file" if name == "mkdocs.yml" else "folder"
            what = f"there is {_kind(folder / name)} where a {wanted} should be."
            return f"{folder / name}: {what} Move it away and put back what belongs there."
    for name in FOLDERS:
        if (folder / name).is_symlink():
            return f"{folder / name} is a link to another place. Put the folder itself there."
    return ""


def _kind(path: Path) -> str:
    """What stands there, in words."""
    if path.is_dir():
        return "a folder"
    return "a file" if path.is_file() else "a pipe, a socket or a device"
