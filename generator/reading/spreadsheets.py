"""What a spreadsheet saved as CSV says, row by row, and what is wrong with its shape.

People save these files from spreadsheets, so a byte-order mark, any line ends, any order of rows
and blank rows at the end are accepted; anything that could change a number's meaning is told.
A file that cannot be read as a table is told alone: nothing is said of its rows.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import intern

from generator.problems import Fault, Place, Problem, suggestion
from generator.reading.formats import SAVE_AS, hidden, text_of

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_000_000, 60, 5_000
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
# A spreadsheet of another country's habits writes semicolons whatever one chooses.
REGION = (
    "If it writes semicolons again, set the list separator of Windows (Region, Additional "
    "settings) to a comma first."
)
DELETE_COLUMN = "Delete the column in the spreadsheet, or give it its name."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one CSV file as text; each with the number that a spreadsheet shows beside it.

    ``is_whole`` is false where the file, or a row of it, could not be read.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    is_whole: bool = True

    def at(self, row: int, column: str | None = None) -> Place:
        """The place of a row, or of one of its cells."""
        return Place(self.file, row, column)


def read_sheet(
    content: bytes, file: str, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Sheet, list[Problem]]:
    """What does this CSV hold, and what is wrong with its shape?

    Returns a Sheet (empty when the file cannot be read at all) and the problems found.
    """
    text, fault = text_of(content, is_table=True)
    rule = "encoding" if fault else "shape"
    fault = fault or _separator_fault(text, [*required, *optional])
    records, fault = ([], fault) if fault else _records(text)
    faults = [fault] if fault else list(_table_faults(records, required, optional))
    if faults:
        empty = Sheet(file, tuple(required), (), is_whole=False)
        return empty, [one.at(rule, Place(file)) for one in faults]
    return _rows(records, file, hidden(text), _swallowed(records) if '"' in text else frozenset())


def _separator_fault(text: str, known: Sequence[str]) -> Fault | None:
    """What stands between the columns, where it is no comma."""
    for line in text[:20_000].splitlines()[:20]:
        for mark, name in SEPARATORS.items():
            cells = {cell.strip(' "') for cell in line.split(mark)}
            is_said = line.startswith(f"sep={mark}")
            if is_said or (mark in line and len(cells & set(known)) >= min(2, len(known))):
                what = f"The columns are separated by {name}, not by commas."
                return Fault(what, f"{SAVE_AS} {REGION}" if mark == ";" else SAVE_AS, 1)
    return None


def _records(text: str) -> tuple[list[list[str]], Fault | None]:
    """Every row as its cells; or where a quotation mark was opened that nothing closes."""
    csv.field_size_limit(LONGEST_CELL)
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(_normal(text), newline=""), strict=True):
            records.append(record)
            if len(records) > MOST_ROWS:
                what = f"The file has more than {MOST_ROWS:,} rows."
                return [], Fault(what, "Split it into several files.")
    except csv.Error as error:
        what = "A double quote is opened in this row and not closed where its cell ends."
        remedy = "Take the quote out, or close it; a quote within a text is doubled."
        if "larger" in str(error):
            what = f"A cell of this row has more than {LONGEST_CELL:,} letters."
            remedy = "Shorten it, or look for a double quote that is opened there and not closed."
        return [], Fault(what, remedy, len(records) + 1)
    return records, None


def _normal(text: str) -> str:
    """The text with each accented letter as one character."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _table_faults(
    records: list[list[str]], required: Sequence[str], optional: Sequence[str]
) -> Iterator[Fault]:
    """Why this is no table of ours, or none whose columns are understood."""
    known = [*required, *optional]
    filled = [number for number, record in enumerate(records) if any(map(str.strip, record))]
    if not filled:
        remedy = f"Give it the header row {','.join(required)} and its rows."
        yield Fault("The file is empty.", remedy)
        return
    place = _header_place(records, known)
    header = [cell.strip() for cell in records[place]]
    marks = hidden("".join(header))
    if marks:
        number = next(n for n, cell in enumerate(header, start=1) if marks & set(cell))
        mark = next(mark for mark in header[number - 1] if mark in marks)
        what = f"The name of column {number} holds an invisible character (U+{ord(mark):04X})."
        yield Fault(what, "Type the name again.", place + 1)
    elif place:
        above = "the row" if place == 1 else f"the {place} rows"
        yield Fault(f"The header stands in row {place + 1}.", f"Take out {above} above it.", 1)
    elif not set(header) & set(known) and not _near(header, known):
        what = f'The first row is no header: it begins with "{header[0][:40]}".'
        yield Fault(what, f"Put the row {','.join(required)} at the top.", 1)
    elif len(header) > MOST_COLUMNS:
        yield Fault(f"The file has {len(header):,} columns.", f"It has {','.join(known)} only.", 1)
    else:
        yield from _column_faults(header, records, required, optional)


def _header_place(records: list[list[str]], known: Sequence[str]) -> int:
    """The row among the first twenty that names our columns; the first, where none does."""
    named = [len({cell.strip() for cell in record} & set(known)) for record in records[:20]]
    best = named.index(max(named))
    return best if best and named[best] >= 2 and named[0] < 2 else 0


