"""Control charts: which months of a series stand out from its ordinary movement?

XmR ("individuals") charts. The centre is the mean; the limits lie 2.66 mean moving ranges from it
and the inner lines two thirds of that. Four rules give a signal: a point outside the limits; seven
points in a row on one side of the centre; seven points in a row that all rise or all fall; two of
three in a row beyond an inner line, all three on that side. The constants and rules are those of
NHS England's Making Data Count. No moving range is left out for being large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

LIMIT = 2.66
RUN = 7
TRIAL = 12
OUTSIDE = "outside the limits"
SHIFT = "a run of seven on one side of the average"
TREND = "seven in a row that rise or fall"
NEAR = "two of three close to a limit"


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what was recorded, the lines it is read against, and which rules it meets."""

    value: float
    centre: float
    lower: float
    upper: float
    signals: tuple[str, ...] = ()


def xmr(values: Sequence[float | None], steps: Sequence[int] = ()) -> list[Month | None]:
    """A control chart of monthly values, None where a month is missing.

    ``steps`` are the places from which the lines are worked out afresh, because something that is
    known changed there. A missing month ends a run. Shorter spans than two values have no lines.

    >>> points = xmr([7, 9, 8, 12, 10, 11, 9, 8, 13, 10, 12, 9])
    >>> [round(x, 3) for x in (points[0].centre, points[0].lower, points[0].upper)]
    [9.833, 3.546, 16.121]
    """
    edges = [0, *sorted(set(steps) - {0}), len(values)]
    found: list[Month | None] = []
    for start, end in pairwise(edges):
        found += _span(values[start:end])
    return found


def _span(values: Sequence[float | None]) -> list[Month | None]:
    held = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        return [None] * len(values)
    centre, reach = fmean(held), LIMIT * fmean(ranges)
    told = _signals(values, centre, reach)
    return [
        None if value is None else Month(value, centre, max(0.0, centre - reach), centre + reach, t)
        for value, t in zip(values, told, strict=True)
    ]


def _signals(values: Sequence[float | None], centre: float, reach: float) -> list[tuple[str, ...]]:
    found: list[dict[str, None]] = [{} for _ in values]
    for place, value in enumerate(values):
        if value is not None and abs(value - centre) > reach:
            found[place][OUTSIDE] = None
        for length, is_met, rule in (
            (RUN, lambda run: _on_one_side(run, centre, 0), SHIFT),
            (RUN, _moves_one_way, TREND),
            (3, lambda run: _near(run, centre, reach * 2 / 3), NEAR),
        ):
            run = values[place - length + 1 : place + 1] if place + 1 >= length else []
            if run and None not in run and is_met([x for x in run if x is not None]):
                for step in range(length):
                    if rule != NEAR or abs((run[step] or 0) - centre) > reach * 2 / 3:
                        found[place - length + 1 + step][rule] = None
    return [tuple(rules) for rules in found]


def _on_one_side(run: Sequence[float], centre: float, beyond: float) -> bool:
    return all(x > centre + beyond for x in run) or all(x < centre - beyond for x in run)


def _moves_one_way(run: Sequence[float]) -> bool:
    steps = [b - a for a, b in pairwise(run)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def _near(run: Sequence[float], centre: float, inner: float) -> bool:
    if not _on_one_side(run, centre, 0):
        return False
    return sum(abs(x - centre) > inner for x in run) >= 2
