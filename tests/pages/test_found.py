"""What breaks the rules of findings is found: each is broken once on a page that ships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.charts.drawing import Drawing, Row
from generator.figures.figures import Figure
from generator.pages.book import Page
from generator.pages.leads import Lead
from generator.pages.marking import plain_text
from tests.pages import beside, found
from tests.pages.beside import Walked, walked


def _page(path: str) -> Page:
    return next(page for page in walked("shipped").pages if page.path == path)


def _drawn(path: str, wanted: Callable[[Drawing], bool]) -> tuple[Page, Drawing]:
    page = _page(path)
    return page, next(drawing for drawing in page.drawings if wanted(drawing))


def _with(page: Page, *drawings: Drawing, text: str | None = None) -> Walked:
    """The site that ships with this page alone, and on it these charts."""
    markdown = page.markdown if text is None else text
    made = replace(page, drawings=drawings or page.drawings, markdown=markdown)
    return walked("shipped")._replace(pages=(made,))


def _titled(drawing: Drawing, title: str) -> Drawing:
    return replace(drawing, told=replace(drawing.told, finding=title))


def _of(row: Row, **changed: object) -> Row:
    return replace(row, figures=tuple(replace(f, **changed) for f in row.figures))  # type: ignore[arg-type]


def _ranking(indicator: str) -> Callable[[Drawing], bool]:
    return lambda drawing: drawing.kind == "ranking" and drawing.indicator == indicator


def test_a_chart_of_all_crime_on_the_page_of_violence_is_found() -> None:
    page, drawing = _drawn("dover/violence/", lambda d: d.indicator == "recorded-crime")
    assert not list(found.charts_are_of_their_topic(_with(page, drawing)))
    rows = tuple(_of(row, category="all") for row in drawing.rows)
    assert list(found.charts_are_of_their_topic(_with(page, replace(drawing, rows=rows))))


@pytest.mark.parametrize("kind", ["anticipated", "moves"])
def test_a_total_beside_its_parts_is_found_in_charts_of_any_kind(kind: str) -> None:
    page, drawing = _drawn("gravesham/crime/", lambda d: d.kind == "anticipated")
    assert not list(beside.parts_of_one_whole(_with(page, drawing)))
    rows = (*drawing.rows, _of(drawing.rows[0], category="all"))
    made = _with(page, replace(drawing, rows=rows, kind=kind))
    assert any("all beside" in fault for fault in beside.parts_of_one_whole(made))


@pytest.mark.parametrize(
    ("indicator", "categories"),
    [
        ("probation-offenders", ("male", "female", "white", "violence")),
        ("population-percent", ("share-of-county-population", "male", "female")),
        ("ethnicity", ("white", "white-other", "bme")),
    ],
)
def test_dimensions_that_no_id_tells_apart_are_found(
    indicator: str, categories: tuple[str, ...]
) -> None:
    across = walked("shipped").book.figures.across
    figures: list[Figure] = [across(indicator, category)[-1] for category in categories]
    page, drawing = _drawn("gravesham/crime/", lambda d: d.kind == "breakdown")
    rows = tuple(replace(drawing.rows[0], figures=(figure,)) for figure in figures)
    made = _with(page, replace(drawing, rows=rows, indicator=indicator))
    assert any("several dimensions" in fault for fault in beside.parts_of_one_whole(made))


def test_a_title_of_what_the_documents_disagree_on_is_found() -> None:
    page, drawing = _drawn("maidstone/nuisance/", lambda d: "disagree" in d.told.finding)
    assert not list(found.titles_are_agreed(_with(page, drawing)))
    made = _titled(
        drawing, "Nuisance cases: no clear change, 4,261 in 2017 and 4,422 a year before"
    )
    assert list(found.titles_are_agreed(_with(page, made)))


def test_a_doubted_lead_that_does_not_say_so_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    one = walked("shipped")
    key = next(key for key in one.book.disputed if key.startswith("crime-rate-printed/"))
    monkeypatch.setattr(found, "lead", lambda *_: Lead(["It was 69.", "It rose."], key=key))
    assert any("kent/crime-rate" in fault for fault in found.leads_say_doubt(one))


def test_an_order_of_counts_is_found() -> None:
    page, drawing = _drawn("topics/re-offending/", _ranking("probation-orders"))
    assert "numbers, not rates" in drawing.told.finding
    made = _titled(drawing, "Medway had the most (663), Sevenoaks the fewest (116)")
    assert list(found.counts_have_no_order(_with(page, made)))


def test_a_tie_told_as_the_first_is_found() -> None:
    page, drawing = _drawn("topics/perceptions/", _ranking("worry"))
    assert "chance" in drawing.told.finding
    first = drawing.rows[0].says["label"]
    made = _titled(drawing, f"{first} had the highest share (65.2%), East the lowest (31.9%)")
    assert list(found.ties_are_told(_with(page, made)))


def test_who_is_left_out_without_a_word_is_found() -> None:
    page, drawing = _drawn("topics/perceptions/", _ranking("worry"))
    assert not list(found.who_is_left_out_is_named(_with(page, drawing)))
    rows = tuple(row for row in drawing.rows if row.says["label"] != "North Downs")
    made, text = replace(drawing, rows=rows), page.markdown.replace("North Downs", "")
    assert list(found.who_is_left_out_is_named(_with(page, made, text=text)))


def test_a_ranking_without_its_comparator_is_found() -> None:
    page, drawing = _drawn("topics/crime-rate/", _ranking("crime-rate-printed"))
    rows = tuple(row for row in drawing.rows if row.drawn["role"] == "row")
    assert len(rows) < len(drawing.rows)
    assert list(found.across_is_beside(_with(page, replace(drawing, rows=rows))))


def test_a_chart_that_stands_twice_is_found() -> None:
    page, drawing = _drawn("topics/re-offending/", _ranking("re-offending"))
    assert list(found.nothing_stands_twice(_with(page, drawing, drawing)))


def test_a_sentence_that_stands_twice_is_found() -> None:
    page = _page("kent-police-area/")
    said = (
        "In 2025, police recorded 148,780 crimes in the Kent Police area, with or without a place."
    )
    assert not list(found.nothing_stands_twice(_with(page)))
    twice = f"{page.markdown}\n<p>{said}</p>\n<p>{said}</p>"
    assert list(found.nothing_stands_twice(_with(page, text=twice)))


def test_two_that_count_nearly_the_same_without_a_word_are_found() -> None:
    page = _page("dover/violence/")
    assert not list(found.near_measures_say_why(_with(page)))
    (why,) = walked("shipped").book.holdings.datasets["ons-crime"].apart_from.values()
    text = page.markdown.replace(plain_text(why), "")
    assert list(found.near_measures_say_why(_with(page, text=text)))


def test_types_that_overlap_are_told_as_no_parts() -> None:
    _, drawing = _drawn("kent/priorities/", lambda d: d.kind == "breakdown")
    assert drawing.told.finding == (
        "Anti-social behaviour and domestic abuse had the most of 12 types in Kent county (11 each)"
    )
