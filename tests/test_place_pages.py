"""The pages of places: topics by subject, whom to call, tables without an empty cell."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.figures.figures import Figure
from generator.pages.assembling import site
from generator.pages.book import Book
from generator.pages.marking import folded
from generator.pages.meanings import meanings
from generator.pages.sparklines import sparkline
from generator.pages.subjects import by_subject
from generator.pages.tabled import RANGE_IS
from generator.pages.tables import figures_tables
from generator.publishing import building
from generator.telling.verdicts import HIGHER, LOWER, NOT_COMPARED, SAME
from generator.terms.periods import Period
from tests.counties import COUNTY

YEAR = Period.parse("P12M/2017-03")
TABLE = re.compile(r"<table.*?</table>", re.S)
ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.S)
CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.S)


@pytest.fixture(scope="module")
def book() -> Book:
    return building.book_of(COUNTY)


def month(name: str, count: float | None) -> Figure:
    return Figure(
        "recorded-crime", "recorded-crime", "X07000004", Period.parse(f"P1M/{name}"), "all",
        None, count, None, None, None, "" if count is not None else "x", (), (), "", "observed",
    )  # fmt: skip


def year_of(counts: dict[int, float]) -> list[Figure]:
    return [month(f"{2016 + (m < 4)}-{m:02d}", count) for m, count in counts.items()]


def pages(county: Path) -> dict[str, str]:
    site = county / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html")
    }


def test_no_cell_of_any_table_is_empty(county: Path) -> None:
    empty, looked = [], 0
    for name, html in pages(county).items():
        for table in TABLE.findall(html):
            for row in ROW.findall(table):
                cells = [
                    unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in CELL.findall(row)
                ]
                looked += len(cells)
                empty += [f"{name}: {cells}" for cell in cells if not cell]
    assert looked > 1_000
    assert not empty, "\n".join(empty[:20])


def test_what_a_range_is_stands_where_one_is_shown(book: Book) -> None:
    """Of a rate, of a survey, of a change; once in what is read in one go."""
    seen = 0
    for page in site(book):
        if has_range := re.search(r'<th scope="col" class="num">Range', page.markdown):
            seen += 1
            assert page.markdown.count(RANGE_IS) >= 1, (page.path, has_range)
        opened = re.sub(r"<details.*?</details>", "", page.markdown, flags=re.DOTALL)
        assert opened.count(RANGE_IS) < 2, page.path
        assert '<p class="notes"></p>' not in page.markdown
    assert seen > 5


def test_months_that_are_missing_are_a_row_that_says_so(book: Book) -> None:
    voice = book.voice("recorded-crime")
    held = [month(name, 5) for name in ("2016-04", "2016-05", "2016-09", "2016-11")]
    series = [("One", held), ("Other", held)]
    table = figures_tables(book, voice, series, "Type", "Crimes")[-1]
    told = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert list(told) == [
        "April 2016", "May 2016", "June to August 2016", "September 2016", "October 2016",
        "November 2016",
    ]  # fmt: skip
    assert told["June to August 2016"] == told["October 2016"] == ["no figure", "no figure"]


def test_every_topic_of_a_place_stands_on_its_page_once(book: Book) -> None:
    words = {HIGHER, SAME, LOWER, NOT_COMPARED}
    for area in book.profiled:
        for figure in (None, book.leading(book.opening, area) if book.opening else None):
            told = by_subject(book, area, figure)
            titles = [row.title for row in told.rows] + [line.title for line in told.older]
            assert len(set(titles)) == len(titles) or figure, area.name
            own = {t.matter.title for t in book.own_topics(area) if t.matter.indicators}
            assert own <= {*titles}, area.name
            assert not own & {line.title for line in told.without}
            is_set_beside = book.comparator(area) is not None
            for row in told.rows:
                assert row.verdict in (words if is_set_beside else {"", *words}), row
                assert bool(row.around) <= (row.verdict != NOT_COMPARED), row
                assert row.said.endswith("."), row


def test_the_topics_stand_in_the_editors_order(book: Book) -> None:
    order = [topic.matter.title for topic in book.topics.values()]
    for area in book.profiled:
        titles = [row.title for row in by_subject(book, area, None).rows]
        assert titles == sorted(titles, key=order.index)


def test_the_small_line_has_the_months_of_the_year_and_begins_at_nought() -> None:
    svg = sparkline(year_of(dict.fromkeys(range(1, 13), 10.0) | {3: 5.0}), YEAR)
    (line,) = re.findall(r'points="([^"]+)"', svg)
    heights = [int(point.split(",")[1]) for point in line.split()]
    # March is the last of the year: half as high as the others above the foot.
    assert (len(heights), heights[0], heights[-1]) == (12, 3, 14)


def test_the_small_line_has_a_gap_where_a_month_is_missing() -> None:
    held = year_of({m: 10.0 for m in range(1, 13) if m != 8})
    lines = re.findall(r'points="([^"]+)"', sparkline(held, YEAR))
    assert [len(line.split()) for line in lines] == [4, 7]


@pytest.mark.parametrize("counts", [{}, {4: 1.0, 5: 2.0}, dict.fromkeys(range(1, 13), 0.0)])
def test_there_is_no_small_line_of_a_few_months_or_of_nothing(counts: dict[int, float]) -> None:
    assert not sparkline(year_of(counts), YEAR)


def test_a_part_of_a_year_has_no_small_line() -> None:
    months = year_of(dict.fromkeys(range(1, 13), 10.0))
    assert not sparkline(months, Period.parse("P6M/2017-03"))
    assert not sparkline([replace(f, area="X07000005") for f in months[:3]], YEAR)


def test_emergency_comes_first_and_is_never_folded(county: Path) -> None:
    looked = 0
    for name, html in pages(county).items():
        if '<ul class="contacts first-calls">' not in html:
            continue
        looked += 1
        before, calls = html.split('<ul class="contacts first-calls">')
        assert before.count("<details") == before.count("</details"), name
        assert calls.lstrip().startswith('<li class="emergency">'), name
        assert len(re.findall(r'class="phone"', calls.split("</ul>")[0])) <= 5, name
    assert looked > 10


def test_every_contact_stands_on_the_page_of_contacts(book: Book, county: Path) -> None:
    html = unescape(pages(county)["contacts/index.html"])
    for contact in book.holdings.contacts:
        assert contact.office in html
        assert contact.telephone in html


def test_a_page_asks_what_is_wrong_with_its_own_address(county: Path) -> None:
    asked = re.compile(r'href="mailto:(\S+?)\?subject=(\S+?)&amp;body=([^"]+)"')
    for name, html in pages(county).items():
        if not name.endswith("index.html") or "embed/" in name or "refresh" in html:
            continue
        (found,) = asked.findall(html)
        address = name.removesuffix("index.html")
        assert found[0] == book_email(county)
        assert f"https://profiles.exampleshire.example/{address}\r" in unquote(found[2]), name


def book_email(county: Path) -> str:
    found = re.search(r"^email: (\S+)$", (county / "data/site.yml").read_text("utf-8"), re.M)
    assert found
    return found[1]


def test_nobody_is_asked_to_write_to_a_placeholder(shipped: Path) -> None:
    html = (shipped / "site/dover/index.html").read_text(encoding="utf-8")
    assert "[publisher: contact address]" in html
    assert "Is something wrong" not in html


def test_sections_fold_below_their_headings_and_keep_what_lies_below_them() -> None:
    page = '<p>A</p><!--fold--><h2 id="a">A</h2><h3 id="b">B</h3>b<h2 id="c">C</h2>c<!--/fold-->D'
    told = folded(page)
    assert told.count("<details") == 2
    assert '<div id="a"><h3 id="b">B</h3>b</div>' in told
    assert told.endswith("</details>D")
    assert folded("<h2>A</h2>") == "<h2>A</h2>"


def test_the_title_of_a_ward_that_ended_says_when(county: Path) -> None:
    html = (county / "site/northam/wards/castle/index.html").read_text(encoding="utf-8")
    (heading,) = re.findall(r"<h1.*?</h1>", html, re.S)
    assert "until" in heading
    assert re.search(r"<title>Castle, Northam \(until \d{4}\)", html)


def test_a_caution_of_several_says_of_which_of_those_above_it_is(book: Book) -> None:
    figures = book.figures.across("recorded-crime", "all")[:1]
    twice = {"recorded-crime": figures, "violence-share": figures}
    assert [one.of_all for one in meanings(book, twice)] == ["Both of these"]
    behind = {"hate-crime": figures[:0], **twice}
    assert [one.of_all for one in meanings(book, behind)] == ["", "The last two"]
