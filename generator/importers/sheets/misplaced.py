"""What keeps a table from being read as one: a second one, merged numbers, headings beside their
columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.importers.grids import letters
from generator.importers.sheets.figured import is_figure
from generator.importers.sheets.tables import Laid, bare, is_merged, is_when, padded
from generator.problems import Fault, Problem

ONE_TABLE = "Put each table on a sheet of its own, and import the workbook again."


def misplaced(table: Laid, spare: list[int], is_area: Callable[[str], bool]) -> Iterator[Problem]:
    """What is wrong with where things stand? ``spare`` are the blank columns between others."""
    yield from _covering(table)
    yield from _shifted(table)
    yield from _second_table(table, spare, is_area)


def _covering(table: Laid) -> Iterator[Problem]:
    for row, column in table.merged()[:1]:
        what = f"A merged cell covers several numbers: {letters(column)}{row + 1}."
        remedy = "Take the merging away, and write each number into a cell of its own."
        yield Fault(what, remedy).at("import", table.grid.place(row, column))


def _shifted(table: Laid) -> Iterator[Problem]:
    """Headings over several columns that do not begin above the first of these."""
    grid, columns = table.grid, sorted(table.values)
    for row in table.heads[:-1]:
        cells = [padded(grid, row, columns[-1] + 1)[n] for n in columns]
        if not cells[0] and any(cells) and not is_merged(grid, row):
            what = f"Row {row + 1} has headings over several columns, and none over the first, "
            remedy = "Write each above the first of its columns, or above every one."
            fault = Fault(f"{what}{letters(columns[0])}.", remedy)
            yield fault.at("import", grid.place(row, columns[0]))
            return


def _is_timed(table: Laid, row: int, is_area: Callable[[str], bool]) -> bool:
    """Has a row that is of no area periods in the place of all its numbers?"""
    cells = [table.cell(row, n) for n in table.values]
    words = [bare(table.cell(row, n)) for n in table.labels]
    return all(map(is_when, cells)) and not any(is_area(word) for word in words)


def _second_table(
    table: Laid, spare: list[int], is_area: Callable[[str], bool]
) -> Iterator[Problem]:
    """Another table below or beside the first, which would be read as part of it."""
    grid, columns = table.grid, sorted(table.values)
    named = {n: bare(text).casefold() for n, text in table.labels.items() if text}
    are_times = all(is_when(bare(stacked[-1])) for stacked in table.values.values())
    for row in table.rows[1:-1]:
        if are_times and _is_timed(table, row, is_area):
            what = f"Row {row + 1} has periods where numbers belong: another table begins there."
            yield Fault(what, ONE_TABLE).at("import", grid.place(row))
            return
        if any(bare(table.cell(row, n)).casefold() == text for n, text in named.items()):
            what = f"Row {row + 1} has the headings again: another table seems to begin there."
            yield Fault(what, ONE_TABLE).at("import", grid.place(row))
            return
        cells = [cell for n in columns if (cell := table.cell(row, n))]
        if cells and not any(is_figure(cell) or re.search(r"\d", cell) for cell in cells):
            what = f"Another table seems to begin here, below that of row {table.heads[-1] + 1}."
            yield Fault(what, ONE_TABLE).at("import", grid.place(row))
            return
    for gap in spare:
        beside = [n for n in table.labels if n > gap]
        names = {table.cell(row, n) for n in beside for row in table.rows}
        if any(is_area(bare(name)) for name in names if name):
            what = f"Two tables stand side by side: one begins in column {letters(min(beside))}."
            yield Fault(what, ONE_TABLE).at("import", grid.place(table.heads[-1]))
            return
