"""Observations become figures: an indicator's value for an area, period and category."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from generator import intervals
from generator.datasets import NO_VALUE, Dataset
from generator.denominators import bases, beside, with_denominators
from generator.doubts import Doubt, in_question
from generator.holdings import Holdings
from generator.indicators import Indicator
from generator.periods import Period
from generator.sums import BEING_CHECKED, completed, noted

FIGURE_COLUMNS = (
    "indicator",
    "dataset",
    "area",
    "period",
    "category",
    "value",
    "count",
    "denominator",
    "lower",
    "upper",
    "status",
    "notes",
    "source",
    "printed",
    "how",
    "last",
    "count_status",
    "doubts",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, for a sentence. ``value`` or ``count`` is None where there is none.

    ``value`` is in the indicator's unit (a rate, a percentage, or the count itself); ``count`` is
    its numerator, and ``count_status`` the letters of that alone. ``printed`` keeps the digits of
    a number that a source printed ready-made, or that is in doubt and so has no ``value``;
    ``doubts`` are those that its number, or what it is set against, rests on.
    """

    indicator: str
    dataset: str
    area: str
    period: Period
    category: str
    value: float | None
    count: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    status: str
    notes: tuple[str, ...]
    source: tuple[str, ...]
    printed: str
    how: str
    count_status: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_doubted(self) -> bool:
        """Does it rest on a number in doubt? What rests on that is then left out."""
        return bool(self.doubts)

    @property
    def is_absent(self) -> bool:
        """Is there no number at all?"""
        return self.value is None and self.count is None

    @property
    def is_unreliable(self) -> bool:
        """Is it too uncertain to be compared or ranked?"""
        return "u" in self.status

    @property
    def key(self) -> str:
        """Which figure this is, in one word, as pages mark it."""
        return f"{self.indicator}/{self.category}/{self.area}/{self.period.iso}"


def figures(holdings: Holdings) -> pd.DataFrame:
    """Every figure that follows from the holdings.

    Returns a frame of FIGURE_COLUMNS, sorted by indicator, category (in the dataset's order), area
    and period; ``last`` is the period's last day.
    """
    rows = completed(holdings, in_question(holdings))
    frames = []
    for key, (name, indicator) in holdings.indicators.items():
        frame = _of_indicator(rows, holdings, key, name, indicator)
        if len(frame):
            frames += [frame, _means(frame, holdings, key)]
    if not frames:
        return pd.DataFrame(columns=list(FIGURE_COLUMNS))
    return pd.concat(frames, ignore_index=True)[list(FIGURE_COLUMNS)]


def _means(frame: pd.DataFrame, holdings: Holdings, key: str) -> pd.DataFrame:
    """The figures of groups that are the plain mean of their members' rates or percentages."""
    name, indicator = holdings.indicators[key]
    kind = holdings.datasets[name].measures[indicator.value].kind
    if indicator.per == 1 and kind not in ("rate", "percent"):
        return frame.iloc[:0]
    found = []
    held = set(frame["area"])
    for area in holdings.areas:
        members, combine = holdings.areas.members(area)
        if combine != "mean" or area.code in held:
            continue
        told = frame["value"].notna() | frame["doubts"].map(bool)
        inner = frame[frame["area"].isin([m.code for m in members]) & told]
        for (_, iso), rows in inner.groupby(["category", "period"], sort=True):
            live = [m for m in members if m.is_live_in(Period.parse(str(iso)))]
            if len(rows) == len(live):
                found.append(_mean(rows, area.code))
    return pd.DataFrame(found, columns=frame.columns) if found else frame.iloc[:0]


def _mean(rows: pd.DataFrame, area: str) -> pd.Series:
    """One group's row: the mean, with all letters, notes and sources, and no count of its own."""
    first = rows.iloc[0].copy()
    first["area"], first["value"], first["how"] = area, rows["value"].mean(skipna=False), "mean"
    first[["count", "denominator", "lower", "upper"]] = float("nan")
    first["status"] = "".join(sorted(set("".join(rows["status"]))))
    for column in ("notes", "source"):
        first[column] = " ".join(sorted({w for text in rows[column] for w in text.split()}))
    first["printed"] = ""
    first["doubts"] = tuple(dict.fromkeys(doubt for held in rows["doubts"] for doubt in held))
    if first["doubts"]:
        first["status"] = "x"
    return first


def categories_of(indicator: Indicator, dataset: Dataset) -> list[str]:
    """Which categories does an indicator publish: the one it names, or its dataset's whole tree?"""
    if indicator.category:
        return [indicator.category]
    return list(dataset.categories)


def _of_indicator(
    rows: pd.DataFrame, holdings: Holdings, key: str, name: str, indicator: Indicator
) -> pd.DataFrame:
    dataset = holdings.datasets[name]
    order = categories_of(indicator, dataset)
    mine = rows[(rows["dataset"] == name) & (rows["measure"] == indicator.value)]
    mine = mine[mine["category"].isin(order)].rename(columns={"note": "notes"})
    if mine.empty:
        return mine
    mine = mine.assign(indicator=key, last=[Period.parse(iso).last for iso in mine["period"]])
    is_count = dataset.measures[indicator.value].kind == "count"
    mine["count"] = mine["value"] if is_count else float("nan")
    # The letters of the count itself, before those of what it is set against are added.
    mine["count_status"] = mine["status"]
    mine = with_denominators(mine, rows, indicator, name)
    doubted = zip(mine["notes"], mine["doubts"], strict=True)
    mine["notes"] = [noted(text, BEING_CHECKED) if doubts else text for text, doubts in doubted]
    mine = _with_intervals(mine, rows, indicator, dataset)
    rank = {category: place for place, category in enumerate(order)}
    return mine.assign(_place=mine["category"].map(rank)).sort_values(
        ["_place", "area", "last", "period"]
    )


