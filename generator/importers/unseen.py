"""Rows and columns that a workbook hides: what nobody sees is not imported unseen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from generator.importers.grids import letters
from generator.importers.layout import Laid
from generator.problems import Fault, Problem

TAGS = {name: re.compile(rf"<(?:\w+:)?{name}\b[^>]*>") for name in ("sheet", "Relationship")}
PARTS = {name: re.compile(rf"<(?:\w+:)?{name}\b[^>]*>") for name in ("row", "col")}
HIDDEN = re.compile(r"""\bhidden=["'](1|true)["']""")
# A larger sheet is not looked through.
LARGEST = 200_000_000
MOST_COLUMNS = 16_384


class Unseen(NamedTuple):
    """The rows and columns of a sheet that are hidden, counted from nought."""

    rows: frozenset[int]
    columns: frozenset[int]


def unseen_in(content: bytes, sheet: str) -> Unseen:
    """Which rows and columns of a sheet of an XLSX file are hidden? None in other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            name = _file_of(book, sheet)
            is_read = name and book.getinfo(name).file_size <= LARGEST
            text = book.read(name).decode("utf-8", "replace") if is_read else ""
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        text = ""
    rows = {int(_of(tag, "r") or 0) - 1 for tag in _hidden("row", text)}
    columns: set[int] = set()
    for tag in _hidden("col", text):
        first, last = int(_of(tag, "min") or 0), int(_of(tag, "max") or 0)
        columns |= set(range(first - 1, min(last, MOST_COLUMNS)))
    return Unseen(frozenset(rows), frozenset(columns))


def _hidden(part: str, text: str) -> Iterator[str]:
    return (tag for tag in PARTS[part].findall(text) if HIDDEN.search(tag))


def _of(tag: str, attribute: str) -> str:
    """An attribute of a tag; blank where it is none, or no number where one belongs."""
    found = re.search(rf"""(?<![\w:]){attribute}=["']([^"']*)["']""", tag)
    value = unescape(found[1]) if found else ""
    is_number = bool(re.fullmatch(r"[0-9]{1,8}", value))
    return value if is_number or attribute in ("name", "Id", "Target") else ""


def _file_of(book: zipfile.ZipFile, sheet: str) -> str:
    """In which file of the workbook does a sheet stand? Blank where nothing says."""
    sheets = TAGS["sheet"].findall(book.read("xl/workbook.xml").decode("utf-8", "replace"))
    tag = next((tag for tag in sheets if _of(tag, "name") == sheet), "")
    linked = re.search(r"""\w+:id=["']([^"']+)["']""", tag)
    links = TAGS["Relationship"].findall(
        book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    )
    target = next(
        (_of(link, "Target") for link in links if linked and _of(link, "Id") == linked[1]), ""
    )
    return target.lstrip("/") if target.startswith("/") else target and f"xl/{target}"


def unseen_problems(table: Laid, unseen: Unseen) -> Iterator[Problem]:
    """Hidden rows and columns that lie in a table."""
    remedy = "Show them, or delete them, and import the workbook again."
    if rows := sorted(unseen.rows.intersection(table.rows)):
        told = f"row {rows[0] + 1} is" if len(rows) == 1 else f"{len(rows)} rows are"
        what = f"In the table {told} hidden, perhaps by a filter."
        yield Fault(what, remedy).at("import", table.grid.place(rows[0]))
    if columns := sorted(unseen.columns.intersection({*table.labels, *table.values})):
        told = "column {} is" if len(columns) == 1 else "columns {} are"
        named = ", ".join(letters(column) for column in columns[:8])
        what = f"In the table {told.format(named)} hidden."
        yield Fault(what, remedy).at("import", table.grid.place(table.heads[-1], columns[0]))
