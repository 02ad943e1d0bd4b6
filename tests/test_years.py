"""Three years on: a ward was renamed, two districts merged, the look changed; and every address of
the first release answers, every page of it stands as it was, and nothing is counted twice."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from generator.pages.assembling import site as pages_of
from generator.publishing.building import book_of
from tests.counties import county_alone, lay, replaced
from tests.years import FIRST, SECOND, THIRD, YEARS, copy_of, frozen, page, page_of, run

ATOM = "{http://www.w3.org/2005/Atom}"
LEADS = re.compile(r'http-equiv="refresh" content="0; url=([^"#]+)')
ROWS = re.compile(r"add the row: (\S+)")


def addresses(project: Path, release: str) -> list[str]:
    """The addresses of a release."""
    text = (project / "data/releases" / release / "addresses.txt").read_text(encoding="utf-8")
    return [line.removeprefix("/") for line in text.splitlines()]


def test_every_address_of_the_first_release_answers(merged: Path) -> None:
    site = merged / "site"
    led = {}
    for address in addresses(merged, FIRST):
        found = LEADS.search(page(site, address))
        if found:
            there = (site / address / found[1]).resolve().relative_to(site.resolve()).as_posix()
            led[address] = f"{there}/"
            assert not LEADS.search(page(site, led[address])), f"{address} leads on twice"
    wards = ("middlewick/wards/elm-green/", "middlewick/wards/elm-park/")
    for old, now in zip(wards, ("elm-grove/", "elm-park/"), strict=True):
        there = f"wickford/wards/{now}"
        assert led[old] == there
        assert led[f"{old}summary/"] == f"{there}summary/"
        assert led[f"embed/{old}beside/"] == f"embed/{there}beside/"
    assert led["oldford/summary/"] == "oldford/"
    assert led["oldford-and-middlewick/summary/"] == "oldford-and-middlewick/"


def test_a_page_leads_to_what_it_was_under_its_names_of_then(merged: Path) -> None:
    html = page(merged / "site", "wickford/wards/elm-grove/")
    said = html[html.index('<p class="earlier">') :]
    assert f'href="../../../{FIRST}/middlewick/wards/elm-green/"' in said
    # The second release led on from there itself.
    assert f'href="../../../{SECOND}/middlewick/wards/elm-green/"' in said
    assert LEADS.search(page(merged / "site", f"{SECOND}/middlewick/wards/elm-green/"))


def test_every_page_of_the_first_release_stands_as_it_was(released: Path, merged: Path) -> None:
    before, after = frozen(released), frozen(merged)
    assert [name for name in before if after.get(name) != before[name]] == []
    assert after.keys() == before.keys()
    seconds = frozen(merged, SECOND)
    assert seconds["assets/colours.css"] != before["assets/colours.css"]
    assert seconds["middlewick/wards/elm-grove/index.html"]


def test_a_district_that_ended_says_what_followed(merged: Path) -> None:
    site = merged / "site"
    for old in ("oldford", "middlewick"):
        html = page(site, f"{old}/")
        assert f"There has been no district of {old.capitalize()} since 1 October 2017." in html
        assert 'Its area is now in <a href="../wickford/">Wickford</a>.' in html
    together = page(site, "oldford-and-middlewick/")
    assert "There has been no partnership of Oldford and Middlewick since" in together
    assert 'now in <a href="../wickford/">Wickford</a>.' in together
    ward = page(site, "oldford/wards/abbey/")
    assert "There has been no ward of this name in Oldford since 1 October 2017." in ward
    assert 'Its area is now in <a href="../../../wickford/wards/abbey/">Abbey' in ward
    new = page(site, "wickford/")
    assert "took the place of" in new
    assert new.count('<a href="../oldford/">Oldford</a>') == 1
    found = json.loads(page_of(site, "assets/places.json"))
    assert found["areas"]["X07000004"] == ["Oldford", "district until 2017", "oldford/"]
    # What lay in it, or in either, lies in the new one.
    assert ["Old Quay", "X07000007"] in found["places"]
    postcodes = json.loads(page_of(site, "assets/postcodes.json"))
    assert postcodes["areas"] == ["X05000003", "X05000021", "X07000007"]
    assert ["Elm Green", "now Elm Grove", "wickford/wards/elm-grove/"] in found["others"]


def test_nothing_is_counted_twice(merged: Path) -> None:
    site = merged / "site"
    rows = csv.DictReader(page_of(site, "wickford/data.csv").lstrip("\ufeff").splitlines())
    held = {(r["indicator"], r["period"]): r for r in rows if r["area_code"] == "X07000007"}
    # 4,020 and 3,100 residents; 7 and 3 hate crimes, and a year in which one was withheld.
    assert float(held["population", "P0M/2016-06"]["count"]) == 7120
    assert float(held["hate-crime", "P12M/2016-03"]["count"]) == 10
    assert ("hate-crime", "P12M/2017-03") not in held
    assert "23,330" in page(site, "exampleshire/population/")
    assert "county, 3 districts" in page(site, "")
    # Beside the districts that there were then, the one that has their past is not set.
    table = page(site, "topics/population/").partition('id="standing"')[2].partition("</table>")[0]
    assert "Oldford" in table
    assert "Wickford" not in table


class Entry(NamedTuple):
    """What a feed says under one id."""

    day: str
    title: str


def feeds(project: Path, release: str) -> Iterator[tuple[str, str, dict[str, Entry]]]:
    """Each feed as it was when a release was made: its address, its id, and its entries by id."""
    folder = project / "feeds" / release
    for path in sorted(folder.rglob("feed.atom")):
        root = ElementTree.parse(path).getroot()
        entries = [
            (one.findtext(f"{ATOM}id", ""), one.findtext(f"{ATOM}updated", ""), one)
            for one in root.iter(f"{ATOM}entry")
        ]
        found = {key: Entry(day, one.findtext(f"{ATOM}title", "")) for key, day, one in entries}
        assert len(found) == len(entries), f"{path} has an id twice"
        yield path.relative_to(folder).as_posix(), root.findtext(f"{ATOM}id", ""), found


def test_the_entries_of_feeds_keep_their_ids(merged: Path) -> None:
    known: dict[str, Entry] = {}
    before: dict[str, tuple[str, dict[str, Entry]]] = {}
    for release in (FIRST, SECOND, THIRD):
        here = {address: (name, entries) for address, name, entries in feeds(merged, release)}
        of_entry: dict[str, str] = {}
        for name, entries in here.values():
            for key, entry in entries.items():
                assert known.setdefault(key, entry) == entry, key
                assert of_entry.setdefault(key, name) == name, f"{key} stands in two feeds"
        for address, (name, entries) in before.items():
            # Whoever reads it hears on, also where its page has another address.
            assert here[address][0] == name, address
            assert entries.keys() <= here[address][1].keys(), address
        before = here
    old, now = (f"{there}/feed.atom" for there in ("middlewick/wards/elm-green", "wickford/wards"))
    assert before[old] == before[now.replace("wards", "wards/elm-grove")]
    ended = [entry.title for entry in before["oldford/feed.atom"][1].values()]
    assert "There has been no district of Oldford since 1 October 2017" in ended


@pytest.fixture
def project(merged: Path, tmp_path: Path) -> Path:
    """A copy of the county after the third release."""
    return copy_of(merged, tmp_path / "copy")


def test_a_lost_address_is_told_with_a_remedy_that_works(project: Path) -> None:
    moved = project / "data/redirects.csv"
    rows = moved.read_text(encoding="utf-8").splitlines(keepends=True)
    moved.write_text("".join(row for row in rows if "wickford" not in row), encoding="utf-8")
    told = run(project, "check")
    said = " ".join(told.output.split())
    assert told.exit_code == 1
    lost = "middlewick/wards/elm-park/"
    assert f'The address "{lost}" was in the release of November 2017, and is gone.' in said
    assert said.count("is gone.") == 3, "each is told once, with all that stood below it"
    more = [f"{row}\n" for row in ROWS.findall(said)]
    assert f"{lost},wickford/wards/elm-park/,\n" in more
    moved.write_text("".join((*moved.read_text(encoding="utf-8").splitlines(True), *more)), "utf-8")
    told = run(project, "check")
    assert told.exit_code == 0, told.output


def test_a_correction_follows_its_page_and_stands_on_its_charts(project: Path) -> None:
    path = project / "data/releases" / f"{THIRD}.yml"
    said = 'corrections:\n  - {date: "2017-12-01", what: It was counted twice., why: A slip., '
    pages = "pages: [middlewick/wards/elm-park/, oldford/population/]}\n"
    path.write_text(f"{path.read_text(encoding='utf-8')}{said}{pages}", encoding="utf-8")
    assert run(project, "build").exit_code == 0
    site = project / "site"
    for address in (
        *("wickford/wards/elm-park/", "embed/wickford/wards/elm-park/beside/"),
        *("oldford/population/", "embed/oldford/population/trend/"),
        *(f"{THIRD}/oldford/population/", f"{THIRD}/embed/oldford/population/trend/"),
    ):
        assert page(site, address).count("It was counted twice.") == 1, address
    assert "counted twice" not in page(site, "embed/oldford/how-it-moved/")
    for feed in ("wickford/wards/elm-park/", "middlewick/wards/elm-park/", "oldford/"):
        assert "counted twice" in page_of(site, f"{feed}feed.atom"), feed


def test_what_is_left_behind_in_a_district_that_ended_is_told(project: Path) -> None:
    areas = project / "data/areas/areas.csv"
    replaced(areas, "X07000004,,2017-10-01", "X07000004,,")
    replaced(
        areas, "Middlewick,partnership,X10000001,,2017-10-01", "Middlewick,partnership,X1000000,,"
    )
    replaced(areas, "X1000000,", "X10000001,")
    said = " ".join(run(project, "check").output.split())
    assert "(X05000003) lies in Oldford, which ended on 1 October 2017. Give it that end" in said
    assert "Every member of Oldford and Middlewick (X22000001) has ended, the last on 1" in said


def test_no_district_is_set_beside_those_that_it_is_made_of(tmp_path: Path) -> None:
    project = county_alone(tmp_path / "whole")
    lay(YEARS / THIRD, project)
    # A forecast of after the merger is of what there will be.
    scores = project / "data/datasets/severity/tables.csv"
    replaced(scores, "X07000005,P12M/2018", "X07000007,P12M/2018")
    replaced(project / "data/site.yml", f"release: {FIRST}", f"release: {THIRD}")
    book = book_of(project)
    told = {one.path: one.markdown for one in pages_of(book)}
    crime = told["topics/crime/"]
    assert "rose in one of four areas" in crime
    assert "Of five districts" not in crime
    assert "and in Wickford" not in told["topics/nuisance/"]
    table = told["compare/"].partition('id="all-districts"')[2].partition("</table>")[0]
    assert "Oldford" in table
    assert "Wickford" not in table
    assert "which is 14.0 for every 1,000 residents" in told["wickford/"]
    assert "Wickford" in told["wickford/crime/"]
