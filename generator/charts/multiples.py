"""Small multiples.

The months of the newest whole year in one small panel for each area, for every so many residents,
with the larger area around in grey behind each; one scale for all, the highest year first.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from generator.charts import alt, house, namedrows, small
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import BOLDER, LINE, in_lines, width
from generator.figures.figures import Figure
from generator.terms import wording
from generator.terms.areas import LEVELS

WANTS = Wants(areas="district", of=("count",))
# Panels in a row, the height of a panel's plot, and the room around it; of its name the last line
# stands so far above, clear of the number at the end of the axis.
ACROSS = {house.DESK: 3, house.PHONE: 2}
HEIGHT, FOOT, BETWEEN, INSIDE, UP = 64, 26, 22, 24, 20


class Year(NamedTuple):
    """The twelve months of an area's newest year, and the year."""

    months: tuple[Figure, ...]
    whole: Figure

    def rate(self, month: Figure, per: float) -> float:
        """How many were counted in a month for every so many residents of the year."""
        return per * (month.count or 0) / (self.whole.denominator or 1)


def choose(request: ChartRequest) -> list[Year]:
    """The years of the areas, the highest first, and then that of the area around, where it has
    one; none where fewer than three areas have every month of one year."""
    # A partnership is made of districts that have panels of their own.
    areas = [area.code for area in request.areas if area.level != "partnership"]
    years = [year for code in areas if (year := _year(request, code))]
    newest = max((year.whole.period for year in years), key=lambda p: p.last, default=None)
    years = [year for year in years if year.whole.period == newest]
    if len(years) < 3 or not request.voice.is_rate:
        return []
    years.sort(key=lambda year: -(year.whole.value or 0))
    around = [year for area in request.against if (year := _year(request, area.code))]
    return [*years, *(year for year in around[:1] if year.whole.period == newest)]


def _year(request: ChartRequest, code: str) -> Year | None:
    series = request.figures.series(request.voice.key, request.categories[0], area=code)
    whole = [f for f in series if f.period.months == 12 and f.value is not None]
    if not whole or not whole[-1].denominator or whole[-1].is_doubted:
        return None
    if not small.is_exact(whole[-1]):
        return None
    held = [
        f
        for f in series
        if f.period.months == 1
        and f.count is not None
        and small.is_exact(f)
        and f.period.overlaps(whole[-1].period)
    ]
    months = tuple(sorted(held, key=lambda f: f.period.last))
    enough = len(months) == 12 and all((month.count or 0) >= small.FEW for month in months)
    return Year(months, whole[-1]) if enough else None


def rows(request: ChartRequest, years: list[Year]) -> list[Row]:
    """Drawn: rates (of the twelve months), months (their names), role (panel, or around), shade.
    Says: label (the area), text (the year's rate), and the months by their names."""
    voice = request.voice
    listed = {area.code for area in request.areas}
    found = []
    for year in years:
        rates = [round(year.rate(month, voice.indicator.per), 4) for month in year.months]
        code = year.whole.area
        is_this = request.area is not None and code == request.area.code
        drawn = {
            "rates": rates,
            "months": [f"{month.period.last:%b}" for month in year.months],
            "role": "panel" if code in listed else "around",
            "shade": "this" if is_this else "other",
        }
        per, decimals = voice.indicator.per, voice.indicator.decimals
        # A month has a twelfth of the year's rate: one decimal more tells its months apart.
        months = {
            f"{m.period.last:%b}": wording.some(year.rate(m, per), decimals + 1)
            for m in year.months
        }
        says = {"label": voice.area(code).name, "text": voice.short(year.whole), **months}
        found.append(Row(drawn, says, (year.whole, *year.months)))
    return found


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the first and the last, this place's, and
    the area around."""
    kept = [row for row in rows if row.is_this or row.drawn["role"] == "around"]
    return namedrows.ends(rows, [row for row in rows if row.drawn["role"] == "panel"], kept)


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """A panel for each area, row by row; where its lines run, worked out in the drawing's units.
    Names are in lines, with the number of the year at the end of the last."""
    across = ACROSS[frame]
    wide = (frame.width - (across - 1) * BETWEEN) / across
    top = max(max(row.drawn["rates"]) for row in rows)
    around = next((row.drawn["rates"] for row in rows if row.drawn["role"] == "around"), None)
    most = wording.number(top, 0 if top >= 10 else 1)
    panels = [row for row in rows if row.drawn["role"] == "panel"]
    names = [_name(row, wide) for row in panels]
    lines = [name.count("\n") for name in names]
    tall = [max(lines[at : at + across]) * LINE for at in range(0, len(lines), across)]
    drawn: list[dict[str, Any]] = []
    for place, (row, name) in enumerate(zip(panels, names, strict=True)):
        line, left = place // across, (place % across) * (wide + BETWEEN)
        above = line * (UP + LINE + HEIGHT + FOOT) + sum(tall[: line + 1])
        foot = above + UP + LINE + HEIGHT
        box = _Box(left + INSIDE, left + wide, foot, HEIGHT / top)
        drawn.append(
            {
                "own": box.line(row.drawn["rates"]),
                "around": box.line(around) if around else [],
                "left": box.left,
                "right": box.right,
                "foot": foot,
                "head": foot - HEIGHT,
                "name": name,
                "name_at": left,
                "number_up": foot - HEIGHT - UP,
                "name_up": foot - HEIGHT - UP - LINE * name.count("\n"),
                "most": most,
                "first": row.drawn["months"][0],
                "last": row.drawn["months"][-1],
            }
        )
    height = len(tall) * (UP + LINE + HEIGHT + FOOT) + sum(tall)
    places = iter(drawn)
    drawn = [next(places) if row.drawn["role"] == "panel" else {} for row in rows]
    return Arranged(frame.width, height, drawn, axes)


def _name(row: Row, wide: float) -> str:
    """The name of a panel in lines, with one more where the year's number has no room beside."""
    name = in_lines(row.says["label"], wide / BOLDER)
    is_beside = width(name, is_bold=True) + house.GAP + width(row.says["text"]) <= wide
    return name if is_beside else f"{name}\n "


