"""Street-level months of data.police.uk: crimes and anti-social behaviour by ward and district.

Each row of a file counts in the ward in whose outline its place lies, or is set aside with the
reason; without outlines, in the district that the name of its LSOA begins with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from generator.importers import described, edits
from generator.importers.described import Description
from generator.importers.handed import Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.months import coverage, tallied
from generator.importers.months.archives import once, superseded
from generator.importers.months.counted import NOWHERE, in_two_months, is_asb, slim, summed
from generator.importers.months.street import StreetMonth, is_street, month_in
from generator.importers.months.territory import force_of, placed_in, strangers, territory
from generator.importers.months.yearly import OfDataset, Territory, files_of
from generator.importers.placing import placing
from generator.problems import Fault, Problem, ProfileError
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.coverage import COMPLETE, Covered

ENDINGS = (".csv",)
SOURCE = "POLICE-UK"
CRIME, ASB = "street-crime", "street-asb"
UNITS = {
    CRIME: ("crimes", "crimes"),
    ASB: ("incidents", "incidents of anti-social behaviour"),
}


def imported(request: Request) -> Imported:
    """What do these months make of the datasets? Raises ProfileError."""
    streets = request._replace(files=tuple(filter(is_street, request.files)))
    months, words, problems = each_read(streets, _read)
    forces = {one.force: force_of(request, one.force) for one in months}
    problems += strangers(months, forces)
    chosen, faults = once(months, words)
    problems += faults
    if problems or not chosen:
        raise ProfileError(problems or [_nothing(request)])
    made = _made(request, chosen, {name: area for name, area in forces.items() if area}, words)
    return replace(made, counted=(*made.counted, *superseded(months, chosen, words)))


def _read(handed: Handed, content: bytes) -> tuple[list[StreetMonth], list[Problem]]:
    month, faults = month_in(handed, content)
    # Years of months are held at once, so each only with what is asked of it.
    return [month._replace(rows=slim(month.rows))] if month and not faults else [], faults


def _nothing(request: Request) -> Problem:
    what = "There is no file of street-level crimes among these."
    return Fault(what, "Hand over files such as 2025-01-westshire-street.csv.").at(
        "import", request.files[0].place
    )


def _made(
    request: Request,
    months: Sequence[StreetMonth],
    forces: Mapping[str, Area],
    words: Mapping[str, str],
) -> Imported:
    before = coverage.lines_in(edits.now(request.project, coverage.FILE))
    held = {(line.force, line.month) for line in before if line.rows}
    placed = placing(request.project, CRIME, held, {(one.force, one.month) for one in months})
    newest = f"P1M/{max(one.month for one in months)}"
    lands = {name: territory(request, area, newest, placed.wards) for name, area in forces.items()}
    rows, counted = [], []
    for one in months:
        found = summed(placed_in(request.holdings.areas, one.rows, lands[one.force]))
        told = {str(k): int(n) for k, n in found.groupby("outcome")["n"].sum().items()}
        counted.append(OfFile(str(one.handed.path), words[one.handed.name], told))
        rows.append(found.assign(month=one.month, force=one.force))
    every = pd.concat(rows, ignore_index=True)
    every["category"] = described.ids(every)
    states = _covered(request.project, every, lands)
    files: dict[str, bytes | None] = {coverage.FILE: coverage.written(states)}
    said = [*_report(every), *_moved(months), *placed.said]
    said += [*_lost(request.project, every, states), *_waiting(request.project, every, states)]
    for dataset, mine in ((CRIME, every[~is_asb(every)]), (ASB, every[is_asb(every)])):
        project = None if placed.is_moved else request.project
        made, revised = files_of(
            OfDataset(dataset, UNITS[dataset], mine, dataset == CRIME), lands, states, project
        )
        files |= made
        if any(made.values()) and not mine.empty:
            files |= _around(request, dataset, mine, lands)
        said += revised
    said += coverage.in_words(states)
    return Imported(edits.Edits(files), tuple(counted), tuple(said))


def _covered(project: Path, every: pd.DataFrame, lands: Mapping[str, Territory]) -> list[Covered]:
    """How whole is each month of each force, those of earlier imports among them?"""
    before = coverage.lines_in(edits.now(project, coverage.FILE))
    found = []
    for force, rows in every.groupby("force", sort=True):
        earlier = [line for line in before if line.force == force and line.rows]
        supplied = _supplied_before(project, earlier, lands[str(force)]) | _supplied(rows)
        found += coverage.covered(str(force), supplied)
    other = [line for line in before if line.force not in set(every["force"])]
    return [*other, *coverage.overruled(found, before)]


def _lost(project: Path, every: pd.DataFrame, states: Sequence[Covered]) -> Iterator[str]:
    """Months that were complete until now, and are not any more."""
    here = set(zip(every["force"], every["month"], strict=True))
    now = {(line.force, line.month): line for line in states}
    for old in coverage.lines_in(edits.now(project, coverage.FILE)):
        line = now.get((old.force, old.month), old)
        if old.state == COMPLETE != line.state:
            yield (
                f"{coverage.label(old.month)} was complete with {wording.number(int(old.rows))} "
                f"rows, and is {line.state} with {wording.number(int(line.rows or 0))}: it has no "
                "figure any more, nor has its year. Was its file cut off? Then "
                f"{'import --undo, and ' if (old.force, old.month) in here else ''}"
                "download it again, and import it."
            )


def _waiting(project: Path, every: pd.DataFrame, states: Sequence[Covered]) -> Iterator[str]:
    """Months that are whole by now, and whose rows were not kept when they were imported."""
    here = set(zip(every["force"], every["month"], strict=True))
    for old in coverage.lines_in(edits.now(project, coverage.FILE)):
        is_whole = any(
            (s.force, s.month, s.state) == (old.force, old.month, COMPLETE) for s in states
        )
        if is_whole and old.state != COMPLETE and (old.force, old.month) not in here:
            yield f"{coverage.label(old.month)} is complete by now: import its file again."


def _supplied(rows: pd.DataFrame) -> dict[str, coverage.Supplied]:
    found = {}
    for month, mine in rows.groupby("month"):
        unplaced = int(mine.loc[mine["outcome"] == NOWHERE, "n"].sum())
        types = {str(kind): int(n) for kind, n in mine.groupby("category")["n"].sum().items()}
        found[str(month)] = coverage.Supplied(int(mine["n"].sum()), unplaced, types)
    return found


def _supplied_before(
    project: Path, lines: Sequence[Covered], land: Territory
) -> dict[str, coverage.Supplied]:
    """What earlier imports of a force held: its types as far as they were kept."""
    names = sorted({f"data/datasets/{CRIME}/{line.month[:4]}.csv" for line in lines})
    types: dict[str, dict[str, int]] = {}
    for name in names:
        rows = tallied.read_csv(edits.now(project, name))
        parts = rows[rows["area"].isin(land.within) & (rows["category"] != "all")]
        summed = parts.groupby(["month", "category"])["n"].sum().reset_index()
        for month, kind, n in summed.itertuples(index=False, name=None):
            types.setdefault(month, {})[kind] = int(n)
    return {
        line.month: coverage.Supplied(int(line.rows), int(line.unplaced), types.get(line.month, {}))
        for line in lines
    }


def _around(
    request: Request, dataset: str, mine: pd.DataFrame, lands: Mapping[str, Territory]
) -> dict[str, bytes | None]:
    """The description, the topic and the source of a dataset, where there are none yet."""
    year = next((land.year for land in lands.values()), None)
    # In the order in which tables will show them: the most frequent first.
    sizes = mine.groupby("Crime type")["n"].sum()
    ordered = sizes.sort_values(ascending=False, kind="stable")
    kinds = {described.id_of(str(kind)): str(kind) for kind in ordered.index}
    row = {
        "id": SOURCE,
        "publisher": "data.police.uk",
        "document": "Street-level crimes",
        "title": "Crimes and anti-social behaviour with their places",
        "date": max(mine["month"])[:4],
        "shown_as": "dataset",
    }
    return described.around(
        request.project, dataset, Description(SOURCE, year, kinds), row, request.holdings.subjects
    )


def _moved(months: Sequence[StreetMonth]) -> Iterator[str]:
    """That crimes stand in two months, as when the police have corrected the month of one."""
    number = in_two_months([one.rows for one in months])
    if number:
        what = "1 Crime ID stands" if number == 1 else f"{wording.number(number)} Crime IDs stand"
        yield f"{what} in two months, and count in each: nothing says which is right."


def _report(every: pd.DataFrame) -> Iterator[str]:
    """What was read, and how much of it counts where, in sentences."""
    asb, whole = int(every.loc[is_asb(every), "n"].sum()), int(every["n"].sum())
    named = sorted(every["month"].unique())
    months = f"{len(named)} months ({coverage.label(named[0])} to {coverage.label(named[-1])})"
    months = coverage.label(named[0]) if len(named) == 1 else months
    yield (
        f"{wording.number(whole)} rows of {months} were read: "
        f"{wording.number(whole - asb)} crimes and {wording.number(asb)} incidents of "
        "anti-social behaviour."
    )
    sizes = every.groupby("outcome")["n"].sum().sort_values(ascending=False)
    for outcome, n in sizes.items():
        yield f"{wording.number(n)} ({wording.percent(100 * n / whole, 2)}): {outcome}."
