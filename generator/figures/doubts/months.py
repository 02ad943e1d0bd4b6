"""Years and quarters that are not the sum of their own months."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.figures.doubts.totals import unequal_sums
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.cells import cell_of, place_of
from generator.terms.periods import Period

PLACE = ["dataset", "measure", "category", "area"]


def spans_of_months(holdings: Holdings) -> Iterator[Doubt]:
    """Counts of a longer span whose months are all there and make another number.

    One doubt for each area and span: that of its first row, with all rows that differ set aside.
    """
    differing = _without_slips(holdings, _differing(_counted(holdings)))
    for _, mine in differing.groupby(["dataset", "measure", "area", "period"], sort=False):
        first, others = mine.iloc[0], len(mine) - 1
        dataset = holdings.datasets[first["dataset"]]
        place = wording.upper_first(wording.place(holdings.areas[first["area"]]))
        unit = dataset.measures[first["measure"]].unit[1]
        label = dataset.categories[first["category"]].label
        kind = "" if first["category"] == "all" else f" ({label})"
        when = Period.parse(first["period"]).phrase(dataset.label_style)
        parts = wording.in_words(int(first["months"]))
        more = f" (and {others:,} more number{'s' if others > 1 else ''})" if others else ""
        yield Doubt(
            "months",
            place_of(first),
            f"{place} has {first['printed']} {unit}{kind} {when}{more}, and its {parts} months "
            f"make {first['made']:,.10g}.",
            terms.ACCEPT.replace("the number", "the number, or that of a month"),
            cells=tuple(cell_of(row) for row in mine.to_dict("records")),
            side="months",
            words=frozenset(cell_of(first.to_dict())),
        )


def _without_slips(holdings: Holdings, rows: pd.DataFrame) -> pd.DataFrame:
    """Without the series in which a total is not the sum of its parts, which is told as that."""
    slips = {
        (name, one.cell.measure, one.cell.category, one.cell.area)
        for name in rows["dataset"].unique()
        for one in unequal_sums(holdings, name)
    }
    places = zip(*(rows[column] for column in PLACE), strict=True)
    return rows[[place not in slips for place in places]] if slips else rows


def _counted(holdings: Holdings) -> pd.DataFrame:
    """The exact counts of datasets that are not copied from a printed document, which has its own
    audit."""
    rows = holdings.observations
    counts = {
        (name, key)
        for name, dataset in holdings.datasets.items()
        for key, measure in dataset.measures.items()
        if measure.kind == "count" and not dataset.transcribed
        if key not in (*dataset.rounded, *dataset.worked_out)
    }
    pairs = zip(rows["dataset"], rows["measure"], strict=True)
    mine = rows[[pair in counts for pair in pairs]]
    return mine[mine["value"].notna()]


def _differing(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose months are all there and make another number: how many, and which number."""
    within = [
        (iso, f"P1M/{number // 12}-{number % 12 + 1:02}", months)
        for iso in rows["period"].unique()
        if (months := Period.parse(iso).months or 0) > 1
        for last in [Period.parse(iso).last]
        for number in range(last.year * 12 + last.month - months, last.year * 12 + last.month)
    ]
    pairs = pd.DataFrame(within, columns=["longer", "period", "months"])
    parts = rows.merge(pairs, on="period")
    key = [*PLACE, "longer", "months"]
    sums = parts.groupby(key)["value"].agg(["sum", "count"]).reset_index()
    whole = sums[sums["count"] == sums["months"]].drop(columns="count")
    named = whole.rename(columns={"sum": "made", "longer": "period"})
    beside = rows.merge(named, on=[*PLACE, "period"])
    return beside[beside["made"] != beside["value"]]


RULES = (spans_of_months,)
