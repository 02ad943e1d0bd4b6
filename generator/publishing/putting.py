"""A built and checked site is put before the public: whole at an instant, or not at all.

The folder that is served is exchanged for the new one by ``storage.placing``, which finishes or
clears away what a killed command left. The last three publications are kept beside it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress
from generator.publishing import hashed, served
from generator.reading.reader import Reader
from generator.reading.releases import AS_IT_WAS, KeptRelease, releases_in
from generator.releases.manifests import SITE, sum_of, sums
from generator.storage import archives, clearing, placing, room
from generator.storage.sitefolders import MARKER, files_in, marked
from generator.terms.releases import at_time, folder_of, is_of_release, time_told
from generator.terms.site import PLACEHOLDER

HOLDS = "published"
KEPT = 3
MOST_TOLD = 5
# The assets that a publication brought itself, beside those that it keeps of earlier ones.
OWN = f"{hashed.FOLDER}of-this-publication.txt"


def refusals(project: Path, site: Path, releases: Iterable[KeptRelease]) -> Iterator[Problem]:
    """What keeps a built site from being published: placeholders in it, and releases that are not
    there or not as they were frozen."""
    yield from _placeholders(site)
    for held in releases:
        if held.is_frozen and held.archive is None:
            what = f"The archive of the release of {held.label} is missing, so its pages would be."
            yield Problem("release", Place(f"{folder_of(held.id)}/site.tar.xz"), what, AS_IT_WAS)
        elif held.is_frozen:
            yield from _changed(project, site, held)


def _placeholders(site: Path) -> Iterator[Problem]:
    """Pages of today on which a value is not filled in: the first few, and how many there are."""
    mark, found = PLACEHOLDER.encode(), []
    names = (n for n in files_in(site) if n.endswith(".html") and not is_of_release(n))
    for name in sorted(names):
        if mark in (site / name).read_bytes():
            found.append(name)
    remedy = 'Fill in what stands behind "[publisher" in data/site.yml and in content/.'
    for name in found[:MOST_TOLD]:
        more = len(found) - MOST_TOLD
        rest = f", and {more:,} more" if more > 0 and name == found[MOST_TOLD - 1] else ""
        what = f'The page "{name.removesuffix("index.html")}" has a placeholder{rest}.'
        yield Problem("site", Place("data/site.yml"), what, remedy)


def _changed(project: Path, site: Path, held: KeptRelease) -> Iterator[Problem]:
    """Files of a release that are not as they were frozen, the place for corrections left out."""
    for name, word in sums(project, held.id).items():
        path = site / held.id / name.removeprefix(SITE)
        if not name.startswith(SITE):
            continue
        if not path.is_file() or sum_of(name, path.read_bytes()) != word:
            what = f'"{held.id}/{name.removeprefix(SITE)}" is not as it was when it was released.'
            yield Problem("release", Place("site"), what, "Build the site again.")
            return


def not_yet(until: str, now: datetime, said: Place | None = None) -> Problem | None:
    """Why may nothing be published at this time, where it may only be from then on? ``said`` is
    where that time stands, if not on the command line."""
    place = said or Place("--not-before")
    try:
        when = at_time(until)
    except ValueError as error:
        what, _, remedy = str(error).partition(" >> ")
        return Problem("publish", place, what, remedy)
    try:
        when, now = when.astimezone(), now.astimezone()
    except (OverflowError, OSError, ValueError):
        return None  # so long ago that no clock here knows it
    if now >= when:
        return None
    told, here = time_told(when), time_told(now)
    what = f"These figures may not be published before {told}, and it is {here}, by this clock."
    return Problem("publish", place, what, "Give the command again then.")


def published_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site as it is published, its assets under names with their hash."""
    mark = marked(site)
    files = sorted(mark.files or ()) if mark else []
    assets = {n: (site / n).read_bytes() for n in files if n.startswith(hashed.FOLDER)}
    renamed = hashed.names(assets)
    for name in files:
        if name in assets:
            stem = name.removeprefix(hashed.FOLDER)
            yield hashed.FOLDER + renamed.get(stem, stem), assets[name]
            continue
        content = (site / name).read_bytes()
        is_page = name.endswith(".html") and not is_of_release(name)
        yield name, hashed.led(content, renamed) if is_page else content


def put(project: Path, site: Path, target: Path, progress: Progress) -> list[str]:
    """Put a built site in the place of the one that is served, and tell how it was done.

    Raises OSError, and ProfileError where it must not go there or a release would be lost; the old
    one is served then.
    """
    placing.make_sure(project, target, HOLDS)
    if refused := list(served.unheld(target, releases_in(Reader(project)))):
        raise ProfileError(refused)
    making = placing.begin(target, HOLDS)
    with clearing.half_made(making):
        progress("Copying the site")
        archives.put(published_files(site), making)
        own = sorted(path.name for path in (making / hashed.FOLDER).glob("*"))
        archives.put([(OWN, "".join(f"{name}\n" for name in own).encode())], making)
        for older in (target, *_kept(target)[: KEPT - 1]):
            _keep_assets(older, making)
        how = _exchange(project, target, making, progress)
    return [f"Published in {target}{how}."]


