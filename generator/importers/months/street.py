"""One month of one force as data.police.uk publishes it, row by row: its street-level crimes, or
the outcomes that crimes had in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from generator.importers.handed import AGAIN, Handed
from generator.problems import Fault, Place, Problem
from generator.reading.formats import text_of

COLUMNS = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"),
)
OUTCOME_COLUMNS = (*COLUMNS[:9], "Outcome type")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# Of cells: those of rows without a place are blank.
LSOA, TYPE = re.compile(r"([A-Z]01\d{6})?"), re.compile(r"[A-Z][a-z ,\-]+")
DEGREES = re.compile(r"(-?\d{1,3}(\.\d+)?)?")
ASB, TRANSPORT = "Anti-social behaviour", "British Transport Police"
# What archives hold beside the street-level files.
OTHERS = ("-outcomes.csv", "-stop-and-search.csv")
ARCHIVE = "Download the month again from the archive of data.police.uk."
# Bytes; the largest month of the largest force has a quarter of them.
LARGEST_MONTH = 100_000_000
TOO_LARGE = Fault(
    f"The file is larger than {LARGEST_MONTH // 1_000_000} megabytes; no month of a force is.",
    ARCHIVE,
)


class MonthForm(NamedTuple):
    """How the files of a kind are known: the end of their names, what they hold, their columns."""

    ending: str
    held: str
    columns: tuple[str, ...]


STREET = MonthForm("street", "street-level crimes", COLUMNS)
OUTCOMES = MonthForm("outcomes", "outcomes", OUTCOME_COLUMNS)


class StreetMonth(NamedTuple):
    """The rows of one file: those of its columns as text, numbered as a spreadsheet numbers
    them."""

    handed: Handed
    month: str
    force: str
    rows: pd.DataFrame


def is_street(handed: Handed) -> bool:
    """Is this one of the files of an archive that hold crimes, by its name?"""
    return not handed.path.name.lower().endswith(OTHERS)


def month_in(handed: Handed, content: bytes) -> tuple[StreetMonth | None, list[Problem]]:
    """Which month of which force does a file hold, and what is wrong with it?"""
    month, fault = opened(handed, content, STREET)
    if fault or month is None:
        return None, [fault.at("import", handed.place)] if fault else []
    return month, list(_faults(month.rows, month.month, handed.place))


def opened(
    handed: Handed, content: bytes, form: MonthForm
) -> tuple[StreetMonth | None, Fault | None]:
    """The month that a file of this form holds, or what is wrong with the file as a whole."""
    named = re.fullmatch(rf"(\d{{4}}-\d{{2}})-(.+)-{form.ending}\.csv", handed.path.name, re.I)
    if not named or not MONTH.fullmatch(named[1]):
        kind = "a street-level month" if form is STREET else f"a month of {form.held}"
        what = f"The name of the file is not that of {kind}."
        return None, Fault(what, f"Give it the name it had: 2025-01-westshire-{form.ending}.csv.")
    folder = handed.path.parent.name
    if MONTH.fullmatch(folder) and folder != named[1]:
        return None, Fault(
            f"The folder says {folder}, and the name of the file {named[1]}.", ARCHIVE
        )
    if len(content) > LARGEST_MONTH:
        return None, TOO_LARGE
    rows, fault = _rows(content, form)
    if fault:
        return None, fault
    forces = rows.loc[rows["Falls within"] != TRANSPORT, "Falls within"].unique()
    force = forces[0] if len(forces) else TRANSPORT
    return StreetMonth(handed, named[1], force, rows), None


def _rows(content: bytes, form: MonthForm) -> tuple[pd.DataFrame, Fault | None]:
    """The rows as text, or what is wrong with the file as a whole."""
    nothing = pd.DataFrame(columns=list(form.columns))
    text, fault = text_of(content, is_table=True)
    if fault:
        return nothing, fault
    try:
        names, *body = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except csv.Error:
        return nothing, Fault("The file is no table: its rows run into each other.", AGAIN)
    header = [name.strip() for name in names]
    if fault := _header_fault(header, form):
        return nothing, fault
    odd = next((n for n, cells in enumerate(body, start=2) if len(cells) != len(header)), None)
    if odd is not None:
        is_cut = odd == len(body) + 1 and len(body[-1]) < len(header)
        what = "The file ends in the middle of a row." if is_cut else "The row has lost a comma."
        return nothing, Fault(what, AGAIN, odd)
    rows = pd.DataFrame(body, columns=header, dtype=object)
    if rows.empty:
        remedy = ARCHIVE if form is STREET else f"{ARCHIVE[:-1]}, or leave it out."
        return nothing, Fault("The file has a header and no rows below it.", remedy)
    rows.index = pd.RangeIndex(2, len(rows) + 2)
    return rows, None


def _header_fault(header: list[str], form: MonthForm) -> Fault | None:
    if set(header) == set(form.columns) and len(header) == len(form.columns):
        return None
    if not set(header) & set(COLUMNS[3:6]):
        what = f"This is no file of {form.held}: its columns are others."
        return Fault(what, f"They begin with {', '.join(COLUMNS[:4])}.", 1)
    missing = [name for name in form.columns if name not in header]
    told = f"lacks {', '.join(missing)}" if missing else "has a column twice"
    return Fault(f"The header {told}: it is an older or an edited one.", ARCHIVE, 1)


def _faults(rows: pd.DataFrame, month: str, place: Place) -> Iterator[Problem]:
    """What is wrong with the cells of a file, one sentence for each kind."""
    for column, is_right in (
        ("Month", rows["Month"] == month),
        ("Longitude", _each(rows["Longitude"], DEGREES)),
        ("Latitude", _each(rows["Latitude"], DEGREES)),
        ("LSOA code", _each(rows["LSOA code"], LSOA)),
        ("Crime type", _each(rows["Crime type"], TYPE)),
        ("Falls within", rows["Falls within"] != ""),
    ):
        if problem := odd_cell(rows[column], is_right, month, place):
            yield problem
            return
    yield from _exchanged(rows, place)
    yield from _filled_down(rows, place)


def odd_cell(cells: pd.Series, is_right: pd.Series, month: str, place: Place) -> Problem | None:
    """The first cell of a column that is not as it should be, and how many more are not."""
    column, wrong = str(cells.name), cells[~is_right.astype(bool)]
    if wrong.empty:
        return None
    shown = f'"{wrong.iloc[0]}"' if wrong.iloc[0] else "nothing"
    what = f"{shown} stands here, and {_wanted(column, month)} belongs here"
    what += f"; so in {len(wrong) - 1:,} more rows." if len(wrong) > 1 else "."
    at = place._replace(row=int(wrong.index[0]), column=column)
    return Fault(what, ARCHIVE).at("import", at)


def _wanted(column: str, month: str) -> str:
    return {
        "Month": month,
        "LSOA code": "a code such as E01023987",
        "Crime type": "a type such as Vehicle crime",
        "Falls within": "the name of a force",
    }.get(column, "a number of degrees")


def _each(texts: pd.Series, form: re.Pattern[str]) -> pd.Series:
    """Which of these texts have the form? Each different one is looked at once."""
    return texts.map({text: form.fullmatch(text) is not None for text in texts.unique()})


def _exchanged(rows: pd.DataFrame, place: Place) -> Iterator[Problem]:
    """Longitude and latitude in each other's column: north of 49 degrees lies all of the land."""
    east = pd.to_numeric(rows["Longitude"], errors="coerce")
    odd = rows.index[east > 49]
    if len(odd):
        what = f"Longitude and latitude have changed places in {len(odd):,} rows."
        at = place._replace(row=int(odd[0]), column="Longitude")
        yield Fault(what, ARCHIVE).at("import", at)


def _filled_down(rows: pd.DataFrame, place: Place) -> Iterator[Problem]:
    """One name of an LSOA under several codes, as when a spreadsheet has filled them down."""
    pairs = rows.loc[rows["LSOA code"] != "", ["LSOA code", "LSOA name"]].drop_duplicates()
    twice = pairs[
        pairs["LSOA name"].duplicated(keep=False) | pairs["LSOA code"].duplicated(keep=False)
    ]
    if len(twice):
        code, name = twice.iloc[0]
        what = (
            f"Codes and names of LSOAs do not fit each other: {code} is {name}, and not only that."
        )
        remedy = f"Codes may have been filled down in a spreadsheet. {ARCHIVE}"
        at = place._replace(row=int(twice.index[0]), column="LSOA code")
        yield Fault(what, remedy).at("import", at)
