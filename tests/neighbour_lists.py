"""Similar areas of the invented county, as the statistics office lists them, and all that a
district outside has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.csp_table import LINES, Line, table
from tests.handed import people, residents, table_file

HARBOUR, MILL, JOINT, GLEN = "X06000001", "X06000002", "X06000003", "S12000001"
NAMES = {
    HARBOUR: "Harbour, City of",
    MILL: "Mill Bridge",
    JOINT: "Counted Together",
    GLEN: "Far Glen",
    "X07000003": "Great Example",
}
LISTS = {
    "X07000003": ("X07000004", HARBOUR, MILL),
    "X07000004": (MILL, HARBOUR, GLEN),
    "X07000005": ("X07000003", "X07000004", JOINT),
    "X07000006": (HARBOUR, MILL, JOINT, GLEN),
    "X06000009": (HARBOUR, MILL, JOINT, "X07000006"),
}
# Small areas outside with their district and residents.
OUTSIDE = {
    "X01000091": (HARBOUR, 500),
    "X01000092": (MILL, 600),
    "X01000093": (MILL, 400),
}
LINES_OUTSIDE: tuple[Line, ...] = (
    *LINES,
    ("X23000009", "Elsewhere", "X22000091", "Harbour", HARBOUR, 30),
    ("X23000009", "Elsewhere", "X22000092", "Mill East", MILL, 20),
    ("X23000009", "Elsewhere", "X22000093", "Mill West", MILL, 25),
    ("X23000009", "Elsewhere", "X22000094", "Joint", "Combined Local Authorities", 800),
    ("X23000009", "Elsewhere", "", "Elsewhere Airport", "", 5),
    ("X23000009", "Elsewhere", "", "Unassigned Elsewhere", "", 20),
)


def crimes(lines: tuple[Line, ...] = LINES_OUTSIDE) -> list[list[str]]:
    """The table of crimes, with the districts outside called as they are."""
    cells = table(lines)
    place = [cell.lower() for cell in cells[2]].index("local authority name")
    for line in cells[3:]:
        line[place] = NAMES.get(line[4], line[place])
    return cells


def neighbours(
    path: Path, lists: Mapping[str, Sequence[str]] = LISTS, header: str = "AREACD"
) -> Path:
    """The lists as a CSV file."""
    rows = [[code, *members, *[""] * (5 - len(members))] for code, members in lists.items()]
    return table_file(path, [[header, "1", "2", "3", "4", "5"], *rows])


def names(path: Path, known: Mapping[str, str] = NAMES) -> Path:
    """A table of codes and names."""
    return table_file(
        path, [["AREACD", "AREANM", "Global"], *([*one, "A"] for one in known.items())]
    )


def lookup(path: Path) -> Path:
    """In which district each small area outside lies."""
    rows = [[code, district, NAMES[district]] for code, (district, _) in OUTSIDE.items()]
    return table_file(path, [["LSOA21CD", "LAD22CD", "LAD22NM"], *rows, ["E01000001", "E07", "No"]])


def all_residents(path: Path) -> Path:
    """The residents of the county's small areas and of those outside."""
    return residents(path, [*people(), *(f"{code},{n}" for code, (_, n) in OUTSIDE.items())])
