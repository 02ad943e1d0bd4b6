"""Files as people save them: whatever stands in one, it is read or told, and nothing is raised."""

from __future__ import annotations

import csv
import io
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.formats import text_of
from generator.reading.frontmatter import front_matter
from generator.reading.observations import FRAME_COLUMNS, RowContext, observations_in
from generator.reading.ordinary import as_read
from generator.reading.spreadsheets import read_sheet
from generator.reading.typed import day, number_fault
from generator.reading.yamlfiles import read_yaml
from generator.terms.datasets import OBSERVATION_COLUMNS, Dataset
from generator.terms.site import Site
from tests.counties import COUNTY

COLUMNS = ("name", "value")
HEADER = b"name,value\n"
# Text without the marks that are told: control marks, and marks that nobody sees.
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=12
).map(lambda text: text.strip())
NUMBERISH = st.text(alphabet="0123456789.,+-−–%*†() ekNaA", max_size=10)
SITE = (COUNTY / "data/site.yml").read_text(encoding="utf-8")
HATE_CRIME = (COUNTY / "data/datasets/hate-crime/dataset.yml").read_text(encoding="utf-8")


@given(st.binary(max_size=60))
def test_any_bytes_are_a_sheet_or_a_problem(content: bytes) -> None:
    for data in (content, HEADER + content, b"\xef\xbb\xbf" + HEADER + content):
        sheet, problems = read_sheet(data, "a.csv", COLUMNS)
        assert all(set(cells) == set(sheet.columns) for _, cells in sheet.rows)
        assert all(str(problem).startswith("a.csv") for problem in problems)


@given(st.binary(max_size=200), st.sampled_from(["", "---\n", "title: ", "<", "PK", "{", "a,b\n"]))
def test_any_bytes_as_any_file_are_read_or_told(content: bytes, start: str) -> None:
    """What is put in the place of a file, or behind what stands in it, raises nothing."""
    for is_table in (True, False):
        for whole in (start.encode() + content, SITE.encode() + content):
            text, fault = text_of(whole, is_table=is_table)
            assert fault is None or (fault.what.endswith(".") and fault.remedy.endswith("."))
            assert fault is None or not text


@given(st.text(max_size=14) | NUMBERISH)
def test_any_text_is_a_number_or_told(text: str) -> None:
    fault = number_fault(text) if text else None
    assert fault is not None or not text or float(text) < 1e15
    assert fault is None or (fault.what.endswith(".") and fault.remedy.endswith("."))


@given(st.text(alphabet="0123456789/-. TAprMaych:", max_size=12))
def test_any_text_is_a_day_or_told(text: str) -> None:
    named, fault = day(text)
    assert (named is None) == (fault is not None or not text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(HEADER + b"a," + b"1" * 100_001, "more than 5,000", id="a cell without end"),
        pytest.param(b"sep=;\nname;value\na;1\n", "semicolons", id="semicolons that are named"),
        pytest.param(b"a," * 70 + b"name\n", "71 columns", id="columns without end"),
        pytest.param(b"\x1f\x8b\x08", "gzip", id="gzip"),
        pytest.param(b"HTTP/1.1 502 Bad Gateway\n", "web server", id="a server's answer"),
        pytest.param(
            b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "Excel", id="Excel"
        ),
    ],
)
def test_an_odd_table_is_told_once_as_what_it_is(content: bytes, said: str) -> None:
    sheet, problems = read_sheet(content, "a.csv", COLUMNS)
    assert not sheet.rows
    assert not sheet.is_whole
    assert [said in problem.what for problem in problems] == [True]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    rows = [row for row in rows if any(row)]
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    sheet, problems = read_sheet(out.getvalue().encode("utf-8-sig"), "a.csv", COLUMNS)
    assert problems == []
    assert [number for number, _ in sheet.rows] == list(range(2, len(rows) + 2))
    again, _ = read_sheet(out.getvalue().encode(), "a.csv", COLUMNS)
    assert again == sheet


