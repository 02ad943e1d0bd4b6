"""What ``publish`` does: build and check, refuse what must not be seen, then put it in place."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.checks.unfilled import placeholders
from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress
from generator.publishing import building, putting, targets
from generator.publishing.offline import offline
from generator.reading.holdings import open_holdings
from generator.reading.misfits import nearest_line
from generator.reading.reader import Reader
from generator.reading.releases import release_of_today, releases_in
from generator.reading.topics import open_topics
from generator.storage import locking, room
from generator.terms.releases import folder_of

# What is said where the disk is full.
STAYS = "Nothing was published, and what stood there stands as it was."
OURS = b"crime-profiles"
# Every file of a packed site has this time, so that the same site packs to the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


class PublishOrder(NamedTuple):
    """Where to publish: a folder or a .zip file; not before a time; and whether the file is to be
    opened from a folder."""

    target: Path
    until: str | None = None
    is_offline: bool = False


def publish(project: Path, order: PublishOrder, progress: Progress) -> list[str]:
    """Publish what the project holds now.

    Raises OSError, and ProfileError with all that keeps it from being published; what is served
    stays as it is then.
    """
    target = order.target
    if early := [*_too_early(project, order.until), *_unfilled(project)]:
        raise ProfileError(early)
    targets.make_sure(project, target)
    site = project / building.ALL.site_name
    building.build(project, site, progress=progress)
    with locking.held(project, progress):
        if not building.stands(project, site):
            what = "Something changed while the site was being published."
            remedy = "Wait until it stays, and give the command again."
            raise ProfileError([Problem("publish", Place("data"), what, remedy)])
        if refused := list(putting.refusals(project, site, releases_in(Reader(project)))):
            raise ProfileError(refused)
        with room.needed(target, putting.size_of(site), STAYS):
            if targets.is_packed(target):
                files = putting.published_files(site)
                if order.is_offline:
                    files = offline(dict(files))
                return _packed(files, target, is_offline=order.is_offline)
            with _alone(target, progress, project):
                return putting.put(project, site, target, progress)


def _too_early(project: Path, until: str | None) -> Iterator[Problem]:
    """May nothing be published yet, by the command or by the file of the release?"""
    now, reader = datetime.now().astimezone(), Reader(project)
    own = release_of_today(reader)
    if until is not None and (early := putting.not_yet(until, now)):
        yield early
    if own is None:
        return
    file = f"{folder_of(own.id)}.yml"
    lines = reader.lines.get(file, {})
    if own.said.date > f"{now:%Y-%m-%d}":
        what = f"The release is dated {own.said.day}, which is still to come."
        remedy = "Publish it on that day, or write the day on which it is published."
        yield Problem("publish", Place(file, nearest_line(lines, ("date",))), what, remedy)
    if own.said.not_before:
        place = Place(file, nearest_line(lines, ("not_before",)))
        if early := putting.not_yet(own.said.not_before, now, place):
            yield early


def _unfilled(project: Path) -> Iterator[Problem]:
    """What the publisher has still to fill in, told before anything is built."""
    holdings = open_holdings(project, with_datasets=False)
    yield from placeholders(project, holdings, open_topics(project)[0])


@contextmanager
def _alone(target: Path, progress: Progress, locked: Path | None = None) -> Iterator[None]:
    """Keep others from publishing in the same place meanwhile. ``locked`` is a folder whose lock
    is held already: who asked for it again would wait for ever.

    The lock is that of the folder above, or of the one that is served where that may not be
    written to.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.parent if os.access(target.parent, os.W_OK) else target
    if folder == locked:
        yield
        return
    with locking.held(folder, progress):
        yield


def back(project: Path, target: Path, progress: Progress) -> list[str]:
    """Serve the publication before the one that is served now.

    Raises OSError, and ProfileError where none is kept.
    """
    if not target.is_dir():
        raise ProfileError([putting.none_kept(target)])
    targets.make_sure(project, target)
    with _alone(target, progress):
        return putting.back(project, target, progress)


def _packed(files: Iterable[tuple[str, bytes]], target: Path, *, is_offline: bool) -> list[str]:
    """The whole site in one file, for those who upload; the old file stands until it is whole."""
    if target.exists() and not _is_ours(target):
        what = "This file is there already, and nothing in it says that we made it."
        raise ProfileError([Problem("publish", Place(str(target)), what, "Give another name.")])
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    number = 0
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.comment = OURS
            for name, content in files:
                entry = zipfile.ZipInfo(name, NO_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, content)
                number += 1
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    size = target.stat().st_size / 1_000_000
    where = "anywhere, and open index.html" if is_offline else "where the site is served"
    return [f"{number:,} files are in {target} ({size:.1f} MB). Unpack it {where}."]


def _is_ours(target: Path) -> bool:
    """Is it a file that an earlier command packed?"""
    try:
        with zipfile.ZipFile(target) as packed:
            return packed.comment == OURS
    except (OSError, zipfile.BadZipFile):
        return False
