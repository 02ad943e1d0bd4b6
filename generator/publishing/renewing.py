"""A release that was made takes other files: all of them at once, or none.

A folder apart that holds its archive is another place, so that there are two steps then. Whatever
was stopped between them is finished by the next call.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.problems import ProfileError
from generator.reading.releases import ARCHIVE, MANIFEST, KeptRelease
from generator.releases.manifests import SITE, manifest, sums
from generator.releases.unsealed import unsealed_of
from generator.storage import archives, placing, room
from generator.storage.keeping import write_whole
from generator.terms.releases import folder_of

STAYS = "Nothing was withdrawn, and the release stands as it was."


class Making(NamedTuple):
    """The folder that is to take the place of that of a release, and the archive that is to take
    the place of one apart, if it is apart."""

    folder: Path
    part: Path | None


def _places(project: Path, release: str) -> tuple[Path, Path, Path]:
    """The folder of a release, the one in which it is made anew, and where the old one may be."""
    folder = project / folder_of(release)
    old = folder.with_name(f".{folder.name}-old")
    return folder, project / "build" / f"release-{release}", old


def _part(archive: Path) -> Path:
    return archive.with_name(f".{archive.name}.part")


def settle(project: Path, release: str) -> None:
    """Put right what a killed process left: the folder of a release is there, and no second one.
    Raises OSError."""
    folder, making, old = _places(project, release)
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    for left in (old, making):
        shutil.rmtree(left, ignore_errors=True)


def finished(project: Path, held: KeptRelease) -> bool:
    """Did an archive apart still wait for its place, and has it that now? Raises OSError."""
    assert held.archive  # one without is told before
    part = _part(held.archive)
    listed = sums(project, held.id).items()
    known = {n.removeprefix(SITE): word for n, word in listed if n.startswith(SITE)}
    try:
        for _ in unsealed_of(part, part.name, known, list(known)):
            pass
    except (ProfileError, FileNotFoundError):
        return False
    part.replace(held.archive)
    return True


def prepared(project: Path, held: KeptRelease, files: Mapping[str, bytes]) -> Making:
    """All files of a release, its site below ``site/``, beside their places.

    Raises OSError, and ProfileError where the disk is full; nothing is left then.
    """
    folder, making, _ = _places(project, held.id)
    assert held.archive  # one without is told before
    part = _part(held.archive) if held.archive.parent != folder else None
    site = {n.removeprefix(SITE): data for n, data in files.items() if n.startswith(SITE)}
    beside = {n: data for n, data in files.items() if not n.startswith(SITE)}
    with cleared(Making(making, part)):
        packed = archives.as_one(site)
        archive = part or making / ARCHIVE
        with room.needed(archive.parent, len(packed), STAYS):
            write_whole(archive, packed)
        with room.needed(making, room.taken(map(len, beside.values())), STAYS):
            archives.put({**beside, MANIFEST: manifest(files)}.items(), making)
    return Making(making, part)


@contextmanager
def cleared(making: Making) -> Iterator[None]:
    """Whatever stops what is done meanwhile, nothing is left of what was made."""
    try:
        yield
    except BaseException:
        shutil.rmtree(making.folder, ignore_errors=True)
        if making.part:
            making.part.unlink(missing_ok=True)
        raise


def put(project: Path, held: KeptRelease, making: Making) -> None:
    """Let what was made take its place: first the folder, whose sums say whether an archive apart
    has its own yet. Raises OSError."""
    folder, _, old = _places(project, held.id)
    if not placing.exchange(making.folder, folder):
        os.rename(folder, old)
        os.rename(making.folder, folder)
        os.rename(old, making.folder)
    if making.part and held.archive:
        making.part.replace(held.archive)
    shutil.rmtree(making.folder, ignore_errors=True)
