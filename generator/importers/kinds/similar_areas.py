"""The areas most like each local authority: the statistical neighbours of the Office for National
Statistics. Each district of the site has a group of them.

Names of areas that the register lacks come from a second table, of codes and names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.importers import described, edits
from generator.importers.handed import BOOKS
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.neighbours import (
    NAMED,
    UNUSED,
    NamedArea,
    NamesByCode,
    NeighbourLists,
    misnamed,
    table_in,
    unnamed,
)
from generator.problems import Fault, ProfileError
from generator.reading.gazetteer import AREAS, GROUPS
from generator.terms import wording
from generator.terms.areas import Area, Areas

ENDINGS = (".csv", *BOOKS)
OF_AREAS = ("code", "name", "level", "parent", "start", "end")
OF_GROUPS = ("group", "member", "combine")
NAME, TOPIC, KEY = "ONS-SIMILAR", "similar-areas", "has_similar_areas: true"
SOURCE = {
    "publisher": "Office for National Statistics",
    "document": "Statistical nearest neighbours of local authorities in the UK",
    "section": "Global model",
    "title": "The areas most similar to each local authority (Open Government Licence v3.0)",
    "shown_as": "words",
}
# Where the police keep other statistics.
ELSEWHERE = {"S": "Scotland", "N": "Northern Ireland"}
NEXT = (
    "Import ons-csp and population again, the residents with a lookup of LSOAs to districts: they "
    "then keep the figures of the areas outside that a group needs."
)


def imported(request: Request) -> Imported:
    """What do these lists make of the groups of the site's districts? Raises ProfileError."""
    areas, site = request.holdings.areas, request.holdings.site
    root = areas[site.area] if site else None
    districts = [one for one in areas.within(root, "district") if not one.end] if root else []
    lists, names, words = _read(request, districts)
    if problems := [*misnamed(names, areas), *unnamed(lists, names, areas)]:
        raise ProfileError(problems)
    known = {code: one for table in names for code, one in table.areas.items()}
    members = {code: lists.rows[code] for code in (one.code for one in districts)}
    new = [c for c in dict.fromkeys(c for row in members.values() for c in row) if c not in areas]
    called = {area.code: area.name for area in areas} | {code: known[code].name for code in new}
    files = _files(request, lists, districts, {code: called[code] for code in new})
    told = wording.counted(len(districts), ("group", "groups"))
    outside = wording.counted(len(new), ("area", "areas"))
    came = f" New in the register, and without a page: {outside} outside." if new else ""
    said = [
        f"{lists.year}: {told} of the areas most similar to a district.{came}",
        *_changed(areas, districts, members, called),
        *_without_figures(members, called),
        *_former(members, known, areas, called),
        NEXT,
    ]
    used = set(called) & {code for row in members.values() for code in row}
    counted = [OfFile(str(lists.handed.path), words[lists.handed.name], dict(lists.outcomes))]
    for table in names:
        mine = sum(code in used for code in table.areas)
        outcomes = Counter({NAMED: mine, UNUSED: table.read - mine})
        counted.append(OfFile(str(table.handed.path), words[table.handed.name], dict(+outcomes)))
    return Imported(edits.Edits(files), tuple(counted), tuple(said))


def _read(
    request: Request, districts: Sequence[Area]
) -> tuple[NeighbourLists, list[NamesByCode], Mapping[str, str]]:
    """The one list of neighbours, the tables of names, and the words for the contents of files."""
    found, words, problems = each_read(
        request, lambda handed, content: table_in(handed, content, districts)
    )
    lists = [one for one in found if isinstance(one, NeighbourLists)]
    if not problems and len(lists) != 1:
        what = f"There are {len(lists)} lists of similar areas, and there must be one."
        remedy = "Hand over the list (AREACD, 1 to 20), with a table of codes and names beside it."
        problems = [Fault(what, remedy).at("import", request.files[0].place)]
    if problems:
        raise ProfileError(problems)
    return lists[0], [one for one in found if isinstance(one, NamesByCode)], words


def group_of(district: Area) -> str:
    """The code of the group of a district."""
    return f"ons-similar-areas-of-{district.slug}"


