"""Addresses that moved: what a link of long ago leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REDIRECTS = "data/redirects.csv"


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that there was, the page (or part of one) that has its figures now, and since
    when.

    >>> one = Redirect("/old/page/", "dover/crime#trend", None, 2)
    >>> one.path, one.page, one.target
    ('old/page', 'dover/crime', 'dover/crime/#trend')
    """

    address: str
    now: str
    since: date | None
    row: int

    @property
    def path(self) -> str:
        """The address without its strokes at the ends."""
        return self.address.strip("/")

    @property
    def page(self) -> str:
        """The page that it leads to, in the same form."""
        return self.now.partition("#")[0].strip("/")

    @property
    def target(self) -> str:
        """The page as links have it, and the part of it."""
        _, mark, part = self.now.partition("#")
        return f"{self.page}/{mark}{part}".removeprefix("/")
