"""What the cells of lists may hold: a text becomes a value here, and what cannot is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from generator.problems import Fault
from generator.reading.typed import NUMBER, day
from generator.terms.accepted import ACCEPTABLE
from generator.terms.coverage import STATES
from generator.terms.sentences import ended

# A place in a list or on the map.
PLACE = r"[0-9]{1,3}"


class CellType(NamedTuple):
    """One type of cell, and what its value is called where that is not the column's own name.

    ``read`` gives the value of a text, and what is told of it under the rule ``rule``. Where there
    is no value (None) and it ``is_needed``, the row is left out.
    """

    read: Callable[[str], tuple[Any, Fault | None]]
    rule: str = "known"
    is_needed: bool = False
    name: str = ""


TEXT = CellType(lambda text: (text, None))
WORDS = CellType(lambda text: (tuple(text.split()), None))
DAY = CellType(day)


def filled(what: str, remedy: str, column: CellType) -> CellType:
    """The same type, with what is told where nothing stands in the cell."""

    def read(text: str) -> tuple[Any, Fault | None]:
        value, fault = column.read(text)
        return value, fault if text else Fault(what, remedy)

    return column._replace(read=read)


def day_of(remedy: str) -> CellType:
    """A day without which the row says nothing."""
    return filled("The date is blank.", remedy, DAY)._replace(is_needed=True)


def one_of(words: Collection[str]) -> CellType:
    """One of these words. The rule on references tells every other, whose row is left out here."""
    return CellType(lambda text: (text if text in words else None, None), is_needed=True)


def acceptable(text: str) -> tuple[str, Fault | None]:
    """A rule of doubts, as it is named."""
    known = f"The rules are {', '.join(ACCEPTABLE)}."
    return text, None if text in ACCEPTABLE else Fault(f'There is no rule "{text}".', known)


def share(text: str) -> tuple[float | None, Fault | None]:
    """A part of one; blank for none."""
    share = float(text) if NUMBER.fullmatch(text) else None
    if text and not (share and 0 < share <= 1):
        what = f'The share "{text}" is not a number above 0 and up to 1.'
        return None, Fault(what, "Correct it, or leave it blank.")
    return share, None


def years(text: str) -> tuple[str | None, Fault | None]:
    """A span of years, as 2017-18, or a year."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
        return text, None
    return None, Fault(f'"{text}" are no years.', "Write them as 2017-18, or as 2018.")


def edition(text: str) -> tuple[int | None, Fault | None]:
    """The year of a set of boundaries."""
    if re.fullmatch(r"(19|20)[0-9]{2}", text):
        return int(text), None
    return None, Fault(f'"{text}" is no year.', "Write the year of the boundaries, as 2025.")


def month(text: str) -> tuple[str, Fault | None]:
    """A month, as 2025-04."""
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        return text, None
    what = f'"{text}" is no month; a spreadsheet may have made a date of it.'
    return text, Fault(what, "Format the column as text, and write it as 2025-04.")


def rows_or_none(text: str) -> tuple[str, Fault | None]:
    """A number of rows; blank for none."""
    if not text or (text.isdecimal() and len(text) < 10):
        return text, None
    return text, Fault(f'"{text}" is no number of rows.', "Write a whole number.")


def state(text: str) -> tuple[str, Fault | None]:
    """The state of a month."""
    known = f"Write one of these: {', '.join(STATES)}."
    return text, None if text in STATES else Fault(f'"{text}" is no state of a month.', known)


def place(text: str) -> tuple[int | None, Fault | None]:
    """A place in a list or on the map."""
    if re.fullmatch(PLACE, text):
        return int(text), None
    what = f'"{text}" is not a place in a list.'
    return None, Fault(what, "Write 1 for the first, 2 for the second.")


def counted(text: str) -> tuple[int | None, None]:
    """A column or a row of the tile map: the gazetteer tells both in one sentence."""
    return int(text) if re.fullmatch(PLACE, text) else None, None


# What was signed off is kept as it was typed.
SIGNED = TEXT._replace(rule="accepted")
SIGNED_ON = CellType(lambda text: (text, day(text)[1]))


def sentence(text: str) -> tuple[str, Fault | None]:
    """What stands on pages, with its full stop."""
    fault = None if text else Fault("The text is blank.", "Write what is to stand there.")
    return ended(text), fault
