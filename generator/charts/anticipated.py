"""Recorded against anticipated.

The newest figures of one area by type, or of one type by area, as bars, each with a black mark at
the level that had been anticipated.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.charts import alt, house, namedrows, small
from generator.charts.drawing import ONE_LEVEL, ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.figures import Figure, latest
from generator.figures.wholes import are_parts
from generator.terms import wording

WANTS = Wants(categories=ONE_LEVEL, needs=("beside",), of=("count",))


class Outturn(NamedTuple):
    """What was recorded, and what had been anticipated."""

    recorded: Figure
    expected: Figure


def rows(request: ChartRequest, pairs: list[Outturn]) -> list[Row]:
    """Drawn: value, expected, shade. Says: label, text, expected_text, difference."""
    voice = request.voice
    by_area = bool(request.areas)
    if by_area:
        pairs = sorted(pairs, key=lambda pair: -pair[0].size)
    return [
        Row(
            {
                "value": a.size,
                "expected": b.size,
                "shade": "this"
                if not by_area or (request.area and a.area == request.area.code)
                else "other",
            },
            {
                "label": voice.area(a.area).name if by_area else voice.category_label(a.category),
                "text": voice.count_text(a),
                "expected_text": voice.count_text(b),
                "difference": wording.signed(a.size - b.size),
            },
            (a, b),
        )
        for a, b in pairs
    ]


def choose(request: ChartRequest) -> list[Outturn]:
    """Recorded and anticipated side by side, in the newest year that has both; none with fewer
    than two pairs, or of what are no parts of one whole."""
    if request.beside is None:
        return []
    codes = [a.code for a in request.areas if a.level != "partnership"] or [
        request.area.code if request.area else ""
    ]
    pairs = []
    for code in dict.fromkeys(codes):
        for category in request.categories:
            held = {
                f.period: f
                for f in request.figures.series(request.beside.key, category, area=code)
                if small.is_exact(f) and f.period.months != 1
            }
            own = [
                f
                for f in request.figures.series(request.voice.key, category, area=code)
                if f.period in held and small.is_exact(f)
            ]
            if last := latest(own):
                pairs.append(Outturn(last, held[last.period]))
    newest = max((a.period.last for a, _ in pairs), default=None)
    pairs = [pair for pair in pairs if pair.recorded.period.last == newest]
    shown = [pair.recorded for pair in pairs]
    is_sound = request.areas or are_parts(request.voice.dataset, shown, None, is_share=False)
    return pairs if len(pairs) > 1 and is_sound else []


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the largest."""
    return namedrows.largest(rows, lambda row: float(row.drawn["value"]))


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The rows one below the other, with the difference at the right."""
    top = max(row.drawn[which] for row in rows for which in ("value", "expected"))
    return namedrows.lay(rows, frame, {**axes, "low": 0, "high": top}, ("difference",))


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Bars for what was recorded, a black mark for what was anticipated."""
    base = alt.Chart(house.rows())
    bars = namedrows.bars(base, house.amount(frame=frame)).encode(color=house.shade())
    mark = base.mark_tick(orient="vertical", thickness=3, size=22, color=house.INK, opacity=1)
    marks = mark.encode(x=alt.X("expected:Q"), y=namedrows.at())
    told = [namedrows.names(base), namedrows.numbers(base, "difference"), house.unit_below()]
    return alt.layer(bars, marks, *told, house.ends(house.amount("low", frame)))


def describe(request: ChartRequest, pairs: list[Outturn], rows: list[Row]) -> Described:
    """How many rows stood above what was anticipated; for a breakdown, the first row's numbers."""
    agreed = [row for row in rows if not any(f.key in request.disputed for f in row.figures)]
    gaps = [row.drawn["value"] - row.drawn["expected"] for row in agreed]
    above = sum(gap > 0 for gap in gaps)
    period = request.voice.period_label(pairs[0].recorded.period)
    what = request.voice.indicator.title
    if request.areas:
        kind = request.voice.subject(request.categories[0])
        every = wording.in_words(len(agreed))
        some = f"all {every}" if above == len(agreed) else f"{wording.in_words(above)} of {every}"
        finding = f"{kind}: more than anticipated in {some} areas"
    elif not agreed:
        finding = f"{what}: the documents disagree on each figure here"
    else:
        first = agreed[0].says
        side = "more" if gaps[0] > 0 else "fewer"
        size = wording.number(abs(gaps[0]))
        finding = f"{first['label']}: {first['text']} recorded, {size} {side} than anticipated"
        if not gaps[0]:
            finding = f"{first['label']}: {first['text']} recorded, just as anticipated"
    listed = "; ".join(
        f"{said['label']} {said['text']}, anticipated {said['expected_text']}"
        for said in (row.says for row in rows[:6])
    )
    return Described(
        finding,
        f"Bars for what was recorded and black marks for what was anticipated, {period}: {listed}"
        f"{'; and more in the table' if len(rows) > 6 else ''}.",
        f"{what}, recorded (bars) and anticipated (black marks), {period}; the number is the "
        "difference",
        (
            Column("label", "Area" if request.areas else "Type"),
            Column("text", "Recorded", of=0),
            Column("expected_text", "Anticipated", of=1),
            Column("difference", "Difference"),
        ),
    )
