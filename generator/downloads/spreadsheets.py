"""Spreadsheets that everybody can read: a cover, then one table a sheet, as the guidance asks.

The guidance is "Releasing statistics in spreadsheets" of the Government Analysis Function, and the
layout is that of its own library, gptables. It asks for no frozen rows and no filters.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from generator.downloads.filling import LINE, SheetColumn, filled, lines_of

# So many rows, and the lines above them, are what one sheet can hold.
MOST_ROWS = 1_000_000
COVER_WIDTH = 85
LONGEST_NUMBER = 15
# What the library reads as a link or as a reference to a note.
MARKUP = re.compile(r"\]\(|\$\$")
# What was made in this run of the program, by what stands in it.
MADE: dict[str, bytes] = {}
MOST_KEPT = 1_000
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Cover:
    """The first sheet: what it is about, who publishes it, and what its sources ask for.

    ``link`` is the words and the address of the page about it, where it has one.
    """

    title: str
    publisher: str
    made: date
    about: Sequence[str]
    sources: Sequence[str]
    link: tuple[str, str] | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with one table: its name, its title, what stands above the table, and its columns."""

    label: str
    title: str
    table: str
    lines: Sequence[str]
    columns: Sequence[SheetColumn]

    def parts(self) -> Iterator[TableSheet]:
        """The sheet, or several where it has more rows than one can hold."""
        rows = len(self.columns[0].texts) if self.columns else 0
        for number, start in enumerate(range(0, rows, MOST_ROWS), 1):
            columns = [
                column._replace(texts=column.texts[start : start + MOST_ROWS])
                for column in self.columns
            ]
            more = "" if number == 1 else f" {number}"
            yield TableSheet(
                label=f"{self.label}{more}",
                title=f"{self.title}{more and f', part{more}'}",
                table=f"{self.table}{more.replace(' ', '_')}",
                lines=self.lines,
                columns=columns,
            )


def spreadsheet(cover: Cover, sheets: Sequence[TableSheet]) -> bytes:
    """An XLSX file with a cover and these tables; sheets without rows are left out.

    What was made is kept while the program runs, for most are as they were at the next build.
    """
    word = _word(cover, sheets)
    if word not in MADE:
        if len(MADE) > MOST_KEPT:
            MADE.clear()
        MADE[word] = _made(cover, sheets)
    return MADE[word]


def _word(cover: Cover, sheets: Sequence[TableSheet]) -> str:
    """The SHA-256 of all that stands in a spreadsheet: by it the same one is known again."""
    told = sha256(repr(cover).encode())
    for sheet in sheets:
        told.update(repr((sheet.label, sheet.title, sheet.table, [*sheet.lines])).encode())
        for column in sheet.columns:
            told.update(repr((column.heading, column.is_of_numbers, column.widest)).encode())
            told.update("\x1f".join(column.texts).encode(errors="replace"))
    return told.hexdigest()


def _made(cover: Cover, sheets: Sequence[TableSheet]) -> bytes:
    whole = [part for sheet in sheets for part in sheet.parts()]
    with warnings.catch_warnings():
        # The library leaves the file of its look open, and calls pandas in ways of the past.
        for kind in (ResourceWarning, DeprecationWarning):
            warnings.simplefilter("ignore", kind)
        laid_out = _by_library(cover, whole)
    return filled(laid_out, {n: sheet.columns for n, sheet in enumerate(whole, 2)})


def _by_library(cover: Cover, sheets: Sequence[TableSheet]) -> bytes:
    """The file with its cover, and with one row in each table."""
    from gptables.core.wrappers import GPWorkbook

    held = io.BytesIO()
    book = GPWorkbook(held, OPTIONS)
    book.set_properties(
        {
            "title": cover.title,
            "author": cover.publisher,
            "company": cover.publisher,
            "created": datetime(cover.made.year, cover.made.month, cover.made.day),
        }
    )
    front, laid_out = book.add_worksheet("Cover"), _laid_out_cover(cover, sheets)
    front.write_cover(laid_out)
    for row, lines in enumerate(_lines_of_cover(laid_out)):
        if lines > 1:
            front.set_row(row, lines * LINE)
    for sheet in sheets:
        book.add_worksheet(sheet.label).write_gptable(_laid_out(sheet), auto_width=True)
    book.close()
    return held.getvalue()


def _laid_out_cover(cover: Cover, sheets: Sequence[TableSheet]) -> Any:
    from gptables import Cover as LaidOut

    about: list[str | dict[str, str]] = [plain(line) for line in cover.about]
    if cover.link:
        words, address = cover.link
        about.append({plain(words): address})
    if sheets:
        about.append("The worksheets after this one:")
        about += [plain(f"{sheet.label}: {sheet.title}") for sheet in sheets]
    return LaidOut(
        title=plain(cover.title),
        intro=about,
        about=[plain(line) for line in cover.sources] or None,
        contact=[plain(cover.contact)] if cover.contact else None,
        width=COVER_WIDTH,
    )


def _lines_of_cover(cover: Any) -> Iterator[int]:
    """How many lines each row of the cover takes: its title, then each part below a heading."""
    yield lines_of(cover.title, COVER_WIDTH * 2 // 3) * 4 // 3
    for part in (cover.intro, cover.about, cover.contact):
        for line in ["", *part] if part else []:
            yield lines_of(line if isinstance(line, str) else "", COVER_WIDTH)


def _laid_out(sheet: TableSheet) -> Any:
    """The table with one row in it, as wide as its longest texts."""
    import pandas as pd
    from gptables import GPTable

    row = {column.heading: [_as_wide(column)] for column in sheet.columns}
    first, *others = [plain(line) for line in sheet.lines]
    return GPTable(
        table=pd.DataFrame(row),
        table_name=sheet.table,
        title=plain(sheet.title),
        instructions=first,
        legend=others,
        index_columns={},
    )


def _as_wide(column: SheetColumn) -> object:
    longest = max((len(text) for text in dict.fromkeys(column.texts)), default=0)
    if column.is_of_numbers:
        return 10 ** min(longest, LONGEST_NUMBER) - 1
    return "x" * min(max(longest, 1), column.widest)


def plain(text: str) -> str:
    """A text in which the library that lays out finds no link and no reference to a note.

    >>> plain("[see](https://example.org) for $$5")
    '[see] (https://example.org) for $ $5'
    """
    return MARKUP.sub(lambda found: f"{found[0][0]} {found[0][1:]}", " ".join(text.split()))
