"""The house style of charts: one accent for the area, one grey for what it is compared with.

Colours are those of the table in ``colours``; a project that has its own gets them by
``recoloured``. Text sizes are set for a drawing 400 wide, which a phone shows
about as large as it is; colour is never the only cue, for every mark is labelled directly.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from generator.charts import alt
from generator.terms.colours import DRAWN, SHIPPED, Palette

# How wide every drawing is at least: about as wide as a phone shows it.
WIDTH = 420
LABEL_WIDTH = 178
ROW_STEP = 27
ACCENT = SHIPPED.accent.light
DEEPER = (ACCENT, SHIPPED.accent_2.light, SHIPPED.accent_3.light)
GREY = SHIPPED.other.light
OUTLINE = SHIPPED.outline.light
INK = SHIPPED.ink.light
BAND = SHIPPED.limits.light
PAPER = SHIPPED.paper.light
GRID = SHIPPED.grid.light
FONT = "Liberation Sans"
FONT_SIZE = 13


def theme() -> dict[str, Any]:
    """The part of every specification that says how things look."""
    axis = {
        "domainColor": OUTLINE,
        "tickColor": OUTLINE,
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "labelLimit": LABEL_WIDTH,
    }
    return {
        "font": FONT,
        "background": None,
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"tickCount": 4},
        "axisY": {"tickCount": 5},
        "text": {"fontSize": FONT_SIZE, "color": INK},
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
    if isinstance(part, dict):
        return {key: _swapped(value, swap) for key, value in part.items()}
    if isinstance(part, list):
        return [_swapped(value, swap) for value in part]
    return swap.get(part, part) if isinstance(part, str) else part


# One and the same for all layers of a chart, which then say it once.
@lru_cache(maxsize=1)
def rows() -> alt.NamedData:
    """The data of every specification, by the name under which the rows are put in."""
    return alt.NamedData(name="rows")


def shade() -> alt.Color:
    """Accent for this place, grey for the others: the column ``shade`` is "this" or "other"."""
    scale = alt.Scale(domain=["this", "other"], range=[ACCENT, GREY])
    return alt.Color("shade:N", scale=scale, legend=None)


# About so many letters go into the space for names, before one is parted into two lines.
LETTERS = 25


def in_lines(name: str) -> str:
    """A name that is too long for its space, parted near its middle by a line feed.

    >>> in_lines("Boughton Monchelsea & Chart Sutton")
    'Boughton Monchelsea\\n& Chart Sutton'
    """
    if len(name) <= LETTERS:
        return name
    gaps = [place for place, letter in enumerate(name) if letter == " "]
    middle = min(gaps, key=lambda place: abs(place - len(name) / 2), default=0)
    return f"{name[:middle]}\n{name[middle + 1 :]}" if middle else name


def names_in_lines(rows: alt.Chart) -> tuple[alt.Y, list[alt.Chart]]:
    """The same for names that may take two lines (column ``name``): the scale, and the names."""
    y = names("name", labels=False)
    one = rows.transform_filter("indexof(datum.name, '\\n') < 0")
    two = rows.transform_filter("indexof(datum.name, '\\n') >= 0")
    marks = [(one, 0.0), (two, -FONT_SIZE / 2)]
    told = [
        part.mark_text(align="right", lineBreak="\n", lineHeight=FONT_SIZE, dy=up).encode(
            x=alt.value(-8), y=y, text="name:N"
        )
        for part, up in marks
    ]
    return y, told


def names(field: str = "label", **options: Any) -> alt.Y:
    """The names of rows down the left side, in the order of the rows."""
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelPadding=6,
        minExtent=LABEL_WIDTH,
        maxExtent=LABEL_WIDTH,
        **options,
    )
    return alt.Y(f"{field}:N", sort=None, axis=axis)


def amount(title: str, field: str = "value") -> alt.X:
    """A quantity along the bottom, from nought; a long unit runs back below the names."""
    axis = alt.Axis(title=title, titleAnchor="end", titleAlign="right", titleLimit=WIDTH - 8)
    return alt.X(f"{field}:Q", scale=alt.Scale(zero=True, nice=False), axis=axis)


def room() -> alt.Chart:
    """An invisible mark that leaves space for the numbers at the ends of bars (column ``room``)."""
    space: alt.Chart = alt.Chart(rows()).mark_point(opacity=0, tooltip=False)
    return space.encode(x=alt.X("room:Q"), y=names())
