"""Doubts that an office has looked at and signed off: ``data/accepted.csv``."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

# What can be accepted: every rule of doubts, and sums that fail where parts are said to add up.
ACCEPTABLE = (
    "jump",
    "population",
    "share",
    "sign",
    "period",
    "length",
    "missing month",
    "total",
    "sums",
    "unequal spans",
    "contact",
    "release",
)
ROW = re.compile(r"(?:row )?([0-9]+)")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that stands, with the reason and the office that says so.

    ``where`` is a row as a spreadsheet numbers it, or words of the row (its area, period, measure
    and category, any of them), or blank for every finding of the rule in the file.
    """

    rule: str
    file: str
    where: str
    reason: str
    by: str
    date: str
    row: int

    def covers(self, rule: str, file: str, row: int | None, words: Collection[str]) -> bool:
        """Is a finding of this rule, in this file and row, one that was accepted?

        >>> line = Accepted("jump", "data/datasets/a/b.csv", "row 8", "", "", "", 2)
        >>> line.covers("jump", "data/datasets/a/b.csv", 8, ()), line.covers("jump", "x", 8, ())
        (True, False)
        """
        if (self.rule, self.file.removeprefix("data/")) != (rule, file.removeprefix("data/")):
            return False
        if numbered := ROW.fullmatch(self.where):
            return int(numbered[1]) == row
        return set(self.where.split()) <= set(words)
