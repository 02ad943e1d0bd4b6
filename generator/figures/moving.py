"""How a figure moved in a year: against the year before, or between the same months of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from generator.figures.comparisons import Comparison, over_time, year_before
from generator.figures.figures import Figure
from generator.figures.same_months import same_months
from generator.reading.holdings import Holdings
from generator.terms.indicators import Indicator
from generator.terms.periods import Period


def movement(
    holdings: Holdings, indicator: Indicator, series: Sequence[Figure], figure: Figure
) -> tuple[Comparison | None, bool]:
    """A figure of a series against the year before, and True; else the same months of both years,
    and False. None where neither may be compared."""
    earlier = year_before(series, figure)
    pair = (figure, earlier) if earlier else same_months(series, figure)
    change = over_time(holdings, indicator, *pair) if pair else None
    is_tested = indicator.is_tested and indicator.per != 100
    if change and change.is_clear and is_tested and (found := _most(series, change)):
        change = _of_one_month(holdings, indicator, change, *found)
    return change, bool(earlier)


def _most(series: Sequence[Figure], change: Comparison) -> tuple[Figure, Figure] | None:
    """The month that changed most, now and then; None where not all months of both are held."""
    now, then = change.figure.period, change.other.period
    held = {f.period: f for f in series if f.period.months == 1 and f.count is not None}
    years = now.last.year - then.last.year
    months = [period for period in held if period.overlaps(now)]
    pairs = [(held[m], held[b]) for m in months if (b := m.before(12 * years)) in held]
    is_whole = 1 < len(pairs) == now.months and now.last.month == then.last.month
    if not is_whole:
        return None
    return max(pairs, key=lambda p: abs((p[0].count or 0) - (p[1].count or 0)))


def _of_one_month(
    holdings: Holdings, indicator: Indicator, change: Comparison, now: Figure, then: Figure
) -> Comparison:
    """A change, with the one month that makes most of it, where the others without that one moved
    the other way, or not clearly."""
    rest = over_time(
        holdings, indicator, _without(change.figure, now), _without(change.other, then)
    )
    if rest is None or rest.difference is None or not change.difference:
        return change
    is_alike = rest.is_clear and rest.difference * change.difference > 0
    is_most = rest.difference / change.difference < 0.5
    return replace(change, month=now, rest=rest) if is_most and not is_alike else change


def _without(figure: Figure, month: Figure) -> Figure:
    """A figure without one of its months: so much less, of so many days less."""
    first = figure.period.first + timedelta(days=month.period.days)
    period = Period(first, figure.period.last, None)
    return replace(figure, period=period, count=(figure.count or 0) - (month.count or 0))
