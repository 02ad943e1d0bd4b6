"""Numbers that are printed of counts: percentages, rates and changes, with their rounding.

What a percentage is a part of (``of:``) and what is counted (``counts:``) are declared. Where they
are not, what could be meant is held against the numbers that are published, as who tries would do;
that is a guess, and gives way where it cannot be true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.datasets import Dataset, Measure
from generator.disclosure.counted import Cell, Counted, Series
from generator.disclosure.system import Relation, Weights, plus, times
from generator.holdings import Holdings
from generator.periods import Period

EDGE = 1e-6
PER = re.compile(r"\b(?:per|for every|in every|for each)\s+([\d,]+)")


class Counts(NamedTuple):
    """The count that a printed number is worked out from."""

    dataset: str
    measure: str


def add_comparisons(counted: Counted, cells: list[Cell], people: People) -> None:
    """Relate every printed percentage, rate and change to the counts that it is worked out from."""
    printed: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        printed.setdefault((cell.dataset, cell.measure), []).append(cell)
    for (name, key), mine in printed.items():
        measure = counted.holdings.datasets[name].measures[key]
        for counts in counts_of(counted.holdings, name, key):
            if measure.kind == "percent":
                _percentages(counted, mine, counts)
            elif measure.kind == "rate":
                _rates(counted, mine, counts, people)
            elif measure.kind == "change":
                _changes(counted, mine, counts)
        if measure.kind == "percent":
            _shares(counted, mine)


def counts_of(holdings: Holdings, name: str, key: str) -> list[Counts]:
    """Which counts may a printed number be worked out from: the declared or the likely ones?"""
    dataset = holdings.datasets[name]
    measure = dataset.measures[key]
    if measure.counts:
        first, _, second = measure.counts.rpartition("/")
        return [Counts(first or name, second)]
    own = [Counts(name, m) for m, other in dataset.measures.items() if other.kind == "count"]
    if own or measure.kind != "rate":
        return own
    noun = re.split(r" (?:per|for|in) ", measure.unit[1])[0]
    return [
        Counts(n, m)
        for n, other in holdings.datasets.items()
        for m, counted in other.measures.items()
        if counted.kind == "count" and counted.unit[1] == noun
    ]


def _relate(
    counted: Counted, cell: Cell, of: Weights, base: Weights, *, is_guess: bool, more: float = 0.0
) -> None:
    """Say that a printed percentage is so many hundredths of a base, ``more`` added to it."""
    about = Relation({}, 0.0, 0.0, cell, is_guess)
    if cell in counted.published:
        low, high = counted.published[cell]
        counted.system.part(of, base, low + more, high + more, about)
    elif cell in counted.withheld:
        whole = _exactly(counted, base)
        if whole:
            unit = counted.withheld[cell].unit
            number = times(counted.number(cell), -1.0)
            hundredths = times(of, 100.0 / whole)
            counted.system.relate(
                plus(hundredths, number), more - unit / 2, more + unit / 2, cell, is_guess=is_guess
            )


def _exactly(counted: Counted, weights: Weights) -> float | None:
    """What a sum is, where every unknown in it is known."""
    system = counted.system
    if not system.is_settled(weights):
        return None
    return sum(weight * system.low[place] for place, weight in weights.items())


def _is_held(counted: Counted, cell: Cell) -> bool:
    return Series(cell.dataset, cell.area, cell.measure, cell.category) in counted.series


def _percentages(counted: Counted, cells: list[Cell], counts: Counts) -> None:
    dataset = counted.holdings.datasets[cells[0].dataset]
    measure = dataset.measures[cells[0].measure]
    there = [
        (cell, cell._replace(dataset=counts.dataset, measure=counts.measure))
        for cell in cells
        if cell.category != measure.of
    ]
    there = [(cell, subject) for cell, subject in there if _is_held(counted, subject)]
    choices = _bases(dataset, measure)
    fits = {choice: _fit(counted, dataset, there, choice) for choice in choices}
    sound = [c for c in choices if not fits[c][1] or fits[c][0] > fits[c][1]]
    proven = [c for c in sound if fits[c][0]]
    for cell, subject in there:
        possible = [b for c in sound if (b := _base(dataset, cell.category, c)) is not None]
        likely = [b for c in proven if (b := _base(dataset, cell.category, c)) is not None]
        for base in dict.fromkeys(likely or possible[:1]):
            whole = _whole(counted, subject, base)
            _relate(counted, cell, counted.number(subject), whole, is_guess=not measure.of)


def _whole(counted: Counted, subject: Cell, base: str) -> Weights:
    """What the percentages of a place and time are parts of, also where no category says it."""
    if base:
        return counted.number(subject._replace(category=base))
    return {counted.system.unknown(("whole", subject._replace(category=""))): 1.0}


def _bases(dataset: Dataset, measure: Measure) -> list[str]:
    if measure.of:
        return [measure.of]
    return [*(["all"] if "all" in dataset.categories else []), "parent", "whole"]


def _base(dataset: Dataset, category: str, choice: str) -> str | None:
    """The category that a percentage is a part of; blank for a whole that no category names."""
    if choice == "parent":
        return dataset.categories[category].within or None
    base = "" if choice == "whole" else choice
    return base if base != category else None


def _fit(
    counted: Counted, dataset: Dataset, there: list[tuple[Cell, Cell]], choice: str
) -> tuple[int, int]:
    """How many published percentages agree with published counts, and how many do not."""
    agree = disagree = 0
    for cell, subject in there:
        base = _base(dataset, cell.category, choice)
        ends = counted.published.get(subject._replace(category=base or ""))
        mine, printed = counted.published.get(subject), counted.published.get(cell)
        if not ends or not mine or not printed or ends[0] <= 0:
            continue
        meets = 100 * mine[0] / ends[1] <= printed[1] and 100 * mine[1] / ends[0] >= printed[0]
        agree, disagree = agree + meets, disagree + (not meets)
    return agree, disagree


def _shares(counted: Counted, cells: list[Cell]) -> None:
    """Percentages of all the parts of a whole make a hundred, or the percentage of their parent."""
    dataset = counted.holdings.datasets[cells[0].dataset]
    measure = dataset.measures[cells[0].measure]
    there = set(cells)
    places = sorted({cell._replace(category="") for cell in cells})
    top = [name for name, c in dataset.categories.items() if not c.within and name != measure.of]
    families = [(name, dataset.parts(name)) for name in dataset.categories]
    for parent, parts in [*([("", top)] if len(top) > 1 else []), *families]:
        is_top = parent in ("", "all", measure.of)
        for of_parent in (False,) if is_top else (True, False):
            sums = [_Shares(counted, place, parent, parts, of_parent) for place in places]
            sums = [one for one in sums if parts and one.whole and one.is_there(there)]
            tested = [one for one in sums if one.is_published]
            is_likely = bool(tested) and all(one.is_possible for one in tested)
            if is_likely or (dataset.adds_up and not tested and (is_top or of_parent)):
                for one in sums:
                    one.add(is_guess=not (dataset.adds_up and is_top))
                break


@dataclass
class _Shares:
    """The percentages of one parent's parts at one place and time; they make a hundred, or what is
    printed of the parent."""

    counted: Counted
    place: Cell
    parent: str
    parts: list[str]
    of_parent: bool

    @property
    def cells(self) -> list[Cell]:
        """One for each part."""
        return [self.place._replace(category=part) for part in self.parts]

    @property
    def whole(self) -> tuple[float, float] | None:
        """What they make together."""
        cell = self.place._replace(category=self.parent)
        return self.counted.published.get(cell) if self.of_parent else (100.0, 100.0)

    def is_there(self, there: set[Cell]) -> bool:
        """Is every part printed, withheld or left blank?"""
        return all(cell in there for cell in self.cells)

    @property
    def is_published(self) -> bool:
        """Is every part printed?"""
        return all(cell in self.counted.published for cell in self.cells)

    @property
    def is_possible(self) -> bool:
        """Do the printed parts make the whole, as far as their rounding lets one see?"""
        ends = [self.counted.published[cell] for cell in self.cells]
        low, high = self.whole or (0.0, 0.0)
        return sum(e[0] for e in ends) <= high + EDGE and sum(e[1] for e in ends) >= low - EDGE

    def add(self, *, is_guess: bool) -> None:
        """Say that they make the whole."""
        system, shares = self.counted.system, dict[int, float]()
        for cell in self.cells:
            share = system.unknown(("share", cell), 0.0, 100.0, is_whole=False)
            shares[share] = 1.0
            if cell in self.counted.published:
                system.bound(share, *self.counted.published[cell])
            elif cell in self.counted.withheld:
                half = self.counted.withheld[cell].unit / 2
                system.relate(plus(self.counted.number(cell), {share: -1.0}), -half, half, cell)
            else:
                system.relate({share: 1.0}, 0.0, 0.0, cell, is_guess=True)
        system.relate(shares, *(self.whole or (0.0, 100.0)), self.place, is_guess=is_guess)


def _changes(counted: Counted, cells: list[Cell], counts: Counts) -> None:
    """A printed change is the count less that of the earlier period, or so many percent more."""
    measure = counted.holdings.datasets[cells[0].dataset].measures[cells[0].measure]
    is_declared = bool(measure.counts)
    for cell in cells:
        now = cell._replace(dataset=counts.dataset, measure=counts.measure)
        if not _is_held(counted, now):
            continue
        mine = counted.number(now)
        earlier = counted.number(now._replace(period=Period.parse(measure.since).iso))
        if "%" in "".join(measure.unit):
            _relate(counted, cell, mine, earlier, is_guess=not is_declared, more=100.0)
            continue
        gap = plus(mine, times(earlier, -1.0))
        if cell in counted.published:
            counted.system.relate(gap, *counted.published[cell], cell, is_guess=not is_declared)
        elif cell in counted.withheld:
            gap = plus(gap, times(counted.number(cell), -1.0))
            half = counted.withheld[cell].unit / 2 if counted.withheld[cell].unit < 1 else 0.0
            counted.system.relate(gap, -half, half, cell, is_guess=not is_declared)


class People:
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


def _rates(counted: Counted, cells: list[Cell], counts: Counts, people: People) -> None:
    """A printed rate times the people it is set against is the count."""
    unit = counted.holdings.datasets[cells[0].dataset].measures[cells[0].measure].unit
    found = PER.search(" ".join(unit))
    per = float(found[1].replace(",", "")) if found else 1000.0
    for cell, subject, population in _populated(counted, cells, counts, people):
        number = counted.number(subject)
        if cell in counted.published:
            low, high = (end * population / per for end in counted.published[cell])
            counted.system.relate(number, low, high, cell, is_guess=True)
        elif cell in counted.withheld:
            half = counted.withheld[cell].unit / 2
            gap = plus(times(number, per / population), times(counted.number(cell), -1.0))
            counted.system.relate(gap, -half, half, cell, is_guess=True)


def _populated(
    counted: Counted, cells: list[Cell], counts: Counts, people: People
) -> Iterator[tuple[Cell, Cell, float]]:
    for cell in cells:
        subject = cell._replace(dataset=counts.dataset, measure=counts.measure)
        population = people.of(cell.area, Period.parse(cell.period))
        if population and subject in counted:
            yield cell, subject, population
