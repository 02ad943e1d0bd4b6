"""Breaks and cautions: what happened to a series, and which changes it bears on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.terms.periods import Period

EVENT_KINDS = ("break", "caution")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a series. A break forbids a comparison; a caution goes with it.

    Blank ``areas``, ``datasets`` or ``categories`` mean all of them; an area stands for every
    area within it.
    """

    date: date
    areas: tuple[str, ...]
    datasets: tuple[str, ...]
    categories: tuple[str, ...]
    kind: str
    text: str
    source: str

    def lies_between(self, earlier: Period, later: Period) -> bool:
        """Does a change from one period to the other cross this date?"""
        return earlier.first < self.date <= later.last
