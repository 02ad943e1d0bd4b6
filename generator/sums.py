"""What follows from the observations by adding up: categories, successors, and areas from their members.

Only counts are ever added, only where every part is there, and never in place of something observed.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from generator.areas import Area, Areas
from generator.datasets import Dataset
from generator.holdings import Holdings
from generator.periods import Period

KEY = ["dataset", "measure", "category", "period"]
POOLED_LEVELS = ("county", "partnership", "division", "force", "group")


def completed(holdings: Holdings) -> pd.DataFrame:
    """All observations and what follows from them.

    Columns: those of the observations, and ``how``: observed, summed (a category from its parts),
    joined (an area from those it took the place of) or pooled (an area from its members).
    """
    observed = holdings.observations.assign(how="observed")
    counts = _counts(observed, holdings.datasets)
    summed = _summed(counts, holdings.datasets)
    counts = _with(counts, summed)
    joined = _joined(counts, holdings.areas)
    counts = _with(counts, joined)
    pooled = _pooled(counts, holdings.areas)
    return _with(_with(_with(observed, summed), joined), pooled)


def _counts(frame: pd.DataFrame, datasets: dict[str, Dataset]) -> pd.DataFrame:
    kinds = {
        (name, key): measure.kind
        for name, d in datasets.items()
        for key, measure in d.measures.items()
    }
    pairs = zip(frame["dataset"], frame["measure"], strict=True)
    return frame[[kinds[pair] == "count" for pair in pairs]]


def _with(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Both, where ``more`` fills only what ``frame`` does not hold."""
    if more.empty:
        return frame
    key = [*KEY, "area"]
    return pd.concat([frame, more], ignore_index=True).drop_duplicates(key, keep="first")


def _letters(statuses: Iterable[str]) -> str:
    return "".join(sorted(set("".join(statuses))))


def _words(texts: Iterable[str]) -> str:
    return " ".join(sorted({word for text in texts for word in text.split()}))


def _added(parts: pd.DataFrame, key: list[str], how: str) -> pd.DataFrame:
    """Rows of the same key added up, with how many there were (``parts``)."""
    if parts.empty:
        return pd.DataFrame()
    grouped = parts.groupby(key, sort=True)
    added = grouped["value"].sum().to_frame()
    added["parts"] = grouped["value"].count()
    added["status"] = grouped["status"].agg(_letters)
    added["note"] = grouped["note"].agg(_words)
    added["source"] = grouped["source"].agg(_words)
    return added.reset_index().assign(how=how, file="", row=0, printed="")


def _summed(counts: pd.DataFrame, datasets: dict[str, Dataset]) -> pd.DataFrame:
    """Categories that were not printed, from their parts, deepest first."""
    found = []
    for name, dataset in datasets.items():
        if not dataset.adds_up:
            continue
        rows = counts[counts["dataset"] == name]
        for category in sorted(dataset.categories, key=dataset.depth, reverse=True):
            parts = dataset.parts(category)
            if not parts:
                continue
            inner = rows[rows["category"].isin(parts)]
            # A part that a source never holds (status x or z throughout) is no part of its sums.
            needed = len(parts) - _never_held(inner, parts)
            added = _added(
                inner[inner["value"].notna()], ["dataset", "measure", "period", "area"], "summed"
            )
            if len(added):
                whole = (
                    added[added["parts"] == needed].assign(category=category).drop(columns="parts")
                )
                rows = _with(rows, whole)
                found.append(whole)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _never_held(rows: pd.DataFrame, parts: list[str]) -> int:
    without = rows[rows["value"].isna() & rows["status"].isin(["x", "z"])]["category"].unique()
    held = set(rows[rows["value"].notna()]["category"])
    return sum(1 for category in without if category not in held and category in parts)


def _joined(counts: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """The past of areas that took the place of others exactly, or by a stated share."""
    found = []
    for area in areas:
        before = areas.predecessors(area)
        is_exact = all(s.kind in ("recoded", "merged") for s in before)
        if not before or not (is_exact or all(s.share is not None for s in before)):
            continue
        shares = {s.old: s.share if s.share is not None else 1.0 for s in before}
        rows = counts[counts["area"].isin(shares) & counts["value"].notna()]
        rows = rows.assign(value=rows["value"] * rows["area"].map(shares))
        added = _added(rows, KEY, "joined")
        if len(added):
            whole = (
                added[added["parts"] == len(shares)].assign(area=area.code).drop(columns="parts")
            )
            if not is_exact:
                whole["status"] = [_letters([status, "be"]) for status in whole["status"]]
            found.append(whole)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _pooled(counts: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Areas from their members, smaller areas first, where every member of the time has a number."""
    found: list[pd.DataFrame] = []
    rows = counts[counts["value"].notna()]
    for area in sorted(
        areas, key=lambda a: POOLED_LEVELS.index(a.level) if a.level in POOLED_LEVELS else -1
    ):
        members, combine = areas.members(area)
        if combine != "sum":
            continue
        inner = rows[rows["area"].isin([member.code for member in members])]
        added = _added(inner, KEY, "pooled")
        if added.empty:
            continue
        live = {iso: _live(members, iso) for iso in added["period"].unique()}
        is_whole = added["parts"] == added["period"].map(live)
        whole = added[is_whole].assign(area=area.code).drop(columns="parts")
        rows = _with(rows, whole)
        found.append(whole)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _live(members: list[Area], iso: str) -> int:
    period = Period.parse(iso)
    return sum(1 for member in members if member.is_live_in(period))
