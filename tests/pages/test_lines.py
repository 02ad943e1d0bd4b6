"""The first lines of a page where figures are odd: what hinders a comparison, who answered, one
month that makes a change, and few that are shared out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.charts.drawing import Row, kind_module, kinds
from generator.figures.figures import Figure
from generator.figures.moving import movement
from generator.pages.book import Book
from generator.pages.topic_lines import topic_lines
from generator.publishing import building
from generator.telling import narrative
from generator.telling.places import Peer, placed
from generator.telling.verdicts import by_months
from generator.terms.periods import Period
from tests.counties import COUNTY, county_alone, replaced
from tests.pages.beside import walked
from tests.pages.lines import rates_say_of_which_year_the_residents_are
from tests.shipped import shipped_book

EARLIER = "X07000005,2015-06-15/2015-08-16,percent,worried-about-burglary,30,,"


def line(book: Book, slug: str, topic: str, label: str) -> str:
    """One of the lines of a topic's page in a place."""
    area = next(area for area in book.profiled if area.slug == slug)
    lines = topic_lines(book, area, book.topics[topic])
    return next((one.said for one in lines if one.label == label), "")


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        (EARLIER.replace(",30,,", ",30,u,"), "that is of low reliability."),
        (EARLIER.replace(",30,,", ",,x,"), "there is no number."),
        (EARLIER.replace("2015-08-16", "2015-07-16"), "they are not as long."),
    ],
)
def test_why_an_earlier_figure_is_not_compared(tmp_path: Path, instead: str, why: str) -> None:
    project = county_alone(tmp_path / "county")
    replaced(project / "data/datasets/survey/2016.csv", EARLIER, instead)
    said = line(building.book_of(project), "middlewick", "worry", "Which way")
    assert said.startswith("It is not compared with the figure between 15 June and 16 ")
    assert said.endswith(why)


def test_an_earlier_figure_that_is_withheld_is_told(tmp_path: Path) -> None:
    project = county_alone(tmp_path / "county")
    rows = project / "data/datasets/hate-crime/profile.csv"
    replaced(rows, "X07000005,P12M/2016-03,crimes,all,3,,,", HIDDEN)
    said = line(building.book_of(project), "middlewick", "hate-crime", "Which way")
    assert said == "It is not compared with the figure in 2015/16: that is withheld."


HIDDEN = "X07000005,P12M/2016-03,crimes,all,,c,small-numbers,"


def test_figures_of_the_documents_that_are_not_compared_say_why() -> None:
    said = line(shipped_book(), "kent", "domestic-abuse", "Which way")
    assert said == (
        "It is not compared with the figure in the year ending March 2014: that is given only "
        "roughly by its source."
    )


def test_a_score_is_of_a_theme_in_a_place() -> None:
    assert line(shipped_book(), "dartford", "theme-scores", "How much") == (
        "In 2014, the partnership's score in Dartford for violent crime and domestic abuse (all "
        "six points together) was 27."
    )


def test_no_change_is_told_of_a_survey_that_anyone_could_answer(tmp_path: Path) -> None:
    project, who = county_alone(tmp_path / "county"), "Anyone could answer."
    described = project / "data/datasets/survey/dataset.yml"
    before = line(building.book_of(project), "oldford", "worry", "Which way")
    assert before.startswith("That was 11.0 percentage points higher")
    replaced(described, "rows_from: SUR-1\n", f"rows_from: SUR-1\nwho_answered: {who}\n")
    book = building.book_of(project)
    way = line(book, "oldford", "worry", "Which way")
    assert way.endswith("it was 20.4%. That is no sign of a change: others may have answered then.")
    assert line(book, "oldford", "worry", "With what caution") == who


def test_numbers_of_an_open_survey_that_are_printed_unlike_say_so() -> None:
    way = line(shipped_book(), "kent-police-area", "perceptions", "Which way")
    assert way == (
        "In 2023 it was 6.3, printed more finely than the 7. That is no sign of a change: others "
        "may have answered then."
    )


