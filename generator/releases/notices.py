"""What is said of a release after it was made: corrections and withdrawals, dated, on its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.reading.releases import KeptRelease
from generator.terms.addresses import page_address
from generator.terms.releases import Correction, Withdrawal, spoken


def of_pages(held: KeptRelease) -> dict[str, str]:
    """By address, the words that stand in the place of a frozen page, for each that has some."""
    said: dict[str, list[Markup]] = {}
    gone = {page_address(one.page) for one in held.said.withdrawals}
    for one in sorted(held.said.corrections, key=lambda c: c.date):
        for address in dict.fromkeys(map(page_address, one.pages)):
            # What a withdrawn page said is not said there again.
            if address not in gone:
                said.setdefault(address, []).append(notice(one))
    return {page: "".join(notices) for page, notices in said.items()}


def notice(one: Correction) -> Markup:
    """A correction as a dated notice: what was wrong, what is right, and why."""
    return Markup('<p class="correction"><strong>Corrected on {}.</strong> {}</p>').format(
        one.day, told(one)
    )


def told(one: Correction) -> str:
    """A correction in words: what, the old and the new figure, and why."""
    said = one.what
    if one.old and one.new:
        said += f" The figure was {one.old}, and is {one.new}."
    elif one.old or one.new:
        said += f" The figure was {one.old}." if one.old else f" The figure is {one.new}."
    return f"{said} {one.why}"


class ToldCorrection(NamedTuple):
    """A correction or withdrawal where all are listed: its day, what it is of which release, its
    words, the pages it is of, where it stands, and a name that stays whatever comes before it."""

    date: str
    title: str
    said: str
    pages: tuple[str, ...]
    address: str
    name: str

    @property
    def day(self) -> str:
        """The day as people say it: 3 December 2026."""
        return spoken(self.date)


def corrections(releases: Iterable[KeptRelease]) -> list[ToldCorrection]:
    """What was corrected in these releases and withdrawn from them, the newest first."""
    found = [one for held in releases for one in _since(held)]
    return sorted(found, key=lambda one: one.date, reverse=True)


def _since(held: KeptRelease) -> Iterator[ToldCorrection]:
    place = f"releases/{held.id}/#corrections"
    for one in held.said.corrections:
        word = _word(one.date, one.what, *one.pages)
        pages = tuple(map(page_address, one.pages))
        title, name = f"Correction to the release of {held.label}", f"#{held.id}-correction-{word}"
        yield ToldCorrection(one.date, title, told(one), pages, address=place, name=name)
    for gone in held.said.withdrawals:
        page = page_address(gone.page)
        title = f"Withdrawal from the release of {held.label}"
        name = f"#{held.id}-withdrawal-{_word(page)}"
        yield ToldCorrection(gone.date, title, withdrawn(gone), (page,), address=place, name=name)


def _word(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:10]


def withdrawn(one: Withdrawal) -> str:
    """A withdrawal in words: which page, and why."""
    return f"The page /{page_address(one.page)} was withdrawn: {one.why}"


def of_today(releases: Iterable[KeptRelease], own: str) -> dict[str, list[str]]:
    """By address, what is said on the page of today of corrections to it in the release that the
    figures are of: a later one has its own figures, and is told as what changed."""
    said: dict[str, list[str]] = {}
    for held in (one for one in releases if one.id == own):
        for one in held.said.corrections:
            words = f"Corrected on {one.day} (in the release of {held.label}). {told(one)}"
            for address in dict.fromkeys(map(page_address, one.pages)):
                said.setdefault(address, []).append(words)
    return said
