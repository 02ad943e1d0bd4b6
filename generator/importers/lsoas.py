"""Small areas (LSOAs): their residents, and the wards that hold their centres."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from generator.importers import polygons, workbooks
from generator.importers.handed import Handed
from generator.importers.shapes import Outline
from generator.problems import Fault, Place, Problem
from generator.terms.areas import plain

CODE = re.compile(r"LSOA ?(20\d\d|\d\d)? ?(code|cd)", re.I)
NAME = re.compile(r"LSOA ?(20\d\d|\d\d)? ?(name|nm)", re.I)
PEOPLE = re.compile(r"population|total|all ages|all persons", re.I)
YEAR = re.compile(r"mid[- ]?(20\d\d)", re.I)
KEPT, OUTSIDE, NO_ROW = "counted in a ward", "outside the area", "set aside: no LSOA"
SUMMED = "summed: of a similar area outside"
PRINTED = re.compile(r"\d{1,3}(,\d{3}){1,2}|\d{1,9}")
FIRST = "Import the boundaries of wards and of LSOAs first."


class Columns(NamedTuple):
    """In which columns the codes, the names and the residents stand."""

    code: int
    name: int | None
    people: int


class Estimate(NamedTuple):
    """The residents of each LSOA in the middle of one year, with where each stands, and those of
    the LSOAs ``elsewhere``."""

    handed: Handed
    year: int
    residents: dict[str, int]
    outcomes: Counter[str]
    elsewhere: dict[str, int]


def estimates_in(
    names: Mapping[str, str], handed: Handed, content: bytes
) -> tuple[list[Estimate], list[Problem]]:
    """The estimates that a file holds, one for each of its tables."""
    if not names:
        none = Fault("There are no outlines to count LSOAs in.", FIRST)
        return [], [none.at("import", handed.place)]
    tables, fault = workbooks.tables_in(handed, content, CODE)
    read = [_estimate(handed, table, names) for table in tables]
    problems = [problem for _, faults in read for problem in faults]
    told = [fault.at("import", handed.place)] if fault else []
    return [estimate for estimate, _ in read if estimate], told + problems


def _estimate(
    handed: Handed, table: workbooks.Sheetful, names: Mapping[str, str]
) -> tuple[Estimate | None, list[Problem]]:
    year = YEAR.search(table.name) or YEAR.search(handed.path.name)
    code, name, people = (_column(table, wanted) for wanted in (CODE, NAME, PEOPLE))
    place = handed.place
    if people is None or code is None:
        what = f"The table {table.name} has no column of residents."
        return None, [
            Fault(what, "It is called Total, All ages or population.").at("import", place)
        ]
    if not year:
        what = "Neither the file nor its sheet says of which year the residents are."
        remedy = "Put it into the name of the file: lsoa-population-mid2022.csv."
        return None, [Fault(what, remedy).at("import", place)]
    residents: dict[str, int] = {}
    elsewhere: dict[str, int] = {}
    outcomes: Counter[str] = Counter()
    problems = []
    for row, cells in table.rows:
        at = Place(handed.name, row)
        if not re.fullmatch(r"[A-Z]01\d{6}", cells[code]):
            outcomes[NO_ROW] += 1
        elif cells[code] not in names:
            outcomes[OUTSIDE] += 1
            if PRINTED.fullmatch(cells[people]):
                elsewhere[cells[code]] = int(cells[people].replace(",", ""))
        elif fault := _row_fault(cells, Columns(code, name, people), names, residents):
            problems.append(fault.at("import", at))
        else:
            residents[cells[code]] = int(cells[people].replace(",", ""))
            outcomes[KEPT] += 1
    return Estimate(handed, int(year[1]), residents, outcomes, elsewhere), problems


def _column(table: workbooks.Sheetful, wanted: re.Pattern[str]) -> int | None:
    return next((n for n, cell in enumerate(table.header) if wanted.fullmatch(cell)), None)


def _row_fault(
    cells: Sequence[str], columns: Columns, names: Mapping[str, str], seen: Mapping[str, int]
) -> Fault | None:
    code, name, people = columns
    mine = cells[code]
    if mine in seen:
        return Fault(f"{mine} stands twice.", "Codes may have been filled down: download it again.")
    if name is not None and plain(cells[name]) != plain(names[mine]):
        what = f"{mine} is {cells[name]} here, and {names[mine]} by its outline."
        return Fault(what, "Codes may have been filled down: download the file again.")
    if not PRINTED.fullmatch(cells[people]):
        return Fault(f'"{cells[people]}" is no number of residents.', "Download the file again.")
    return None


def missing(found: Sequence[Estimate], names: Mapping[str, str]) -> Iterator[Problem]:
    """Which LSOAs of the area have no residents in an estimate?"""
    remedy = "A ward would lack residents: import the estimates of all LSOAs of the area."
    for one in found:
        for what in lacking(names, one.residents, f"of mid-{one.year}"):
            yield Fault(what, remedy).at("import", one.handed.place)


def lacking(names: Mapping[str, str], held: Collection[str], of: str) -> Iterator[str]:
    """A sentence that LSOAs have no row of something, where some have none."""
    without = sorted(names.keys() - set(held))
    if without:
        told = f"{names[without[0]]} ({without[0]}) has no row {of}"
        more = f", and so have {len(without) - 1:,} more LSOAs" if len(without) > 1 else ""
        yield f"{told}{more}."


def centres(lsoas: Sequence[Outline], wards: Sequence[Outline]) -> tuple[dict[str, str], list[str]]:
    """The ward that holds the centre of each LSOA, and the LSOAs whose centre lies in none."""
    tree = polygons.around(wards)
    centres = [one.drawn.centroid for one in lsoas]
    place, ward = tree.query(centres, predicate="within")
    found = dict(zip(place.tolist(), ward.tolist(), strict=True))
    lost = np.array([n for n in range(len(lsoas)) if n not in found], dtype=int)
    for n in lost:
        found[int(n)] = int(tree.nearest(centres[n]))
    return {lsoas[n].code: wards[w].code for n, w in found.items()}, [lsoas[n].code for n in lost]
