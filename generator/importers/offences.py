"""The names of offences in the tables of the Home Office, old and new, and the categories that they
are here: a table that people read."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from generator.importers.described import WRITTEN
from generator.terms.areas import plain

TABLE = WRITTEN / "home-office-offences.csv"
ALL, FRAUD = "all", "fraud"


class PrintedOffence(NamedTuple):
    """A name as some edition prints it, and the category that it is here.

    ``since`` and ``until`` are the first and the last financial year of which that holds, and
    ``unless`` is a category: where the same year has it, another row holds.
    """

    printed: str
    since: str
    until: str
    unless: str
    id: str
    label: str
    within: str

    def holds(self, year: str, there: Collection[str]) -> bool:
        """Does it hold of a financial year in which these categories are there?"""
        is_of_then = (self.since or year) <= year <= (self.until or year)
        return is_of_then and self.unless not in there


@cache
def rows() -> tuple[PrintedOffence, ...]:
    """The table as it stands."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(PrintedOffence(**row) for row in csv.DictReader(file))


@cache
def categories() -> dict[str, PrintedOffence]:
    """One row for each category, by its id."""
    return {one.id: one for one in reversed(rows())}


@cache
def _by_name() -> dict[str, list[PrintedOffence]]:
    found: dict[str, list[PrintedOffence]] = {}
    for one in rows():
        if one.printed:
            found.setdefault(plain(one.printed), []).append(one)
    return found


def names() -> list[str]:
    """Every name that is known."""
    return list(dict.fromkeys(one.printed for one in rows() if one.printed))


def those_in(printed: Collection[str]) -> set[str]:
    """Which categories do these names of one year stand for beyond doubt?"""
    found = (_by_name().get(plain(name), []) for name in printed)
    return {one.id for known in found for one in known if not one.unless}


def category(printed: str, year: str, there: Collection[str]) -> str:
    """Which category is a name in a financial year in which these are there? Blank for none."""
    known = _by_name().get(plain(printed), [])
    return next((one.id for one in known if one.holds(year, there)), "")


def above(category: str) -> Iterator[str]:
    """A category and those that it is within, from the smallest up."""
    while category:
        yield category
        category = categories()[category].within
