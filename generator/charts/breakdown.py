"""Breakdown by type.

Every category of one area in its newest period, parents before their parts, deeper levels lighter
and set in.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.figures import Figure, latest
from generator.telling.speech import Voice
from generator.terms import wording

WANTS = Wants(categories="all")
SET_IN = "– "


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: value (the count, or the share), depth. Says: label (the type, set in), text."""
    dataset = request.voice.dataset
    least = min(dataset.depth(figure.category) for figure in figures)
    return [
        Row(
            {
                "value": _drawn(request.voice, figure),
                "depth": str(min(dataset.depth(figure.category) - least, len(house.DEEPER) - 1)),
            },
            {
                "label": SET_IN * (dataset.depth(figure.category) - least)
                + request.voice.category_label(figure.category),
                "text": _text(request.voice, figure),
            },
            (figure,),
        )
        for figure in figures
    ]


def _drawn(voice: Voice, figure: Figure) -> float:
    """How long is its bar: a share of all, or how many."""
    return figure.value or 0 if voice.indicator.per == 100 else figure.size


def _text(voice: Voice, figure: Figure) -> str:
    is_share = voice.indicator.per == 100
    return voice.short(figure) if is_share else voice.count_text(figure) or voice.short(figure)


def choose(request: ChartRequest) -> list[Figure]:
    """The newest period's figures, in the order of the classification, without the grand total;
    none where there are fewer than three."""
    area = request.area.code if request.area else ""
    dataset = request.voice.dataset
    order = [
        inner
        for name, c in dataset.categories.items()
        if not c.within
        for inner in dataset.tree(name)
    ]
    series = {
        c: request.figures.series(request.voice.key, c, area=area)
        for c in order
        if c in request.categories
    }
    newest = latest(sorted((f for s in series.values() for f in s), key=lambda f: f.period.last))
    if newest is None:
        return []
    whole = [c for c in series if dataset.parts(c) and not dataset.categories[c].within]
    whole += ["all"] if len(series) > 1 else []
    chosen = [
        figure
        for category, found in series.items()
        if category not in whole
        for figure in found
        if figure.period == newest.period and not figure.is_absent
    ]
    return chosen if len(chosen) > 2 else []


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The types one below the other, parts set in below what they are parts of."""
    top = max(row.drawn["value"] for row in rows)
    return namedrows.lay(rows, frame, {**axes, "low": 0, "high": top or 1})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Horizontal bars, set in and lighter level by level."""
    base = alt.Chart(house.rows())
    colour = alt.Color(
        "depth:N", legend=None, scale=alt.Scale(domain=["0", "1", "2"], range=list(house.DEEPER))
    )
    bars = namedrows.bars(base, house.amount(frame=frame)).encode(color=colour)
    told = [namedrows.names(base), namedrows.numbers(base), house.unit_below()]
    return alt.layer(bars, *told, house.ends())


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The largest of the smallest kinds of part."""
    voice = request.voice
    parts = [figure for figure in figures if not voice.dataset.parts(figure.category)]
    largest = max(parts, key=lambda figure: figure.size)
    place = voice.place(request.area.code) if request.area else ""
    period = voice.period_label(figures[0].period)
    label = voice.category_label(largest.category)
    text = _text(voice, largest)
    if voice.indicator.per == 100:
        return Described(
            f"{label} was the largest part in {place} ({text})",
            f"Bar chart of {len(rows)} rows. {voice.indicator.title}, {place}, {period}. "
            f"Largest: {wording.lower_first(label)} ({text}).",
            f"{voice.indicator.title}, {period}",
            (Column("label", "Part"), Column("text", voice.axis(has_rates=False), of=0)),
        )
    # Only what is counted has types; a score or a share has a highest one.
    is_count = voice.measure.kind == "count"
    finding = f"{label} was the largest single type in {place} ({text})"
    if not is_count:
        finding = f"{label}: the highest figure shown for {place} ({text})"
    return Described(
        finding,
        f"Bar chart of {len(rows)} rows. {voice.indicator.title} by type, {place}, {period}. "
        f"{'Largest' if is_count else 'Highest'}: {wording.lower_first(label)} ({text}).",
        f"{voice.indicator.title} by type, {period}",
        (Column("label", "Type"), Column("text", voice.axis(has_rates=False), of=0)),
    )
