"""What a spreadsheet saved as CSV says, row by row, and what is wrong with its shape.

People save these files from spreadsheets, so a byte-order mark, CRLF, any order of rows and blank
rows at the end are accepted; anything that could change a number's meaning is told.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.problems import Problem, suggestion

SAVE_AS = 'In the spreadsheet choose "Save as", then "CSV UTF-8 (comma delimited)".'


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one CSV file as text; each with the number that a spreadsheet shows beside it."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]

    def problem(
        self, rule: str, row: int | None, column: str | None, what: str, remedy: str
    ) -> Problem:
        """A problem in this file."""
        return Problem(rule, self.file, what, remedy, row, column)


def read_sheet(
    content: bytes, file: str, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Sheet, list[Problem]]:
    """What does this CSV hold, and what is wrong with its shape?

    Returns a Sheet (empty when the file cannot be read at all) and the problems found.
    """
    empty = Sheet(file, tuple(required), ())
    text, problems = _text(content, file)
    if text is None:
        return empty, problems
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        what = "The file is not a readable CSV: a double quote is opened and not closed."
        return empty, [Problem("shape", file, what, SAVE_AS)]
    if not records or not any(any(cell.strip() for cell in record) for record in records):
        return empty, [
            Problem(
                "shape",
                file,
                "The file is empty.",
                f"Give it the header row {','.join(required)} and its rows.",
            )
        ]
    header = [cell.strip() for cell in records[0]]
    problems = _header_problems(header, file, required, optional)
    if problems:
        return empty, problems
    return _rows(records, header, file)


def _text(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        what = "The file is in UTF-16, not in UTF-8."
        return None, [Problem("encoding", file, what, SAVE_AS)]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        what = f"The file is not in UTF-8 (byte {content[error.start]:#04x} cannot be read)."
        return None, [Problem("encoding", file, what, SAVE_AS, row)]


def _header_problems(
    header: list[str], file: str, required: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    if len(header) == 1 and len(required) > 1 and (";" in header[0] or "\t" in header[0]):
        mark = "semicolons" if ";" in header[0] else "tabs"
        return [
            Problem(
                "shape", file, f"The columns are separated by {mark}, not by commas.", SAVE_AS, 1
            )
        ]
    known = [*required, *optional]
    problems = []
    for name in sorted(set(header), key=header.index):
        if header.count(name) > 1:
            problems.append(
                Problem("shape", file, f'The column "{name}" stands twice.', "Keep one of them.", 1)
            )
        elif name not in known:
            missing = [column for column in known if column not in header]
            problems.append(
                Problem(
                    "shape",
                    file,
                    f'There is no column called "{name}" here.',
                    suggestion(name, missing, f"The columns are {', '.join(known)}."),
                    1,
                )
            )
    for name in required:
        if name not in header:
            problems.append(
                Problem(
                    "shape",
                    file,
                    f'The column "{name}" is missing.',
                    f"The columns are {', '.join(required)}.",
                    1,
                )
            )
    return problems


def _rows(records: list[list[str]], header: list[str], file: str) -> tuple[Sheet, list[Problem]]:
    rows, problems = [], []
    for number, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            more = "more" if len(record) > len(header) else "fewer"
            what = (
                f"The row has {len(record)} cells, "
                f"{more} than the {len(header)} columns of the header."
            )
            remedy = (
                "Look for a missing or extra comma; "
                "a text with a comma in it stands in double quotes."
            )
            problems.append(Problem("shape", file, what, remedy, number))
            continue
        cells = dict(
            zip(header, (unicodedata.normalize("NFC", cell) for cell in record), strict=True)
        )
        problems += _cell_problems(cells, file, number)
        rows.append((number, {name: cell.strip() for name, cell in cells.items()}))
    return Sheet(file, tuple(header), tuple(rows)), problems


def _cell_problems(cells: dict[str, str], file: str, number: int) -> list[Problem]:
    """Characters that no reader would see: control marks and marks that turn text around."""
    problems = []
    for column, cell in cells.items():
        hidden = [
            mark
            for mark in cell
            if unicodedata.category(mark) in ("Cc", "Cf") and mark not in "\n\r\t"
        ]
        if hidden:
            what = f"The cell holds an invisible character (U+{ord(hidden[0]):04X})."
            problems.append(Problem("shape", file, what, "Type the cell again.", number, column))
    return problems
