"""Breakdown by type.

Every category of one area in its newest period, parents before their parts, deeper levels lighter
and set in.
"""

from __future__ import annotations

from typing import Any

from generator.charts import alt, house, namedrows, small
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
from generator.figures.figures import Figure, latest
from generator.figures.wholes import are_parts, root
from generator.telling.speech import Voice
from generator.terms import wording

WANTS = Wants(categories=ONE_LEVEL)
SET_IN = "– "
MOST_TOLD = 3
# What parts make up at least of a whole of which one is called the largest.
WHOLE = 0.9


def rows(request: ChartRequest, figures: list[Figure]) -> list[Row]:
    """Drawn: value (the count, or the share), depth. Says: label (the type, set in), text."""
    dataset = request.voice.dataset
    least = min(dataset.depth(figure.category) for figure in figures)
    return [
        Row(
            {
                "value": _drawn(request.voice, figure),
                "depth": str(min(dataset.depth(figure.category) - least, len(house.DEEPER) - 1)),
            },
            {
                "label": SET_IN * (dataset.depth(figure.category) - least)
                + request.voice.category_label(figure.category),
                "text": _text(request.voice, figure) + (" [u]" * figure.is_unreliable),
            },
            (figure,),
        )
        for figure in figures
    ]


def _drawn(voice: Voice, figure: Figure) -> float:
    """How long is its bar: a share of all, or how many."""
    return figure.value or 0 if voice.indicator.per == 100 else figure.size


def _text(voice: Voice, figure: Figure) -> str:
    is_share = voice.indicator.per == 100
    return voice.short(figure) if is_share else voice.count_text(figure) or voice.short(figure)


def choose(request: ChartRequest) -> list[Figure]:
    """The newest period's figures, in the order of the classification, without the grand total;
    none where there are fewer than three, or they are no parts of one whole."""
    area = request.area.code if request.area else ""
    dataset = request.voice.dataset
    order = [
        inner
        for name, c in dataset.categories.items()
        if not c.within
        for inner in dataset.tree(name)
    ]
    series = {
        c: request.figures.series(request.voice.key, c, area=area)
        for c in order
        if c in request.categories
    }
    newest = latest(sorted((f for s in series.values() for f in s), key=lambda f: f.period.last))
    if newest is None:
        return []
    whole = [c for c in series if dataset.parts(c) and not dataset.categories[c].within]
    whole += ["all"] if len(series) > 1 else []
    chosen = [
        figure
        for category, found in series.items()
        if category not in whole
        for figure in found
        if figure.period == newest.period and not figure.is_absent
    ]
    is_enough = sum(map(small.is_told, chosen)) > 2
    return chosen if is_enough and _are_parts(request, chosen) else []


def _are_parts(request: ChartRequest, chosen: list[Figure]) -> bool:
    voice = request.voice
    is_share = voice.measure.kind == "percent" or voice.indicator.per == 100
    return are_parts(voice.dataset, chosen, _whole(request, chosen[0]), is_share=is_share)


def seen(rows: list[Row]) -> list[Row]:
    """The rows that are drawn where they are very many: the largest."""
    return namedrows.largest(rows, lambda row: float(row.drawn["value"]))


def lay(rows: list[Row], frame: Frame, axes: dict[str, Any]) -> Arranged:
    """The types one below the other, parts set in below what they are parts of."""
    top = max(row.drawn["value"] for row in rows)
    return namedrows.lay(rows, frame, {**axes, "low": 0, "high": top})


def draw(frame: Frame) -> alt.LayerChart | alt.FacetChart:
    """Horizontal bars, set in and lighter level by level."""
    base = alt.Chart(house.rows())
    colour = alt.Color(
        "depth:N", legend=None, scale=alt.Scale(domain=["0", "1", "2"], range=list(house.DEEPER))
    )
    bars = namedrows.bars(base, house.amount(frame=frame)).encode(color=colour)
    told = [namedrows.names(base), namedrows.numbers(base), house.unit_below()]
    return alt.layer(bars, *told, house.ends(house.amount("low", frame)))


def describe(request: ChartRequest, figures: list[Figure], rows: list[Row]) -> Described:
    """The largest part, where the parts make up one whole; else the first three with numbers."""
    voice = request.voice
    place = voice.place(request.area.code) if request.area else ""
    period = voice.period_label(figures[0].period)
    title, what = voice.indicator.title, "by type"
    heading = "Part" if voice.indicator.per == 100 else "Type"
    if heading == "Part":
        what = ""
    told = f"{title} {what}".strip()
    finding = _finding(request, figures, place)
    return Described(
        finding,
        f"Bar chart of {len(rows)} rows. {told}, {place}, {period}. {finding}.",
        f"{told}, {period}{small.marked(figures)}",
        (Column("label", heading), Column("text", voice.axis(has_rates=False), of=0)),
    )


