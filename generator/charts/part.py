"""Part of a whole.

The parts of one category of one area in its newest period, each as a share of the whole.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.charts import alt, house, namedrows, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.figures import Figure, latest
from generator.terms import wording

WANTS = Wants(of=("count",))


class Whole(NamedTuple):
    """A figure and the figures that make it up."""

    whole: Figure
    parts: list[Figure]


def rows(request: ChartRequest, chosen: Whole) -> list[Row]:
    """Drawn: value (percent), whole (100). Says: label (the part), text (share and number)."""
    voice, whole = request.voice, chosen.whole
    return [
        Row(
            {"value": round(100 * (part.count or 0) / (whole.count or 1), 4), "whole": 100},
            {
                "label": voice.category_label(part.category),
                "text": f"{share(part, whole)} ({voice.count_text(part)})",
            },
            (part,),
        )
        for part in sorted(chosen.parts, key=lambda p: -(p.count or 0))
    ]


def share(part: Figure, whole: Figure) -> str:
    """A part's percentage of the whole, as it is written."""
    return wording.percent(100 * (part.count or 0) / (whole.count or 1))


def choose(request: ChartRequest) -> Whole | None:
    """The whole and its parts in the newest period; None unless the parts make up the whole."""
    area = request.area.code if request.area else ""
    category = request.categories[0]
    series = request.figures.series(request.voice.key, category, area=area)
    whole = latest(series)
    if whole is None or (whole.count or 0) < small.FEW or not small.is_exact(whole):
        return None
    parts = []
    for name in request.voice.dataset.parts(category):
        found = request.figures.series(request.voice.key, name, area=area)
        parts += [
            figure for figure in found if figure.period == whole.period and figure.count is not None
        ]
    if len(parts) < 2 or not all(map(small.is_exact, parts)):
        return None
    if sum(part.count or 0 for part in parts) != whole.count:
        return None
    return Whole(whole, parts)


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the largest."""
    return namedrows.largest(rows, lambda row: float(row.drawn["value"]))


def axes(request: ChartRequest, unit: str) -> dict[str, str]:
    """What the axis says: the unit is always a share of the whole."""
    return {"unit": "Percent of the whole"}


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The parts one below the other, from nothing to all."""
    return namedrows.lay(rows, frame, {**axes, "low": 0, "high": 100})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """A track for the whole and a bar for each part, with its share at the right."""
    base = alt.Chart(house.rows())
    whole = house.amount("whole", frame)
    track = namedrows.bars(base, whole, fill=house.PAPER, stroke=house.OUTLINE)
    bars = namedrows.bars(base, house.amount(frame=frame), fill=house.ACCENT)
    told = [namedrows.names(base), namedrows.numbers(base), house.unit_below()]
    return alt.layer(track, bars, *told, house.ends(house.amount("low", frame)))


def describe(request: ChartRequest, chosen: Whole, rows: list[Row]) -> Described:
    """The largest part."""
    voice, whole = request.voice, chosen.whole
    period = voice.period_label(whole.period)
    place = voice.place(whole.area)
    listed = "; ".join(f"{row.says['label']} {row.says['text']}" for row in rows)
    is_root = not voice.dataset.categories[whole.category].within
    name = voice.inside(voice.indicator.title if is_root else voice.category_label(whole.category))
    largest = rows[0]
    return Described(
        f"{largest.says['label']} made up {share(largest.figures[0], whole)} of {name} in {place}",
        f"Bars for the parts of {name}, {place}, {period} "
        f"({voice.count_text(whole)} in all): {listed}.",
        f"Parts of {name}, {period}",
        (Column("label", "Part"), Column("text", "Share (number)", of=0)),
    )
