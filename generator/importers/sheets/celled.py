"""The numbers of a table with what each is of: its area, period, measure and category."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.importers.sheets.asking import (
    DATES,
    YEARS,
    Celled,
    CellOf,
    Question,
    kept,
    question_of,
)
from generator.importers.sheets.in_years import in_one
from generator.importers.sheets.labelled import KnownWords, meant
from generator.importers.sheets.spelt_periods import period_of
from generator.importers.sheets.surveyed import base_among, whole
from generator.importers.sheets.tables import YEAR, Laid, bare
from generator.importers.sheets.titled import is_total, of_table
from generator.problems import Fault
from generator.terms import wording
from generator.terms.mappings import OPEN, PARTS, PASSED, SheetMapping
from generator.terms.periods import Period

QUARTERS = re.compile(r"(quarters?|qtrs?)( no\.?| number)?", re.I)
ENDING = re.compile(r".*\b(year (ending|ended|to)|(12|twelve) months|rolling)\b.*", re.I)


def fits(table: Laid, mapping: SheetMapping) -> bool:
    """Has the table the columns of words and the rows of headings that the mapping names?"""
    named = {bare(text).casefold() for text in table.labels.values()}
    wanted = {bare(text).casefold() for text in mapping.rows}
    return named == wanted and len(table.heads) == len(mapping.headings)


def cells_of(table: Laid, known: KnownWords, file: str) -> Celled:
    """What is each number of a table of, by the mapping?"""
    told = Celled()
    words = _Words(table, known, told)
    of_all = of_table(table, known, file, told)
    parts = {bare(text).casefold(): part for text, part in known.mapping.rows.items()}
    heads = list(zip(known.mapping.headings, table.heads, strict=True))
    by_column = {
        column: words.of_row(
            [(part, row, text, column) for (part, row), text in zip(heads, stacked, strict=True)]
        )
        for column, stacked in table.values.items()
    }
    columns = [(column, parts[bare(text).casefold()]) for column, text in table.labels.items()]
    for row in table.rows:
        said = [(part, row, table.label(row, column), column) for column, part in columns]
        of_row = words.of_row(said)
        for column, of_column in by_column.items():
            _add(told, words.in_time({**of_all, **of_column, **of_row}, row), (table, row, column))
    return told


def _add(told: Celled, said: Mapping[str, str], at: tuple[Laid, int, int]) -> None:
    """A cell whose parts are all known; that of a total stands apart."""
    table, row, column = at
    parts = {"category": "all", **said}
    unknown = [part for part in PARTS if not parts.get(part)]
    if unknown and unknown != ["period"]:
        return
    area, period, measure, category = (parts.get(part, "") for part in PARTS)
    cell = CellOf(
        area, period, measure, category, text=table.cell(row, column), row=row, column=column
    )
    if unknown:
        told.waiting.append(cell)
    elif PASSED not in parts.values():
        told.cells.append(cell)
    elif parts["area"] == PASSED and [*parts.values()].count(PASSED) == 1:
        is_sum = any(is_total(table.label(row, n)) for n in table.labels)
        (told.totals if is_sum else told.elsewhere).append(cell)


class _Words:
    """The words of a table, each looked up once, and what is asked of them."""

    def __init__(self, table: Laid, known: KnownWords, told: Celled) -> None:
        self.table, self.known, self.told = table, known, told
        self.found: dict[tuple[str, str, bool], str] = {}

    def of_row(self, said: Iterable[tuple[str, int, str, int]]) -> dict[str, str]:
        """What the words of a row, or above a column, say by part; blank where that is asked."""
        found: dict[str, str] = {}
        kinds, times = [], []
        for part, row, text, column in said:
            if part == PASSED:
                continue
            if part == "category":
                kinds.append((text, row, column))
                continue
            if part == "period":
                is_quarter = QUARTERS.fullmatch(bare(self.table.labels.get(column, "")))
                told = f"Q{text}" if is_quarter and text.isdigit() else text
                times.append((told, row, column))
                continue
            if part == OPEN:
                self._ask_of(text, row, column)
                continue
            word = self._word(part, text, row, column)
            if part in found and found[part] != word:
                word, fault = _nearer(self.known, part, (found[part], word))
                place = self.table.grid.place(row)
                self.told.problems += [fault.at("import", place)] if fault else []
            found[part] = word
        return found | self._kind(kinds) | self._when(times)

    def _kind(self, kinds: Sequence[tuple[str, int, int]]) -> dict[str, str]:
        """The category that headings over one another say together, "By day: Very safe". Of a
        survey, a base among them is how many were asked: of what stands over it, or of all."""
        if not kinds:
            return {}
        texts = list(dict.fromkeys(text for text, *_ in kinds if bare(text))) or [""]
        base, rest = base_among(self.known, texts)
        text = ": ".join(rest)
        if base and not rest:
            return {"measure": base, "category": whole(self.known)}
        word = self._word("category", text, *kinds[0][1:])
        return {"category": word} | ({"measure": base} if base else {})

    def _when(self, times: Sequence[tuple[str, int, int]]) -> dict[str, str]:
        """The period that one place says, or a year and a part of it in two places."""
        texts = list(dict.fromkeys(text for text, *_ in times))
        if len(texts) < 2:
            return {"period": self._word("period", *times[0])} if times else {}
        if whole := in_one(texts):
            return {"period": self._word("period", whole, *times[0][1:])}
        words = {self._word("period", *at) for at in times}
        if len(words) == 1 or "" in words:
            return {"period": words.pop() if len(words) == 1 else ""}
        what = f"The period is said twice, as {wording.listing([_quoted(one) for one in texts])}."
        remedy = "Write it in one place: Q1 2024/25, Apr 2024. Or let one say nothing: -."
        place = self.table.grid.place(times[0][1])
        self.told.problems.append(Fault(what, remedy).at("import", place))
        return {"period": ""}

    def _ask_of(self, text: str, row: int, column: int) -> None:
        """A column of words, or a row of headings, of which nobody knows what it says."""
        heading = self.table.labels.get(column)
        name = f"headings {row + 1}" if heading is None else heading
        what = f'What the column "{name}" says is not known.'
        if heading is None:
            what = f'What the headings in row {row + 1} say is not known: "{text}".'
        place = self.table.grid.place(row, column)
        self.told.asked.setdefault((OPEN, name), Question(OPEN, name, place, what))

    def _word(self, part: str, text: str, row: int, column: int) -> str:
        is_day = (row, column) in self.table.grid.dates
        if part == "period" and not is_day and ENDING.fullmatch(self.table.labels.get(column, "")):
            span = period_of(bare(text))
            text = f"year ending {text}" if span and span.months == 1 else text
        key = (part, text, is_day)
        if key not in self.found:
            one = meant(self.known, part, text, is_day=is_day)
            once = DATES if is_day else YEARS if YEAR.fullmatch(bare(text)) else ""
            place = self.table.grid.place(row, column)
            of_part, of_text = (once, "") if part == "period" and once else (part, text)
            self.found[key] = kept(one, question_of(of_part, of_text, place, one), self.told)
        return self.found[key]

    def in_time(self, said: dict[str, str], row: int) -> dict[str, str]:
        """The parts of a number; of areas of one name, the one that there was in its period."""
        codes, period = said.get("area", "").split(), said.get("period", "")
        if len(codes) < 2 or period in ("", PASSED):
            return said
        when = Period.parse(period)
        live = [code for code in codes if self.known.areas[code].is_live_in(when)]
        if len(live) > 1:
            columns = [n for n in self.table.labels if self._names(row, n, live)]
            column = columns[0] if columns else 0
            text = self.table.label(row, column)
            listed = wording.listing([self._named(code) for code in live])
            place = self.table.grid.place(row, column)
            what = f'{len(live)} areas are called "{text}": {listed}'
            hint = "Add a column with their districts, or with codes."
            self.told.asked.setdefault(("area", text), Question("area", text, place, what, hint))
            return {**said, "area": ""}
        return {**said, "area": live[0] if live else codes[-1]}

    def _names(self, row: int, column: int, codes: Sequence[str]) -> bool:
        called = self.known.areas.called(bare(self.table.label(row, column)))
        return any(area.code in codes for area in called)

    def _named(self, code: str) -> str:
        area = self.known.areas[code]
        around = self.known.areas.family(area)
        return f"{code} ({around[0].name})" if around else code


def _quoted(text: str) -> str:
    return f'"{text}"'


def _nearer(known: KnownWords, part: str, words: tuple[str, str]) -> tuple[str, Fault | None]:
    """Of two words for the area of a row (a code and a name, a district and a ward), the smaller
    one; they are wrong where neither lies in the other. Other parts are said once."""
    first, second = words
    if "" in words or PASSED in words:
        return PASSED if PASSED in words else "", None
    if part != "area":
        what = f'The {part} is said twice, as "{first}" and as "{second}".'
        return "", Fault(what, "Let one of the two say nothing: - in the mapping.")
    both = [code for code in first.split() if code in second.split()]
    within = [(a, b) for a in first.split() for b in second.split() if a != b]
    inner = [b for a, b in within if known.areas[a] in known.areas.family(known.areas[b])]
    outer = [a for a, b in within if known.areas[b] in known.areas.family(known.areas[a])]
    if found := both or inner or outer:
        return " ".join(dict.fromkeys(found)), None
    one, other = (known.areas[words[n].split()[0]] for n in (0, 1))
    what = f"The row is named twice, as {one.name} ({one.code}) and {other.name} ({other.code})."
    return "", Fault(what, "Codes may have been filled down: correct the row.")
