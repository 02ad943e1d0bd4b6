"""Categories that are called otherwise now: their numbers are those of one that is gone."""

from __future__ import annotations

import pandas as pd

# Fewer numbers than these may be alike by chance.
FEWEST_ALIKE = 3


def renamed(changes: pd.DataFrame) -> dict[tuple[str, str], str]:
    """For an indicator and a category of it that is gone: the new one with the same numbers, area
    by area and period by period."""
    new, gone = (changes[changes["kind"] == kind] for kind in ("new", "gone"))
    if gone.empty:
        return {}
    after = {key: _numbers(rows, "") for key, rows in new.groupby(["indicator", "category"])}
    found: dict[tuple[str, str], str] = {}
    for (indicator, category), rows in gone.groupby(["indicator", "category"]):
        was = _numbers(rows, "was_")
        alike = [name for (of, name), now in after.items() if of == indicator and now == was]
        if len(was) >= FEWEST_ALIKE and len(alike) == 1:
            found[str(indicator), str(category)] = str(alike[0])
    return found


def _numbers(rows: pd.DataFrame, side: str) -> frozenset[tuple[object, ...]]:
    counts = rows[f"{side}count"].astype(object).where(rows[f"{side}count"].notna(), None)
    columns = (rows["area"], rows["period"], rows[f"{side}value"], counts)
    return frozenset(zip(*columns, strict=True))


def without(changes: pd.DataFrame, names: dict[tuple[str, str], str]) -> pd.DataFrame:
    """The changes but those that are only another name."""
    known = {*names, *((indicator, now) for (indicator, _), now in names.items())}
    pairs = zip(changes["indicator"], changes["category"], strict=True)
    is_known = pd.Series([pair in known for pair in pairs], changes.index, dtype=bool)
    return changes[~(is_known & changes["kind"].isin(["new", "gone"]))]
