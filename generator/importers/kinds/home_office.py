"""Recorded crime by force and by community safety partnership: the open data tables of the Home
Office, in long form.

Financial years of which all four quarters are there; a part of a year waits for the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.importers import described, edits, homeoffice, offences
from generator.importers.assigned import Assigned, collapsed, placed
from generator.importers.described import Description
from generator.importers.financial import FinancialYear, sorted_into, total, whole_years
from generator.importers.handed import BOOKS
from generator.importers.homeoffice import Recorded, is_unassigned
from generator.importers.importing import Imported, Request, each_read, forces_of
from generator.importers.log import OfFile
from generator.importers.revised import held, revised, written
from generator.problems import Fault, Place, Problem, ProfileError
from generator.reading.gazetteer import AREAS
from generator.terms import wording
from generator.terms.areas import Area, Areas
from generator.terms.periods import Period

ENDINGS = (".csv", *BOOKS)
DATASET, SOURCE = "home-office-crime", "HO-PRC"
CRIMES, NOWHERE = "crimes", "unassigned"
# In the place of a number below nought that is held: which it was is not kept.
BELOW = -1


class Yearly(NamedTuple):
    """How many crimes are counted in a year, by area, measure and category."""

    of: FinancialYear
    numbers: dict[tuple[str, str, str], int]

    @property
    def file(self) -> str:
        """The file of the dataset that the year stands in."""
        return _file(self.of.period)

    def assigned(self, force: Area) -> Assigned:
        """How many crimes its partnerships have, and how many none has."""
        return _assigned(self.of.period, self.numbers, force)


def imported(request: Request) -> Imported:
    """What do these tables make of the dataset? Raises ProfileError."""
    areas = request.holdings.areas
    force = next(iter(forces_of(request.holdings)), None)
    if force is None:
        what = "The site has no police force area."
        raise ProfileError([Fault(what, "Add it to the register.").at("import", Place(AREAS))])
    found, words, problems = each_read(
        request, lambda handed, content: homeoffice.recorded_in(handed, content, force, areas)
    )
    _stop(problems)
    years, said, problems = whole_years(found)
    _stop(problems)
    years, problems = sorted_into(years)
    _stop(problems)
    yearly, told = _each_year(years, areas, force)
    _stop(_collapsed(request, yearly, force))
    said += told
    files: dict[str, bytes | None] = {}
    for one in _together(request, yearly, force):
        numbers = {key: str(n) if n >= 0 else "" for key, n in one.numbers.items()}
        files[one.file] = written(one.of.period.iso, numbers, "below-nought")
        before = held(edits.now(request.project, one.file))
        labels = {key: of.label for key, of in offences.categories().items()}
        said += revised(one.of.year, before, numbers, areas, labels)
    counted = list(_counted(found, years, words))
    said = [*(line for one in found for line in one.said), *_rows_told(counted), *said]
    around = _around(request, years)
    return Imported(edits.Edits(files | around), tuple(counted), tuple(dict.fromkeys(said)))


def _stop(problems: Sequence[Problem]) -> None:
    if problems:
        raise ProfileError(problems)


def _file(period: Period) -> str:
    return f"data/datasets/{DATASET}/{period.iso.rpartition('/')[2]}.csv"


def _each_year(
    years: Sequence[FinancialYear], areas: Areas, force: Area
) -> tuple[list[Yearly], list[str]]:
    """What is counted of each year, and what is to be said. Raises ProfileError."""
    yearly, said, problems = [], [], []
    for one in years:
        codes, told, faults = placed(one, areas, force) if one.is_part else ({}, [], [])
        problems += [fault.at("import", one.place) for fault in faults]
        said += told
        if not faults:
            yearly.append(Yearly(one, _numbers(one, force, codes)))
            said += _told(yearly[-1], force, areas)
    _stop(problems)
    return yearly, said


def _numbers(
    one: FinancialYear, force: Area, codes: Mapping[str, str]
) -> dict[tuple[str, str, str], int]:
    """The numbers of a year: those of the force are the sum of all, the unassigned too."""
    sums = {CRIMES: total(one.rows.assign(area=force.code), "area")}
    if one.is_part:
        is_nowhere = one.rows["name"].map({name: is_unassigned(name) for name in codes})
        rows = one.rows.assign(area=one.rows["name"].map(codes))
        sums[CRIMES] |= total(rows[~is_nowhere], "area")
        sums[NOWHERE] = total(rows[is_nowhere], "area")
    return {(area, of, kind): n for of, each in sums.items() for (area, kind), n in each.items()}


def _told(one: Yearly, force: Area, areas: Areas) -> Iterator[str]:
    """What was read of a year, in sentences."""
    whole = one.numbers[force.code, CRIMES, offences.ALL]
    told = f"{one.of.year}: {wording.number(whole)} crimes but for fraud in {wording.place(force)}"
    if one.of.is_part:
        lost = one.assigned(force).nowhere
        share = wording.percent(100 * lost / whole, 1) if whole > 0 else "0%"
        yield f"{told}; {wording.number(lost)} ({share}) are assigned to no partnership."
        for code in one.assigned(force).parts:
            if areas[code].level == "partnership":
                name = areas[code].name
                yield f"{name} is one partnership of several districts, which have no figure each."
    else:
        yield f"{told}, by the table of forces."
    taken = one.of.rows.loc[one.of.rows["n"] < 0, "n"]
    if len(taken):
        what = "number is" if len(taken) == 1 else "numbers are"
        yield (
            f"{one.of.year}: {len(taken)} {what} below nought ({wording.number(int(taken.sum()))} "
            "in all), for records that were cancelled or handed to another force: taken off."
        )
    short: dict[str, list[str]] = {}
    for (area, of, kind), n in one.numbers.items():
        if n < 0:
            name = NOWHERE if of == NOWHERE else areas[area].name
            short.setdefault(_label(kind), []).append(name)
    for label, names in short.items():
        where = wording.listing(names)
        yield f"{one.of.year}: below nought as a whole, so without a figure: {label} ({where})."


def _label(kind: str) -> str:
    return wording.lower_first(offences.categories()[kind].label)


def _assigned(period: Period, numbers: Mapping[tuple[str, str, str], int], force: Area) -> Assigned:
    parts = {
        area: n
        for (area, of, kind), n in numbers.items()
        if (of, kind) == (CRIMES, offences.ALL) and area != force.code
    }
    return Assigned(period, parts, numbers.get((force.code, NOWHERE, offences.ALL), 0))


def _held(request: Request, period: Period) -> dict[tuple[str, str, str], int]:
    """The numbers that the dataset holds of a year; none where it has no partnerships of it."""
    before = held(edits.now(request.project, _file(period)))
    numbers = {key: int(value) if value else BELOW for key, value in before.items()}
    return numbers if len({area for area, _, _ in numbers}) > 1 else {}


def _collapsed(request: Request, yearly: Sequence[Yearly], force: Area) -> list[Problem]:
    """Partnerships whose crimes may stand among those that are assigned to none."""
    found = {one.of.period: one.assigned(force) for one in yearly if one.of.is_part}
    problems = []
    for one in yearly:
        if not one.of.is_part:
            continue
        earlier = one.of.period.before(12)
        before = found.get(earlier)
        if before is None and (numbers := _held(request, earlier)):
            before = _assigned(earlier, numbers, force)
        told = collapsed(one.assigned(force), before, request.holdings, force)
        problems += [fault.at("import", one.of.place) for fault in told]
    return problems


def _together(request: Request, yearly: Sequence[Yearly], force: Area) -> list[Yearly]:
    """One for each year: a table of forces beside that of its partnerships, which may be held
    already, has the same numbers. Raises ProfileError."""
    parts = {one.of.year: one for one in yearly if one.of.is_part}
    found = dict(parts)
    problems = []
    for one in yearly:
        if one.of.is_part:
            continue
        other = parts.get(one.of.year)
        numbers = other.numbers if other else _held(request, one.of.period)
        where = other.of.place.file if other else one.file
        if numbers and (what := _differing(one, numbers, force)):
            fault = Fault(f"{what} in {where}.", "Hand over both of the newest edition together.")
            problems.append(fault.at("import", one.of.place))
        found[one.of.year] = other or one._replace(numbers={**numbers, **one.numbers})
    _stop(problems)
    return list(found.values())


def _differing(one: Yearly, other: Mapping[tuple[str, str, str], int], force: Area) -> str:
    """How does a table of forces differ from that of partnerships? Blank where it does not."""
    theirs = {key: n for key, n in other.items() if key[:2] == (force.code, CRIMES)}
    mine = {key: max(n, BELOW) for key, n in one.numbers.items()}
    differing = [key for key, n in mine.items() if max(theirs.get(key, n), BELOW) != n]
    if differing:
        key = min(differing, key=lambda key: (key[2] != offences.ALL, key))
        told = f"{force.name} has {one.numbers[key]:,} in {one.of.year} ({_label(key[2])})"
        return f"{told}, and its partnerships have {theirs[key]:,} together"
    if odd := sorted(one.numbers.keys() ^ theirs.keys()):
        return f"In {one.of.year} the type {_label(odd[0][2])} does not stand both here and"
    return ""


def _counted(
    found: Sequence[Recorded], years: Sequence[FinancialYear], words: Mapping[str, str]
) -> Iterator[OfFile]:
    """What became of the rows of each file."""
    whole = {(one.year, one.is_part) for one in years}
    for one in found:
        outcomes = Counter(one.outcomes)
        for (year, is_part, name), rows in one.rows.groupby(["year", "is_part", "name"]):
            if (year, is_part) not in whole:
                outcomes[homeoffice.WAITING] += len(rows)
            elif not is_part:
                outcomes[homeoffice.AS_WHOLE] += len(rows)
            else:
                nowhere = is_unassigned(str(name))
                outcomes[homeoffice.NOWHERE if nowhere else homeoffice.IN_PARTS] += len(rows)
        yield OfFile(str(one.handed.path), words[one.handed.name], dict(sorted(outcomes.items())))


def _rows_told(counted: Sequence[OfFile]) -> Iterator[str]:
    """What became of the rows of each file, in a sentence."""
    for one in counted:
        told = [f"{n:,} {outcome}" for outcome, n in one.outcomes.items()]
        yield f"{one.file}: {one.read:,} rows. {'; '.join(told)}."


def _around(request: Request, years: Sequence[FinancialYear]) -> dict[str, bytes | None]:
    """The description, the topic and the source of the dataset, where there are none yet."""
    row = {
        "id": SOURCE,
        "publisher": "Home Office",
        "document": "Police recorded crime and outcomes: open data tables",
        "section": "Police force area tables; Community Safety Partnership tables",
        "title": "Police recorded crime by offence",
        "date": max(one.period.last.isoformat()[:7] for one in years),
        "shown_as": "dataset",
    }
    return described.around(
        request.project, DATASET, Description(SOURCE, None, {}), row, request.holdings.subjects
    )
