"""Ranking of areas.

One indicator in one period, an area a row, from the highest down; this area in the accent, and
what it is compared with an upright across the rows.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows
from generator.charts.drawing import ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.charts.lettering import LINE, in_lines, width
from generator.figures import comparisons
from generator.figures.comparisons import Rank
from generator.figures.figures import Figure
from generator.telling.extremes import MOST_NAMED, Sized, ends
from generator.telling.places import FEWEST_RANKED, level_with, place_of
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import LEVELS

# A rate so many times that of every other stands out.
FAR_ABOVE = 1.5
WANTS = Wants(areas="district")


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: role (row, or beside: a larger area, as an upright), value, dot and guide or bar,
    lower, upper, shade. Says: label (the area), text (the number)."""
    by_count = any(figure.value is None for figure in figures)
    voice = request.voice
    listed = {area.code for area in request.areas}
    has_ranges = not by_count and any(figure.lower is not None for figure in figures)
    found = []
    for figure in sorted(figures, key=lambda f: (-_size(f, by_count), voice.area(f.area).name)):
        size, is_row = _size(figure, by_count), figure.area in listed
        name = voice.area(figure.area).name
        drawn = {
            "role": "row" if is_row else "beside",
            "value": size,
            "dot": size if has_ranges and is_row else None,
            "bar": size if is_row and not has_ranges else None,
            "guide": 0 if has_ranges and is_row else None,
            "lower": figure.lower if has_ranges else None,
            "upper": figure.upper if has_ranges else None,
            "shade": "this" if request.area and figure.area == request.area.code else "other",
        }
        text = voice.count_text(figure) if by_count else voice.short(figure)
        says = {"label": name, "text": text}
        found.append(Row(drawn, says, (figure,), voice.is_rate and not by_count))
    return found


def choose(request: ChartRequest) -> list[Figure]:
    """The figures of the newest period that this area (or, without one, most areas) has; none
    where there are fewer than two."""
    category = request.categories[0]
    own = [request.area] if request.area else []
    # An area that is none of those side by side is itself what they are compared with.
    is_listed = all(area in request.areas for area in own)
    codes = {area.code for area in (*request.areas, *own, *(request.against if is_listed else ()))}
    figures = [
        figure
        for figure in request.figures.across(request.voice.key, category)
        if figure.area in codes
        and not figure.is_absent
        and not figure.is_unreliable
        and not figure.is_doubted
        and request.voice.is_live(figure)
    ]
    mine = [figure for figure in figures if request.area and figure.area == request.area.code]
    if request.area and not mine:
        return []
    newest = max((figure.period for figure in mine or figures), key=lambda p: p.last, default=None)
    if not request.area:
        newest = comparisons.shared_period(figures) or newest
    figures = [figure for figure in figures if figure.period == newest]
    figures = [figure for figure in figures if not _has_members(request, figure, figures)]
    has_rates = all(figure.value is not None for figure in figures)
    is_plain = request.voice.measure.kind == "count" and request.voice.indicator.per == 1
    if newest and newest.months == 1 and (is_plain or not has_rates):
        return []  # a month has no rate, and a larger place has more of everything
    if is_plain or not has_rates:
        # A count of a larger area is larger because the area is.
        listed = {area.code for area in request.areas}
        figures = [figure for figure in figures if figure.area in listed]
    return figures if len(figures) > 1 else []


def _has_members(request: ChartRequest, figure: Figure, figures: list[Figure]) -> bool:
    """Is it a partnership's, beside figures of its own members; or, where the chart is about the
    partnership, one of these members'?"""
    area, areas = request.voice.area(figure.area), request.voice.holdings.areas
    if request.area and request.area.level == "partnership":
        return area in areas.members(request.area)[0]
    members = {m.code for m in areas.members(area)[0]} if area.level == "partnership" else set()
    return any(other.area in members for other in figures)


def _size(figure: Figure, by_count: bool) -> float:
    return float((figure.count if by_count else figure.value) or 0)


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The areas one below the other; the name of an upright above it, on a line of its own where
    it would lie on another's."""
    listed = [row for row in rows if row.drawn["role"] == "row"]
    sizes = [row.drawn[w] for row in rows for w in ("value", "lower", "upper")]
    sizes = [size for size in sizes if size is not None]
    has_dots = _has_ranges(rows)
    start = house.round_start(min(sizes), max(sizes)) if has_dots else 0
    ends = {"low": start, "high": max(sizes) * (1.02 if has_dots else 1) or 1}
    unit = axes["unit"] + (f"; the axis starts at {wording.number(start)}" if start else "")
    laid = namedrows.lay(listed, frame, {**ends, "unit": unit})
    uprights = _named_above(rows, laid, frame)
    places = iter(laid.drawn)
    drawn = [next(places) if r.drawn["role"] == "row" else uprights[r.says["label"]] for r in rows]
    return laid._replace(drawn=drawn)


