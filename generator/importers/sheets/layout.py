"""Where the table stands on a sheet: its titles, its headings, its columns of words and of numbers,
its rows, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from generator.importers.grids import Grid
from generator.importers.sheets.figured import is_figure
from generator.importers.sheets.misplaced import misplaced
from generator.importers.sheets.spelt_periods import period_of
from generator.importers.sheets.tables import YEAR, Laid, bare, is_merged, is_when, padded
from generator.problems import Fault, Problem

MOST_HEADINGS = 4
PIVOT = re.compile(r"(row|column) labels|values|\(all\)", re.I)
# What stands at the head of a column of words.
HEADING = re.compile(
    r"(?:.*\b(?:areas?|districts?|wards?|forces?|partnerships?|csps?|councils?|authority|borough"
    r"|count(?:y|ies)|regions?|name|code|categor\w*|type|offences?|kind|measure|indicator|group"
    r"|strand|question|answer)\b.*)?",
    re.I,
)
# Of the numbers in such a column each is a part of a year.
OF_PARTS = re.compile(
    r"(quarters?|qtrs?|months?|mths?|weeks?|wks?|half[- ]?years?|days?|hours?)( no\.?| number)?",
    re.I,
)
WHEN = re.compile(r".*\b(year|years|period|month|quarter|date|fy)\b.*", re.I)
TOTALS = re.compile(r".*\btotals?\b.*|all|sum", re.I)


def laid_out(grid: Grid, is_area: Callable[[str], bool]) -> tuple[Laid | None, list[Problem]]:
    """Where does the table stand on a sheet, or why is it none? Nothing where the sheet has no
    numbers; ``is_area`` says of a text that it is the name of an area."""
    cells = [row for row in grid.rows if any(row)]
    if any(PIVOT.fullmatch(cell) and "labels" in cell.lower() for row in cells for cell in row):
        what = "The sheet is a pivot table."
        remedy = 'Copy it, and paste it as values on a new sheet ("Paste special", then "Values").'
        return None, [Fault(what, remedy).at("import", grid.place(0))]
    first = next((n for n in range(len(grid.rows)) if _is_body(grid, n, is_area)), None)
    if first is None:
        return None, []
    heads = _heads(grid, first)
    if not heads:
        return None, [_headless(grid, first).at("import", grid.place(first))]
    last = max(n for n in range(first, len(grid.rows)) if _has_numbers(grid, n))
    labels, values, spare = _columns(grid, heads, range(first, last + 1))
    rows = tuple(n for n in range(first, last + 1) if any(grid.rows[n]))
    table = Laid(
        grid,
        labels,
        values,
        heads,
        rows=rows,
        above=tuple(line for n in range(heads[0]) if (line := _line(grid, n))),
        below=tuple(line for n in range(last + 1, len(grid.rows)) if (line := _line(grid, n))),
        sides=_sides(grid, sorted(labels), rows),
    )
    return table, list(misplaced(table, spare, is_area))


def _headless(grid: Grid, first: int) -> Fault:
    """A row of numbers straight below a line, and not below headings."""
    above = [cell for cell in grid.rows[first - 1] if cell] if first else []
    if len(above) == 1:
        what = f'The first row of numbers stands below "{above[0]}", and not below headings.'
        remedy = "Write what holds for several rows beside each of them, in a column of its own."
        return Fault(what, remedy)
    what = "The first row of numbers has no headings above it."
    remedy = "Give every column a heading; one of digits alone, 202404, is no heading: Apr 2024."
    return Fault(what, remedy)


def _sides(grid: Grid, labels: Sequence[int], rows: Sequence[int]) -> dict[tuple[int, int], str]:
    """What holds for rows with a blank in a column of words and a word in a later one."""
    found: dict[tuple[int, int], str] = {}
    for place, column in enumerate(labels[:-1]):
        held = ""
        for row in rows:
            cells = grid.rows[row]
            held = cells[column] or held
            if not cells[column] and held and any(cells[n] for n in labels[place + 1 :]):
                found[row, column] = held
    return found


def _line(grid: Grid, row: int) -> str:
    return " ".join(dict.fromkeys(cell for cell in grid.rows[row] if cell))


def _has_numbers(grid: Grid, row: int) -> bool:
    cells = grid.rows[row]
    is_named = any(cell and not is_figure(cell) for cell in cells)
    return sum(map(is_figure, cells)) >= (1 if is_named else 2)


def _is_body(grid: Grid, row: int, is_area: Callable[[str], bool]) -> bool:
    """Do numbers of something stand in this row, and not years at the head of columns?"""
    cells = [(n, cell) for n, cell in enumerate(grid.rows[row]) if cell]
    figures = [(n, cell) for n, cell in cells if is_figure(cell) and (row, n) not in grid.dates]
    words = [cell for n, cell in cells if not is_figure(cell) or (row, n) in grid.dates]
    years = [cell for _, cell in figures if YEAR.fullmatch(cell)]
    # "Under 18" may stand at the head of a column, and for a withheld number.
    if len(cells) < 2 or all(re.match(r"[A-Za-z ]+\d", cell) for _, cell in figures):
        return False
    if len(years) < len(figures):
        # A note such as "5 of 12 districts" has its number in the first cell or alone.
        return bool(words) or bool(years)
    if any(is_area(bare(word)) or TOTALS.fullmatch(bare(word)) for word in words):
        return True
    # Under headings of its own a number such as 2013 is a number.
    above = grid.rows[row - 1] if row else ()
    is_headed = all(n < len(above) and above[n] and above[n] != above[0] for n, _ in figures)
    return is_headed and not all(HEADING.fullmatch(word) for word in words)


def _heads(grid: Grid, first: int) -> tuple[int, ...]:
    """The rows of headings straight above the first row of numbers."""
    found: list[int] = []
    for row in range(first - 1, max(first - 1 - MOST_HEADINGS, -1), -1):
        cells = [cell for cell in grid.rows[row] if cell]
        is_alone = len(set(cells)) == 1 and (not found or bool(grid.rows[row][0]))
        if not cells or (is_alone and found) or (is_alone and len(grid.rows[first]) > 2):
            break
        found.append(row)
    return tuple(reversed(found))


def _columns(
    grid: Grid, heads: tuple[int, ...], rows: range
) -> tuple[dict[int, str], dict[int, tuple[str, ...]], list[int]]:
    """The columns of words, those of numbers, and those that are blank between others."""
    width = max(len(grid.rows[n]) for n in (*heads, *rows))
    labels, values, spare = {}, {}, []
    for column in range(width):
        cells = [cell for n in rows if (cell := padded(grid, n, width)[column])]
        own = [grid.rows[n][column] for n in heads if column < len(grid.rows[n])]
        if not cells and not any(own):
            spare.append(column)
        elif _is_words(grid, column, own, cells, rows):
            labels[column] = next((text for text in reversed(own) if text), "")
    above = [
        _spread(padded(grid, n, width), labels, is_last=n == heads[-1] or is_merged(grid, n))
        for n in heads
    ]
    for column in range(width):
        if column not in labels and column not in spare:
            stacked = tuple(row[column] for row in above)
            # A heading that spans its rows stands for each of them.
            lowest = next((text for text in reversed(stacked) if text), "")
            values[column] = tuple(text or lowest for text in stacked)
    first = min(values, default=0)
    return labels, values, [n for n in spare if n > first]


def _spread(cells: list[str], labels: Collection[int], *, is_last: bool) -> list[str]:
    """Headings over several columns stand in the first of them: in the others too, from here.
    Those of columns of words are their own alone."""
    if is_last:
        return cells
    held, told = "", []
    for column, cell in enumerate(cells):
        held = "" if column in labels else cell or held
        told.append(held or cell)
    return told


def _is_words(grid: Grid, column: int, heads: list[str], cells: list[str], rows: range) -> bool:
    """Are these words, codes or periods that say whose the numbers of a row are?"""
    if any(period_of(text) for text in heads):
        return False
    if any(OF_PARTS.fullmatch(bare(text)) for text in heads):
        return True
    days = sum((n, column) in grid.dates for n in rows)
    numbers = sum(map(is_figure, cells)) - days
    is_time = any(WHEN.fullmatch(text) for text in heads) and all(map(is_when, cells))
    return bool(cells) and (is_time or days == len(cells) or 2 * numbers <= len(cells))
