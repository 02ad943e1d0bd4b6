"""Rates of a place on residents of another year than the other places', or of long before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import LEVELS
from generator.terms.cells import place_of
from generator.terms.indicators import Selection
from generator.terms.periods import Period

DAYS = 365.25


def residents(holdings: Holdings) -> Iterator[Doubt]:
    """Of the newest whole period of each count that has a rate: areas set against residents of
    another year than the others of their level, and residents of long before."""
    rows, told, outside = holdings.observations, set(), _outside(holdings)
    released = holdings.site.released if holdings.site else None
    for name, indicator in holdings.indicators.values():
        wanted = indicator.denominator
        if wanted is None or not wanted.dataset or (name, indicator.value, wanted) in told:
            continue
        told.add((name, indicator.value, wanted))
        mine = rows[(rows["dataset"] == name) & (rows["measure"] == indicator.value)]
        mine = mine[(mine["value"] > 0) & ~mine["area"].isin(outside)]
        spans = {iso: Period.parse(iso) for iso in mine["period"].unique()}
        whole = [span for span in spans.values() if span.is_stated and not span.is_part_year]
        # What is later than the release is doubted for that.
        whole = [span for span in whole if released is None or span.last <= released]
        if whole:
            newest = max(whole, key=lambda span: span.last)
            counted = mine[mine["period"] == newest.iso].drop_duplicates("area")
            yield from _used(holdings, counted, newest, _dated(people(rows, wanted)))


def _outside(holdings: Holdings) -> set[str]:
    """Similar areas elsewhere: their groups are of those with residents of one day only."""
    areas, site = holdings.areas, holdings.site
    inside = areas.within(areas[site.area], "district") if site else []
    return set(areas.outside(inside))


def people(rows: pd.DataFrame, wanted: Selection) -> pd.DataFrame:
    """The rows of the residents that counts are set against."""
    return rows[
        (rows["dataset"] == wanted.dataset)
        & (rows["measure"] == wanted.measure)
        & (rows["category"] == (wanted.category or "all"))
    ]


def _dated(held: pd.DataFrame) -> pd.DataFrame:
    """Those that have a number, with the day that they are of (``last``)."""
    held = held[held["value"] > 0]
    return held.assign(last=[Period.parse(iso).last for iso in held["period"]])


def _used(
    holdings: Holdings, counted: pd.DataFrame, newest: Period, people: pd.DataFrame
) -> Iterator[Doubt]:
    """What is odd about the residents that the counts of one period are set against."""
    known = people[(people["last"] <= newest.last) & people["area"].isin(counted["area"])]
    used = known.sort_values("last").drop_duplicates("area", keep="last")
    used = used.assign(level=[holdings.areas[code].level for code in used["area"]])
    for _, level in used.groupby("level", sort=False):
        days = Counter(level["last"])
        usual = max(days, key=lambda day: (days[day], day))
        for row in level[level["last"] != usual].to_dict("records"):
            yield _unlike(holdings, row, newest, usual)
        if (newest.last - usual).days > terms.OLD_RESIDENTS * DAYS:
            first = level[level["last"] == usual].iloc[0].to_dict()
            yield _old(holdings, first, newest)


def _unlike(holdings: Holdings, row: dict[str, object], newest: Period, usual: date) -> Doubt:
    area = holdings.areas[str(row["area"])]
    style = holdings.datasets[str(row["dataset"])].label_style
    own = Period.parse(str(row["period"])).label(style)
    return Doubt(
        "residents",
        place_of(row, "period"),
        f"The rates of {wording.place(area)} {newest.phrase()} are on its residents of {own}, "
        f"and those of the other {LEVELS[area.level].plural} on residents of {usual.year}.",
        f"Add its residents of {usual.year}; {terms.OR_ACCEPT}",
        words=frozenset((area.code,)),
    )


def _old(holdings: Holdings, row: dict[str, object], newest: Period) -> Doubt:
    style = holdings.datasets[str(row["dataset"])].label_style
    own = Period.parse(str(row["period"]))
    years = int((newest.last - own.last).days / DAYS)
    return Doubt(
        "residents",
        place_of(row, "period"),
        f"The rates {newest.phrase()} are on the residents of {own.label(style)}, "
        f"{years} years older.",
        f"Add newer estimates of residents; {terms.OR_ACCEPT}",
    )


RULES = (residents,)
