"""Observations become figures: an indicator's value for an area, period and category."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

import pandas as pd

from generator.figures.denominators import with_denominators
from generator.figures.doubts.gathered import Doubt, in_question
from generator.figures.rates import with_intervals
from generator.figures.sums import BEING_CHECKED, completed, noted
from generator.figures.together import with_groups
from generator.reading.holdings import Holdings
from generator.terms.cells import each_once
from generator.terms.datasets import NO_VALUE, QUALIFIERS, Dataset
from generator.terms.indicators import Indicator
from generator.terms.periods import Period

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
NUMBERS = ("value", "count", "denominator", "lower", "upper")


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
    def is_forecast(self) -> bool:
        """Is it what somebody expected to come, and nothing that was counted or asked?"""
        return "f" in self.status

    @property
    def size(self) -> float:
        """How large it is drawn beside others of its indicator: its count, or else its value."""
        return float(self.count if self.count is not None else self.value or 0)

    @property
    def is_unreliable(self) -> bool:
        """Is it too uncertain to be compared or ranked?"""
        return "u" in self.status

    @property
    def is_rough(self) -> bool:
        """Has its source rounded it in words ("over 19,000"), so that nobody knows how far off it
        is?"""
        return not QUALIFIERS.keys().isdisjoint(self.notes)

    @property
    def can_be_ranked(self) -> bool:
        """Has it a number that may have a place among others?"""
        return self.value is not None and not self.is_unreliable and not self.is_rough

    @property
    def key(self) -> str:
        """Which figure this is, in one word, as pages mark it."""
        return f"{self.indicator}/{self.category}/{self.area}/{self.period.iso}"


# Links ask it in a check, and the pages after it, of the same holdings.
@lru_cache(maxsize=1)
def figures(holdings: Holdings) -> pd.DataFrame:
    """Every figure that follows from the holdings. Read only.

    Returns a frame of FIGURE_COLUMNS, sorted by indicator, category (in the dataset's order), area
    and period; ``last`` is the period's last day.
    """
    none = pd.DataFrame(columns=list(FIGURE_COLUMNS))
    if holdings.observations.empty:
        return none
    rows = completed(holdings, in_question(holdings))
    mine = _published(rows, holdings)
    if mine.empty:
        return none
    mine = with_groups(with_denominators(mine, rows, holdings), holdings)
    doubted = zip(mine["notes"], mine["doubts"], strict=True)
    mine["notes"] = [noted(text, BEING_CHECKED) if doubts else text for text, doubts in doubted]
    mine = with_intervals(mine, rows, holdings)
    mine = mine.sort_values(["order", "place", "area", "last", "period"])
    if means := _means(mine, holdings):
        every = [mine, pd.DataFrame(means, columns=mine.columns)]
        mine = pd.concat(every).sort_values("order", kind="stable")
    return mine[list(FIGURE_COLUMNS)].reset_index(drop=True)


def _published(rows: pd.DataFrame, holdings: Holdings) -> pd.DataFrame:
    """The rows that each indicator publishes, with its place (``order``) and the category's."""
    wanted = [
        (key, order, name, indicator.value, category, place)
        for order, (key, (name, indicator)) in enumerate(holdings.indicators.items())
        for place, category in enumerate(categories_of(indicator, holdings.datasets[name]))
    ]
    columns = ["indicator", "order", "dataset", "measure", "category", "place"]
    mine = rows.merge(pd.DataFrame(wanted, columns=columns), on=["dataset", "measure", "category"])
    ends = {iso: Period.parse(iso).last for iso in mine["period"].unique()}
    is_count = {
        key: holdings.datasets[name].measures[indicator.value].kind == "count"
        for key, (name, indicator) in holdings.indicators.items()
    }
    # The letters of the count itself, before those of what it is set against are added.
    return mine.rename(columns={"note": "notes"}).assign(
        last=mine["period"].map(ends),
        count=mine["value"].where(mine["indicator"].map(is_count)),
        count_status=mine["status"],
    )


def _means(frame: pd.DataFrame, holdings: Holdings) -> list[pd.Series]:
    """The figures of groups that are the plain mean of their members' rates or percentages."""
    groups = [area for area in holdings.areas if holdings.areas.members(area)[1] == "mean"]
    fit = {
        key
        for key, (name, indicator) in holdings.indicators.items()
        if indicator.per != 1
        or holdings.datasets[name].measures[indicator.value].kind in ("rate", "percent")
    }
    told = frame["indicator"].isin(fit) & (frame["value"].notna() | frame["doubts"].map(bool))
    found = []
    for area in groups:
        members = holdings.areas.members(area)[0]
        own = frame.loc[frame["area"] == area.code, "indicator"].unique()
        inner = frame[frame["area"].isin([m.code for m in members]) & told]
        inner = inner[~inner["indicator"].isin(own)]
        for (_, _, iso), rows in inner.groupby(["order", "category", "period"], sort=True):
            live = [m for m in members if m.is_live_in(Period.parse(str(iso)))]
            if len(rows) == len(live):
                found.append(_mean(rows, area.code))
    return found


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


class Figures:
    """All figures, indexed once: one indicator's series of an area, or its figures across areas."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._series: dict[tuple[str, str, str], list[Figure]] = {}
        self._across: dict[tuple[str, str], list[Figure]] = {}
        self._of_area: dict[str, list[Figure]] = {}
        self._of_period: dict[tuple[str, str, Period], list[Figure]] = {}
        self._doubted: dict[tuple[str, str], list[Figure]] = {}
        for figure in _each(frame):
            key = (figure.indicator, figure.category)
            self._series.setdefault((*key, figure.area), []).append(figure)
            self._across.setdefault(key, []).append(figure)
            self._of_period.setdefault((*key, figure.period), []).append(figure)
            self._of_area.setdefault(figure.area, []).append(figure)
            if figure.is_doubted:
                self._doubted.setdefault(key, []).append(figure)
        for found in self._series.values():
            # Of two spans that end on one day the longer is the later: a year, not its last month.
            found.sort(key=lambda figure: (figure.period.last, -figure.period.first.toordinal()))
        self._newest = {place: latest(found) for place, found in self._series.items()}

    def series(self, indicator: str, category: str, *, area: str) -> list[Figure]:
        """One indicator of one category and area over time, oldest first."""
        return self._series.get((indicator, category, area), [])

    def newest(self, indicator: str, category: str, *, area: str) -> Figure | None:
        """The newest figure of one indicator, category and area, or None."""
        return self._newest.get((indicator, category, area))

    def across(self, indicator: str, category: str) -> list[Figure]:
        """One indicator and category in every area and period."""
        return self._across.get((indicator, category), [])

    def beside(self, figure: Figure) -> list[Figure]:
        """A figure and those of its kind and period in every other area."""
        return self._of_period.get((figure.indicator, figure.category, figure.period), [])

    def doubted(self, indicator: str, category: str) -> list[Figure]:
        """Those of one indicator and category, in every area and period, that are in doubt."""
        return self._doubted.get((indicator, category), [])

    def all(self) -> Iterator[Figure]:
        """Every figure."""
        for found in self._series.values():
            yield from found

    def of_area(self, area: str) -> list[Figure]:
        """Everything there is about an area."""
        return self._of_area.get(area, [])


def latest(found: list[Figure]) -> Figure | None:
    """The newest figure of a series that has a number, or the newest of all, or None.

    A part of a year never takes the place of a whole one, nor of one that is being checked, nor a
    period that nobody states that of one that is stated, nor a forecast that of what was.
    """
    found = [figure for figure in found if not figure.is_forecast] or found
    with_number = [figure for figure in found if not figure.is_absent]
    whole = [figure for figure in with_number if not figure.period.is_part_year]
    stated = [figure for figure in whole if figure.period.is_stated]
    checked = [f for f in found if f.is_doubted and not f.period.is_part_year]
    return (stated or whole or checked or with_number or found)[-1] if found else None


def _each(frame: pd.DataFrame) -> Iterator[Figure]:
    """Every row of a frame of FIGURE_COLUMNS as a figure."""
    numbers = {name: frame[name].astype(object) for name in NUMBERS}
    told = frame.assign(
        **{name: held.where(frame[name].notna(), None) for name, held in numbers.items()},
        period=each_once(frame["period"], Period.parse),
        notes=each_once(frame["notes"], _words),
        source=each_once(frame["source"], _words),
    )
    columns = (told[field.name].tolist() for field in fields(Figure))
    return itertools.starmap(Figure, zip(*columns, strict=True))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def why_absent(figure: Figure) -> str:
    """The status letter that says why there is no number: c, x or z; x where none says so."""
    return next((letter for letter in figure.status if letter in NO_VALUE), "x")
