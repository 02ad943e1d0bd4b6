"""Comparisons: ranks against a recount, changes against the vectors of STANDARDS 3.1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import comparisons
from generator.figures.doubts.terms import Doubt
from generator.figures.figures import Figure
from generator.problems import Place
from generator.reading.holdings import Holdings, open_holdings
from generator.terms.indicators import Indicator
from generator.terms.periods import Period
from tests.counties import COUNTY

OLDFORD = "X07000004"
LATER, EARLIER = Period.parse("P12M/2017-03"), Period.parse("P12M/2016-03")
BARE = Figure(
    "calls", "anti-social-behaviour", OLDFORD, LATER, "all",
    None, None, None, None, None, "", (), (), "", "observed",
)  # fmt: skip
DOUBTED = (Doubt("jump", Place("rows.csv"), "It is odd.", ""),)
VALUES = st.floats(0, 100, allow_nan=False) | st.integers(0, 5).map(float)
LISTED = st.lists(st.tuples(st.none() | VALUES, st.sampled_from(("", "", "u"))), max_size=12)


@cache
def holdings() -> Holdings:
    return open_holdings(COUNTY)


def indicator(key: str = "calls") -> Indicator:
    return holdings().indicators[key][1]


def counted(count: float | None, period: Period = LATER, status: str = "") -> Figure:
    """A figure that is a plain count."""
    return replace(BARE, count=count, value=count, period=period, status=status)


def valued(value: float, lower: float | None = None, upper: float | None = None) -> Figure:
    """A figure that is a percentage or a rate, with its interval."""
    return replace(BARE, value=value, lower=lower, upper=upper)


@pytest.mark.parametrize(("year", "is_clear"), [(2025, False), (2023, True)])
def test_a_day_more_in_february_makes_no_change_clear(year: int, is_clear: bool) -> None:
    now, before = Period.of_months(4, year, 4), Period.of_months(4, year - 1, 4)
    figures = counted(66, now), counted(91, before)
    pair = comparisons.over_time(holdings(), indicator(), *figures)
    assert pair is not None
    assert pair.is_clear is is_clear
    low, high = comparisons.range_of_change(pair) or (0.0, 0.0)
    assert round(low) == -47
    assert (high > 0) is not is_clear


@given(VALUES, LISTED, st.integers(0, 3))
def test_ranks_are_those_of_a_recount(
    mine: float, others: list[tuple[float | None, str]], unlisted: int
) -> None:
    figure = valued(mine)
    listed = [figure, *(replace(BARE, value=value, status=status) for value, status in others)]
    numbers = sorted(
        [mine, *(value for value, status in others if value is not None and not status)]
    )
    rank = comparisons.rank(figure, listed, len(listed) + unlisted)
    if len(numbers) < 2:
        assert rank is None
        return
    assert rank is not None
    assert rank.from_lowest == numbers.index(mine) + 1
    assert rank.from_highest == numbers[::-1].index(mine) + 1
    assert rank.tied == numbers.count(mine)
    assert rank.of == len(numbers)
    assert rank.missing + rank.uncounted == len(listed) + unlisted - len(numbers)
    assert rank.from_lowest + rank.from_highest + rank.tied == rank.of + 2


@given(LISTED)
def test_competition_ranking_skips_after_ties(others: list[tuple[float | None, str]]) -> None:
    listed = [replace(BARE, value=value, status=status) for value, status in others]
    ranks = [comparisons.rank(figure, listed, len(listed)) for figure in listed]
    places = sorted(rank.from_lowest for rank in ranks if rank)
    for place, number in enumerate(places, start=1):
        assert number == places.index(number) + 1
        assert number <= place


def test_no_rank_without_a_value_or_a_reliable_one() -> None:
    listed = [valued(1), valued(2), valued(3)]
    assert comparisons.rank(BARE, listed, 3) is None
    assert comparisons.rank(replace(valued(1), status="u"), listed, 3) is None


def test_what_is_rounded_in_words_has_no_place_and_none_is_lowest_beside_it() -> None:
    rough = replace(valued(1), notes=("over",))
    listed = [*(valued(number) for number in (2, 3, 4, 5, 6)), rough]
    assert comparisons.rank(rough, listed, 6) is None
    rank = comparisons.rank(listed[0], listed, 7)
    assert rank is not None
    assert (rank.of, rank.missing, rank.uncounted, rank.rough) == (5, 1, 1, 1)
    assert rank.counted() == (5, "highest")


def test_each_area_without_a_place_is_counted_once() -> None:
    odd = [
        replace(valued(9), status="u", notes=("about",)),
        replace(BARE, status="cu"),
        replace(BARE, doubts=DOUBTED, notes=("over",)),
        replace(valued(7), doubts=DOUBTED),
    ]
    listed = [*(valued(number) for number in (2, 3, 4)), *odd]
    rank = comparisons.rank(listed[0], listed, 8)
    assert rank is not None
    assert (rank.of, rank.missing, rank.uncounted, rank.rough, rank.doubted) == (4, 2, 1, 0, 1)


@pytest.mark.parametrize(
    ("new", "old", "is_clear", "percent"),
    [
        (14, 21, False, None),
        (62, 51, False, 21.57),
        (313, 493, True, -36.51),
        (7508, 6581, True, 14.09),
        (75, 40, True, None),  # clear, and the earlier count is too small for a percentage
        (98, 49, True, None),
        (100, 50, True, 100),
        (0, 60, True, -100),
        (60, 0, True, None),
        (250, 250, False, 0),
    ],
)
def test_changes_of_counts(
    new: float, old: float, is_clear: bool | None, percent: float | None
) -> None:
    pair = comparisons.over_time(holdings(), indicator(), counted(new), counted(old, EARLIER))
    assert pair is not None
    assert pair.difference == new - old
    assert pair.is_clear is is_clear
    assert (None if pair.percent is None else round(pair.percent, 2)) == percent


COUNTS = st.integers(1, 10**5).map(float)


@given(COUNTS, COUNTS)
def test_a_change_back_is_as_clear_as_the_change(new: float, old: float) -> None:
    there, back = (
        comparisons.over_time(holdings(), indicator(), counted(a), counted(b, EARLIER))
        for a, b in ((new, old), (old, new))
    )
    assert there is not None
    assert back is not None
    assert there.is_clear is back.is_clear
    assert there.difference == -(back.difference or 0)


@given(st.one_of(st.none(), COUNTS), st.sampled_from(("", "p", "u", "c")))
def test_only_reliable_numbers_are_compared(count: float | None, status: str) -> None:
    later = counted(count, status=status)
    pair = comparisons.over_time(holdings(), indicator(), later, counted(20, EARLIER))
    assert (pair is None) == (count is None or status == "u")


@pytest.mark.parametrize(
    ("later", "earlier", "may"),
    [
        ("P12M/2017-03", "P12M/2016-03", True),
        ("P12M/2017-03", "P12M/2017-03", False),
        ("P12M/2017-03", "P12M/2016-06", False),
        ("P12M/2017-03", "P3M/2016-03", False),
    ],
)
def test_only_equal_spans_are_compared(later: str, earlier: str, may: bool) -> None:
    figures = [counted(30, Period.parse(iso)) for iso in (later, earlier)]
    assert (comparisons.over_time(holdings(), indicator(), *figures) is not None) == may


def test_a_break_forbids_and_a_caution_goes_with_the_change() -> None:
    hate = [replace(counted(30, p), dataset="hate-crime") for p in (LATER, EARLIER)]
    broken = comparisons.over_time(holdings(), indicator("hate-crime"), *hate)
    assert broken is not None
    assert broken.broken_by is not None
    assert (broken.difference, broken.ratio, broken.percent) == (None, None, None)
    crime = [replace(counted(30, p), dataset="recorded-crime") for p in (LATER, EARLIER)]
    careful = comparisons.over_time(holdings(), indicator("recorded-crime"), *crime)
    assert careful is not None
    assert careful.broken_by is None
    assert len(careful.cautions) == 2  # one for every area, one for Oldford
    elsewhere = [replace(figure, area="X07000005") for figure in crime]
    other = comparisons.over_time(holdings(), indicator("recorded-crime"), *elsewhere)
    assert other is not None
    assert len(other.cautions) == 1
    theft = [replace(figure, category="theft", area="X07000005") for figure in crime]
    without = comparisons.over_time(holdings(), indicator("recorded-crime"), *theft)
    assert without is not None
    assert without.cautions == ()


@pytest.mark.parametrize(
    ("day", "lies_between"),
    [
        ("2015-04-01", False),  # the earlier period was wholly after it
        ("2015-04-02", True),
        ("2016-04-01", True),
        ("2017-03-31", True),
        ("2017-04-01", False),
    ],
)
def test_an_event_bears_on_a_change_that_crosses_it(day: str, lies_between: bool) -> None:
    event = replace(holdings().events[0], date=date.fromisoformat(day))
    assert event.lies_between(EARLIER, LATER) is lies_between
    alone = replace(holdings(), events=(replace(event, categories=(), areas=()),))
    figures = [replace(counted(30, p), dataset="recorded-crime") for p in (LATER, EARLIER)]
    pair = comparisons.over_time(alone, indicator("recorded-crime"), *figures)
    assert pair is not None
    assert bool(pair.cautions) is lies_between


def test_the_first_figure_after_a_break_is_not_compared() -> None:
    pair = comparisons.over_time(
        holdings(), indicator(), counted(30, status="b"), counted(90, EARLIER)
    )
    assert pair is not None
    assert pair.difference is None


@pytest.mark.parametrize(
    ("mine", "larger", "is_clear"),
    [
        (valued(40, 35, 45), valued(50), True),
        (valued(40, 35, 45), valued(45), False),  # on the limit is within
        (valued(40, 35, 45), valued(35), False),
        (valued(40), valued(50, 48, 52), None),  # its own interval decides, and it has none
    ],
)
def test_against_a_larger_area(mine: Figure, larger: Figure, is_clear: bool | None) -> None:
    pair = comparisons.against(mine, larger)
    assert pair is not None
    assert pair.is_clear is is_clear
    assert pair.difference == (mine.value or 0) - (larger.value or 0)


def test_against_another_period_or_nothing_is_no_comparison() -> None:
    assert comparisons.against(valued(40), replace(valued(40), period=EARLIER)) is None
    assert comparisons.against(BARE, valued(40)) is None
    pair = comparisons.against(valued(40), valued(0))
    assert pair is not None
    assert pair.ratio is None


def test_a_change_of_percentages_needs_the_interval_of_the_ratio() -> None:
    later = replace(BARE, value=14.0, count=7.0, denominator=50.0, lower=7.0, upper=26.2)
    earlier = replace(
        BARE, value=28.0, count=14.0, denominator=50.0, lower=17.5, upper=41.7, period=EARLIER
    )
    pair = comparisons.over_time(holdings(), indicator("violence-share"), later, earlier)
    assert pair is not None
    assert pair.is_clear is False


def test_the_year_before_is_exactly_that_or_the_nearest_that_may_be_compared() -> None:
    isos = ("P12M/2015-03", "P12M/2016-03", "P12M/2016-06", "P3M/2016-12", "P12M/2017-03")
    series = [counted(30, Period.parse(iso)) for iso in isos]
    last = series[-1]
    assert comparisons.year_before(series, last) == series[1]
    assert comparisons.year_before([series[0], last], last) == series[0]
    assert comparisons.year_before([series[2], series[3], last], last) is None
    unreliable = [replace(series[1], status="u"), last]
    assert comparisons.year_before(unreliable, last) is None


@pytest.mark.parametrize(
    ("low", "high", "tied", "of", "is_middle"),
    [(7, 7, 1, 13, True), (6, 6, 3, 13, True), (6, 8, 1, 13, False), (1, 1, 13, 13, False)],
)
def test_the_middle_may_be_shared_but_not_by_all(
    low: int, high: int, tied: int, of: int, is_middle: bool
) -> None:
    assert comparisons.Rank(low, high, of, tied, 0).is_middle is is_middle
