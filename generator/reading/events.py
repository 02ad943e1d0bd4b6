"""Breaks and cautions: what happened to a series, and which changes it bears on."""

from __future__ import annotations

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import day
from generator.terms.events import EVENT_KINDS, Event

EVENT_COLUMNS = ("date", "areas", "datasets", "categories", "kind", "text", "source")


def events_in(sheet: Sheet) -> tuple[tuple[Event, ...], list[Problem]]:
    """Which events are on record, and what is wrong with their file?"""
    events, problems = [], []
    for row, cells in sheet.rows:
        on, fault = day(cells["date"])
        if not cells["date"]:
            fault = ("The date is blank.", "Write it as 2017-04-01.")
        if fault:
            problems.append(sheet.problem("known", row, "date", *fault))
        if on is None or cells["kind"] not in EVENT_KINDS:
            continue
        areas, datasets, categories = (
            tuple(cells[column].split()) for column in ("areas", "datasets", "categories")
        )
        told = (cells["kind"], cells["text"], cells["source"])
        events.append(Event(on, areas, datasets, categories, *told))
    return tuple(events), problems
