"""Trend over time.

One indicator of one area, period by period, with the areas it is compared with in grey. A period
without a figure is a gap, and no line crosses a break in the series.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.charts import alt, house, linenames, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width
from generator.charts.ranking import subject
from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.telling import headlines
from generator.telling.speech import CHECKED, Voice
from generator.terms import wording
from generator.terms.periods import Period

# Where a number is written; the first of a long line begins at its mark, clear of the axis, and the
# last ends at it, clear of the names.
UP = {"above": -13, "below": 15}
ALONG = {"": ("center", 0), "first": ("left", -4), "last": ("right", 5)}
WANTS = Wants()


class Lines(NamedTuple):
    """The figures of each area by its code, this one's first; counts where this one has no rate."""

    of_areas: dict[str, list[Figure]]
    by_count: bool

    @property
    def own(self) -> list[Figure]:
        """The first line."""
        return next(iter(self.of_areas.values()))


def choose(request: ChartRequest) -> Lines | None:
    """The periods of one kind of each area; None where there is no area to draw, or it has fewer
    than two figures to join."""
    areas = [request.area, *request.against] if request.area else list(request.against)
    if not areas:
        return None
    family = _family(_stated(request, areas[0].code))
    found = {area.code: _series(request, area.code, family) for area in areas}
    own = found[areas[0].code]
    if sum(not figure.is_absent and not figure.is_doubted for figure in own) < 2:
        return None
    if not any(map(small.is_told, own)):
        return None
    by_count = any(f.value is None and f.count is not None and not f.is_doubted for f in own)
    return Lines({areas[0].code: own} if by_count else found, by_count)


def rows(request: ChartRequest, lines: Lines) -> list[Row]:
    """Drawn: period, value (None in a gap), hollow (a value of low reliability), shade, segment.
    Says: label (the period), who (the area), text (the number)."""
    every = {figure.period for figures in lines.of_areas.values() for figure in figures}
    periods = _with_gaps(sorted(every, key=lambda p: p.last))
    table = []
    for code, figures in lines.of_areas.items():
        if figures:
            table += _rows_of(request, code, figures, periods, lines.by_count)
    return table


def _stated(request: ChartRequest, code: str) -> list[Figure]:
    found = request.figures.series(request.voice.key, request.categories[0], area=code)
    return [figure for figure in found if figure.period.is_stated]


def _kin(period: Period) -> tuple[int | None, int]:
    """What the periods of one line share: their length and, for a year, the month it ends with."""
    is_years = bool(period.months) and (period.months or 0) % 12 == 0
    return (period.months, period.last.month if is_years else 0)


def _family(found: list[Figure]) -> tuple[int | None, int] | None:
    """Which periods make the line: of those that recur the newest, and of these the longest.

    Years that end in different months overlap, so they are never points of one line; months have
    their own kind of chart.
    """
    best: dict[tuple[int | None, int], list[Figure]] = {}
    for figure in found:
        if not figure.is_absent and figure.period.months not in (1, 2):
            best.setdefault(_kin(figure.period), []).append(figure)
    lines = [key for key, figures in best.items() if len(figures) > 1]
    return max(lines, key=lambda k: (best[k][-1].period.last, k[0] or 0), default=None)


def _series(
    request: ChartRequest, code: str, family: tuple[int | None, int] | None
) -> list[Figure]:
    return [figure for figure in _stated(request, code) if _kin(figure.period) == family]


def _with_gaps(periods: list[Period]) -> list[Period]:
    """Every year from first to last, so that a missing one is a gap and not a shorter way."""
    if (
        not periods
        or periods[0].months is None
        or any(p.last.month != periods[0].last.month for p in periods)
    ):
        return periods
    filled, here = [], periods[-1]
    while here.last >= periods[0].last:
        filled.append(here)
        here = here.before(12)
    return filled[::-1]


