"""Which months each force has supplied, and how complete they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from generator.pages.book import Book, Page
from generator.terms import coverage, wording
from generator.terms.addresses import relative
from generator.terms.coverage import Covered
from generator.terms.periods import Period

HERE = "data/coverage/"


def coverage_page(book: Book) -> Page:
    """The coverage table, and the rules by which it is made."""
    lines = sorted(book.holdings.coverage, key=lambda line: (line.force, line.month))
    forces = {force: list(group) for force, group in groupby(lines, key=lambda line: line.force)}
    markdown = book.render(
        "coverage",
        to=lambda there: relative(HERE, there),
        forces=[(force, _finding(told), _rows(told)) for force, told in forces.items()],
        rules=coverage,
        unplaced=wording.percent(100 * coverage.UNPLACED),
        least=wording.percent(100 * coverage.LEAST),
        most=wording.percent(100 * coverage.MOST),
    )
    return Page(
        HERE,
        "Which months are held",
        markdown,
        description="Which months each police force has supplied, and how complete they are.",
        kind="coverage",
        crumbs=(("", "Home"), ("data/", "Data")),
    )


def _finding(lines: Sequence[Covered]) -> str:
    """How many months are complete, and from when to when the others run."""
    whole = [line for line in lines if line.state == coverage.COMPLETE]
    span = f"{_label(lines[0].month)} to {_label(lines[-1].month)}"
    said = f"{len(whole)} of {len(lines)} months from {span} are complete."
    told = []
    for state, group in groupby(lines, key=lambda line: line.state):
        months = [_label(line.month) for line in group]
        if state != coverage.COMPLETE:
            when = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
            told.append(f"{when}: {state}.")
    return " ".join([said, *told])


def _rows(lines: Sequence[Covered]) -> list[dict[str, str]]:
    """The months, newest first, as the cells of a table."""
    return [
        {
            "month": _label(line.month),
            "state": line.state,
            "rows": wording.number(int(line.rows)) if line.rows else "none",
            "unplaced": _share(line),
            "why": _why(line),
        }
        for line in reversed(lines)
    ]


def _share(line: Covered) -> str:
    if not line.rows or not line.unplaced or not int(line.rows):
        return "none held"
    share = wording.percent(100 * int(line.unplaced) / int(line.rows), 1)
    return f"{wording.number(int(line.unplaced))} ({share})"


def _why(line: Covered) -> str:
    if line.overruled_by:
        return f"Decided by {line.overruled_by}: {line.reason}"
    return line.why


def _label(month: str) -> str:
    return Period.parse(f"P1M/{month}").label()
