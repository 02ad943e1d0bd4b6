"""Which way a place moves: between years, or between the same months of two years."""

from __future__ import annotations

from generator.figures.comparisons import Comparison, over_time
from generator.figures.figures import Figure
from generator.figures.moving import movement
from generator.figures.same_months import newer_part, part_before
from generator.pages.book import Book
from generator.telling import named, narrative
from generator.telling.qualified import in_one_month
from generator.telling.speech import Voice
from generator.telling.verdicts import by_months, part_year
from generator.terms import wording

MOST_TYPES = 3


def which_way(book: Book, figure: Figure) -> str:
    """The movement of the types, then of the whole; between years, or between equal months, with
    why; and the newer part of a year, where there is one."""
    voice = book.voice(figure.indicator)
    change, is_of_years = change_of(book, figure)
    said = narrative.trend(voice, change) if is_of_years else by_months(voice, change)
    moved = _types_moved(book, figure) if said else ""
    told = f"{moved} {named.in_all(said)}" if moved else said
    if said and not is_of_years:
        told += f" The other months of {voice.named(figure.period.before(12))} are not held."
    after, part = after_that(book, figure)
    return " ".join(text for text in (told, after, part) if text)


def after_that(book: Book, figure: Figure) -> tuple[str, str]:
    """How the part of a year after a figure's span compares with the same months a year before;
    or, second, that there is such a part, and that nothing is set beside it."""
    voice = book.voice(figure.indicator)
    series = book.figures.series(figure.indicator, figure.category, area=figure.area)
    part = None if figure.period.is_part_year else newer_part(series, figure)
    before = part_before(series, part) if part else None
    change = over_time(book.holdings, voice.indicator, part, before) if part and before else None
    is_counted = voice.measure.kind == "count" and voice.indicator.per != 100
    said = by_months(voice, change) if is_counted else ""
    if said:
        return f"After that, {wording.lower_first(said)}", ""
    return "", part_year(voice, part)


def change_of(book: Book, figure: Figure) -> tuple[Comparison | None, bool]:
    """A figure against the year before, and True; else the same months of both years, and False.
    There is none from or to a figure on which the documents disagree."""

    def change() -> tuple[Comparison | None, bool]:
        indicator = book.voice(figure.indicator).indicator
        series = book.figures.series(figure.indicator, figure.category, area=figure.area)
        found, is_of_years = movement(book.holdings, indicator, series, figure)
        keys = {found.figure.key, found.other.key} if found else set()
        return (found if keys.isdisjoint(book.disputed) else None), is_of_years

    return book.kept(("change", figure.key, figure.how), change)


def named_types(book: Book, figure: Figure) -> list[str]:
    """The types that the line of which way names as having risen or fallen."""
    return [category for one in _both_ways(book, figure) for category, _ in one[:MOST_TYPES]]


def _types_moved(book: Book, figure: Figure) -> str:
    """Which types rose or fell clearly, the largest movement first; none of too few to tell."""
    ways = zip(_both_ways(book, figure), ("fell", "rose"), strict=True)
    said = [f"{_some([name for _, name in names])} {verb}" for names, verb in ways if names]
    return f"{wording.upper_first('; '.join(said))}." if said else ""


def _both_ways(book: Book, figure: Figure) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The types that fell clearly and those that rose, the largest movement first: the category,
    and its name."""
    area = book.holdings.areas[figure.area]
    voice, moved = book.voice(figure.indicator), []
    for category in voice.dataset.parts(figure.category):
        part = book.newest(figure.indicator, category, area)
        change = change_of(book, part)[0] if part and part.period == figure.period else None
        if change and change.is_clear and change.difference and _is_of_many(voice, change):
            moved.append((change.difference, (category, _named(voice, change))))
    moved.sort(key=lambda one: -abs(one[0]))
    return [one for size, one in moved if size < 0], [one for size, one in moved if size > 0]


def _is_of_many(voice: Voice, change: Comparison) -> bool:
    """Are there, then or now, as many as a rate asks for? Of many small some move by chance."""
    counts = (change.figure.count or 0, change.other.count or 0)
    return max(counts) >= voice.indicator.smallest_for_rate


def _named(voice: Voice, change: Comparison) -> str:
    """What moved, and the one month that made all or most of it."""
    name, month = voice.unit(change.figure.category)[1], in_one_month(change)
    return f"{name} ({month})" if month else name


def _some(names: list[str]) -> str:
    """The first few of them, and that there are more."""
    more = ["other types"] if len(names) > MOST_TYPES else []
    return wording.listing([*names[:MOST_TYPES], *more])
