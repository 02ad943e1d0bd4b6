"""The months of one year as a small line without a scale, beside a number that says how many."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.figures.figures import Figure
from generator.terms.periods import Period

WIDE, HIGH, MARGIN = 110, 28, 3
FEWEST = 6


def sparkline(series: Sequence[Figure], year: Period) -> Markup:
    """How did the months of a year go? Drawn from nought, so that a small change does not look
    large, with a gap for a month that is not held. Blank under six months.

    ``series`` is that of one area and kind.
    """
    held = {
        f.period.last.month: f.count
        for f in series
        if f.period.months == 1 and f.count is not None and f.period.overlaps(year)
    }
    most = max(held.values(), default=0)
    if year.months != 12 or len(held) < FEWEST or not most:
        return Markup("")
    months = [(year.last.month + step) % 12 + 1 for step in range(12)]
    across, up = (WIDE - 2 * MARGIN) / 11, HIGH - 2 * MARGIN
    points = {
        place: f"{MARGIN + place * across:.0f},{HIGH - MARGIN - up * held[month] / most:.0f}"
        for place, month in enumerate(months)
        if month in held
    }
    lines = "".join(f'<polyline points="{line}"/>' for line in _runs(points))
    x, y = points[max(points)].split(",")
    return Markup(
        f'<svg class="spark" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true">'
        f'<path d="M0 {HIGH - MARGIN}H{WIDE}"/>{lines}<circle cx="{x}" cy="{y}" r="2.5"/></svg>'
    )


def _runs(points: dict[int, str]) -> list[str]:
    """The points of each run of months without a gap."""
    runs: list[list[str]] = []
    for place, point in points.items():
        if place - 1 in points:
            runs[-1].append(point)
        else:
            runs.append([point])
    return [" ".join(run) for run in runs]
