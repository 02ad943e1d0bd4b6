"""What a build remembers for the next one: what it made, and from which inputs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.storage.inputs import hash_of
from generator.storage.keeping import keep, kept
from generator.storage.sitefolders import MARKER, Marked

NAME = "state"
# Where builds from before there were markers wrote down which sites they had made.
OLD_NAME = "state.json"


@dataclass
class Record:
    """What stands in a folder of ``build/``.

    ``word`` is that of the inputs that ``files`` (name and hash) were made from, blank while they
    are being made; ``drawings`` are the pictures that they need; ``publisher`` is for the frame;
    ``doubts`` says how many stand open; ``sites`` says of each site that was made of them from
    what, what decided each of its pages, and how it was left.
    """

    word: str = ""
    files: dict[str, str] = field(default_factory=dict)
    drawings: list[str] = field(default_factory=list)
    publisher: dict[str, Any] = field(default_factory=dict)
    doubts: str = ""
    sites: dict[str, dict[str, Any]] = field(default_factory=dict)

    @staticmethod
    def read(folder: Path) -> Record:
        """What was remembered; nothing, where it is damaged or of another version."""
        try:
            found = json.loads(kept(folder / NAME) or b"{}")
            return Record(**found)
        except (ValueError, TypeError):
            return Record()

    def write(self, folder: Path) -> None:
        """Remember it. Raises OSError."""
        text = json.dumps(asdict(self), sort_keys=True)
        keep(folder / NAME, text.encode())


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each file's content."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def are_whole(folder: Path, files: Mapping[str, str]) -> bool:
    """Is every file there as it was written?"""
    return all(hash_of(folder / name) == word for name, word in files.items())


def as_left(site_dir: Path, mark: Marked | None) -> str:
    """The size and times of our files of a site in one word; blank where one is gone."""
    if mark is None or mark.files is None or mark.is_moving:
        return ""
    seen = hashlib.sha256()
    for name in (MARKER, *mark.files):
        try:
            state = os.lstat(site_dir / name)
        except OSError:
            return ""
        times = f"{state.st_mtime_ns} {state.st_ctime_ns} {state.st_mode}"
        seen.update(f"{name} {state.st_size} {times}\n".encode())
    return seen.hexdigest()


def of_old(build: Path, site_dir: Path) -> list[str] | None:
    """The pages of a site that a build from before there were markers made there, or None.

    They are named by what it was made of, as far as that is still there.
    """
    try:
        found = json.loads((build / OLD_NAME).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or f"site {site_dir}" not in found:
        return None
    pages = build / "pages"
    return [p.relative_to(pages).as_posix() for p in pages.rglob("*") if p.is_file()]
