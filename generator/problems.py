"""What a fault is and how it is told: *place: what is wrong. What to do.*"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

# How many lines are printed of what has one cause; JSON lists all.
MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data or the content: where it is, what it is, what to do about it.

    ``row`` is numbered as a spreadsheet numbers it in a CSV, and is the line in any other file.
    A doubt calls for judgement, and does not stop a build.
    """

    rule: str
    file: str
    what: str
    remedy: str
    row: int | None = None
    column: str | None = None
    is_doubt: bool = False

    @property
    def where(self) -> str:
        """The place in words: file, then row or line, then column."""
        unit = "row" if self.file.endswith(".csv") else "line"
        row = f", {unit} {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}".strip()

    def as_json(self) -> dict[str, str | int | None]:
        """The fields that ``check --format json`` prints."""
        fields = asdict(self)
        names = ("rule", "file", "row", "column", "what", "remedy", "is_doubt")
        return {key: fields[key] for key in names}


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Which of them stop a build: all but the doubts?"""
    return [problem for problem in problems if not problem.is_doubt]


class ProfileError(Exception):
    """Raised when there is no going on; carries every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Which problems are there, each once, file by file and from the top of each file down."""
    return sorted(
        dict.fromkeys(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.rule, p.what)
    )


def tell(problems: Iterable[Problem]) -> str:
    """How are all problems told together: grouped by file, a line each, counted at the end?

    One cause has at most MOST_LINES lines, in one file or over all; the rest of it is counted.
    """
    ordered = stopping(in_order(problems))
    count = _counted(len(ordered), "problem")
    return "\n\n".join([*_blocks(ordered), f"{count}. Nothing was written."])


def _blocks(ordered: Sequence[Problem]) -> list[str]:
    """The lines of each file, and how many more there are."""
    told: Counter[tuple[object, ...]] = Counter()
    blocks, elsewhere = [], Counter[str]()
    for file, group in groupby(ordered, key=lambda p: p.file):
        lines, left_out = [], 0
        for problem in group:
            causes = ((file, problem.rule, problem.column), (problem.rule, problem.what))
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

    >>> tell_doubts([Problem("jump", "a.csv", "Too many.", "Mend it.", is_doubt=True)])[:39]
    'a.csv: Too many. Mend it.\\n\\n1 doubt. The'
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
    choices = {choice.casefold(): choice for choice in known}
    found = difflib.get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)
    return choices[found[0]] if found else None


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The remedy for a word that nobody declared: the nearest one, or where to look."""
    known = list(known)
    found = nearest(word, known)
    if found:
        return f'Did you mean "{found}"?'
    if otherwise:
        return otherwise
    if not known:
        return "None is declared yet: add it, or take this out."
    return f"Known: {', '.join(known[:12])}{', …' if len(known) > 12 else ''}."
