"""The rows of data/redirects.csv: addresses that moved, and where their figures are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.pages.book import Book
from generator.problems import Place, Problem, ProfileError
from generator.terms.addresses import page_address
from generator.terms.redirects import REDIRECTS, Redirect


def redirects(book: Book, made: Mapping[str, bytes], pages: Iterable[str]) -> dict[str, str]:
    """By each address that moved, where it leads, in a site with these files and these pages.

    Raises ProfileError with every address that is a page still, and every one that leads nowhere,
    or to no place on its page.
    """
    bare = {page.strip("/") for page in pages}
    if problems := [p for one in book.holdings.redirects for p in _problems(one, bare, made)]:
        raise ProfileError(problems)
    return {page_address(one.path): one.target for one in book.holdings.redirects}


def page_files(files: Iterable[str]) -> set[str]:
    """The addresses of the pages among these files."""
    bare = (file.removesuffix("index.md") for file in files)
    return {page_address(file.removesuffix("index.html")) for file in bare if _is_page(file)}


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
