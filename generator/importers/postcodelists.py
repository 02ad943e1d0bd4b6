"""The postcodes in a publisher's table: each with its place, and its district where it is told."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from generator.importers import workbooks
from generator.importers.handed import AGAIN, Handed
from generator.importers.shapes import IN_DEGREES, to_metres
from generator.problems import Fault
from generator.terms.finding import split

POSTCODE = re.compile(r"pcds?|pcd[278]|postcode|post code", re.I)
LATITUDE, LONGITUDE = (re.compile(word, re.I) for word in ("lat(itude)?", "lo?ng?(itude)?"))
DISTRICT = re.compile(r"(os)?laua|(oslaua|lad)\d\dcd", re.I)
ENDED = re.compile(r"doterm", re.I)
DEGREES = re.compile(r"-?\d{1,2}(\.\d+)?")
# What publishers write for a postcode that has no place.
NOWHERE = ("", "0", "0.0", "0.00000", "99.999999")
UNPLACED, NO_MORE, TWICE = (
    "set aside: without a place",
    "set aside: a postcode that is no more",
    "set aside: the same postcode again",
)


class Postcode(NamedTuple):
    """One postcode in its three parts, where it lies in metres, and its district where that is
    known."""

    outward: str
    digit: str
    unit: str
    east: float
    north: float
    district: str = ""


class PostcodeList(NamedTuple):
    """The postcodes of one file, and how many of its rows are none, by the reason."""

    postcodes: tuple[Postcode, ...]
    aside: Counter[str]


class PostcodeColumns(NamedTuple):
    """In which columns these stand; the last two may be missing."""

    postcode: int
    latitude: int
    longitude: int
    district: int | None
    ended: int | None


def listed_in(handed: Handed, content: bytes) -> tuple[PostcodeList, Fault | None]:
    """Which postcodes does a table hold, or what is wrong with it?"""
    nothing = PostcodeList((), Counter())
    tables, fault = workbooks.tables_in(handed, content, POSTCODE)
    if fault:
        return nothing, fault
    found: dict[tuple[str, ...], Postcode] = {}
    aside: Counter[str] = Counter()
    for table in tables:
        columns = _columns(table)
        if columns is None:
            what = "The table has no columns of latitude and longitude."
            return nothing, Fault(what, "They are called lat and long, or by the whole words.")
        width = len(table.header)
        for number, cells in table.rows:
            one, why = _postcode(cells, columns)
            if len(cells) < 2 * width:
                one, why = None, Fault("The row has lost a cell; the file may be cut off.", AGAIN)
            if isinstance(why, Fault):
                return nothing, why._replace(row=number)
            before = found.get(one[:3]) if one else None
            if one and before and before != one:
                what = f"{one.outward} {one.digit}{one.unit} stands twice, in two places."
                return nothing, Fault(what, "Hand over one edition.", number)
            if one and not before:
                found[one[:3]] = one
            else:
                aside[why or TWICE] += 1
    return PostcodeList(tuple(found.values()), aside), None


def _columns(table: workbooks.Sheetful) -> PostcodeColumns | None:
    wanted = (POSTCODE, LATITUDE, LONGITUDE, DISTRICT, ENDED)
    code, latitude, longitude, district, ended = (
        next((n for n, cell in enumerate(table.header) if name.fullmatch(cell)), None)
        for name in wanted
    )
    if code is None or latitude is None or longitude is None:
        return None
    return PostcodeColumns(code, latitude, longitude, district, ended)


def _postcode(cells: tuple[str, ...], at: PostcodeColumns) -> tuple[Postcode | None, str | Fault]:
    """A row's postcode; or why it is none, or what is wrong with it."""
    parts = split(cells[at.postcode])
    north, east = cells[at.latitude], cells[at.longitude]
    if parts is None:
        return None, Fault(f'"{cells[at.postcode]}" is no postcode.', AGAIN)
    if at.ended is not None and cells[at.ended]:
        return None, NO_MORE
    if north in NOWHERE:
        return None, UNPLACED
    odd = next((cell for cell in (north, east) if not DEGREES.fullmatch(cell)), None)
    if odd is not None:
        return None, Fault(f'"{odd}" is no number of degrees.', AGAIN)
    west, south, farthest_east, farthest_north = IN_DEGREES
    x, y = float(east), float(north)
    if west <= y <= farthest_east and south <= x <= farthest_north:
        return None, Fault("Latitude and longitude have changed places.", AGAIN)
    if not (west <= x <= farthest_east and south <= y <= farthest_north):
        return None, Fault(f"{north}, {east} lies outside the country.", AGAIN)
    district = cells[at.district] if at.district is not None else ""
    return Postcode(*parts, *to_metres().transform(x, y), district), ""
