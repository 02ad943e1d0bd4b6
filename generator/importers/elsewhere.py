"""Rows of districts outside the force that are members of a group of similar areas.

They are tested as those of the force are: each is a number, a force is the sum of its rows and a
type of its parts, and the name is that of the register. What fails is left out, and said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.importers.partnerships import (
    OTHERS,
    CspTable,
    Of,
    counts_of,
    kind_of,
    part_of,
    printed_in,
    row_fault,
    sum_faults,
)
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain

MEMBER = "counted: a similar area outside"
DISTRICT_NAME = "local authority name"


class Elsewhere(NamedTuple):
    """The numbers of districts outside by category, and what is left out, in sentences."""

    numbers: dict[str, dict[str, int | None]]
    said: list[str]


class _Force(NamedTuple):
    """The rows of another force, the names of their districts by row, and what is wrong in them."""

    rows: list[Of]
    names: dict[int, str]
    faults: list[str]


def elsewhere_in(edition: CspTable, areas: Areas, wanted: Mapping[str, Area]) -> Elsewhere:
    """What does a table hold of the districts ``wanted``, none of which is of the force?"""
    found: dict[str, dict[str, int | None]] = {}
    wrong: dict[str, str] = {}
    for name, force in _forces(edition).items():
        mine = [row for row in force.rows if row.district in wanted]
        faults = (force.faults or [f.what for f in sum_faults(force.rows, name)]) if mine else []
        for row in mine:
            code, area, called = row.district, wanted[row.district], force.names[row.row]
            if faults:
                wrong[code] = faults[0].rstrip(".")
            elif not _is_called(area, called, areas):
                wrong[code] = f"{code} is {called} here"
            else:
                before = found.get(code)
                found[code] = _added(before, row.numbers) if before else row.numbers
                edition.outcomes[OTHERS] -= 1
                edition.outcomes[MEMBER] += 1
    said = []
    if wrong:
        told = [f"{wanted[code].name} ({why})" for code, why in wrong.items()]
        said.append(f"Left out of the similar areas: {wording.listing(told)}.")
    if lacking := sorted(a.name for c, a in wanted.items() if c not in found.keys() | wrong.keys()):
        said.append(
            "Similar areas without a row of their own, for they share a partnership, have another "
            f"code there or lie elsewhere: {wording.listing(lacking)}."
        )
    return Elsewhere(found, said)


def _is_called(area: Area, name: str, areas: Areas) -> bool:
    """Is this a name of an area, or of one that it took the place of?"""
    former = [areas[one.old] for one in areas.predecessors(area)]
    same = {plain(one.name) for one in (area, *former)}
    return plain(name) in same or area in areas.called(name)


def _forces(edition: CspTable) -> dict[str, _Force]:
    """The rows of the other forces by their names, for the code of a row may be wrong."""
    header = [cell.lower() for cell in edition.table.header]
    place = header.index(DISTRICT_NAME) if DISTRICT_NAME in header else edition.columns["name"]
    own = {row.row for row in edition.rows}
    found: dict[str, _Force] = {}
    for number, cells in edition.table.rows:
        said = part_of(cells, edition.columns)
        if number in own or not said["force_name"]:
            continue
        force = found.setdefault(said["force_name"], _Force([], {}, []))
        numbers = printed_in(cells, edition.columns)
        # A row that says nothing, as of a force that has no crimes without a place.
        if not any(numbers.values()):
            continue
        whose = (said["partnership"], said["name"], said["district"])
        if fault := row_fault(whose, set(), numbers, number):
            force.faults.append(f"row {number}: {fault.what}")
            continue
        force.rows.append(Of(kind_of(said), *whose, number, counts_of(numbers)))
        force.names[number] = cells[place]
    return found


def _added(one: Mapping[str, int | None], other: Mapping[str, int | None]) -> dict[str, int | None]:
    """Two partnerships of one district together; a number that one lacks neither has."""
    sums: dict[str, int | None] = {}
    for category, number in one.items():
        more = other[category]
        sums[category] = None if number is None or more is None else number + more
    return sums
