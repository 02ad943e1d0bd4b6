"""A trend told where nothing just before it says what it is of."""

from __future__ import annotations

from generator.terms import wording


def by_name(name: str, trend: str) -> str:
    """A trend that stands where nothing before it says what it is of.

    >>> by_name("Burglary", "That was five more than in 2016 (40 burglaries).")
    'Burglary: five more than in 2016 (40 burglaries).'
    """
    return f"{name}: {_without_subject(trend)}"


def in_all(trend: str) -> str:
    """The trend of a whole, behind those of its parts.

    >>> in_all("It was the same number as in 2016 (40 burglaries).")
    'In all it was the same number as in 2016 (40 burglaries).'
    """
    return f"In all {_without_subject(trend)}"


def _without_subject(trend: str) -> str:
    return wording.lower_first(trend.removeprefix("That was ").removeprefix("The number here was "))
