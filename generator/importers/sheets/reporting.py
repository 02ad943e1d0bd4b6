"""What an import of spreadsheets did, in sentences: how each was read, what was converted, what was
passed over, and what the pages will show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importers.sheets.asking import Celled
from generator.importers.sheets.figured import Reading, figured
from generator.importers.sheets.labelled import KnownWords
from generator.importers.sheets.numbered import RowsRead, named
from generator.importers.sheets.ordering import Workbook
from generator.importers.sheets.tables import Laid
from generator.terms import wording
from generator.terms.datasets import NO_VALUE
from generator.terms.mappings import PASSED, TITLE
from generator.terms.periods import Period

MOST_LINES, MOST_PASSED = 4, 12


def report(
    book: Workbook, table: Laid, celled: Celled, read: RowsRead, known: KnownWords
) -> Iterator[str]:
    """How one table was read."""
    areas = {row.key[0] for row in read.rows}
    periods = [Period.parse(iso) for iso in sorted({row.key[1] for row in read.rows})]
    style = known.dataset.label_style if known.dataset else "year ending"
    when = wording.listing([one.label(style) for one in periods[:6]])
    where = f"{book.name}, sheet {table.grid.name}" if table.grid.name else book.name
    yield (
        f"{where}: {_number(len(read.rows), 'figure')} of {_number(len(areas), 'area')}, {when}"
        f"{f' and {len(periods) - 6} more' if len(periods) > 6 else ''}."
    )
    yield f"  How it was read: {'; '.join(_how(table, known))}."
    for mark, cells in read.marks.items():
        yield f'  "{mark}" in {named(cells)} {_became(mark, known)}.'
    if read.texts:
        count = _number(len(read.texts), "number")
        yield f"  {count} stood there in another form, such as {read.texts[0]}."
    if celled.passed:
        listed = [f'"{text}"' for text in celled.passed]
        more = [f"{len(listed) - MOST_PASSED} more"] if len(listed) > MOST_PASSED else []
        yield f"  Passed over: {wording.listing([*listed[:MOST_PASSED], *more])}."
    if celled.totals and not celled.elsewhere:
        yield f"  {_number(len(celled.totals), 'total')} checked against the rows, and not kept."
    if book.hidden:
        yield f"  Not read, for they are hidden: {wording.listing(list(book.hidden))}."
    above = [line for line in table.above if line != table.title]
    for where, lines in (("Above", above), ("Below", table.below)):
        for line in lines[:MOST_LINES]:
            yield f'  {where} the table stands, and is not kept: "{line}"'
    if above or table.below:
        yield "  What readers should know of it belongs below cautions: in dataset.yml."


def _number(count: int, word: str) -> str:
    return f"{wording.number(count)} {word}{'' if count == 1 else 's'}"


def _how(table: Laid, known: KnownWords) -> Iterator[str]:
    mapping = known.mapping
    for heading, part in mapping.rows.items():
        told = f'column "{heading}"' if heading else "the column without a heading"
        yield f"{told} {'passed over' if part == PASSED else f'says the {part}'}"
    for row, part in zip(table.heads, mapping.headings, strict=True):
        yield f"headings in row {row + 1} {'passed over' if part == PASSED else f'say the {part}'}"
    for part, said in mapping.always.items():
        yield f"the {part} is {'in the title' if said == TITLE else said}"


def _became(mark: str, known: KnownWords) -> str:
    one, _ = figured(mark, Reading(known.mapping.marks, known.mapping.decimal, str))
    if not one.value:
        return f"became {NO_VALUE.get(one.status, 'no figure')} ({one.status})"
    behind = one.status or one.note
    return f"became {one.value}{f' with {behind}' if behind else ''}"


def told_merge(new: int, same: int, gone: int, dataset: str) -> str:
    """How many figures came into a dataset, how many stood there already, and how many of the same
    periods were imported before and are not among them."""
    left = (
        f" {_number(gone, 'figure')} of the same periods are not in it, and stay." if gone else ""
    )
    there = f", {_number(same, 'figure')} stood there already" if same else ""
    return f"{dataset}: {_number(new, 'new figure')}{there}.{left}"


def shown_by(topics: Sequence[str], drafted: str) -> str:
    """Which topics show the dataset."""
    if topics:
        return f"Shown by {wording.listing(list(topics))}."
    return f"No topic showed it: {drafted} is drafted, for you to write. "
