"""Figures: the intervals of STANDARDS 3.1, and each rule of the arithmetic worked in the county."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures import intervals
from generator.figures.common_period import shared_period
from generator.figures.comparisons import hindrance
from generator.figures.figures import Figure, Figures, figures, latest, why_absent
from generator.reading.holdings import Holdings, open_holdings
from generator.terms.periods import Period
from tests.counties import COUNTY

BYAR = (
    (10, 4.787, 18.391),
    (14, 7.648, 23.491),
    (62, 47.533, 79.483),
    (426, 386.501, 468.440),
    (7508, 7339.121, 7679.785),
)
EXACT = ((0, 0, 3.689), (1, 0.025, 5.572), (3, 0.619, 8.767), (9, 4.115, 17.085))
WILSON = (
    (9, 22, 40.9, 23.3, 61.3),
    (7, 19, 36.8, 19.1, 59.0),
    (34, 78, 43.6, 33.1, 54.6),
    (43, 68, 63.2, 51.4, 73.7),
    (127, 156, 81.4, 74.6, 86.7),
    (0, 22, 0, 0, 14.9),
)
COUNTS = st.integers(0, 10**6)
NORTHAM, SOUTHAM, GREAT_EXAMPLE = "X07000001", "X07000002", "X07000003"
OLDFORD, MIDDLEWICK, FARROW = "X07000004", "X07000005", "X07000006"
COUNTY_AREA, PARTNERSHIP, SIMILAR = "X10000001", "X22000001", "X99000001"


@cache
def holdings() -> Holdings:
    return open_holdings(COUNTY)


@cache
def found() -> Figures:
    return Figures(figures(holdings()))


def one(indicator: str, category: str, area: str, year: int) -> Figure:
    """A figure of the year ending March, or of the middle of that year."""
    series = found().series(indicator, category, area=area)
    return next(f for f in series if f.period.last.year == year)


@pytest.mark.parametrize(("count", "lower", "upper"), BYAR + EXACT)
def test_intervals_of_counts(count: int, lower: float, upper: float) -> None:
    assert [round(limit, 3) for limit in intervals.poisson(count)] == [lower, upper]


@pytest.mark.parametrize(("count", "base", "percent", "lower", "upper"), WILSON)
def test_intervals_of_proportions(
    count: int, base: int, percent: float, lower: float, upper: float
) -> None:
    assert round(100 * count / base, 1) == percent
    assert [round(limit, 1) for limit in intervals.wilson(count, base)] == [lower, upper]


def test_the_rate_of_dover() -> None:
    lower, upper = intervals.rate(7508, 113228, 1000)
    assert (round(1000 * 7508 / 113228, 1), round(lower, 1), round(upper, 1)) == (66.3, 64.8, 67.8)


@given(COUNTS)
def test_a_count_lies_in_its_interval_and_more_move_it_up(count: int) -> None:
    lower, upper = intervals.poisson(count)
    assert 0 <= lower <= count < upper
    above = intervals.poisson(count + 1)
    assert lower < above[0] or count == 0
    assert upper < above[1]


@given(COUNTS.filter(bool).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_proportion_lies_in_its_interval(pair: tuple[int, int]) -> None:
    count, base = pair
    lower, upper = intervals.wilson(count, base)
    assert 0 <= lower <= 100 * count / base <= upper <= 100 or math.isclose(
        upper, 100 * count / base
    )
    turned = intervals.wilson(base - count, base)
    assert math.isclose(turned[0], 100 - upper, abs_tol=1e-9)


@pytest.mark.parametrize(("count", "base"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_proportion_is_refused(count: int, base: int) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        intervals.wilson(count, base)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        intervals.poisson(-1)


def test_every_rate_times_its_population_is_its_count() -> None:
    for figure in found().all():
        _, indicator = holdings().indicators[figure.indicator]
        if indicator.per == 1 or figure.value is None or figure.how == "mean":
            continue
        assert figure.denominator is not None
        assert figure.count is not None
        assert math.isclose(figure.value * figure.denominator / indicator.per, figure.count)
        assert figure.lower is not None
        assert figure.upper is not None
        assert figure.lower <= figure.value <= figure.upper


def test_a_merged_district_has_the_past_of_both() -> None:
    for category in holdings().datasets["recorded-crime"].categories:
        for year in (2015, 2016):
            figure = one("recorded-crime", category, GREAT_EXAMPLE, year)
            parts = [one("recorded-crime", category, a, year) for a in (NORTHAM, SOUTHAM)]
            assert figure.count == sum(part.count or 0 for part in parts)
            assert figure.how == "joined"
            assert figure.status == ""
    assert one("recorded-crime", "all", GREAT_EXAMPLE, 2016).denominator == 10100 + 5050
    assert one("recorded-crime", "all", GREAT_EXAMPLE, 2017).how == "observed"


def test_a_recoded_ward_goes_on_and_a_redrawn_one_starts_afresh() -> None:
    castle = found().series("recorded-crime", "all", area="X05000012")
    assert [figure.count for figure in castle] == [52, 60, 66]
    abbey = found().series("recorded-crime", "all", area="X05000011")
    assert [figure.count for figure in abbey] == [41]


def test_a_split_ward_has_its_share_of_the_past_as_an_estimate() -> None:
    green = found().series("recorded-crime", "all", area="X05000015")
    assert [figure.count for figure in green] == [60, 66, 70]
    assert ["e" in figure.status for figure in green] == [True, True, False]


def test_the_first_figure_after_a_split_is_the_one_after_the_break() -> None:
    green = found().series("recorded-crime", "all", area="X05000015")
    assert ["b" in figure.status for figure in green] == [False, False, True]


def test_a_parent_category_that_was_not_printed_is_the_sum_of_its_parts() -> None:
    theft = one("recorded-crime", "theft", MIDDLEWICK, 2015)
    assert (theft.count, theft.how) == (120, "summed")
    assert one("recorded-crime", "all", MIDDLEWICK, 2015).count == 200
    # Southam printed 401 where its parts make 400: what was printed stands.
    assert one("recorded-crime", "all", SOUTHAM, 2015).count == 401


def test_a_partnership_is_the_sum_of_its_members() -> None:
    pooled = one("recorded-crime", "all", PARTNERSHIP, 2017)
    assert (pooled.count, pooled.denominator, pooled.how) == (480, 7120, "pooled")
    assert one("recorded-crime", "burglary", PARTNERSHIP, 2017).status == "pr"


def test_the_county_is_the_sum_of_its_districts() -> None:
    assert one("recorded-crime", "all", COUNTY_AREA, 2017).count == 1400 + 250 + 230 + 21
    # Farrow has no severity score, so the county has only the one that was printed.
    assert one("severity", "all", COUNTY_AREA, 2017).how == "observed"
    # Farrow's hate crimes do not apply and Oldford's are withheld: three districts are no county.
    assert 2017 not in years("hate-crime", COUNTY_AREA)


def test_the_county_has_a_past_where_districts_merged() -> None:
    assert one("recorded-crime", "all", COUNTY_AREA, 2016).count == 840 + 400 + 250 + 220 + 18
    assert one("recorded-crime", "all", COUNTY_AREA, 2015).count == 800 + 401 + 250 + 200 + 20


def test_four_districts_of_five_and_a_merged_one_are_no_county() -> None:
    assert 2016 not in years("hate-crime", COUNTY_AREA)


def test_similar_areas_are_the_mean_of_their_rates() -> None:
    rates = [
        one("recorded-crime", "all", area, 2017).value
        for area in (GREAT_EXAMPLE, OLDFORD, MIDDLEWICK)
    ]
    mean = one("recorded-crime", "all", SIMILAR, 2017)
    assert mean.value == pytest.approx(sum(rate or 0 for rate in rates) / 3)


def years(indicator: str, area: str) -> set[int]:
    """The years for which there is a figure."""
    return {figure.period.last.year for figure in found().series(indicator, "all", area=area)}


def test_the_population_is_the_latest_before_the_period_ends() -> None:
    assert one("recorded-crime", "all", OLDFORD, 2015).denominator == 4000  # mid-2014
    assert one("recorded-crime", "all", OLDFORD, 2017).denominator == 4020  # mid-2016


def test_a_population_of_the_last_day_counts_and_one_of_the_day_after_does_not() -> None:
    moved = open_holdings(COUNTY)
    rows = moved.observations
    is_last = rows["period"] == "P0M/2016-06"
    rows.loc[is_last, "period"] = "P0M/2017-03"
    newest = Figures(figures(moved)).series("recorded-crime", "all", area=OLDFORD)[-1]
    assert newest.denominator == 4020
    rows.loc[is_last, "period"] = "P0M/2017-04"
    later = replace(moved, observations=rows)
    newest = Figures(figures(later)).series("recorded-crime", "all", area=OLDFORD)[-1]
    assert newest.denominator == 4010


def test_a_project_may_set_nothing_against_anything() -> None:
    held = holdings()
    plain = {
        key: (name, indicator)
        for key, (name, indicator) in held.indicators.items()
        if indicator.denominator is None
    }
    mine = figures(replace(held, indicators=plain))
    assert not mine.empty
    assert set(mine["indicator"]) <= set(plain)


def test_a_figure_has_the_letters_of_all_its_inputs() -> None:
    assert one("recorded-crime", "all", GREAT_EXAMPLE, 2017).status == "e"


def test_no_rate_of_a_small_count_or_without_a_population() -> None:
    small = one("recorded-crime", "violence-with-injury", OLDFORD, 2017)
    assert (small.count, small.value, small.status) == (7, None, "rz")
    ward = one("recorded-crime", "all", "X05000011", 2017)
    assert (ward.count, ward.value, ward.status) == (41, None, "x")


def test_withheld_and_missing_have_no_number_and_nought_has_one() -> None:
    withheld = one("recorded-crime", "burglary", "X05000012", 2017)
    assert withheld.is_absent
    assert why_absent(withheld) == "c"
    assert withheld.notes == ("small-numbers",)
    assert why_absent(one("recorded-crime", "all", "X05000004", 2015)) == "x"
    nought = one("recorded-crime", "all", "X05000004", 2017)
    assert not nought.is_absent
    assert nought.count == 0


def test_survey_intervals_are_as_printed_or_worked_out_from_the_base() -> None:
    printed = one("survey", "worried-about-burglary", GREAT_EXAMPLE, 2016)
    assert (printed.lower, printed.upper, printed.denominator) == (33.1, 44.2, 310)
    worked = one("survey", "worried-about-burglary", MIDDLEWICK, 2016)
    assert (worked.lower, worked.upper) == intervals.wilson(33, 100)
    assert one("survey", "worried-about-burglary", FARROW, 2016).lower is None
    assert one("survey", "worried-about-burglary", "X05000004", 2016).is_unreliable


def test_the_newest_figure_is_the_newest_with_a_number() -> None:
    series = found().series("hate-crime", "all", area=OLDFORD)
    assert [figure.is_absent for figure in series] == [False, True]
    assert latest(series) == series[0]
    assert latest([series[1]]) == series[1]
    assert latest([]) is None


def test_a_forecast_is_never_the_newest_nor_set_beside_what_was() -> None:
    series = found().series("severity", "all", area=MIDDLEWICK)
    counted, forecast = series
    assert (counted.is_forecast, forecast.is_forecast) == (False, True)
    assert latest(series) == counted
    assert hindrance(counted, forecast) == hindrance(forecast, counted) == "forecast"
    assert shared_period(series) == counted.period


def test_printed_digits_are_kept() -> None:
    rates = found().series("crime-rate-printed", "all", area=MIDDLEWICK)
    assert [figure.printed for figure in rates] == ["70.1", "64"]
    assert rates[0].period == Period.parse("2015/16")
