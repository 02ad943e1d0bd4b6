"""What the county's pages must say, whatever they look like: a resident's questions, one a test."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest


def said(county: Path, address: str) -> str:
    """The text of a page."""
    html = (county / "site" / address / "index.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def finding(county: Path, address: str) -> str:
    """The words of a page before its first table."""
    html = (county / "site" / address / "index.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.split("<table")[0])).split())


def rows_drawn(county: Path, name: str) -> list[dict[str, object]]:
    """The rows that a chart's specification draws."""
    spec = json.loads((county / "build/pages" / name).read_text(encoding="utf-8"))
    rows: list[dict[str, object]] = spec["datasets"]["rows"]
    return rows


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("great-example/crime", "police recorded 1,400 crimes in Great Example"),
        ("great-example/crime", "160 more than in the year ending March 2016 (1,240)"),
        ("oldford/crime", "Oldford has a market on Fridays; {{ 7*7 }} stalls stand there."),
        ("great-example/hate-crime", "In April 2016 the definition changed"),
        ("oldford/crime", "It was the same number as in the year ending March 2016 (250)."),
        ("oldford/burglary", "That was 35 more than in the year ending March 2016 (40)."),
        (
            "oldford/crime-rate",
            "In Great Example it was 71.2, in Middlewick 64 and in Farrow 58.9.",
        ),
        ("middlewick/hate-crime", "police recorded no hate crimes in Middlewick"),
        ("middlewick/burglary", "(this figure is provisional, as is each one marked [p])"),
        ("farrow/hate-crime", "Farrow had no <team> to record them."),
        ("farrow/anti-social-behaviour", "Farrow keeps no record of calls."),
        ("farrow/worry", "under 2% of people in Farrow"),
        ("oldford/worry", "31.4% of people in Oldford"),
        ("great-example/wards/castle", "withheld"),
        ("farrow/wards/dale", "police recorded no crimes in Dale ward"),
    ],
)
def test_the_county_says(county: Path, address: str, sentence: str) -> None:
    assert sentence in said(county, address)


def test_a_withheld_number_stands_nowhere(county: Path) -> None:
    """Castle's burglaries of 2017 are blank in the data, so only their absence can be told."""
    text = said(county, "great-example/wards/castle")
    assert "Castle ward [note 1] 9 6 withheld" in text


def test_successive_wards_of_one_name_share_a_page_and_no_series(county: Path) -> None:
    text = said(county, "oldford/wards/abbey")
    assert "Abbey ward since 5 May 2016" in text
    assert "Abbey ward until 5 May 2016" in text
    assert "8 more" not in text
    assert "41" in text
    assert "33" in text


def test_low_reliability_stays_out_of_sentences_ranks_and_charts(county: Path) -> None:
    assert "50%" not in finding(county, "farrow/wards/dale")
    assert "50% [u]" in said(county, "farrow/wards/dale")
    rows = {row["label"]: row for row in rows_drawn(county, "exampleshire/worry/ranking.vl.json")}
    assert rows["Castle"]["value"] is not None
    assert (rows["Dale"]["value"], rows["Dale"]["text"]) == (None, "not reliable")


def test_no_line_crosses_a_break(county: Path) -> None:
    rows = rows_drawn(county, "middlewick/hate-crime/trend.vl.json")
    assert len({row["segment"] for row in rows}) == 2
    rows = rows_drawn(county, "oldford/burglary/trend.vl.json")
    assert len({row["segment"] for row in rows if row["shade"] == "this"}) == 1


def test_an_unchecked_old_contact_is_marked_and_no_link(county: Path) -> None:
    html = (county / "site/contacts/index.html").read_text(encoding="utf-8")
    assert "As printed in 2014, not checked since" in html
    assert 'href="www.great.example' not in html
    assert 'href="tel:01632960001/7000"' not in html
    assert 'href="https://oldford.example/?a=1&amp;b=2"' in html


def test_a_newest_figure_that_is_withheld_is_told_in_words(county: Path) -> None:
    assert "2016/17 is withheld" in finding(county, "oldford/hate-crime")


def test_the_answer_that_is_missing_is_named(county: Path) -> None:
    text = said(county, "oldford/worry")
    assert "There is no figure for Oldford on what people said in" not in text
    assert "feel safe after dark" in text


def test_an_ended_district_names_its_successor(county: Path) -> None:
    text = said(county, "northam")
    assert "1 April 2016" in text
    assert "Great Example" in text


def test_the_county_is_made_of_the_districts_of_today(county: Path) -> None:
    assert "Northam" not in said(county, "exampleshire/worry")


def test_months_keep_their_capitals(county: Path) -> None:
    assert not re.search(r"[Yy]ear ending [a-z]+ \d{4}", said(county, "oldford/crime"))


def test_days_keep_their_capitals(county: Path) -> None:
    assert "Monday to Friday 9 to 5" in said(county, "contacts")


def test_an_area_stands_once_in_a_ranking(county: Path) -> None:
    rankings = [p for p in (county / "build/pages").rglob("*.vl.json") if "ranking" in p.name]
    assert rankings
    for path in rankings:
        name = path.relative_to(county / "build/pages").as_posix()
        labels = [row["label"] for row in rows_drawn(county, name)]
        assert len(set(labels)) == len(labels), name


def test_an_area_without_a_rate_is_not_said_to_have_no_figure(county: Path) -> None:
    assert "more had no figure" not in said(county, "oldford/burglary")


def test_no_page_denies_a_figure_that_another_shows(county: Path) -> None:
    assert re.search(
        r"Exampleshire Police area [^A-Z]*197", said(county, "topics/burglary/figures")
    )
    page = said(county, "exampleshire-police-area")
    assert "Burglary These sources hold no figure" not in page


def test_descriptions_put_no_article_before_a_month_or_a_year(county: Path) -> None:
    for name in ("oldford/anti-social-behaviour", "great-example/hate-crime"):
        html = (county / "site" / name / "index.html").read_text(encoding="utf-8")
        assert not re.search(r"in the (\d{4}/\d\d|[A-Z][a-z]+ \d{4})", html), name


def test_none_is_not_told_as_no(county: Path) -> None:
    for path in (county / "build/pages").rglob("index.md"):
        assert not re.search(r"\bno (fell|rose|showed)\b", path.read_text(encoding="utf-8")), path


def test_a_source_without_a_section_is_cited_without_one(county: Path) -> None:
    assert "section SUR-1" not in said(county, "exampleshire/worry")


def test_a_count_is_no_estimate_because_its_population_is(county: Path) -> None:
    text = said(county, "great-example/burglary")
    assert "96 [e]" not in text
    assert (
        "96 burglaries in Great Example, which is 6.3 for every 1,000 residents (this" not in text
    )


def test_a_ward_whose_past_is_joined_does_not_deny_it(county: Path) -> None:
    assert "60" in said(county, "great-example/wards/castle")
    assert "are never joined" not in said(county, "great-example/wards/castle")
