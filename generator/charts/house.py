"""The house style of charts: one accent for the area, one grey for what it is compared with.

Colours are those of the table in ``colours``; a project that has its own gets them by
``recoloured``. Every chart is drawn twice, for a desk and for a phone, with text of one size;
colour is never the only cue, for every mark is labelled directly.

What depends on the width of text or on the room there is, is worked out here and in ``lay`` of each
kind, and handed to the drawing as data: so a kind has one template for each of the two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import floor, log10
from typing import Any, NamedTuple

from generator.charts import alt
from generator.charts.lettering import LINE, SIZE, in_lines, width
from generator.terms.colours import DRAWN, SHIPPED, Palette

ACCENT = SHIPPED.accent.light
DEEPER = (ACCENT, SHIPPED.accent_2.light, SHIPPED.accent_3.light)
GREY = SHIPPED.other.light
OUTLINE = SHIPPED.outline.light
INK = SHIPPED.ink.light
BAND = SHIPPED.limits.light
PAPER = SHIPPED.paper.light
GRID = SHIPPED.grid.light
FONT = "Liberation Sans"
# How far text stands from what it belongs to, and the unit above an axis from the plot.
GAP, ABOVE = 8, 14
# The area of a dot on its range, how high the ends of the range are, and what it is in words.
DOT, END = 38, 15
RANGE_TOLD = "the line through a dot, end to end, is what chance alone could give"
# The room at the left for the numbers of an axis upwards, and above the plot for its unit.
AXIS = 44
# From ten times this on, numbers along an axis are told in so many.
LARGE = ((10_000_000_000_000, "tn"), (10_000_000_000, "bn"), (10_000_000, "m"))


class Frame(NamedTuple):
    """One of the two drawings of a chart: its width, the most that the names of rows take of it,
    and how high the plot of one without rows is."""

    name: str
    width: int
    names: int
    height: int


DESK, PHONE = Frame("desk", 552, 190, 270), Frame("phone", 320, 116, 220)
FRAMES = (DESK, PHONE)


class Arranged(NamedTuple):
    """Where a chart's parts stand in a frame: the size of its plot, what each row is drawn with
    there besides, and the ends and words of its axes (``low``, ``high``, ``unit``, ``along``)."""

    width: float
    height: float
    drawn: list[dict[str, Any]]
    axes: dict[str, Any]


def theme() -> dict[str, Any]:
    """The part of every specification that says how things look."""
    axis = {
        "domainColor": OUTLINE,
        "tickColor": OUTLINE,
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "labelLimit": 0,
        "title": None,
    }
    return {
        "font": FONT,
        "background": None,
        "padding": 1,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"tickCount": 4},
        "axisY": {"tickCount": 5, "minExtent": AXIS, "maxExtent": AXIS},
        "text": {"fontSize": SIZE, "color": INK},
        "bar": {"stroke": OUTLINE, "strokeWidth": 0.7},
        "line": {"strokeWidth": 2.5},
    }


def recoloured(spec: Any, palette: Palette) -> Any:
    """A specification without rows, with a project's own colours in the place of those shipped."""
    if palette == SHIPPED:
        return spec
    own, shipped = palette.roles(), SHIPPED.roles()
    swap = {shipped[role].light: own[role].light for role in DRAWN}
    return _swapped(spec, {old: new for old, new in swap.items() if old != new})


def _swapped(part: Any, swap: dict[str, str]) -> Any:
    """A specification with other colours, in its expressions too."""
    if isinstance(part, dict):
        return {key: _swapped(value, swap) for key, value in part.items()}
    if isinstance(part, list):
        return [_swapped(value, swap) for value in part]
    if isinstance(part, str) and "#" in part:
        return re.sub("|".join(swap), lambda found: swap[found[0]], part)
    return part


# One and the same for all layers of a chart, which then say it once.
@lru_cache(maxsize=1)
def rows() -> alt.NamedData:
    """The data of every specification, by the name under which the rows are put in."""
    return alt.NamedData(name="rows")


def shade() -> alt.Color:
    """Accent for this place, grey for the others: the column ``shade`` is "this" or "other"."""
    scale = alt.Scale(domain=["this", "other"], range=[ACCENT, GREY])
    return alt.Color("shade:N", scale=scale, legend=None)


def ranges(base: alt.Chart, y: alt.Y, color: alt.Color) -> list[alt.Chart]:
    """The range of each row from ``lower`` to ``upper``: a line with an end on either side, which
    is higher than its dot, so that a range that is shorter than the dot is seen too."""
    line: dict[str, Any] = {"x": alt.X("lower:Q"), "y": y, "color": color}
    upright: dict[str, Any] = {"shape": "stroke", "angle": 90, "size": END**2, "strokeWidth": 1.6}
    end = base.mark_point(filled=False, opacity=1, **upright)
    return [
        base.mark_rule(strokeWidth=2).encode(x2="upper:Q", **line),
        end.encode(**line),
        end.encode(**line | {"x": alt.X("upper:Q")}),
    ]


