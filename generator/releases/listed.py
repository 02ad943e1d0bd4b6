"""Places among the areas of a level, for whole columns of frozen figures at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from generator.reading.holdings import Holdings
from generator.releases.paired import Decimals, Flags, Integers, PairedFigures, codes
from generator.telling.speech import voice
from generator.terms.areas import Area
from generator.terms.periods import Period

# Levels whose areas have a place among each other told.
LISTED = ("district", "ward", "force")
# A number has four decimals in a file; so near to what counts and people give it is that.
NEAR = 0.5001e-4
LITTLE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """Which areas are listed together: a number for each code of an area, or -1 for one that has
    no place."""

    holdings: Holdings
    of_area: Integers

    @staticmethod
    def of(pairs: PairedFigures, holdings: Holdings) -> List:
        """The lists of areas that figures are of: districts, forces, the wards of a district."""
        site = holdings.site
        root = holdings.areas[site.area] if site else None
        names: dict[str, int] = {}
        found = []
        for code in pairs.after["area_code"].cat.categories:
            name = _list_of(holdings, root, code)
            found.append(names.setdefault(name, len(names)) if name else -1)
        return List(holdings, np.array([*found, -1], dtype=np.int64))

    def groups(self, rows: pd.DataFrame) -> Integers:
        """For each figure one number for its indicator, category, period and list, or -1."""
        lists = self.of_area[codes(rows, "area_code")]
        found = np.zeros(len(rows), dtype=np.int64)
        for name in ("indicator", "category", "period"):
            found = found * max(len(rows[name].cat.categories), 1) + codes(rows, name)
        found = found * (self.of_area.max(initial=0) + 1) + lists
        return np.where(lists >= 0, found, -1)

    def told(self, rows: pd.DataFrame, groups: Integers) -> pd.DataFrame:
        """Of each figure: its group, its number as it is printed (``told``), and whether it
        ``is_listed`` and ``is_ranked``."""
        is_listed = _is_live(rows, self.holdings) & _is_of_kind(rows, self.holdings)
        is_sure = ~rows["status"].map(lambda text: "u" in text).astype(bool).to_numpy()
        has_number = (rows["number"].notna() | rows["count"].notna()).to_numpy()
        return pd.DataFrame(
            {
                "group": groups,
                "told": _as_printed(rows, self.holdings),
                "is_listed": is_listed & has_number,
                "is_ranked": is_listed & is_sure & rows["number"].notna().to_numpy(),
            }
        )


def _list_of(holdings: Holdings, root: Area | None, code: str) -> str:
    if root is None or code not in holdings.areas:
        return ""
    area = holdings.areas[code]
    if area.level not in LISTED or root not in holdings.areas.family(area):
        return ""
    if area.level == "ward":
        district = holdings.areas.ancestor(area, "district")
        return district.code if district else ""
    return area.level


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The places of those that have one, with the columns of a Rank: competition ranking (1, 2, 2,
    4), from the lowest and from the highest."""
    numbered = rows[rows["is_listed"]].groupby("group").size()
    held = rows[rows["is_ranked"]]
    groups = held.groupby("group")["told"]
    of = groups.transform("size").astype(int)
    return held.assign(
        from_lowest=groups.rank(method="min").astype(int),
        from_highest=groups.rank(method="min", ascending=False).astype(int),
        of=of,
        tied=held.groupby(["group", "told"])["told"].transform("size").astype(int),
        uncounted=held["group"].map(numbered).astype(int) - of,
    )


def _is_of_kind(rows: pd.DataFrame, holdings: Holdings) -> Flags:
    """Which figures are of a kind that has places? No mere numbers, places or changes."""
    fit = []
    for key in rows["indicator"].cat.categories.intersection(list(holdings.indicators)):
        one = voice(holdings, key)
        is_none = one.measure.kind in ("rank", "change") or one.is_of_size(is_rate=one.is_rate)
        fit += [] if is_none else [key]
    found: Flags = rows["indicator"].isin(fit).to_numpy()
    return found


def _is_live(rows: pd.DataFrame, holdings: Holdings) -> Flags:
    """Which figures are of an area that existed then, or of the wards of their dataset's year?"""
    every = {area.code: area for area in holdings.areas}
    known = [every.get(code) for code in _names(rows, "area_code")]
    starts = [_day(area.start if area else None, 0) for area in known]
    ends = [_day(area.end if area else None, 10**9) for area in known]
    lasts = [Period.parse(iso).last.toordinal() for iso in _names(rows, "period")]
    place, when = codes(rows, "area_code"), codes(rows, "period")
    last = np.array([*lasts, 0])[when]
    found = (np.array([*starts, 0])[place] <= last) & (last < np.array([*ends, 0])[place])
    is_ward = np.array([bool(area and area.level == "ward") for area in known] + [False])[place]
    for name, dataset in holdings.datasets.items():
        if dataset.wards_as_of is not None:
            mine = is_ward & (rows["dataset"] == name).to_numpy()
            edition = holdings.areas.editions.get(dataset.wards_as_of, set())
            found = np.where(mine, rows["area_code"].isin(edition).to_numpy(), found)
    return found


def _names(rows: pd.DataFrame, column: str) -> list[str]:
    return list(rows[column].cat.categories)


def _day(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise


def _as_printed(rows: pd.DataFrame, holdings: Holdings) -> Decimals:
    """Numbers rounded as the site prints them, for those printed alike share a place."""
    known = [holdings.indicators.get(key) for key in _names(rows, "indicator")]
    places = codes(rows, "indicator")
    per = np.array([one[1].per if one else 1 for one in known] + [1])[places]
    decimals = np.array([one[1].decimals if one else 4 for one in known] + [4])[places]
    value = rows["number"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = per * rows["count"].to_numpy(float) / rows["denominator"].to_numpy(float)
    value = np.where((per > 1) & (np.abs(exact - value) <= NEAR), exact, value)
    scale = 10.0**decimals
    near = np.sign(value) * np.floor(np.abs(value) * scale + 0.5 + LITTLE) / scale
    # What is not nought is never printed as nought.
    near = np.where((near == 0) & (value > 0), LITTLE, near)
    found: Decimals = np.where(per > 1, near, value)
    return found