def _named_above(rows: list[Row], laid: Arranged, frame: Frame) -> dict[str, dict[str, Any]]:
    """The name and number of each larger area, where they stand above the rows."""
    found: dict[str, dict[str, Any]] = {}
    # Where each name ends, and of how many lines it is.
    taken: list[tuple[float, int]] = []
    low, high = laid.axes["low"], laid.axes["high"]
    for row in rows:
        if row.drawn["role"] == "row":
            continue
        told = in_lines(f"{row.says['label']} {row.says['text']}", frame.width * 0.75)
        middle = (row.drawn["value"] - low) / (high - low) * laid.width
        half, tall = width(told) / 2, told.count("\n")
        middle = min(middle, laid.axes["right"] - half)
        above = tall + sum(lines for end, lines in taken if middle - half < end + house.GAP)
        # What chance could give is not drawn of it.
        upright = {"upright": row.drawn["value"], "lower": None, "upper": None}
        place = {"told_at": middle, "above": -8 - LINE * above}
        found[row.says["label"]] = {"told": told, **place, **upright}
        taken.append((middle + half, tall + 1))
    return found


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Dots on their ranges, or bars where there are none, with the numbers at the right; a larger
    area is a dashed upright with its name above."""
    base, y = alt.Chart(house.rows()), namedrows.at()
    guides = base.mark_rule(color=house.GRID).encode(
        x=alt.X("guide:Q", scale=None), x2=alt.value("width"), y=y
    )
    bars = namedrows.bars(base, house.amount("bar", frame)).encode(color=house.shade())
    ranges = base.mark_rule(strokeWidth=5, opacity=0.55).encode(
        x=alt.X("lower:Q"), x2="upper:Q", y=y, color=house.shade()
    )
    dots = base.mark_point(
        filled=True, size=80, opacity=1, stroke=house.OUTLINE, strokeWidth=0.7
    ).encode(x=alt.X("dot:Q"), y=y, color=house.shade())
    upright = base.mark_rule(color=house.INK, strokeWidth=1.2, strokeDash=[4, 3]).encode(
        x=alt.X("upright:Q")
    )
    named = base.mark_text(baseline="alphabetic", lineBreak="\n", lineHeight=LINE).encode(
        x=alt.X("told_at:Q", scale=None), y=alt.Y("above:Q", scale=None), text="told:N"
    )
    told = [namedrows.names(base), namedrows.numbers(base), named, house.unit_below()]
    ends = house.ends(house.amount("low", frame))
    return alt.layer(guides, bars, upright, ranges, dots, *told, ends)


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The highest, the lowest and this area, among areas of one level: a county's count is no
    neighbour of a district's."""
    period = request.voice.period_label(figures[0].period)
    this = next((row for row in rows if row.is_this), None)
    peers = [row for row in rows if row.drawn["role"] == "row"]
    edges = (peers[0], peers[-1]) if len(peers) > 1 else (rows[0], rows[-1])
    first, last, mine = edges[0].says, edges[1].says, this.says if this else None
    title = request.voice.indicator.title
    return Described(
        _finding(request, this, peers if len(peers) > 1 else rows),
        f"{_shape(rows)}. {title}, {period}, in {len(peers)} areas: "
        f"{first['label']} highest ({first['text']}), "
        f"{last['label']} lowest ({last['text']})."
        + (f" {mine['label']}: {mine['text']}." if mine else ""),
        f"{subject(request)}, {period}{_kinds(request, peers)}{_bars(rows)}",
        (
            Column("label", "Area"),
            Column("text", request.voice.axis(edges[0].is_rate, request.categories[0]), of=0),
        ),
    )


def _shape(rows: list[Row]) -> str:
    return "Dots on bars for their ranges" if _has_ranges(rows) else "Bar chart"


def _bars(rows: list[Row]) -> str:
    """What the bars under dots are."""
    return "; a bar is what chance alone could give" if _has_ranges(rows) else ""


