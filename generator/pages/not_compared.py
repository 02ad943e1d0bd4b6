"""With whom a figure is not compared, and why: there is always a reason."""

from __future__ import annotations

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure, why_absent
from generator.pages.book import Book
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area

ALONE = "with any other place: no other area of its kind has a page here."
OF_SIZE = "a number says little beside that of a place of another size"
ANYONE = "those who answered are no random sample of either place"
# Why a figure is set beside none, by what hinders it.
HINDERED = {
    "unreliable": "of low reliability",
    "inexact": "given only roughly by its source",
}
NO_CHANCE = "chance does not move it, so no range tells which difference is clear"


def not_compared(book: Book, figure: Figure, found: Comparison | None, other: Area) -> str:
    """With whom is a figure not compared, where it was how much there, and why?"""
    voice = book.voice(figure.indicator)
    around = wording.place(other)
    if found is None or found.ratio is None or _is_of_size(voice):
        return f"with {around}{_why_not(book, voice, figure, other)}."
    # The nearest place with such a figure need not be the one that others are compared with.
    around = voice.place(found.other.area)
    return f"with {around}, where it was {voice.short(found.other)}: {_no_range(voice, found)}."


def _is_of_size(voice: Voice) -> bool:
    """Is it a number of which a larger place has more? Residents are such a number too."""
    return voice.measure.kind == "count" and voice.indicator.per != 100 and not voice.is_rate


def _no_range(voice: Voice, found: Comparison) -> str:
    """Why does nothing tell whether the two differ by more than chance?"""
    if not found.figure.period.is_stated:
        return "the source states the period of neither"
    if voice.dataset.who_answered:
        return ANYONE
    if not voice.indicator.is_tested:
        return NO_CHANCE
    which = "either" if found.other.lower is None else "the figure here"
    return f"no range is known for {which}"


def hindered(figure: Figure, other: Figure) -> str:
    """Which of the two, the other first, is given only roughly or is of low reliability? Blank
    where neither is."""
    for one, which in ((other, "that"), (figure, "this")):
        if why := HINDERED.get(comparisons.hindrance(one, one)):
            return f"{which} is {why}"
    return ""


def _why_not(book: Book, voice: Voice, figure: Figure, other: Area) -> str:
    """What follows the name of a place that a figure is not compared with."""
    every = [f for f in book.figures.of_area(other.code) if f.indicator == figure.indicator]
    held = [f for f in every if not f.is_absent]
    series = [f for f in every if f.category == figure.category]
    alike = next((f for f in series if f.period == figure.period), None)
    if alike and alike.key in book.disputed:
        return ", on whose figure the documents disagree"
    if _is_of_size(voice) and any(f.period == figure.period for f in held):
        return f": {OF_SIZE}"
    if alike is None or alike.is_absent:
        return _none_there(voice, alike, [f for f in series if not f.is_absent])
    return f": {_beside_that(voice, figure, alike)}"


def _none_there(voice: Voice, alike: Figure | None, held: list[Figure]) -> str:
    """That there is no number of the same period there, or which other one is the newest."""
    if alike and alike.is_doubted:
        return ", whose figure is being checked"
    if alike and why_absent(alike) == "c":
        return ", whose figure is withheld"
    newest = max(held, key=lambda f: f.period.last, default=None)
    if newest is None:
        return ", for which no such figure is held"
    return f", whose newest such figure is of {voice.named(newest.period)}"


def _beside_that(voice: Voice, figure: Figure, alike: Figure) -> str:
    """Why is a figure not set beside one of the same kind and period?"""
    least = voice.indicator.smallest_for_rate
    if voice.is_rate and figure.count is not None and figure.count < least:
        return f"a count below {least} has no rate"
    if why := hindered(figure, alike):
        return why
    if figure.value is None or alike.value is None:
        return f"no rate is known for {'that' if figure.value is not None else 'this'}"
    if not alike.value:
        return "there it was nought"
    return _no_range(voice, Comparison(figure, alike))
