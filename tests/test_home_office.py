"""``import home-office``: recorded crime in long form, by force and by partnership."""

from __future__ import annotations

import csv
import gzip
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.__main__ import main
from generator.importers import offences
from generator.importers.described import WRITTEN
from tests import handed
from tests.counties import county_alone, files_in
from tests.home_office_table import (
    COMBINED,
    FORCE,
    PARTS,
    Cells,
    content,
    of_forces,
    of_parts,
    replaced,
    written,
)
from tests.sites import ROOT, copy_project
from tests.test_importing import rows, run

REAL = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
FOLDER = "data/datasets/home-office-crime"
FILE = f"{FOLDER}/2018-03.csv"
KIND = "home-office"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


def held(project: Path, category: str = "all", file: str = FILE) -> dict[str, str]:
    """The numbers of a category by area; of what no partnership has by the measure's name."""
    return {
        one["measure"] if one["measure"] == "unassigned" else one["area"]: one["value"]
        for one in rows(project, file)
        if one["category"] == category
    }


def outcomes(project: Path) -> dict[str, int]:
    found = (one for one in rows(project, "data/imports.csv") if one["kind"] == KIND)
    return {one["outcome"]: int(one["rows"]) for one in found}


def checked(project: Path) -> str:
    done = CliRunner().invoke(main, ["check", "--project", str(project)])
    assert done.exit_code == 0, done.stdout
    return done.stdout


def test_a_force_is_counted_for_the_whole_year(county: Path, tmp_path: Path) -> None:
    status, said = run(county, KIND, written(tmp_path / "forces.csv", of_forces()))
    assert status == 0, said
    assert held(county) == {FORCE: "400"}
    # Three homicides, one of which was taken back in the fourth quarter; and parts make up wholes.
    assert held(county, "homicide") == {FORCE: "2"}
    assert held(county, "theft") == held(county, "burglary") == {FORCE: "198"}
    assert "2017/18: 400 crimes but for fraud in the Exampleshire Police area, by the" in said
    assert "2017/18: 1 number is below nought (−1 in all)" in said
    told = outcomes(county)
    assert told.pop("read") == sum(told.values()) == len(of_forces()) - 1
    assert told == {
        "counted: the force as a whole": 28,
        "set aside: another force": 28,
        "set aside: fraud, which these totals leave out": 4,
    }
    checked(county)


def test_partnerships_are_districts_or_stay_one(county: Path, tmp_path: Path) -> None:
    status, said = run(county, KIND, written(tmp_path / "parts.csv", of_parts()))
    assert status == 0, said
    expected = {FORCE: "400", "X07000003": "40", COMBINED: "240", "X07000006": "100"}
    assert held(county) == {**expected, "unassigned": "20"}
    assert "20 (5.0%) are assigned to no partnership" in said
    assert "Oldford and Middlewick is one partnership of several districts" in said
    checked(county)
    # The table of forces has the same numbers, and changes none.
    before = (county / FILE).read_bytes()
    assert run(county, KIND, written(tmp_path / "forces.csv", of_forces()))[0] == 1
    same = [row for row in of_forces() if row[2] != "Exampleshire"]
    for row in of_parts()[1:]:
        same.append([*row[:3], *row[4:]])
    merged = _summed(same)
    status, said = run(county, KIND, written(tmp_path / "forces.csv", merged))
    assert status == 0, said
    assert (county / FILE).read_bytes() == before


def _summed(cells: Cells) -> Cells:
    """Rows of partnerships as rows of their force: one for each offence of a code."""
    sums: dict[tuple[str, ...], int] = {}
    for row in cells[1:]:
        key = tuple(row[:-1])
        number = row[-1].replace(",", "").strip()
        sums[key] = sums.get(key, 0) + (0 if number.strip("-0") == "" else int(number))
    return [cells[0], *([*key, str(number)] for key, number in sums.items())]