def axes() -> alt.Chart:
    """The words and ends of the axes, as marks are made of them."""
    return alt.Chart(alt.NamedData(name="axes"))


def ends(low: alt.X | alt.Y, high: str = "high") -> alt.Chart:
    """An invisible mark that makes a scale reach from ``low`` to ``high`` of the axes; all charts
    of a kind have it, so it says how the axis looks."""
    span = {"x2" if isinstance(low, alt.X) else "y2": f"{high}:Q"}
    found: alt.Chart = axes().mark_rule(opacity=0, tooltip=False).encode(low, **span)
    return found


def apart(axes: dict[str, Any]) -> dict[str, Any]:
    """The words of axes whose ends are never one and the same: an axis of noughts reaches to 1.

    >>> apart({"low": 0, "high": 0}), apart({"low": -2, "high": 0})
    ({'low': 0, 'high': 1}, {'low': -2, 'high': 0})
    """
    is_flat = "low" in axes and axes["low"] == axes["high"]
    return {**axes, "high": axes["low"] + 1} if is_flat else axes


def ticked(end: str = "high", **more: Any) -> alt.Axis:
    """An axis of a quantity as far as an end of the axes: of counts with whole numbers alone, large
    ones in millions ("10m") or thousands of them ("10bn")."""
    step = alt.ExprRef("data('axes')[0].step")
    large = " : ".join(
        f"data('axes')[0].{end} >= {size} ? "
        f"format(datum.value / {size / 10}, ',.12~g') + (datum.value ? '{word}' : '')"
        for size, word in LARGE
    )
    return alt.Axis(title=None, tickMinStep=step, labelExpr=f"{large} : datum.label", **more)


def amount(field: str = "value", frame: Frame = DESK, end: str = "high") -> alt.X:
    """A quantity along the bottom, between the ends of the axes."""
    ticks = 5 if frame == DESK else 3
    axis = ticked(end, tickCount=ticks, labelOverlap="greedy", labelSeparation=GAP)
    scale = alt.Scale(zero=False, nice=False)
    return alt.X(f"{field}:Q", scale=scale, axis=axis, stack=None)


def upward(field: str = "value") -> alt.Y:
    """A quantity upwards, between the ends of the axes; its unit stands above."""
    scale = alt.Scale(zero=False, nice=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=ticked())


def unit_below(word: str = "unit") -> alt.Chart:
    """The unit of a quantity along the bottom: at the right, in lines where it is long."""
    mark = axes().mark_text(align="right", baseline="top", lineBreak="\n", lineHeight=LINE)
    right, below = alt.X("right:Q", scale=None), alt.value(alt.ExprRef("height + 24"))
    found: alt.Chart = mark.encode(x=right, y=below, text=f"{word}:N")
    return found


def unit_above() -> alt.Chart:
    """The unit of a quantity upwards: at the left above its axis, in lines where it is long."""
    mark = axes().mark_text(align="left", baseline="line-bottom", lineBreak="\n", lineHeight=LINE)
    at = alt.Y("unit_at:Q", scale=None)
    found: alt.Chart = mark.encode(x=alt.X("left:Q", scale=None), y=at, text="unit:N")
    return found


def room_at_left(high: float) -> float:
    """How wide the numbers of an axis upwards are, to as high as this.

    >>> room_at_left(900), room_at_left(1_714_643), room_at_left(1_714_643_000)
    (44, 74.3, 58.7)
    """
    for size, word in LARGE:
        if high >= size:
            return max(AXIS, round(width(f"{high / size * 10:,.0f}{word}") + GAP + 4, 1))
    return max(AXIS, round(width(f"{high:,.0f}") + GAP + 4, 1))


def units(unit: str, high: float, frame: Frame) -> dict[str, Any]:
    """A unit above its axis, as ``unit_above`` draws it."""
    told = in_lines(unit, frame.width)
    up = -ABOVE - LINE * told.count("\n")
    return {"unit": told, "unit_at": up, "left": -room_at_left(high)}


def round_start(low: float, high: float) -> float:
    """Where a scale of dots begins: at nought, or, where all lie far from it, at a round number.

    >>> round_start(51.2, 98.8), round_start(11.9, 21.6), round_start(28.3, 271.9)
    (40, 10, 0)
    """
    if high <= 0 or low < high / 3:
        return 0
    step = 10.0 ** floor(log10((high - low) or high))
    start = floor((low - (high - low) * 0.1) / step) * step
    return max(0, int(start) if start == int(start) else round(start, 6))