def size_of(site: Path) -> int:
    """How much room does a built site take, in bytes?"""
    mark = marked(site)
    return room.taken((site / name).stat().st_size for name in (mark and mark.files) or ())


def _keep_assets(older: Path, making: Path) -> None:
    """The styles and scripts of an earlier publication stay, for whoever has its pages open."""
    listed = older / OWN
    for name in listed.read_text(encoding="utf-8").split() if listed.is_file() else ():
        source, target = (folder / hashed.FOLDER / name for folder in (older, making))
        if hashed.NAMED.fullmatch(f"{hashed.FOLDER}{name}") and not target.exists():
            shutil.copy2(source, target)


def _exchange(project: Path, target: Path, making: Path, progress: Progress) -> str:
    """The new site takes the place of the old one, which is kept."""
    is_inside = making.parent == target
    store = None if is_inside else _keep(target)
    _put_in_place(project, making, target, progress)
    _forget(target)
    if is_inside:
        return ", file by file: its folder cannot be exchanged, and the one before is not kept"
    return f"; the one before is kept in {store.name}" if store else ""


def _put_in_place(project: Path, making: Path, target: Path, progress: Progress) -> None:
    """The new site takes the place of what is served, once all of it is on the disk."""
    progress("Putting it in place")
    if hasattr(os, "sync"):
        os.sync()
    placing.put(making, target, HOLDS, placing.ours(project, target, making, ()))


def store_of(target: Path) -> Path:
    """Where are the publications kept that were served there before?"""
    return target.with_name(f".{target.name}.crime-profiles-before")


def _kept(target: Path) -> list[Path]:
    """The publications that are kept, the newest first."""
    store = store_of(target)
    found = [path for path in store.iterdir() if path.name.isdigit()] if store.is_dir() else []
    return sorted(found, key=lambda path: int(path.name), reverse=True)


def _keep(target: Path) -> Path | None:
    """Keep what is served now, file by file under a second name, which takes no room."""
    mark = marked(target)
    if mark is None or not mark.files:
        return None
    kept = _kept(target)
    # A command that was stopped before the exchange has kept it already.
    if kept and _is_same(kept[0] / MARKER, target / MARKER):
        return store_of(target)
    number = int(kept[0].name) + 1 if kept else 1
    half, whole = store_of(target) / f"{number}.part", store_of(target) / str(number)
    shutil.rmtree(half, ignore_errors=True)
    try:
        _linked((*mark.files, MARKER), target, half)
        half.rename(whole)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return store_of(target)


def _linked(names: Iterable[str], folder: Path, into: Path) -> None:
    """The same files under a second name, or copies of them where a disk cannot do that."""
    made: set[str] = set()
    for name in names:
        if (here := os.path.dirname(into / name)) not in made:
            os.makedirs(here, exist_ok=True)
            made.add(here)
        try:
            os.link(folder / name, into / name)
        except OSError:
            shutil.copy2(folder / name, into / name)


def _is_same(one: Path, other: Path) -> bool:
    """Are they one file, or a file and its copy of that time?"""
    if os.path.samefile(one, other):
        return True
    times = [path.stat().st_mtime_ns for path in (one, other)]
    return times[0] == times[1] and one.read_bytes() == other.read_bytes()


def _forget(target: Path) -> None:
    """Remove what is older than the last ones, and what a stopped command left half removed."""
    store = store_of(target)
    left = [path for path in store.iterdir() if not path.name.isdigit()] if store.is_dir() else []
    for old in (*_kept(target)[KEPT:], *left):
        shutil.rmtree(old, ignore_errors=True)


def none_kept(target: Path) -> Problem:
    """What is told where there is nothing to go back to."""
    what = "No earlier publication is kept here."
    remedy = "Publish the site as it should be: a correction, or an earlier release."
    return Problem("publish", Place(str(target)), what, remedy)


def back(project: Path, target: Path, progress: Progress) -> list[str]:
    """Put the publication before the one that is served in its place again.

    Raises OSError, and ProfileError where none is kept, or holds what was withdrawn since.
    """
    placing.make_sure(project, target, HOLDS)
    if not (found := _kept(target)):
        raise ProfileError([none_kept(target)])
    if refused := list(served.withdrawn(project, found[0], releases_in(Reader(project)))):
        raise ProfileError(refused)
    names = sorted(files_in(found[0]))
    size = room.taken((found[0] / name).stat().st_size for name in names)
    with room.needed(target, size, "What is served stays as it is."):
        making = placing.begin(target, HOLDS)
        with clearing.half_made(making):
            archives.put(((name, (found[0] / name).read_bytes()) for name in names), making)
            _put_in_place(project, making, target, progress)
    gone = found[0].with_name(f"{found[0].name}.gone")
    found[0].rename(gone)
    shutil.rmtree(gone)
    return [f"The publication before is served again in {target}."]
