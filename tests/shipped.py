"""What this project holds, what the audit finds in it, and its pages. Read only.

Each worker reads and makes it once; the one that builds the site that ships, by that build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import pytest

from generator.audit.auditing import Audit
from generator.figures.figures import Figures, figures
from generator.pages import assembling
from generator.pages.book import Book, Page
from generator.reading.holdings import Holdings, open_holdings
from generator.reading.topics import open_topics
from tests.sites import ROOT


class Kept(NamedTuple):
    """What a build made its pages from, and the pages so far."""

    book: Book
    pages: list[Page]


# Of the build in this process, if there was one.
KEPT: list[Kept] = []


@contextmanager
def pages_kept() -> Iterator[None]:
    """Keep what a build makes meanwhile, as it is made."""
    made = assembling.site

    def site(book: Book, only: Sequence[str] = (), *, is_preview: bool = False) -> Iterator[Page]:
        KEPT[:] = [Kept(book, [])]
        for page in made(book, only, is_preview=is_preview):
            KEPT[0].pages.append(page)
            yield page

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembling, "site", site)
        yield


@cache
def shipped_book() -> Book:
    """All that its pages are made from; that nothing is wrong in it, others test."""
    if KEPT:
        return KEPT[0].book
    holdings, (topics, problems) = open_holdings(ROOT), open_topics(ROOT)
    assert not problems
    book = Book(holdings, Figures(figures(holdings)), topics, ROOT)
    book.charts = None
    return book


@cache
def shipped_pages() -> tuple[Page, ...]:
    """Every page that is made from it."""
    is_of_the_build = KEPT and KEPT[0].book is shipped_book()
    return tuple(KEPT[0].pages if is_of_the_build else assembling.site(shipped_book()))


def shipped_holdings() -> Holdings:
    """What this project holds."""
    return shipped_book().holdings


def shipped_audit() -> Audit:
    """What the audit finds in it."""
    return shipped_book().audit
