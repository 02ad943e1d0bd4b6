"""The built sites in a real browser: all kinds of page, charts, no JavaScript, axe."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import (
    complaints,
    found_by_axe,
    look,
    looked_at,
    marks,
    opened,
    served,
    unfold,
)

# The fewest pages of both sites on which every kind of thing stands that any page is made of. axe
# looks at each of them in every look; a test says what is on none of them.
MARKED = (
    "", "404.html", "about/", "compare/?areas=dover,thanet", "contacts/", "data/",
    "data/coverage/", "data/population/", "data/sources/", "dartford/wards/darenth/",
    "disagreements/", "dover/", "dover/official-totals/", "dover/priorities/",
    "accessibility/", "kent/crime-rate/", "tunbridge-wells/hate-crime/",
    "tunbridge-wells/wards/southborough-and-high-brooms/",
    "embed/tunbridge-wells/violence/types-police-crime-2016/",
    "embed/gravesham/drug-offences/by-month/", "embed/kent/anti-social-behaviour/wards/",
    "glossary/", "gravesham/wards/istead-rise/",
    "kent/", "kent-police-area/domestic-abuse/", "maidstone/domestic-abuse-services/",
    "maidstone/theft-and-burglary/", "maidstone/wards/high-street/", "methods/", "topics/",
    "topics/crime-severity/", "topics/hate-crime/", "topics/priorities/", "topics/similar-areas/",
    "tonbridge-and-malling/wards/walderslade/", "topics/sexual-offences/", "topics/theme-scores/",
    "tunbridge-wells/", "tunbridge-wells/wards/speldhurst-and-bidborough/",
    "maidstone/wards/high-street/summary/", "releases/", "releases/2026-11/",
)  # fmt: skip
OF_COUNTY = (
    "", "compare/", "disagreements/", "great-example/wards/glen/", "middlewick/", "oldford/crime/",
    "oldford-and-middlewick/burglary/", "southam/burglary/", "topics/worry/figures/",
    "topics/crime/figures/", "topics/nuisance/",
    "oldford/wards/cross-and-bhill-b-ward-77-script/",
    "oldford/summary/", "oldford/wards/cross-and-bhill-b-ward-77-script/summary/",
    "oldford-and-middlewick/nuisance/", "embed/topics/nuisance/multiples/", "releases/",
)  # fmt: skip
# Others are opened, and looked at in both widths.
OPENED = (
    "ashford/wards/bircholt/", "dover/wards/town-and-castle/", "gravesham/wards/higham/",
    "swale/", "medway/", "kent-police-area/", "dover/crime/", "dover/violence/",
    "dover/domestic-abuse/", "dover/anti-social-behaviour/", "dover/cctv/", "dover/population/",
    "dover/wards/castle/", "maidstone/wards/fant/", "topics/anti-social-behaviour/",
    "topics/crime-maps/", "privacy/", "data/recorded-crime/",
    "embed/dover/violence/trend/", "maidstone/", "maidstone/perceptions/",
    "maidstone/needle-finds/", "dartford-and-gravesham/", "kent/priorities/",
    "kent-police-area/outcomes/", "topics/crime/", "topics/hospital-admissions/",
    "embed/maidstone/wards/fant/worry-about-burglary/", "thanet/official-totals/",
    "maidstone/deprivation/", "kent-police-area/perceptions/",
)  # fmt: skip
OPENED_OF_COUNTY = (
    "about/", "contacts/", "data/", "data/recorded-crime/", "data/sources/",
    "embed/topics/crime/change/", "farrow/", "topics/", "topics/crime/",
    "topics/burglary-by-month/",
)  # fmt: skip
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
# A phone and a desk, by day and by night. A page is opened once and looked at in all four.
WIDTHS = (375, 1280)
LOOKS = ((375, "light"), (375, "dark"), (1280, "dark"), (1280, "light"))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page that every site is shown in: a new one for each takes as long as looking does."""
    with looked_at(browser, *LOOKS[0]) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def shipped_site(shipped: Path) -> Iterator[str]:
    with served(shipped / "site") as address:
        yield address


@pytest.fixture(scope="module")
def county_site(county: Path) -> Iterator[str]:
    with served(county / "site") as address:
        yield address


