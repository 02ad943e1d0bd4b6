"""The shades of a map: at which round numbers they change, and what its key says of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.terms import wording

# Steps as wide as these are round; no finer quarters than 25.
WIDTHS = sorted(
    [Decimal(digit).scaleb(power) for digit in (1, 2, 5) for power in range(-4, 9)]
    + [Decimal(25).scaleb(power) for power in range(7)]
)
# How much less even than the most even steps the widest may be.
SLACK = Decimal("1.25")


class Shades(NamedTuple):
    """The numbers at which shades change, from the lowest, and how many decimals values have."""

    steps: tuple[Decimal, ...]
    decimals: int

    def step_of(self, value: float) -> int:
        """In which shade does a value lie, as it is printed: from 1, the lowest?"""
        return _step(wording.rounded(value, self.decimals), self.steps)

    def labels(self) -> list[str]:
        """What each shade is called in a key.

        >>> Shades((Decimal(50), Decimal(75), Decimal(100)), 1).labels()
        ['Under 50', '50 to 75', '75 to 100', '100 and over']
        >>> Shades((), 0).labels()
        ['All alike']
        """
        if not self.steps:
            return ["All alike"]
        places = max(0, *(-int(step.normalize().as_tuple().exponent) for step in self.steps))
        told = [wording.number(float(step), places) for step in self.steps]
        between = [f"{low} to {high}" for low, high in pairwise(told)]
        return [f"Under {told[0]}", *between, f"{told[-1]} and over"]


def shades_of(values: Sequence[float], decimals: int) -> Shades:
    """Four shades for these values: the steps between them as wide as each other, and all round.

    Of the steps that part the places nearly as evenly as can be, the widest. One shade for all
    where there is nothing to part.

    >>> shades = shades_of([34, 39, 46, 51, 52, 57, 60, 63, 74, 80, 93, 116, 328], 0)
    >>> shades.labels(), shades.step_of(74)
    (['Under 50', '50 to 75', '75 to 100', '100 and over'], 2)
    """
    return _shades(tuple(sorted(wording.rounded(value, decimals) for value in values)), decimals)


# The map of a district stands on the page of each of its wards.
@lru_cache(maxsize=64)
def _shades(printed: tuple[Decimal, ...], decimals: int) -> Shades:
    if len(set(printed)) < 2:
        return Shades((), decimals)
    found = []
    for width in _widths(printed[-1] - printed[0], decimals):
        first = printed[0] // width * width + width
        while first <= printed[-1]:
            steps = (first, first + width, first + 2 * width)
            found.append((_unevenness(printed, steps), -width, steps))
            first += width
    least = min(uneven for uneven, _, _ in found)
    fit = [one for one in found if one[0] <= SLACK * least]
    return Shades(min(fit, key=lambda one: (one[1], one[0]))[2], decimals)


def _widths(span: Decimal, decimals: int) -> list[Decimal]:
    """Round widths from about a fortieth of the span up to all of it."""
    finest = Decimal(1).scaleb(-decimals)
    fit = [one for one in WIDTHS if one >= finest and span / 40 <= one <= span]
    return fit or [finest]


def _unevenness(printed: Sequence[Decimal], steps: Sequence[Decimal]) -> int:
    return sum(number**2 for number in Counter(_step(one, steps) for one in printed).values())


def _step(value: Decimal, steps: Sequence[Decimal]) -> int:
    return 1 + sum(value >= step for step in steps)
