"""Control chart.

One indicator of one area, month by month, with its average and the limits of its ordinary movement,
and, where the source gives it, the level that had been anticipated.
"""

from __future__ import annotations

from statistics import fmean
from typing import Any

from generator.charts import alt, house, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.figures.xmr import RUN, TRIAL, Month, xmr
from generator.terms import wording

FEWEST = 6
# So many months that stand out are named; and the word of those that do not.
MOST_NAMED, NO_SIGNAL = 3, "none"
WANTS = Wants(of=("count",))


def choose(request: ChartRequest) -> list[Figure]:
    """The months that have a figure to rely on; none with fewer than six."""
    area = request.area.code if request.area else ""
    found = request.figures.series(request.voice.key, request.categories[0], area=area)
    series = [f for f in found if f.period.months == 1 and small.is_exact(f)]
    return series if len(series) >= FEWEST else []


def rows(request: ChartRequest, series: list[Figure]) -> list[Row]:
    """Drawn: month (ISO day), value, centre, lower, upper, mark, expected, shade. Says: label (the
    month), text, expected_text, signal."""
    expected = {f.period: f for f in _expected(request)}
    filled = _filled(series)
    points = xmr([None if f is None else f.size for f in filled], _steps(request, filled))
    is_few = _is_count(request) and max(figure.size for figure in series) < small.FEW
    table = []
    for figure, point in zip(filled, points, strict=True):
        if figure is None or point is None:
            continue
        signals = _signals(request, point)
        beside = expected.get(figure.period)
        table.append(
            Row(
                {
                    "month": figure.period.first.isoformat(),
                    "value": point.value,
                    "centre": round(point.centre, 3),
                    "lower": None if is_few else round(point.lower, 3),
                    "upper": None if is_few else round(point.upper, 3),
                    "mark": "signal" if signals else "month",
                    "expected": beside.size if beside and not beside.is_absent else None,
                    "shade": "this",
                },
                {
                    "label": request.voice.period_label(figure.period),
                    "text": request.voice.count_text(figure),
                    "expected_text": _told_beside(request, beside),
                    "signal": wording.listing(signals) or NO_SIGNAL,
                },
                (figure, beside) if beside else (figure,),
            )
        )
    return table


def _is_count(request: ChartRequest) -> bool:
    return request.voice.measure.kind == "count"


def _signals(request: ChartRequest, point: Month) -> tuple[str, ...]:
    """Which rules does a month meet? A small count among small ones stands out by chance."""
    is_small = max(point.value, point.centre) < small.FEW
    return () if _is_count(request) and is_small else point.signals


