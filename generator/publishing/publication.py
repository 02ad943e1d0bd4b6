"""What ``publish`` does: build and check, refuse what must not be seen, then put it in place."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress
from generator.publishing import building, putting
from generator.publishing.offline import offline
from generator.reading.reader import Reader
from generator.reading.releases import releases_in
from generator.storage import locking

# Every file of a packed site has this time, so that the same site packs to the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


class PublishOrder(NamedTuple):
    """Where to publish: a folder or a .zip file; not before a time; and whether the file is to be
    opened from a folder."""

    target: Path
    until: str = ""
    is_offline: bool = False


def publish(project: Path, order: PublishOrder, progress: Progress) -> list[str]:
    """Publish what the project holds now.

    Raises OSError, and ProfileError with all that keeps it from being published; what is served
    stays as it is then.
    """
    target, until = order.target, order.until
    early = putting.not_yet(until, datetime.now().astimezone()) if until else None
    if early:
        raise ProfileError([early])
    site = project / building.ALL.site_name
    building.build(project, site, progress=progress)
    with locking.held(project, progress):
        if not building.stands(project, site):
            what = "Something changed while the site was being published."
            remedy = "Wait until it stays, and give the command again."
            raise ProfileError([Problem("publish", Place("data"), what, remedy)])
        if refused := list(putting.refusals(project, site, releases_in(Reader(project)))):
            raise ProfileError(refused)
        if target.suffix.lower() == ".zip":
            files = putting.published_files(site)
            if order.is_offline:
                files = offline(dict(files))
            return _packed(files, target, is_offline=order.is_offline)
        return putting.put(project, site, target, progress)


def back(project: Path, target: Path, progress: Progress) -> list[str]:
    """Serve the publication before the one that is served now.

    Raises OSError, and ProfileError where none is kept.
    """
    with locking.held(project, progress):
        return putting.back(project, target, progress)


def _packed(files: Iterable[tuple[str, bytes]], target: Path, *, is_offline: bool) -> list[str]:
    """The whole site in one file, for those who upload; the old file stands until it is whole."""
    half = target.with_name(f".{target.name}.part")
    number = 0
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as packed:
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
