"""The finding of a chart over time, as its title."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.telling.speech import Voice


def headline(voice: Voice, comparison: Comparison | None, figure: Figure) -> str:
    """The finding of a chart over time, as its title, without a full stop."""
    subject, when = voice.subject(figure.category), voice.when(figure.period)
    now = _headed(voice, figure)
    if comparison is None or comparison.difference is None:
        return f"{subject}: {now} {when}"
    earlier = comparison.other
    is_year = figure.period.months and earlier.period == figure.period.before(12)
    before = "a year before" if is_year else voice.when(earlier.period)
    then = f"{_headed(voice, earlier)} {before}"
    if now == _headed(voice, earlier):
        return f"{subject}: {now} {when}, the same as {before}"
    if comparison.is_clear is None:
        return f"{subject}: {now} {when}, {then}"
    if not comparison.is_clear:
        return f"{subject}: no clear change, {now} {when} and {then}"
    verb = "rose" if comparison.difference > 0 else "fell"
    comma = "," if "," in subject else ""
    return f"{subject}{comma} {verb} to {now} {when}, from {then}"


def _headed(voice: Voice, figure: Figure) -> str:
    """The number by which a movement is told: the count where there is one, else the value."""
    is_share = voice.indicator.per == 100
    return (not is_share and voice.count_text(figure)) or voice.short(figure)
