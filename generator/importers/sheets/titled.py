"""What stands once above a table, or in the names of its sheet and file: its period, its area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from generator.importers.sheets.asking import Celled, Question, kept, question_of
from generator.importers.sheets.labelled import KnownWords, area_of, is_declared, meant, span_of
from generator.importers.sheets.spelt_periods import names_time, periods_in
from generator.importers.sheets.tables import Laid, bare
from generator.importers.sheets.vocabulary import TOTAL
from generator.problems import Fault, Problem
from generator.reading.typed import period_fault
from generator.terms.mappings import OPEN, PASSED, SHEET, TITLE
from generator.terms.periods import Period


def of_table(table: Laid, known: KnownWords, file: str, told: Celled) -> dict[str, str]:
    """What holds for every number of the table?"""
    found: dict[str, str] = {}
    for part, said in known.mapping.always.items():
        if said == OPEN:
            what = f"Nothing in the sheet says of which {part} the numbers are."
            place = table.grid.place(table.heads[0])
            told.asked[part, OPEN] = Question(part, OPEN, place, what, _open_hint(known, part))
        elif said == TITLE and part == "period":
            found[part] = _titled(table, known, file, told)
        elif said == TITLE and part == "area":
            found[part] = _titled_area(table, known, told)
        elif said == SHEET:
            text, place = table.grid.name, table.grid.place(0)
            one = meant(known, part, text)
            found[part] = kept(one, question_of(part, text, place, one), told)
            told.problems += _against_title(table, part, found[part], "name of the sheet")
        elif is_declared(known, part, said):
            found[part] = said
            told.problems += _against_title(table, part, said, "mapping, below always:,")
        else:
            what = f'"{said}", below always:, is no {part}'
            told.asked[part, OPEN] = Question(part, OPEN, table.grid.place(table.heads[0]), what)
    return found


def _against_title(table: Laid, part: str, said: str, whose: str) -> Iterator[Problem]:
    """A period that another place says, and the title does not."""
    if part != "period" or period_fault(said):
        return
    period = Period.parse(said)
    above = list(dict.fromkeys(one for line in table.above for one in periods_in(line)))
    if len(above) == 1 and not above[0].overlaps(period):
        what = f"The title says {above[0].label()}, and the {whose} {period.label()}."
        yield Fault(what, "Correct the one that is wrong.").at("import", table.grid.place(0))


def _open_hint(known: KnownWords, part: str) -> str:
    if part == "measure" and known.dataset:
        return f"There are {', '.join(known.dataset.measures)}."
    return ""


def area_in_title(table: Laid, known: KnownWords) -> list[str]:
    """Which areas do the lines above a table, and the name of its sheet, name?"""
    lines = (*table.above, table.grid.name)
    pieces = [piece for line in lines for piece in (line, *re.split(r"[:,;()–]| - ", line))]
    named = [area_of(known, piece.strip()).word for piece in pieces if known.is_area(bare(piece))]
    return [word for word in dict.fromkeys(named) if word and word != PASSED]


def _titled_area(table: Laid, known: KnownWords, told: Celled) -> str:
    found = area_in_title(table, known)
    if len(found) == 1:
        return found[0]
    what = f"The title names {len(found)} areas" if found else "No title names an area"
    told.asked["area", OPEN] = Question("area", OPEN, table.grid.place(0), what)
    return ""


def _titled(table: Laid, known: KnownWords, file: str, told: Celled) -> str:
    """The period that stands above a table, in the name of its sheet, or in that of the file; or
    what people wrote for a file of this name."""
    place = table.grid.place(0)
    titles = [line for line in table.above if names_time(line)]
    above = list(dict.fromkeys(one for line in titles for one in periods_in(line)))
    unclear = [line for line in titles if not periods_in(line)]
    named = periods_in(table.grid.name) or periods_in(PurePath(file).stem)
    said = known.mapping.word("period", file)
    found = above or named
    asked, answer = "", found[0].iso if len(found) == 1 else ""
    if said and period_fault(said):
        asked = f'"{said}" is no period such as P12M/2025-03'
    elif said and (len(above) != 1 or above[0].iso == said or unclear):
        return said
    elif said:
        asked = f"The title says {above[0].label()} ({above[0].iso}), and the mapping {said}"
    elif unclear:
        asked, answer = f'The title may speak of another span than a year: "{unclear[0]}"', ""
    elif len(found) != 1:
        asked = f"The title names {len(found)} periods" if found else "No title names a period"
    elif above and named and not named[0].overlaps(above[0]):
        asked = f"The title says {above[0].label()}, and the name {named[0].label()}"
        asked += f" ({above[0].iso} or {named[0].iso})"
    elif known.held and span_of(found[0]) not in known.held:
        asked = f"The title says {found[0].iso}, and the dataset holds no such span"
    if asked:
        told.asked["period", file] = Question("period", file, place, asked, answer=answer)
        return ""
    return found[0].iso


def is_total(text: str) -> bool:
    """Is this the word for a row that adds up others?"""
    return bool(TOTAL.fullmatch(bare(text)))
