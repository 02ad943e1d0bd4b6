"""What is wrong in a topic and is seen in its figures alone: it leads with an old measure, or names
levels that leave all its figures out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.book import Book
from generator.pages.subject_measures import misnamed
from generator.problems import Problem
from generator.reading.topics import Topic
from generator.terms.areas import PROFILED


def misled(book: Book) -> Iterator[Problem]:
    """Topics that would not be what their authors think."""
    yield from misnamed(book)
    for topic in book.topics.values():
        if set(topic.matter.levels).issuperset(PROFILED):
            continue
        held = _levels_held(book, topic)
        if held and not held & set(topic.matter.levels):
            what = "No area has a page on this topic, for its levels: leave all its figures out."
            named = ", ".join(level for level in PROFILED if level in held)
            remedy = f"There are figures of these levels: {named}."
            yield Problem("content", topic.at(topic.lines.get(("levels",))), what, remedy)


def _levels_held(book: Book, topic: Topic) -> set[str]:
    """The levels of the areas with a profile that have a figure of a topic, whatever it names."""
    return {
        area.level
        for area in book.profiled
        if book.is_of(topic, {(f.indicator, f.category) for f in book.figures.of_area(area.code)})
    }
