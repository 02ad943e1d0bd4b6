"""The districts on the first page: their figures of one period, and the map of the one that opens
profiles."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from generator.pages.across_lead import of_districts
from generator.pages.book import Book
from generator.pages.subject_measures import subject_measure
from generator.pages.ward_maps import district_map


class FirstMap(NamedTuple):
    """The map, blank where there is none, and what it shows in a sentence."""

    said: str
    drawn: Markup


def first_map(book: Book) -> FirstMap:
    """The districts shaded by the figure that opens profiles, of the newest whole year."""
    found = subject_measure(book, book.opening) if book.opening else None
    if found is None:
        return FirstMap("", Markup(""))
    said = next(of_districts(book, book.voice(found.indicator), found.figures), "")
    return FirstMap(said, district_map(book, found.figures))