def wrong_with(page: Page, address: str) -> list[str]:
    """What is wrong with a page: what it says, its charts, what it keeps, and its widths."""
    page.set_viewport_size({"width": LOOKS[0][0], "height": 900})
    base = "/".join(address.split("/")[:3]) + "/"
    with complaints(page, base) as said:
        answer = opened(page, address)
        assert answer.ok, address
        assert page.locator("h1").count() == 1 or "/embed/" in address, address
        unfold(page)
        wrong: list[str] = page.evaluate(CHARTS_WITHOUT)
        for width in WIDTHS:
            look(page, width, "light")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"wider than the window at {width}")
        storage = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert storage == ["", 0, 0]
    return [*wrong, *said]


def unreadable_in(page: Page) -> list[str]:
    """What axe finds wrong in each look of the page that is open."""
    wrong = []
    for width, scheme in LOOKS:
        look(page, width, scheme)
        wrong += [f"{width}, {scheme}: {found}" for found in found_by_axe(page)]
    return wrong


# Every chart has a picture with a name and a description, and a table with its numbers.
CHARTS_WITHOUT = """() => [...document.querySelectorAll("figure.chart")].flatMap((figure) => {
  const wrong = [];
  const drawn = [...figure.querySelectorAll(".drawing svg")];
  const seen = drawn.filter((one) => one.getClientRects().length);
  const shown = figure.getClientRects().length ? 1 : 0;
  const isOneOfTwo = drawn.length === 2 && seen.length === shown;
  if (!isOneOfTwo) return [`${figure.id} has not one picture of two`];
  const svg = seen[0] || drawn[0];
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
  const isPlain = !["scatter", "control", "months"].includes(figure.dataset.kind);
  const missing = "no number of the picture stands in its table";
  if (!told.length && isPlain) wrong.push(`${figure.id}: ${missing}`);
  return wrong;
})"""


@pytest.mark.parametrize("address", [*MARKED, *OPENED])
def test_a_page_of_the_shipped_site_opens_and_is_accessible(
    page: Page, shipped_site: str, address: str
) -> None:
    wrong = wrong_with(page, shipped_site + address)
    wrong += unreadable_in(page) if address in MARKED else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", [*OF_COUNTY, *OPENED_OF_COUNTY])
def test_a_page_of_the_county_opens_and_is_accessible(
    page: Page, county_site: str, address: str
) -> None:
    wrong = wrong_with(page, county_site + address)
    wrong += unreadable_in(page) if address in OF_COUNTY else []
    assert not wrong, "\n".join(wrong)


def test_every_kind_of_thing_is_looked_at(shipped: Path, county: Path) -> None:
    looked: set[tuple[str, str]] = set()
    stands: dict[tuple[str, str], Path] = {}
    for site, addresses in ((shipped / "site", MARKED), (county / "site", OF_COUNTY)):
        for path in sorted(site.rglob("*.html")):
            stands |= dict.fromkeys(marks(path.read_text(encoding="utf-8")), path)
        for address in addresses:
            path = site / address.partition("?")[0]
            path = path / "index.html" if path.is_dir() else path
            looked |= marks(path.read_text(encoding="utf-8"))
    missed = [
        f"{around or 'body'} > {own}: {stands[around, own]}"
        for around, own in stands.keys() - looked
    ]
    assert not missed, "Add a page to MARKED for each of these:\n" + "\n".join(missed)


def test_an_area_is_set_beside_those_around_it_or_those_like_it(
    page: Page, shipped_site: str
) -> None:
    there = shipped_site + "dover/official-totals/"
    around = page.locator("#content [data-against=around]")
    similar = page.locator("#content [data-against=similar]")
    look(page, 375, "light")
    with complaints(page, shipped_site) as said:
        opened(page, there)
        expect(around.first).to_be_visible()
        expect(similar.first).not_to_be_visible()
        page.get_by_role("radio", name="Kent Police area").focus()
        page.keyboard.press("ArrowDown")
        expect(similar.first).to_be_visible()
        expect(page.locator("#official-standing-similar")).to_be_visible()
        expect(around.first).not_to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("Now beside: Areas most similar to")
        assert page.url == f"{there}?beside=similar"
        # Another page of the district has the same choice, one of no district has none.
        page.get_by_role("link", name="Dover", exact=True).first.click()
        expect(page.get_by_role("radio", name="Areas most similar to Dover")).to_be_checked()
        assert page.url == f"{shipped_site}dover/?beside=similar"
        expect(page.get_by_role("link", name="Topics").first).not_to_have_attribute(
            "href", re.compile("beside")
        )
        page.get_by_role("radio", name="Kent Police area").check()
        assert page.url == f"{shipped_site}dover/"
        # A link to one of the two charts shows it.
        opened(page, f"{there}#official-standing-similar")
        expect(page.locator("#official-standing-similar")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("#official-standing-similar")).to_be_visible()
        expect(page.locator("#official-standing")).not_to_be_visible()
        page.emulate_media(media="screen")
    assert not said


