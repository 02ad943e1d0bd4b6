"""The files of ``data/areas/`` become areas: codes, parents, dates, successions, spellings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import NUMBER, day
from generator.terms.areas import COMBINED, SUCCESSIONS, Area, Areas, Membership, Succession

AREA_COLUMNS = ("code", "name", "level", "parent", "start", "end")
# May be left out: the address of an area whose name has none.
OPTIONAL_AREA_COLUMNS = ("address",)
SUCCESSION_COLUMNS = ("old", "new", "date", "kind", "share")
GROUP_COLUMNS = ("group", "member", "combine")
NAME_COLUMNS = ("name", "code")
TILE_COLUMNS = ("code", "column", "row")

Tell = Callable[[int, str, str, str], None]


def areas_in(
    areas: Sheet, successions: Sheet, groups: Sheet, names: Sheet
) -> tuple[Areas, list[Problem]]:
    """Which areas are declared, what became of them, and what is wrong with their files?

    What a file names that is not declared is left out here, and told by the rule on references.
    """
    problems: list[Problem] = []
    found = _areas(areas, problems)
    codes = {area.code for area in found}
    spellings = {cells["name"]: cells["code"] for _, cells in names.rows if cells["code"] in codes}
    return Areas(
        found,
        _successions(successions, codes, problems),
        _memberships(groups, codes, problems),
        spellings,
    ), problems


def _teller(sheet: Sheet, problems: list[Problem]) -> Tell:
    def tell(row: int, column: str, what: str, remedy: str) -> None:
        problems.append(sheet.problem("known", row, column, what, remedy))

    return tell


def _areas(sheet: Sheet, problems: list[Problem]) -> list[Area]:
    tell = _teller(sheet, problems)
    known = {cells["code"] for _, cells in sheet.rows}
    found: dict[str, Area] = {}
    for row, cells in sheet.rows:
        code, parent = cells["code"], cells["parent"]
        start, end = (_day(cells[column], row, column, tell) for column in ("start", "end"))
        if not code or not cells["name"]:
            tell(row, "code", "The code or the name is blank.", "Fill in both.")
        if code in found:
            tell(row, "code", f'The code "{code}" stands twice.', "Keep one row for each area.")
        if start and end and end <= start:
            what = f"The area ends on {end} before it starts on {start}."
            tell(row, "end", what, "Correct the dates.")
        above = parent if parent in known else None
        address = cells.get("address", "")
        found[code] = Area(code, cells["name"], cells["level"], above, start, end, address)
    for row, cells in sheet.rows:
        if _goes_in_circles(cells["code"], found):
            tell(row, "parent", "The area is its own ancestor.", "Correct the parent.")
            found[cells["code"]] = Area(cells["code"], cells["name"], cells["level"])
    return list(found.values())


def _goes_in_circles(code: str, found: dict[str, Area]) -> bool:
    seen, here = {code}, found[code].parent
    while here:
        if here in seen:
            return here == code
        seen.add(here)
        here = found[here].parent
    return False


def _day(text: str, row: int, column: str, tell: Tell) -> date | None:
    named, fault = day(text)
    if fault:
        tell(row, column, *fault)
    return named


def _successions(sheet: Sheet, codes: set[str], problems: list[Problem]) -> list[Succession]:
    tell = _teller(sheet, problems)
    found = []
    for row, cells in sheet.rows:
        on = _day(cells["date"], row, "date", tell)
        if not cells["date"]:
            tell(row, "date", "The date is blank.", "Write it as 2017-05-04.")
        share = _share(cells["share"], row, tell)
        if on and {cells["old"], cells["new"]} <= codes and cells["kind"] in SUCCESSIONS:
            found.append(Succession(cells["old"], cells["new"], on, cells["kind"], share))
    return found


def _share(text: str, row: int, tell: Tell) -> float | None:
    share = float(text) if NUMBER.fullmatch(text) else None
    if text and not (share and 0 < share <= 1):
        what = f'The share "{text}" is not a number above 0 and up to 1.'
        tell(row, "share", what, "Correct it, or leave it blank.")
        return None
    return share


def _memberships(sheet: Sheet, codes: set[str], problems: list[Problem]) -> list[Membership]:
    tell = _teller(sheet, problems)
    found: dict[tuple[str, str], Membership] = {}
    ways: dict[str, str] = {}
    for row, cells in sheet.rows:
        group, member, combine = cells["group"], cells["member"], cells["combine"]
        if combine not in COMBINED:
            continue
        if ways.setdefault(group, combine) != combine:
            what = f'The group "{group}" is combined in two ways.'
            tell(row, "combine", what, "Give all its members the same word.")
        elif {group, member} <= codes:
            found[group, member] = Membership(group, member, combine)
    return list(found.values())


def tiles_in(sheet: Sheet, areas: Areas) -> tuple[dict[str, tuple[int, int]], list[Problem]]:
    """In which column and row of the tile map does each district stand?"""
    problems: list[Problem] = []
    tiles: dict[str, tuple[int, int]] = {}
    for row, cells in sheet.rows:
        place = (cells["column"], cells["row"])
        if not all(re.fullmatch(r"[0-9]{1,3}", number) for number in place):
            what = "The column or the row is not a whole number."
            remedy = "Count columns and rows from 1."
            problems.append(sheet.problem("known", row, "column", what, remedy))
        elif cells["code"] in areas:
            tiles[cells["code"]] = (int(place[0]), int(place[1]))
    return tiles, problems
