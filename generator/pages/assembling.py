"""Content and templates become Markdown pages."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pages import disputes, overviews, profiles, reference, wards
from generator.pages.book import Book, Page
from generator.pages.review import review
from generator.reading.frontmatter import front_matter

__all__ = ["Book", "Page", "as_file", "site"]


def site(book: Book, only: Sequence[str] = (), *, is_preview: bool = False) -> list[Page]:
    """Which pages are there? With ``only``, those of these areas; a draft has a review page."""
    pages = []
    for area in book.profiled:
        if only and area.slug not in only:
            continue
        pages.append(profiles.profile(book, area))
        pages += [profiles.topic_page(book, area, topic) for topic in book.own_topics(area)]
        if area.level == "district":
            pages += wards.ward_pages(book, area)
    pages += [overviews.across(book, topic) for topic in book.topics.values()]
    pages += [
        overviews.home(book),
        overviews.topics_index(book),
        overviews.compare(book),
        reference.contacts(book),
        reference.data_index(book),
        reference.sources_page(book),
        disputes.disagreements(book),
    ]
    if is_preview:
        pages.append(review(book))
    pages += [reference.dataset_page(book, name) for name in book.holdings.datasets]
    return [disputes.numbered(book, page) for page in pages]


def as_file(page: Page) -> str:
    """A page as the text of its Markdown file: front matter, then the body."""
    matter = {
        "title": page.title,
        "description": page.description,
        "kind": page.kind,
        "crumbs": [list(crumb) for crumb in page.crumbs],
    }
    return f"{front_matter(matter)}\n{page.markdown}\n"
