"""What is said first of a place: the five lines, the verdicts, and parts of years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import comparisons
from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.figures.same_months import newer_part, same_months
from generator.figures.visited import visited
from generator.pages.five_lines import (
    AGAINST,
    CAUTION,
    WHICH_WAY,
    OneOfFive,
    five_lines,
    opening_figure,
)
from generator.pages.leads import lead
from generator.pages.movements import which_way
from generator.pages.place_tiles import figure_tiles
from generator.pages.topic_lines import counted_with, led_by, topic_lines
from generator.publishing import building
from generator.telling import narrative
from generator.telling.verdicts import verdict
from generator.terms.periods import Period
from tests.counties import COUNTY
from tests.shipped import shipped_book

YEAR = Period.parse("P12M/2025-12")
BARE = Figure(
    "street-crime", "street-crime", "E05015603", YEAR, "all",
    None, None, None, None, None, "", (), (), "", "observed",
)  # fmt: skip


def month(name: str, count: float | None) -> Figure:
    """A month's figure; without a count it is absent."""
    status = "" if count is not None else "x"
    return replace(BARE, period=Period.parse(f"P1M/{name}"), count=count, status=status)


def months(year: int, numbers: range, count: float = 10) -> list[Figure]:
    return [month(f"{year}-{number:02d}", count + number) for number in numbers]


def test_the_same_months_of_two_years_are_added_up() -> None:
    series = [*months(2024, range(1, 5)), *months(2025, range(1, 13), 20)]
    pair = same_months(series, BARE)
    assert pair is not None
    now, before = pair
    assert (now.period.iso, now.count) == ("P4M/2025-04", 90)
    assert (before.period.iso, before.count) == ("P4M/2024-04", 50)
    assert now.value is None, "a part of a year has no rate"


def test_a_missing_month_parts_them() -> None:
    series = [*months(2024, range(1, 7)), *months(2025, range(1, 13))]
    series = [
        replace(f, count=None, status="x") if f.period.iso == "P1M/2024-02" else f for f in series
    ]
    pair = same_months(series, BARE)
    assert pair is not None
    assert pair[0].period.iso == "P4M/2025-06"


def test_nothing_is_set_beside_another_month() -> None:
    series = [*months(2024, range(1, 3)), *months(2025, range(3, 13))]
    assert same_months(series, BARE) is None


def test_what_came_after_the_last_whole_year_is_told() -> None:
    part = newer_part([*months(2025, range(1, 13)), *months(2026, range(1, 3))], BARE)
    assert part is not None
    assert (part.period.iso, part.count) == ("P2M/2026-02", 23)
    assert newer_part(months(2025, range(1, 13)), BARE) is None


def pair(value: float, other: float, spread: float) -> Comparison | None:
    """A rate with its range beside another area's."""
    mine = replace(BARE, value=value, count=500, lower=value - spread, upper=value + spread)
    return comparisons.against(mine, replace(BARE, area="E07000110", value=other, count=9000))


@pytest.mark.parametrize(
    ("value", "other", "spread", "word"),
    [
        (88.7, 78.2, 1.1, "Higher"),
        (51.2, 78.2, 1.0, "Lower"),
        (75.5, 78.2, 1.3, "About the same"),
        (34.4, 35.3, 0.4, "About the same"),
        (90.0, 78.2, 15.0, "About the same"),
    ],
)
def test_the_four_words(value: float, other: float, spread: float, word: str) -> None:
    assert verdict(pair(value, other, spread)) == word


@given(st.floats(1, 500), st.floats(1, 500), st.floats(0, 100))
def test_the_words_agree_with_the_two_numbers(value: float, other: float, spread: float) -> None:
    word = verdict(pair(value, other, spread))
    assert word in ("Higher", "Lower", "About the same")
    if word != "About the same":
        assert (word == "Higher") == (value > other)
        assert not value - spread <= other <= value + spread
    assert verdict(None) == "Not compared"


def test_a_place_that_many_visit_is_far_above_the_others_and_has_shops() -> None:
    rates = {code: replace(BARE, area=code, value=value) for code, value in RATES.items()}

    def types(shops: float) -> list[Figure]:
        sizes = {"violence": 50.0, "shoplifting": shops, "damage": 15.0, "drugs": 12.0}
        return [replace(BARE, category=name, count=size) for name, size in sizes.items()]

    assert visited(rates, dict.fromkeys(RATES, types(20))) == {"centre"}
    assert visited(rates, dict.fromkeys(RATES, types(5))) == set()
    assert visited({}, {}) == set()


RATES = {"centre": 300.0, "next": 110.0, "a": 60.0, "b": 55.0, "c": 50.0}


