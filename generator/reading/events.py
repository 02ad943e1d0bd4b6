"""Breaks and cautions: what happened to a series, and which changes it bears on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import day
from generator.terms.periods import Period

EVENT_COLUMNS = ("date", "areas", "datasets", "categories", "kind", "text", "source")
EVENT_KINDS = ("break", "caution")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a series. A break forbids a comparison; a caution goes with it.

    Blank ``areas``, ``datasets`` or ``categories`` mean all of them; an area stands for every
    area within it.
    """

    date: date
    areas: tuple[str, ...]
    datasets: tuple[str, ...]
    categories: tuple[str, ...]
    kind: str
    text: str
    source: str

    def lies_between(self, earlier: Period, later: Period) -> bool:
        """Does a change from one period to the other cross this date?"""
        return earlier.first < self.date <= later.last


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
