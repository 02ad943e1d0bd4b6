"""What span of time a number covers: months, years, several years and points in time."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
EARLIEST, LATEST = 1800, 2200
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WRITTEN_MONTH = r"([A-Za-z]+)\.?\s+(\d{4})"
DASH = r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a number covers.

    ``months`` is the number of whole calendar months, 0 for "at the end of that month", and None
    where the source gives exact dates (a survey) or, with ``is_stated`` false, no period at all.
    """

    first: date
    last: date
    months: int | None
    is_stated: bool = True

    @staticmethod
    def of_months(months: int, year: int, month: int) -> Period:
        """The period of so many whole months that ends with this one."""
        return _of_months(months, year, month)

    @staticmethod
    def parse(text: str) -> Period:
        """Which period is written here, in ISO form or in one of the ways people write it?

        Raises ValueError with a sentence when it is none.

        >>> Period.parse("P12M/2017-03") == Period.parse("2016/17")
        True
        >>> Period.parse("2016/17") == Period.parse("Y/E March 2017")
        True
        >>> Period.parse("November 2016 – October 2017").iso
        'P12M/2017-10'
        >>> Period.parse("P0M/2016-06").label("mid-year")
        'mid-2016'
        """
        return _parse(text)

    @property
    def iso(self) -> str:
        """The one form in which data files write this period."""
        month = self.last.isoformat()[:7]
        if not self.is_stated:
            return f"unstated/{month}"
        if self.months is None:
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        return f"P{self.months}M/{month}"

    def before(self, months: int) -> Period:
        """The period of the same length that ended so many months earlier.

        >>> Period.parse("P12M/2017-03").before(12).iso
        'P12M/2016-03'
        """
        if self.months is None:
            raise ValueError(f"{self.iso} is not made of whole months, so it cannot be moved.")
        index = self.last.year * 12 + self.last.month - 1 - months
        return Period.of_months(self.months, index // 12, index % 12 + 1)

    def overlaps(self, other: Period) -> bool:
        """Do the two share a day?"""
        return self.first <= other.last and other.first <= self.last

    def comparable(self, other: Period) -> bool:
        """May a change from one to the other be spoken of: stated, of equal length, no day shared?

        >>> Period.parse("P8M/2016-11").comparable(Period.parse("P12M/2016-03"))
        False
        """
        if not (self.is_stated and other.is_stated) or self.overlaps(other):
            return False
        if self.months is None or other.months is None:
            return self.months == other.months and abs(self.days - other.days) <= 7
        return self.months == other.months

    @property
    def is_part_year(self) -> bool:
        """Is it a span of time other than whole years? It has no yearly rate.

        >>> Period.parse("P4M/2025-04").is_part_year, Period.parse("P0M/2025-06").is_part_year
        (True, False)
        """
        return self.is_stated and (self.months is None or self.months % 12 != 0)

    @property
    def days(self) -> int:
        """How many days it covers; 1 for a point in time."""
        return (self.last - self.first).days + 1

    def label(self, style: str = "year ending") -> str:
        """How is it written in a table or on an axis, in the dataset's style?

        >>> Period.parse("P12M/2017-03").label("financial year")
        '2016/17'
        >>> Period.parse("P8M/2016-11").label()
        'April to November 2016'
        """
        if not self.is_stated:
            return "period not stated"
        if self.months is None:
            return _between(self.first, self.last)
        if self.months == 0:
            return _point(self.last, style)
        return _span(self, style)

    def spelt(self, style: str = "year ending") -> str:
        """How is it written in a file, so that a spreadsheet program takes it for no date?

        >>> Period.parse("P12M/2012-03").spelt("financial year"), Period.parse("May 2017").spelt()
        ('financial year 2011/12', 'month of May 2017')
        """
        label = self.label(style)
        if self.months == 1:
            return f"month of {label}"
        if self.months == 12 and label[0].isdigit() and not label.startswith("12 months"):
            return f"{'financial' if '/' in label else 'calendar'} year {label}"
        return label

    def phrase(self, style: str = "year ending") -> str:
        """How is it written inside a sentence, with its preposition?

        >>> Period.parse("P12M/2017-03").phrase()
        'in the year ending March 2017'
        >>> Period.parse("P0M/2017-09").phrase()
        'at the end of September 2017'
        """
        label = self.label(style)
        if not self.is_stated:
            return "in a period that the source does not state"
        if self.months == 0:
            return f"in {label}" if label.startswith("mid-") else f"at the {label}"
        if self.months is None:
            return f"between {label.replace(' to ', ' and ')}"
        if " to " in label and not label.startswith("12 months"):
            return f"from {label}"
        needs_article = label.startswith(("year", "quarter", "period", "12 months", *NUMBERS))
        return f"in the {label}" if needs_article else f"in {label}"


def _point(last: date, style: str) -> str:
    if style == "mid-year" and last.month == 6:
        return f"mid-{last.year}"
    return f"end of {last:%B %Y}"


def _span(period: Period, style: str) -> str:
    last, months = period.last, period.months or 0
    if months == 1:
        return f"{last:%B %Y}"
    if months == 3 and last.month % 3 == 0:
        return f"quarter ending {last:%B %Y}"
    whole_years = months % 12 == 0
    if style == "financial year" and whole_years and last.month == 3:
        first_year = _financial(last.year - months // 12 + 1)
        return first_year if months == 12 else f"{first_year} to {_financial(last.year)}"
    if whole_years and last.month == 12 and (style == "calendar year" or months > 12):
        return str(last.year) if months == 12 else f"{period.first.year} to {last.year}"
    if months == 12 and style == "rolling year":
        return f"12 months to {last:%B %Y}"
    if months == 12:
        return f"year ending {last:%B %Y}"
    if whole_years:
        years = months // 12
        number = NUMBERS[years] if years < len(NUMBERS) else str(years)
        return f"{number} years ending {last:%B %Y}"
    if period.first.year == last.year:
        return f"{period.first:%B} to {last:%B %Y}"
    return f"{period.first:%B %Y} to {last:%B %Y}"


def _financial(ending: int) -> str:
    return f"{ending - 1}/{ending % 100:02d}"


def _between(first: date, last: date) -> str:
    start = f"{first.day} {first:%B}" + ("" if first.year == last.year else f" {first.year}")
    return f"{start} to {last.day} {last:%B %Y}"


@lru_cache(maxsize=4096)
def _of_months(months: int, year: int, month: int) -> Period:
    last = date(year, month, monthrange(year, month)[1])
    start = year * 12 + month - max(months, 1)
    first = last if months == 0 else date(start // 12, start % 12 + 1, 1)
    return Period(first, last, months)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    clean = " ".join(text.split())
    for year in map(int, re.findall(r"[0-9]{4}", clean)):
        if not EARLIEST <= year <= LATEST:
            raise ValueError(f'"{text}" names the year {year}, which cannot be right.')
    period = _iso(clean) or _written(clean)
    if period is None:
        raise ValueError(f'"{text}" is not a period.')
    return period


def _iso(text: str) -> Period | None:
    if match := re.fullmatch(r"P(\d{1,3})([MY])/(\d{4})-(\d{2})", text):
        months = int(match[1]) * (12 if match[2] == "Y" else 1)
        return Period.of_months(months, *_year_month(text, match[3], match[4]))
    if match := re.fullmatch(r"unstated/(\d{4})-(\d{2})", text):
        last = Period.of_months(0, *_year_month(text, match[1], match[2])).last
        return Period(last, last, None, is_stated=False)
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", text):
        return _dates(text, match[1], match[2])
    return None


def _year_month(text: str, year: str, month: str) -> tuple[int, int]:
    if not 1 <= int(month) <= 12:
        raise ValueError(f'"{text}" names month {month}, and a year has months 01 to 12.')
    return int(year), int(month)


def _dates(text: str, start: str, end: str) -> Period:
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        raise ValueError(f'"{text}" names a day that the calendar does not have.') from None
    if first > last:
        raise ValueError(f'"{text}" ends before it begins.')
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole:
        return Period(first, last, None)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Period.of_months(months, last.year, last.month)


def _written(text: str) -> Period | None:
    if match := re.fullmatch(r"(\d{4})[/-](\d{2})(?:" + DASH + r"(\d{4})[/-](\d{2}))?", text):
        return _financial_years(text, *match.groups())
    if match := re.fullmatch(r"(\d{4})(?:" + DASH + r"(\d{4}))?", text):
        last = int(match[2] or match[1])
        return Period.of_months((last - int(match[1]) + 1) * 12, last, 12)
    if match := re.fullmatch(r"mid-(\d{4})", text, re.I):
        return Period.of_months(0, int(match[1]), 6)
    lengths = {
        r"(?:the )?(?:Y/E|R?Y|years?|rolling year|12 months)\s*(?:ending|ended|to)?": 12,
        r"(?:the )?quarter\s*(?:ending|ended|to)?": 3,
        r"(?:at )?(?:the )?(?:end of|as at)": 0,
        "": 1,
    }
    for lead, months in lengths.items():
        if match := re.fullmatch(rf"{lead}\s*{WRITTEN_MONTH}", text, re.I):
            month = _month(match[1])
            return Period.of_months(months, int(match[2]), month) if month else None
    return _month_range(text)


def _financial_years(text: str, year: str, end: str, year2: str | None, end2: str | None) -> Period:
    for start, finish in ((year, end), (year2, end2)):
        if start and (int(start) + 1) % 100 != int(finish or 0):
            raise ValueError(f'"{text}" is not a financial year: {start}/{finish} is not one year.')
    last = int(year2 or year) + 1
    return Period.of_months((last - int(year)) * 12, last, 3)


def _month_range(text: str) -> Period | None:
    match = re.fullmatch(r"([A-Za-z]+)\.?(?:\s+(\d{4}))?" + DASH + WRITTEN_MONTH, text)
    if not match:
        return None
    start, end = _month(match[1]), _month(match[3])
    if not start or not end:
        return None
    last, first_year = int(match[4]), int(match[2] or match[4])
    months = (last - first_year) * 12 + end - start + 1
    if months < 1:
        raise ValueError(f'"{text}" ends before it begins.')
    return Period.of_months(months, last, end)


def _month(name: str) -> int | None:
    return MONTHS.get(name.lower())
