"""What stands side by side on pages, and what is wrong with it: read from charts, tables and files,
and not from prose. Each rule gives a line for each thing that breaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

from generator.charts.drawing import Drawing
from generator.figures.figures import Figure
from generator.pages.assembling import site
from generator.pages.book import Book, Page
from generator.publishing import building
from generator.terms.areas import Area
from generator.terms.datasets import STATUSES, Dataset
from tests.counties import COUNTY
from tests.shipped import shipped_book, shipped_pages

TABLE = re.compile(r"<table>.*?</table>", re.S)
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.S)
TABLE_ROW = re.compile(r"<tr>.*?</tr>", re.S)
CELL = re.compile(r'<t[hd][^>]*?(?: data-key="([^"]*)")?>')
TILES = re.compile(r'<ul class="tiles[^"]*">.*?</ul>', re.S)
KEY = re.compile(r'data-key="([^"]+)"')
MARKED = re.compile(r'data-key="([^"]+)">[^<]*<sup class="mark">')
LEGEND = re.compile(r'<p class="notes">.*?</p>', re.S)
LETTER = re.compile(r" \[([a-z])\]")
TOLD = re.compile(
    rf"(?<=marked )\[p\]|\[[a-z]\](?= (?:{'|'.join(map(re.escape, STATUSES.values()))})[,<])"
)
# Kinds of chart whose rows are of one period.
ONE_PERIOD = ("ranking", "breakdown", "mix", "part", "scatter")


class Walked(NamedTuple):
    """A site: what its pages are made from, its figures by their keys, and the pages."""

    book: Book
    figures: dict[str, Figure]
    pages: tuple[Page, ...]


@cache
def walked(name: str) -> Walked:
    """The invented county or the site that ships, with every page. Read only."""
    is_county = name == "county"
    book = building.book_of(COUNTY) if is_county else shipped_book()
    pages = tuple(site(book)) if is_county else shipped_pages()
    return Walked(book, {figure.key: figure for figure in book.figures.all()}, pages)


def place_of(one: Walked, page: Page) -> Area | None:
    """Which area is a page about: a profiled one, or a ward?"""
    first, *rest = page.path.strip("/").split("/")
    district = next((area for area in one.book.profiled if area.slug == first), None)
    if district and rest[:1] == ["wards"]:
        return one.book.wards(district).get(rest[1], [None])[0]
    return district


def charts_of_one_measure(one: Walked) -> Iterator[str]:
    """A chart has one indicator, one unit and one length of period to an axis."""
    for page, drawing in drawn_on(one):
        for place in range(max(len(row.figures) for row in drawing.rows)):
            figures = [row.figures[place] for row in drawing.rows if len(row.figures) > place]
            if len({figure.indicator for figure in figures}) > 1:
                yield f"{page.path} {drawing.kind}: several indicators"
            if len({figure.period.months for figure in figures}) > 1:
                yield f"{page.path} {drawing.kind} {drawing.indicator}: periods of several lengths"
            if drawing.kind in ONE_PERIOD and len({figure.period for figure in figures}) > 1:
                yield f"{page.path} {drawing.kind} {drawing.indicator}: several periods"
            if len({_is_rate(one, figure) for figure in figures if not figure.is_absent}) > 1:
                yield f"{page.path} {drawing.kind} {drawing.indicator}: rates and counts"


def _is_rate(one: Walked, figure: Figure) -> str:
    return one.book.voice(figure.indicator).axis(has_rates=True)


def parts_of_one_whole(one: Walked) -> Iterator[str]:
    """In a chart of several types, of any kind, they share one dimension, no total stands beside
    its own parts, and no target is a part."""
    for page, drawing in drawn_on(one):
        dataset = one.book.voice(drawing.indicator).dataset
        told = [row.figures[0] for row in drawing.rows if row.figures]
        shown = {figure.category for figure in told}
        if len(shown) < 2:
            continue
        above = {category: _above(dataset, category) for category in shown}
        for category in shown:
            if totals := [c for c in (*above[category], "all") if c in shown - {category}]:
                yield f"{page.path} {drawing.kind}: {totals[0]} beside {category}"
        if not _is_one_dimension(one, told, above):
            yield f"{page.path} {drawing.kind}: several dimensions in {sorted(shown)}"
        if any("target" in dataset.categories[category].label.lower() for category in shown):
            yield f"{page.path} {drawing.kind}: a target as a figure"


def _above(dataset: Dataset, category: str) -> list[str]:
    """What a category lies within, the nearest first."""
    found = []
    while category := dataset.categories[category].within:
        found.append(category)
    return found


def _is_one_dimension(one: Walked, told: list[Figure], above: dict[str, list[str]]) -> bool:
    """What they lie within says so; or, where nothing is declared, their numbers: shares that add
    up to 100, or counts of one kind of id that fit into all of them."""
    voice = one.book.voice(told[0].indicator)
    tops = {found[-1] if found else "" for found in above.values()}
    if len(tops) > 1:
        return False
    values = [figure.value or 0 for figure in told]
    if voice.measure.kind == "percent" or voice.indicator.per == 100:
        total = sum(values)
        return total <= 101 if tops != {""} else 99 <= total <= 101
    if tops != {""}:
        return True
    series = one.book.figures.series(told[0].indicator, "all", area=told[0].area)
    whole = [f.count or 0 for f in series if f.period == told[0].period]
    kinds = {figure.category.rpartition("/")[0] for figure in told}
    return len(kinds) == 1 and sum(figure.count or 0 for figure in told) <= sum(whole)


def areas_of_one_level(one: Walked) -> Iterator[str]:
    """No area stands in a row beside one that it lies in: its total beside its parts."""
    areas = one.book.holdings.areas
    for page, drawing in drawn_on(one):
        rows = [row for row in drawing.rows if row.drawn.get("role") == "row"]
        codes = {row.figures[0].area for row in rows if row.figures}
        for code in codes:
            inside = {area.code for area in areas.family(areas[code])}
            inside |= {area.code for area in areas.partnerships(areas[code])}
            if both := inside & codes:
                yield f"{page.path} {drawing.kind}: {sorted(both)} beside {code}"


def one_comparator(one: Walked) -> Iterator[str]:
    """What an area is set beside in a chart is its comparator wherever that has such a figure, is
    one place, and never one on whose figure the documents disagree."""
    for page, drawing in drawn_on(one):
        place = place_of(one, page)
        beside = [row for row in drawing.rows if row.drawn.get("role") == "beside"]
        held = {figure.area: figure for row in beside for figure in row.figures}
        for figure in held.values():
            if figure.key in one.book.disputed or figure.is_doubted:
                yield f"{page.path} {drawing.kind}: set beside {figure.key}, which is in doubt"
        if place is None:
            continue
        groups = {area.code for area in one.book.holdings.areas.similar_to(place)}
        groups |= {a.code for a in one.book.holdings.areas if a.level == "group"}
        others = held.keys() - groups - {place.code}
        usual = one.book.comparator(place)
        if len(others) > 1:
            yield f"{page.path} {drawing.kind}: set beside {sorted(others)}"
        if usual and others - {usual.code} and _has(one, usual, next(iter(held.values()))):
            yield f"{page.path} {drawing.kind}: set beside {sorted(others)}, not {usual.code}"


def _has(one: Walked, area: Area, like: Figure) -> bool:
    series = one.book.figures.series(like.indicator, like.category, area=area.code)
    sure = (f for f in series if f.value is not None and f.key not in one.book.disputed)
    return any(figure.period == like.period for figure in sure)


def tables_of_one_measure(one: Walked) -> Iterator[str]:
    """A table has one indicator, and each of its columns, or each of its rows, one length of
    period."""
    figures = one.figures
    for page in one.pages:
        for table in TABLE.findall(page.markdown):
            caption = CAPTION.search(table)
            rows = [_keyed(figures, row) for row in TABLE_ROW.findall(table)]
            told = [figure for row in rows for figure in row if figure]
            if len({figure.indicator for figure in told}) > 1:
                yield f"{page.path} {caption and caption[1]}: several indicators"
            columns = [[row[n] for row in rows if len(row) > n] for n in range(max(map(len, rows)))]
            if not (_are_of_one_length(rows) or _are_of_one_length(columns)):
                yield f"{page.path} {caption and caption[1]}: periods of several lengths"


def _keyed(figures: dict[str, Figure], row: str) -> list[Figure | None]:
    return [figures.get(unescape(key)) if key else None for key in CELL.findall(row)]


def _are_of_one_length(lines: list[list[Figure | None]]) -> bool:
    return all(len({f.period.months for f in line if f}) < 2 for line in lines)


def tiles_of_one_period(one: Walked) -> Iterator[str]:
    """All tiles of a page are of one period, whole years, and on none do the documents disagree."""
    figures = one.figures
    for page in one.pages:
        for tiles in TILES.findall(page.markdown):
            held = [figures[unescape(key)] for key in KEY.findall(tiles)]
            if len({figure.period for figure in held}) > 1:
                yield f"{page.path}: tiles of {sorted({f.period.iso for f in held})}"
            if any(figure.period.is_part_year for figure in held):
                yield f"{page.path}: a tile of a part of a year"
            if any(figure.key in one.book.disputed for figure in held):
                yield f"{page.path}: a tile on which the documents disagree"


def rows_of_compare(one: Walked) -> Iterator[str]:
    """A row of the page that compares has one unit and one period: each value is that very figure,
    given for the size of its place, and of no area in doubt."""
    page = next(page for page in one.pages if page.path == "compare/")
    slugs = {area.slug: area.code for area in one.book.profiled}
    for row in json.loads(page.files["assets/compare.json"])["rows"]:
        found = {
            slug: _figure_of(one, row, slugs[slug], told["value"])
            for slug, told in row["values"].items()
        }
        missing = [slug for slug, figure in found.items() if figure is None]
        if missing:
            yield f"compare {row['topic']}: {missing} have no such figure for {row['period']}"
        if len(found) < 2:
            yield f"compare {row['topic']}: fewer than two areas"
        voice = one.book.voice(row["indicator"])
        # Residents are the size of a place themselves.
        is_for_size = voice.measure.kind in ("rate", "percent") or voice.indicator.per != 1
        if not (is_for_size or "population" in voice.dataset_id):
            yield f"compare {row['topic']}: counts of places of different size"
        if any(figure.key in one.book.disputed for figure in found.values() if figure):
            yield f"compare {row['topic']}: a figure on which the documents disagree"


def _figure_of(one: Walked, row: dict[str, str], area: str, value: float) -> Figure | None:
    held = one.book.figures.of_area(area)
    return next(
        (
            figure
            for figure in held
            if figure.indicator == row["indicator"]
            and figure.period.iso == row["iso"]
            and figure.value == value
        ),
        None,
    )


def map_of_most(one: Walked) -> Iterator[str]:
    """Each measure of the first page's map covers three districts in four."""
    page = next(page for page in one.pages if page.path == "")
    for choice in json.loads(page.files["assets/tiles.json"]):
        held = [one.book.figures.of_area(code) for code in choice["values"]]
        told = [f for figures in held for f in figures if f.indicator == choice["indicator"]]
        newest = max(f.period.last for f in told)
        there = [d for d in one.book.districts if not d.end or d.end > newest]
        if len(choice["values"]) < 0.75 * len(there):
            yield f"map, {choice['label']}: {len(choice['values'])} districts"


