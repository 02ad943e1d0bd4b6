"""Wards that many visit: town centres and the like, where a rate for residents misleads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from generator.figures.figures import Figure

# The type of crime that tells of shops, as data.police.uk names it.
SHOPS = "shoplifting"
# So many times the rate of the middle ward, with theft from shops among so many largest types and
# so large a part of the whole.
TIMES, AMONG, PART = 2.75, 3, 0.1


def visited(rates: Mapping[str, Figure], types: Mapping[str, Sequence[Figure]]) -> set[str]:
    """Which wards of a district are places that many visit?

    ``rates`` holds the rate of each ward, ``types`` its counts by type, both of one period. It is a
    rule of thumb of this site: nobody publishes how many people come to a ward.
    """
    values = [figure.value for figure in rates.values() if figure.value is not None]
    if len(values) < AMONG:
        return set()
    many = TIMES * median(values)
    return {
        code
        for code, figure in rates.items()
        if figure.value is not None and figure.value >= many and _has_shops(types.get(code, ()))
    }


def _has_shops(types: Sequence[Figure]) -> bool:
    largest = sorted(types, key=lambda figure: -figure.size)[:AMONG]
    whole = sum(figure.size for figure in types)
    return any(figure.category == SHOPS and figure.size >= PART * whole for figure in largest)
