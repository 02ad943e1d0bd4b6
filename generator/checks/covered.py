"""Rules about the table of coverage: it and the figures speak of the same months."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.coverage import COMPLETE
from generator.terms.periods import Period

TABLE = "data/coverage.csv"
REMEDY = "Put back what was taken out by hand, or import the files of these months again."
MOST_NAMED = 3


def months_covered(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Months with figures that the table says nothing of, or that it does not call complete; and
    complete ones without a figure.

    Asked of the datasets that hold what a force recorded in all (``part_of``), for an import of
    months writes them together with the table; and of others that an import counted, which need not
    have each month.
    """
    told = {f"P1M/{line.month}" for line in holdings.coverage}
    # Of several forces one may have a month whole that another lacks.
    complete = {f"P1M/{line.month}" for line in holdings.coverage if line.state == COMPLETE}
    for name in holdings.datasets:
        rows, is_each = _of_forces(holdings, name)
        if rows.empty or TABLE in holdings.unread:
            continue
        if untold := set(rows["period"]) - told:
            what = f"The months of {name} have no line here: {_named(untold)}."
            yield Problem("coverage", Place(TABLE), what, REMEDY)
        counted = set(rows["period"][rows["value"].notna()])
        place = Place(str(rows["file"].iloc[0]))
        lost = complete - counted
        if is_each and lost:
            what = f"These months are complete in {TABLE}, and have no figures here: "
            yield Problem("coverage", place, f"{what}{_named(lost)}.", REMEDY)
        if doubtful := (counted & told) - complete:
            what = f"These months are not complete in {TABLE}, and have figures here: "
            yield Problem("coverage", place, f"{what}{_named(doubtful)}.", REMEDY)


def _of_forces(holdings: Holdings, name: str) -> tuple[pd.DataFrame, bool]:
    """The rows of a dataset that say what a force recorded in all, month by month, and whether it
    has each month that is complete."""
    dataset = holdings.datasets[name]
    wholes = {one.part_of.measure for one in dataset.indicators.values() if one.part_of}
    rows = holdings.observations
    rows = rows[rows["dataset"] == name]
    rows = rows[rows["period"].str.startswith("P1M/")]
    if wholes:
        return rows[rows["measure"].isin(wholes)], True
    return (rows if dataset.counted else rows[:0]), False


def _named(months: set[str]) -> str:
    """The first months in words, and how many more there are."""
    words = [Period.parse(month).label() for month in sorted(months)]
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


RULES = (months_covered,)
