"""What each partnership chose to work on, when, and which office led it."""

from __future__ import annotations

import re

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.terms.priorities import PRIORITY_KINDS, Priority

PRIORITY_COLUMNS = (
    "area",
    "by",
    "years",
    "kind",
    "place",
    "theme",
    "priority",
    "lead",
    "source",
)


def priorities_in(sheet: Sheet) -> tuple[tuple[Priority, ...], list[Problem]]:
    """Which priorities are on record, and what is wrong with their file?"""
    found, problems = [], []
    for row, cells in sheet.rows:
        kind, place = cells["kind"], cells["place"]
        if not re.fullmatch(r"[0-9]{1,3}", place):
            what = f'"{place}" is not a place in a list.'
            remedy = "Write 1 for the first, 2 for the second."
            problems.append(sheet.problem("number", row, "place", what, remedy))
        elif not re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", cells["years"]):
            what = f'"{cells["years"]}" are no years.'
            remedy = "Write them as 2017-18, or as 2018."
            problems.append(sheet.problem("period", row, "years", what, remedy))
        elif kind in PRIORITY_KINDS:
            told = (cells["theme"], cells["priority"], cells["lead"])
            source = tuple(cells["source"].split())
            who = (cells["area"], cells["by"], cells["years"], kind)
            found.append(Priority(*who, int(place), *told, source))
    return tuple(found), problems
