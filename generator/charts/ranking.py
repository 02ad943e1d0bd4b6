"""Ranking of areas.

One indicator in one period, an area a row, from the highest down; this area in the accent, and
what it is compared with an upright across the rows.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows, side, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width
from generator.charts.ordered import finding
from generator.figures.figures import Figure
from generator.terms import wording
from generator.terms.areas import LEVELS

WANTS = Wants(areas="district")


def choose(request: ChartRequest) -> list[Figure]:
    """The figures of the newest period that this area (or, without one, most areas) has."""
    return side.chosen(request)


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: role (row, or beside: a larger area, as an upright), value (None of one that has no
    place among the others), dot and guide or bar, lower, upper, shade. Says: label (the area), text
    (the number, or why it has no place)."""
    by_count = side.is_by_count(figures)
    voice = request.voice
    listed = {area.code for area in request.areas}
    has_ranges = not by_count and any(figure.lower is not None for figure in figures)
    found = []
    for figure in sorted(figures, key=lambda f: side.order(f, by_count, voice.area(f.area).name)):
        is_row, is_told = figure.area in listed, side.is_told(figure, by_count)
        size = side.size(figure, by_count) if is_told else None
        name = voice.area(figure.area).name
        drawn = {
            "role": "row" if is_row else "beside",
            "value": size,
            "dot": size if has_ranges and is_row else None,
            "bar": size if is_row and not has_ranges else None,
            "guide": 0 if has_ranges and is_row and is_told else None,
            "lower": figure.lower if has_ranges and is_told else None,
            "upper": figure.upper if has_ranges and is_told else None,
            "shade": "this" if request.area and figure.area == request.area.code else "other",
        }
        text = voice.count_text(figure) if by_count else voice.short(figure)
        if not is_told:
            text = _without_place(figure, text)
        says = {"label": name, "text": text}
        found.append(Row(drawn, says, (figure,), voice.is_rate and not by_count))
    return found


def _without_place(figure: Figure, text: str) -> str:
    """What stands for a figure that has no place among others: a rough number is still told."""
    if figure.is_unreliable:
        return small.UNRELIABLE
    return text if figure.is_rough and text else small.TOO_FEW


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the highest and the lowest, this place's,
    and what they are compared with."""
    listed = [row for row in rows if row.drawn["role"] == "row"]
    kept = [row for row in rows if row.is_this or row.drawn["role"] == "beside"]
    return namedrows.ends(rows, list(filter(_has_place, listed)), kept)


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The areas one below the other; the name of an upright above it, on a line of its own where
    it would lie on another's."""
    listed = [row for row in rows if row.drawn["role"] == "row"]
    every = [row.drawn[word] for row in rows for word in ("value", "lower", "upper")]
    sizes = [size for size in every if size is not None]
    has_dots = _has_ranges(rows)
    start = house.round_start(min(sizes), max(sizes)) if has_dots else 0
    ends = {"low": start, "high": max(sizes) * (1.02 if has_dots else 1) or 1}
    unit = axes["unit"] + (f"; the axis starts at {wording.number(start)}" if start else "")
    laid = namedrows.lay(listed, frame, {**ends, "unit": unit})
    uprights = _named_above(rows, laid, frame)
    places = iter(laid.drawn)
    drawn = [next(places) if r.drawn["role"] == "row" else uprights[r.says["label"]] for r in rows]
    return laid._replace(drawn=drawn)


