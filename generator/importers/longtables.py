"""Tables in long form, of any number of rows, as columns: a CSV file, or sheets of a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from generator.importers import grids, workbooks
from generator.importers.handed import AGAIN, BOOKS, Handed
from generator.problems import Fault
from generator.reading.formats import text_of

NO_TABLE = Fault("The file is no table: its rows run into each other.", AGAIN)


class LongTable(NamedTuple):
    """A table: the sheet that it stands in (blank for a CSV file), its rows as text by the columns
    that are wanted, numbered as a spreadsheet numbers them, and the headings of other columns."""

    name: str
    rows: pd.DataFrame
    others: list[str]


class Headings(NamedTuple):
    """The columns of a table: for each the headings that it may have, the first of which people are
    told. Those of ``may_lack`` are blank in tables that have none."""

    known: Mapping[str, Sequence[str]]
    may_lack: tuple[str, ...] = ()

    def key_of(self, heading: str) -> str:
        """Which column has this heading? Blank where it is none of them."""
        bare = " ".join(heading.split()).casefold()
        every = ((key, one) for key, known in self.known.items() for one in known)
        return next((key for key, one in every if one.casefold() == bare), "")

    def is_header(self, cells: Sequence[str]) -> bool:
        """Is a row of cells the header: has it half of the columns or more?"""
        return 2 * len({self.key_of(cell) for cell in cells} - {""}) >= len(self.known)


class Body(NamedTuple):
    """All that stands from a header down: the number of its row, and the cells below by place."""

    name: str
    at: int
    header: list[str]
    cells: pd.DataFrame


def long_tables(
    handed: Handed, content: bytes, headings: Headings
) -> tuple[list[LongTable], Fault | None]:
    """Which tables with these headings does a file hold, or why can none be read?"""
    if handed.path.suffix.lower() in BOOKS:
        bodies, fault = _of_book(content, headings)
    else:
        bodies, fault = _of_text(content, headings)
    if fault:
        return [], fault
    if not bodies:
        wanted = next(known[0] for known in headings.known.values())
        return [], Fault(f'No table in it has the column "{wanted}" and those beside it.', AGAIN)
    found = [_table(body, headings) for body in bodies]
    fault = next((fault for _, fault in found if fault), None)
    return ([], fault) if fault else ([table for table, _ in found], None)


def _of_book(content: bytes, headings: Headings) -> tuple[list[Body], Fault | None]:
    bodies = []
    try:
        for name, rows in workbooks.sheets_in(content):
            for at, row in enumerate(rows[: workbooks.MOST_ABOVE], start=1):
                header = [workbooks.text_in(cell) for cell in row]
                if headings.is_header(header):
                    cells = pd.DataFrame(rows[at:], columns=range(len(header)), dtype=object)
                    bodies.append(Body(name, at, header, cells.apply(_texts)))
                    break
    except grids.BROKEN as error:
        return [], grids.broken(content, error)
    return bodies, None


def _of_text(content: bytes, headings: Headings) -> tuple[list[Body], Fault | None]:
    text, fault = text_of(content, is_table=True)
    if fault:
        return [], fault
    below = io.StringIO(text, newline="")
    try:
        # The lines are read one by one, so that what is not read yet is known.
        for at, header in enumerate(csv.reader(iter(below.readline, "")), start=1):
            if headings.is_header(header):
                cells, fault = _below(below, len(header), at)
                return [Body("", at, header, cells)], fault
            if at == workbooks.MOST_ABOVE:
                break
    except csv.Error:
        return [], NO_TABLE
    return [], None


def _below(text: io.StringIO, width: int, at: int) -> tuple[pd.DataFrame, Fault | None]:
    """The cells below a header of so many columns, which stands in this row."""
    begin = text.tell()
    # One column more, so that a row with a cell too many is seen.
    names = range(width + 1)
    try:
        cells = pd.read_csv(
            text, header=None, names=names, dtype=object, na_filter=False, skip_blank_lines=False
        )
    except pd.errors.EmptyDataError:
        return pd.DataFrame(columns=range(width), dtype=object), None
    except pd.errors.ParserError:
        cells = None
    if cells is not None and isinstance(cells.index, pd.RangeIndex):
        cells = cells.apply(_texts)
        if (cells[width] == "").all():
            return cells.drop(columns=width), None
    text.seek(begin)
    for row, found in enumerate(csv.reader(text), start=at + 1):
        if any(cell.strip() for cell in found[width:]):
            what = "The row has more cells than the header."
            remedy = "A number may have a comma that is not in quotation marks."
            return pd.DataFrame(), Fault(what, remedy, row)
    return pd.DataFrame(), NO_TABLE


def _texts(column: pd.Series) -> pd.Series:
    """The cells of a column as text without blanks around: each different one is looked at once."""
    codes, different = pd.factorize(column.to_numpy(dtype=object), use_na_sentinel=False)
    texts = np.array([workbooks.text_in(cell) for cell in different], dtype=object)
    return pd.Series(texts[codes] if len(texts) else texts, index=column.index, dtype=object)


def _table(body: Body, headings: Headings) -> tuple[LongTable, Fault | None]:
    """The columns of a table by what they hold."""
    keys = [headings.key_of(cell) for cell in body.header]
    others = [cell for cell, key in zip(body.header, keys, strict=True) if cell.strip() and not key]
    table = LongTable(body.name, pd.DataFrame(), others)
    for key, known in headings.known.items():
        if keys.count(key) > 1:
            told = body.header[keys.index(key)]
            return table, Fault(f'The column "{told}" stands twice.', AGAIN, body.at)
        if key not in keys and key not in headings.may_lack:
            where = f'The sheet "{body.name}"' if body.name else "The table"
            what = f'{where} has no column "{known[0]}".'
            return table, Fault(what, AGAIN, body.at)
    blank = pd.Series("", index=body.cells.index, dtype=object)
    rows = pd.DataFrame(
        {k: body.cells[keys.index(k)] if k in keys else blank for k in headings.known}
    )
    rows.index = pd.RangeIndex(body.at + 1, body.at + 1 + len(rows))
    first = next(iter(headings.known))
    is_blank = rows[first] == ""
    is_blank[is_blank] = (rows[is_blank] == "").all(axis=1)
    return table._replace(rows=rows[~is_blank]), None
