"""``import``: what publishers hand over becomes rows, every row has an outcome, and what cannot be
read is told in a sentence before anything is written."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from generator.__main__ import KINDS, main
from generator.importers import edits, workbooks
from generator.importers.described import WRITTEN
from generator.importers.handed import Handed
from generator.importers.log import FILE, lines_in
from generator.importers.months import street
from generator.importers.months.street import COLUMNS
from generator.pages.coverage import coverage_page
from generator.publishing import building
from generator.storage.interrupted import RECORD
from generator.terms import imports
from generator.terms.imports import DATASETS, READ
from tests.counties import county_alone, files_in
from tests.fuzz.handing import prepared, tried
from tests.handed import (
    WARDS,
    boundaries,
    feature,
    month_file,
    packed,
    row,
    usual,
    zipped,
)

CRIME = "data/datasets/street-crime/2025.csv"
# How a workbook begins that is locked with a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


@pytest.fixture(scope="module")
def with_wards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with its wards drawn. Read only."""
    folder = tmp_path_factory.mktemp("wards")
    county = county_alone(folder / "county")
    wards = boundaries(folder / "wards.geojson", map(feature, WARDS))
    status, said = run(county, "boundaries", wards)
    assert status == 0, said
    return county


@pytest.fixture
def drawn(with_wards: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(with_wards, tmp_path / "county"))


def run(project: Path, *words: object) -> tuple[int, str]:
    """What the command says, and its status."""
    done = CliRunner().invoke(main, ["import", *map(str, words), "--project", str(project)])
    return done.exit_code, done.stdout


def rows(project: Path, name: str) -> list[dict[str, str]]:
    with (project / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def periods(project: Path, name: str = CRIME, *, with_number: bool = True) -> set[str]:
    """The periods of rows that have a number, or that have none."""
    return {r["period"] for r in rows(project, name) if bool(r["value"]) == with_number}


def counts(project: Path, name: str = CRIME) -> dict[tuple[str, str], int]:
    return {(r["area"], r["category"]): int(r["value"]) for r in rows(project, name)}


def test_wards_come_into_the_register(drawn: Path) -> None:
    areas = {one["code"]: one for one in rows(drawn, "data/areas/areas.csv")}
    assert areas["X05000099"]["name"] == "Dale End"
    assert areas["X05000099"]["parent"] == "X07000006"
    assert areas["X05000099"]["start"] == ""
    drawn_in = {(one["edition"], one["code"]) for one in rows(drawn, "data/areas/editions.csv")}
    assert drawn_in == {("2024", code) for code in WARDS}


def test_outlines_in_metres_are_the_same(drawn: Path, tmp_path: Path) -> None:
    before = (drawn / "data/areas/boundaries/ward-2024.json").read_bytes()
    features = [feature(code, metres=True) for code in WARDS]
    run(drawn, "boundaries", boundaries(tmp_path / "metres.geojson", features))
    after = (drawn / "data/areas/boundaries/ward-2024.json").read_bytes()
    assert abs(len(before) - len(after)) < 100


def test_each_row_counts_where_its_place_lies(drawn: Path, tmp_path: Path) -> None:
    status, said = run(drawn, "police-uk", month_file(tmp_path, usual()))
    assert status == 0, said
    told = counts(drawn)
    assert told["X05000011", "burglary"] == told["X07000004", "burglary"] == 2
    assert told["X05000011", "all"] == 3
    assert told["X05000025", "burglary"] == 1
    assert told["X05000015", "burglary"] == 0, "a whole month without one has none"
    asb = counts(drawn, "data/datasets/street-asb/2025.csv")
    assert asb["X05000011", "all"] == 2, "incidents that are alike are two"
    assert all("anti-social" not in category for _, category in told)


def test_no_row_is_lost_or_invented(drawn: Path, tmp_path: Path) -> None:
    twice = [*usual(), row("Burglary", 0.5, crime="a1"), row("Drugs", None, crime="a3")]
    run(drawn, "police-uk", month_file(tmp_path, twice))
    lines = lines_in((drawn / "data/imports.csv").read_bytes())
    told = {line.outcome: int(line.rows) for line in lines if line.kind == "police-uk"}
    assert told.pop("read") == sum(told.values()) == len(twice)
    counted = sum(number for outcome, number in told.items() if outcome.startswith("counted: "))
    wards = list(WARDS)
    held = sum(n for (area, kind), n in counts(drawn).items() if area in wards and kind == "all")
    asb = counts(drawn, "data/datasets/street-asb/2025.csv")
    assert counted == held + sum(n for (area, _), n in asb.items() if area in wards)


def test_the_same_again_changes_nothing(drawn: Path, tmp_path: Path) -> None:
    path = month_file(tmp_path, usual())
    run(drawn, "police-uk", path)
    before = files_in(drawn)
    status, said = run(drawn, "police-uk", packed(path))
    assert status == 0
    assert "Nothing changes" in said
    assert files_in(drawn) == before


def test_a_newer_edition_is_told(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path / "old", usual()))
    newer = [*usual(), row("Burglary", 1.5, crime="a7")]
    _, said = run(drawn, "police-uk", month_file(tmp_path / "new", newer))
    assert "January 2025 was revised: 8 crimes in all areas, 7 before; 1 area has" in said
    assert counts(drawn)["X05000015", "burglary"] == 1


