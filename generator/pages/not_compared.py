"""With whom a figure is not compared, and why: there is always a reason."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area

ALONE = "with any other place: no other area of its kind has a page here."
OF_SIZE = "a number says little beside that of a place of another size"
ANYONE = "those who answered are no random sample of either place"
NO_CHANCE = "chance does not move it, so no range tells which difference is clear"


def not_compared(book: Book, figure: Figure, found: Comparison | None, other: Area) -> str:
    """With whom is a figure not compared, where it was how much there, and why?"""
    voice = book.voice(figure.indicator)
    around = wording.place(other)
    if found is None or found.ratio is None or _is_of_size(voice):
        return f"with {around}{_why_not(book, voice, figure, other)}."
    # The nearest place with such a figure need not be the one that others are compared with.
    around = voice.place(found.other.area)
    return f"with {around}, where it was {voice.short(found.other)}: {_no_range(voice, figure)}."


def _is_of_size(voice: Voice) -> bool:
    """Is it a number of which a larger place has more? Residents are such a number too."""
    return voice.measure.kind == "count" and voice.indicator.per != 100 and not voice.is_rate


def _no_range(voice: Voice, figure: Figure) -> str:
    if not figure.period.is_stated:
        return "the source states the period of neither"
    if voice.dataset.who_answered:
        return ANYONE
    return "no range is known for either" if voice.indicator.is_tested else NO_CHANCE


def _why_not(book: Book, voice: Voice, figure: Figure, other: Area) -> str:
    """What follows the name of a place that a figure is not compared with."""
    held = [f for f in book.figures.of_area(other.code) if f.indicator == figure.indicator]
    held = [f for f in held if not f.is_absent]
    same = [f for f in held if f.period == figure.period]
    alike = next((f for f in same if f.category == figure.category), None)
    if alike and alike.key in book.disputed:
        return ", on whose figure the documents disagree"
    if same and _is_of_size(voice):
        return f": {OF_SIZE}"
    if alike is None:
        of_others = [f for f in held if f.category == figure.category]
        newest = max(of_others, key=lambda f: f.period.last, default=None)
        if newest is None:
            return ", for which no such figure is held"
        return f", whose newest such figure is of {voice.named(newest.period)}"
    if (
        voice.is_rate
        and figure.count is not None
        and figure.count < voice.indicator.smallest_for_rate
    ):
        return f": a count below {voice.indicator.smallest_for_rate} has no rate"
    return f": {_no_range(voice, figure)}"