SAID = {
    "E07000110": (
        "In 2025, police recorded 13,618 crimes in Maidstone, which is 75.5 for every 1,000 "
        "residents.",
        "Violent or sexual offences, vehicle crimes, public order offences and other types fell; "
        "drug offences rose. In all 9% fewer: 4,501 crimes in January to April 2025, 4,951 in the "
        "same months of 2024 (range from 13% fewer to 5% fewer, by chance alone). The other months "
        "of 2024 are not held.",
        "About the same",
        "as the Kent Police area (78.2): less than 5% apart. Sixth lowest of 13 districts.",
        "21% were recorded in High Street ward alone, a place that many may visit from elsewhere.",
        "999 in an emergency, 101 otherwise; who else helps stands below.",
    ),
    "E05015603": (
        "In 2025, police recorded 2,859 crimes in High Street ward, which is 327.7 for every 1,000 "
        "residents.",
        "No clear change: 954 crimes in January to April 2025, 989 in the same months of 2024 "
        "(range from 12% fewer to 6% more, by chance alone). The other months of 2024 are not "
        "held.",
        "Higher",
        "than Maidstone as a whole (75.5). Chance alone could put the figure here between 315.8 "
        "and 339.9. Highest of 22 wards.",
        "The rate is far above those of most wards of Maidstone, and theft from shops is among the "
        "largest types: many people may come here who do not live here.",
        "999 in an emergency, 101 otherwise; who else helps stands below.",
    ),
    "E23000032": (
        "In 2025, police recorded 148,780 crimes in the Kent Police area, with or without a place "
        "that is published. 146,617 of them, those with a place, are 78.2 for every "
        "1,000 residents.",
        "Violent or sexual offences, vehicle crimes, burglaries and other types fell; thefts from "
        "shops and drug offences rose. In all 4% fewer: 49,341 crimes with a place in January to "
        "April 2025, 51,145 in the same months of 2024 (range from 5% fewer to 2% fewer, by chance "
        "alone). Most of that was in April, with 12,168 against 13,099: the other three months "
        "show no clear change, with 37,173 against 38,046; February 2024 had a day more. The other "
        "months of 2024 are not held.",
        "Not compared",
        "with any other place: no other area of its kind has a page here.",
        "In 2025, 1.5% of the crimes recorded in the Kent Police area had no place that is "
        "published (2,163 of 148,780).",
        "999 in an emergency, 101 otherwise; who else helps stands below.",
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_the_five_lines_of_a_place(code: str) -> None:
    """Worked examples on the figures that this project ships."""
    lines = five_lines(shipped_book(), shipped_book().holdings.areas[code])
    found = [part for line in lines for part in (line.verdict, line.said) if part]
    assert tuple(found) == SAID[code]


def test_the_police_area_and_the_county_are_compared_with_nothing() -> None:
    for code in ("E23000032", "E10000016"):
        lines = five_lines(shipped_book(), shipped_book().holdings.areas[code])
        assert [(one.verdict, one.said) for one in lines if one.label == "Against whom"] == [
            ("Not compared", "with any other place: no other area of its kind has a page here.")
        ]


def test_the_only_district_of_a_site_is_not_compared_with_itself() -> None:
    book = building.book_of(COUNTY)
    alone = book.districts[0]
    assert book.comparator(alone) == book.root
    book.districts = [alone]
    assert book.comparator(alone) is None


def test_every_ward_and_district_has_its_lines_and_tiles_of_one_period() -> None:
    book = shipped_book()
    here = [
        *book.districts,
        *(
            w
            for d in book.districts
            for named in book.wards(d).values()
            for w in named
            if not w.end
        ),
    ]
    assert len(here) == 13 + 279
    for area in here:
        lines = five_lines(book, area)
        assert [line.label for line in lines][:3] == ["How much", "Which way", "Against whom"]
        assert lines[-1].label == "Whom to call"
        figure = book.leading(book.opening, area) if book.opening else None
        assert figure is not None
        assert figure.period == YEAR
        tiles = figure_tiles(book, area, figure)
        assert len(tiles) == 4, area.name
        assert {tile.key.rpartition("/P")[2] for tile in tiles} == {"12M/2025-12"}


def test_a_topic_opens_with_the_newest_figure_at_the_level_it_exists() -> None:
    """Hate crime of today is published for forces; Dover's own figure is of 2016/17, and another
    one."""
    book = shipped_book()
    dover, force = (book.holdings.areas[code] for code in ("E07000108", "E23000032"))
    first, second = lead(book, dover, book.topics["hate-crime"]).said
    assert "3,736 hate crimes in the Kent Police area" in first
    assert second.startswith("There is no such figure for Dover itself; what is held is older")
    own = lead(book, force, book.topics["hate-crime"]).said
    assert own[1].startswith("That was 486 fewer than in the year ending March 2024")


def test_a_part_of_what_was_recorded_is_told_as_a_part() -> None:
    book = shipped_book()
    force = book.holdings.areas["E23000032"]
    figure = book.leading(book.topics["crime"], force)
    assert figure
    said = narrative.level(book.voice(figure.indicator), figure)
    assert "146,617 crimes with a place in the Kent Police area" in said
    dover = book.leading(book.topics["crime"], book.holdings.areas["E07000108"])
    assert dover
    assert "with a place" not in narrative.level(book.voice(dover.indicator), dover)


def test_a_place_that_is_counted_with_another_has_the_lines_of_both() -> None:
    book, seen = shipped_book(), 0
    for area in book.profiled:
        for topic in book.own_topics(area):
            if counted_with(book, area, topic) is None:
                continue
            together, seen = led_by(book, area, topic), seen + 1
            assert area in book.holdings.areas.members(together)[0]
            mine, theirs = (topic_lines(book, place, topic) for place in (area, together))
            for label in (WHICH_WAY, AGAINST):
                assert _said(mine, label) == _said(theirs, label) != "", (area.name, topic.id)
            assert "There is no such figure" in _said(mine, CAUTION)
    assert seen >= 2


def _said(lines: list[OneOfFive], label: str) -> str:
    return " ".join(f"{line.verdict} {line.said}" for line in lines if line.label == label)


def test_a_type_whose_change_was_mostly_in_one_month_says_so() -> None:
    book = shipped_book()
    thanet = book.holdings.areas["E07000114"]
    figure = opening_figure(book, thanet)
    assert figure is not None
    said = which_way(book, figure)
    assert "Vehicle crimes (mostly in April) and burglaries fell" in said
    assert "violent or sexual offences (mostly in January)" in said
