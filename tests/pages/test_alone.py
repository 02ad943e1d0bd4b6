"""What stands for itself has all that it needs, once: each rule is broken once on what ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from generator.charts.drawing import Row
from generator.pages.book import Page
from generator.pages.subjects import TOLD_ABOVE
from tests.pages import alone, lines
from tests.pages.beside import Walked, walked

Rule = Callable[[Walked], Iterator[str]]
OUTCOMES = "embed/kent-police-area/outcomes/charge-or-summons/index.html"
SAFETY = "embed/kent-police-area/perceptions/safety-trend/index.html"


def page_of(path: str) -> Page:
    return next(page for page in walked("shipped").pages if page.path == path)


def only(page: Page) -> Walked:
    """The site that ships with this page only."""
    return walked("shipped")._replace(pages=(page,))


@pytest.mark.parametrize(
    ("rule", "path", "old", "new"),
    [
        (alone.sources_name_every_document, "topics/priorities/", "#tw-28", "#tw-29"),
        (alone.folds_name_every_year, "kent-police-area/", "in 2015 and 2017", "in 2017"),
        (
            alone.a_paragraph_stands_once,
            "dover/crime/",
            '<div class="meanings">',
            '<p class="meaning"><strong>Crimes recorded by Kent Police.</strong> Crimes that the '
            "police recorded, by type, in the classes of that time. Police recorded crime is "
            "official statistics, but not accredited official statistics.</p>"
            '<div class="meanings">',
        ),
        (
            alone.a_paragraph_stands_once,
            "maidstone/needle-finds/",
            "In such a period,",
            "In a period that the source does not state,",
        ),
    ],
)
def test_a_page_that_leaves_out_what_it_shows_is_found(
    rule: Rule, path: str, old: str, new: str
) -> None:
    page = page_of(path)
    assert not list(rule(only(page)))
    assert list(rule(only(replace(page, markdown=page.markdown.replace(old, new, 1)))))


@pytest.mark.parametrize(
    ("rule", "name", "old", "new"),
    [
        (alone.charts_alone_say_what_is_provisional, OUTCOMES, "provisional", "final"),
        (alone.charts_alone_say_what_is_provisional, OUTCOMES, "</h1>", "</h1>Provisional."),
        (
            alone.charts_alone_have_each_caution_once,
            SAFETY,
            '<p class="source"',
            '<p class="caution">Anyone who found the survey could answer it, so those who did are '
            'no random sample of residents.</p><p class="source"',
        ),
    ],
)
def test_a_chart_alone_that_says_it_twice_or_never_is_found(
    rule: Rule, name: str, old: str, new: str
) -> None:
    page = page_of("/".join(name.split("/")[1:3]) + "/")
    assert not list(rule(only(page)))
    assert old in page.files[name]
    files = page.files | {name: page.files[name].replace(old, new, 1)}
    assert [fault.partition(":")[0] for fault in rule(only(replace(page, files=files)))] == [name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (OUTCOMES, "All these figures are provisional."),
        (
            "embed/dover/crime-rate/trend/index.html",
            "Provisional: what is told in the year ending March 2015.",
        ),
        ("embed/ashford/crime-rate/trend/index.html", "4 of these 6 figures are provisional."),
        ("embed/ashford/crime-rate/ranking/index.html", "Provisional: what is told of "),
    ],
)
def test_a_chart_alone_says_which_figures_are_provisional(name: str, said: str) -> None:
    page = page_of("/".join(name.split("/")[1:3]) + "/")
    assert said in page.files[name]


def test_the_page_of_a_ward_without_figures_tells_what_it_leads_with_once() -> None:
    page = page_of("dover/wards/ringwould/")
    lead = alone.LEAD.findall(page.markdown)[0]
    assert alone.plain(lead).startswith("In 2025, police recorded 8,919 crimes in Dover, ")
    assert not list(alone.a_ward_is_led_to_what_it_has_told(only(page)))
    text = page.markdown.replace(TOLD_ABOVE, lead)
    assert list(alone.a_ward_is_led_to_what_it_has_told(only(replace(page, markdown=text))))


def test_a_title_of_an_open_survey_tells_the_newest_alone() -> None:
    page = page_of("kent-police-area/perceptions/")
    told = [drawing.told.finding for drawing in page.drawings if drawing.kind == "trend"]
    assert "How safe people feel where they live, from 0 to 10: 7 in 2024" in told
    assert (
        "Answers to the Commissioner's open survey, trust in Kent Police of 6 or more of 10: "
        "63% in 2024"
    ) in told
    drawing = next(one for one in page.drawings if one.told.finding == told[0])
    moved = replace(drawing, told=replace(drawing.told, finding=f"{told[0]}, 6.3 a year before"))
    faults = alone.open_surveys_have_no_change_in_a_title(only(replace(page, drawings=(moved,))))
    assert list(faults)


def test_a_ranking_without_whom_the_lines_compare_with_is_found() -> None:
    page = page_of("swale/domestic-abuse/")
    one = walked("shipped")
    pages = [other for other in one.pages if other is not page]

    def is_district(row: Row) -> bool:
        return all(figure.area != "E23000032" for figure in row.figures)

    bare = [replace(d, rows=tuple(filter(is_district, d.rows))) for d in page.drawings]
    changed = one._replace(pages=(*pages, replace(page, drawings=tuple(bare))))
    faults = list(lines.who_it_stands_against_is_drawn(changed))
    assert [fault.partition(":")[0] for fault in faults] == ["swale/domestic-abuse/"]
