"""What the publisher wants readers to know for a time: "The next release is on 4 February"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.terms.addresses import page_address

NOTICES = "data/notices.csv"


def is_on(pages: Sequence[str], address: str) -> bool:
    """Is a page one of these or below one? Every page is, where none is named; the first page is
    named by a stroke alone, and stands for itself.

    >>> is_on(["dover/"], "dover/crime/"), is_on([], ""), is_on(["/"], "dover/")
    (True, True, False)
    """
    named = [page_address(page) for page in pages]
    return not named or any(address.startswith(one) if one else not address for one in named)


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that stands from one day until another on some pages, or on all of them.

    ``pages`` are addresses; one stands for the pages below it too.
    """

    since: date
    until: date
    pages: tuple[str, ...]
    text: str

    def is_of(self, address: str) -> bool:
        """Does it stand on the page at this address?

        >>> notice = Notice(date(2026, 12, 1), date(2027, 2, 28), ("dover/",), "")
        >>> notice.is_of("dover/crime/"), notice.is_of("thanet/")
        (True, False)
        """
        return is_on(self.pages, address)

    def stands_on(self, day: date) -> bool:
        """Does it stand on this day?"""
        return self.since <= day <= self.until
