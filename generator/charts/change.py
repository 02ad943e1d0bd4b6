"""Change between two periods.

A row for each category of one area, or for each area: the earlier figure hollow, the later filled.
"""

from __future__ import annotations

import altair as alt

from generator import comparisons, wording
from generator.charts import ChartRequest, Rows, Told, house
from generator.comparisons import Comparison
from generator.figures import latest

MARKS = ["earlier", "later"]


def rows(request: ChartRequest) -> Rows:
    """Columns: label, earlier, later, text (the change), room, key, other_key, is_rate.

    One row for each pair that may be compared by counts; empty when there are fewer than two.
    """
    found = pairs(request)
    if len(found) < 2:
        return []
    voice = request.voice
    top = max(max(c.figure.count or 0, c.other.count or 0) for c in found)
    by_area = len({c.figure.area for c in found}) > 1
    return [
        {"label": voice.area(c.figure.area).name if by_area else voice.category_label(c.figure.category),
         "earlier": c.other.count, "later": c.figure.count, "text": wording.signed(c.difference or 0),
         "earlier_text": voice.count_text(c.other), "later_text": voice.count_text(c.figure),
         "room": top * 1.22, "key": c.figure.key, "other_key": c.other.key, "is_rate": False}
        for c in found
    ]


def pairs(request: ChartRequest) -> list[Comparison]:
    """The newest figure of each row against the year before it, where they may be compared."""
    codes = [area.code for area in request.areas] or [request.area.code if request.area else ""]
    found = []
    for code in codes:
        for category in request.categories:
            series = request.figures.series(request.voice.key, category, code)
            last = latest(series)
            earlier = comparisons.year_before(series, last) if last else None
            if not last or not earlier:
                continue
            pair = comparisons.over_time(request.voice.holdings, request.voice.indicator, last, earlier)
            if pair and pair.difference is not None and pair.figure.count is not None:
                found.append(pair)
    newest = max((pair.figure.period.last for pair in found), default=None)
    return [pair for pair in found if pair.figure.period.last == newest]


def draw(axis: str) -> alt.LayerChart:
    """A line from the earlier figure to the later, and the change written beside it."""
    base = alt.Chart(house.ROWS, width=house.WIDTH - house.LABEL_WIDTH, height=alt.Step(house.ROW_STEP))
    rules = base.mark_rule(color=house.OUTLINE, strokeWidth=2).encode(
        x=house.amount(axis, "earlier"), x2="later:Q", y=house.names())
    before = base.mark_point(size=60, filled=True, fill="#FFFFFF", stroke=house.OUTLINE, strokeWidth=1.6,
                             opacity=1).encode(x=alt.X("earlier:Q"), y=house.names())
    after = base.mark_point(size=70, filled=True, fill=house.ACCENT, opacity=1).encode(
        x=alt.X("later:Q"), y=house.names())
    end = base.transform_calculate(end="max(datum.earlier, datum.later)")
    texts = end.mark_text(align="left", dx=9).encode(x=alt.X("end:Q"), y=house.names(), text="text:N")
    return alt.layer(rules, before, after, texts, house.room())


def describe(request: ChartRequest, rows: Rows) -> Told:
    """Which changes are clear, and in which direction."""
    voice, found = request.voice, pairs(request)
    later, earlier = (voice.period_label(p) for p in (found[0].figure.period, found[0].other.period))
    up = sum(1 for c in found if c.is_clear and (c.difference or 0) > 0)
    down = sum(1 for c in found if c.is_clear and (c.difference or 0) < 0)
    what = "areas" if len({c.figure.area for c in found}) > 1 else "types"
    finding = (f"Of {len(found)} {what}, {wording.in_words(up)} rose and {wording.in_words(down)} fell by more than chance "
               f"would explain")
    listed = "; ".join(f"{row['label'].strip()} {row['earlier_text']} to {row['later_text']}" for row in rows[:4])
    return Told(
        finding,
        f"Chart of {len(rows)} changes from {earlier} to {later}. {listed}{' and more' if len(rows) > 4 else ''}.",
        f"{voice.indicator.title}. Hollow mark: {earlier}. Filled mark: {later}",
    )
