"""What the indicators of a page count, and what their figures do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.cautions import cautions_of
from generator.terms import wording


@dataclass(frozen=True, slots=True)
class Meanings:
    """What indicators count, title and words, and the cautions that hold for all of them.

    ``of_all`` opens these cautions where the indicators are several.
    """

    each: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    of_all: str


def meanings(book: Book, figures: Mapping[str, Sequence[Figure]]) -> list[Meanings]:
    """What a page's indicators count, each with its figures there; neighbours with the same
    cautions give these once, for the last ones where more stand above them. What has the title,
    the words and the cautions of one above is that one again, and is left out."""
    told: dict[tuple[str, str, tuple[str, ...]], None] = {}
    for key, held in figures.items():
        indicator = book.voice(key).indicator
        told[indicator.title, indicator.meaning, tuple(cautions_of(book, held))] = None
    found: list[Meanings] = []
    for cautions, group in groupby(told, key=lambda one: one[2]):
        each = tuple((title, meaning) for title, meaning, _ in group)
        first = "Both of these" if len(each) == 2 else "All of these"
        count = f"The last {wording.in_words(len(each))}" if found else first
        of_all = count if cautions and len(each) > 1 else ""
        found.append(Meanings(each, cautions, of_all))
    return found
