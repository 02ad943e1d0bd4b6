"""What is said of a release after it was made: corrections and withdrawals, dated, on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from generator.reading.releases import KeptRelease
from generator.terms.addresses import page_address
from generator.terms.releases import Correction


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
    """A correction where all are listed: when, of which release, its words, and where it stands."""

    day: str
    of: str
    said: str
    address: str


def corrections(releases: Iterable[KeptRelease]) -> list[ToldCorrection]:
    """All corrections of these releases, the newest first."""
    pairs = [(one, held) for held in releases for one in held.said.corrections]
    pairs.sort(key=lambda pair: pair[0].date, reverse=True)
    return [
        ToldCorrection(one.day, held.label, told(one), f"releases/{held.id}/#corrections")
        for one, held in pairs
    ]


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
