"""Doubts that an office has looked at and signed off: ``data/accepted.csv``."""

from __future__ import annotations

from collections.abc import Collection

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import day
from generator.terms.accepted import Accepted

ACCEPTED_COLUMNS = ("rule", "file", "where", "reason", "by", "date")


def accepted_in(sheet: Sheet, rules: Collection[str]) -> tuple[tuple[Accepted, ...], list[Problem]]:
    """What has been signed off, and what is wrong with the file?"""
    found, problems = [], []
    for row, cells in sheet.rows:
        found.append(Accepted(**{key: cells[key] for key in ACCEPTED_COLUMNS}, row=row))
        if cells["rule"] not in rules:
            what = f'There is no rule "{cells["rule"]}".'
            known = f"The rules are {', '.join(rules)}."
            problems.append(sheet.problem("known", row, "rule", what, known))
        for column, wanted in (("reason", "Say why it stands."), ("by", "Name the office.")):
            if not cells[column]:
                what = f'"{column}" is blank.'
                problems.append(sheet.problem("accepted", row, column, what, wanted))
        found_day, fault = day(cells["date"])
        if fault or found_day is None:
            told = fault or ("The date is blank.", "Write the day on which it was accepted.")
            problems.append(sheet.problem("known", row, "date", *told))
    return tuple(found), problems
