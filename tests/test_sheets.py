"""A sheet for a committee: one side of A4, with the lines and the numbers of the page it is of."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import served
from tests.test_lengths import shown

PAGE = re.compile(rb"/Type\s*/Page\b")
LINE = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.S)
SIMILAR = re.compile(r'<span data-against="similar">.*?</span></dd>', re.S)
TILE = re.compile(r'<span class="value" data-key="([^"]*)">(.*?)</span>')
FIGURE = re.compile(r'<li><span class="label">.*?</li>', re.S)
KIND = re.compile(r'class="page (profile|ward)"')
# A page with the sites of two counties: so many of the fullest sheets are printed.
OF_SITE = 6


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def sheets(site: Path) -> list[Path]:
    return sorted(site.glob("**/summary/index.html"))


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def lines(html: str) -> dict[str, str]:
    """The five lines of a page by their labels, beside the one comparator."""
    around = SIMILAR.sub("</dd>", html)
    return {label: words(said) for label, said in LINE.findall(around)}


@pytest.mark.parametrize("name", ["county", "shipped"])
def test_every_place_of_today_has_one_that_its_page_leads_to(
    name: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(name) / "site"
    places = [page for page in site.rglob("index.html") if KIND.search(read(page))]
    led_to = {page.parent for page in places if 'href="summary/"' in read(page)}
    assert led_to == {sheet.parent.parent for sheet in sheets(site)}
    ended = {page.parent for page in places if re.search(r"There has been no ", read(page))}
    assert led_to == {page.parent for page in places} - ended
    assert len(led_to) > 10


@pytest.mark.parametrize("name", ["county", "shipped"])
def test_it_says_what_its_page_says(name: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(name) / "site"
    for sheet in sheets(site):
        mine, page = read(sheet), read(sheet.parent.parent / "index.html")
        told = lines(page)
        assert lines(mine).items() <= told.items()
        assert set(told) - set(lines(mine)) <= {"Whom to call"}
        assert TILE.findall(mine) == (TILE.findall(page) if "tiles figures" in page else [])
        assert 'data-against="' not in mine


@pytest.mark.parametrize("name", ["county", "shipped"])
def test_what_is_beside_a_number_is_a_sentence_of_its_own(
    name: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(name) / "site"
    tiles = [tile for sheet in sheets(site) for tile in FIGURE.findall(read(sheet))]
    beside = [words(tile) for tile in tiles if 'class="period"' in tile]
    for said in beside:
        assert re.search(r"\)\. [^.]* [\d,.]+\. (Lower|Higher|About|Not)", said), said
    assert beside or name == "county"


def too_many(browser: Browser, site: Path, chosen: list[Path]) -> list[str]:
    """Those of some sheets that are printed on more than one side."""
    page = browser.new_page()
    found = []
    with served(site) as base:
        for sheet in chosen:
            page.goto(f"{base}{sheet.parent.relative_to(site).as_posix()}/")
            printed = page.pdf(prefer_css_page_size=True, format="A4")
            if len(PAGE.findall(printed)) != 1:
                found.append(str(sheet))
    page.close()
    return found


def test_each_of_the_county_is_one_side_of_paper(browser: Browser, county: Path) -> None:
    site = county / "site"
    assert not too_many(browser, site, sheets(site))


def test_the_fullest_that_ship_are_one_side_of_paper(browser: Browser, shipped: Path) -> None:
    site = shipped / "site"
    fullest = sorted(sheets(site), key=lambda sheet: shown(read(sheet)))[-OF_SITE:]
    longest = sorted(sheets(site), key=lambda sheet: len(words(read(sheet))))[-OF_SITE:]
    assert not too_many(browser, site, sorted({*fullest, *longest}))


def test_a_row_of_the_table_beside_its_figures(shipped: Path) -> None:
    """Maidstone, 2025, by data.police.uk: 687 drug offences of 180,428 residents."""
    html = read(shipped / "site/maidstone/summary/index.html")
    row = next(row for row in html.split("<tr>") if '"row">Drugs<' in row)
    assert words(row).split()[:7] == ["Drugs", "Higher", "3.8", "(3.5", "to", "4.1)", "3.3"]
    assert words(row).endswith("154 207 More")


def test_each_type_that_the_lines_name_has_its_row(shipped: Path) -> None:
    """A type that is said to have risen or fallen is among the rows, whatever its size."""
    names = {
        "vehicle crimes": "Vehicle crime",
        "public order offences": "Public order",
        "violent or sexual offences": "Violence and sexual offences",
        "drug offences": "Drugs",
        "burglaries": "Burglary",
        "robberies": "Robbery",
    }
    named = 0
    for sheet in sheets(shipped / "site"):
        html = read(sheet)
        rows = re.findall(r'<th scope="row">(.*?)</th>', html)
        moved = lines(html).get("Which way", "").partition(" In all ")[0].lower()
        for told, label in names.items():
            if rows and re.search(rf"\b{told}\b", moved):
                assert label in rows, (sheet, told, rows)
                named += 1
    assert named > 50
    assert "Vehicle crime" in read(shipped / "site/maidstone/summary/index.html")
