"""What a site does for links of long ago: each address that a release had is there, or leads on."""

from __future__ import annotations

from generator.pages.book import Book
from generator.pages.leading import leads, moved_pages
from generator.pages.redirects import page_files
from generator.pages.review import PAGES, pages_told
from generator.problems import ProfileError
from generator.reading.ordinary import open_ordinary
from generator.releases.corrected import unplaced
from generator.releases.refusals import lost

REVIEW = "review/index.md"


def led_on(book: Book, files: dict[str, bytes]) -> dict[str, str]:
    """Where each address that moved leads in a site with these files; the pages that lead on are
    added to them.

    Raises ProfileError with every address that is lost, and every notice that has no page.
    """
    assert book.project is not None  # a site is made of a project
    written = [one.path for one in open_ordinary(book.project)[0]]
    found = leads(book, files, written)
    made = {*page_files((*files, *written)), *found}
    if gone := [*lost(book.holdings, made, found), *unplaced(book.holdings, made)]:
        raise ProfileError(gone)
    if REVIEW in files:
        frozen = [one for one in book.holdings.releases if one.is_frozen]
        told = pages_told(frozen[-1] if frozen else None, made, {*found})
        files[REVIEW] = files[REVIEW].replace(PAGES.encode(), told.encode())
    files |= moved_pages(book, found)
    return found