def _with_intervals(
    mine: pd.DataFrame, rows: pd.DataFrame, indicator: Indicator, dataset: Dataset
) -> pd.DataFrame:
    if indicator.per == 1:
        printed = {
            limit: beside(mine, rows, getattr(indicator, limit)) for limit in ("lower", "upper")
        }
        return _from_base(mine.assign(**printed), rows, indicator, dataset)
    values, lowers, uppers, statuses = [], [], [], []
    for count, base, status in zip(mine["count"], mine["denominator"], mine["status"], strict=True):
        value, lower, upper, letter = _ratio(count, base, indicator)
        values.append(value)
        lowers.append(lower)
        uppers.append(upper)
        statuses.append("".join(sorted({*status, letter} - {""})))
    return mine.assign(value=values, lower=lowers, upper=uppers, status=statuses)


def _ratio(count: float, base: float, indicator: Indicator) -> tuple[float, float, float, str]:
    """Value, interval and the status letter that its absence brings.

    A rate of fewer than ``smallest_for_rate`` does not apply (z); one without a population is not
    available (x).
    """
    nothing = float("nan")
    if pd.isna(count):
        return nothing, nothing, nothing, ""
    if pd.isna(base) or base <= 0:
        return nothing, nothing, nothing, "x"
    if indicator.per == 100 and base >= max(count, 1):
        return 100 * count / base, *intervals.wilson(count, base), ""
    if count < indicator.smallest_for_rate:
        return nothing, nothing, nothing, "z"
    return indicator.per * count / base, *intervals.rate(count, base, indicator.per), ""


def _from_base(
    mine: pd.DataFrame, rows: pd.DataFrame, indicator: Indicator, dataset: Dataset
) -> pd.DataFrame:
    """A survey percentage with its base: Wilson's interval, unless the source printed one."""
    if not indicator.base:
        return mine
    held = bases(mine, rows, dataset, indicator)
    mine = mine.assign(denominator=held)
    for index, value, base, lower in zip(
        mine.index, mine["value"], held, mine["lower"], strict=True
    ):
        if pd.isna(value) or pd.isna(base) or base <= 0 or not pd.isna(lower):
            continue
        mine.loc[index, ["lower", "upper"]] = intervals.wilson(value * base / 100, base)
    return mine


class Figures:
    """All figures, indexed once: one indicator's series of an area, or its figures across areas."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._series: dict[tuple[str, str, str], list[Figure]] = {}
        self._across: dict[tuple[str, str], list[Figure]] = {}
        self._of_area: dict[str, list[Figure]] = {}
        for record in frame.to_dict("records"):
            figure = _figure(record)
            self._series.setdefault((figure.indicator, figure.category, figure.area), []).append(
                figure
            )
            self._across.setdefault((figure.indicator, figure.category), []).append(figure)
            self._of_area.setdefault(figure.area, []).append(figure)
        for found in self._series.values():
            # Of two spans that end on one day the longer is the later: a year, not its last month.
            found.sort(key=lambda figure: (figure.period.last, -figure.period.first.toordinal()))

    def series(self, indicator: str, category: str, area: str) -> list[Figure]:
        """One indicator of one category and area over time, oldest first."""
        return self._series.get((indicator, category, area), [])

    def across(self, indicator: str, category: str) -> list[Figure]:
        """One indicator and category in every area and period."""
        return self._across.get((indicator, category), [])

    def all(self) -> Iterator[Figure]:
        """Every figure."""
        for found in self._series.values():
            yield from found

    def of_area(self, area: str) -> list[Figure]:
        """Everything there is about an area."""
        return self._of_area.get(area, [])


def latest(found: list[Figure]) -> Figure | None:
    """The newest figure of a series that has a number, or the newest of all, or None."""
    with_number = [figure for figure in found if not figure.is_absent]
    return (with_number or found)[-1] if found else None


def _figure(record: dict[Hashable, Any]) -> Figure:
    def number(name: str) -> float | None:
        value = record[name]
        return None if pd.isna(value) else float(value)

    return Figure(
        indicator=record["indicator"],
        dataset=record["dataset"],
        area=record["area"],
        period=Period.parse(record["period"]),
        category=record["category"],
        value=number("value"),
        count=number("count"),
        denominator=number("denominator"),
        lower=number("lower"),
        upper=number("upper"),
        status=record["status"],
        notes=tuple(record["notes"].split()),
        source=tuple(record["source"].split()),
        printed=record["printed"],
        how=record["how"],
        count_status=record["count_status"],
        doubts=record.get("doubts", ()),
    )


def why_absent(figure: Figure) -> str:
    """The status letter that says why there is no number: c, x or z; x where none says so."""
    return next((letter for letter in figure.status if letter in NO_VALUE), "x")
