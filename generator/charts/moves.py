"""Change on the year before.

A dot for each area, or for each type of one area, at its change in percent on the range that chance
allows; filled where the range leaves out nought, hollow otherwise.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows
from generator.charts.drawing import ONE_LEVEL, ChartRequest, Column, Described, Row, Wants
from generator.charts.house import Arranged, Frame
from generator.figures.comparisons import Comparison, range_of_change
from generator.figures.figures import latest
from generator.figures.moving import movement
from generator.figures.wholes import are_parts
from generator.telling.qualified import in_one_month
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import LEVELS

WANTS = Wants(categories=ONE_LEVEL, of=("count",))
# So many types that rose, and as many that fell, are named.
MOST_NAMED = 3


def choose(request: ChartRequest) -> list[Comparison]:
    """The changes between one pair of periods, that of the newest; none with fewer than two."""
    moved = [change for change in _held(request) if change.percent is not None]
    newest = max((change.figure.period for change in moved), key=lambda p: p.last, default=None)
    moved = [change for change in moved if change.figure.period == newest]
    earlier = max((change.other.period for change in moved), key=lambda p: p.last, default=None)
    moved = [change for change in moved if change.other.period == earlier]
    shown = [change.figure for change in moved]
    is_sound = request.areas or are_parts(request.voice.dataset, shown, None, is_share=False)
    return sorted(moved, key=lambda c: c.percent or 0) if len(moved) > 1 and is_sound else []


def _held(request: ChartRequest) -> list[Comparison]:
    """The changes of the newest years, those from too few for a percentage among them."""
    moved = []
    # A partnership is made of districts that have rows of their own.
    codes = [area.code for area in request.areas if area.level != "partnership"]
    for code in codes or _own(request):
        for category in _categories(request):
            series = request.figures.series(request.voice.key, category, area=code)
            figure = latest([f for f in series if f.period.months == 12])
            if figure is None or figure.is_absent or figure.is_doubted:
                continue
            voice = request.voice
            change = movement(voice.holdings, voice.indicator, series, figure)[0]
            pair = (change.figure, change.other) if change else ()
            is_sure = not any(one.key in request.disputed for one in pair)
            if change and is_sure and change.difference is not None:
                moved.append(change)
    return moved


def _categories(request: ChartRequest) -> list[str]:
    """The one of several areas, or the types of one area."""
    return list(request.categories[:1] if request.areas else request.categories)


def _own(request: ChartRequest) -> list[str]:
    return [request.area.code] if request.area else []


def rows(request: ChartRequest, moved: list[Comparison]) -> list[Row]:
    """Drawn: change, lower, upper (percent), clear (yes or no), shade. Says: label, earlier_text,
    later_text, text (the change), range."""
    voice, are_areas = request.voice, bool(request.areas)
    found = []
    for change in moved:
        lower, upper = range_of_change(change) or (0.0, 0.0)
        is_this = request.area and are_areas and change.figure.area == request.area.code
        drawn = {
            "change": change.percent,
            "lower": lower,
            "upper": upper,
            "clear": "yes" if change.is_clear else "no",
            "shade": "this" if is_this else "other",
        }
        label = voice.category_label(change.figure.category)
        says = {
            "label": voice.area(change.figure.area).name if are_areas else label,
            "earlier_text": voice.count_text(change.other),
            "later_text": voice.count_text(change.figure),
            "text": _size(change),
            "range": f"{wording.more(lower)} to {wording.more(upper)}",
        }
        found.append(Row(drawn, says, (change.figure, change.other)))
    return found


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: those at both ends, and this place's."""
    return namedrows.ends(rows, rows, [row for row in rows if row.is_this])


def axes(request: ChartRequest, unit: str) -> dict[str, str]:
    """What the axis says."""
    return {"unit": "Change in percent"}


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The rows one below the other, with nought among what is drawn."""
    low = min(0, *(row.drawn["lower"] for row in rows))
    high = max(0, *(row.drawn["upper"] for row in rows))
    return namedrows.lay(rows, frame, {**axes, "low": low, "high": high})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Dots on their ranges, on both sides of an upright at no change."""
    base, y = alt.Chart(house.rows()), namedrows.at()
    guides = base.mark_rule(color=house.GRID).encode(x=alt.value(0), x2=alt.value("width"), y=y)
    colours = alt.Scale(domain=["yes", "no"], range=[house.ACCENT, house.GREY])
    ranges = house.ranges(base, y, alt.Color("clear:N", legend=None, scale=colours))
    fills = alt.Scale(domain=["yes", "no"], range=[house.ACCENT, house.PAPER])
    dots = base.mark_point(size=house.DOT, opacity=1, stroke=house.OUTLINE, strokeWidth=1.2).encode(
        x=house.amount("change", frame), y=y, fill=alt.Fill("clear:N", legend=None, scale=fills)
    )
    zero = base.mark_rule(color=house.OUTLINE, strokeWidth=1.2).encode(x=alt.datum(0))
    told = [namedrows.names(base), namedrows.numbers(base), house.unit_below()]
    return alt.layer(guides, zero, *ranges, dots, *told, house.ends(house.amount("low", frame)))


