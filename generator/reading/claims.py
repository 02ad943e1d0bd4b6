"""The rows of ``claims.csv`` become claims: their words and numbers are read once, here."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.reading.spreadsheets import Sheet
from generator.reading.typed import period_fault
from generator.terms.cells import PARTS, Cell
from generator.terms.claims import CLAIM_KINDS, Against, Claim, against_in
from generator.terms.printed import places, read


def claims_in(sheet: Sheet, dataset: str) -> tuple[list[Claim], list[Problem]]:
    """The claims of a file about figures of this dataset, or about none where it is blank.

    A row that is not understood is told and is no claim; one of a kind that nobody knows is told
    with the other names that nobody declared.
    """
    claims, problems = [], []
    for number, row in sheet.rows:
        against, faults = against_in(row["kind"], row["against"])
        told = [fault.at("claims", sheet.at(number, "against")) for fault in faults]
        told += _problems(sheet, number, row, against, is_about_figures=bool(dataset))
        problems += told
        if row["kind"] in CLAIM_KINDS and not told:
            cell = Cell(dataset, *(row[part] for part in PARTS[1:]))
            words = (row["printed"], row["source"], row["line"])
            claims.append(Claim(row["kind"], cell, against, *words, sheet.at(number)))
    return claims, problems


def _problems(
    sheet: Sheet, number: int, row: dict[str, str], against: Against, *, is_about_figures: bool
) -> Iterator[Problem]:
    if is_about_figures and (fault := period_fault(row["period"])):
        yield fault.at("period", sheet.at(number, "period"))
    if row["line"] and not row["line"].isdecimal():
        what = f'"{row["line"]}" is not the number of a line.'
        remedy = "Write it in digits, or leave it blank."
        yield Problem("claims", sheet.at(number, "line"), what, remedy)
    if not _is_read(row["kind"], row["printed"], against):
        what = f'No number is understood in "{row["printed"]}".'
        remedy = "Copy the number as it is printed, with its sign and its percent."
        yield Problem("claims", sheet.at(number, "printed"), what, remedy)


def _is_read(kind: str, text: str, against: Against) -> bool:
    """Is there a number (or a place, or a direction) to be worked out again?"""
    printed = read(text)
    is_number, is_place = printed.number is not None, places(text) is not None
    if kind == "rank":
        return is_place
    if kind == "sign":
        return printed.direction is not None
    if kind == "text_vs_table":
        return is_number or is_place or bool(against.how_many)
    return is_number or kind in ("impossible", "label") or kind not in CLAIM_KINDS
