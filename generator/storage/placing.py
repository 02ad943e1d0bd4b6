"""A new site takes the place of the old one: whole, or not at all.

It is made in a folder beside the old one, which it takes the place of in one step where the system
can do that. Whatever a killed build left there is finished or cleared away by the next one.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.storage import clearing
from generator.storage.records import of_old
from generator.storage.sitefolders import (
    MAKING,
    Marked,
    files_in,
    in_the_way,
    marked,
    published_as,
    refuse,
)


def make_sure(project: Path, site_dir: Path, holds: str) -> None:
    """Make sure that a site of this kind may go there, and finish what a killed build left.

    Raises OSError, and ProfileError where it must not.
    """
    is_adopted = of_old(project / "build", site_dir) is not None
    refuse(project, site_dir, holds, is_adopted=is_adopted)
    settle(site_dir)
    refuse(project, site_dir, holds, is_adopted=is_adopted)


def ours(project: Path, site_dir: Path, making: Path, made: Iterable[str]) -> set[str]:
    """Which files of the old site are ours? ``made`` are the pages of the new one.

    Of a site from before there were markers: the pages as it was made of them, and what every
    site has beside its pages.
    """
    mark = marked(site_dir)
    if mark:
        return set(mark.files or ())
    old = of_old(project / "build", site_dir)
    if not old:
        return files_in(making)
    return set(map(published_as, old)) | (files_in(making) - set(map(published_as, made)))


def workplace(site_dir: Path) -> Path:
    """Where is the new site made? On the same disk as the old one, so that it can be moved."""
    above = site_dir.parent
    while not above.is_dir():
        above = above.parent
    is_beside = os.access(above, os.W_OK) and not os.path.ismount(site_dir)
    inside = site_dir / MAKING
    if not is_beside or os.path.lexists(inside):
        return inside
    return site_dir.with_name(f".{site_dir.name}{MAKING}")


def begin(site_dir: Path, holds: str) -> Path:
    """An empty folder to make a site in. Raises OSError, and ProfileError for a folder not ours."""
    making = workplace(site_dir)
    making.mkdir(parents=True, exist_ok=True)
    try:
        Marked(holds, None).write(making)
    except OSError:
        with suppress(OSError):  # without a marker it would be nobody's
            making.rmdir()
        raise
    return making


def settle(site_dir: Path) -> None:
    """Finish or clear away what a killed build left. Raises OSError and ProfileError."""
    making = workplace(site_dir)
    before = _before(making)
    if before.is_dir():
        if not site_dir.exists():
            (making if making.is_dir() else before).rename(site_dir)
        if before.is_dir() and not making.is_dir():
            before.rename(making)
    if not os.path.lexists(making):
        return
    left = marked(making) if making.is_dir() and not making.is_symlink() else None
    if not left:
        _remove_if_empty(making)
    elif left.files is None:
        clearing.clear(making)
    elif not site_dir.exists():
        making.rename(site_dir)
    else:
        _finish(making, left.files, site_dir)


def _remove_if_empty(making: Path) -> None:
    if making.is_dir() and not making.is_symlink():
        clearing.sweep(making, ())
    try:
        making.rmdir()
    except OSError:
        what = "This folder is needed to make the site in, and holds files that are not ours."
        remedy = "Move it away or give it another name, and build again."
        raise ProfileError([Problem("site", Place(str(making)), what, remedy)]) from None


def _finish(making: Path, files: tuple[str, ...], site_dir: Path) -> None:
    """Of two whole sites, or of one that was being moved file by file, leave one."""
    place = marked(site_dir)
    if place and place.is_moving:
        _move_in(making, files, site_dir)
    clearing.sweep(site_dir, (place and place.files) or ())
    _give_back(making, files, site_dir)
    clearing.clear(making)


def put(making: Path, site_dir: Path, holds: str, ours: Iterable[str]) -> None:
    """Let the site in ``making`` take its place; files there that are not ``ours`` stay.

    Raises OSError, and ProfileError where one of those is in the way.
    """
    new = tuple(sorted(files_in(making)))
    own = set(ours)
    clearing.sweep(site_dir, own)
    if blocker := in_the_way(site_dir, own, new):
        what = "This file is not ours, and the site needs its place."
        remedy = "Move it out of the site's folder, and build again."
        clearing.clear(making)
        raise ProfileError([Problem("site", Place(str(site_dir / blocker)), what, remedy)])
    _make_sure_of_rights(site_dir, making)
    there = files_in(site_dir)
    for name in there.intersection(new):
        _keep_time(site_dir / name, making / name)
    if there and not marked(site_dir):
        # Said by the old site itself, so that it is known which is which whatever happens next.
        Marked(holds, tuple(sorted(own & there))).write(site_dir)
    Marked(holds, new).write(making)
    _swap(making, new, site_dir)
    if making.is_dir():
        old = marked(making)
        _give_back(making, (old and old.files) or (), site_dir)
        clearing.clear(making)


def _make_sure_of_rights(site_dir: Path, making: Path) -> None:
    """Before the sites change places: may everything be taken out of the old one?"""
    for here, _, _ in os.walk(site_dir):
        if not os.access(here, os.W_OK | os.X_OK):
            what = "You may not change this folder, and the new site would take its place."
            remedy = "Give yourself the right to write to it, and build again."
            clearing.clear(making)
            raise ProfileError([Problem("site", Place(here), what, remedy)])


def _keep_time(old: Path, new: Path) -> None:
    """A file that did not change keeps its time, so that copying only what is newer works."""
    before, now = os.lstat(old), os.lstat(new)
    if os.path.samestat(before, now) or not stat.S_ISREG(before.st_mode):
        return
    if before.st_size == now.st_size and old.read_bytes() == new.read_bytes():
        os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))


def _swap(making: Path, new: tuple[str, ...], site_dir: Path) -> None:
    if making.parent == site_dir:
        _move_in(making, new, site_dir)
        return
    if not site_dir.is_dir():
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        making.rename(site_dir)
        return
    _take_rights(site_dir, making)
    if exchange(making, site_dir):
        return
    before = _before(making)
    try:
        site_dir.rename(before)
        try:
            making.rename(site_dir)
        except OSError:
            before.rename(site_dir)
            raise
    except OSError:
        # A folder that somebody has open cannot be moved on every system; its files can.
        _move_in(making, new, site_dir)
    else:
        before.rename(making)


def _before(making: Path) -> Path:
    return making.with_name(f"{making.name}-before")


def _take_rights(site_dir: Path, making: Path) -> None:
    """The new folder is open to those to whom the old one was."""
    with suppress(OSError):
        shutil.copymode(site_dir, making)
        state = site_dir.stat()
        if hasattr(os, "chown"):
            os.chown(making, state.st_uid, state.st_gid)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. Could the system do that?"""
    names = (os.fsencode(one), os.fsencode(other))
    library = ctypes.CDLL(None) if sys.platform != "win32" else None
    if call := getattr(library, "renameat2", None):  # Linux; 2 is RENAME_EXCHANGE
        here = -100
        return int(call(here, names[0], here, names[1], ctypes.c_uint(2))) == 0
    if call := getattr(library, "renamex_np", None):  # macOS; 2 is RENAME_SWAP
        return int(call(*names, ctypes.c_uint(2))) == 0
    return False


def _move_in(making: Path, new: tuple[str, ...], site_dir: Path) -> None:
    """File by file, where the folders cannot change places; the next build can finish it."""
    place = marked(site_dir)
    old = set((place and place.files) or ())
    waiting = [name for name in new if (making / name).is_file()]
    if in_the_way(site_dir, old, waiting):
        return
    holds = marked(making)
    assert holds is not None  # it was written before, and is the last to go
    Marked(holds.holds, tuple(sorted(old | set(new))), is_moving=True).write(site_dir)
    clearing.remove_files(site_dir, old - set(new))
    for name in waiting:
        target = site_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (making / name).replace(target)
    Marked(holds.holds, new).write(site_dir)


def _give_back(making: Path, files: Iterable[str], site_dir: Path) -> None:
    """Files of somebody else's, from the folder of the old site into that of the new one."""
    for name in sorted(files_in(making) - set(files)):
        target = site_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(target):
            (making / name).rename(target)
    for here, inner, names in os.walk(making):
        if not inner and not names:
            (site_dir / Path(here).relative_to(making)).mkdir(parents=True, exist_ok=True)
