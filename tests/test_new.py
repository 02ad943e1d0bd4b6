"""``new``: a project for another force builds at once, and then with figures, and nothing in it is
of the place that ships."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.pages.assembling import site
from generator.publishing import building
from generator.starting.places import HERE, of_force
from tests.counties import COUNTY, files_in
from tests.handed import LSOAS, WARDS, boundaries, feature, lsoa, month_file, residents, usual
from tests.sites import ROOT

ESSEX = (
    *("basildon", "braintree", "brentwood", "castle-point", "chelmsford", "colchester"),
    *("epping-forest", "harlow", "maldon", "rochford", "southend-on-sea", "tendring"),
    *("thurrock", "uttlesford"),
)
WHAT_SHIPS = re.compile(r"kent\b|medway|dover|maidstone", re.I)


def run(*words: object) -> str:
    """What a command says; the test fails where it fails."""
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(*words: object) -> str:
    done = CliRunner().invoke(main, ["new", *map(str, words)])
    assert done.exit_code == 1
    return done.stdout


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of(site: Path) -> dict[str, str]:
    """What every file of a site says."""
    held = files_in(site)
    return {name: data.decode("utf-8", "replace") for name, data in held.items()}


def words(text: str) -> str:
    """What a reader sees of a text with marks."""
    return unescape(re.sub(r"<[^>]+>", " ", text))


def seen(page: Path) -> str:
    """The words of a page of a site."""
    return words(page.read_text(encoding="utf-8"))


def test_every_district_is_of_one_force() -> None:
    rows = table("forces.csv")
    assert len(rows) == len({row["district_code"] for row in rows}) == 318
    assert len({row["district"] for row in rows}) == 318
    forces = {(row["force_code"], row["force"]) for row in rows}
    assert len(forces) == len(dict(forces)) == len({name for _, name in forces}) == 43
    kinds = Counter(row["district_code"][:3] for row in rows)
    assert kinds == {"E06": 63, "E07": 164, "E08": 36, "E09": 33, "W06": 22}


def test_other_names_are_those_of_districts() -> None:
    codes = {row["district_code"] for row in table("forces.csv")}
    assert {row["code"] for row in table("names.csv")} <= codes
    assert b"Allerdale,E06000063" in of_force("cumbria constabulary").names
    assert of_force("Essex Police").names == b"name,code\n"


@pytest.fixture(scope="module")
def essex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("new") / "essex"
    said = run("new", project, "--force", "Essex Police")
    assert f"{project} is a project for the Essex Police area" in said
    run("build", "--project", project)
    return project


def test_a_project_builds_empty(essex: Path) -> None:
    assert run("check", "--project", essex) == "No problems found.\n"
    for name in (*ESSEX, "essex-police-area"):
        page = seen(essex / f"site/{name}/index.html")
        assert "Police (emergency)" in page
        assert "999" in page
        assert "Essex Police (not an emergency)" in page
    assert not list((essex / "site").glob("*/crime/"))
    assert 'id="topics"' not in (essex / "site/index.html").read_text(encoding="utf-8")


def test_nothing_in_it_is_of_the_place_that_ships(essex: Path) -> None:
    names = ("content", "data", "overrides", "site")
    every = {name: text for part in names for name, text in words_of(essex / part).items()}
    every["README.md"] = (essex / "README.md").read_text(encoding="utf-8")
    told = {name: found[0] for name, text in every.items() if (found := WHAT_SHIPS.search(text))}
    assert told == {}
    assert "$" not in every["README.md"]


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented county as a project of its own, with what its importers give."""
    folder = tmp_path_factory.mktemp("second")
    project = folder / "county"
    areas = COUNTY / "data/areas/areas.csv"
    run("new", project, "--force", "Exampleshire Police", "--areas", areas)
    wards = boundaries(folder / "wards.geojson", map(feature, WARDS))
    lsoas = boundaries(folder / "lsoas.geojson", map(lsoa, LSOAS))
    # Months first and then the rest, as those do who have no boundaries at hand.
    for number in range(1, 13):
        month = f"2025-{number:02d}"
        month_file(folder / "months", usual(month), month)
    run("import", "police-uk", folder / "months", "--project", project)
    run("import", "boundaries", wards, lsoas, "--project", project)
    run("import", "population", residents(folder / "mid-2022.csv"), "--project", project)
    run("import", "police-uk", folder / "months", "--project", project)
    run("build", "--project", project)
    return project


