"""Periods: every way of writing one, and what holds for all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.terms.periods import Period

STYLES = ("year ending", "financial year", "calendar year", "rolling year", "mid-year")

MONTHS = st.builds(
    Period.of_months, st.integers(0, 120), st.integers(1900, 2100), st.integers(1, 12)
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DATES = st.tuples(DAYS, DAYS).map(lambda pair: Period.parse(f"{min(pair)}/{max(pair)}"))
UNSTATED = st.builds(
    lambda year, month: Period.parse(f"unstated/{year}-{month:02}"),
    st.integers(1900, 2100),
    st.integers(1, 12),
)
PERIODS = MONTHS | DATES | UNSTATED
# What people and documents write, and the one form in which data files write it.
WRITTEN = (
    ("2016/17", "P12M/2017-03"),
    ("2016-17", "P12M/2017-03"),
    ("1999/00", "P12M/2000-03"),
    ("2014/15 to 2016/17", "P36M/2017-03"),
    ("year ending March 2017", "P12M/2017-03"),
    ("the year ended Mar 2017", "P12M/2017-03"),
    ("Y/E Sept. 2017", "P12M/2017-09"),
    ("12 months to November 2017", "P12M/2017-11"),
    ("rolling year ending November 2017", "P12M/2017-11"),
    ("quarter ending June 2017", "P3M/2017-06"),
    ("April to November 2016", "P8M/2016-11"),
    ("Apr 2016 - Mar 2017", "P12M/2017-03"),
    ("December 2016 until January 2017", "P2M/2017-01"),
    ("March 2017", "P1M/2017-03"),
    ("2016", "P12M/2016-12"),
    ("2014-2016", "P36M/2016-12"),
    ("mid-2016", "P0M/2016-06"),
    ("at the end of September 2017", "P0M/2017-09"),
    ("as at September 2017", "P0M/2017-09"),
    ("P1Y/2017-03", "P12M/2017-03"),
    ("2016-04-01/2017-03-31", "P12M/2017-03"),
    ("2017-06-21/2017-08-20", "2017-06-21/2017-08-20"),
    ("unstated/2018-01", "unstated/2018-01"),
)
NONSENSE = (
    *("", "last year", "P12M", "P12M/2017", "P12M/2017-3", "P12M/2017-00", "P12M/2017-13"),
    *("2017-03", "2016/18", "2016/17 to 2017/19", "Smarch 2017", "November to April 2016"),
    *("2017-08-20/2017-06-21", "2017-02-30/2017-03-01", "P12M/3017-03", "P12M/0999-03", "17/03"),
)
LABELS = (
    ("P12M/2017-03", "year ending", "year ending March 2017", "in the year ending March 2017"),
    ("P12M/2017-03", "financial year", "2016/17", "in 2016/17"),
    ("P36M/2017-03", "financial year", "2014/15 to 2016/17", "from 2014/15 to 2016/17"),
    ("P12M/2016-12", "calendar year", "2016", "in 2016"),
    ("P36M/2016-12", "year ending", "2014 to 2016", "from 2014 to 2016"),
    (
        "P12M/2017-11",
        "rolling year",
        "12 months to November 2017",
        "in the 12 months to November 2017",
    ),
    (
        "P36M/2017-03",
        "year ending",
        "three years ending March 2017",
        "in the three years ending March 2017",
    ),
    ("P3M/2017-03", "year ending", "quarter ending March 2017", "in the quarter ending March 2017"),
    ("P1M/2017-03", "year ending", "March 2017", "in March 2017"),
    ("P8M/2016-11", "year ending", "April to November 2016", "from April to November 2016"),
    ("P0M/2016-06", "mid-year", "mid-2016", "in mid-2016"),
    ("P0M/2017-09", "year ending", "end of September 2017", "at the end of September 2017"),
    (
        "2016-06-20/2016-08-21",
        "year ending",
        "20 June to 21 August 2016",
        "between 20 June and 21 August 2016",
    ),
    (
        "unstated/2018-01",
        "year ending",
        "period not stated",
        "in a period that the source does not state",
    ),
)


@given(PERIODS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(period.iso) == period
    assert Period.parse(f"  {period.iso} ") == period


@given(PERIODS)
def test_a_period_covers_at_least_a_day(period: Period) -> None:
    assert period.first <= period.last
    assert period.days == (period.last - period.first).days + 1 >= 1


@given(MONTHS)
def test_whole_months_end_with_a_month(period: Period) -> None:
    assert (period.last + timedelta(days=1)).day == 1
    if period.months:
        assert period.first.day == 1
        assert period.before(period.months).last + timedelta(days=1) == period.first


@given(MONTHS, st.integers(0, 240))
def test_moving_back_and_forth(period: Period, months: int) -> None:
    assert period.before(0) == period
    assert period.before(months).before(-months) == period
    assert period.before(months).months == period.months
    assert period.before(months).last <= period.last


@given(DATES | UNSTATED)
def test_exact_dates_cannot_be_moved(period: Period) -> None:
    if period.months is None:
        with pytest.raises(ValueError, match="not made of whole months"):
            period.before(12)


@given(PERIODS, PERIODS)
def test_comparing_is_symmetric(one: Period, other: Period) -> None:
    assert one.comparable(other) == other.comparable(one)
    assert one.overlaps(other) == other.overlaps(one)
    assert not one.comparable(one)
    if one.comparable(other):
        assert one.months == other.months
        assert not one.overlaps(other)
        assert abs(one.days - other.days) <= max(7, one.months or 0)


@given(
    st.builds(
        Period.of_months, st.sampled_from((0, 1, 12)), st.integers(1900, 2100), st.integers(1, 12)
    )
)
def test_labels_can_be_read_back(period: Period) -> None:
    for style in STYLES:
        assert Period.parse(period.label(style)) == period


@given(PERIODS)
def test_every_style_says_something(period: Period) -> None:
    for style in STYLES:
        assert period.label(style).strip() == period.label(style) != ""
        assert period.phrase(style).startswith(("in ", "at ", "from ", "between "))


TEXTS = st.text(alphabet="PMY/-0129 to–MarchJune", max_size=24) | st.from_regex(
    r"P\d{1,3}[MY]/(19|20)\d\d-\d\d|(19|20)\d\d[-/]\d\d|unstated/(19|20)\d\d-\d\d", fullmatch=True
)


@given(TEXTS)
def test_any_other_text_is_refused_in_a_sentence(text: str) -> None:
    said = refusal(text)
    if said and "out of range" not in said:
        assert said.startswith(f'"{text}" ')
        assert said.endswith(".")
    if not said:
        assert Period.parse(Period.parse(text).iso) == Period.parse(text)


def refusal(text: str) -> str:
    """What is said of a text that is no period; nothing of one that is."""
    try:
        Period.parse(text)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("text", ["P12M/0001-03", "P12M/0000-03", "9999/00"])
def test_a_year_that_no_calendar_has_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=f'^"{text}" '):
        Period.parse(text)


@pytest.mark.parametrize(("text", "iso"), WRITTEN)
def test_ways_of_writing(text: str, iso: str) -> None:
    assert Period.parse(text).iso == iso


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Period.parse(text)


@pytest.mark.parametrize(("iso", "style", "label", "phrase"), LABELS)
def test_labels_and_phrases(iso: str, style: str, label: str, phrase: str) -> None:
    period = Period.parse(iso)
    assert period.label(style) == label
    assert period.phrase(style) == phrase


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("P12M/2017-03", "P12M/2016-03", True),
        ("P12M/2017-03", "P12M/2016-06", False),  # rolling years share nine months
        ("P12M/2017-03", "P3M/2016-03", False),
        ("P0M/2017-06", "P0M/2016-06", True),
        ("2016-06-20/2016-08-21", "2015-06-15/2015-08-16", True),
        ("2016-06-20/2016-08-21", "2015-06-15/2015-07-16", False),
        ("P12M/2017-03", "unstated/2016-03", False),
    ],
)
def test_which_periods_may_be_compared(one: str, other: str, may: bool) -> None:
    assert Period.parse(one).comparable(Period.parse(other)) is may
