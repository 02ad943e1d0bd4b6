"""A newer count of a part of a year, of another thing than a page leads with."""

from __future__ import annotations

from collections.abc import Collection

from generator.figures.comparisons import over_time
from generator.figures.figures import Figure
from generator.figures.same_months import part_before
from generator.pages.book import Book
from generator.pages.subject_measures import YEAR
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.telling.speech import Voice


def newer_count(book: Book, topic: Topic, own: Figure, areas: Collection[str]) -> str:
    """The newest count of a part of a year in one of these areas, where it is much newer than what
    is told: beside the same months a year before where these are held, and beside nothing else."""
    parts = [
        figure
        for indicator in topic.matter.indicators
        for figure in book.figures.across(indicator, book.categories(topic, indicator)[0])
        if figure.period.is_part_year
        and figure.area in areas
        and (figure.period.last - own.period.last).days >= YEAR
        and not (figure.is_absent or figure.is_doubted or figure.key in book.disputed)
        and book.voice(figure.indicator).measure.kind == "count"
    ]
    if not parts:
        return ""
    newest = max(parts, key=lambda f: (f.period.last, f.period.days))
    voice = book.voice(newest.indicator)
    moved = _moved(book, voice, newest) or "A part of a year is not compared with a whole one."
    told = narrative.level(voice, newest)
    if apart := _told_apart(book, newest, own):
        told = f"{apart}: {told[:1].lower()}{told[1:]}"
    return f"{told} {moved}"


def _moved(book: Book, voice: Voice, newest: Figure) -> str:
    series = book.figures.series(newest.indicator, newest.category, area=newest.area)
    before = part_before(series, newest)
    change = over_time(book.holdings, voice.indicator, newest, before) if before else None
    return narrative.trend(voice, change)


def _told_apart(book: Book, newest: Figure, own: Figure) -> str:
    """That the two are counts of different things; blank where both have one unit."""
    units = [book.voice(f.indicator).unit(f.category)[1] for f in (newest, own)]
    is_one = units[0] == units[1]
    return "" if is_one else f"A newer count is of {units[0]}, and not of {units[1]}"
