"""What is too small, or too uncertain, for a chart to say anything of it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.figures.figures import Figure
from generator.telling import extremes
from generator.terms import wording

# Fewer are not ranked, shared out or called the most: chance hides what they could show.
FEW = 20
# What stands in the place of a number that has no place among others; and the letter of a count
# that is too small for a rate.
TOO_FEW, UNRELIABLE, SMALL = "too few", "not reliable", "z"


def is_told(figure: Figure) -> bool:
    """Is it a number, and one to rely on?"""
    return not (figure.is_absent or figure.is_unreliable)


def marked(figures: Iterable[Figure]) -> str:
    """What the mark of some numbers says; blank where none has it."""
    return "; [u]: of low reliability" if any(f.is_unreliable for f in figures) else ""


def by_month(named: extremes.Sized, unit: str, where: str = "") -> str:
    """Which months had the most and the fewest; of few only between which numbers they lie.

    >>> by_month([("May", 2), ("June", 0)], "thefts")
    'Between 0 and 2 thefts a month'
    """
    sizes = [size for _, size in named]
    if max(sizes) >= FEW or max(sizes) == min(sizes):
        return extremes.month_by_month(named, unit)
    low, high = (wording.number(size) for size in (min(sizes), max(sizes)))
    return f"Between {low} and {high} {unit} a month{where and f' in {where}'}"