def _rows_of(
    request: ChartRequest, code: str, figures: list[Figure], periods: list[Period], by_count: bool
) -> list[Row]:
    voice = request.voice
    by_period = {figure.period: figure for figure in figures}
    is_this = request.area is not None and code == request.area.code
    table, segment, before = [], 0, None
    for period in periods:
        figure = by_period.get(period)
        value = None if figure is None else figure.count if by_count else figure.value
        if figure and before and _is_broken(request, before, figure):
            segment += 1
        before = figure or before
        table.append(
            Row(
                {
                    "period": _tick(voice.period_label(period)),
                    "value": value,
                    "hollow": value if figure and figure.is_unreliable else None,
                    "shade": "this" if is_this else "other",
                    "segment": f"{code}-{segment}",
                },
                {
                    "label": voice.period_label(period),
                    "who": voice.area(code).name,
                    "text": _text(voice, figure, by_count) if figure else "",
                },
                (figure,) if figure else (),
                voice.is_rate and not by_count,
            )
        )
    return table


def _text(voice: Voice, figure: Figure, by_count: bool) -> str:
    """The number of a row, or the word that one in doubt has in the table; blank in a gap."""
    if figure.is_doubted and figure.value is None:
        return CHECKED  # its number as printed stands in the table of all figures
    text = voice.count_text(figure) if by_count else voice.short(figure)
    return f"{text} [u]" if figure.is_unreliable and text else text


def _is_broken(request: ChartRequest, earlier: Figure, later: Figure) -> bool:
    events = comparisons.events_between(request.voice.holdings, earlier, later)
    return "b" in later.status or any(event.kind == "break" for event in events)


def _tick(label: str) -> str:
    """A period short enough for an axis; in two lines where it needs them.

    >>> _tick("year ending March 2017"), _tick("mid-2016"), _tick("2016/17")
    ('year to\\nMar 2017', '2016', '2016/17')
    """
    words = label.split()
    if label.startswith("mid-"):
        return label[4:]
    if len(words) >= 3 and words[-1].isdigit() and words[-2].isalpha():
        lead = {"year": "year to\n", "12": "year to\n", "quarter": "quarter to\n"}.get(words[0], "")
        return f"{lead}{words[-2][:3]} {words[-1]}"
    return label


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The names of the lines in the room that they need at the right; numbers where they fit."""
    drawn = [row for row in rows if row.drawn["value"] is not None]
    names = {row.says["who"]: in_lines(row.says["who"], frame.names) for row in drawn}
    if len(names) == 1:
        names = dict.fromkeys(names, "")  # the only line is that of the place named above
    least, most = (find(row.drawn["value"] for row in drawn) for find in (min, max))
    ends = {"low": min(0, least), "high": max(0, most) * 1.06 or 1}
    room = house.room_at_left(ends["high"]) + max(width(name) for name in names.values())
    plot = frame.width - room - 2 * house.GAP
    sides = linenames.sides(rows, {**ends, "width": plot, "height": frame.height})
    tags = linenames.tags(drawn, names, {**ends, "height": frame.height})
    ticks = linenames.ticks([row.drawn["period"] for row in rows], plot)
    laid: list[dict[str, Any]] = []
    for row, side, tick in zip(rows, sides, ticks, strict=True):
        tag, at = tags.get(id(row), ("", 0))
        laid.append({"tag": tag, "tag_at": at, "tick": tick, **_beside(row, side)})
    units = house.units(axes["unit"], ends["high"], frame)
    highest = min((at for name, at in tags.values() if name), default=LINE)
    end = linenames.end(len({row.drawn["period"] for row in rows}), plot)
    if units["left"] + width(units["unit"]) > end:
        # A name at the end of a high line stands beside the unit, which gives way.
        units["unit_at"] += min(0, highest - LINE)
    return Arranged(plot, frame.height, laid, {**ends, **units})


def _beside(row: Row, side: str) -> dict[str, Any]:
    """The number that is written on a side of a row's mark, and where; blank without one."""
    if not side:
        return {"number": ""}
    up, _, along = side.partition(" ")
    align, aside = ALONG[along]
    return {"number": row.says["text"], "up": UP[up], "align": align, "aside": aside}


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Lines with a mark at each figure; this area's figures are written beside their marks."""
    base = alt.Chart(house.rows())
    x, y = _across(), house.upward()
    marks = alt.Scale(domain=["this", "other"], range=["circle", "diamond"])
    shape = alt.Shape("shade:N", legend=None, scale=marks)
    point: dict[str, Any] = {
        "filled": True,
        "size": 46,
        "opacity": 1,
        "stroke": house.OUTLINE,
        "strokeWidth": 0.7,
    }
    lines = base.mark_line().encode(x=x, y=y, color=house.shade(), detail="segment:N")
    points = base.mark_point(**point).encode(x=x, y=y, color=house.shade(), shape=shape)
    hollow = base.mark_point(**point, fill=house.PAPER).encode(x=x, y=alt.Y("hollow:Q"))
    told = base.transform_filter("datum.number !== ''")
    up, aside, align = (alt.ExprRef(f"datum.{word}") for word in ("up", "aside", "align"))
    numbers = told.mark_text(dy=up, dx=aside, align=align).encode(
        x=x, y=alt.Y("value:Q"), text="number:N"
    )
    tags = base.transform_filter("datum.tag !== ''").mark_text(
        align="left", dx=10, lineBreak="\n", lineHeight=LINE
    )
    named = tags.encode(x=x, y=alt.Y("tag_at:Q", scale=None), text="tag:N")
    rest = [_ticks(base), house.unit_above(), house.ends(house.upward("low"))]
    return alt.layer(lines, points, hollow, numbers, named, *rest)


