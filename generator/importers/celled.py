"""The numbers of a table with what each is of: its area, period, measure and category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.importers.grids import header_text
from generator.importers.labelled import (
    TOTAL,
    KnownWords,
    Meant,
    is_declared,
    meant,
    period_meant,
    span_of,
)
from generator.importers.layout import Laid, bare
from generator.importers.spelt_periods import periods_in
from generator.problems import Fault, Place, Problem
from generator.terms.mappings import OPEN, PARTS, PASSED, SHEET, TITLE, SheetMapping
from generator.terms.periods import Period

# What days stand for that a spreadsheet made of periods: asked once, and not of each.
DATES = "dates"


class Question(NamedTuple):
    """A word that nobody knows: as which part it stands, where first, what is asked, a hint, and
    the answer where there is a near one."""

    part: str
    text: str
    place: Place
    what: str
    hint: str = ""
    answer: str = ""


class CellOf(NamedTuple):
    """The text of a cell of numbers, and what the number is of; row and column from nought."""

    area: str
    period: str
    measure: str
    category: str
    text: str
    row: int
    column: int


@dataclass(slots=True)
class Celled:
    """What a table holds: its cells, those of its rows of totals and of areas passed over, what is
    asked, what is wrong, and the words that were passed over."""

    cells: list[CellOf] = field(default_factory=list)
    totals: list[CellOf] = field(default_factory=list)
    elsewhere: list[CellOf] = field(default_factory=list)
    asked: dict[tuple[str, str], Question] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    passed: dict[str, None] = field(default_factory=dict)


def fits(table: Laid, mapping: SheetMapping) -> bool:
    """Has the table the columns of words and the rows of headings that the mapping names?"""
    named = {bare(text).casefold() for text in table.labels.values()}
    wanted = {bare(text).casefold() for text in mapping.rows}
    return named == wanted and len(table.heads) == len(mapping.headings)


def cells_of(table: Laid, known: KnownWords, file: str) -> Celled:
    """What is each number of a table of, by the mapping?"""
    told = Celled()
    of_table = _of_table(table, known, file, told)
    parts = {bare(text).casefold(): part for text, part in known.mapping.rows.items()}
    of_columns = {
        column: list(zip(known.mapping.headings, table.heads, stacked, strict=True))
        for column, stacked in table.values.items()
    }
    by_column = {
        column: _resolved(table, known, told, ((p, text, row, column) for p, row, text in said))
        for column, said in of_columns.items()
    }
    for row in table.rows:
        labels = (
            (parts[bare(text).casefold()], table.cell(row, column), row, column)
            for column, text in table.labels.items()
        )
        of_row = _resolved(table, known, told, labels)
        for column, of_column in by_column.items():
            said = _in_time(known, {**of_table, **of_column, **of_row})
            _add(told, said, table, row, column)
    return told


def _add(told: Celled, said: Mapping[str, str], table: Laid, row: int, column: int) -> None:
    """A cell whose parts are all known; that of a total stands apart."""
    parts = {"category": "all", **said}
    if any(not parts.get(part) for part in PARTS):
        return
    area, period, measure, category = (parts[part] for part in PARTS)
    cell = CellOf(
        area, period, measure, category, text=table.cell(row, column), row=row, column=column
    )
    if PASSED not in parts.values():
        told.cells.append(cell)
    elif parts["area"] == PASSED and [*parts.values()].count(PASSED) == 1:
        is_sum = any(is_total(table.cell(row, n)) for n in table.labels)
        (told.totals if is_sum else told.elsewhere).append(cell)


def _in_time(known: KnownWords, said: dict[str, str]) -> dict[str, str]:
    """The parts of a number; of areas that followed one another, the one of its period."""
    codes, period = said.get("area", "").split(), said.get("period", "")
    if len(codes) < 2 or period in ("", PASSED):
        return said
    when = Period.parse(period)
    live = [code for code in codes if known.areas[code].is_live_in(when)]
    return {**said, "area": live[0] if live else codes[-1]}


def _resolved(
    table: Laid, known: KnownWords, told: Celled, said: Iterator[tuple[str, str, int, int]]
) -> dict[str, str]:
    """What the words of a row, or above a column, say by part; blank where that is asked."""
    found: dict[str, str] = {}
    for part, text, row, column in said:
        if part == PASSED:
            continue
        place = table.grid.place(row, column)
        if part == OPEN:
            heading = table.labels.get(column, "")
            what = f'What the column "{heading}" says is not known.'
            told.asked[OPEN, heading] = Question(OPEN, heading, place, what)
            continue
        is_day = (row, column) in table.grid.dates
        one = meant(known, part, text, is_day=is_day)
        is_of_days = is_day and part == "period"
        question = _question(DATES if is_of_days else part, "" if is_of_days else text, place, one)
        word = _kept(one, question, told)
        if part in found and found[part] != word:
            word, fault = _nearer(known, part, (found[part], word))
            told.problems += [fault.at("import", table.grid.place(row))] if fault else []
        found[part] = word
    return found


def _question(part: str, text: str, place: Place, one: Meant) -> Question:
    return Question(part, text, place, one.asked, hint=one.hint, answer=one.answer)


def _kept(one: Meant, asked: Question, told: Celled) -> str:
    if one.asked:
        told.asked.setdefault((asked.part, asked.text), asked)
    elif one.word == PASSED:
        told.passed.setdefault(asked.text)
    return one.word


def _nearer(known: KnownWords, part: str, words: tuple[str, str]) -> tuple[str, Fault | None]:
    """Of two words for the area of a row (a code and a name, a district and a ward), the smaller
    one; they are wrong where neither lies in the other. Other parts are said once."""
    first, second = words
    if part != "area":
        if "" in words or PASSED in words:
            return PASSED if PASSED in words else "", None
        what = f'The {part} is said twice, as "{first}" and as "{second}".'
        return "", Fault(what, "Let one of the two say nothing: - in the mapping.")
    both = [code for code in first.split() if code in second.split()]
    if both:
        return " ".join(both), None
    codes = [code for code in (first, second) if code and code != PASSED]
    if len(codes) < 2 or any(code not in known.areas for code in codes):
        is_known = len(codes) == 1 and PASSED not in (first, second)
        return codes[0] if is_known else PASSED, None
    one, other = (known.areas[code] for code in codes)
    if one in known.areas.family(other):
        return other.code, None
    if other in known.areas.family(one):
        return one.code, None
    what = f"The row is named twice, as {one.name} ({one.code}) and {other.name} ({other.code})."
    return "", Fault(what, "Codes may have been filled down: correct the row.")


def _of_table(table: Laid, known: KnownWords, file: str, told: Celled) -> dict[str, str]:
    """What holds for every number of the table."""
    found: dict[str, str] = {}
    for part, said in known.mapping.always.items():
        if said == OPEN:
            what = f"Nothing in the sheet says of which {part} the numbers are."
            place = table.grid.place(table.heads[0])
            told.asked[part, OPEN] = Question(part, OPEN, place, what, _open_hint(known, part))
        elif said == TITLE and part == "period":
            found[part] = _titled(table, known, file, told)
        elif said in (TITLE, SHEET):
            text = table.grid.name if said == SHEET else header_text(table.above[:1])
            place = table.grid.place(0)
            one = meant(known, part, text)
            found[part] = _kept(one, _question(part, text, place, one), told)
        elif is_declared(known, part, said):
            found[part] = said
        else:
            what = f'"{said}", below always:, is no {part}'
            told.asked[part, OPEN] = Question(part, OPEN, table.grid.place(table.heads[0]), what)
    return found


def _open_hint(known: KnownWords, part: str) -> str:
    if part == "measure" and known.dataset:
        return f"There are {', '.join(known.dataset.measures)}."
    return ""


def _titled(table: Laid, known: KnownWords, file: str, told: Celled) -> str:
    """The period that stands above a table, in the name of its sheet, or in that of the file; or
    what people wrote for a file of this name."""
    place = table.grid.place(0)
    above = periods_in(header_text(table.above))
    named = periods_in(table.grid.name) or periods_in(file)
    found = above or named
    asked = ""
    if said := known.mapping.word("period", file):
        one = period_meant(known, file, is_day=False)
        asked = one.asked
        found = [] if asked else [Period.parse(said)]
    elif len(found) != 1:
        asked = f"The title names {len(found)} periods" if found else "No title names a period"
    elif above and named and not named[0].overlaps(above[0]):
        asked = f"The title says {above[0].label()}, and the name {named[0].label()}"
    elif known.held and span_of(found[0]) not in known.held:
        asked = f"The title says {found[0].iso}, and the dataset holds no such span"
    if asked:
        told.asked["period", file] = Question("period", file, place, asked)
        return ""
    return found[0].iso


def is_total(text: str) -> bool:
    """Is this the word for a row that adds up others?"""
    return bool(TOTAL.fullmatch(bare(text)))
