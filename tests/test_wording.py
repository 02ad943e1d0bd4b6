"""How numbers are written: rounding against an exact reckoning, and the shapes of words."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.terms import wording
from generator.terms.areas import Area

DECIMALS = st.integers(0, 4)
VALUES = st.tuples(st.floats(-1e9, 1e9, allow_nan=False), DECIMALS)
# Numbers that end in the half that is rounded, such as 2.25 to one decimal.
HALVES = st.builds(
    lambda whole, decimals: (float(f"{whole}5e-{decimals + 1}"), decimals),
    st.integers(-(10**7), 10**7),
    DECIMALS,
)
ROUNDED = VALUES | HALVES
WORDS = st.lists(st.text("abc", min_size=1, max_size=4), max_size=6)


def exactly(value: float, decimals: int) -> Fraction:
    """The number as people read it (its shortest decimal form), rounded half away from zero."""
    scaled = abs(Fraction(repr(value))) * 10**decimals
    size = Fraction(math.floor(scaled + Fraction(1, 2)), 10**decimals)
    return -size if value < 0 else size


@given(ROUNDED)
def test_rounding_is_half_away_from_zero(case: tuple[float, int]) -> None:
    value, decimals = case
    found = wording.rounded(value, decimals)
    assert Fraction(found) == exactly(value, decimals)
    assert -found.as_tuple().exponent == decimals  # type: ignore[operator]


@given(ROUNDED)
def test_rounding_is_symmetric_and_done_once(case: tuple[float, int]) -> None:
    value, decimals = case
    found = wording.rounded(value, decimals)
    assert wording.rounded(-value, decimals) == -found
    assert wording.rounded(float(found), decimals) == found


@given(ROUNDED)
def test_numbers_can_be_read_back(case: tuple[float, int]) -> None:
    value, decimals = case
    text = wording.number(value, decimals)
    plain = text.replace(",", "").replace(wording.MINUS, "-")
    assert Fraction(Decimal(plain)) == exactly(value, decimals)
    assert "-" not in text
    assert text.startswith(wording.MINUS) == (exactly(value, decimals) < 0)
    whole = text.lstrip(wording.MINUS).split(".")[0]
    first, *groups = whole.split(",")
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)


@given(ROUNDED)
def test_a_change_has_a_sign_unless_it_is_nought(case: tuple[float, int]) -> None:
    value, decimals = case
    sign = {1: "+", -1: wording.MINUS, 0: ""}[
        (exactly(value, decimals) > 0) - (exactly(value, decimals) < 0)
    ]
    assert wording.signed(value, decimals) == sign + wording.number(value, decimals).lstrip(
        wording.MINUS
    )


@given(st.integers(0, 10**6))
def test_counts_have_the_right_number(count: int) -> None:
    text = wording.counted(count, ("robbery", "robberies"))
    assert text.endswith(" robbery") == (count == 1)
    assert text.split()[0] == wording.in_words(count)
    assert wording.in_words(count).isalpha() == (count < 10)


@given(st.integers(1, 5000))
def test_ordinals(place: int) -> None:
    text = wording.ordinal(place)
    assert text[:-2] == str(place)
    is_teen = str(place).zfill(2)[-2] == "1"
    ending = "th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(str(place)[-1], "th")
    assert text[-2:] == ending


@given(WORDS)
def test_a_listing_names_everything_once_in_order(words: list[str]) -> None:
    text = wording.listing(words)
    assert text.replace(" and ", ", ").split(", ") == (words or [""])
    assert text.count(" and ") == (len(words) > 1)


@pytest.mark.parametrize(
    ("area", "inside_a_sentence"),
    [
        (Area("X05000001", "Abbey", "ward"), "Abbey ward"),
        (Area("X07000001", "Oldford", "district"), "Oldford"),
        (Area("X10000001", "Exampleshire", "county"), "Exampleshire county"),
        (
            Area("X23000001", "Exampleshire Police area", "force"),
            "the Exampleshire Police area",
        ),
        (
            Area("X99000001", "Areas most similar to Oldford", "group"),
            "the areas most similar to Oldford",
        ),
        (Area("X12000001", "South", "region"), "the South"),
        (Area("X00000001", "The world", "world"), "the world"),
    ],
)
def test_places(area: Area, inside_a_sentence: str) -> None:
    assert wording.place(area) == inside_a_sentence


@pytest.mark.parametrize(
    ("text", "inside_a_sentence"),
    [
        ("Violence with injury", "violence with injury"),
        ("CCTV incidents", "CCTV incidents"),
        ("Crime Severity Score", "Crime Severity Score"),
        ("A crime", "a crime"),
        ("", ""),
    ],
)
def test_the_first_letter_inside_a_sentence(text: str, inside_a_sentence: str) -> None:
    assert wording.lower_first(text) == inside_a_sentence


@pytest.mark.parametrize(
    ("text", "inside_a_sentence"),
    [
        ("Oldford", "Oldford"),
        ("Oldford town", "Oldford town"),
        ("Oldford's share", "Oldford's share"),
        ("Victim help, calls", "Victim help, calls"),
        ("Oldfordian customs", "oldfordian customs"),
        ("Old ford", "old ford"),
    ],
)
def test_a_name_keeps_its_capital_inside_a_sentence(text: str, inside_a_sentence: str) -> None:
    assert wording.lower_first(text, {"Oldford", "Victim help"}) == inside_a_sentence


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ((), "2%"),
        (("under",), "under 2%"),
        (("nearly", "blank"), "nearly 2%"),
        (("up-to",), "up to 2%"),
        (("small-numbers",), "2%"),
    ],
)
def test_qualifiers(notes: tuple[str, ...], text: str) -> None:
    assert wording.qualified("2%", notes) == text
