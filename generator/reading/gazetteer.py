"""The files of ``data/areas/`` become areas: codes, parents, dates, successions, spellings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Place, Problem
from generator.reading.registers import Rows
from generator.terms.areas import Area, Areas, Membership, Succession

TAKE_OUT = "Take the row out."
AREAS, GROUPS, TILES = (f"data/areas/{name}.csv" for name in ("areas", "groups", "tiles"))


def areas_in(
    areas: Rows, successions: Rows, groups: Rows, names: Rows, editions: Rows
) -> tuple[Areas, list[Problem]]:
    """Which areas are declared, what became of them, and what is wrong between their rows?

    What a file names that is not declared is left out here, and told by the rule on references.
    """
    codes = {row["code"] for row in areas.values()}
    for row in areas.values():
        row["parent"] = row["parent"] if row["parent"] in codes else None
    found = {row["code"]: Area(**row) for row in areas.values()}
    problems = [*_faults(areas), *_circles(areas, found)]
    memberships, faults = _memberships(groups, codes)
    faults += _of_nobody(groups, found)
    became = [row for row in successions.values() if {row["old"], row["new"]} <= codes]
    spellings = {row["name"]: row["code"] for row in names.values() if row["code"] in codes}
    drawn = [(row["edition"], row["code"]) for row in editions.values()]
    successors = [Succession(**row) for row in became]
    known = Areas(found.values(), successors, memberships, spellings, drawn)
    return known, problems + faults


def _faults(rows: Rows) -> Iterator[Problem]:
    seen = set()
    for number, row in rows.items():
        code, start, end = row["code"], row["start"], row["end"]
        if not code or not row["name"]:
            what = "The code or the name is blank."
            yield Problem("known", Place(AREAS, number, "code"), what, "Fill in both.")
        if code in seen:
            what = f'The code "{code}" stands twice.'
            remedy = "Keep one row for each area."
            yield Problem("known", Place(AREAS, number, "code"), what, remedy)
        seen.add(code)
        if start and end and end <= start:
            what = f"The area ends on {end} before it starts on {start}."
            yield Problem("known", Place(AREAS, number, "end"), what, "Correct the dates.")


def _circles(rows: Rows, found: dict[str, Area]) -> Iterator[Problem]:
    """Areas that are their own ancestors: each is found again without its parent."""
    parents = {area.parent for area in found.values()}
    for number, row in rows.items():
        if row["code"] in parents and _goes_in_circles(row["code"], found):
            what, place = "The area is its own ancestor.", Place(AREAS, number, "parent")
            yield Problem("known", place, what, "Correct the parent.")
            found[row["code"]] = Area(row["code"], row["name"], row["level"])


def _goes_in_circles(code: str, found: dict[str, Area]) -> bool:
    seen, here = {code}, found[code].parent
    while here:
        if here in seen:
            return here == code
        seen.add(here)
        here = found[here].parent
    return False


def _memberships(rows: Rows, codes: set[str]) -> tuple[list[Membership], list[Problem]]:
    found: dict[tuple[str, str], Membership] = {}
    first: dict[tuple[str, str], int] = {}
    ways: dict[str, str] = {}
    inner: dict[str, list[str]] = {}
    problems = []
    for number, row in rows.items():
        group, member, combine = row["group"], row["member"], row["combine"]
        what = _of_itself(group, member, inner)
        if (before := first.setdefault((group, member), number)) != number:
            what = f'"{member}" is a member of "{group}" in row {before} too.'
        if what:
            problems.append(Problem("known", Place(GROUPS, number, "member"), what, TAKE_OUT))
        elif ways.setdefault(group, combine) != combine:
            what = f'The group "{group}" is combined in two ways.'
            remedy = "Give all its members the same word."
            problems.append(Problem("known", Place(GROUPS, number, "combine"), what, remedy))
        elif {group, member} <= codes:
            found[group, member] = Membership(group, member, combine)
            inner.setdefault(group, []).append(member)
    return list(found.values()), problems


def _of_itself(group: str, member: str, inner: dict[str, list[str]]) -> str:
    """What is wrong where a group would be a part of itself; blank where it would not."""
    seen, waiting = set[str](), [member]
    while waiting:
        here = waiting.pop()
        waiting += [] if here in seen else inner.get(here, [])
        seen.add(here)
    if group == member:
        return f'The group "{group}" is a member of itself.'
    return f'"{member}" has the group "{group}" among its members.' if group in seen else ""


def _of_nobody(rows: Rows, found: dict[str, Area]) -> Iterator[Problem]:
    """Groups with one rate that are similar to no district, so that no figure would be set beside
    it; and those that have their own district among them."""
    told = set()
    for number, row in rows.items():
        group = found.get(row["group"])
        if row["combine"] == "rate" and group and group.parent == row["member"]:
            what = f'"{row["member"]}" is the district that the group is similar to.'
            yield Problem("known", Place(GROUPS, number, "member"), what, TAKE_OUT)
        if row["combine"] == "rate" and group and not group.parent and group.code not in told:
            told.add(group.code)
            what = f'The group "{group.code}" has one rate, and is of no district.'
            remedy = (
                f"Write the code of the district that it is similar to as its parent in {AREAS}."
            )
            yield Problem("known", Place(GROUPS, number, "combine"), what, remedy)


def tiles_in(rows: Rows, areas: Areas) -> tuple[dict[str, tuple[int, int]], list[Problem]]:
    """In which column and row of the tile map does each district stand?"""
    problems: list[Problem] = []
    tiles: dict[str, tuple[int, int]] = {}
    for number, row in rows.items():
        if row["column"] is None or row["row"] is None:
            what = "The column or the row is not a whole number."
            remedy = "Count columns and rows from 1."
            where = "column" if row["column"] is None else "row"
            problems.append(Problem("known", Place(TILES, number, where), what, remedy))
        elif row["code"] in areas:
            tiles[row["code"]] = (row["column"], row["row"])
    return tiles, problems
