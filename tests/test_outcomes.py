"""``import outcomes``: what had become of crimes, by the last outcome of each or by its own row."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.__main__ import main
from generator.importers.described import WRITTEN
from generator.importers.log import FILE, lines_in
from generator.importers.months.outcome_rows import labels, types
from generator.importers.months.ripe import later
from tests.counties import county_alone, files_in
from tests.handed import WARDS, boundaries, feature, month_file, outcome, outcomes_file, usual
from tests.sites import ROOT, copy_project
from tests.test_importing import periods, rows, run

REAL = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
HELD = "data/datasets/street-outcomes/2025.csv"
COVERAGE = "data/coverage.csv"
FORCE, OLDFORD, MIDDLEWICK, FARROW = "X23000001", "X07000004", "X07000005", "X07000006"
YEAR = [f"2025-{number:02d}" for number in range(1, 13)]
NEWEST = "2026-06"
CHARGED, CAUTION = "Suspect charged", "Offender given a caution"
NOBODY = "Investigation complete; no suspect identified"
SAID = {
    "a1": "Awaiting court outcome",
    "a2": NOBODY,
    "a4": "Unable to prosecute suspect",
    "a5": "Local resolution",
    **dict.fromkeys(("b0", "b1", "b2"), "Under investigation"),
}
# The outcomes of the crimes of a month: of which, so many months later, what.
CAME = (
    *(("a1", 0, CHARGED), ("a1", 2, "Offender sent to prison"), ("a2", 0, NOBODY)),
    *(("a2", 3, CAUTION), ("a5", 1, CHARGED), ("a6", 1, CHARGED), ("b0", 1, NOBODY)),
    ("b2", 1, "Action to be taken by another organisation"),
)
WHOLE: dict[str, dict[str, int]] = {
    OLDFORD: {"charged": 1, "out-of-court": 1, "not-published": 1},
    MIDDLEWICK: {
        **dict.fromkeys(("not-prosecuted", "no-suspect"), 1),
        **dict.fromkeys(("under-investigation", "another-organisation"), 1),
    },
    FARROW: {},
}
Change = Callable[[list[list[str]]], list[list[str]]]


def crimes(month: str) -> list[list[str]]:
    """A month of crimes, each with an ID of its own and with what its row says of it."""
    return [
        [f"{month}-{one[0]}" if one[0] else "", *one[1:-2], SAID.get(one[0], ""), one[-1]]
        for one in usual(month)
    ]


def came(month: str, months: Sequence[str] = YEAR) -> list[list[str]]:
    """The outcomes of a month, of crimes of these months; and one of a crime of long ago."""
    found = [
        outcome(f"{begun}-{crime}", what, month)
        for begun in months
        for crime, after, what in CAME
        if later(begun, after) == month
    ]
    return [outcome("long-ago", NOBODY, month), *found]


def archive(folder: Path, newest: str = NEWEST, months: Sequence[str] = YEAR) -> Path:
    """An archive as it is unpacked: crimes of these months, and outcomes up to a newest month."""
    for month in months:
        month_file(folder, crimes(month), month)
    month = months[0]
    while month <= newest:
        outcomes_file(folder, came(month, months), month)
        month = later(month, 1)
    return folder


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with its wards drawn and the crimes of a year imported."""
    folder = tmp_path_factory.mktemp("outcomes")
    project = county_alone(folder / "county")
    run(project, "boundaries", boundaries(folder / "wards.geojson", map(feature, WARDS)))
    assert run(project, "police-uk", archive(folder / "archive"))[0] == 0
    return project


@pytest.fixture
def county(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "county"))


