"""What a fault is and how it is told: *place: what is wrong. What to do.*"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

UNWRITTEN = "Nothing was written."
# How many lines are printed of what has one cause; JSON lists all.
MOST_LINES = 20
# How many letters of a cell are told, and of a whole sentence, whatever was put into it.
MOST_SHOWN, LONGEST_SENTENCE = 60, 1_000
# For so many words of one cause the nearest known one is looked for: not many more are told.
MOST_LOOKED_UP = 2 * MOST_LINES
# So many words of one cell are told apart. In so many known words only those are looked through
# that begin with the same letter.
MOST_OF_A_CELL, MANY_KNOWN = 5, 2_000
# A file that people see as rows, and which of its sheets.
TABLE = re.compile(r"\.(csv|xlsx?|xlsm|xlsb|ods)(, sheet .*)?$", re.I)
# What stands in double quotes and is too long to be told.
TOO_LONG = re.compile(rf'(?<![^\s(])"(?=\S)([^"]{{{MOST_SHOWN + 1},}})"')


class Place(NamedTuple):
    """Where something stands: in a file, and there in a row or line, and in a column.

    ``row`` is numbered as a spreadsheet numbers it in a CSV, and is the line in any other file.

    >>> str(Place("data/a.csv", 8, "value")), str(Place("data/site.yml", 3))
    ('data/a.csv, row 8, column value', 'data/site.yml, line 3')
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        unit = "row" if TABLE.search(self.file) else "line"
        row = f", {unit} {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"

    @property
    def order(self) -> tuple[str, int, str]:
        """By which places are sorted: file by file, from the top of each down."""
        return self.file, self.row or 0, self.column or ""


NOWHERE = Place("")


class Fault(NamedTuple):
    """What is wrong with something, and what to do, by those who may not know where it stands."""

    what: str
    remedy: str
    row: int | None = None
    column: str | None = None

    def at(self, rule: str, place: Place) -> Problem:
        """The same at a place; its own row and column are nearer than those of the place."""
        file, row, column = place
        place = Place(file, self.row or row, self.column or column)
        return Problem(rule, place, self.what, self.remedy)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data or the content: where it is, what it is, what to do about it.

    A doubt calls for judgement, and does not stop a build.
    """

    rule: str
    place: Place
    what: str
    remedy: str
    is_doubt: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        # Here and nowhere else, so that no rule can print a cell of any length.
        for name in ("what", "remedy"):
            sentence = getattr(self, name)
            if len(sentence) > MOST_SHOWN:
                object.__setattr__(self, name, _cut(sentence))

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.remedy}".strip()

    def as_json(self) -> dict[str, str | int | None]:
        """The fields that ``check --format json`` prints."""
        told = {"what": self.what, "remedy": self.remedy, "is_doubt": self.is_doubt}
        return {"rule": self.rule, **self.place._asdict(), **told}


def shown(text: str, most: int = MOST_SHOWN) -> str:
    """What is told of a text that may be of any length: its beginning.

    >>> shown("Dover"), shown("Dover", 3)
    ('Dover', 'Dov…')
    """
    return text if len(text) <= most else f"{text[:most]}…"


def _cut(sentence: str) -> str:
    quoted = TOO_LONG.sub(lambda found: f'"{shown(found[1])}"', sentence)
    return shown(quoted, LONGEST_SENTENCE)


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Which of them stop a build: all but the doubts?"""
    return [problem for problem in problems if not problem.is_doubt]


class ProfileError(Exception):
    """Raised when there is no going on; carries every problem found so far, and what was written
    all the same, in a sentence."""

    def __init__(self, problems: Iterable[Problem], written: str = UNWRITTEN) -> None:
        self.problems = in_order(problems)
        self.written = written
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Which problems are there, each once, file by file and from the top of each file down."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.place.order, p.rule, p.what))


