"""What a figure does not say, in words that are of its place, its type and its time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.charts.drawing import Drawing
from generator.figures.comparisons import Comparison, against
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling import narrative
from generator.telling.speech import Voice
from generator.telling.verdicts import verdict
from generator.terms import wording

# What the foot of every page with what the police recorded says, and no caution of one figure.
NOT_ACCREDITED = (
    "Police recorded crime is official statistics, but not accredited official statistics."
)
# So large a part without a place, in percent, is worth its sentence.
SHOWING = 1


def cautions_of(book: Book, figures: Iterable[Figure]) -> list[str]:
    """What these figures do not say, each once: what holds of some of them only goes first."""
    held = [
        (not caution.is_narrow, caution.text)
        for figure in figures
        for caution in book.voice(figure.indicator).cautions(figure)
    ]
    return list(dict.fromkeys(text for _, text in sorted(held, key=lambda one: one[0])))


def first_caution(book: Book, figure: Figure) -> str:
    """The caution of a figure's own indicator, or that a larger area's figure beside it holds what
    no smaller area has; blank where there is neither."""
    own = [text for text in cautions_of(book, [figure]) if text != NOT_ACCREDITED]
    return next(iter(own), "") or _told_in_none(book, figure)


def bound_to(book: Book, figures: Iterable[Figure]) -> list[str]:
    """What must stand wherever one of these figures is told."""
    every = (c for f in figures for c in book.voice(f.indicator).cautions(f) if c.is_bound)
    return list(dict.fromkeys(caution.text for caution in every))


def provisional(book: Book, drawing: Drawing) -> str:
    """Which figures of a chart are provisional, as a sentence for where it stands alone: all, those
    of some periods or places, or how many; blank where none is."""
    shown = {f.key: f for row in drawing.rows for f in row.figures if not f.is_absent}.values()
    marked = [figure for figure in shown if "p" in figure.status]
    rest = [figure for figure in shown if "p" not in figure.status]
    if not rest or not marked:
        all_of = "All these figures are" if len(marked) > 1 else "This figure is"
        return f"{all_of} provisional." if marked else ""
    voice, areas = book.voice(drawing.indicator), book.holdings.areas
    times = dict.fromkeys(voice.when(f.period) for f in marked)
    if not times.keys() & {voice.when(f.period) for f in rest}:
        return f"Provisional: what is told {wording.listing(list(times))}."
    if not {f.area for f in marked} & {f.area for f in rest}:
        places = dict.fromkeys(wording.place(areas[f.area]) for f in marked)
        return f"Provisional: what is told of {wording.listing(list(places))}."
    return f"{len(marked)} of these {len(shown)} figures are provisional."


def forecasts(book: Book, drawing: Drawing) -> list[str]:
    """That figures of a chart are forecasts, and of which times; nothing where none is."""
    shown = [f for row in drawing.rows for f in row.figures if f.is_forecast and not f.is_absent]
    voice = book.voice(drawing.indicator)
    times = list(dict.fromkeys(voice.when(figure.period) for figure in shown))
    return [f"Forecast, and not counted: what is told {wording.listing(times)}."] if times else []


def unplaced(book: Book, figure: Figure) -> str:
    """How large a part of what a force recorded in all has no place, and so counts in no district;
    blank of other places, and of so small a part that it changes nothing."""
    voice, area = book.voice(figure.indicator), book.holdings.areas[figure.area]
    part = voice.indicator.part_of if figure.category == "all" else None
    for key, other in voice.dataset.indicators.items():
        whole = other.denominator.measure if other.denominator and other.per == 100 else ""
        if part is None or whole != part.measure:
            continue
        category = book.voice(key).indicator.category or "all"
        held = book.newest(key, category, area)
        if held and (held.value or 0.0) >= SHOWING:
            return narrative.level(book.voice(key), held)
    return ""


def in_none(book: Book, figure: Figure) -> Figure | None:
    """What the figure of a larger area holds and none of the areas inside it; None where nothing is
    known of that."""
    voice = book.voice(figure.indicator)
    part = voice.indicator.in_none
    keys = [k for k, one in voice.dataset.indicators.items() if part and one.value == part.measure]
    found = (
        other
        for key in keys
        for other in book.figures.series(key, figure.category, area=figure.area)
        if other.period == figure.period and other.count
    )
    return next(found, None)


def shared_out(book: Book, figure: Figure) -> Figure | None:
    """The figure of a larger area without what none of the areas inside it has; None where that is
    nothing, or where nothing is known of it."""
    rest = in_none(book, figure)
    if rest is None or not figure.count or figure.value is None or rest.count is None:
        return None
    part = 1 - rest.count / figure.count
    return replace(figure, count=figure.count - rest.count, value=figure.value * part)


def fair(book: Book, gap: Comparison | None) -> Comparison | None:
    """A comparison that is clear only if it is so with and without what the other holds and no
    smaller area can have."""
    other = shared_out(book, gap.other) if gap else None
    like = against(gap.figure, other) if gap and other else None
    if gap is None or like is None or verdict(like) == verdict(gap):
        return gap
    return replace(gap, is_clear=False)


def told_without(book: Book, voice: Voice, figure: Figure) -> str:
    """What the number of a larger area is without what no smaller area has: "3.4 without the 5.5%
    that are assigned to no partnership"; blank where it is the same as printed."""
    other = shared_out(book, figure)
    rest, part = in_none(book, figure), voice.indicator.in_none
    if other is None or rest is None or part is None or voice.short(other) == voice.short(figure):
        return ""
    share = wording.percent(100 * (rest.count or 0) / (figure.count or 1), 1)
    return f"{voice.short(other)} without the {share} {part.words}"


def _told_in_none(book: Book, figure: Figure) -> str:
    """How much of a larger area's count no smaller area has, as a sentence."""
    areas = book.holdings.areas
    around = [figure, *book.figures.beside(figure)]
    for one in around if book.voice(figure.indicator).indicator.in_none else ():
        rest, part = in_none(book, one), book.voice(one.indicator).indicator.in_none
        if rest and part:
            place = wording.place(areas[one.area])
            share = wording.percent(100 * (rest.count or 0) / (one.count or 1), 1)
            every = wording.counted(one.size, book.voice(one.indicator).unit(one.category))
            told = f"Of the {every} in {place} {wording.number(rest.size)} ({share})"
            return f"{told} are {part.words}, and count in no smaller area."
    return ""
