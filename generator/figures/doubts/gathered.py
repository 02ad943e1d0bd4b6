"""What calls for judgement: things that may be right, and are more often a slip.

Each rule is a function of the holdings that yields Doubts. Those with cells are about numbers:
until somebody has mended or accepted them, nothing is worked out from these cells
(``sums.completed`` is the one place where they are set aside).
"""

from __future__ import annotations

from functools import lru_cache

from generator.figures.doubts import jumps, lapses, mistaken, months, odd_ones, sizes, spans, totals
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms.accepted import Accepted
from generator.terms.cells import Cell

__all__ = ["Doubt", "every", "in_question", "standing", "unused"]

RULES = (
    *jumps.RULES,
    *odd_ones.RULES,
    *sizes.RULES,
    *spans.RULES,
    *months.RULES,
    *totals.RULES,
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
    """Which cells does an open doubt concern, and which doubts are these?"""
    found: dict[Cell, tuple[Doubt, ...]] = {}
    for doubt in standing(holdings):
        for cell in doubt.cells:
            found[cell] = (*found.get(cell, ()), doubt)
    return found
