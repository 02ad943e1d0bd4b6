"""Rows of a spreadsheet beside those that a dataset has: what is new, what was typed before, what a
newer edition says otherwise."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from generator.importers.sheets.numbered import Key, Numbered
from generator.problems import Fault, Place, Problem
from generator.terms import wording
from generator.terms.areas import Areas
from generator.terms.datasets import OBSERVATION_COLUMNS
from generator.terms.periods import Period

FILE_NAME = "spreadsheet.csv"
# How the note ends of a number that an office withheld so that it does not give away another.
SECONDARY = "secondary"


class Kept(NamedTuple):
    """A row as it stands in a file of the dataset."""

    value: str
    status: str
    note: str
    source: str


class Merged(NamedTuple):
    """The rows of the dataset's file of imported rows, and those of its others; how many are new,
    how many stood there or were typed before; those that are others now, with what they were."""

    rows: dict[Key, Kept]
    typed: dict[Key, Kept]
    new: int
    same: int
    gone: int
    hidden: int
    revised: dict[Key, Kept]


def merged(
    observed: pd.DataFrame, file: str, rows: Sequence[tuple[Numbered, str]]
) -> tuple[Merged, list[Problem]]:
    """What the file holds with these rows, each beside its source. What people typed elsewhere is
    left as it is; where it says otherwise that is told."""
    held: dict[Key, Kept] = {}
    typed: dict[Key, tuple[Kept, Place]] = {}
    columns = ("area", "period", "measure", "category", "printed", "status", "note", "source")
    told = zip(*(observed[name] for name in (*columns, "file", "row")), strict=True)
    for *key, value, status, note, source, where, number in told:
        if where == file:
            held[tuple(key)] = Kept(value, status, note, source)
        else:
            typed[tuple(key)] = Kept(value, status, note, source), Place(where, number)
    result, problems = dict(held), []
    new = same = hidden = 0
    revised = {}
    for row, source in rows:
        kept = Kept(row.value, row.status, row.note, source)
        if row.key in typed:
            before, place = typed[row.key]
            same += 1
            if before[:2] != kept[:2]:
                problems.append(_typed(before, kept, place))
            continue
        old = held.get(row.key)
        if old and old.note.endswith(SECONDARY) and kept.value:
            # Somebody withheld it here, because it gives away another: it stays so.
            hidden += 1
            continue
        new += old is None
        same += old is not None and old[:3] == kept[:3]
        if old is not None and old[:3] != kept[:3]:
            revised[row.key] = old
        if old is None or old[:3] != kept[:3]:
            result[row.key] = kept
    others = {key: kept for key, (kept, _) in typed.items()}
    keys = {row.key for row, _ in rows}
    spans = {key[1:3] for key in keys}
    gone = sum(key[1:3] in spans and key not in keys for key in held)
    return Merged(result, others, new, same, gone=gone, hidden=hidden, revised=revised), problems


def _typed(before: Kept, now: Kept, place: Place) -> Problem:
    what = f"The figure was typed here as {_shown(before)}, and the spreadsheet has {_shown(now)}."
    remedy = "Correct it here; or take the row out, and the one of the spreadsheet counts."
    return Fault(what, remedy).at("import", place)


def _shown(kept: Kept) -> str:
    return kept.value or f"none ({kept.status})"


def written(rows: Mapping[Key, Kept]) -> bytes:
    """The rows as a file of the dataset, in the order of periods and areas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OBSERVATION_COLUMNS)
    for key in sorted(rows, key=lambda key: (key[1], key[0], key[2], key[3])):
        writer.writerow((*key, *rows[key]))
    return text.getvalue().encode()


def told_revised(merge: Merged, areas: Areas) -> Iterator[str]:
    """What stays withheld; what is another figure now, and the largest change by name."""
    if merge.hidden:
        told = "1 figure that was withheld here stays" if merge.hidden == 1 else ""
        told = told or f"{wording.number(merge.hidden)} figures that were withheld here stay"
        yield f"{told} withheld: what gives away another is not shown again."
    if not merge.revised:
        return

    def moved(key: Key) -> float:
        return abs(float(merge.rows[key].value or 0) - float(merge.revised[key].value or 0))

    largest = max(sorted(merge.revised), key=moved)
    area, period, _, category = largest
    when = Period.parse(period).label()
    kind = "" if category == "all" else f", {category}"
    count = len(merge.revised)
    told = "figure is another" if count == 1 else "figures are others"
    yield (
        f"{wording.number(count)} {told} now than before, most of all {areas[area].name}{kind}, "
        f"{when}: {_shown(merge.rows[largest])}, {_shown(merge.revised[largest])} before."
    )
