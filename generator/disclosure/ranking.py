"""Printed places in a list: a withheld number lies between those placed around it.

Which measure is ranked is said by the words of the rank's unit, and held against the places and
numbers that are published. A list is believed to be that of the areas beside one another only where
its words name their level. All of it is a guess, and gives way where it cannot be true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from math import inf

from generator.disclosure.counted import Counted
from generator.disclosure.system import plus, times
from generator.terms.cells import Cell
from generator.terms.datasets import Measure
from generator.terms.periods import Period

RANKED = ("count", "rate", "percent", "score")
# Words of a rank's unit, and the kind of measure that they speak of.
WORDS = {"rate": "rate", "share": "percent", "number": "count", "score": "score"}
# What is ranked is then no figure but how it changed.
CHANGES = ("increase", "decrease", "growth", "change", "rise", "fall")


def add_ranks(counted: Counted, cells: list[Cell]) -> None:
    """Relate withheld numbers to those that have a place above or below theirs."""
    hidden = {(cell.dataset, cell.measure) for cell in counted.withheld}
    lists: dict[tuple[str, str, str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell in counted.published and any(name == cell.dataset for name, _ in hidden):
            level = counted.holdings.areas[cell.area].level
            lists[cell.dataset, cell.measure, level, cell.period, cell.category].append(cell)
    for (name, key, _, _, _), placed in lists.items():
        measure = counted.holdings.datasets[name].measures[key]
        for of in _ranked(counted, name, measure):
            numbers = [cell.at(measure=of) for cell in placed]
            if (name, of) in hidden and any(one in counted.withheld for one in numbers):
                _List(counted, measure, placed, of).add()


def _ranked(counted: Counted, name: str, measure: Measure) -> list[str]:
    """Which measures may a rank be of?"""
    unit = measure.unit[0]
    if any(word in unit for word in CHANGES):
        return []
    kinds = [kind for word, kind in WORDS.items() if word in unit] or list(RANKED)
    measures = counted.holdings.datasets[name].measures
    return [key for key, other in measures.items() if other.kind in kinds]


class _List:
    """The places of one list, at one time and of one category, and the numbers of one measure."""

    def __init__(self, counted: Counted, measure: Measure, placed: list[Cell], of: str) -> None:
        self.counted = counted
        self.measure = measure
        self.way = 1.0 if measure.counted_from == "highest" else -1.0
        places = {c: round(counted.published[c][0]) for c in placed}
        self.places = {cell.at(measure=of): place for cell, place in places.items()}
        self.order = sorted(self.places, key=lambda cell: (self.places[cell], cell))
        # Two whole numbers with different places are at least one apart.
        self.step = 1.0 if counted.kind(self.order[0]) == "count" else 0.0

    def add(self) -> None:
        """Say of each two that follow each other which is more, and how the others lie."""
        held = [cell for cell in self.order if cell in self.counted]
        if not self._is_in_order([cell for cell in held if cell in self.counted.published]):
            return
        for above, below in pairwise(held):
            is_tie = self.places[above] == self.places[below]
            if is_tie and not self.step:
                continue
            gap = plus(self._number(above), times(self._number(below), -1.0))
            ends = (0.0, 0.0) if is_tie else (self.step, inf)
            self.counted.system.relate(gap, *ends, above, is_guess=True)
        for cell in held:
            if cell in self.counted.withheld:
                self._between(cell)

    def _number(self, cell: Cell) -> dict[int, float]:
        return times(self.counted.exact(cell), self.way)

    def _ends(self, cell: Cell) -> tuple[float, float]:
        low, high = sorted(self.way * end for end in self.counted.published[cell])
        return low, high

    def _is_in_order(self, cells: list[Cell]) -> bool:
        """Do the published numbers lie as their places say?"""
        return all(self._ends(a)[1] >= self._ends(b)[0] for a, b in pairwise(cells))

    def _between(self, cell: Cell) -> None:
        """Of a whole list, so many numbers are above a place: also where theirs are not printed."""
        area, areas = self.counted.holdings.areas[cell.area], self.counted.holdings.areas
        among = self.measure.among
        words = among if isinstance(among, str) else among.get(area.level, "")
        if area.level not in words or "similar" in words or not area.parent:
            return
        period = Period.parse(cell.period)
        beside = [a for a in areas.children(areas[area.parent]) if a.is_live_in(period)]
        codes = {a.code for a in beside if a.level == area.level}
        said = re.search(r"\d+", words)
        if said and int(said[0]) != len(codes):
            return
        others = [cell.at(area=code) for code in sorted(codes - {cell.area})]
        known = [self._ends(one) for one in others if one in self.counted.published]
        place, open_ones = self.places[cell], len(others) - len(known)
        lows, highs = (sorted((k[end] for k in known), reverse=True) for end in (0, 1))
        low = lows[place - 1] if place <= len(lows) else -inf
        above = place - 2 - open_ones
        high = highs[above] - self.step if 0 <= above < len(highs) else inf
        if (low, high) != (-inf, inf):
            self.counted.system.relate(self._number(cell), low, high, cell, is_guess=True)
