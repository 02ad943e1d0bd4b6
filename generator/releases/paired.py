"""The figures of two times side by side: which of them are the same figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.releases.frozen import KEY, Frozen, values_of

Flags = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Decimals = npt.NDArray[np.float64]

# Columns of which both times have the same categories, so that codes can be compared.
SHARED = (*KEY, "dataset", "unit", "status", "notes")


@dataclass(frozen=True, slots=True, eq=False)
class PairedFigures:
    """The figures before and after, in columns of which SHARED have the same categories on both
    sides, and ``number``, the value as a number.

    ``was_keys`` and ``keys`` say in one number each which figure a row is; sorted, they are in the
    order of KEY. ``place`` is the row before of each row after, or -1.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    was_keys: Integers
    keys: Integers
    place: Integers

    @property
    def is_in_both(self) -> Flags:
        """Which rows after were there before?"""
        return self.place >= 0

    @property
    def is_gone(self) -> Flags:
        """Which rows before are there no more?"""
        found = np.ones(len(self.before), dtype=bool)
        found[self.place[self.is_in_both]] = False
        return found

    def sides(self, chosen: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Some of the rows that are in both, before and after, under the same index."""
        now = self.after[chosen]
        return self.before.take(self.place[chosen]).set_axis(now.index), now

    @property
    def size(self) -> int:
        """How many periods there are: keys of one series differ by less."""
        return max(len(self.after["period"].cat.categories), 1)


def paired(before: Frozen, after: Frozen) -> PairedFigures:
    """Which figure of one time is which of the other?"""
    old = before.figures.assign(number=values_of(before.figures))
    new = after.figures.assign(number=values_of(after.figures))
    if withdrawn := before.withdrawn | after.withdrawn:
        old, new = _without(old, withdrawn), _without(new, withdrawn)
    for name in SHARED:
        every = old[name].cat.categories.union(new[name].cat.categories)
        old[name] = old[name].cat.set_categories(every)
        new[name] = new[name].cat.set_categories(every)
    was_keys, keys = _keys(old), _keys(new)
    return PairedFigures(old, new, was_keys, keys, places_in(was_keys, keys))


def _without(rows: pd.DataFrame, keys: Collection[tuple[str, ...]]) -> pd.DataFrame:
    """Figures without those of these keys."""
    named = zip(*(rows[name] for name in KEY), strict=True)
    return rows[[key not in keys for key in named]].reset_index(drop=True)


def _keys(rows: pd.DataFrame) -> Integers:
    found = np.zeros(len(rows), dtype=np.int64)
    for name in KEY:
        column = rows[name].cat
        found = found * max(len(column.categories), 1) + column.codes.to_numpy(np.int64)
    return found


def places_in(keys: Integers, wanted: Integers) -> Integers:
    """In which row does each key stand? -1 for one that does not."""
    return pd.Index(keys).get_indexer(pd.Index(wanted)).astype(np.int64)


def codes(rows: pd.DataFrame, name: str) -> Integers:
    """A column of categories as numbers that are the same before and after."""
    return np.asarray(rows[name].cat.codes, dtype=np.int64)


def differ(was: pd.Series, now: pd.Series) -> Flags:
    """Where do two columns of numbers differ? Where neither has a number they do not."""
    old, new = was.to_numpy(float), now.to_numpy(float)
    found: Flags = (old != new) & ~(np.isnan(old) & np.isnan(new))
    return found


def both_differ(was: pd.Series, now: pd.Series) -> Flags:
    """Where do two columns of numbers both have one, and another?"""
    return differ(was, now) & was.notna().to_numpy() & now.notna().to_numpy()
