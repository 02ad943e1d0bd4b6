"""What a topic is about: one indicator, one category, one period, for lead, tiles, map and list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.figures.common_period import SHARED, shared_period
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.problems import Problem
from generator.reading.topics import Topic
from generator.telling.speech import Voice
from generator.terms.areas import Area
from generator.terms.periods import Period

LARGER = ("county", "force")
# A measure that is so many days newer is what a topic is about today.
YEAR = 365
# What says how much there is; a place, a change or a score is about something else.
AMOUNTS = ("count", "rate", "percent")


class SubjectMeasure(NamedTuple):
    """An indicator and a category in a period, and their figures by the area that has a profile.

    None of the figures is in doubt or one on which the documents disagree.
    """

    indicator: str
    category: str
    period: Period
    figures: dict[str, Figure]

    @property
    def pair(self) -> tuple[str, str]:
        """The indicator and the category."""
        return self.indicator, self.category

    def of(self, book: Book, area: Area) -> Figure | None:
        """The figure of an area, or that of the partnership with which it is counted only
        together."""
        places = (area, *book.holdings.areas.partnerships(area))
        return next((self.figures[a.code] for a in places if a.code in self.figures), None)


def subject_measure(book: Book, topic: Topic) -> SubjectMeasure | None:
    """What a topic is about: of the measures that may lead it, the one that most districts, or a
    larger area, have in the newest whole period that they share. A part of a year never leads."""
    found = [one for pair in book.leads(topic) if (one := _of(book, pair))]
    # The author's order decides where they are equal.
    return max(found, key=lambda one: _tells(book, one), default=None)


def _of(book: Book, pair: tuple[str, str]) -> SubjectMeasure | None:
    """One measure in the newest whole period that its areas share; None where it has none."""
    profiled = {area.code for area in book.profiled}
    found = [
        figure
        for figure in book.figures.across(*pair)
        if figure.area in profiled
        and not (figure.is_absent or figure.is_unreliable or figure.is_doubted)
        and figure.key not in book.disputed
    ]
    period = shared_period(found)
    held = {figure.area: figure for figure in found if figure.period == period}
    return SubjectMeasure(*pair, period, held) if period else None


def _tells(book: Book, one: SubjectMeasure) -> tuple[bool, date, int]:
    larger = any(book.holdings.areas[code].level in LARGER for code in one.figures)
    return larger or covers(book, one), one.period.last, len(one.figures)


def covers(book: Book, one: SubjectMeasure) -> bool:
    """Has a measure a value of most districts there were then, so that it can be shown on a map?"""
    there = [district for district in book.districts if district.is_live_in(one.period)]
    held = [d for d in there if (figure := one.of(book, d)) and figure.value is not None]
    return len(held) >= max(SHARED * len(there), 1)


def label(voice: Voice, topic: Topic, shown: SubjectMeasure) -> str:
    """What a topic's figures are called in a list: by their type, where they are of one type only
    ("Burglary" of theft and burglary)."""
    is_part = bool(voice.dataset.categories[shown.category].within)
    return voice.category_label(shown.category) if is_part else topic.short


def misnamed(book: Book) -> Iterator[Problem]:
    """Topics whose author names as what they are about another measure than the newest that most
    areas share."""
    for topic in book.topics.values():
        own, lead = subject_measure(book, topic), book.lead(topic)
        if own is None or lead is None or _is_in_doubt(book, lead):
            continue
        better = own.pair if _is_older(_of(book, lead), own) else _newer(book, topic, own)
        if better:
            pairs = (lead, better)
            named, other = (f'"{indicator}" ({category})' for indicator, category in pairs)
            what = f"This topic leads with {named}, and by its figures is about {other}: "
            what += "these are newer, and most areas have them."
            remedy = "Name that as its lead: and lead_category:, or give it a topic of its own."
            yield Problem("content", topic.at(topic.lines.get(("lead",))), what, remedy)


def _is_in_doubt(book: Book, lead: tuple[str, str]) -> bool:
    """Is a number of the measure that leads in doubt, or one on which the documents disagree? Until
    that is settled another may go before it, and nobody has to name that."""
    categories = book.voice(lead[0]).dataset.categories
    is_doubted = any(book.figures.doubted(lead[0], category) for category in categories)
    return is_doubted or any(figure.key in book.disputed for figure in book.figures.across(*lead))


def _is_older(one: SubjectMeasure | None, own: SubjectMeasure) -> bool:
    """Is what the author names older by a year than what the topic is about by its figures?"""
    return one is not None and (own.period.last - one.period.last).days >= YEAR


def _newer(book: Book, topic: Topic, own: SubjectMeasure) -> tuple[str, str] | None:
    """Another measure of a topic that most districts have a year later than the one that leads."""
    for indicator in topic.matter.indicators:
        kind = book.voice(indicator).measure.kind
        if book.is_base(indicator) or kind not in AMOUNTS or indicator in topic.matter.tables_only:
            continue
        other = _of(book, (indicator, book.categories(topic, indicator)[0]))
        if other and covers(book, other) and _is_older(own, other):
            return other.pair
    return None
