"""A rule about the words of topics: each stands where what it says is shown.

In code nothing is filled in as it is meant: a sentence is shown with its marks, a chart is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser

import markdown  # type: ignore[import-untyped]

from generator.checks.markdown import ALONE, EXTENSIONS, WORD, as_words, looked_at
from generator.problems import Fault, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.reading.topictext import Call, Parts

NUMBERED = re.compile(rf"{WORD}(\d+)z")
CODE = ("code", "pre", "kbd", "samp", "var")
# What becomes a part of the page of its own, and what such a part may stand in.
OF_ITS_OWN = ("chart", "table")
AROUND = ("p", "div", "details", "blockquote", "ul", "ol", "li", "dl", "dd")


def words_shown(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Words that stand in code, or in a line where a chart or table has no place."""
    for topic in topics.values():
        for parts in topic.text.blocks.values():
            # What cannot be read, or stands in an address, is told of the text as a whole.
            if not looked_at(as_words(parts)).faults:
                for call, told in _misplaced(parts):
                    yield told.at("content", topic.at(call.line))


def _misplaced(parts: Parts) -> Iterator[tuple[Call, Fault]]:
    calls = [part for part in parts if isinstance(part, Call)]
    numbers = iter(range(len(calls)))
    text = "".join(p if isinstance(p, str) else f"{WORD}{next(numbers)}z" for p in parts)
    around = _tags_around(text)
    for number, call in enumerate(calls):
        if told := _fault(call, around.get(number)):
            yield call, told


@lru_cache(maxsize=512)
def _tags_around(text: str) -> dict[int, set[str]]:
    """The tags around each numbered word of a text in Markdown. Read only."""
    reading = _Reading()
    reading.feed(markdown.Markdown(extensions=list(EXTENSIONS)).convert(text))
    reading.close()
    return reading.around


def _fault(call: Call, around: set[str] | None) -> Fault | None:
    """What is wrong with a word between these tags; None for tags is a word that is not shown."""
    if around is None:
        what = f"What the word {call.word} says is not shown here."
        return Fault(what, "Put it into a line of the text.")
    if around.intersection(CODE):
        what = f"The word {call.word} stands in code, where it is not filled in."
        remedy = "Take away the marks ` or ~ around it, or the blanks at the start of its line."
        return Fault(what, remedy)
    if call.word in OF_ITS_OWN and around.difference(AROUND):
        what = f"A {call.word} stands inside something that has no room for it."
        return Fault(what, "Put it on a line of its own, with a blank line above and below.")
    return None


class _Reading(HTMLParser):
    """HTML while it is read: what is open, and between which tags each word was met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.around: dict[int, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            place = len(self.open) - 1 - self.open[::-1].index(tag)
            del self.open[place:]

    def handle_data(self, data: str) -> None:
        for found in NUMBERED.finditer(data):
            self.around.setdefault(int(found[1]), set()).update(self.open)


RULES = (words_shown,)
