"""From the text of a dataset's rows to observations, checked cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from math import nan

import numpy as np
import pandas as pd

from generator.problems import MOST_OF_A_CELL, Fault, Problem, looked_up, suggestion, too_many
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import NUMBER, STATUS_HELP, number_fault, period_fault
from generator.terms.datasets import NO_VALUE, QUALIFIERS, STATUSES, WITH_VALUE, Dataset

FRAME_COLUMNS = (
    "dataset",
    "area",
    "period",
    "measure",
    "category",
    "value",
    "printed",
    "status",
    "note",
    "source",
    "file",
    "row",
)
# What is looked at together in a row, and so looked at once for each set of cells that differs.
PARTS = (
    ("period", ("period",)),
    ("measure", ("measure",)),
    ("category", ("category",)),
    ("note", ("note",)),
    ("status", ("status", "has_value")),
    ("value", ("value", "kind")),
)


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the rows of one sheet are checked against."""

    dataset_id: str
    dataset: Dataset
    sheet: Sheet


def observations_in(context: RowContext) -> tuple[pd.DataFrame, list[Problem]]:
    """Which observations does this sheet hold, and which of its cells cannot be right?

    Returns a frame of FRAME_COLUMNS (value float, NaN where there is none; printed the number as
    text; period in ISO form; the rest text) and the problems. A row with a problem is not in it.
    """
    sheet, measures = context.sheet, context.dataset.measures
    names = sheet.columns if sheet.rows else FRAME_COLUMNS
    columns = {name: [cells[name] for _, cells in sheet.rows] for name in names}
    numbers = [number for number, _ in sheet.rows]
    if not numbers:
        return pd.DataFrame(columns=list(FRAME_COLUMNS)), []
    columns["has_value"] = ["yes" if value else "" for value in columns["value"]]
    columns["kind"] = [measures[m].kind if m in measures else "" for m in columns["measure"]]
    at_fault, problems = _no_figures(sheet, columns)
    empty = frozenset(at_fault)
    for part, looked_at in PARTS:
        sets = list(zip(*(columns[name] for name in looked_at), strict=True))
        # In the order of the rows: the first words are the ones that are told.
        different, declared = dict.fromkeys(sets), _declared(context.dataset, part)
        remedies = looked_up(partial(suggestion, known=declared), suggestion("", declared))
        faults = {cells: list(_faults(part, cells, declared, remedies)) for cells in different}
        for place in (n for n, cells in enumerate(sets) if faults[cells] and n not in empty):
            at_fault.add(place)
            at = sheet.at(numbers[place], part)
            problems += [fault.at(rule, at) for rule, fault in faults[sets[place]]]
    frame = _frame(context, columns, numbers)
    if at_fault:
        frame = frame.drop(index=sorted(at_fault)).reset_index(drop=True)
    return frame, problems


def _no_figures(sheet: Sheet, columns: dict[str, list[str]]) -> tuple[set[int], list[Problem]]:
    """Rows that say neither when nor what: a total that was added, or a note."""
    named = zip(*(columns[name] for name in ("period", "measure", "category")), strict=True)
    places = [place for place, cells in enumerate(named) if not any(cells)]
    what = "The row has no period, no measure and no category, so it is no figure."
    remedy = "Delete it if it is a total or a note; or fill them in."
    found = [Problem("known", sheet.at(sheet.rows[n][0], "period"), what, remedy) for n in places]
    return set(places), found


def _frame(context: RowContext, columns: dict[str, list[str]], numbers: list[int]) -> pd.DataFrame:
    texts = set(columns["value"])
    numeric = {text: float(text) if NUMBER.fullmatch(text) else nan for text in texts}
    given = columns.get("source", [""] * len(numbers))
    told = {
        **columns,
        "dataset": context.dataset_id,
        "printed": columns["value"],
        "source": [source or context.dataset.rows_from for source in given],
        "file": context.sheet.file,
    }
    # Text as plain objects: it is walked row by row several times as fast. All of it at once: ten
    # columns one by one take ten times as long, and most files are small.
    names = [name for name in FRAME_COLUMNS if name not in ("value", "row")]
    text = np.empty((len(numbers), len(names)), dtype=object, order="F")
    for place, name in enumerate(names):
        text[:, place] = told[name]
    frame = pd.DataFrame(text, columns=names, dtype=object, copy=False)
    values = np.array([numeric[text] for text in columns["value"]], dtype=float)
    frame.insert(FRAME_COLUMNS.index("value"), "value", values)
    frame.insert(FRAME_COLUMNS.index("row"), "row", np.array(numbers, dtype=int))
    return frame


