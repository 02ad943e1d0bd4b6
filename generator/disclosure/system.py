"""Unknown numbers and the linear relations between them.

An unknown has a lowest and a highest number and may have to be whole. A relation says between which
two numbers a weighted sum of unknowns lies. One that nobody declared (a blank that counts as
nought, a population that a source may have used) is a guess: it gives way where it cannot be true.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

Sum = dict[int, float]


class Relation(NamedTuple):
    """A weighted sum of unknowns that lies between two numbers; ``of`` says what it speaks of."""

    weights: Sum
    low: float
    high: float
    of: Hashable
    is_guess: bool


@dataclass
class System:
    """Every unknown, by its place in the lists, and every relation."""

    places: dict[Hashable, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def unknown(
        self, key: Hashable, low: float = 0.0, high: float = inf, *, is_whole: bool = True
    ) -> int:
        """The place of an unknown; its bounds are those of the first who asks for it."""
        if key not in self.places:
            self.places[key] = len(self.low)
            self.low.append(low)
            self.high.append(high)
            self.is_whole.append(is_whole)
        return self.places[key]

    def bound(self, place: int, low: float, high: float) -> None:
        """Say more closely between which numbers an unknown lies."""
        self.low[place] = max(self.low[place], low)
        self.high[place] = min(self.high[place], high)

    def is_settled(self, weights: Sum) -> bool:
        """Is every unknown of a sum known exactly?"""
        return all(self.low[place] == self.high[place] for place in weights)

    def relate(
        self, weights: Sum, low: float, high: float, of: Hashable, *, is_guess: bool = False
    ) -> None:
        """Keep a relation, unless all in it is known."""
        if not self.is_settled(weights):
            self.relations.append(Relation(weights, low, high, of, is_guess))

    def part(self, of: Sum, base: Sum, low: float, high: float, about: Relation) -> None:
        """Say that one sum is between so many hundredths and so many hundredths of another.

        ``about`` lends what the relation speaks of and whether it is a guess.
        """
        for share, ends in ((low, (0.0, inf)), (high, (-inf, 0.0))):
            if abs(share) < inf:
                weights = times(of, 100.0)
                self.relate(
                    plus(weights, times(base, -share)), *ends, about.of, is_guess=about.is_guess
                )


def times(weights: Sum, factor: float) -> Sum:
    """A weighted sum so many times."""
    return {place: weight * factor for place, weight in weights.items()}


def plus(*sums: Sum) -> Sum:
    """Weighted sums added up."""
    added: Sum = {}
    for one in sums:
        for place, weight in one.items():
            added[place] = added.get(place, 0.0) + weight
    return added
