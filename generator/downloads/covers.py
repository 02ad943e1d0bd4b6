"""What the first sheet of a spreadsheet says: who publishes it, of when, and from where."""

from __future__ import annotations

import pandas as pd

from generator.downloads.spreadsheets import Cover
from generator.pages.book import Book
from generator.terms.attribution import is_open
from generator.terms.datasets import Dataset
from generator.terms.periods import Period
from generator.terms.site import PLACEHOLDER


def dates_of(isos: pd.Series) -> str:
    """The span of time that figures are of, in words; blank where no period is stated."""
    periods = [Period.parse(iso) for iso in isos.unique()]
    stated = [period for period in periods if period.is_stated]
    if not stated:
        return ""
    first, last = min(p.first for p in stated), max(p.last for p in stated)
    start, end = f"{first:%B %Y}", f"{last:%B %Y}"
    return start if start == end else f"{start} to {end}"


def published(book: Book, dates: str) -> list[str]:
    """Who publishes it, when, and of which time its figures are; a blank where nobody knows."""
    own = book.holdings.release
    dated = f", dated {own.said.day}" if own else ""
    return [
        f"Dates of the figures: {dates}." if dates else "",
        f"Published by: {publisher(book)}, in {book.site.title}.",
        f"Release: {book.site.release_label}{dated}.",
    ]


def publisher(book: Book) -> str:
    """Who publishes the site, or that nobody is named yet."""
    name = book.site.publisher
    return "not named yet (a demonstration)" if name.startswith(PLACEHOLDER) else name


def contact(book: Book) -> str:
    """Where to write to; blank while it is not filled in."""
    return "" if book.site.email.startswith(PLACEHOLDER) else book.site.email


def page_link(book: Book, words: str, path: str) -> tuple[str, str] | None:
    """Words and the address of a page of the site, where the site has an address."""
    address = book.site.full(path)
    return (words, address) if address else None


def origin(dataset: Dataset) -> str:
    """Who gave the figures of a dataset; blank where what is asked for says it."""
    source = dataset.source
    if not is_open(source.licence):
        return ""
    title = f": {source.title}" if source.title else ""
    return f"From: {source.publisher}{title}."


def without_blanks(cover: Cover) -> Cover:
    """Without lines that say nothing."""
    return Cover(
        title=cover.title,
        publisher=cover.publisher,
        made=cover.made,
        about=[line for line in cover.about if line],
        sources=[line for line in cover.sources if line],
        link=cover.link,
        contact=cover.contact,
    )
