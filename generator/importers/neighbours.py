"""Lists of the areas most like each area, and tables that name areas by their codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.importers import workbooks
from generator.importers.handed import AGAIN, Handed
from generator.importers.workbooks import Sheetful
from generator.problems import Fault, Problem
from generator.reading.gazetteer import AREAS
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain

CODE = re.compile(r"AREA ?CD|(LAD|LTLA) ?(20\d\d|\d\d)? ?CD|gss-code|(area )?code", re.I)
NAME = re.compile(r"AREA ?NM|(LAD|LTLA) ?(20\d\d|\d\d)? ?NM|nice-name|(area )?name", re.I)
# What says of a code that another took its place.
NOW, ENDED = re.compile(r"LADCD_ACTIVE", re.I), re.compile(r"end-date", re.I)
PLACE = re.compile(r"[1-9]\d?")
AREA = re.compile(r"[A-Z]\d{8}")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
WHOLE = re.compile("global", re.I)
KEPT, OUTSIDE = "kept: the areas similar to a district", "set aside: no district of the site"
NAMED, UNUSED = "read: the name of a similar area", "set aside: no similar area"
MOST_TOLD = 5
HAND_OVER = (
    "Hand over a table of codes and names with the list, such as cluster-allocation.csv of the "
    "same publication, or uk_local_authorities_current.csv."
)


class NeighbourLists(NamedTuple):
    """The areas most similar to each district of the site, the most similar first."""

    handed: Handed
    year: str
    rows: dict[str, list[str]]
    outcomes: Counter[str]


class NamedArea(NamedTuple):
    """What a table calls an area, in which row, and whether the code is a former one."""

    name: str
    row: int
    is_former: bool


class NamesByCode(NamedTuple):
    """A table of names by codes; ``read`` is how many rows it has."""

    handed: Handed
    areas: dict[str, NamedArea]
    read: int


def table_in(
    handed: Handed, content: bytes, districts: Sequence[Area]
) -> tuple[list[NeighbourLists | NamesByCode], list[Problem]]:
    """What does a file hold: the list of neighbours, or names?"""
    tables, fault = workbooks.tables_in(handed, content, CODE, "AREACD")
    if fault:
        return [], [fault.at("import", handed.place)]
    lists = [table for table in tables if "1" in table.header]
    if len(lists) > 1:
        lists = [table for table in lists if WHOLE.search(table.name)] or lists
    if len(lists) > 1:
        what = f"It has {len(lists)} lists: {', '.join(table.name for table in lists)}."
        fault = Fault(what, "Save that of overall similarity as a file of its own.")
        return [], [fault.at("import", handed.place)]
    if lists:
        found, problems = _lists(handed, lists[0], districts)
        return [found] if found else [], problems
    named = [one for table in tables if (one := _names(handed, table))]
    if named:
        return [max(named, key=lambda one: len(one.areas))], []
    what = "It is neither a list of similar areas (AREACD, 1, 2, 3) nor a table of names."
    return [], [Fault(what, AGAIN).at("import", handed.place)]


def _lists(
    handed: Handed, table: Sheetful, districts: Sequence[Area]
) -> tuple[NeighbourLists | None, list[Problem]]:
    """The lists of the site's districts, and what is wrong in them."""
    years = list(dict.fromkeys(YEAR.findall(f"{handed.path.name} {table.name} {table.above}")))
    if len(years) != 1:
        what = "Neither the file nor what stands above the list says of which year it is."
        what = f"It names several years: {', '.join(years)}." if years else what
        remedy = "Put the edition's year into the name of the file: global-neighbours-2025.csv."
        return None, [Fault(what, remedy).at("import", handed.place)]
    code = next(n for n, cell in enumerate(table.header) if CODE.fullmatch(cell))
    places = [n for n, cell in enumerate(table.header) if PLACE.fullmatch(cell)]
    found = NeighbourLists(handed, years[0], {}, Counter())
    problems = []
    names = {one.code: one.name for one in districts}
    for row, cells in table.rows:
        mine = cells[code]
        if mine not in names:
            found.outcomes[OUTSIDE] += 1
            continue
        members = [cells[n] for n in places]
        while members and not members[-1]:
            members.pop()
        if mine in found.rows:
            what = f"{names[mine]} ({mine}) stands twice."
            problems.append(Fault(what, AGAIN, row).at("import", handed.place))
        elif what := _wrong(mine, members):
            problems.append(Fault(f"{names[mine]}: {what}", AGAIN, row).at("import", handed.place))
        found.rows[mine] = members
        found.outcomes[KEPT] += 1
    lacking = [name for key, name in names.items() if key not in found.rows]
    if lacking:
        more = f", and so have {len(lacking) - 1} more districts" if len(lacking) > 1 else ""
        what = f"{lacking[0]} has no row in it{more}."
        remedy = "Hand over the list of all local authorities, with today's codes."
        problems.append(Fault(what, remedy).at("import", handed.place))
    return found, problems


