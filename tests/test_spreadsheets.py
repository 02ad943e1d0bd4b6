"""Each spreadsheet against the checklist of the Government Analysis Function, point by point.

The checklist is "Making spreadsheets accessible: a checklist of the basics". It is read with
openpyxl, which is neither ours nor the writer's. What it asks of the words themselves (spelling,
plain language) no test can answer.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from generator.downloads.files import files
from tests.taken_away import awkward_county, awkward_downloads, book_of

NAMES = sorted(name for name in awkward_downloads() if name.endswith(".xlsx"))
NOTE = re.compile(r"\[note \d+\]")
SHORT = re.compile(r"\[[bcefkpruxz]\]")


@cache
def book(name: str) -> Any:
    """A spreadsheet as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(awkward_downloads()[name]))


def sheets(name: str) -> list[Any]:
    """Its sheets."""
    found: list[Any] = book(name).worksheets
    return found


def table_of(sheet: Any) -> Any:
    """The one table of a sheet."""
    (table,) = sheet.tables.values()
    return table


def cells_of(sheet: Any) -> list[list[object]]:
    """What stands in the table of a sheet, its header first."""
    return [[cell.value for cell in row] for row in sheet[table_of(sheet).ref]]


def parts_of(name: str) -> dict[str, str]:
    """The files that a spreadsheet is made of."""
    with zipfile.ZipFile(io.BytesIO(awkward_downloads()[name])) as archive:
        return {part: archive.read(part).decode() for part in archive.namelist()}


def test_there_is_one_for_each_dataset_and_each_area_with_a_profile() -> None:
    csvs = {name.removesuffix(".csv") for name in awkward_downloads() if name.endswith(".csv")}
    without = {name for name in csvs if "/wards/" in name} | {
        "data/figures",
        "disagreements/findings",
    }
    assert {name.removesuffix(".xlsx") for name in NAMES} == csvs - without


@pytest.mark.parametrize("name", NAMES)
class TestTables:
    def test_one_table_a_sheet_marked_up_and_named(self, name: str) -> None:
        cover, *others = sheets(name)
        assert not cover.tables
        named = [table_of(sheet).displayName for sheet in others]
        assert others
        assert len(set(named)) == len(named)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]{4,}", text or "") for text in named)

    def test_it_begins_at_the_left_edge_and_nothing_stands_below_it(self, name: str) -> None:
        for sheet in sheets(name)[1:]:
            first, _, last = (table_of(sheet).ref or "").partition(":")
            assert re.fullmatch(r"A\d+", first)
            assert sheet.dimensions.partition(":")[2] == last

    def test_no_merged_cells_no_empty_row_or_column(self, name: str) -> None:
        for sheet in sheets(name)[1:]:
            rows = cells_of(sheet)
            assert not sheet.merged_cells.ranges
            assert all(any(cell is not None for cell in row) for row in rows)
            assert all(
                any(cell is not None for cell in column) for column in zip(*rows[1:], strict=True)
            )

    def test_one_header_row_of_unique_texts(self, name: str) -> None:
        for sheet in sheets(name)[1:]:
            table, header = table_of(sheet), cells_of(sheet)[0]
            assert table.headerRowCount == 1
            assert [column.name for column in table.tableColumns] == header
            assert len(set(header)) == len(header)
            assert all(isinstance(text, str) and "\n" not in text for text in header)

    def test_texts_wrap_in_columns_of_a_sensible_width_and_none_is_cut(self, name: str) -> None:
        for sheet in sheets(name)[1:]:
            for column in sheet.iter_cols(min_row=len(above(sheet)) + 1):
                width = width_of(sheet, column[0].column)
                assert 5 < width < 130
                assert all(cell.alignment.wrap_text for cell in column)
                for cell in column:
                    lines = (sheet.row_dimensions[cell.row].height or 15.75) / 15.75
                    assert len(str(cell.value or "")) <= 1.2 * width * lines

    def test_no_filters_no_frozen_panes_nothing_hidden(self, name: str) -> None:
        for sheet in sheets(name):
            assert sheet.sheet_state == "visible"
            assert sheet.freeze_panes is None
            assert sheet.auto_filter.ref is None
            assert not any(table.autoFilter for table in sheet.tables.values())
            assert not any(row.hidden for row in sheet.row_dimensions.values())
            assert not any(column.hidden for column in sheet.column_dimensions.values())

    def test_blank_cells_are_explained_above_the_table(self, name: str) -> None:
        for sheet in sheets(name)[1:]:
            header, *rows = cells_of(sheet)
            blank = [text for text, *cells in zip(header, *rows, strict=True) if None in cells]
            said = [line for line in above(sheet) if "blank" in line]
            assert bool(said) == bool(blank)
            assert all(str(text) in said[0] for text in blank)

    def test_numbers_are_numbers_and_nothing_is_a_formula(self, name: str) -> None:
        for sheet in sheets(name):
            assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
        for row in numbers_of(sheets(name)[-1]):
            assert all(isinstance(cell, int | float) or SHORT.fullmatch(str(cell)) for cell in row)


def width_of(sheet: Any, number: int) -> float:
    """How many letters wide is a column? Neighbours of one width share what is said of it."""
    (found,) = (one for one in sheet.column_dimensions.values() if one.min <= number <= one.max)
    return float(found.width)


def above(sheet: Any) -> list[str]:
    """The lines above the table of a sheet."""
    first = int((table_of(sheet).ref or "")[1:].split(":")[0])
    return [str(sheet.cell(row, 1).value) for row in range(1, first)]


