"""Periods as spreadsheets spell them, in headings, in cells and in titles."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from generator.terms.periods import MONTHS, Period

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# What stands in the place of a period in a title, from the longest to the shortest.
IN_TITLES = re.compile(
    r"(?:years?|12 months|quarter)\s+(?:ending|ended|to)\s+(?:\d{1,2}\s+)?"
    rf"(?:{MONTH})\.?\s+\d{{4}}"
    rf"|(?:{MONTH})\.?(?:\s+\d{{4}})?\s*(?:-|–|—|\bto\b)\s*(?:{MONTH})\.?\s+\d{{4}}"
    rf"|mid-\d{{4}}|Q[1-4]\s+\d{{4}}(?:[/-]\d{{2,4}})?|\b(?:{MONTH})\.?\s+\d{{4}}"
    r"|(?<!\d)(?:19|20)\d\d\s?[/-]\s?(?:20)?\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)",
    re.I,
)


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period | None:
    """Which period is written in this cell, if it is one?

    >>> period_of("2024/2025").iso, period_of("Apr-25").iso, period_of("Q1 2024/25").iso
    ('P12M/2025-03', 'P1M/2025-04', 'P3M/2024-06')
    >>> period_of("Year to 31 March 2025").iso, period_of("Burglary") is None
    ('P12M/2025-03', True)
    """
    bare = " ".join(text.replace("’", "'").split())
    try:
        return Period.parse(_as_parsed(bare))
    except ValueError:
        return None


def _as_parsed(text: str) -> str:
    """The same in a form that Period.parse knows."""
    match = re.fullmatch(r"(?:FY\s*)?(?:20)?(\d\d)\s?[/-]\s?(?:20)?(\d\d)", text, re.I)
    if match and (int(match[1]) + 1) % 100 == int(match[2]):
        return f"20{match[1]}/{match[2]}"
    if match := re.fullmatch(rf"({MONTH})\.?[ '/-]+(\d\d)", text, re.I):
        return f"{match[1]} 20{match[2]}"
    if match := re.fullmatch(rf"({MONTH})\.?[/-](\d{{4}})", text, re.I):
        return f"{match[1]} {match[2]}"
    if match := re.fullmatch(r"Q([1-4])\s+(\d{4})[/-](?:\d\d)?\d\d", text, re.I):
        index = int(match[2]) * 12 + 3 * int(match[1]) + 2
        return f"P3M/{index // 12}-{index % 12 + 1:02d}"
    if match := re.fullmatch(r"Q([1-4])\s+(\d{4})|(\d{4})\s*Q([1-4])", text, re.I):
        return f"P3M/{match[2] or match[3]}-{3 * int(match[1] or match[4]):02d}"
    return re.sub(
        rf"^(years?|12 months|quarter)\s+(ending|ended|to)\s+(?:\d{{1,2}}\s+)?(?={MONTH})",
        r"\1 ending ",
        text,
        flags=re.I,
    )


def periods_in(text: str) -> list[Period]:
    """Which periods are named in a title, each once?

    >>> [one.iso for one in periods_in("Hate crime by district, year ending March 2026 (final)")]
    ['P12M/2026-03']
    """
    found = (period_of(match) for match in IN_TITLES.findall(text))
    return list(dict.fromkeys(one for one in found if one))


def of_day(day: str, means: str) -> Period | None:
    """Which period does a day stand for that a spreadsheet made of what was typed?

    >>> of_day("2025-04-01", "month").iso, of_day("2025-03-31", "year ending").iso
    ('P1M/2025-04', 'P12M/2025-03')
    """
    when = date.fromisoformat(day)
    if means == "month":
        return Period.of_months(1, when.year, when.month)
    if means == "year ending":
        return Period.of_months(12, when.year, when.month)
    return Period.of_months(12, when.year, 12) if means == "calendar year" else None


def was_typed(day: str) -> str:
    """What may have been typed where a spreadsheet holds a day now.

    >>> was_typed("2026-05-09"), was_typed("2025-04-01"), was_typed("2025-01-01")
    ('9-5 or 5-9', 'Apr 2025', '2025 or Jan 2025')
    """
    when = date.fromisoformat(day)
    if when.month == when.day == 1:
        return f"{when.year} or {when:%b %Y}"
    if when.day == 1 or (when + timedelta(days=1)).day == 1:
        return f"{when:%b %Y}"
    return f"{when.day}-{when.month} or {when.month}-{when.day}"
