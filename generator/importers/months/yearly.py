"""Counted months as the files of a dataset, a year each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from generator.importers import edits
from generator.importers.months import coverage, tallied
from generator.importers.months.counted import Ground
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.coverage import COMPLETE, Covered


class Territory(NamedTuple):
    """Where one force's rows may count: its areas, and the ground that they cover."""

    force: Area
    within: dict[str, str]
    ground: Ground | None
    year: int | None


class OfDataset(NamedTuple):
    """The rows of a dataset that were counted: its id, the measure and what several are called;
    whether types are told apart in it."""

    dataset: str
    unit: tuple[str, str]
    rows: pd.DataFrame
    has_types: bool = True


def files_of(
    counts: OfDataset,
    lands: Mapping[str, Territory],
    states: Sequence[Covered],
    project: Path | None,
) -> tuple[dict[str, bytes | None], list[str]]:
    """The files of a dataset, and what was revised.

    Whole months take the place of those in ``project`` (None where the dataset begins afresh); a
    month that is not whole has rows that say why there is no figure.
    """
    new, short = _counted(counts, lands, states)
    mine = {area for land in lands.values() for area in _areas(land)}
    gone = _gone(counts, lands, states)
    parts = {code for land in lands.values() for code in land.within}
    files: dict[str, bytes | None] = {}
    said = []
    for year in sorted({state.month[:4] for state in states}):
        name = f"data/datasets/{counts.dataset}/{year}.csv"
        before = edits.now(project, name) if project else None
        held, absent = tallied.read_csv(before), tallied.absent_in(before)
        pairs = zip(held["area"], held["month"], strict=True)
        here = new[new["month"].str[:4] == year]
        told = tallied.revised(held, here, parts)
        said += [_revised(counts.unit[1], *one) for one in told]
        whole = pd.concat([held[[pair not in gone for pair in pairs]], here])
        lacking = pd.concat(
            [absent[~absent["area"].isin(mine)], short[short["month"].str[:4] == year]]
        )
        files[name] = tallied.as_csv(tallied.with_years(whole), lacking) if len(whole) else None
    return files, said


def _areas(land: Territory) -> set[str]:
    """The wards and districts of a territory."""
    return {code for pair in land.within.items() for code in pair if code}


def _counted(
    counts: OfDataset, lands: Mapping[str, Territory], states: Sequence[Covered]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The counts of whole months in every area, and the rows of the months that are not whole."""
    measure = counts.unit[0]
    new, short = [], []
    for force, land in lands.items():
        told = {state.month: state.state for state in states if state.force == force}
        rows = counts.rows[counts.rows["force"] == force]
        kept = rows[rows["month"].map(told) == COMPLETE]
        placed = tallied.whole(tallied.tally(kept, land.within), _areas(land))
        new += [placed.assign(measure=measure), tallied.of_force(kept, land.force.code)]
        lacking = {month: state for month, state in told.items() if state != COMPLETE}
        short.append(tallied.lacking(_areas(land), lacking, measure))
    every = pd.concat(new)
    return every if counts.has_types else every[every["category"] == "all"], pd.concat(short)


def _gone(
    counts: OfDataset, lands: Mapping[str, Territory], states: Sequence[Covered]
) -> set[tuple[str, str]]:
    """Which months of which areas are counted afresh, or were shown to be short by newer ones."""
    found = set()
    for force, land in lands.items():
        here = set(counts.rows.loc[counts.rows["force"] == force, "month"])
        lacking = {s.month for s in states if s.force == force and s.state != COMPLETE}
        areas = (*_areas(land), land.force.code)
        found |= {(area, month) for area in areas for month in here | lacking}
    return found


def _revised(what: str, month: str, old: int, new: int, areas: int) -> str:
    before, now = wording.number(old), wording.number(new)
    told = f"{coverage.label(month)} was revised: {now} {what} in all areas, {before} before"
    where = "1 area has" if areas == 1 else f"{areas} areas have"
    return f"{told}; {where} other numbers."
