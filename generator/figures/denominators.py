"""What a figure is set against: the residents of the time, another count of the same rows, or how
many were asked. Whole columns at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.reading.holdings import Holdings
from generator.terms.periods import Period

# What is taken from the row that a count is set against, and of when that row is.
TAKEN = ["value", "status", "doubts", "base_period"]
ROW = ["dataset", "measure", "category", "area"]
BASE = ["base_dataset", "base_measure", "base_category", "area"]


def with_denominators(mine: pd.DataFrame, rows: pd.DataFrame, holdings: Holdings) -> pd.DataFrame:
    """Figures with the columns ``denominator`` and ``base_period``, of when that is, its letters
    added to their ``status`` and its doubts to their ``doubts``.

    ``mine`` is numbered from 0.
    """
    against = set_against(mine, rows, holdings)
    if against.empty:
        return mine.assign(denominator=float("nan"), base_period="")
    held = mine.loc[against.index]
    letters = zip(held["status"], against["status"], strict=True)
    doubts = zip(held["doubts"], against["doubts"], strict=True)
    # Most have nothing to add.
    against["status"] = [
        "".join(sorted({*own, *other})) if other else own for own, other in letters
    ]
    against["doubts"] = [
        tuple(dict.fromkeys((*own, *other))) if other else own for own, other in doubts
    ]
    mine = mine.assign(denominator=against["value"], base_period=against["base_period"])
    mine.loc[against.index, ["status", "doubts"]] = against[["status", "doubts"]]
    return mine


def set_against(mine: pd.DataFrame, rows: pd.DataFrame, holdings: Holdings) -> pd.DataFrame:
    """Which row each figure is set against, where there is one, by the figure's number.

    From another dataset it is the latest point in time on or before the period's end; from the
    same dataset it is the row of the same area and period. Columns: BASE and TAKEN.
    """
    asked = mine[["indicator", "area", "period", "last", "category"]].reset_index()
    asked = asked.merge(_wanted(holdings), on="indicator")
    if asked.empty:
        return pd.DataFrame(columns=[*BASE, *TAKEN])
    blank = asked["base_category"] == ""
    own = asked["category"].mask(asked["is_latest"], "all")
    asked["base_category"] = asked["base_category"].mask(blank, own)
    return pd.concat(
        [_latest(asked[asked["is_latest"]], rows), _beside(asked[~asked["is_latest"]], rows)]
    ).set_index("index")


def _wanted(holdings: Holdings) -> pd.DataFrame:
    """By indicator, what it is set against; a blank category is the figure's own, or the total."""
    found = [
        (key, base.dataset or name, base.measure, base.category, bool(base.dataset))
        for key, (name, indicator) in holdings.indicators.items()
        if (base := indicator.denominator)
    ]
    return pd.DataFrame(found, columns=["indicator", *BASE[:3], "is_latest"])


def _latest(asked: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The newest row of what each is set against that is not later than its own last day."""
    rows = _of(rows, asked)
    ends = {iso: Period.parse(iso).last.toordinal() for iso in rows["period"].unique()}
    days = rows["period"].map(ends).astype("int64")
    points = rows.assign(day=days, base_period=rows["period"])[[*ROW, *TAKEN, "day"]]
    asked = asked.assign(day=[last.toordinal() for last in asked["last"]])
    found = pd.merge_asof(
        asked.astype({**dict.fromkeys(BASE, object), "day": "int64"}).sort_values(
            "day", kind="stable"
        ),
        points.sort_values("day", kind="stable"),
        on="day",
        left_by=BASE,
        right_by=ROW,
    )
    return found.loc[found["status"].notna(), ["index", *BASE, *TAKEN]]


def _beside(asked: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the same area and period that others are set against."""
    rows = _of(rows, asked)
    points = rows.assign(base_period=rows["period"])[[*ROW, "period", *TAKEN]]
    found = asked.merge(points, left_on=[*BASE, "period"], right_on=[*ROW, "period"])
    return found[["index", *BASE, *TAKEN]]


def beside(mine: pd.DataFrame, rows: pd.DataFrame, measures: dict[str, str]) -> pd.Series:
    """Another measure of the same dataset, area, period and category, by indicator."""
    keys = ["dataset", "area", "period", "category"]
    asked = mine[["indicator", *keys]].assign(measure=mine["indicator"].map(measures))
    places = np.flatnonzero(asked["measure"].isin(set(measures.values()) - {""}))
    points = rows.loc[rows["measure"].isin(asked["measure"].iloc[places]), [*keys, "measure"]]
    points = points.assign(value=rows["value"])
    found = np.full(len(mine), np.nan)
    found[places] = asked.iloc[places].merge(points, on=[*keys, "measure"], how="left")["value"]
    return pd.Series(found)


def _of(rows: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The rows of the datasets and measures that are asked for."""
    is_of = rows["dataset"].isin(asked["base_dataset"].unique())
    return rows[is_of & rows["measure"].isin(asked["base_measure"].unique())]


def bases(mine: pd.DataFrame, rows: pd.DataFrame, holdings: Holdings) -> pd.Series:
    """How many were asked: the measure beside each percentage, else that of the question that the
    answer lies within, or the sum of a question's answers.

    An answer left blank in the source is one that nobody gave.
    """
    known = holdings.indicators.items()
    within = {
        (name, category): told.within
        for name, dataset in holdings.datasets.items()
        for category, told in dataset.categories.items()
    }
    measures = {k: i.base for k, (_, i) in known if not i.base_within}
    base = beside(mine, rows, measures)
    blank = mine[base.isna() & mine["indicator"].isin([k for k, one in measures.items() if one])]
    pairs = zip(blank["dataset"], blank["category"], strict=True)
    of_question = blank.assign(category=[within[pair] for pair in pairs])
    base[blank.index] = beside(of_question, rows, measures).to_numpy()
    summed = {k: i.base for k, (_, i) in known if i.base_within}
    asked = mine[mine["indicator"].isin(summed)]
    if asked.empty:
        return base
    keys = ["dataset", "measure", "area", "period", "question"]

    def questions(frame: pd.DataFrame) -> list[str]:
        return [within[pair] for pair in zip(frame["dataset"], frame["category"], strict=True)]

    answers = rows[rows["measure"].isin(set(summed.values()))]
    answered = answers.assign(question=questions(answers)).groupby(keys)["value"].sum()
    asked = asked.assign(question=questions(asked), measure=asked["indicator"].map(summed))
    base[asked.index] = asked[keys].merge(answered.reset_index(), how="left")["value"].to_numpy()
    return base
