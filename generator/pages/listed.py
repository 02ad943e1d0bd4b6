"""Which areas stand side by side in a chart."""

from __future__ import annotations

from generator.pages.book import Book
from generator.terms.areas import Area

# So many areas can be told apart in a chart.
MOST_LISTED = 60


def listed(book: Book, area: Area | None, level: str, asked: tuple[str, str]) -> tuple[Area, ...]:
    """The areas of a level that a chart about an area sets side by side: wards of its district,
    districts of a county, and others of the whole site.

    ``asked`` are the indicator and the category: where there are too many, those without a figure
    are left out, and none is listed where too many are left.
    """
    found = _of_level(book, area, level) if level else ()
    if len(found) > MOST_LISTED:
        held = {figure.area for figure in book.figures.across(*asked)}
        found = tuple(one for one in found if one.code in held)
    return found if len(found) <= MOST_LISTED else ()


def _of_level(book: Book, area: Area | None, level: str) -> tuple[Area, ...]:
    areas = book.holdings.areas
    inside = book.root
    if level == "force":
        return tuple(one for one in areas if one.level == "force")
    if area and level == "ward":
        inside = areas.ancestor(area, "district") or area
    elif area and area.level == "county":
        inside = area
    found = areas.within(inside, level)
    # Where districts are counted only together, their partnership stands for them.
    joint = areas.within(inside, "partnership") if level == "district" else []
    return (*found, *joint)
