"""Figures that are set beside none, or have no place, say why: what is held is never denied."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path

import pytest

from generator.figures.figures import Figures, figures
from generator.pages import comparing, profiles, sheets
from generator.pages.assembling import Book
from generator.pages.five_lines import HOW_MUCH, WHICH_WAY
from generator.pages.leads import lead
from generator.pages.sayings import Sayings
from generator.pages.topic_lines import topic_lines
from generator.pages.words import PageWords
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from tests.counties import COUNTY, replaced
from tests.shipped import shipped_book

RATES, CRIME = "crime-rate/profile.csv", "recorded-crime/2015-16.csv"
RATE = "X07000004,P12M/2017-03,rate,all,64.0,,"
BEFORE = "X07000004,P12M/2016-03,rate,all,60.5,,"
HEADER = "date,areas,datasets,categories,kind,text,source"
CLAIMS = "kind,area,period,measure,category,against,printed,source,line\n"
FORCE = "X23000001,P12M/2017-03,rate,all,66.3,,"


def book_of(folder: Path, *changes: tuple[str, str, str]) -> Book:
    """All that the pages of the county are made from, where rows of it are others, or where a file
    is new that had nothing before."""
    project = folder / "county"
    shutil.copytree(COUNTY, project)
    for file, old, new in changes:
        path = project / "data/datasets" / file
        replaced(path, f"{old}\n", f"{new}\n") if old else path.write_text(new, encoding="utf-8")
    holdings = open_holdings(project)
    return Book(holdings, Figures(figures(holdings)), open_topics(project)[0])


def page(folder: Path, topic: str, *changes: tuple[str, str, str], area: str = "X07000004") -> str:
    """The words of the page of a topic in an area, where rows of the county are others."""
    book = book_of(folder, *changes)
    own = profiles.topic_page(book, book.holdings.areas[area], book.topics[topic])
    return words(own.markdown)


def words(text: str) -> str:
    """What a reader sees of Markdown."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (FORCE, FORCE, "where it was 66.3: no range is known for either."),
        (FORCE, f"{FORCE}about", "area: that is given only roughly by its source."),
        (RATE, f"{RATE}about", "area: this is given only roughly by its source."),
        (FORCE, "X23000001,P12M/2017-03,rate,all,66.3,u,", "area: that is of low reliability."),
        (FORCE, "X23000001,P12M/2017-03,rate,all,,c,", "area, whose figure is withheld."),
        (FORCE, "X23000001,P12M/2017-03,rate,all,0,,", "area: there it was nought."),
        (
            BEFORE,
            f"{BEFORE}over",
            "It is not compared with the figure in 2015/16: that is given only roughly by its "
            "source.",
        ),
    ],
)
def test_what_is_not_compared_says_why(old: str, new: str, said: str, tmp_path: Path) -> None:
    told = page(tmp_path, "crime-rate", (RATES, old, new))
    assert said in told
    assert "No earlier figure" not in told


def test_a_table_does_not_deny_a_year_that_is_given_roughly(tmp_path: Path) -> None:
    row = "X07000004,P12M/2016-03,offences,burglary,40,,"
    told = page(tmp_path, "crime", (CRIME, row, f"{row}about"))
    assert "Burglary 45 about 40 75 given only roughly" in told
    assert "Burglary 45 about 40 75 no year before" not in told


def test_a_sheet_tells_what_is_held_of_two_years_that_are_not_compared(tmp_path: Path) -> None:
    row = "X07000004,P12M/2016-03,offences,theft,200,,"
    opening = "../../content/topics/00-profile.md", "lead: crime-rate-printed"
    book = book_of(tmp_path, (CRIME, row, f"{row}about"), (*opening, "lead: recorded-crime"))
    oldford = book.holdings.areas["X07000004"]
    told = words(sheets.sheet(book, oldford, profiles.profile(book, oldford)).markdown)
    assert "about 200 200 Not compared: given only roughly" in told


def test_a_trend_alone_says_what_it_is_of(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    oldford, crime = book.holdings.areas["X07000004"], book.topics["crime"]
    alone, behind = (Sayings(PageWords(book, crime, oldford, "oldford/crime/")) for _ in range(2))
    assert alone.trend("recorded-crime", "burglary").startswith("Burglary&#58; 35 more than in")
    assert behind.level("recorded-crime", "burglary")
    assert behind.trend("recorded-crime", "burglary").startswith("That was 35 more than in")
    # What the page opens with has its movement among the lines there.
    assert alone.trend("recorded-crime") == ""


def test_a_newer_figure_on_which_the_documents_disagree_is_not_passed_over(tmp_path: Path) -> None:
    claim = f"{CLAIMS}conflict,X07000004,P12M/2017-03,rate,all,,77.0,EXA-2,9\n"
    book = book_of(tmp_path, ("crime-rate/claims.csv", "", claim))
    oldford, topic = book.holdings.areas["X07000004"], book.topics["crime-rate"]
    said = "There is a newer figure, of 2016/17, on which the documents disagree."
    (line,) = [one for one in topic_lines(book, oldford, topic) if one.label == HOW_MUCH]
    assert (
        line.said
        == f"In 2015/16, the rate in Oldford was 60.5 crimes for every 1,000 people. {said}"
    )
    assert said in lead(book, oldford, topic).said
    middlewick = book.holdings.areas["X07000005"]
    assert said not in str(topic_lines(book, middlewick, topic))


def test_what_is_typed_without_its_stop_has_one_where_another_sentence_follows(
    tmp_path: Path,
) -> None:
    caution = 'cautions: ["Many crimes are never reported <b>&</b> so *not* here'
    event = "2016-04-01,X07000004,crime-rate,,break,The rate is another one since,EXA-2"
    book = book_of(
        tmp_path,
        ("recorded-crime/dataset.yml", f'    {caution}."]', f'    {caution}"]'),
        ("../events.csv", HEADER, f"{HEADER}\n{event}"),
    )
    assert "The rate is another one since." in {one.text for one in book.holdings.events}
    (oldford, topic) = book.holdings.areas["X07000004"], book.topics["crime-rate"]
    (line,) = [one for one in topic_lines(book, oldford, topic) if one.label == WHICH_WAY]
    assert line.said.endswith("2015/16. The rate is another one since.")
    (said,) = book.holdings.datasets["recorded-crime"].indicators["recorded-crime"].cautions
    assert said.text.endswith("so *not* here.")


@pytest.mark.parametrize(
    ("topic", "why"),
    [
        ("Needle finds", "only Maidstone has a figure (2016/17)"),
        ("Calls to the police", "only the Kent Police area has a figure (12 months to Octo"),
        ("What partnerships work on", "lists are held, and no figure stands for a list"),
        ("How partners scored themes", "the scores are judgements, each made in its own way"),
        ("Road safety", "only counts are held, and a larger place has more of everything"),
        # Residents are what a count of anything else is for the size of.
        ("Population", ""),
    ],
)
def test_why_a_topic_is_in_no_row_of_the_page_that_compares(topic: str, why: str) -> None:
    data = json.loads(comparing.compare(shipped_book()).files["assets/compare.json"])
    told = {one["topic"]: one["why"] for one in data["apart"]}
    assert told.get(topic, "").startswith(why)
    assert (topic in {row["topic"] for row in data["rows"]}) is (why == "")
