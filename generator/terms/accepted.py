"""Doubts that an office has looked at and signed off: ``data/accepted.csv``."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.problems import Place

# What can be accepted: every rule of doubts, and sums that fail where parts are said to add up.
ACCEPTABLE = (
    "jump",
    "population",
    "share",
    "size",
    "residents",
    "sign",
    "period",
    "length",
    "missing month",
    "total",
    "months",
    "sums",
    "unequal spans",
    "contact",
    "release",
    "spreadsheet",
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

    def covers(self, rule: str, place: Place, words: Collection[str]) -> bool:
        """Is a finding of this rule, in this place, one that was accepted?

        >>> line = Accepted("jump", "data/a.csv", "row 8", "", "", "", 2)
        >>> [line.covers("jump", Place(file, 8), ()) for file in ("data/a.csv", "data/b.csv")]
        [True, False]
        """
        named, file = (name.removeprefix("data/") for name in (self.file, place.file))
        if (self.rule, named) != (rule, file):
            return False
        if numbered := ROW.fullmatch(self.where):
            return int(numbered[1]) == place.row
        return set(self.where.split()) <= set(words)
