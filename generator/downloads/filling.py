"""Rows put into a spreadsheet that has been laid out for them, in the styles of its first row.

The library that lays spreadsheets out takes a third of a millisecond for a row, and we have more
than a hundred thousand. So each table is laid out with one row in it, as wide as its longest texts,
and that row is replaced here. Nothing of a file depends on the day or on the machine's name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple
from xml.sax.saxutils import escape

from generator.downloads.tagging import tagged

SHEET = "xl/worksheets/sheet"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
# What no cell of a spreadsheet can hold more of, and letters that its files cannot hold at all.
LONGEST = 32_000
UNWRITTEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ROW = re.compile(r'<row r="(\d+)"[^>]*>(?:(?!<row ).)*?</row>(?=</sheetData>)', re.S)
CELL = re.compile(r'<c r="([A-Z]+)\d+"( s="\d+")?(?: t="s"><v>(\d+)</v>)?')
WIDEST = 42
# The height of a line of the font that the library writes in, in points.
LINE = 15.75
LANGUAGE = "<dc:language>en-GB</dc:language>"


def lines_of(text: str, widest: int) -> int:
    """How many lines does a text take in a cell of this width, at most?

    >>> lines_of("", 40), lines_of("x" * 30, 40), lines_of("two words " * 8, 40)
    (1, 1, 3)
    """
    return max(1, ceil(len(text) / (0.9 * widest))) if len(text) > widest else 1


class SheetColumn(NamedTuple):
    """One column of a table: its heading, and what stands below it, a text for each row.

    In one of numbers a text that is a number is written as one; another tells why there is none.
    A text of more than ``widest`` letters takes a second line.
    """

    heading: str
    texts: Sequence[str]
    is_of_numbers: bool = False
    widest: int = WIDEST

    def lines(self) -> list[int]:
        """How many lines does each text take?"""
        taken = {text: lines_of(text, self.widest) for text in dict.fromkeys(self.texts)}
        return [taken[text] for text in self.texts]


class _Texts:
    """The texts of a spreadsheet, each of which it keeps once."""

    def __init__(self, listed: str) -> None:
        self.start, *_ = listed.partition("<si>")
        self.items = re.findall(r"<si>.*?</si>", listed, re.S)
        self._places: dict[str, int] = {}
        self._free: list[int] = []

    def free(self, places: Collection[int]) -> None:
        """Give these places to other texts: theirs are only there to be measured."""
        for place in places:
            self.items[place] = "<si><t/></si>"
        self._free.extend(sorted(places))

    def place(self, text: str) -> int:
        """Where does a text stand in the list?"""
        if text not in self._places:
            item = f'<si><t xml:space="preserve">{_written(text)}</t></si>'
            if self._free:
                self._places[text] = self._free.pop(0)
                self.items[self._places[text]] = item
            else:
                self._places[text] = len(self.items)
                self.items.append(item)
        return self._places[text]

    def listed(self) -> str:
        """The list as the file keeps it, without the counts that it may do without."""
        start = re.sub(r' (unique)?[cC]ount="\d+"', "", self.start)
        return f"{start}{''.join(self.items)}</sst>"


def _written(text: str) -> str:
    text = UNWRITTEN.sub("", text)
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]} … (cut short here)")


def filled(laid_out: bytes, tables: Mapping[int, Sequence[SheetColumn]]) -> bytes:
    """A spreadsheet with these rows in the tables of its sheets, which are numbered from 1."""
    with zipfile.ZipFile(io.BytesIO(laid_out)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    texts = _Texts(parts["xl/sharedStrings.xml"])
    sheets = {f"{SHEET}{number}.xml": columns for number, columns in tables.items()}
    rows = {name: _only_row(parts[name]) for name in sheets}
    texts.free(
        {int(place) for row in rows.values() for _, _, place in CELL.findall(row[0]) if place}
    )
    for name, columns in sheets.items():
        _fill(parts, name, columns, texts)
    parts["xl/sharedStrings.xml"] = texts.listed()
    parts["xl/styles.xml"] = tagged(parts["xl/styles.xml"], _headings(parts))
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace("</cp:core", f"{LANGUAGE}</cp:core")
    return _packed(parts)


def _headings(parts: Mapping[str, str]) -> list[set[int]]:
    """The formats of the title of each sheet, and of the headings below that of the first."""
    first = [
        re.search(r'<c r="A1" s="(\d+)"', text) for name, text in parts.items() if SHEET in name
    ]
    titles = {int(found[1]) for found in first if found}
    cover = parts[f"{SHEET}1.xml"]
    below = re.search(r'<c r="A2" s="(\d+)"', cover)
    return [titles, {int(below[1])} if below else set()]


def _only_row(sheet: str) -> re.Match[str]:
    """The last row of a sheet: the one of its table."""
    found = ROW.search(sheet)
    assert found is not None  # the library has just written it
    return found


def _fill(parts: dict[str, str], name: str, columns: Sequence[SheetColumn], texts: _Texts) -> None:
    """Put the rows into one sheet, and say of its table how far it goes."""
    sheet = parts[name]
    found = _only_row(sheet)
    first, last = int(found[1]), int(found[1]) + len(columns[0].texts) - 1
    cells = CELL.findall(found[0])
    rows = _rows(columns, cells, first, texts)
    end = f"{cells[-1][0]}{last}"
    sheet = sheet[: found.start()] + rows + sheet[found.end() :]
    parts[name] = re.sub(r'(<dimension ref="A1):[A-Z]+\d+"', rf'\1:{end}"', sheet, count=1)
    related = parts[name.replace("sheets/", "sheets/_rels/") + ".rels"]
    table = re.search(r"tables/table\d+\.xml", related)
    assert table is not None  # the library has just written it
    inner = f"xl/{table[0]}"
    parts[inner] = re.sub(r'( ref="A\d+):[A-Z]+\d+"', rf'\1:{end}"', parts[inner])


def _rows(
    columns: Sequence[SheetColumn], cells: Sequence[tuple[str, str, str]], first: int, texts: _Texts
) -> str:
    tails = []
    begin, *others = [f'<c r="{letter}' for letter, _, _ in cells]
    for column, (_, style, _), then in zip(columns, cells, [*others, ""], strict=True):
        told = dict.fromkeys(column.texts)
        tail = {text: _tail(text, style, column, texts) + then for text in told}
        tails.append([tail[text] for text in column.texts])
    heights = [max(lines) for lines in zip(*(c.lines() for c in columns), strict=True)]
    rows = []
    for number, (height, *row) in enumerate(zip(heights, *tails, strict=True), first):
        place = str(number)
        # Where a cell ends the next one begins, and between them stands the number of the row.
        inner = place.join([begin, *row])
        tall = "" if height == 1 else f' ht="{height * LINE}" customHeight="1"'
        rows.append(f'<row r="{place}"{tall}>{inner}</row>')
    return "".join(rows)


def _tail(text: str, style: str, column: SheetColumn, texts: _Texts) -> str:
    """A cell after its place: its style and what it holds."""
    if not text:
        return f'"{style}/>'
    if column.is_of_numbers and NUMBER.fullmatch(text):
        return f'"{style}><v>{text}</v></c>'
    return f'"{style} t="s"><v>{texts.place(text)}</v></c>'


def _packed(parts: Mapping[str, str]) -> bytes:
    """The parts as one file, the same on every day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(info, text.encode(), compresslevel=6)
    return packed.getvalue()