def describe(request: ChartRequest, moved: list[Comparison], rows: list[Row]) -> Described:
    """Which rose and which fell by more than chance."""
    voice, are_areas = request.voice, bool(request.areas)
    later, earlier = moved[0].figure.period, moved[0].other.period
    now, before = voice.period_label(later), voice.period_label(earlier)
    listed = "; ".join(f"{row.says['label']} {row.says['text']}" for row in rows)
    title = voice.subject(request.categories[0]) if are_areas else voice.indicator.title
    finding = f"{title}: {_areas(request, moved)}" if are_areas else _types(request, moved)
    heading = "Area" if are_areas else "Type"
    return Described(
        finding,
        f"Dots on lines for their ranges: change from {before} to {now}. {listed}.",
        f"{title}: change in the number, {now} against {before}; {house.RANGE_TOLD}"
        f"{_hollow(moved)}{_left_out(request, moved)}",
        (
            Column("label", heading),
            Column("earlier_text", wording.upper_first(before), of=1),
            Column("later_text", wording.upper_first(now), of=0),
            Column("text", "Change", of=0),
            Column("range", "Range"),
        ),
    )


def _size(change: Comparison) -> str:
    """The change in percent with its sign, or in words where it is less than one."""
    text = wording.signed(change.percent or 0)
    return f"{text}%" if text != "0" else wording.more(change.percent or 0)


def _hollow(moved: list[Comparison]) -> str:
    """What a hollow dot is, where there is one."""
    return "" if all(change.is_clear for change in moved) else ", and a hollow dot no clear change"


def _left_out(request: ChartRequest, moved: list[Comparison]) -> str:
    """How many had too few before for a percentage, and are not drawn."""
    pair = (moved[0].figure.period, moved[0].other.period)
    beside = [c for c in _held(request) if (c.figure.period, c.other.period) == pair]
    left = sum(change.percent is None for change in beside)
    if not left:
        return ""
    least = request.voice.indicator.smallest_for_percent
    kind = ("area" if request.areas else "type") + "s" * (left > 1)
    return f"; without {wording.in_words(left)} {kind} with fewer than {least} before"


def _sides(moved: list[Comparison]) -> tuple[list[Comparison], list[Comparison]]:
    """Those that rose clearly, and those that fell clearly, the widest change first."""
    clear = [change for change in moved if change.is_clear]
    rose = [change for change in clear if (change.percent or 0) > 0]
    return rose[::-1], [change for change in clear if (change.percent or 0) < 0]


def _areas(request: ChartRequest, moved: list[Comparison]) -> str:
    levels = {request.voice.area(change.figure.area).level for change in moved}
    kind = LEVELS[next(iter(levels))].plural if len(levels) == 1 else "areas"
    if len(moved) < sum(area.level in levels for area in request.areas):
        kind = f"{kind} compared"
    rose, fell = _sides(moved)
    rest = len(moved) - len(rose) - len(fell)
    every = f"{wording.in_words(len(moved))} {kind}"
    if not rose and not fell:
        return f"no clear change {_before(request, moved, 'on the year before')} in any of {every}"
    sides = [(len(fell), "fewer"), (len(rose), "more"), (rest, "no clear change")]
    (first, how), *others = [(count, said) for count, said in sides if count]
    some = f"{wording.in_words(first)} of {every}" if others else f"all {every}"
    than = _before(request, moved, "than a year before")
    told = f"{how} {than} in {some}"
    said = [f"{word} in {wording.in_words(count)}" for count, word in others]
    return ", ".join([told, *said])


def _before(request: ChartRequest, moved: list[Comparison], near: str) -> str:
    """What they are set against: the year before, if it is that, or the period by its name."""
    later, earlier = moved[0].figure.period, moved[0].other.period
    if later.months and earlier == later.before(12):
        return near
    word = "since" if near.startswith("on") else "than in"
    return f"{word} {request.voice.named(earlier)}"


def _types(request: ChartRequest, moved: list[Comparison]) -> str:
    rose, fell = _sides(moved)
    said = [
        f"{_named(request, side)} {verb}" for side, verb in ((fell, "fell"), (rose, "rose")) if side
    ]
    if not said:
        return "No type changed by more than chance could explain"
    return wording.upper_first("; ".join(said))


def _name(voice: Voice, change: Comparison) -> str:
    """A type, and the one month that made all or most of its change."""
    name, month = voice.inside(voice.category_label(change.figure.category)), in_one_month(change)
    return f"{name} ({month})" if month else name


def _named(request: ChartRequest, side: list[Comparison]) -> str:
    voice = request.voice
    names = [_name(voice, change) for change in side]
    more = ["other types"] if len(names) > MOST_NAMED else []
    return wording.listing([*names[:MOST_NAMED], *more])
