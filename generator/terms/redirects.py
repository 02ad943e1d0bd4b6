"""Addresses that moved: what a link of long ago leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.problems import Place, Problem, suggestion

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

    def still_there(self) -> Problem:
        """What is told where there is a page at the old address."""
        what = f'At the address "{self.address}" there is a page still, so nothing leads on.'
        return Problem("address", Place(REDIRECTS, self.row, "address"), what, "Take the row out.")

    def leads_nowhere(self, pages: Iterable[str]) -> Problem:
        """What is told where it leads to none of these pages."""
        what = f'The address "{self.now}" is no page of the site.'
        remedy = suggestion(self.page, sorted(pages))
        return Problem("address", Place(REDIRECTS, self.row, "now"), what, remedy)
