"""Recorded crime by community safety partnership: Table C2 of the Office for National Statistics.

A partnership of one district is the district; one of several stays one, and has its own area.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importers import described, edits, partnerships
from generator.importers.described import Description
from generator.importers.elsewhere import Elsewhere, elsewhere_in
from generator.importers.handed import AGAIN, BOOKS, Handed
from generator.importers.importing import Imported, Request, each_read, forces_of
from generator.importers.log import OfFile
from generator.importers.partnerships import COUNTED, NOWHERE, WHOLE, CspTable, Of, offences
from generator.importers.revised import NumbersHeld, held, revised, written
from generator.problems import Fault, Place, Problem, ProfileError
from generator.reading.gazetteer import AREAS, GROUPS
from generator.terms import wording
from generator.terms.areas import Area, Areas, plain

ENDINGS = (".csv", *BOOKS)
DATASET, SOURCE = "ons-crime", "ONS-CSP"
OF_AREAS = ("code", "name", "level", "parent", "start", "end")


def imported(request: Request) -> Imported:
    """What do these tables make of the dataset? Raises ProfileError."""
    areas = request.holdings.areas
    force = next(iter(forces_of(request.holdings)), None)
    if force is None:
        what = "The site has no police force area."
        raise ProfileError([Fault(what, "Add it to the register.").at("import", Place(AREAS))])
    districts = [one for one in areas.within(force, "district") if not one.end]

    def read(handed: Handed, content: bytes) -> tuple[list[CspTable], list[Problem]]:
        edition, problems = partnerships.edition_in(handed, content, force)
        if edition and not problems and not edition.rows:
            what = f"The table has no row of {wording.place(force)}."
            remedy = "Hand over the table of all forces, or of yours."
            problems = [Fault(what, remedy).at("import", handed.place)]
        elif edition and not problems:
            misplaced = list(_misplaced(edition, areas, districts))
            problems = misplaced or partnerships.sums(edition, force)
        return [edition] if edition else [], problems

    found, words, problems = each_read(request, read)
    problems += _twice(found)
    if problems:
        raise ProfileError(problems)
    files: dict[str, bytes | None] = {}
    said: list[str] = []
    outside = areas.outside(districts)
    for edition in found:
        name = f"data/datasets/{DATASET}/{edition.period.iso.rpartition('/')[2]}.csv"
        more = elsewhere_in(edition, areas, outside) if outside else Elsewhere({}, [])
        numbers, before = _numbers(edition, force, more), held(edits.now(request.project, name))
        files[name] = written(edition.period.iso, numbers, "unavailable")
        said += [*_told(edition, force, areas), *more.said]
        labels = {one.id: one.label for one in offences().values()}
        said += revised(edition.period.label(), before, numbers, areas, labels)
    files |= _register(request, found, areas, districts) | _around(request, found)
    counted = [OfFile(str(e.handed.path), words[e.handed.name], dict(e.outcomes)) for e in found]
    return Imported(edits.Edits(files), tuple(counted), tuple(said))


def _twice(found: Sequence[CspTable]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for edition in found:
        other = seen.setdefault(edition.period.iso, edition.handed.name)
        if other != edition.handed.name:
            what = f"It is of the same twelve months as {other}."
            yield Fault(what, "Hand over the newer of the two.").at("import", edition.handed.place)


def _misplaced(edition: CspTable, areas: Areas, districts: Sequence[Area]) -> Iterator[Problem]:
    """Codes that disagree with their names, districts without a row, partnerships of none."""
    made_of = partnerships.members(edition, areas, districts)
    names = {district.code: district for district in districts}
    for row in (row for row in edition.rows if row.kind == COUNTED):
        mine = names.get(row.district)
        known = [area for area in areas.called(row.name) if area.level == "partnership"]
        if known and row.district.lower() == partnerships.COMBINED and row.code not in areas:
            what = f"{row.name} has the code {row.code} here, and {known[0].code} in {AREAS}."
            yield Fault(what, AGAIN, row.row).at("import", edition.handed.place)
        elif not made_of[row.code]:
            what = f"{row.name} ({row.code}) is of several districts, and nothing says which."
            remedy = f"Add a row for each to {GROUPS}, such as {row.code},E07000001,sum."
            yield Fault(what, remedy, row.row).at("import", edition.handed.place)
        elif mine and plain(row.name) != plain(mine.name) and mine not in areas.called(row.name):
            what = f"{row.district} is {row.name} here, and {mine.name} in {AREAS}."
            remedy = "Codes may have been filled down: download the file again."
            yield Fault(what, remedy, row.row).at("import", edition.handed.place)
        elif mine is None and len(made_of[row.code]) == 1:
            what = f"{row.name} ({row.district}) is no district of the register."
            yield Fault(what, f"Look at {AREAS}.", row.row).at("import", edition.handed.place)
    held = {code for codes in made_of.values() for code in codes}
    for district in districts:
        if district.code not in held:
            what = f"{district.name} has no row in it."
            yield Fault(what, "Download the file again.").at("import", edition.handed.place)


def _area_of(row: Of, force: Area) -> str:
    if row.kind != COUNTED:
        return force.code
    return row.code if row.district.lower() == partnerships.COMBINED else row.district


def _numbers(edition: CspTable, force: Area, more: Elsewhere) -> NumbersHeld:
    """The number, or blank where there is none, by area, measure and category."""
    held = {
        (_area_of(row, force), "unassigned" if row.kind == NOWHERE else "crimes"): row.numbers
        for row in edition.rows
    }
    held |= {(area, "crimes"): numbers for area, numbers in more.numbers.items()}
    return {
        (*whose, category): "" if number is None else str(number)
        for whose, numbers in held.items()
        for category, number in numbers.items()
    }


def _told(edition: CspTable, force: Area, areas: Areas) -> Iterator[str]:
    """What was read, in sentences."""
    whole = next(row.numbers["all"] or 0 for row in edition.rows if row.kind == WHOLE)
    lost = sum(row.numbers["all"] or 0 for row in edition.rows if row.kind == NOWHERE)
    when = wording.upper_first(edition.period.label())
    share = wording.percent(100 * lost / whole, 1) if whole else "0%"
    yield (
        f"{when}: {wording.number(whole)} crimes in {wording.place(force)}; "
        f"{wording.number(lost)} ({share}) are assigned to no partnership."
    )
    for row in edition.rows:
        if row.kind == COUNTED and _area_of(row, force) == row.code:
            yield f"{row.name} is one partnership of several districts, which have no figure each."
    if edition.strange:
        listed = wording.listing(edition.strange)
        yield f"Set aside, for the code is that of {wording.place(force)}: {listed}."


def _register(
    request: Request, found: Sequence[CspTable], areas: Areas, districts: Sequence[Area]
) -> dict[str, bytes | None]:
    """The registers of areas and groups with the partnerships that they do not hold yet."""
    new: dict[str, Of] = {}
    for edition in found:
        new |= {
            row.code: row
            for row in edition.rows
            if row.district.lower() == partnerships.COMBINED and row.code not in areas
        }
    if not new:
        return {}
    made_of = partnerships.members(found[0], areas, districts)
    parent = {code: areas[codes[0]].parent or "" for code, codes in made_of.items() if codes}
    rows = [
        {"code": code, "name": row.name, "level": "partnership", "parent": parent[code]}
        for code, row in new.items()
    ]
    groups = [
        {"group": code, "member": member, "combine": "sum"}
        for code in new
        for member in made_of[code]
    ]
    project = request.project
    return {
        AREAS: edits.with_rows(edits.now(project, AREAS), OF_AREAS, rows),
        GROUPS: edits.with_rows(edits.now(project, GROUPS), ("group", "member", "combine"), groups),
    }


def _around(request: Request, found: Sequence[CspTable]) -> dict[str, bytes | None]:
    """The description, the topic and the source of the dataset, where there are none yet."""
    row = {
        "id": SOURCE,
        "publisher": "Office for National Statistics",
        "document": "Recorded crime data by Community Safety Partnership area",
        "section": "Table C2",
        "title": "Police recorded crimes for headline offences by partnership",
        "date": max(edition.period.last.isoformat()[:7] for edition in found),
        "shown_as": "dataset",
    }
    return described.around(
        request.project, DATASET, Description(SOURCE, None, {}), row, request.holdings.subjects
    )
