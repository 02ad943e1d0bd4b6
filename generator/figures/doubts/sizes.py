"""Counts that are of quite another size than the residents of their area allow, in all periods: a
slip that no jump shows, since the whole series is of one piece."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log

import numpy as np
import pandas as pd

from generator.figures.doubts import terms
from generator.figures.doubts.jumps import sentence
from generator.figures.doubts.odd_ones import FEWEST_OTHERS
from generator.figures.doubts.series import Point
from generator.figures.doubts.terms import OR_ACCEPT, Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import PROFILED
from generator.terms.cells import cell_of, cells_in, place_of, with_letter
from generator.terms.indicators import Selection
from generator.terms.periods import Period

REMEDY = f"Mend the numbers, or those of the residents; {OR_ACCEPT}"
SERIES = ["dataset", "measure", "category", "area"]


def sizes(holdings: Holdings) -> Iterator[Doubt]:
    """Series of counts with more in a year than an area has residents, or far more or far fewer for
    each of them than the other areas of its level have. Totals are looked at: parts go with them.
    """
    counted = _counted(holdings)
    if counted.empty:
        return
    series = _series(holdings, counted)
    is_far = (series["others"] >= FEWEST_OTHERS) & (series["beyond"] > series["least"])
    for _, one in series[is_far | series["is_crowded"]].iterrows():
        dataset, rows = holdings.datasets[one["dataset"]], holdings.observations
        mine = rows[rows["dataset"] == one["dataset"]]
        mine = mine[(mine["measure"] == one["measure"]) & (mine["area"] == one["area"])]
        inside = [*dataset.categories]
        if one["category"] != "all":
            inside = dataset.tree(one["category"])
        held = mine[(mine["category"] == one["category"]) & (mine["value"] > 0)]
        yield _doubt(holdings, held, mine[mine["category"].isin(inside)], one)


def _counted(holdings: Holdings) -> pd.DataFrame:
    """Every total of a count that is set against residents, with the number of these."""
    wanted = {
        (name, one.value): one.denominator
        for name, one in holdings.indicators.values()
        if one.denominator
        and one.denominator.dataset
        and holdings.datasets[name].measures[one.value].kind == "count"
    }
    tops = {
        (name, key)
        for name, _ in wanted
        for key, one in holdings.datasets[name].categories.items()
        if not one.within
    }
    people = {one: _residents(holdings, one) for one in dict.fromkeys(wanted.values())}
    rows = holdings.observations[[*SERIES, "period", "value", "status"]]
    rows = rows[rows["category"].isin({key for _, key in tops})]
    rows = rows[rows["measure"].isin({measure for _, measure in wanted}) & (rows["value"] > 0)]
    named = zip(*(rows[name] for name in SERIES), strict=True)
    here = [
        people[wanted[name, measure]].get(area, 0)
        if (name, measure) in wanted and (name, category) in tops
        else 0
        for name, measure, category, area in named
    ]
    rows = rows.assign(people=here)
    return rows[(rows["people"] > 0) & ~with_letter(rows["status"], "u")]


def _residents(holdings: Holdings, wanted: Selection) -> dict[str, float]:
    """How many live in each area, as its middle number of all times has it."""
    rows = holdings.observations
    mine = rows[(rows["dataset"] == wanted.dataset) & (rows["value"] > 0)]
    mine = mine[mine["measure"] == wanted.measure]
    mine = mine[mine["category"] == (wanted.category or "all")]
    found = mine.groupby("area")["value"].median()
    return dict(zip(map(str, found.index), map(float, found), strict=True))


def _series(holdings: Holdings, counted: pd.DataFrame) -> pd.DataFrame:
    """Each series of totals: how far it is ``away`` from the middle of the areas of its level (the
    logarithm of how many there are a year for each resident), how far ``beyond`` that for sure, at
    what ``least`` that is doubted, of how many ``others``; and whether it ``is_crowded``."""
    months = {iso: Period.parse(iso).months or 12 for iso in counted["period"].unique()}
    yearly = counted.assign(yearly=counted["value"] * 12 / counted["period"].map(months))
    numbers = ["value", "yearly", "people"]
    series = yearly.groupby(SERIES, sort=False)[numbers].median().reset_index()
    series["level"] = series["area"].map({a.code: a.level for a in holdings.areas})
    size = (series["yearly"] / series["people"]).map(log)
    by = series.groupby([*SERIES[:3], "level"], sort=False).ngroup()
    away = size - size.groupby(by).transform("median")
    usual = away.abs().groupby(by).transform("median")
    return series.assign(
        away=away,
        beyond=away.abs() - terms.ERRORS * np.sqrt(1 / series["value"]),
        least=np.maximum(terms.OF_OTHERS, terms.USUAL * usual),
        others=size.groupby(by).transform("size") - 1,
        is_crowded=(size > log(terms.MOST_EACH)) & series["level"].isin(PROFILED),
    )


def _doubt(holdings: Holdings, rows: pd.DataFrame, whole: pd.DataFrame, one: pd.Series) -> Doubt:
    periods = {iso: Period.parse(iso) for iso in rows["period"]}
    last = max(periods, key=lambda iso: (periods[iso].last, periods[iso].months or 0))
    newest = rows[rows["period"] == last].iloc[0]
    cell = cell_of(newest)
    value = float(newest["value"])
    point = Point(cell, periods[last], value, status="", note="", file="", row=0)
    times = wording.number(float(f"{exp(abs(one['away'])):.1g}"))
    said = f"for each resident about {times} times as many as in the other areas"
    if one["away"] < 0:
        said = f"for each resident about 1 in {times} of those in the other areas"
    if one["is_crowded"]:
        said = f"more in a year than its {wording.number(one['people'])} residents"
    others = "1 other period" if len(rows) == 2 else f"{len(rows) - 1} other periods"
    more = f", and much the same in {others}" if len(rows) > 1 else ""
    return Doubt(
        "size",
        place_of(newest),
        f"{sentence(holdings, point)}{more}: {said}.",
        REMEDY,
        cells=tuple(dict.fromkeys((cell, *cells_in(whole)))),
        side="size",
        words=frozenset(cell),
    )


RULES = (sizes,)
