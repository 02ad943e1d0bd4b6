"""Residents of districts as published: the mid-year estimates, a row for each area of the country.

They check the sums of LSOAs of the same year, and serve where none are held.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.importers import workbooks
from generator.importers.handed import Handed
from generator.problems import Fault, Place, Problem
from generator.terms import wording
from generator.terms.areas import Areas, plain
from generator.terms.datasets import OBSERVATION_COLUMNS

CODE = re.compile(r"code|(LAD|ladcd|area) ?(20\d\d|\d\d)? ?(code|cd)?", re.I)
NAME, PEOPLE = re.compile(r"name|(LAD|area) ?(20\d\d|\d\d)? ?(name|nm)", re.I), "all ages"
# Of the tables of one workbook, those of men and women are parts.
PARTS = re.compile(r"\b(fe)?males?\b|\b(wo)?men\b", re.I)
YEAR = re.compile(r"mid[- ]?(20\d\d)", re.I)
WHOLE = "Import the estimates of all districts."
KEPT, OUTSIDE, NO_ROW = "read: a district", "outside the area", "set aside: no district"


class DistrictResidents(NamedTuple):
    """The residents of each district in the middle of one year."""

    handed: Handed
    year: int
    residents: dict[str, int]
    outcomes: Counter[str]


def published_in(
    handed: Handed, content: bytes, areas: Areas, districts: Mapping[str, str]
) -> tuple[list[DistrictResidents], list[Problem]] | None:
    """What does a file hold of the residents of districts? None where it is no such file.

    ``districts`` gives the name for the code of each district of the site.
    """
    tables, fault = workbooks.tables_in(handed, content, CODE)
    mine = [
        (table, columns)
        for table in tables
        if not PARTS.search(table.name) and (columns := _columns(table.header))
    ]
    if fault or not mine:
        return None
    table, columns = mine[0]
    year = YEAR.search(table.name) or YEAR.search(handed.path.name)
    if not year:
        what = "Neither the file nor its sheet says of which year the residents are."
        remedy = "Put it into the name of the file: estimates-mid2022.xlsx."
        return [], [Fault(what, remedy).at("import", handed.place)]
    found = DistrictResidents(handed, int(year[1]), {}, Counter())
    problems = list(_rows(found, table, columns, (areas, districts)))
    lacking = [name for code, name in districts.items() if code not in found.residents]
    if lacking and not problems:
        what = f"{lacking[0]} has no row of mid-{found.year}."
        problems.append(
            Fault(what, "Import the estimates of all districts.").at("import", handed.place)
        )
    return [found], problems


def _columns(header: tuple[str, ...]) -> tuple[int, int, int] | None:
    """In which columns the code, the name and the residents stand."""
    code = next((n for n, cell in enumerate(header) if CODE.fullmatch(cell)), None)
    name = next((n for n, cell in enumerate(header) if NAME.fullmatch(cell)), None)
    people = next((n for n, cell in enumerate(header) if cell.lower() == PEOPLE), None)
    return (
        (code, name, people)
        if code is not None and name is not None and people is not None
        else None
    )


def _rows(
    found: DistrictResidents,
    table: workbooks.Sheetful,
    columns: tuple[int, int, int],
    known: tuple[Areas, Mapping[str, str]],
) -> Iterator[Problem]:
    """Take the rows of the site's districts; what is wrong in them?"""
    areas, districts = known
    for row, cells in table.rows:
        code, name, people = (cells[n] for n in columns)
        at = Place(found.handed.name, row)
        if not re.fullmatch(r"[EW]0[6-9]\d{6}|[A-Z]07\d{6}", code):
            found.outcomes[NO_ROW] += 1
        elif code not in districts:
            found.outcomes[OUTSIDE] += 1
        elif plain(name) != plain(districts[code]) and areas[code] not in areas.called(name):
            what = f"{code} is {name} here, and {districts[code]} in data/areas/areas.csv."
            yield Fault(what, "Codes may have been filled down: download the file again.").at(
                "import", at
            )
        elif not re.fullmatch(r"\d{1,3}(,\d{3})*|\d{1,9}", people):
            yield Fault(f'"{people}" is no number of residents.', "Download the file again.").at(
                "import", at
            )
        else:
            found.residents[code] = int(people.replace(",", ""))
            found.outcomes[KEPT] += 1


def as_rows(one: DistrictResidents) -> bytes:
    """The residents of the districts as rows of a dataset."""
    lines = [",".join(OBSERVATION_COLUMNS[:-1])]
    lines += [
        f"{area},P0M/{one.year}-06,residents,all,{number},,"
        for area, number in sorted(one.residents.items())
    ]
    return ("\n".join(lines) + "\n").encode()


def checked(
    one: DistrictResidents, sums: Mapping[str, int], names: Mapping[str, str]
) -> Iterator[str]:
    """How do the sums of LSOAs of the same year agree with what is published, in sentences?"""
    odd = {c: n for c, n in one.residents.items() if sums.get(c) != n}
    if not odd:
        yield (
            f"Mid-{one.year}: the sums of LSOAs are the published residents of all "
            f"{wording.in_words(len(one.residents))} districts."
        )
        return
    for code, number in sorted(odd.items(), key=lambda pair: names[pair[0]]):
        told = wording.number(sums.get(code, 0))
        yield (
            f"Mid-{one.year}: {names[code]} has {wording.number(number)} residents as published, "
            f"and {told} by its LSOAs. They may be of two editions: import both of one."
        )
