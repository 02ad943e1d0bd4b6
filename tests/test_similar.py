"""``import similar-areas``: the areas most like each district become groups, and are used."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.figures.figures import Figures, figures
from generator.pages import profiles
from generator.pages.across import across as across_pages
from generator.pages.book import Book
from generator.pages.comparing import compare
from generator.publishing import building
from generator.reading.holdings import open_holdings
from tests.counties import county_alone, files_in, replaced
from tests.csp_table import written
from tests.handed import LSOAS, WARDS, boundaries, feature, lsoa, people, residents, workbook
from tests.neighbour_lists import (
    GLEN,
    HARBOUR,
    JOINT,
    LINES_OUTSIDE,
    LISTS,
    MILL,
    NAMES,
    all_residents,
    crimes,
    lookup,
    names,
    neighbours,
)
from tests.shipped import shipped_book
from tests.sites import ROOT, copy_project
from tests.test_importing import rows, run

REAL = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
FARROW, GROUP = "X07000006", "ons-similar-areas-of-farrow"
CRIMES = "data/datasets/ons-crime/2025-06.csv"
PEOPLE = "data/datasets/ward-population/mid-2022.csv"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


def listed(county: Path, folder: Path) -> tuple[int, str]:
    """The lists and the names, imported."""
    lists = neighbours(folder / "global-neighbours-2025.csv")
    return run(county, "similar-areas", lists, names(folder / "names.csv"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with groups, and with crimes and residents of their members. Read only."""
    folder = tmp_path_factory.mktemp("similar")
    county = county_alone(folder / "county")
    wards = boundaries(folder / "wards.geojson", map(feature, WARDS))
    lsoas = boundaries(folder / "lsoas.geojson", map(lsoa, LSOAS))
    for status, said in (
        run(county, "boundaries", wards, lsoas),
        listed(county, folder),
        run(county, "population", all_residents(folder / "mid2022.csv"), lookup(folder / "l.csv")),
        run(county, "ons-csp", written(folder / "c2.csv", crimes())),
    ):
        assert status == 0, said
    # A district without small areas here: what is typed by hand.
    with (county / PEOPLE).open("a", encoding="utf-8") as file:
        file.write("X07000003,P0M/2022-06,residents,all,400,,\n")
    return county


@pytest.fixture(scope="module")
def book(whole: Path) -> Book:
    return building.book_of(whole)


def test_each_district_has_a_group_of_those_most_like_it(county: Path, tmp_path: Path) -> None:
    status, said = listed(county, tmp_path)
    assert status == 0, said
    assert "2025: four groups of the areas most similar to a district." in said
    assert "In Scotland, whose police statistics are others: Far Glen." in said
    held = [r for r in rows(county, "data/areas/groups.csv") if r["group"] == GROUP]
    assert [r["member"] for r in held] == list(LISTS[FARROW])
    assert {r["combine"] for r in held} == {"rate"}
    areas = {r["code"]: r for r in rows(county, "data/areas/areas.csv")}
    assert areas[GROUP]["name"] == "Areas most similar to Farrow (ONS, 2025)"
    assert areas[GROUP]["parent"] == FARROW
    assert areas[HARBOUR]["name"] == "Harbour, City of"
    assert areas[HARBOUR]["parent"] == "X92000001"
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def test_every_row_has_an_outcome_and_the_import_is_taken_back(
    county: Path, tmp_path: Path
) -> None:
    before = files_in(county)
    listed(county, tmp_path)
    told = [r for r in rows(county, "data/imports.csv") if r["kind"] == "similar-areas"]
    for file in {r["file"] for r in told}:
        counts = {r["outcome"]: int(r["rows"]) for r in told if r["file"] == file}
        assert counts.pop("read") == sum(counts.values())
    assert "Nothing changes" in listed(county, tmp_path)[1]
    run(county, "--undo")
    kept = {name: data for name, data in files_in(county).items() if not name.startswith("build/")}
    assert kept == before


def test_a_newer_list_takes_the_place_of_the_older(county: Path, tmp_path: Path) -> None:
    listed(county, tmp_path)
    newer = {**LISTS, FARROW: (MILL, "X07000004", GLEN)}
    status, said = run(county, "similar-areas", neighbours(tmp_path / "of-2027.csv", newer))
    assert status == 0, said
    assert (
        "Of the areas similar to Farrow, Oldford came and Harbour, City of and Counted Together "
        "went." in said
    )
    held = rows(county, "data/areas/groups.csv")
    assert [r["member"] for r in held if r["group"] == GROUP] == list(newer[FARROW])
    assert [r["member"] for r in held if r["group"] == "X99000001"], "an older document's stays"
    areas = [r for r in rows(county, "data/areas/areas.csv") if r["code"] == GROUP]
    assert [r["name"] for r in areas] == ["Areas most similar to Farrow (ONS, 2027)"]


