"""The first sentences of a profile."""

from __future__ import annotations

from dataclasses import replace

from generator.pages.book import Book
from generator.pages.findings import finding
from generator.pages.leads import Lead, first_said, nearest_figure, telling, topic_finding
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.terms import wording
from generator.terms.areas import Area


def opening(book: Book, area: Area, own: list[Topic]) -> Lead:
    """The first sentences of a profile: its opening topic's lead; else its most telling topic's;
    else the nearest figure there is."""
    start = [book.opening] if book.opening else []
    for topic in start:
        if (figure := book.leading(topic, area)) and not figure.is_absent:
            found = finding(book, figure)
            first = first_said(book, found)
            return replace(first, said=[*first.said, *_together(book, area, topic)])
    for topic in sorted(own, key=lambda t: telling(book, area, t)):
        told = topic_finding(book, area, topic)
        if told and not topic.matter.is_sensitive and told.voice.indicator.is_tested:
            return first_said(book, told)
    return nearest_opening(book, area, start + own)


def _together(book: Book, area: Area, topic: Topic) -> list[str]:
    """A newer figure of a partnership, for an area that is counted only together with another."""
    lead = book.lead(topic)
    own = book.leading(topic, area)
    groups = book.holdings.areas.partnerships(area) if lead and own else []
    for group in groups:
        figure = book.newest(*lead, group) if lead else None
        if figure and own and not figure.is_absent and figure.period.last > own.period.last:
            return [narrative.level(book.voice(figure.indicator), figure)]
    return []


def nearest_opening(book: Book, area: Area, topics: list[Topic]) -> Lead:
    """Said of an area without a finding: the nearest figure, then that it is another's."""
    found = next((f for topic in topics if (f := nearest_figure(book, area, topic))), None)
    none = f"These sources hold no figure on crime for {wording.place(area)} itself"
    if found is None:
        return Lead([f"{none}."])
    said = narrative.level(book.voice(found.indicator), found)
    return Lead([said, f"{none}; this is the nearest there is."], key=found.key)