def _declared(dataset: Dataset, part: str) -> Collection[str]:
    """The words that a part of a row may be; none for numbers, periods and letters."""
    if part == "note":
        return dict.fromkeys((*dataset.notes, *QUALIFIERS))
    if part == "measure":
        return dataset.measures
    return dataset.categories if part == "category" else ()


def _faults(
    part: str, cells: tuple[str, ...], declared: Collection[str], remedies: Callable[[str], str]
) -> Iterator[tuple[str, Fault]]:
    """Rule and fault, for one set of cells of a row."""
    text = cells[0]
    if part == "period" and (fault := period_fault(text)):
        yield part, fault
    words = {"note": dict.fromkeys(text.split()), "measure": [text], "category": [text]}
    unknown = [word for word in words.get(part, ()) if word not in declared]
    for word in unknown[:MOST_OF_A_CELL]:
        what = f'The {part} "{word}" is not declared in dataset.yml.'
        yield "known", Fault(what, remedies(word))
    if len(unknown) > MOST_OF_A_CELL:
        yield "known", too_many(len(unknown))
    if part == "status":
        yield from (("value and status", fault) for fault in _status_faults(text, cells[1]))
    if part == "value" and text and (fault := _value_fault(text, cells[1])):
        yield part, fault


def _status_faults(status: str, value: str) -> Iterator[Fault]:
    """What is wrong with the letters, or with what stands beside them."""
    letters = "".join(sorted(set(status)))
    if NUMBER.fullmatch(status):
        what = f'"{status}" is a number, and letters stand in status.'
        remedy = "Put it into value; see whether the names of the two columns are exchanged."
        yield Fault(what, remedy)
        return
    unknown = "".join(letter for letter in status if letter not in STATUSES)
    if unknown:
        known = " ".join(sorted(STATUSES))
        yield Fault(f'There is no status "{unknown}".', f"The letters are {known}.")
        return
    if status != letters:
        what = f'The status letters "{status}" are not in alphabetical order.'
        yield Fault(what, f'Write "{letters}".')
    missing = [letter for letter in letters if letter in NO_VALUE]
    others = [letter for letter in letters if letter in WITH_VALUE and letter != "b"]
    if not value and not missing:
        remedy = f"Fill in the number, or give the status {STATUS_HELP}. Nothing counted is 0."
        what = "The value is blank, and no status says why."
        yield Fault(what, remedy, column="value")
    if len(missing) > 1:
        what = f'The status "{status}" gives {len(missing)} reasons why there is no value.'
        yield Fault(what, "Keep the one that is true.")
    if value and missing:
        what = f'The status "{missing[0]}" ({NO_VALUE[missing[0]]}) has a value beside it.'
        yield Fault(what, "Take out the value or the letter.")
    if not value and missing and others:
        what = f'The status "{others[0]}" ({WITH_VALUE[others[0]]}) needs a value.'
        yield Fault(what, "Take out the letter, or fill in the number.")


def _value_fault(text: str, kind: str) -> Fault | None:
    if fault := number_fault(text):
        return fault
    number = float(text)
    if kind in ("count", "rate") and number < 0:
        remedy = f"{kind.title()}s are 0 or more; look the number up again."
        return Fault(f"The {kind} {text} is negative.", remedy)
    if kind in ("count", "rank") and number != int(number):
        return Fault(
            f"The {kind} {text} is not a whole number.",
            "Look the number up again, or correct the measure.",
        )
    if kind == "rank" and number < 1:
        return Fault(f"The rank {text} is below 1.", "Ranks begin at 1.")
    if kind == "percent" and not 0 <= number <= 100:
        what = f"The percentage {text} is not between 0 and 100."
        return Fault(what, "Look the number up again.")
    return None
