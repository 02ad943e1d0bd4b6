"""``import ons-csp``: recorded crime by partnership, wherever the header of its table stands."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.__main__ import main
from generator.importers.described import WRITTEN
from tests.counties import county_alone, files_in
from tests.csp_table import COMBINED, FORCE, LINES, header, headings, table, written
from tests.handed import workbook
from tests.sites import ROOT, copy_project
from tests.test_importing import rows, run

REAL = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
FILE = "data/datasets/ons-crime/2025-06.csv"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


def held(project: Path, measure: str = "crimes", category: str = "all") -> dict[str, int]:
    return {
        one["area"]: int(one["value"])
        for one in rows(project, FILE)
        if (one["measure"], one["category"]) == (measure, category)
    }


def test_a_partnership_of_one_district_is_the_district(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "ons-csp", written(tmp_path / "c2.csv", table()))
    assert status == 0, said
    assert held(county) == {FORCE: 100, "X07000003": 10, COMBINED: 60, "X07000006": 25}
    assert held(county, "unassigned") == {FORCE: 5}
    assert held(county, category="residential-burglary")["X07000006"] == 5
    assert "100 crimes in the Exampleshire Police area; 5 (5.0%) are assigned to no" in said
    assert "Oldford and Middlewick is one partnership of several districts" in said
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def test_no_row_is_lost_or_invented(county: Path, tmp_path: Path) -> None:
    run(county, "ons-csp", written(tmp_path / "c2.csv", table()))
    told = {one["outcome"]: int(one["rows"]) for one in rows(county, "data/imports.csv")}
    assert told.pop("read") == sum(told.values()) == len(LINES)
    assert told["set aside: another force"] == 1


def test_the_same_again_changes_nothing_and_it_is_taken_back(county: Path, tmp_path: Path) -> None:
    before = files_in(county)
    path = written(tmp_path / "c2.csv", table())
    run(county, "ons-csp", path)
    assert "Nothing changes" in run(county, "ons-csp", path)[1]
    run(county, "--undo")
    kept = {name: data for name, data in files_in(county).items() if not name.startswith("build/")}
    assert kept == before


def test_a_workbook_has_it_on_a_later_sheet(county: Path, tmp_path: Path) -> None:
    sheets = {"Cover": [["Contents"]], "Notes": [["note 1", "text"]], "Table_C2": table()}
    status, said = run(county, "ons-csp", workbook(tmp_path / "tables.xlsx", sheets))
    assert status == 0, said
    assert held(county)["X07000003"] == 10


def test_a_newer_edition_tells_what_it_changed(county: Path, tmp_path: Path) -> None:
    run(county, "ons-csp", written(tmp_path / "c2.csv", table()))
    more = (*LINES[:3], (*LINES[3][:5], 30), LINES[4])
    newer = ((*more[0][:5], 105), *more[1:])
    _, said = run(county, "ons-csp", written(tmp_path / "second.csv", table(newer)))
    assert "Year ending June 2025 was revised:" in said
    assert "most of all Farrow, all crime except fraud: 30, 25 before." in said
    assert held(county)["X07000006"] == 30


def test_another_year_is_another_file(county: Path, tmp_path: Path) -> None:
    for year in ("June 2025", "June 2024"):
        run(county, "ons-csp", written(tmp_path / f"{year}.csv", table(year=year)))
    folder = county / "data/datasets/ons-crime"
    assert {path.name for path in folder.glob("*.csv")} == {"2024-06.csv", "2025-06.csv"}
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def test_a_row_with_the_code_of_another_is_set_aside_by_name(county: Path, tmp_path: Path) -> None:
    strange = (FORCE, "Elsewhere", "", "unassigned Elsewhere", "", 7)
    status, said = run(county, "ons-csp", written(tmp_path / "c2.csv", table((*LINES, strange))))
    assert status == 0, said
    assert "Set aside, for the code is that of the Exampleshire Police area: row 10" in said
    assert held(county, "unassigned") == {FORCE: 5}


def test_a_partnership_that_is_not_known_comes_into_the_register(
    county: Path, tmp_path: Path
) -> None:
    for name in ("areas", "groups"):
        path = county / f"data/areas/{name}.csv"
        kept = [line for line in path.read_text().splitlines() if COMBINED not in line]
        path.write_text("\n".join(kept) + "\n")
    left = ("priorities.csv", "contacts.csv")
    for path in (county / "data" / name for name in left):
        kept = [line for line in path.read_text().splitlines() if COMBINED not in line]
        path.write_text("\n".join(kept) + "\n")
    status, said = run(county, "ons-csp", written(tmp_path / "c2.csv", table()))
    assert status == 0, said
    made = [one for one in rows(county, "data/areas/areas.csv") if one["code"] == COMBINED]
    assert made[0]["name"] == "Oldford and Middlewick"
    members = {one["member"] for one in rows(county, "data/areas/groups.csv")}
    assert members >= {"X07000004", "X07000005"}


def _changed(column: str, value: str, row: int = 1) -> list[list[str]]:
    """The table with one cell of another content."""
    cells = table()
    place = [" ".join(re.sub(r"\[.*", "", name).split()) for name in cells[2]].index(column)
    cells[3 + row][place] = value
    return cells


TOTAL = "Total recorded crime (excluding fraud)"
BAD: dict[str, tuple[Callable[[], list[list[str]]], str]] = {
    "a force unlike its parts": (
        lambda: table(((*LINES[0][:5], 99), *LINES[1:])),
        f"{TOTAL}: Exampleshire Police area has 99, and its parts 100 together.",
    ),
    "a type unlike its parts": (
        lambda: _changed("Burglary", "3"),
        "Great Example: Theft offences is 2, and its parts 3 together.",
    ),
    "no number": (
        lambda: _changed("Robbery", "12-Jan"),
        '"12-Jan" is no number of crimes, below Robbery.',
    ),
    "a total that is not available": (
        lambda: _changed(TOTAL, "[X]", 0),
        "The total is not available.",
    ),
    "a row twice": (lambda: table((*LINES[:2], *LINES[1:])), "Great Example stands twice."),
    "no year": (
        lambda: table(year="unknown"),
        "It names no year.",
    ),
    "two years": (
        lambda: [["Revised since the year ending June 2024"], *table()],
        "It names several years: June 2024, June 2025.",
    ),
    "a year that is none": (
        lambda: table(year="Jnue 2025"),
        '"Year ending Jnue 2025" is no year.',
    ),
    "a year to come": (lambda: table(year="June 2052"), "The year ending June 2052 is not over."),
    "a partnership under another code": (
        lambda: _changed("Community safety partnership code", "X22000099", 2),
        "Oldford and Middlewick has the code X22000099 here, and X22000001 in",
    ),
    "an unknown column": (
        lambda: [*table()[:2], [*header()[:-1], "Cyber crime"], *table()[3:]],
        'The column "Cyber crime" is not known: the table has another form now.',
    ),
    "codes filled down": (
        lambda: _changed("Local authority code", "X07000006"),
        "X07000006 is Great Example here, and Farrow in data/areas/areas.csv.",
    ),
    "a district left out": (
        lambda: table((LINES[0], *LINES[2:])),
        "Great Example has no row in it.",
    ),
    "the code of another force": (
        lambda: table((*LINES, ("X23000009", "Exampleshire", "", "", "", 1))),
        "Exampleshire has the code X23000009 here, not X23000001.",
    ),
    "another force only": (
        lambda: table(LINES[-1:]),
        "The table has no row of the Exampleshire Police area.",
    ),
    "another table": (lambda: [["a", "b"], ["1", "2"]], "No table in it has the column"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_table_that_cannot_be_is_told(what: str, county: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    before = files_in(county)
    status, said = run(county, "ons-csp", written(tmp_path / "c2.csv", make()))
    assert status == 1
    assert sentence in said
    assert files_in(county) == before


def test_two_files_of_one_year_are_told(county: Path, tmp_path: Path) -> None:
    one = written(tmp_path / "first.csv", table())
    other = written(tmp_path / "second.csv", table((*LINES, LINES[-1])))
    status, said = run(county, "ons-csp", one, other)
    assert status == 1
    assert "It is of the same twelve months as" in said


def test_headings_and_categories_are_the_same() -> None:
    text = (WRITTEN / "ons-crime.yml").read_text(encoding="utf-8").format(source="A", rate="")
    told = yaml.safe_load(text)["categories"]
    assert {one["id"]: (one["label"], one["within"]) for one in headings()} == {
        key: (said["label"], said.get("within", "")) for key, said in told.items()
    }


@pytest.mark.skipif(not REAL, reason="CRIME_PROFILES_REAL_DATA names no folder")
def test_the_real_table_is_read_to_the_unit(tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    (file,) = (Path(REAL) / "ons-crime").glob("*june25final.csv")
    status, said = run(project, "ons-csp", file)
    assert status == 0, said
    assert "160,259 crimes in the Kent Police area; 2,037 (1.3%)" in said
    with file.open(encoding="utf-8-sig", newline="") as opened:
        printed = [[cell.strip() for cell in line] for line in csv.reader(opened)]
    mine = [line for line in printed if line[:2] == ["E23000032", "Kent"]]
    # What similar areas outside have is tested with these.
    ours = {cell for line in mine for cell in (line[0], line[2], line[4])}
    kept = [one for one in rows(project, FILE) if one["area"] in ours]
    told = Counter(one["measure"] for one in kept)
    assert told == {"crimes": 23 * (len(mine) - 1), "unassigned": 23}
    totals = sorted(int(line[6].replace(",", "")) for line in mine)
    numbers = sorted(int(one["value"]) for one in kept if one["category"] == "all")
    assert numbers == totals
    every = sum(int(cell.replace(",", "")) for line in mine for cell in line[6:])
    assert sum(int(one["value"]) for one in kept) == every


def test_semicolons_and_other_encodings_are_read(county: Path, tmp_path: Path) -> None:
    path = tmp_path / "c2.csv"
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table())
    status, said = run(county, "ons-csp", path)
    assert status == 0, said
    assert held(county)["X07000003"] == 10
