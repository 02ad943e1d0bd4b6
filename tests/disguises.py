"""The rows of a dataset as the spreadsheets that offices send: twelve disguises of one table."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from generator.terms.datasets import Dataset
from generator.terms.periods import Period
from tests.handed import opendocument

Cells = list[list[str]]


class Figure(NamedTuple):
    """One row of a dataset, without its source."""

    area: str
    period: str
    measure: str
    category: str
    value: str
    status: str
    note: str


@dataclass(frozen=True)
class Table:
    """What is disguised: the rows, and what areas, periods, categories and measures are called."""

    rows: list[Figure]
    names: dict[str, str]
    dataset: Dataset
    seed: int = 0
    marks: dict[str, str] = field(default_factory=lambda: {"c": "<5", "x": "..", "z": "[z]"})

    def shown(self, row: Figure) -> str:
        """The text of its cell."""
        told = row.value or self.marks[row.status[:1]]
        if row.value and row.status:
            told = f"{told} ({row.status[:1]})"
        return f"{row.note} {told}" if row.note in ("over", "under", "about") else told

    def named(self, part: str, word: str) -> str:
        """What a part of a row is called in the sheet."""
        if part == "area":
            return self.names[word]
        if part == "category":
            return self.dataset.categories[word].label
        if part == "period":
            return Period.parse(word).label(self.dataset.label_style)
        return word


def wide(table: Table, down: Sequence[str], across: Sequence[str]) -> Cells:
    """A table with some parts at the side and others in rows of headings, in an order by chance."""
    mixed = random.Random(table.seed)
    lines = list(dict.fromkeys(tuple(getattr(r, p) for p in down) for r in table.rows))
    heads = list(dict.fromkeys(tuple(getattr(r, p) for p in across) for r in table.rows))
    mixed.shuffle(lines)
    mixed.shuffle(heads)
    heads.sort(key=lambda head: head[0])
    held = {
        (tuple(getattr(r, p) for p in down), tuple(getattr(r, p) for p in across)): table.shown(r)
        for r in table.rows
    }
    cells = [
        [*(part.capitalize() if n == len(across) - 1 else "" for part in down)]
        + [table.named(across[n], head[n]) for head in heads]
        for n in range(len(across))
    ]
    for line in lines:
        side = [table.named(part, word) for part, word in zip(down, line, strict=True)]
        cells.append([*side, *(held.get((line, head), "") for head in heads)])
    return cells


def long(table: Table, *, coded: bool = False) -> Cells:
    """A row for each figure, in an order by chance; with a column of codes before that of names."""
    lines = [
        [*(table.named(p, getattr(r, p)) for p in ("area", "period", "category")), table.shown(r)]
        for r in table.rows
    ]
    if coded:
        lines = [[r.area, *line] for r, line in zip(table.rows, lines, strict=True)]
    random.Random(table.seed).shuffle(lines)
    return [[*(["Code"] if coded else []), "Area", "Period", "Category", "Number"], *lines]


def as_csv(path: Path, cells: Cells, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(cells)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, sheets: dict[str, Cells], *, numbers: bool = True, top: int = 0) -> Path:
    """A workbook; cells of numbers are numbers, and equal headings side by side are merged."""
    book = xlsxwriter.Workbook(str(path))
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(cells):
            for column, text in enumerate(row):
                if numbers and text.replace(".", "", 1).lstrip("-").isdigit() and column:
                    sheet.write_number(number, column, float(text))
                elif text:
                    sheet.write_string(number, column, text)
        _merge(sheet, cells, top)
    book.close()
    return path


def _merge(sheet: xlsxwriter.worksheet.Worksheet, cells: Cells, row: int) -> None:
    if not row:
        return
    start = 0
    heads = [*cells[row - 1], "\0"]
    for column in range(1, len(heads)):
        if heads[column] != heads[start]:
            if column - start > 1 and heads[start]:
                sheet.merge_range(row - 1, start, row - 1, column - 1, heads[start])
            start = column


def _thousands(cells: Cells, mark: str = ",", point: str = ".") -> Cells:
    """Numbers as people in different places write them."""

    def one(text: str) -> str:
        if not text.replace(".", "", 1).isdigit():
            return text
        whole, _, rest = text.partition(".")
        return f"{int(whole):,}".replace(",", mark) + (f"{point}{rest}" if rest else "")

    return [[cell if not n else one(cell) for n, cell in enumerate(row)] for row in cells]


def _titled(cells: Cells, end: Iterable[str] = ()) -> Cells:
    return [["Figures for the partnership’s profile"], [], *cells, [], *([line] for line in end)]


def _noted(cells: Cells) -> Cells:
    """Marks that lead to notes behind every other name and heading."""
    heads = [f"{cell} [note 2]" if n % 2 and cell else cell for n, cell in enumerate(cells[-0])]
    body = [[f"{row[0]}*" if n % 2 else row[0], *row[1:]] for n, row in enumerate(cells[1:])]
    return [heads, *body]


def _by_period(table: Table) -> dict[str, Cells]:
    """A sheet for each period, with the name of the period."""
    periods = sorted({row.period for row in table.rows})
    return {
        table.named("period", period).replace("/", "-"): wide(
            Table([r for r in table.rows if r.period == period], table.names, table.dataset),
            ("area",),
            ("category",),
        )
        for period in periods
    }


ByCategory = ("area",), ("period", "category")
DISGUISES: dict[str, Callable[[Path, Table], Path]] = {
    "semicolons and decimal commas": lambda folder, t: as_csv(
        folder / "a.csv", _thousands(wide(t, *ByCategory), ".", ","), delimiter=";"
    ),
    "tabs in UTF-16": lambda folder, t: as_csv(
        folder / "b.txt", wide(t, *ByCategory), "utf-16", "\t"
    ),
    "an old encoding of Windows": lambda folder, t: as_csv(
        folder / "c.csv", _titled(wide(t, *ByCategory)), "cp1252"
    ),
    "a byte-order mark": lambda folder, t: as_csv(folder / "d.csv", long(t), "utf-8-sig"),
    "merged headings": lambda folder, t: as_xlsx(
        folder / "e.xlsx", {"Data": _titled(wide(t, *ByCategory))}, top=3
    ),
    "long, in a workbook": lambda folder, t: as_xlsx(folder / "f.xlsx", {"Sheet1": long(t)}),
    "LibreOffice": lambda folder, t: opendocument(
        folder / "g.ods", {"Figures": wide(t, *ByCategory)}
    ),
    "notes behind names": lambda folder, t: as_xlsx(
        folder / "h.xlsx", {"T": _titled(_noted(long(t)), ["[note 2] As supplied."])}
    ),
    "areas across": lambda folder, t: as_xlsx(
        folder / "i.xlsx", {"T": wide(t, ("period", "category"), ("area",))}
    ),
    "a sheet for each period": lambda folder, t: as_xlsx(folder / "j.xlsx", _by_period(t)),
    "codes beside names": lambda folder, t: as_xlsx(folder / "k.xlsx", {"T": long(t, coded=True)}),
    "numbers as text": lambda folder, t: as_xlsx(
        folder / "l.xlsx", {"T": _thousands(wide(t, *ByCategory))}, numbers=False
    ),
}
