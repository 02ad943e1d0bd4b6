"""Ranges of numbers: what a rounded number may have been, and what follows from several of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Number = Fraction | float  # a float only where it is infinite


@dataclass(frozen=True, slots=True)
class Range:
    """All numbers from ``low`` to ``high``; ``middle`` is the one that is written down."""

    low: Number
    high: Number
    middle: Number

    @staticmethod
    def exactly(number: Number) -> Range:
        """A number that is not rounded."""
        return Range(number, number, number)

    @staticmethod
    def rounded(number: Fraction, unit: Fraction) -> Range:
        """What is rounded to this number, to the nearest unit.

        >>> Range.rounded(Fraction(81), Fraction(1)).high
        Fraction(163, 2)
        """
        return Range(number - unit / 2, number + unit / 2, number)

    @property
    def is_exact(self) -> bool:
        """Is it one number?"""
        return self.low == self.high

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high, self.middle + other.middle)

    def __neg__(self) -> Range:
        return Range(-self.high, -self.low, -self.middle)

    def __sub__(self, other: Range) -> Range:
        return self + -other

    def times(self, factor: Fraction) -> Range:
        """Every number of it times a positive factor."""
        return Range(self.low * factor, self.high * factor, self.middle * factor)

    def over(self, other: Range) -> Range | None:
        """Every number of it by every number of the other; None where that may be nought."""
        if other.low <= 0 or other.middle <= 0:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends), self.middle / other.middle)

    def meets(self, other: Range) -> bool:
        """Can both be the same number?

        Two rounded numbers must share more than the point where one ends and the other begins:
        63.3 and 63.4 are not the same number, though 63.35 is rounded to either.

        >>> tenth = Fraction(1, 10)
        >>> Range.rounded(Fraction("63.3"), tenth).meets(Range.rounded(Fraction("63.4"), tenth))
        False
        >>> Range.rounded(Fraction("12"), Fraction(1)).meets(Range.exactly(Fraction("12.5")))
        True
        """
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low <= high if self.is_exact or other.is_exact else low < high


def together(ranges: list[Range]) -> Range:
    """The sum of several."""
    middle = sum((one.middle for one in ranges), Fraction(0))
    if all(one.is_exact for one in ranges):
        return Range.exactly(middle)
    low, high = sum(one.low for one in ranges), sum(one.high for one in ranges)
    return Range(low, high, middle)


def within(ranges: list[Range]) -> Range:
    """Everything from the lowest of several to the highest."""
    low, high = min(r.low for r in ranges), max(r.high for r in ranges)
    return Range(low, high, (low + high) / 2)
