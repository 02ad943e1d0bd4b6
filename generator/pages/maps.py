"""Outlines as SVG draws them, and the small map beside a title: where a place lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from generator.pages.book import Book
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.outlines import Outlines, Ring

# How wide and how high it is at most, in its own units.
ACROSS = 240
# How wide a map is on the narrowest phone and how large its numbers are there at the least, both in
# pixels; and how large they are drawn at the least, as the style sheet has them on wide screens.
PHONE, LEAST_SHOWN, LEAST_DRAWN = 288, 12, 18
# How wide a number of two digits is and half as high as it is, in parts of that, and at which
# heights of a shape it may stand.
WIDTH, HALF_HEIGHT = 1.25, 0.4
HEIGHTS = tuple(part / 20 for part in (10, *sorted(range(1, 20), key=lambda n: abs(n - 10))[1:]))


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


def letters(view: View) -> int:
    """How large are the numbers on a map, in its own units, that are not too small on a phone?

    >>> letters(View(0, 0, 1.0, 552, 480)), letters(View(0, 0, 1.0, 320, 480))
    (23, 18)
    """
    return max(LEAST_DRAWN, ceil(LEAST_SHOWN * view.width / PHONE))


def roomy_point(rings: Iterable[Ring], view: View) -> tuple[int, int] | None:
    """Where a number fits into a drawn shape: in the middle of the widest stretch of its largest
    part that is as high as a number on a phone; None where there is no room.

    >>> view = View(0, 90, 1.0, 100, 90)
    >>> roomy_point([((0, 0), (100, 0), (100, 90), (0, 90), (0, 0))], view)
    (50, 45)
    >>> roomy_point([((0, 0), (12, 0), (12, 90), (0, 0))], view) is None
    True
    """
    corners = [view.at(point) for point in max(rings, key=len)]
    low, high = (end(y for _, y in corners) for end in (min, max))
    wide, tall = (part * letters(view) for part in (WIDTH, HALF_HEIGHT))
    roomy = []
    for part in HEIGHTS:
        y = low + (high - low) * part
        within = _stretches(corners, y)
        for by in (-tall, -tall / 2, tall / 2, tall):
            within = [
                (max(a, c), min(b, d)) for a, b in within for c, d in _stretches(corners, y + by)
            ]
        roomy += [(b - a, round((a + b) / 2), round(y)) for a, b in within if b - a >= wide]
    return max(roomy, key=lambda one: one[0])[1:] if roomy else None


def _stretches(corners: Sequence[tuple[int, int]], y: float) -> list[tuple[float, float]]:
    """The parts of this height that lie in a shape, from left to right."""
    ends = _crossings(corners, y)
    return list(zip(ends[::2], ends[1::2], strict=True))


def _crossings(corners: Sequence[tuple[int, int]], y: float) -> list[float]:
    """Where a shape's border crosses this height, from left to right."""
    return sorted(
        a + (b - a) * (y - top) / (low - top)
        for (a, top), (b, low) in pairwise(corners)
        if (top > y) != (low > y)
    )


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
