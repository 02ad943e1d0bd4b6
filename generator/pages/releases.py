"""The releases: what each was, what was corrected in it, and the whole site as it was."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.book import Book, Page
from generator.pages.release_changes import changed
from generator.reading.releases import KeptRelease
from generator.releases.notices import corrections
from generator.terms.addresses import relative

HERE = "releases/"
CRUMBS = (("", "Home"), (HERE, "Releases"))


def releases(book: Book) -> Iterator[Page]:
    """The list of all releases, and the page of each."""
    yield _all(book)
    yield from (_one(book, held) for held in book.holdings.releases)


def _all(book: Book) -> Page:
    held, own = book.holdings.releases[::-1], book.holdings.release
    markdown = book.render(
        "releases",
        to=lambda there: relative(HERE, there),
        releases=held,
        corrections=corrections(held),
        is_made=own is not None and own.is_frozen,
        due=own.said.next_release if own else "",
    )
    return Page(
        HERE,
        "Releases",
        markdown,
        description="What was published when, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS[:1],
    )


def _one(book: Book, held: KeptRelease) -> Page:
    here = f"{HERE}{held.id}/"
    markdown = book.render(
        "release",
        to=lambda there: relative(here, there),
        held=held,
        corrections=corrections((held,)),
        changed=changed(book, held),
        after=next((one for one in book.holdings.releases if one.id > held.id), None),
    )
    return Page(
        here,
        f"Release of {held.label}",
        markdown,
        description=f"What is in the release of {held.label}, and what was corrected since.",
        kind="releases",
        crumbs=CRUMBS,
    )
