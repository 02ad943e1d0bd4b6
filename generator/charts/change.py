"""Change between two periods.

A bar for each category of one area, or for each area, from nought to the change; a change that
chance could explain is drawn hollow.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows
from generator.charts.drawing import (
    ONE_LEVEL,
    ChartRequest,
    Column,
    Described,
    Row,
    Wants,
    leaves,
)
from generator.charts.house import Arranged, Frame
from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import latest
from generator.figures.wholes import are_parts
from generator.terms import wording

WANTS = Wants(categories=ONE_LEVEL)
# So many that moved as far as each other are named; of more none is.
MOST_NAMED = 2


def rows(request: ChartRequest, changes: list[Comparison]) -> list[Row]:
    """Drawn: change, clear (yes or no). Says: label, earlier_text, later_text, text
    (the change)."""
    voice = request.voice
    return [
        Row(
            {
                "change": c.difference,
                "clear": "yes" if c.is_clear else "no",
            },
            {
                "label": voice.area(c.figure.area).name
                if _are_areas(changes)
                else voice.category_label(c.figure.category),
                "earlier_text": voice.count_text(c.other),
                "later_text": voice.count_text(c.figure),
                "text": wording.signed(c.difference or 0),
            },
            (c.figure, c.other),
        )
        for c in changes
    ]


def choose(request: ChartRequest) -> list[Comparison]:
    """The newest figure of each row against the year before it, where they may be compared by
    counts; none where there are fewer than two."""
    codes = [a.code for a in request.areas if a.level != "partnership"] or [
        request.area.code if request.area else ""
    ]
    changes = []
    for code in codes:
        for category in request.categories:
            series = request.figures.series(request.voice.key, category, area=code)
            last = latest(series)
            earlier = comparisons.year_before(series, last) if last else None
            if not last or not earlier:
                continue
            pair = comparisons.over_time(
                request.voice.holdings, request.voice.indicator, last, earlier
            )
            if pair and pair.difference is not None and pair.figure.count is not None:
                changes.append(pair)
    newest = max((pair.figure.period.last for pair in changes), default=None)
    changes = [pair for pair in changes if pair.figure.period.last == newest]
    is_sound = _are_areas(changes) or _are_parts(request, changes)
    return changes if len(changes) > 1 and is_sound else []


def _are_parts(request: ChartRequest, changes: list[Comparison]) -> bool:
    shown = [pair.figure for pair in changes]
    return are_parts(request.voice.dataset, shown, None, is_share=False)


def _are_areas(changes: list[Comparison]) -> bool:
    """Is there a row for each area, and not for each type?"""
    return len({pair.figure.area for pair in changes}) > 1


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: those that changed most."""
    return namedrows.largest(rows, lambda row: abs(row.drawn["change"] or 0))


def axes(request: ChartRequest, unit: str) -> dict[str, str]:
    """What the axis says: that a change is drawn, and in which unit."""
    return {"unit": f"Change ({request.voice.inside(unit)})"}


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The rows one below the other, with room on either side of nought."""
    changes = [0, *(row.drawn["change"] or 0 for row in rows)]
    return namedrows.lay(rows, frame, {**axes, "low": min(changes), "high": max(changes)})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Bars to the right for more and to the left for fewer, with the change at the right."""
    base = alt.Chart(house.rows())
    fill = alt.Color(
        "clear:N",
        legend=None,
        scale=alt.Scale(domain=["yes", "no"], range=[house.ACCENT, house.PAPER]),
    )
    bars = namedrows.bars(base, house.amount("change", frame)).encode(color=fill)
    zero = base.mark_rule(color=house.OUTLINE).encode(x=alt.datum(0))
    told = [namedrows.names(base), namedrows.numbers(base), house.unit_below()]
    return alt.layer(bars, zero, *told, house.ends(house.amount("low", frame)))


def describe(request: ChartRequest, changes: list[Comparison], rows: list[Row]) -> Described:
    """Which changes are clear, and in which direction."""
    voice = request.voice
    later, earlier = (
        voice.period_label(p) for p in (changes[0].figure.period, changes[0].other.period)
    )
    what = "areas" if _are_areas(changes) else "types"
    listed = "; ".join(
        f"{said['label'].strip()} {said['earlier_text']} to {said['later_text']}"
        for said in (row.says for row in rows[:4])
    )
    return Described(
        _finding(request, changes, rows, what),
        f"Bar chart of {len(rows)} changes from {earlier} to {later}. "
        f"{listed}{' and more' if len(rows) > 4 else ''}.",
        f"{voice.indicator.title}: change, {wording.span(earlier, later)}{_hollow(changes)}",
        (
            Column("label", "Area" if what == "areas" else "Type"),
            Column("earlier_text", wording.upper_first(earlier), of=1),
            Column("later_text", wording.upper_first(later), of=0),
            Column("text", "Change", of=0),
        ),
    )


def _hollow(changes: list[Comparison]) -> str:
    """What a hollow bar is, where there is one."""
    return "" if all(pair.is_clear for pair in changes) else "; hollow bars: no clear change"


def _finding(request: ChartRequest, changes: list[Comparison], rows: list[Row], what: str) -> str:
    """In how many it rose and fell clearly, and which changed the most, with its two numbers. A
    total is no type beside its own parts."""
    kept = leaves(request.voice.dataset, (c.figure.category for c in changes))
    pairs = [
        (c, row.says)
        for c, row in zip(changes, rows, strict=True)
        if what == "areas" or c.figure.category in kept
    ]
    clear = [(c.difference or 0, says) for c, says in pairs if c.is_clear]
    every = f"{wording.in_words(len(pairs))} {what}"
    if not clear:
        title = request.voice.indicator.title
        return f"{title}: no clear change in any of {every}"
    up, down = (sum(1 for size, _ in clear if (size > 0) == is_up) for is_up in (True, False))
    moved = [(number, verb) for number, verb in ((up, "rose"), (down, "fell")) if number]
    if what == "areas":
        subject = request.voice.subject(request.categories[0])
        first, *rest = moved
        told = [f"{first[1]} in {_some(first[0], len(pairs), what)}"]
        told += [f"{verb} in {wording.in_words(number)}" for number, verb in rest]
        said = f"{subject} {wording.listing(told)}"
    else:
        told = [f"{wording.in_words(number)} {verb}" for number, verb in moved]
        said = f"Of {every} {wording.listing(told)} clearly"
    if what == "areas" and len(clear) > 1:
        return said  # a larger place moves by more
    size = max(abs(one) for one, _ in clear)
    most = [says for one, says in clear if abs(one) == size]
    if len(most) > MOST_NAMED:
        return said  # of those that moved as far none moved most
    named = [f"{one['label']} ({one['earlier_text']} to {one['later_text']})" for one in most]
    before = ":" if len(most) == len(clear) else ", most of all"
    return f"{said}{before} {wording.listing(named)}"


def _some(number: int, of: int, what: str) -> str:
    """How many of all of them: "all 13 areas", "nine of 13 areas"."""
    every = f"{wording.in_words(of)} {what}"
    return f"all {every}" if number == of else f"{wording.in_words(number)} of {every}"
