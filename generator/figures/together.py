"""Groups of similar areas: one rate for all members that have one, counts and residents added up.

A member may lack a figure for good: it is counted with others only, or lies where other statistics
are kept. The rate is that of the rest, and pages say of how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from generator.reading.holdings import Holdings
from generator.terms.areas import Area
from generator.terms.periods import Period

# So large a part of a group must have a rate that it may stand for the group.
ENOUGH = 0.5
HOW = "together"


def with_groups(mine: pd.DataFrame, holdings: Holdings) -> pd.DataFrame:
    """Figures with the counts and residents of groups of similar areas, numbered from 0.

    A group has one where the area that it is of has a rate, its members' rates are worked out on
    residents of the same day, and none of those lacks the category.
    """
    groups = [g for g in holdings.areas if g.parent and holdings.areas.members(g)[1] == "rate"]
    fit = [k for k, (_, i) in holdings.indicators.items() if i.per != 1 and i.denominator]
    if not groups or not fit:
        return mine
    whole = mine[mine["indicator"].isin(fit) & mine["count"].notna() & mine["denominator"].notna()]
    # Who has any rate of an indicator in a period, and on the residents of which day.
    known = whole.drop_duplicates(["indicator", "period", "area"])
    columns = (known[name] for name in ("indicator", "period", "area", "base_period"))
    having: dict[tuple[str, str], dict[str, str]] = {}
    for indicator, iso, area, day in zip(*columns, strict=True):
        having.setdefault((indicator, iso), {})[area] = day
    found = []
    for (indicator, iso), dated in having.items():
        of_period = [one for g in groups if (one := _standing(holdings, g, iso, dated))]
        if of_period:
            rows = whole[(whole["indicator"] == indicator) & (whole["period"] == iso)]
            found += [row for group, codes in of_period for row in _of_group(group, codes, rows)]
    if not found:
        return mine
    return pd.concat([mine, pd.DataFrame(found, columns=mine.columns)], ignore_index=True)


def _standing(
    holdings: Holdings, group: Area, iso: str, dated: Mapping[str, str]
) -> tuple[Area, list[str]] | None:
    """A group with the members that stand for it in a period; None where they do not."""
    period = Period.parse(iso)
    live = [m.code for m in holdings.areas.members(group)[0] if m.is_live_in(period)]
    codes = [code for code in live if code in dated]
    is_enough = len(codes) >= max(2, ENOUGH * len(live))
    is_same_day = {dated[code] for code in codes} == {dated.get(group.parent or "")}
    return (group, codes) if is_enough and is_same_day else None


def _of_group(group: Area, codes: Sequence[str], rows: pd.DataFrame) -> Iterator[pd.Series]:
    for _, parts in rows[rows["area"].isin(codes)].groupby("place", sort=True):
        if len(parts) == len(codes):
            yield _together(group.code, parts)


def _together(group: str, parts: pd.DataFrame) -> pd.Series:
    """One row of a group: sums, with all letters, notes and sources of its parts."""
    first = parts.iloc[0].copy()
    first["area"], first["how"], first["printed"] = group, HOW, ""
    for column in ("count", "denominator"):
        first[column] = parts[column].sum()
    for column in ("status", "count_status"):
        first[column] = "".join(sorted(set("".join(parts[column]))))
    for column in ("notes", "source"):
        first[column] = " ".join(sorted({w for text in parts[column] for w in text.split()}))
    first["doubts"] = tuple(dict.fromkeys(doubt for held in parts["doubts"] for doubt in held))
    return first
