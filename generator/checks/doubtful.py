"""What calls for judgement, what was signed off and is not there any more, and rates of nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from generator.figures.doubts import gathered
from generator.figures.doubts.residents import people
from generator.figures.doubts.totals import unequal_sums
from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms import wording
from generator.terms.cells import place_of
from generator.terms.periods import Period

# Where so many areas of a level have residents, the one without has lost its own.
FEWEST_WITH = 2


def open_doubts(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Each doubt that nobody has accepted; a build goes on without what rests on it."""
    yield from (doubt.problem for doubt in gathered.standing(holdings))


def accepted_used(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Lines of data/accepted.csv for what is not found any more."""
    unequal = [
        one
        for name, dataset in holdings.datasets.items()
        if dataset.adds_up and not dataset.transcribed
        for one in unequal_sums(holdings, name)
    ]
    for line in gathered.unused(holdings):
        if any(line.covers("sums", place_of(one.row), one.cell) for one in unequal):
            continue
        where = f", {'row ' if line.where.isdigit() else ''}{line.where}" if line.where else ""
        what = f'Nothing is found any more of "{line.rule}" in {line.file or "a file"}{where}.'
        remedy = "Take the line out, or correct its rule, file or where."
        yield Problem("accepted", Place("data/accepted.csv", line.row), what, remedy)


def residents_there(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Areas with something counted in them where nobody lives, or whose residents were lost."""
    rows = holdings.observations
    told = set()
    for name, indicator in holdings.indicators.values():
        wanted = indicator.denominator
        if wanted is None or not wanted.dataset or (name, indicator.value) in told:
            continue
        told.add((name, indicator.value))
        mine = rows[(rows["dataset"] == name) & (rows["measure"] == indicator.value)]
        counted = mine[mine["value"] > 0]
        held = people(rows, wanted)
        yield from _nobody(holdings, counted, held)
        yield from _lost(holdings, counted, held)


def _nobody(
    holdings: Holdings, counted: pd.DataFrame, residents: pd.DataFrame
) -> Iterator[Problem]:
    """Residents that are nought or blank, in an area with a count of that time or later."""
    newest = {
        area: max(Period.parse(iso).last for iso in held)
        for area, held in counted.groupby("area")["period"].unique().items()
    }
    empty = residents[~(residents["value"] > 0)]
    for row in empty.to_dict("records"):
        when = Period.parse(row["period"])
        if row["area"] not in newest or newest[row["area"]] < when.last:
            continue
        place = wording.upper_first(wording.place(holdings.areas[row["area"]]))
        has = "0 residents" if row["printed"] else "no number of residents"
        style = holdings.datasets[row["dataset"]].label_style
        yield Problem(
            "denominator",
            place_of(row),
            f"{place} has {has} {when.phrase(style)}, and counts to be set against them.",
            "Fill the number in, or take the row out: the number before it is used then.",
        )


def _lost(holdings: Holdings, counted: pd.DataFrame, residents: pd.DataFrame) -> Iterator[Problem]:
    """Areas with counts and no residents at all, where the others of their level have some."""
    held = set(residents["area"])
    by_level: dict[str, list[str]] = {}
    # Of similar areas outside some may be without: their group is then of the others.
    areas, site = holdings.areas, holdings.site
    inside = areas.within(areas[site.area], "district") if site else []
    outside = areas.outside(inside)
    for code in (one for one in counted["area"].unique() if one not in outside):
        by_level.setdefault(holdings.areas[code].level, []).append(code)
    for codes in by_level.values():
        without = [code for code in codes if code not in held]
        if len(without) != 1 or len(codes) <= FEWEST_WITH:
            continue
        row = counted[counted["area"] == without[0]].iloc[0]
        place = wording.upper_first(wording.place(holdings.areas[without[0]]))
        yield Problem(
            "denominator",
            place_of(row, "area"),
            f"{place} has counts here and no number of residents, and the other areas have one.",
            f'Add its rows to the dataset "{residents["dataset"].iloc[0]}".',
        )


# In this order, each only where nothing in data/ is wrong yet: what rests on a fault would be
# doubted too.
JUDGED = (residents_there, open_doubts, accepted_used)
