"""What a table of figures is, and how its rows, of which there are many, are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.terms.datasets import STATUSES

NO_FIGURE = "no figure"


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands in a cell; ``key`` says which figure it is, where it is one, and ``shown``
    which figure a chart's text is made of."""

    text: str
    key: str = ""
    is_number: bool = True
    shown: str = ""

    def written(self, mark: Callable[[str], Markup]) -> str:
        """The cell as HTML, with the marks beside its figure."""
        kind = "num" if self.is_number else "absent" if self.key or self.text == NO_FIGURE else ""
        look = f' class="{kind}"' if kind else ""
        key = f' data-key="{escape(self.key)}"' if self.key else ""
        return f"<td{look}{key}>{escape(self.text)}{mark(self.key or self.shown)}</td>"


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the headings, and rows whose first cell is their heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    notes: tuple[str, ...] = ()
    statuses: str = ""

    @property
    def legend(self) -> list[tuple[str, str]]:
        """What the letters beside its figures mean."""
        return [(letter, STATUSES[letter]) for letter in self.statuses if letter in STATUSES]

    def body(self, mark: Callable[[str], Markup]) -> Markup:
        """The rows as HTML, each on a line."""
        return Markup("\n").join(
            Markup(
                f'<tr><th scope="row">{escape(first.text)}</th>'
                f"{''.join(cell.written(mark) for cell in cells)}</tr>"
            )
            for first, *cells in self.rows
        )
