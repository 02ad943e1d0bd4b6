"""The lists that people keep as CSV: of which type each column is, and what their rows say.

A text becomes a value here, once, and what cannot become one is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from generator.problems import Problem
from generator.reading import celltypes
from generator.reading.celltypes import (
    DAY,
    SIGNED,
    SIGNED_ON,
    TEXT,
    WORDS,
    CellType,
    day_of,
    filled,
    one_of,
)
from generator.reading.reader import Reader
from generator.reading.spreadsheets import Sheet
from generator.terms.areas import COMBINED, SUCCESSIONS
from generator.terms.claims import CLAIM_COLUMNS
from generator.terms.events import EVENT_KINDS
from generator.terms.priorities import PRIORITY_KINDS
from generator.terms.sentences import ended

# The values of each row by their names, and each row by the number that a spreadsheet shows.
Rows = dict[int, dict[str, Any]]
Term = TypeVar("Term")


class File(NamedTuple):
    """What a file is for, its header, and of which types the columns are that hold no mere text.

    Columns that are ``optional`` may be left out, and so may a file that ``may_be_absent``.
    """

    what_for: str
    header: str
    types: dict[str, CellType]
    optional: tuple[str, ...] = ()
    may_be_absent: bool = False
    must_have_rows: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be there."""
        return tuple(self.header.split(","))


FILES = {
    "data/accepted.csv": File(
        "it lists what was signed off",
        "rule,file,where,reason,by,date",
        {
            "rule": CellType(celltypes.acceptable),
            "reason": filled('"reason" is blank.', "Say why it stands.", SIGNED),
            "by": filled('"by" is blank.', "Name the office.", SIGNED),
            "date": filled(
                "The date is blank.", "Write the day on which it was accepted.", SIGNED_ON
            ),
        },
        may_be_absent=True,
    ),
    "data/areas/areas.csv": File(
        "it lists every area",
        "code,name,level,parent,start,end",
        {"start": DAY, "end": DAY},
        # The address of an area whose name has none.
        optional=("address",),
        must_have_rows=True,
    ),
    "data/areas/succession.csv": File(
        "it says what became of areas",
        "old,new,date,kind,share",
        {
            # Not every edition of wards says when it began.
            "date": DAY,
            "kind": one_of(SUCCESSIONS),
            "share": CellType(celltypes.share),
        },
    ),
    "data/areas/editions.csv": File(
        "it lists the wards of each year's boundaries",
        "edition,code",
        {"edition": CellType(celltypes.edition, is_needed=True)},
        may_be_absent=True,
    ),
    "data/areas/groups.csv": File(
        "it lists groups of areas", "group,member,combine", {"combine": one_of(COMBINED)}
    ),
    "data/areas/names.csv": File("it lists other spellings", "name,code", {}),
    "data/areas/places.csv": File(
        "it says where towns and villages lie",
        "place,area",
        {"place": filled("The name is blank.", "Write the name of the town or village.", TEXT)},
        optional=("source",),
        may_be_absent=True,
    ),
    "data/areas/tiles.csv": File(
        "it places districts and wards on maps of tiles",
        "code,column,row",
        {"column": CellType(celltypes.counted), "row": CellType(celltypes.counted)},
        may_be_absent=True,
    ),
    "data/coverage.csv": File(
        "it says how complete each month is",
        "force,month,state,why,rows,unplaced,overruled_by,reason",
        {
            "month": CellType(celltypes.month, "period"),
            "state": CellType(celltypes.state),
            **dict.fromkeys(("rows", "unplaced"), CellType(celltypes.rows_or_none, "number")),
        },
        may_be_absent=True,
    ),
    "data/imports.csv": File(
        "it lists what was imported",
        "date,kind,file,sha256,outcome,rows",
        {"rows": CellType(celltypes.rows_or_none, "number")},
        may_be_absent=True,
    ),
    "data/claims.csv": File(
        "it lists claims about names and numbers", ",".join(CLAIM_COLUMNS), {}, may_be_absent=True
    ),
    "data/contacts.csv": File(
        "it lists who answers",
        "id,office,subject,areas,address,telephone,email,web,hours,printed,checked,checked_against",
        {"subject": WORDS._replace(name="subjects"), "areas": WORDS, "checked": DAY},
    ),
    "data/events.csv": File(
        "it lists breaks and cautions",
        "date,areas,datasets,categories,kind,text,source",
        {
            "date": day_of("Write it as 2017-04-01."),
            **dict.fromkeys(("areas", "datasets", "categories"), WORDS),
            "kind": one_of(EVENT_KINDS),
            "text": CellType(lambda text: (ended(text), None)),
        },
    ),
    "data/priorities.csv": File(
        "it lists what partnerships chose to work on",
        "area,by,years,kind,place,theme,priority,lead,source",
        {
            "years": CellType(celltypes.years, "period", is_needed=True),
            "kind": one_of(PRIORITY_KINDS),
            "place": CellType(celltypes.place, "number", is_needed=True),
            "priority": TEXT._replace(name="text"),
            "source": WORDS,
        },
        may_be_absent=True,
    ),
    "data/areas/renamed.csv": File(
        "it lists names that areas had",
        "code,name,until",
        {
            "name": TEXT._replace(is_needed=True),
            "until": day_of("Write the day from which the new name holds, as 2027-05-04."),
        },
        may_be_absent=True,
    ),
    "data/notices.csv": File(
        "it lists notices",
        "since,until,pages,text",
        {
            "since": day_of("Write the day from which it stands, as 2026-12-01."),
            "until": day_of("Write the day until which it stands, as 2027-02-28."),
            "pages": WORDS,
            "text": CellType(celltypes.sentence),
        },
        may_be_absent=True,
    ),
    "data/redirects.csv": File(
        "it lists addresses that moved", "address,now,since", {"since": DAY}, may_be_absent=True
    ),
    "data/sources.csv": File(
        "it lists all sources",
        "id,publisher,document,section,title,date,marking,shown_as,why_not_shown",
        {},
    ),
    "data/subjects.csv": File("it lists reasons to call", "id,label,what_happened,advice", {}),
}


