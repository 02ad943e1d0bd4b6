"""What stands around a table, or over its columns, and says that its numbers are of another kind:
rates, or a part of the year. It is asked whether that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from generator.importers.sheets.asking import LINES, Question
from generator.importers.sheets.labelled import KnownWords
from generator.importers.sheets.numbered import RowsRead
from generator.importers.sheets.spelt_periods import MONTH, without_time
from generator.importers.sheets.tables import Laid
from generator.importers.sheets.vocabulary import OF_COUNTS, OF_RATES
from generator.terms.mappings import OPEN
from generator.terms.periods import MONTHS, Period

DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
SPAN = re.compile(rf"\b({MONTH})\.?(?:\s+\d{{4}})?\s*(?:-|–|\bto\b)\s*{DAY}({MONTH})\b", re.I)
PART = re.compile(
    r"\b(ytd|year[- ]to[- ]date|so far|part[- ]years?|half[- ]years?|(first|last|second|third)"
    r" (half|(two |three )?quarters?)|(three|six|nine|[3-9]) months|q[1-4]\s*(-|–|to)\s*q[1-4]"
    r"|quarter [1-4]|h[12])\b",
    re.I,
)
# In a note below a table.
ONLY = re.compile(r"\b(only|incomplete|is year to date)\b", re.I)


def of_another_kind(
    table: Laid, file: str, read: RowsRead, known: KnownWords
) -> dict[tuple[str, str], Question]:
    """What is asked of lines that seem to say another thing than the rows?"""
    periods = [Period.parse(iso) for iso in {row.key[1] for row in read.rows}]
    names = [table.grid.name, PurePath(file).stem]
    asked: list[Question] = []
    if read.rows and read.are_counts:
        lines = [*table.above, *table.labels.values(), *names]
        told = [line for line in lines if OF_RATES.search(line) and not OF_COUNTS.search(line)]
        asked += _asked(table, told, "and its numbers would be counts")
    if periods and all(one.months == 12 for one in periods):
        below = [line for line in table.below if ONLY.search(line)]
        lines = [*table.above, *table.headings, *names, *below]
        told = [line for line in lines if PART.search(line) or _is_part(line)]
        asked += _asked(table, told, "and its numbers would be of whole years")
    said = known.mapping.lines
    return {(LINES, one.text): one for one in asked if said.get(one.text, OPEN) == OPEN}


def _asked(table: Laid, lines: Sequence[str], would: str) -> Iterator[Question]:
    for line in lines:
        text = without_time(line) or line
        yield Question(LINES, text, table.grid.place(0), f'It says "{line}", {would}')


def _is_part(line: str) -> bool:
    """Does a line name two months that do not make a year?"""
    span = SPAN.search(line)
    months = [MONTHS[span[n].lower()] for n in (1, 2)] if span else [1, 12]
    return (months[1] - months[0]) % 12 != 11
