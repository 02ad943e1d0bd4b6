"""Where a topic's figure is of one type of it only, which its name does not say."""

from __future__ import annotations

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.reading.topics import Topic
from generator.terms import wording


def type_of(book: Book, topic: Topic, figure: Figure) -> str:
    """Which type of a topic is a count of, where the topic has others of its kind and no figure of
    them together ("Burglary" of theft and burglary)? Blank where it is of all of it."""
    label = book.voice(figure.indicator).category_label(figure.category)
    return label if _beside(book, topic, figure) else ""


def told_type(book: Book, topic: Topic, figure: Figure) -> str:
    """That what a page begins with is of one type, as a sentence; blank where it is of all."""
    label, others = type_of(book, topic, figure), _beside(book, topic, figure)
    if not label:
        return ""
    several = wording.in_words(len(others) + 1)
    subject, label = (
        wording.lower_first(text, book.holdings.names) for text in (topic.matter.title, label)
    )
    return f"This is of {label} only, one of {several} types of {subject}."


def titled(book: Book, topic: Topic, figure: Figure) -> str:
    """A topic's title in a list of verdicts: by the type that its figure is of, where it is one."""
    label = type_of(book, topic, figure)
    subject = wording.lower_first(topic.matter.title, book.holdings.names)
    return f"{label} (of {subject})" if label else topic.matter.title


def _beside(book: Book, topic: Topic, figure: Figure) -> list[str]:
    """The other types of the kind of a figure that its topic has."""
    voice, own = book.voice(figure.indicator), figure.category
    every, within = book.categories(topic, figure.indicator), voice.dataset.categories[own].within
    if voice.measure.kind != "count" or not voice.indicator.is_tested or within in ("", *every):
        return []
    return [c for c in every if c != own and voice.dataset.categories[c].within == within]
