"""The series of numbers in which one lies far from the one before it: the few worth a closer look.

Whole columns: every row is looked at by numpy, and only the series that stand out become Points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np
import pandas as pd

from generator.figures import sums
from generator.figures.doubts import terms
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell, cells_in, with_letter
from generator.terms.periods import Period

PEERS = ["dataset", "measure", "category", "level", "months"]
KINDS = {"count": "count", "percent": "printed", "rate": "printed", "score": "printed"}
# A column of a frame of text takes long to compare; its places in a list of what it holds do not.
NUMBERED = ("dataset", "measure", "category", "level", "area")


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a series; ``row`` is 0 where it was worked out and stands in no file."""

    cell: Cell
    period: Period
    value: float
    status: str
    note: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Line:
    """A series, oldest first; ``peers`` are the numbers of all areas of its level, by area and
    period; ``kind`` is count or printed."""

    points: list[Point]
    peers: dict[str, dict[str, float]]
    kind: str


def populations(holdings: Holdings) -> set[tuple[str, str]]:
    """Which measures of which datasets are what rates are set against?"""
    return {
        (indicator.denominator.dataset, indicator.denominator.measure)
        for _, indicator in holdings.indicators.values()
        if indicator.denominator and indicator.denominator.dataset
    }


def lines(holdings: Holdings, people: set[tuple[str, str]]) -> Iterator[Line]:
    """The series in which some number is far from the one before it."""
    frame = _numbers(holdings, people)
    if frame.empty:
        return
    values, series = frame["value"].to_numpy(), frame["series"].to_numpy()
    steps = np.abs(np.diff(np.log(np.maximum(values, 0) + 0.5)))
    far = (steps > frame["least"].to_numpy()[1:]) & (series[1:] == series[:-1])
    far &= ~frame["is_counted"].to_numpy()[1:] | _is_beyond_chance(values[:-1], values[1:])
    near = frame[frame["peers"].isin(set(frame["peers"].to_numpy()[1:][far]))]
    peers: dict[int, dict[str, dict[str, float]]] = {}
    beside = (near[name].to_numpy() for name in ("peers", "area", "period", "value"))
    for group, area, iso, value in zip(*beside, strict=True):
        peers.setdefault(group, {}).setdefault(area, {})[iso] = float(value)
    own = near[near["series"].isin(set(series[1:][far]))]
    points: dict[int, list[Point]] = {}
    whose: dict[int, tuple[int, str]] = {}
    names = ("series", "peers", "kind", "value", "status", "note", "file", "row")
    rows = zip(*(own[name] for name in names), strict=True)
    for cell, (one, group, kind, value, *told) in zip(cells_in(own), rows, strict=True):
        point = Point(cell, Period.parse(cell.period), float(value), *told)
        points.setdefault(one, []).append(point)
        whose[one] = (group, kind)
    for one in dict.fromkeys(series[1:][far]):
        group, kind = whose[one]
        yield Line(points[one], peers[group], kind)


def _is_beyond_chance(old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Could two counts be far from each other, whatever the areas beside them did? What chance
    leaves of their move at most: ``jumps`` works out the rest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.abs(np.log(new / old)) - terms.ERRORS * np.sqrt(1 / new + 1 / old)
        # With a nought: the ratio at which all would fall on one side with that probability.
        side = terms.CHANCE ** (1 / np.maximum(old, new))
        of_none = np.where(side > 0.5, np.log(side / (1 - side)), -np.inf)
    least = np.where((old > 0) & (new > 0), least, of_none)
    return np.asarray(least + terms.TOGETHER > terms.FACTORS["count"]["steady"])


def _numbers(holdings: Holdings, people: set[tuple[str, str]]) -> pd.DataFrame:
    """Every number of a stated span of whole months, sorted by series and time.

    Columns: those of ``sums.traced``, and kind (count or printed), least (the step that is worth
    a look), is_counted (a count, and not of residents), last (a number of days), series and peers
    (which it belongs to, by number).
    """
    frame = sums.traced(holdings)
    frame = frame[frame["value"].notna() & ~with_letter(frame["status"], "u")]
    periods = {iso: Period.parse(iso) for iso in frame["period"].unique()}
    months = {
        iso: -1 if p.months is None or not p.is_stated else p.months for iso, p in periods.items()
    }
    pairs = list(zip(frame["dataset"], frame["measure"], strict=True))
    kinds = {
        (name, key): KINDS.get(measure.kind, "")
        for name, dataset in holdings.datasets.items()
        for key, measure in dataset.measures.items()
    }
    least = {kind: factors["steady"] / 2 for kind, factors in terms.FACTORS.items()} | {"": 0.0}
    steps = {
        pair: log(1 + terms.IN_A_YEAR) / 2 if pair in people else least[kind]
        for pair, kind in kinds.items()
    }
    levels = {code: holdings.areas[code].level for code in frame["area"].unique()}
    frame = frame.assign(
        kind=[kinds[pair] for pair in pairs],
        least=[steps[pair] for pair in pairs],
        is_counted=[kinds[pair] == "count" and pair not in people for pair in pairs],
        level=frame["area"].map(levels),
        months=frame["period"].map(months),
        last=frame["period"].map({iso: p.last.toordinal() for iso, p in periods.items()}),
    )
    frame = frame[(frame["kind"] != "") & (frame["months"] >= 0)]
    numbered = frame.assign(**{name: pd.factorize(frame[name])[0] for name in NUMBERED})
    frame = frame.assign(
        peers=numbered.groupby(PEERS, sort=False).ngroup(),
        series=numbered.groupby([*PEERS, "area"], sort=False).ngroup(),
    )
    return frame.sort_values(["series", "last"], kind="stable").reset_index(drop=True)
