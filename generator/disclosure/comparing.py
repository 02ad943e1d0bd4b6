"""Numbers that are printed of counts: percentages, rates and changes, with their rounding.

What a percentage is a part of (``of:``) and what is counted (``counts:``) are declared. Where they
are not, what could be meant is held against the numbers that are published, as who tries would do;
that is a guess, and gives way where it cannot be true.
"""

from __future__ import annotations

import re

from generator.disclosure.bases import bases
from generator.disclosure.changing import add_changes, is_held, rated, say_percentage
from generator.disclosure.counted import Counted, Counts
from generator.disclosure.rates import Residents, add_rates
from generator.disclosure.shares import add_shares
from generator.disclosure.system import Sum
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell


def add_comparisons(counted: Counted, cells: list[Cell], people: Residents) -> None:
    """Relate every printed percentage, rate and change to the counts that it is worked out from."""
    printed: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        printed.setdefault((cell.dataset, cell.measure), []).append(cell)
    for (name, key), mine in printed.items():
        measure = counted.holdings.datasets[name].measures[key]
        likely = counts_of(counted.holdings, name, key)
        for counts in likely:
            if measure.kind == "percent":
                _percentages(counted, mine, counts, is_guess=len(likely) > 1)
            elif measure.kind == "rate":
                add_rates(counted, mine, people, counts, is_guess=len(likely) > 1)
            elif measure.kind == "change":
                add_changes(counted, mine, counts, is_guess=len(likely) > 1)
        for other in rated(counted, name, key) if measure.kind == "change" else ():
            add_changes(counted, mine, other, is_guess=True)
        if measure.kind == "percent":
            add_shares(counted, mine)


def counts_of(holdings: Holdings, name: str, key: str) -> list[Counts]:
    """Which counts may a printed number be worked out from: the declared or the likely ones?"""
    dataset = holdings.datasets[name]
    measure = dataset.measures[key]
    if measure.counts:
        first, _, second = measure.counts.rpartition("/")
        return [Counts(first or name, second)]
    own = [Counts(name, m) for m, other in dataset.measures.items() if other.kind == "count"]
    named = [c for c in own if _is_of(dataset.measures[c.measure].unit[1], measure.unit[1])]
    if own or measure.kind != "rate":
        return named if len(named) == 1 else own
    noun = re.split(r" (?:per|for|in) ", measure.unit[1])[0]
    rows = holdings.observations
    periods = rows.loc[rows["dataset"] == name, "period"]
    # A printed rate is of counts of its own time.
    of_its_time = set(rows.loc[rows["period"].isin(periods.unique()), "dataset"])
    return [
        Counts(n, m)
        for n, other in holdings.datasets.items()
        for m, counted in other.measures.items()
        if n in of_its_time and counted.kind == "count" and counted.unit[1] == noun
    ]


def _is_of(counted: str, printed: str) -> bool:
    """Does a printed change or rate speak of what is counted: hospital admissions, admissions?"""
    noun = re.split(r" (?:per|for|in) ", printed)[0]
    return counted == noun or counted.endswith(f" {noun}")


def _percentages(counted: Counted, cells: list[Cell], counts: Counts, *, is_guess: bool) -> None:
    measure = counted.holdings.datasets[cells[0].dataset].measures[cells[0].measure]
    pairs = [(c, c.at(dataset=counts.dataset, measure=counts.measure)) for c in cells]
    pairs = [(cell, subject) for cell, subject in pairs if is_held(counted, subject)]
    likely = bases(counted, measure, pairs)
    for cell, subject in pairs:
        found, is_open = likely[cell]
        for base in found:
            whole, mine = _whole(counted, base), counted.number(subject)
            say_percentage(counted, cell, mine, whole, is_guess=is_guess or is_open)


def _whole(counted: Counted, base: Cell) -> Sum:
    """What the percentages of a place and time are parts of, also where no category says it."""
    if base.category:
        return counted.number(base)
    return {counted.system.unknown(("whole", base)): 1.0}
