"""Can a withheld number be worked out from what is published around it?

Every published relation becomes a linear constraint on the withheld cells: totals of categories,
areas, measures and spans of time, and printed changes, percentages, shares and rates. Integer
programming then says whether each cell can still be everything that its mark announces
(``announced`` in dataset.yml); one that can be narrowed further is a Problem. A mark without a
highest number, as of what is withheld only to protect another, must leave a choice. Numbers that
contradict each other so that no withheld number fits are a Problem too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from generator.disclosure.adding import add_sums
from generator.disclosure.claimed import add_claims, claims_in
from generator.disclosure.comparing import add_comparisons, counts_of
from generator.disclosure.counted import Counted, Withheld, allowed, announced, cells_in
from generator.disclosure.left_out import left_out, protecting
from generator.disclosure.measures import add_measures
from generator.disclosure.ranking import add_ranks
from generator.disclosure.rates import Residents
from generator.disclosure.solving import (
    Aim,
    Group,
    NoSolutionError,
    Search,
    contradicting,
    groups,
    tightened,
)
from generator.disclosure.system import System
from generator.disclosure.weighing import add_weighed
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell, place_of, with_letter
from generator.terms.datasets import Dataset

PRINTED = ("percent", "rate", "change")
# So many units of its last digit are no choice where a number is rounded, as are those around it.
ROUNDING = 4


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A withheld number and the range that is left of it, in units of its last digit; None for no
    end. Where it is no narrower than announced, the ends are those announced."""

    cell: Cell
    mark: Withheld
    lowest: int | None
    highest: int | None

    @property
    def is_narrower(self) -> bool:
        """Does what is published say more than the mark does?"""
        if not self.mark.is_tested:
            return False
        if self.mark.smallest:
            lowest, highest = self.lowest or 0, self.highest
            return lowest >= 1 and highest is not None and highest < self.mark.smallest
        if self.mark.high is None:
            if self.lowest is None or self.highest is None:
                return False
            return self.highest - self.lowest <= self.mark.room
        is_more = self.lowest is not None and self.lowest > self.mark.low
        return is_more or (self.highest is not None and self.highest < self.mark.high)


@dataclass(frozen=True, slots=True)
class Contradicted:
    """Withheld numbers that nothing fits, and the totals that contradict each other there."""

    cells: tuple[Cell, ...]
    mark: Withheld
    between: tuple[Cell, ...]


WorkedOut = tuple[list[Narrowed], list[Contradicted]]


def worked_out(holdings: Holdings, *, is_exact: bool = False) -> WorkedOut:
    """Every withheld number with what is left of it, and those that nothing fits.

    ``is_exact`` asks for the range of every one, and not only whether it is narrowed.
    """
    datasets = _related(holdings)
    if not datasets:
        return [], []
    rows, claims = holdings.observations, holdings.claims
    people = Residents(holdings)
    holdings = replace(
        holdings,
        observations=rows[rows["dataset"].isin(datasets)],
        claims=tuple(claim for claim in claims if claim.cell.dataset in datasets),
    )
    return _solved(_counted(holdings, datasets, people), is_exact=is_exact)


def narrowed(holdings: Holdings) -> list[Narrowed]:
    """Every withheld number, with the range that what is published leaves it."""
    return worked_out(holdings, is_exact=True)[0]


def _related(holdings: Holdings) -> set[str]:
    """The datasets that withhold numbers, and all that a printed number ties to one of them."""
    rows = holdings.observations
    found = {str(name) for name in rows["dataset"][with_letter(rows["status"], "c")].unique()}
    ties = {
        frozenset({name, counts.dataset})
        for name, dataset in holdings.datasets.items()
        for key, measure in dataset.measures.items()
        if measure.kind in PRINTED
        for counts in counts_of(holdings, name, key)
    }
    for claim in holdings.claims:
        ties |= {frozenset({claim.cell.dataset, other}) for other in claim.against.datasets}
    while more := {name for tie in ties if tie & found for name in tie} - found:
        found |= more
    return (found | protecting(holdings)) & set(holdings.datasets)


def _counted(holdings: Holdings, datasets: set[str], people: Residents) -> Counted:
    """The numbers of these datasets as unknowns, with all that relates them."""
    counted = Counted(holdings, System(), {}, blank=set(), withheld={}, datasets=datasets)
    counted.means = {m.group for m in holdings.areas.memberships if m.combine == "mean"}
    cells = cells_in(holdings)
    decimals = _decimals(cells)
    for cell, row in cells.items():
        dataset = holdings.datasets[cell.dataset]
        if "c" in str(row["status"]):
            digits = decimals[cell.dataset, cell.measure]
            counted.withheld[cell] = _mark(cell, cells, digits, dataset)
        elif pd.isna(row["value"]):
            counted.blank.add(cell)
        else:
            counted.published[cell] = _allowed(counted, cell, row)
    counted.absent, counted.together = left_out(holdings, cells)
    claims = claims_in(holdings)
    for claim in claims:
        for cell in claim.cells:
            if counted.kind(cell) == "count":
                counted.cut(cell)
    counted.settle()
    add_sums(counted, {claim.subject for claim in claims if claim.is_total_of_areas})
    add_measures(counted)
    add_comparisons(counted, [cell for cell in cells if counted.kind(cell) in PRINTED], people)
    add_weighed(counted, people)
    add_ranks(counted, [cell for cell in cells if counted.kind(cell) == "rank"])
    add_claims(counted, claims, people)
    return counted


