"""The releases that a project holds: what is said of each, and what was frozen of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Fault
from generator.reading.axe import AxePage, axe_results
from generator.reading.folders import is_copy
from generator.reading.reader import Reader
from generator.reading.yamlfiles import read_yaml
from generator.terms.releases import FORM, RELEASES, Release, folder_of
from generator.terms.site import RELEASE, Site, is_release, labelled

# What a release keeps beside its file, by name.
ADDRESSES, MANIFEST, ARCHIVE = "addresses.txt", "manifest.sha256", "site.tar.xz"
# The addresses that were taken out of it, which the program writes and nobody else.
WITHDRAWN = "withdrawn.txt"
# Which figures went with them, without a number, so that nobody tells them as new or gone.
WITHDRAWN_FIGURES = "withdrawn.csv"
SITE = "data/site.yml"
AS_IT_WAS = "A release is not edited: take the file out of the history or a copy as it was."


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """A release by its id: what is said of it, the folder that it is frozen in, the addresses of
    its pages where it is frozen, the file that holds its site, where that is there, and what axe
    found on pages of its draft."""

    id: str
    said: Release
    folder: Path
    addresses: frozenset[str] = frozenset()
    is_frozen: bool = False
    archive: Path | None = None
    axe: tuple[AxePage, ...] = ()

    @property
    def label(self) -> str:
        """The release as people say it: November 2026."""
        return labelled(self.id)


def releases_in(reader: Reader) -> tuple[KeptRelease, ...]:
    """Which releases are there, the oldest first?"""
    if not reader.has(RELEASES):
        return ()
    found = []
    for file in reader.names(RELEASES):
        path = reader.project / file
        if is_release(path.name) and (path / MANIFEST).is_file():
            _tell_unsaid(reader, file)
        if path.suffix != ".yml" or is_copy(file):
            continue
        if not is_release(path.stem):
            reader.opened.add(file)
            what = f'"{path.stem}" is no release.'
            reader.tell("release", file, Fault(what, FORM))
        elif said := reader.yaml(file, Release, "it says what a release is"):
            found.append(_held(reader, path.stem, said))
    return tuple(sorted(found, key=lambda one: one.id))


def release_of_today(reader: Reader) -> KeptRelease | None:
    """The release that the figures of today are of or are to become, where it has a file."""
    site = reader.yaml(SITE, Site, "it says who publishes the site") if reader.has(SITE) else None
    return next((one for one in releases_in(reader) if site and one.id == site.release), None)


def cited_as(releases: Iterable[KeptRelease], release: str, page: str) -> str:
    """The address by which a page of today is cited: that of the release which its figures are of,
    where that is frozen and has it, for it stays; else its own."""
    held = next((one for one in releases if one.id == release), None)
    is_there = held is not None and held.archive is not None and page in held.addresses
    return f"{release}/{page}" if is_there else page


def _tell_unsaid(reader: Reader, folder: str) -> None:
    """That a release is frozen and nothing says what it is: it would be left out."""
    # One under a name that is almost right is told by that name.
    if not any(name.startswith(f"{folder}.") for name in reader.names(RELEASES)):
        what = "The file that says what this release is, is missing."
        remedy = "Put it back: take it out of the history, or of a copy."
        reader.tell("missing", f"{folder}.yml", Fault(what, remedy))


def _held(reader: Reader, name: str, said: Release) -> KeptRelease:
    folder = reader.project / folder_of(name)
    axe = axe_results(reader, name)
    if not (folder / MANIFEST).is_file():
        if folder.is_dir():
            fault = Fault("The list of the sums of this release is missing.", AS_IT_WAS)
            reader.tell("release", f"{folder_of(name)}/{MANIFEST}", fault)
        return KeptRelease(name, said, folder, axe=axe)
    try:
        text = (folder / ADDRESSES).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeError):
        text = ""  # that it is not as it was is told with the sums
    addresses = frozenset(line.removeprefix("/") for line in text.splitlines())
    places = (folder / ARCHIVE, *(one / packed(name) for one in _elsewhere(reader)))
    there = next((place for place in places if place.is_file()), None)
    return KeptRelease(name, said, folder, addresses, is_frozen=True, archive=there, axe=axe)


def packed(name: str) -> str:
    """How the archive of a release is called in a folder of many."""
    return f"{name}.tar.xz"


def _elsewhere(reader: Reader) -> list[Path]:
    """The folder of archives that data/site.yml names; what is wrong there is told elsewhere."""
    try:
        text = (reader.project / SITE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):
        return []
    said = read_yaml(text, SITE, Site).model
    return [reader.project / said.archives] if said and said.archives else []


def is_frozen_part(file: str) -> bool:
    """Is it kept in the folder of a release, which nobody writes by hand?"""
    return bool(re.match(rf"{RELEASES}/{RELEASE.pattern}/", file))
