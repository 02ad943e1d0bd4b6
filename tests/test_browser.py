"""The built sites in a real browser: all kinds of page, live charts, no JavaScript, axe."""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator import charts
from tests.__main__ import find_browser
from tests.counties import built_county
from tests.sites import ROOT, built

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
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
LOOKS = [(375, "light"), (1280, "dark"), (375, "dark"), (1280, "light")]


class Quiet(SimpleHTTPRequestHandler):
    """Static files without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen") else base


def served(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def shipped(folder: Path) -> Iterator[str]:
    yield from served(built(ROOT, folder / "shipped") / "site")


@pytest.fixture(scope="module")
def county_site(folder: Path) -> Path:
    return built_county(folder / "county") / "site"


@pytest.fixture(scope="module")
def county(county_site: Path) -> Iterator[str]:
    yield from served(county_site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("CRIME_PROFILES_BROWSER") or str(find_browser() or "")
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        running = playwright.chromium.launch(executable_path=path or None, args=arguments)
        yield running
        running.close()


def looked_at(browser: Browser, width: int, scheme: str, **options: Any) -> BrowserContext:
    size = {"width": width, "height": 900}
    return browser.new_context(viewport=size, color_scheme=scheme, **options)  # type: ignore[arg-type]


def complaints(page: Page, base: str) -> list[str]:
    """A list that fills with console errors, page errors and requests to other hosts."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request", lambda r: found.append(r.url) if not r.url.startswith((base, "data:")) else None
    )
    return found


def kinds_of(site: Path) -> list[str]:
    """One page of each kind of a built site, the one with the most charts."""
    best: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        found = re.search(r'<article id="content" class="page ([a-z]+)"', html)
        address = path.parent.relative_to(site).as_posix().removeprefix(".")
        kind = found[1] if found else address.split("/")[0]
        charts = html.count('<figure class="chart"')
        if kind not in best or charts > best[kind][0]:
            best[kind] = (charts, f"{address}/" if address else "")
    return [address for _, address in best.values()]


def check_pages(browser: Browser, base: str, addresses: list[str] | tuple[str, ...]) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    said = complaints(page, base)
    wrong = []
    for address in addresses:
        answer = page.goto(base + address)
        assert answer
        assert answer.ok, address
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1 or address.startswith("embed/"), address
        wrong += [f"{address}: {chart}" for chart in page.evaluate(CHARTS_WITHOUT)]
        wrong += [f"{address}: {text}" for text in said]
        said.clear()
    storage = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    context.close()
    assert storage == ["", 0, 0]
    assert not wrong, "\n".join(wrong)


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


def test_every_kind_of_page_of_the_shipped_site_opens(browser: Browser, shipped: str) -> None:
    check_pages(browser, shipped, SHIPPED)


def test_every_kind_of_page_of_the_county_opens(
    browser: Browser, county: str, county_site: Path
) -> None:
    check_pages(browser, county, kinds_of(county_site))


def test_charts_become_live_when_reached_for(browser: Browser, shipped: str) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    said = complaints(page, shipped)
    for address in ("dover/crime/", "dover/anti-social-behaviour/", "topics/population/"):
        page.goto(shipped + address)
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
    browser: Browser, shipped: str
) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    page.goto(shipped + "dover/crime/")
    figure = page.locator("figure.chart#breakdown")
    still = figure.locator(".drawing > svg text").all_text_contents()
    figure.locator(".drawing").hover()
    figure.locator('xpath=self::*[@data-live="yes"]').wait_for(timeout=20_000)
    live = figure.locator(".live svg text").all_text_contents()
    context.close()
    assert sorted(text for text in still if text) == sorted(text for text in live if text)


def test_live_charts_of_every_kind_say_what_their_pictures_say_in_every_zone(
    browser: Browser, county: str, county_site: Path
) -> None:
    of_kind: dict[str, tuple[str, str]] = {}
    for path in sorted(county_site.rglob("index.html")):
        address = path.parent.relative_to(county_site).as_posix() + "/"
        html = "" if address.startswith("embed/") else path.read_text(encoding="utf-8")
        for name, kind in re.findall(r'<figure class="chart" id="([^"]+)" data-kind="(\w+)"', html):
            of_kind.setdefault(kind, (address, name))
    assert sorted(of_kind) == charts.kinds()
    for zone in ZONES:
        context = looked_at(browser, 1280, "light", timezone_id=zone)
        page = context.new_page()
        said = complaints(page, county)
        for kind, (address, name) in of_kind.items():
            if zone == ZONES[0] or kind == "control":
                page.goto(county + address)
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


def test_everything_is_there_without_javascript(browser: Browser, shipped: str) -> None:
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
        page.goto(shipped + address)
        assert page.locator("h1").is_visible()
        for figure in page.locator("figure.chart").all():
            assert figure.locator(".drawing svg").is_visible()
            assert figure.locator("table").count() == 1
            assert not figure.locator("button.explore").is_visible()
        for form in page.locator("form").all():
            assert not form.is_visible()
    page.goto(shipped)
    assert page.locator(".tile-map a").count() == 13
    without.close()


def test_an_area_is_found_by_any_of_its_names(browser: Browser, shipped: str) -> None:
    context = looked_at(browser, 375, "light")
    page = context.new_page()
    page.goto(shipped)
    page.fill("#find-area", "maxton elms vale & pri")
    page.locator(".found a").first.wait_for()
    assert "Maxton, Elms Vale and Priory" in (page.locator(".found a").first.text_content() or "")
    page.fill("#find-area", "shepway")
    assert page.locator('.found a[href$="folkestone-and-hythe/"]').count()
    page.fill("#find-area", "zzz")
    assert page.locator("#find-count").text_content()
    context.close()


def test_areas_are_compared_side_by_side(browser: Browser, shipped: str) -> None:
    context = looked_at(browser, 1280, "light")
    page = context.new_page()
    page.goto(shipped + "compare/?areas=dover,thanet")
    heads = page.locator("#compared thead th").all_text_contents()
    assert heads == ["Figure", "Dover", "Thanet"]
    page.get_by_label("Swale", exact=True).check()
    assert "swale" in page.url
    assert page.locator("#compared thead th").count() == 4
    context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_accessible_by_the_web_guidelines(
    browser: Browser, shipped: str, county: str, county_site: Path, width: int, scheme: str
) -> None:
    context = looked_at(browser, width, scheme)
    page = context.new_page()
    pages = [shipped + address for address in SHIPPED] + [county + a for a in kinds_of(county_site)]
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    wrong = []
    for address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for found in Axe().run(page, options=options).response["violations"]:
            where = "; ".join(str(node["target"]) for node in found["nodes"][:3])
            wrong.append(f"{address}: {found['id']} ({found['help']}) at {where}")
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address}: wider than the window at {width}")
    context.close()
    assert not wrong, "\n".join(wrong)


def test_no_page_is_too_heavy(folder: Path, shipped: str) -> None:
    import gzip

    site = folder / "shipped" / "project" / "site"
    heavy = []
    for path in site.rglob("*.html"):
        size = len(gzip.compress(path.read_bytes()))
        if size > 60_000:
            heavy.append(f"{path}: {size}")
    assert not heavy
