"""The districts on the first page: their figures of one period, and a map of each subject that all
of them have figures of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.pages.across_lead import where_most
from generator.pages.book import Book
from generator.pages.subject_measures import SubjectMeasure, covers, label, subject_measure
from generator.pages.ward_maps import district_map
from generator.reading.topics import Topic

# So many can be chosen from: a style sheet shows the one that is chosen.
MOST_MAPS = 8


class SubjectMap(NamedTuple):
    """A map, what it shows in a word and in a sentence, and the topic that it belongs to."""

    topic: str
    label: str
    said: str
    drawn: Markup


def subject_maps(book: Book) -> list[SubjectMap]:
    """The districts shaded by what each topic is about, of one newest year: first by the figure
    that opens profiles. None where a district lacks its outline or its figure."""
    own = subject_measure(book, book.opening) if book.opening else None
    if book.opening is None or own is None:
        return []
    others = list(_others(book, own))
    # The topic that is about the same is what people know it by.
    named = next((topic for topic, one in others if one.pair == own.pair), book.opening)
    found = [_map(book, named, own)]
    for topic, one in others:
        if one.pair == own.pair:
            continue
        if found[0].drawn and (drawn := _map(book, topic, one)).drawn:
            found.append(drawn)
    return found[:MOST_MAPS] if found[0].drawn else []


def _others(book: Book, own: SubjectMeasure) -> Iterator[tuple[Topic, SubjectMeasure]]:
    """What the topics are about that may stand on a map: rates of one period, each once."""
    seen = set()
    for topic in book.topics.values():
        one = subject_measure(book, topic)
        if one is None or one.pair in seen or one.period != own.period or not covers(book, one):
            continue
        seen.add(one.pair)
        if book.voice(one.indicator).is_rate:
            yield topic, one


def _map(book: Book, topic: Topic, shown: SubjectMeasure) -> SubjectMap:
    voice = book.voice(shown.indicator)
    said = where_most(book, voice, shown.figures)
    drawn = district_map(book, shown.figures)
    return SubjectMap(topic.id, label(voice, topic, shown), said, drawn)