def test_all_packings_and_sheets_are_read(county: Path, tmp_path: Path) -> None:
    packed = tmp_path / "parts.csv.gz"
    packed.write_bytes(gzip.compress(content(of_parts())))
    archive = handed.zipped(tmp_path / "all.zip", {"2017.csv": content(of_parts())})
    notes = [["Notes"], ["Updated: 23 July 2026"]]
    years = {
        "Notes": notes,
        "2017_18": of_parts(),
        "2018_19": [["Title"], [], *of_parts(year="2018/19")],
    }
    book = handed.workbook(tmp_path / "parts.xlsx", years)
    open_book = handed.opendocument(tmp_path / "parts.ods", years)
    for path in (packed, archive, book, open_book):
        status, said = run(county, KIND, path)
        assert status == 0, said
        assert held(county)["X07000003"] == "40"
    assert held(county, file=f"{FOLDER}/2019-03.csv")["X07000003"] == "40"
    assert "Nothing changes" in run(county, KIND, book)[1]


def test_it_is_taken_back(county: Path, tmp_path: Path) -> None:
    before = files_in(county)
    run(county, KIND, written(tmp_path / "forces.csv", of_forces()))
    run(county, "--undo")
    kept = {name: data for name, data in files_in(county).items() if not name.startswith("build/")}
    assert kept == before


def test_a_part_of_a_year_waits_for_the_others(county: Path, tmp_path: Path) -> None:
    part = of_forces(year="2018/19", quarters=(1, 2))
    one = written(tmp_path / "forces.csv", [*of_forces(), *part[1:]])
    status, said = run(county, KIND, one)
    assert status == 0, said
    assert "2018/19 by force has quarters 1 and 2 and waits for quarters 3 and 4" in said
    assert outcomes(county)["set aside: the year waits for its other quarters"] == 14
    assert [path.name for path in (county / FOLDER).glob("*.csv")] == ["2018-03.csv"]
    # They may come in another file.
    rest = written(tmp_path / "rest.csv", of_forces(year="2018/19", quarters=(3, 4)))
    begun = written(tmp_path / "begun.csv", part)
    assert run(county, KIND, begun, rest)[0] == 0
    assert held(county, file=f"{FOLDER}/2019-03.csv") == {FORCE: "400"}


def test_a_newer_edition_tells_what_it_changed(county: Path, tmp_path: Path) -> None:
    run(county, KIND, written(tmp_path / "first.csv", of_parts()))
    newer = of_parts({**PARTS, "Farrow": 26})
    _, said = run(county, KIND, written(tmp_path / "second.csv", newer))
    assert "2017/18 was revised:" in said
    assert "most of all Farrow, all crime except fraud: 104, 100 before." in said
    assert held(county)["X07000006"] == "104"


def test_names_of_other_editions_are_the_same_category(county: Path, tmp_path: Path) -> None:
    old = of_forces()
    new = of_forces(year="2018/19")
    for name, other in (
        ("Miscellaneous crimes", "Miscellaneous crimes against society"),
        ("Domestic burglary", "Residential burglary"),
        ("Stalking and harassment", "Stalking and Harassment"),
        ("Theft offences", "Theft Offences"),
    ):
        new = replaced(new, name, other)
    status, said = run(county, KIND, written(tmp_path / "all.csv", [*old, *new[1:]]))
    assert status == 0, said
    assert {one["category"] for one in rows(county, FILE)} == {
        one["category"] for one in rows(county, f"{FOLDER}/2019-03.csv")
    }


def test_what_was_defined_anew_has_another_category(county: Path, tmp_path: Path) -> None:
    before = of_forces(year="2016/17")
    with_driving = [["2017/18", str(q), "Exampleshire", "Death by driving"] for q in range(1, 5)]
    kind = ["Violence against the person", "Death or serious injury - unlawful driving", "4.4"]
    now = [*of_forces(), *([*row, *kind, "1"] for row in with_driving)]
    status, said = run(county, KIND, written(tmp_path / "all.csv", [*before, *now[1:]]))
    assert status == 0, said
    assert held(county, "violence-with-injury") == {FORCE: "200"}
    assert held(county, "residential-burglary") == {FORCE: "198"}
    earlier = {one["category"] for one in rows(county, f"{FOLDER}/2017-03.csv")}
    assert earlier >= {"violence-with-injury-or-driving", "domestic-burglary", "burglary"}
    assert not earlier & {"violence-with-injury", "residential-burglary"}
    checked(county)


