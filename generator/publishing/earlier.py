"""The sites of earlier releases, each below its own address in the site of today.

They are unpacked and never made anew; what stood in the last site as it was frozen is taken from
there. Only the place for corrections is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.publishing.standing import taken_over
from generator.reading.releases import KeptRelease
from generator.releases.frozen_pages import filled
from generator.releases.manifests import SITE, sums
from generator.releases.notices import of_pages
from generator.releases.unsealed import unsealed
from generator.storage import archives
from generator.storage.sitefolders import marked
from generator.terms.addresses import relative


def put_in(
    project: Path, making: Path, last: Path | None, releases: tuple[KeptRelease, ...]
) -> None:
    """Put the site of every release whose archive is there into the folder of a new site. ``last``
    is the one before.

    Raises OSError, and ProfileError where one is not as it was frozen.
    """
    for held in releases:
        if held.archive is None:
            continue
        known = {
            n.removeprefix(SITE): w for n, w in sums(project, held.id).items() if n.startswith(SITE)
        }
        words = {f"{page}index.html": text for page, text in of_pages(held).items()}
        standing = {f"{held.id}/{n}": word for n, word in known.items() if n not in words}
        taken = taken_over(last, making, standing) if last else set()
        left = [name for name in known if f"{held.id}/{name}" not in taken]
        # It takes time to read all of an archive: not where the last site held the same files.
        listed = None if _stood(last, held.id) == known.keys() else known
        frozen = unsealed(held, known, left, listed)
        shown = ((n, filled(c, words[n]) if n in words else c) for n, c in frozen)
        archives.put(shown, making / held.id)


def _stood(last: Path | None, release: str) -> set[str]:
    """Which files of a release are in the last site?"""
    mark = marked(last) if last else None
    start = f"{release}/"
    names = (mark.files if mark else None) or ()
    return {name.removeprefix(start) for name in names if name.startswith(start)}


def as_it_was(
    here: str, names: Iterable[str], releases: tuple[KeptRelease, ...]
) -> Iterator[tuple[str, str]]:
    """Where a page stands as it was released, under the first of these names that a release knows,
    and which release that is; the newest first."""
    for held in reversed(releases):
        then = next((name for name in names if name in held.addresses), None)
        if held.archive and then is not None:
            yield relative(here, f"{held.id}/{then}"), held.label