def _expected(request: ChartRequest) -> list[Figure]:
    if request.beside is None or request.area is None:
        return []
    category = request.beside_category or request.categories[0]
    return request.figures.series(request.beside.key, category, area=request.area.code)


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


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The months side by side, from nought to a little above all that is drawn."""
    tall = [row.drawn[word] for row in rows for word in ("value", "upper", "expected")]
    least = min(0, *(row.drawn["lower"] or 0 for row in rows))
    ends: dict[str, Any] = {
        "low": least,
        "high": max(size for size in tall if size is not None) * 1.06 or 1,
    }
    plot = frame.width - house.room_at_left(ends["high"]) - 3 * house.GAP
    words = house.units(axes["unit"], ends["high"], frame)
    return Arranged(plot, frame.height, [{} for _ in rows], {**ends, **words})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """The band of ordinary movement, the average, the months; diamonds where a rule is met."""
    base = alt.Chart(house.rows())
    ticks = 6 if frame == house.DESK else 3
    months = alt.Axis(
        title=None,
        format="%b %Y",
        labelAngle=0,
        tickCount=ticks,
        labelOverlap="greedy",
        labelSeparation=8,
    )
    # A day without a time is one of UTC, and a scale of any other zone would shift or lose months.
    x = alt.X("month:T", scale=alt.Scale(type="utc"), axis=months)
    y = house.upward()
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
    rest = [house.unit_above(), house.ends(house.upward("low"))]
    return alt.layer(band, *edges, centre, expected, line, points, *rest)


def describe(request: ChartRequest, series: list[Figure], rows: list[Row]) -> Described:
    """Which months give a signal, and by which rules; how many stood above what was expected."""
    told = [row for row in rows if _is_signal(row)]
    what, place = (
        request.voice.subject(request.categories[0]),
        request.voice.place(request.area.code if request.area else ""),
    )
    first, last = rows[0].says["label"], rows[-1].says["label"]
    span = f"{first} to {last}"
    finding = _finding(request, rows)
    expected = [row.drawn for row in rows if row.drawn["expected"] is not None]
    extra = (Column("expected_text", "Anticipated", of=1),) if expected else ()
    limits = "" if rows[-1].drawn["upper"] is None else ", limits of ordinary movement"
    return Described(
        finding,
        f"Control chart by month, {what}, {place}, {span}, {_lines_told(rows)}. "
        f"{_signals_told(told)}Months are not adjusted for their length."
        f"{' A dashed black line is the level anticipated.' if expected else ''}",
        f"{what} by month, {span}: average{limits}"
        f"{', dashed the level anticipated' if expected else ''}",
        (
            Column("label", "Month"),
            Column(
                "text", request.voice.axis(has_rates=False, category=request.categories[0]), of=0
            ),
            *extra,
            *((Column("signal", "Signal"),) if told else ()),
        ),
    )


def _lines_told(rows: list[Row]) -> str:
    """The average and the limits, in words; no limits of few."""
    newest = rows[-1].drawn
    if newest["upper"] is None:
        return f"with its average ({wording.number(newest['centre'], 1)})"
    limits = "trial limits (the series is short)" if len(rows) < 2 * TRIAL else "limits"
    low, high = newest["lower"], wording.number(newest["upper"], 1)
    return (
        f"with its average ({wording.number(newest['centre'], 1)}) and {limits} "
        f"from {wording.number(low, 1 if low else 0)} to {high} in grey"
    )


def _signals_told(told: list[Row]) -> str:
    """What the diamonds are, and by which rules; blank where there is none."""
    if not told:
        return ""
    rules = wording.listing(list(dict.fromkeys(row.says["signal"] for row in told)))
    return f"Diamonds are signals, months that ordinary movement would hardly give: {rules}. "


def _is_signal(row: Row) -> bool:
    return bool(row.drawn["mark"] == "signal")


def _finding(request: ChartRequest, rows: list[Row]) -> str:
    """The months that stand out, or since when it is higher or lower; else the most and the
    fewest."""
    told = [row for row in rows if _is_signal(row)]
    named = [(row.says["label"], row.drawn["value"]) for row in rows]
    unit = request.voice.unit(request.categories[0])[1]
    place = request.voice.place(request.area.code if request.area else "")
    finding = _step(request, rows, place) or small.by_month(named, unit, place)
    if told and len(told) <= MOST_NAMED:
        verb = "stands" if len(told) == 1 else "stand"
        names = wording.listing([f"{row.says['label']} ({row.says['text']})" for row in told])
        months = small.placed(f"{len(rows)} months", place)
        some = f"{wording.in_words(len(told))} of {months} {verb} out"
        finding = wording.upper_first(f"{some}: {names}")
    expected = [row.drawn for row in rows if row.drawn["expected"] is not None]
    if not expected:
        return finding
    count = wording.in_words(sum(drawn["value"] > drawn["expected"] for drawn in expected))
    return f"{finding}; {count} of {len(expected)} months were above the level anticipated"


def _step(request: ChartRequest, rows: list[Row], place: str) -> str:
    """Since which month it is higher, or lower, than in any month before: blank where there is no
    such month."""
    values = [row.drawn["value"] for row in rows]
    if not any(map(_is_signal, rows)):
        return ""
    subject = small.placed(request.voice.subject(request.categories[0]), place)
    for at in range(RUN, len(rows) - RUN + 1):
        before, since = values[:at], values[at:]
        if max(since) < min(before) or min(since) > max(before):
            way = "lower" if max(since) < min(before) else "higher"
            means = [wording.number(fmean(part)) for part in (since, before)]
            return (
                f"{subject}: since {rows[at].says['label']} {way} than before, {means[0]} a month "
                f"on average and {means[1]} before"
            )
    return ""
