"""The log of imports: what each file held, what was kept of it, and what was set aside and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.terms.imports import READ, ImportLine

FILE = "data/imports.csv"
COLUMNS = ("date", "kind", "file", "sha256", "outcome", "rows")


class OfFile(NamedTuple):
    """What became of the rows (or areas) of one file: by outcome, which add up to ``read``."""

    file: str
    word: str
    outcomes: dict[str, int]

    @property
    def read(self) -> int:
        """How many there were."""
        return sum(self.outcomes.values())


def lines_in(content: bytes | None) -> list[ImportLine]:
    """What does the log say?"""
    if not content:
        return []
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return [ImportLine(*(row.get(name) or "" for name in COLUMNS)) for row in rows]


def logged(content: bytes | None, kind: str, counted: Iterable[OfFile], today: date) -> bytes:
    """The log with what these files held, in the place of what it said of the same files.

    A file that was imported before, with the same outcome, keeps its day.
    """
    before = lines_in(content)
    told: dict[tuple[str, str], list[ImportLine]] = {}
    for one in counted:
        old = [line for line in before if (line.kind, line.sha256) == (kind, one.word)]
        outcomes = {READ: one.read, **one.outcomes}
        same = {line.outcome: line.rows for line in old}
        # What was imported before, with the same outcome, stays as it stands, day and all.
        if same == {name: str(rows) for name, rows in outcomes.items()}:
            told[kind, one.word] = old
            continue
        every = ImportLine(today.isoformat(), kind, one.file, one.word, outcome="", rows="")
        told[kind, one.word] = [every._replace(outcome=k, rows=str(v)) for k, v in outcomes.items()]
    # A file keeps its place, so that the same again changes nothing.
    lines: dict[tuple[str, str], list[ImportLine]] = {}
    for line in before:
        lines.setdefault((line.kind, line.sha256), []).append(line)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(line for group in (lines | told).values() for line in group)
    return written.getvalue().encode()