def _wrong(code: str, members: Sequence[str]) -> str:
    """What cannot be in a list of similar areas; blank where nothing is wrong."""
    if len(members) < 2:
        return "there are no similar areas beside it."
    odd = next((one for one in members if not AREA.fullmatch(one)), None)
    if odd is not None:
        return f'"{odd}" is no code of an area.' if odd else "a place in its list is blank."
    if code in members:
        return "it is in its own list."
    twice = next((one for one, times in Counter(members).items() if times > 1), "")
    return f"{twice} stands twice in its list." if twice else ""


def _names(handed: Handed, table: Sheetful) -> NamesByCode | None:
    """The names in a table; None where it has none."""
    code, name, now, ended = (_column(table, one) for one in (CODE, NAME, NOW, ENDED))
    if code is None or name is None:
        return None
    found: dict[str, NamedArea] = {}
    for row, cells in table.rows:
        if AREA.fullmatch(cells[code]) and cells[name]:
            was = now is not None and cells[now] not in ("", cells[code])
            is_former = was or (ended is not None and bool(cells[ended]))
            found[cells[code]] = NamedArea(cells[name], row, is_former)
    return NamesByCode(handed, found, len(table.rows)) if found else None


def _column(table: Sheetful, wanted: re.Pattern[str]) -> int | None:
    return next((n for n, cell in enumerate(table.header) if wanted.fullmatch(cell)), None)


def misnamed(tables: Sequence[NamesByCode], areas: Areas) -> Iterator[Problem]:
    """Codes that a table calls otherwise than the register does."""
    for table in tables:
        for code, one in table.areas.items():
            if code not in areas or plain(one.name) == plain(areas[code].name):
                continue
            if areas[code] in areas.called(one.name) or areas[code].level != "district":
                continue
            what = f"{code} is {one.name} here, and {areas[code].name} in {AREAS}."
            remedy = "Codes may have been filled down: download the file again. If it is another "
            remedy += "spelling, add it to data/areas/names.csv."
            yield Fault(what, remedy, one.row).at("import", table.handed.place)


def unnamed(
    lists: NeighbourLists, tables: Sequence[NamesByCode], areas: Areas
) -> Iterator[Problem]:
    """Similar areas whose name is in neither the register nor a table."""
    every = dict.fromkeys(code for row in lists.rows.values() for code in row)
    known = {code for table in tables for code in table.areas}
    lacking = [code for code in every if code not in areas and code not in known]
    if lacking:
        told = wording.listing(lacking[:MOST_TOLD])
        more = f", and {len(lacking) - MOST_TOLD} more" if len(lacking) > MOST_TOLD else ""
        what = f"{told}{more}: nothing says what this is called."
        if len(lacking) > 1:
            what = f"{told}{more}: nothing says what these areas are called."
        yield Fault(what, HAND_OVER).at("import", lists.handed.place)
