"""Outlines of wards, districts and LSOAs: GeoJSON or TopoJSON of one edition.

Wards come into the register of areas, with what became of the ones before them; the outlines are
kept as working files, in which later imports look up where a point lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import shapely

from generator.importers import described, edits, polygons
from generator.importers.becoming import became
from generator.importers.handed import Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.shapes import Edition, Outline, edition_in
from generator.importers.tiling import MOST_DISTRICTS, MOST_WARDS, tiled
from generator.problems import Fault, Place, Problem, ProfileError
from generator.terms.areas import Areas, plain

ENDINGS = (".geojson", ".topojson", ".json")
AREAS, SUCCESSION, EDITIONS, TILES = (
    f"data/areas/{name}.csv" for name in ("areas", "succession", "editions", "tiles")
)
NONE_HERE = Fault(
    "No area in it lies in a district of the site.",
    "See that it is the file of your county; the site's districts stand in data/areas/areas.csv.",
)
KEPT, OUTSIDE, EARLIER = "kept", "outside the districts of the site", "earlier, and of no figure"


def imported(request: Request) -> Imported:
    """What do these files make of the register of areas? Raises ProfileError."""
    found, words, problems = each_read(request, _read)
    problems += _editions_mixed(found)
    if problems:
        raise ProfileError(problems)
    return _registered(request, _together(found), words)


def _read(handed: Handed, content: bytes) -> tuple[list[Edition], list[Problem]]:
    edition, faults = edition_in(handed, content)
    return [edition] if edition else [], faults


def _editions_mixed(found: Sequence[Edition]) -> Iterator[Problem]:
    """Files of one kind and of several years, and a code in two files."""
    years: dict[str, int] = {}
    seen: dict[str, str] = {}
    for edition in found:
        first = edition.shapes[0]
        if years.setdefault(edition.kind, edition.year) != edition.year:
            what = f"The {edition.kind}s are those of {edition.year}, and of {years[edition.kind]} "
            what += "in another file."
            yield Fault(what, "Import one edition a time.").at("import", Place(first.file))
        twice = [one for one in edition.shapes if one.code in seen]
        if twice:
            what = f"{twice[0].name} ({twice[0].code}) stands in {seen[twice[0].code]} too"
            what += f", and {len(twice) - 1} more areas." if len(twice) > 1 else "."
            remedy = "Hand over one of the two files."
            yield Fault(what, remedy).at("import", Place(first.file))
        seen |= {one.code: one.file for one in edition.shapes}


def _together(found: Iterable[Edition]) -> list[Edition]:
    """One edition a kind, from all the files that hold parts of it: districts first."""
    parts: dict[str, list[Edition]] = {}
    for edition in found:
        parts.setdefault(edition.kind, []).append(edition)
    return [
        Edition(kind, parts[kind][0].year, tuple(s for part in parts[kind] for s in part.shapes))
        for kind in ("district", "ward", "LSOA")
        if kind in parts
    ]


def _registered(request: Request, found: Sequence[Edition], words: dict[str, str]) -> Imported:
    areas, files = request.holdings.areas, dict[str, bytes | None](polygons.HIDDEN)
    outcomes: dict[str, Counter[str]] = {name: Counter() for name in words}
    said: list[str] = []
    here = {edition.kind: edition for edition in found}
    for edition in found:
        placed, problems = _placed(request, edition, here)
        if problems:
            raise ProfileError(problems)
        kept = [one for one in placed if one.within in areas]
        newest = polygons.newest(request.project, "ward")
        is_older = edition.kind == "ward" and newest and newest.year > edition.year
        if is_older:
            kept = [one for one in kept if one.code in areas]
        codes = {one.code for one in kept}
        for one in placed:
            word = KEPT if one.code in codes else EARLIER if one.within in areas else OUTSIDE
            outcomes[one.file][word] += 1
        mine = replace(edition, shapes=tuple(kept))
        # Editions come in parts, a district a file: what was imported before stays.
        whole = polygons.with_earlier(request.project, mine)
        name, content = polygons.kept_as(whole)
        files[name] = content
        if edition.kind == "ward":
            files |= _wards(request, whole)
            # On a map stand the wards of one edition.
            files |= {} if is_older else _mapped(request, whole)
        said.append(_sentence(edition, mine))
        said += _left_behind(request, mine) if edition.kind == "ward" else []
    if not any(set(each) - {OUTSIDE} for each in outcomes.values()):
        raise ProfileError([NONE_HERE.at("import", Place(next(iter(words))))])
    short = {handed.name: str(handed.path) for handed in request.files}
    counted = [OfFile(short[name], words[name], dict(outcomes[name])) for name in words]
    return Imported(edits.Edits(files), tuple(counted), tuple(said))


def _left_behind(request: Request, edition: Edition) -> Iterator[str]:
    """Which datasets are counted in older wards than these?"""
    for folder in sorted((request.project / "data/datasets").glob("*/")):
        year = described.wards_of(request.project, folder.name)
        if year and year < edition.year:
            yield (
                f"{folder.name} is counted in the wards of {year}: import all that it holds again, "
                f"together, to count it in those of {edition.year}."
            )


def _placed(
    request: Request, edition: Edition, here: dict[str, Edition]
) -> tuple[list[Outline], list[Problem]]:
    """The areas with the district that each lies in, and those whose name is not the register's."""
    areas = request.holdings.areas
    problems = list(_names(areas, edition))
    if edition.kind == "district":
        return [replace(one, within=one.code) for one in edition.shapes], problems
    unknown = [one for one in edition.shapes if not one.within and one.code not in areas]
    found = _districts(request, here, unknown) if unknown else {}
    if unknown and not found:
        what = f"The file does not say in which districts its {edition.kind}s lie."
        remedy = "Import the boundaries of districts (LAD) before these, or with them."
        problems.append(Fault(what, remedy).at("import", Place(unknown[0].file)))
    placed = [replace(one, within=_within(areas, one, found)) for one in edition.shapes]
    return placed, problems


