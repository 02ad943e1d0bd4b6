"""Where one number of a dataset stands: the five parts that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from generator.problems import Place


class Cell(NamedTuple):
    """The place of one number: the parts are an id, a code, a period in ISO form, and two ids."""

    dataset: str
    area: str
    period: str
    measure: str
    category: str

    def at(self, **parts: str) -> Cell:
        """The cell beside it that has these parts.

        >>> Cell("crime", "X1", "P12M/2017-03", "offences", "all").at(area="X2").area
        'X2'
        """
        return self._replace(**parts)

    def differs_in(self, other: Cell) -> tuple[str, ...]:
        """In which parts do two cells differ?

        >>> here = Cell("crime", "X1", "P12M/2017-03", "offences", "all")
        >>> here.differs_in(here.at(area="X2", category="theft"))
        ('area', 'category')
        """
        pairs = zip(self._fields, self, other, strict=True)
        return tuple(name for name, mine, theirs in pairs if mine != theirs)


PARTS = Cell._fields


def cell_of(row: Mapping[Any, Any]) -> Cell:
    """Where does a row with columns of these names stand?"""
    return Cell(*(row[part] for part in PARTS))


def place_of(row: Mapping[Any, Any] | pd.Series, column: str = "value") -> Place:
    """Where was a row with columns ``file`` and ``row`` typed: in which cell of its file?"""
    return Place(str(row["file"]), int(row["row"]), column)


def cells_in(rows: pd.DataFrame) -> Iterator[Cell]:
    """Where does each row of a frame with columns of these names stand?"""
    return map(Cell._make, rows[list(PARTS)].itertuples(index=False, name=None))


def each_once(values: pd.Series, said: Callable[[Any], object]) -> pd.Series:
    """What is said of each value of a column, worked out once for equal ones."""
    return values.map({value: said(value) for value in values.unique()})


def having(values: pd.Series, is_meant: Callable[[str], bool]) -> pd.Series:
    """Which values of a column of text are meant? Few are different, and each is asked once.

    >>> list(having(pd.Series(["b", "", "bc", "b"]), lambda status: "b" in status))
    [True, False, True, True]
    """
    return values.isin([value for value in values.unique() if is_meant(value)])


def with_letter(statuses: pd.Series, letter: str) -> pd.Series:
    """Which of these statuses hold a letter?"""
    return having(statuses, lambda status: letter in status)
