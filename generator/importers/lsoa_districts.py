"""Residents of districts outside that are members of a group of similar areas: the sums of their
LSOAs, by a table that says in which district each LSOA lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.importers import workbooks
from generator.importers.handed import Handed
from generator.importers.lsoas import OUTSIDE as ESTIMATED_OUTSIDE
from generator.importers.lsoas import PEOPLE, SUMMED, Estimate
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain

LSOA = re.compile(r"LSOA ?(20\d\d|\d\d)? ?(code|cd)( ?\(20\d\d\))?", re.I)
DISTRICT = re.compile(
    r"(LAD|LTLA) ?(20\d\d|\d\d)? ?CD|Local Authority District code( ?\(20\d\d\))?", re.I
)
NAME = re.compile(
    r"(LAD|LTLA) ?(20\d\d|\d\d)? ?NM|Local Authority District name( ?\(20\d\d\))?", re.I
)
USED, UNUSED = "read: an LSOA of a similar area", "set aside: no similar area"


class LsoaDistricts(NamedTuple):
    """The LSOAs of each district, what each is called, and how many rows the table has."""

    handed: Handed
    lsoas: dict[str, set[str]]
    names: dict[str, str]
    read: int

    def outcomes(self, used: Mapping[str, object]) -> dict[str, int]:
        """What became of its rows, where these districts were summed."""
        mine = sum(len(lsoas) for code, lsoas in self.lsoas.items() if code in used)
        return dict(+Counter({USED: mine, UNUSED: self.read - mine}))


def districts_in(handed: Handed, content: bytes) -> LsoaDistricts | None:
    """In which district does each LSOA lie? None where a file does not say so."""
    tables, _ = workbooks.tables_in(handed, content, LSOA)
    for table in tables:
        columns = [_column(table, one) for one in (LSOA, DISTRICT, NAME)]
        lsoa, district, name = columns
        if lsoa is None or district is None or _column(table, PEOPLE) is not None:
            continue
        found = LsoaDistricts(handed, {}, {}, len(table.rows))
        for _, cells in table.rows:
            found.lsoas.setdefault(cells[district], set()).add(cells[lsoa])
            if name is not None:
                found.names[cells[district]] = cells[name]
        return found
    return None


def _column(table: workbooks.Sheetful, wanted: re.Pattern[str]) -> int | None:
    return next((n for n, cell in enumerate(table.header) if wanted.fullmatch(cell)), None)


def summed(
    one: Estimate, lookups: Sequence[LsoaDistricts], areas: Areas, wanted: Mapping[str, Area]
) -> tuple[dict[str, int], list[str]]:
    """The residents of the districts ``wanted`` in one year, and what is left out, in sentences."""
    lsoas = {code: held for table in lookups for code, held in table.lsoas.items()}
    names = {code: name for table in lookups for code, name in table.names.items()}
    found: dict[str, int] = {}
    wrong: list[str] = []
    for code, area in wanted.items():
        if code not in lsoas:
            continue
        called = names.get(code, area.name)
        lacking = sorted(lsoas[code] - one.elsewhere.keys())
        if plain(called) != plain(area.name) and area not in areas.called(called):
            wrong.append(f"{area.name} ({code} is {called} in the lookup)")
        elif lacking:
            wrong.append(f"{area.name} ({lacking[0]} has no residents)")
        else:
            found[code] = sum(one.elsewhere[lsoa] for lsoa in lsoas[code])
    used = sum(len(lsoas[code]) for code in found)
    if used:
        one.outcomes[ESTIMATED_OUTSIDE] -= used
        one.outcomes[SUMMED] += used
    return found, list(_told(one, found, wrong, wanted))


def _told(
    one: Estimate, found: Mapping[str, int], wrong: Sequence[str], wanted: Mapping[str, Area]
) -> Iterator[str]:
    if found:
        people = wording.number(sum(found.values()))
        yield (
            f"Mid-{one.year}: {people} residents of {wording.number(len(found))} districts outside "
            "that are similar to one of the site."
        )
    if wrong:
        yield f"Left out of the similar areas: {wording.listing(wrong)}."
    names = {area.name for code, area in wanted.items() if code not in found}
    lacking = sorted(name for name in names if not any(text.startswith(name) for text in wrong))
    if lacking:
        yield (
            "Similar areas without residents, for no lookup says which LSOAs are theirs, or under "
            f"another code: {wording.listing(lacking)}."
        )


def without_lookup(wanted: Mapping[str, Area], year: int) -> Iterator[str]:
    """A sentence that districts have no residents of a year, for want of a lookup."""
    if wanted:
        told = wording.counted(len(wanted), ("district", "districts"))
        yield (
            f"Mid-{year}: no residents of the {told} outside that are similar to one of the site. "
            "Hand over a lookup of LSOAs to districts too, or their groups have no rate."
        )
