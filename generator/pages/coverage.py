"""Which months each force has supplied, how complete they are, and what became of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePosixPath

from generator.pages.book import Book, Page
from generator.terms import coverage, wording
from generator.terms.addresses import relative
from generator.terms.coverage import Covered
from generator.terms.imports import READ, SUPERSEDED, ImportLine
from generator.terms.periods import Period

HERE = "data/coverage/"
MONTHLY = re.compile(r"\d{4}-\d{2}-")
# What is handed to each kind of import, and what its rows are called.
FILES_OF = {
    "police-uk": ("Monthly files of the police", "crimes and incidents"),
    "outcomes": ("Monthly files of crimes and of their outcomes", "rows"),
    "population": ("Estimates of residents", "small areas"),
    "boundaries": ("Boundaries", "areas"),
    "places": ("Names of places", "names"),
    "postcodes": ("Postcodes", "postcodes"),
    "outlines": ("Postcodes that outlines are worked out from", "postcodes"),
    "ons-csp": ("Official totals by partnership", "rows"),
    "home-office": ("Tables of the Home Office", "rows"),
}


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
        outcomes=[_outcomes(kind, book.holdings.imports) for kind in _kinds(book)],
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
        months = [line.month for line in group]
        if state != coverage.COMPLETE:
            told.append(f"{_span(months)}: {state}.")
    return " ".join([said, *told])


def _rows(lines: Sequence[Covered]) -> list[dict[str, str]]:
    """The months, newest first, as the cells of a table; those that are not held for one reason,
    in one row."""

    def alike(line: Covered) -> tuple[str, ...]:
        return (line.state, _why(line), "" if line.state == coverage.ABSENT else line.month)

    return [
        {
            "month": _span([line.month for line in group]),
            "state": group[0].state,
            "rows": wording.number(int(group[0].rows)) if group[0].rows else "none",
            "unplaced": _share(group[0]),
            "why": _why(group[0]),
        }
        for group in (list(found) for _, found in groupby(reversed(lines), key=alike))
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


def _kinds(book: Book) -> list[str]:
    """The kinds of import that were made, in the order of what they are about."""
    kinds = dict.fromkeys(line.kind for line in book.holdings.imports)
    return sorted(kinds, key=lambda kind: (kind not in FILES_OF, [*FILES_OF, kind].index(kind)))


def _outcomes(kind: str, imports: Sequence[ImportLine]) -> dict[str, object]:
    """What became of all that the files of one kind held: outcomes, how many, and their share."""
    lines = _newest([line for line in imports if line.kind == kind])
    found: dict[str, int] = {}
    for line in lines:
        found[line.outcome] = found.get(line.outcome, 0) + int(line.rows or 0)
    read = found.pop(READ, sum(found.values()))
    files = len({line.sha256 for line in lines})
    title, unit = FILES_OF.get(kind, (wording.upper_first(kind), "rows"))
    rows = [
        (wording.upper_first(outcome), wording.number(many), _part(many, read))
        for outcome, many in sorted(found.items(), key=lambda one: -one[1])
    ]
    counted = wording.upper_first(wording.counted(files, ("file", "files")))
    return {
        "kind": kind,
        "title": title,
        "told": f"{counted} with {wording.number(read)} {unit}",
        "rows": rows,
    }


def _newest(lines: Sequence[ImportLine]) -> list[ImportLine]:
    """The lines of the newest edition of each file, and none of what a newer archive had."""
    old = {line.sha256 for line in lines if line.outcome == SUPERSEDED}
    lines = [line for line in lines if line.sha256 not in old]
    last = {_file_of(line): line.sha256 for line in lines}
    return [line for line in lines if line.sha256 == last[_file_of(line)]]


def _file_of(line: ImportLine) -> str:
    """Which file was it? A month of a force is known by its name, whatever folder it lay in."""
    name = PurePosixPath(line.file).name.removesuffix(".gz")
    return name if MONTHLY.match(name) else line.file


def _part(many: int, whole: int) -> str:
    """A share in percent; one that would be rounded to nought is said to be under a tenth."""
    share = 100 * many / whole if whole else 0
    return "under 0.1%" if 0 < share < 0.05 else wording.percent(share, 1)


def _span(months: Sequence[str]) -> str:
    """From the first to the last of some months in a row."""
    first, last = min(months), max(months)
    return _label(first) if first == last else f"{_label(first)} to {_label(last)}"


def _label(month: str) -> str:
    return Period.parse(f"P1M/{month}").label()
