"""Which area is each partnership of the Home Office's tables, and is what it has assigned to it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple

from generator.importers.financial import FinancialYear
from generator.importers.handed import AGAIN
from generator.importers.homeoffice import is_unassigned
from generator.problems import Fault, nearest
from generator.reading.gazetteer import AREAS, GROUPS
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain
from generator.terms.events import Event
from generator.terms.periods import Period

NAMES = "data/areas/names.csv"
# A partnership that falls below this part of its year before is looked at; and, where no such year
# is known, one below this part of the middle one of its force.
FALLEN, SMALL = 0.5, 0.1
# The unassigned have swollen when they took up this part of the fall; a fall of fewer is chance.
TAKEN_UP, FEWEST = 0.5, 100


class Assigned(NamedTuple):
    """How many crimes each partnership has in a year, by its area; and how many none has."""

    period: Period
    parts: Mapping[str, int]
    nowhere: int


def placed(
    one: FinancialYear, areas: Areas, force: Area
) -> tuple[dict[str, str], list[str], list[Fault]]:
    """The area of each name of a partnership in a year, what is to be said, and what is wrong."""
    codes: dict[str, str] = {}
    faults = []
    for name in sorted(set(one.rows["name"])):
        found = force if is_unassigned(name) else _area(name, areas, force, one.period)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            codes[name] = found.code
    held = set(codes.values())
    held |= {m.code for code in codes.values() if code != force.code for m in _members(code, areas)}
    lacking = [a for a in areas.live_in(force, "district", one.period) if a.code not in held]
    if not faults:
        faults += [Fault(f"{a.name} has no row in {one.year}.", AGAIN) for a in lacking]
    said = []
    for code in sorted(set(codes.values()) - {force.code}):
        names = [name for name, its in codes.items() if its == code]
        if len(names) > 1 or areas[code] not in areas.called(names[0]):
            faults += _not_whole(areas[code], names, areas, one.year)
            said.append(f"{areas[code].name} is the sum of {wording.listing(names)} in {one.year}.")
    return codes, said, faults


def _not_whole(area: Area, names: list[str], areas: Areas, year: str) -> Iterator[Fault]:
    """An area is the sum of others where it has no row of its own, and each of those has one whose
    place it took."""
    if any(plain(name) == plain(area.name) for name in names):
        what = f"{area.name} has rows by {len(names)} names in {year}: {wording.listing(names)}."
        yield Fault(what, f"They would be counted together. Look at {NAMES}, or take rows out.")
        return
    there = {known.code for name in names for known in areas.called(name)}
    olds = [areas[one.old] for one in areas.predecessors(area) if one.old in areas]
    lost = [old.name for old in olds if old.level == area.level and old.code not in there]
    if lost and area.code not in there:
        what = (
            f"{area.name} is made of {wording.listing(names)} in {year}, and {lost[0]} has no row."
        )
        yield Fault(what, AGAIN)


def _members(code: str, areas: Areas) -> list[Area]:
    return areas.members(areas[code])[0] if areas[code].level == "partnership" else []


def _area(name: str, areas: Areas, force: Area, period: Period) -> Area | Fault:
    """The district or partnership of a name in a year, or what took its place."""
    last, _, first = name.partition(", ")
    known = [
        area
        for area in areas.called(name) or areas.called(f"{first} {last}")
        if area.level in ("district", "partnership")
        and any(force in areas.family(a) for a in (area, *_members(area.code, areas)))
    ]
    live = [area for area in known if area.is_live_in(period)]
    live = live or [new for area in known if (new := _heir(area, areas, period))]
    if len(set(live)) == 1:
        return live[0]
    if live:
        what = f"{name} is the name of {len(live)} areas in {AREAS}."
        return Fault(what, f"Give one of them the name in {NAMES} alone.")
    if known:
        what = f"{name} was no area at the end of {period.label('financial year')} by {AREAS}."
        return Fault(what, "Correct its dates there, or leave that year out.")
    every = [a for level in ("district", "partnership") for a in areas.within(force, level)]
    near = nearest(name, [area.name for area in every])
    asked = f" (is it {near}?)" if near else ""
    remedy = f"If it is another name of one{asked}, add it to {NAMES}; if it is of several "
    remedy += f"districts, import ons-csp first, or add it to {AREAS} and them to {GROUPS}."
    return Fault(f"{name} is no district or partnership of the register.", remedy)


def _heir(area: Area, areas: Areas, period: Period) -> Area | None:
    """The one area of a period that took the place of another as a whole."""
    after = [one for one in areas.successors(area) if one.kind in ("merged", "recoded")]
    if len(after) != 1 or after[0].new not in areas:
        return None
    new = areas[after[0].new]
    return new if new.is_live_in(period) else _heir(new, areas, period)


def collapsed(
    now: Assigned, before: Assigned | None, holdings: Holdings, force: Area
) -> Iterator[Fault]:
    """Partnerships that lost most of their crimes while those assigned to none became more, but for
    those that have a break there."""
    areas, year = holdings.areas, now.period.label("financial year")
    middle = median(now.parts.values()) if now.parts else 0
    for code, number in sorted(now.parts.items()):
        was = before.parts.get(code) if before else None
        if any(_is_of(one, code, now.period) for one in holdings.events):
            continue
        if was is not None and before:
            fall = was - number
            swollen = now.nowhere - before.nowhere
            if number >= FALLEN * was or fall < FEWEST or swollen < TAKEN_UP * fall:
                continue
            then, lost = f", {was:,} the year before", f", {before.nowhere:,} the year before"
        elif number < SMALL * middle and now.nowhere > middle:
            then, lost = f", a small part of the {middle:,.0f} of the middle partnership", ""
        else:
            continue
        what = f"{areas[code].name} has {number:,} crimes in {year}{then}, while {now.nowhere:,} "
        what += f"crimes of {wording.place(force)} are assigned to no partnership{lost}."
        yield Fault(what, _remedy(code, now.period))


def _remedy(code: str, period: Period) -> str:
    return (
        "Leave that year out of the table until a corrected edition is out (the table by force has "
        "the total); or, if the partnership did change, add to data/events.csv a break of "
        f"{period.first.isoformat()} for {code} and home-office-crime."
    )


def _is_of(event: Event, code: str, period: Period) -> bool:
    return (
        event.kind == "break"
        and code in event.areas
        and "home-office-crime" in event.datasets
        and event.lies_between(period.before(12), period)
    )
