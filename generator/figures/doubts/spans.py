"""Periods that cannot be meant, months left out, and parts of a year among whole ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd

from generator.figures.doubts import lapses, terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.cells import PARTS, cells_in, having, place_of, with_letter
from generator.terms.periods import Period

# So many months are nearly a year, and easily taken for one.
NEARLY_A_YEAR = (9, 10, 11, 13, 14, 15)
# A hole of more months is a stop and a new start; fewer months than this are no run.
LONGEST_HOLE, SHORTEST_RUN = 2, 4


def periods(holdings: Holdings) -> Iterator[Doubt]:
    """Periods after the release or long before it, and years far from all others of a dataset."""
    rows = holdings.observations
    spans = {iso: Period.parse(iso) for iso in rows["period"].unique()}
    release = holdings.site.released if holdings.site else None
    future = _future(rows, spans, release) if release else rows.iloc[:0]
    if len(future) >= terms.MANY:
        newest = max((spans[iso] for iso in future["period"]), key=lambda p: p.last)
        yield Doubt(
            "release",
            holdings.at("data/site.yml", "release"),
            f"The release is {_day(release)}, and {len(future)} numbers are of a later time, the "
            f"newest {newest.phrase()}.",
            f"Correct release:, or the periods; {terms.OR_ACCEPT}",
        )
    elif release:
        why = f"which is after the release ({_day(release)})"
        yield from _by_file(holdings, future, why, "future")
    if release and not lapses.is_release_in_doubt(holdings):
        past = [i for i, p in spans.items() if p.last.year < release.year - terms.FAR_PAST]
        why = f"which is more than {terms.FAR_PAST} years before the release ({_day(release)})"
        yield from _by_file(holdings, rows[rows["period"].isin(past)], why, "past")
    for far, why in _far_off(rows, spans):
        yield from _by_file(holdings, far, why, "alone")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _future(rows: pd.DataFrame, spans: dict[str, Period], release: date) -> pd.DataFrame:
    later = [iso for iso, period in spans.items() if period.is_stated and period.last > release]
    return rows[rows["period"].isin(later) & ~with_letter(rows["status"], "f")]


def _far_off(rows: pd.DataFrame, spans: dict[str, Period]) -> Iterator[tuple[pd.DataFrame, str]]:
    """The rows of a dataset whose year is far from all others, where they are the fewer."""
    rows = rows[~with_letter(rows["status"], "f")]
    counted = rows.groupby(["dataset", "period"], sort=False).size()
    for name, held in counted.groupby(level=0, sort=False):
        years: dict[int, int] = {}
        isos = [str(iso) for iso in held.index.get_level_values(1)]
        for iso, number in zip(isos, held, strict=True):
            if spans[iso].is_stated:
                year = spans[iso].last.year
                years[year] = years.get(year, 0) + int(number)
        for year, number in years.items():
            nearest = min((abs(year - other) for other in years if other != year), default=0)
            if nearest >= terms.FAR_OFF and len(years) > 2 and number * 2 < sum(years.values()):
                far = [iso for iso in isos if spans[iso].last.year == year]
                mine = rows[(rows["dataset"] == name) & rows["period"].isin(far)]
                yield mine, f"which is {nearest} years from any other figure of its dataset"


def _by_file(holdings: Holdings, rows: pd.DataFrame, why: str, side: str) -> Iterator[Doubt]:
    """A doubt for each file, period and area among these rows."""
    for _, mine in rows.groupby(["file", "period", "area"], sort=False):
        first = mine.iloc[0]
        iso, area = str(first["period"]), str(first["area"])
        cells = tuple(cells_in(mine))
        dataset = holdings.datasets[str(first["dataset"])]
        place = wording.upper_first(wording.place(holdings.areas[area]))
        label = Period.parse(iso).label(dataset.label_style)
        others = len(mine) - 1
        more = f" (and {others:,} more row{'s' if others > 1 else ''})" if others else ""
        yield Doubt(
            "period",
            place_of(first, "period"),
            f"{place} has a figure for {_the(label)}{more}, {why}.",
            remedy=terms.MEND_PERIOD,
            cells=cells,
            side=side,
            words=frozenset(cells[0]),
        )


def _the(label: str) -> str:
    return f"the {label}" if label.startswith(("year", "quarter", "12 months")) else label


def lengths(holdings: Holdings) -> Iterator[Doubt]:
    """Periods of nearly a year among whole years of the same measure."""
    rows = holdings.observations
    spans = {iso: Period.parse(iso) for iso in rows["period"].unique()}
    nearly = rows["period"].isin([i for i, p in spans.items() if p.months in NEARLY_A_YEAR])
    if not nearly.any():
        return
    years = rows[rows["period"].isin([i for i, p in spans.items() if p.months == 12])]
    places = ["dataset", "measure", "area"]
    held = set(zip(*(years[name] for name in places), strict=True))
    odd = rows[nearly]
    among = [place in held for place in zip(*(odd[name] for name in places), strict=True)]
    for iso, mine in odd.loc[among].groupby("period", sort=False):
        months = wording.in_words(spans[str(iso)].months or 0)
        why = f"which is {months} months among years of twelve"
        for doubt in _by_file(holdings, mine, why, "length"):
            yield replace(doubt, rule="length")


def missing_months(holdings: Holdings) -> Iterator[Doubt]:
    """Months left out of a run of months, and out of a quarter that has the other two."""
    rows = holdings.observations
    monthly = rows[having(rows["period"], lambda iso: iso.startswith("P1M/"))]
    ends: dict[tuple[str, ...], set[int]] = {}
    for cell in cells_in(rows[having(rows["period"], lambda iso: iso.startswith("P3M/"))]):
        ends.setdefault((cell.dataset, cell.measure, cell.area), set()).add(_number(cell.period))
    # The months of each series, and in which of the monthly rows each stands.
    series: dict[tuple[str, ...], dict[int, int]] = {}
    numbers = {iso: _number(iso) for iso in monthly["period"].unique()}
    for place, cell in enumerate(cells_in(monthly)):
        key = (cell.dataset, cell.measure, cell.area, cell.category)
        series.setdefault(key, {})[numbers[cell.period]] = place
    told: set[tuple[str, str, str, int]] = set()
    for (*named, _), held in series.items():
        where = (named[0], named[1], named[2])
        for month, quarter in _left_out(sorted(held), ends.get(where, ())):
            if (*where, month) not in told:
                told.add((*where, month))
                before = max((m for m in held if m < month), default=min(held))
                yield _left_out_doubt(holdings, monthly.iloc[held[before]], month, quarter)


def _number(iso: str) -> int:
    """A period's last month as a number that counts on from year to year."""
    return int(iso[-7:-3]) * 12 + int(iso[-2:]) - 1


