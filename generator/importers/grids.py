"""The sheets of a spreadsheet as people see them: their cells as text, in the rows of the sheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import python_calamine

from generator.importers.handed import AGAIN, BOOKS, Handed
from generator.problems import Fault, Place
from generator.reading.formats import text_of

# What stands in the folder of a workbook that is locked with a password.
LOCKED = Fault("The workbook is locked with a password.", "Save it without one.")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What is raised by a workbook that cannot be read.
BROKEN = (python_calamine.CalamineError, OSError, ValueError)
DELIMITERS = ",;\t|"
# So many blank rows together end a sheet: what stands below was left there unseen.
MOST_BLANK = 1_000
MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet as text, from its first row and column; ``dates`` are the cells that
    the spreadsheet holds as days, in which a text such as 2025-04-01 stands, ``numbers`` those that
    it holds as numbers, and ``merges`` the first and the last cell of those that are merged."""

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    dates: frozenset[tuple[int, int]] = frozenset()
    numbers: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a cell stands, as a spreadsheet numbers it; rows and columns count from nought."""
        where = f"{self.file}, sheet {self.name}" if self.name else self.file
        return Place(where, row + 1, None if column is None else letters(column))


def letters(column: int) -> str:
    """What a spreadsheet calls a column that is counted from nought.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def grids_in(handed: Handed, content: bytes) -> tuple[list[Grid], list[str], Fault | None]:
    """Which sheets does a file hold that people see, which does it hide, or why is none read?"""
    if handed.path.suffix.lower() not in BOOKS:
        rows, fault = rows_of_csv(content)
        width = max(map(len, rows), default=0)
        whole = tuple((*row, *[""] * (width - len(row))) for row in rows)
        return ([] if fault else [Grid(handed.name, "", whole)]), [], fault
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        seen = python_calamine.SheetVisibleEnum.Visible
        tables = python_calamine.SheetTypeEnum.WorkSheet
        sheets = [one for one in book.sheets_metadata if one.typ == tables]
        shown = [one.name for one in sheets if one.visible == seen]
        hidden = [one.name for one in sheets if one.visible != seen]
        return [_grid(handed, book, name) for name in shown], hidden, None
    except BROKEN as error:
        return [], [], broken(content, error)
    except MemoryError:
        return (
            [],
            [],
            Fault(
                f"A sheet has more than {MOST_CELLS:,} cells.",
                "Take out what is no part of the table.",
            ),
        )


def broken(content: bytes, error: Exception) -> Fault:
    """Why can a workbook not be read that gave this error?"""
    if isinstance(error, python_calamine.PasswordError) or ENCRYPTED in content:
        return LOCKED
    return Fault("The workbook is damaged or cut off.", AGAIN)


def _grid(handed: Handed, book: python_calamine.CalamineWorkbook, name: str) -> Grid:
    """One sheet; what is merged stands in each of the cells that it covers."""
    sheet = book.get_sheet_by_name(name)
    # Rows are given from the first of the sheet on, columns only from the first that is used.
    left = (sheet.start or (0, 0))[1]
    rows: list[list[str]] = []
    dates, numbers = set(), set()
    blank = 0
    for number, cells in enumerate(sheet.iter_rows()):
        told = [""] * left + [_text(cell) for cell in cells]
        blank = 0 if any(told) else blank + 1
        if blank > MOST_BLANK:
            break
        if (number + 1) * len(told) > MOST_CELLS:
            raise MemoryError
        dates |= {(number, left + n) for n, cell in enumerate(cells) if isinstance(cell, date)}
        numbers |= {(number, left + n) for n, c in enumerate(cells) if isinstance(c, int | float)}
        rows.append(told)
    merges = sheet.merged_cell_ranges or []
    for (first, start), (last, end) in merges:
        if first < len(rows) and start < len(rows[first]):
            for row in rows[first : last + 1]:
                row[start : end + 1] = [rows[first][start]] * (min(end + 1, len(row)) - start)
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(
        handed.name,
        name,
        tuple(map(tuple, rows)),
        frozenset(dates),
        numbers=frozenset(numbers),
        merges=tuple(merges),
    )


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without the point that a workbook gives them, and no more
    digits than a spreadsheet shows."""
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def rows_of_csv(content: bytes) -> tuple[list[list[str]], Fault | None]:
    """The cells of a CSV file, in whatever encoding and with whatever mark between its cells."""
    text, fault = text_of(as_utf_8(content), is_table=True)
    if fault:
        return [], fault
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own line; the row stays, so that rows keep their numbers.
        delimiter, text = first.strip()[4], f"\n{rest}"
    else:
        delimiter = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [], Fault("The file is no table: its rows run into each other.", AGAIN)
    return [[" ".join(cell.split()) for cell in row] for row in rows], None


def as_utf_8(content: bytes) -> bytes:
    """The same text in UTF-8: spreadsheets on Windows write UTF-16 or an old encoding too."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").encode()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").encode()
    return content


def _delimiter(text: str) -> str:
    """The mark by which most rows have the same number of cells, more than one."""

    def rows_alike(mark: str) -> tuple[int, int]:
        widths = Counter(_widths(text, mark))
        widths.pop(1, None)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=rows_alike)


def _widths(text: str, mark: str) -> Iterator[int]:
    try:
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 200):
            if any(map(str.strip, row)):
                yield len(row)
    except csv.Error:
        return
