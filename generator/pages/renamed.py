"""Areas that were called otherwise: what their pages say of it, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from generator.pages.book import Book
from generator.terms.addresses import relative
from generator.terms.areas import Area
from generator.terms.renamed import Renamed


def names_before(book: Book, area: Area) -> list[Renamed]:
    """What an area was called before the release of today, the newest name first."""
    released = book.site.released
    found = [r for r in book.holdings.renamed if r.code == area.code and r.until <= released]
    return sorted(found, key=lambda one: one.until, reverse=True)


def called(book: Book, area: Area) -> str:
    """What an area was called, and until when, in a sentence for each name."""
    return " ".join(one.told for one in names_before(book, area))


def led_on(book: Book, pages: Collection[str]) -> dict[str, bytes]:
    """The files at the addresses that pages of renamed areas had, by name.

    ``pages`` are the addresses of the pages of a site; what is one of them leads nowhere else.
    """
    found = {}
    for old, now in _moved(book):
        for page in pages:
            for start in ("", "embed/"):
                if page.startswith(f"{start}{now}"):
                    there = f"{start}{old}{page.removeprefix(f'{start}{now}')}"
                    found[there] = page
    return {
        f"{there}index.html": book.render(
            "redirect", to=partial(relative, there), now=page
        ).encode()
        for there, page in found.items()
        if there not in pages
    }


def _moved(book: Book) -> Iterator[tuple[str, str]]:
    """For each former name of an area with a page, the address that it had, and the one it has."""
    for one in book.holdings.renamed:
        area = book.holdings.areas[one.code]
        now = book.address(area)
        if now and one.until <= book.site.released:
            yield f"{now.removesuffix(f'{area.slug}/')}{one.slug}/", now
