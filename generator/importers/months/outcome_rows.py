"""The outcomes of a month, as data.police.uk publishes them, and the groups that they are told in.

The month of such a file is that of the outcomes: the crimes may have been recorded long before.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

import pandas as pd

from generator.importers.described import WRITTEN
from generator.importers.handed import Handed
from generator.importers.months.counted import slim
from generator.importers.months.street import (
    ASB,
    OUTCOMES,
    StreetMonth,
    month_in,
    odd_cell,
    opened,
)
from generator.problems import Fault, Place, Problem, suggestion

TYPES = WRITTEN / "outcome-types.csv"
# What is told of a crime for which nothing is published.
UNPUBLISHED = "not-published"
LATEST = "Last outcome category"
# So many unknown types are told of all files: from more it is seen that the column is another.
MOST_TOLD = 5


class OutcomeType(NamedTuple):
    """What data.police.uk calls an outcome, and the group that it is told in."""

    outcome: str
    group: str
    label: str


class OddType(NamedTuple):
    """A type of outcome that nobody knows: where it stands first, and in how many rows."""

    place: Place
    said: str
    rows: int


@cache
def types() -> dict[str, OutcomeType]:
    """The types of outcome by their names: a table that people read."""
    with TYPES.open(encoding="utf-8", newline="") as file:
        return {row["outcome"]: OutcomeType(**row) for row in csv.DictReader(file)}


@cache
def labels() -> dict[str, str]:
    """What each group is called, in the order in which they are told."""
    return {one.group: one.label for one in types().values()}


def is_outcomes(handed: Handed) -> bool:
    """Is this a file of outcomes, by its name?"""
    return handed.path.name.lower().endswith(f"-{OUTCOMES.ending}.csv")


def crimes_in(
    handed: Handed, content: bytes
) -> tuple[StreetMonth | None, list[Problem], list[OddType]]:
    """The street-level crimes of a month as slim rows, with ``said``: the group of the outcome that
    each row names, or blank."""
    month, problems = month_in(handed, content)
    if month is None or problems:
        return None, problems, []
    # Incidents of anti-social behaviour have no outcome; what stands there is nobody's.
    said = month.rows[LATEST].str.strip().mask(month.rows["Crime type"] == ASB, "")
    rows = slim(month.rows).assign(said=_grouped(said))
    return month._replace(rows=rows), [], list(_odd(said, handed.place, LATEST))


def outcomes_in(
    handed: Handed, content: bytes
) -> tuple[StreetMonth | None, list[Problem], list[OddType]]:
    """The outcomes of a month: Falls within, ``word`` (a number for the Crime ID, or 0) and
    ``group``."""
    month, fault = opened(handed, content, OUTCOMES)
    if fault or month is None:
        return None, [fault.at("import", handed.place)] if fault else [], []
    rows = month.rows
    checks = (("Month", rows["Month"] == month.month), ("Falls within", rows["Falls within"] != ""))
    for column, is_right in checks:
        if problem := odd_cell(rows[column], is_right, month.month, handed.place):
            return None, [problem], []
    said = rows["Outcome type"].str.strip()
    words = pd.util.hash_array(rows["Crime ID"].to_numpy(dtype=object))
    kept = pd.DataFrame(
        {
            "Falls within": rows["Falls within"].astype("category"),
            "word": pd.Series(words, index=rows.index).where(rows["Crime ID"] != "", 0),
            "group": _grouped(said),
        }
    )
    return month._replace(rows=kept), [], list(_odd(said, handed.place, "Outcome type"))


def _grouped(said: pd.Series) -> pd.Series:
    """The group of each outcome, or blank where none is named."""
    known = {name: one.group for name, one in types().items()}
    return said.map(known).fillna("").astype(pd.CategoricalDtype([*labels(), ""]))


def _odd(said: pd.Series, place: Place, column: str) -> Iterator[OddType]:
    is_odd = ~said.isin({*types(), ""})
    for name, rows in said[is_odd].groupby(said[is_odd], sort=False):
        at = place._replace(row=int(rows.index[0]), column=column)
        yield OddType(at, str(name), len(rows))


def unknown(odd: Iterable[OddType]) -> Iterator[Problem]:
    """Types of outcome that nobody knows: each told once, with the nearest that is known."""
    first: dict[str, Place] = {}
    rows: Counter[str] = Counter()
    for one in odd:
        first.setdefault(one.said, one.place)
        rows[one.said] += one.rows
    for said, place in islice(first.items(), MOST_TOLD):
        many = f" (in {rows[said]:,} rows)" if rows[said] > 1 else ""
        what = f'"{said}" is no type of outcome that is known{many}.'
        otherwise = "If data.police.uk has a new one, ask who looks after the program to add it."
        yield Fault(what, suggestion(said, types(), otherwise)).at("import", place)
