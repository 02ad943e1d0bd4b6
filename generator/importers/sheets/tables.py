"""A table as it stands on a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.importers.grids import Grid
from generator.importers.sheets.spelt_periods import names_time, period_of

MOST_OF_A_YEAR = 9
# What a source sets behind a word to lead to a note.
FOOTNOTE = re.compile(r"\s*(\[(note )?\d+\]|\(note \d+\)|[*†‡¹²³⁴⁵]+)$", re.I)
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

    @property
    def headings(self) -> set[str]:
        """Every heading above a column of numbers, without the marks that lead to notes."""
        return {bare(text) for stacked in self.values.values() for text in stacked}

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


def is_when(text: str) -> bool:
    """Is this a year, another period or a day?"""
    is_day = bool(re.match(r"\d{4}-\d\d-\d\d", text))
    return is_day or bool(YEAR.fullmatch(text)) or period_of(text) is not None


def is_merged(grid: Grid, row: int) -> bool:
    """Are cells of this row merged, so that each heading covers what it covers and no more?"""
    return any(first <= row <= last and end > start for (first, start), (last, end) in grid.merges)


def padded(grid: Grid, row: int, width: int) -> list[str]:
    """The cells of a row, with blanks up to a width."""
    return [*grid.rows[row], *[""] * (width - len(grid.rows[row]))]
