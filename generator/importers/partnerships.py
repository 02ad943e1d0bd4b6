"""The table of recorded crime by community safety partnership: what it holds of one force."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import NamedTuple

from generator.importers import workbooks
from generator.importers.described import WRITTEN
from generator.importers.handed import AGAIN, Handed
from generator.importers.workbooks import Sheetful
from generator.problems import Fault, Problem
from generator.terms.areas import Area, Areas, plain
from generator.terms.periods import Period

OFFENCES = WRITTEN / "ons-offences.csv"
# The columns before those of offences, by what they hold.
WANTED = {
    "force": "police force area code",
    "force_name": "police force area name",
    "partnership": "community safety partnership code",
    "name": "community safety partnership name",
    "district": "local authority code",
}
HEADER = re.compile(WANTED["partnership"], re.I)
NOTE = re.compile(r"\s*\[note \d+\]", re.I)
NUMBER = re.compile(r"\d{1,3}(,\d{3})*|\d+")
SPAN = re.compile(r"year ending (?:\d{1,2} )?([a-z]+ \d{4})", re.I)
COMBINED, UNAVAILABLE = "combined local authorities", "[x]"
# So many sums that fail are told of one file: what is wrong is seen from them.
MOST_SUMS = 3
COUNTED, NOWHERE = "counted", "assigned to no partnership"
WHOLE, OTHERS, STRANGE = (
    "the force as a whole",
    "set aside: another force",
    "set aside: the code of one force and the name of another",
)


class Offence(NamedTuple):
    """A heading of the table, and the category that it is here."""

    heading: str
    id: str
    label: str
    within: str


class Of(NamedTuple):
    """A row of the table: whose it is, and its numbers by category (None where unavailable)."""

    kind: str
    code: str
    name: str
    district: str
    row: int
    numbers: dict[str, int | None]


class CspTable(NamedTuple):
    """What one file holds of a force for one span of twelve months, and the whole of it with where
    each part of a row stands."""

    handed: Handed
    period: Period
    rows: list[Of]
    outcomes: Counter[str]
    strange: list[str]
    table: Sheetful
    columns: Mapping[str, int]


@cache
def offences() -> dict[str, Offence]:
    """The headings of offences by their plain words: a table that people read."""
    with OFFENCES.open(encoding="utf-8", newline="") as file:
        found = [Offence(**row) for row in csv.DictReader(file)]
    return {plain(one.heading): one for one in found}


def edition_in(
    handed: Handed, content: bytes, force: Area
) -> tuple[CspTable | None, list[Problem]]:
    """What does a file hold of a force, and what is wrong with it?"""
    tables, fault = workbooks.tables_in(handed, content, HEADER, WANTED["partnership"])
    if fault:
        return None, [fault.at("import", handed.place)]
    if len(tables) > 1:
        what = f"It has {len(tables)} such tables: {', '.join(table.name for table in tables)}."
        fault = Fault(what, "Save the newest as a file of its own.")
        return None, [fault.at("import", handed.place)]
    table = tables[0]
    period, faults = _period(f"{table.above} {table.name} {handed.path.name}")
    columns, more = _columns(table.header)
    faults += more
    if faults or period is None:
        return None, [fault.at("import", handed.place) for fault in faults]
    edition = CspTable(
        handed,
        period,
        rows=[],
        outcomes=Counter(),
        strange=[],
        table=table,
        columns=columns,
    )
    return edition, list(_rows(edition, table, columns, force))


def _period(text: str) -> tuple[Period | None, list[Fault]]:
    """Of which twelve months is a table, by what is written above it, and in its names?"""
    named = list(dict.fromkeys(found.title() for found in SPAN.findall(text)))
    remedy = 'Let it say one, such as "year ending June 2025", above the table.'
    if len(named) != 1:
        what = f"It names several years: {', '.join(named)}." if named else "It names no year."
        return None, [Fault(what, remedy)]
    try:
        period = Period.parse(f"year ending {named[0]}")
    except ValueError:
        return None, [Fault(f'"Year ending {named[0]}" is no year.', remedy)]
    if period.last > datetime.now(UTC).date():
        return None, [Fault(f"The year ending {named[0]} is not over.", remedy)]
    return period, []


def _columns(header: Sequence[str]) -> tuple[dict[str, int], list[Fault]]:
    """Where each part of a row stands: those of WANTED, and the categories by id."""
    bare = [NOTE.sub("", cell).strip() for cell in header]
    found: dict[str, int] = {}
    faults = []
    known = {words: key for key, words in WANTED.items()}
    for place, cell in enumerate(bare):
        offence = offences().get(plain(cell))
        key = known.get(cell.lower(), offence.id if offence else "")
        if key in found:
            faults.append(Fault(f'The column "{cell}" stands twice.', AGAIN))
        elif key:
            found[key] = place
        elif cell and cell.lower() != "local authority name":
            what = f'The column "{cell}" is not known: the table has another form now.'
            remedy = "If nobody changed it, ask whoever looks after the program to add it."
            faults.append(Fault(what, remedy))
    lacking = [words for key, words in WANTED.items() if key not in found]
    lacking += [one.heading for one in offences().values() if one.id not in found]
    if lacking:
        faults.append(Fault(f'The table has no column "{lacking[0]}".', AGAIN))
    return found, faults


def _rows(
    edition: CspTable, table: Sheetful, columns: Mapping[str, int], force: Area
) -> Iterator[Problem]:
    """Take the rows of the force; what is wrong in them?"""
    seen: set[tuple[str, ...]] = set()
    for number, cells in table.rows:
        said = part_of(cells, columns)
        is_named = plain(force.name).startswith(plain(said["force_name"])) and said["force_name"]
        if said["force"] != force.code:
            edition.outcomes[OTHERS] += 1
            if is_named:
                what = f"{said['force_name']} has the code {said['force']} here, not {force.code}."
                yield Fault(what, AGAIN, number).at("import", edition.handed.place)
            continue
        kind = kind_of(said)
        if not is_named or (kind == NOWHERE and not _is_of(said["name"], force)):
            edition.outcomes[STRANGE] += 1
            edition.strange.append(f"row {number}, {said['name'] or said['force_name']}")
            continue
        whose = (said["partnership"], said["name"], said["district"])
        numbers = printed_in(cells, columns)
        if fault := row_fault(whose, seen, numbers, number):
            yield fault.at("import", edition.handed.place)
            continue
        seen.add(whose)
        edition.outcomes[kind] += 1
        edition.rows.append(Of(kind, *whose, number, counts_of(numbers)))


def part_of(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """Whose a row is, by what WANTED calls its cells."""
    return {key: NOTE.sub("", cells[columns[key]]).strip() for key in WANTED}


def printed_in(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """The numbers of a row as they are printed, by category."""
    return {o.id: NOTE.sub("", cells[columns[o.id]]).strip() for o in offences().values()}


def counts_of(numbers: Mapping[str, str]) -> dict[str, int | None]:
    """Printed numbers as such, None where one is unavailable."""
    return {
        k: int(v.replace(",", "")) if v.lower() != UNAVAILABLE else None for k, v in numbers.items()
    }


def row_fault(
    whose: tuple[str, ...], seen: set[tuple[str, ...]], numbers: Mapping[str, str], row: int
) -> Fault | None:
    """What is wrong with a row: it stands twice, or has what is no number?"""
    if whose in seen:
        return Fault(f"{whose[1] or 'The force'} stands twice.", AGAIN, row)
    for one in offences().values():
        number = numbers[one.id]
        if not NUMBER.fullmatch(number) and number.lower() != UNAVAILABLE:
            what = f'"{number}" is no number of crimes, below {one.heading}.'
            return Fault(what, "Type the number alone, or [x] where there is none.", row)
    if numbers["all"].lower() == UNAVAILABLE:
        return Fault("The total is not available.", "Import the table when it is.", row)
    return None


def kind_of(said: Mapping[str, str]) -> str:
    """Is a row of a force as a whole, of one partnership, or of none?"""
    if said["name"].lower().startswith("unassigned"):
        return NOWHERE
    if said["partnership"]:
        return COUNTED
    # An airport has a row of its own, and no partnership.
    return NOWHERE if said["name"] else WHOLE


def _is_of(name: str, force: Area) -> bool:
    """Is "Unassigned Kent" of the Kent Police area?"""
    return plain(force.name).startswith(plain(name.partition(" ")[2]))


def sums(edition: CspTable, force: Area) -> list[Problem]:
    """Where the force is not the sum of its rows, or in a row a type not the sum of its parts: the
    first few."""
    found = islice(sum_faults(edition.rows, force.name), MOST_SUMS)
    return [fault.at("import", edition.handed.place) for fault in found]


def sum_faults(rows: Sequence[Of], force: str) -> Iterator[Fault]:
    """Where a force is not the sum of its rows, or in a row a type not the sum of its parts."""
    wholes = [row for row in rows if row.kind == WHOLE]
    parts = [row for row in rows if row.kind != WHOLE]
    if len(wholes) != 1 or not parts:
        what = f"{force} has {len(wholes)} rows as a whole and {len(parts)} of its parts."
        yield Fault(what, AGAIN)
        return
    for one in offences().values():
        each = [part.numbers[one.id] for part in parts]
        if told := _differing(wholes[0].numbers[one.id], each):
            what = f"{one.heading}: {force} has {told}."
            yield Fault(what, AGAIN, wholes[0].row)
    for row in rows:
        for one in offences().values():
            each = [row.numbers[o.id] for o in offences().values() if o.within == one.id]
            if each and (told := _differing(row.numbers[one.id], each)):
                what = f"{row.name or force}: {one.heading} is {told}."
                yield Fault(what, AGAIN, row.row)


def _differing(whole: int | None, parts: Sequence[int | None]) -> str:
    """A whole and the sum of its parts in words, where they are not the same; else blank."""
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts) or sum(known) == whole:
        return ""
    return f"{whole:,}, and its parts {sum(known):,} together"


def members(edition: CspTable, areas: Areas, districts: Sequence[Area]) -> dict[str, list[str]]:
    """The districts of each row, by the code of its partnership: one, or several where they share
    one: those in the register of groups, else those that have no row of their own."""
    own = {row.code: [row.district] for row in _combined(edition, is_combined=False)}
    listed = {code for codes in own.values() for code in codes}
    left = [district.code for district in districts if district.code not in listed]
    together = _combined(edition, is_combined=True)
    found = dict(own)
    for row in together:
        known = [m.code for m in areas.members(areas[row.code])[0]] if row.code in areas else []
        found[row.code] = known or (left if len(together) == 1 else [])
    return found


def _combined(edition: CspTable, *, is_combined: bool) -> list[Of]:
    return [
        row
        for row in edition.rows
        if row.kind == COUNTED and (row.district.lower() == COMBINED) == is_combined
    ]
