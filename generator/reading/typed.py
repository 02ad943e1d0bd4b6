"""What people type where a number, a day or a period belongs, and what to type instead.

Nothing is converted on the way: only an importer converts, and lists what it converted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.problems import Fault
from generator.terms.periods import EARLIEST, LATEST, MONTHS, Period

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MOST_DIGITS = 15
# What a status of "no value" is for, told to whoever left a cell blank.
STATUS_HELP = "c (withheld), x (not available) or z (not applicable)"
WITHHELD = "Leave the value blank, with the status c and a note that says why."
ABSENT = "Leave the value blank, with the status x, and a note that says what the source says."
# What is told of such a cell goes on from the cell itself: '"n/k" is a mark for …'.
# Marks that stand where no number is, as whole cells, in small letters.
MARKS: dict[str, Fault] = {
    **dict.fromkeys(
        ("*", "**", "c", "[c]", "(c)", "s", "[s]", "supp", "suppressed", "withheld", "redacted"),
        Fault("is a mark for what is withheld", WITHHELD),
    ),
    **dict.fromkeys(
        (
            *("..", "...", ":", "x", "[x]", "(x)", "?", "tbc", "unknown", "not known", "n/k"),
            *("not available", "unavailable", "not supplied", "no data", "missing", "null", "nan"),
            *("n/av", "[m]", "na"),
        ),
        Fault("is a mark for what is not available", ABSENT),
    ),
    **dict.fromkeys(
        ("n/a", "z", "[z]", "(z)", "not applicable"),
        Fault(
            "is a mark, not a number",
            "Leave the value blank, with the status z (not applicable) or x (not available).",
        ),
    ),
    **dict.fromkeys(
        ("nil", "none", "zero", "nought", "no"),
        Fault("is a word, not a number", "Write 0 if the source counted and found none."),
    ),
    **dict.fromkeys(
        ("-", "–", "—", "−", "--"),
        Fault(
            "is a mark, not a number",
            "Write 0 if the source means none; else leave the value blank, with the status x.",
        ),
    ),
    **dict.fromkeys(
        ("~", "[low]", "k", "[k]"),
        Fault("is a mark for what rounds to nought", "Write 0, with the status k."),
    ),
}
# Words for roughly, and the note that says so before the number.
ROUGHLY = (
    (r"over|more than|above|at least|>=?|≥", "over"),
    (r"under|less than|fewer than|below|<=?|≤", "under"),
    (r"about|approx\.?|approximately|around|circa|ca?\.|~|≈|roughly|some", "about"),
    (r"nearly|almost|just under", "nearly"),
    (r"up to|at most", "up-to"),
)
# Words behind a number, and the status letter that says so.
BEHIND = (
    (r"e|est\.?|estimated?", "e"),
    (r"p|prov\.?|provisional", "p"),
    (r"r|rev\.?|revised", "r"),
    (r"f|forecast|projected", "f"),
    (r"b|break", "b"),
    (r"u|unreliable|low reliability", "u"),
)
NO_NUMBER = Fault("is not a number", "Write digits only, with a point for decimals.")
FIGURE = r"-?[0-9][0-9 ,\u00a0]*(?:\.[0-9]+)?"
SMALL = 10
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
PERIOD_FORM = (
    "Write the number of months, then the last month: P12M/2017-03 is the year that ends in "
    "March 2017."
)


def number_fault(text: str) -> Fault | None:
    """Why is this no number as data files write one, and what should be typed?

    >>> number_fault("5700") is None
    True
    >>> number_fault("about 5,700").remedy
    'Write 5700, and the note about.'
    """
    if NUMBER.fullmatch(text):
        digits = sum(map(str.isdigit, text))
        if digits <= MOST_DIGITS:
            return None
        what = f"The number has {digits} digits, and may have {MOST_DIGITS}."
        return Fault(what, "Look the number up again, and round it if need be.")
    begun = text[:60]
    readings = (_spreadsheets_own, _with_words, _with_marks, _misspelt)
    read = (said for reading in readings if (said := reading(begun)))
    told = MARKS.get(text.casefold()) or next(read, NO_NUMBER)
    return Fault(f'"{begun}" {told.what}.', told.remedy)


def _bare(text: str) -> str:
    return re.sub(r"[,\s]", "", text)


def _spreadsheets_own(text: str) -> Fault | None:
    """What the spreadsheet made of it: an error, an exponent, a date, a formula."""
    if re.fullmatch(r"#[A-Z0-9/]+[!?]?|#+|Err:\d+", text, re.I):
        what = "is what a spreadsheet shows where it could not work out or show a cell"
        return Fault(what, f"Look the number up again, or {ABSENT[0].lower()}{ABSENT[1:]}")
    if re.fullmatch(r"[-+]?[0-9.,]+e[-+]?[0-9]+", text, re.I):
        what = "is a number that the spreadsheet wrote short"
        return Fault(what, "Show the column as a plain number, and write all its digits.")
    is_date = re.fullmatch(
        rf"\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}.*|(\d{{1,4}}[ /-])?({MONTH_NAME})[ /-]\d{{1,4}}"
        rf"|\d{{1,2}}[ /-]({MONTH_NAME})",
        text,
        re.I,
    )
    if is_date:
        what = "is a date, perhaps made by the spreadsheet from what was typed"
        return Fault(what, "Look the number up again, and type it in a column formatted as text.")
    if match := re.fullmatch(rf"=\"?({FIGURE})\"?|'({FIGURE})", text):
        return Fault("has a spreadsheet's mark before its number", _write(match[1] or match[2]))
    if text.startswith("="):
        return Fault("is a formula", "Write the number that it gives.")
    return None


def _with_words(text: str) -> Fault | None:
    """Words for roughly before a number, or letters for its standing behind it."""
    for words, note in ROUGHLY:
        if match := re.fullmatch(rf"(?:{words})\s*({FIGURE})", text, re.I):
            if note == "under" and float(_bare(match[1])) <= SMALL:
                return Fault("says that a small number is withheld", WITHHELD)
            remedy = f"{_write(match[1])[:-1]}, and the note {note}."
            return Fault("has a word before its number", remedy)
    for words, letter in BEHIND:
        if match := re.fullmatch(rf"({FIGURE})\s*[\[(]?(?:{words})[\])]?", text, re.I):
            what = "has a mark behind its number"
            return Fault(what, f"{_write(match[1])[:-1]}, and the status {letter}.")
    if match := re.fullmatch(r"([0-9]+) ?(?:-|–|to) ?([0-9]+)", text):
        if float(match[2]) <= SMALL:
            return Fault("says that a small number is withheld", WITHHELD)
        return Fault("is a range, not a number", ABSENT)
    return None


def _with_marks(text: str) -> Fault | None:
    if match := re.fullmatch(rf"\(\s*({FIGURE})\s*\)", text):
        what = "stands in brackets, which mean less than nought in some tables and not in others"
        bare = _bare(match[1])
        remedy = f"Write -{bare}; or {bare}, with a note that says what the brackets mean."
        return Fault(what, remedy)
    if match := re.fullmatch(rf"[£$€]\s*({FIGURE})", text):
        remedy = f"{_write(match[1])[:-1]}; the unit of the measure says it."
        return Fault("has a sign for money", remedy)
    remarks = r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹^]+|\[.*\]|\(.*\)|[A-Za-z]{1,4}"
    if match := re.fullmatch(rf"({FIGURE})\s*({remarks})", text):
        what = "has a footnote mark on the number"
        return Fault(what, f"{_write(match[1])[:-1]}, and put the remark in the note column.")
    if match := re.fullmatch(rf"({FIGURE})\s*%", text):
        remedy = f"{_write(match[1])[:-1]}; the measure says that it is a percentage."
        return Fault("has a percent sign", remedy)
    return None


def _misspelt(text: str) -> Fault | None:
    """The number itself, written in another way."""
    if re.fullmatch(r"-?[0-9]{1,3}([, \u00a0\u202f'][0-9]{3})+(\.[0-9]+)?", text):
        return Fault("has a thousands separator in it", f"Write {re.sub('[^0-9.-]', '', text)}.")
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return Fault("has a comma for its decimals", f"Write {text.replace(',', '.')}.")
    if text.startswith("+") and NUMBER.fullmatch(text[1:]):
        return Fault("has a plus sign", f"Write {text[1:]}.")
    if text[0] in "−–" and NUMBER.fullmatch("-" + text[1:]):
        return Fault("begins with a dash that is not a minus sign", f"Write -{text[1:]}.")
    if match := re.fullmatch(r"(-?)([0-9]*)\.([0-9]*)", text):
        whole = f"{match[1]}{match[2] or 0}" + (f".{match[3]}" if match[3] else "")
        return Fault("has its point at one end", f"Write {whole}.")
    return None


def _write(figure: str) -> str:
    return f"Write {_bare(figure)}."


def day(text: str) -> tuple[date | None, Fault | None]:
    """Which day is written here, as 2017-05-04 or with the day first as 04/05/2017?

    Blank is no day. Anything else is a fault: what is wrong, and what to write.

    >>> day("04/05/2017")[0]
    datetime.date(2017, 5, 4)
    """
    if not text:
        return None, None
    form = "Write it as 2017-05-04"
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        year, month, number = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        number, month, year = match.groups()
    else:
        return None, Fault(f'"{text[:60]}" is not a date.', _day_instead(text) or f"{form}.")
    try:
        named = date(int(year), int(month), int(number))
    except ValueError:
        what = f'"{text}" names a day that the calendar does not have'
        if int(month) > 12 >= int(number):
            try:
                turned = date(int(year), int(number), int(month))
            except ValueError:
                return None, Fault(f"{what}.", f"{form}.")
            what = f'"{text}" has {month} for its month: days come first here'
            return None, Fault(f"{what}.", f"Write {turned} if that is the day.")
        return None, Fault(f"{what}.", f"{form}.")
    if not EARLIEST <= named.year <= LATEST:
        what = f'"{text}" names the year {named.year}, which cannot be right.'
        return None, Fault(what, f"{form}.")
    return named, None


def _day_instead(text: str) -> str | None:
    """What somebody meant who wrote a day in another way."""
    if match := re.fullmatch(r"([0-9/.-]{8,10})[T ].*", text):
        return f"Write {named} alone." if (named := day(match[1])[0]) else None
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", text):
        named = day(f"{match[1]}/{match[2]}/20{match[3]}")[0]
        return f"Write the year in four digits: {named}." if named else None
    if re.fullmatch(r"\d{5}", text) and 14_611 <= int(text) <= 73_050:
        named = date(1899, 12, 30) + timedelta(int(text))
        return f"It is how a spreadsheet counts days: write {named} if that is the day."
    written = rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]({MONTH_NAME})[ -](\d{{4}})"
    if match := re.fullmatch(written, text, re.I):
        named = day(f"{match[1]}/{MONTHS[match[2].lower()]}/{match[3]}")[0]
        return f"Write {named}." if named else None
    return None


def period_fault(text: str) -> Fault | None:
    """Why is this no period as data files write one, and what should be typed?"""
    if not text:
        return Fault("The period is blank.", PERIOD_FORM)
    try:
        period = Period.parse(text)
    except ValueError as error:
        return Fault(str(error), _period_instead(text) or PERIOD_FORM)
    if period.iso != text:
        return Fault(f'"{text}" is one way of writing {period.iso}.', f"Write {period.iso}.")
    return None


def _period_instead(text: str) -> str | None:
    """The ISO form of a period that a spreadsheet or a person wrote short."""
    if match := re.fullmatch(rf"({MONTH_NAME})[ '’/-]*(\d{{2}})", text, re.I):
        return f"Write P1M/20{match[2]}-{MONTHS[match[1].lower()]:02d} if it is that month."
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return f"Write P1M/{text} if it is that month." if 1 <= int(match[2]) <= 12 else None
    if match := re.fullmatch(r"(?:FY ?)?(\d{2}|\d{4})[/-](\d{2}|\d{4})", text, re.I):
        first, last = (int(part) % 100 for part in match.groups())
        year = f"Write P12M/20{last:02d}-03 if it is that financial year."
        return year if last == first + 1 else None
    if match := re.fullmatch(r"\d{1,2}[./-](\d{1,2})[./-](\d{4})", text):
        month = f"{match[2]}-{int(match[1]):02d}"
        year = f"Write P12M/{month} if it is the year that ends then, P1M/{month} if that month."
        return year if 1 <= int(match[1]) <= 12 else None
    if match := re.fullmatch(r"(?:Q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?Q([1-4]))", text, re.I):
        quarter, year = match[1] or match[4], match[2] or match[3]
        return f"Write P3M/{year}-{int(quarter) * 3:02d} if it is that quarter of the year."
    return None
