"""Words for where the most and the fewest of something were."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.terms import wording

Sized = Sequence[tuple[str, float]]
# More names than this are told by their number.
MOST_NAMED = 2


def ends(named: Sized) -> tuple[Sized, Sized]:
    """Those with the most, and those with the fewest.

    >>> ends([("May", 9), ("June", 4), ("July", 9)])
    ([('May', 9), ('July', 9)], [('June', 4)])
    """
    sizes = [size for _, size in named]
    most, fewest = max(sizes), min(sizes)
    return [one for one in named if one[1] == most], [one for one in named if one[1] == fewest]


def month_by_month(named: Sized, unit: str, text: Callable[[float], str] = wording.number) -> str:
    """Which months had the most, and which the fewest, as the beginning of a sentence.

    >>> month_by_month([("May", 880), ("October", 655)], "crimes")
    'May had the most crimes (880), October the fewest (655)'
    >>> month_by_month([("May", 2), ("June", 0), ("July", 0), ("August", 0)], "thefts")
    'May had the most thefts (2), three months none'
    """
    most, fewest = ends(named)
    if most == fewest:
        return f"Every month had {text(most[0][1])} {unit}"
    top = f"{_names(most)} had the most {unit} ({_size(most, text)})"
    if not fewest[0][1]:
        return wording.upper_first(f"{top}, {_names(fewest)} none")
    return wording.upper_first(f"{top}, {_names(fewest)} the fewest ({_size(fewest, text)})")


def _names(found: Sized) -> str:
    if len(found) > MOST_NAMED:
        return f"{wording.in_words(len(found))} months"
    return wording.listing([name for name, _ in found])


def _size(found: Sized, text: Callable[[float], str]) -> str:
    return f"{text(found[0][1])}{' each' if len(found) > 1 else ''}"
