"""The towns and villages in a tile of OS Open Names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.importers.handed import AGAIN, Handed
from generator.problems import Fault
from generator.reading.formats import text_of

# A row has no header above it. The name of its tile may stand before these cells.
WIDTH = 34
NAME, OTHER_NAME, TYPE, KIND, EAST, NORTH, DISTRICT, UNITARY = 2, 4, 6, 7, 8, 9, 21, 24
POPULATED = "populatedPlace"
# These lie in several wards.
LARGE = ("City", "Town")
METRES = re.compile(r"\d{1,7}(\.\d+)?")


class Populated(NamedTuple):
    """One populated place: its names, where it lies, and in which district, in words."""

    file: str
    names: tuple[str, ...]
    is_large: bool
    east: float
    north: float
    district: str


class OpenNames(NamedTuple):
    """The populated places of one file, and how many rows of it name something else."""

    places: tuple[Populated, ...]
    others: int


def tile_in(handed: Handed, content: bytes) -> tuple[OpenNames, Fault | None]:
    """What does a tile hold, or what is wrong with it?"""
    nothing = OpenNames((), 0)
    text, fault = text_of(content, is_table=True)
    if fault:
        return nothing, fault
    places, others = [], 0
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return nothing, Fault("The file is no table: its rows run into each other.", AGAIN)
    # The list of the columns lies beside the tiles, as a file of its own.
    first = 1 if rows and rows[0][:1] == ["ID"] else 0
    for number, row in enumerate(rows[first:], start=first + 1):
        cells = row[1:] if len(row) == WIDTH + 1 else row
        if len(cells) != WIDTH:
            return nothing, _width_fault(number, len(rows), len(cells))
        if cells[TYPE] != POPULATED:
            others += 1
        elif fault := _fault(cells):
            return nothing, fault._replace(row=number)
        else:
            places.append(_named(handed, cells))
    return OpenNames(tuple(places), others), None


def _width_fault(number: int, rows: int, cells: int) -> Fault:
    if 1 < number == rows:
        return Fault("The file ends in the middle of a row.", AGAIN, number)
    what = f"This is no tile of OS Open Names: the row has {cells:,} cells, and not {WIDTH}."
    return Fault(what, "Download OS Open Names again, as CSV.", number)


def _fault(cells: Sequence[str]) -> Fault | None:
    if not cells[NAME].strip():
        return Fault("A town or village without a name stands here.", AGAIN)
    odd = next((c for c in (cells[EAST], cells[NORTH]) if not METRES.fullmatch(c)), None)
    return Fault(f'"{odd}" is no number of metres.', AGAIN) if odd is not None else None


def _named(handed: Handed, cells: Sequence[str]) -> Populated:
    names = (" ".join(cells[n].split()) for n in (NAME, OTHER_NAME))
    return Populated(
        file=handed.name,
        names=tuple(name for name in names if name),
        is_large=cells[KIND] in LARGE,
        east=float(cells[EAST]),
        north=float(cells[NORTH]),
        district=cells[DISTRICT] or cells[UNITARY],
    )