def _within(areas: Areas, one: Outline, found: dict[str, str]) -> str:
    if one.within:
        return one.within
    known = areas[one.code].parent if one.code in areas else None
    return known or found.get(one.code, "")


def _districts(
    request: Request, here: dict[str, Edition], outlines: Sequence[Outline]
) -> dict[str, str]:
    """In which district most of each lies; none where no districts are drawn, and no wards that
    know theirs."""
    held = (
        edition
        for kind in ("district", "ward")
        for edition in (here.get(kind), polygons.newest(request.project, kind))
        if edition and (kind == "district" or all(one.within for one in edition.shapes))
    )
    drawn = next(held, None)
    if drawn is None:
        return {}
    tree = polygons.around(drawn.shapes)
    place, other = tree.query([one.drawn for one in outlines], predicate="intersects")
    mine = np.array([one.drawn for one in outlines])[place]
    shared = shapely.area(shapely.intersection(mine, tree.geometries[other]))
    around = [one.within if drawn.kind == "ward" else one.code for one in drawn.shapes]
    order = np.argsort(shared, kind="stable")
    return {outlines[place[n]].code: around[other[n]] for n in order}


def _names(areas: Areas, edition: Edition) -> Iterator[Problem]:
    """Codes that the register knows under another name."""
    for one in edition.shapes:
        if edition.kind == "LSOA" or one.code not in areas:
            continue
        known = areas[one.code]
        if plain(known.name) != plain(one.name) and known not in areas.called(one.name):
            what = f"{one.code} is {one.name} here, and {known.name} in {AREAS}."
            remedy = "See which is right: codes may have been filled down, or the area renamed "
            remedy += "(then add the other name to data/areas/names.csv)."
            yield Fault(what, remedy).at("import", Place(one.file))


def _wards(request: Request, edition: Edition) -> dict[str, bytes | None]:
    """The register with the wards of an edition, and with what became of the ones before."""
    areas, project = request.holdings.areas, request.project
    new = [one for one in edition.shapes if one.code not in areas]
    rows = [
        {"code": one.code, "name": one.name, "level": "ward", "parent": one.within} for one in new
    ]
    before = edits.now(project, EDITIONS)
    listed = [{"edition": str(edition.year), "code": one.code} for one in edition.shapes]
    told = (before or b"").decode().split()
    listed = [row for row in listed if f"{row['edition']},{row['code']}" not in told]
    found = became(areas, [*polygons.editions(project, "ward"), edition])
    return {
        AREAS: edits.with_rows(
            edits.now(project, AREAS), ("code", "name", "level", "parent", "start", "end"), rows
        ),
        EDITIONS: edits.with_rows(before, ("edition", "code"), listed),
        SUCCESSION: edits.with_rows(
            edits.now(project, SUCCESSION), ("old", "new", "date", "kind", "share"), found
        ),
    }


def _mapped(request: Request, edition: Edition) -> dict[str, bytes | None]:
    """The tiles of a map, with those of an edition's wards that have none."""
    before, columns = edits.now(request.project, TILES), ("code", "column", "row")
    return {TILES: edits.with_rows(before, columns, _tiles(request, edition))}


def _tiles(request: Request, edition: Edition) -> Iterator[dict[str, str]]:
    """A tile on the map of its district for each ward that has none, and one for each district on
    the map of all."""
    within: dict[str, dict[str, tuple[float, float]]] = {}
    for one in edition.shapes:
        within.setdefault(one.within, {})[one.code] = (one.drawn.centroid.x, one.drawn.centroid.y)
    districts = {
        code: tuple(np.mean(list(centres.values()), axis=0)) for code, centres in within.items()
    }
    for centres, columns in (
        (districts, MOST_DISTRICTS),
        *((w, MOST_WARDS) for w in within.values()),
    ):
        kept = {code: at for code, at in request.holdings.tiles.items() if code in centres}
        if len(kept) < len(centres):
            for code, (column, row) in tiled(centres, kept, columns).items():
                yield {"code": code, "column": str(column), "row": str(row)}


def _sentence(edition: Edition, kept: Edition) -> str:
    years = f"{edition.kind}s of {edition.year}"
    if len(kept.shapes) == len(edition.shapes):
        return f"{len(edition.shapes):,} {years} were read, and all of them kept."
    return f"{len(edition.shapes):,} {years} were read, and {len(kept.shapes):,} of them kept."