def _files(
    request: Request, lists: NeighbourLists, districts: Sequence[Area], new: Mapping[str, str]
) -> dict[str, bytes | None]:
    """The registers of areas, groups and sources as they are to be."""
    areas, project = request.holdings.areas, request.project
    rows = [
        {"code": code, "name": name, "level": "district", "parent": _country(code, areas)}
        for code, name in new.items()
    ]
    told = f"(ONS, {lists.year})"
    groups = [
        Area(group_of(one), f"Areas most similar to {one.name} {told}", "group", one.code)
        for one in districts
    ]
    other = [one for one in groups if one.code not in areas or areas[one.code] != one]
    rows += [
        {"code": one.code, "name": one.name, "level": one.level, "parent": one.parent or ""}
        for one in other
    ]
    held = edits.without_rows(edits.now(project, AREAS), "code", [one.code for one in other])
    moved = [one for one in districts if _members(areas, one) != lists.rows[one.code]]
    before = edits.without_rows(edits.now(project, GROUPS), "group", map(group_of, moved))
    members = [
        {"group": group_of(one), "member": member, "combine": "rate"}
        for one in moved
        for member in lists.rows[one.code]
    ]
    source = {**SOURCE, "id": f"{NAME}-{lists.year}", "date": lists.year}
    return {
        AREAS: edits.with_rows(held, OF_AREAS, rows),
        GROUPS: edits.with_rows(before, OF_GROUPS, members),
        **described.source_row(project, source),
        **_topic(project),
    }


def _topic(project: Path) -> dict[str, bytes | None]:
    """A topic that lists the groups, where there is none yet."""
    there = project / "content/topics"
    if any(KEY in path.read_text("utf-8", "replace") for path in there.glob("*.md")):
        return {}
    name, text = described.topic_of(TOPIC)
    return {} if (there / f"{name}.md").exists() else {f"content/topics/{name}.md": text.encode()}


def _country(code: str, areas: Areas) -> str:
    """The country that a code is of, where the register has it."""
    found = (a.code for a in areas if a.level == "country" and a.code.startswith(f"{code[0]}92"))
    return next(found, "")


def _members(areas: Areas, district: Area) -> list[str]:
    """The members that a district's group has now."""
    code = group_of(district)
    return [one.code for one in areas.members(areas[code])[0]] if code in areas else []


def _changed(
    areas: Areas,
    districts: Sequence[Area],
    members: Mapping[str, Sequence[str]],
    called: Mapping[str, str],
) -> Iterator[str]:
    """Which areas came into a group that was held before, and which went?"""
    for district in districts:
        before = _members(areas, district)
        came = [called[code] for code in members[district.code] if code not in before]
        went = [called[code] for code in before if code not in members[district.code]]
        if before and (came or went):
            told = [f"{wording.listing(came)} came"] if came else []
            told += [f"{wording.listing(went)} went"] if went else []
            yield f"Of the areas similar to {district.name}, {' and '.join(told)}."


def _without_figures(
    members: Mapping[str, Sequence[str]], called: Mapping[str, str]
) -> Iterator[str]:
    """The members that lie where the police keep other statistics."""
    every = dict.fromkeys(code for row in members.values() for code in row)
    for letter, country in ELSEWHERE.items():
        if there := [called[code] for code in every if code.startswith(letter)]:
            yield (
                f"In {country}, whose police statistics are others: {wording.listing(there)}. "
                "They stay in their groups, and never have a figure."
            )


def _former(
    members: Mapping[str, Sequence[str]],
    known: Mapping[str, NamedArea],
    areas: Areas,
    called: Mapping[str, str],
) -> Iterator[str]:
    """The members whose codes are former ones."""
    every = dict.fromkeys(code for row in members.values() for code in row)
    ended = [
        f"{called[code]} ({code})"
        for code in every
        if (code in known and known[code].is_former) or (code in areas and areas[code].end)
    ]
    if ended:
        told = "No areas any more, so that newer tables have no row of them"
        yield f"{told}: {wording.listing(ended)}."
