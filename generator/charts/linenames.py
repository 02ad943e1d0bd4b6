"""Where the names and numbers of lines stand: beside their marks, clear of one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.charts.drawing import Row
from generator.charts.house import GAP
from generator.charts.lettering import LINE, width

# The most numbers that are written along a line; with more, its first and last alone.
MOST_NUMBERS = 5


def sides(rows: list[Row], plot: float) -> list[str]:
    """Above or below its mark each of this area's numbers is written, away from the other lines.

    Of a line that is long, or that has no room, only the first and last figures are written.
    """
    own = [row for row in rows if row.is_this and row.drawn["value"] is not None]
    periods = {row.drawn["period"] for row in rows}
    fit = plot / len(periods) > 4 + max((width(row.says["text"]) for row in own), default=0)
    is_long = len(own) > MOST_NUMBERS or not fit
    told = [own[0], own[-1]] if own and is_long else own
    others: dict[str, list[float]] = {}
    for drawn in (row.drawn for row in rows if not row.is_this):
        if drawn["value"] is not None:
            others.setdefault(drawn["period"], []).append(drawn["value"])
    found = []
    for row in rows:
        side = ""
        if any(row is one for one in told):
            value, beside = row.drawn["value"], others.get(row.drawn["period"], ())
            side = "below" if any(other >= value for other in beside) else "above"
            if is_long and row is own[0]:
                side += " first"
            elif row is own[-1]:
                side += " last"
        found.append(side)
    return found


def tags(
    drawn: list[Row], names: dict[str, str], ends: dict[str, float]
) -> dict[int, tuple[str, float]]:
    """The name of each line at its last point, moved apart where two would lie on each other, by
    the row that has it: the name in lines, and where its first line stands."""
    lasts = {row.says["who"]: row for row in drawn}
    span = ends["high"] - ends["low"]
    found, lowest = {}, ends["height"]
    for who, row in sorted(lasts.items(), key=lambda item: float(item[1].drawn["value"])):
        tall = LINE * (names[who].count("\n") + 1)
        top = ends["height"] * (1 - (row.drawn["value"] - ends["low"]) / span) - tall / 2
        top = min(top, lowest - tall)
        found[id(row)] = (names[who], top + LINE / 2)
        lowest = top
    return found


def ticks(periods: Sequence[str], plot: float) -> list[str]:
    """The name of each period that has room for it, once, the last one first; blank elsewhere."""
    each = list(dict.fromkeys(periods))
    widest = max(width(name) for name in each)
    apart = plot / len(each)
    every = max(1, ceil((widest + GAP) / apart))
    named = {name for back, name in enumerate(reversed(each)) if back % every == 0}
    found = []
    for name in periods:
        found.append(name if name in named else "")
        named.discard(name)
    return found
