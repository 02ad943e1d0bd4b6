"""What is said of a release after it was made: corrections and withdrawals, dated, on its pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generator.reading.releases import KeptRelease
from generator.releases.withdrawing import belongs
from generator.terms.addresses import page_address, relative
from generator.terms.releases import Correction, Withdrawal, spoken

# A chart that stands alone has this, with the address of its page: pages are made before it is
# known where those are now that corrections are of.
OF_CHART = re.compile(rb"<!-- corrections of ([^ ]*) -->")
OF_WITHDRAWN = "A correction to a page that was withdrawn since."


def of_pages(held: KeptRelease) -> dict[str, str]:
    """By address, the words that stand in the place of a frozen page, and of each of its charts on
    its own, for those that have some."""
    said: dict[str, list[Markup]] = {}
    for one in sorted(as_told(held), key=lambda c: c.date):
        for address in dict.fromkeys(map(page_address, one.pages)):
            for there in (address, *charts_of(address, held.addresses)):
                if not is_withdrawn(held, there):  # it says already that nothing stands there
                    said.setdefault(there, []).append(notice(one))
    return {page: "".join(notices) for page, notices in said.items()}


def is_withdrawn(held: KeptRelease, address: str) -> bool:
    """Was a page taken out of a release, or the one that it belongs to?"""
    name = f"{address}index.html"
    return any(belongs(name, page_address(one.page)) for one in held.said.withdrawals)


def is_of_withdrawn(held: KeptRelease, one: Correction) -> bool:
    """Is a page that a correction is of no longer in the release?"""
    return any(is_withdrawn(held, page_address(page)) for page in one.pages)


def as_told(held: KeptRelease) -> list[Correction]:
    """The corrections of a release as they may be told: of one to a page that was withdrawn no word
    and no figure, for they tell what must not be read any more."""
    silent = {"what": OF_WITHDRAWN, "why": "", "old": "", "new": "", "figure": None}
    return [
        one.model_copy(update=silent) if is_of_withdrawn(held, one) else one
        for one in held.said.corrections
    ]


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
    return f"{said} {one.why}".strip()


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
    for was, one in zip(held.said.corrections, as_told(held), strict=True):
        # By the same name as before, so that readers of feeds see the words go.
        word = _word(was.date, was.what, *was.pages)
        pages = tuple(map(page_address, one.pages))
        title, name = f"Correction to the release of {held.label}", f"{held.id}-correction-{word}"
        yield ToldCorrection(one.date, title, told(one), pages, address=place, name=name)
    for gone in held.said.withdrawals:
        page = page_address(gone.page)
        title = f"Withdrawal from the release of {held.label}"
        name = f"{held.id}-withdrawal-{_word(page)}"
        yield ToldCorrection(gone.date, title, withdrawn(gone), (page,), address=place, name=name)


def _word(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:10]


def withdrawn(one: Withdrawal) -> str:
    """A withdrawal in words: which page, and why."""
    return f"The page /{page_address(one.page)} was withdrawn: {one.why}"


def charts_of(page: str, addresses: Iterable[str]) -> list[str]:
    """The addresses of the charts of a page, each on its own.

    >>> charts_of("dover/", ["embed/dover/trend/", "embed/dover/hate-crime/trend/", "dover/"])
    ['embed/dover/trend/']
    """
    start = f"embed/{page}"
    return sorted(a for a in addresses if a.startswith(start) and a[len(start) :].count("/") == 1)


def of_today(
    releases: Iterable[KeptRelease], own: str, leads: Mapping[str, str]
) -> dict[str, list[str]]:
    """By address, what is said on the page of today of corrections to it in the release that the
    figures are of: a later one has its own figures, and is told as what changed. ``leads`` says
    where the pages are that moved since."""
    said: dict[str, list[str]] = {}
    for held in (one for one in releases if one.id == own):
        for one in as_told(held):
            words = f"Corrected on {one.day} (in the release of {held.label}). {told(one)}"
            for address in pages_now(map(page_address, one.pages), leads):
                said.setdefault(address, []).append(words)
    return said


def pages_now(pages: Iterable[str], leads: Mapping[str, str]) -> list[str]:
    """The addresses that pages have today."""
    return [*dict.fromkeys(leads.get(page, page).partition("#")[0] for page in pages)]


def on_charts(files: Mapping[str, bytes], said: Mapping[str, list[str]]) -> dict[str, bytes]:
    """The charts that stand alone among these files, with what is said of their pages."""
    return {
        name: OF_CHART.sub(partial(_beside_chart, name, said), content)
        for name, content in files.items()
        if name.startswith("embed/") and OF_CHART.search(content)
    }


def _beside_chart(name: str, said: Mapping[str, list[str]], found: re.Match[bytes]) -> bytes:
    there = relative(name.removesuffix("index.html"), "releases/")
    line = Markup('<p class="correction">{} <a href="{}">Corrections</a></p>')
    return "".join(line.format(x, there) for x in said.get(found[1].decode(), ())).encode()
