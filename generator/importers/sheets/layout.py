"""Where the table stands on a sheet: its titles, its headings, its columns of words and of numbers,
its rows, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.importers.grids import Grid, letters
from generator.importers.sheets.figured import is_figure
from generator.importers.sheets.spelt_periods import names_time, period_of
from generator.problems import Fault, Problem

MOST_HEADINGS, MOST_OF_A_YEAR = 4, 9
ONE_TABLE = "Put each table on a sheet of its own, and import the workbook again."
PIVOT = re.compile(r"(row|column) labels|values|\(all\)", re.I)
# What stands at the head of a column of words.
HEADING = re.compile(
    r"(?:.*\b(?:areas?|districts?|wards?|forces?|partnerships?|csps?|councils?|authority|borough"
    r"|count(?:y|ies)|regions?|name|code|categor\w*|type|offences?|kind|measure|indicator|group"
    r"|strand|question|answer)\b.*)?",
    re.I,
)
# Of the numbers in such a column each is a part of a year.
OF_PARTS = re.compile(r"(quarters?|qtr|months?|weeks?|half[- ]?years?)( no\.?| number)?", re.I)
WHEN = re.compile(r".*\b(year|years|period|month|quarter|date|fy)\b.*", re.I)
# What a source sets behind a word to lead to a note.
FOOTNOTE = re.compile(r"\s*(\[(note )?\d+\]|\(note \d+\)|[*†‡¹²³⁴⁵]+)$", re.I)
TOTALS = re.compile(r".*\btotals?\b.*|all|sum", re.I)
YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Laid:
    """A table on a sheet. ``labels`` are the headings of its columns of words, ``values`` those of
    its columns of numbers from the top down, by the number of the column; ``heads`` the rows of
    headings; ``rows`` the rows of the table; ``above`` and ``below`` the lines around it;
    ``sides`` the words of rows that stand only in the first of several, by row and column."""

    grid: Grid
    labels: dict[int, str]
    values: dict[int, tuple[str, ...]]
    heads: tuple[int, ...]
    rows: tuple[int, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    sides: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; blank where the row is shorter."""
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else ""

    def label(self, row: int, column: int) -> str:
        """The word of a row in a column of words: where it stands only in the first of several
        rows, that of the row above."""
        return self.cell(row, column) or self.sides.get((row, column), "")

    @property
    def title(self) -> str:
        """The line above the table that names it: the first that speaks of a time, or the first."""
        timed = [line for line in self.above if names_time(line) and len(line) > MOST_OF_A_YEAR]
        return next(iter([*timed, *self.above]), "")

    def merged(self) -> list[tuple[int, int]]:
        """The first cells of those that cover several numbers of the table."""
        return [
            (first, start)
            for (first, start), (last, end) in self.grid.merges
            if first in self.rows and any(n in self.values for n in range(start, end + 1))
        ]


def bare(text: str) -> str:
    """A heading or a name without the mark that leads to a note.

    >>> bare("Burglary [note 3]"), bare("Kent*")
    ('Burglary', 'Kent')
    """
    return FOOTNOTE.sub("", " ".join(text.split()))


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
    return table, [*_covering(table), *_shifted(table), *_second_table(table, spare, is_area)]


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


def _shifted(table: Laid) -> Iterator[Problem]:
    """Headings over several columns that do not begin above the first of these."""
    grid, columns = table.grid, sorted(table.values)
    for row in table.heads[:-1]:
        cells = [_padded(grid, row, columns[-1] + 1)[n] for n in columns]
        if not cells[0] and any(cells) and not _is_merged(grid, row):
            what = f"Row {row + 1} has headings over several columns, and none over the first, "
            remedy = "Write each above the first of its columns, or above every one."
            fault = Fault(f"{what}{letters(columns[0])}.", remedy)
            yield fault.at("import", grid.place(row, columns[0]))
            return


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


def _covering(table: Laid) -> Iterator[Problem]:
    for row, column in table.merged()[:1]:
        what = f"A merged cell covers several numbers: {letters(column)}{row + 1}."
        remedy = "Take the merging away, and write each number into a cell of its own."
        yield Fault(what, remedy).at("import", table.grid.place(row, column))


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
    if not figures or len(cells) < 2:
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
        cells = [cell for n in rows if (cell := _padded(grid, n, width)[column])]
        own = [grid.rows[n][column] for n in heads if column < len(grid.rows[n])]
        if not cells and not any(own):
            spare.append(column)
        elif _is_words(grid, column, own, cells, rows):
            labels[column] = next((text for text in reversed(own) if text), "")
    above = [
        _spread(_padded(grid, n, width), labels, is_last=n == heads[-1] or _is_merged(grid, n))
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


def _is_merged(grid: Grid, row: int) -> bool:
    """Are cells of this row merged, so that each heading covers what it covers and no more?"""
    return any(first <= row <= last and end > start for (first, start), (last, end) in grid.merges)


def _padded(grid: Grid, row: int, width: int) -> list[str]:
    return [*grid.rows[row], *[""] * (width - len(grid.rows[row]))]


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
    is_time = any(WHEN.fullmatch(text) for text in heads) and all(map(_is_when, cells))
    return bool(cells) and (is_time or days == len(cells) or 2 * numbers <= len(cells))


def _is_when(text: str) -> bool:
    return period_of(text) is not None or bool(re.match(r"\d{4}-\d\d-\d\d", text))


def _second_table(
    table: Laid, spare: list[int], is_area: Callable[[str], bool]
) -> Iterator[Problem]:
    """Another table below or beside the first, which would be read as part of it."""
    grid, columns = table.grid, sorted(table.values)
    named = {n: bare(text).casefold() for n, text in table.labels.items() if text}
    for row in table.rows[1:-1]:
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
