"""Files put into a folder, so that a watcher sees only what changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.addresses import inside


def write(files: Mapping[str, str | bytes], folder: Path) -> int:
    """Write these files and remove all others, touching only what changed. How many changed?"""
    changed = 0
    for name, content in files.items():
        path = inside(folder, name)
        data = content.encode() if isinstance(content, str) else content
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        changed += 1
    wanted = set(files)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
            changed += 1
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    return changed