def _allowed(counted: Counted, cell: Cell, row: dict[str, Any]) -> tuple[float, float]:
    """The numbers that are printed like this one; a whole mean of counts may be rounded."""
    low, high = allowed(row, counted.holdings.datasets[cell.dataset])
    is_rounded = cell.area in counted.means and low == high and counted.kind(cell) == "count"
    return (low - 0.5, high + 0.5) if is_rounded else (low, high)


def _decimals(cells: dict[Cell, dict[str, Any]]) -> dict[tuple[str, str], int]:
    """How many digits after the point each measure is printed with, at most."""
    found: dict[tuple[str, str], int] = {}
    for cell, row in cells.items():
        key = (cell.dataset, cell.measure)
        digits = len(str(row["printed"]).partition(".")[2])
        found[key] = max(found.get(key, 0), digits)
    return found


def _mark(
    cell: Cell, cells: dict[Cell, dict[str, Any]], decimals: int, dataset: Dataset
) -> Withheld:
    """What is announced of a withheld number.

    A percentage beside a withheld count with the same note is announced by the count: where the
    count is safe it is.
    """
    row = cells[cell]
    low, high = announced(row, dataset)
    kinds = {name: measure.kind for name, measure in dataset.measures.items()}
    beside = [cells.get(cell.at(measure=m)) for m, kind in kinds.items() if kind == "count"]
    notes = set(str(row["note"]).split()) & set(dataset.announced)
    is_count = kinds[cell.measure] == "count"
    is_spoken_for = not is_count and any(
        other and "c" in str(other["status"]) and notes & set(str(other["note"]).split())
        for other in beside
    )
    if is_spoken_for:
        low, high = 0, None
    size = 1 if is_count else 10**decimals
    return Withheld(
        low * size,
        None if high is None else high * size,
        1 / size,
        is_tested=not is_spoken_for,
        place=place_of(row),
        room=0 if is_count else ROUNDING,
    )


def _solved(counted: Counted, *, is_exact: bool) -> WorkedOut:
    places = {place: cell for cell, place in counted.wanted.items()}
    marks = counted.withheld | counted.absent
    ranges_left: list[Narrowed] = []
    contradicted: list[Contradicted] = []
    for group in groups(counted.system, np.array(sorted(places))):
        aims = {
            at: mark.aim
            for at, place in enumerate(group.unknowns.tolist())
            if place in places
            for mark in [marks[places[place]]]
            if mark.is_tested or is_exact
        }
        ranges = _ranges(counted.system, group, aims, is_exact=is_exact)
        cells = {at: places[int(group.unknowns[at])] for at in aims}
        if isinstance(ranges, dict):
            ranges_left += [
                Narrowed(cell, marks[cell], *(_whole(end) for end in ranges[at]))
                for at, cell in cells.items()
            ]
        elif hidden := [cell for cell in cells.values() if cell in counted.withheld]:
            first = min(hidden, key=lambda cell: marks[cell].place.order)
            contradicted.append(Contradicted(tuple(hidden), marks[first], ranges))
    # Of what is left out, only what can be worked out is of interest.
    ranges_left = [one for one in ranges_left if not one.mark.smallest or one.is_narrower]
    return ranges_left, contradicted


def _whole(end: float) -> int | None:
    return round(end) if isfinite(end) else None


def _ranges(
    system: System, group: Group, aims: dict[int, Aim], *, is_exact: bool
) -> dict[int, tuple[float, float]] | tuple[Cell, ...]:
    """What is left of each wanted unknown of a group; or the figures that contradict each other.

    Guesses that cannot be true are left out first.
    """
    if not len(group.row_low):
        return {at: (float(group.low[at]), float(group.high[at])) for at in aims}
    guesses = np.array([system.relations[row].is_guess for row in group.relations], dtype=bool)
    try:
        return Search(tightened(group), aims, is_exact=is_exact).ranges()
    except NoSolutionError:
        pass
    try:
        sound = group.without(contradicting(group, guesses))
        return Search(tightened(sound), aims, is_exact=is_exact).ranges()
    except NoSolutionError:
        pass
    try:
        rows = group.relations[contradicting(group, ~np.zeros(len(guesses), dtype=bool))]
    except NoSolutionError:
        return ()
    return tuple(dict.fromkeys(system.relations[row].of for row in rows))
