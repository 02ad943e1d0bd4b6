"""A year, and a part of it that is said in another place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importers.sheets.spelt_periods import MONTH, NAMES, period_of
from generator.importers.sheets.tables import YEAR, bare
from generator.terms.periods import MONTHS, Period

QUARTER = re.compile(r"(?:q|qtr|quarter)\s?([1-4])", re.I)
OF_MONTH = re.compile(rf"({MONTH})\.?", re.I)


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
