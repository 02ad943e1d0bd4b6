"""A tile for each of some areas on a grid, as near to where they lie as can be."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt

import numpy as np
from scipy.optimize import linear_sum_assignment

# More columns would be too narrow for a name: districts are tiles on a phone too.
MOST_WARDS, MOST_DISTRICTS = 6, 5
Square = tuple[int, int]


def tiled(
    centres: Mapping[str, tuple[float, float]],
    kept: Mapping[str, Square],
    most: int = MOST_WARDS,
) -> dict[str, Square]:
    """Column and row, from 1 at the west and the north, of each area that has no tile yet.

    Of all ways to put these on the free tiles, the one with the least sum of squared distances.

    >>> tiled({"a": (0, 0), "b": (9, 0), "c": (0, 9), "d": (9, 9)}, {"d": (2, 1)})
    {'a': (1, 2), 'b': (2, 2), 'c': (1, 1)}
    """
    new = sorted(centres.keys() - kept.keys())
    places = np.array([centres[code] for code in (*new, *(centres.keys() & kept.keys()))])
    low, span = places.min(axis=0), np.maximum(np.ptp(places, axis=0), 1)
    columns = min(max(round(sqrt(len(places) * span[0] / span[1])), 1), most, len(places))
    rows = ceil(len(places) / columns)
    every = [(column, row) for row in range(1, rows + 1) for column in range(1, columns + 1)]
    free = np.array([tile for tile in every if tile not in kept.values()])
    wanted = 1 + (places[: len(new)] - low) / span * (columns - 1, rows - 1)
    wanted[:, 1] = rows + 1 - wanted[:, 1]
    distance = ((wanted[:, None, :] - free[None, :, :]) ** 2).sum(axis=2)
    chosen = linear_sum_assignment(distance)[1]
    return {code: (int(free[n][0]), int(free[n][1])) for code, n in zip(new, chosen, strict=True)}
