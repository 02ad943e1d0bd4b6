"""``import spreadsheet``: whatever form a table comes in, the same rows come out of it; what is not
plain is asked, and what is wrong is told before anything is written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

from generator.__main__ import main
from generator.figures import intervals
from generator.figures.figures import Figures, figures
from generator.reading.holdings import open_holdings
from generator.reading.yamlfiles import read_yaml
from generator.terms.datasets import Dataset
from tests.counties import county_alone
from tests.disguises import DISGUISES, Figure, Table
from tests.test_importing import rows, run

# What is written into the draft where a disguise leaves a question open.
ANSWERS = {'"": "?"': '"": "-"', 'category: "?"': "category: all"}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return county_alone(tmp_path / "county")


def table_of(county: Path, name: str, measure: str, seed: int) -> Table:
    """One measure of a dataset of the county."""
    folder = county / "data/datasets" / name
    told = [
        Figure(*(row[key] for key in Figure._fields))
        for path in sorted(folder.glob("*.csv"))
        if not path.name.startswith("claims")
        for row in rows(county, path.relative_to(county).as_posix())
        if row["measure"] == measure
    ]
    names = {row["code"]: row["name"] for row in rows(county, "data/areas/areas.csv")}
    read = read_yaml((folder / "dataset.yml").read_text(encoding="utf-8"), "dataset.yml", Dataset)
    assert read.model
    return Table(told, names, read.model, seed)


def answered(county: Path, path: Path, name: str) -> tuple[int, str]:
    """The import, once more with the draft answered where it asks."""
    status, said = run(county, "spreadsheet", path, "--dataset", name)
    draft = path.with_name(f"{path.name}.mapping.yml")
    if status and draft.is_file():
        text = draft.read_text(encoding="utf-8")
        for asked, answer in ANSWERS.items():
            text = text.replace(asked, answer)
        draft.write_text(text, encoding="utf-8")
        status, said = run(county, "spreadsheet", path)
    return status, said


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("recorded-crime", "offences"),
        ("treatment", "people"),
        ("population", "residents"),
        ("hate-crime", "crimes"),
    ],
)
def test_a_table_comes_back_equal(
    county: Path, tmp_path: Path, disguise: str, name: str, measure: str
) -> None:
    table = table_of(county, name, measure, seed=len(disguise))
    for path in (county / "data/datasets" / name).glob("*.csv"):
        path.unlink()
    path = DISGUISES[disguise](tmp_path, table)
    status, said = answered(county, path, name)
    assert status == 0, said
    back = rows(county, f"data/datasets/{name}/spreadsheet.csv")
    key = Figure._fields[:6]
    assert {tuple(row[k] for k in key) for row in back} == {row[:6] for row in table.rows}


DISTRICTS = ("Great Example", "Oldford", "Middlewick", "Farrow")
Sheet = list[list[Any]]
TITLE: list[Any] = ["Finds, year ending March 2026"]
HEAD: Sheet = [TITLE, ["District", "All", "Parks"]]
ROWS: Sheet = [[name, 30 + n, 10 + n] for n, name in enumerate(DISTRICTS)]


def book(path: Path, *, hidden: str = "", chart: bool = False, **sheets: Sheet) -> Path:
    """A workbook as a person would make it: numbers, texts and days."""
    made = xlsxwriter.Workbook(str(path))
    day = made.add_format({"num_format": "mmm-yy"})
    for name, cells in sheets.items():
        sheet = made.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for number, row in enumerate(cells):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell != "":
                    sheet.write(number, column, cell)
    if chart:
        made.add_chartsheet("Chart")
    made.close()
    return path


def begun(county: Path, folder: Path) -> None:
    """A dataset that a first spreadsheet began: finds in all and in parks."""
    path = book(folder / "first.xlsx", S=[["Finds, year ending March 2025"], HEAD[1], *ROWS])
    status, _ = run(county, "spreadsheet", path, "--dataset", "finds")
    assert status == 1
    fill(path, publisher='"Councils"', counts="[find, finds]", meaning='"Things found."')
    status, said = run(county, "spreadsheet", path)
    assert status == 0, said


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with finds, for what changes nothing there."""
    folder = tmp_path_factory.mktemp("founded")
    begun(county_alone(folder / "county"), folder)
    return folder / "county"


