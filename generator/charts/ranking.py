"""Ranking of areas.

One indicator in one period, an area a row, from the highest down; this area in the accent.
"""

from __future__ import annotations

from generator.charts import alt, house
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.figures.figures import Figure

WANTS = Wants(areas="district")


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: value, shade, room. Says: label (the area), text (the number)."""
    by_count = any(figure.value is None for figure in figures)
    top = max(_size(figure, by_count) for figure in figures)
    voice = request.voice
    return [
        Row(
            {
                "value": _size(figure, by_count),
                "shade": "this" if request.area and figure.area == request.area.code else "other",
                "room": top * 1.16,
            },
            {
                "label": voice.area(figure.area).name,
                "text": voice.count_text(figure) if by_count else voice.short(figure),
            },
            (figure,),
            voice.is_rate and not by_count,
        )
        for figure in sorted(figures, key=lambda f: (-_size(f, by_count), voice.area(f.area).name))
    ]


def choose(request: ChartRequest) -> list[Figure]:
    """The figures of the newest period that this area (or, without one, most areas) has; none
    where there are fewer than two."""
    category = request.categories[0]
    codes = {
        area.code
        for area in (*request.areas, *request.against, *([request.area] if request.area else []))
    }
    figures = [
        figure
        for figure in request.figures.across(request.voice.key, category)
        if figure.area in codes
        and not figure.is_absent
        and not figure.is_unreliable
        and not figure.is_doubted
        and request.voice.area(figure.area).is_live_in(figure.period)
    ]
    mine = [figure for figure in figures if request.area and figure.area == request.area.code]
    if request.area and not mine:
        return []
    newest = max((figure.period for figure in mine or figures), key=lambda p: p.last, default=None)
    figures = [figure for figure in figures if figure.period == newest]
    figures = [figure for figure in figures if not _has_members(request, figure, figures)]
    return figures if len(figures) > 1 else []


def _has_members(request: ChartRequest, figure: Figure, figures: list[Figure]) -> bool:
    """Is it a partnership's, beside figures of its own members?"""
    area = request.voice.area(figure.area)
    if area.level != "partnership" or (request.area and area.code == request.area.code):
        return False
    members = {m.code for m in request.voice.holdings.areas.members(area)[0]}
    return any(other.area in members for other in figures)


def _size(figure: Figure, by_count: bool) -> float:
    return float((figure.count if by_count else figure.value) or 0)


def draw(axis: str) -> alt.LayerChart | alt.FacetChart:
    """Horizontal bars with their numbers at the end."""
    base = alt.Chart(
        house.rows(), width=house.WIDTH - house.LABEL_WIDTH, height=alt.Step(house.ROW_STEP)
    )
    bars = base.mark_bar().encode(x=house.amount(axis), y=house.names(), color=house.shade())
    texts = base.mark_text(align="left", dx=4).encode(
        x=alt.X("value:Q"), y=house.names(), text="text:N"
    )
    return alt.layer(bars, texts, house.room())


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The highest, the lowest and this area, among areas of one level: a county's count is no
    neighbour of a district's."""
    period = request.voice.period_label(figures[0].period)
    this = next((row for row in rows if row.is_this), None)
    compared = {area.code for area in request.against} - {this.figures[0].area if this else ""}
    peers = [row for row in rows if row.figures[0].area not in compared]
    ends = (peers[0], peers[-1]) if len(peers) > 1 else (rows[0], rows[-1])
    first, last, mine = ends[0].says, ends[1].says, this.says if this else None
    finding = f"{first['label']} had the highest figure shown and {last['label']} the lowest"
    if mine and this not in ends:
        finding = (
            f"{mine['label']} ({mine['text']}) stood between {first['label']} ({first['text']}) "
            f"and {last['label']} ({last['text']})"
        )
    title = request.voice.indicator.title
    return Described(
        finding,
        f"Bar chart. {title}, {period}, in {len(rows)} areas: "
        f"{first['label']} highest ({first['text']}), "
        f"{last['label']} lowest ({last['text']})."
        + (f" {mine['label']}: {mine['text']}." if mine else ""),
        f"{subject(request)}, {period}",
        (
            Column("label", "Area"),
            Column("text", request.voice.axis(has_rates=ends[0].is_rate), of=0),
        ),
    )


def subject(request: ChartRequest) -> str:
    """What a chart is about, for the line below its finding."""
    voice, category = request.voice, request.categories[0]
    if voice.dataset.categories[category].within:
        return f"{voice.indicator.title}: {voice.category_label(category)}"
    return voice.subject(category)
