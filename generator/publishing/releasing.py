"""A release is made: checked, built, and frozen, or nothing at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from generator.audit.auditing import audit
from generator.checks.unfilled import placeholders
from generator.problems import Place, Problem, ProfileError
from generator.progress import Progress
from generator.publishing import building
from generator.releases import frozen
from generator.releases.freezing import freeze, site_files
from generator.releases.refusals import refusals
from generator.storage import locking
from generator.terms.releases import folder_of
from generator.terms.site import labelled

AGAIN = "Wait until it stays, and give the command again."


def release(
    project: Path, name: str, progress: Progress, archives_in: Path | None = None
) -> list[str]:
    """Freeze what the project holds now as this release, and tell what was done; its site is packed
    into ``archives_in``, or where data/site.yml says, or beside its figures.

    Raises OSError, and ProfileError with everything that keeps it from being made.
    """
    progress("Reading and checking the data")
    book, doubts = building.book_and_doubts(project)
    refused = list(refusals(book.holdings, name, doubts))
    own = next((one for one in book.holdings.releases if one.id == name), None)
    # What is frozen stays so for ever.
    if not (own and own.said.is_demonstration):
        refused += placeholders(project, book.holdings, book.topics)
    if refused:
        raise ProfileError(refused)
    site_dir = project / building.ALL.site_name
    building.build(project, site_dir, progress=progress)
    with locking.held(project, progress):
        if not building.stands(project, site_dir):
            what = "Something changed while the release was being made."
            raise ProfileError([Problem("release", Place("data"), what, AGAIN)])
        progress("Packing the site")
        started = time.monotonic()
        site = site_files(book.holdings, name, site_dir)
        said = book.site.archives
        apart = archives_in or (project / said if said else None)
        figures = frozen.files(book.holdings, audit(book.holdings))
        archive = freeze(project, name, figures, site, apart)
    taken = time.monotonic() - started
    told = list(_told(name, archive, len(site), taken))
    if archives_in and not said:
        told.insert(2, f"Write archives: {archives_in} into data/site.yml: builds look there then.")
    return told


def _told(name: str, archive: Path, files: int, taken: float) -> Iterator[str]:
    size = archive.stat().st_size / 1_000_000
    yield f"The release of {labelled(name)} is in {folder_of(name)}/."
    yield f"Its site has {files:,} files, packed in {archive}: {size:.1f} MB ({taken:.0f} s)."
    yield "Build the site again: it holds the release then, below its own address."