def _finding(request: ChartRequest, figures: list[Figure], place: str) -> str:
    """What part of the whole the largest type is, where it is known and one is the largest; else
    the largest of them, with the next."""
    voice = request.voice
    kept = leaves(voice.dataset, (figure.category for figure in figures))
    parts = sorted(
        (f for f in figures if f.category in kept and small.is_told(f)),
        key=lambda f: -_drawn(voice, f),
    )
    if any(figure.is_rough for figure in parts):
        return f"{voice.indicator.title} in {place}: {_each(voice, parts[:MOST_TOLD])}"
    largest = parts[0]
    is_shares = voice.indicator.per == 100 and (largest.denominator or small.FEW) >= small.FEW
    label, whole = voice.category_label(largest.category), _whole(request, largest)
    is_whole = whole and small.is_told(whole) and (whole.count or 0) >= small.FEW
    whole = whole if is_whole else None
    is_sure = largest.key not in request.disputed
    is_one = is_sure and (len(parts) < 2 or _drawn(voice, largest) > _drawn(voice, parts[1]))
    if is_one and is_shares and WHOLE * 100 <= sum(f.value or 0 for f in parts) <= 101:
        return f"{label}: {_text(voice, largest)}, the largest part in {place}"
    if is_one and whole and whole.key not in request.disputed and _make_up(parts, whole):
        part = wording.percent(100 * largest.size / whole.size)
        units, number = voice.unit(whole.category)[1], _text(voice, largest)
        return f"{label} made up {part} of {units} in {place} ({number} of {_text(voice, whole)})"
    agreed = [figure for figure in parts if figure.key not in request.disputed]
    if not agreed or len(agreed) == len(parts):
        some = " that have a number" if _lacks_some(request, parts) else ""
        return _first_of(voice, parts, f"{place}{some}")
    return _first_of(voice, agreed, f"{place} on which the documents agree")


def _lacks_some(request: ChartRequest, parts: list[Figure]) -> bool:
    """Has a type that is held for the same place and period no number to be told?"""
    voice, first = request.voice, parts[0]
    held = {
        category
        for category in leaves(voice.dataset, request.categories)
        for figure in request.figures.series(voice.key, category, area=first.area)
        if figure.period == first.period and category != "all"
    }
    return len(held) > len(parts)


def _first_of(voice: Voice, parts: list[Figure], place: str) -> str:
    """The largest of the types by name, or those that tie, and the next ones.

    Where all are of one size, that size. Types that make up no whole are no larger and smaller
    parts: of those it is said which had the most.
    """
    sizes = [_drawn(voice, figure) for figure in parts]
    is_amount = voice.measure.kind == "count" and voice.indicator.per != 100
    every = f"{wording.in_words(len(parts))} {'types' if is_amount else 'figures'} in {place}"
    first = f"Of {every} the {'largest' if is_amount else 'highest'}"
    top, number = sizes.count(sizes[0]), _text(voice, parts[0])
    if top == len(parts):
        return f"All {every} had the same number ({number})"
    if is_amount and not voice.dataset.adds_up:
        return _had_most(voice, parts, every)
    if top > MOST_TOLD:
        return f"{first} were {wording.in_words(top)} with {number} each"
    names = [voice.category_label(figure.category) for figure in parts[:top]]
    if top > 1:
        return f"{first} were {wording.listing(names)} ({number} each)"
    rest = _next(parts, sizes)
    then = f", then {_each(voice, rest)}" if rest else ""
    return f"{first} was {names[0]} ({number}){then}"


def _each(voice: Voice, parts: list[Figure]) -> str:
    """Types by name, each with its number."""
    return wording.listing(
        [f"{voice.category_label(f.category)} ({_text(voice, f)})" for f in parts]
    )


def _had_most(voice: Voice, parts: list[Figure], every: str) -> str:
    """Which types had the most of several that may overlap, and the next ones."""
    sizes = [_drawn(voice, figure) for figure in parts]
    top, number = sizes.count(sizes[0]), _text(voice, parts[0])
    if top > MOST_TOLD:
        several = wording.upper_first(wording.in_words(top))
        return f"{several} of {every} had the most, with {number} each"
    first, *tied = [_inside(voice, figure) for figure in parts[:top]]
    named = wording.listing([wording.upper_first(first), *tied])
    if tied:
        return f"{named} had the most of {every} ({number} each)"
    rest = [f"{_inside(voice, figure)} ({_text(voice, figure)})" for figure in _next(parts, sizes)]
    then = f", then {wording.listing(rest)}" if rest else ""
    return f"{named} had the most of {every} ({number}){then}"


def _inside(voice: Voice, figure: Figure) -> str:
    """A type's name inside a sentence: a place keeps its capital, as in the words for a count."""
    label = voice.category_label(figure.category)
    return label if label in voice.unit(figure.category)[1] else voice.inside(label)


def _next(parts: list[Figure], sizes: list[float]) -> list[Figure]:
    """Those after the largest that may be named: as many as no tie cuts through."""
    return [
        figure
        for at, figure in enumerate(parts[1:MOST_TOLD], start=1)
        if sizes[at] and sizes.count(sizes[at]) <= MOST_TOLD - sizes.index(sizes[at])
    ]


def _whole(request: ChartRequest, part: Figure) -> Figure | None:
    """All that a part is a part of, in the same place and period; None where it is not held."""
    dataset = request.voice.dataset
    above = root(dataset, part.category)
    above = "all" if above == part.category else above
    if above not in dataset.categories:
        return None
    series = request.figures.series(part.indicator, above, area=part.area)
    return next((f for f in series if f.period == part.period and f.count), None)


def _make_up(parts: list[Figure], whole: Figure) -> bool:
    """Do the parts make up the whole, but for what is withheld?"""
    total = sum(part.size for part in parts)
    return WHOLE * whole.size <= total <= whole.size
