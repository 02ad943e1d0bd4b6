"""Which folder may a site go into, and which files in it are ours? Told by a marker in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.problems import Place, Problem, ProfileError
from generator.storage.inputs import CODE, FOLDERS
from generator.storage.keeping import write_whole

MARKER = ".crime-profiles.json"
# The folder in which a site is made: beside its place, or in it where there is no beside.
MAKING = ".crime-profiles-making"
ABOUT = (
    "crime-profiles made the files that are listed here. "
    "It removes them when it builds again, and no other file of this folder."
)
# Folders of a project into which no site goes.
KEPT = (*FOLDERS, "generator", "tests", ".git", ".venv", "build")
# The one folder below build/ into which a site may go: the one that is served while one works.
SERVED = "build/served"
HELD = {
    "full": "the full site",
    "only": "the pages of some areas only",
    "preview": "a draft of the site",
    "published": "a published site",
}
# Parts that no name of a file in a folder has, and letters.
NO_PARTS = {"", ".", ".."}
NOT_PLAIN = re.compile(r"[\\:\0]")
# What is served while it is written has its place, and no option names another.
MOVE_AWAY = "Move what is in it to another place, and start again."
ELSEWHERE = "Name another folder with --site-dir: a new one, or an empty one."
ELSEWHERE_TO = "Name another folder with --to: a new one, or an empty one."


@dataclass(frozen=True, slots=True)
class Marked:
    """What a marker says: which kind of site its folder holds, and which files of it are ours.

    A site that is still being made has no list yet. While one is moved in file by file, the list
    is of the old and the new one.
    """

    holds: str
    files: tuple[str, ...] | None
    is_moving: bool = False

    def write(self, folder: Path) -> None:
        """Put the marker into a folder. Raises OSError."""
        said = {"about": ABOUT, "holds": self.holds}
        listed = {"files": self.files} if self.files is not None else {}
        moving = {"is_moving": True} if self.is_moving else {}
        text = json.dumps(said | listed | moving, ensure_ascii=False, indent=0, sort_keys=True)
        write_whole(folder / MARKER, text.encode() + b"\n")


def marked(folder: Path) -> Marked | None:
    """What does the marker of a folder say? None where there is none.

    Raises ProfileError for a marker that cannot be read, or that names files outside its folder.
    """
    path = folder / MARKER
    if not os.path.lexists(path):
        return None
    try:
        whole = json.loads(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
    except (OSError, ValueError, RecursionError):
        whole = None
    said = whole if isinstance(whole, dict) else {}
    holds, files = said.get("holds"), said.get("files")
    is_list = isinstance(files, list) and all(isinstance(name, str) for name in files)
    if holds not in HELD or not (is_list or "files" not in said):
        what = f"The list of our files in this folder ({MARKER}) cannot be read."
        raise ProfileError([_refused(folder, what, _mend(folder))])
    if outside := next((name for name in files or () if not _is_inside(name)), None):
        what = f'The list of our files in this folder ({MARKER}) names "{outside}", outside it.'
        raise ProfileError([_refused(folder, what, _mend(folder))])
    return Marked(holds, None if files is None else tuple(files), "is_moving" in said)


def _mend(folder: Path) -> str:
    return f"Look at {folder}: move away what is yours, empty it, and build again."


def _is_inside(name: str) -> bool:
    return not NO_PARTS.intersection(name.split("/")) and not NOT_PLAIN.search(name)


def refuse(project: Path, site_dir: Path, holds: str, *, is_adopted: bool) -> None:
    """Raise ProfileError where a site of this kind must not go into this folder.

    ``is_adopted``: an earlier build of ours, from before there were markers, says it made it.
    """
    if said := _danger(project, site_dir):
        named = ELSEWHERE_TO if holds == "published" else ELSEWHERE
        raise ProfileError([_refused(site_dir, said, named)])
    remedy = MOVE_AWAY if site_dir.parent == project / "build" else ELSEWHERE
    remedy = ELSEWHERE_TO if holds == "published" else remedy
    mark = marked(site_dir)
    # What is served was the full site once, and is a draft now.
    is_served = site_dir == project / SERVED
    if mark and mark.holds != holds and not is_served:
        what = f"This folder holds {HELD[mark.holds]}, and {HELD[holds]} was asked for."
        raise ProfileError([_refused(site_dir, what, remedy)])
    there = os.listdir(site_dir) if site_dir.is_dir() and not mark and not is_adopted else []
    if set(there) - {MAKING}:
        what = "This folder is not empty, and nothing in it says that we made it."
        raise ProfileError([_refused(site_dir, what, remedy)])


def _refused(site_dir: Path, what: str, remedy: str) -> Problem:
    return Problem("site", Place(str(site_dir)), what, remedy)


def _danger(project: Path, site_dir: Path) -> str:
    """Why may no site whatever go there? Blank where it may."""
    if os.path.lexists(site_dir) and not site_dir.is_dir():
        return "This is a file, and a site needs a folder."
    if site_dir == Path(site_dir.anchor):
        return "This is the root of the whole disk."
    if _is_same(site_dir, Path(os.path.expanduser("~"))):
        return "This is your home folder."
    if _is_same(site_dir, project):
        return "This is the project itself."
    for name, folder in [("the project", project), *_kept_of(project)]:
        if any(_is_same(site_dir, p) for p in Path(os.path.realpath(folder)).parents):
            return f"This folder has {name} in it."
    return lies_in(project, site_dir)


def lies_in(project: Path, place: Path) -> str:
    """Why may nothing of a site be put into this folder, whatever it is? Blank where it may."""
    above = [place, *place.parents]
    if blocker := next((p for p in above if os.path.lexists(p) and not p.is_dir()), None):
        return f"{blocker} is a file, and a site needs a folder."
    if os.path.realpath(place) == os.path.realpath(project / SERVED):
        return ""
    for name, folder in _kept_of(project):
        if any(_is_same(one, folder) for one in above):
            return f"This is, or lies in, {name} of the project."
    return ""


def _kept_of(project: Path) -> list[tuple[str, Path]]:
    """The folders into which no site goes, by the names that people know."""
    return [*((name, project / name) for name in KEPT), ("the program", CODE), *_linked(project)]


def _linked(project: Path) -> Iterator[tuple[str, Path]]:
    """Folders outside the project that its own folders lead to."""
    for name in FOLDERS:
        for here, inner, _ in os.walk(project / name):
            for link in inner:
                if os.path.islink(os.path.join(here, link)):
                    yield f"a folder that {name} leads to", Path(here, link)


def _is_same(one: Path, other: Path) -> bool:
    """Are two paths the same folder, whatever links or letter case they are written with?"""
    try:
        return os.path.samefile(one, other)
    except OSError:  # one is not there yet
        return os.path.realpath(one) == os.path.realpath(other)


def files_in(folder: Path) -> set[str]:
    """Every file and link of a folder but our marker; links are not followed.

    Raises OSError for a folder in it that may not be looked into: what is there is not known then.
    """
    found, waiting = set(), [""]
    while waiting:
        below = waiting.pop()
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder / below) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    found.add(below + entry.name)
                elif entry.name != MAKING:
                    waiting.append(f"{below}{entry.name}/")
    return found - {MARKER}


def published_as(name: str) -> str:
    """The file of the site that a generated file becomes."""
    return f"{name.removesuffix('.md')}.html" if name.endswith(".md") else name


def in_the_way(folder: Path, ours: Iterable[str], new: Iterable[str]) -> str:
    """Which file of somebody else's stands where one of our new files would go? Blank for none."""
    others = files_in(folder) - set(ours)
    if not others:
        return ""
    wanted = set(new)
    folders = {parent.as_posix() for name in wanted for parent in PurePosixPath(name).parents}
    for name in sorted(others):
        above = {parent.as_posix() for parent in PurePosixPath(name).parents}
        if name in wanted or name in folders or above & wanted:
            return name
    return ""
