"""Parts of a year: said in one place and the year in another, or in a title alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importers.sheets.layout import YEAR, Laid, bare
from generator.importers.sheets.spelt_periods import MONTH, NAMES, period_of, periods_in
from generator.problems import Fault, Problem
from generator.terms.periods import MONTHS, Period

QUARTER = re.compile(r"(?:q|qtr|quarter)?\s?([1-4])", re.I)
OF_MONTH = re.compile(rf"({MONTH})\.?", re.I)
# What says in a title that less than the year is meant.
SPAN = re.compile(rf"\b({MONTH})\s*(?:-|–|\bto\b|\band\b)\s*({MONTH})\b(?!\s+\d{{4}})", re.I)
TO_DATE = re.compile(r"\b(ytd|year[- ]to[- ]date|so far|part[- ]years?)\b", re.I)
LIMITS = re.compile(r"\b(only|cover\w*)\b", re.I)


def in_one(texts: Sequence[str]) -> str:
    """A year and a part of it that stand in two places, as one text; blank where it is not plain.

    >>> in_one(["2024/25", "Q1"]), in_one(["2024/25", "Feb"]), in_one(["Apr", "2024"])
    ('Q1 2024/25', 'February 2025', 'April 2024')
    >>> in_one(["2024", "Q1"])
    ''
    """
    told = [bare(text) for text in texts]
    spans = [(text, period) for text in told if (period := _year(text))]
    parts = [text for text in told if not _year(text)]
    if len(spans) != 1 or len(parts) != 1:
        return ""
    (text, year), part = spans[0], parts[0]
    if month := OF_MONTH.fullmatch(part):
        number = MONTHS[month[1].lower()]
        return f"{NAMES[number]} {year.last.year - (number > year.last.month)}"
    if (quarter := QUARTER.fullmatch(part)) and year.last.month == 3 and not YEAR.fullmatch(text):
        return f"Q{quarter[1]} {year.last.year - 1}/{year.last.year % 100:02d}"
    own = period_of(part)
    return part if own and own.overlaps(year) and own.months and own.months < 12 else ""


def _year(text: str) -> Period | None:
    """A year that is written here; a bare number is a calendar year."""
    period = Period.of_months(12, int(text), 12) if YEAR.fullmatch(text) else period_of(text)
    return period if period and period.months == 12 else None


def shortened(table: Laid, periods: Sequence[Period]) -> Iterator[Problem]:
    """What is said around a table of whole years: that its numbers are of a part of the year."""
    if not periods or any(one.months != 12 for one in periods):
        return
    below = [line for line in table.below if LIMITS.search(line)]
    for line in (*table.above, *_headings(table), *below):
        if TO_DATE.search(line) or _is_part(line):
            what = f'The sheet says "{line}", and its numbers would be of whole years.'
            remedy = (
                'Write the span above the numbers, such as "April to December 2024"; or, if they '
                "are of whole years, take the words out of the sheet."
            )
            yield Fault(what, remedy).at("import", table.grid.place(0))
            return


def _headings(table: Laid) -> set[str]:
    return {text for stacked in table.values.values() for text in stacked}


def _is_part(line: str) -> bool:
    if span := SPAN.search(line):
        first, last = (MONTHS[span[n].lower()] for n in (1, 2))
        return (last - first) % 12 != 11
    return any(one.months is not None and one.months < 12 for one in periods_in(line))
