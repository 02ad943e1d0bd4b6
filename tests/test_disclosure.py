"""Withheld figures: what can be worked out is found, and nothing published gives one away."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
from itertools import product
from pathlib import Path

import pytest

from generator.disclosure.narrowing import narrowed
from generator.reading.holdings import Holdings, open_holdings
from tests.counties import COUNTY
from tests.shipped import shipped_holdings

TREATMENT = "data/datasets/treatment"
HEAD = "area,period,measure,category,value,status,note"
CATEGORIES = ("alcohol", "heroin", "cannabis", "other")
AREAS = ("X07000004", "X07000005", "X07000006", "X07000003")


def with_rows(folder: Path, rows: list[str]) -> Holdings:
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(COUNTY, project, ignore=shutil.ignore_patterns("build", "site"))
    file = project / TREATMENT / "return.csv"
    file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return open_holdings(project)


def row(area: str, category: str, value: int | None) -> str:
    told = f"{value},," if value is not None else ",c,withheld"
    return f"{area},P12M/2017-03,people,{category},{told}"


def ranges(holdings: Holdings) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    return {
        (n.cell[1], n.cell[4]): (n.lowest, n.highest)
        for n in narrowed(holdings)
        if n.cell[0] == "treatment"
    }


def test_one_withheld_of_a_sum_is_known_exactly(tmp_path: Path) -> None:
    numbers = {"all": 60, "alcohol": 31, "heroin": 22, "cannabis": None, "other": 5}
    held = with_rows(tmp_path, [row(AREAS[0], c, v) for c, v in numbers.items()])
    assert ranges(held) == {(AREAS[0], "cannabis"): (2, 2)}


def test_two_withheld_with_a_small_rest_are_narrowed(tmp_path: Path) -> None:
    numbers = {"all": 55, "alcohol": 31, "heroin": 22, "cannabis": None, "other": None}
    held = with_rows(tmp_path, [row(AREAS[0], c, v) for c, v in numbers.items()])
    # Two numbers of one to four that make two are both one.
    assert set(ranges(held).values()) == {(1, 1)}


def test_a_total_in_the_middle_says_nothing(tmp_path: Path) -> None:
    numbers = {"all": 58, "alcohol": 31, "heroin": 22, "cannabis": None, "other": None}
    held = with_rows(tmp_path, [row(AREAS[0], c, v) for c, v in numbers.items()])
    assert set(ranges(held).values()) == {(1, 4)}


def test_areas_give_away_what_categories_hide(tmp_path: Path) -> None:
    """Two withheld in each row and column of a table can still be safe, or not."""
    county = {"alcohol": 40, "heroin": 40, "cannabis": 11, "other": 12, "all": 103}
    table = {
        AREAS[0]: (10, 10, None, None),
        AREAS[1]: (10, 10, None, None),
        AREAS[2]: (10, 10, 4, 4),
        AREAS[3]: (10, 10, 4, 4),
    }
    rows = [row("X10000001", c, v) for c, v in county.items()]
    for area, numbers in table.items():
        rows += [row(area, c, v) for c, v in zip(CATEGORIES, numbers, strict=True)]
    found = ranges(with_rows(tmp_path, rows))
    # 11 - 8 = 3 cannabis in two areas, each at least one: one and two.
    assert found[(AREAS[0], "cannabis")] == (1, 2)
    assert found[(AREAS[0], "other")] == (1, 3)


@pytest.mark.parametrize("seed", range(12))
def test_the_range_is_that_of_trying_every_number(seed: int, tmp_path: Path) -> None:
    """A table of four areas and four categories, with its totals: brute force agrees."""
    chance = random.Random(seed)
    table = {(a, c): chance.randint(1, 9) for a in AREAS for c in CATEGORIES}
    small = [place for place, number in table.items() if number < 5]
    hidden = chance.sample(small, min(5, len(small)))
    rows = [row("X10000001", c, sum(table[(a, c)] for a in AREAS)) for c in CATEGORIES]
    for area in AREAS:
        rows.append(row(area, "all", sum(table[(area, c)] for c in CATEGORIES)))
        rows += [
            row(area, c, None if (area, c) in hidden else table[(area, c)]) for c in CATEGORIES
        ]
    possible = []
    for numbers in product(range(1, 5), repeat=len(hidden)):
        tried = table | dict(zip(hidden, numbers, strict=True))
        if all(
            sum(tried[(a, c)] for a in AREAS) == sum(table[(a, c)] for a in AREAS)
            for c in CATEGORIES
        ) and all(
            sum(tried[(a, c)] for c in CATEGORIES) == sum(table[(a, c)] for c in CATEGORIES)
            for a in AREAS
        ):
            possible.append(numbers)
    found = ranges(with_rows(tmp_path, rows))
    for place, cell in enumerate(hidden):
        tried_numbers = [numbers[place] for numbers in possible]
        assert found[cell] == (min(tried_numbers), max(tried_numbers))


def test_nothing_withheld_in_the_data_can_be_worked_out() -> None:
    found = narrowed(shipped_holdings())
    assert not [n.cell for n in found if n.is_narrower]


def withheld_keys(holdings: Holdings) -> set[tuple[str, str, str, str, str]]:
    rows = holdings.observations
    rows = rows[rows["status"].str.contains("c")]
    names = ["dataset", "area", "period", "measure", "category"]
    return set(rows[names].itertuples(index=False, name=None))


def test_no_download_has_a_withheld_number(shipped: Path) -> None:
    held = withheld_keys(shipped_holdings())
    seen = set()
    for path in (shipped / "site/data").glob("*.csv"):
        if path.stem == "figures":
            continue
        for record in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            key = (
                path.stem,
                record["area_code"],
                record["period"],
                record["measure"],
                record["category"],
            )
            if key in held:
                seen.add(key)
                assert (record["value"], "c" in record["status"]) == ("", True), key
    assert seen == held


def test_no_page_chart_or_index_has_a_withheld_number(shipped: Path) -> None:
    """Cells that stand for a withheld figure hold words, and no chart has a row for one."""
    holdings = shipped_holdings()
    measures = {
        (name, indicator.value): key for key, (name, indicator) in holdings.indicators.items()
    }
    keys = {
        f"{measures[(d, m)]}/{c}/{a}/{p}"
        for d, a, p, m, c in withheld_keys(holdings)
        if (d, m) in measures
    }
    for path in (shipped / "site").rglob("index.html"):
        for key, text in re.findall(r'data-key="([^"]*)">([^<]*)<', path.read_text("utf-8")):
            if key in keys:
                assert not re.search(r"\d", text), (path, key)
    for path in (shipped / "site").rglob("*.vl.json"):
        for drawn in json.loads(path.read_text("utf-8"))["datasets"]["rows"]:
            # Words may stand in the place of a number that is too small or not reliable.
            is_drawn = drawn.get("value", 0) is not None
            assert is_drawn or not re.search(r"\d", str(drawn.get("text") or "")), path
