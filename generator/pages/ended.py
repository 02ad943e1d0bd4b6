"""Areas that are no more: since when, and what is there now."""

from __future__ import annotations

from collections.abc import Mapping

from generator.figures.figures import Figure
from generator.figures.sums import EXACT
from generator.pages.book import Book
from generator.terms.areas import Area


def followed_by(book: Book, area: Area) -> list[Area]:
    """What took an area's place; of one that is made of others, where nothing took its own, what
    took theirs."""
    areas = book.holdings.areas
    if own := areas.successors(area):
        return [areas[one.new] for one in own]
    later = (one for member in areas.members(area)[0] for one in areas.successors(member))
    return list(dict.fromkeys(areas[one.new] for one in later))


def of_today(book: Book, code: str) -> str:
    """The code of the area in which all of an area lies today: its own, where it has not ended or
    went to several."""
    area, areas = book.holdings.areas[code], book.holdings.areas
    after = areas.successors(area)
    if not has_ended(book, area) or len(after) != 1 or after[0].kind not in EXACT:
        return code
    return of_today(book, after[0].new)


def has_ended(book: Book, area: Area) -> bool:
    """Is an area no more on the day of the release?"""
    return area.end is not None and area.end <= book.site.released


def of_districts(book: Book, figures: Mapping[str, Figure]) -> list[Figure]:
    """Of the figures of one period by area, those of the districts that there were then, by name:
    one that took the place of others has their past too, and is not set beside them."""
    found = (figures[area.code] for area in book.districts if area.code in figures)
    return [one for one in found if book.holdings.areas[one.area].is_live_in(one.period)]
