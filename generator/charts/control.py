"""Control chart.

One indicator of one area, month by month, with its average and the limits of its ordinary movement,
and, where the source gives it, the level that had been anticipated.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house
from generator.charts.drawing import ChartRequest, Rows, Told
from generator.figures import comparisons
from generator.figures.control import TRIAL, xmr
from generator.figures.figures import Figure
from generator.terms import wording

HEIGHT = 210
TAG_WIDTH = 96
FEWEST = 6


def rows(request: ChartRequest) -> Rows:
    """Columns: month (ISO day), label, value, text, centre, lower, upper, signal, mark, expected,
    expected_text, tag, tag_at, shade, figure, other. Empty with fewer than six months."""
    series = [f for f in _months(request) if not f.is_absent]
    if len(series) < FEWEST:
        return []
    expected = {f.period: f for f in _expected(request)}
    filled = _filled(series)
    points = xmr([None if f is None else _size(f) for f in filled], _steps(request, filled))
    table: Rows = []
    for figure, point in zip(filled, points, strict=True):
        if figure is None or point is None:
            continue
        beside = expected.get(figure.period)
        table.append(
            {
                "month": figure.period.first.isoformat(),
                "label": request.voice.period_label(figure.period),
                "value": point.value,
                "text": request.voice.count_text(figure),
                "centre": round(point.centre, 3),
                "lower": round(point.lower, 3),
                "upper": round(point.upper, 3),
                "signal": wording.listing(point.signals),
                "mark": "signal" if point.signals else "month",
                "expected": _size(beside) if beside and not beside.is_absent else None,
                "expected_text": _told_beside(request, beside),
                "tag": "",
                "tag_at": point.centre,
                "shade": "this",
                "figure": figure,
                "other": beside,
                "is_rate": False,
            }
        )
    return table


def _months(request: ChartRequest) -> list[Figure]:
    area = request.area.code if request.area else ""
    found = request.figures.series(request.voice.key, request.categories[0], area)
    return [figure for figure in found if figure.period.months == 1]


def _expected(request: ChartRequest) -> list[Figure]:
    if request.beside is None or request.area is None:
        return []
    category = request.beside_category or request.categories[0]
    return request.figures.series(request.beside.key, category, request.area.code)


def _told_beside(request: ChartRequest, figure: Figure | None) -> str:
    return request.beside.count_text(figure) if request.beside and figure else ""


def _filled(series: list[Figure]) -> list[Figure | None]:
    """Every month from the first to the last, None where there is none."""
    held = {figure.period: figure for figure in series}
    found: list[Figure | None] = []
    here = series[-1].period
    while here.last >= series[0].period.last:
        found.append(held.get(here))
        here = here.before(1)
    return found[::-1]


def _steps(request: ChartRequest, filled: list[Figure | None]) -> list[int]:
    """Where a break in the series is known: the lines are worked out afresh from there."""
    found, before = [], None
    for place, figure in enumerate(filled):
        if figure is None:
            continue
        if before:
            events = comparisons.events_between(request.voice.holdings, before, figure)
            if any(event.kind == "break" for event in events):
                found.append(place)
        before = figure
    return found


def _size(figure: Figure) -> float:
    return float(figure.count if figure.count is not None else figure.value or 0)


def draw(axis: str) -> alt.LayerChart | alt.FacetChart:
    """The band of ordinary movement, the average, the months; diamonds where a rule is met."""
    base = alt.Chart(house.rows(), width=house.WIDTH - 50, height=HEIGHT)
    months = alt.Axis(title=None, format="%b %Y", labelAngle=0, tickCount=4, labelOverlap=True)
    # A day without a time is one of UTC, and a scale of any other zone would shift or lose months.
    x = alt.X("month:T", scale=alt.Scale(type="utc"), axis=months)
    up: dict[str, Any] = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start"}
    y_axis = alt.Axis(title=axis, titleY=-8, titleX=-34, minExtent=36, maxExtent=36, **up)
    y = alt.Y("value:Q", scale=alt.Scale(zero=True), axis=y_axis)
    band = base.mark_area(color=house.BAND).encode(x=x, y=alt.Y("lower:Q"), y2="upper:Q")
    edges = [
        base.mark_line(color=house.OUTLINE, strokeWidth=1, strokeDash=[2, 3]).encode(
            x=x, y=alt.Y(f"{edge}:Q")
        )
        for edge in ("lower", "upper")
    ]
    centre = base.mark_line(color=house.OUTLINE, strokeWidth=1.5).encode(x=x, y=alt.Y("centre:Q"))
    expected = (
        base.transform_filter("isValid(datum.expected)")
        .mark_line(color=house.INK, strokeWidth=1.5, strokeDash=[6, 4])
        .encode(x=x, y=alt.Y("expected:Q"))
    )
    line = base.mark_line(color=house.ACCENT, strokeWidth=1.5).encode(x=x, y=y)
    shapes = alt.Scale(domain=["month", "signal"], range=["circle", "diamond"])
    sizes = alt.Scale(domain=["month", "signal"], range=[18, 110])
    points = base.mark_point(
        filled=True, opacity=1, color=house.ACCENT, stroke=house.OUTLINE, strokeWidth=0.7
    ).encode(
        x=x,
        y=y,
        shape=alt.Shape("mark:N", legend=None, scale=shapes),
        size=alt.Size("mark:N", legend=None, scale=sizes),
    )
    return alt.layer(band, *edges, centre, expected, line, points)


def describe(request: ChartRequest, rows: Rows) -> Told:
    """How many months give a signal, and by which rules; how many stood above what was expected."""
    told = [row for row in rows if row["signal"]]
    what, place = (
        request.voice.subject(request.categories[0]),
        request.voice.place(request.area.code if request.area else ""),
    )
    span = f"{rows[0]['label']} to {rows[-1]['label']}"
    number = wording.upper_first(wording.in_words(len(told)))
    finding = f"{what}: no month from {rows[0]['label']} to {rows[-1]['label']} gives a signal"
    if told:
        verb = "gives" if len(told) == 1 else "give"
        finding = f"{what}: {number.lower()} of {len(rows)} months {verb} a signal"
    above = [row for row in rows if row["expected"] is not None and row["value"] > row["expected"]]
    expected = [row for row in rows if row["expected"] is not None]
    if expected:
        count = wording.in_words(len(above))
        finding += f"; {count} of {len(expected)} were above the level anticipated"
    rules = wording.listing(list(dict.fromkeys(r["signal"] for r in told)))
    limits = "trial limits, for the series is short" if len(rows) < 2 * TRIAL else "limits"
    extra = (("expected_text", "Anticipated"),) if expected else ()
    return Told(
        finding,
        f"Control chart by month, {what}, {place}, {span}, with its average "
        f"({wording.number(rows[-1]['centre'], 1)}) and {limits} "
        f"({wording.number(rows[-1]['lower'], 1)} to {wording.number(rows[-1]['upper'], 1)}) in "
        "grey. Diamonds are signals, months that ordinary movement would hardly give"
        f"{': ' + rules if rules else ''}. Months are not adjusted for their length."
        f"{' A dashed black line is the level anticipated.' if expected else ''}",
        f"{what} by month, {span}: average, limits of ordinary movement"
        f"{', dashed the level anticipated' if expected else ''}",
        (
            ("label", "Month"),
            ("text", request.voice.axis(has_rates=False)),
            *extra,
            ("signal", "Signal"),
        ),
    )
