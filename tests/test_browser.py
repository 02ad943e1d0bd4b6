"""The built sites in a real browser: all kinds of page, live charts, no JavaScript, axe."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.charts import drawing
from tests.browsing import (
    complaints,
    found_by_axe,
    look,
    looked_at,
    opened,
    running_browser,
    served,
)

SHIPPED = (
    "", "dover/", "swale/", "medway/", "kent/", "kent-police-area/", "dover/crime/",
    "dover/crime-rate/",
    "dover/violence/", "dover/domestic-abuse/", "dover/anti-social-behaviour/", "dover/cctv/",
    "dover/population/", "medway/crime/", "swale/population/", "dover/wards/castle/",
    "dover/wards/aylesham/", "maidstone/wards/fant/", "topics/", "topics/anti-social-behaviour/",
    "topics/crime-maps/", "compare/?areas=dover,thanet", "contacts/", "glossary/", "methods/",
    "about/", "accessibility/", "privacy/", "data/", "data/recorded-crime/", "data/sources/",
    "disagreements/",
    "embed/dover/violence/trend/", "404.html",
    "dartford/", "dartford/crime/", "dartford/violence/", "gravesham/drugs-and-alcohol/",
    "maidstone/", "maidstone/perceptions/", "maidstone/needle-finds/", "tunbridge-wells/",
    "tunbridge-wells/theme-scores/", "tunbridge-wells/wards/park/", "dartford-and-gravesham/",
    "kent/priorities/", "kent-police-area/outcomes/", "topics/priorities/", "topics/crime/",
    "topics/hospital-admissions/", "data/worry-about-crime/",
    "embed/maidstone/wards/fant/worry-about-burglary/", "embed/maidstone/needle-finds/by-month/",
)  # fmt: skip
ZONES = ("Europe/London", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
# A phone and a desk, by day and by night. A page is opened once and looked at in all four.
LOOKS = ((375, "light"), (375, "dark"), (1280, "dark"), (1280, "light"))
KINDS = (
    "across", "compare", "contacts", "data", "dataset", "disagreements", "embed", "home", "list",
    "page", "profile", "sources", "topic", "ward",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
def shipped_site(shipped: Path) -> Iterator[str]:
    with served(shipped / "site") as address:
        yield address


@pytest.fixture(scope="module")
def county_site(county: Path) -> Iterator[str]:
    with served(county / "site") as address:
        yield address


def kinds_of(site: Path) -> dict[str, str]:
    """One page of each kind of a built site, the one with the most charts, by its kind."""
    best: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        found = re.search(r'<article id="content" class="page ([a-z]+)"', html)
        address = path.parent.relative_to(site).as_posix().removeprefix(".")
        kind = found[1] if found else address.split("/")[0]
        charts = html.count('<figure class="chart"')
        if kind not in best or charts > best[kind][0]:
            best[kind] = (charts, f"{address}/" if address else "")
    return {kind: address for kind, (_, address) in best.items()}


def wrong_with(browser: Browser, base: str, address: str) -> list[str]:
    """What is wrong with a page: what it says, its charts, what it keeps, and each of its looks."""
    with looked_at(browser, *LOOKS[0]) as context:
        page = context.new_page()
        said = complaints(page, base)
        answer = opened(page, base + address)
        assert answer.ok, address
        assert page.locator("h1").count() == 1 or address.startswith("embed/"), address
        wrong: list[str] = page.evaluate(CHARTS_WITHOUT)
        for width, scheme in LOOKS:
            look(page, width, scheme)
            wrong += [f"{width}, {scheme}: {found}" for found in found_by_axe(page)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{scheme}: wider than the window at {width}")
        storage = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert storage == ["", 0, 0]
        return [*wrong, *said]


# Every chart has a picture with a name and a description, and a table with its numbers.
CHARTS_WITHOUT = """() => [...document.querySelectorAll("figure.chart")].flatMap((figure) => {
  const wrong = [];
  const svg = figure.querySelector(".drawing svg");
  if (!svg) return [`${figure.id} has no picture`];
  const ids = (svg.getAttribute("aria-labelledby") || "").split(" ");
  const words = (where, what) => [...where.querySelectorAll(what)].map((e) => {
    const own = e.cloneNode(true);
    own.querySelectorAll("sup").forEach((mark) => mark.remove());
    return own.textContent.trim();
  });
  const says = (id) => document.getElementById(id)?.textContent.trim();
  for (const id of ids) if (!says(id)) wrong.push(`${figure.id}: no ${id}`);
  if (svg.getAttribute("role") !== "img") wrong.push(`${figure.id} has no role`);
  if (!words(figure, ".finding").join("")) wrong.push(`${figure.id} has no finding`);
  if (!figure.querySelector(".source")) wrong.push(`${figure.id} has no source`);
  const cells = words(figure, "td, tbody th");
  const told = words(svg, "text").filter((text) => /\\d/.test(text) && cells.includes(text));
  const isPlain = !["scatter", "control"].includes(figure.dataset.kind);
  const missing = "no number of the picture stands in its table";
  if (!told.length && isPlain) wrong.push(`${figure.id}: ${missing}`);
  return wrong;
})"""


@pytest.mark.parametrize("address", SHIPPED)
def test_a_page_of_the_shipped_site_opens_and_is_accessible(
    browser: Browser, shipped_site: str, address: str
) -> None:
    wrong = wrong_with(browser, shipped_site, address)
    assert not wrong, "\n".join(wrong)


def test_every_kind_of_page_is_looked_at(county: Path) -> None:
    assert sorted(kinds_of(county / "site")) == list(KINDS), "Name the new kind in KINDS."


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_of_the_county_opens_and_is_accessible(
    browser: Browser, county_site: str, county: Path, kind: str
) -> None:
    wrong = wrong_with(browser, county_site, kinds_of(county / "site")[kind])
    assert not wrong, "\n".join(wrong)


def test_charts_become_live_when_reached_for(browser: Browser, shipped_site: str) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    said = complaints(page, shipped_site)
    for address in ("dover/crime/", "dover/anti-social-behaviour/", "topics/population/"):
        page.goto(shipped_site + address)
        figures = page.locator("figure.chart")
        assert figures.count()
        for index in range(figures.count()):
            figure = figures.nth(index)
            figure.locator("button.explore").click()
            figure.locator('xpath=self::*[@data-live="yes"]').wait_for(timeout=20_000)
            live = figure.locator(".live svg")
            assert live.is_visible()
            assert live.locator("text").count() > 2
            names = live.get_attribute("aria-labelledby")
            assert names
            assert page.locator(f"#{names.split()[0]}").text_content()
    context.close()
    assert not said


def test_the_numbers_of_a_live_chart_are_those_of_its_picture(
    browser: Browser, shipped_site: str
) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    page.goto(shipped_site + "dover/crime/")
    figure = page.locator("figure.chart#breakdown")
    still = figure.locator(".drawing > svg text").all_text_contents()
    figure.locator(".drawing").hover()
    figure.locator('xpath=self::*[@data-live="yes"]').wait_for(timeout=20_000)
    live = figure.locator(".live svg text").all_text_contents()
    context.close()
    assert sorted(text for text in still if text) == sorted(text for text in live if text)


def test_live_charts_of_every_kind_say_what_their_pictures_say_in_every_zone(
    browser: Browser, county_site: str, county: Path
) -> None:
    of_kind: dict[str, tuple[str, str]] = {}
    for path in sorted((county / "site").rglob("index.html")):
        address = path.parent.relative_to(county / "site").as_posix() + "/"
        html = "" if address.startswith("embed/") else path.read_text(encoding="utf-8")
        for name, kind in re.findall(r'<figure class="chart" id="([^"]+)" data-kind="(\w+)"', html):
            of_kind.setdefault(kind, (address, name))
    assert sorted(of_kind) == drawing.kinds()
    for zone in ZONES:
        context = looked_at(browser, 1280, "light", timezone_id=zone)
        page = context.new_page()
        said = complaints(page, county_site)
        for kind, (address, name) in of_kind.items():
            if zone == ZONES[0] or kind == "control":
                page.goto(county_site + address)
                still, live = texts_of(page, name)
                assert still == live, f"{kind}, {zone}"
        context.close()
        assert not said


def texts_of(page: Page, name: str) -> tuple[list[str], list[str]]:
    """What stands written in the picture of a chart, and then in the live chart."""
    figure = page.locator(f'figure.chart[id="{name}"]')
    still = figure.locator(".drawing > svg text").all_text_contents()
    figure.locator("button.explore").click()
    figure.locator('xpath=self::*[@data-live="yes"]').wait_for(timeout=20_000)
    live = figure.locator(".live svg text").all_text_contents()
    return sorted(filter(None, still)), sorted(filter(None, live))


def test_everything_is_there_without_javascript(browser: Browser, shipped_site: str) -> None:
    without = looked_at(browser, 375, "light", java_script_enabled=False)
    page = without.new_page()
    for address in (
        "",
        "dover/",
        "dover/violence/",
        "dover/wards/aylesham/",
        "compare/",
        "contacts/",
    ):
        page.goto(shipped_site + address)
        assert page.locator("h1").is_visible()
        for figure in page.locator("figure.chart").all():
            assert figure.locator(".drawing svg").is_visible()
            assert figure.locator("table").count() == 1
            assert not figure.locator("button.explore").is_visible()
        for form in page.locator("form").all():
            assert not form.is_visible()
    page.goto(shipped_site)
    assert page.locator(".tile-map a").count() == 13
    without.close()


def test_an_area_is_found_by_any_of_its_names(browser: Browser, shipped_site: str) -> None:
    context = looked_at(browser, 375, "light")
    page = context.new_page()
    page.goto(shipped_site)
    page.fill("#find-area", "maxton elms vale & pri")
    expect(page.locator(".found a").first).to_contain_text("Maxton, Elms Vale and Priory")
    page.fill("#find-area", "shepway")
    expect(page.locator('.found a[href$="folkestone-and-hythe/"]')).not_to_have_count(0)
    page.fill("#find-area", "zzz")
    expect(page.locator("#find-count")).not_to_be_empty()
    context.close()


def test_areas_are_compared_side_by_side(browser: Browser, shipped_site: str) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    page.goto(shipped_site + "compare/?areas=dover,thanet")
    heads = page.locator("#compared thead th")
    # The table comes when its figures have come, which is after the page.
    expect(heads).to_have_text(["Figure", "Dover", "Thanet"])
    page.get_by_label("Swale", exact=True).check()
    expect(heads).to_have_count(4)
    assert "swale" in page.url
    context.close()


def test_no_page_is_too_heavy(shipped: Path) -> None:
    heavy = []
    for path in (shipped / "site").rglob("*.html"):
        size = len(gzip.compress(path.read_bytes()))
        if size > 60_000:
            heavy.append(f"{path}: {size}")
    assert not heavy
