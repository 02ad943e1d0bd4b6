"""What became of crimes: street-level months of data.police.uk together with their outcomes.

A crime counts in the month in which it was recorded, by the last outcome that is held of it, or by
the one that its own row names; and no month before the outcomes of the six after it are held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from generator.importers import described, edits, polygons
from generator.importers.described import Description
from generator.importers.handed import Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.months import coverage, outcome_tables, ripe
from generator.importers.months.archives import once, superseded
from generator.importers.months.ended import (
    COUNTED,
    EndedMonth,
    ended,
    last_outcomes,
)
from generator.importers.months.outcome_report import OfForce, logged, report, standing
from generator.importers.months.outcome_rows import (
    OddType,
    crimes_in,
    is_outcomes,
    outcomes_in,
    unknown,
)
from generator.importers.months.ripe import MonthsHeld
from generator.importers.months.street import StreetMonth, is_street
from generator.importers.months.territory import force_of, placed_in, strangers, territory
from generator.importers.months.yearly import Territory
from generator.problems import Fault, Place, Problem, ProfileError
from generator.terms.areas import Area

ENDINGS = (".csv",)
SOURCE = "POLICE-UK-OUTCOMES"
TOGETHER = "Hand over the whole archive, made with the outcomes in it: zip file or folder."


class Handing(NamedTuple):
    """What was handed over: the months of crimes and of outcomes, and the word of each file."""

    crimes: list[StreetMonth]
    outcomes: list[StreetMonth]
    words: dict[str, str]


def imported(request: Request) -> Imported:
    """What do these months make of the dataset? Raises ProfileError."""
    every, problems = _read(request)
    names = sorted({one.force for one in (*every.crimes, *every.outcomes)})
    forces = {name: force_of(request, name) for name in names}
    problems += strangers([*every.crimes, *every.outcomes], forces)
    crimes, faults = once(every.crimes, every.words)
    outcomes, more = once(every.outcomes, every.words)
    problems += [*faults, *more, *_alone(request, every, forces)]
    if problems:
        raise ProfileError(problems)
    before = outcome_tables.held(request.project)
    made = [
        _of_force(request, area, before, (_mine(crimes, name), _mine(outcomes, name)))
        for name, area in forces.items()
        if area
    ]
    if not any(one.months or ripe.NEWER in one.left for one in made):
        raise ProfileError([problem for one in made for problem in _none(one)])
    after, said = before, []
    for one in made:
        after, told = _told(one, after)
        said += told
    files = outcome_tables.files(after) | _around(request, after, made)
    old = [
        *superseded(every.crimes, crimes, every.words),
        *superseded(every.outcomes, outcomes, every.words),
    ]
    counted = [line for one in made for line in logged(one, every.words)]
    if not any(ripe.gone(one.held) for one in made):
        counted = standing(request.project, counted)
    return Imported(edits.Edits(files), (*counted, *old), tuple(said))


def _read(request: Request) -> tuple[Handing, list[Problem]]:
    """The months in all files, and what is wrong with them."""
    odd: list[OddType] = []

    def crimes(handed: Handed, content: bytes) -> tuple[list[StreetMonth], list[Problem]]:
        month, problems, more = crimes_in(handed, content)
        odd.extend(more)
        return [month] if month else [], problems

    def outcomes(handed: Handed, content: bytes) -> tuple[list[StreetMonth], list[Problem]]:
        month, problems, more = outcomes_in(handed, content)
        odd.extend(more)
        return [month] if month else [], problems

    streets = request._replace(files=tuple(filter(is_street, request.files)))
    others = request._replace(files=tuple(filter(is_outcomes, request.files)))
    found, words, problems = each_read(streets, crimes)
    ends, more_words, more = each_read(others, outcomes)
    return Handing(found, ends, words | more_words), [*problems, *more, *unknown(odd)]


def _alone(
    request: Request, every: Handing, forces: Mapping[str, Area | None]
) -> Iterator[Problem]:
    """Crimes of a force of the site without any outcomes, and outcomes without crimes."""
    if not any(is_outcomes(one) for one in request.files):
        what = "There is no file of outcomes among these, such as 2025-01-westshire-outcomes.csv."
        yield Fault(what, TOGETHER).at("import", request.files[0].place)
    elif not any(is_street(one) for one in request.files):
        what = "There is no file of crimes among these, such as 2025-01-westshire-street.csv."
        yield Fault(what, TOGETHER).at("import", request.files[0].place)
    else:
        for mine, others, what in (
            (every.crimes, every.outcomes, "outcomes"),
            (every.outcomes, every.crimes, "crimes"),
        ):
            beside = {one.force for one in others}
            mine = [one for one in mine if forces[one.force] and one.force not in beside]
            for force, one in {one.force: one for one in mine}.items():
                fault = Fault(f"There is no file of {what} of {force} among these.", TOGETHER)
                yield fault.at("import", one.handed.place)


def _mine(months: Sequence[StreetMonth], force: str) -> list[StreetMonth]:
    return [one for one in months if one.force == force]


def _of_force(
    request: Request,
    area: Area,
    before: pd.DataFrame,
    both: tuple[list[StreetMonth], list[StreetMonth]],
) -> OfForce:
    """What had become of the crimes of one force, in the months that can count."""
    crimes, outcomes = both
    force = crimes[0].force
    lines = coverage.lines_in(edits.now(request.project, coverage.FILE))
    held = MonthsHeld(
        {one.month for one in outcomes},
        {line.month: line for line in lines if line.force == force},
        outcome_tables.known_of(before, area.code),
    )
    newest = f"P1M/{max(one.month for one in crimes)}"
    land = territory(request, area, newest, polygons.newest(request.project, "ward"))
    last = last_outcomes(outcomes, force)
    months, left = [], defaultdict(list)
    for one in sorted(crimes, key=lambda one: one.month):
        if why := ripe.hindrance(one.month, len(one.rows), held):
            left[why].append(one)
        else:
            placed = placed_in(request.holdings.areas, one.rows, land)
            months.append(ended(one, placed, last))
    return OfForce(area, land, held, months=months, left=dict(left), last=last)


def _none(one: OfForce) -> Iterator[Problem]:
    """That no month can count, and why."""
    for reason, months in one.left.items():
        what, remedy = ripe.told(reason, (month.month for month in months), one.held)
        yield Fault(what, remedy).at("import", Place(months[0].handed.name))


def _told(one: OfForce, before: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows of the dataset with those of a force, and what is to be said."""
    said = [
        " ".join(ripe.told(reason, (month.month for month in months), one.held))
        for reason, months in one.left.items()
    ]
    if missing := ripe.gaps(one.held):
        said.append(f"There are no outcomes of {ripe.spans(missing)} among these.")
    if lost := ripe.gone(one.held):
        said.append(
            f"{ripe.spans(lost)}: no figures any more, for data/coverage.csv does not call it "
            "complete."
        )
    districts = {within or area for area, within in one.land.within.items()}
    areas = {*districts, one.area.code}
    if not one.months:
        return outcome_tables.merged(before, before[:0], areas, lost), said
    counted = pd.concat([_sizes(month, one.land) for month in one.months])
    rows = outcome_tables.table(counted, districts, one.area.code, one.held.newest)
    after = outcome_tables.merged(before, rows, areas, lost)
    said += outcome_tables.revised(before, rows, one.area.code)
    said += outcome_tables.apart(after, one.area.code)
    return after, [*report(one, rows), *said]


def _sizes(month: EndedMonth, land: Territory) -> pd.DataFrame:
    """How many crimes of a month count in each district (blank for the force only) and group."""
    rows = month.rows[month.rows["fate"].isin(COUNTED)]
    area = rows["area"].astype(object)
    districts = {code: within or code for code, within in land.within.items()}
    keys = [area.map(districts).fillna("").rename("area"), rows["group"]]
    return rows.groupby(keys).size().rename("n").reset_index().assign(month=month.month.month)


def _around(
    request: Request, rows: pd.DataFrame, made: Sequence[OfForce]
) -> dict[str, bytes | None]:
    """The description, the topic and the source of the dataset, where there are none yet."""
    row = {
        "id": SOURCE,
        "publisher": "data.police.uk",
        "document": "Street-level crimes and outcomes",
        "title": "Crimes with the outcomes that they had",
        "date": max(one.held.newest for one in made)[:4],
        "shown_as": "dataset",
    }
    dataset, notes = outcome_tables.DATASET, outcome_tables.notes(rows)
    return described.around(
        request.project,
        dataset,
        Description(SOURCE, None, {}, notes),
        row,
        request.holdings.subjects,
    )
