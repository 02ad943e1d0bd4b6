"""What a count is set against: the residents of the time, or another count of the same rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from generator.datasets import Dataset
from generator.indicators import Indicator, Selection
from generator.periods import Period

Found = tuple[float, str, tuple[Any, ...]]
NOTHING: Found = (float("nan"), "", ())
FOUND = ("value", "status", "doubts")


def with_denominators(
    mine: pd.DataFrame, rows: pd.DataFrame, indicator: Indicator, name: str
) -> pd.DataFrame:
    """An indicator's rows with the column ``denominator``, its letters added to their ``status``
    and its doubts to their ``doubts``.

    From another dataset it is the latest point in time on or before the period's end; from the
    same dataset it is the row of the same area and period.
    """
    wanted = indicator.denominator
    if wanted is None:
        return mine.assign(denominator=float("nan"))
    found = _latest(mine, rows, wanted) if wanted.dataset else _beside(mine, rows, wanted, name)
    letters = [
        "".join(sorted(set(own + other)))
        for own, (_, other, _) in zip(mine["status"], found, strict=True)
    ]
    doubts: list[Any] = [
        tuple(dict.fromkeys((*own, *other)))
        for own, (_, _, other) in zip(mine["doubts"], found, strict=True)
    ]
    mine = mine.assign(denominator=[f[0] for f in found], status=letters)
    mine["doubts"] = doubts
    return mine


def _beside(mine: pd.DataFrame, rows: pd.DataFrame, wanted: Selection, name: str) -> list[Found]:
    other = rows[(rows["dataset"] == name) & (rows["measure"] == wanted.measure)]
    keys = zip(other["area"], other["period"], other["category"], strict=True)
    lookup = dict(zip(keys, zip(*(other[name] for name in FOUND), strict=True), strict=True))
    places = zip(mine["area"], mine["period"], mine["category"], strict=True)
    return [lookup.get((a, p, wanted.category or own), NOTHING) for a, p, own in places]


def _latest(mine: pd.DataFrame, rows: pd.DataFrame, wanted: Selection) -> list[Found]:
    other = rows[(rows["dataset"] == wanted.dataset) & (rows["measure"] == wanted.measure)]
    other = other[other["category"] == (wanted.category or "all")]
    points: dict[str, list[tuple[date, Found]]] = {}
    columns = (other[name] for name in ("area", "period", *FOUND))
    for area, iso, *found in zip(*columns, strict=True):
        points.setdefault(area, []).append((Period.parse(iso).last, tuple(found)))
    for known in points.values():
        known.sort(key=lambda point: point[0])
    pairs = zip(mine["area"], mine["last"], strict=True)
    return [_latest_on(points.get(area, []), last) for area, last in pairs]


def _latest_on(points: list[tuple[date, Found]], last: date) -> Found:
    before = [found for day, found in points if day <= last]
    return before[-1] if before else NOTHING


def beside(mine: pd.DataFrame, rows: pd.DataFrame, measure: str) -> list[float]:
    """Another measure of the same rows, where the indicator names one."""
    if not measure:
        return [float("nan")] * len(mine)
    other = rows[rows["measure"] == measure]
    lookup = other.set_index(["dataset", "area", "period", "category"])["value"].to_dict()
    keys = zip(mine["dataset"], mine["area"], mine["period"], mine["category"], strict=True)
    return [lookup.get(key, float("nan")) for key in keys]


def bases(
    mine: pd.DataFrame, rows: pd.DataFrame, dataset: Dataset, indicator: Indicator
) -> list[float]:
    """How many were asked: the measure beside each percentage, or the sum of a question's answers.

    An answer left blank in the source is one that nobody gave.
    """
    if not indicator.base_within:
        return beside(mine, rows, indicator.base)
    within = {name: c.within for name, c in dataset.categories.items()}
    answers = rows[(rows["measure"] == indicator.base) & rows["dataset"].isin(mine["dataset"])]
    question = answers["category"].map(within)
    asked = answers.groupby(["area", "period", question])["value"].sum().to_dict()
    keys = zip(mine["area"], mine["period"], mine["category"].map(within), strict=True)
    return [asked.get(key, float("nan")) for key in keys]
