"""What people say beside what was recorded.

One point an area: a survey percentage upwards, the number of recorded crimes along the bottom.
Points of small bases are hollow, and no sentence is made of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.charts import alt, house
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width
from generator.figures.figures import Figure, latest
from generator.terms import wording

NAMED = 2
WANTS = Wants(needs=("among", "beside"))


class Pair(NamedTuple):
    """What was said in a survey, and what was counted."""

    said: Figure
    counted: Figure


def rows(request: ChartRequest, pairs: list[Pair]) -> list[Row]:
    """Drawn: along (the count), value (percent), shade, kind (this, other, small). Says:
    label, text, range, base, count_text."""
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
    return sorted(table, key=lambda row: (-row.drawn["value"], row.says["label"]))


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


def axes(request: ChartRequest, unit: str) -> dict[str, str]:
    """What the two axes say: whose percentage, and which count."""
    assert request.beside is not None  # rows were drawn from it
    category = request.beside_category or request.categories[0]
    label = request.beside.category_label(category)
    return {"unit": "Percent of people asked", "along": f"{label} recorded (number)"}


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The points, and the names of those that stand out, on the side where there is room."""
    plot = frame.width - house.AXIS - 2 * house.GAP
    most = max(row.drawn["along"] for row in rows) * 1.04 or 1
    tall = max(row.drawn["value"] for row in rows) * 1.06 or 1
    places = [
        (row.drawn["along"] / most * plot, frame.height * (1 - row.drawn["value"] / tall))
        for row in rows
    ]
    drawn: list[dict[str, Any]] = [{"tag": "", "tag_at": 0, "side": "right"} for _ in rows]
    taken: list[tuple[float, float, float]] = []
    for at in _telling(rows):
        (across, down), name = places[at], rows[at].says["label"]
        is_left = across > plot - width(name) - 2 * house.GAP
        start = across - width(name) - 10 if is_left else across + 10
        end = start + width(name)
        points = [(x - 5, x + 5, y) for place, (x, y) in enumerate(places) if place != at]
        if any(abs(down - y) < LINE and start < e and end > s for s, e, y in (*taken, *points)):
            continue  # it would lie on another name or on a point: the table has it
        taken.append((start, end, down))
        drawn[at] = {"tag": name, "tag_at": start, "side": "left" if is_left else "right"}
    ends = {"low": 0, "high": tall, "most": most}
    along = in_lines(axes["along"], frame.width - 20)
    return Arranged(
        plot,
        frame.height,
        drawn,
        {**ends, **house.units(axes["unit"], tall, frame), "along": along, "right": plot},
    )


def _telling(rows: list[Row]) -> list[int]:
    """Which rows are named: this area; on a page of all, those that stand out along an axis."""
    own = [at for at, row in enumerate(rows) if row.is_this]
    solid = [at for at, row in enumerate(rows) if "small" not in row.drawn["kind"]]
    far = sorted(solid, key=lambda at: -rows[at].drawn["along"])
    return own or list(dict.fromkeys([*solid[:NAMED], *far[:NAMED]]))


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Points; the axes begin at nought; no line and no quarter of the picture is marked off."""
    base = alt.Chart(house.rows())
    x, y = house.amount("along", frame), house.upward()
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
    tags = base.transform_filter("datum.tag !== ''").mark_text(align="left")
    named = tags.encode(x=alt.X("tag_at:Q", scale=None), y=alt.Y("value:Q"), text="tag:N")
    ends = [house.ends(house.upward("low")), house.ends(house.amount("low", frame), "most")]
    return alt.layer(points, named, house.unit_above(), house.unit_below("along"), *ends)


def describe(request: ChartRequest, pairs: list[Pair], rows: list[Row]) -> Described:
    """This area's two numbers, or that there is one point an area."""
    assert request.beside is not None  # rows were drawn from it
    voice, beside = request.voice, request.beside
    category = request.beside_category or request.categories[0]
    worry = voice.category_label(request.categories[0])
    crime = beside.unit(category)[1]
    small = sum("small" in row.drawn["kind"] for row in rows)
    period = voice.period_label(rows[0].figures[0].period)
    return Described(
        _finding(rows, worry, crime),
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


def _finding(rows: list[Row], worry: str, crime: str) -> str:
    """This area's two numbers; without one, how far the percentages reach."""
    this = next((row for row in rows if row.is_this), None)
    said = wording.lower_first(worry)
    if this and this.figures[0].is_unreliable:
        few = f"Too few people answered in {this.says['label']} for a percentage to rely on"
        return f"{few}; {this.says['count_text']} {crime} recorded"
    if this:
        mine = this.says
        return f"{mine['label']}: {mine['text']} {said}; {mine['count_text']} {crime} recorded"
    solid = [row.says for row in rows if "small" not in row.drawn["kind"]] or [rows[0].says]
    low, high = (f"{one['text']} ({one['label']})" for one in (solid[-1], solid[0]))
    return f"From {low} to {high} were {said}"
