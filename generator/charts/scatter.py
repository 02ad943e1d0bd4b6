"""What people say beside what was recorded.

One point an area: a survey percentage upwards, the number of recorded crimes along the bottom.
Points of small bases are hollow, and no sentence is made of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.charts import alt, house
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.figures.figures import Figure, latest
from generator.terms import wording

NAMED = 2
HEIGHT = 270
TAGS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("right", 10, {"align": "left"}),
    ("left", -10, {"align": "right"}),
)


WANTS = Wants()


class Pair(NamedTuple):
    """What was said in a survey, and what was counted."""

    said: Figure
    counted: Figure


def rows(request: ChartRequest, pairs: list[Pair]) -> list[Row]:
    """Drawn: along (the count), value (percent), shade, kind (this, other, small), tag, side.
    Says: label, text, range, base, count_text."""
    voice = request.voice
    table = []
    for figure, other in pairs:
        is_this = request.area is not None and figure.area == request.area.code
        shade = "this" if is_this else "other"
        table.append(
            Row(
                {
                    "along": float(other.count or 0),
                    "value": float(figure.value or 0),
                    "shade": shade,
                    "kind": f"{shade}, small" if figure.is_unreliable else shade,
                    "tag": "",
                },
                {
                    "label": voice.area(figure.area).name,
                    "text": voice.short(figure) + (" [u]" if figure.is_unreliable else ""),
                    "range": _range(figure),
                    "base": wording.number(figure.denominator) if figure.denominator else "",
                    "count_text": request.beside.count_text(other) if request.beside else "",
                },
                (figure, other),
            )
        )
    return _tagged(sorted(table, key=lambda row: (-row.drawn["value"], row.says["label"])))


def choose(request: ChartRequest) -> list[Pair]:
    """Each area's newest survey figure, with its newest recorded count; none with fewer than three
    areas."""
    if request.beside is None:
        return []
    category = request.beside_category or request.categories[0]
    found = []
    for area in request.areas:
        said = latest(
            request.figures.series(request.voice.key, request.categories[0], area=area.code)
        )
        counted = latest(request.figures.series(request.beside.key, category, area=area.code))
        if said and counted and said.value is not None and counted.count is not None:
            found.append(Pair(said, counted))
    return found if len(found) > 2 else []


def _range(figure: Figure) -> str:
    if figure.lower is None or figure.upper is None:
        return ""
    return f"{wording.number(figure.lower)} to {wording.number(figure.upper)}"


def _tagged(table: list[Row]) -> list[Row]:
    """Name this area; on a page of all of them, those that stand out along either axis."""
    own = [row for row in table if row.is_this]
    solid = [row for row in table if "small" not in row.drawn["kind"]]
    ends = [*solid[:NAMED], *sorted(solid, key=lambda row: -row.drawn["along"])[:NAMED]]
    for row in own or ends:
        row.drawn["tag"] = row.says["label"]
    top = max(row.drawn["along"] for row in table) or 1
    for row in table:
        row.drawn["side"] = "left" if row.drawn["along"] > top * 0.55 else "right"
    return table


def axes(request: ChartRequest, unit: str) -> str:
    """What the two axes say: whose percentage, and which count."""
    assert request.beside is not None  # rows were drawn from it
    category = request.beside_category or request.categories[0]
    label = request.beside.category_label(category)
    return f"Percent of people asked|{label} recorded (number)"


def draw(axis: str) -> alt.LayerChart | alt.FacetChart:
    """Points; the axes begin at nought; no line and no quarter of the picture is marked off."""
    upward, _, along = axis.partition("|")
    base = alt.Chart(house.rows(), width=house.WIDTH - 50, height=HEIGHT)
    bottom = alt.Axis(title=along, titleAnchor="end", titleAlign="right")
    x = alt.X("along:Q", scale=alt.Scale(zero=True), axis=bottom)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(
            title=upward,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleY=-8,
            titleX=-34,
            minExtent=36,
            maxExtent=36,
        ),
    )
    kinds = ["this", "other", "this, small", "other, small"]
    fill = alt.Scale(domain=kinds, range=[house.ACCENT, house.GREY, house.PAPER, house.PAPER])
    edge = alt.Scale(
        domain=kinds, range=[house.OUTLINE, house.OUTLINE, house.ACCENT, house.OUTLINE]
    )
    size = alt.Scale(domain=kinds, range=[150, 60, 150, 60])
    points = base.mark_point(shape="circle", opacity=1, strokeWidth=1.2).encode(
        x=x,
        y=y,
        fill=alt.Fill("kind:N", legend=None, scale=fill),
        stroke=alt.Stroke("kind:N", legend=None, scale=edge),
        size=alt.Size("kind:N", legend=None, scale=size),
        order=alt.Order("shade:N", sort="ascending"),
    )
    tags = [
        base.transform_filter(f"datum.tag !== '' && datum.side === '{side}'")
        .mark_text(dx=dx, **align)
        .encode(x=x, y=y, text="tag:N")
        for side, dx, align in TAGS
    ]
    return alt.layer(points, *tags)


def describe(request: ChartRequest, pairs: list[Pair], rows: list[Row]) -> Described:
    """This area's two numbers, or that there is one point an area."""
    assert request.beside is not None  # rows were drawn from it
    voice, beside = request.voice, request.beside
    category = request.beside_category or request.categories[0]
    worry = voice.category_label(request.categories[0])
    crime = beside.unit(category)[1]
    this = next((row for row in rows if row.is_this), None)
    mine = this.says if this else None
    small = sum("small" in row.drawn["kind"] for row in rows)
    finding = f"{worry}, beside {crime}: {len(rows)} wards"
    if this and mine and this.figures[0].is_unreliable:
        finding = (
            f"Too few people answered in {mine['label']} for a percentage to rely on; "
            f"{mine['count_text']} {crime} recorded"
        )
    elif mine:
        finding = (
            f"{mine['label']}: {mine['text']} {wording.lower_first(worry)}; "
            f"{mine['count_text']} {crime} recorded"
        )
    period = voice.period_label(rows[0].figures[0].period)
    return Described(
        finding,
        f"Scatter chart of {len(rows)} wards: {wording.lower_first(worry)} upwards, number of "
        f"{crime} along the bottom. "
        + (f"{small} wards with fewer than 30 answers are drawn hollow. " if small else "")
        + "The two measure different things and can both be right.",
        f"{worry}, percent, {period}, against the number of {crime} recorded (not a rate)"
        + ("; hollow points: fewer than 30 answers" if small else ""),
        (
            Column("label", "Ward"),
            Column("text", "Percent", of=0),
            Column("range", "Range"),
            Column("base", "People asked"),
            Column("count_text", wording.upper_first(f"{crime}, recorded"), of=1),
        ),
    )
