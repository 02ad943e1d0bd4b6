"""Ranking of areas.

One indicator in one period, an area a row, from the highest down; this area in the accent, and
what it is compared with an upright across the rows.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width
from generator.charts.ordered import finding
from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.terms import wording
from generator.terms.areas import LEVELS

WANTS = Wants(areas="district")


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: role (row, or beside: a larger area, as an upright), value, dot and guide or bar,
    lower, upper, shade. Says: label (the area), text (the number)."""
    by_count = any(figure.value is None for figure in figures)
    voice = request.voice
    listed = {area.code for area in request.areas}
    has_ranges = not by_count and any(figure.lower is not None for figure in figures)
    found = []
    for figure in sorted(figures, key=lambda f: (-_size(f, by_count), voice.area(f.area).name)):
        size, is_row = _size(figure, by_count), figure.area in listed
        name = voice.area(figure.area).name
        drawn = {
            "role": "row" if is_row else "beside",
            "value": size,
            "dot": size if has_ranges and is_row else None,
            "bar": size if is_row and not has_ranges else None,
            "guide": 0 if has_ranges and is_row else None,
            "lower": figure.lower if has_ranges else None,
            "upper": figure.upper if has_ranges else None,
            "shade": "this" if request.area and figure.area == request.area.code else "other",
        }
        text = voice.count_text(figure) if by_count else voice.short(figure)
        says = {"label": name, "text": text}
        found.append(Row(drawn, says, (figure,), voice.is_rate and not by_count))
    return found


def choose(request: ChartRequest) -> list[Figure]:
    """The figures of the newest period that this area (or, without one, most areas) has; none
    where there are fewer than two."""
    category = request.categories[0]
    own = [request.area] if request.area else []
    # An area that is none of those side by side is itself what they are compared with.
    is_listed = all(area in request.areas for area in own)
    codes = {area.code for area in (*request.areas, *own, *(request.against if is_listed else ()))}
    figures = [
        figure
        for figure in request.figures.across(request.voice.key, category)
        if figure.area in codes
        and not figure.is_absent
        and not figure.is_unreliable
        and not figure.is_doubted
        and request.voice.is_live(figure)
    ]
    mine = [figure for figure in figures if request.area and figure.area == request.area.code]
    if request.area and not mine:
        return []
    newest = max((figure.period for figure in mine or figures), key=lambda p: p.last, default=None)
    if not request.area:
        newest = comparisons.shared_period(figures) or newest
    figures = [figure for figure in figures if figure.period == newest]
    figures = [figure for figure in figures if not _has_members(request, figure, figures)]
    has_rates = all(figure.value is not None for figure in figures)
    is_plain = request.voice.measure.kind == "count" and request.voice.indicator.per == 1
    if newest and newest.months == 1 and (is_plain or not has_rates):
        return []  # a month has no rate, and a larger place has more of everything
    if is_plain or not has_rates:
        # A count of a larger area is larger because the area is.
        figures = [figure for figure in figures if _is_row(request, figure)]
    # None is set beside a figure on which the documents disagree.
    figures = [f for f in figures if _is_row(request, f) or f.key not in request.disputed]
    return figures if len(figures) > 1 else []


def _is_row(request: ChartRequest, figure: Figure) -> bool:
    """Is it of one of the areas that stand side by side?"""
    return any(area.code == figure.area for area in request.areas)


def _has_members(request: ChartRequest, figure: Figure, figures: list[Figure]) -> bool:
    """Is it a partnership's, beside figures of its own members; or, where the chart is about the
    partnership, one of these members'?"""
    area, areas = request.voice.area(figure.area), request.voice.holdings.areas
    if request.area and request.area.level == "partnership":
        return area in areas.members(request.area)[0]
    members = {m.code for m in areas.members(area)[0]} if area.level == "partnership" else set()
    return any(other.area in members for other in figures)


def _size(figure: Figure, by_count: bool) -> float:
    return float((figure.count if by_count else figure.value) or 0)


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The areas one below the other; the name of an upright above it, on a line of its own where
    it would lie on another's."""
    listed = [row for row in rows if row.drawn["role"] == "row"]
    sizes = [row.drawn[w] for row in rows for w in ("value", "lower", "upper")]
    sizes = [size for size in sizes if size is not None]
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
    ranges = base.mark_rule(strokeWidth=5, opacity=0.55).encode(
        x=alt.X("lower:Q"), x2="upper:Q", y=y, color=house.shade()
    )
    dots = base.mark_point(
        filled=True, size=80, opacity=1, stroke=house.OUTLINE, strokeWidth=0.7
    ).encode(x=alt.X("dot:Q"), y=y, color=house.shade())
    upright = base.mark_rule(color=house.INK, strokeWidth=1.2, strokeDash=[4, 3]).encode(
        x=alt.X("upright:Q")
    )
    named = base.mark_text(baseline="alphabetic", lineBreak="\n", lineHeight=LINE).encode(
        x=alt.X("told_at:Q", scale=None), y=alt.Y("above:Q", scale=None), text="told:N"
    )
    told = [namedrows.names(base), namedrows.numbers(base), named, house.unit_below()]
    ends = house.ends(house.amount("low", frame))
    return alt.layer(guides, bars, upright, ranges, dots, *told, ends)


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The highest, the lowest and this area, among areas of one level: a county's count is no
    neighbour of a district's."""
    period = request.voice.period_label(figures[0].period)
    this = next((row for row in rows if row.is_this), None)
    peers = [row for row in rows if row.drawn["role"] == "row"]
    edges = (peers[0], peers[-1]) if len(peers) > 1 else (rows[0], rows[-1])
    first, last, mine = edges[0].says, edges[1].says, this.says if this else None
    title = request.voice.indicator.title
    return Described(
        finding(request, this, peers if len(peers) > 1 else rows),
        f"{_shape(rows)}. {title}, {period}, in {len(peers)} areas: from "
        f"{first['text']} ({first['label']}) to {last['text']} ({last['label']})."
        + (f" {mine['label']}: {mine['text']}." if mine else ""),
        f"{subject(request)}, {period}{_kinds(request, peers)}{_bars(rows)}",
        (
            Column("label", "Area"),
            Column("text", request.voice.axis(edges[0].is_rate, request.categories[0]), of=0),
        ),
    )


def _shape(rows: list[Row]) -> str:
    return "Dots on bars for their ranges" if _has_ranges(rows) else "Bar chart"


def _bars(rows: list[Row]) -> str:
    """What the bars under dots are."""
    return "; a bar is what chance alone could give" if _has_ranges(rows) else ""


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
