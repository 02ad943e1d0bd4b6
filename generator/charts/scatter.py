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
from generator.terms.areas import LEVELS

NAMED = 2
# So much of the width a name may take.
NAME = 0.6
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
    """The points, and the names of those that stand out, on a side where there is room."""
    plot = frame.width - house.AXIS - 2 * house.GAP
    most = max(row.drawn["along"] for row in rows) * 1.04 or 1
    tall = max(row.drawn["value"] for row in rows) * 1.06 or 1
    points = [
        (row.drawn["along"] / most * plot, frame.height * (1 - row.drawn["value"] / tall))
        for row in rows
    ]
    drawn: list[dict[str, Any]] = [{"tag": ""} for _ in rows]
    taken: list[Box] = []
    for at in _telling(rows):
        name = in_lines(rows[at].says["label"], plot * NAME)
        dots = [Box(x - 5, y - 5, x + 5, y + 5) for n, (x, y) in enumerate(points) if n != at]
        room = Box(2, 0, plot + 2 * house.GAP, frame.height - 2)
        box = _spot(points[at], name, room, [*taken, *dots], is_due=rows[at].is_this)
        if box is None:
            continue  # it would lie on another name or on a point: the table has it
        taken.append(box)
        drawn[at] = {"tag": name, "tag_at": box.left, "tag_up": box.top + LINE / 2}
    ends = {"low": 0, "high": tall, "most": most}
    along = in_lines(axes["along"], frame.width - 20)
    return Arranged(
        plot,
        frame.height,
        drawn,
        {**ends, **house.units(axes["unit"], tall, frame), "along": along, "right": plot},
    )


class Box(NamedTuple):
    """Where something lies on the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Does it lie on another?"""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, room: Box) -> Box:
        """The same, moved as far as it must be to lie in this room."""
        wide, tall = self.right - self.left, self.bottom - self.top
        left = max(room.left, min(self.left, room.right - wide))
        top = max(room.top, min(self.top, room.bottom - tall))
        return Box(left, top, left + wide, top + tall)


def _spot(
    point: tuple[float, float], name: str, room: Box, taken: list[Box], *, is_due: bool
) -> Box | None:
    """Where a name stands by its point: right or left of it, above or below, on nothing else; one
    that is due stands in any case, on as little as may be."""
    (x, y), wide, tall = point, width(name), LINE * (name.count("\n") + 1)
    corners = (
        (x + 10, y - tall / 2),
        (x - 10 - wide, y - tall / 2),
        (x - wide / 2, y - 10 - tall),
        (x - wide / 2, y + 10),
    )
    spots = [Box(left, top, left + wide, top + tall).within(room) for left, top in corners]
    own = Box(x - 7, y - 7, x + 7, y + 7)
    lies_on = [sum(spot.meets(other) for other in (own, own, *taken)) for spot in spots]
    best = min(range(len(spots)), key=lambda n: lies_on[n])
    return spots[best] if is_due or not lies_on[best] else None


def _telling(rows: list[Row]) -> list[int]:
    """Which rows are named: this area; on a page of all, those that stand out along an axis."""
    own = [at for at, row in enumerate(rows) if row.is_this]
    solid = [at for at, row in enumerate(rows) if "small" not in row.drawn["kind"]]
    far = sorted(solid, key=lambda at: -rows[at].drawn["along"])
    return own or list(dict.fromkeys([*solid[:NAMED], *far[:NAMED]]))


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Points; the axes begin at nought; no line and no quarter of the picture is marked off."""
    base = alt.Chart(house.rows())
    x, y = house.amount("along", frame, "most"), house.upward()
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
    tags = base.transform_filter("datum.tag !== ''").mark_text(
        align="left", lineBreak="\n", lineHeight=LINE
    )
    up = alt.Y("tag_up:Q", scale=None)
    named = tags.encode(x=alt.X("tag_at:Q", scale=None), y=up, text="tag:N")
    ends = [house.ends(house.upward("low")), house.ends(house.amount("low", frame, "most"), "most")]
    return alt.layer(points, named, house.unit_above(), house.unit_below("along"), *ends)


def describe(request: ChartRequest, pairs: list[Pair], rows: list[Row]) -> Described:
    """This area's two numbers, or that there is one point an area."""
    assert request.beside is not None  # rows were drawn from it
    voice, beside = request.voice, request.beside
    category = request.beside_category or request.categories[0]
    worry = voice.category_label(request.categories[0])
    crime = beside.unit(category)[1]
    few = sum("small" in row.drawn["kind"] for row in rows)
    levels = {voice.area(row.figures[0].area).level for row in rows}
    level = next(iter(levels)) if len(levels) == 1 else ""
    units = (level, LEVELS[level].plural) if level else ("area", "areas")
    hollow = f"{wording.upper_first(wording.counted(few, units))} with fewer than 30 answers"
    period = voice.period_label(rows[0].figures[0].period)
    return Described(
        _finding(rows, worry, crime),
        f"Scatter chart of {len(rows)} {units[1]}: {voice.inside(worry)} upwards, number of "
        f"{crime} along the bottom. "
        + (f"{hollow} {'is' if few == 1 else 'are'} drawn hollow. " if few else "")
        + "The two measure different things and can both be right.",
        f"{worry}, percent, {period}, against the number of {crime} recorded (not a rate)"
        + ("; hollow points: fewer than 30 answers" if few else ""),
        (
            Column("label", wording.upper_first(level or "area")),
            Column("text", "Percent", of=0),
            Column("range", "Range"),
            Column("base", "People asked"),
            Column("count_text", wording.upper_first(f"{crime}, recorded"), of=1),
        ),
    )


def _finding(rows: list[Row], worry: str, crime: str) -> str:
    """This area's two numbers; without one, how far the percentages reach."""
    this = next((row for row in rows if row.is_this), None)
    if this and this.figures[0].is_unreliable:
        few = f"Too few people answered in {this.says['label']} for a percentage to rely on"
        return f"{few}; {this.says['count_text']} {crime} recorded"
    if this:
        mine = this.says
        return f"{worry}: {mine['text']} in {mine['label']}; {mine['count_text']} {crime} recorded"
    sure = [row.says for row in rows if row.figures[0].can_be_ranked]
    solid = sure or [rows[0].says]
    if solid[0]["text"] == solid[-1]["text"]:
        return f"{worry}: {solid[0]['text']} in each of {wording.in_words(len(solid))} areas"
    low, high = (f"{one['text']} ({_with(solid, one['text'])})" for one in (solid[-1], solid[0]))
    return f"{worry}: from {low} to {high}"


def _with(solid: list[dict[str, str]], text: str) -> str:
    """Which areas have this number; of many how many."""
    names = [one["label"] for one in solid if one["text"] == text]
    return (
        wording.listing(names) if len(names) <= NAMED else f"{wording.in_words(len(names))} areas"
    )
