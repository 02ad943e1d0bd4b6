"""Which financial years are whole in the tables of the Home Office, and which category each of
their rows has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from generator.importers import offences
from generator.importers.handed import AGAIN
from generator.importers.homeoffice import Recorded, is_unassigned
from generator.importers.offences import above, category, those_in
from generator.problems import Fault, Place, Problem, shown, suggestion
from generator.terms import wording
from generator.terms.periods import Period

QUARTERS = (1, 2, 3, 4)
# A subgroup that has so many crimes in one quarter is not without any in the next.
NOT_NONE = 10


class FinancialYear(NamedTuple):
    """The rows of a force in a year that is over: as a whole, or in its partnerships. The columns
    are those of Recorded, with ``category``."""

    year: str
    is_part: bool
    rows: pd.DataFrame

    @property
    def period(self) -> Period:
        """The twelve months."""
        return Period.parse(self.year)

    @property
    def place(self) -> Place:
        """Where the year stands: the file that it was found in."""
        return Place(str(self.rows["file"].iloc[0]))


def whole_years(
    found: Sequence[Recorded],
) -> tuple[list[FinancialYear], list[str], list[Problem]]:
    """The years of which all four quarters are there, what is said of others, and what is wrong."""
    rows = pd.concat([one.rows for one in found], ignore_index=True)
    problems = list(_twice(rows))
    years, said = [], []
    for (year, is_part), mine in rows.groupby(["year", "is_part"], sort=True):
        there = sorted(set(mine["quarter"]))
        lacking = [str(number) for number in QUARTERS if number not in there]
        if not lacking:
            years.append(FinancialYear(str(year), bool(is_part), mine))
            continue
        kind = "by partnership" if is_part else "by force"
        has = wording.listing([str(number) for number in there])
        told = f"quarter {has} and waits" if len(there) == 1 else f"quarters {has} and waits"
        wanted = f"quarter{'s' if len(lacking) > 1 else ''} {wording.listing(lacking)}"
        said.append(f"{year} {kind} has {told} for {wanted}: nothing of it is imported yet.")
    if not years and not problems:
        what = f"No financial year in it is whole. {' '.join(said)}"
        fault = Fault(what, "Import the table again when a year is.")
        problems.append(fault.at("import", found[0].handed.place))
    return years, said, problems


def _twice(rows: pd.DataFrame) -> Iterator[Problem]:
    """Quarters that two files hold."""
    key = ["is_part", "year", "quarter"]
    pairs = rows[[*key, "file"]].drop_duplicates()
    again = pairs[pairs.duplicated(key)]
    for file, mine in again.groupby("file"):
        one = mine.iloc[0]
        same = pairs[(pairs[key] == one[key]).all(axis=1)]
        what = f"Quarter {one['quarter']} of {one['year']} stands in {same['file'].iloc[0]} too."
        fault = Fault(what, "Hand over the newer of the two.")
        yield fault.at("import", Place(str(file)))


def _gaps(one: FinancialYear) -> Iterator[Problem]:
    """Quarters of a year that lack a partnership or a type which the others have."""
    rows = one.rows[~one.rows["name"].map(is_unassigned)] if one.is_part else one.rows[:0]
    for name, quarters in rows.groupby("name")["quarter"].unique().items():
        if lacking := [number for number in QUARTERS if number not in quarters]:
            what = f"{name} has no row of quarter {lacking[0]} of {one.year}."
            yield Fault(what, AGAIN).at("import", one.place)
    yield from _cut_off(one)
    sums = one.rows.groupby(["subgroup", "quarter"])["n"].sum().to_dict()
    for name in one.rows["subgroup"].unique():
        each = {number: sums.get((name, number)) for number in QUARTERS}
        most, quarter = max((n or 0, number) for number, n in each.items())
        lacking = [number for number, n in each.items() if n is None]
        if lacking and most >= NOT_NONE:
            what = f'Quarter {lacking[0]} of {one.year} has no row of "{shown(name)}", of which '
            what += f"quarter {quarter} has {wording.number(most)}."
            yield Fault(what, AGAIN).at("import", one.place)


def _cut_off(one: FinancialYear) -> Iterator[Problem]:
    """One partnership's quarter with fewer rows, where all the others have equally many."""
    sizes = one.rows.groupby(["name", "quarter"]).size().rename("n").reset_index()
    usual = int(sizes["n"].max())
    short = sizes[sizes["n"] != usual]
    if len(short) == 1 and len(sizes) >= len(QUARTERS):
        name, quarter, n = short.iloc[0]
        what = (
            f"Quarter {quarter} of {one.year} has {n:,} rows{f' of {name}' if name else ''}, and "
        )
        what += f"there are {usual:,} wherever else."
        yield Fault(what, AGAIN).at("import", one.place)


