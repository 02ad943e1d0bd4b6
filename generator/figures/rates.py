"""Rates, percentages and intervals: worked out from counts, or as their source printed them."""

from __future__ import annotations

from math import isnan, nan
from typing import NamedTuple

import pandas as pd

from generator.figures import intervals
from generator.figures.denominators import bases, beside
from generator.reading.holdings import Holdings
from generator.terms.cells import each_once, having
from generator.terms.datasets import QUALIFIERS
from generator.terms.indicators import Indicator
from generator.terms.periods import Period

# A percentage of fewer people who were asked is of low reliability (u), whoever marked it or not.
FEWEST_ASKED = 30


class Ratio(NamedTuple):
    """A rate or percentage with its interval; or the status letter that its absence brings."""

    value: float = nan
    lower: float = nan
    upper: float = nan
    status: str = ""


def with_intervals(mine: pd.DataFrame, rows: pd.DataFrame, holdings: Holdings) -> pd.DataFrame:
    """Figures with their values and intervals: worked out, or as their source printed them."""
    known = {key: indicator for key, (_, indicator) in holdings.indicators.items()}
    limits = {
        limit: beside(mine, rows, {key: getattr(i, limit) for key, i in known.items()})
        for limit in ("lower", "upper")
    }
    is_ratio = mine["indicator"].isin([key for key, i in known.items() if i.per != 1])
    sampled = [key for key, i in known.items() if i.base and i.is_tested]
    has_base = mine["indicator"].isin(sampled) & ~is_ratio
    base = mine["denominator"].mask(has_base, bases(mine, rows, holdings))
    mine = mine.assign(**limits, denominator=base)
    small = has_base & (base < FEWEST_ASKED) & mine["value"].notna()
    mine.loc[small, "status"] = [
        "".join(sorted({*letters, "u"})) for letters in mine.loc[small, "status"]
    ]
    ratios = _ratios(mine[is_ratio], known)
    mine.loc[ratios.index, list(ratios)] = ratios
    # Of "under 100" no range is known.
    is_rough = each_once(
        mine["notes"], lambda words: not QUALIFIERS.keys().isdisjoint(words.split())
    )
    mine.loc[is_ratio & is_rough.astype(bool), ["lower", "upper"]] = nan
    # A survey percentage has Wilson's interval, unless the source printed one.
    asked = mine[has_base & mine["value"].notna() & (base > 0) & mine["lower"].isna()]
    pairs = zip(asked["value"], asked["denominator"], strict=True)
    found = [intervals.wilson(value * base / 100, base) for value, base in pairs]
    spans = pd.DataFrame(found, index=asked.index, columns=["lower", "upper"])
    mine.loc[spans.index, list(spans)] = spans
    return mine


def _ratios(mine: pd.DataFrame, known: dict[str, Indicator]) -> pd.DataFrame:
    """Values, intervals and letters of rates and percentages that are worked out here.

    A rate is for a year: a part of one has none (z).
    """
    of_hundred = [key for key, indicator in known.items() if indicator.per == 100]
    is_part = having(mine["period"], lambda iso: Period.parse(iso).is_part_year)
    is_whole = mine["indicator"].isin(of_hundred) | ~is_part
    names = ("indicator", "count", "denominator")
    columns = zip(*(mine.loc[is_whole, name].tolist() for name in names), strict=True)
    found = [_ratio(count, base, known[key]) for key, count, base in columns]
    made = pd.DataFrame(found, index=mine.index[is_whole], columns=list(Ratio._fields))
    made = made.reindex(mine.index)
    more = made["status"].where(is_whole, mine["count"].isna().map({True: "", False: "z"}))
    is_marked = more != ""
    status = mine["status"].copy()
    letters = zip(status[is_marked], more[is_marked], strict=True)
    status[is_marked] = ["".join(sorted({*own, *others})) for own, others in letters]
    return made.assign(status=status)


def _ratio(count: float, base: float, indicator: Indicator) -> Ratio:
    """So many of so many, with the interval; without one where nothing comes about by chance.

    A rate of fewer than ``smallest_for_rate`` does not apply (z), and a percentage of fewer is of
    low reliability (u); one without a population is not available (x).
    """
    if isnan(count):
        return Ratio()
    if isnan(base) or base <= 0:
        return Ratio(status="x")
    way = method(indicator, count, base)
    if not way:
        return Ratio(status="z")
    if not indicator.is_tested:
        return Ratio(indicator.per * count / base)
    if way == "wilson":
        letter = "u" if base < indicator.smallest_for_rate else ""
        return Ratio(100 * count / base, *intervals.wilson(count, base), letter)
    return Ratio(indicator.per * count / base, *intervals.rate(count, base, indicator.per))


def method(indicator: Indicator, count: float, base: float) -> str:
    """How is the interval of so many of so many worked out: wilson, byar or exact? Blank where the
    count is too small for a rate."""
    if indicator.per == 100 and base >= max(count, 1):
        return "wilson"
    if count < indicator.smallest_for_rate:
        return ""
    return "exact" if count < intervals.EXACT_BELOW else "byar"
