"""One figure against another that differs in exactly one thing, and a figure's place in a list.

Facts only: which words they are told in is the narrative's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from operator import attrgetter

from generator.figures import intervals
from generator.figures.figures import Figure
from generator.reading.holdings import Holdings
from generator.terms.events import Event
from generator.terms.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure and the other one. ``difference`` and ``ratio`` are figure against other.

    ``percent`` is None where the earlier count is too small for one; ``is_clear`` is None where no
    test can be made, as between surveys that are no random sample. A comparison across a break has
    ``broken_by`` and nothing else. ``month`` is the one month that makes most of a
    change, where ``rest``, the comparison without it, shows none or another.
    """

    figure: Figure
    other: Figure
    difference: float | None = None
    ratio: float | None = None
    percent: float | None = None
    is_clear: bool | None = None
    broken_by: Event | None = None
    cautions: tuple[Event, ...] = ()
    month: Figure | None = None
    rest: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among areas, from both ends; ``missing`` had no number, and ``uncounted`` none that
    can be ranked, ``rough`` of these as it is rounded in words; ``doubted`` rest on one in doubt.
    """

    from_lowest: int
    from_highest: int
    of: int
    tied: int
    missing: int
    uncounted: int = 0
    doubted: int = 0
    rough: int = 0

    @property
    def is_middle(self) -> bool:
        """Is it as far from the one end as from the other, alone or with some, not with all?"""
        is_between = self.from_lowest == self.from_highest and self.tied < self.of
        return is_between and not self.uncounted

    def counted(self, end: str = "") -> tuple[int, str]:
        """The place, and the end that it is counted from: the one asked for, or else the nearer.

        Where some had too little to be ranked nobody is told to be low, for those may be lower.
        """
        nearer = "lowest" if self.from_lowest <= self.from_highest else "highest"
        if (end or nearer) == "lowest" and not self.uncounted:
            return self.from_lowest, "lowest"
        return self.from_highest, "highest"


def events_between(holdings: Holdings, earlier: Figure, later: Figure) -> list[Event]:
    """Which breaks and cautions bear on a change from one figure to the other?"""
    if later.area not in holdings.areas:
        return []
    area = holdings.areas[later.area]
    family = {area.code, *(above.code for above in holdings.areas.family(area))}
    return [
        event
        for event in holdings.events
        if event.lies_between(earlier.period, later.period)
        and (not event.areas or family & set(event.areas))
        and (not event.datasets or later.dataset in event.datasets)
        and (not event.categories or later.category in event.categories)
    ]


def is_comparable(figure: Figure, other: Figure) -> bool:
    """May the two be compared at all: numbers there, reliable, exact, equal spans of time?"""
    return not hindrance(figure, other)


def hindrance(figure: Figure, other: Figure) -> str:
    """What keeps the two from being compared, in a word: absent, forecast (one of the two),
    unreliable, inexact or unequal (of other spans of time). Blank where nothing does."""
    if figure.is_absent or other.is_absent:
        return "absent"
    if figure.is_forecast != other.is_forecast:
        return "forecast"
    if figure.is_unreliable or other.is_unreliable:
        return "unreliable"
    # "Over 19,000" has no difference that could be told.
    if figure.is_rough or other.is_rough:
        return "inexact"
    is_equal = figure.period == other.period or figure.period.comparable(other.period)
    return "" if is_equal else "unequal"


def over_time(
    holdings: Holdings, indicator: Indicator, later: Figure, earlier: Figure
) -> Comparison | None:
    """How does a figure compare with an earlier one of the same place? None if it may not be.

    Counts and rates are compared by their counts; the test is the interval of the ratio of two
    Poisson counts, exp(1.96 sqrt(1/new + 1/old)), and where one span is a day longer (February),
    that of so many a day too. Percentages with a base are compared by the
    interval of their ratio, others by the interval of their difference where they have one.
    """
    if not is_comparable(later, earlier) or later.period == earlier.period:
        return None
    events = events_between(holdings, earlier, later)
    breaks = [event for event in events if event.kind == "break"]
    if breaks or "b" in later.status:
        return Comparison(
            later,
            earlier,
            broken_by=breaks[0] if breaks else None,
            is_clear=None if breaks else False,
        )
    cautions = tuple({event.text: event for event in events}.values())
    pair = _moved(indicator, later, earlier, cautions)
    is_sampled = not holdings.datasets[later.dataset].who_answered
    return pair if is_sampled or pair is None else replace(pair, percent=None, is_clear=None)


def _moved(
    indicator: Indicator, later: Figure, earlier: Figure, cautions: tuple[Event, ...]
) -> Comparison | None:
    if indicator.per == 100 or later.count is None or earlier.count is None:
        return _of_values(later, earlier, cautions)
    new, old = later.count, earlier.count
    ratio = new / old if old else None
    percent = 100 * (new / old - 1) if old >= max(indicator.smallest_for_percent, 1) else None
    clear = _is_clear_change(later, earlier) if indicator.is_tested else True
    return Comparison(
        later, earlier, new - old, ratio=ratio, percent=percent, is_clear=clear, cautions=cautions
    )


def _is_clear_change(later: Figure, earlier: Figure) -> bool | None:
    """Does the interval of the ratio leave out 1? With a nought: could so many fall on one side?

    All of n on one side has the chance 2 / 2^n, which is under 5% from six on; None below that.
    """
    ends = _ends_of_ratio(later, earlier)
    if ends is None or not later.count:
        return 2 * 0.5 ** max(later.count or 0, earlier.count or 0) < 0.05 or None
    return ends[0] > 1 or ends[1] < 1


def range_of_change(comparison: Comparison) -> tuple[float, float] | None:
    """Between which changes in percent does that of two counts lie (``intervals.of_change``), with
    95% confidence? None where the earlier one is nought."""
    ends = _ends_of_ratio(comparison.figure, comparison.other)
    return (100 * (ends[0] - 1), 100 * (ends[1] - 1)) if ends else None


def _ends_of_ratio(later: Figure, earlier: Figure) -> tuple[float, float] | None:
    if later.count is None or not earlier.count:
        return None
    lengths = later.period.days / earlier.period.days
    return intervals.of_change(later.count, earlier.count, lengths)


def _leaves_out_one(ratio: float, error: float) -> bool:
    spread = exp(1.96 * error)
    return ratio / spread > 1 or ratio * spread < 1


def _of_values(later: Figure, earlier: Figure, cautions: tuple[Event, ...]) -> Comparison | None:
    if later.value is None or earlier.value is None:
        return None
    ratio = later.value / earlier.value if earlier.value else None
    clear = _is_clear_share(later, earlier)
    return Comparison(
        later, earlier, later.value - earlier.value, ratio=ratio, is_clear=clear, cautions=cautions
    )


def _is_clear_share(later: Figure, earlier: Figure) -> bool | None:
    """The test for two percentages; None where neither a base nor an interval is known."""
    new, old = _numbers(later), _numbers(earlier)
    if new and old and new[0] and old[0]:
        error = sqrt(1 / new[0] - 1 / new[1] + 1 / old[0] - 1 / old[1])
        return _leaves_out_one(new[0] / new[1] / (old[0] / old[1]), error)
    widths = [_width(figure) for figure in (later, earlier)]
    if widths[0] is None or widths[1] is None:
        return None
    difference = (later.value or 0) - (earlier.value or 0)
    return abs(difference) > sqrt(widths[0] ** 2 + widths[1] ** 2)


def _numbers(figure: Figure) -> tuple[float, float] | None:
    """How many of how many a percentage is, where its base is known."""
    if not figure.denominator or figure.value is None:
        return None
    count = figure.count if figure.count is not None else figure.value * figure.denominator / 100
    return count, figure.denominator


def _width(figure: Figure) -> float | None:
    """Half the width of a figure's interval."""
    if figure.lower is None or figure.upper is None:
        return None
    return (figure.upper - figure.lower) / 2