def _across() -> alt.X:
    """The periods in their order; their names are written below by ``_ticks``."""
    scale = alt.Scale(type="point", padding=linenames.SIDE)
    return alt.X("period:N", sort=None, scale=scale, axis=alt.Axis(title=None, labels=False))


def _ticks(base: alt.Chart) -> alt.Chart:
    """The names of the periods that have room for theirs, below the axis."""
    found: alt.Chart = (
        base.transform_filter("datum.tick !== ''")
        .mark_text(baseline="top", lineBreak="\n", lineHeight=LINE)
        .encode(x=_across(), y=alt.value(alt.ExprRef("height + 9")), text="tick:N")
    )
    return found


def describe(request: ChartRequest, lines: Lines, rows: list[Row]) -> Described:
    """What is found, then first and last."""
    voice = request.voice
    code = next(iter(lines.of_areas))
    drawn = [row for row in rows if row.drawn["value"] is not None]
    own = [row for row in drawn if row.is_this] or drawn
    first, newest = own[0], own[-1]
    ends = [f"{row.says['text']} {voice.when(row.figures[0].period)}" for row in (first, newest)]
    others = sorted({row.says["who"] for row in rows if not row.is_this})
    compared = f" Compared with {wording.listing(others)}." if others else ""
    what = f"{subject(request)}, {voice.place(code)}"
    return Described(
        _finding(request, [f for f in lines.own if small.is_told(f)], by_rate=first.is_rate),
        f"Line chart. {what}: {wording.listing(ends)}.{compared}",
        f"{subject(request)}, {wording.span(first.says['label'], newest.says['label'])}"
        f"{small.marked(figure for row in rows for figure in row.figures)}",
        (
            Column("label", "Period"),
            Column("who", "Area"),
            Column("text", voice.axis(first.is_rate, request.categories[0]), of=0),
        ),
    )


def _finding(request: ChartRequest, figures: list[Figure], *, by_rate: bool) -> str:
    """The newest figure on which the documents agree against the one a year before, if they agree
    on that too; or that they agree on none."""
    voice = request.voice
    agreed = [figure for figure in figures if figure.key not in request.disputed]
    if not agreed:
        ends = (voice.period_label(figure.period) for figure in (figures[0], figures[-1]))
        told = voice.subject(figures[-1].category)
        return f"{told}: the documents disagree on each figure, {wording.span(*ends)}"
    last = ([figure for figure in agreed if not figure.is_forecast] or agreed)[-1]
    earlier = comparisons.year_before(agreed, last)
    change = (
        comparisons.over_time(voice.holdings, voice.indicator, last, earlier) if earlier else None
    )
    told = headlines.headline(voice, change, last, by_rate=by_rate)
    held = [f for f in _stated(request, last.area) if f.key not in request.disputed]
    return told if by_rate else told + headlines.newer_part(voice, held, last)
