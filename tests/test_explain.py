"""``explain``: the walk of a figure from its row to its pages.

A file of ``explained/`` holds a command and all that it says; ``python -m tests.accept explained``
takes what it says now.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.explaining import walk
from generator.explaining.aloud import as_text
from generator.explaining.origins import Origin
from generator.explaining.walk import Guide, Walk
from generator.publishing import building
from tests.accept import explained
from tests.counties import TESTS, county_in, files_in, laid_over
from tests.shipped import shipped_book, shipped_pages
from tests.sites import ROOT

CASES = sorted((TESTS / "explained").glob("*.txt"))
NO_FIGURE = "There is no figure for Farrow on people in treatment in the sources of this site. The"
OLDFORD = (
    "There is no figure of {} for Oldford on recorded-crime. There are P12M/2015-03 (year ending"
)
# Words that name nothing, or too much, and the sentence that is told.
UNKNOWN = {
    "oldfrd recorded-crime": 'There is no area called "oldfrd". Did you mean "Oldford"?',
    "zzz recorded-crime": 'There is no area called "zzz". Codes and names stand in data/are',
    "castle recorded-crime": '2 areas are called "castle": X05000002 (Castle, ward in Northam',
    "oldford/wards/abbey population": '2 areas are called "oldford/wards/abbey": X05000001 (Abbey,',
    "oldford crime": 'There is no indicator "crime". Did you mean "hate-crime"?',
    "oldford xyz": 'There is no indicator "xyz". Each stands under indicators: in a dataset.yml.',
    "oldford hate-crme": 'There is no indicator "hate-crme". Did you mean "hate-crime"?',
    "oldford recorded-crime 2019/20": OLDFORD.format('"2019/20"'),
    "oldford recorded-crime P99": OLDFORD.format('"P99"'),
    "oldford recorded-crime --category arson": 'The indicator "recorded-crime" has no category ',
    "oldford hate-crime --category theft": 'The indicator "hate-crime" has no category "theft".',
    "farrow treatment": NO_FIGURE,
}


@pytest.fixture(scope="module", autouse=True)
def _once() -> Iterator[None]:
    """What the command makes anew each time, the pages above all, is made once for a project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "book_of", cache(building.book_of))
        patch.setattr(walk, "Guide", cache(Guide))
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return county_in(tmp_path_factory.mktemp("explain"))


def run(project: Path, *words: str) -> Result:
    """One command about a project."""
    return CliRunner().invoke(main, ["explain", *words, "--project", str(project)])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_walk_is_the_one_expected(path: Path, project: Path, tmp_path: Path) -> None:
    told = explained(path, project, tmp_path)
    assert told == path.read_text(encoding="utf-8"), "python -m tests.accept explained takes it"


@pytest.mark.parametrize("words", UNKNOWN)
def test_unknown_words_are_told_in_one_sentence(words: str, project: Path) -> None:
    done = run(project, *words.split())
    assert (done.exit_code, done.stdout) == (1, "")
    step, told = done.stderr.splitlines()
    assert (step, told[: len(UNKNOWN[words])]) == ("Reading and checking the data", UNKNOWN[words])


@pytest.mark.parametrize("words", ["", "oldford", "oldford population mid-2016 more"])
def test_wrong_usage(words: str, project: Path) -> None:
    done = run(project, *words.split())
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_problems_in_the_data_are_told_first(form: str, tmp_path: Path) -> None:
    broken = laid_over(TESTS / "broken" / "duplicate-row", tmp_path / "project")
    done = run(broken, "oldford", "recorded-crime", "--format", form)
    assert done.exit_code == 1
    assert "The row says the same thing as" in (done.stdout if form == "text" else done.stderr)
    assert form == "text" or not done.stdout


@pytest.mark.parametrize("area", ["X07000004", "x07000004", "oldford", "/oldford/", "Old Ford"])
def test_an_area_has_several_names_and_nothing_is_written(area: str, project: Path) -> None:
    before = files_in(project)
    done = run(project, area, "Residents", "mid-2015", "--format", "json")
    assert json.loads(done.stdout)["figure"]["key"] == "population/all/X07000004/P0M/2015-06"
    assert files_in(project) == before


def test_json_is_the_same_walk(project: Path) -> None:
    told = json.loads(run(project, "oldford", "recorded-crime", "--format", "json").stdout)
    assert list(told) == [
        *("figure", "origin", "working", "before", "around", "place"),
        *("sentences", "claims", "findings", "stands", "dataset", "downloads"),
    ]
    assert told["origin"] | {"sources": []} == {
        "dataset": "recorded-crime",
        "area": "X07000004",
        "area_name": "Oldford",
        "period": "P12M/2017-03",
        "period_label": "year ending March 2017",
        "measure": "offences",
        "category": "all",
        "category_label": "All recorded crime",
        "how": "observed",
        "value": "250",
        "file": "data/datasets/recorded-crime/2016-17.csv",
        "row": 9,
        "status": [],
        "notes": [],
        "sources": [],
        "parts": [],
        "share": None,
        "published": "",
    }
    assert told["working"]["sum"] == "250 of 4,020 residents × 1,000 = 62.1891"
    assert told["before"]["difference"] == 0
    assert told["place"]["left_out"] == []


@cache
def walks() -> list[Walk]:
    """The walks of a figure of each indicator of the project that ships, and of every figure that
    is added up from categories or taken over from an area before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "site", lambda *_: shipped_pages())
        guide = Guide(shipped_book())
    by_indicator: dict[str, list[Any]] = {}
    for figure in guide.book.figures.all():
        by_indicator.setdefault(figure.indicator, []).append(figure)
    chosen = [found[len(found) // 2] for found in by_indicator.values()]
    chosen += [f for f in guide.book.figures.all() if f.how in ("summed", "joined")]
    return [guide.walk(figure) for figure in chosen]


@cache
def cells(file: str) -> list[dict[str, str]]:
    """The rows of a file of the project, read without any code of ours."""
    with (ROOT / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def typed(origin: Origin) -> list[Origin]:
    """The rows that a number comes from."""
    return [origin] if origin.row else [row for part in origin.parts for row in typed(part)]


def test_every_row_that_is_named_holds_what_is_said() -> None:
    for told in walks():
        for row in (r for one in (told.origin, *told.working.against) for r in typed(one)):
            there = cells(row.file)[(row.row or 0) - 2]
            said = (row.area, row.period, row.measure, row.category, row.value)
            names = ("area", "period", "measure", "category", "value")
            assert tuple(there[name].strip() for name in names) == said, told.figure.key


def test_parts_make_up_their_sum() -> None:
    for told in walks():
        if told.origin.parts and told.origin.how != "mean":
            parts = [float(part.value) * (part.share or 1) for part in told.origin.parts]
            assert sum(parts) == pytest.approx(told.figure.count), told.figure.key


def test_every_address_that_is_named_is_one_of_the_site(shipped: Path) -> None:
    site = shipped / "site"
    files = {f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*")}
    made = {name.removesuffix("index.html") for name in files}
    assert len(walks()) > 100
    for told in walks():
        named = re.findall(r"(?<=[\s(“])/[a-z0-9/.#-]*", as_text(told))
        every = {*named, *(stand.address for stand in told.stands), told.dataset, *told.downloads}
        assert len(every) > 2
        assert {address.partition("#")[0] for address in every} <= made, told.figure.key


def test_what_a_table_says_is_what_the_walk_says() -> None:
    for told in walks():
        first = told.figure.shown.partition(" (")[0]
        cells = [stand.text for stand in told.stands if stand.kind == "table"]
        assert all(first in text for text in cells), told.figure.key