def tell(problems: Iterable[Problem], written: str = UNWRITTEN) -> str:
    """How are all problems told together: grouped by file, a line each, counted at the end?

    One cause has at most MOST_LINES lines, in one file or over all; the rest of it is counted.
    """
    ordered = stopping(in_order(problems))
    count = _counted(len(ordered), "problem")
    return "\n\n".join([*_blocks(ordered), f"{count}. {written}"])


def _blocks(ordered: Sequence[Problem]) -> list[str]:
    """The lines of each file, and how many more there are."""
    told: Counter[tuple[object, ...]] = Counter()
    blocks, elsewhere = [], Counter[str]()
    for file, group in groupby(ordered, key=lambda p: p.place.file):
        lines, left_out = [], 0
        for problem in group:
            causes = ((file, problem.rule, problem.place.column), (problem.rule, problem.what))
            if any(told[cause] >= MOST_LINES for cause in causes):
                left_out += 1
                continue
            told.update(causes)
            lines.append(str(problem))
        if lines and left_out:
            lines.append(f"{file}: and {left_out:,} more like these.")
        if lines:
            blocks.append("\n".join(lines))
        else:
            elsewhere[file] = left_out
    if elsewhere:
        files = _counted(len(elsewhere), "other file")
        blocks.append(f"And {elsewhere.total():,} more like these in {files}.")
    return blocks


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def tell_doubts(problems: Iterable[Problem]) -> str:
    """How are the doubts among them told: like problems, and that the build goes on; blank without.

    >>> tell_doubts([Problem("jump", Place("a.csv"), "Many.", "", is_doubt=True)])[:22]
    'a.csv: Many.\\n\\n1 doubt.'
    """
    doubts = [p for p in in_order(problems) if p.is_doubt]
    if not doubts:
        return ""
    return "\n\n".join([*_blocks(doubts), f"{open_count(doubts)}."]) + (
        " The build goes on; it leaves out what rests on a number in doubt, until that is mended "
        "or accepted in data/accepted.csv."
    )


def open_count(problems: Iterable[Problem]) -> str:
    """How many doubts are there, in words: "3 doubts"; blank without any."""
    number = sum(problem.is_doubt for problem in problems)
    return _counted(number, "doubt") if number else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Which known word is closest to this one, if any is close enough to suggest?

    >>> nearest("Dovr", ["Dover", "Thanet"])
    'Dover'
    >>> nearest("zebra", ["Dover", "Thanet"]) is None
    True
    """
    return _nearest(word, tuple(known)) if 0 < len(word) <= MOST_SHOWN else None


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    plain = word.casefold()
    choices = {choice.casefold(): choice for choice in known if len(choice) <= 2 * MOST_SHOWN}
    if len(choices) > MANY_KNOWN:
        choices = {key: choice for key, choice in choices.items() if key[:1] == plain[:1]}
    found = difflib.get_close_matches(plain, choices, n=1, cutoff=0.6)
    return choices[found[0]] if found else None


def looked_up(remedy: Callable[[str], str], otherwise: str) -> Callable[[str], str]:
    """The same remedy, looked for once for each word; beyond so many words, what is said then.

    >>> remedies = looked_up(str.upper, "Look at the list.")
    >>> {remedies(f"a{number}") for number in range(100)} > {"A0", "A39", "Look at the list."}
    True
    """
    found: dict[str, str] = {}

    def remedies(word: str) -> str:
        if word not in found and len(found) < MOST_LOOKED_UP:
            found[word] = remedy(word)
        return found.get(word, otherwise)

    return remedies


def too_many(words: int) -> Fault:
    """What is told of a cell with so many words that nobody declared, and what to do."""
    what = f"The cell holds {words:,} words that nobody declared; {MOST_OF_A_CELL} are told."
    return Fault(what, "Look at what stands in it: it may belong elsewhere.")


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The remedy for a word that nobody declared: the nearest one, or where to look."""
    known = [one for one in known if one]
    found = nearest(word, known)
    if found:
        return f'Did you mean "{found}"?'
    if otherwise:
        return otherwise
    if not known:
        return "None is declared yet: add it, or take this out."
    return f"Known: {', '.join(known[:12])}{', …' if len(known) > 12 else ''}."
