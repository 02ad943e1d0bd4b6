"""What pages call things: each figure by what it counts, each number as the chart beside it has
it, each thing once."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.charts.drawing import leaves
from generator.pages.book import Book
from generator.telling import narrative
from generator.terms import wording
from tests.sentences import pages
from tests.shipped import shipped_book

SITES = ["county", "shipped"]
AIM = re.compile(r"\b(target|aim)\b", re.IGNORECASE)
OF_TYPES = re.compile(r"\b(?:[Oo]f|All) (\w+) (?:types|figures)\b")
# Numbers in a title that are not of its table: how many rows it has, and those of what is asked.
COUNTED = re.compile(r"\b\d+ (types|figures|hours)\b|from 0 to 10\b|(\b6 or more )?\bof 10\b")
# A newer part of a year, behind the title of a line of whole years.
NEWER_PART = re.compile(r"; [\d,]+ from [^;]+ alone$")
AGREED = "on which the documents agree"
NUMBER = re.compile(r"(?<![\d,.])\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"\b(19|20)\d\d(/\d\d)?\b|1,000|10,000|\b\d+ months")


class Charted(NamedTuple):
    """A chart on a page: its kind, what it finds, and the texts of the cells of its table."""

    address: str
    kind: str
    finding: str
    described: str
    rows: list[list[str]]


@cache
def charts(site: Path) -> tuple[Charted, ...]:
    """Every chart of a built site's pages."""
    return tuple(_charts(site))


