"""One table of a spreadsheet by its mapping: its rows, what is asked of people, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from generator.importers.sheets import founding
from generator.importers.sheets.around import of_another_kind
from generator.importers.sheets.asking import Celled, Question
from generator.importers.sheets.celled import cells_of
from generator.importers.sheets.drafts import ELSEWHERE
from generator.importers.sheets.figured import stands_for_withheld
from generator.importers.sheets.labelled import NO_AREA, KnownWords
from generator.importers.sheets.numbered import Key, Numbered, RowsRead, numbered, sums
from generator.importers.sheets.ordering import Ordered, Workbook
from generator.importers.sheets.tables import Laid
from generator.importers.sheets.vocabulary import IN_THOUSANDS
from generator.problems import Fault, Place, Problem
from generator.terms import wording
from generator.terms.areas import Areas
from generator.terms.mappings import OPEN
from generator.terms.periods import Period

# So many names that are near to none that is known are asked about as one.
MANY = 4


@dataclass(frozen=True, slots=True)
class TableTaken:
    """What one table gave: its numbers with what each is of, and as rows."""

    book: Workbook
    table: Laid
    celled: Celled
    read: RowsRead


def taken(book: Workbook, table: Laid, ordered: Ordered) -> TableTaken:
    """What does a table give?"""
    celled = cells_of(table, ordered.known, book.name)
    withheld = partial(_withheld, ordered.known)
    read = numbered(table.grid, celled.cells, ordered.known, withheld)
    if celled.waiting:  # what their marks are is asked at once, not when their years are known
        read.asked |= numbered(table.grid, celled.waiting, ordered.known, withheld).asked
    read.asked |= of_another_kind(table, book.name, read, ordered.known)
    return TableTaken(book, table, celled, read)


def _withheld(known: KnownWords, mark: str) -> str:
    """The note of a number behind this mark: the one that announces the range of the mark, or the
    only one there is. Where there is none at all, the description lacks it, which is told."""
    if known.dataset is None or not known.dataset.announced:
        return founding.WITHHELD
    announced = known.dataset.announced
    ends = stands_for_withheld(mark)
    fitting = [note for note, said in announced.items() if said == ends]
    # A mark such as "*" says no range; "<10" does not stand for one to four.
    found = fitting or (list(announced) if ends == (0, None) else [])
    return found[0] if len(found) == 1 else ""


def asked(tables: Sequence[TableTaken]) -> list[Question]:
    """Which questions are there, each once?"""
    found: dict[tuple[str, str], Question] = {}
    for one in tables:
        for key, question in (*one.celled.asked.items(), *one.read.asked.items()):
            found.setdefault(key, question)
    far = [one for key, one in found.items() if key[0] == "area" and not one.answer]
    far = [one for one in far if one.text != OPEN and one.what.endswith(NO_AREA)]
    if len(far) < MANY:
        return list(found.values())
    # Names of elsewhere: said once, and not of each.
    named = wording.listing([f'"{one.text}"' for one in far[:3]])
    what = f"{len(far)} of its names are no areas that are known, such as {named}"
    first = Question(ELSEWHERE, "", far[0].place, what)
    return [first, *(one for one in found.values() if one not in far)]


def wrong(one: TableTaken, ordered: Ordered, areas: Areas) -> Iterator[Problem]:
    """What is wrong with a table?"""
    if not (one.read.rows or one.celled.asked or one.read.asked or one.read.problems):
        what = "No number of the table is of an area and a period that are known."
        remedy = f"Look at rows: and headings: in {ordered.draft.as_posix()}."
        yield Fault(what, remedy).at("import", one.table.grid.place(one.table.heads[0]))
    lines = [*one.table.above, *(one.table.grid.rows[n][0] for n in one.table.heads)]
    for line in (*lines, *one.table.below):
        if IN_THOUSANDS.search(line):
            what = f'The sheet says "{line}".'
            remedy = "Write the whole numbers into it, take the words out, and import it again."
            yield Fault(what, remedy).at("import", one.table.grid.place(0))
            break
    yield from one.celled.problems
    yield from one.read.problems
    levels = {row.key[0]: areas[row.key[0]].level for row in one.read.rows}
    if not (one.celled.asked or one.celled.elsewhere):
        yield from sums(one.table.grid, one.celled.totals, one.read.rows, levels)
    yield from _misplaced(one, ordered, areas)
    known = ordered.known.dataset
    if known and any(
        row.status == "c" and row.note not in known.announced for row in one.read.rows
    ):
        file = f"data/datasets/{ordered.dataset}/dataset.yml"
        what = "The spreadsheet withholds numbers, and no note here says what that means."
        remedy = (
            'Add below notes: withheld: "Withheld, so that nobody can be recognised.", and below '
            "announced: withheld: [1, 4] if it stands for one to four."
        )
        yield Fault(what, remedy).at("import", Place(file))


def contradicting(tables: Sequence[TableTaken]) -> Iterator[Problem]:
    """Figures that stand in two of the tables, and are not the same."""
    seen: dict[Key, tuple[TableTaken, Numbered]] = {}
    told = set()
    for one in tables:
        for row in one.read.rows:
            first, other = seen.setdefault(row.key, (one, row))
            pair = (id(first), id(one))
            if first is not one and (other.value, other.status) != row[1:3] and pair not in told:
                told.add(pair)
                at = first.table.grid.place(other.cell.row, other.cell.column)
                what = f"{row.cell.text} stands here, and {other.cell.text} for the same in {at}."
                place = one.table.grid.place(row.cell.row, row.cell.column)
                yield Fault(what, "Hand over the one that is right.").at("import", place)


def _misplaced(one: TableTaken, ordered: Ordered, areas: Areas) -> Iterator[Problem]:
    """Areas of another level than the dataset's, or that were no more."""
    known = ordered.known.dataset
    seen = set()
    for row in one.read.rows:
        code, iso, *_ = row.key
        area = areas[code]
        if (code, iso) in seen:
            continue
        seen.add((code, iso))
        place = one.table.grid.place(row.cell.row)
        if known and area.level not in known.levels and (code, "") not in seen:
            seen.add((code, ""))
            what = f"{area.name} is a {area.level}, and the dataset has none of these."
            remedy = (
                f"Pass it over in {ordered.draft.as_posix()}, or add {area.level} below levels:."
            )
            yield Fault(what, remedy).at("import", place)
        period = Period.parse(iso)
        if (iso, "") not in seen and period.last > datetime.now(UTC).date():
            seen.add((iso, ""))
            what = f"{wording.upper_first(period.label())} is not over."
            yield Fault(what, "Is it a plan or a forecast, or another year?").at("import", place)
        if not area.is_live_in(period) and not (known and known.wards_as_of):
            what = f"{area.name} ({code}) did not exist {period.phrase()}."
            yield Fault(what, "Use the code of what is there then.").at("import", place)
