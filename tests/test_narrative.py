"""Every kind of sentence, from ``narrative.csv``: the facts in columns, what is said in the last.

A blank cell takes the usual: the year ending March 2017 against the year before, Oldford, the
indicator's first category. ``period`` is "none" where there is no figure at all; ``others`` are the
values of the other areas of a list; ``wanting`` says why a sentence is not said that way as yet.
"""

from __future__ import annotations

import csv
import re
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from generator.figures import comparisons
from generator.figures.figures import Figure
from generator.reading.holdings import Holdings, open_holdings
from generator.telling import headlines, narrative, places, speech
from generator.terms.periods import Period
from tests.counties import COUNTY, TESTS

Facts = dict[str, str]
OLDFORD = "X07000004"
USUAL = {"": "P12M/2017-03", "other_": "P12M/2016-03"}
LISTED = "districts in Exampleshire county"
SENTENCES = ("level", "trend", "against", "standing", "absence", "cautions", "headline")


@cache
def holdings() -> Holdings:
    return open_holdings(COUNTY)


@cache
def rows() -> list[Facts]:
    """The rows of narrative.csv."""
    with (TESTS / "narrative.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases() -> list[ParameterSet]:
    """Each row as a case, named by its sentence and what is told about it."""
    return [
        pytest.param(
            row,
            id=f"{row['sentence']}: {row['about']}",
            marks=[pytest.mark.xfail(strict=True, reason=why)] if (why := row["wanting"]) else [],
        )
        for row in rows()
    ]


def number(text: str) -> float | None:
    return float(text) if text else None


def figure(facts: Facts, side: str) -> Figure:
    """The figure that a row gives, or (with "other_") the one it is compared with."""

    def cell(name: str) -> str:
        return facts[f"{side}{name}"]

    dataset, indicator = holdings().indicators[facts["indicator"]]
    first = next(iter(holdings().datasets[dataset].categories))
    return Figure(
        facts["indicator"],
        dataset,
        cell("area") or (facts["area"] if not side else "") or OLDFORD,
        Period.parse(cell("period") or USUAL[side]),
        facts["category"] or indicator.category or first,
        number(cell("value")),
        number(cell("count")),
        number(cell("denominator")),
        number(cell("lower")),
        number(cell("upper")),
        cell("status"),
        tuple(facts["notes"].split()) if not side else (),
        ("EXA-1",),
        cell("printed"),
        facts["how"] or "observed",
        cell("status"),
    )


def said(facts: Facts) -> str:
    """What the narrative says of a row's facts."""
    voice = speech.voice(holdings(), facts["indicator"])
    kind = facts["sentence"]
    if facts["period"] == "none":
        tell = narrative.absence if kind == "absence" else narrative.level
        return tell(voice, None, facts["area"])
    mine = figure(facts, "")
    if kind in ("level", "absence"):
        tell = narrative.level if kind == "level" else narrative.absence
        return tell(voice, mine)
    if kind == "standing":
        return places.standing(voice, mine, rank(facts, mine), LISTED)
    other = figure(facts, "other_")
    if kind == "against":
        same = facts | {"other_period": facts["period"] or USUAL[""]}
        return narrative.against(voice, comparisons.against(mine, figure(same, "other_")))
    change = comparisons.over_time(holdings(), voice.indicator, mine, other)
    if kind == "cautions":
        return " / ".join(narrative.cautions(change))
    if kind == "headline":
        return headlines.headline(voice, change, mine)
    return narrative.trend(voice, change)


def rank(facts: Facts, mine: Figure) -> comparisons.Rank | None:
    """The place among ``others``; ``listed`` is the number of areas that there are."""
    others = [
        figure(facts | {"value": value, "status": ""}, "") for value in facts["others"].split()
    ]
    listed = int(facts["listed"] or len(others) + 1)
    return comparisons.rank(mine, [mine, *others], listed)


@pytest.mark.parametrize("facts", cases())
def test_this_is_said_of_these_facts(facts: Facts) -> None:
    assert said(facts) == facts["says"]


def test_no_sentence_is_malformed() -> None:
    for facts in rows():
        text = facts["says"]
        assert text == " ".join(text.split())
        assert not text or text[0].isupper()
        is_title = facts["sentence"] == "headline"
        assert not text or text.endswith(".") != is_title, text
        for wrong in (
            "None",
            "nan",
            "{",
            "}",
            "..",
            " ,",
            " .",
            "()",
            " -",
            " 1 percentage points",
        ):
            assert wrong not in text, text


def test_every_sentence_has_its_cases() -> None:
    assert {facts["sentence"] for facts in rows()} == set(SENTENCES)


# What the words of the table name: a ratio, or how much of it is more or less; in thousandths.
TIMES = {
    "half": 500,
    "a fifth": 200,
    "a quarter": 250,
    "a third": 333,
    "one and a half times": 1500,
}
TIMES |= {"twice": 2000, "two and a half times": 2500, "three times": 3000, "four times": 4000}
TIMES |= {"five times": 5000, "ten times": 10_000}
PARTS = {"two fifths": 400, "a third": 333, "a quarter": 250, "a fifth": 200}
BY_WORDS = re.compile(
    r"(about|more than|less than) (.*?) ?(of that|lower than that|higher than that|that)"
)


def is_true(words: str, thousandths: int) -> bool:
    """Do the words of a ratio agree with it: "about" within a tenth of what they name, or with a
    part more or less within a twentieth of the whole; and every side the right one?"""
    if words == narrative.ABOUT_THE_SAME:
        return 950 <= thousandths <= 1050
    found = BY_WORDS.fullmatch(words)
    if not found:  # "slightly lower", "higher"
        return (thousandths < 1000) == ("lower" in words)
    how, named, of = found.groups()
    if "er than" in of:
        side = -1 if "lower" in of else 1
        return abs(side * (thousandths - 1000) - PARTS[named]) <= 50
    size = TIMES[named]
    if how == "about":
        return abs(thousandths - size) <= size / 10
    return thousandths > size if how == "more than" else thousandths < size


def test_every_ratio_has_words_that_agree_with_it() -> None:
    for thousandths in range(1, 14_000):
        words = narrative.band(thousandths / 1000)
        assert is_true(words, thousandths), (thousandths, words)


def test_what_is_wide_apart_is_told_in_numbers() -> None:
    """Between "slightly" and twice as much hardly any ratio has words without a number."""
    plain = {narrative.band(ratio / 100) for ratio in [*range(1, 82), *range(118, 1500)]}
    assert not plain & {"lower than that", "higher than that"}
