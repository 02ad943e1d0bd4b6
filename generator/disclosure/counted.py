"""Every count as a sum over time: the finest spans that all start and end dates make.

The numbers of one dataset and measure are cut at every date on which one of their periods begins or
ends. What was counted in each span is an unknown, and every period is the sum of its spans: so a
year and its months, two halves, 1 + 11 months, three years and each of them, and windows that drop
one month and add another are all seen at once. A point in time is a span of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from generator.audit.cells import ALLOWED
from generator.disclosure.solving import Aim
from generator.disclosure.system import Sum, System, plus
from generator.problems import Place
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell, cell_of
from generator.terms.datasets import QUALIFIERS, Dataset
from generator.terms.periods import Period
from generator.terms.printed import coarse_unit

ONE_DAY = timedelta(days=1)


class Series(NamedTuple):
    """What is counted over time: all that a cell says but its period."""

    dataset: str
    area: str
    measure: str
    category: str


class Counts(NamedTuple):
    """A measure that counts, from which a printed number is worked out."""

    dataset: str
    measure: str


class Span(NamedTuple):
    """Days without a cut in them; ``point`` names a point in time or a period not stated."""

    first: date
    last: date
    point: str


class Withheld(NamedTuple):
    """A withheld number: what its mark announces, in units of its last digit, and its place.

    Of a part left out, ``smallest`` is the smallest number that may be published, and the place
    is that of its total.
    """

    low: int
    high: int | None
    unit: float
    is_tested: bool
    place: Place
    room: int = 0
    smallest: int = 0

    @property
    def aim(self) -> Aim:
        """What has to be possible, for the number to be safe."""
        if self.smallest:
            return Aim(inf, float(self.smallest))
        high = None if self.high is None else float(self.high)
        return Aim(float(self.low), high, self.room + 0.5)


@dataclass
class Counted:
    """The numbers of some datasets as unknowns of one system."""

    holdings: Holdings
    system: System
    published: dict[Cell, tuple[float, float]]
    blank: set[Cell]
    withheld: dict[Cell, Withheld]
    datasets: set[str]
    cuts: dict[tuple[str, str], set[date]] = field(default_factory=lambda: defaultdict(set))
    points: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    series: dict[Series, list[str]] = field(default_factory=lambda: defaultdict(list))
    wanted: dict[Cell, int] = field(default_factory=dict)
    absent: dict[Cell, Withheld] = field(default_factory=dict)
    together: dict[Cell, list[Cell]] = field(default_factory=dict)
    means: set[str] = field(default_factory=set)
    _spans: dict[tuple[str, str, str], tuple[Span, ...]] = field(default_factory=dict)

    def __contains__(self, cell: object) -> bool:
        return cell in self.published or cell in self.withheld or cell in self.blank

    def kind(self, cell: Cell) -> str:
        """What kind of measure it is of."""
        return self.holdings.datasets[cell.dataset].measures[cell.measure].kind

    def family(self, dataset: str, measure: str) -> tuple[str, str]:
        """What is cut at the same dates: a measure, or the whole that it adds up to."""
        adding = self.holdings.datasets[dataset].adds_up_measures
        while whole := next((w for w, parts in adding.items() if measure in parts), ""):
            measure = whole
        return dataset, measure

    def cut(self, cell: Cell) -> None:
        """Cut a measure at both ends of a period."""
        period, family = Period.parse(cell.period), self.family(cell.dataset, cell.measure)
        if self._is_point(cell):
            self.points[family].add(cell.period)
        else:
            self.cuts[family] |= {period.first, period.last + ONE_DAY}

    def spans(self, cell: Cell) -> tuple[Span, ...]:
        """The spans that a period is made of."""
        family = self.family(cell.dataset, cell.measure)
        key = (*family, cell.period)
        if key not in self._spans:
            period = Period.parse(cell.period)
            self._spans[key] = (
                (Span(period.first, period.last, cell.period),)
                if self._is_point(cell)
                else _spans_of(period, self.cuts[family])
            )
        return self._spans[key]

    def _is_point(self, cell: Cell) -> bool:
        """Is it never a part of a longer time? So is a measure that need not add up."""
        period = Period.parse(cell.period)
        is_alone = cell.measure in self.holdings.datasets[cell.dataset].worked_out
        return is_alone or not period.is_stated or period.months == 0

    def all_spans(self, dataset: str, measure: str) -> list[Span]:
        """All spans of a measure, oldest first."""
        family = self.family(dataset, measure)
        named = [(Period.parse(iso), iso) for iso in self.points[family]]
        between = [Span(a, b - ONE_DAY, "") for a, b in pairwise(sorted(self.cuts[family]))]
        return sorted([*between, *(Span(p.first, p.last, iso) for p, iso in named)])

    def inside(self, series: Series, span: Span) -> int:
        """The unknown that is what a series counts in one span; a mean need not be whole."""
        return self.system.unknown((series, span), is_whole=series.area not in self.means)

    def number(self, cell: Cell) -> Sum:
        """A number as a weighted sum of unknowns."""
        if self.kind(cell) == "count":
            series = Series(cell.dataset, cell.area, cell.measure, cell.category)
            return {self.inside(series, span): 1.0 for span in self.spans(cell)}
        if cell in self.withheld:
            return {self.wanted[cell]: self.withheld[cell].unit}
        least = 0.0 if self.kind(cell) in ("rate", "percent") else -inf
        low, high = self.published.get(cell, (least, inf))
        return {self.system.unknown(cell, low, high, is_whole=False): 1.0}

    def exact(self, cell: Cell) -> Sum:
        """A number before it was rounded, whether it is printed, withheld or not held at all."""
        if self.kind(cell) == "count" or cell not in self.withheld:
            return self.number(cell)
        is_new = ("exact", cell) not in self.system.places
        place = self.system.unknown(("exact", cell), -inf, is_whole=False)
        if is_new:
            half = self.withheld[cell].unit / 2
            self.system.relate({**self.number(cell), place: -1.0}, -half, half, cell)
        return {place: 1.0}

    def settle(self) -> None:
        """Give every number that is held its unknowns and its bounds."""
        for cell in (*self.published, *self.blank, *self.withheld):
            if self.kind(cell) == "count":
                self.cut(cell)
                series = Series(cell.dataset, cell.area, cell.measure, cell.category)
                self.series[series].append(cell.period)
        for cell, ends in self.published.items():
            if self.kind(cell) == "count":
                self._say(cell, *ends, is_guess=False)
        for cell in self.blank:
            # A blank that a source does not explain counts as nought: so would who tries.
            if self.kind(cell) == "count":
                self._say(cell, 0.0, 0.0, is_guess=True)
        for cell, mark in (*self.withheld.items(), *self.absent.items()):
            self._want(cell, mark)

    def _say(self, cell: Cell, low: float, high: float, *, is_guess: bool) -> None:
        weights = self.number(cell)
        if len(weights) == 1 and not is_guess:
            self.system.bound(next(iter(weights)), low, high)
        else:
            self.system.relate(weights, low, high, cell, is_guess=is_guess)

    def _want(self, cell: Cell, mark: Withheld) -> None:
        high = inf if mark.high is None else float(mark.high)
        is_count = self.kind(cell) == "count"
        cells = self.together.get(cell, [cell])
        weights = plus(*(self.number(one) for one in cells)) if is_count else {}
        if len(weights) == 1:
            place = next(iter(weights))
            self.system.bound(place, mark.low, high)
        else:
            # What is not counted may be less than nought: a change.
            low = -inf if self.kind(cell) == "change" and not mark.low else float(mark.low)
            place = self.system.unknown(("withheld", cell), low, high)
        if len(weights) > 1:
            self.system.relate({**weights, place: -1.0}, 0.0, 0.0, cell)
        self.wanted[cell] = place


def _spans_of(period: Period, cuts: set[date]) -> tuple[Span, ...]:
    ends = {period.first, period.last + ONE_DAY}
    inside = sorted(ends | {day for day in cuts if period.first < day <= period.last})
    return tuple(Span(first, after - ONE_DAY, "") for first, after in pairwise(inside))


def cells_in(holdings: Holdings) -> dict[Cell, dict[str, Any]]:
    """The observations whose words are all known, by cell; others have a Problem of their own."""
    areas = {area.code for area in holdings.areas}
    found = {}
    for row in holdings.observations.to_dict("records"):
        cell, dataset = cell_of(row), holdings.datasets[row["dataset"]]
        is_known = cell.measure in dataset.measures and cell.category in dataset.categories
        if cell.area in areas and cell.period and is_known:
            found[cell] = {str(name): value for name, value in row.items()}
    return found


def allowed(row: dict[str, Any], dataset: Dataset) -> tuple[float, float]:
    """The numbers that are printed like this one, where it is rounded or stands after a word."""
    number, notes = float(row["value"]), str(row["note"]).split()
    decimals = len(str(row["printed"]).partition(".")[2])
    measure = dataset.measures[row["measure"]]
    unit = 10.0**-decimals
    coarse = max(
        (float(dataset.rounded.get(name, 0)) for name in (row["measure"], *notes)), default=0.0
    )
    if "k" in str(row["status"]):
        return 0.0, max(unit, coarse)
    if word := next((note for note in notes if note in QUALIFIERS), ""):
        size = float(coarse_unit(abs(Fraction(number)), Fraction(unit)))
        low, high = (float(end) for end in ALLOWED[word])
        return max(0.0, number + low * size), number + high * size
    if coarse:
        return number - coarse / 2, number + coarse / 2
    if measure.kind in ("count", "rank", "score") and not decimals:
        return number, number
    return number - unit / 2, number + unit / 2


def announced(row: dict[str, Any], dataset: Dataset) -> tuple[int, int | None]:
    """What its notes say of a withheld number; nothing but that it is no less than nought."""
    said = [dataset.announced[n] for n in str(row["note"]).split() if n in dataset.announced]
    highs = [high for _, high in said if high is not None]
    return max((low for low, _ in said), default=0), min(highs, default=None)
