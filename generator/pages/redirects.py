"""A page at each address that moved, which leads on to where its figures are now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from generator.pages.book import Book
from generator.problems import Place, Problem, ProfileError, suggestion
from generator.terms.addresses import relative
from generator.terms.redirects import Redirect

FILE = "data/redirects.csv"


def redirects(book: Book, made: Collection[str]) -> dict[str, bytes]:
    """The file of each address that moved, of a site with these files.

    Raises ProfileError with every address that is a page still, and every one that leads nowhere.
    """
    if problems := [p for one in book.holdings.redirects for p in _problems(one, made)]:
        raise ProfileError(problems)
    found = {}
    for one in book.holdings.redirects:
        there = f"{one.address.strip('/')}/"
        to = partial(relative, there)
        found[f"{there}index.html"] = book.render("redirect", to=to, now=one.now).encode()
    return found


def _problems(one: Redirect, made: Collection[str]) -> Iterator[Problem]:
    there, now = one.address.strip("/"), one.now.partition("#")[0].strip("/")
    if not there or f"{there}/index.md" in made or f"{there}/index.html" in made:
        what = f'At the address "{one.address}" there is a page still, so nothing leads on from it.'
        yield Problem("address", Place(FILE, one.row, "address"), what, "Take the row out.")
    pages = {path.removesuffix("index.md").strip("/") for path in made if path.endswith("index.md")}
    if now not in pages:
        what = f'The address "{one.now}" is no page of the site.'
        remedy = suggestion(now, sorted(pages))
        yield Problem("address", Place(FILE, one.row, "now"), what, remedy)
