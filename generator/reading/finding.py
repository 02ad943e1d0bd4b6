"""The list of towns and villages, and the lookup from postcodes to areas: a file for each outward
code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generator.problems import Fault, Problem
from generator.reading.celltypes import WORDS, CellType, filled
from generator.reading.folders import is_copy
from generator.reading.reader import Reader
from generator.reading.registers import listed, rows_in
from generator.reading.spreadsheets import Sheet
from generator.terms.finding import SECTOR, UNIT, Findable, Sector, Settlement

PLACES, FOLDER = "data/areas/places.csv", "data/areas/postcodes"
COLUMNS = ("sector", "units", "areas")
AGAIN = "Delete the file, and import the postcodes again."


def _sector(text: str) -> tuple[str, Fault | None]:
    is_one = SECTOR.fullmatch(text)
    return text, None if is_one else Fault(f'"{text}" is no sector, as "CT16 1".', AGAIN)


def _units(text: str) -> tuple[tuple[str, ...], Fault | None]:
    units = tuple(text.split())
    odd = [unit for unit in units if not UNIT.fullmatch(unit)]
    what = f'"{odd[0]}" is not the end of a postcode.' if odd else "There is no postcode in it."
    return units, Fault(what, AGAIN) if odd or not units else None


TYPES = {
    "sector": CellType(_sector),
    "units": CellType(_units),
    "areas": filled("No area is named.", AGAIN, WORDS),
}


def findable_in(reader: Reader) -> Findable:
    """What places and postcodes are held?"""
    return Findable(listed(reader, PLACES, Settlement), _sectors(reader))


def _sectors(reader: Reader) -> dict[str, tuple[Sector, ...]]:
    """By outward code in small letters: which postcodes lead where?"""
    found = {}
    for file in reader.names(FOLDER):
        if file.endswith(".csv") and not is_copy(file):
            sheet = reader.sheet(file, COLUMNS, "")
            rows, problems = rows_in(sheet, TYPES)
            faults = problems or list(_faults(sheet, rows))
            reader.problems += faults
            if not faults:
                sectors = (Sector(**row) for row in rows.values())
                found[PurePosixPath(file).stem] = tuple(sectors)
    return found


def _faults(sheet: Sheet, rows: dict[int, dict[str, Any]]) -> Iterator[Problem]:
    """Sectors of another outward code than the file's, and postcodes that stand twice."""
    outward = PurePosixPath(sheet.file).stem
    seen: set[tuple[str, str]] = set()
    for number, row in rows.items():
        sector, here = row["sector"], {(row["sector"], unit) for unit in row["units"]}
        if sector.split()[0].lower() != outward:
            fault = Fault(f'"{sector}" does not belong into the file of {outward}.', AGAIN)
            yield fault.at("known", sheet.at(number, "sector"))
        if twice := sorted(here & seen):
            fault = Fault(f'"{sector}{twice[0][1]}" stands in another row too.', AGAIN)
            yield fault.at("known", sheet.at(number, "units"))
        seen |= here
