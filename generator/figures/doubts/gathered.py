"""What calls for judgement: things that may be right, and are more often a slip.

Each rule is a function of the holdings that yields Doubts. Those with cells are about numbers:
until somebody has mended or accepted them, nothing is worked out from these cells
(``sums.completed`` is the one place where they are set aside).
"""

from __future__ import annotations

from functools import lru_cache

from generator.figures.doubts import (
    jumps,
    lapses,
    mistaken,
    months,
    odd_ones,
    residents,
    sizes,
    spans,
    totals,
)
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms.accepted import Accepted
from generator.terms.cells import Cell, cells_in
from generator.terms.periods import Period

__all__ = ["Doubt", "every", "in_question", "standing", "unused"]

RULES = (
    *jumps.RULES,
    *odd_ones.RULES,
    *sizes.RULES,
    *spans.RULES,
    *months.RULES,
    *totals.RULES,
    *residents.RULES,
    *lapses.RULES,
    *mistaken.RULES,
)


# Checks, figures and pages ask the same of the same holdings.
@lru_cache(maxsize=1)
def every(holdings: Holdings) -> tuple[Doubt, ...]:
    """Which doubts are there, accepted or not? A number is doubted once, by the first rule."""
    found: list[Doubt] = []
    told: set[Cell] = set()
    for rule in RULES if holdings.datasets else ():
        for doubt in rule(holdings):
            if not doubt.cells or doubt.cells[0] not in told:
                found.append(doubt)
                told.update(doubt.cells)
    return tuple(found)


def standing(holdings: Holdings) -> list[Doubt]:
    """Which doubts stand open: those that no line of data/accepted.csv covers?"""
    accepted = holdings.accepted
    return [d for d in every(holdings) if not any(map(d.is_covered_by, accepted))]


def unused(holdings: Holdings) -> list[Accepted]:
    """Which lines of data/accepted.csv match no doubt?"""
    found = every(holdings)
    return [a for a in holdings.accepted if not any(doubt.is_covered_by(a) for doubt in found)]


def in_question(holdings: Holdings) -> dict[Cell, tuple[Doubt, ...]]:
    """Which cells does an open doubt concern, and which doubts are these? A year that holds a month
    in doubt holds what may be wrong in it."""
    found: dict[Cell, tuple[Doubt, ...]] = {}
    for doubt in standing(holdings):
        for cell in doubt.cells:
            found[cell] = (*found.get(cell, ()), doubt)
    for cell, doubts in _longer(holdings, found):
        found[cell] = tuple(dict.fromkeys((*found.get(cell, ()), *doubts)))
    return found


def _longer(
    holdings: Holdings, found: dict[Cell, tuple[Doubt, ...]]
) -> list[tuple[Cell, tuple[Doubt, ...]]]:
    """The counts of longer spans of the same place and kind that hold a month in doubt."""
    months: dict[Cell, list[Cell]] = {}
    for cell in found:
        kind = holdings.datasets[cell.dataset].measures[cell.measure].kind
        if kind == "count" and Period.parse(cell.period).months == 1:
            months.setdefault(cell.at(period=""), []).append(cell)
    if not months:
        return []
    rows = holdings.observations
    rows = rows[rows["dataset"].isin({cell.dataset for cell in months})]
    beside = [cell for cell in cells_in(rows) if cell.at(period="") in months]
    return [
        (cell, found[month])
        for cell in beside
        for month in months[cell.at(period="")]
        if _holds(Period.parse(cell.period), Period.parse(month.period))
    ]


def _holds(longer: Period, month: Period) -> bool:
    return longer.days > month.days and longer.overlaps(month)