def test_a_year_is_twelve_whole_months(drawn: Path, tmp_path: Path) -> None:
    months = [f"2025-{number:02d}" for number in range(1, 12)]
    for month in months:
        month_file(tmp_path / "all", usual(month), month)
    run(drawn, "police-uk", tmp_path / "all")
    assert {one["period"][:4] for one in rows(drawn, CRIME)} == {"P1M/"}
    run(drawn, "police-uk", month_file(tmp_path, usual("2025-12"), "2025-12"))
    year = {
        (o["area"], o["category"]): o["value"]
        for o in rows(drawn, CRIME)
        if o["period"] == "P12M/2025-12"
    }
    assert year["X05000011", "all"] == "36"


def test_a_gap_is_told_and_is_no_nought(drawn: Path, tmp_path: Path) -> None:
    for month in ("2025-01", "2025-03"):
        month_file(tmp_path / "all", usual(month), month)
    _, said = run(drawn, "police-uk", tmp_path / "all")
    assert "Exampleshire Police, February 2025: not supplied." in said
    assert periods(drawn) == {"P1M/2025-01", "P1M/2025-03"}
    absent = [one for one in rows(drawn, CRIME) if one["period"] == "P1M/2025-02"]
    assert {(one["status"], one["note"]) for one in absent} == {("x", "not-supplied")}
    assert {one["area"] for one in absent} >= set(WARDS)
    states = {one["month"]: one["state"] for one in rows(drawn, "data/coverage.csv")}
    assert states == {"2025-01": "complete", "2025-02": "not supplied", "2025-03": "complete"}


def test_a_month_cut_short_is_an_absence(drawn: Path, tmp_path: Path) -> None:
    for number in range(1, 8):
        month = f"2025-{number:02d}"
        month_file(tmp_path / "all", usual(month)[: 2 if number == 4 else None], month)
    _, said = run(drawn, "police-uk", tmp_path / "all")
    assert "April 2025: partial. It has 2 rows, fewer than half as many" in said
    assert "P1M/2025-04" not in periods(drawn)
    assert periods(drawn, with_number=False) == {"P1M/2025-04"}


def test_a_month_that_newer_ones_show_to_be_short_is_taken_out(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual("2025-04")[:2], "2025-04"))
    assert periods(drawn) == {"P1M/2025-04"}
    for number in (1, 2, 3, 5, 6, 7):
        month = f"2025-{number:02d}"
        month_file(tmp_path / "all", usual(month), month)
    _, said = run(drawn, "police-uk", tmp_path / "all")
    assert "April 2025: partial." in said
    assert "P1M/2025-04" not in periods(drawn)


