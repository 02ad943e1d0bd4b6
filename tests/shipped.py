"""What this project holds and what the audit finds in it: read once by each worker. Read only."""

from __future__ import annotations

from functools import cache

from generator.audit.auditing import Audit, audit
from generator.figures.figures import Figures, figures
from generator.pages.book import Book
from generator.reading.holdings import Holdings, open_holdings
from generator.reading.topics import open_topics
from tests.sites import ROOT


@cache
def shipped_holdings() -> Holdings:
    """What this project holds."""
    return open_holdings(ROOT)


@cache
def shipped_book() -> Book:
    """All that its pages are made from; that nothing is wrong in it, others test."""
    topics, problems = open_topics(ROOT)
    assert not problems
    book = Book(shipped_holdings(), Figures(figures(shipped_holdings())), topics, ROOT)
    book.charts = None
    return book


@cache
def shipped_audit() -> Audit:
    """What the audit finds in it."""
    return audit(shipped_holdings())
