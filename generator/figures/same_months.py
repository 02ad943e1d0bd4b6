"""Parts of years: the same months of two years, and what came after the last whole year.

Seasons differ, so a part of a year is set beside nothing but the same part of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.figures.figures import Figure
from generator.terms.periods import Period


def same_months(series: Sequence[Figure], figure: Figure) -> tuple[Figure, Figure] | None:
    """The counts of the longest run of months in a figure's span that the year before has too.

    ``series`` is that of the figure's place and kind. None where no month can be set beside its
    own of the year before. The two have no value: a part of a year has no yearly rate.
    """
    held = {f.period: f for f in series if f.period.months == 1 and f.count is not None}
    months = [f for f in held.values() if f.period.overlaps(figure.period) and _before(f) in held]
    run = _longest([f for f in months if not (f.is_doubted or held[_before(f)].is_doubted)])
    if not run:
        return None
    return _together(run), _together([held[_before(month)] for month in run])


def newer_part(series: Sequence[Figure], figure: Figure) -> Figure | None:
    """The part of a year that came after a figure's span, months without a gap added up; None
    where there is none. It is told beside the whole year, and never in its place."""
    after = [
        f
        for f in series
        if f.period.is_part_year
        and f.period.first > figure.period.last
        and not (f.is_absent or f.is_doubted)
    ]
    spans = [f for f in after if f.period.months != 1]
    if spans:
        return max(spans, key=lambda f: (f.period.last, f.period.days))
    run = _longest([f for f in after if f.count is not None])
    return _together(run) if run else None


def part_before(series: Sequence[Figure], part: Figure) -> Figure | None:
    """The same part of the year before, as held or added up of its months; None where it is not
    wholly there, or rests on a number in doubt."""
    before = part.period.before(12) if part.period.months else None
    if before is None:
        return None
    sure = [f for f in series if not (f.is_absent or f.is_doubted)]
    span = next((f for f in sure if f.period == before), None)
    months = [f for f in sure if f.period.months == 1 and f.count is not None]
    run = _longest([f for f in months if f.period.overlaps(before)])
    return span or (_together(run) if len(run) == before.months else None)


def _before(figure: Figure) -> Period:
    return figure.period.before(12)


def _longest(months: Sequence[Figure]) -> list[Figure]:
    """The longest run of months without a gap, the newest where two are as long."""
    best: list[Figure] = []
    run: list[Figure] = []
    for month in sorted(months, key=lambda f: f.period.last):
        follows = run and month.period.before(1) == run[-1].period
        run = [*run, month] if follows else [month]
        best = run if len(run) >= len(best) else best
    return best


def _together(months: Sequence[Figure]) -> Figure:
    last = months[-1]
    return replace(
        last,
        period=Period.of_months(len(months), last.period.last.year, last.period.last.month),
        count=sum(month.count or 0 for month in months),
        value=None,
        denominator=None,
        lower=None,
        upper=None,
        status="".join(sorted({letter for month in months for letter in month.count_status})),
        printed="",
        how="months",
    )
