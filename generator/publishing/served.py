"""What is served, or was, and a publication must not change: no release goes, and no page that was
withdrawn comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.problems import Place, Problem
from generator.reading.releases import WITHDRAWN, KeptRelease
from generator.releases.manifests import SITE, sum_of, sums
from generator.storage.sitefolders import marked
from generator.terms.releases import folder_of
from generator.terms.site import is_release, labelled


def unheld(target: Path, releases: Iterable[KeptRelease]) -> Iterator[Problem]:
    """Which releases are served there that a project with these does not hold?"""
    mark, ours = marked(target), {held.id for held in releases if held.is_frozen}
    parts = (name.partition("/") for name in (mark.files if mark else None) or ())
    # Something else of such a name has no first page of its own.
    there = {first for first, _, rest in parts if rest == "index.html" and is_release(first)}
    for one in sorted(there - ours):
        what = f"The release of {labelled(one)} is served there, and this project does not hold it."
        remedy = (
            f"Fetch {folder_of(one)} and {folder_of(one)}.yml, from the history or from a "
            "colleague's copy, and give the command again."
        )
        yield Problem("release", Place(str(target)), what, remedy)


def withdrawn(project: Path, kept: Path, releases: Iterable[KeptRelease]) -> Iterator[Problem]:
    """Which pages does a kept publication hold that were withdrawn from a release since?"""
    for held in releases:
        path = held.folder / WITHDRAWN
        if not held.is_frozen or not path.is_file():
            continue
        known = sums(project, held.id)
        for address in path.read_text(encoding="utf-8-sig").split():
            name = f"{SITE}{address.removeprefix('/')}index.html"
            page = kept / held.id / name.removeprefix(SITE)
            if not page.is_file() or sum_of(name, page.read_bytes()) == known.get(name):
                continue
            what = f'It holds "{held.id}{address}", which was withdrawn from its release since.'
            remedy = f"Publish what the project holds now, and remove the folder {kept.parent}."
            yield Problem("release", Place(str(kept)), what, remedy)
