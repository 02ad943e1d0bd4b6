"""Rules about addresses that moved, former names, and notices: each can be what it says."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.addresses import fault, remedy
from generator.terms.areas import PROFILED, Area
from generator.terms.notices import NOTICES
from generator.terms.redirects import REDIRECTS
from generator.terms.releases import is_of_release
from generator.terms.renamed import RENAMED, Renamed


def sound(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Addresses that are none or of a release, or that two rows lead on from. Whether there is a
    page still is seen when the pages are made."""
    first: dict[str, int] = {}
    for one in holdings.redirects:
        place = Place(REDIRECTS, one.row, "address")
        wrong = [(part, why) for part in one.path.split("/") if (why := fault(part))]
        if wrong:
            part, why = wrong[0]
            what, form = f'The part "{part}" of the address "{one.address}" {why}.', remedy(part)
            if not part:
                what = f'The address "{one.address}" has two strokes together.'
                form = "Keep one of them."
            if not one.path:
                what = "The old address is blank."
                form = "Write the address that there was, as old-ford/crime/; or take the row out."
            yield Problem("address", place, what, form)
        elif is_of_release(f"{one.path}/"):
            what = f'"{one.address}" is an address of a release, and that stays as it is.'
            yield Problem("address", place, what, "Take the row out.")
        elif first.setdefault(one.path, one.row) != one.row:
            what = f'The address "{one.address}" stands in row {first[one.path]} too.'
            yield Problem("address", place, what, "Take one of the two out.")


def renamed(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Former names of no area, names that no address can be made of, and the name that it has."""
    sheet = holdings.sheets.get(RENAMED)
    for (row, _), one in zip(sheet.rows if sheet else (), holdings.renamed, strict=False):
        if one.code not in holdings.areas:
            what = f'There is no area "{one.code}".'
            known = [area.code for area in holdings.areas]
            yield Problem("known", Place(RENAMED, row, "code"), what, suggestion(one.code, known))
            continue
        area, place = holdings.areas[one.code], Place(RENAMED, row, "name")
        if why := fault(one.slug):
            what = f'The address of "{one.name}" {why}.'
            yield Problem("address", place, what, "Write the name as it stood in its address.")
        elif one.slug == area.slug:
            what = f'"{one.name}" has the address that {area.name} has now.'
            yield Problem("address", place, what, "Take the row out: nothing has to lead on.")
        elif others := [o for o in holdings.areas if _has(o, one, area)]:
            what = f'"{one.name}" has the address of another area, {others[0].name}.'
            yield Problem("address", place, what, "Correct the code or the name.")


def _has(other: Area, one: Renamed, area: Area) -> bool:
    """Does another area have this address, so that its pages stand where the old ones stood? One
    that ended before shared the page, and keeps it."""
    if other.end and other.end <= one.until:
        return False
    beside = other.level == "ward" and other.parent == area.parent
    is_there = beside if area.level == "ward" else other.level in PROFILED
    return other.code != area.code and is_there and other.slug == one.slug


def notices(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Notices that would never stand anywhere, for they end before they begin."""
    sheet = holdings.sheets.get(NOTICES)
    for (row, _), one in zip(sheet.rows if sheet else (), holdings.notices, strict=False):
        if one.until < one.since:
            what = f"The notice stands until {one.until}, before it begins on {one.since}."
            yield Problem("notice", Place(NOTICES, row, "until"), what, "Correct one of the two.")


RULES = (sound, renamed, notices)
