"""What gives a withheld figure away beside it: its limits, a statement, and a part left out.

Each is told; its twin beside it that says nothing of the figure is not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks import limits
from generator.holdings import Holdings, open_holdings
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
