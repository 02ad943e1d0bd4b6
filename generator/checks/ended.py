"""Rules about areas that are no more: what lies in them, or is made of them, is no more either, and
offices answer for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.areas import OUTSIDE, Area, Areas
from generator.terms.releases import spoken

AREAS, CONTACTS = "data/areas/areas.csv", "data/contacts.csv"


def left_behind(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Areas of today that lie in one that has ended, or all of whose members have."""
    today = holdings.site.released if holdings.site else None
    if today is None:
        return
    sheet = holdings.sheets.get(AREAS)
    rows = {cells.get("code", ""): row for row, cells in (sheet.rows if sheet else ())}
    for area in holdings.areas:
        if _is_past(area, today):
            continue
        above = next(iter(holdings.areas.family(area)), None)
        place = Place(AREAS, rows.get(area.code))
        if above and _is_past(above, today):
            what = f"{area.name} ({area.code}) lies in {above.name}, which ended on {_day(above)}."
            remedy = "Give it that end and, in succession.csv, what took its place; or the parent "
            remedy += "that it lies in now, and its old address a row in data/redirects.csv."
            yield Problem("ended", place, what, remedy)
        elif area.level in OUTSIDE and (last := _last_member(holdings.areas, area, today)):
            what = f"Every member of {area.name} ({area.code}) has ended, the last on {_day(last)}."
            remedy = "Give it that end too, or the members that it has now in groups.csv."
            yield Problem("ended", place, what, remedy)


def offices_left(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Offices that answer for areas alone that have ended: nobody of today is led to them."""
    today = holdings.site.released if holdings.site else None
    sheet = holdings.sheets.get(CONTACTS)
    for row, cells in sheet.rows if sheet and today else ():
        codes = [code for code in cells.get("areas", "").split() if code in holdings.areas]
        found = [holdings.areas[code] for code in codes]
        if today and found and all(_is_past(area, today) for area in found):
            what = f"The office answers for {found[0].name}, which ended on {_day(found[0])}."
            remedy = "Name the area that it answers for now, or take the row out."
            yield Problem("ended", Place(CONTACTS, row, "areas"), what, remedy)


def _is_past(area: Area, today: date) -> bool:
    return area.end is not None and area.end <= today


def _last_member(areas: Areas, area: Area, today: date) -> Area | None:
    """The member that ended last, where all have."""
    members = areas.members(area)[0]
    if not members or not all(_is_past(one, today) for one in members):
        return None
    return max(members, key=lambda one: one.end or today)


def _day(area: Area) -> str:
    return spoken(area.end.isoformat()) if area.end else ""


RULES = (left_behind, offices_left)