def _near(header: list[str], known: Sequence[str]) -> bool:
    """Are these our columns, misspelt?"""
    return any(suggestion(cell, known, "-") != "-" for cell in header[:MOST_COLUMNS] if cell)


def _column_faults(
    header: list[str], records: list[list[str]], required: Sequence[str], optional: Sequence[str]
) -> Iterator[Fault]:
    yield from _nameless(header, records)
    known = [*required, *optional]
    missing = [name for name in known if name not in header]
    for name in dict.fromkeys(filter(None, header)):
        if header.count(name) > 1:
            yield Fault(f'The column "{name}" stands twice.', "Keep one of them.", 1)
        elif name not in known:
            remedy = suggestion(name, missing, f"The columns are {', '.join(known)}.")
            missing = [other for other in missing if f'"{other}"' not in remedy]
            yield Fault(f'There is no column called "{name}" here.', remedy, 1)
    for name in (name for name in missing if name in required):
        remedy = f"The columns are {', '.join(required)}."
        yield Fault(f'The column "{name}" is missing.', remedy, 1)


def _nameless(header: list[str], records: list[list[str]]) -> Iterator[Fault]:
    """Columns without a name: one sentence for all of them."""
    places = [number for number, name in enumerate(header) if not name]
    if not places:
        return
    used = next(
        (
            (row, record[place].strip())
            for row, record in enumerate(records, start=1)
            for place in places
            if place < len(record) and record[place].strip()
        ),
        None,
    )
    holds = f'row {used[0]} has "{used[1][:40]}" in one' if used else "nothing stands in them"
    if len(places) == 1:
        held = f'row {used[0]} has "{used[1][:40]}" in it' if used else "nothing stands in it"
        yield Fault(f"Column {places[0] + 1} has no name, and {held}.", DELETE_COLUMN, 1)
    else:
        told = f"There are {len(places)} columns without a name, first column {places[0] + 1}, and"
        yield Fault(f"{told} {holds}.", "Delete them in the spreadsheet, or name them.", 1)


def _rows(
    records: list[list[str]], file: str, hidden: frozenset[str], swallowed: frozenset[int]
) -> tuple[Sheet, list[Problem]]:
    header = [cell.strip() for cell in records[0]]
    width, rows, problems, is_whole = len(header), [], [], True
    # Most cells of a table stand in it many times, and take time and memory once.
    stripped = {cell: intern(cell.strip()) for cell in set(chain.from_iterable(records))}
    for number, record in enumerate(records[1:], start=2):
        cells = [stripped[cell] for cell in record]
        if not any(cells):
            continue
        if number in swallowed:
            what = "A double quote is opened in this row and closed in a later one."
            problems.append(Problem("shape", Place(file, number), what, "Take the quote out."))
            is_whole = False
            continue
        if len(cells) != width or cells == header:
            problems.append(_row_fault(record, header).at("shape", Place(file, number)))
            is_whole = False
            continue
        if hidden:
            place = Place(file, number)
            problems += (fault.at("shape", place) for fault in _hidden_in(record, header, hidden))
            # It is told, and what the cell says without it is what was meant.
            cells = [_without(hidden, cell) for cell in record]
        rows.append((number, dict(zip(header, cells, strict=True))))
    return Sheet(file, tuple(header), tuple(rows), is_whole), problems


def _swallowed(records: list[list[str]]) -> frozenset[int]:
    """Rows with a cell in which whole rows stand."""
    most = len(records[0]) - 1
    return frozenset(
        number
        for number, record in enumerate(records, start=1)
        if most > 1 and any("\n" in cell and cell.count(",") >= most for cell in record)
    )


def _row_fault(record: list[str], header: list[str]) -> Fault:
    if len(record) == len(header):
        return Fault("The header stands here a second time.", "Take this row out.")
    if len(record) > len(header) and not any(map(str.strip, record[len(header) :])):
        return Fault("The row ends with a comma too many.", "Delete the blank columns at its end.")
    more = "more" if len(record) > len(header) else "fewer"
    cells = "1 cell" if len(record) == 1 else f"{len(record)} cells"
    what = f"The row has {cells}, {more} than the {len(header)} columns of the header."
    if any("\n" in cell or "\r" in cell for cell in record):
        remedy = "Look for a double quote that is opened in this row and closed in a later one."
        return Fault(what, remedy)
    remedy = "Look for a missing or extra comma; a text with a comma in it stands in double quotes."
    return Fault(what, remedy)


def _without(hidden: frozenset[str], cell: str) -> str:
    return "".join(mark for mark in cell if mark not in hidden).strip()


def _hidden_in(record: list[str], header: list[str], hidden: frozenset[str]) -> Iterator[Fault]:
    for column, cell in zip(header, record, strict=True):
        if marks := [mark for mark in cell if mark in hidden]:
            what = f"The cell holds an invisible character (U+{ord(marks[0]):04X})."
            yield Fault(what, "Type the cell again.", column=column)
