"""Content and templates become Markdown pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import disputes, overviews, profiles, reference, sheets, wards
from generator.pages.across import across
from generator.pages.book import Book, Page
from generator.pages.comparing import compare
from generator.pages.coverage import coverage_page
from generator.pages.marking import charts_in_rows
from generator.pages.once import said_once
from generator.pages.releases import releases
from generator.pages.review import review
from generator.reading.frontmatter import front_matter
from generator.terms.areas import Area

__all__ = ["Book", "Page", "as_file", "site"]

# Pages of which there is one.
SINGLE = (
    overviews.home,
    overviews.topics_index,
    compare,
    reference.contacts,
    reference.data_index,
    reference.sources_page,
    coverage_page,
    disputes.disagreements,
)


def site(book: Book, only: Sequence[str] = (), *, is_preview: bool = False) -> Iterator[Page]:
    """Which pages are there, each made when it is asked for? With ``only``, those of these areas;
    a draft has a review page."""
    pages = _pages(book, only, is_preview=is_preview)
    return (said_once(disputes.numbered(book, page)) for page in pages)


def _pages(book: Book, only: Sequence[str], *, is_preview: bool) -> Iterator[Page]:
    for area in book.profiled:
        if only and area.slug not in only:
            continue
        yield from _with_sheet(book, area, profiles.profile(book, area))
        yield from (profiles.topic_page(book, area, topic) for topic in book.own_topics(area))
        if area.level != "district":
            continue
        named = book.wards(area).values()
        for found, page in zip(named, wards.ward_pages(book, area), strict=True):
            yield from _with_sheet(book, found[0], page)
    for topic in book.topics.values():
        yield from across(book, topic)
    for single in SINGLE:
        yield single(book)
    yield from releases(book)
    if is_preview:
        yield review(book)
    yield from (reference.dataset_page(book, name) for name in book.holdings.datasets)


def _with_sheet(book: Book, area: Area, page: Page) -> Iterator[Page]:
    """The page of a place and, where it is of today, its sheet for a committee."""
    yield page
    if not area.end:
        yield sheets.sheet(book, area, page)


def as_file(page: Page) -> str:
    """A page as the text of its Markdown file: front matter, then the body."""
    matter = {
        "title": page.title,
        "description": page.description,
        "kind": page.kind,
        "crumbs": [list(crumb) for crumb in page.crumbs],
    }
    return f"{front_matter(matter)}\n{charts_in_rows(page.markdown)}\n"