class _Box(NamedTuple):
    """Where a panel's plot lies, and how high one unit is in it."""

    left: float
    right: float
    foot: float
    rise: float

    def line(self, rates: list[float]) -> list[dict[str, float]]:
        """The points of twelve months."""
        step = (self.right - self.left) / 11
        return [
            {"x": round(self.left + step * at, 2), "y": round(self.foot - rate * self.rise, 2)}
            for at, rate in enumerate(rates)
        ]


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Each panel's frame, the area around in grey, the area itself in the accent."""
    panels = alt.Chart(house.rows()).transform_filter("datum.role == 'panel'")
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    ends = {"x": alt.X("left:Q", scale=None, axis=None), "x2": "right:Q"}
    foot = panels.mark_rule(color=house.OUTLINE).encode(
        **ends, y=alt.Y("foot:Q", scale=None, axis=None)
    )
    head = panels.mark_rule(color=house.GRID).encode(
        **ends, y=alt.Y("head:Q", scale=None, axis=None)
    )
    lines = [
        panels.transform_flatten([word], as_=["point"])
        .transform_calculate(x="datum.point.x", y="datum.point.y")
        .mark_line(color=colour, strokeWidth=wide)
        .encode(x=x, y=y, detail="label:N")
        for word, colour, wide in (("around", house.OUTLINE, 1.2), ("own", house.ACCENT, 2.2))
    ]
    return alt.layer(foot, head, *lines, *_words(panels))


def _words(panels: alt.Chart) -> list[alt.Chart]:
    """The name and the year's rate above each panel, and the ends of its axes."""
    up = alt.Y("name_up:Q", scale=None, axis=None)
    names = panels.mark_text(
        align="left", fontWeight="bold", lineBreak="\n", lineHeight=LINE
    ).encode(x=alt.X("name_at:Q", scale=None), y=up, text="name:N")
    rates = panels.mark_text(align="right").encode(
        x=alt.X("right:Q", scale=None), y=alt.Y("number_up:Q", scale=None), text="text:N"
    )
    left = panels.mark_text(align="right", dx=-4).encode(
        x=alt.X("left:Q", scale=None), y=alt.Y("foot:Q", scale=None), text=alt.value("0")
    )
    high = panels.mark_text(align="right", dx=-4).encode(
        x=alt.X("left:Q", scale=None), y=alt.Y("head:Q", scale=None), text="most:N"
    )
    below = alt.Y("foot:Q", scale=None)
    first = panels.mark_text(align="left", dy=13).encode(
        x=alt.X("left:Q", scale=None), y=below, text="first:N"
    )
    last = panels.mark_text(align="right", dy=13).encode(
        x=alt.X("right:Q", scale=None), y=below, text="last:N"
    )
    return [names, rates, left, high, first, last]


def describe(request: ChartRequest, years: list[Year], rows: list[Row]) -> Described:
    """Which month had the most in most areas."""
    voice = request.voice
    own = [
        (year, row) for year, row in zip(years, rows, strict=True) if row.drawn["role"] == "panel"
    ]
    full = Counter(_most_in(year) for year, _ in own)
    month, times = full.most_common(1)[0]
    level = voice.area(own[0][0].whole.area).level
    kind = LEVELS[level].plural
    every = f"{wording.in_words(len(own))} {kind}"
    unit = voice.unit(request.categories[0])[1]
    finding = f"No month had the most {unit} in more than half of {every}"
    if times * 2 > len(own):
        some = f"all {every}" if times == len(own) else f"{wording.in_words(times)} of {every}"
        finding = f"{month} had the most {unit} in {some}"
    subject = voice.subject(request.categories[0])
    period = voice.period_label(years[0].whole.period)
    around = next((row.says["label"] for row in rows if row.drawn["role"] == "around"), "")
    grey = f"; grey the {around}" if around else ""
    months = [f"{month.period.last:%b}" for month in years[0].months]
    return Described(
        finding,
        f"Small line charts, {subject}, by month of {period}, one for each of {len(own)} {kind}: "
        + "; ".join(f"{row.says['label']}, the most in {_most_in(year)}" for year, row in own)
        + ".",
        f"{subject}, by month of {period}, {voice.per()}, on one scale{grey}; the figure is the "
        f"whole year's{_without(request, [year.whole.area for year, _ in own])}",
        (
            Column("label", "Area"),
            Column("text", f"{wording.upper_first(period)}, {voice.per()}", of=0),
            *(Column(month, month, of=at + 1) for at, month in enumerate(months)),
        ),
    )


def _without(request: ChartRequest, drawn: list[str]) -> str:
    """Which areas have no panel, for some month of theirs is too small or not held; blank where
    none is without."""
    level = request.voice.area(drawn[0]).level
    rest = [a.name for a in request.areas if a.level == level and a.code not in drawn]
    why = f"with fewer than {small.FEW} in some month, or without one"
    return f"; not drawn, {why}: {wording.listing(rest)}" if rest else ""


def _most_in(year: Year) -> str:
    return f"{max(year.months, key=lambda month: month.count or 0).period.last:%B}"
