"""Which way a place moves, said as it was before a reader found it untrue: each rule finds its
own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.pages.five_lines import AGAINST, CAUTION, HOW_MUCH, WHICH_WAY
from tests.pages import ways
from tests.pages.beside import walked
from tests.pages.test_beside import Rule

FORCE = "In the 12 months to June 2016, in the Kent Police area, 3,173 visitors came for help"
BROKEN = [
    (
        ways.newer_months_stand_beside_their_own,
        ("maidstone/needle-finds/", WHICH_WAY),
        "That was 885 fewer than in 2015/16 (1,690), a fall of 52%. The newest figure is for April "
        "to October 2017 (1,311). Seven months are not compared with a whole year.",
    ),
    (
        ways.a_movement_names_what_moved,
        ("swale/domestic-abuse-services/", WHICH_WAY),
        "That was eight more than in the 12 months to June 2015 (200): no clear change.",
    ),
    (
        ways.what_the_source_prints_is_told,
        ("kent/unemployment/", WHICH_WAY),
        "That was 522 fewer than at the end of September 2014 (16,162), a fall of 3%.",
    ),
    (
        ways.what_the_source_prints_is_told,
        ("maidstone/mental-health/", WHICH_WAY),
        "No earlier figure of this kind is held.",
    ),
    (
        ways.what_the_source_prints_is_of_what_is_led_with,
        ("gravesham/re-offending/", WHICH_WAY),
        "No earlier figure of this kind is held. In the year ending September 2014, offences by "
        "adults in Integrated Offender Management in Gravesham had fallen by 66% since the year "
        "before, as the source prints it.",
    ),
    (
        ways.what_the_source_prints_is_told,
        ("kent/road-safety/", WHICH_WAY),
        "That was 512 more than in the year ending June 2013 (5,668), a rise of 9%.",
    ),
    (
        ways.a_movement_over_years_says_over_how_many,
        ("sevenoaks/domestic-abuse/", WHICH_WAY),
        "That was 417 more than in the year ending September 2014 (1,041), a rise of 40%.",
    ),
    (
        ways.a_part_of_a_year_stands_beside_its_own,
        ("kent-police-area/domestic-abuse/", WHICH_WAY),
        "From August to October 2022, police recorded 8,943 domestic abuse offences in the Kent "
        "Police area. A part of a year is not compared with a whole one.",
    ),
    (
        ways.what_is_not_compared_says_why,
        ("swale/domestic-abuse-services/", AGAINST),
        "with the Kent Police area, for which no such figure is held.",
    ),
    (
        ways.what_is_not_compared_says_why,
        ("maidstone/deprivation/", AGAINST),
        "with the Kent Police area, where it was 16.8%. Fifth lowest of 13 districts.",
    ),
    (
        ways.those_counted_together_fall_back_on_their_own,
        ("dartford-and-gravesham/domestic-abuse-services/", CAUTION),
        "There is no such figure for Dartford and Gravesham together itself.",
    ),
    (
        ways.no_note_says_then,
        ("tunbridge-wells/domestic-abuse-services/", WHICH_WAY),
        "The figure in the 12 months to June 2016 does not apply. There was no service then.",
    ),
    (
        ways.a_part_is_told_for_what_it_is,
        ("kent-police-area/", WHICH_WAY),
        "In all 3% fewer: 50,057 crimes in January to April 2025, 51,744 in the same months of "
        "2024 (range from 4% fewer to 2% fewer, by chance alone).",
    ),
]


@pytest.mark.parametrize(("rule", "place", "said"), BROKEN)
def test_what_was_said_before_is_found(rule: Rule, place: tuple[str, str], said: str) -> None:
    one, (address, label) = walked("shipped"), place
    held = dict(ways.lines_of(one))[address]
    assert not list(rule(one, [(address, held)]))  # type: ignore[call-arg]
    lines = [replace(line, said=said) if line.label == label else line for line in held]
    assert list(rule(one, [(address, lines)]))  # type: ignore[call-arg]


def test_a_page_of_several_that_leads_with_an_area_around_is_found() -> None:
    one, address = walked("shipped"), "dartford-and-gravesham/domestic-abuse-services/"
    force = dict(ways.lines_of(one))["kent-police-area/domestic-abuse-services/"]
    lines = [line for line in force if line.label == HOW_MUCH]
    assert list(ways.those_counted_together_fall_back_on_their_own(one, [(address, lines)]))
