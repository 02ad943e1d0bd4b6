"""``import deprivation``: the residents of wards by the fifth of England's areas they live in."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.figures.figures import Figures, figures
from generator.reading.holdings import open_holdings
from tests.counties import county_alone, files_in
from tests.handed import DECILES, LSOAS, WARDS, boundaries, feature, index, lsoa, people, residents
from tests.sites import ROOT
from tests.test_importing import rows, run

REAL = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
FILE = "data/datasets/ward-deprivation/2025.csv"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """The county with wards and LSOAs drawn."""
    county = county_alone(tmp_path / "county")
    wards = boundaries(tmp_path / "wards.geojson", map(feature, WARDS))
    lsoas = boundaries(tmp_path / "lsoas.geojson", map(lsoa, LSOAS))
    status, said = run(county, "boundaries", wards, lsoas)
    assert status == 0, said
    return county


def both(folder: Path) -> tuple[Path, Path]:
    """The index, and the residents of 2022: a hundred, two hundred and so on."""
    return index(folder / "IoD2025.xlsx"), residents(folder / "lsoa-mid2022.csv")


def held(project: Path, area: str) -> dict[str, int]:
    return {r["category"]: int(r["value"]) for r in rows(project, FILE) if r["area"] == area}


def test_each_lsoa_counts_in_its_ward_with_its_residents(drawn: Path, tmp_path: Path) -> None:
    status, said = run(drawn, "deprivation", *both(tmp_path))
    assert status == 0, said
    assert held(drawn, "X05000011") == {"all": 100, "fifth-1": 100} | dict.fromkeys(
        ("fifth-2", "fifth-3", "fifth-4", "fifth-5"), 0
    )
    dale_end = held(drawn, "X05000099")
    assert (dale_end["fifth-3"], dale_end["fifth-5"], dale_end["all"]) == (500, 400, 900)
    assert held(drawn, "X07000005")["all"] == 500, "a district is the sum of its wards"
    assert "2 of 5 LSOAs are among the most deprived fifth of England, with 20.0% of" in said
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 0, done.stdout


def test_shares_follow(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "deprivation", *both(tmp_path))
    every = Figures(figures(open_holdings(drawn)))
    (one,) = every.series("ward-deprivation", "fifth-5", area="X05000099")
    assert one.value is not None
    assert round(one.value, 1) == 44.4


def test_no_row_is_lost_and_the_same_again_changes_nothing(drawn: Path, tmp_path: Path) -> None:
    files = both(tmp_path)
    run(drawn, "deprivation", *files)
    told: dict[str, Counter[str]] = {}
    for one in rows(drawn, "data/imports.csv"):
        if one["kind"] == "deprivation":
            told.setdefault(one["file"], Counter())[one["outcome"]] += int(one["rows"])
    assert len(told) == 2
    for outcomes in told.values():
        assert outcomes.pop("read") == outcomes.total() == len(LSOAS) + 1
    assert "Nothing changes" in run(drawn, "deprivation", *files)[1]


BAD: dict[str, tuple[Callable[[Path], tuple[Path, ...]], str]] = {
    "without residents": (
        lambda folder: (index(folder / "IoD2025.xlsx"),),
        "There must be one index, and the residents of LSOAs.",
    ),
    "without an index": (
        lambda folder: (residents(folder / "lsoa-mid2022.csv"),),
        "There must be one index, and the residents of LSOAs.",
    ),
    "no tenth": (
        lambda folder: (
            index(folder / "IoD2025.xlsx", {**DECILES, "X01000002": 11}),
            residents(folder / "lsoa-mid2022.csv"),
        ),
        '"11" is not the tenth in which the rank "15" lies.',
    ),
    "an LSOA is missing": (
        lambda folder: (
            index(folder / "IoD2025.xlsx", {c: t for c, t in DECILES.items() if t != 2}),
            residents(folder / "lsoa-mid2022.csv"),
        ),
        "Middlewick 001A (X01000002) has no row in it.",
    ),
    "residents are missing": (
        lambda folder: (
            index(folder / "IoD2025.xlsx"),
            residents(folder / "lsoa-mid2022.csv", people()[:3]),
        ),
        "Farrow 001A (X01000004) has no row of mid-2022, and so have 1 more LSOAs.",
    ),
    "tenths the other way round": (
        lambda folder: (
            index(folder / "IoD2025.xlsx", {c: 11 - t for c, t in DECILES.items()}),
            residents(folder / "lsoa-mid2022.csv"),
        ),
        '"10" is not the tenth in which the rank "5" lies.',
    ),
    "a year to come": (
        lambda folder: (
            index(folder / "IoD2095.xlsx", sheet="Sheet1"),
            residents(folder / "lsoa-mid2022.csv"),
        ),
        "There can be no index of 2095 yet.",
    ),
    "no year": (
        lambda folder: (
            index(folder / "index.xlsx", sheet="Sheet1"),
            residents(folder / "lsoa-mid2022.csv"),
        ),
        "Neither the file nor its sheet says of which year the index is.",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_an_index_that_cannot_be_is_told(what: str, drawn: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    folder = tmp_path / "handed"
    folder.mkdir()
    before = files_in(drawn)
    status, said = run(drawn, "deprivation", *make(folder))
    assert status == 1
    assert sentence in said
    assert files_in(drawn) == before


def test_other_residents_than_those_of_the_site_are_told(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "population", residents(tmp_path / "lsoa-mid2022.csv", people()))
    more = [line.replace(",100", ",1000") for line in people()]
    other = residents(tmp_path / "again-mid2022.csv", more)
    status, said = run(drawn, "deprivation", index(tmp_path / "IoD2025.xlsx"), other)
    assert status == 1
    assert "Abbey has 1,000 residents of mid-2022 here, and 100 on the site." in said


def test_without_outlines_it_says_what_to_import_first(tmp_path: Path) -> None:
    status, said = run(county_alone(tmp_path / "county"), "deprivation", *both(tmp_path))
    assert status == 1
    assert "Import the boundaries of wards and of LSOAs first." in said


@pytest.mark.skipif(not (ROOT / FILE).is_file(), reason="not shipped")
def test_shipped_fifths_make_up_all_residents_and_those_of_the_population() -> None:
    def counts(file: Path, category: str = "") -> Counter[str]:
        with file.open(encoding="utf-8", newline="") as opened:
            told = [r for r in csv.DictReader(opened) if (r["category"] == "all") != bool(category)]
        found: Counter[str] = Counter()
        for row in told:
            found[row["area"]] += int(row["value"])
        return found

    people = counts(ROOT / "data/datasets/ward-population/mid-2022.csv")
    every = counts(ROOT / FILE)
    # Residents of similar areas outside are held too.
    assert every == counts(ROOT / FILE, "fifths") == {area: people[area] for area in every}
