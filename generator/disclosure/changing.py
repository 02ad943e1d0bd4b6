"""Printed changes: of counts, and of rates, percentages and scores, in numbers, points or percent.

Of which measure a change is may not be declared. Then each that the published changes do not speak
against is a guess.
"""

from __future__ import annotations

from math import inf

from generator.disclosure.counted import Counted, Counts, Series
from generator.disclosure.system import Relation, Sum, plus, times
from generator.terms.cells import Cell
from generator.terms.periods import Period

EDGE = 1e-6
Limits = tuple[float, float]


def say_percentage(
    counted: Counted, cell: Cell, of: Sum, base: Sum, *, is_guess: bool, more: float = 0.0
) -> None:
    """Say that a printed percentage is so many hundredths of a base, ``more`` added to it."""
    about = Relation({}, 0.0, 0.0, cell, is_guess)
    if cell in counted.published:
        low, high = counted.published[cell]
        counted.system.part(of, base, low + more, high + more, about)
    elif cell in counted.withheld:
        whole, unit = _exactly(counted, base), counted.withheld[cell].unit
        if whole:
            number = times(counted.number(cell), -1.0)
            hundredths = times(of, 100.0 / whole)
            counted.system.relate(
                plus(hundredths, number), more - unit / 2, more + unit / 2, cell, is_guess=is_guess
            )
        elif whole is None and (ends := _quotient(_ends(counted, of), _ends(counted, base))):
            low, high = (100.0 * end - more for end in ends)
            number = counted.number(cell)
            counted.system.relate(number, low - unit / 2, high + unit / 2, cell, is_guess=is_guess)


def _exactly(counted: Counted, weights: Sum) -> float | None:
    """What a sum is, where every unknown in it is known."""
    system = counted.system
    if not system.is_settled(weights):
        return None
    return sum(weight * system.low[place] for place, weight in weights.items())


def _ends(counted: Counted, weights: Sum) -> Limits:
    """Between which numbers a sum lies, by what is known of each unknown alone."""
    low, high = counted.system.low, counted.system.high
    ends = [sorted((w * low[place], w * high[place])) for place, w in weights.items()]
    return sum(end[0] for end in ends), sum(end[1] for end in ends)


def _quotient(of: Limits, base: Limits) -> Limits | None:
    """Between which numbers one is as a part of the other; nothing where either has no end."""
    if of[0] < 0 or base[0] <= 0 or inf in (of[1], base[1]):
        return None
    return of[0] / base[1], of[1] / base[0]


def is_held(counted: Counted, cell: Cell) -> bool:
    """Is there any number of this place and category?"""
    if counted.kind(cell) != "count":
        return cell in counted
    return Series(cell.dataset, cell.area, cell.measure, cell.category) in counted.series


def rated(counted: Counted, name: str, key: str) -> list[Counts]:
    """Which rates, percentages or scores may a printed change be of?"""
    measures = counted.holdings.datasets[name].measures
    unit = " ".join(measures[key].unit)
    if measures[key].counts:
        return []
    kinds = ("percent", "score") if "point" in unit else ("rate", "percent", "score")
    hidden = {cell.measure for cell in counted.withheld if cell.dataset == name}
    found = [m for m, other in measures.items() if other.kind in kinds and {m, key} & hidden]
    return [Counts(name, m) for m in found]


def add_changes(counted: Counted, cells: list[Cell], counts: Counts, *, is_guess: bool) -> None:
    """A printed change is the number less that of the earlier period, or so many percent more."""
    measure = counted.holdings.datasets[cells[0].dataset].measures[cells[0].measure]
    since, is_percent = Period.parse(measure.since).iso, "%" in "".join(measure.unit)
    pairs = [(c, c.at(dataset=counts.dataset, measure=counts.measure)) for c in cells]
    pairs = [(cell, now) for cell, now in pairs if is_held(counted, now)]
    fits = [_fits(counted, *pair, since, is_percent=is_percent) for pair in pairs]
    if is_guess and fits.count(False) and fits.count(False) >= fits.count(True):
        return
    for cell, now in pairs:
        mine, earlier = counted.exact(now), counted.exact(now.at(period=since))
        if is_percent:
            say_percentage(counted, cell, mine, earlier, is_guess=is_guess, more=100.0)
            continue
        gap = plus(mine, times(earlier, -1.0))
        if cell in counted.published:
            counted.system.relate(gap, *counted.published[cell], cell, is_guess=is_guess)
        elif cell in counted.withheld:
            gap = plus(gap, times(counted.number(cell), -1.0))
            half = counted.withheld[cell].unit / 2 if counted.withheld[cell].unit < 1 else 0.0
            counted.system.relate(gap, -half, half, cell, is_guess=is_guess)


def _fits(counted: Counted, cell: Cell, now: Cell, since: str, *, is_percent: bool) -> bool | None:
    """Does a published change follow from the two numbers, as far as rounding lets one see?"""
    cells = (cell, now, now.at(period=since))
    told, mine, earlier = (counted.published.get(one) for one in cells)
    if not told or not mine or not earlier:
        return None
    made: Limits | None = mine[0] - earlier[1], mine[1] - earlier[0]
    if is_percent:
        parts = _quotient(mine, earlier)
        made = (100 * parts[0] - 100, 100 * parts[1] - 100) if parts else None
    return None if made is None else made[0] <= told[1] + EDGE and made[1] >= told[0] - EDGE
