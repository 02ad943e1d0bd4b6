"""Charts of a row for each name: names at the left in full, numbers at the right edge.

A name that is too wide for its place goes on in a second line, and its row is as high as it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.charts import alt, house
from generator.charts.drawing import Row
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width

STEP, ROOM = 26, 9
# How far the name of a part is set in below its whole.
INSET = 12
# A column that hangs over where a bar of the longest row ends.
BAR = 14
# Of more rows than this so many are drawn.
MOST, MOST_SEEN = 30, 12


def largest(rows: list[Row], size: Callable[[Row], float]) -> list[Row]:
    """The rows that are drawn where they are very many: the largest, in their order, and that of
    the one place that the chart is about."""
    if len(rows) <= MOST:
        return rows
    least = sorted(map(size, rows), reverse=True)[MOST_SEEN - 1]
    first = [row for row in rows if size(row) >= least][:MOST_SEEN]
    this = [row for row in rows if row.is_this]
    return [row for row in rows if row in first or [row] == this]


def ends(rows: list[Row], placed: list[Row], kept: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: those at both ends of the ones that have a
    place, and those that are kept in any case."""
    if len(rows) <= MOST:
        return rows
    half = MOST_SEEN // 2
    drawn = [*placed[:half], *placed[-half:], *kept]
    return [row for row in rows if any(row is one for one in drawn)]


def lay(
    rows: Sequence[Row], frame: Frame, axes: dict[str, Any], numbers: Sequence[str] = ("text",)
) -> Arranged:
    """The rows one below the other: names at the left, the plot, and columns of ``numbers``."""
    insets = [INSET * int(row.drawn.get("depth", 0)) for row in rows]
    names = [
        in_lines(row.says["label"].lstrip("– "), frame.names - inset)
        for row, inset in zip(rows, insets, strict=True)
    ]
    left = house.GAP + max(
        width(name, is_bold=True) + inset for name, inset in zip(names, insets, strict=True)
    )
    columns = [_column(rows, word) for word in numbers]
    plot = round(frame.width - left - sum(columns) - house.GAP, 2)
    ends = {
        f"{word}_at": round(plot + sum(columns[: place + 1]), 2)
        for place, word in enumerate(numbers)
    }
    drawn: list[dict[str, Any]] = []
    high = 0.0
    for name, inset in zip(names, insets, strict=True):
        height = max(STEP, LINE * (name.count("\n") + 1) + ROOM)
        middle = high + height / 2
        first = middle - LINE * name.count("\n") / 2
        drawn.append(
            {"name": name, "name_at": round(inset - left, 2), "at": middle, "first": first}
        )
        drawn[-1] |= ends
        high += height
    right = plot + sum(columns)
    unit = in_lines(axes["unit"], frame.width - 20)
    heads = {f"{word}_at": ends[f"{word}_at"] for word in numbers}
    return Arranged(plot, high, drawn, {**axes, **heads, "unit": unit, "right": right})


def _column(rows: Sequence[Row], word: str) -> float:
    widest = max(width(row.says[word], is_bold=True) for row in rows)
    return widest + house.GAP + 4 if widest else 0


def at() -> alt.Y:
    """The middle of a row."""
    return alt.Y("at:Q", scale=None, axis=None)


def bars(rows: alt.Chart, x: alt.X, size: int = BAR, **options: Any) -> alt.Chart:
    """A bar from nought in each row."""
    found: alt.Chart = rows.mark_bar(orient="horizontal", size=size, **options).encode(x=x, y=at())
    return found


def names(rows: alt.Chart) -> alt.Chart:
    """The names of the rows, that of this place in bold letters."""
    return told(rows, "name", "first", align="left", lineBreak="\n", lineHeight=LINE)


def numbers(rows: alt.Chart, word: str = "text") -> alt.Chart:
    """A column of numbers, that of this place in bold letters."""
    return told(rows, word, align="right")


def column(rows: alt.Chart, word: str, **look: Any) -> alt.Chart:
    """A column of numbers that all look alike."""
    x = alt.X(f"{word}_at:Q", scale=None)
    found: alt.Chart = rows.mark_text(align="right", **look).encode(x=x, y=at(), text=f"{word}:N")
    return found


def told(rows: alt.Chart, word: str, line: str = "at", **options: Any) -> alt.Chart:
    """Words of each row at a place along it; those of this place in bold letters."""
    x, y = alt.X(f"{word}_at:Q", scale=None), alt.Y(f"{line}:Q", scale=None, axis=None)
    weight = alt.ExprRef("datum.shade === 'this' ? 'bold' : 'normal'")
    colour = alt.ExprRef(f"datum.shade === 'this' ? '{house.ACCENT}' : '{house.INK}'")
    mark = rows.mark_text(fontWeight=weight, color=colour, **options)
    found: alt.Chart = mark.encode(x=x, y=y, text=f"{word}:N")
    return found