@given(st.lists(NUMBERISH, min_size=7, max_size=7) | st.lists(CELLS, min_size=7, max_size=7))
def test_any_row_is_an_observation_or_a_problem(cells: list[str]) -> None:
    context = context_of(["X07000004", "P12M/2017-03", "crimes", "all", "1", "", "", "EXA-3"])
    for column in range(7):
        row = ["X07000004", "P12M/2017-03", "crimes", "all", "1", "", "", "EXA-3"]
        row[column] = cells[column]
        frame, problems = observations_in(context_of(row))
        assert tuple(frame.columns) == FRAME_COLUMNS
        assert len(frame) == (not problems)
    frame, problems = observations_in(context)
    assert (len(frame), problems) == (1, [])


def context_of(cells: list[str]) -> RowContext:
    """One row of the hate-crime dataset."""
    out = io.StringIO()
    csv.writer(out).writerows([OBSERVATION_COLUMNS, cells])
    sheet, _ = read_sheet(out.getvalue().encode(), "a.csv", OBSERVATION_COLUMNS)
    return RowContext("hate-crime", hate_crime(), sheet)


@cache
def hate_crime() -> Dataset:
    """What the county says of the dataset."""
    dataset, _, problems = read_yaml(HATE_CRIME, "dataset.yml", Dataset)
    assert dataset is not None
    assert problems == []
    return dataset


@given(st.text(alphabet="ab:-[]{}\"'#|>?*& \n0.", max_size=30))
def test_any_text_is_yaml_or_a_problem(text: str) -> None:
    for whole in (text, SITE + text, f"title: {text}\n"):
        model, _, problems = read_yaml(whole, "site.yml", Site)
        assert (model is None) == bool(problems)
        assert all(str(problem).startswith("site.yml") for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: a\x07b\n", id="a control mark"),
        pytest.param("title: !!int many\n", id="a tag that does not fit"),
        pytest.param("title: &a [*a]\n", id="a list within itself"),
        pytest.param("title: =\n", id="a mark of YAML"),
        pytest.param('"ti\\u200btle": a\n', id="a key with an invisible mark"),
        pytest.param("!!map {title: a}\n", id="a mark before all of it"),
        pytest.param("%TAG ! tag:yaml.org,2002:\n---\ntitle: !binary aGk=\n", id="marks renamed"),
    ],
)
def test_odd_yaml_is_told(text: str) -> None:
    _, _, problems = read_yaml(text, "site.yml", Site)
    assert problems


@pytest.mark.parametrize("kind", ["binary", "set", "omap", "pairs", "timestamp", "str", "int", "x"])
def test_no_kind_of_value_is_named_in_yaml(kind: str) -> None:
    """Whatever stands behind the mark, at the top, in a list and as a key."""
    values = ("aGVsbG8=", "2017-01-01", "{a, b}", "[a: 1]", "7")
    for mark in (f"!!{kind}", f"!{kind}", "!", f"!<tag:yaml.org,2002:{kind}>"):
        for value in values:
            for text in (f"title: {mark} {value}\n", f"a: [{mark} {value}]\n", f"{mark} a: b\n"):
                _, _, problems = read_yaml(f"\n{text}", "site.yml", Site)
                assert [problem.place.row for problem in problems] == [2], text
                assert "mark !! or !" in problems[0].what


@given(st.text(max_size=20), st.text(max_size=20))
def test_front_matter_says_what_was_given(title: str, body: str) -> None:
    """To whom reads it with any reader of YAML, and nothing in the text is taken for more of it."""
    for given_title in (title, "2017-13-45", "\N{GRINNING FACE}", "\\ud83d", "--- a: b"):
        values = {"title": given_title, "list": [[given_title]]}
        _, said, rest = (front_matter(values) + body).split("---\n", 2)
        assert (yaml.safe_load(said), rest) == (values, body)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("---\ntitle: 2017-13-45\n---\n# A\n", "2017-13-45", "\n\n\n# A\n"),
        ("---\ntitle: 2017-01-01\n...\n# A\n", "2017-01-01", "\n\n\n# A\n"),
        ("kind:\n    topic\n", "", "kind:\n    topic\n"),
        ("Template: no.html\n", "", "Template: no.html\n"),
        ("---\ntemplate: no.html\n---\n# A\n", "", "\n\n\n# A\n"),
    ],
)
def test_a_page_says_no_more_of_itself_than_was_read(text: str, title: str, rest: str) -> None:
    wanted = front_matter({"title": title} if title else {})
    assert as_read(text) == f"{wanted}\n{rest}"
