"""No page is longer on a phone than a reader scrolls: the longest of each kind, in a browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import looked_at, served

# The rule of the pages: so many pixels at most, at this width.
MOST, WIDTH = 8_000, 375
OF_EACH_KIND, OF_ALL = 3, 6
KIND = re.compile(r'<article id="content" class="page (\w+)"')
FOLD = re.compile(r"<(/?)details\b")
HEIGHT = "document.documentElement.scrollHeight"


def shown(html: str) -> int:
    """How many letters of a page are not folded away?"""
    depth, start, count = 0, 0, 0
    for tag in FOLD.finditer(html):
        count += tag.start() - start if depth == 0 else 0
        depth += -1 if tag[1] else 1
        start = tag.end()
    return count + len(html) - start


def longest(site: Path) -> list[str]:
    """The addresses of the pages with the most to show: of each kind, and of all."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for path in site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        if kind := KIND.search(html):
            address = path.parent.relative_to(site).as_posix()
            kinds.setdefault(kind[1], []).append((shown(html), address))
    every = sorted(page for pages in kinds.values() for page in pages)[-OF_ALL:]
    each = [page for pages in kinds.values() for page in sorted(pages)[-OF_EACH_KIND:]]
    return sorted({address for _, address in [*every, *each]})


def too_long(browser: Browser, site: Path) -> list[str]:
    context = looked_at(browser, WIDTH, "light")
    page = context.new_page()
    found = []
    with served(site) as base:
        for address in longest(site):
            page.goto(f"{base}{address}/")
            height = page.evaluate(HEIGHT)
            if height > MOST:
                found.append(f"{address}: {height}")
    context.close()
    return found


def test_no_page_of_the_county_is_too_long(browser: Browser, county: Path) -> None:
    assert not too_long(browser, county / "site")


def test_no_page_of_the_shipped_site_is_too_long(browser: Browser, shipped: Path) -> None:
    assert not too_long(browser, shipped / "site")


def test_a_link_into_a_fold_opens_it(browser: Browser, county: Path) -> None:
    context = looked_at(browser, WIDTH, "light")
    page = context.new_page()
    with served(county / "site") as base:
        page.goto(f"{base}oldford/#priorities")
        assert page.locator("#priorities").is_visible()
        page.goto(f"{base}northam/")
        assert not page.locator("#other-topics").is_visible()
    context.close()


def test_what_is_folded_does_not_count() -> None:
    assert shown("ab<details>cd<details>ef</details></details>gh") > len("abgh")
    assert shown("ab<details>" + "c" * 90 + "</details>d") < 40
