"""Who has a citation finds the page and the chart again: each carries the whole address."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from generator.pages import profiles
from generator.publishing import building
from generator.terms.site import Site
from tests.counties import COUNTY, replaced
from tests.shipped import shipped_holdings
from tests.sites import copy_project

CITED = re.compile(r'<p class="cite" id="cite">(.*?)</p>', re.S)
CHART = re.compile(r'<figure class="chart" id="([^"]+)".*?</figure>', re.S)
TO_CITE = re.compile(r'<p class="to-cite">(.*?)</p>', re.S)
ON_PAPER = re.compile(r'<p class="source" data-address="([^"]*)"')
ADDRESS = re.compile(r'<span class="address">([^<]*)</span>$')


def address_of(project: Path) -> str:
    """The address that a project says it is published at."""
    text = (project / "data/site.yml").read_text(encoding="utf-8")
    found = re.search(r"^address: (\S+)$", text, re.M)
    assert found
    return found[1]


def wrong_on(html: str, here: str, page: str) -> list[str]:
    """Which citations of the page at an address do not lead to ``page``, on it or on its own."""
    told = {"": page} if CITED.search(html) else {}
    found = {"": ADDRESS.search(cited[1])} if (cited := CITED.search(html)) else {}
    for chart in CHART.finditer(html):
        name = chart[1]
        own = page.removesuffix(f"{name}/") if here.startswith("embed/") else page
        told[name] = f"{own}#{name}"
        line = TO_CITE.search(chart[0])
        found[name] = ADDRESS.search(line[1]) if line else None
        paper = ON_PAPER.search(chart[0])
        if not paper or unescape(paper[1]) != told[name]:
            found[name] = None
    return [
        f"{here} {name}"
        for name, line in found.items()
        if not line or unescape(line[1]) != told[name]
    ]


@pytest.mark.parametrize("site", ["county", "shipped"])
def test_each_citation_carries_the_whole_address(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    root = address_of(folder).rstrip("/")
    wrong, seen = [], 0
    for path in sorted((folder / "site").rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        here = path.parent.relative_to(folder / "site").as_posix() + "/"
        seen += len(CITED.findall(html)) + len(CHART.findall(html))
        wrong += wrong_on(html, here, f"{root}/{here.removeprefix('embed/')}")
    assert seen > 50
    assert wrong == []


def test_without_an_address_a_citation_has_none(tmp_path: Path) -> None:
    project = copy_project(COUNTY, tmp_path / "county")
    replaced(project / "data/site.yml", f"address: {address_of(COUNTY)}", 'address: ""')
    book = building.book_of(project)
    assert book.site.full("northam/") == ""
    area = next(a for a in book.profiled if a.name == "Oldford")
    page = profiles.profile(book, area).markdown
    assert 'class="to-cite"' in page
    assert 'class="address"' not in page
    assert "data-address" not in page


def test_an_address_that_is_not_filled_in_is_none() -> None:
    site = shipped_holdings().site
    assert isinstance(site, Site)
    assert site.full("dover/").endswith(".example/dover/")
    unknown = site.model_copy(update={"address": "[publisher: where the site will stand]"})
    assert unknown.full("dover/") == unknown.root == ""
