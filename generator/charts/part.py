"""Part of a whole.

The parts of one category of one area in its newest period, each as a share of the whole.
"""

from __future__ import annotations

from generator.charts import alt, house
from generator.charts.drawing import ChartRequest, Rows, Told
from generator.figures.figures import Figure, latest
from generator.terms import wording


def rows(request: ChartRequest) -> Rows:
    """Columns: label, value (percent), whole (100), text, figure.

    Empty where the whole is not made of its parts.
    """
    found = shown(request)
    if found is None:
        return []
    whole, parts = found
    voice = request.voice
    return [
        {
            "label": voice.category_label(part.category),
            "value": round(100 * (part.count or 0) / (whole.count or 1), 4),
            "whole": 100,
            "text": f"{share(part, whole)} ({voice.count_text(part)})",
            "figure": part,
            "is_rate": False,
        }
        for part in sorted(parts, key=lambda p: -(p.count or 0))
    ]


def share(part: Figure, whole: Figure) -> str:
    """A part's percentage of the whole, as it is written."""
    return wording.percent(100 * (part.count or 0) / (whole.count or 1))


def shown(request: ChartRequest) -> tuple[Figure, list[Figure]] | None:
    """The whole and its parts in the newest period; None unless the parts make up the whole."""
    area = request.area.code if request.area else ""
    category = request.categories[0]
    series = request.figures.series(request.voice.key, category, area)
    whole = latest(series)
    if whole is None or not whole.count:
        return None
    parts = []
    for name in request.voice.dataset.parts(category):
        found = request.figures.series(request.voice.key, name, area)
        parts += [
            figure for figure in found if figure.period == whole.period and figure.count is not None
        ]
    if len(parts) < 2 or sum(part.count or 0 for part in parts) != whole.count:
        return None
    return whole, parts


def draw(axis: str) -> alt.LayerChart | alt.FacetChart:
    """A track for the whole and a bar for each part, with its share written above."""
    del axis  # the unit is always a share of the whole
    base = alt.Chart(house.rows(), width=house.WIDTH - house.LABEL_WIDTH - 8, height=alt.Step(46))
    scale = alt.Scale(domain=[0, 100])
    track = base.mark_bar(height=14, fill=house.PAPER, stroke=house.OUTLINE, yOffset=8).encode(
        x=alt.X("whole:Q", scale=scale, title="Percent of the whole"), y=house.names()
    )
    bars = base.mark_bar(height=14, fill=house.ACCENT, yOffset=8).encode(
        x=alt.X("value:Q", scale=scale), y=house.names()
    )
    texts = base.mark_text(align="left", dy=-11).encode(
        x=alt.value(0), y=house.names(), text="text:N"
    )
    return alt.layer(track, bars, texts)


def describe(request: ChartRequest, rows: Rows) -> Told:
    """The largest part."""
    found = shown(request)
    assert found is not None  # rows were drawn from it
    whole, _ = found
    voice = request.voice
    period = voice.period_label(whole.period)
    place = voice.place(whole.area)
    listed = "; ".join(f"{row['label']} {row['text']}" for row in rows)
    is_root = not voice.dataset.categories[whole.category].within
    name = wording.lower_first(
        voice.indicator.title if is_root else voice.category_label(whole.category)
    )
    return Told(
        f"{rows[0]['label']} made up {rows[0]['text'].split(' ')[0]} of {name} in {place}",
        f"Bars for the parts of {name}, {place}, {period} "
        f"({voice.count_text(whole)} in all): {listed}.",
        f"Parts of {name}, {period}",
        (("label", "Part"), ("text", "Share (number)")),
    )
