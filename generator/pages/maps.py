"""Outlines as SVG draws them, and the small map beside a title: where a place lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from generator.pages.book import Book
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.outlines import Outlines, Ring

# How wide and how high it is at most, in its own units.
ACROSS = 240
# Half the room that a number of two digits takes, and at which heights of a shape it may stand.
ROOM = 12
HEIGHTS = (0.5, 0.4, 0.6, 0.3, 0.7)


class View(NamedTuple):
    """Which part of the National Grid a drawing shows: its corner, and units for each metre."""

    west: int
    north: int
    scale: float
    width: int
    height: int

    def at(self, point: tuple[int, int]) -> tuple[int, int]:
        """Where a point of the grid lies in the drawing."""
        return round((point[0] - self.west) * self.scale), round(
            (self.north - point[1]) * self.scale
        )


def view_of(rings: Iterable[Ring], width: int, highest: int) -> View:
    """The view that shows all of these rings, as wide or as high as that."""
    points = [point for ring in rings for point in ring]
    east, west = (found(x for x, _ in points) for found in (max, min))
    north, south = (found(y for _, y in points) for found in (max, min))
    scale = min(width / max(east - west, 1), highest / max(north - south, 1))
    corner = View(west, north, scale, 0, 0).at((east, south))
    return View(west, north, scale, *corner)


def path(rings: Iterable[Ring], view: View) -> str:
    """Rings as SVG draws them: each from its first corner on by steps, in whole units.

    >>> path([((0, 0), (100, 0), (100, 90), (0, 0))], View(0, 100, 0.1, 10, 10))
    'M0 10l10 0 0-9z'
    """
    drawn = []
    for ring in rings:
        corners = [view.at(point) for point in ring[:-1]]
        steps = [(x - was[0], y - was[1]) for was, (x, y) in pairwise(corners) if was != (x, y)]
        if len(steps) > 1:
            told = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            drawn.append(f"M{corners[0][0]} {corners[0][1]}l{told}z")
    return "".join(drawn)


def roomy_point(rings: Iterable[Ring], view: View) -> tuple[int, int] | None:
    """Where a number fits into a drawn shape: in the middle of the widest stretch of its largest
    part, of some heights; None where there is no room.

    >>> view = View(0, 90, 1.0, 100, 90)
    >>> roomy_point([((0, 0), (100, 0), (100, 90), (0, 90), (0, 0))], view)
    (50, 45)
    >>> roomy_point([((0, 0), (12, 0), (12, 90), (0, 0))], view) is None
    True
    """
    corners = [view.at(point) for point in max(rings, key=len)]
    low, high = (end(y for _, y in corners) for end in (min, max))
    stretches = []
    for part in HEIGHTS:
        y = low + (high - low) * part
        ends = _crossings(corners, y)
        stretches += [(b - a, (a + b) / 2, y) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    roomy = [
        (width, round(x), round(y))
        for width, x, y in stretches
        if width >= 2 * ROOM and all(_is_inside(corners, x, y + by) for by in (-ROOM, ROOM))
    ]
    return max(roomy, key=lambda one: one[0])[1:] if roomy else None


def _crossings(corners: Sequence[tuple[int, int]], y: float) -> list[float]:
    """Where a shape's border crosses this height, from left to right."""
    return sorted(
        a + (b - a) * (y - top) / (low - top)
        for (a, top), (b, low) in pairwise(corners)
        if (top > y) != (low > y)
    )


def _is_inside(corners: Sequence[tuple[int, int]], x: float, y: float) -> bool:
    return sum(end < x for end in _crossings(corners, y)) % 2 == 1


def locator(book: Book, area: Area) -> Markup:
    """A small map of the site's districts that shows where an area lies among them.

    Empty where no outline is held of it.
    """
    areas, outlines = book.holdings.areas, book.holdings.outlines
    ward = area if area.level == "ward" else None
    district = areas.ancestor(area, "district") if ward else None
    known = tuple(one.code for one in book.districts if one.code in outlines.rings)
    inner = {area.code, *(member.code for member in areas.members(area)[0])}
    inner |= {district.code} if district else set()
    mine = [c for c in known if c in inner or area in areas.family(areas[c])]
    if not mine:
        return Markup("")
    view, paths = _districts(outlines, known)
    rings = outlines.rings.get(area.code, ()) if ward else ()
    place, whole = wording.upper_first(wording.place(area)), wording.place(book.root)
    place += f", in {district.name}," if district else ""
    return Markup(
        book.render(
            "locator",
            view=view,
            label=f"{place} on a map of {whole}" if area != book.root else f"A map of {whole}",
            land="".join(paths[code] for code in known if code not in mine),
            mine="".join(paths[code] for code in mine),
            ward=path(rings, view),
            centre=view.at(_middle(rings)) if rings else None,
            is_ward=bool(ward),
        )
    )


@lru_cache(maxsize=4)
def _districts(outlines: Outlines, codes: tuple[str, ...]) -> tuple[View, dict[str, str]]:
    """The districts as a locator draws them: the same on every page."""
    view = view_of((r for code in codes for r in outlines.rings[code]), ACROSS, ACROSS)
    return view, {code: path(outlines.rings[code], view) for code in codes}


def _middle(rings: Iterable[Ring]) -> tuple[int, int]:
    """The middle of the box around a ward's largest part."""
    east, north = zip(*max(rings, key=len), strict=True)
    return (min(east) + max(east)) // 2, (min(north) + max(north)) // 2
