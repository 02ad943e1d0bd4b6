"""The room of a page is used: sheets of paper on which people print, and the width of a desk."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import look, looked_at, opened, served, unfold

# What people print, and on how many sheets of A4 at most: each kind of page, wards of all sizes.
SHEETS = {
    "shipped": {
        "": 1, "contacts/": 3, "compare/": 1, "topics/": 3, "kent/": 4, "maidstone/": 4,
        "dover/wards/castle/": 1, "dover/wards/aylesham/": 3, "dover/wards/town-and-castle/": 4,
        "maidstone/wards/high-street/": 4, "maidstone/wards/staplehurst/": 5,
        "ashford/wards/roman/": 4, "maidstone/needle-finds/": 3, "dover/crime/": 4,
        "maidstone/hospital-admissions/": 3, "gravesham/domestic-abuse/": 4,
        "dover/official-totals/": 2, "topics/violence/": 4, "topics/perceptions/": 2,
    },
    "county": {
        "": 1, "contacts/": 1, "compare/": 1, "oldford/": 2, "southam/burglary/": 2,
        "oldford/crime/": 3, "topics/crime/": 2, "great-example/wards/glen/": 2,
        "oldford/wards/cross-and-bhill-b-ward-77-script/": 2,
    },
}  # fmt: skip
# The widest that a sheet is between its margins, in the pixels of paper; and as few lines as one
# may hold: a foot has four.
A4, FEWEST = 687, 8
PAGE = re.compile(rb"/Type /Page\b.*?/Contents (\d+) 0 R", re.S)
NUMBER = rb"(-?[\d.]+) "
PLACED = re.compile(rb"^(?:(q|Q)|" + NUMBER * 6 + rb"(cm|Tm))$", re.M)
# What is shown on paper in the colour of paper.
WHITE = """() => [...document.querySelectorAll("#content *")].filter((one) => {
  const hasText = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
  const isSeen = hasText && !one.closest("svg") && one.getClientRects().length;
  return isSeen && getComputedStyle(one).color === "rgb(255, 255, 255)";
}).map((one) => one.textContent.trim())"""

# Pages with charts that stand in pairs, alone, in turn, and folded away.
WIDE = {
    "shipped": (
        "dover/crime/", "dover/official-totals/", "dover/official-totals/?beside=similar",
        "maidstone/", "maidstone/wards/high-street/", "topics/violence/",
    ),
    "county": ("oldford/", "southam/burglary/", "topics/crime/", "great-example/wards/glen/"),
}  # fmt: skip
# Charts where from their top on more than a third of the page's width is empty, gaps between
# columns left out: neither words nor another chart stand beside the drawing.
EMPTY = """() => {
  const page = document.querySelector("#content");
  const { left, right, width } = page.getBoundingClientRect();
  const what = ".drawing svg, .finding, .measure, .source, .caution";
  const boxes = [...page.querySelectorAll(what)].map((one) => one.getBoundingClientRect());
  const drawn = (chart) => [...chart.querySelectorAll(".drawing svg")].map((one) => {
    return one.getBoundingClientRect();
  }).find((box) => box.height);
  const empty = ({ top, height }) => {
    const end = top + Math.min(height, 120);
    const beside = boxes.filter((box) => box.height && box.top < end && box.bottom > top);
    let [at, sum] = [left, 0];
    for (const box of beside.sort((one, other) => one.left - other.left)) {
      sum += box.left - at > 64 ? box.left - at : 0;
      at = Math.max(at, box.right);
    }
    return (sum + (right - at > 64 ? right - at : 0)) / width;
  };
  return [...page.querySelectorAll("figure.chart")].filter((chart) => {
    const box = drawn(chart);
    return box && empty(box) > 1 / 3;
  }).map((chart) => chart.id);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with looked_at(browser, A4, "light") as context:
        yield context.new_page()


def lines(printed: bytes) -> list[int]:
    """How many lines of text does each sheet of a printed page have, its number left out?"""
    found = []
    for number in PAGE.findall(printed):
        content = re.search(
            rb"\n" + number + rb" 0 obj\n<<.*?>> stream\n(.*?)\nendstream", printed, re.S
        )
        assert content
        found.append(len(_heights(zlib.decompress(content[1]))) - 1)
    return found


def _heights(content: bytes) -> set[int]:
    """How high stands text on a sheet? Skia scales and moves, and never turns."""
    now, before, found = (1.0, 0.0), [(1.0, 0.0)], set()
    for step, *numbers, kind in PLACED.findall(content):
        if step == b"q":
            before.append(now)
        elif step == b"Q":
            now = before.pop()
        elif kind == b"cm":
            now = (now[0] * float(numbers[3]), now[0] * float(numbers[5]) + now[1])
        else:
            found.add(round(now[0] * float(numbers[5]) + now[1]))
    return found


@pytest.mark.parametrize("site", SHEETS)
def test_a_page_takes_few_sheets_and_none_is_too_narrow_or_nearly_empty(
    page: Page, site: str, request: pytest.FixtureRequest
) -> None:
    wrong = []
    look(page, A4, "light")
    with served(request.getfixturevalue(site) / "site") as base:
        for address, most in SHEETS[site].items():
            opened(page, base + address)
            sheets = lines(page.pdf(prefer_css_page_size=True, format="A4"))
            page.emulate_media(media="print")
            if page.evaluate("document.documentElement.scrollWidth") > A4:
                wrong.append(f"{address}: wider than a sheet")
            wrong += [f"{address}: {text} is white" for text in page.evaluate(WHITE)]
            page.emulate_media(media="null")
            if len(sheets) > most or (len(sheets) > 1 and min(sheets) < FEWEST):
                wrong.append(f"{address}: sheets of {sheets} lines, where {most} may be")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("site", WIDE)
def test_no_chart_stands_alone_in_a_row_with_nothing_beside_it(
    page: Page, site: str, request: pytest.FixtureRequest
) -> None:
    wrong = []
    look(page, 1280, "light")
    with served(request.getfixturevalue(site) / "site") as base:
        for address in WIDE[site]:
            opened(page, base + address)
            unfold(page)
            wrong += [f"{address}: {name}" for name in page.evaluate(EMPTY)]
    assert not wrong, "\n".join(wrong)


def test_what_is_further_off_is_printed_where_it_was_opened(page: Page, county: Path) -> None:
    look(page, A4, "light")
    with served(county / "site") as base:
        opened(page, f"{base}oldford/")
        closed = lines(page.pdf(prefer_css_page_size=True, format="A4"))
        page.evaluate(
            "document.querySelectorAll('.further').forEach((one) => { one.open = true; })"
        )
        assert sum(lines(page.pdf(prefer_css_page_size=True, format="A4"))) > sum(closed)


# A page of a fold alone, below so much of another thing.
FOLD_BELOW = """(height) => {
  const fold = document.querySelector("details.group:has(> summary + .charts)");
  const above = document.createElement("div");
  above.style.height = `${height}px`;
  fold.open = true;
  document.body.replaceChildren(above, fold);
}"""


def test_a_heading_is_not_parted_from_the_chart_below_it(page: Page, shipped: Path) -> None:
    look(page, A4, "light")
    with served(shipped / "site") as base:
        for height in range(300, 1000, 100):
            opened(page, f"{base}topics/perceptions/")
            page.evaluate(FOLD_BELOW, height)
            first, *_ = lines(page.pdf(prefer_css_page_size=True, format="A4"))
            assert first != 1, f"{height}: the heading stands alone"