def test_a_district_is_the_sum_of_those_whose_place_it_took(county: Path, tmp_path: Path) -> None:
    parts = {"Northam": 4, "Southam": 6, **PARTS}
    del parts["Great Example"]
    status, said = run(county, KIND, written(tmp_path / "parts.csv", of_parts(parts)))
    assert status == 0, said
    assert "Great Example is the sum of Northam and Southam in 2017/18." in said
    assert held(county)["X07000003"] == "40"


def test_a_number_below_nought_has_no_figure(county: Path, tmp_path: Path) -> None:
    table = [[*row[:-1], "-1" if row[-1] == "1 " else row[-1]] for row in of_parts()]
    status, said = run(county, KIND, written(tmp_path / "parts.csv", table))
    assert status == 0, said
    assert "below nought as a whole, so without a figure: homicide (" in said
    assert held(county, "homicide")["X07000006"] == ""
    checked(county)


def test_unassigned_rows_of_another_force_are_told(county: Path, tmp_path: Path) -> None:
    odd = [row for row in of_parts() if row[3] == "Unassigned Exampleshire"]
    odd = replaced(odd, "Unassigned Exampleshire", "Unassigned Elsewhere")
    status, said = run(county, KIND, written(tmp_path / "parts.csv", [*of_parts(), *odd]))
    assert status == 0, said
    assert '28 rows of Exampleshire Police area that say "Unassigned Elsewhere"' in said
    assert held(county)["unassigned"] == "20"


def _changed(cells: Cells, row: int, column: str, to: str) -> Cells:
    """The table with one cell of another content; rows are numbered as in a spreadsheet."""
    made = [list(one) for one in cells]
    made[row - 1][made[0].index(column)] = to
    return made


def _more() -> Cells:
    """The table of forces, where not every quarter has the same offences."""
    return [row for row in of_forces() if row[1] != "2" or row[6] != "67"]