def _has_ranges(rows: list[Row]) -> bool:
    return any(row.drawn["lower"] is not None for row in rows)


def _finding(request: ChartRequest, this: Row | None, peers: list[Row]) -> str:
    """Where this area stands among its peers; without one, which is far above the others, or the
    two ends. Of few areas only the numbers."""
    if len(peers) < FEWEST_RANKED:
        return wording.listing([f"{row.says['label']} {row.says['text']}" for row in peers])
    # A partnership is no peer of the districts that it is made of.
    is_peer = this in peers and request.area and request.area.level != "partnership"
    if this and is_peer:
        return _placed(request, this, peers)
    return _far_above(request, peers) or _ends(request, peers)


def _placed(request: ChartRequest, this: Row, peers: list[Row]) -> str:
    """The place of this area among its peers, counted from the nearer end, with its number."""
    sizes = [row.drawn["value"] for row in peers]
    mine = this.drawn["value"]
    above, below = (sum(s > mine for s in sizes), sum(s < mine for s in sizes))
    rank = Rank(below + 1, above + 1, len(sizes), sizes.count(mine), missing=0)
    article = "" if rank.tied > 1 else "the "
    told = f"{article}{place_of(rank, _among(request, peers))}"
    text, name = this.says["text"], this.says["label"]
    same = [r.says["label"] for r in peers if r.says["text"] == text and r.says["label"] != name]
    return f"{name} ({text}) was {told}{level_with(same)}"


def _among(request: ChartRequest, peers: list[Row]) -> str:
    """What the areas side by side are called."""
    levels = {request.voice.area(row.figures[0].area).level for row in peers}
    kind = LEVELS[next(iter(levels))].plural if len(levels) == 1 else "areas"
    return request.among or kind


def _far_above(request: ChartRequest, peers: list[Row]) -> str:
    """That one has a rate far above those of all others; blank where none has."""
    first, second = peers[0], peers[1]
    if not first.is_rate or first.drawn["value"] < FAR_ABOVE * second.drawn["value"]:
        return ""
    others = f"none of the other {wording.in_words(len(peers) - 1)} {_among(request, peers)}"
    told = f"{first.says['label']} had {first.says['text']} {request.voice.per()}"
    return f"{told}; {others} more than {second.says['text']}"


def _ends(request: ChartRequest, peers: list[Row]) -> str:
    """Which areas have the most and the least, with their numbers."""
    named = [(row.says["label"], row.drawn["value"]) for row in peers]
    most, least = ends(named)
    texts = (peers[0].says["text"], peers[-1].says["text"])
    if most == least:
        return f"All {wording.in_words(len(peers))} had the same ({texts[0]})"
    words = _words_of_ends(request.voice, is_rate=peers[0].is_rate)
    kind = _among(request, peers)
    top, low = (
        f"{_who(found, kind)} {word} ({text}{' each' if len(found) > 1 else ''})"
        for found, word, text in zip((most, least), words, texts, strict=True)
    )
    return wording.upper_first(f"{top}, {low}")


def _who(found: Sized, kind: str) -> str:
    """By name, or, where they are many, how many."""
    if len(found) > MOST_NAMED:
        return f"{wording.in_words(len(found))} {kind}"
    return wording.listing([name for name, _ in found])


def _words_of_ends(voice: Voice, *, is_rate: bool) -> tuple[str, str]:
    """How the most and the least of it are told."""
    if is_rate or voice.measure.kind == "rate":
        return "had the most for its size", "the least"
    if voice.indicator.per == 100 or voice.measure.kind == "percent":
        return "had the highest share", "the lowest"
    if voice.measure.kind == "count":
        return "had the most", "the fewest"
    return "had the highest figure", "the lowest"


def _kinds(request: ChartRequest, peers: list[Row]) -> str:
    """Which areas stand side by side, where they have one name or are of one level."""
    if request.among:
        return f", {request.among}"
    areas = [request.voice.area(row.figures[0].area) for row in peers]
    levels = {area.level for area in areas}
    return f", {LEVELS[areas[0].level].plural}" if len(levels) == 1 else ""


def subject(request: ChartRequest) -> str:
    """What a chart is about, for the line below its finding."""
    voice, category = request.voice, request.categories[0]
    if voice.dataset.categories[category].within:
        return f"{voice.indicator.title}: {voice.category_label(category)}"
    return voice.subject(category)