def _left_out(held: list[int], ends: Iterable[int]) -> Iterator[tuple[int, int | None]]:
    """Which months are left out, and of which quarter (by its last month) that has the others?"""
    inside: set[int] = set()
    for before, after in pairwise(held):
        if len(held) >= SHORTEST_RUN and 1 < after - before <= LONGEST_HOLE + 1:
            inside |= set(range(before + 1, after))
    quarters: dict[int, int] = {}
    for end in ends:
        without = set(range(end - 2, end + 1)) - set(held)
        quarters |= dict.fromkeys(without, end) if len(without) == 1 else {}
    yield from ((month, quarters.get(month)) for month in sorted(inside | set(quarters)))


def _left_out_doubt(holdings: Holdings, row: pd.Series, month: int, quarter: int | None) -> Doubt:
    def label(number: int, months: int) -> str:
        return Period.of_months(months, number // 12, number % 12 + 1).label()

    place = wording.upper_first(wording.place(holdings.areas[row["area"]]))
    more = f"; the {label(quarter, 3)} has two of its three months" if quarter else ""
    return Doubt(
        "missing month",
        place_of(row, "period"),
        f"{place} has no row for {label(month, 1)} among its months{more}.",
        "Add the row, with its number or with the status x and a note that says why it is blank; "
        f"{terms.OR_ACCEPT}",
        words=frozenset(str(row[name]) for name in PARTS),
    )


RULES = (lengths, periods, missing_months)
