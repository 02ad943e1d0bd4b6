"""Corrections and notices that cannot be what they say: of what is not there, or past."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from generator.problems import Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.releases import WITHDRAWN, KeptRelease
from generator.releases.frozen import FIGURES, KEY
from generator.releases.notices import is_of_withdrawn
from generator.terms.addresses import page_address
from generator.terms.notices import NOTICES
from generator.terms.releases import CorrectedFigure, Dated, folder_of, spoken
from generator.terms.site import last_day


def unfounded(holdings: Holdings, releases: Iterable[KeptRelease]) -> Iterator[Problem]:
    """What stands in the files of releases, and cannot be so?"""
    own = holdings.site.release if holdings.site else ""
    for held in releases:
        if not held.folder.is_dir() and held.id < own:
            what = f"The release of {held.label} is not here: its folder is missing."
            remedy = "Take the folder out of the history or a copy; or delete this file."
            yield Problem("release", Place(f"{folder_of(held.id)}.yml"), what, remedy)
        yield from _signed(holdings, held)
        if held.is_frozen:
            yield from _pages(holdings, held)
            yield from _figures(holdings, held)
            yield from _days(holdings, held)
            yield from _withdrawn(holdings, held)


def _pages(holdings: Holdings, held: KeptRelease) -> Iterator[Problem]:
    """Pages that the release does not have."""
    known = sorted(one for one in held.addresses if not one.startswith("embed/"))
    for number, one in enumerate(held.said.corrections):
        for page in one.pages if not is_of_withdrawn(held, one) else ():
            if page_address(page) not in held.addresses:
                what = f'The release of {held.label} has no page "{page}".'
                remedy = suggestion(page_address(page), known)
                place = _at(holdings, held, "corrections", number, "pages")
                yield Problem("release", place, what, remedy)
        if not one.pages:
            what = "A correction stands on the pages that it is of, and none is named."
            remedy = "Name them: pages: [dover/hate-crime/]."
            place = _at(holdings, held, "corrections", number)
            yield Problem("release", place, what, remedy)


def _figures(holdings: Holdings, held: KeptRelease) -> Iterator[Problem]:
    """Figures that the release does not have."""
    asked = {
        number: one.figure
        for number, one in enumerate(held.said.corrections)
        if one.figure and not is_of_withdrawn(held, one)
    }
    keys = _keys(held.folder / FIGURES) if asked else set()
    for number, figure in asked.items():
        if _key(figure) in keys:
            continue
        named = ", ".join(_key(figure))
        what = f"The release of {held.label} has no figure {named}, so it cannot be corrected."
        remedy = "Copy indicator, category, area and period from its figures.csv."
        if held.said.withdrawals:
            remedy += " If it was taken out with a page, name that page too below pages:."
        yield Problem("release", _at(holdings, held, "corrections", number), what, remedy)


def _days(holdings: Holdings, held: KeptRelease) -> Iterator[Problem]:
    """Corrections and withdrawals of before the release, or of a day to come."""
    first = _first_day(held)
    for part, name in (("corrections", "correction"), ("withdrawals", "withdrawal")):
        for number, one in enumerate(getattr(held.said, part)):
            when = "before the release that it is of" if one.date < first else _to_come(one)
            if when:
                what = f"The {name} is of {one.day}, {when}."
                place = _at(holdings, held, part, number)
                yield Problem("release", place, what, "Write the day on which it was made.")


def _first_day(held: KeptRelease) -> str:
    """Before which day was there nothing to correct? It was signed off, and made after that; of a
    day of publication that is late it may be corrected before."""
    signed = max((one.date for one in held.said.signed_off), default="")
    return min(held.said.date, signed or f"{last_day(held.id):%Y-%m-01}")


def _to_come(one: Dated) -> str:
    return "a day that is still to come" if one.date > date.today().isoformat() else ""


def _signed(holdings: Holdings, held: KeptRelease) -> Iterator[Problem]:
    """Offices that signed a release off after it was published, or on a day to come."""
    for number, one in enumerate(held.said.signed_off):
        late = one.date > held.said.date
        when = f"after the day of the release, {held.said.day}" if late else _to_come(one)
        if when:
            what = f"It was signed off on {one.day}, {when}."
            place = _at(holdings, held, "signed_off", number)
            yield Problem("release", place, what, "Write the day on which it was looked at.")


def unplaced(holdings: Holdings, pages: Iterable[str]) -> Iterator[Problem]:
    """Notices on pages that a site with these does not have, and those whose time was before its
    release."""
    known = [page for page in pages if not page.startswith("embed/")]
    released = holdings.site.released if holdings.site else None
    for number, one in enumerate(holdings.notices):
        row = holdings.sheets[NOTICES].rows[number][0] if NOTICES in holdings.sheets else None
        for page in one.pages:
            if page_address(page) not in known:
                what = f'The site has no page "{page}".'
                remedy = suggestion(page_address(page), sorted(known))
                yield Problem("notice", Place(NOTICES, row, "pages"), what, remedy)
        if released and one.until < released:
            what = f"The notice stood until {spoken(one.until.isoformat())}, before this release."
            yield Problem("notice", Place(NOTICES, row, "until"), what, "Take the row out.")


def _withdrawn(holdings: Holdings, held: KeptRelease) -> Iterator[Problem]:
    """Withdrawals that somebody wrote down and nobody made."""
    path = held.folder / WITHDRAWN
    made = path.read_text(encoding="utf-8-sig").split() if path.is_file() else []
    for number, one in enumerate(held.said.withdrawals):
        if f"/{page_address(one.page)}" not in made:
            what = f'The page "{one.page}" is said to be withdrawn, and stands in the release.'
            remedy = f"Give: release {held.id} --withdraw {one.page} --why TEXT; or take this out."
            yield Problem("release", _at(holdings, held, "withdrawals", number), what, remedy)


def _key(figure: CorrectedFigure) -> tuple[str, ...]:
    return figure.indicator, figure.category, figure.area, figure.period


def _keys(path: Path) -> set[tuple[str, ...]]:
    """Which figures has a release? Those of a file that cannot be read are told elsewhere."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            return {tuple(row.get(name) or "" for name in KEY) for row in csv.DictReader(opened)}
    except (OSError, ValueError, csv.Error):
        return set()


def _at(holdings: Holdings, held: KeptRelease, *keys: str | int) -> Place:
    return holdings.at(f"{folder_of(held.id)}.yml", *keys)
