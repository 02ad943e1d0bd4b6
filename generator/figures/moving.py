"""How a figure moved in a year: against the year before, or between the same months of both."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.comparisons import Comparison, over_time, year_before
from generator.figures.figures import Figure
from generator.figures.same_months import same_months
from generator.reading.holdings import Holdings
from generator.terms.indicators import Indicator


def movement(
    holdings: Holdings, indicator: Indicator, series: Sequence[Figure], figure: Figure
) -> tuple[Comparison | None, bool]:
    """A figure of a series against the year before, and True; else the same months of both years,
    and False. None where neither may be compared."""
    earlier = year_before(series, figure)
    if earlier:
        return over_time(holdings, indicator, figure, earlier), True
    pair = same_months(series, figure)
    return over_time(holdings, indicator, *pair) if pair else None, False