YEAR, HERE = Period.parse("P12M/2025-12"), "E07000109"
BARE = Figure(
    "street-crime", "street-crime", HERE, YEAR, "drugs",
    None, None, None, None, None, "", (), (), "", "observed",
)  # fmt: skip


def told(now: list[int], then: list[int]) -> str:
    """What is said of the same months of two years."""
    series = [
        replace(BARE, period=Period.parse(f"P1M/{year}-{month:02d}"), count=count)
        for year, counts in ((2024, then), (2025, now))
        for month, count in enumerate(counts, start=1)
    ]
    book = shipped_book()
    voice = book.voice("street-crime")
    change, is_of_years = movement(book.holdings, voice.indicator, series, BARE)
    assert not is_of_years
    return by_months(voice, change)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (
            [105, 48, 60, 26],
            [21, 45, 63, 57],
            "All of that was in January, with 105 against 21: the other three months show "
            "no clear change, with 134 against 165.",
        ),
        (
            [400, 40, 50, 60],
            [100, 70, 90, 80],
            "All of that was in January, with 400 against 100: the other three months show "
            "fewer, with 150 against 240.",
        ),
        (
            [90, 300],
            [92, 200],
            "All of that was in February, with 300 against 200: the other month shows no "
            "clear change, with 90 against 92.",
        ),
        (
            [803, 684, 755, 750],
            [791, 695, 837, 881],
            "Most of that was in April, with 750 against 881: the other three months show no clear "
            "change, with 2,242 against 2,323.",
        ),
        ([150, 160, 155, 165], [100, 105, 110, 100], ""),
        ([100, 101, 99, 103], [100, 105, 110, 100], ""),
        ([300], [200], ""),
        ([523, 510, 500, 509], [592, 545, 535, 541], ""),
    ],
)
def test_one_month_that_makes_a_change(now: list[int], then: list[int], said: str) -> None:
    line = told(now, then)
    assert line.endswith(said)
    assert ("of that was in" in line) == bool(said)


def test_one_month_that_makes_the_change_of_a_year_is_told_too() -> None:
    counts = {2024: [60] * 12, 2025: [300, *[60] * 11]}
    months = [
        replace(BARE, period=Period.parse(f"P1M/{year}-{month:02d}"), count=count)
        for year, held in counts.items()
        for month, count in enumerate(held, start=1)
    ]
    years = [
        replace(BARE, period=Period.parse(f"P12M/{year}-12"), count=sum(held))
        for year, held in counts.items()
    ]
    book = shipped_book()
    voice = book.voice("street-crime")
    change, is_of_years = movement(book.holdings, voice.indicator, [*months, *years], years[1])
    assert is_of_years
    assert narrative.trend(voice, change).endswith(
        "All of that was in January, with 300 against 60: the other 11 months show no "
        "clear change, with 660 against 660."
    )


def test_a_place_says_with_whom_it_is_shared_and_what_chance_could_make() -> None:
    peers = [Peer(name, f"{n}", n) for name, n in (("A", 9), ("B", 7), ("C", 7), ("D", 4))]
    assert placed(peers[1], peers, "districts", 0) == ""
    peers.append(Peer("E", "1", 1))
    assert placed(peers[1], peers, "districts", 0) == (
        "joint second highest of five districts, level with C"
    )
    assert placed(peers[4], peers, "wards", 0) == "the lowest of five wards"
    near = [Peer(one.name, one.text, one.value, one.value - 2, one.value + 2) for one in peers]
    assert placed(near[0], near, "wards", 0) == (
        "one of three that chance could make the highest, among five wards"
    )


def test_a_place_is_counted_from_the_end_that_is_asked_for() -> None:
    peers = [Peer(name, f"{n}", n) for n, name in enumerate("ABCDE", start=1)]
    second, middle = peers[1], peers[2]
    assert placed(second, peers, "wards", 0) == "the second lowest of five wards"
    assert placed(second, peers, "wards", 0, "highest") == "the fourth highest of five wards"
    assert placed(middle, peers, "wards", 0, "lowest") == "in the middle of five wards"
    # Some had too few to be told: those may be lower, and then it is not in the middle.
    assert placed(middle, peers, "wards", 1, "lowest") == "the third highest of five wards"
    assert placed(peers[3], [*peers[:4], Peer("F", "4", 4)], "wards", 0) == (
        "joint highest of five wards, level with F"
    )


