"""Control charts: the formulas on worked examples, and each rule where it must speak or not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.figures.xmr import NEAR, OUTSIDE, SHIFT, TREND, Month, xmr

EXAMPLE = [7, 9, 8, 12, 10, 11, 9, 8, 13, 10, 12, 9]


def signals(values: Sequence[float | None], steps: Sequence[int] = ()) -> list[tuple[str, ...]]:
    return [point.signals if point else () for point in xmr(values, steps)]


def lines(point: Month | None) -> tuple[float, float, float]:
    assert point is not None
    return round(point.centre, 3), round(point.lower, 3), round(point.upper, 3)


def test_the_worked_example_of_the_standards() -> None:
    points = xmr(EXAMPLE)
    assert {lines(point) for point in points} == {(9.833, 3.546, 16.121)}
    assert not any(point.signals for point in points if point)


def test_a_point_outside_the_limits() -> None:
    values = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 30]
    # Mean 12.08, mean moving range 29/11; limits 5.07 to 19.10.
    assert lines(xmr(values)[0]) == (12.083, 4.829, 19.338)
    assert OUTSIDE in signals(values)[-1]
    assert not any(OUTSIDE in found for found in signals(values)[:-1])


@pytest.mark.parametrize(("run", "is_told"), [(6, False), (7, True), (9, True)])
def test_seven_on_one_side_is_a_shift(run: int, is_told: bool) -> None:
    values = [12.0, 8] * 8 + [10.9, 11.1] * 5
    values = [*values[: 16 + run], 2.0, 2.0, 2.0]
    marked = [place for place, found in enumerate(signals(values)) if SHIFT in found]
    assert bool(marked) is is_told
    assert not is_told or set(range(17, 16 + run)) <= set(marked)


def test_a_point_on_the_average_ends_a_run() -> None:
    values: list[float | None] = [11, 11, 11, 10, 11, 11, 11, 9, 9, 9, 10, 9, 9, 9]
    assert lines(xmr(values)[0])[0] == 10
    assert not any(SHIFT in found for found in signals(values))


@pytest.mark.parametrize(("length", "is_told"), [(6, False), (7, True)])
def test_seven_that_rise_are_a_trend(length: int, is_told: bool) -> None:
    values = [5.0, 9, 5, 9, 5, 9, *range(4, 4 + length), 3, 9, 4]
    found = signals([float(x) for x in values])
    assert any(TREND in rules for rules in found) is is_told


def test_equal_months_are_no_trend() -> None:
    assert not any(TREND in found for found in signals([5.0, 5, 5, 5, 5, 5, 5, 6, 4]))


def test_two_of_three_near_a_limit_on_one_side() -> None:
    # Mean 10, mean moving range 2: limits 4.68 and 15.32, inner lines 6.45 and 13.55.
    base = [9.0, 11] * 10
    near = [*base, 14.4, 14.4, 11.5]
    apart = [*base, 14.4, 8.0, 14.4]
    assert any(NEAR in found for found in signals(near)[-3:])
    assert not any(NEAR in found for found in signals(apart))


def test_a_missing_month_ends_a_run_and_gives_no_range() -> None:
    values: list[float | None] = [11, 11, 11, 11, None, 11, 11, 11, 5, 5, 5, 5]
    assert xmr(values)[4] is None
    assert not any(SHIFT in found for found in signals(values))


def test_lines_are_worked_out_afresh_from_a_step_only() -> None:
    values = [10.0, 12] * 6 + [30, 32] * 6
    assert len({lines(point) for point in xmr(values)}) == 1
    stepped = xmr(values, [12])
    assert lines(stepped[0])[0] == 11
    assert lines(stepped[-1])[0] == 31
    assert not any(point.signals for point in stepped if point)


def test_a_lower_limit_is_never_below_nought() -> None:
    assert all(point.lower == 0 for point in xmr([1.0, 9, 0, 8, 1, 9]) if point)


def test_too_short_a_series_has_no_lines() -> None:
    assert xmr([4.0]) == [None]
    assert xmr([]) == []
