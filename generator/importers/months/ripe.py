"""Which months of crimes are old enough for their outcomes to be told, and why others are not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.importers.months import coverage
from generator.terms import wording
from generator.terms.coverage import COMPLETE, Covered

# The outcomes of so many months after that of a crime must be held.
AGE = 6
YOUNG, GAP, UNTOLD, SHORT, OTHERWISE, NEWER = (
    "set aside: recorded less than six months before the newest outcomes",
    "set aside: outcomes of its month or of the six after it are missing",
    "set aside: of a month that is not held as street-level crime",
    "set aside: of a month that is not complete",
    "set aside: of a month that is held with another number of rows",
    "set aside: outcomes of the month are held as known later",
)
FIRST = "Import the same files with police-uk first."
REASONS = {
    YOUNG: ("six months must pass, and the newest outcomes held are of {newest}", "Wait for them."),
    GAP: ("outcomes of {missing} are missing", "Hand those over too, if there are any."),
    UNTOLD: ("data/coverage.csv has no line for it", FIRST),
    SHORT: ("data/coverage.csv does not call it complete", FIRST),
    OTHERWISE: ("data/coverage.csv has it with another number of rows", FIRST),
    NEWER: ("its outcomes are held already as they were known later", "It stays as it is."),
}


class MonthsHeld(NamedTuple):
    """What is known of the months of a force: those of its outcomes, its lines of the table of
    coverage, and as of which month the outcomes of earlier imports were known."""

    outcomes: Collection[str]
    covered: Mapping[str, Covered]
    known: Mapping[str, str]

    @property
    def newest(self) -> str:
        """The month as of which outcomes are known."""
        return max(self.outcomes)


def later(month: str, months: int) -> str:
    """The month so many months on.

    >>> later("2025-09", 6)
    '2026-03'
    """
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return f"{number // 12}-{number % 12 + 1:02d}"


def hindrance(month: str, rows: int, held: MonthsHeld) -> str:
    """Why are the crimes of a month not counted? Blank where they are."""
    line = held.covered.get(month)
    if later(month, AGE) > held.newest:
        return YOUNG
    if not _window(month) <= set(held.outcomes):
        return GAP
    if line is None or not line.rows:
        return UNTOLD
    if line.state != COMPLETE:
        return SHORT
    if line.rows != str(rows):
        return OTHERWISE
    return NEWER if held.known.get(month, "") > held.newest else ""


def gone(held: MonthsHeld) -> list[str]:
    """Months with figures that are not complete any more."""
    lines = [held.covered.get(month) for month in held.known]
    return [
        month
        for month, line in zip(held.known, lines, strict=True)
        if line is None or line.state != COMPLETE
    ]


def _window(month: str) -> set[str]:
    return {later(month, step) for step in range(AGE + 1)}


def told(reason: str, months: Iterable[str], held: MonthsHeld) -> tuple[str, str]:
    """Of months that are not counted: why, in a sentence; and what to do."""
    months = sorted(months)
    wanted = {one for month in months for one in _window(month)} - set(held.outcomes)
    missing = spans(one for one in wanted if one <= held.newest)
    why, remedy = REASONS[reason]
    why = why.format(newest=coverage.label(held.newest), missing=missing)
    return f"{wording.upper_first(spans(months))}: not counted, for {why}.", remedy


def gaps(held: MonthsHeld) -> list[str]:
    """Months without outcomes between the first and the newest that have some."""
    found, month = [], min(held.outcomes)
    while month < held.newest:
        if month not in held.outcomes:
            found.append(month)
        month = later(month, 1)
    return found


def spans(months: Iterable[str]) -> str:
    """Months in words, those in a row as from the first to the last.

    >>> spans(["2025-01", "2025-02", "2025-03", "2025-06"])
    'January 2025 to March 2025 and June 2025'
    """
    return wording.listing([_span(run) for run in _runs(sorted(set(months)))])


def _span(run: list[str]) -> str:
    first, last = coverage.label(run[0]), coverage.label(run[-1])
    return first if len(run) == 1 else f"{first} to {last}"


def _runs(months: list[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for month in months:
        if run and month != later(run[-1], 1):
            yield run
            run = []
        run.append(month)
    if run:
        yield run
