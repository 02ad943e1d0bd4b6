"""What breaks the rules of cautions is found: each is broken once on what ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from generator.pages.book import Page
from generator.pages.five_lines import AGAINST, CAUTION, HOW_MUCH, WHOM
from generator.pages.leads import TopicLine
from generator.pages.moved import both_ways
from generator.telling.verdicts import LOWER, verdict
from tests.pages import cautioned
from tests.pages.beside import Walked, walked

# A caution of drug offences alone.
SEARCHES = "Drug offences depend on what the police look for: more of them can mean more searches."
Rule = Callable[[Walked], Iterator[str]]


@pytest.mark.parametrize("rule", cautioned.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("site", ["county", "shipped"])
def test_figures_are_told_with_their_caution(site: str, rule: Rule) -> None:
    faults = list(rule(walked(site)))
    assert not faults, f"{len(faults)}:\n" + "\n".join(faults[:20])


def _changed(monkeypatch: pytest.MonkeyPatch, label: str, topic: str, **changed: Any) -> None:
    """The first lines of pages, one of them changed on those of one topic."""
    made = [
        one._replace(lines=[replace(o, **changed) if o.label == label else o for o in one.lines])
        if one.page.endswith(f"/{topic}")
        else one
        for one in cautioned.opened(walked("shipped"))
    ]
    monkeypatch.setattr(cautioned, "opened", lambda _: made)


@pytest.mark.parametrize(
    ("rule", "label", "changed", "topic"),
    [
        (cautioned.first_lines_have_their_caution, CAUTION, {"said": ""}, "hate-crime"),
        (cautioned.narrow_cautions_lead, CAUTION, {"said": "Rates are."}, "drug-offences"),
        (
            cautioned.cautions_are_of_the_page,
            CAUTION,
            {"said": SEARCHES},
            "violence",
        ),
        (cautioned.types_are_named, AGAINST, {"of": ""}, "theft-and-burglary"),
        (cautioned.types_are_named, HOW_MUCH, {"said": "So many."}, "theft-and-burglary"),
        (cautioned.ends_are_shared, AGAINST, {"said": "Highest of 13 districts."}, "violence"),
        (cautioned.an_emergency_goes_first, WHOM, {"said": "101 otherwise."}, "crime-rate"),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_a_line_that_breaks_a_rule_is_found(
    monkeypatch: pytest.MonkeyPatch, rule: Rule, label: str, changed: dict[str, str], topic: str
) -> None:
    _changed(monkeypatch, label, topic, **changed)
    assert any(topic in fault for fault in rule(walked("shipped")))


def test_the_line_where_without_the_chance_that_its_chart_tells_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = "Of 13 districts Thanet (98.8) had the most crimes and Sevenoaks (51.2) the least."
    _changed(monkeypatch, "Where", "crime", said=told)
    assert any("topics/crime/" in fault for fault in cautioned.ends_are_shared(walked("shipped")))


def test_a_verdict_made_by_what_no_district_can_have_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = iter(range(10**9))
    monkeypatch.setattr(
        cautioned, "verdict", lambda gap: verdict(gap) if next(calls) % 2 else LOWER
    )
    assert list(cautioned.verdicts_hold_both_ways(walked("shipped")))


def _page(path: str) -> Page:
    return next(page for page in walked("shipped").pages if page.path == path)


def _with(page: Page, **changed: Any) -> Walked:
    return walked("shipped")._replace(pages=(replace(page, **changed),))


def test_a_chart_alone_without_its_caution_is_found() -> None:
    page = _page("kent-police-area/outcomes/")
    assert not list(cautioned.charts_alone_have_their_cautions(_with(page)))
    files = {name: text.replace("Shares are of crimes", "Of") for name, text in page.files.items()}
    assert list(cautioned.charts_alone_have_their_cautions(_with(page, files=files)))


@pytest.mark.parametrize("path", ["thanet/", "dover/hate-crime/"])
def test_a_figure_without_what_is_bound_to_it_is_found(path: str) -> None:
    page = _page(path)
    assert not list(cautioned.bound_cautions_travel(_with(page)))
    text = page.markdown.replace("cannot count the same thing", "count the same thing")
    assert list(cautioned.bound_cautions_travel(_with(page, markdown=text)))


def test_a_note_without_its_mark_is_found() -> None:
    page = _page("kent/road-safety/")
    assert not list(cautioned.notes_have_their_mark(_with(page)))
    text = page.markdown.replace('<p class="notes">', '<p class="notes">[note 9] ')
    assert list(cautioned.notes_have_their_mark(_with(page, markdown=text)))


def test_a_release_tells_of_both_ways() -> None:
    line = TopicLine("", "", "")
    found = [(-13.0, line), (-12.0, line), (-9.0, line), (5.0, line), (4.0, line)]
    assert [size for size, _ in both_ways(found, 3)] == [-13.0, -12.0, 5.0]
    assert [size for size, _ in both_ways(found[:2], 3)] == [-13.0, -12.0]
    assert [size for size, _ in both_ways(found[3:], 1)] == [5.0]
