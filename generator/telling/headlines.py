"""The finding of a chart over time, as its title."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.telling.speech import Voice


def headline(
    voice: Voice, comparison: Comparison | None, figure: Figure, *, by_rate: bool = False
) -> str:
    """The finding of a chart over time, as its title, without a full stop; in rates over a line of
    rates (``by_rate``)."""
    subject, when = voice.subject(figure.category), voice.when(figure.period)
    now = _headed(voice, figure, by_rate=by_rate)
    per = f" {voice.per()}" if by_rate and voice.is_rate else ""
    if figure.is_forecast:
        return f"{subject}: a forecast of {now}{per} {when}"
    is_count = voice.measure.kind == "count" and voice.indicator.per != 100
    # Of two surveys that anyone could answer the earlier was answered by others.
    is_of_others = bool(voice.dataset.who_answered) and not is_count
    if comparison is None or comparison.difference is None or is_of_others:
        return f"{subject}: {now}{per} {when}"
    earlier = comparison.other
    is_year = figure.period.months and earlier.period == figure.period.before(12)
    before = "a year before" if is_year else voice.when(earlier.period)
    was = _headed(voice, earlier, by_rate=by_rate)
    then = f"{was} {before}"
    if now == was:
        return f"{subject}: {now}{per} {when}, the same as {before}"
    if comparison.is_clear is None:
        return f"{subject}: {now}{per} {when}, {then}"
    # Where residents moved the other way than what is counted, no verb is true of both.
    is_rise = comparison.difference > 0
    agrees = not per or ((figure.value or 0) > (earlier.value or 0)) == is_rise
    if not agrees:
        return f"{subject}: {now}{per} {when}, {then}"
    if not comparison.is_clear:
        return f"{subject}: no clear change, {now}{per} {when} and {then}"
    verb = "rose" if is_rise else "fell"
    comma = "," if "," in subject else ""
    return f"{subject}{comma} {verb} to {now}{per} {when}, from {then}"


def newer_part(voice: Voice, held: list[Figure], last: Figure) -> str:
    """The newest count of a part of a year, which no line of whole years reaches, to stand behind
    the title of such a line; blank where there is none."""
    parts = [
        f for f in held if 1 < (f.period.months or 0) < 12 and f.period.last > last.period.last
    ]
    newest = max(parts, key=lambda figure: figure.period.last, default=None)
    if newest is None or newest.is_unreliable or last.period.months != 12:
        return ""
    text = "" if newest.is_absent or newest.is_doubted else voice.count_text(newest)
    return f"; {text} {voice.when(newest.period)} alone" if text else ""


def _headed(voice: Voice, figure: Figure, *, by_rate: bool) -> str:
    """The number by which a movement is told: the count where there is one, else the value."""
    is_count = voice.indicator.per != 100 and not by_rate
    return (is_count and voice.count_text(figure)) or voice.short(figure)