def test_everything_is_there_without_javascript(browser: Browser, shipped_site: str) -> None:
    without = looked_at(browser, 375, "light", java_script_enabled=False)
    page = without.new_page()
    for address in (
        "",
        "dover/",
        "dover/official-totals/",
        "dover/wards/aylesham/",
        "compare/",
        "contacts/",
    ):
        page.goto(shipped_site + address)
        assert page.locator("h1").is_visible()
        closed = page.locator("details.group:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        for figure in page.locator("figure.chart").all():
            assert figure.locator(".drawing svg:visible").count() == 1
            assert figure.locator("table").count() == 1
            assert not figure.locator("button.explore").is_visible()
        for form in page.locator("form").all():
            assert not form.is_visible()
    page.goto(shipped_site)
    assert page.locator(".tile-map a").count() == 13
    without.close()


def test_without_javascript_one_comparator_stands_in_words(
    browser: Browser, shipped_site: str
) -> None:
    without = looked_at(browser, 375, "light", java_script_enabled=False)
    page = without.new_page()
    for address in ("dover/", "dover/official-totals/", "maidstone/sexual-offences/"):
        page.goto(shipped_site + address)
        assert page.locator("[data-against=around]:visible").count(), address
        assert not page.locator("[data-against=similar]:not(.chart):visible").count(), address
    page.goto(shipped_site + "compare/")
    ways = page.locator("#content noscript a")
    assert ways.count() == 3
    for way in (one.get_attribute("href") or "" for one in ways.all()):
        if way.startswith("#"):
            assert page.locator(way).count() == 1, way
        else:
            assert page.request.get(f"{shipped_site}compare/{way}").ok, way
    without.close()


# Of each chart of ranges, the dots without two ends of their range that are higher than they are.
WITHOUT_RANGE = """() => [...document.querySelectorAll("figure.chart")].flatMap((figure) => {
  const said = figure.querySelector(".measure").textContent;
  if (!said.includes("what chance alone could give")) return [];
  const drawn = [...figure.querySelectorAll(".drawing svg")];
  const seen = drawn.find((one) => one.getClientRects().length);
  const boxes = (marks) => marks.map((mark) => mark.getBoundingClientRect());
  const dots = boxes([...seen.querySelectorAll("circle")]);
  // Lines that look the same are one path: each of them is looked at alone.
  const alone = (path) => path.getAttribute("d").match(/M[^M]*/g).map((line) => {
    const one = path.cloneNode();
    one.setAttribute("d", line);
    path.after(one);
    return one;
  });
  const lines = [...seen.querySelectorAll("path")].flatMap(alone);
  const upright = boxes(lines).filter((box) => box.height > 2 * box.width);
  lines.forEach((line) => line.remove());
  const middle = (box) => box.y + box.height / 2;
  const isLevel = (one, other) => Math.abs(middle(one) - middle(other)) < 1;
  const isEnd = (end, dot) => isLevel(end, dot) && end.height > dot.height + 2;
  const bare = dots.filter((dot) => upright.filter((end) => isEnd(end, dot)).length < 2);
  return dots.length && !bare.length ? [] : [`${figure.id}: ${bare.length} of ${dots.length}`];
})"""


def test_a_range_is_seen_at_both_widths(page: Page, shipped_site: str) -> None:
    for address in ("maidstone/", "topics/crime/", "maidstone/wards/high-street/"):
        opened(page, shipped_site + address)
        unfold(page)
        for width in WIDTHS:
            look(page, width, "light")
            assert page.evaluate(WITHOUT_RANGE) == [], (address, width)


MAPPED = (
    *("", "ashford/", "dover/", "maidstone/", "sevenoaks/", "swale/", "tunbridge-wells/"),
    *("maidstone/wards/high-street/", "ashford/wards/aylesford-and-east-stour/"),
)
TOPICS = {
    "violence": "Violence topic",
    "burglary": "Burglary topic: Theft and burglary",
    "burglery": "Burglary topic: Theft and burglary",
    "hate crime": "Hate crime topic",
    "shoplifting": "Shoplifting topic: Theft and burglary",
}

# Numbers on maps that are smaller than the smallest print, or do not lie in their shape.
SMALL_NUMBERS = """() => {
  const wrong = [];
  for (const text of document.querySelectorAll(".ward-map svg text")) {
    const at = text.getScreenCTM();
    if (!at || !text.getClientRects().length) continue;
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size * at.a < 11.95) wrong.push(`${text.textContent}: ${(size * at.a).toFixed(1)} px`);
    const { x, width } = text.getBBox();
    const [path, y] = [text.parentNode.querySelector("path"), Number(text.getAttribute("y"))];
    for (const end of [x, x + width]) {
      for (const by of [-0.36 * size, 0, 0.36 * size]) {
        const corner = Object.assign(text.ownerSVGElement.createSVGPoint(), { x: end, y: y + by });
        if (!path.isPointInFill(corner)) wrong.push(`${text.textContent}: beyond its shape`);
      }
    }
  }
  return wrong;
}"""


@pytest.mark.parametrize("address", MAPPED)
def test_numbers_on_maps_are_no_smaller_than_other_print(
    page: Page, shipped_site: str, address: str
) -> None:
    opened(page, shipped_site + address)
    unfold(page)
    for width in (320, 375, 544, 768, 1024, 1280):
        look(page, width, "light")
        assert page.evaluate(SMALL_NUMBERS) == [], width


def test_a_topic_is_found_by_what_it_counts(page: Page, shipped_site: str) -> None:
    page.goto(shipped_site)
    for typed, answer in TOPICS.items():
        page.fill("#find-area", typed)
        expect(page.locator(".found a").first).to_have_text(answer)
    page.fill("#find-area", "dover")
    expect(page.locator(".found a").first).to_have_text("Dover")


def test_an_area_is_found_by_any_of_its_names(page: Page, shipped_site: str) -> None:
    look(page, 375, "light")
    page.goto(shipped_site)
    page.fill("#find-area", "maxton elms vale & pri")
    expect(page.locator(".found a").first).to_contain_text("Maxton, Elms Vale and Priory")
    page.fill("#find-area", "shepway")
    expect(page.locator('.found a[href$="folkestone-and-hythe/"]')).not_to_have_count(0)
    page.fill("#find-area", "zzz")
    expect(page.locator("#find-count")).not_to_be_empty()


# What is typed, then what the finder says and what it answers with, in order.
ASKED = {
    "old quay": ("One found", ["Old Quay, in Oldford"]),
    "old qay": ("Nothing of exactly that name. Did you mean Old Quay?", ["Old Quay, in Oldford"]),
    "greatham": ("One found", ["Greatham-on-Sea, in Great Example"]),
    "Graetham": (
        "Nothing of exactly that name. Did you mean Greatham-on-Sea?",
        ["Greatham-on-Sea, in Great Example"],
    ),
    "long green": ("2 found", ["Long Green, in Oldford", "Long Green, in MiddlewickElm Park ward"]),
    "little bale": (
        "Nothing of exactly that name. Did you mean one of these?",
        ["Little Dale, in FarrowDale ward", "Little Vale, in Farrow"],
    ),
    "northway": ("One found", ["Northway <b>&</b> *Cross*, in OldfordAbbey ward"]),
    "old ford": ("One found", ["Old Ford now Oldford"]),
    "oldford": ("2 found", ["Oldford", "Oldford and Middlewick partnership"]),
    "hate cr": ("One found", ["Hate crime topic"]),
    "violence wi": ("One found", ["Violence with injury topic: Crime"]),
    "noi": ("One found", ["Noise topic: Anti-social behaviour"]),
    "abb": ("One found", ["Abbey ward in Oldford"]),
    "ex1": ("Type the whole postcode.", []),
    "EX1 1AC": ("EX1 1AC is in Middlewick", ["EX1 1AC, in Middlewick"]),
    " ex1  1ab": (
        "EX1 1AB is near a boundary: look at each of these",
        ["EX1 1AB, in OldfordWhom to call", "EX1 1AB, in MiddlewickWhom to call"],
    ),
    "ex12ab": ("EX1 2AB is in Oldford", ["EX1 2AB, in OldfordAbbey ward"]),
    "EX1 9ZZ": ("There is no EX1 9ZZ in these districts. Try the name of a place.", []),
    "zzz": ("Nothing of that name. Try the list of districts below.", []),
}


@pytest.mark.parametrize("typed", ASKED)
def test_whatever_people_call_where_they_live_leads_there(
    page: Page, county_site: str, typed: str
) -> None:
    said, answers = ASKED[typed]
    if page.url != county_site:
        page.goto(county_site)
    page.fill("#find-area", typed)
    expect(page.locator("#find-count")).to_have_text(said)
    expect(page.locator(".found li")).to_have_text(answers)
    assert page.url == county_site


def test_no_request_says_what_was_typed(page: Page, county_site: str) -> None:
    asked: list[str] = []
    page.goto(county_site)
    page.wait_for_selector("form.find:not([hidden])")
    page.on("request", lambda request: asked.append(request.url))
    for code in ("EX1 1AC", "EX1 1AB", "EX9 9ZZ"):
        page.fill("#find-area", code)
        expect(page.locator("#find-count")).to_contain_text(code)
    assert asked == [f"{county_site}assets/postcodes.json"]


# Each name with one letter left out, another, one too many, and with two that changed places.
SLIPS = """() => {
  const input = document.querySelector("#find-area");
  const wrong = [];
  const names = ["Old Quay", "Upper Middlewick", "Greatham-on-Sea", "Middlewick", "Great Example"];
  for (const name of names) {
    for (let n = 0; n < name.length; n += 1) {
      const [before, here, after] = [name.slice(0, n), name[n], name.slice(n + 1)];
      const swapped = after && before + after[0] + here + after.slice(1);
      const other = [before + "j" + after, before + "j" + here + after];
      for (const typed of [before + after, ...other, swapped || name]) {
        input.value = typed;
        input.dispatchEvent(new Event("input"));
        const found = [...document.querySelectorAll(".found a")].map((link) => link.textContent);
        if (!found.some((text) => text.startsWith(name))) wrong.push(`${name}: ${typed}`);
      }
    }
  }
  return wrong;
}"""


def test_one_slip_of_a_finger_is_forgiven(page: Page, county_site: str) -> None:
    page.goto(county_site)
    page.wait_for_selector("form.find:not([hidden])")
    assert page.evaluate(SLIPS) == []


def test_the_finder_is_used_from_the_keyboard(page: Page, county_site: str) -> None:
    page.goto(county_site)
    page.wait_for_selector("form.find:not([hidden])")
    page.fill("#find-area", "long green")
    page.keyboard.press("Enter")
    expect(page.locator(".found a").first).to_be_focused()
    assert not found_by_axe(page)
    page.fill("#find-area", "old qay")
    page.keyboard.press("Enter")
    page.wait_for_url(county_site + "oldford/")


def test_areas_are_compared_side_by_side(page: Page, shipped_site: str) -> None:
    look(page, 1280, "light")
    page.goto(shipped_site + "compare/?areas=dover,thanet")
    heads = page.locator("#compared thead th")
    # The table comes when its figures have come, which is after the page.
    expect(heads).to_have_text(["Figure", "Dover", "Thanet"])
    caption = page.locator("#compared caption")
    expect(caption).to_have_text("Dover and Thanet: one figure for each topic")
    page.get_by_label("Swale", exact=True).check()
    expect(heads).to_have_count(4)
    assert "swale" in page.url
    wards = page.locator("#my-wards details").first
    wards.locator("summary").click()
    for number in (0, 1):
        wards.locator("input").nth(number).check()
    expect(page.locator("#wards-together")).to_contain_text("2 wards together: ")
    address = page.url
    assert "wards=" in address
    # The address carries the whole choice.
    page.goto("about:blank")
    page.goto(address)
    expect(heads).to_have_count(4)
    expect(page.locator("#wards-together")).to_contain_text("2 wards together: ")


def test_a_partnership_is_not_set_beside_a_district_that_it_holds(
    page: Page, shipped_site: str
) -> None:
    look(page, 1280, "light")
    page.goto(shipped_site + "compare/?areas=dartford,dartford-and-gravesham")
    said = page.locator("#compare-count")
    together = "Dartford and Gravesham together"
    expect(said).to_have_text(
        f"Choose at least two areas. {together} is not set beside Dartford, which it holds."
    )
    page.get_by_label("Dover", exact=True).check()
    heads = page.locator("#compared thead th")
    expect(heads).to_have_text(["Figure", "Dartford", "Dover"])
    page.get_by_label("Dartford", exact=True).uncheck()
    expect(heads).to_have_text(["Figure", together, "Dover"])
    expect(said).to_have_text("2 areas are compared below.")


def test_no_page_is_too_heavy(shipped: Path) -> None:
    heavy = []
    for path in (shipped / "site").rglob("*.html"):
        content = path.read_bytes()
        if len(content) > 60_000 and len(gzip.compress(content)) > 60_000:
            heavy.append(str(path))
    assert not heavy