def test_a_second_county_has_the_same_pages(second: Path) -> None:
    assert run("check", "--project", second) == "No problems found.\n"
    topics = {path.stem for path in (second / "content/topics").iterdir()}
    official = {"11-official-totals", "13-home-office-tables"}
    crime = {"10-crime", *official, "50-anti-social-behaviour", "79-what-became-of-crimes"}
    assert topics == {"00-profile", *crime, "90-population", "92-deprivation"}
    ward = (second / "site/oldford/wards/abbey/index.html").read_text(encoding="utf-8")
    lines = re.search(r'<[a-z]+ class="five".*?</(?:ol|ul|dl)>', ward, re.S)
    assert lines, "the five lines"
    assert "36 crimes" in seen(second / "site/oldford/wards/abbey/index.html")
    # Of the other wards too few crimes are known for a rate, so that none has a place.
    for chart in ("months", "mix"):
        assert f'id="{chart}"' in ward
    # On the first page each district whose wards are drawn has a tile where it lies.
    tiles = re.findall(
        r'<li data-code="\w+" class="(c\d r\d)"', (second / "site/index.html").read_text("utf-8")
    )
    placed = [tile for tile in tiles if tile != "c0 r0"]
    assert len(set(placed)) == len(placed) == 3
    district = (second / "site/oldford/index.html").read_text(encoding="utf-8")
    assert 'id="months"' in district
    for topic in ("crime", "anti-social-behaviour", "population"):
        assert (second / f"site/topics/{topic}/index.html").is_file()


def test_districts_are_not_ranked_by_the_counts_of_a_month(tmp_path: Path) -> None:
    project = tmp_path / "county"
    run(
        *("new", project, "--force", "Exampleshire Police"),
        *("--areas", COUNTY / "data/areas/areas.csv"),
    )
    month_file(tmp_path / "months", usual("2025-01"), "2025-01")
    run("import", "police-uk", tmp_path / "months", "--project", project)
    pages = {page.path: words(page.markdown) for page in site(building.book_of(project))}
    assert "January 2025" in pages["topics/crime/figures/"]
    crime = pages["topics/crime/"]
    assert not re.search("the most for its size|the highest|the lowest", crime)


def test_no_page_of_it_is_of_the_place_that_ships(second: Path) -> None:
    site = words_of(second / "site")
    told = {name: found[0] for name, text in site.items() if (found := WHAT_SHIPS.search(text))}
    assert told == {}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/note.txt").write_text("Mine.", encoding="utf-8")
    assert "not an empty folder" in refused(tmp_path / "mine", "--force", "Essex Police")
    assert list(files_in(tmp_path)) == ["mine/note.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    run("new", tmp_path / "mine", "--force", "Kent Police")
    assert (tmp_path / "mine/data/site.yml").is_file()
    own = (ROOT / ".gitattributes").read_bytes()
    assert (tmp_path / "mine/.gitattributes").read_bytes() == own
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Essex", 'Did you mean "Essex Police"?'),
        ("Yorkshire", '"North Yorkshire Police" or "South Yorkshire Police" or "West Yorkshire'),
        ("Esex Police", 'Did you mean "Essex Police"?'),
    ],
)
def test_a_force_that_nobody_knows_is_told_with_the_nearest(
    tmp_path: Path, given: str, told: str
) -> None:
    said = refused(tmp_path / "one", "--force", given)
    assert told in said
    assert "Nothing was written." in said
    assert list(tmp_path.iterdir()) == []


def test_areas_that_are_none_are_told(tmp_path: Path) -> None:
    rows = tmp_path / "areas.csv"
    words = (tmp_path / "one", "--force", "West Police", "--areas", rows)
    rows.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no list of areas" in refused(*words)
    head = "code,name,level,parent,start,end\nZ1,Westland,country,,,\n"
    rows.write_text(f"{head}Z2,East Police area,force,Z1,,\n", encoding="utf-8")
    assert 'There is no force "West Police"' in refused(*words)
    rows.write_text(f"{head}Z2,West Police area,force,Z1,,\nZ3,,district,Z9,,\n", encoding="utf-8")
    # What is told is told of the file that was given: there is no other yet.
    said = refused(*words)
    assert f"{rows.as_posix()}, row 4, column code: The code or the name is blank." in said
    assert "data/areas/areas.csv" not in said
    assert list(tmp_path.iterdir()) == [rows]
