"""Where every address leads that there was: rows of data/redirects.csv and what stood below their
addresses, former names of areas, and sheets of areas that are no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from generator.pages.book import Book
from generator.pages.redirects import page_files, redirects
from generator.pages.renamed import names_led_on
from generator.pages.sheets import FOLDER
from generator.terms.addresses import relative

EMBED = "embed/"


def leads(book: Book, made: Mapping[str, bytes], written: Collection[str]) -> dict[str, str]:
    """By each address that moved, the page (or ``page/#chart``) that a site with these files leads
    it to: those that were made, and those that people wrote.

    Raises ProfileError with every row of data/redirects.csv that cannot be followed.
    """
    pages = page_files((*made, *written))
    said = redirects(book, made, pages)
    found = _sheets(book, pages) | names_led_on(book, pages, said)
    found |= dict(_below(book, pages, said)) | said
    return {old: now for old, now in found.items() if old not in pages}


def moved_pages(book: Book, leads: Mapping[str, str]) -> dict[str, bytes]:
    """The page at each address that moved, by its file."""
    return {
        f"{old}index.html": book.render("redirect", to=partial(relative, old), now=now).encode()
        for old, now in leads.items()
    }


def before(leads: Mapping[str, str]) -> dict[str, list[str]]:
    """By each page, the addresses that led to another place before and lead to it now."""
    found: dict[str, list[str]] = {}
    for old, now in leads.items():
        if not old.startswith(EMBED):
            found.setdefault(now.partition("#")[0], []).append(old)
    return found


def _released(book: Book) -> list[str]:
    """The addresses of the last release, which holds those of all before it."""
    frozen = [one for one in book.holdings.releases if one.is_frozen]
    return sorted(frozen[-1].addresses) if frozen else []


def _sheets(book: Book, pages: set[str]) -> dict[str, str]:
    """The sheets of areas that ended after they were released lead to the pages of these."""
    held = [page for page in _released(book) if page.endswith(f"/{FOLDER}")]
    return {page: there for page in held if (there := page.removesuffix(FOLDER)) in pages}


def _below(book: Book, pages: set[str], said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What stood below an address that moved, and its charts alone: to the same below where it
    leads now, or to that page."""
    for page in sorted(_released(book)):
        bare = page.removeprefix(EMBED)
        start = page.removesuffix(bare)
        above = [old for old in said if bare.startswith(old) and old != bare]
        if bare in said and start:
            above.append(bare)
        if not above:
            continue
        old = max(above, key=len)
        now = said[old].partition("#")[0]
        there = f"{start}{now}{bare.removeprefix(old)}"
        yield page, there if there in pages else said[old]
