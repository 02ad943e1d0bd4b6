"""What gives a withheld figure away beside it: its limits, a statement, and a part left out.

Each is told; its twin beside it that says nothing of the figure is not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks import disclosed, limits, printed
from generator.reading.holdings import Holdings, open_holdings
from tests.counties import COUNTY

FOLDER = "data/datasets/treatment"
HEAD = "area,period,measure,category,value,status,note"
OLDFORD, MIDDLEWICK = "X07000004", "X07000005"
LIMITS = """measures:
  people: {unit: [person in treatment, people in treatment], kind: count}
  percent: {unit: ["%", "%"], kind: percent}
  LOWER: {unit: ["%", "%"], kind: percent}
  UPPER: {unit: ["%", "%"], kind: percent}
"""


def county_with(
    folder: Path, rows: list[str], more: str = "", replaced: tuple[str, str] = ("", "")
) -> Holdings:
    """The county with other rows of people in treatment, and with more in its description."""
    project = folder / "project"
    shutil.copytree(COUNTY, project, ignore=shutil.ignore_patterns("build", "site"))
    if rows:
        (project / FOLDER / "return.csv").write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    file = project / FOLDER / "dataset.yml"
    file.write_text(file.read_text("utf-8").replace(*replaced, 1) + more, "utf-8")
    holdings = open_holdings(project)
    assert not holdings.problems, holdings.problems
    return holdings


@pytest.mark.parametrize(
    ("lower", "upper", "withheld", "told"),
    [
        ("lower", "upper", "percent", 2),
        ("percent-lower", "percent-upper", "percent", 2),
        ("lower", "upper", "lower upper percent", 0),
        ("lower", "upper", "lower percent", 1),
        ("lower", "upper", "", 0),
        ("people-lower", "people-upper", "percent", 0),
    ],
)
def test_limits_of_a_withheld_figure_are_withheld(
    lower: str, upper: str, withheld: str, told: int, tmp_path: Path
) -> None:
    rows = [
        f"{OLDFORD},P12M/2017-03,{measure},all,"
        + (",c,withheld" if measure in withheld.split() else f"{value},,")
        for measure, value in (("percent", "3.0"), (lower, "2.0"), (upper, "4.0"))
    ]
    shape = LIMITS.replace("LOWER", lower).replace("UPPER", upper)
    old = "measures:\n" + LIMITS.splitlines()[1] + "\n"
    holdings = county_with(tmp_path, rows, replaced=(old, shape))
    assert len(list(limits.limits_of_withheld(holdings, {}))) == told


def parts(rows: str, area: str = MIDDLEWICK) -> list[str]:
    """Rows of one area and year, as category and number; x and c are statuses."""
    told = {"x": ",x,", "c": ",c,withheld", "s": ",c,withheld-secondary", "z": ",z,"}
    pairs = [pair.split() for pair in rows.split(", ")]
    return [f"{area},P12M/2017-03,people,{c},{told.get(n, n + ',,')}" for c, n in pairs]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("all 44, alcohol 20, heroin 15, cannabis 6", 1),
        ("all 44, alcohol 20, heroin 15, cannabis 6, other x", 1),
        ("all 43, alcohol 20, heroin 20", 1),
        ("all 44, alcohol 20, heroin 15, cannabis 9", 0),
        ("all 46, alcohol 20, heroin 15, cannabis 6", 0),
        ("all 48, alcohol 20, heroin 20", 0),
        ("alcohol 20, heroin 15, cannabis 6", 0),
        ("all 44", 0),
        ("all 43, alcohol 20, heroin 20, cannabis x", 1),
        ("all 40, alcohol 20, heroin 20", 0),
        ("all 44, alcohol 20, heroin 15, cannabis s", 0),
        ("all 44, alcohol 20, heroin 15, cannabis 6, other z", 0),
        ("all 41, alcohol 20, heroin 15, cannabis 6, other x", 0),
    ],
)
def test_a_part_left_out_that_can_be_worked_out_to_be_small(
    rows: str, told: int, tmp_path: Path
) -> None:
    holdings = county_with(tmp_path, parts(rows))
    problems = [str(one) for one in disclosed.narrowed(holdings, {})]
    assert len([one for one in problems if "which has no figure" in one]) == told, problems


@pytest.mark.parametrize(("number", "told"), [(3, 1), (0, 0), (5, 0)])
def test_an_area_left_out_that_can_be_worked_out_to_be_small(
    number: int, told: int, tmp_path: Path
) -> None:
    areas = ("X07000003", OLDFORD, "X07000006")
    rows = [row for area in areas for row in parts("all 10", area)]
    rows += parts(f"all {30 + number}", "X10000001")
    problems = [str(one) for one in disclosed.narrowed(county_with(tmp_path, rows), {})]
    assert len(problems) == told, problems


STATED = [
    ("In Oldford 3 people were treated for cannabis.", 1),
    ("Cannabis accounted for three in Oldford.", 1),
    ("Of those in Oldford, three were treated for cannabis.", 1),
    ("Cannabis was 5% of the 60 people in Oldford.", 1),
    ("Five per cent of people in Oldford were treated for cannabis.", 1),
    ("In Oldford there were two, all treated for cannabis.", 1),
    ("One person in Oldford was treated for cannabis.", 1),
    ("Three of the people in Oldford had cannabis, others 20 other things.", 1),
    ("Two of these other areas are near Oldford.", 0),
    ("In Oldford 3 of 60 were treated for cannabis.", 1),
    ("In Oldford three out of 60 were treated for cannabis.", 1),
    ("Fifty-nine people in Oldford had no part in cannabis.", 0),
    ("Of those in Oldford, thirty-three were treated for alcohol, and few for cannabis.", 0),
    ("Cannabis in Oldford rose by 5% in three years.", 0),
    ("No one in Oldford was surprised about cannabis, one of the drugs named.", 0),
    ("Cannabis was 50% of the 60 people in Oldford.", 0),
    ("In three wards of Oldford cannabis was named, on 3 May 2016.", 0),
    ("In Oldford one in three were treated for alcohol and some for cannabis.", 0),
]


@pytest.mark.parametrize(("text", "told"), STATED)
def test_a_statement_that_says_a_withheld_figure(text: str, told: int, tmp_path: Path) -> None:
    more = f'statements:\n  - {{text: "{text}", source: TRE-1, areas: [{OLDFORD}]}}\n'
    holdings = county_with(tmp_path, [], more)
    assert len(list(printed.withheld_stated(holdings, {}))) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Middlewick had 3 people in treatment.", 1),
        ("In treatment in Middlewick: three.", 1),
        ("Middlewick has 3 parks.", 0),
        ("Middlewick had 2 people in treatment for alcohol.", 0),
        ("Middlewick had 40 people in treatment.", 0),
        ("Few were in treatment in Middlewick. It has two stations.", 0),
    ],
)
def test_a_statement_that_says_a_withheld_total(text: str, told: int, tmp_path: Path) -> None:
    more = f'statements:\n  - {{text: "{text}", source: TRE-1, areas: [{MIDDLEWICK}]}}\n'
    holdings = county_with(tmp_path, parts("all c, alcohol 2"), more)
    assert len(list(printed.withheld_stated(holdings, {}))) == told