def numbers_of(sheet: Any) -> list[list[object]]:
    """What stands in the columns of numbers."""
    header, *rows = cells_of(sheet)
    wanted = ("Value", "Count", "Denominator", "Lower end of range", "Upper end of range")
    places = [place for place, text in enumerate(header) if text in wanted]
    return [[row[place] for place in places] for row in rows]


@pytest.mark.parametrize("name", NAMES)
class TestNotes:
    def test_each_mark_is_explained_and_each_note_is_referred_to(self, name: str) -> None:
        listed, met = set[str](), set[str]()
        for sheet in sheets(name)[1:]:
            for row in sheet.iter_rows(values_only=True):
                found = NOTE.findall(" ".join(str(cell) for cell in row))
                (listed if sheet.title == "Notes" else met).update(found)
        assert listed == met

    def test_each_shorthand_is_explained_above_the_table(self, name: str) -> None:
        sheet = sheets(name)[-1]
        used = set(SHORT.findall(" ".join(str(c) for row in cells_of(sheet)[1:] for c in row)))
        told = {line[:3] for line in above(sheet) if SHORT.match(line)}
        assert used == told

    def test_no_mark_stands_in_a_cell_with_a_number(self, name: str) -> None:
        for row in numbers_of(sheets(name)[-1]):
            assert not any(NOTE.search(str(cell)) for cell in row)


@pytest.mark.parametrize("name", NAMES)
class TestFormat:
    def test_each_sheet_has_a_title_that_is_tagged_as_one(self, name: str) -> None:
        titles = [sheet["A1"].value for sheet in sheets(name)]
        assert len(set(titles)) == len(titles)
        for sheet in sheets(name):
            assert sheet["A1"].style == "Heading 1"
            assert sheet["A1"].font.sz >= 12
        tagged = [c.value for c in sheets(name)[0]["A"] if c.style == "Heading 2"]
        assert tagged[:2] == ["Introductory information", "About these data"]

    def test_letters_are_large_plain_and_dark(self, name: str) -> None:
        for cell in (cell for sheet in sheets(name) for row in sheet.iter_rows() for cell in row):
            if cell.value is not None:
                assert cell.font.name == "Arial"
                assert cell.font.sz >= 10
                assert not cell.font.i
                assert cell.font.vertAlign is None
                assert cell.fill.fill_type is None

    def test_links_have_words_and_there_is_nothing_but_cells(self, name: str) -> None:
        cells = [cell for sheet in sheets(name) for row in sheet.iter_rows() for cell in row]
        linked = {cell.value: cell.hyperlink.target for cell in cells if cell.hyperlink}
        ((words, address),) = linked.items()
        assert words.startswith("The page about ")
        assert address.startswith("https://profiles.exampleshire.example/")
        parts = " ".join(parts_of(name))
        assert not re.search("drawing|media|vba|comment|ctrlProp", parts)
        assert "headerFooter" not in "".join(parts_of(name).values())


@pytest.mark.parametrize("name", NAMES)
class TestStructure:
    def test_sheets_have_names_of_their_own_and_none_is_blank(self, name: str) -> None:
        labels = [sheet.title for sheet in sheets(name)]
        assert labels[0] == "Cover"
        assert labels[-1] == "Figures"
        assert set(labels) <= {"Cover", "Notes", "Sources", "Figures"}
        assert all(sheet.max_row > 3 for sheet in sheets(name))

    def test_the_document_says_what_it_is_and_opens_at_its_beginning(self, name: str) -> None:
        told = book(name).properties
        assert told.title == sheets(name)[0]["A1"].value
        assert (told.creator, told.language) == ("Exampleshire Council", "en-GB")
        assert book(name).active is sheets(name)[0]
        view = sheets(name)[0].sheet_view
        assert [part.activeCell for part in view.selection] == ["A1"]

    def test_the_cover_says_who_when_and_what_is_asked(self, name: str) -> None:
        said = [str(cell.value) for cell in sheets(name)[0]["A"]]
        assert "Published by: Exampleshire Council, in Crime profiles for Exampleshire." in said
        assert "Release: May 2017." in said
        assert "profiles@exampleshire.example" in said
        assert any(line.startswith("Dates of the figures: ") for line in said)
        asked = ("Contains public sector information", "No licence is stated", "Source: ")
        assert any(line.startswith(asked) for line in said[said.index("About these data") :])


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_are_those_of_the_csv_file(name: str) -> None:
    text = awkward_downloads()[f"{name.removesuffix('.xlsx')}.csv"].decode("utf-8-sig")
    wanted = [row["value"] for row in csv.DictReader(io.StringIO(text))]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(awkward_downloads()[name]))
    rows = sheet.get_sheet_by_name("Figures").to_python()
    start = next(place for place, row in enumerate(rows) if "Value" in row)
    column = rows[start].index("Value")
    made = [row[column] for row in rows[start + 1 :]]
    assert [value if isinstance(value, float | int) else None for value in made] == [
        float(value) if value else None for value in wanted
    ]


def test_labels_stand_as_they_are_typed() -> None:
    header, *rows = cells_of(sheets("data/treatment.xlsx")[-1])
    labels = {row[header.index("Category")] for row in rows}
    assert {"10-12", "MAR1", "=1+1", "Alcohol – “all kinds”"} <= labels
    notes = [row[1] for row in cells_of(sheets("data/treatment.xlsx")[1])]
    assert "[Withheld](javascript:x) for $$5$$ (so) – ’." in notes


def test_the_same_figures_make_the_same_file_on_any_day(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    again = dict(files(book_of(awkward_county(tmp_path_factory.mktemp("again"))), {}))
    assert again == awkward_downloads()
    for name in NAMES:
        with zipfile.ZipFile(io.BytesIO(again[name])) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts_of(name)["docProps/core.xml"]
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]*Z", core)) == {"2017-05-31T00:00:00Z"}