def _named_above(rows: list[Row], laid: Arranged, frame: Frame) -> dict[str, dict[str, Any]]:
    """The name and number of each larger area, where they stand above the rows."""
    found: dict[str, dict[str, Any]] = {}
    # Where each name ends, and of how many lines it is.
    taken: list[tuple[float, int]] = []
    low, high = laid.axes["low"], laid.axes["high"]
    for row in rows:
        if row.drawn["role"] == "row":
            continue
        told = in_lines(f"{row.says['label']} {row.says['text']}", frame.width * 0.75)
        middle = (row.drawn["value"] - low) / (high - low) * laid.width
        half, tall = width(told) / 2, told.count("\n")
        middle = min(middle, laid.axes["right"] - half)
        above = tall + sum(lines for end, lines in taken if middle - half < end + house.GAP)
        # What chance could give is not drawn of it.
        upright = {"upright": row.drawn["value"], "lower": None, "upper": None}
        place = {"told_at": middle, "above": -8 - LINE * above}
        found[row.says["label"]] = {"told": told, **place, **upright}
        taken.append((middle + half, tall + 1))
    return found


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Dots on their ranges, or bars where there are none, with the numbers at the right; a larger
    area is a dashed upright with its name above."""
    base, y = alt.Chart(house.rows()), namedrows.at()
    guides = base.mark_rule(color=house.GRID).encode(
        x=alt.X("guide:Q", scale=None), x2=alt.value("width"), y=y
    )
    bars = namedrows.bars(base, house.amount("bar", frame)).encode(color=house.shade())
    ranges = house.ranges(base, y, house.shade())
    dots = base.mark_point(
        filled=True, size=house.DOT, opacity=1, stroke=house.OUTLINE, strokeWidth=0.7
    ).encode(x=alt.X("dot:Q"), y=y, color=house.shade())
    upright = base.mark_rule(color=house.INK, strokeWidth=1.2, strokeDash=[4, 3]).encode(
        x=alt.X("upright:Q")
    )
    named = base.mark_text(baseline="alphabetic", lineBreak="\n", lineHeight=LINE).encode(
        x=alt.X("told_at:Q", scale=None), y=alt.Y("above:Q", scale=None), text="told:N"
    )
    told = [namedrows.names(base), namedrows.numbers(base), named, house.unit_below()]
    ends = house.ends(house.amount("low", frame))
    return alt.layer(guides, bars, upright, *ranges, dots, *told, ends)


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The highest, the lowest and this area, among areas of one level: a county's count is no
    neighbour of a district's."""
    period = request.voice.period_label(figures[0].period)
    this = next((row for row in rows if row.is_this), None)
    listed = [row for row in rows if row.drawn["role"] == "row"]
    listed = listed if len(listed) > 1 else rows
    peers = [row for row in listed if _has_place(row)]
    first, last, mine = peers[0].says, peers[-1].says, this.says if this else None
    title = request.voice.indicator.title
    return Described(
        finding(request, this, listed),
        f"{_shape(rows)}. {title}, {period}, in {len(listed)} areas: from "
        f"{first['text']} ({first['label']}) to {last['text']} ({last['label']})."
        + (f" {mine['label']}: {mine['text']}." if mine else ""),
        f"{subject(request)}, {period}{_kinds(request, listed)}{_lines(rows)}",
        (
            Column("label", "Area"),
            Column("text", request.voice.axis(peers[0].is_rate, request.categories[0]), of=0),
        ),
    )


def _has_place(row: Row) -> bool:
    """Has it a number that may be set beside the others'?"""
    return row.drawn["value"] is not None


def _shape(rows: list[Row]) -> str:
    return "Dots on lines for their ranges" if _has_ranges(rows) else "Bar chart"


def _lines(rows: list[Row]) -> str:
    """What the lines through dots are."""
    return f"; {house.RANGE_TOLD}" if _has_ranges(rows) else ""


def _has_ranges(rows: list[Row]) -> bool:
    return any(row.drawn["lower"] is not None for row in rows)


def _kinds(request: ChartRequest, peers: list[Row]) -> str:
    """Which areas stand side by side, where they have one name or are of one level."""
    if request.among:
        return f", {request.among}"
    areas = [request.voice.area(row.figures[0].area) for row in peers]
    levels = {area.level for area in areas}
    return f", {LEVELS[areas[0].level].plural}" if len(levels) == 1 else ""


def subject(request: ChartRequest) -> str:
    """What a chart is about, for the line below its finding."""
    voice, category = request.voice, request.categories[0]
    if voice.dataset.categories[category].within:
        return f"{voice.indicator.title}: {voice.category_label(category)}"
    return voice.subject(category)