def marks_on_the_doubted(one: Walked) -> Iterator[str]:
    """A mark stands beside a figure only where the figure itself is in question."""
    wrong = {
        finding.cell
        for finding in one.book.audit.findings
        if finding.claim.kind in ("change", "percent_change", "share", "rank", "sign", "label")
    }
    right = {f.cell for f in one.book.audit.findings} - wrong
    right |= {f.cell for f in one.book.audit.findings if f.is_of_the_figure}
    figures = one.figures
    for page in one.pages:
        for key in MARKED.findall(page.markdown):
            figure = figures[unescape(key)]
            measure = one.book.voice(figure.indicator).indicator.value
            cell = (figure.dataset, figure.area, figure.period.iso, measure, figure.category)
            if cell not in right:
                yield f"{page.path}: a mark on {key}"


def letters_are_told(one: Walked) -> Iterator[str]:
    """A letter beside a figure in a table, or behind a sentence, is explained on its page, and no
    other letter is."""
    for page in one.pages:
        said = LEGEND.sub("", page.markdown.replace("marked [p]", ""))
        shown = set(LETTER.findall(said))
        told = {text[1] for text in TOLD.findall(page.markdown)}
        if shown != told:
            yield f"{page.path}: [{shown}] stand in tables, [{told}] are explained"


def drawn_on(one: Walked) -> Iterator[tuple[Page, Drawing]]:
    """Each page with each of its charts that has rows."""
    return ((page, drawing) for page in one.pages for drawing in page.drawings if drawing.rows)


RULES = (
    charts_of_one_measure,
    parts_of_one_whole,
    areas_of_one_level,
    one_comparator,
    tables_of_one_measure,
    tiles_of_one_period,
    rows_of_compare,
    map_of_most,
    marks_on_the_doubted,
    letters_are_told,
)
