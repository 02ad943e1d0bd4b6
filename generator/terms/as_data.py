"""Numbers and tables written as data: CSV of which a spreadsheet program makes nothing else.

Where a file is not ASCII it begins with a byte-order mark, for spreadsheet programs take it for
another encoding without one.
"""

from __future__ import annotations

import csv

import pandas as pd

from generator.terms import wording
from generator.terms.cells import each_once
from generator.terms.opened import taken_for

NUMBERS = {"value", "count", "denominator", "lower", "upper", "method"}
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
DECIMALS = 4


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV: text that a spreadsheet would make something else of gets an apostrophe.

    >>> print(as_csv(pd.DataFrame({"name": ["=1+1", "Dover"], "value": ["-3", "4"]})), end="")
    name,value
    '=1+1,-3
    Dover,4
    """
    return marked("".join(csv_lines(table)))


def marked(text: str) -> str:
    """A text with a byte-order mark, if it needs one.

    >>> marked("Dover"), marked("Café")
    ('Dover', '\\ufeffCafé')
    """
    return text if text.isascii() else MARK + text


def csv_lines(table: pd.DataFrame) -> list[str]:
    """The header and each row as a line."""
    lines = _Written()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(table.columns)
    columns = (
        table[name] if name in NUMBERS else each_once(table[name], harmless) for name in table
    )
    writer.writerows(zip(*(column.tolist() for column in columns), strict=True))
    return lines


class _Written(list[str]):
    """A file that keeps what is written into it, a line a time."""

    write = list.append


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, a date or another number.

    >>> harmless("5-9"), harmless("Dover")
    ("'5-9", 'Dover')
    """
    return "'" + text if taken_for(text) else text


def bare(text: str) -> str:
    """The same text as it was, read back from a file.

    >>> bare("'5-9"), bare("'twas")
    ('5-9', "'twas")
    """
    return text[1:] if text.startswith("'") and taken_for(text[1:]) else text


def plain_number(value: float | None) -> str:
    """A number as data: no commas, no needless noughts, at most four decimals, rounded once.

    >>> plain_number(7508.0), plain_number(65.530845), plain_number(None)
    ('7508', '65.5308', '')
    """
    if value is None or pd.isna(value):
        return ""
    text = f"{wording.rounded(value, DECIMALS):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
