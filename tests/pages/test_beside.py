"""What stands side by side on any page has one definition, unit, period and comparator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.charts.drawing import Drawing, Row
from generator.figures.figures import Figure
from generator.pages.book import Page
from generator.pages.leads import Lead
from generator.terms.periods import Period
from tests.pages import alone, beside, found, leading, lines, ways
from tests.pages.beside import Walked, walked

Rule = Callable[[Walked], Iterator[str]]


@pytest.mark.parametrize(
    "rule",
    [
        *(*alone.RULES, *beside.RULES, *leading.RULES),
        *(*found.RULES, *lines.RULES, *ways.RULES),
    ],
    ids=lambda rule: rule.__name__,
)
@pytest.mark.parametrize("site", ["county", "shipped"])
def test_nothing_stands_beside_what_it_cannot_be_compared_with(site: str, rule: Rule) -> None:
    faults = list(rule(walked(site)))
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:20])


def _first(kind: str, most: int = 0) -> tuple[Page, Drawing]:
    """A page of the site that ships with a chart of this kind."""
    return next(
        (page, drawing)
        for page in walked("shipped").pages
        for drawing in page.drawings
        if drawing.kind == kind and len(drawing.rows) > most
    )


def _only(page: Page) -> Walked:
    """The site that ships with this page only."""
    return walked("shipped")._replace(pages=(page,))


def _with(page: Page, drawing: Drawing, rows: tuple[Row, ...]) -> Walked:
    """The site that ships with one page only, and on it this chart with these rows."""
    made = replace(page, drawings=(replace(drawing, rows=rows),))
    return _only(made)


def _other(row: Row, **changed: object) -> Row:
    return replace(row, figures=tuple(replace(f, **changed) for f in row.figures))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": Period.parse("P1M/2016-08")}, "several lengths"),
        ({"period": Period.parse("P12M/2011-12")}, "several periods"),
        ({"indicator": "population"}, "several indicators"),
    ],
)
def test_another_period_or_indicator_in_a_chart_is_found(
    changed: dict[str, object], said: str
) -> None:
    page, drawing = _first("ranking", 3)
    rows = (*drawing.rows[:-1], _other(drawing.rows[-1], **changed))
    assert any(said in fault for fault in beside.charts_of_one_measure(_with(page, drawing, rows)))


def test_a_total_and_its_parts_are_found() -> None:
    page, drawing = _first("breakdown", 3)
    dataset = walked("shipped").book.voice(drawing.indicator).dataset
    category = drawing.rows[0].figures[0].category
    above = dataset.categories[category].within or next(iter(dataset.parts(category)))
    rows = (*drawing.rows, _other(drawing.rows[0], category=above))
    assert any("beside" in f for f in beside.parts_of_one_whole(_with(page, drawing, rows)))


def test_ages_and_sexes_in_one_chart_are_found() -> None:
    one = walked("shipped")
    name = "drug-treatment-dartford-gravesham"
    dataset = one.book.holdings.datasets[name]
    ages = [c for c in dataset.categories if c.startswith(("age/", "sex/"))]
    assert len({c.partition("/")[0] for c in ages}) == 2
    indicator = next(key for key, (held, _) in one.book.holdings.indicators.items() if held == name)
    page, drawing = _first("breakdown", 3)
    rows = tuple(_other(drawing.rows[0], category=category) for category in ages)
    made = _with(page, replace(drawing, indicator=indicator), rows)
    assert any("several dimensions" in fault for fault in beside.parts_of_one_whole(made))


def test_a_county_among_its_districts_is_found() -> None:
    page, drawing = _first("ranking", 3)
    root = walked("shipped").book.root.code
    rows = (*drawing.rows, _other(drawing.rows[0], area=root))
    rows = tuple(replace(row, drawn={**row.drawn, "role": "row"}) for row in rows)
    assert list(beside.areas_of_one_level(_with(page, drawing, rows)))


def test_a_comparator_in_doubt_is_found() -> None:
    one = walked("shipped")
    page, drawing = _first("ranking", 3)
    doubted = one.figures[next(key for key in one.book.disputed if key in one.figures)]
    row = replace(drawing.rows[0], figures=(doubted,), drawn={"role": "beside"})
    made = _with(page, drawing, (*drawing.rows, row))
    assert any("in doubt" in fault for fault in beside.one_comparator(made))


def _changed(path: str, old: str, new: str) -> Walked:
    """The site that ships with one page, in which something is another."""
    page = next(page for page in walked("shipped").pages if page.path == path)
    assert old in page.markdown
    text = page.markdown.replace(old, new, 1)
    return _only(replace(page, markdown=text))


def _keys(path: str, wanted: Callable[[Figure], bool]) -> Iterator[str]:
    one = walked("shipped")
    page = next(page for page in one.pages if page.path == path)
    return (key for key in beside.KEY.findall(page.markdown) if wanted(one.figures[key]))


def test_another_indicator_in_a_table_is_found() -> None:
    path = "topics/crime/figures/"
    key = next(_keys(path, lambda f: f.indicator == "recorded-crime"))
    other = walked("shipped").book.figures.across("population", "all")[0].key
    assert list(beside.tables_of_one_measure(_changed(path, f'"{key}"', f'"{other}"')))


def test_tiles_of_two_periods_are_found() -> None:
    one = walked("shipped")
    path = next(page.path for page in one.pages if beside.TILES.search(page.markdown))
    page = next(page for page in one.pages if page.path == path)
    tiles = beside.TILES.findall(page.markdown)[0]
    first = beside.KEY.findall(tiles)[0]
    figure = one.figures[first]
    series = one.book.figures.series("population", "all", area=figure.area)
    assert list(beside.tiles_of_one_period(_changed(path, f'"{first}"', f'"{series[0].key}"')))


@pytest.mark.parametrize("change", ["iso", "indicator", "one area"])
def test_a_row_of_compare_that_mixes_is_found(change: str) -> None:
    one = walked("shipped")
    page = next(page for page in one.pages if page.path == "compare/")
    data = json.loads(page.files["assets/compare.json"])
    row = data["rows"][0]
    if change == "one area":
        row["values"] = dict(list(row["values"].items())[:1])
    else:
        row[change] = {"iso": "P1M/2016-08", "indicator": "population"}[change]
    made = replace(page, files={"assets/compare.json": json.dumps(data)})
    assert list(beside.rows_of_compare(_only(made)))


def test_a_measure_of_few_districts_on_the_map_is_found() -> None:
    one = walked("shipped")
    page = next(page for page in one.pages if page.path == "")
    choices = json.loads(page.files["assets/tiles.json"])
    choices[0]["values"] = dict(list(choices[0]["values"].items())[:2])
    made = replace(page, files={"assets/tiles.json": json.dumps(choices)})
    assert list(beside.map_of_most(_only(made)))


def test_a_mark_on_a_figure_that_agrees_is_found() -> None:
    one = walked("shipped")
    key = next(_keys("topics/crime/figures/", lambda f: f.key not in one.book.disputed))
    page = next(page for page in one.pages if page.path == "topics/crime/figures/")
    cell = page.markdown[page.markdown.index(f'data-key="{key}"') :].partition("</td>")[0]
    made = _changed("topics/crime/figures/", cell, f'{cell}<sup class="mark"></sup>')
    assert list(beside.marks_on_the_doubted(made))


def test_a_letter_that_nobody_explains_is_found() -> None:
    path = "topics/crime/figures/"
    assert not list(beside.letters_are_told(_changed(path, "<caption>", "<caption>")))
    assert list(beside.letters_are_told(_changed(path, "</td>", " [u]</td>")))


def test_three_districts_have_more_hate_crimes_than_the_force_at_its_own_pace() -> None:
    """What the note on these figures says is so."""
    book = walked("shipped").book
    held = book.figures.across("hate-crime", "all")
    year = [f for f in held if f.period == Period.parse("2016/17")]
    pace = [f for f in held if f.area == book.root.code and f.period.months is None]
    most = max((f.count or 0) / f.period.days for f in pace)
    assert len(year) == 3
    assert sum(f.count or 0 for f in year) > 365 * most
    told = [c for f in (*year, *pace) for c in book.voice(f.indicator).cautions(f) if c.is_bound]
    assert len(told) == len(year) + len(pace)
    assert all("cannot count the same thing" in caution.text for caution in told)


def test_a_lead_in_question_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    one = walked("shipped")
    keys = [key for key in one.book.disputed if key.startswith("statutory-nuisance/all/")]
    assert keys
    monkeypatch.setattr(leading, "lead", lambda *_: Lead([], key=keys[0]))
    assert any("in question" in fault for fault in leading.leads_are_sure(one))


def test_a_part_that_stands_for_the_whole_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    one = walked("shipped")
    shop = one.book.figures.across("one-stop-visitors", "sittingbourne")[-1]
    monkeypatch.setattr(leading, "lead", lambda *_: Lead([], key=shop.key))
    assert any("swale" in fault for fault in leading.no_part_stands_for_the_whole(one))


def test_an_older_measure_that_leads_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    one = walked("shipped")
    topic = one.book.topics["population"]
    older = topic.matter.model_copy(
        update={"lead": "population", "lead_also": {"ward-population": "all"}}
    )
    monkeypatch.setitem(one.book.topics, "population", replace(topic, matter=older))
    told = list(leading.all_areas_are_newest(one))
    assert told == [
        f"{topic.file}, line 4: This topic leads with "
        '"population" (all), and by its figures is about "ward-population" (all): these are newer, '
        "and most areas have them. Name that as its lead: and lead_category:, or give it a topic "
        "of its own."
    ]


def test_another_first_chart_is_found() -> None:
    one = walked("shipped")
    pages = [page for page in one.pages if page.path.startswith("topics/")]
    page = next(page for page in pages if page.path == "topics/violence/")
    first = leading.SPEC.search(page.markdown)
    assert first
    other = next(name for name in page.files if name.endswith(".vl.json") and first[1] not in name)
    text = page.markdown.replace(first[1], other.removesuffix(".vl.json"))
    changed = [replace(page, markdown=text) if one is page else one for one in pages]
    assert list(leading.pages_across_show_it(one._replace(pages=tuple(changed))))
