"""From the text of a dataset's rows to observations, checked cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from generator.datasets import NO_VALUE, QUALIFIERS, STATUSES, WITH_VALUE, Dataset
from generator.periods import Period
from generator.problems import Problem, suggestion
from generator.spreadsheets import Sheet

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
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What a status of "no value" is for, told to whoever left a cell blank.
STATUS_HELP = "c (withheld), x (not available) or z (not applicable)"


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the rows of one sheet are checked against."""

    dataset_id: str
    dataset: Dataset
    sheet: Sheet


def observations_in(context: RowContext) -> tuple[pd.DataFrame, list[Problem]]:
    """Which observations does this sheet hold, and which of its cells cannot be right?

    Returns a frame of FRAME_COLUMNS (value float, NaN where there is none; printed the number as
    text; period in ISO form; the rest text) and the problems.
    """
    rows, problems = [], []
    for number, cells in context.sheet.rows:
        found = list(_row_problems(context, number, cells))
        problems += found
        if not found:
            rows.append(_observation(context, number, cells))
    return pd.DataFrame(rows, columns=list(FRAME_COLUMNS)), problems


def _observation(context: RowContext, number: int, cells: dict[str, str]) -> tuple[object, ...]:
    printed = cells["value"]
    return (
        context.dataset_id,
        cells["area"],
        Period.parse(cells["period"]).iso,
        cells["measure"],
        cells["category"],
        float(printed) if printed else float("nan"),
        printed,
        cells["status"],
        cells["note"],
        cells.get("source") or context.dataset.rows_from,
        context.sheet.file,
        number,
    )


def _row_problems(context: RowContext, number: int, cells: dict[str, str]) -> Iterator[Problem]:
    dataset, sheet = context.dataset, context.sheet

    def problem(rule: str, column: str, what: str, remedy: str) -> Problem:
        return sheet.problem(rule, number, column, what, remedy)

    if fault := _period_fault(cells["period"]):
        yield problem("period", "period", *fault)
    if cells["measure"] not in dataset.measures:
        yield problem(
            "known",
            "measure",
            f'The measure "{cells["measure"]}" is not declared in dataset.yml.',
            suggestion(cells["measure"], dataset.measures),
        )
    if cells["category"] not in dataset.categories:
        yield problem(
            "known",
            "category",
            f'The category "{cells["category"]}" is not declared in dataset.yml.',
            suggestion(cells["category"], dataset.categories),
        )
    for note in cells["note"].split():
        if note not in dataset.notes and note not in QUALIFIERS:
            yield problem(
                "known",
                "note",
                f'The note "{note}" is not declared in dataset.yml.',
                suggestion(note, [*dataset.notes, *QUALIFIERS]),
            )
    yield from (problem(*fault) for fault in _status_faults(cells["status"], cells["value"]))
    kind = dataset.measures[cells["measure"]].kind if cells["measure"] in dataset.measures else ""
    if cells["value"] and (fault := _value_fault(cells["value"], kind)):
        yield problem("value", "value", *fault)


def _period_fault(text: str) -> tuple[str, str] | None:
    if not text:
        return (
            "The period is blank.",
            "Write it as P12M/2017-03: the number of months, then the last month.",
        )
    try:
        period = Period.parse(text)
    except ValueError as error:
        return str(error), "Write it as P12M/2017-03: the number of months, then the last month."
    if period.iso != text:
        return f'"{text}" is one way of writing {period.iso}.', f"Write {period.iso}."
    return None


def _status_faults(status: str, value: str) -> Iterator[tuple[str, str, str, str]]:
    """Rule, column, what is wrong, what to do: for the letters and what stands beside them."""
    rule = "value and status"
    letters = "".join(sorted(set(status)))
    unknown = "".join(letter for letter in status if letter not in STATUSES)
    if unknown:
        known = " ".join(sorted(STATUSES))
        yield rule, "status", f'There is no status "{unknown}".', f"The letters are {known}."
        return
    if status != letters:
        what = f'The status letters "{status}" are not in alphabetical order.'
        yield rule, "status", what, f'Write "{letters}".'
    missing = [letter for letter in letters if letter in NO_VALUE]
    others = [letter for letter in letters if letter in WITH_VALUE and letter != "b"]
    if not value and not missing:
        remedy = f"Fill in the number, or give the status {STATUS_HELP}. Nothing counted is 0."
        yield rule, "value", "The value is blank, and no status says why.", remedy
    if len(missing) > 1:
        what = f'The status "{status}" gives {len(missing)} reasons why there is no value.'
        yield rule, "status", what, "Keep the one that is true."
    if value and missing:
        what = f'The status "{missing[0]}" ({NO_VALUE[missing[0]]}) has a value beside it.'
        yield rule, "status", what, "Take out the value or the letter."
    if not value and missing and others:
        what = f'The status "{others[0]}" ({WITH_VALUE[others[0]]}) needs a value.'
        yield rule, "status", what, "Take out the letter, or fill in the number."


def _value_fault(text: str, kind: str) -> tuple[str, str] | None:
    if not NUMBER.fullmatch(text):
        return _not_a_number(text)
    number = float(text)
    if kind == "count" and number < 0:
        return f"The count {text} is negative.", "Counts are 0 or more; look the number up again."
    if kind in ("count", "rank") and number != int(number):
        return (
            f"The {kind} {text} is not a whole number.",
            "Look the number up again, or correct the measure.",
        )
    if kind == "rank" and number < 1:
        return f"The rank {text} is below 1.", "Ranks begin at 1."
    if kind == "percent" and not 0 <= number <= 100:
        return f"The percentage {text} is not between 0 and 100.", "Look the number up again."
    if kind == "rate" and number < 0:
        return f"The rate {text} is negative.", "Rates are 0 or more; look the number up again."
    return None


def _not_a_number(text: str) -> tuple[str, str]:
    if re.fullmatch(r"-?[0-9]{1,3}([, \u00a0][0-9]{3})+(\.[0-9]+)?", text):
        bare = re.sub(r"[, \u00a0]", "", text)
        return f'"{text}" has a thousands separator in it.', f"Write {bare}."
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        return f'"{text}" has a comma for its decimals.', f"Write {text.replace(',', '.')}."
    if text.endswith("%") and NUMBER.fullmatch(text[:-1].strip()):
        return (
            f'"{text}" has a percent sign.',
            f"Write {text[:-1].strip()}; the measure says that it is a percentage.",
        )
    if text.startswith("+") and NUMBER.fullmatch(text[1:]):
        return f'"{text}" has a plus sign.', f"Write {text[1:]}."
    if text[0] in "−–" and NUMBER.fullmatch("-" + text[1:]):
        return f'"{text}" begins with a dash that is not a minus sign.', f"Write -{text[1:]}."
    marked = re.fullmatch(r"(-?\d[\d.,]*)\s*([*†‡§¹²³⁴⁵⁶⁷⁸⁹^]+|\[.*\]|\(.*\)|[A-Za-z]{1,4})", text)
    if marked:
        return (
            f'"{text}" has a footnote mark on the number.',
            f"Write {marked[1].replace(',', '')}, and put the remark in the note column.",
        )
    if text in ("*", "..", "-", "–", ":", "n/a", "N/A", "NA"):
        return (
            f'"{text}" is a mark, not a number.',
            f"Leave the value blank and give the status {STATUS_HELP}.",
        )
    return f'"{text}" is not a number.', "Write digits only, with a point for decimals."
