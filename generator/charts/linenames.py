"""Where the names and numbers of lines stand: beside their marks, clear of one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.charts.drawing import Row
from generator.charts.house import GAP
from generator.charts.lettering import LINE, width

# The most numbers that are written along a line; with more, its first and last alone.
MOST_NUMBERS = 5
# The room at either side of a line's marks, in parts of what lies between two of them; and how much
# a number needs below its mark, and above it under another's.
SIDE, UNDER, OVER = 0.35, 24, 28


def sides(rows: list[Row], room: dict[str, float]) -> list[str]:
    """Above or below its mark each of this area's numbers is written, away from the other lines;
    blank where it would lie on the axis or on another line.

    Of a line that is long, or that has no room, only the first and last figures are written.
    """
    own = [row for row in rows if row.is_this and row.drawn["value"] is not None]
    periods = {row.drawn["period"] for row in rows}
    widest = max((width(row.says["text"]) for row in own), default=0)
    step = _apart(len(periods), room) / max(1, len(periods) - 1)
    # The last number ends at its mark, and so comes nearer to the one before it.
    fit = room["width"] / len(periods) > 4 + widest and step >= 1.5 * widest - 6
    is_long = len(own) > MOST_NUMBERS or not fit
    told = [own[0], own[-1]] if own and is_long else own
    if is_long and sum(width(row.says["text"]) for row in told) + GAP > _apart(len(periods), room):
        told = told[-1:]
    others: dict[str, list[float]] = {}
    for drawn in (row.drawn for row in rows if not row.is_this):
        if drawn["value"] is not None:
            others.setdefault(drawn["period"], []).append(drawn["value"])
    found = []
    for row in rows:
        side = ""
        if any(row is one for one in told):
            side = _side(row.drawn["value"], others.get(row.drawn["period"], []), room)
            if side and is_long and row is own[0]:
                side += " first"
            elif side and row is own[-1]:
                side += " last"
        found.append(side)
    return found


def _apart(periods: int, room: dict[str, float]) -> float:
    """How far are the first and the last mark of a line from one another?"""
    return room["width"] * (periods - 1) / (periods - 1 + 2 * SIDE)


def end(periods: int, plot: float) -> float:
    """Where is the last mark of a line?

    >>> end(2, 170)
    135.0
    """
    return round(plot * (1 - SIDE / (periods - 1 + 2 * SIDE)), 2)


def _side(value: float, others: list[float], room: dict[str, float]) -> str:
    """The side on which no other line is; where the axis is there, the other one if it is free."""
    unit = room["height"] / (room["high"] - room["low"])
    above = [other for other in others if other >= value]
    if not above:
        return "above"
    if (value - room["low"]) * unit > UNDER:
        return "below"
    return "above" if (min(above) - value) * unit > OVER else ""


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
