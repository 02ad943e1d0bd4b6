"""Who answers, and how fresh that is."""

from __future__ import annotations

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import day
from generator.terms.contacts import Contact, Subject

CONTACT_COLUMNS = (
    "id",
    "office",
    "subject",
    "areas",
    "address",
    "telephone",
    "email",
    "web",
    "hours",
    "printed",
    "checked",
    "checked_against",
)
SUBJECT_COLUMNS = ("id", "label", "what_happened", "advice")


def contacts_in(sheet: Sheet) -> tuple[tuple[Contact, ...], list[Problem]]:
    """Which offices answer, and what is wrong with their file?"""
    contacts, problems = [], []
    for row, cells in sheet.rows:
        checked, fault = day(cells["checked"])
        if fault:
            problems.append(sheet.problem("known", row, "checked", *fault))
        lists = {
            "subjects": tuple(cells["subject"].split()),
            "areas": tuple(cells["areas"].split()),
        }
        plain = {
            key: cells[key] for key in CONTACT_COLUMNS if key not in ("subject", "areas", "checked")
        }
        contacts.append(Contact(**plain, **lists, checked=checked))  # type: ignore[arg-type]
    return tuple(contacts), problems


def subjects_in(sheet: Sheet) -> dict[str, Subject]:
    """Which reasons to call are there, in the order in which the page shows them?"""
    return {cells["id"]: Subject(**cells) for _, cells in sheet.rows}
