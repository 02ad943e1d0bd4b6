"""Rates for so many people: times the people they are set against, they are the counts.

How many people a source took is known where indicators have a population; where its other rates
show that it took another, that is an unknown which these other rates say.
"""

from __future__ import annotations

import re
from math import inf

from generator.disclosure.counted import Counted, Counts
from generator.disclosure.system import Sum, plus, times
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell
from generator.terms.periods import Period

PER = re.compile(r"\b(?:per|for every|in every|for each)\s+([\d,]+)")
USUAL = 1000.0


class Residents:
    """How many people lived in an area, as indicators are set against them."""

    def __init__(self, holdings: Holdings) -> None:
        wanted = {
            (one.denominator.dataset, one.denominator.measure, one.denominator.category or "all")
            for _, one in holdings.indicators.values()
            if one.denominator and one.denominator.dataset
        }
        # Where nothing published is set against people, who tries takes what residents there are.
        wanted = wanted or {
            (name, measure, "all")
            for name, dataset in holdings.datasets.items()
            for measure in dataset.measures
            if measure == "residents"
        }
        rows = holdings.observations
        rows = rows[rows["value"].notna() & rows["dataset"].isin({name for name, _, _ in wanted})]
        self.points: dict[str, list[tuple[Period, float]]] = {}
        columns = (
            rows[name] for name in ("dataset", "measure", "category", "area", "period", "value")
        )
        for dataset, measure, category, area, iso, value in zip(*columns, strict=True):
            if (dataset, measure, category) in wanted:
                self.points.setdefault(area, []).append((Period.parse(iso), float(value)))
        for known in self.points.values():
            known.sort(key=lambda point: point[0].last)

    def of(self, area: str, period: Period) -> float | None:
        """The latest number on or before the end of a period."""
        before = [n for point, n in self.points.get(area, []) if point.last <= period.last]
        return before[-1] if before else None


def add_rates(
    counted: Counted, cells: list[Cell], people: Residents, counts: Counts, *, is_guess: bool
) -> None:
    """Relate printed rates to the counts that they are of."""
    unit = counted.holdings.datasets[cells[0].dataset].measures[cells[0].measure].unit
    found = PER.search(" ".join(unit))
    per = float(found[1].replace(",", "")) if found else USUAL
    pairs = [(cell, cell.at(dataset=counts.dataset, measure=counts.measure)) for cell in cells]
    pairs = [(cell, subject) for cell, subject in pairs if subject in counted]
    fits = [_fits(counted, *pair, people, per) for pair in pairs]
    # Rates that do not follow from the population we know were made with another.
    is_known = fits.count(False) <= fits.count(True)
    for cell, subject in pairs:
        number = times(counted.number(subject), per)
        known = people.of(cell.area, Period.parse(cell.period)) if is_known else None
        if cell in counted.published:
            base = population(counted, cell, known)
            say_rate(counted, cell, number, base, counted.published[cell], is_guess=is_guess)
        elif cell in counted.withheld and known:
            half = counted.withheld[cell].unit / 2
            gap = plus(times(number, 1.0 / known), times(counted.number(cell), -1.0))
            counted.system.relate(gap, -half, half, cell, is_guess=True)


def population(counted: Counted, cell: Cell, known: float | None) -> Sum:
    """The people that the rates of a dataset, area and period are set against."""
    key = ("people", cell.dataset, cell.area, cell.period)
    is_new = key not in counted.system.places
    place = counted.system.unknown(key, 1.0, is_whole=False)
    if is_new and known:
        counted.system.relate({place: 1.0}, known, known, cell, is_guess=True)
    return {place: 1.0}


def say_rate(
    counted: Counted,
    cell: Cell,
    number: Sum,
    base: Sum,
    ends: tuple[float, float],
    *,
    is_guess: bool,
) -> None:
    """Say between which two rates a count lies."""
    for rate, (low, high) in zip(ends, ((0.0, inf), (-inf, 0.0)), strict=True):
        gap = plus(number, times(base, -rate))
        counted.system.relate(gap, low, high, cell, is_guess=is_guess)


def _fits(
    counted: Counted, cell: Cell, subject: Cell, people: Residents, per: float
) -> bool | None:
    """Does a published rate follow from its count and the population we know?"""
    known = people.of(cell.area, Period.parse(cell.period))
    count, rate = counted.published.get(subject), counted.published.get(cell)
    if not known or not count or not rate:
        return None
    return count[0] * per / known <= rate[1] and count[1] * per / known >= rate[0]
