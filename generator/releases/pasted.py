"""Which page of a release is meant by an address as people paste it?"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from generator.releases.withdrawing import WITH
from generator.terms.addresses import page_address


def pasted(text: str, release: str, root: str) -> str:
    """The address of a page in a release, of one that was copied out of a browser; ``root`` is the
    address of the site.

    >>> pasted("https://kent.example/2026-11/dover/index.html#x", "2026-11", "")
    'dover/'
    """
    address = page_address(_within(text.strip(), root).removesuffix("index.html"))
    return address.removeprefix(f"{release}/")


def page_of(address: str, pages: Collection[str]) -> str:
    """The page that a chart on its own, a page of all figures or a sheet belongs to; else itself.

    >>> pages = ["dover/", "dover/figures/", "embed/dover/trend/"]
    >>> [page_of(one, pages) for one in pages]
    ['dover/', 'dover/', 'dover/']
    """
    if address.startswith("embed/") and address in pages:
        return page_address(address.removeprefix("embed/").rstrip("/").rpartition("/")[0])
    wholes = (address.removesuffix(part) for part in WITH if part and address.endswith(part))
    return next((one for one in wholes if one and one in pages), address)


def _within(text: str, root: str) -> str:
    """What of a whole address stands behind that of the site."""
    bare = text.partition("#")[0].partition("?")[0]
    site = root.partition("://")[2].rstrip("/")
    for start in (f"https://{site}/", f"http://{site}/", f"{site}/") if site else ():
        if f"{bare}/".casefold().startswith(start.casefold()):
            return unquote(bare[len(start) :])
    return unquote(urlsplit(bare).path if "://" in bare else bare)
