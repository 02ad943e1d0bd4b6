"""What a spreadsheet program makes of a text when it opens a CSV file.

It takes what looks like a date, a time, a number or a formula for one, and keeps that when the
file is saved: 5-9 becomes the fifth of September, 3E5 becomes 300000.
"""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
BETWEEN = r"[-/., ]{0,2}"
DATES = re.compile(
    rf"{DAY}{BETWEEN}{MONTH}(?:{BETWEEN}\d{{2,4}})?"
    rf"|{MONTH}{BETWEEN}\d{{1,4}}(?:{BETWEEN}\d{{2,4}})?",
    re.I,
)
NUMBERED = re.compile(r"(\d{1,4})([-/.])(\d{1,4})(?:\2(\d{1,4}))?")
NUMBERS = re.compile(r"\d[\d.,]*e[-+]?\d+|0\d+|\d{16,}|\d+ \d+/\d+", re.I)
TIMES = re.compile(r"\d{1,3}:\d{2}(:\d{2})?( ?[ap]m)?|\d{1,2} ?[ap]m", re.I)
MONTHS, DAYS = 12, 31


def taken_for(text: str) -> str:
    """What a spreadsheet program makes of a text: "a date", "a formula" …; blank where it stays.

    >>> [taken_for(text) for text in ("5-9", "MAR1", "3E5", "=1+1", "0-4", "16-24", "5 to 9")]
    ['a date', 'a date', 'another number', 'a formula', '', '', '']
    >>> [taken_for(text) for text in ("2011/12", "2016/17", "March 2017", "month of March 2017")]
    ['a date', '', 'a date', '']
    """
    if text.lstrip('"').startswith(FORMULA_STARTS):
        return "a formula"
    bare = text.strip()
    if DATES.fullmatch(bare) or _is_numbered_date(bare):
        return "a date"
    if NUMBERS.fullmatch(bare):
        return "another number"
    if TIMES.fullmatch(bare):
        return "a time"
    return "TRUE or FALSE" if bare.lower() in ("true", "false") else ""


def _is_numbered_date(text: str) -> bool:
    """Is it a day and a month, a month and a year, or all three, in the order of any country?"""
    found = NUMBERED.fullmatch(text)
    if found is None:
        return False
    numbers = [int(found[place]) for place in (1, 3, 4) if found[place]]
    if len(numbers) == 2:
        # With a point between it is a number.
        first, second = numbers
        is_year = 1900 <= first <= 9999 or 1900 <= second <= 9999
        small = sorted(numbers)[0]
        highest = 9999 if is_year else DAYS
        return found[2] != "." and 1 <= small <= MONTHS and sorted(numbers)[1] <= highest
    return any(1 <= number <= MONTHS for number in numbers) and min(numbers) > 0
