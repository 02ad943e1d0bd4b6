"""The cells of a table as rows of a dataset: their numbers, their marks, and what is odd there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.importers.grids import Grid, letters
from generator.importers.sheets.asking import CellOf, Question
from generator.importers.sheets.figured import UNKNOWN, Figured, Reading, figured
from generator.importers.sheets.labelled import KnownWords
from generator.problems import Fault, Problem
from generator.terms import wording
from generator.terms.areas import Areas
from generator.terms.mappings import OPEN, PASSED
from generator.terms.periods import Period

MARKS, SHARES, DECIMAL = "marks", "shares", "decimal"
# So many cells of one kind are named in a sentence.
MOST_NAMED = 5
# So many figures that stand twice are told: they have one cause.
MOST_TWICE = 3
Key = tuple[str, str, str, str]


class Numbered(NamedTuple):
    """A row of a dataset, with the cell that it was made of."""

    key: Key
    value: str
    status: str
    note: str
    cell: CellOf


@dataclass(slots=True)
class RowsRead:
    """What the cells became: rows, questions, problems; and what was converted, by what it was,
    with the cells where."""

    rows: list[Numbered] = field(default_factory=list)
    asked: dict[tuple[str, str], Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: list[str] = field(default_factory=list)
    are_counts: bool = False


def numbered(
    grid: Grid, cells: Sequence[CellOf], known: KnownWords, withheld: Callable[[str], str]
) -> RowsRead:
    """Which rows do these cells make? ``withheld`` gives the note of a number behind a mark."""
    read = RowsRead()
    if known.mapping.decimal == OPEN and (asked := _asked_decimal(grid, cells)):
        read.asked[DECIMAL, ""] = asked
        return read
    of_measure: dict[str, list[tuple[CellOf, Figured]]] = defaultdict(list)
    unknown: dict[str, list[CellOf]] = defaultdict(list)
    found: dict[tuple[str, bool, bool], tuple[Figured, Fault | None]] = {}
    for cell in cells:
        if known.mapping.marks.get(cell.text) == PASSED:
            continue
        is_count = _kind(known, cell.measure) == "count"
        # A cell that the workbook holds as a number has a point, whatever people write elsewhere.
        is_number = (cell.row, cell.column) in grid.numbers
        key = (cell.text, is_count, is_number)
        if key not in found:
            decimal = "." if is_number else known.mapping.decimal
            by = Reading(known.mapping.marks, decimal, withheld, is_count=is_count)
            found[key] = figured(cell.text, by)
        one, fault = found[key]
        if fault is UNKNOWN:
            unknown[cell.text].append(cell)
        elif fault:
            read.problems.append(fault.at("import", grid.place(cell.row, cell.column)))
        else:
            of_measure[cell.measure].append((cell, one))
    read.asked |= {(MARKS, text): _asked_mark(grid, text, of) for text, of in unknown.items()}
    for measure, told in of_measure.items():
        kind = _kind(known, measure)
        read.problems += _odd(grid, told, kind)
        _take(read, grid, told, _times(read, grid, told, measure, known))
    read.are_counts = {_kind(known, measure) for measure in of_measure} == {"count"}
    read.problems += _twice(grid, read.rows, known.areas)
    return read


def _asked_decimal(grid: Grid, cells: Sequence[CellOf]) -> Question | None:
    first = next((cell for cell in cells if "," in cell.text), None)
    if first is None:
        return None
    what = f'In "{first.text}" the comma may stand before decimals or between thousands'
    return Question(DECIMAL, "", grid.place(first.row, first.column), what)


def _asked_mark(grid: Grid, text: str, cells: Sequence[CellOf]) -> Question:
    stands = f'"{text}" stands' if text else "There is nothing"
    what = f"{stands} where a number belongs, in {named([_name(cell) for cell in cells])}."
    return Question(MARKS, text, grid.place(cells[0].row, cells[0].column), what)


def _kind(known: KnownWords, measure: str) -> str:
    if known.dataset is None:
        return "percent" if measure == "percent" else "count"
    found = known.dataset.measures.get(measure)
    return found.kind if found else "count"


def _name(cell: CellOf) -> str:
    """A cell as a spreadsheet calls it: C7."""
    return f"{letters(cell.column)}{cell.row + 1}"


def named(cells: Sequence[str]) -> str:
    """Some cells by name, and how many more there are.

    >>> named(["C7", "C8"]), named([f"C{n}" for n in range(9)])
    ('C7 and C8', 'C0, C1, C2, C3, C4 and 4 more')
    """
    if len(cells) <= MOST_NAMED:
        return wording.listing(list(cells))
    return f"{', '.join(cells[:MOST_NAMED])} and {len(cells) - MOST_NAMED} more"


def _odd(grid: Grid, told: list[tuple[CellOf, Figured]], kind: str) -> Iterator[Problem]:
    """Numbers that cannot be of this kind, and units that change on the way down."""
    numbers = [(cell, one) for cell, one in told if one.value]
    parts = [cell for cell, one in numbers if kind == "count" and "." in one.value]
    below = [cell for cell, one in numbers if kind != "change" and one.value.startswith("-")]
    units = {one.unit for _, one in numbers}
    if parts:
        what = f"{_these(parts)} of what is counted, and {_has(parts)} decimals."
        remedy = (
            "Percentages have the measure percent: for a whole table write measure: percent below "
            "always: in the mapping. Of rates hand over what was counted."
        )
        yield Fault(what, remedy).at("import", grid.place(parts[0].row, parts[0].column))
    if below:
        what = f"{_these(below)} below nought."
        remedy = (
            "Look at the source; a change is worked out from the numbers, and not imported: pass "
            'its column over ("-" for its heading, below words: in the mapping).'
        )
        yield Fault(what, remedy).at("import", grid.place(below[0].row, below[0].column))
    if "%" in units and kind != "percent":
        odd = [cell for cell, one in numbers if one.unit == "%"]
        what = f"{_these(odd)} a percentage, and the measure is no percentage."
        remedy = "Pass its column over (- below words: in the mapping), or name another measure."
        yield Fault(what, remedy).at("import", grid.place(odd[0].row, odd[0].column))
    elif "£" in units and len(units) > 1:
        odd = [cell for cell, one in numbers if one.unit == "£"]
        what = f"{_these(odd)} an amount of money, and the others are not."
        yield Fault(what, "Take it out, or put it into a table of its own.").at(
            "import", grid.place(odd[0].row, odd[0].column)
        )


def _these(cells: Sequence[CellOf]) -> str:
    names = [_name(cell) for cell in cells]
    return f"{named(names)} {'is' if len(names) == 1 else 'are'}"


def _has(cells: Sequence[CellOf]) -> str:
    return "has" if len(cells) == 1 else "have"


def _times(
    read: RowsRead, grid: Grid, told: list[tuple[CellOf, Figured]], measure: str, known: KnownWords
) -> int:
    """By how much percentages are to be multiplied: a cell shown as 28% holds 0.28."""
    if _kind(known, measure) != "percent":
        return 1
    bare = [(cell, float(one.value)) for cell, one in told if one.value and one.unit != "%"]
    shares = [cell for cell, value in bare if 0 < abs(value) < 1]
    said = known.mapping.shares.get(measure, "")
    if said in ("of 1", "of 100"):
        above = [cell for cell, value in bare if said == "of 1" and abs(value) > 1]
        if above:
            what = f"The others are shares of one, as 0.28 is 28%, and {_these(above)} above one."
            remedy = "Write all of them in one way."
            fault = Fault(what, remedy)
            read.problems.append(fault.at("import", grid.place(above[0].row, above[0].column)))
        return 100 if said == "of 1" else 1
    if shares and len(shares) == len([1 for _, value in bare if 0 < abs(value) != 1]):
        value = next(value for cell, value in bare if cell is shares[0])
        what = f"Is {shares[0].text} in {_name(shares[0])} {100 * value:g}%?"
        asked = Question(SHARES, measure, grid.place(shares[0].row, shares[0].column), what)
        read.asked[SHARES, measure] = asked
    elif shares and 2 * len(shares) >= len(bare):
        what = f"{_these(shares)} below 1%, and others are not: some may be shares of one."
        remedy = "Write all of them in one way, 28 for 28%."
        place = grid.place(shares[0].row, shares[0].column)
        read.problems.append(Fault(what, remedy).at("import", place))
    return 1


def _take(read: RowsRead, grid: Grid, told: list[tuple[CellOf, Figured]], times: int) -> None:
    for cell, one in told:
        value = one.value
        if one.mark:
            read.marks[one.mark].append(_name(cell))
        elif cell.text != value and one.unit != "%":
            read.texts.append(f"{_name(cell)} {cell.text}")
        if times != 1 and value and one.unit != "%":
            value = f"{float(value) * times:.10g}"
        key = (cell.area, cell.period, cell.measure, cell.category)
        read.rows.append(Numbered(key, value, one.status, one.note, cell))


def _twice(grid: Grid, rows: Sequence[Numbered], areas: Areas) -> Iterator[Problem]:
    """Figures that stand in two cells; told once for two rows or columns of the same."""
    seen: dict[Key, Numbered] = {}
    told = set()
    for row in rows:
        if not row.key[1]:
            continue  # its period is asked
        first = seen.setdefault(row.key, row)
        pair = (
            first.cell.row,
            row.cell.row,
            first.cell.column if first.cell.row == row.cell.row else 0,
        )
        if first is not row and pair not in told:
            told.add(pair)
            area, iso, measure, kind = row.key
            what = f"The same figure stands in {_name(first.cell)} and in {_name(row.cell)}: "
            when = Period.parse(iso).label()
            what += f"both would be {kind} ({measure}), {areas[area].name}, {when}."
            remedy = (
                "Keep one; or, if they are of different things, give each its heading or a column "
                "of its own, and say what it is below words: in the mapping."
            )
            if len(told) > MOST_TWICE:
                return
            yield Fault(what, remedy).at("import", grid.place(row.cell.row, row.cell.column))


def sums(
    grid: Grid, totals: Iterable[CellOf], rows: Sequence[Numbered], level_of: Mapping[str, str]
) -> Iterator[Problem]:
    """Rows of totals that are not the sums of the rows of one level of areas."""
    parts: dict[tuple[str, str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    broken = set()
    for row in rows:
        area, *rest = row.key
        if not row.value:
            broken.add(tuple(rest))
        else:
            parts[tuple(rest)][level_of.get(area, "")] += float(row.value)  # type: ignore[index]
    for cell in totals:
        key = (cell.period, cell.measure, cell.category)
        one, fault = figured(cell.text, Reading({}, ".", str))
        found = parts.get(key, {})
        if fault or not one.value or key in broken or not found or one.unit == "%":
            continue
        if all(abs(float(one.value) - each) > 0.5 for each in found.values()):
            each = max(found.values(), key=lambda number: -abs(float(one.value) - number))
            what = (
                f"The total in {_name(cell)} is {cell.text}, and the rows above make "
                f"{wording.number(each)}."
            )
            remedy = "Look at the source: a row may be missing, or there twice."
            yield Fault(what, remedy).at("import", grid.place(cell.row, cell.column))
