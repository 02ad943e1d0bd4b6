"""Recorded crime of the invented county in long form, as the Home Office publishes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

FORCE, COMBINED = "X23000001", "X22000001"
OF_FORCES = (
    *("Financial Year", "Financial Quarter", "Force Name", "Offence Description"),
    *("Offence Group", "Offence Subgroup", "Offence Code", "Number of Offences"),
)
OF_PARTS = (
    *("Financial Year", "Financial Quarter", "Police Force", "CSP Name", "Offence Description"),
    *("Offence Group", "Offence Subgroup", "Offence Code", "Offence Count"),
)
# Description, group, subgroup and code.
KINDS = (
    ("Homicide", "Violence against the person", "Homicide", "1/4.1"),
    ("Homicide", "Violence against the person", "Homicide", "1/4.1"),
    ("Stalking", "Violence against the person", "Stalking and harassment", "8Q"),
    ("Assault with injury", "Violence against the person", "Violence with injury", "8N"),
    ("Burglary Residential", "Theft offences", "Domestic burglary", "28E"),
    ("Shoplifting", "Theft offences", "Shoplifting", "46"),
    ("Perjury", "Miscellaneous crimes", "Miscellaneous crimes", "67"),
)
PARTS = {
    "Great Example": 10,
    "Oldford & Middlewick ": 60,
    "Farrow": 25,
    "Unassigned Exampleshire": 5,
}
Cells = list[list[str]]


def numbers(total: int, quarter: str) -> list[str]:
    """How a total is spread over KINDS in one quarter: a homicide, which is no more one in the
    last, and the rest in two."""
    deaths, half = -1 if quarter == "4" else 1, total // 2
    rest = total - deaths - half
    return [" -00 ", f"{deaths} ", " -   ", f" {half:,} ", f"{rest:,}", "0", "-00"]


def of_forces(
    total: int = 100, year: str = "2017/18", quarters: Iterable[int] = (1, 2, 3, 4)
) -> Cells:
    """The table of forces: so many crimes in each quarter, those of another force, and fraud."""
    rows: Cells = [list(OF_FORCES)]
    for quarter in map(str, quarters):
        rows.append(
            [
                *(year, quarter, "Action Fraud", "Fraud", "Fraud offences"),
                *("Fraud: action fraud", "AF", "66,776"),
            ]
        )
        for force, crimes in (("Elsewhere", 900), ("Exampleshire", total)):
            spread = zip(KINDS, numbers(crimes, quarter), strict=True)
            rows += [[year, quarter, force, *kind, number] for kind, number in spread]
    return rows


def of_parts(
    parts: dict[str, int] | None = None,
    year: str = "2017/18",
    quarters: Iterable[int] = (1, 2, 3, 4),
) -> Cells:
    """The table of partnerships: so many crimes in each quarter by name."""
    rows: Cells = [list(OF_PARTS)]
    for quarter in map(str, quarters):
        for name, crimes in (parts or PARTS).items():
            spread = zip(KINDS, numbers(crimes, quarter), strict=True)
            rows += [
                [year, quarter, "Exampleshire", name, *kind, number] for kind, number in spread
            ]
    return rows


def replaced(cells: Cells, old: str, new: str) -> Cells:
    """The same with other words in every cell that has these and no others."""
    return [[new if cell.strip() == old else cell for cell in row] for row in cells]


def content(cells: Sequence[Sequence[str]]) -> bytes:
    """A table as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    return text.getvalue().encode()


def written(path: Path, cells: Sequence[Sequence[str]]) -> Path:
    """The same in a file."""
    path.write_bytes(content(cells))
    return path
