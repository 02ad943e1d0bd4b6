"""Counted rows as the rows of a dataset: months and whole years, by area and type."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from generator.importers.months.counted import AT_EDGE, NOWHERE, PLACED
from generator.terms.datasets import OBSERVATION_COLUMNS

# How many months make a year; a period of fewer has no yearly rate.
YEAR = 12
# What a force recorded in all, and what of it has no place and so counts in no smaller area.
RECORDED, UNPLACED = "recorded", "unplaced"
KEY = ["area", "month", "category"]
ROW = ["measure", *KEY]


def tally(counted: pd.DataFrame, within: Mapping[str, str]) -> pd.DataFrame:
    """How many rows count in each area, month and type? Columns: KEY and n.

    ``counted`` has how many (n) there are of each area, outcome, month and type; ``within`` gives
    the area that each area lies in, whose count is that of its parts.
    """
    placed = counted[counted["outcome"].isin((PLACED, AT_EDGE))]
    above = placed.assign(area=placed["area"].map(within))
    every = pd.concat([placed, above[above["area"].notna()]])
    return every.groupby(KEY, sort=True)["n"].sum().reset_index()


def whole(tallied: pd.DataFrame, areas: Collection[str]) -> pd.DataFrame:
    """The same for every area, month and type, with nought where none was counted, and with
    ``all`` for all types together. A type is one of a month's where any area has one of it then.
    """
    total = tallied.groupby(["area", "month"])["n"].sum().reset_index().assign(category="all")
    held = pd.concat([total, tallied])
    kinds = held[["month", "category"]].drop_duplicates()
    every = kinds.merge(pd.DataFrame({"area": sorted(areas)}), how="cross")
    found = every.merge(held, how="left", on=KEY)
    return found.assign(n=found["n"].fillna(0).astype(int))[[*KEY, "n"]]


def of_force(counted: pd.DataFrame, force: str) -> pd.DataFrame:
    """All that a force recorded in each month, and what of it has no place. Columns: ROW and n."""
    is_recorded = counted["outcome"].isin((PLACED, AT_EDGE, NOWHERE))
    sums = {
        RECORDED: counted["n"].where(is_recorded, 0),
        UNPLACED: counted["n"].where(counted["outcome"] == NOWHERE, 0),
    }
    found = pd.DataFrame(sums).groupby(counted["month"]).sum().rename_axis("month")
    rows = found.reset_index().melt("month", var_name="measure", value_name="n")
    return rows.assign(area=force, category="all")[[*ROW, "n"]]


def lacking(areas: Collection[str], short: Mapping[str, str], measure: str) -> pd.DataFrame:
    """Rows without a number for months that are not whole (their state by month): all types, in
    each area, with the reason as a note. Columns: month, and those of a file but the source."""
    told = [
        (month, area, f"P1M/{month}", measure, "all", "", "x", state.replace(" ", "-"))
        for month, state in sorted(short.items())
        for area in sorted(areas)
    ]
    return pd.DataFrame(told, columns=["month", *OBSERVATION_COLUMNS[:-1]])


def with_years(monthly: pd.DataFrame) -> pd.DataFrame:
    """The rows of months (ROW and n), and of each calendar year of which all months are there."""
    year = monthly["month"].str[:4]
    months = monthly.groupby(year)["month"].nunique()
    full = year.isin(months[months == YEAR].index)
    key = ["measure", "area", "year", "category"]
    yearly = monthly[full].assign(year=year[full]).groupby(key)["n"].sum()
    months_told = monthly.assign(period="P1M/" + monthly["month"])
    years_told = yearly.reset_index()
    years_told["period"] = f"P{YEAR}M/" + years_told["year"] + "-12"
    return pd.concat([years_told, months_told])[["area", "period", "measure", "category", "n"]]


def as_csv(rows: pd.DataFrame, absent: pd.DataFrame) -> bytes:
    """Rows as a file of a dataset, by period, area, measure and category in the order they come;
    with those of ``absent``, which have no number."""
    told = io.StringIO()
    columns = list(OBSERVATION_COLUMNS[:-1])
    here = rows.rename(columns={"n": "value"}).assign(status="", note="")
    every = pd.concat([here.astype(object)[columns], absent[columns]])
    every = every.sort_values(["period", "area", "measure", "category"], kind="stable")
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(every[name].tolist() for name in columns), strict=True))
    return told.getvalue().encode()


def read_csv(content: bytes | None) -> pd.DataFrame:
    """The monthly rows of such a file: ROW and n."""
    if not content:
        return pd.DataFrame({name: [] for name in (*ROW, "n")}, dtype=object)
    rows = pd.read_csv(io.BytesIO(content), dtype=object, na_filter=False)
    rows = rows[rows["period"].str.startswith("P1M/") & (rows["value"] != "")]
    months = rows["period"].str.removeprefix("P1M/")
    return rows.assign(month=months, n=rows["value"].astype(int))[[*ROW, "n"]]


def absent_in(content: bytes | None) -> pd.DataFrame:
    """The rows of such a file that have no number. Columns: month, and those of a file."""
    columns = list(OBSERVATION_COLUMNS[:-1])
    if not content:
        return pd.DataFrame(columns=["month", *columns], dtype=object)
    rows = pd.read_csv(io.BytesIO(content), dtype=object, na_filter=False)
    rows = rows[rows["value"] == ""]
    return rows.assign(month=rows["period"].str.removeprefix("P1M/"))[["month", *columns]]


def revised(
    before: pd.DataFrame, after: pd.DataFrame, parts: Collection[str]
) -> Iterable[tuple[str, int, int, int]]:
    """Months that were there before and have other numbers now: the month, its total before and
    now, and in how many areas it changed. ``parts`` are those areas that none of the others is in.
    """
    old, new = (
        frame[(frame["category"] == "all") & frame["area"].isin(parts)] for frame in (before, after)
    )
    both = old.merge(new, on=["area", "month"], suffixes=("_old", "_new"))
    changed = both[both["n_old"] != both["n_new"]]
    for month, rows in changed.groupby("month"):
        mine = both[both["month"] == month]
        yield str(month), int(mine["n_old"].sum()), int(mine["n_new"].sum()), len(rows)
