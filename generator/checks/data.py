"""Rules about the data: what is declared, what is live, what adds up, what has a denominator."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from generator.checks.references import references
from generator.figures.doubts.terms import OR_ACCEPT, RULE
from generator.figures.doubts.totals import unequal_sums
from generator.problems import Fault, Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.areas import LEVELS, Area
from generator.terms.cells import PARTS, Cell, cell_of, place_of
from generator.terms.periods import Period


def live(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Areas out of their dates, or of a level that the dataset did not promise."""
    parts = ["dataset", "file", "row", "area", "period"]
    rows = holdings.observations[parts].drop_duplicates(["file", "area", "period"])
    unknown = {
        name: dataset.wards_as_of
        for name, dataset in holdings.datasets.items()
        if dataset.wards_as_of and dataset.wards_as_of not in holdings.areas.editions
    }
    for name, year in unknown.items():
        # Told once, and not of each row that would be in no ward of that year.
        place = holdings.at(f"data/datasets/{name}/dataset.yml", "wards_as_of")
        yield _no_edition(holdings, year).at("live", place)
    for record in rows.to_dict("records"):
        code, place = record["area"], place_of(record, "area")
        if code not in holdings.areas:
            continue
        area = holdings.areas[code]
        dataset = holdings.datasets[record["dataset"]]
        if area.level == "ward" and record["dataset"] in unknown:
            pass
        elif area.level == "ward" and dataset.wards_as_of:
            if code not in holdings.areas.editions.get(dataset.wards_as_of, ()):
                yield _not_drawn(area, dataset.wards_as_of).at("live", place)
        elif not area.is_live_in(period := Period.parse(record["period"])):
            yield _not_live(holdings, code, period).at("live", place)
        levels = dataset.levels
        if area.level not in levels and area.level in LEVELS:
            what = f"{area.name} ({code}) is a {area.level}, "
            what += f"and the dataset promises {', '.join(levels)}."
            remedy = "Correct the code, or add the level to levels: in dataset.yml."
            yield Problem("live", place, what, remedy)


def _no_edition(holdings: Holdings, year: int) -> Fault:
    held = sorted(holdings.areas.editions)
    years = ", ".join(map(str, held))
    known = f"Write one of these: {years}" if held else "Take it out"
    return Fault(
        f"No wards of {year} stand in data/areas/editions.csv.",
        f"{known}; or import the boundaries of that year.",
    )


def _not_drawn(area: Area, year: int) -> Fault:
    what = f"{area.name} ({area.code}) is no ward of {year}, whose wards the rows are of."
    return Fault(
        what, "Import the boundaries of that year, or correct wards_as_of: in dataset.yml."
    )


def _not_live(holdings: Holdings, code: str, period: Period) -> Fault:
    area = holdings.areas[code]
    if area.end and period.last >= area.end:
        after = [holdings.areas[s.new] for s in holdings.areas.successors(area)]
        became = (
            f", after which it became {' and '.join(f'{a.code} ({a.name})' for a in after)}"
            if after
            else ""
        )
        return Fault(
            f"Area {code} ({area.name}) ended on {area.end.day} {area.end:%B %Y}{became}.",
            "Use the new code, or give an earlier period.",
        )
    return Fault(
        f"Area {code} ({area.name}) began on {area.start:%d %B %Y}, after the period ended.",
        "Use the code of the area before it, or give a later period.",
    )


def duplicates(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Two rows for one area, period, measure and category."""
    rows = holdings.observations
    first: dict[Cell, dict[Hashable, Any]] = {}
    for record in rows[rows.duplicated(list(PARTS), keep=False)].to_dict("records"):
        cell = cell_of(record)
        other, (_, *named) = first.setdefault(cell, record), cell
        if other is record:
            continue
        row = f"row {other['row']}"
        where = row if other["file"] == record["file"] else f"{other['file']}, {row}"
        what = f"The row says the same thing as {where}: {', '.join(named)}"
        here, there = (r["printed"] or f"blank ({r['status']})" for r in (record, other))
        shown = f"{here} in both" if here == there else f"{here} here, {there} there"
        what = f"{what} ({shown})."
        place = Place(record["file"], record["row"])
        yield Problem("shape", place, what, "Keep one of the two.")


def sources_given(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Rows of which nobody says where they come from."""
    rows = holdings.observations
    for record in rows[rows["source"].str.strip() == ""].to_dict("records"):
        what = "The row names no source."
        remedy = "Fill in the source column, or give rows_from: in dataset.yml."
        yield Problem("known", place_of(record, "source"), what, remedy)


def sums(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Categories that do not make up their total, in imported data; others are the audit's."""
    for name, dataset in holdings.datasets.items():
        if dataset.transcribed or not dataset.adds_up:
            continue
        for one in unequal_sums(holdings, name):
            place, printed = place_of(one.row), one.row["printed"]
            if any(line.covers("sums", place, one.cell) for line in holdings.accepted):
                continue
            what = f'"{one.cell.category}" is {printed}, and its parts make {one.made:g}.'
            remedy = f"Correct the numbers; {OR_ACCEPT.replace(RULE, 'sums')}"
            yield Problem("sums", place, what, remedy)


# What must hold before anything can be worked out from the data.
KNOWN = (references, live, duplicates, sources_given)
RULES = (*KNOWN, sums)