def sorted_into(
    years: Sequence[FinancialYear],
) -> tuple[list[FinancialYear], list[Problem]]:
    """The same with the category of each row, and each name once that nobody knows; else what is
    lacking in a year."""
    told: list[FinancialYear] = []
    unknown: dict[str, list[pd.DataFrame]] = {}
    problems: list[Problem] = []
    for one in years:
        pairs = one.rows[["group", "subgroup"]].drop_duplicates()
        there = those_in({*pairs["group"], *pairs["subgroup"]})
        ids = {
            (group, subgroup): (
                category(group, one.year, there),
                category(subgroup, one.year, there),
            )
            for group, subgroup in pairs.itertuples(index=False)
        }
        found = (each for pair, known in ids.items() for each in zip(pair, known, strict=True))
        for name in sorted({name for name, known in found if not known}):
            has = (one.rows["group"] == name) | (one.rows["subgroup"] == name)
            unknown.setdefault(name, []).append(one.rows[has])
        problems += [fault.at("import", one.place) for fault in _misplaced(one, ids)]
        leaf = {pair: known[1] for pair, known in ids.items()}
        keys = pd.MultiIndex.from_frame(one.rows[["group", "subgroup"]])
        told.append(one._replace(rows=one.rows.assign(category=keys.map(leaf))))
    problems += _unknown(unknown)
    return told, problems or [problem for one in years for problem in _gaps(one)]


def _unknown(names: dict[str, list[pd.DataFrame]]) -> Iterator[Problem]:
    """Each name once, with the nearest one that is known."""
    for name, every in names.items():
        rows = pd.concat(every)
        first, times = rows.iloc[0], f"{len(rows):,} row" + ("s" if len(rows) > 1 else "")
        what = f'"{shown(name)}" ({times}) is no group or subgroup of offences that is known.'
        ask = "If nobody changed it, ask whoever looks after the program to add it to "
        near = suggestion(name, offences.names(), "Nothing like it is known.")
        fault = Fault(what, f"{near} {ask}home-office-offences.csv.", int(first["row"]))
        yield fault.at("import", Place(str(first["file"])))


def _misplaced(one: FinancialYear, ids: dict[tuple[str, str], tuple[str, str]]) -> Iterator[Fault]:
    """Subgroups in another group than theirs, and sums that stand beside their own parts."""
    known = {pair: found for pair, found in ids.items() if all(found)}
    for (group, subgroup), (whole, part) in known.items():
        if whole not in above(part):
            what = (
                f'"{subgroup}" stands in the group "{group}" in {one.year}, and is no part of it.'
            )
            yield Fault(what, "It may have another meaning there: leave the table out, and ask.")
    leaves = {part: subgroup for (_, subgroup), (_, part) in known.items()}
    for part, subgroup in leaves.items():
        for whole in above(part):
            if whole != part and whole in leaves:
                what = f'"{leaves[whole]}" stands beside "{subgroup}" in {one.year}, its own part.'
                yield Fault(what, "It would be counted twice: take the rows of the sum out.")


def total(rows: pd.DataFrame, by: str) -> dict[tuple[str, str], int]:
    """The sums of a year by what stands in a column and by category, with all that a category is
    within."""
    leaves = rows.groupby([by, "category"], observed=True)["n"].sum().reset_index()
    chains = {leaf: list(above(leaf)) for leaf in leaves["category"].unique()}
    every = leaves.assign(category=leaves["category"].map(chains)).explode("category")
    sums = every.groupby([by, "category"])["n"].sum().reset_index()
    return {(one, kind): int(n) for one, kind, n in sums.itertuples(index=False)}
