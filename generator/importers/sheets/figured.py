"""What stands in one cell where a number belongs: a number, a mark, or words around a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.problems import Fault
from generator.reading.typed import (
    ABSENT,
    BEHIND,
    MARKS,
    NUMBER,
    ROUGHLY,
    WITHHELD,
    number_fault,
)
from generator.terms.datasets import NO_VALUE, STATUSES
from generator.terms.mappings import OPEN

# What a mark means where the mapping says nothing, by what is told of it in our own files.
STATUS_OF = {WITHHELD: "c", ABSENT: "x"}
# Marks that say no more than that, unlike "n/a".
NOT_APPLICABLE = ("[z]", "(z)", "not applicable")
GROUPED = re.compile(
    r"-?[1-9][0-9]{0,2}(?:[ ,'\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?|-?[0-9]*\.?[0-9]+"
)
# What is asked of people: what a mark, or a blank cell, means.
UNKNOWN = Fault("A mark stands where a number belongs.", "Say what it means.")


class Reading(NamedTuple):
    """By what a cell is read: what people wrote of marks, the mark before decimals, the note of a
    number that is withheld behind a mark (blank where nobody knows), and whether it is a count."""

    marks: Mapping[str, str]
    decimal: str
    withheld: Callable[[str], str]
    is_count: bool = True


class Figured(NamedTuple):
    """What a cell becomes in our own files; ``mark`` is the mark or the words that stood there,
    ``unit`` a unit that stood behind the number."""

    value: str
    status: str = ""
    note: str = ""
    mark: str = ""
    unit: str = ""


def figured(text: str, by: Reading) -> tuple[Figured, Fault | None]:
    """What does a cell say?"""
    marks, decimal, withheld, is_count = by
    if marks.get(text, OPEN) != OPEN:
        return _marked(text, marks[text])
    if not text:
        return Figured(""), UNKNOWN
    number, unit = _number(text, decimal)
    if number:
        return Figured(number, unit=unit), number_fault(number)
    known = MARKS.get(text.casefold())
    if known and known.remedy in STATUS_OF:
        if STATUS_OF[known.remedy] == "c":
            return _hidden(text, withheld)
        return Figured("", STATUS_OF[known.remedy], "", text), None
    if text.casefold() in NOT_APPLICABLE:
        return Figured("", "z", "", text), None
    return _in_words(text, decimal, withheld, is_count=is_count)


def _marked(text: str, meaning: str) -> tuple[Figured, Fault | None]:
    """A mark, by what people wrote of it: a status letter or nought, and a note."""
    said, _, note = meaning.strip().partition(" ")
    if NUMBER.fullmatch(said) and not float(said):
        return Figured(said, "", note.strip(), text), number_fault(said)
    if said in NO_VALUE:
        return Figured("", said, note.strip(), text), None
    return Figured(""), UNKNOWN


def _number(text: str, decimal: str) -> tuple[str, str]:
    """A number as our own files write it, and the unit behind it; blank where it is none."""
    bare, unit = text.strip(), ""
    if bare.endswith("%"):
        bare, unit = bare[:-1].strip(), "%"
    if bare.startswith(("£", "-£")):
        bare, unit = bare.replace("£", "", 1), "£"
    bare = bare.replace("−", "-").removeprefix("+")
    if decimal == ",":
        bare = bare.replace(".", " ").replace(",", ".")
    if not GROUPED.fullmatch(bare):
        return "", ""
    digits = re.sub(r"[ ,'\u00a0\u202f]", "", bare)
    return (f"0{digits}" if digits.startswith(".") else digits).replace("-.", "-0."), unit


def _hidden(text: str, withheld: Callable[[str], str]) -> tuple[Figured, Fault | None]:
    """A withheld number, with the note that says of which numbers its mark speaks."""
    note = withheld(text)
    return (Figured("", "c", note, text), None) if note else _marked(text, "")


def _in_words(
    text: str, decimal: str, withheld: Callable[[str], str], *, is_count: bool
) -> tuple[Figured, Fault | None]:
    """Words for roughly before a number, or a letter for its standing behind it."""
    for words, note in ROUGHLY:
        if match := re.fullmatch(rf"(?:{words})\s*([0-9].*)", text, re.I):
            number, unit = _number(match[1], decimal)
            is_mark = text.startswith(("<", "≤"))
            if number and note in ("under", "up-to") and (is_count or is_mark):
                return _hidden(text, withheld)
            if number:
                return Figured(number, "", note, text, unit), None
    for words, letter in BEHIND:
        if match := re.fullmatch(rf"(.*[0-9]%?)\s*[\[(]?(?:{words})[\])]?", text, re.I):
            number, unit = _number(match[1], decimal)
            if number and letter in STATUSES:
                return Figured(number, letter, "", text, unit), None
    if match := re.fullmatch(r"(.*[0-9]%?)\s*(\[note \d+\]|[*†‡¹²³]+|\[\d+\])", text, re.I):
        number, unit = _number(match[1], decimal)
        if number:
            return Figured(number, "", "", text, unit), None
    if MARKS.get(text.casefold()) or len(text) <= 3:
        return _marked(text, "")
    fault = number_fault(text) or Fault(f'"{text}" is not a number.', "Write digits only.")
    return Figured(""), fault


@lru_cache(maxsize=65_536)
def is_figure(text: str) -> bool:
    """Does a number, or a mark in the place of one, stand in this cell?"""
    if not text:
        return False
    if _number(text, ".")[0] or _number(text, ",")[0] or text.casefold() in MARKS:
        return True
    read, fault = _in_words(text, ".", str, is_count=True)
    return fault is None and bool(read.value or read.status)


def stands_for_withheld(mark: str) -> tuple[int, int | None]:
    """Which numbers does a mark for withheld ones speak of?

    >>> stands_for_withheld("<5"), stands_for_withheld("*")
    ((1, 4), (0, None))
    """
    match = re.search(r"([0-9]+)", mark)
    if not match:
        return 0, None
    most = int(match[1]) - (0 if re.match(r"up to|at most|≤|<=", mark.strip(), re.I) else 1)
    return 1, max(most, 1)
