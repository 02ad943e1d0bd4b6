"""The districts on the first page: their figures of one period, and the map of the one that opens
profiles."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.pages.across_lead import of_districts
from generator.pages.book import Book
from generator.pages.ward_maps import district_map
from generator.terms.periods import Period


class FirstMap(NamedTuple):
    """The map, blank where there is none, and what it shows in a sentence."""

    said: str
    drawn: Markup


def first_map(book: Book) -> FirstMap:
    """The districts shaded by the figure that opens profiles, of the newest whole year."""
    lead = book.lead(book.opening) if book.opening else None
    period, figures = side_by_side(book, lead) if lead else (None, {})
    own = {code: figure for code, figure in figures.items() if figure.area == code}
    if lead is None or period is None or period.is_part_year or not own:
        return FirstMap("", Markup(""))
    said = next(of_districts(book, book.voice(lead[0]), own), "")
    return FirstMap(said, district_map(book, own))


def newness(period: Period) -> tuple[bool, date]:
    """By what periods are put in order: whole years before parts, the newest last."""
    return not period.is_part_year and bool(period.months), period.last


def side_by_side(book: Book, lead: tuple[str, str]) -> tuple[Period | None, dict[str, Figure]]:
    """The figures of the period that most districts have, the newest of these, by district.

    A district that is counted only together with another has their common figure.
    """
    held: dict[Period, dict[str, Figure]] = {}
    for district in book.districts:
        for area in (*book.holdings.areas.partnerships(district), district):
            for figure in book.figures.series(*lead, area=area.code):
                if not (figure.is_absent or figure.is_unreliable or figure.is_doubted):
                    held.setdefault(figure.period, {})[district.code] = figure
    best = max(held, key=lambda p: (len(held[p]), *newness(p)), default=None)
    return best, held[best] if best else {}
