"""Months of a year.

The months of the newest whole year beside those of the year before, on the usual range of the
year; where a month has few, as bars with their counts and without a range.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from generator.charts import alt, house, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.figures import Figure
from generator.figures.xmr import OUTSIDE, Month, xmr
from generator.terms import wording
from generator.terms.periods import Period

WANTS = Wants(of=("count",))
# The months that are named where there is no room for all.
NAMED = ["Jan", "Apr", "Jul", "Oct"]
NOT_HELD = "not held"
# Said once a page, of months whose ups and downs are larger than those of counts by chance.
WIDER = ", which are larger than chance alone gives"
# How far the name of a line stands from it, in parts of the height.
ASIDE = 0.09


class TwoYears(NamedTuple):
    """A month of the year, and the same one of the year before, where there is a figure."""

    now: Figure
    before: Figure | None


def choose(request: ChartRequest) -> list[TwoYears]:
    """The twelve months of the newest whole year; none where they are not all there."""
    area = request.area.code if request.area else ""
    series = request.figures.series(request.voice.key, request.categories[0], area=area)
    held = {f.period: f for f in series if f.period.months == 1 and small.is_exact(f)}
    years = [f.period for f in series if f.period.months == 12 and not f.is_absent]
    if not years:
        return []
    months = sorted((p for p in held if p.overlaps(years[-1])), key=lambda p: p.last)
    pairs = [TwoYears(held[month], held.get(month.before(12))) for month in months]
    return pairs if len(pairs) == 12 else []


def rows(request: ChartRequest, pairs: list[TwoYears]) -> list[Row]:
    """Drawn: month (its short name), value, line or bar, before, lower, upper, centre, mark, and
    how high the name of a year stands by the end of its line. Says: label (the month), text,
    before_text, number (over a bar), and those names."""
    points = [point for point in _points(pairs) if point]
    is_few = _is_few(pairs)
    top = max(max(pair.now.size, pair.before.size if pair.before else 0) for pair in pairs)
    named, year = _named(pairs, top, is_few=is_few), _year(pairs)
    return [
        Row(
            {
                "month": f"{pair.now.period.last:%b}",
                "value": pair.now.size,
                "line": None if is_few else pair.now.size,
                "bar": pair.now.size if is_few else None,
                "before": pair.before.size if pair.before and not is_few else None,
                "lower": None if is_few else round(point.lower, 3),
                "upper": None if is_few else round(point.upper, 3),
                "centre": None if is_few else round(point.centre, 3),
                "mark": "outside" if _is_outside(point) and not is_few else "month",
                "shade": "this",
                "year_at": named.now_at if pair == named.now else None,
                "before_at": named.before_at if pair == named.before else None,
            },
            {
                "label": f"{pair.now.period.last:%B}",
                "text": request.voice.count_text(pair.now),
                "before_text": request.voice.count_text(pair.before) if pair.before else NOT_HELD,
                "number": request.voice.count_text(pair.now) if is_few else "",
                "year": _short(request, year) if pair == named.now else "",
                "before_year": _short(request, year.before(12)) if pair == named.before else "",
            },
            (pair.now, pair.before) if pair.before else (pair.now,),
        )
        for pair, point in zip(pairs, points, strict=True)
    ]


def _year(pairs: list[TwoYears]) -> Period:
    """The year of the twelve months."""
    last = pairs[-1].now.period.last
    return Period.of_months(12, last.year, last.month)


def _short(request: ChartRequest, year: Period) -> str:
    """A year as its line is called: its label or, where that is long, the years that it is of."""
    label = request.voice.period_label(year)
    if len(label) <= len("2016/17"):
        return label
    first, last = year.first.year, year.last.year
    return str(last) if first == last else f"{first}/{last % 100:02d}"


class LineNames(NamedTuple):
    """By which months the lines have the names of their years, and how high; None for no name."""

    now: TwoYears | None = None
    now_at: float = 0
    before: TwoYears | None = None
    before_at: float = 0


def _named(pairs: list[TwoYears], top: float, *, is_few: bool) -> LineNames:
    """Each year at its last month, on the side where the other line is not."""
    both = [pair for pair in pairs if pair.before]
    if is_few or not both:
        return LineNames()
    last, end, gap = pairs[-1], both[-1], top * ASIDE
    now_at = last.now.size + (-gap if last.before and last.before.size > last.now.size else gap)
    before = end.before.size if end.before else 0
    before_at = before + (gap if before > end.now.size else -gap)
    return LineNames(last, now_at, end, before_at)


def _is_few(pairs: list[TwoYears]) -> bool:
    """Is any month too small for a range to say anything of it?"""
    return min(pair.now.size for pair in pairs) < small.FEW


def _points(pairs: list[TwoYears]) -> list[Month | None]:
    return xmr([pair.now.size for pair in pairs])


def _is_outside(point: Month) -> bool:
    return OUTSIDE in point.signals


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The months side by side, from nought to a little above all that is drawn."""
    tall = [row.drawn[word] for row in rows for word in ("value", "before", "upper")]
    top = max(size for size in tall if size is not None)
    ends: dict[str, Any] = {"low": 0, "high": max(1, top * 1.06)}
    plot = frame.width - house.room_at_left(ends["high"]) - house.GAP
    words = house.units(axes["unit"], ends["high"], frame)
    return Arranged(plot, frame.height, [{} for _ in rows], {**ends, **words})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """The usual range and its middle, the year before in grey, the year in the accent."""
    base = alt.Chart(house.rows())
    named: dict[str, Any] = {"values": NAMED} if frame == house.PHONE else {}
    axis = alt.Axis(title=None, labelAngle=0, grid=False, **named)
    x = alt.X("month:N", sort=None, axis=axis, scale=alt.Scale(type="band", padding=0))
    y = house.upward("line")
    band = base.mark_area(color=house.BAND).encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q")
    dashed = base.mark_line(color=house.OUTLINE, strokeWidth=1, strokeDash=[2, 3])
    edges = [dashed.encode(x=x, y=alt.Y(f"{e}:Q")) for e in ("lower", "upper", "centre")]
    before = base.mark_line(color=house.OUTLINE, strokeWidth=1.5).encode(x=x, y=alt.Y("before:Q"))
    bars = base.mark_bar(color=house.ACCENT).encode(x=x, y=alt.Y("bar:Q"))
    numbers = base.mark_text(dy=-7).encode(x=x, y=alt.Y("bar:Q"), text="number:N")
    line = base.mark_line(color=house.ACCENT).encode(x=x, y=y)
    shapes = alt.Scale(domain=["month", "outside"], range=["circle", "diamond"])
    sizes = alt.Scale(domain=["month", "outside"], range=[26, 120])
    points = base.mark_point(
        filled=True, opacity=1, color=house.ACCENT, stroke=house.OUTLINE, strokeWidth=0.7
    ).encode(
        x=x,
        y=y,
        shape=alt.Shape("mark:N", legend=None, scale=shapes),
        size=alt.Size("mark:N", legend=None, scale=sizes),
    )
    # On an edge of paper, so that no line runs through a name.
    edge: dict[str, Any] = {"stroke": house.PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    years = [
        base.mark_text(baseline="middle", align="right", dx=10, **more).encode(
            x=x, y=alt.Y(f"{at}:Q"), text=f"{name}:N"
        )
        for at, name in (("year_at", "year"), ("before_at", "before_year"))
        for more in (edge, {})
    ]
    rest = [*years, house.unit_above(), house.ends(house.upward("low"))]
    return alt.layer(band, *edges, before, bars, numbers, line, points, *rest)


def describe(request: ChartRequest, pairs: list[TwoYears], rows: list[Row]) -> Described:
    """Which months lay outside the usual range of the year; or which had the most and the
    fewest."""
    voice, category = request.voice, request.categories[0]
    year, earlier = (voice.period_label(p) for p in (_year(pairs), _year(pairs).before(12)))
    is_few = rows[0].drawn["lower"] is None
    named = [(f"{pair.now.period.last:%B}", pair.now.size) for pair in pairs]
    place = voice.place(request.area.code if request.area else "")
    finding = small.by_month(named, voice.unit(category)[1], place)
    outside = "" if is_few else _outside(request, pairs)
    has_before = any(pair.before for pair in pairs)
    subject = voice.subject(category)
    # Of so few, a second row of bars would be chance beside chance.
    before = f"{earlier} in the table" if is_few else f"grey: {earlier}, where held"
    before_told = f"; {before}" if has_before else ""
    return Described(
        outside or finding,
        f"Chart of months, {voice.inside(subject)}, {place}, {year}. "
        f"{finding}{_range_told(pairs, outside, is_few=is_few)}.",
        f"{subject} by month, {year}{before_told}{_range_told(pairs, outside, is_few=is_few)}",
        (
            Column("label", "Month"),
            Column("text", wording.upper_first(year), of=0),
            *((Column("before_text", wording.upper_first(earlier), of=1),) if has_before else ()),
        ),
    )


def _range_told(pairs: list[TwoYears], outside: str, *, is_few: bool) -> str:
    """What the shade is, and that all months lie in it where they do; blank without one."""
    point = next(point for point in _points(pairs) if point)
    if is_few:
        return ""
    usual = f"{wording.number(point.lower)} to {wording.number(point.upper)}"
    every = "" if outside else "; every month lies within"
    # Three standard deviations of a count that only chance moves.
    wide = WIDER if point.upper - point.centre > 3 * sqrt(point.centre) else ""
    return (
        f"; shaded: {usual}, what the ordinary ups and downs of these months explain{wide}{every}"
    )


def _outside(request: ChartRequest, pairs: list[TwoYears]) -> str:
    """Which months lie outside the usual range of their year, with their numbers; blank where none
    does."""
    told = [
        (f"{pair.now.period.last:%B} ({wording.number(point.value)})", point.value > point.centre)
        for pair, point in zip(pairs, _points(pairs), strict=True)
        if point and _is_outside(point)
    ]
    sides = [
        f"{wording.listing(names)} {'was' if len(names) == 1 else 'were'} {side}"
        for is_above, side in ((True, "above"), (False, "below"))
        if (names := [name for name, above in told if above == is_above])
    ]
    year = request.voice.named(_year(pairs))
    place = request.voice.place(pairs[0].now.area)
    return small.placed(f"{', '.join(sides)} the usual range of {year}", place) if sides else ""