def test_a_former_code_is_told(county: Path, tmp_path: Path) -> None:
    known = [["LADCD", "LADNM", "LADCD_ACTIVE"]]
    known += [[c, n, "X06000099" if c == MILL else c] for c, n in NAMES.items()]
    table_of = workbook(tmp_path / "codes.xlsx", {"Codes": known})
    _, said = run(county, "similar-areas", neighbours(tmp_path / "of-2025.csv"), table_of)
    assert "No areas any more, so that newer tables have no row of them: Mill Bridge (" in said


def _lists(**changed: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {**LISTS, **changed}


YEAR = "of-2025.csv"
BAD: dict[str, tuple[Callable[[Path], tuple[Path, ...]], str]] = {
    "no names": (
        lambda folder: (neighbours(folder / YEAR),),
        "X06000001, X06000002, S12000001 and X06000003: nothing says what these areas are called.",
    ),
    "one name is missing": (
        lambda folder: (
            neighbours(folder / YEAR),
            names(folder / "n.csv", {c: n for c, n in NAMES.items() if c != JOINT}),
        ),
        "X06000003: nothing says what this is called. Hand over a table of codes and names",
    ),
    "names only": (
        lambda folder: (names(folder / "n.csv"),),
        "There are 0 lists of similar areas, and there must be one.",
    ),
    "two lists": (
        lambda folder: (neighbours(folder / YEAR), neighbours(folder / "of-2026.csv")),
        "There are 2 lists of similar areas",
    ),
    "no year": (
        lambda folder: (neighbours(folder / "neighbours.csv"), names(folder / "n.csv")),
        "Neither the file nor what stands above the list says of which year it is.",
    ),
    "a district left out": (
        lambda folder: (
            neighbours(folder / YEAR, {c: row for c, row in LISTS.items() if c != FARROW}),
            names(folder / "n.csv"),
        ),
        "Farrow has no row in it. Hand over the list of all local authorities",
    ),
    "a district like itself": (
        lambda folder: (
            neighbours(folder / YEAR, _lists(X07000006=(HARBOUR, FARROW))),
            names(folder / "n.csv"),
        ),
        "row 5: Farrow: it is in its own list.",
    ),
    "an area twice": (
        lambda folder: (
            neighbours(folder / YEAR, _lists(X07000006=(HARBOUR, HARBOUR))),
            names(folder / "n.csv"),
        ),
        "Farrow: X06000001 stands twice in its list.",
    ),
    "a blank in the list": (
        lambda folder: (
            neighbours(folder / YEAR, _lists(X07000006=(HARBOUR, "", MILL))),
            names(folder / "n.csv"),
        ),
        "Farrow: a place in its list is blank.",
    ),
    "no code": (
        lambda folder: (
            neighbours(folder / YEAR, _lists(X07000006=(HARBOUR, "Mill"))),
            names(folder / "n.csv"),
        ),
        'Farrow: "Mill" is no code of an area.',
    ),
    "names filled down": (
        lambda folder: (
            neighbours(folder / YEAR),
            names(folder / "n.csv", {**NAMES, "X07000003": "Farrow"}),
        ),
        "X07000003 is Farrow here, and Great Example in data/areas/areas.csv.",
    ),
    "another table": (
        lambda folder: (neighbours(folder / YEAR, header="Place"),),
        'No table in it has the column "AREACD".',
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_list_that_cannot_be_is_told(what: str, county: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    before = files_in(county)
    status, said = run(county, "similar-areas", *make(tmp_path))
    assert status == 1
    assert sentence in said
    assert files_in(county) == before


def test_what_members_outside_have_is_kept(whole: Path) -> None:
    held = {r["area"]: r["value"] for r in rows(whole, CRIMES) if r["category"] == "all"}
    assert held[HARBOUR] == "30"
    assert held[MILL] == "45", "its two partnerships together"
    assert held.keys().isdisjoint({JOINT, GLEN})
    assert {r["area"]: r["value"] for r in rows(whole, PEOPLE)}[MILL] == "1000"
    for kind in ("ons-csp", "population"):
        told = [r for r in rows(whole, "data/imports.csv") if r["kind"] == kind]
        for file in {r["file"] for r in told}:
            counts = {r["outcome"]: int(r["rows"]) for r in told if r["file"] == file}
            assert counts.pop("read") == sum(counts.values())
    done = CliRunner().invoke(main, ["check", "--project", str(whole)])
    assert done.exit_code == 0, done.stdout


def test_what_has_no_row_or_another_name_is_left_out_and_told(county: Path, tmp_path: Path) -> None:
    listed(county, tmp_path)
    cells = crimes()
    for line in cells[3:]:
        line[5] = "Another" if line[4] == HARBOUR else line[5]
    _, said = run(county, "ons-csp", written(tmp_path / "c2.csv", cells))
    assert "Left out of the similar areas: Harbour, City of (X06000001 is Another here)." in said
    assert "or lie elsewhere: Counted Together and Far Glen." in said
    assert {r["area"] for r in rows(county, CRIMES)}.isdisjoint({HARBOUR})


def test_another_force_that_does_not_add_up_is_left_out(county: Path, tmp_path: Path) -> None:
    listed(county, tmp_path)
    _, said = run(county, "ons-csp", written(tmp_path / "c2.csv", crimes(LINES_OUTSIDE[:-1])))
    assert "Elsewhere has 900, and its parts 880 together" in said
    assert {r["area"] for r in rows(county, CRIMES)}.isdisjoint({HARBOUR, MILL})


def test_a_lookup_alone_is_told(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "population", lookup(tmp_path / "lookup.csv"))
    assert status == 1
    assert "there are no residents of LSOAs. Hand over the estimates of LSOAs together" in said


def test_one_rate_for_all_that_have_one(book: Book) -> None:
    figure = book.newest("ons-crime", "all", book.holdings.areas[GROUP])
    assert figure is not None
    assert (figure.count, figure.denominator, figure.value) == (75, 1500, 50)
    assert figure.how == "together"
    other = book.holdings.areas["ons-similar-areas-of-middlewick"]
    none = book.newest("ons-crime", "all", other)
    assert none is None, "of three only one has a rate: that stands for no group"


def test_residents_of_another_year_are_never_set_beside(whole: Path, tmp_path: Path) -> None:
    county = copy_project(whole, tmp_path / "county")
    newer = residents(tmp_path / "mid2023.csv", people())
    assert run(county, "population", newer)[0] == 0
    made = Figures(figures(open_holdings(county)))
    farrow = made.newest("ons-crime", "all", area=FARROW)
    assert farrow is not None
    assert farrow.value, "it has a rate, on the residents of mid-2023"
    assert not made.of_area(GROUP)


def test_residents_without_the_lookup_are_told(whole: Path, tmp_path: Path) -> None:
    county = copy_project(whole, tmp_path / "county")
    _, said = run(county, "population", residents(tmp_path / "mid2022.csv", people()))
    assert "no residents of the four districts outside that are similar to one" in said
    assert {r["area"] for r in rows(county, PEOPLE)}.isdisjoint({HARBOUR, MILL})


def page_of(book: Book, area: str, topic: str) -> str:
    """The page of an area on a topic as it stands in the HTML."""
    return profiles.topic_page(book, book.holdings.areas[area], book.topics[topic]).markdown


def test_the_page_holds_both_and_the_choice(book: Book) -> None:
    page = page_of(book, FARROW, "official-totals")
    line = page.partition("<dt>Against whom</dt>")[2].partition("</dd>")[0]
    assert [*re.findall('data-against="([a-z]+)"', line)] == ["around", "similar"]
    bare = " ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split())
    assert bare.startswith("Lower than the Exampleshire Police area (52.6).")
    assert "Lower than the areas most similar to Farrow (ONS, 2025), 50.0." in bare
    assert bare.endswith(
        "Counted Together and Far Glen are similar too, but have no such figure and no part in "
        "this."
    )
    assert '<input type="radio" name="beside" value="similar">' in page
    charts = re.findall(r'<figure class="chart" id="([^"]+)"[^>]*data-against="(\w+)"', page)
    assert ("official-standing-similar", "similar") in charts
    table_of = page.partition('id="official-standing-similar"')[2].partition("</figure>")[0]
    assert re.findall(r'<th scope="row">([^<]+)', table_of) == [
        "Harbour, City of",
        "Areas most similar to Farrow (ONS, 2025)",
        "Mill Bridge",
        "Farrow",
    ]


def test_the_five_lines_and_the_tiles_hold_both(whole: Path, tmp_path: Path) -> None:
    county = copy_project(whole, tmp_path / "county")
    replaced(county / "content/topics/00-profile.md", "crime-rate-printed", "ons-crime")
    own = building.book_of(county)
    page = profiles.profile(own, own.holdings.areas[FARROW]).markdown
    line = page.partition("<dt>Against whom</dt>")[2].partition("</dd>")[0]
    bare = " ".join(re.sub(r"<[^>]+>", " ", line).split())
    assert bare == (
        "Lower than the Exampleshire Police area (52.6). Chance alone could put the figure here "
        "between 18.0 and 41.0. "
        "Lower than the areas most similar to Farrow (ONS, 2025), 50.0. Chance alone could put "
        "the figure here between 18.0 and 41.0. "
        "Counted Together and Far Glen are similar too, but have no such figure and no part in "
        "this."
    )
    tiles = page.partition('<ul class="tiles figures">')[2].partition("</ul>")[0]
    assert "Exampleshire Police area 52.6" in tiles
    assert "Similar areas 50.0" in tiles
    assert page.count('class="beside-whom"') == 1


def test_where_a_group_has_no_figure_there_is_nothing_to_choose(book: Book) -> None:
    for topic in ("crime", "crime-rate"):
        page = page_of(book, FARROW, topic)
        assert "data-against" not in page
        assert "<form" not in page
        # Said only to those who come from a page on which they chose.
        assert '<p class="beside-whom" hidden>' in page


def test_areas_outside_have_no_page_and_no_place_in_lists(book: Book) -> None:
    outside = {"Harbour, City of", "Mill Bridge", "Counted Together", "Far Glen"}
    assert outside.isdisjoint(area.name for area in (*book.profiled, *book.districts))
    assert not book.address(book.holdings.areas[HARBOUR])
    across = next(across_pages(book, book.topics["official-totals"])).markdown
    compared = compare(book)
    for text in (across, compared.markdown, compared.files["assets/compare.json"]):
        assert not [name for name in outside if name in text]
        assert "most similar to Farrow" not in text


def test_one_page_lists_the_groups(book: Book) -> None:
    page = next(across_pages(book, book.topics["similar-areas"])).markdown
    assert (
        '<a href="../../farrow/">Farrow</a><span>Harbour, City of; Mill Bridge; Counted Together; '
        "Far Glen</span>" in page
    )


def test_a_group_of_one_district_is_no_company_of_its_members(book: Book) -> None:
    area = book.holdings.areas["X07000004"]
    page = profiles.profile(book, area).markdown
    assert "most similar to Great Example (ONS" not in page
    assert "Areas most similar to Great Example:" in page, "that of an older document stays"


def test_a_group_is_explained_by_its_members(whole: Path) -> None:
    words = ["explain", "Areas most similar to Farrow (ONS, 2025)", "ons-crime"]
    done = CliRunner().invoke(main, [*words, "--project", str(whole)])
    assert done.exit_code == 0, done.output
    assert "75, added up from those of its members that have a rate" in done.output
    assert "75 of 1,500 residents × 1,000 = 50, shown as 50.0." in done.output


@pytest.mark.skipif(not (ROOT / CRIMES).is_file(), reason="not shipped")
def test_shipped_groups_have_one_rate_of_their_members() -> None:
    book = shipped_book()
    areas = book.holdings.areas
    for group in (one for one in areas if areas.members(one)[1] == "rate"):
        figure = book.newest("ons-crime", "all", group)
        if figure is None:
            continue
        members = {m.code for m in areas.members(group)[0]}
        held = [f for f in book.figures.beside(figure) if f.area in members and f.value]
        assert len(held) >= 10
        assert figure.count == sum(f.count or 0 for f in held)
        assert figure.denominator == sum(f.denominator or 0 for f in held)


@pytest.mark.skipif(not REAL, reason="CRIME_PROFILES_REAL_DATA names no folder")
def test_the_real_lists_are_those_shipped(tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    lists = tmp_path / "global-neighbours-2025.csv"
    lists.write_bytes((Path(REAL) / "similar/global-neighbours.csv").read_bytes())
    called = Path(REAL) / "similar/cluster-allocation.csv"
    status, said = run(project, "similar-areas", lists, called)
    assert status == 0, said
    for name in ("areas", "groups"):
        path = f"data/areas/{name}.csv"
        assert (project / path).read_bytes() == (ROOT / path).read_bytes()
    table_c2 = Path(REAL) / "ons-crime/policeforceareatablesyejune25final.csv"
    assert run(project, "ons-csp", table_c2)[0] == 0
    assert (project / CRIMES).read_bytes() == (ROOT / CRIMES).read_bytes()
