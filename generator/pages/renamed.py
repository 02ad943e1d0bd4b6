"""Areas that were called otherwise: what their pages say of it, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.pages.book import Book
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


def names_led_on(book: Book, pages: Collection[str], moved: Mapping[str, str]) -> dict[str, str]:
    """By each address that pages of renamed areas had, the page that has its figures now.

    ``pages`` are the addresses of the pages of a site; ``moved`` are addresses that lead to some of
    them: an area that was renamed and moved has stood there by its former name.
    """
    found = {}
    for old, now in _former(book, moved):
        for page in pages:
            for start in ("", "embed/"):
                if page.startswith(f"{start}{now}"):
                    found[f"{start}{old}{page.removeprefix(f'{start}{now}')}"] = page
    return found


def _former(book: Book, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """For each former name of an area with a page, each address that it had, and the one it has."""
    for one in book.holdings.renamed:
        area = book.holdings.areas[one.code]
        now = book.address(area)
        if not now or one.until > book.site.released:
            continue
        for here in (now, *(old for old, there in moved.items() if there == now)):
            if here.endswith(f"{area.slug}/"):
                yield f"{here.removesuffix(f'{area.slug}/')}{one.slug}/", now
