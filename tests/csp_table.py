"""Recorded crime by partnership of the invented county, as the statistics office publishes it."""

from __future__ import annotations

import csv
from pathlib import Path

from generator.importers.partnerships import OFFENCES, WANTED

FORCE, COMBINED = "X23000001", "X22000001"
TITLE = "Table C2: crimes by partnership, England and Wales, year ending {} [note 1]"
Line = tuple[str, str, str, str, str, int]
LINES: tuple[Line, ...] = (
    (FORCE, "Exampleshire", "", "", "", 100),
    (FORCE, "Exampleshire [note 4]", "X22000003", "Great Example ", "X07000003", 10),
    (FORCE, "Exampleshire", COMBINED, "Oldford and Middlewick", "Combined Local Authorities", 60),
    (FORCE, "Exampleshire", "X22000006", "Farrow", "X07000006", 25),
    (FORCE, "Exampleshire", "", "Unassigned Exampleshire", "", 5),
    ("X23000009", "Elsewhere", "", "", "", 900),
)


def headings() -> list[dict[str, str]]:
    with OFFENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(total: int) -> list[str]:
    """A number for each heading: all of it is robbery, but for a residential burglary in five."""
    burglaries = total // 5
    held = {"all": total, "robbery": total - burglaries}
    held |= dict.fromkeys(("theft", "burglary", "residential-burglary"), burglaries)
    return [f"{held.get(one['id'], 0):,} " for one in headings()]


def header() -> list[str]:
    names = [*list(WANTED.values())[:5], "local authority name"]
    return [name.capitalize().replace(" area", "\nArea") for name in names] + [
        f"{one['heading']} [note 2]" for one in headings()
    ]


def table(lines: tuple[Line, ...] = LINES, year: str = "June 2025") -> list[list[str]]:
    """The table as it is published, with titles above it."""
    body = [
        [force, force_name, code, name, district, name if district else "", *numbers(total)]
        for force, force_name, code, name, district, total in lines
    ]
    return [[TITLE.format(year)], ["This worksheet contains one table."], header(), *body]


def written(path: Path, cells: list[list[str]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows(cells)
    return path
