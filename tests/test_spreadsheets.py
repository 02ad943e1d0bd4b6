"""``import spreadsheet``: whatever form a table comes in, the same rows come out of it; what is not
plain is asked, and what is wrong is told before anything is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    [("recorded-crime", "offences"), ("anti-social-behaviour", "calls"), ("treatment", "people")],
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
