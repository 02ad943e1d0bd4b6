"""``import population``: the residents of LSOAs, counted in the wards that hold their centres."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.reading.holdings import open_holdings
from generator.terms.periods import Period
from tests.counties import county_alone, files_in
from tests.handed import (
    LSOAS,
    WARDS,
    boundaries,
    feature,
    lsoa,
    month_file,
    people,
    residents,
    workbook,
)
from tests.handed import usual as month
from tests.test_importing import counts, run

FILE = "data/datasets/ward-population/mid-2022.csv"
HEADER = ["LAD 2023 Code", "LAD 2023 Name", "LSOA 2021 Code", "LSOA 2021 Name", "Total", "F0"]


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


@pytest.fixture
def drawn(county: Path, tmp_path: Path) -> Path:
    """The county with wards and LSOAs drawn."""
    wards = boundaries(tmp_path / "wards.geojson", map(feature, WARDS))
    lsoas = boundaries(tmp_path / "lsoas.geojson", map(lsoa, LSOAS))
    status, said = run(county, "boundaries", wards, lsoas)
    assert status == 0, said
    return county


def test_each_lsoa_counts_where_its_centre_lies(drawn: Path, tmp_path: Path) -> None:
    status, said = run(drawn, "population", residents(tmp_path / "lsoa-mid2022.csv", people()))
    assert status == 0, said
    held = counts(drawn, FILE)
    assert held["X05000011", "all"] == 100
    assert held["X05000099", "all"] == 900, "its own and the one beside it"
    assert held["X07000005", "all"] == 500, "a district is the sum of its wards"
    assert "Farrow 001B (X01000005) has its centre in no ward: it counts in the nearest." in said
    assert "1,500 residents of 5 LSOAs" in said


def test_a_workbook_has_a_sheet_for_each_year(drawn: Path, tmp_path: Path) -> None:
    notes = ["Estimates by age", "", "", "", "", ""]
    rows = [
        ["X07000004", "Oldford", code, name, str(10 * n), "1"]
        for n, (code, (name, *_)) in enumerate(LSOAS.items(), 1)
    ]
    sheets = {f"Mid-{year} LSOA 2021": [notes, HEADER, *rows] for year in (2022, 2023)}
    book = workbook(tmp_path / "estimates.xlsx", {"Cover sheet": [["Notes"]], **sheets})
    status, said = run(drawn, "population", book)
    assert status == 0, said
    for year in (2022, 2023):
        held = counts(drawn, f"data/datasets/ward-population/mid-{year}.csv")
        assert held["X05000099", "all"] == 90


SAME = "Nothing changes: all of this was imported before.\n"


@pytest.mark.parametrize("is_first", [True, False])
def test_rates_follow(drawn: Path, tmp_path: Path, *, is_first: bool) -> None:
    months = month_file(tmp_path, month())
    if not is_first:
        run(drawn, "police-uk", months)
    people_file = residents(tmp_path / "lsoa-mid2022.csv", people())
    run(drawn, "population", people_file)
    run(drawn, "police-uk", months)
    for kind, file in (("population", people_file), ("police-uk", months)):
        assert run(drawn, kind, file)[1].endswith(SAME)
    described = (drawn / "data/datasets/street-crime/dataset.yml").read_text(encoding="utf-8")
    assert "denominator: {dataset: ward-population, measure: residents}" in described
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 0, done.stdout


def _exchanged(folder: Path) -> Path:
    """A workbook whose codes were filled down."""
    names = [name for name, *_ in LSOAS.values()]
    rows = [
        ["", "", code, name, "9", "1"]
        for code, name in zip(LSOAS, [names[-1], *names[:-1]], strict=True)
    ]
    return workbook(folder / "mid-2022.xlsx", {"Mid-2022 LSOA 2021": [HEADER, *rows]})


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "codes filled down": (_exchanged, "X01000001 is Farrow 001B here, and Oldford 001A by its"),
    "an LSOA is missing": (
        lambda folder: residents(folder / "mid2022.csv", people()[:3]),
        "Farrow 001A (X01000004) has no row of mid-2022, and so have 1 more LSOAs.",
    ),
    "no year": (
        lambda folder: residents(folder / "lsoa.csv", people()),
        "Neither the file nor its sheet says of which year the residents are.",
    ),
    "no number": (
        lambda folder: residents(folder / "mid2022.csv", ["X01000001,12-Jan", *people()[1:]]),
        '"12-Jan" is no number of residents.',
    ),
    "a code twice": (
        lambda folder: residents(folder / "mid2022.csv", [*people(), people()[0]]),
        "X01000001 stands twice.",
    ),
    "another table": (
        lambda folder: workbook(folder / "mid2022.xlsx", {"Sheet1": [["Name", "Total"]]}),
        "No table in it has the column that is looked for.",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_estimates_that_cannot_be_are_told(what: str, drawn: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    before = files_in(drawn)
    status, said = run(drawn, "population", make(tmp_path))
    assert status == 1
    assert sentence in said
    assert files_in(drawn) == before


def test_outlines_come_first(tmp_path: Path) -> None:
    county = county_alone(tmp_path / "county")
    status, said = run(county, "population", residents(tmp_path / "mid2022.csv", people()))
    assert status == 1
    assert "Import the boundaries of wards and of LSOAs first." in said


def published(path: Path, **people: str) -> Path:
    """A workbook of mid-year estimates of districts, with those of men beside it."""
    told = {"X07000004": "100", "X07000005": "500", "X07000006": "900", "X07000003": "700"} | people
    every = zip(told, ("Oldford", "Middlewick", "Farrow", "Great Example"), strict=True)
    names = dict(every)
    header = ["Code", "Name", "Geography", "All ages", "0"]
    rows = [[code, names[code], "District", told[code], "1"] for code in names]
    rows += [
        ["K02000001", "EXAMPLIA", "Country", "99000", "1"],
        ["E07000999", "Far", "District", "9", "1"],
    ]
    men = [[*row[:3], "1", "1"] for row in rows]
    sheets = {"MYE2 - Persons": [["MYE2"], header, *rows], "MYE2 - Males": [["MYE2"], header, *men]}
    return workbook(path, sheets)


def test_published_residents_check_the_sums_of_lsoas(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "population", residents(tmp_path / "lsoa-mid2022.csv", people()))
    held = counts(drawn, "data/datasets/ward-population/mid-2022.csv")
    same = {
        code: str(held.get((code, "all"), 0)) for code in ("X07000004", "X07000005", "X07000006")
    }
    _, said = run(drawn, "population", published(tmp_path / "mid2022.xlsx", **same))
    assert "Great Example has 700 residents as published, and 0 by its LSOAs." in said
    assert "Oldford has" not in said
    assert counts(drawn, "data/datasets/ward-population/mid-2022.csv") == held


def test_published_residents_serve_where_there_are_no_lsoas(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "population", published(tmp_path / "mid2021.xlsx"))
    assert status == 0, said
    assert "Mid-2021: 2,200 residents of 4 districts." in said
    assert counts(county, "data/datasets/ward-population/mid-2021.csv")["X07000005", "all"] == 500
    described = (county / "data/datasets/ward-population/dataset.yml").read_text(encoding="utf-8")
    assert "wards_as_of" not in described
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def test_another_edition_of_a_year_is_told(drawn: Path, tmp_path: Path) -> None:
    for year in (2022, 2023):
        run(drawn, "population", residents(tmp_path / f"lsoa-mid{year}.csv", people()))
    more = [f"{code},{101 * n}" for n, code in enumerate(LSOAS, 1)]
    _, said = run(drawn, "population", residents(tmp_path / "newer-lsoa-mid2023.csv", more))
    assert "Mid-2023 was revised: 7 areas have another number of residents." in said
    assert "mid-2022 may be of the series before" in said
    # The row that it asks for can be put in as it stands, and is a break between the two.
    row = re.search(r"data/events.csv: (2023-06-30,.*)", said)
    assert row
    with (drawn / "data/events.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row[1]}\n")
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 0, done.stdout
    (event,) = [e for e in open_holdings(drawn).events if e.datasets == ("ward-population",)]
    before, after = (Period.parse(f"P0M/{year}-06") for year in (2022, 2023))
    assert event.lies_between(before, after)
