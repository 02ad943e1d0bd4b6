"""Periods as spreadsheets spell them, in headings, in cells and in titles."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from generator.terms.periods import MONTHS, Period

NAMES = {number: name.capitalize() for name, number in reversed(MONTHS.items())}
COUNTS = {"twelve": 12, "three": 3, "six": 6}

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = r"(?:(?<!\d)\d{1,2}(?:st|nd|rd|th)?\s+)"
LENGTH = (
    r"(?:years?|(?:\d{1,2}|twelve|three|six)\s+months|quarter)\s+(?:ending|ended|to)\s+"
    r"(?:end\s+(?:of\s+)?)?"
)
# What stands in the place of a period in a title, from the longest to the shortest.
IN_TITLES = re.compile(
    rf"{DAY}(?:{MONTH})\.?(?:\s+\d{{4}})?\s*(?:-|–|—|\bto\b)\s*{DAY}(?:{MONTH})\.?\s+\d{{4}}"
    rf"|\b{LENGTH}{DAY}?(?:{MONTH})\.?\s+\d{{4}}"
    rf"|\b(?:{MONTH})\.?(?:\s+\d{{4}})?\s*(?:-|–|—|\bto\b)\s*(?:{MONTH})\.?\s+\d{{4}}"
    rf"|mid-\d{{4}}|\bQ[1-4]\s+\d{{4}}(?:[/-]\d{{2,4}})?|(?<!\d\s)\b(?:{MONTH})\.?\s+\d{{4}}"
    r"|(?<!\d)(?:19|20)\d\d\s?[/-]\s?(?:20)?\d\d(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)",
    re.I,
)
# Days written in numbers, and the numbers of tables and notes, which are no periods.
IN_NUMBERS = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
OF_TABLES = re.compile(
    r"\b(?:table|figure|sheet|tab|annex|appendix|note)\s+[a-z]?\d*[a-z]?\b", re.I
)
# What beside a period says that another one is meant.
OTHER_TIME = re.compile(
    rf"\d|\b(?:{MONTH}|q[1-4]|quarters?|quarterly|ytd|h[12]|half|to date|since|so far|run|extracted"
    r"|printed|produced|updated|as at|academic|boundar\w*|census|months?|weeks?|daily|days?)\b",
    re.I,
)


@lru_cache(maxsize=4096)
def period_of(text: str) -> Period | None:
    """Which period is written in this cell, if it is one? Two numbers of two digits are none: they
    may be ages.

    >>> period_of("2024/2025").iso, period_of("Apr-25").iso, period_of("Q1 2024/25").iso
    ('P12M/2025-03', 'P1M/2025-04', 'P3M/2024-06')
    >>> period_of("Year to 31 March 2025").iso, period_of("10-11") is None
    ('P12M/2025-03', True)
    >>> period_of("20 June to 21 August 2016").iso
    '2016-06-20/2016-08-21'
    """
    bare = IN_NUMBERS.sub(_in_words, " ".join(text.replace("’", "'").split()))
    try:
        return Period.parse(_as_parsed(bare))
    except ValueError:
        return None


def _in_words(day: re.Match[str]) -> str:
    """31/03/2025 as 31 March 2025."""
    month = int(day[2])
    return f"{day[1]} {NAMES[month]} {day[3]}" if month in NAMES else day[0]


def _as_parsed(text: str) -> str:
    """The same in a form that Period.parse knows."""
    match = re.fullmatch(r"(FY\s*)?(20)?(\d\d)\s?[/-]\s?(?:20)?(\d\d)", text, re.I)
    if match and (match[1] or match[2]) and (int(match[3]) + 1) % 100 == int(match[4]):
        return f"20{match[3]}/{match[4]}"
    if match := re.fullmatch(rf"({MONTH})\.?[ '/-]+(\d\d)", text, re.I):
        return f"{match[1]} 20{match[2]}"
    if match := re.fullmatch(rf"({MONTH})\.?[/-](\d{{4}})", text, re.I):
        return f"{match[1]} {match[2]}"
    if match := re.fullmatch(r"Q([1-4])\s+(\d{4})[/-](?:\d\d)?\d\d", text, re.I):
        index = int(match[2]) * 12 + 3 * int(match[1]) + 2
        return f"P3M/{index // 12}-{index % 12 + 1:02d}"
    if match := re.fullmatch(r"Q([1-4])\s+(\d{4})|(\d{4})\s*Q([1-4])", text, re.I):
        return f"P3M/{match[2] or match[3]}-{3 * int(match[1] or match[4]):02d}"
    return _with_days(text)


def _with_days(text: str) -> str:
    """Spans between two days, and spans of a length that end on a day or in a month."""
    span = rf"{DAY}({MONTH})\.?(?:\s+(\d{{4}}))?\s*(?:-|–|—|to|and)\s*{DAY}({MONTH})\.?\s+(\d{{4}})"
    if match := re.fullmatch(span, text, re.I):
        first, last = re.findall(
            rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?={MONTH})", text, flags=re.I
        )
        begun = f"{match[2] or match[4]}-{MONTHS[match[1].lower()]:02d}-{int(first):02d}"
        return f"{begun}/{match[4]}-{MONTHS[match[3].lower()]:02d}-{int(last):02d}"
    if match := re.fullmatch(rf"({LENGTH}){DAY}?({MONTH})\.?\s+(\d{{4}})", text, re.I):
        of = match[1].lower().split()
        months = {"y": 12, "q": 3}.get(of[0][0]) or COUNTS.get(of[0]) or int(of[0])
        return f"P{months}M/{match[3]}-{MONTHS[match[2].lower()]:02d}"
    return text


def periods_in(text: str) -> list[Period]:
    """Which periods are named in a title, each once? None where something beside them says that
    another span is meant.

    >>> [one.iso for one in periods_in("Hate crime by district, year ending March 2026 (final)")]
    ['P12M/2026-03']
    >>> periods_in("Crime 2025/26 Q1"), periods_in("Report run on 14/07/2025")
    ([], [])
    """
    told = IN_NUMBERS.sub(_in_words, OF_TABLES.sub(" ", text.replace("_", " ")))
    found = [period_of(match) for match in IN_TITLES.findall(told)]
    if OTHER_TIME.search(IN_TITLES.sub(" ", told)):
        return []
    return list(dict.fromkeys(one for one in found if one))


def names_time(text: str) -> bool:
    """Does a title name a period, or say that it is about some span, in whatever way?"""
    return bool(IN_TITLES.search(text) or OTHER_TIME.search(OF_TABLES.sub(" ", text)))


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


def without_time(title: str) -> str:
    """A title without its periods, and without the words that led to them.

    >>> without_time("Feeling safe in Kent, 2024 and 2025")
    'Feeling safe in Kent'
    >>> without_time("Survey 2024/25: how safe people feel")
    'Survey: how safe people feel'
    """
    timeless = IN_TITLES.sub("\0", title)
    once = re.sub(r"\0(\s*(,|&|-|–|\band\b|\bto\b)\s*\0)+", "\0", timeless)
    led = r"[\s,:–-]*(\b(in|for|of|the|by|years?|and|from|between)\b[\s,:–-]*)*\0"
    return re.sub(led, "", once).strip(" ,:–-")
