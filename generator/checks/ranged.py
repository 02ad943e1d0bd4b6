"""Rules about ranges that a source prints: both ends are there, and the value lies between them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from generator.problems import Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms import wording
from generator.terms.cells import place_of
from generator.terms.indicators import Indicator
from generator.terms.periods import Period

KEY = ["area", "period", "category"]


def ranges_hold(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Values that lie outside the range printed with them, and ranges with one end."""
    told: set[tuple[str, str]] = set()
    for name, indicator in holdings.indicators.values():
        if indicator.lower and indicator.upper and (name, indicator.value) not in told:
            told.add((name, indicator.value))
            yield from _of(holdings, name, indicator)


def _of(holdings: Holdings, name: str, indicator: Indicator) -> Iterator[Problem]:
    rows = holdings.observations
    mine = rows[(rows["dataset"] == name) & rows["value"].notna()]
    ends = {
        end: mine[mine["measure"] == measure].set_index(KEY)["value"]
        for end, measure in (("low", indicator.lower), ("high", indicator.upper))
    }
    values = mine[mine["measure"] == indicator.value]
    beside = values.join(ends["low"].rename("low"), on=KEY).join(
        ends["high"].rename("high"), on=KEY
    )
    one = beside[beside["low"].isna() != beside["high"].isna()]
    for row in one.to_dict("records"):
        has, lacks = ("upper", "lower") if pd.isna(row["low"]) else ("lower", "upper")
        what = f"{_whose(holdings, row)} has the {has} end of a range and not the {lacks} one."
        yield Problem("range", place_of(row), what, f"Add a row for {lacks}, or take both out.")
    outside = beside[(beside["low"] > beside["value"]) | (beside["value"] > beside["high"])]
    for row in outside.to_dict("records"):
        what = (
            f"{_whose(holdings, row)} has the value {row['printed']}, which lies outside its range "
            f"of {row['low']:,.10g} to {row['high']:,.10g}."
        )
        yield Problem("range", place_of(row), what, "Correct the value, or an end of the range.")


def _whose(holdings: Holdings, row: dict[object, object]) -> str:
    place = wording.upper_first(wording.place(holdings.areas[str(row["area"])]))
    return f"{place}, {Period.parse(str(row['period'])).label()},"


RULES = (ranges_hold,)
