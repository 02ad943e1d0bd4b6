"""What keeps a movement from being read as it stands: it is one over years, others may have
answered, or one month makes it."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.intervals import of_change
from generator.telling.speech import Voice
from generator.terms import wording


def of_others(voice: Voice, comparison: Comparison) -> str:
    """The earlier figure of a survey that others may have answered then: no change is told."""
    earlier = comparison.other
    was, now = (wording.places_of(figure.printed) for figure in (earlier, comparison.figure))
    way = "finely" if was > now else "roughly"
    digits = "" if was == now else f", printed more {way} than the {voice.short(comparison.figure)}"
    told = f"{wording.upper_first(voice.when(earlier.period))} it was {voice.short(earlier)}"
    return f"{told}{digits}. That is no sign of a change: others may have answered then."


def over_years(comparison: Comparison) -> str:
    """How long before the earlier figure was, where that is more than a year; blank otherwise, and
    where it cannot be told."""
    now, then = comparison.figure.period, comparison.other.period
    months = (now.last.year - then.last.year) * 12 + now.last.month - then.last.month
    if now.months is None or months <= 12:
        return ""
    years, rest = divmod(months, 12)
    length = (months, ("month", "months")) if rest else (years, ("year", "years"))
    return f", {wording.counted(*length)} before"


def of_one_month(voice: Voice, comparison: Comparison) -> str:
    """That one month makes a change, all or most of it, and what the others show; blank where none
    does."""
    month, rest = comparison.month, comparison.rest
    if month is None or rest is None:
        return ""
    now, before, *others = (
        wording.number(count or 0)
        for count in (
            month.count,
            (comparison.other.count or 0) - (rest.other.count or 0),
            rest.figure.count,
            rest.other.count,
        )
    )
    way = "no clear change"
    if rest.is_clear:
        way = "more" if (rest.difference or 0) > 0 else "fewer"
    many = (comparison.figure.period.months or 0) - 1
    others_show = "month shows" if many == 1 else f"{wording.in_words(many)} months show"
    part = "All" if is_of_one_alone(comparison) else "Most"
    return (
        f"{part} of that was in {month.period.last:%B}, with {now} against {before}: "
        f"the other {others_show} {way}, with {others[0]} against {others[1]}{of_a_day(rest)}."
    )


def of_a_day(comparison: Comparison) -> str:
    """That a February had a day more, where only that keeps a change from being clear; blank where
    it does not."""
    pair = (comparison.figure, comparison.other)
    counts = [figure.count or 0 for figure in pair]
    spans = [figure.period for figure in pair]
    if comparison.is_clear is not False or not all(counts) or spans[0].days == spans[1].days:
        return ""
    low, high = of_change(counts[0], counts[1], 1)
    if low <= 1 <= high:
        return ""
    longer = max(spans, key=lambda span: span.days)
    return f"; February {longer.last.year} had a day more"


def in_one_month(comparison: Comparison | None) -> str:
    """In which month all or most of a change was, in brief: "in January alone", "mostly in
    January"; blank where several made it."""
    if comparison is None or comparison.month is None:
        return ""
    name = f"{comparison.month.period.last:%B}"
    return f"in {name} alone" if is_of_one_alone(comparison) else f"mostly in {name}"


def is_of_one_alone(comparison: Comparison) -> bool:
    """Does one month make all of a change, for the others together moved the other way, or not?"""
    rest = comparison.rest
    return rest is not None and (rest.difference or 0) * (comparison.difference or 0) <= 0
