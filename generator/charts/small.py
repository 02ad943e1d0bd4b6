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


def is_exact(figure: Figure) -> bool:
    """Is it a number to rely on, and not one that its source rounded in words?"""
    return is_told(figure) and not figure.is_rough


def marked(figures: Iterable[Figure]) -> str:
    """What the mark of some numbers says; blank where none has it."""
    return "; [u]: of low reliability" if any(f.is_unreliable for f in figures) else ""


def by_month(named: extremes.Sized, unit: str, where: str = "") -> str:
    """Which months had the most and the fewest; of few only between which numbers they lie.

    >>> by_month([("May", 2), ("June", 0)], "thefts", "Dover")
    'Between 0 and 2 thefts a month in Dover'
    >>> by_month([("May", 880), ("October", 655)], "crimes", "Dover")
    'May had the most crimes in Dover (880), October the fewest (655)'
    """
    sizes = [size for _, size in named]
    if max(sizes) >= FEW or max(sizes) == min(sizes):
        return extremes.month_by_month(named, placed(unit, where))
    low, high = (wording.number(size) for size in (min(sizes), max(sizes)))
    return f"Between {low} and {high} {placed(f'{unit} a month', where)}"


def placed(text: str, where: str) -> str:
    """Words with the place that they are of, where they do not name it already.

    >>> placed("crimes", "Dover"), placed("visitors to the shop in Dover a month", "Dover")
    ('crimes in Dover', 'visitors to the shop in Dover a month')
    """
    return f"{text} in {where}" if where and f"in {where}" not in text else text
