"""The sums of a release: one for each of its files and each page of its site, the place for
corrections in it emptied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.problems import Place, Problem, ProfileError
from generator.reading.releases import (
    ADDRESSES,
    AS_IT_WAS,
    MANIFEST,
    WITHDRAWN,
    WITHDRAWN_FIGURES,
    KeptRelease,
)
from generator.releases.frozen_pages import emptied
from generator.terms.releases import folder_of

# Before the names of the files of the site.
SITE = "site/"
# What every release holds of its figures.
ALWAYS = ("figures.csv", "notes.csv", "audit.csv")
# What it holds beside its site, all of it text.
BESIDE = (*ALWAYS, ADDRESSES, WITHDRAWN, WITHDRAWN_FIGURES)


def sum_of(name: str, content: bytes) -> str:
    """The SHA-256 of a file, of a page as it was frozen.

    Of what stands beside the site whatever ends its lines: Git may write others on another machine.
    """
    whole = emptied(content) if name.endswith(".html") else content
    if name in BESIDE:
        whole = whole.replace(b"\r\n", b"\n")
    return hashlib.sha256(whole).hexdigest()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The sums of these files, as ``sha256sum`` writes them."""
    return "".join(f"{sum_of(name, files[name])}  {name}\n" for name in sorted(files)).encode()


def sums(project: Path, release: str) -> dict[str, str]:
    """The sum of each file of a release, by its name. Raises ProfileError where it is no list."""
    place = f"{folder_of(release)}/{MANIFEST}"
    found: dict[str, str] = {}
    try:
        for line in (project / place).read_text(encoding="utf-8-sig").splitlines():
            word, mark, name = line.partition("  ")
            if len(word) != 64 or not mark or not name:
                raise ValueError(line)
            found[name] = word
    except (OSError, ValueError) as error:
        what = "The list of the sums of this release cannot be read."
        raise ProfileError([Problem("release", Place(place), what, AS_IT_WAS)]) from error
    return found


def edited(project: Path, releases: Iterable[KeptRelease]) -> list[Problem]:
    """Which files of these releases, those of their sites left out, are not as they were frozen?"""
    return [problem for one in releases if one.is_frozen for problem in edited_of(project, one.id)]


def edited_of(project: Path, release: str) -> list[Problem]:
    """The same of one release. Raises ProfileError without a list of its sums."""
    known = sums(project, release)
    found = []
    for name, word in known.items():
        path = project / folder_of(release) / name
        if name.startswith(SITE):
            continue
        if not path.is_file():
            what = "This file of a release is missing."
        elif sum_of(name, path.read_bytes()) != word:
            what = "This file is not as it was when the release was made."
        else:
            continue
        found.append(Problem("release", Place(f"{folder_of(release)}/{name}"), what, AS_IT_WAS))
    return found or list(_unlisted(project, release, known))


def _unlisted(project: Path, release: str, known: Mapping[str, str]) -> Iterator[Problem]:
    """Files that every release has and pages of its list, of which there is no sum."""
    folder, place = project / folder_of(release), f"{folder_of(release)}/{MANIFEST}"
    wanted = [name for name in (ADDRESSES, *ALWAYS) if name not in known]
    if (folder / ADDRESSES).is_file():
        listed = (folder / ADDRESSES).read_text(encoding="utf-8-sig", errors="replace").split()
        pages = (f"{SITE}{one.removeprefix('/')}index.html" for one in listed)
        wanted += [name for name in pages if name not in known]
    if wanted:
        what = f'There is no sum of "{wanted[0]}" here'
        more = f", and none of {len(wanted) - 1:,} more" if len(wanted) > 1 else ""
        yield Problem("release", Place(place), f"{what}{more}.", AS_IT_WAS)
