"""Which figures of areas are set side by side, and which have no place among them."""

from __future__ import annotations

from datetime import date

from generator.charts import small
from generator.charts.drawing import ChartRequest
from generator.figures.common_period import shared_period
from generator.figures.figures import Figure, latest
from generator.terms.periods import Period


def is_by_count(figures: list[Figure]) -> bool:
    """Are these set side by side by their counts, for none has a rate?"""
    return all(figure.value is None for figure in figures)


def is_told(figure: Figure, by_count: bool) -> bool:
    """Has it a number that may be set beside the others'?"""
    is_sure = not (figure.is_unreliable or figure.is_rough)
    return is_sure and (by_count or figure.value is not None)


def order(figure: Figure, by_count: bool, name: str) -> tuple[bool, float, str]:
    """Where it stands: the largest first, by name where two are alike, and last what has none."""
    return (not is_told(figure, by_count), -size(figure, by_count), name)


def chosen(request: ChartRequest) -> list[Figure]:
    """The figures of the newest period that this area (or, without one, most areas) has; none
    where there are fewer than two to set side by side, or only counts too small for it."""
    figures = _held(request)
    mine = [figure for figure in figures if request.area and figure.area == request.area.code]
    if request.area and not mine:
        return []
    newest = latest(sorted(mine, key=lambda f: f.period.last)) if mine else None
    period = newest.period if newest else max((f.period for f in figures), key=_last, default=None)
    if not request.area:
        period = shared_period(figures) or period
    figures = [figure for figure in figures if figure.period == period]
    figures = [figure for figure in figures if not _has_members(request, figure, figures)]
    by_count, is_plain = is_by_count(figures), _is_plain(request)
    listed = {area.code for area in request.areas}
    if period and period.months == 1 and (is_plain or by_count):
        return []  # a month has no rate, and a larger place has more of everything
    if is_plain or by_count:
        # A count of a larger area is larger because the area is.
        figures = [figure for figure in figures if figure.area in listed]
        if all(figure.size < small.FEW for figure in figures) or _has_no_rate(request, figures):
            return []
    # None is set beside a figure on which the documents disagree.
    figures = [f for f in figures if f.area in listed or f.key not in request.disputed]
    told = [f for f in figures if is_told(f, by_count)]
    # One place beside a larger one is no list.
    is_alone = len(told) == 2 and request.area and sum(f.area in listed for f in told) == 1
    return figures if len(told) > 1 and not is_alone else []


def _held(request: ChartRequest) -> list[Figure]:
    """The figures of these areas in all periods, but for those that are being checked."""
    own = [request.area] if request.area else []
    # An area that is none of those side by side is itself what they are compared with.
    is_listed = all(area in request.areas for area in own)
    codes = {area.code for area in (*request.areas, *own, *(request.against if is_listed else ()))}
    listed = {area.code for area in request.areas}
    return [
        figure
        for figure in request.figures.across(request.voice.key, request.categories[0])
        if figure.area in codes
        and not figure.is_absent
        and not figure.is_doubted
        and (figure.area in listed or is_told(figure, by_count=False))
        and request.voice.is_live(figure)
    ]


def _last(period: Period) -> date:
    return period.last


def _is_plain(request: ChartRequest) -> bool:
    """Is it a number of things, whatever the size of a place?"""
    return request.voice.measure.kind == "count" and request.voice.indicator.per == 1


def _has_no_rate(request: ChartRequest, figures: list[Figure]) -> bool:
    """Are these the counts of what is told as a rate, and too small for one?"""
    return request.voice.is_rate and any(small.SMALL in figure.status for figure in figures)


def _has_members(request: ChartRequest, figure: Figure, figures: list[Figure]) -> bool:
    """Is it a partnership's, beside figures of its own members; or, where the chart is about the
    partnership, one of these members'?"""
    area, areas = request.voice.area(figure.area), request.voice.holdings.areas
    if request.area and request.area.level == "partnership":
        return area in areas.members(request.area)[0]
    members = {m.code for m in areas.members(area)[0]} if area.level == "partnership" else set()
    return any(other.area in members for other in figures)


def size(figure: Figure, by_count: bool) -> float:
    """How large it is: the count, or what is told of it."""
    return float((figure.count if by_count else figure.value) or 0)