@pytest.mark.parametrize("path", ["dover/crime/", "topics/violence/"])
def test_a_rate_of_no_year_is_found(path: str) -> None:
    one = walked("shipped")
    page = next(page for page in one.pages if page.path == path)
    assert '<p class="measure">Rates are for the residents of mid-2022.</p>' in page.markdown
    said = "Rates are for the residents of"
    bare = replace(
        page,
        markdown=page.markdown.replace(said, ""),
        files={name: text.replace(said, "") for name, text in page.files.items()},
    )
    faults = list(rates_say_of_which_year_the_residents_are(one._replace(pages=(bare,))))
    assert faults[0] == f"{path}: of no year"
    assert len(faults) > 1
    assert not list(rates_say_of_which_year_the_residents_are(one._replace(pages=(page,))))


def test_whatever_counts_crime_in_kent_has_the_caution_of_its_recording() -> None:
    book = shipped_book()
    areas = book.holdings.areas
    force = areas["E23000032"]
    kent = {a.code for a in areas if a == force or force in areas.family(a)}
    counted = {
        f.dataset
        for f in book.figures.all()
        if f.area in kent and book.holdings.datasets[f.dataset].police_record == "crime"
    }
    rows = [e for e in book.holdings.events if "recording was inspected" in e.text]
    assert len(rows) == 3
    for event in rows:
        assert counted <= set(event.datasets), counted - set(event.datasets)
        incidents = [
            name
            for name in event.datasets
            if name != "domestic-abuse-force"  # offences that the police marked
            and book.holdings.datasets[name].police_record == "incidents"
        ]
        assert not incidents


def test_residents_have_a_place_in_the_lines_as_in_the_chart() -> None:
    said = line(shipped_book(), "maidstone", "population", "Against whom")
    assert said == (
        "with the Kent Police area: a number says little beside that of a place of another size. "
        "Second highest of 13 districts."
    )


def test_a_part_of_few_is_told_without_a_percentage() -> None:
    book = building.book_of(COUNTY)
    share = book.newest("violence-share", "violence-with-injury", book.holdings.areas["X07000006"])
    assert share is not None
    voice = book.voice("violence-share")
    assert (share.denominator, share.is_unreliable) == (9, True)
    assert voice.short(share) == "0 of 9"
    assert "%" not in narrative.level(voice, share)


def named(kind: str) -> bool:
    """Has it a row for each name?"""
    return "namedrows" in vars(kind_module(kind))


@pytest.mark.parametrize("kind", [kind for kind in kinds() if named(kind)])
def test_of_very_many_rows_every_kind_draws_some(kind: str) -> None:
    role = "panel" if kind == "multiples" else "row"
    drawn: dict[str, Any] = {"role": role, "shade": "other"}
    rows = [Row({**drawn, "value": 50.0 - n, "change": n - 20.0}, {}, ()) for n in range(40)]
    module = kind_module(kind)
    assert 0 < len(module.seen(rows)) <= 30
    assert module.seen(rows[:30]) == rows[:30]
    rows[20] = replace(rows[20], drawn={**rows[20].drawn, "shade": "this"})
    assert rows[20] in module.seen(rows)


def test_people_are_people_and_offences_are_offences() -> None:
    said = line(shipped_book(), "gravesham", "re-offending", "How much")
    assert said.endswith("there were 10 young people in Deter Young Offenders in Gravesham.")


def test_what_comes_in_batches_has_no_range() -> None:
    way = line(shipped_book(), "maidstone", "needle-finds", "Which way")
    assert way.endswith("1,311 needles in April to October 2017, 240 in the same months of 2016.")


def test_what_lies_between_two_percentages_is_no_percentage() -> None:
    book = shipped_book()
    voice = book.voice("survey-gaps")
    found = book.figures.across("survey-gaps", "gap/safe-in-daylight/white-and-bme")
    assert [voice.short(figure) for figure in found] == ["10.6 percentage points"]
    assert voice.axis(has_rates=False) == "Percentage points"