def _charts(site: Path) -> Iterator[Charted]:
    for path in sorted(site.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r'<figure class="chart".*?</figure>', text, re.DOTALL):
            figure = found[0]
            kind = re.search(r'data-kind="(\w+)"', figure)
            finding = re.search(r'<span class="finding">(.*?)</span>', figure)
            described = re.search(r"<desc[^>]*>(.*?)</desc>", figure, re.DOTALL)
            rows = [
                [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
                for body in re.findall(r"<tbody>(.*?)</tbody>", figure, re.DOTALL)
                for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
            ]
            if kind and finding:
                yield Charted(
                    path.parent.relative_to(site).as_posix(),
                    kind[1],
                    plain(finding[1]),
                    plain(described[1]) if described else "",
                    rows,
                )


def plain(text: str) -> str:
    """A piece of HTML as text, without the marks of disagreements."""
    bare = re.sub(r"<sup.*?</sup>|<[^>]+>", "", text, flags=re.DOTALL)
    return html.unescape(bare).replace("\u00a0", " ").strip()


@pytest.fixture(scope="module")
def book() -> Book:
    return shipped_book()


def test_what_is_not_nought_is_never_printed_as_nought(book: Book) -> None:
    tested = 0
    for figure in book.figures.all():
        voice = book.voice(figure.indicator)
        if voice.indicator.per == 1 or not figure.value:
            continue
        texts = [voice.short(figure), voice.range_text(figure).rpartition(" to ")[2]]
        assert not [text for text in texts if re.fullmatch(r"0(\.0+)?%?", text)], figure.key
        tested += 1
    assert tested > 1000


def test_a_sentence_names_its_category(book: Book) -> None:
    """Where an indicator has figures of several categories, no sentence of it leaves out which."""
    for key, (name, indicator) in book.holdings.indicators.items():
        voice = book.voice(key)
        held = {f.category for f in book.figures.all() if f.indicator == key}
        told = voice.measure.kind in ("count", "rank", "rate") and indicator.per != 100
        unnamed = [c for c in held if c != "all" and not told and not indicator.category]
        if len(held) > 1 and unnamed and "{category}" not in indicator.says:
            # What a rate for every so many residents is of may be the area of each category.
            assert indicator.value == "rate-per-10000", (name, key, sorted(held))


def test_a_target_is_told_as_one(book: Book) -> None:
    told = 0
    for figure in book.figures.all():
        voice = book.voice(figure.indicator)
        named = [voice.category_label(figure.category), *voice.notes(figure)]
        if figure.is_absent or not any(re.match(r"A target|.*\btarget\b", text) for text in named):
            continue
        assert AIM.search(narrative.level(voice, figure)), figure.key
        told += 1
    assert told > 10


def test_an_average_that_names_no_area_is_not_of_one(book: Book) -> None:
    said = [
        narrative.level(book.voice(figure.indicator), figure)
        for figure in book.figures.all()
        if "does not say for which area" in " ".join(book.voice(figure.indicator).notes(figure))
    ]
    assert said
    assert all("average" in text and "does not say for which area" in text for text in said)


def test_what_a_title_counts_is_what_is_drawn(book: Book) -> None:
    dataset = book.holdings.datasets["ons-crime"]
    assert leaves(dataset, ["all", "theft", "robbery"]) == {"theft", "robbery"}
    assert leaves(dataset, ["theft", "burglary", "robbery"]) == {"burglary", "robbery"}


@pytest.mark.parametrize("site", SITES)
def test_titles_and_the_tables_of_their_charts(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    compared: Counter[str] = Counter()
    for chart in charts(folder / "site"):
        assert not re.search(r": \w+ had the (most|fewest)", chart.described), chart.described
        counted = OF_TYPES.search(chart.finding)
        if counted and chart.kind in ("breakdown", "change"):
            number = {wording.in_words(n): n for n in range(60)}[counted[1]]
            has_parts = any(row[0].startswith("–") for row in chart.rows)
            is_all = chart.kind == "breakdown" and not has_parts and AGREED not in chart.finding
            assert number == len(chart.rows) if is_all else number <= len(chart.rows), chart
            compared["types"] += 1
        if chart.kind in ("trend", "breakdown"):
            cells = set(NUMBER.findall(" ".join(cell for row in chart.rows for cell in row)))
            whole = NEWER_PART.sub("", chart.finding)
            told = set(NUMBER.findall(YEAR.sub("", COUNTED.sub("", whole))))
            if "made up" not in chart.finding:
                assert told <= cells, (chart.address, chart.finding, cells)
                compared[chart.kind] += 1
    assert compared["trend"] > 3
    assert site == "county" or compared["breakdown"] > 20


@pytest.mark.parametrize("site", SITES)
def test_small_multiples_print_the_rates_that_are_drawn(
    site: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(site)
    for path in (folder / "site").rglob("*multiples*.vl.json"):
        for row in json.loads(path.read_text(encoding="utf-8"))["datasets"]["rows"]:
            for month, rate in zip(row["months"], row["rates"], strict=True):
                size = float(row[month].removeprefix("under "))
                assert abs(size - rate) <= 0.0051, (path, row["label"], month)


def test_ends_of_ranges_have_a_side(shipped: Path) -> None:
    """A range that ends at nought by rounding says on which side, as the five lines do."""
    ranges = 0
    for chart in charts(shipped / "site"):
        if chart.kind != "moves":
            continue
        for row in chart.rows:
            assert re.fullmatch(r".* (more|fewer|change) to .* (more|fewer|change)", row[-1]), row
            assert not re.search(r"\b0%", " ".join(row)), row
            ranges += 1
    assert ranges > 20


@pytest.mark.parametrize("site", SITES)
def test_ids_and_links_of_a_page_stand_once(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    for path in (folder / "site").rglob("index.html"):
        text = re.sub(r"<svg.*?</svg>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        twice = [name for name, n in Counter(re.findall(r'\bid="([^"]+)"', text)).items() if n > 1]
        assert not twice, (path, twice)
        for places in re.findall(r'<ul class="places[^"]*">(.*?)</ul>', text, re.DOTALL):
            links = Counter(re.findall(r'<a href="([^"]+)"', places))
            assert not [link for link, n in links.items() if n > 1], path


def test_a_map_names_what_it_counts(book: Book, shipped: Path) -> None:
    home = (shipped / "site" / "index.html").read_text(encoding="utf-8")
    maps = re.findall(r'<section class="map-of">.*?</section>', home, re.DOTALL)
    assert len(maps) > 2
    voice = book.voice("street-crime")
    for category in ("violence-and-sexual-offences", "drugs", "burglary"):
        unit = voice.unit(category)[1]
        mine = [one for one in maps if unit in plain(one) and f"{unit} per 1,000" in one.lower()]
        assert len(mine) == 1, unit
        assert not re.search(r"\d crimes per 1,000", mine[0])


def test_what_a_district_lacks_is_not_looked_for_there(shipped: Path) -> None:
    """A ward's page leads to its district for subjects of which that has a page."""
    tested = 0
    for path in (shipped / "site").glob("*/wards/*/index.html"):
        text = plain(path.read_text(encoding="utf-8"))
        for found in re.findall(r"For ([^.]*?) see ", text):
            district = path.parents[2]
            names = [] if found == "these" else re.split(r", | and ", found)
            if "mental health" in names or found == "these":
                assert (district / "mental-health").exists(), path
            tested += 1
    assert tested > 100
    assert list(pages(shipped / "site"))
