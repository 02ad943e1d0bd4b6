"""The four words for one figure beside another, and how the same months of two years compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.figures.comparisons import Comparison, range_of_change
from generator.figures.figures import Figure
from generator.telling.narrative import ABOUT_THE_SAME, band
from generator.telling.qualified import of_a_day, of_one_month
from generator.telling.speech import Voice
from generator.terms import wording

WHY_SAME = "About the same: less than 5% apart, or no further than chance alone could put them."
# Said once a page of the range of a change.
BY_CHANCE = ", by chance alone"
# Nearer than this and yet not the same, two rates look alike: that they are not is said.
NEAR = 0.1
HIGHER, SAME, LOWER, NOT_COMPARED = "Higher", "About the same", "Lower", "Not compared"
# From which end a place is counted that is told beside a verdict: lower than the whole and "eighth
# highest" would seem to contradict each other.
COUNTED_FROM = {HIGHER: "highest", LOWER: "lowest"}


def verdict(comparison: Comparison | None) -> str:
    """Is a figure higher or lower than the one it is set beside, or about the same?

    Higher and lower need both that the other lies outside the figure's own 95% interval, and a
    ratio that the one table of bands does not call about the same, however many were counted.
    """
    if comparison is None or comparison.ratio is None or comparison.is_clear is None:
        return NOT_COMPARED
    if not comparison.is_clear or band(comparison.ratio) == ABOUT_THE_SAME:
        return SAME
    return HIGHER if comparison.ratio > 1 else LOWER


def telling(voice: Voice, found: Comparison, others: Iterable[Figure]) -> Voice:
    """How an indicator is spoken of where a figure is higher or lower than others: with so many
    decimals, two more at most, that no end of its range is printed as one of them."""
    figure, own = found.figure, voice.indicator.decimals
    is_apart = verdict(found) in (HIGHER, LOWER)
    ends = [end for end in (figure.lower, figure.upper) if end is not None]
    values = [other.value for other in others if other.value is not None]
    for decimals in (own, own + 1, own + 2) if is_apart and voice.is_rate else (own,):
        printed = {wording.number(end, decimals) for end in ends}
        if printed.isdisjoint(wording.number(value, decimals) for value in values):
            break
    finer = voice.indicator.model_copy(update={"decimals": decimals})
    return voice if decimals == own else replace(voice, indicator=finer)


def counted_from(comparison: Comparison | None) -> str:
    """From which end of a list is a place counted beside this verdict? Blank for the nearer."""
    return COUNTED_FROM.get(verdict(comparison), "")


def set_beside(voice: Voice, found: Comparison, word: str, around: str, without: str = "") -> str:
    """What a verdict is followed by: than whom, and how far chance could move the figure;
    ``without`` says what the other's number leaves out."""
    figure = found.figure
    other = "; ".join(text for text in (voice.short(found.other), without) if text)
    told = f"{around}, {other}" if around.endswith(")") else f"{around} ({other})"
    said = f"{'as' if word == SAME else 'than'} {told}."
    if found.is_clear and word == SAME:  # however many were counted
        return f"{said[:-1]}: less than 5% apart."
    if word != SAME and found.ratio and abs(found.ratio - 1) < NEAR:
        said = f"{said[:-1]}: more than 5% apart."
    if figure.lower is not None and figure.upper is not None:
        ends = (wording.number(x, voice.indicator.decimals) for x in (figure.lower, figure.upper))
        said += f" Chance alone could put the figure here between {' and '.join(ends)}."
    return said


def by_months(voice: Voice, comparison: Comparison | None) -> str:
    """How do the same months of two years compare? Empty where there are none, or a break."""
    if comparison is None or comparison.difference is None:
        return ""
    before = voice.count_text(comparison.other)
    now = voice.counted(comparison.figure)
    span = comparison.figure.period
    months = span.label()
    same = "the same month" if span.months == 1 else "the same months"
    is_of_one = span.first.year == span.last.year
    when = f"of {span.last.year - 1}" if is_of_one else "a year before"
    said = f"{now} in {months}, {before} in {same} {when}"
    spread = range_of_change(comparison)
    if comparison.percent is None or spread is None:
        start = "No clear change"
        if comparison.is_clear:
            start = "More" if comparison.difference > 0 else "Fewer"
        return f"{start}: {said}. {of_one_month(voice, comparison)}".strip()
    alone = of_one_month(voice, comparison)
    told = "no clear change" if not comparison.is_clear else wording.more(comparison.percent)
    low, high = (wording.more(end) for end in spread)
    # What does not come about by chance has no range.
    ranged = f" (range from {low} to {high}{BY_CHANCE})" if voice.indicator.is_tested else ""
    return f"{wording.upper_first(told)}: {said}{ranged}{of_a_day(comparison)}. {alone}".strip()


def part_year(voice: Voice, part: Figure | None) -> str:
    """That there is a newer figure of a part of a year, and why it is not compared."""
    if part is None:
        return ""
    text = voice.count_text(part) or voice.short(part)
    months = part.period.months
    length = wording.counted(months, ("month", "months")) if months else "A part of a year"
    verb = "is" if months in (None, 1) else "are"
    return (
        f"The newest figure is for {part.period.label()} ({text}). "
        f"{wording.upper_first(length)} {verb} not compared with a whole year."
    )