def fill(path: Path, **answers: str) -> str:
    """Answer what the draft beside a spreadsheet asks; the draft as it was."""
    draft = path.with_name(f"{path.name}.mapping.yml")
    before = text = draft.read_text(encoding="utf-8")
    for key, answer in answers.items():
        for question in (f'{key}: "?"', f'{key}: ["?", "?"]', f'"{key}": "?"'):
            text = text.replace(question, question.partition(": ")[0] + f": {answer}")
    draft.write_text(text, encoding="utf-8")
    return before


def test_a_new_dataset_is_asked_about_begun_and_shown(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    folder = county / "data/datasets/finds"
    assert {path.name for path in folder.iterdir()} == {
        "dataset.yml",
        "mapping.yml",
        "spreadsheet.csv",
    }
    assert (county / "content/topics/85-finds.md").is_file()
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def test_the_next_year_needs_no_word(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    more: Sheet = [[name, 40 + n, 12] for n, name in enumerate(DISTRICTS)]
    status, said = run(county, "spreadsheet", book(tmp_path / "b.xlsx", S=[*HEAD, *more]))
    assert status == 0, said
    assert "finds: 8 new figures." in said
    assert "All finds: Farrow 43 (33), Great Example 40 (30)" in said


def test_the_same_again_changes_nothing_and_it_is_taken_back(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    again = run(county, "spreadsheet", tmp_path / "first.xlsx")[1]
    assert "Nothing changes" in again
    run(county, "--undo")
    assert not (county / "data/datasets/finds").exists() or not list(
        (county / "data/datasets/finds").iterdir()
    )


def test_a_second_edition_tells_what_it_changed(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    other: Sheet = [["Finds, year ending March 2025"], HEAD[1], *ROWS[:3], ["Farrow", 39, 13]]
    _, said = run(county, "spreadsheet", book(tmp_path / "second.xlsx", S=other))
    assert "1 figure is another now than before, most of all Farrow" in said
    assert "39, 33 before." in said


def test_no_cell_is_lost(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    sheet: Sheet = [*HEAD, *ROWS, ["Total", 126, 46]]
    sheet[1] = [*sheet[1], "% change"]
    sheet[2:] = [[*row, 0.1] for row in sheet[2:]]
    status, said = run(county, "spreadsheet", book(tmp_path / "c.xlsx", S=sheet))
    assert status == 0, said
    assert 'Passed over: "% change" and "Total".' in said
    told = [one for one in rows(county, "data/imports.csv") if one["file"].endswith("c.xlsx")]
    counts = {one["outcome"]: int(one["rows"]) for one in told}
    assert counts.pop("read") == sum(counts.values()) == 15
    assert counts["figures"] == 8


def test_marks_become_statuses_and_are_listed(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    sheet: Sheet = [*HEAD, ["Great Example", "1,204", ".."], ["Farrow", "57 p", "[x]"]]
    status, said = run(county, "spreadsheet", book(tmp_path / "d.xlsx", S=sheet))
    assert status == 0, said
    assert '".." in C3 became not available (x).' in said
    assert "1 number stood there in another form, such as B3 1,204." in said
    held = rows(county, "data/datasets/finds/spreadsheet.csv")
    now = [(r["value"], r["status"]) for r in held if r["period"] == "P12M/2026-03"]
    assert sorted(now) == [("", "x"), ("", "x"), ("1204", ""), ("57", "p")]


def test_what_somebody_typed_is_left_and_told(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    folder = county / "data/datasets/finds"
    (folder / "spreadsheet.csv").rename(folder / "typed.csv")
    status, said = run(county, "spreadsheet", tmp_path / "first.xlsx")
    assert (status, "8 figures stood there already" in said) == (0, True), said
    other: Sheet = [["Finds, year ending March 2025"], HEAD[1], *ROWS[:3], ["Farrow", 39, 13]]
    status, said = run(county, "spreadsheet", book(tmp_path / "other.xlsx", S=other))
    assert status == 1
    assert "finds/typed.csv, row 8: The figure was typed here as 33, and the spreadsheet" in said


def test_a_survey_has_its_question_its_base_and_its_range(county: Path, tmp_path: Path) -> None:
    sheet: Sheet = [
        ["How safe people feel, 2017"],
        ["", "By day", "", "After dark", ""],
        ["District", "%", "Base", "%", "Base"],
        *([name, 80 + n, 400, 60, 390] for n, name in enumerate(DISTRICTS)),
    ]
    path = book(tmp_path / "survey.xlsx", S=sheet)
    run(county, "spreadsheet", path, "--dataset", "safety")
    asked = fill(path, **SURVEY)
    assert "who asked whom" in asked
    status, said = run(county, "spreadsheet", path)
    assert status == 0, said
    text = (county / "data/datasets/safety/dataset.yml").read_text(encoding="utf-8")
    assert "base: respondents" in text
    assert "How safe do you feel?" in text
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert done.exit_code == 0, done.stdout


def two(first: Sheet, second: Sheet) -> Sheet:
    return [*first, [], *second]


def pivot() -> Sheet:
    return [["Row Labels", "Sum of finds"], *([name, 3] for name in DISTRICTS), ["Grand Total", 12]]


BAD: dict[str, tuple[Sheet, str]] = {
    "two tables on a sheet": (two([*HEAD, *ROWS], [["District", "Other", "More"], *ROWS]), "row 8"),
    "two tables side by side": (
        [TITLE, ["District", "All", "", "District", "Parks"]]
        + [[name, 3, "", name, 4] for name in DISTRICTS],
        "Two tables stand side by side: one begins in column D.",
    ),
    "a pivot": (pivot(), "The sheet is a pivot table."),
    "an empty sheet": ([], "There is no table in it"),
    "decimals half-way": (
        [*HEAD, *ROWS[:2], ["Middlewick", 3.2, 1], ["Farrow", 4.1, 1]],
        "B5 and B6 are of what is counted, and have decimals.",
    ),
    "percent half-way": (
        [*HEAD, *ROWS[:3], ["Farrow", "12%", 1]],
        "B6 is a percentage, and the measure is no percentage.",
    ),
    "a total that is none": (
        [*HEAD, *ROWS, ["Total", 127, 46]],
        "The total in B7 is 127, and the rows above make 126.",
    ),
    "an area twice": (
        [*HEAD, *ROWS, ROWS[0]],
        "The same figure stands in B3 and in B7: both would be all (number), Great Example",
    ),
    "an area in no register": (
        [*HEAD, *ROWS[:3], ["Farow", 3, 4]],
        '"Farow" is no area that is known. Is it Farrow? In ',
    ),
    "another force": (
        [*HEAD, *([name, 3, 4] for name in ("Basildon", "Braintree", "Rutland", "Tendring"))],
        '4 of its names are no areas that are known, such as "Basildon", "Braintree" and',
    ),
    "a category as a day": (
        [TITLE, ["District", "All", date(2026, 5, 9)], *ROWS],
        'made the day 2026-05-09 of what was typed, perhaps "9-5 or 5-9".',
    ),
    "a footer": (
        [*HEAD, *ROWS, ["Residents of the county", 190000]],
        '"Residents of the county" is no area that is known.',
    ),
    "an error of the spreadsheet": (
        [*HEAD, *ROWS[:3], ["Farrow", "#REF!", 4]],
        '"#REF!" is what a spreadsheet shows where it could not work out or show a cell.',
    ),
    "blank cells": (
        [*HEAD, *ROWS[:2], ["Middlewick", "", 4], ["Farrow", "", 4]],
        "There is nothing where a number belongs, in B5 and B6.",
    ),
    "a dash": ([*HEAD, *ROWS[:3], ["Farrow", "-", 4]], '"-" stands where a number belongs, in B6.'),
    "no period": ([["Finds"], HEAD[1], *ROWS], "No title names a period."),
    "a year to come": (
        [["Finds, year ending March 2099"], HEAD[1], *ROWS],
        "Year ending March 2099 is not over.",
    ),
    "a calendar year among years to March": (
        [["Finds 2025"], HEAD[1], *ROWS],
        "The title says P12M/2025-12, and the dataset holds no such span.",
    ),
    "a quarter in the title": (
        [["Finds 2025/26 Q1"], HEAD[1], *ROWS],
        'The title may speak of another span than a year: "Finds 2025/26 Q1".',
    ),
    "a day on which it was printed": (
        [["Finds, printed on 14/07/2025"], HEAD[1], *ROWS],
        "The title may speak of another span than a year",
    ),
    "a rate in a caption": (
        [TITLE, ["", "Rate per 100,000", "Rate per 100,000"], *HEAD[1:], *ROWS],
        "What the headings in row 2 say is not known",
    ),
    "thousands": ([TITLE, ["Figures are in thousands"], [], *HEAD[1:], *ROWS], "in thousands"),
    "ages that look like years": (
        [TITLE, ["District", "10-11", "12-13"], *ROWS],
        '"10-11" is no category of the dataset',
    ),
    "below nought": ([*HEAD, *ROWS[:3], ["Farrow", -3, 4]], "B6 is below nought."),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_and_nothing_written(
    founded: Path, tmp_path: Path, case: str
) -> None:
    before = {p: p.read_bytes() for p in (founded / "data").rglob("*") if p.is_file()}
    sheet, told = BAD[case]
    path = book(tmp_path / "bad.xlsx", S=sheet)
    status, said = run(founded, "spreadsheet", path, "--dataset", "finds")
    assert (status, told in said) == (1, True), said
    assert {p: p.read_bytes() for p in (founded / "data").rglob("*") if p.is_file()} == before


# Each a sheet of a new dataset, and what is told of it before anything else is asked.
NEW: dict[str, tuple[Sheet, str]] = {
    "a column of weeks": (
        [["Finds"], ["District", "Year", "Week", "Number"]]
        + [[name, "2024/25", 7, 30] for name in DISTRICTS],
        '"7" is no period. Give it its year in the sheet',
    ),
    "limits of a range": (
        [TITLE, ["District", "Finds", "Lower CI"], *ROWS],
        '"Lower CI" seems to be of another kind than the numbers beside it',
    ),
    "a column of months in numbers": (
        [["Finds"], ["District", "Year", "Month", "Number"]]
        + [[name, "2024/25", 4, 30] for name in DISTRICTS],
        '"4" is no period.',
    ),
    "years of two digits": (
        [["Finds"], ["District", "23/24", "24/25"], *ROWS],
        '"23/24" is no period.',
    ),
    "months in numbers": (
        [["Finds"], ["District", "2024-04", "2024-05"], *ROWS],
        '"2024-04" is no period.',
    ),
    "headings in the middle": (
        [
            ["Finds"],
            ["District", "", "2023/24", "", "", "2024/25", ""],
            ["", *(["Race", "Faith", "Other"] * 2)],
            *([name, 1, 2, 3, 4, 5, 6] for name in DISTRICTS),
        ],
        "Row 2 has headings over several columns, and none over the first, B.",
    ),
    "a second table with years": (
        two(
            [["Finds"], ["District", "2023/24", "2024/25"], *ROWS],
            [["Losses"], ["District", "2024/25", "2023/24"], *ROWS],
        ),
        "Row 9 has periods where numbers belong: another table begins there.",
    ),
    "groups of rows": (
        [TITLE, ["District", "All", "Parks"], ["Farrow"], ["Burglary", 3, 4]],
        'The first row of numbers stands below "Farrow", and not below headings.',
    ),
}
BAD_TITLES = {
    "a rate": ("Finds per 100,000 residents, 2025/26", "and its numbers would be counts."),
    "a part of the year": ("Finds by district, April to December", "would be of whole years."),
    "the year to date": ("Finds, year to date", "would be of whole years."),
    "thousands": ("Finds (thousands)", 'The sheet says "Finds (thousands)".'),
}


@pytest.mark.parametrize("case", NEW)
def test_what_a_new_sheet_leaves_unclear_is_told(founded: Path, tmp_path: Path, case: str) -> None:
    sheet, told = NEW[case]
    said = run(founded, "spreadsheet", book(tmp_path / "new.xlsx", S=sheet), "--dataset", "odds")[1]
    assert told in said


@pytest.mark.parametrize("case", BAD_TITLES)
def test_a_title_that_says_another_thing_is_told(founded: Path, tmp_path: Path, case: str) -> None:
    title, told = BAD_TITLES[case]
    sheet: Sheet = [[title], ["District", "2025/26"], *([name, 30] for name in DISTRICTS)]
    said = run(founded, "spreadsheet", book(tmp_path / "t.xlsx", S=sheet), "--dataset", "odds")[1]
    assert told in said


def test_a_line_that_says_another_thing_is_answered_once(county: Path, tmp_path: Path) -> None:
    def of(year: str) -> Path:
        sheet: Sheet = [[f"Finds, percentage checked, {year}"], HEAD[1], *ROWS]
        return book(tmp_path / f"Finds {year.replace('/', '-')}.xlsx", S=sheet)

    assert (
        "and its numbers would be counts."
        in run(county, "spreadsheet", of("2024/25"), "--dataset", "finds")[1]
    )
    fill(
        of("2024/25"),
        publisher="A",
        counts="[find, finds]",
        meaning="B",
        for_residents="false",
        **{"Finds, percentage checked": "counts"},
    )
    assert run(county, "spreadsheet", of("2024/25"))[0] == 0
    status, said = run(county, "spreadsheet", of("2025/26"))
    assert status == 0, said


@pytest.mark.parametrize(
    ("head", "cells", "periods"),
    [
        (["District", "Year", "Quarter", "Number"], ["2024/25", 1], "P3M/2024-06"),
        (["District", "Year", "Quarter", "Number"], ["2024/25", "Q4"], "P3M/2025-03"),
        (["District", "Year", "Month", "Number"], ["2024/25", "Feb"], "P1M/2025-02"),
        (["District", "Year", "Month", "Number"], ["2024", "Feb"], "P1M/2024-02"),
    ],
)
def test_a_year_and_its_part_are_one_period(
    county: Path, tmp_path: Path, head: list[str], cells: list[object], periods: str
) -> None:
    sheet: Sheet = [["Finds"], head, *([name, *cells, 30 + n] for n, name in enumerate(DISTRICTS))]
    path = book(tmp_path / "parts.xlsx", S=sheet)
    run(county, "spreadsheet", path, "--dataset", "parts")
    fill(path, publisher="A", counts="[find, finds]", meaning="B", for_residents="false")
    status, said = run(county, "spreadsheet", path)
    assert status == 0, said
    held = rows(county, "data/datasets/parts/spreadsheet.csv")
    assert {(row["period"], row["value"]) for row in held} == {
        (periods, str(30 + n)) for n in range(len(DISTRICTS))
    }


def test_questions_stand_over_their_answers_and_one_base_serves_them(
    county: Path, tmp_path: Path
) -> None:
    answers = ["Safe", "Unsafe", "Base"]
    sheet: Sheet = [
        ["How safe people feel, 2017"],
        ["", *["By day (%)"] * 3, *["At night (%)"] * 3],
        ["District", *answers, *answers],
        *([name, 80, 20, 29 + n, 60, 40, 390] for n, name in enumerate(DISTRICTS)),
    ]
    path = book(tmp_path / "survey.xlsx", S=sheet)
    run(county, "spreadsheet", path, "--dataset", "safety")
    fill(path, **SURVEY)
    status, said = run(county, "spreadsheet", path)
    assert status == 0, said
    held = rows(county, "data/datasets/safety/spreadsheet.csv")
    assert len(held) == 4 * 6
    of_one = {(r["measure"], r["category"]): r["value"] for r in held if r["area"] == "X07000006"}
    assert of_one["respondents", "by-day"] == "32"
    assert of_one["percent", "at-night-unsafe"] == "40"
    shown = Figures(figures(open_holdings(county)))
    found = shown.series("safety", "by-day-safe", area="X07000003")
    assert (found[0].denominator, found[0].status) == (29, "u")
    found = shown.series("safety", "at-night-safe", area="X07000003")
    assert (found[0].lower, found[0].upper) == intervals.wilson(0.6 * 390, 390)


SURVEY = {
    "publisher": '"Partnership"',
    "meaning": '"The share who felt safe."',
    "question": '"How safe do you feel?"',
    "asked": '"By post, adults drawn by chance"',
    "weights": '"none"',
    "drawn_by_chance": "true",
}


def test_a_mark_of_another_range_is_asked_about(county: Path, tmp_path: Path) -> None:
    sheet: Sheet = [["Crimes, year ending March 2018"], ["District", "Burglary"], ["Farrow", "<10"]]
    path = book(tmp_path / "ten.xlsx", S=sheet)
    said = run(county, "spreadsheet", path, "--dataset", "recorded-crime")[1]
    assert '"<10" stands where a number belongs, in B3.' in said


def test_a_table_of_one_kind_is_not_taken_for_all(county: Path, tmp_path: Path) -> None:
    sheet: Sheet = [["Burglary, year ending March 2018"], ["District", "Number"], ["Farrow", 9]]
    path = book(tmp_path / "burglary.xlsx", S=sheet)
    said = run(county, "spreadsheet", path, "--dataset", "recorded-crime")[1]
    assert "Nothing in the sheet says of which category the numbers are." in said


def test_the_area_of_a_title_is_read_each_time(county: Path, tmp_path: Path) -> None:
    def one(name: str) -> Path:
        sheet: Sheet = [[f"{name}, finds"], ["", "2024/25"], ["Parks", 7], ["Streets", 8]]
        return book(tmp_path / f"{name}.xlsx", S=sheet)

    run(county, "spreadsheet", one("Oldford"), "--dataset", "finds")
    fill(one("Oldford"), publisher="A", counts="[find, finds]", meaning="B", for_residents="false")
    assert run(county, "spreadsheet", one("Oldford"))[0] == 0
    status, said = run(county, "spreadsheet", one("Farrow"), "--dataset", "finds")
    assert (status, "2 new figures" in said) == (0, True), said
    held = rows(county, "data/datasets/finds/spreadsheet.csv")
    assert {row["area"] for row in held} == {"X07000004", "X07000006"}


def test_another_table_of_the_same_columns_is_asked_about(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    other: Sheet = [["Complaints, year ending March 2025"], HEAD[1], *ROWS]
    said = run(county, "spreadsheet", book(tmp_path / "complaints.xlsx", S=other))[1]
    assert "Nothing says of which dataset it is." in said


def test_two_files_that_contradict_each_other_are_refused(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    one = book(tmp_path / "one.xlsx", S=[*HEAD, *ROWS])
    two = book(tmp_path / "two.xlsx", S=[*HEAD, *ROWS[:3], ["Farrow", 77, 13]])
    status, said = run(county, "spreadsheet", one, two)
    assert (status, "77 stands here, and 33 for the same in" in said) == (1, True), said


def test_a_side_that_is_written_once_holds_for_the_rows_below(county: Path, tmp_path: Path) -> None:
    sheet: Sheet = [
        ["District", "Category", "2017/18"],
        ["Farrow", "Burglary", 5],
        ["", "Theft", 6],
    ]
    path = book(tmp_path / "side.xlsx", S=sheet)
    status, said = run(county, "spreadsheet", path, "--dataset", "recorded-crime")
    assert status == 0, said
    held = rows(county, "data/datasets/recorded-crime/spreadsheet.csv")
    assert [(r["area"], r["category"], r["value"]) for r in held] == [
        ("X07000006", "burglary", "5"),
        ("X07000006", "theft", "6"),
    ]


def test_a_total_above_the_districts_is_no_year(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    sheet: Sheet = [*HEAD, ["Total", 2013, 46], ["Farrow", 2000, 20], ["Oldford", 13, 26]]
    status, said = run(county, "spreadsheet", book(tmp_path / "first-total.xlsx", S=sheet))
    assert status == 0, said
    periods = {row["period"] for row in rows(county, "data/datasets/finds/spreadsheet.csv")}
    assert periods == {"P12M/2025-03", "P12M/2026-03"}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("merged", "A merged cell covers several numbers: B3."),
        ("formulas", "they were never worked out"),
        ("raised", 'which would be read as "451"'),
        ("masked", "B3 holds a number that its format shows as something else."),
    ],
)
def test_cells_are_what_people_see(county: Path, tmp_path: Path, cell: str, told: str) -> None:
    path = tmp_path / "seen.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet, raised = made.add_worksheet("S"), made.add_format({"font_script": 1})
    for number, cells in enumerate([*HEAD, *ROWS]):
        sheet.write_row(number, 0, cells)
    if cell == "masked":
        sheet.write_number(2, 1, 3, made.add_format({"num_format": '"<5"'}))
        sheet.write_number(3, 1, 30, made.add_format({"num_format": "#,##0;-0;;@"}))
    if cell == "merged":
        sheet.merge_range(2, 1, 3, 1, 25)
    if cell == "formulas":
        for number in range(2, 6):
            sheet.write_formula(number, 1, "=C3+1")
    if cell == "raised":
        sheet.write_rich_string(2, 1, "45", raised, "1")
    made.close()
    status, said = run(county, "spreadsheet", path, "--dataset", "finds")
    assert (status, told in said) == (1, True), said


def test_years_as_days_are_asked_once_for_all(county: Path, tmp_path: Path) -> None:
    sheet: Sheet = [["Finds"], ["District", date(2025, 3, 31), date(2026, 3, 31)], *ROWS]
    path = book(tmp_path / "days.xlsx", S=sheet)
    _, said = run(county, "spreadsheet", path, "--dataset", "found")
    assert 'The spreadsheet holds the day 2025-03-31 here, made perhaps of "Mar 2025".' in said
    fill(path, publisher="A", counts="[find, finds]", meaning="B", dates="year ending")
    status, said = run(county, "spreadsheet", path)
    assert status == 0, said
    held = rows(county, "data/datasets/found/spreadsheet.csv")
    assert {row["period"] for row in held} == {"P12M/2025-03", "P12M/2026-03"}


def test_shares_of_one_are_asked_about_and_never_mixed(county: Path, tmp_path: Path) -> None:
    def survey(*cells: object) -> Path:
        lines: Sheet = [[name, cell] for name, cell in zip(DISTRICTS, cells, strict=False)]
        sheet: Sheet = [
            ["How safe"],
            ["District", "Feel safe after dark"],
            *lines,
        ]
        return book(tmp_path / "share.xlsx", S=sheet)

    def said(path: Path) -> str:
        return run(county, "spreadsheet", path, "--dataset", "survey")[1]

    path = survey(0.28, 0.3, 0.61)
    path.with_name("share.xlsx.mapping.yml").write_text(
        "of: survey\nrows: {District: area}\nheadings: [category]\n"
        "always: {period: title, measure: percent}\n"
        'words: {period: {"share.xlsx": 2016-06-20/2016-08-21}}\n',
        encoding="utf-8",
    )
    assert "Is 0.28 in B3 28%?" in said(path)
    assert "some may be shares of one" in said(survey(0.28, 0.31, 61))


SHEETS: dict[str, Callable[[Path], Path]] = {
    "a hidden sheet": lambda path: book(path, hidden="S", Shown=[["Hello"]], S=[*HEAD, *ROWS]),
    "a chart sheet": lambda path: book(path, chart=True, Shown=[["Hello"]]),
}


@pytest.mark.parametrize("case", SHEETS)
def test_sheets_that_nobody_sees_are_not_read(county: Path, tmp_path: Path, case: str) -> None:
    path = SHEETS[case](tmp_path / "sheets.xlsx")
    status, said = run(county, "spreadsheet", path, "--dataset", "finds")
    assert (status, "There is no table in it" in said) == (1, True)
    assert ("These are hidden: S." in said) == (case == "a hidden sheet")


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [(4, -1, "In the table row 5 is hidden"), (-1, 2, "In the table column C is hidden.")],
)
def test_what_a_table_hides_is_not_imported(
    county: Path, tmp_path: Path, row: int, column: int, told: str
) -> None:
    path = tmp_path / "hides.xlsx"
    made = xlsxwriter.Workbook(str(path))
    sheet = made.add_worksheet("Q1 & Q2")
    for number, cells in enumerate([*HEAD, *ROWS]):
        sheet.write_row(number, 0, cells)
    if row >= 0:
        sheet.set_row(row, None, None, {"hidden": True})
    if column >= 0:
        sheet.set_column(column, column, None, None, {"hidden": True})
    made.close()
    status, said = run(county, "spreadsheet", path, "--dataset", "finds")
    assert (status, told in said) == (1, True), said


def test_a_locked_workbook_and_one_that_is_open_are_told(county: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "locked with a password" in run(county, "spreadsheet", locked, "--dataset", "a")[1]
    (tmp_path / "~$open.xlsx").write_bytes(b"\x05owner")
    said = run(county, "spreadsheet", tmp_path / "~$open.xlsx", "--dataset", "a")[1]
    assert "It only says that a workbook is open." in said
    with zipfile.ZipFile(tmp_path / "broken.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "<nothing")
    said = run(county, "spreadsheet", tmp_path / "broken.xlsx", "--dataset", "a")[1]
    assert "damaged or cut off" in said


def test_rows_far_below_do_not_matter(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    sheet: Sheet = [*HEAD, *ROWS, *([] for _ in range(200_000)), ["left here"]]
    status, said = run(county, "spreadsheet", book(tmp_path / "far.xlsx", S=sheet))
    assert status == 0, said


def test_a_workbook_among_the_data_is_told_with_its_command(county: Path) -> None:
    book(county / "data/datasets/hate-crime/new.xlsx", S=[*HEAD, *ROWS])
    done = CliRunner().invoke(main, ["check", "--project", str(county)])
    assert (
        'Run crime-profiles import spreadsheet "data/datasets/hate-crime/new.xlsx"' in done.stdout
    )


def test_another_name_and_title_than_the_year_is_asked(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    path = book(tmp_path / "Finds 2022-23.xlsx", S=[*HEAD, *ROWS])
    said = run(county, "spreadsheet", path)[1]
    told = (
        "The title says year ending March 2026, and the name year ending March 2023 (P12M/2026-03"
    )
    assert told in said


def test_what_an_office_withheld_stays_withheld(county: Path, tmp_path: Path) -> None:
    begun(county, tmp_path)
    file = county / "data/datasets/finds/spreadsheet.csv"
    with (county / "data/datasets/finds/dataset.yml").open("a", encoding="utf-8") as described:
        described.write("notes: {withheld-secondary: Withheld.}\n")
        described.write("announced: {withheld-secondary: [0, null]}\n")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",parks,13,,,", ",parks,,c,withheld-secondary,"), encoding="utf-8")
    status, said = run(county, "spreadsheet", tmp_path / "first.xlsx")
    assert (status, "1 figure that was withheld here stays withheld" in said) == (0, True), said
    assert ",parks,,c,withheld-secondary," in file.read_text(encoding="utf-8")


def test_one_total_that_is_none_of_its_parts_is_told(county: Path, tmp_path: Path) -> None:
    parts: Sheet = [[name, 30 + n, 10, 20 + n] for n, name in enumerate(DISTRICTS[:3])]
    head = ["District", "All", "Parks", "Streets"]
    sheet: Sheet = [TITLE, head, *parts, ["Farrow", 91, 40, 41]]
    said = run(county, "spreadsheet", book(tmp_path / "sum.xlsx", S=sheet), "--dataset", "found")[1]
    assert "row 6, column B: The total is 91, and its parts make 81." in said


def test_a_workbook_in_the_folder_of_its_dataset_can_be_imported(
    county: Path, tmp_path: Path
) -> None:
    begun(county, tmp_path)
    path = book(county / "data/datasets/finds/next.xlsx", S=[*HEAD, *ROWS])
    status, said = run(county, "spreadsheet", path)
    assert (status, "finds: 8 new figures." in said) == (0, True), said