BAD: dict[str, tuple[Callable[[], Cells], str]] = {
    "no number": (
        lambda: _changed(of_parts(), 9, "Offence Count", "[x]"),
        '"[x]" stands here, and a number of crimes belongs here.',
    ),
    "no quarter": (
        lambda: replaced(of_forces(), "4", "5"),
        '"5" stands here, and a quarter from 1 to 4 belongs here; so in 6 more rows.',
    ),
    "no year": (
        lambda: of_forces(year="2017/19"),
        '"2017/19" stands here, and a financial year such as 2017/18 belongs here',
    ),
    "a year to come": (lambda: of_forces(year="2051/52"), "Quarter 1 of 2051/52 is not over."),
    "a part of a year alone": (
        lambda: of_forces(quarters=(1, 2, 3)),
        "No financial year in it is whole. 2017/18 by force has quarters 1, 2 and 3 and waits for "
        "quarter 4",
    ),
    "rows twice": (
        lambda: [*of_parts(), *of_parts()[-7:]],
        '"Homicide" (1/4.1) of Unassigned Exampleshire stands more than once in quarter 4 of '
        "2017/18; so do 6 more rows.",
    ),
    "an unknown subgroup": (
        lambda: replaced(of_parts(), "Shoplifting", "Shop lifting"),
        '"Shop lifting" (16 rows) is no group or subgroup of offences that is known. Did you mean '
        '"Shoplifting"?',
    ),
    "a group moved": (
        lambda: _changed(of_forces(), 15, "Offence Group", "Robbery"),
        '"Shoplifting" stands in the group "Robbery" in 2017/18, and is no part of it.',
    ),
    "a sum beside its parts": (
        lambda: replaced(of_forces(), "Shoplifting", "Burglary"),
        '"Burglary" stands beside "Domestic burglary" in 2017/18, its own part.',
    ),
    "a type cut off": (
        lambda: [r for r in _more() if not (r[1] == "4" and r[5] == "Domestic burglary")],
        'Quarter 4 of 2017/18 has no row of "Domestic burglary", of which quarter 3 has 49.',
    ),
    "the last rows cut off": (
        lambda: of_parts()[:-4],
        "Quarter 4 of 2017/18 has 3 rows of Unassigned Exampleshire, and there are 7 wherever else",
    ),
    "a sum of the force": (
        lambda: [*of_forces(), ["2017/18", "4", "Exampleshire", "", "Total", "Total", "", "9,999"]],
        '"Total" (1 row) is no group or subgroup of offences that is known.',
    ),
    "a district by two names": (
        lambda: of_parts({**PARTS, "Gt Example": 3}),
        "Great Example has rows by 2 names in 2017/18: Great Example and Gt Example.",
    ),
    "a district of which a part is lost": (
        lambda: replaced(of_parts(), "Great Example", "Northam"),
        "Great Example is made of Northam in 2017/18, and Southam has no row.",
    ),
    "a district that was not yet": (
        lambda: of_parts(year="2014/15"),
        "Great Example was no area at the end of 2014/15 by data/areas/areas.csv.",
    ),
    "an unknown partnership": (
        lambda: replaced(of_parts(), "Farrow", "Farow"),
        "Farow is no district or partnership of the register. If it is another name of one (is it "
        "Farrow?), add it to data/areas/names.csv",
    ),
    "a district left out": (
        lambda: [row for row in of_parts() if row[3] != "Farrow"],
        "Farrow has no row in 2017/18.",
    ),
    "a quarter left out": (
        lambda: [row for row in of_parts() if not (row[3] == "Farrow" and row[1] == "2")],
        "Farrow has no row of quarter 2 of 2017/18.",
    ),
    "no partnership named": (
        lambda: _changed(of_parts(), 2, "CSP Name", ""),
        "Nothing stands here, and the name of a partnership belongs here.",
    ),
    "another force": (
        lambda: replaced(of_forces(), "Exampleshire", "Nowhere"),
        "The table has no row of the Exampleshire Police area.",
    ),
    "a comma without quotation marks": (
        lambda: [*of_forces()[:3], [*of_forces()[3][:-1], "1", "204"], *of_forces()[4:]],
        "The row has more cells than the header.",
    ),
    "another table": (lambda: [["a", "b"], ["1", "2"]], "No table in it has the column"),
    "outcomes": (
        lambda: replaced(of_forces(), "Number of Offences", "Outcome"),
        'has no column "Number of Offences".',
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_table_that_cannot_be_is_told(what: str, county: Path, tmp_path: Path) -> None:
    make, sentence = BAD[what]
    before = files_in(county)
    status, said = run(county, KIND, written(tmp_path / "table.csv", make()))
    assert status == 1, said
    assert sentence in " ".join(said.split())
    assert said.count("table.csv") == 1
    assert files_in(county) == before


def test_quarters_in_two_files_are_told(county: Path, tmp_path: Path) -> None:
    one = written(tmp_path / "first.csv", of_forces())
    other = written(tmp_path / "second.csv", of_forces(101))
    status, said = run(county, KIND, one, other)
    assert status == 1
    assert "first.csv too. Hand over the newer of the two." in said


def test_forces_and_partnerships_of_other_editions_are_told(county: Path, tmp_path: Path) -> None:
    forces = written(tmp_path / "forces.csv", of_forces(101))
    status, said = run(county, KIND, written(tmp_path / "parts.csv", of_parts()), forces)
    assert status == 1
    assert "Exampleshire Police area has 404 in 2017/18 (all crime except fraud), and its" in said
    assert "partnerships have 400 together in" in said


# A quarter of each; the fall of Great Example is within what comes to be assigned to none.
USUAL = {"Great Example": 6000, "Oldford & Middlewick": 7000, "Farrow": 9000, "Unassigned": 500}
BROKEN = {**USUAL, "Great Example": 26, "Unassigned": 17140}


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A partnership that has 107 crimes, while 68,563 are assigned to none."""
    table = of_parts(BROKEN, year="2018/19")
    mine = [row for row in table if row[3] in ("Great Example", "Unassigned")]
    for name in ("Great Example", "Unassigned"):
        last = next(row for row in reversed(mine) if row[3:6:2] == [name, "Theft offences"])
        last[-1] = str(3)
    return written(tmp_path / "faulty.csv", table)


def test_an_assignment_fault_is_stopped(county: Path, tmp_path: Path, faulty: Path) -> None:
    assert run(county, KIND, written(tmp_path / "usual.csv", of_parts(USUAL)))[0] == 0
    before = files_in(county)
    status, said = run(county, KIND, faulty)
    assert status == 1
    told = " ".join(said.split())
    assert (
        "Great Example has 107 crimes in 2018/19, 24,000 the year before, while 68,563 crimes of "
        "the Exampleshire Police area are assigned to no partnership, 2,000 the year before. Leave "
        "that year out of the table until a corrected edition is out"
    ) in told
    assert files_in(county) == before
    # Without a year before it, a small part of the others says as much.
    (county / FILE).unlink()
    status, said = run(county, KIND, faulty)
    assert status == 1
    assert "107 crimes in 2018/19, a small part of the 28,000 of the middle partnership" in said
    # Whoever knows better says so.
    with (county / "data/events.csv").open("a", encoding="utf-8") as events:
        events.write("2018-04-01,X07000003,home-office-crime,,break,It was parted.,The county\n")
    assert run(county, KIND, faulty)[0] == 0


def test_a_partnership_may_fall(county: Path, tmp_path: Path) -> None:
    run(county, KIND, written(tmp_path / "usual.csv", of_parts(USUAL)))
    fallen = of_parts({**USUAL, "Great Example": 2500}, year="2018/19")
    assert run(county, KIND, written(tmp_path / "fallen.csv", fallen))[0] == 0


def test_names_and_categories_are_the_same() -> None:
    text = (WRITTEN / "home-office-crime.yml").read_text(encoding="utf-8")
    told = yaml.safe_load(text.format(source="A", rate=""))["categories"]
    known = [one for one in offences.rows() if one.id != offences.FRAUD]
    assert {one.id: (one.label, one.within) for one in known} == {
        key: (said["label"], said.get("within", "")) for key, said in told.items()
    }
    every = {(one.id, one.label, one.within) for one in offences.rows()}
    assert len(every) == len(offences.categories())
    assert {one.unless for one in known} <= {"", *told}


@pytest.mark.parametrize("name", ["home-office-crime", "ons-crime", "street-crime"])
def test_no_topic_shows_two_counts_of_the_same_crimes(name: str) -> None:
    text = (WRITTEN / f"{name}.md").read_text(encoding="utf-8")
    shown = re.findall(r'\("(?:[a-z]+", ")?([a-z-]+)"', text)
    assert len(shown) > 3
    assert {one for one in shown if not one.startswith(name)} == set()


def test_a_new_project_waits_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "surrey"
    done = CliRunner().invoke(main, ["new", str(folder), "--force", "Surrey Police"])
    assert done.exit_code == 0, done.output
    assert (folder / "content/topics/13-home-office-tables.md").is_file()
    table = written(tmp_path / "table.csv", replaced(of_forces(), "Exampleshire", "Surrey"))
    assert run(folder, KIND, table)[0] == 0
    assert held(folder) == {"E23000031": "400"}
    assert not checked(folder).count("home-office-crime is")


@pytest.mark.skipif(not REAL, reason="CRIME_PROFILES_REAL_DATA names no folder")
def test_the_real_table_is_read_to_the_unit(tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    (file,) = (Path(REAL) / "home-office").glob("prc-pfa-*.csv.gz")
    status, said = run(project, KIND, file)
    assert status == 0, said
    with gzip.open(file, "rt", encoding="utf-8", newline="") as opened:
        printed = [[cell.strip() for cell in line] for line in csv.reader(opened)]
    mine = [line for line in printed if line[2] == "Kent" and line[4] != "Fraud offences"]
    every = [0 if line[7] == "-00" else int(line[7].replace(",", "")) for line in mine]
    assert held(project) == {"E23000032": str(sum(every))} == {"E23000032": "177187"}
    told = {one["category"]: one["value"] for one in rows(project, FILE)}
    for group in {line[4] for line in mine}:
        total = sum(n for n, line in zip(every, mine, strict=True) if line[4] == group)
        assert told[offences.category(group, "2017/18", ())] == str(total)
    assert outcomes(project)["read"] == len(printed) - 1 == 23068
