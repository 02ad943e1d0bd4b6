"""The open data tables of recorded crime of the Home Office: which rows of a file are of a force,
and what is wrong in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pandas as pd

from generator.importers import offences
from generator.importers.handed import AGAIN, Handed
from generator.importers.longtables import Headings, LongTable, long_tables
from generator.problems import Fault, Problem, shown
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain
from generator.terms.periods import Period

HEADINGS = Headings(
    {
        "year": ("Financial Year",),
        "quarter": ("Financial Quarter",),
        "force": ("Force Name", "Police Force", "Police Force Name"),
        "name": ("CSP Name", "Community Safety Partnership", "Community Safety Partnership Name"),
        "offence": ("Offence Description",),
        "group": ("Offence Group",),
        "subgroup": ("Offence Subgroup", "Offence Sub-group"),
        "code": ("Offence Code", "OffenceCode"),
        "n": ("Number of Offences", "Offence Count"),
    },
    ("name",),
)
YEAR = re.compile(r"(\d{4})\s*[/_–-]\s*(\d{2}|\d{4})")
QUARTER = re.compile(r"q?([1-4])(?:\.0)?", re.I)
NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})*|\d+)(\.0+)?")
# How nought is written: a dash, alone or before noughts.
NOUGHT = re.compile(r"[-–−]\s*0*|0+")
# Words in the names of so many forces that they tell none of them.
OF_ANY = frozenset(("police", "constabulary", "area", "force", "service"))
UNASSIGNED = "unassigned"
OTHERS, FRAUD, STRANGE, WAITING = (
    "set aside: another force",
    "set aside: fraud, which these totals leave out",
    "set aside: unassigned by another force",
    "set aside: the year waits for its other quarters",
)
AS_WHOLE, IN_PARTS, NOWHERE = (
    "counted: the force as a whole",
    "counted: in a partnership",
    "counted: assigned to no partnership",
)


class Recorded(NamedTuple):
    """The rows of a force in one file, with a number of each row's own; and what became of the
    others. Columns: year, quarter (1 to 4), name (of the partnership, blank in a table of forces),
    is_part, offence, group, subgroup, code, n, row, file and outcome."""

    handed: Handed
    rows: pd.DataFrame
    outcomes: Counter[str]
    said: list[str]


def recorded_in(
    handed: Handed, content: bytes, force: Area, areas: Areas
) -> tuple[list[Recorded], list[Problem]]:
    """What does a file hold of a force, and what is wrong with it?"""
    tables, fault = long_tables(handed, content, HEADINGS)
    if fault:
        return [], [fault.at("import", handed.place)]
    found = Recorded(handed, pd.DataFrame(), Counter(), [])
    kept = [_of_force(table, force, areas, found) for table in tables]
    rows = pd.concat(kept).assign(file=handed.name)
    problems = [fault.at("import", handed.place) for fault in _faults(rows, len(tables) > 1)]
    if rows.empty:
        what = f"The table has no row of {wording.place(force)}."
        remedy = "Hand over the table of all forces, or of yours. Its other names stand in "
        fault = Fault(what, f"{remedy}data/areas/names.csv.")
        problems = [fault.at("import", handed.place)]
    if problems:
        return [], problems
    rows = _typed(rows).reset_index(drop=True)
    problems = [fault.at("import", handed.place) for fault in _later_faults(rows)]
    return [found._replace(rows=rows)], problems


def _of_force(table: LongTable, force: Area, areas: Areas, found: Recorded) -> pd.DataFrame:
    """The rows of a force, but for fraud; the others are counted."""
    rows = table.rows
    known = {_bare(force.name)}
    known |= {_bare(name) for name, code in areas.spellings.items() if code == force.code}
    known.discard(())
    is_fraud = _each(rows["group"], lambda text: offences.category(text, "", ()) == offences.FRAUD)
    is_mine = _each(rows["force"], lambda text: _bare(text) in known)
    is_strange = is_mine & _each(rows["name"], lambda text: not _may_be_of(text, known))
    aside = {FRAUD: is_fraud, OTHERS: ~is_mine & ~is_fraud, STRANGE: is_strange & ~is_fraud}
    found.outcomes.update({why: int(those.sum()) for why, those in aside.items() if those.any()})
    if table.others:
        listed = wording.listing([f'"{shown(one)}"' for one in table.others])
        where = table.name or found.handed.path.name
        found.said.append(f"{where}: passed over, for it is not known: the column {listed}.")
    for name, times in rows.loc[aside[STRANGE], "name"].value_counts().items():
        found.said.append(f'Set aside: {times:,} rows of {force.name} that say "{name}".')
    kept: pd.DataFrame = rows[is_mine & ~is_fraud & ~is_strange]
    is_part = bool((kept["name"] != "").any())
    return kept.assign(row=kept.index, sheet=table.name, is_part=is_part)


def _bare(name: str) -> tuple[str, ...]:
    """What tells a force from others: "London, City of" is City of London Police."""
    return tuple(sorted(set(plain(name).split()) - OF_ANY))


def _may_be_of(name: str, known: set[tuple[str, ...]]) -> bool:
    """Is this no "Unassigned Surrey" among the rows of another force?"""
    whose = _bare(plain(name).removeprefix(UNASSIGNED)) if is_unassigned(name) else ()
    return not whose or whose in known


def is_unassigned(name: str) -> bool:
    """Is this the name of what is assigned to no partnership?"""
    return plain(name).startswith(UNASSIGNED)


def _each(texts: pd.Series, asked: Callable[[str], bool]) -> pd.Series:
    """Of which of these texts is it so? Each different one is asked about once."""
    return texts.map({text: asked(text) for text in texts.unique()}).astype(bool)


def year_of(text: str) -> str:
    """A financial year in one form, or blank.

    >>> year_of("2017_18"), year_of("2017/2018"), year_of("2017/19")
    ('2017/18', '2017/18', '')
    """
    found = YEAR.fullmatch(text)
    if (
        not found
        or not 1990 <= int(found[1]) <= 2100
        or (int(found[1]) + 1) % 100 != int(found[2][-2:])
    ):
        return ""
    return f"{found[1]}/{found[2][-2:]}"


def number_of(text: str) -> int | None:
    """A number as these tables write it, or None.

    >>> [number_of(text) for text in ("1,204", "-00", "-", "-45", "[x]")]
    [1204, 0, 0, -45, None]
    """
    if NOUGHT.fullmatch(text):
        return 0
    if not NUMBER.fullmatch(text) or len(text) > 15:
        return None
    return int(text.replace(",", "").replace("−", "-").partition(".")[0])


def _faults(rows: pd.DataFrame, is_many: bool) -> Iterator[Fault]:
    """Cells that cannot be, one sentence for each kind."""
    asked: tuple[tuple[str, Callable[[str], bool], str], ...] = (
        ("year", lambda text: bool(year_of(text)), "a financial year such as 2017/18"),
        ("quarter", lambda text: bool(QUARTER.fullmatch(text)), "a quarter from 1 to 4"),
        ("n", lambda text: number_of(text) is not None, "a number of crimes"),
        ("group", bool, "a group of offences"),
        ("subgroup", bool, "a subgroup of offences"),
    )
    for column, is_right, wanted in asked:
        wrong = rows[~_each(rows[column], is_right)]
        if len(wrong):
            yield _told(wrong, column, wanted, is_many)
    wrong = rows[rows["is_part"] & (rows["name"] == "")]
    if len(wrong):
        yield _told(wrong, "name", "the name of a partnership", is_many)


def _told(wrong: pd.DataFrame, column: str, wanted: str, is_many: bool) -> Fault:
    first = wrong.iloc[0]
    text = f'"{shown(first[column])}"' if first[column] else "nothing"
    what = f"{text} stands here, and {wanted} belongs here"
    what = f"In the sheet {first['sheet']}, {what}" if is_many else wording.upper_first(what)
    what += f"; so in {len(wrong) - 1:,} more rows." if len(wrong) > 1 else "."
    heading = HEADINGS.known[column][0]
    return Fault(what, AGAIN, int(first["row"]), heading)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """The same with years in one form, and with quarters and counts as numbers."""
    parsed: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("year", year_of),
        ("quarter", lambda text: int(QUARTER.fullmatch(text)[1])),  # type: ignore[index]
        ("n", number_of),
    )
    for column, parse in parsed:
        known = {text: parse(text) for text in rows[column].unique()}
        rows = rows.assign(**{column: rows[column].map(known)})
    return rows


def quarter(year: str, number: int) -> Period:
    """A quarter of a financial year: the first is April to June.

    >>> quarter("2017/18", 4).iso
    'P3M/2018-03'
    """
    first = int(year[:4])
    return Period.of_months(3, *((first, 3 + 3 * number) if number < 4 else (first + 1, 3)))


def _later_faults(rows: pd.DataFrame) -> Iterator[Fault]:
    """Quarters that are not over, and rows that stand twice."""
    today = datetime.now(UTC).date()
    pairs = rows[["year", "quarter"]].drop_duplicates()
    for year, number in sorted(map(tuple, pairs.to_numpy().tolist())):
        if quarter(year, number).last > today:
            yield Fault(f"Quarter {number} of {year} is not over.", AGAIN)
            return
    # One row for each offence that the code names: homicide, "1/4.1", has two.
    key = ["year", "quarter", "name", "group", "subgroup", "code", "offence"]
    allowed = rows["code"].map({code: 1 + code.count("/") for code in rows["code"].unique()})
    again = rows[rows.groupby(key).cumcount() >= allowed]
    if len(again):
        one = again.iloc[0]
        where = f" of {one['name']}" if one["name"] else ""
        more = f"; so do {len(again) - 1:,} more rows." if len(again) > 1 else "."
        what = f'"{shown(one["offence"])}" ({shown(one["code"])}){where} stands more than once in '
        what += f"quarter {one['quarter']} of {one['year']}{more}"
        yield Fault(what, f"Take out what is there twice. {AGAIN}", int(one["row"]))