def test_a_person_may_overrule_the_rules(drawn: Path, tmp_path: Path) -> None:
    for number in range(1, 8):
        month = f"2025-{number:02d}"
        month_file(tmp_path / "all", usual(month)[: 2 if number == 4 else None], month)
    run(drawn, "police-uk", tmp_path / "all")
    path = drawn / "data/coverage.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = "Exampleshire Police,2025-04,complete,,2,0,Community safety office,A quiet month."
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(drawn, "police-uk", tmp_path / "all")
    assert "P1M/2025-04" in {one["period"] for one in rows(drawn, CRIME)}
    assert "A quiet month." in path.read_text(encoding="utf-8")


def test_without_outlines_districts_are_counted(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "police-uk", month_file(tmp_path, usual()))
    assert status == 0, said
    assert counts(county)["X07000004", "all"] == 8, "by the name of the LSOA"


def test_what_is_imported_passes_check(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 0, done.stdout


def test_the_last_import_is_taken_back(drawn: Path, tmp_path: Path) -> None:
    before = files_in(drawn)
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    status, said = run(drawn, "--undo")
    assert status == 0
    assert "police-uk" in said
    after = {name: data for name, data in files_in(drawn).items() if not name.startswith("build/")}
    assert after == {name: data for name, data in before.items() if not name.startswith("build/")}
    assert run(drawn, "--undo")[0] == 1


def test_what_somebody_changed_is_not_taken_back(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    path = drawn / CRIME
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    status, said = run(drawn, "--undo")
    assert status == 1
    assert "has been changed since the import" in said


def test_a_dry_run_writes_nothing(drawn: Path, tmp_path: Path) -> None:
    before = files_in(drawn)
    status, said = run(drawn, "police-uk", month_file(tmp_path, usual()), "--dry-run")
    assert status == 0
    assert "would change" in said
    assert files_in(drawn) == before


def test_a_zip_of_an_archive_is_read(drawn: Path, tmp_path: Path) -> None:
    inside = "2025-01/2025-01-exampleshire-street.csv"
    content = month_file(tmp_path, usual()).read_bytes()
    other = {"2025-01/2025-01-exampleshire-outcomes.csv": b"Crime ID\n"}
    assert (
        run(drawn, "police-uk", zipped(tmp_path / "2025-01.zip", {inside: content} | other))[0] == 0
    )
    assert counts(drawn)["X05000011", "all"] == 3


def test_of_archives_that_overlap_the_newest_counts(drawn: Path, tmp_path: Path) -> None:
    inside = "2025-01/2025-01-exampleshire-street.csv"
    for name, rows_of in (
        ("2025-02", [*usual(), row("Drugs", 1.5, crime="z")]),
        ("2025-01", usual()),
    ):
        content = month_file(tmp_path / name, rows_of).read_bytes()
        zipped(tmp_path / f"{name}.zip", {inside: content})
    status, said = run(drawn, "police-uk", tmp_path / "2025-02.zip", tmp_path / "2025-01.zip")
    assert status == 0, said
    assert counts(drawn)["X05000015", "drugs"] == 1
    lines = lines_in((drawn / "data/imports.csv").read_bytes())
    aside = [one.rows for one in lines if one.outcome == "set aside: a newer archive has the month"]
    assert aside == [str(len(usual()))]


def test_an_edition_may_come_a_district_a_file(county: Path, tmp_path: Path) -> None:
    for code in WARDS:
        run(county, "boundaries", boundaries(tmp_path / f"{code}.geojson", [feature(code)]))
    kept = (county / "data/areas/boundaries/ward-2024.json").read_text(encoding="utf-8")
    assert all(code in kept for code in WARDS)


def test_an_import_that_was_killed_is_taken_back(drawn: Path, tmp_path: Path) -> None:
    before = files_in(drawn)
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    (drawn / CRIME).unlink()  # as if it had not been written yet
    assert run(drawn, "--undo")[0] == 0
    after = {name: data for name, data in files_in(drawn).items() if not name.startswith("build/")}
    assert after == {name: data for name, data in before.items() if not name.startswith("build/")}


COVERAGE = "force,month,state,why,rows,unplaced,overruled_by,reason\n"
EDITED: dict[str, tuple[bytes, str]] = {
    "a month made a date": (
        f"{COVERAGE}Exampleshire Police,Apr-25,complete,,2,0,,\n".encode(),
        'data/coverage.csv, row 2, column month: "Apr-25" is no month',
    ),
    "an old encoding": (
        f"{COVERAGE}Exampleshire Police,2025-04,complete,,2,0,Office,Quiet \x96 true\n".encode(
            "latin-1"
        ),
        "data/coverage.csv, row 2, column reason: The file is not in UTF-8",
    ),
    "another state": (
        f"{COVERAGE}Exampleshire Police,2025-04,full,,2,0,,\n".encode(),
        'data/coverage.csv, row 2, column state: "full" is no state of a month.',
    ),
    "semicolons": (COVERAGE.replace(",", ";").encode(), "data/coverage.csv"),
}


@pytest.mark.parametrize("what", EDITED)
def test_a_coverage_table_that_somebody_broke_is_told(
    what: str, drawn: Path, tmp_path: Path
) -> None:
    content, sentence = EDITED[what]
    (drawn / "data/coverage.csv").write_bytes(content)
    before = files_in(drawn)
    status, said = run(drawn, "police-uk", month_file(tmp_path, usual()))
    assert status == 1
    assert sentence in said
    assert files_in(drawn) == before
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert sentence in done.stdout


def _with(rows: list[list[str]], column: str, value: str) -> list[list[str]]:
    """The rows with another value in a column of the second."""
    place = COLUMNS.index(column)
    return [
        [*one[:place], value, *one[place + 1 :]] if n == 1 else one for n, one in enumerate(rows)
    ]


def _cut(folder: Path) -> Path:
    path = month_file(folder, usual())
    path.write_bytes(path.read_bytes()[:-60])
    return path


def _moved(folder: Path) -> Path:
    path = month_file(folder, usual())
    there = folder / "2025-02" / path.name
    there.parent.mkdir()
    return path.rename(there)


def _page(folder: Path) -> Path:
    path = month_file(folder, [])
    path.write_text("<!doctype html><title>Too many requests</title>", encoding="utf-8")
    return path


def _exchanged(folder: Path) -> Path:
    swapped = [[*one[:4], one[5], one[4], *one[6:]] for one in usual()]
    return month_file(folder, swapped)


def _cut_gzip(folder: Path) -> Path:
    path = packed(month_file(folder, usual()))
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _climbing(folder: Path) -> Path:
    return zipped(folder / "a.zip", {"../2025-01-exampleshire-street.csv": b"x"})


def _bomb(folder: Path) -> Path:
    return zipped(folder / "a.zip", {"2025-01-exampleshire-street.csv": b"0" * 50_000_000})


def _written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


MONTHS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "cut off": (_cut, "The file ends in the middle of a row."),
    "a folder of another month": (
        _moved,
        "The folder says 2025-02, and the name of the file 2025-01.",
    ),
    "a web page": (_page, "The file is a web page"),
    "places exchanged": (_exchanged, "Longitude and latitude have changed places in 10 rows."),
    "a packed file cut off": (_cut_gzip, "The file is packed, and damaged or cut off."),
    "a path that climbs out": (_climbing, "The zip file holds a file that would climb out of it"),
    "a bomb": (_bomb, "The zip file would unpack to 1 files of 50,000,000 bytes."),
    "another month inside": (
        lambda folder: month_file(folder, _with(usual(), "Month", "2025-02")),
        '"2025-02" stands here, and 2025-01 belongs here.',
    ),
    "a month made a date": (
        lambda folder: month_file(folder, _with(usual(), "Month", "Jan-25")),
        '"Jan-25" stands here, and 2025-01 belongs here.',
    ),
    "another force": (
        lambda folder: month_file(folder, [[*r[:3], "Kent Police", *r[4:]] for r in usual()]),
        "Kent Police is not the force of this site.",
    ),
    "an older header": (
        lambda folder: month_file(folder, [r[1:] for r in usual()], header=COLUMNS[1:]),
        "The header lacks Crime ID: it is an older or an edited one.",
    ),
    "codes filled down": (
        lambda folder: month_file(folder, _with(usual(), "LSOA code", "X01000002")),
        "Codes and names of LSOAs do not fit each other",
    ),
    "a zip file cut off": (
        lambda folder: _written(folder, "months.zip", _climbing(folder).read_bytes()[:-30]),
        "The zip file is damaged or cut off.",
    ),
    "outlines": (
        lambda folder: boundaries(folder / "w.geojson", [feature("X05000011")]),
        "The file is no .csv file.",
    ),
    "a byte-order mark and nothing more": (
        lambda folder: _written(folder, "2025-01-exampleshire-street.csv", b"\xef\xbb\xbf"),
        "This is no file of street-level crimes: its columns are others.",
    ),
    "no such file": (
        lambda folder: folder / "2025-01-exampleshire-street.csv",
        "There is no such file.",
    ),
}


@pytest.mark.parametrize("what", MONTHS)
def test_a_month_that_cannot_be_is_told(what: str, drawn: Path, tmp_path: Path) -> None:
    make, sentence = MONTHS[what]
    folder = tmp_path / "handed"
    folder.mkdir()
    before = files_in(drawn)
    status, said = run(drawn, "police-uk", make(folder))
    assert status == 1
    assert sentence in said
    assert "Nothing was written." in said
    assert files_in(drawn) == before


def test_a_dataset_is_named_for_spreadsheets_alone(drawn: Path, tmp_path: Path) -> None:
    status, said = run(drawn, "police-uk", month_file(tmp_path, usual()), "--dataset", "asb")
    assert status == 1
    assert "Leave --dataset out." in said


def _crossing() -> dict[str, object]:
    one = feature("X05000099", metres=True)
    ring = one["geometry"]["coordinates"][0]
    one["geometry"]["coordinates"][0] = [ring[0], ring[2], ring[1], ring[3], ring[0]]
    return one


OUTLINES: dict[str, tuple[list[dict[str, object]], str]] = {
    "a code of another name": (
        [feature("X05000011", WD24NM="Castle")],
        "X05000011 is Castle here, and Abbey in data/areas/areas.csv.",
    ),
    "two editions": (
        [feature("X05000011"), feature("X05000015", year=25)],
        "The file mixes editions: WD24CD and WD25CD.",
    ),
    "degrees and metres": (
        [feature("X05000011"), feature("X05000015"), feature("X05000025", metres=True)],
        "The file mixes degrees and metres: Elm Park (X05000025) is not like the others.",
    ),
    "a line that crosses itself": (
        [_crossing()],
        "The outline of Dale End (X05000099) crosses itself (self-intersection).",
    ),
    "the same twice": (
        [feature("X05000011"), feature("X05000011")],
        "X05000011 stands twice: Abbey and Abbey.",
    ),
    "nothing": ([], "The file holds no areas with outlines."),
    "another county": (
        [feature("X05000011", LAD24CD="X07000099")],
        "No area in it lies in a district of the site.",
    ),
}


@pytest.mark.parametrize("what", OUTLINES)
def test_outlines_that_cannot_be_are_told(what: str, county: Path, tmp_path: Path) -> None:
    features, sentence = OUTLINES[what]
    before = files_in(county)
    status, said = run(county, "boundaries", boundaries(tmp_path / "w.geojson", features))
    assert status == 1
    assert sentence in said
    assert files_in(county) == before


def test_wards_of_an_older_edition_are_said_to_be_such(drawn: Path, tmp_path: Path) -> None:
    """A file that does not say in which districts its wards lie, as the older ones."""
    before = rows(drawn, "data/areas/tiles.csv")
    older = [feature("X05000011", year=13), feature("X05000015", year=13)]
    older[1]["properties"] |= {"WD13CD": "X05009999", "WD13NM": "Elm"}
    for one in older:
        del one["properties"]["LAD13CD"]
    status, said = run(drawn, "boundaries", boundaries(tmp_path / "w13.geojson", older))
    assert status == 0, said
    told = {line.outcome: line.rows for line in lines_in((drawn / FILE).read_bytes())[-3:]}
    assert told == {"read": "2", "kept": "1", "earlier, and of no figure": "1"}
    # On a map stand the wards of one edition.
    assert rows(drawn, "data/areas/tiles.csv") == before


def test_what_became_of_wards_follows_from_their_outlines(drawn: Path, tmp_path: Path) -> None:
    later = [feature(code, year=25) for code in WARDS if code != "X05000099"]
    new = feature("X05000099", year=25, WD25CD="X05000100", WD25NM="Dale End and Abbey Field")
    run(drawn, "boundaries", boundaries(tmp_path / "2025.geojson", [*later, new]))
    became = [r for r in rows(drawn, "data/areas/succession.csv") if r["old"] == "X05000099"]
    assert became == [
        {"old": "X05000099", "new": "X05000100", "date": "", "kind": "recoded", "share": ""}
    ]


def test_what_has_no_place_counts_for_the_force(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    told = {
        one["measure"]: one["value"] for one in rows(drawn, CRIME) if one["area"] == "X23000001"
    }
    assert told == {"recorded": "8", "unplaced": "1"}, "what lies far away is of no force"


def _renamed(tmp_path: Path) -> Path:
    """The wards of 2025: Dale End has another code."""
    later = [feature(code, year=25) for code in WARDS if code != "X05000099"]
    new = feature("X05000099", year=25, WD25CD="X05000100", WD25NM="Dale End")
    return boundaries(tmp_path / "2025.geojson", [*later, new])


def test_figures_move_to_newer_wards_all_together_or_not_at_all(
    drawn: Path, tmp_path: Path
) -> None:
    here = row("Burglary", 0.5, 1.5, crime="d1")
    january = month_file(tmp_path / "all", [*usual(), here])
    february = month_file(tmp_path / "all", usual("2025-02"), "2025-02")
    run(drawn, "police-uk", january, february)
    _, said = run(drawn, "boundaries", _renamed(tmp_path))
    assert "street-crime is counted in the wards of 2024: import all that it holds again" in said
    _, said = run(drawn, "police-uk", january)
    assert "street-crime stays in the wards of 2024. Import all that street-crime holds" in said
    assert "X05000099" in {one["area"] for one in rows(drawn, CRIME)}
    _, said = run(drawn, "police-uk", tmp_path / "all")
    areas = {one["area"] for one in rows(drawn, CRIME)}
    assert ("X05000100" in areas, "X05000099" in areas) == (True, False)
    described = (drawn / "data/datasets/street-crime/dataset.yml").read_text(encoding="utf-8")
    assert "wards_as_of: 2025" in described
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 0, done.stdout


def test_wards_of_a_year_that_is_not_held_are_told_once(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    file = drawn / "data/datasets/street-crime/dataset.yml"
    file.write_text(file.read_text("utf-8").replace("as_of: 2024", "as_of: 2042"), "utf-8")
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert done.exit_code == 1
    assert "dataset.yml, line 10: No wards of 2042 stand in data/areas/editions.csv." in done.stdout
    assert "1 problem." in done.stdout


def test_a_new_type_of_crime_is_declared_or_told(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    file = drawn / "data/datasets/street-crime/dataset.yml"
    odd = [*usual("2025-02"), row("Violent crime", 0.5, crime="v", month="2025-02")]
    month = month_file(tmp_path, odd, "2025-02")
    run(drawn, "police-uk", month)
    assert "  violent-crime: {label: Violent crime, within: all}" in file.read_text("utf-8")
    run(drawn, "--undo")
    file.write_text(file.read_text("utf-8").replace("title: Crime", "title: All crime"), "utf-8")
    status, said = run(drawn, "police-uk", month)
    assert status == 1
    assert "The category violent-crime is not declared. Add below categories: violent" in said


def test_a_crime_that_stands_in_two_months_is_told(drawn: Path, tmp_path: Path) -> None:
    for month in ("2025-01", "2025-02"):
        month_file(tmp_path / "all", usual(month), month)
    _, said = run(drawn, "police-uk", tmp_path / "all")
    assert "9 Crime IDs stand in two months, and count in each" in said


def test_the_datasets_that_imports_write_are_known() -> None:
    assert sorted(path.stem for path in WRITTEN.glob("*.yml")) == list(DATASETS)


def test_the_coverage_page_says_what_became_of_each_row(drawn: Path, tmp_path: Path) -> None:
    run(drawn, "police-uk", month_file(tmp_path / "old", usual("2025-01")[1:], "2025-01"))
    run(drawn, "police-uk", month_file(tmp_path / "new", usual("2025-01"), "2025-01"))
    page = coverage_page(building.book_of(drawn)).markdown
    table = re.search(r'id="rows-police-uk">.*?</table>', page, re.S)
    assert table
    told, *rows = re.findall(r">([^<>]*\d[\d,]*[^<>]*)<", table[0])
    # Of the two editions of the month it tells the newer one.
    logged = lines_in((drawn / FILE).read_bytes())
    *_, read = [one for one in logged if (one.kind, one.outcome) == ("police-uk", READ)]
    assert told == f"One file with {int(read.rows):,} crimes and incidents"
    assert sum(int(row.replace(",", "")) for row in rows if "%" not in row) == int(read.rows)


def test_a_month_that_is_not_complete_any_more_is_told(drawn: Path, tmp_path: Path) -> None:
    for number in range(1, 8):
        month = f"2025-{number:02d}"
        run(drawn, "police-uk", month_file(tmp_path / "all", usual(month), month))
    cut = month_file(tmp_path / "cut", usual("2025-04")[:2], "2025-04")
    status, said = run(drawn, "police-uk", cut)
    assert status == 0, said
    assert "April 2025 was complete with 11 rows, and is partial with 2" in said


def test_coverage_and_figures_are_of_the_same_months(drawn: Path, tmp_path: Path) -> None:
    for month in ("2025-01", "2025-02"):
        month_file(tmp_path / "all", usual(month), month)
    run(drawn, "police-uk", tmp_path / "all")
    coverage, figures = drawn / "data/coverage.csv", drawn / CRIME
    said = coverage.read_text(encoding="utf-8").splitlines(keepends=True)
    coverage.write_text("".join(said[:-1]), encoding="utf-8")
    told = " ".join(map(str, building.check_project(drawn)))
    for name in ("street-crime", "street-asb"):
        assert f"The months of {name} have no line here: February 2025." in told
    coverage.write_text("".join(said), encoding="utf-8")
    half = [line.replace("2025-02,complete", "2025-02,partial") for line in said]
    coverage.write_text("".join(half), encoding="utf-8")
    told = " ".join(map(str, building.check_project(drawn)))
    assert "not complete in data/coverage.csv, and have figures here: February 2025." in told
    coverage.write_text("".join(said), encoding="utf-8")
    held = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in held if "P1M/2025-02" not in row]
    figures.write_text("".join(kept), encoding="utf-8")
    (told,) = map(str, building.check_project(drawn))
    assert f"{CRIME}: These months are complete in data/coverage.csv" in told
    assert "have no figures here: February 2025. Put back" in told


def test_a_file_too_large_for_a_month_is_told(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(street, "LARGEST_MONTH", 1000)
    status, said = run(drawn, "police-uk", month_file(tmp_path, usual()))
    assert status == 1
    assert "The file is larger than" in said


def test_an_import_that_was_cut_off_is_told_and_taken_back(drawn: Path, tmp_path: Path) -> None:
    path = month_file(tmp_path, usual())
    before = files_in(drawn / "data")
    run(drawn, "police-uk", path)
    # As where it was killed before it wrote the rows, and before it could say that it is whole.
    (drawn / CRIME).unlink()
    record = json.loads((drawn / RECORD).read_bytes())
    (drawn / RECORD).write_text(json.dumps({**record, "is_whole": False}), encoding="utf-8")
    for command in ("check", "build"):
        done = CliRunner().invoke(main, [command, "--project", str(drawn)])
        assert done.exit_code == 1
        assert "The import of police-uk was cut off" in done.output
    assert "cut off" in run(drawn, "police-uk", path, "--dry-run")[1]
    assert run(drawn, "police-uk", path)[0] == 0
    assert CliRunner().invoke(main, ["check", "--project", str(drawn)]).exit_code == 0
    assert run(drawn, "--undo")[0] == 0
    assert files_in(drawn / "data") == before
    run(drawn, "police-uk", path)
    (drawn / CRIME).write_text("mine", encoding="utf-8")
    (drawn / RECORD).write_text(json.dumps({**record, "is_whole": False}), encoding="utf-8")
    # Where somebody has put it right by hand, there is a way out.
    assert "then remove the folder build/before-import." in run(drawn, "--undo")[1]
    shutil.rmtree((drawn / RECORD).parent)
    (drawn / CRIME).unlink()
    assert "cut off" not in CliRunner().invoke(main, ["check", "--project", str(drawn)]).output


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("[1, 2]", "There is no import to take back."),
        ('{"files": 3, "is_whole": false}', "There is no import to take back."),
        ('{"kind": "places", "files": {"a": 1}, "is_whole": false}', "is not kept any more."),
        ('{"kind": "places", "files": {"a": ["0", "1"]}}', "is not kept any more."),
    ],
)
def test_a_record_that_somebody_broke_is_told(record: str, told: str, county: Path) -> None:
    (county / RECORD).parent.mkdir(parents=True)
    (county / RECORD).write_text(record, encoding="utf-8")
    status, said = run(county, "--undo")
    assert status == 1
    assert told in said


def test_taking_back_that_is_cut_off_is_told_too(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(drawn, "police-uk", month_file(tmp_path, usual()))
    with monkeypatch.context() as patched:
        patched.setattr(edits, "_put", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        run(drawn, "--undo")
    done = CliRunner().invoke(main, ["check", "--project", str(drawn)])
    assert "The import of police-uk was cut off" in done.output
    assert run(drawn, "--undo")[0] == 0
    assert CliRunner().invoke(main, ["check", "--project", str(drawn)]).exit_code == 0


def test_workbooks_that_are_open_or_locked_are_told(drawn: Path, tmp_path: Path) -> None:
    status, said = run(drawn, "population", _written(tmp_path, "~$people.xlsx", b"x"))
    assert status == 1
    assert "It only says that a workbook is open." in said
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    handed = Handed("people.xlsx", PurePosixPath("people.xlsx"), lambda: content)
    fault = workbooks.tables_in(handed, content, re.compile("x"))[1]
    assert fault
    assert fault.what == "The workbook is locked with a password."


def test_kinds_are_told() -> None:
    assert {"boundaries", "police-uk", "ons-csp"} <= set(imports.KINDS)
    assert "police-uk" in KINDS
    done = CliRunner().invoke(main, ["import", "spread", "x"])
    assert done.exit_code == 2
    assert "boundaries" in done.stderr


def test_whatever_is_handed_over_is_told_in_a_sentence(tmp_path: Path) -> None:
    handing = prepared(tmp_path)
    files = islice(tried(handing, tmp_path / "damaged", random.Random(20261128)), 200)
    told = Counter((one.kind, one.is_ours) for one in files)
    assert {kind for kind, is_ours in told if is_ours} == set()
    assert {kind for kind, _ in told} == {kind for kind, _ in handing.files}
