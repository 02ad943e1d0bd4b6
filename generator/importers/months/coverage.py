"""Which months of a force's figures are whole: rules that can be read, and a way to overrule them.

After the completeness gate of the Real-Time Crime Index: a month that is not complete is an absence
with its reason, never nought, and never a part of a year.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from statistics import median
from typing import NamedTuple

from generator.terms.coverage import (
    ABSENT,
    AROUND,
    COMPLETE,
    FEWEST,
    LEAST,
    MOST,
    PARTIAL,
    RARE,
    UNPLACED,
    Covered,
)
from generator.terms.periods import Period

FILE = "data/coverage.csv"
COLUMNS = ("force", "month", "state", "why", "rows", "unplaced", "overruled_by", "reason")


class Supplied(NamedTuple):
    """What one force's month holds: how many rows, how many of each type, how many without a
    place."""

    all: int
    unplaced: int
    types: Mapping[str, int]


def covered(force: str, supplied: Mapping[str, Supplied]) -> list[Covered]:
    """How whole is each month of a force, from its first to its last?"""
    months = _between(min(supplied), max(supplied)) if supplied else []
    found = []
    for month in months:
        here = supplied.get(month)
        told = (str(here.all), str(here.unplaced)) if here else ("", "")
        found.append(Covered(force, month, *_state(month, supplied), *told))
    return found


def _between(first: str, last: str) -> list[str]:
    """Every month from one to another."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [_written(number) for number in range(start, end + 1)]


def _written(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"


def _state(month: str, supplied: Mapping[str, Supplied]) -> tuple[str, str]:
    here = supplied.get(month)
    if here is None or not here.all:
        return ABSENT, "No row has been imported."
    number = int(month[:4]) * 12 + int(month[5:]) - 1
    around = [
        supplied[name]
        for step in range(-AROUND, AROUND + 1)
        if step and (name := _written(number + step)) in supplied
    ]
    if here.unplaced > UNPLACED * here.all:
        share = 100 * here.unplaced / here.all
        return PARTIAL, f"{share:.0f}% of its rows have no place."
    if len(around) < FEWEST:
        return COMPLETE, ""
    usual = median(one.all for one in around)
    if here.all < LEAST * usual or here.all > MOST * usual:
        side = "fewer than half as many" if here.all < usual else "more than twice as many"
        return PARTIAL, f"It has {here.all:,} rows, {side} as the months around it ({usual:,.0f})."
    for name in sorted({name for one in around for name in one.types}):
        least = min(one.types.get(name, 0) for one in around)
        if least >= RARE and not here.types.get(name):
            return (
                PARTIAL,
                f"It has no {name}, of which the months around it have {least:,} or more.",
            )
    return COMPLETE, ""


def in_words(lines: Iterable[Covered]) -> list[str]:
    """What is to be said of months that are not complete: those in a row that are alike, once."""
    said = []
    told = [line for line in lines if line.state != COMPLETE]
    for one, group in groupby(told, key=lambda line: line._replace(month="", rows="", unplaced="")):
        months = [label(line.month) for line in group]
        span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
        said.append(f"{one.force}, {span}: {one.state}. {one.why}")
    return said


def label(month: str) -> str:
    """A month in words: "January 2025"."""
    return Period.parse(f"P1M/{month}").label()


def lines_in(content: bytes | None) -> list[Covered]:
    """What does data/coverage.csv say?"""
    rows = csv.DictReader(io.StringIO((content or b"").decode("utf-8-sig")))
    return [Covered(*(row.get(name) or "" for name in COLUMNS)) for row in rows]


def overruled(found: Iterable[Covered], before: Iterable[Covered]) -> list[Covered]:
    """The same, with the states that a person has given in the place of those of the rules."""
    said = {(line.force, line.month): line for line in before if line.overruled_by}
    return [
        line._replace(
            state=said[line.force, line.month].state,
            overruled_by=said[line.force, line.month].overruled_by,
            reason=said[line.force, line.month].reason,
        )
        if (line.force, line.month) in said
        else line
        for line in found
    ]


def written(lines: Iterable[Covered]) -> bytes:
    """The coverage table as a file."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(lines))
    return told.getvalue().encode()