@pytest.fixture(scope="module")
def told(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same with the outcomes of the year, and what the import said. Read only."""
    folder = tmp_path_factory.mktemp("told")
    project = Path(shutil.copytree(begun, folder / "county"))
    status, said = run(project, "outcomes", archive(folder / "archive"))
    assert status == 0, said
    return project, said


def numbers(project: Path, period: str = "P1M/2025-03") -> dict[str, dict[str, int]]:
    """How many there are of each area and group, without those that have none."""
    found: dict[str, dict[str, int]] = {}
    for one in rows(project, HELD):
        if (one["period"], one["measure"]) == (period, "crimes"):
            mine = found.setdefault(one["area"], {})
            mine |= {one["category"]: int(one["value"])} if one["value"] != "0" else {}
    return found


def notes(project: Path) -> dict[str, str]:
    return {one["period"]: one["note"] for one in rows(project, HELD)}


def test_the_last_outcome_of_a_crime_counts(told: tuple[Path, str]) -> None:
    month = numbers(told[0])
    force = month.pop(FORCE)
    assert month == WHOLE
    # A crime without a place counts for the force: there are two who were charged.
    assert force == {**WHOLE[OLDFORD], **WHOLE[MIDDLEWICK], "charged": 2}
    assert numbers(told[0], "P12M/2025-12")[OLDFORD] == dict.fromkeys(WHOLE[OLDFORD], 12)
    wholes = {r["area"]: r["value"] for r in rows(told[0], HELD) if r["measure"] == "recorded"}
    assert wholes == {FORCE: "8", OLDFORD: "3", MIDDLEWICK: "4", FARROW: "0"}


def test_what_is_said_of_an_import(told: tuple[Path, str]) -> None:
    said = told[1]
    assert "96 crimes of January 2025 to December 2025" in said
    assert "as of June 2026: 60 by the last outcome that is held of each, 36 by what" in said
    assert "The Exampleshire Police area: charged or summonsed 25.0%; resolved out of" in said
    assert "Of 48 crimes the last outcome and the row itself are of different groups" in said


def test_no_row_is_lost_or_invented(told: tuple[Path, str]) -> None:
    by_file: dict[str, Counter[str]] = {}
    for line in lines_in((told[0] / FILE).read_bytes()):
        if line.kind == "outcomes":
            by_file.setdefault(line.file, Counter())[line.outcome] += int(line.rows)
    assert len(by_file) == 12 + 18
    assert all(2 * one["read"] == one.total() for one in by_file.values())
    every: Counter[str] = sum(by_file.values(), Counter())
    assert every["counted: the last outcome of a crime"] == 60
    assert every["set aside: an earlier outcome of a crime"] == 24
    assert every["set aside: of a crime that is not counted here"] == 12 + 18
    assert every["counted for the force only: by the last of its outcomes"] == 12


def test_what_is_written_has_no_problems_and_says_when_it_was_known(
    told: tuple[Path, str],
) -> None:
    project = told[0]
    done = CliRunner().invoke(main, ["check", "--project", str(project)])
    assert done.exit_code == 0, done.stdout
    assert set(notes(project).values()) == {"known-2026-06"}
    words = ["explain", "oldford", "street-outcomes", "2025", "--project", str(project)]
    done = CliRunner().invoke(main, words)
    said = " ".join(done.stdout.split())
    assert "In 2025, the outcome of 33.3% of the crimes that the police recorded in Oldford" in said
    assert "was “charged or summonsed” (12 of 36). These are the outcomes as known at" in said


def test_the_same_again_changes_nothing_and_it_is_taken_back(county: Path, tmp_path: Path) -> None:
    before = files_in(county / "data")
    path = archive(tmp_path / "archive")
    run(county, "outcomes", path)
    assert "Nothing changes" in run(county, "outcomes", path)[1]
    run(county, "--undo")
    assert files_in(county / "data") == before


def test_no_month_younger_than_six_counts(county: Path, tmp_path: Path) -> None:
    status, said = run(county, "outcomes", archive(tmp_path / "archive", "2026-02"))
    assert status == 0, said
    assert periods(county, HELD) == {f"P1M/{month}" for month in YEAR[:8]}
    assert "September 2025 to December 2025: not counted, for six months must pass" in said
    assert "the newest outcomes held are of February 2026" in said
    before = files_in(county / "data")
    status, said = run(county, "outcomes", archive(tmp_path / "young", "2025-06"))
    assert status == 1
    assert "January 2025 to December 2025: not counted" in said
    assert files_in(county / "data") == before


def test_a_newer_archive_is_told_and_an_older_one_takes_nothing_back(
    county: Path, tmp_path: Path
) -> None:
    older = archive(tmp_path / "older", "2026-02")
    run(county, "outcomes", older)
    newer = archive(tmp_path / "newer")
    odd = [*came("2026-05"), outcome("2025-02-a4", CAUTION, "2026-05")]
    outcomes_file(newer, odd, "2026-05")
    _, said = run(county, "outcomes", newer)
    assert "February 2025 was revised: 8 crimes; 1 in another group than before, known as" in said
    assert "known as of June 2026 and no more of February 2026." in said
    held = files_in(county / "data")
    status, said = run(county, "outcomes", older)
    assert status == 0
    assert "its outcomes are held already as they were known later. It stays as it is." in said
    # What the log says of the files that both archives have stands too.
    assert files_in(county / "data") == held
    text = (county / "data/datasets/street-outcomes/dataset.yml").read_text(encoding="utf-8")
    assert "known-2026-06: These are" in text
    assert "known-2026-02" not in text


def test_a_year_is_of_months_that_are_known_together(county: Path, tmp_path: Path) -> None:
    run(county, "outcomes", archive(tmp_path / "first", "2026-02"))
    _, said = run(county, "outcomes", archive(tmp_path / "rest", months=YEAR[6:]))
    assert "P12M/2025-12" not in periods(county, HELD)
    assert "2025 has no figure for the year: the outcomes of its months are known as of" in said
    assert set(notes(county).values()) == {"known-2026-02", "known-2026-06"}


def test_outcome_months_that_are_missing_are_told(county: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "archive")
    (path / "2025-09/2025-09-exampleshire-outcomes.csv").unlink()
    _, said = run(county, "outcomes", path)
    assert "There are no outcomes of September 2025 among these." in said
    assert "March 2025 to September 2025: not counted, for outcomes of September 2025" in said
    kept = (*YEAR[:2], *YEAR[9:])
    assert periods(county, HELD) == {f"P1M/{month}" for month in kept}


def test_a_month_counts_as_the_table_of_coverage_has_it(county: Path, tmp_path: Path) -> None:
    text = (county / COVERAGE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "2025-02" not in line]
    text = "".join(lines).replace("2025-04,complete", "2025-04,partial")
    (county / COVERAGE).write_text(text, encoding="utf-8")
    path = archive(tmp_path / "archive")
    month_file(path, crimes("2025-05")[1:], "2025-05")
    _, said = run(county, "outcomes", path)
    assert "February 2025: not counted, for data/coverage.csv has no line for it. Import" in said
    assert "April 2025: not counted, for data/coverage.csv does not call it complete." in said
    assert "May 2025: not counted, for data/coverage.csv has it with another number of" in said
    left = {"2025-02", "2025-04", "2025-05"}
    assert periods(county, HELD) == {f"P1M/{month}" for month in YEAR if month not in left}


def test_a_month_that_is_not_complete_any_more_has_no_figures(county: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "archive")
    run(county, "outcomes", path)
    text = (county / COVERAGE).read_text(encoding="utf-8")
    text = text.replace("2025-04,complete", "2025-04,partial")
    (county / COVERAGE).write_text(text, encoding="utf-8")
    told = CliRunner().invoke(main, ["check", "--project", str(county)]).stdout
    assert f"{HELD}: These months are not complete in {COVERAGE}, and have figures here" in told
    _, said = run(county, "outcomes", path)
    assert "April 2025: no figures any more, for data/coverage.csv does not call it" in said
    assert periods(county, HELD) == {f"P1M/{month}" for month in YEAR if month != "2025-04"}


def test_what_people_have_changed_is_told(county: Path, tmp_path: Path) -> None:
    run(county, "outcomes", archive(tmp_path / "older", "2026-02"))
    file, newer = county / HELD, archive(tmp_path / "newer")
    described, held = file.with_name("dataset.yml"), file.read_bytes()
    file.write_bytes(b"hello,world\n")
    assert "The file is no more as an import wrote it." in run(county, "outcomes", newer)[1]
    file.write_bytes(held)
    text = described.read_text(encoding="utf-8").replace("title: What", "title: All that")
    described.write_text(text, encoding="utf-8")
    status, said = run(county, "outcomes", newer)
    assert status == 1
    assert "The note known-2026-06 is not declared. Add below notes: known-2026-06: The" in said


def test_a_crime_with_two_outcomes_in_its_last_month_is_told(county: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "archive")
    twice = [outcome("2025-03-a4", what, "2025-10") for what in (CAUTION, NOBODY)]
    outcomes_file(path, [*came("2025-10"), *twice], "2025-10")
    _, said = run(county, "outcomes", path)
    assert "Of one crime the last month has outcomes of several groups" in said
    assert numbers(county)[MIDDLEWICK]["no-suspect"] == 2


def test_a_crime_id_that_stands_twice_counts_once(county: Path, tmp_path: Path) -> None:
    path = archive(tmp_path / "archive")
    twice = [*crimes("2025-03"), [*crimes("2025-03")[5][:-2], CAUTION, ""]]
    twice[-1][0] = "2025-03-a1"
    month_file(path, twice, "2025-03")
    run(county, "police-uk", path)
    status, said = run(county, "outcomes", path)
    assert status == 0, said
    assert numbers(county)[OLDFORD]["charged"] == 1
    assert sum(numbers(county)[FORCE].values()) == 8


def _without(ending: str) -> Callable[[Path], None]:
    def taken(path: Path) -> None:
        for one in path.rglob(f"*-{ending}.csv"):
            one.unlink()

    return taken


def _ends(change: Change, month: str = "2025-03") -> Callable[[Path], None]:
    def changed(path: Path) -> None:
        outcomes_file(path, change(came(month)), month)

    return changed


def _of_another_force(path: Path) -> None:
    other = [outcome("x", NOBODY, "2025-03", "Otherland Police")]
    outcomes_file(path / "other", other, "2025-03")


def _odd_crime(path: Path) -> None:
    odd = crimes("2025-03")
    odd[0][-2] = "Ofender fined"
    month_file(path, odd, "2025-03")


def _swapped(path: Path) -> None:
    folder = path / "2025-03"
    crimes_there = folder / "2025-03-exampleshire-street.csv"
    shutil.copyfile(crimes_there, folder / "2025-03-exampleshire-outcomes.csv")


BROKEN: dict[str, tuple[Callable[[Path], None], str]] = {
    "no outcomes": (_without("outcomes"), "There is no file of outcomes among these, such as"),
    "no crimes": (_without("street"), "There is no file of crimes among these, such as"),
    "another force": (_of_another_force, "Otherland Police is not the force of this site."),
    "a type that nobody knows": (
        _ends(lambda found: [[*one[:-1], "Suspect chargd"] for one in found]),
        '"Suspect chargd" is no type of outcome that is known (in 8 rows). Did you mean "Suspect '
        'charged"?',
    ),
    "a type of a crime that nobody knows": (_odd_crime, 'Did you mean "Offender fined"?'),
    "another month": (
        _ends(lambda found: [[one[0], "2025-04", *one[2:]] for one in found]),
        '"2025-04" stands here, and 2025-03 belongs here; so in 7 more rows.',
    ),
    "no force": (
        _ends(lambda found: [[*one[:3], "", *one[4:]] for one in found]),
        "nothing stands here, and the name of a force belongs here",
    ),
    "a lost comma": (
        _ends(lambda found: [*found, found[0][:-1], *found]),
        "The row has lost a comma.",
    ),
    "no rows": (_ends(lambda _: []), "2025-03-exampleshire-outcomes.csv: The file has a header"),
    "the crimes under the name of outcomes": (
        _swapped,
        "The header lacks Outcome type",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_cannot_be_is_told(what: str, begun: Path, tmp_path: Path) -> None:
    change, sentence = BROKEN[what]
    path = archive(tmp_path / "archive")
    change(path)
    before = files_in(begun / "data")
    status, said = run(begun, "outcomes", path)
    assert status == 1
    assert sentence in said
    assert "1 problem" in said
    assert "Nothing was written." in said
    assert files_in(begun / "data") == before


def test_the_groups_are_those_of_the_description() -> None:
    text = (WRITTEN / "street-outcomes.yml").read_text(encoding="utf-8")
    described = yaml.safe_load(text.format(source="X", notes="  known-2026-06: x"))
    declared = {k: v["label"] for k, v in described["categories"].items() if k != "all"}
    assert declared == labels()
    assert len({one.label for one in types().values()}) == len(labels()) == 8
    assert types()["Awaiting court outcome"].group == "charged"


@pytest.mark.skipif(not REAL, reason="CRIME_PROFILES_REAL_DATA names no folder of files")
def test_an_independent_count_of_the_publishers_crimes_is_the_same(tmp_path: Path) -> None:
    """January 2025 of Kent, with invented outcomes, by the districts in the names of LSOAs."""
    project = copy_project(ROOT, tmp_path / "kent")
    shutil.rmtree(project / "data/areas/boundaries", ignore_errors=True)
    name = "2025-01-kent-street.csv"
    text = gzip.decompress(Path(REAL, "police-uk", f"{name}.gz").read_bytes())
    (tmp_path / name).write_bytes(text)
    every = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    ends = {one["Crime ID"]: CAUTION for one in every[::7] if one["Crime ID"]}
    for number in range(1, 8):
        month = f"2025-{number:02d}"
        mine = [outcome(c, w, month, "Kent Police") for c, w in [*ends.items()][number - 1 :: 7]]
        shutil.move(outcomes_file(tmp_path, mine, month), tmp_path / f"{month}-kent-outcomes.csv")
    given = sorted(tmp_path.glob("*.csv"))
    status, said = run(project, "outcomes", *given)
    assert status == 0, said
    counted = Counter(
        (one["LSOA name"].rpartition(" ")[0], types()[ends.get(one["Crime ID"], word)].group)
        for one in every
        if (word := one["Last outcome category"])
    )
    names = {one["code"]: one["name"] for one in rows(project, "data/areas/areas.csv")}
    held = {
        (names[one["area"]], one["category"]): int(one["value"])
        for one in rows(project, HELD)
        if one["measure"] == "crimes" and one["area"] != "E23000032"
    }
    assert {key: n for key, n in held.items() if n} == {
        key: n for key, n in counted.items() if key[0] in {name for name, _ in held}
    }
    assert sum(held.values()) > 12_000
