"""A page at each address that moved, which leads on to where its figures are now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from generator.pages.book import Book
from generator.problems import Place, Problem, ProfileError
from generator.terms.addresses import relative
from generator.terms.redirects import REDIRECTS, Redirect


def redirects(book: Book, made: Mapping[str, bytes], written: Collection[str]) -> dict[str, bytes]:
    """The file of each address that moved, of a site with these files: those that were made, and
    those that people wrote.

    Raises ProfileError with every address that is a page still, and every one that leads nowhere,
    or to no place on its page.
    """
    files = {*(name.removesuffix("index.md") for name in made), *written}
    pages = {file.removesuffix("index.html").strip("/") for file in files if _is_page(file)}
    if problems := [p for one in book.holdings.redirects for p in _problems(one, pages, made)]:
        raise ProfileError(problems)
    return {
        f"{one.path}/index.html": book.render(
            "redirect", to=partial(relative, f"{one.path}/"), now=one.target
        ).encode()
        for one in book.holdings.redirects
    }


def _is_page(file: str) -> bool:
    return file.endswith(("/", "index.html")) or not file


def _problems(one: Redirect, pages: set[str], made: Mapping[str, bytes]) -> Iterator[Problem]:
    if one.path in pages:
        yield one.still_there()
    if one.page not in pages or one.page.startswith("embed/"):
        yield one.leads_nowhere(page for page in pages if not page.startswith("embed/"))
    text = made.get(f"{one.page}/index.md".removeprefix("/"), b"").decode()
    _, _, place = one.target.partition("#")
    if text and place and f'id="{place}"' not in text and f"{{#{place}}}" not in text:
        what = f'The address "{one.now}" leads to no place on that page.'
        remedy = "Open the page, and copy the address of the chart or heading from there."
        yield Problem("address", Place(REDIRECTS, one.row, "now"), what, remedy)
