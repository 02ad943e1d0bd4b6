"""Rows and columns that a workbook hides: what nobody sees is not imported unseen."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from generator.importers.grids import letters
from generator.importers.sheets.masks import formats_of, masks
from generator.importers.sheets.tables import Laid
from generator.problems import Fault, Problem

TAGS = {name: re.compile(rf"<(?:\w+:)?{name}\b[^>]*>") for name in ("sheet", "Relationship")}
PARTS = {name: re.compile(rf"<(?:\w+:)?{name}\b[^>]*>") for name in ("row", "col")}
HIDDEN = re.compile(r"""\bhidden=["'](1|true)["']""")
# What is raised by a file that is none, or damaged in a part that is not read elsewhere.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError, RuntimeError),
)
# A larger sheet is not looked through.
LARGEST = 200_000_000
MOST_COLUMNS = 16_384


CELL = re.compile(r"<(?:\w+:)?c\b([^>]*)>(.*?)</(?:\w+:)?c>", re.S)
WORKED_OUT = re.compile(r"<(?:\w+:)?f\b")
NUMBER = re.compile(r"<(?:\w+:)?v>(-?\d+(?:\.\d+)?(?:E[-+]?\d+)?)</", re.I)
NOUGHT = re.compile(r"<(?:\w+:)?v>0</")
STRING = re.compile(r"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>", re.S)
RUN = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)<")
# So many formulas that all give nought were never worked out.
FEW = 3


class Unseen(NamedTuple):
    """What a sheet has that cannot be seen in its cells: hidden rows and columns, cells with an
    error, numbers that a format shows as something else, formulas, those of them that give nought
    (all counted from nought); and numbers of the workbook with raised digits behind them."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    masked: frozenset[tuple[int, int]] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    noughts: frozenset[tuple[int, int]] = frozenset()
    raised: tuple[str, ...] = ()


def unseen_in(content: bytes, sheets: Collection[str]) -> dict[str, Unseen]:
    """What do sheets of an XLSX file have that cannot be seen? Nothing is known of other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            raised, formats = _raised(book), formats_of(book)
            return {sheet: _unseen(_text_of(book, sheet), raised, formats) for sheet in sheets}
    except UNREADABLE:
        return {}


def _text_of(book: zipfile.ZipFile, sheet: str) -> str:
    name = _file_of(book, sheet)
    is_read = name and book.getinfo(name).file_size <= LARGEST
    return book.read(name).decode("utf-8", "replace") if is_read else ""


def _unseen(text: str, raised: tuple[str, ...], formats: Mapping[str, str]) -> Unseen:
    rows = {int(_of(tag, "r") or 0) - 1 for tag in _hidden("row", text)}
    columns: set[int] = set()
    for tag in _hidden("col", text):
        first, last = int(_of(tag, "min") or 0), int(_of(tag, "max") or 0)
        columns |= set(range(first - 1, min(last, MOST_COLUMNS)))
    errors, formulas, noughts, masked = set(), set(), set(), set()
    is_told = formats or "<f" in text or 't="e"' in text
    for found in CELL.finditer(text) if is_told else ():
        at = _at(_named(found[1]))
        style, value = _of(found[1], "s"), NUMBER.search(found[2])
        if style in formats and value and masks(formats, style, float(value[1])):
            masked.add(at)
        errors |= {at} if re.search(r"""\bt=["']e["']""", found[1]) else set()
        if WORKED_OUT.search(found[2]):
            formulas.add(at)
            noughts |= {at} if NOUGHT.search(found[2]) else set()
    return Unseen(
        frozenset(rows),
        frozenset(columns),
        frozenset(errors),
        frozenset(masked),
        formulas=frozenset(formulas),
        noughts=frozenset(noughts),
        raised=raised,
    )


def _named(attributes: str) -> str:
    found = re.search(r"""\br=["']([A-Z]{1,3}[0-9]{1,7})["']""", attributes)
    return found[1] if found else "A1"


def _at(name: str) -> tuple[int, int]:
    """A cell by its name, counted from nought: C7 is (6, 2)."""
    word = name.rstrip("0123456789")
    column = 0
    for letter in word:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(word) :]) - 1, column - 1


def _raised(book: zipfile.ZipFile) -> tuple[str, ...]:
    """Numbers of the workbook behind which raised digits stand, that would be read as theirs."""
    name = "xl/sharedStrings.xml"
    if name not in book.namelist() or book.getinfo(name).file_size > LARGEST:
        return ()
    found = []
    for string in STRING.findall(book.read(name).decode("utf-8", "replace")):
        whole = "".join(RUN.findall(string))
        if "superscript" in string and re.fullmatch(r"[\d,. ]+", whole):
            found.append(whole)
    return tuple(found)


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
    yield from _not_as_seen(table, unseen)


def _not_as_seen(table: Laid, unseen: Unseen) -> Iterator[Problem]:
    """Cells of a table in which another thing stands than people see."""
    cells = {(row, n) for row in table.rows for n in (*table.labels, *table.values)}
    if errors := sorted(unseen.errors & cells):
        row, column = errors[0]
        what = f"{letters(column)}{row + 1} shows an error of the spreadsheet, such as #REF!."
        remedy = "Mend its formula, or type what the source has."
        yield Fault(what, remedy).at("import", table.grid.place(row, column))
    numbers = {at for at in cells if at in table.grid.numbers}
    if masked := sorted(unseen.masked & numbers):
        row, column = masked[0]
        what = f"{letters(column)}{row + 1} holds a number that its format shows as something else"
        what += f"; {len(masked)} cells do." if len(masked) > 1 else "."
        remedy = "Type what is to be seen, such as <5, into the cell; set its format to General."
        yield Fault(what, remedy).at("import", table.grid.place(row, column))
    formulas, noughts = unseen.formulas & cells, unseen.noughts & cells
    if len(formulas) >= FEW and formulas == noughts:
        row, column = min(formulas)
        what = "The formulas of the table all give nought: they were never worked out."
        remedy = "Open the workbook in a spreadsheet program, save it, and import it again."
        yield Fault(what, remedy).at("import", table.grid.place(row, column))
    shown = {table.cell(row, n) for row in table.rows for n in table.values}
    if raised := [text for text in unseen.raised if text in shown]:
        what = f'A raised digit stands behind a number, which would be read as "{raised[0]}".'
        remedy = "Take the raised digit out."
        yield Fault(what, remedy).at("import", table.grid.place(table.heads[-1]))
