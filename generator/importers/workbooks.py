"""The tables in a workbook or a CSV file, wherever their header stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import python_calamine

from generator.importers.grids import BROKEN, broken, rows_of_csv
from generator.importers.handed import AGAIN, BOOKS, Handed
from generator.problems import Fault

# Titles and notes stand above a header, and never more rows of them than this.
MOST_ABOVE = 40


class Sheetful(NamedTuple):
    """One table: where it stands, its header, its rows as text with their numbers, and what is
    written above it."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    above: str = ""


def tables_in(
    handed: Handed, content: bytes, wanted: re.Pattern[str], called: str = ""
) -> tuple[list[Sheetful], Fault | None]:
    """Which tables have a column whose name is wanted, or why can none be read? ``called`` is that
    name in words."""
    sheets, fault = _sheets(handed, content)
    if fault:
        return [], fault
    found = [table for name, rows in sheets for table in _table(name, rows, wanted)]
    if not found:
        told = f'"{called}"' if called else "that is looked for"
        return [], Fault(f"No table in it has the column {told}.", AGAIN)
    return found, None


def _sheets(
    handed: Handed, content: bytes
) -> tuple[list[tuple[str, list[list[str]]]], Fault | None]:
    if handed.path.suffix.lower() not in BOOKS:
        rows, fault = rows_of_csv(content)
        return [(handed.path.name, rows)], fault
    try:
        return [
            (name, [[text_in(cell) for cell in row] for row in rows])
            for name, rows in sheets_in(content)
        ], None
    except BROKEN as error:
        return [], broken(content, error)


def sheets_in(content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    """The sheets of a workbook, each with its name and the cells of its rows. Raises BROKEN."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def text_in(cell: object) -> str:
    """A cell as text; whole numbers without the point that a workbook gives them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _table(name: str, rows: Sequence[Sequence[str]], wanted: re.Pattern[str]) -> Iterator[Sheetful]:
    for place, row in enumerate(rows[:MOST_ABOVE]):
        header = tuple(" ".join(cell.split()) for cell in row)
        if any(wanted.fullmatch(cell) for cell in header) and len([c for c in header if c]) > 1:
            body = enumerate(rows[place + 1 :], start=place + 2)
            blank = [""] * len(header)
            cells = ((number, tuple(map(str.strip, [*one, *blank]))) for number, one in body)
            above = " ".join(cell for one in rows[:place] for cell in one if cell)
            yield Sheetful(name, header, tuple((n, one) for n, one in cells if any(one)), above)
            return
