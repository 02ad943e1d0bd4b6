"""What a table of a spreadsheet holds, what it leaves open, and how that is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from generator.importers.sheets.labelled import Meant
from generator.problems import Place, Problem
from generator.terms.mappings import PASSED

# What days stand for that a spreadsheet made of periods, and what bare years are: asked once, and
# not of each.
DATES, YEARS, LINES = "dates", "years", "lines"


class Question(NamedTuple):
    """A word that nobody knows: as which part it stands, where first, what is asked, a hint, and
    the answer where there is a near one."""

    part: str
    text: str
    place: Place
    what: str
    hint: str = ""
    answer: str = ""


class CellOf(NamedTuple):
    """The text of a cell of numbers, and what the number is of; row and column from nought."""

    area: str
    period: str
    measure: str
    category: str
    text: str
    row: int
    column: int


@dataclass(slots=True)
class Celled:
    """What a table holds: its cells, those whose period is asked, those of its rows of totals and
    of areas passed over, what is asked, what is wrong, and the words that were passed over."""

    cells: list[CellOf] = field(default_factory=list)
    waiting: list[CellOf] = field(default_factory=list)
    totals: list[CellOf] = field(default_factory=list)
    elsewhere: list[CellOf] = field(default_factory=list)
    asked: dict[tuple[str, str], Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    passed: dict[str, None] = field(default_factory=dict)


def question_of(part: str, text: str, place: Place, one: Meant) -> Question:
    """What is asked of a word."""
    return Question(part, text, place, one.asked, hint=one.hint, answer=one.answer)


def kept(one: Meant, asked: Question, told: Celled) -> str:
    """What a word stands for; what is asked of it, and what is passed over, is noted."""
    if one.asked:
        told.asked.setdefault((asked.part, asked.text), asked)
    elif one.word == PASSED:
        told.passed.setdefault(asked.text)
    return one.word
