"""What a table of figures is, and how its rows, of which there are many, are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.terms.datasets import STATUSES

NO_FIGURE = "no figure"
# How a column begins that says between which numbers a figure lies, and what that is.
RANGE, RANGE_IS = "Range", "Range: what chance alone could give."
# A letter beside a figure, as in "1,204 [p]".
LETTER = re.compile(r"\[([a-z])\]")


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell; ``key`` says which figure it is, where it is one, ``shown`` which
    figure a chart's text is made of, and ``is_reason`` that it says why there is no number."""

    text: str
    key: str = ""
    is_number: bool = True
    shown: str = ""
    is_reason: bool = False

    @property
    def is_of_numbers(self) -> bool:
        """Does it stand in a column of numbers?"""
        return self.is_number or self.is_reason or bool(self.key)

    @property
    def is_range(self) -> bool:
        """Are its words a range, in a column of ranges, and not why there is none?"""
        return not self.is_reason and any(map(str.isdigit, self.text))

    def as_reason(self) -> TableCell:
        """The words of a cell without a number, in another column of its row."""
        return reason(NO_FIGURE if self.is_number else self.text)

    def written(self, mark: Callable[[str], Markup]) -> str:
        """The cell as HTML, with the marks beside its figure."""
        kind = "num" if self.is_number else "absent" if self.is_of_numbers else ""
        look = f' class="{kind}"' if kind else ""
        key = f' data-key="{escape(self.key)}"' if self.key else ""
        return f"<td{look}{key}>{escape(self.text)}{mark(self.key or self.shown)}</td>"


def reason(text: str = NO_FIGURE) -> TableCell:
    """The words that stand where there is no number: no cell is empty."""
    return TableCell(text, is_number=False, is_reason=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the headings, and rows whose first cell is their heading; ``notes`` are those that
    a number stands for in it, ``words`` say what words in its cells mean."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    notes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What the letters beside its figures mean."""
        texts = [cell.text for row in self.rows for cell in row if "[" in cell.text]
        letters = sorted({letter for text in texts for letter in LETTER.findall(text)})
        return [(letter, STATUSES[letter]) for letter in letters if letter in STATUSES]

    @property
    def range_is(self) -> str:
        """What its ranges are; blank where it has none."""
        places = [place for place, name in enumerate(self.columns) if name.startswith(RANGE)]
        has_any = any(row[place].is_range for row in self.rows for place in places)
        return RANGE_IS if has_any else ""

    def body(self, mark: Callable[[str], Markup]) -> Markup:
        """The rows as HTML, each on a line."""
        return Markup("\n").join(
            Markup(
                f'<tr><th scope="row">{escape(first.text)}</th>'
                f"{''.join(cell.written(mark) for cell in cells)}</tr>"
            )
            for first, *cells in self.rows
        )
