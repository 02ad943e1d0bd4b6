"""Can a withheld number be worked out from what is published around it?

Every published relation becomes a linear constraint on the withheld cells: totals of categories,
areas and months, and printed changes, percentages, shares and rates. Linear programming then gives
the lowest and the highest value that each cell can still have. Blanks that a source does not
explain count as nought here, as somebody who tries would count them. Each withheld cell's mark
announces a range (``announced`` in dataset.yml); one that can be narrowed further is a Problem. A
mark without a highest number, as of what is withheld only to protect another, must leave a choice.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

import pandas as pd
from scipy.optimize import linprog

from generator.holdings import Holdings
from generator.relations import Announced, Cell, Relation, relations_of

EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A withheld cell and the whole numbers that it can still be; ``highest`` None for no end."""

    cell: Cell
    file: str
    row: int
    announced: Announced
    lowest: int
    highest: int | None

    @property
    def is_narrower(self) -> bool:
        """Does what is published say more than the mark does?"""
        low, high = self.announced
        if high is None:
            return self.lowest == self.highest
        return self.lowest > low or (self.highest is not None and self.highest < high)


def narrowed(holdings: Holdings) -> list[Narrowed]:
    """Every withheld count, with the range that what is published leaves it."""
    rows = _sound(holdings)
    is_count = [
        holdings.datasets[d].measures[m].kind == "count"
        for d, m in zip(rows["dataset"], rows["measure"], strict=True)
    ]
    withheld_rows = rows[rows["status"].str.contains("c") & pd.Series(is_count, rows.index)]
    if withheld_rows.empty:
        return []
    places = {_cell(row): row for row in withheld_rows.to_dict("records")}
    withheld = {cell: _announced(holdings, row) for cell, row in places.items()}
    relations = relations_of(holdings, _published(rows), withheld, _digits(rows))
    found = []
    for cells, group in relations.groups:
        for cell, (low, high) in _ranges(cells, group, withheld).items():
            row = places[cell]
            found.append(Narrowed(cell, row["file"], int(row["row"]), withheld[cell], low, high))
    return found


def _digits(rows: pd.DataFrame) -> dict[Cell, int]:
    return {
        _cell(row): len(str(row["printed"]).partition(".")[2]) for row in rows.to_dict("records")
    }


def _sound(holdings: Holdings) -> pd.DataFrame:
    """The observations whose words are all known; others have a Problem of their own."""
    rows = holdings.observations
    areas = {area.code for area in holdings.areas}
    known = {(n, m) for n, d in holdings.datasets.items() for m in d.measures}
    kinds = {(n, c) for n, d in holdings.datasets.items() for c in d.categories}
    is_sound = [
        area in areas and bool(period) and (name, measure) in known and (name, category) in kinds
        for name, area, period, measure, category in zip(
            *(rows[n] for n in ("dataset", "area", "period", "measure", "category")), strict=True
        )
    ]
    return rows[is_sound]


def _cell(row: dict[Hashable, Any]) -> Cell:
    return tuple(str(row[name]) for name in ("dataset", "area", "period", "measure", "category"))  # type: ignore[return-value]


def _announced(holdings: Holdings, row: dict[Hashable, Any]) -> Announced:
    """What its mark says of a withheld number; nothing but that it is no less than nought."""
    announced = holdings.datasets[str(row["dataset"])].announced
    for note in str(row["note"]).split():
        if note in announced:
            return announced[note]
    return (0, None)


def _published(rows: pd.DataFrame) -> dict[Cell, float]:
    """Every published number; a blank that is not withheld counts as nought."""
    shown = rows[~rows["status"].str.contains("c")]
    return {
        _cell(row): 0.0 if pd.isna(row["value"]) else float(row["value"])
        for row in shown.to_dict("records")
    }


def _ranges(
    cells: list[Cell],
    relations: list[Relation],
    withheld: dict[Cell, Announced],
) -> dict[Cell, Announced]:
    """The whole numbers that each cell of one group can still have."""
    if not relations:
        return {cell: withheld[cell] for cell in cells}
    order = {cell: place for place, cell in enumerate(cells)}
    rows, limits = _inequalities(relations, order)
    bounds = [withheld[cell] for cell in cells]
    found = {}
    for cell, place in order.items():
        ends = []
        for sign in (1, -1):
            goal = [0.0] * len(cells)
            goal[place] = sign
            solved = linprog(goal, A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
            ends.append(None if solved.fun is None else sign * solved.fun)
        low, high = ends
        # Where the source contradicts itself, nothing follows from it and nothing is narrowed.
        found[cell] = (
            withheld[cell][0] if low is None else ceil(low - EDGE),
            withheld[cell][1] if high is None else floor(high + EDGE),
        )
    return found


def _inequalities(
    relations: Iterable[Relation], order: dict[Cell, int]
) -> tuple[list[list[float]], list[float]]:
    rows, limits = [], []
    for weights, low, high in relations:
        row = [0.0] * len(order)
        for cell, weight in weights.items():
            row[order[cell]] = weight
        if high < inf:
            rows.append(row)
            limits.append(high)
        if low > -inf:
            rows.append([-x for x in row])
            limits.append(-low)
    return rows, limits