def against(figure: Figure, larger: Figure) -> Comparison | None:
    """How does a figure compare with a larger area's of the same period? None if it may not be.

    Clear when the larger area's value lies outside this area's own interval. Values only: counts
    of places of different size are never compared.
    """
    if figure.period != larger.period or not is_comparable(figure, larger):
        return None
    if figure.value is None or larger.value is None or figure.value == figure.count:
        return None
    ratio = figure.value / larger.value if larger.value else None
    clear = None if figure.lower is None else not _within(larger.value, figure)
    return Comparison(figure, larger, figure.value - larger.value, ratio=ratio, is_clear=clear)


def _within(value: float, figure: Figure) -> bool:
    lower, upper = figure.lower, figure.upper
    return lower is not None and upper is not None and lower <= value <= upper


def rank(
    figure: Figure,
    listed: Sequence[Figure],
    expected: int,
    told: Callable[[Figure], object] = attrgetter("value"),
) -> Rank | None:
    """Which place does a figure take among a list of areas' figures, itself included?

    Competition ranking (1, 2, 2, 4); those whose value is ``told`` alike share a place. None where
    the figure itself has no number that can be ranked.
    """
    held = [other for other in listed if other.can_be_ranked]
    mine = told(figure)
    values = [other.value or 0.0 for other in held]
    if figure.value is None or not figure.can_be_ranked or len(values) < 2:
        return None
    apart = [other.value or 0.0 for other in held if told(other) != mine]
    lower = sum(value < figure.value for value in apart)
    higher = sum(value > figure.value for value in apart)
    tied = len(values) - lower - higher
    doubted = sum(other.is_doubted and other.value is None for other in listed)
    numbered = [o for o in listed if not (o.is_absent or (o.is_doubted and o.value is None))]
    rough = sum(other.is_rough and not other.is_unreliable for other in numbered)
    missing = max(0, expected - len(numbered) - doubted)
    rest = (missing, len(numbered) - len(values), doubted, rough)
    return Rank(lower + 1, higher + 1, len(values), tied, *rest)


def year_before(found: Sequence[Figure], figure: Figure) -> Figure | None:
    """The figure exactly a year earlier, or else the nearest earlier one that may be compared.

    Part of a year is compared with the same months of another year only, for seasons differ.
    """
    earlier = [
        other
        for other in found
        if other.period.last < figure.period.last and is_comparable(figure, other)
    ]
    same_months = [o for o in earlier if o.period.last.month == figure.period.last.month]
    if figure.period.months:
        exact = [other for other in same_months if other.period == figure.period.before(12)]
        earlier = exact or same_months or (earlier if figure.period.months % 12 == 0 else [])
    return earlier[-1] if earlier else None
