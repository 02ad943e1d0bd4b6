"""How far chance alone could move a count or a proportion: 95% intervals.

Byar's approximation and the exact Poisson limits are those of PHEindicatormethods; Wilson's score
interval is Wilson (1927). Statistical noise only: repeat victims make real variation wider.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, sqrt

from scipy.special import gammaincinv

Z = 1.959964
EXACT_BELOW = 10


@lru_cache(maxsize=65536)
def poisson(count: float) -> tuple[float, float]:
    """Between which counts could this one lie by chance: exact below 10, Byar's from 10 on?

    >>> [round(limit, 3) for limit in poisson(14)]
    [7.648, 23.491]
    >>> [round(limit, 3) for limit in poisson(0)]
    [0.0, 3.689]
    """
    if count < 0:
        raise ValueError("A count is 0 or more.")
    if count < EXACT_BELOW:
        # The chi-squared quantiles of the exact limits, written as inverses of the gamma integral.
        lower = float(gammaincinv(count, 0.025)) if count else 0.0
        return lower, float(gammaincinv(count + 1, 0.975))
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    upper = above * (1 - 1 / (9 * above) + Z / (3 * sqrt(above))) ** 3
    return lower, upper


def rate(count: float, denominator: float, per: float) -> tuple[float, float]:
    """The same for a rate of so many per so many."""
    lower, upper = poisson(count)
    return lower * per / denominator, upper * per / denominator


def wilson(count: float, base: float) -> tuple[float, float]:
    """Between which percentages could this one lie by chance?

    >>> [round(limit, 1) for limit in wilson(9, 22)]
    [23.3, 61.3]
    """
    if not 0 <= count <= base or base <= 0:
        raise ValueError("A proportion needs a base above 0 and a count within it.")
    share = count / base
    spread = Z * sqrt(Z * Z + 4 * count * (1 - share))
    scale = 2 * (base + Z * Z)
    middle = 2 * count + Z * Z
    return 100 * max(0.0, (middle - spread) / scale), 100 * min(1.0, (middle + spread) / scale)


def of_change(new: float, old: float, lengths: float) -> tuple[float, float]:
    """Between which ratios could that of two counts lie by chance: of the counts, and of so many a
    day, where the span of the new one is ``lengths`` times as long? From any to none the upper end
    is that of the exact binomial limits (Clopper and Pearson, 1934).

    >>> [round(limit, 2) for limit in of_change(493, 313, 1)]
    [1.37, 1.81]
    >>> [round(limit, 3) for limit in of_change(0, 60, 1)]
    [0.0, 0.063]
    """
    if not new:
        most = 1 - 0.025 ** (1 / old)
        return 0.0, most / (1 - most) / min(1.0, lengths)
    spread = exp(Z * sqrt(1 / new + 1 / old))
    ratios = (new / old, new / old / lengths)
    return min(ratios) / spread, max(ratios) * spread