def sheet_of(reader: Reader, file: str) -> Sheet:
    """What stands in one of these files, as text? Nothing where it may be absent and is."""
    known = FILES[file]
    if known.may_be_absent and not reader.has(file):
        return Sheet(file, known.columns, ())
    sheet = reader.sheet(file, known.columns, known.what_for, known.optional)
    return reader.must_have_rows(sheet) if known.must_have_rows else sheet


def rows_in(sheet: Sheet, types: Mapping[str, CellType]) -> tuple[Rows, list[Problem]]:
    """What do the rows say, and which of their cells are not of the type of their column?

    A column of no type holds text. Each text is read once, in however many rows it stands.
    """
    rows: Rows = {number: dict(cells) for number, cells in sheet.rows}
    problems = []
    for name, column in types.items():
        said = {text: column.read(text) for text in {cells[name] for _, cells in sheet.rows}}
        for number, cells in sheet.rows:
            value, fault = said[cells[name]]
            if fault:
                problems.append(fault.at(column.rule, sheet.at(number, name)))
            if value is None and column.is_needed:
                rows.pop(number, None)
            elif row := rows.get(number):
                del row[name]
                row[column.name or name] = value
    return rows, problems


def rows_of(reader: Reader, file: str) -> Rows:
    """What do its rows say? Each value is of its type; what is of no such type is told."""
    rows, problems = rows_in(sheet_of(reader, file), FILES[file].types)
    reader.problems += problems
    return rows


def listed(reader: Reader, file: str, term: Callable[..., Term]) -> tuple[Term, ...]:
    """What does it list? A term for each row, whose fields are named as the columns."""
    return tuple(term(**row) for row in rows_of(reader, file).values())
