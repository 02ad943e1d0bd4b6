"""What people take away: CSV that opens as it is, and metadata that fits it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.terms.opened import taken_for
from tests.taken_away import awkward_downloads

MARK = b"\xef\xbb\xbf"
NUMBERS = {"value", "count", "denominator", "lower", "upper", "method"}
# British days and months, and what looks like a date or a number becomes one.
AS_OPENED = "CSV:44,34,76,1,,2057,false,true"


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, as a program reads them that knows of the mark."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def each_csv() -> Iterator[tuple[str, bytes]]:
    """Every CSV file, by its address."""
    return ((name, data) for name, data in awkward_downloads().items() if name.endswith(".csv"))


def test_a_file_that_is_not_ascii_begins_with_a_mark_and_no_other_does() -> None:
    marked = {name for name, data in each_csv() if data.startswith(MARK)}
    assert marked == {name for name, data in each_csv() if not data.isascii()}
    assert "data/treatment.csv" in marked
    assert "data/population.csv" not in marked
    assert all(data.count(MARK) <= 1 for _, data in each_csv())


def test_no_text_is_one_of_which_a_spreadsheet_makes_something_else() -> None:
    for name, data in each_csv():
        head, *rows = rows_of(data)
        for row in rows:
            cells = dict(zip(head, row, strict=True))
            odd = [cell for key, cell in cells.items() if key not in NUMBERS and taken_for(cell)]
            assert not odd, name
    labels = {row[7] for row in rows_of(awkward_downloads()["data/treatment.csv"])[1:]}
    assert {"'10-12", "'MAR1", "'=1+1", "Alcohol – “all kinds”"} <= labels


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) is not installed")
def test_libreoffice_opens_each_cell_as_it_stands(tmp_path: Path) -> None:
    tables = {name.replace("/", "__"): data for name, data in each_csv()}
    tables["control.csv"] = b"text\nMarch 2017\n5-9\n"
    for name, data in tables.items():
        (tmp_path / name).write_bytes(data)
    given = [str(tmp_path / name) for name in tables]
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += [f"--infilter={AS_OPENED}", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    subprocess.run([*command, *given], check=True, capture_output=True, timeout=120)
    assert changed(tmp_path, tables.pop("control.csv"), "control.csv") == ["March 2017", "5-9"]
    for name, data in tables.items():
        assert changed(tmp_path, data, name) == []


def changed(folder: Path, data: bytes, name: str) -> list[str]:
    """Which cells of a file stand otherwise in the workbook that was made of it?"""
    head, *rows = rows_of(data)
    sheet = openpyxl.load_workbook(folder / f"{name.removesuffix('.csv')}.xlsx").active
    assert sheet is not None
    opened = list(sheet.iter_rows(min_row=2, max_col=len(head)))
    assert len(opened) == len(rows)
    return [
        text
        for row, cells in zip(rows, opened, strict=True)
        for key, text, cell in zip(head, row, cells, strict=True)
        if not is_alike(key, text, cell)
    ]


def is_alike(key: str, text: str, cell: Any) -> bool:
    """Does a cell of a workbook hold what one of a CSV file holds?"""
    if not text:
        return cell.value is None
    if key in NUMBERS:
        return cell.data_type == "n" and abs(float(cell.value) - float(text)) < 1e-9
    # Quotes of numbers may become numbers, and stay the same.
    is_number = cell.data_type == "n" and re.fullmatch(r"[\d.,]+%?", text) is not None
    return is_number or (cell.data_type == "s" and cell.value == text)


METADATA = sorted(name for name in awkward_downloads() if name.endswith(".csv-metadata.json"))


@pytest.mark.parametrize("name", METADATA)
def test_metadata_fits_its_file(name: str) -> None:
    told = json.loads(awkward_downloads()[name])
    context, local = told["@context"]
    assert (context, set(local)) == ("http://www.w3.org/ns/csvw", {"@language"})
    address = f"{name.rpartition('/')[0]}/{told['url']}"
    assert name == f"{address}-metadata.json"
    head, *rows = rows_of(awkward_downloads()[address])
    columns = told["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == head
    assert all(column["name"] in column["titles"] for column in columns)
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        assert [cell for cell in cells if not fits(column, cell)] == [], column["name"]
    keys = [[row[head.index(key)] for key in told["tableSchema"]["primaryKey"]] for row in rows]
    assert len({tuple(key) for key in keys}) == len(keys)
    assert told["dialect"]["encoding"] == "utf-8"
    for key in ("title", "description", "publisher", "issued", "rights"):
        assert told[f"dc:{key}"]


def fits(column: dict[str, Any], cell: str) -> bool:
    """Is a cell of the kind that the metadata says, and filled where it has to be?"""
    if cell == column.get("null", ""):
        return not column["required"]
    kind = column["datatype"]
    base, form = (kind["base"], kind["format"]) if isinstance(kind, dict) else (kind, ".*")
    words = cell.split(column["separator"]) if "separator" in column else [cell]
    if base == "decimal":
        form = r"-?[0-9]+(\.[0-9]+)?"
    return all(word and re.fullmatch(form, word, re.S) for word in words)


def test_a_licence_stands_where_the_source_states_it_and_nowhere_else() -> None:
    open_one = json.loads(awkward_downloads()["data/recorded-crime.csv-metadata.json"])
    assert open_one["dc:license"]["@id"].endswith("/open-government-licence/version/3/")
    assert open_one["dc:rights"].startswith("Contains public sector information")
    other = json.loads(awkward_downloads()["data/treatment.csv-metadata.json"])
    assert "dc:license" not in other
    assert other["dc:rights"] == (
        "Source: Exampleshire Health, Treatment return. No licence is stated; its figures keep "
        "their publisher's rights."
    )
