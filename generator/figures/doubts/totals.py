"""Totals that are not the sum of their parts, and changes between spans of unequal length."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.cells import Cell, cell_of, place_of
from generator.terms.claims import PARTS_OF_TIME, Against
from generator.terms.datasets import Dataset
from generator.terms.periods import Period

CHANGES = ("change", "percent_change", "sign")


PLACE = ["measure", "area", "period"]


class Unequal(NamedTuple):
    """A total whose parts are all there and make another number: its cell, its row, that number."""

    cell: Cell
    row: dict[Hashable, Any]
    made: float


def unequal_sums(holdings: Holdings, name: str) -> tuple[Unequal, ...]:
    """Which totals of a dataset are not what their parts make?"""
    return _looked_up(holdings)(name)


# Several rules ask it of the same holdings.
@lru_cache(maxsize=1)
def _looked_up(holdings: Holdings) -> Callable[[str], tuple[Unequal, ...]]:
    return cache(lambda name: tuple(_unequal_sums(holdings, name)))


def _unequal_sums(holdings: Holdings, name: str) -> Iterator[Unequal]:
    dataset = holdings.datasets[name]
    if not any(category.within for category in dataset.categories.values()):
        return
    rows = holdings.observations[holdings.observations["dataset"] == name]
    rows = rows.drop_duplicates([*PLACE, "category"], keep="last")
    found = [
        differing
        for category in dataset.categories
        if (parts := dataset.parts(category))
        if len(differing := _differing(rows, category, parts))
    ]
    every = pd.concat(found).sort_index() if found else rows.iloc[:0]
    for row in every.to_dict("records"):
        made = row.pop("made")
        yield Unequal(cell_of(row), row, made)


def _differing(rows: pd.DataFrame, category: str, parts: list[str]) -> pd.DataFrame:
    """The rows of a category whose parts are all there and make another number (``made``)."""
    mine = rows[rows["category"].isin(parts)]
    # In the order of the categories, so that decimals add up as a reader would add them.
    order = mine["category"].map({part: place for place, part in enumerate(parts)})
    sums = mine.iloc[order.argsort(kind="stable")].groupby(PLACE)["value"].agg(["sum", "count"])
    whole = rows[(rows["category"] == category) & rows["value"].notna()]
    beside = whole.join(sums[sums["count"] == len(parts)]["sum"].rename("made"), on=PLACE)
    return beside[beside["made"].notna() & (beside["made"] != beside["value"])]


def totals(holdings: Holdings) -> Iterator[Doubt]:
    """Sums that fail in imported data whose description does not say whether parts add up.

    One doubt for each file, for the reason is nearly always the same.
    """
    for name, dataset in holdings.datasets.items():
        if dataset.transcribed or "adds_up" in dataset.model_fields_set:
            continue
        by_file: dict[str, list[Unequal]] = {}
        for one in unequal_sums(holdings, name):
            measure = dataset.measures[one.cell.measure]
            exact = one.cell.measure not in (*dataset.rounded, *dataset.worked_out)
            if measure.kind == "count" and exact:
                by_file.setdefault(str(one.row["file"]), []).append(one)
        for first, *others in by_file.values():
            cell = first.cell
            label = dataset.categories[cell.category].label
            name_of = wording.upper_first(wording.place(holdings.areas[cell.area]))
            when = Period.parse(cell.period).phrase(dataset.label_style)
            more = f" {len(others)} more totals of the file differ too." if others else ""
            yield Doubt(
                "total",
                place_of(first.row),
                f'{name_of}: "{label}" is {first.row["printed"]} {when}, and its parts make '
                f"{first.made:,.10g}.{more}",
                "Correct the numbers; or write adds_up: false in dataset.yml where one thing "
                f"counts in several categories; {terms.OR_ACCEPT}",
                words=frozenset(cell),
            )


def unequal_spans(holdings: Holdings) -> Iterator[Doubt]:
    """Printed changes that set one length of time against another."""
    for claim in holdings.claims:
        since = claim.against.earlier
        if claim.kind not in CHANGES or claim.against != Against(period=(since,)):
            continue
        if since in PARTS_OF_TIME or not claim.cell.dataset:
            continue
        later, earlier = Period.parse(claim.cell.period), Period.parse(since)
        if later.months and earlier.months and later.months != earlier.months:
            area = claim.cell.area
            where = f"{holdings.areas[area].name}: " if area in holdings.areas else ""
            yield Doubt(
                "unequal spans",
                claim.place._replace(column="against"),
                f"{where}The change {claim.text} is told of {later.label()} against "
                f"{earlier.label()}, which is of another length.",
                f"Correct the period in against; {terms.OR_ACCEPT}",
                words=frozenset((area, claim.cell.period)),
            )


def mixed_spans(holdings: Holdings) -> Iterator[Doubt]:
    """Totals given for years whose parts are given for months and quarters only: their changes
    would be of different lengths in one table."""
    rows = holdings.observations
    held = {str(name): mine for name, mine in rows.groupby("dataset", sort=False)}
    for name, dataset in holdings.datasets.items():
        roots = [c for c in dataset.categories if dataset.parts(c)]
        if not roots or name not in held:
            continue
        spans = {iso.partition("/")[0] for iso in held[name]["period"].unique()}
        if "P12M" not in spans or not {"P1M", "P3M"} & spans:
            continue
        mine = held[name][held[name]["value"].notna()]
        for _, series in mine.groupby(["area", "measure"], sort=False):
            yield from _mixed(holdings, dataset, roots, series)


def _mixed(
    holdings: Holdings, dataset: Dataset, roots: list[str], series: pd.DataFrame
) -> Iterator[Doubt]:
    months = {iso: Period.parse(iso).months for iso in series["period"].unique()}
    held: dict[str, dict[int | None, int]] = {}
    for category, iso, row in zip(series["category"], series["period"], series["row"], strict=True):
        held.setdefault(category, {}).setdefault(months[iso], int(row))
    for root in roots:
        parts = [held[part] for part in dataset.parts(root) if part in held]
        own = held.get(root, {})
        if 12 in own and parts and all({1, 3} & set(p) and 12 not in p for p in parts):
            first = series[series["row"] == own[12]].iloc[0]
            area = wording.upper_first(wording.place(holdings.areas[first["area"]]))
            label = dataset.categories[root].label
            yield Doubt(
                "unequal spans",
                place_of(first, "period"),
                f'{area}: "{label}" is given for years, and its parts for quarters or months only, '
                "so changes beside each other would be of different lengths.",
                "Give the same periods for both, or keep the years in a dataset of their own; "
                f"{terms.OR_ACCEPT}",
                words=frozenset(cell_of(first.to_dict())),
            )


RULES = (totals, unequal_spans, mixed_spans)
