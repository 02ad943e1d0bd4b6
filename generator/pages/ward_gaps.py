"""What is not published for a ward, why, and what is known of what lies around it."""

from __future__ import annotations

from generator.pages.book import Book
from generator.pages.leads import nearest_figure, topic_finding
from generator.reading.topics import Topic
from generator.telling import narrative
from generator.terms import wording
from generator.terms.areas import Area


def nearest(book: Book, district: Area) -> list[dict[str, str]]:
    """What is known of the district, a sentence a topic, then of the areas around it."""
    own, others = [], []
    for topic in book.topics.values():
        found = topic_finding(book, district, topic)
        if found and not found.figure.is_absent:
            said = " ".join(found.sentences[:2])
            line = (said, book.address(district, topic), "yes", found.figure.key)
            own.append((topic.short, line))
        elif figure := nearest_figure(book, district, topic):
            said = narrative.level(book.voice(figure.indicator), figure)
            others.append((topic.short, (said, f"topics/{topic.id}/", "", figure.key)))
    return [
        {"title": title, "finding": said, "address": address, "is_own": is_own, "key": key}
        for title, (said, address, is_own, key) in own + others
    ]


def unpublished(book: Book, district: Area, wards: list[Area]) -> dict[str, object]:
    """What is not published for wards, and what of it the district has a page on."""
    missed, own = _sensitive(book, wards), book.own_topics(district)
    names = {topic.id: wording.lower_first(topic.short, book.holdings.names) for topic in missed}
    return {
        "unpublished": wording.listing(list(names.values())),
        "elsewhere": wording.listing([names[topic.id] for topic in missed if topic in own]),
        "is_all_elsewhere": all(topic in own for topic in missed),
    }


def _sensitive(book: Book, wards: list[Area]) -> list[Topic]:
    """The subjects that readers miss most: those on which nothing is published below districts."""
    held = {f.indicator for ward in wards for f in book.figures.of_area(ward.code)}
    return [
        topic
        for topic in book.topics.values()
        if topic.matter.is_sensitive and not held & set(topic.matter.indicators)
    ]


def why(book: Book, wards: list[Area]) -> dict[str, list[str]]:
    """Why so little is published for wards: each reason that topics give, with their subjects."""
    held = {f.indicator for ward in wards for f in book.figures.of_area(ward.code)}
    found: dict[str, list[str]] = {}
    for topic in book.topics.values():
        if topic.matter.wards and not held & set(topic.matter.indicators):
            found.setdefault(topic.matter.wards, []).append(topic.short)
    return found
