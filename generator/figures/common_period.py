"""The period that most areas have a figure of."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures.figures import Figure
from generator.terms.periods import Period

# So large a part of the areas shares a period where that is theirs; of fewer none has to.
SHARED = 0.75
FEWEST_TO_SHARE = 5


def shared_period(found: Sequence[Figure]) -> Period | None:
    """The newest whole period that most areas of these figures share: three in four as many as have
    the one that the most have, or the newest of a few. None where there is no whole period."""
    held: dict[Period, set[str]] = {}
    for figure in found:
        if figure.period.is_stated and not (figure.period.is_part_year or figure.is_forecast):
            held.setdefault(figure.period, set()).add(figure.area)
    most = max(map(len, held.values()), default=0)
    least = SHARED * most if most >= FEWEST_TO_SHARE else 1
    shared = [period for period, areas in held.items() if len(areas) >= least]
    return max(shared, key=lambda p: (p.last, p.days), default=None)
