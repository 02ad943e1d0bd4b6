"""Residents of wards and districts, worked out from the mid-year estimates of LSOAs; and those of
districts as published, which check the sums.

Each LSOA counts in the ward that holds the centre of its shape. A district has the sum of its
wards, so that one population serves every level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.importers import described, edits, lsoa_districts, mid_years, polygons
from generator.importers.described import Description
from generator.importers.district_residents import DistrictResidents, as_rows, checked, published_in
from generator.importers.handed import BOOKS, Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.lsoa_districts import LsoaDistricts
from generator.importers.lsoas import FIRST, Estimate, centres, estimates_in, missing
from generator.importers.mid_years import DATASET
from generator.importers.placing import placing
from generator.problems import Fault, Problem, ProfileError
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.datasets import OBSERVATION_COLUMNS

ENDINGS = (".csv", *BOOKS)
SOURCE = "LSOA-POPULATION"


def imported(request: Request) -> Imported:
    """What do these estimates make of the dataset? Raises ProfileError."""
    areas, site = request.holdings.areas, request.holdings.site
    root = areas[site.area] if site else None
    districts = (
        {d.code: d.name for d in areas.within(root, "district") if not d.end} if root else {}
    )
    lsoas = polygons.newest(request.project, "LSOA")
    names = {one.code: one.name for one in lsoas.shapes} if lsoas else {}
    published: list[DistrictResidents] = []
    lookups: list[LsoaDistricts] = []

    def read(handed: Handed, content: bytes) -> tuple[list[Estimate], list[Problem]]:
        if lookup := lsoa_districts.districts_in(handed, content):
            lookups.append(lookup)
            return [], []
        told = published_in(handed, content, areas, districts)
        if told is None:
            return estimates_in(names, handed, content)
        published.extend(told[0])
        return [], told[1]

    found, words, problems = each_read(request, read)
    problems += missing(found, names)
    if lookups and not found and not problems:
        what = "It says in which district LSOAs lie, and there are no residents of LSOAs."
        remedy = "Hand over the estimates of LSOAs together with it."
        problems = [Fault(what, remedy).at("import", lookups[0].handed.place)]
    if problems:
        raise ProfileError(problems)
    outside = _Outside(lookups, areas.outside(areas[code] for code in districts))
    made = _of_wards(request, found, words, outside) if found else Imported(edits.Edits({}), (), ())
    return _with_published(request, made, published, words, districts) if published else made


class _Outside(NamedTuple):
    """Where LSOAs lie, and the districts outside that are wanted."""

    lookups: Sequence[LsoaDistricts]
    wanted: Mapping[str, Area]


def _of_wards(
    request: Request, found: Sequence[Estimate], words: Mapping[str, str], outside: _Outside
) -> Imported:
    """The residents of wards and districts, from those of LSOAs."""
    lsoas, wards = (polygons.newest(request.project, kind) for kind in ("LSOA", "ward"))
    if lsoas is None or wards is None:
        none = Fault("There are no outlines to count LSOAs in.", FIRST)
        raise ProfileError([none.at("import", found[0].handed.place)])
    names = {one.code: one.name for one in lsoas.shapes}
    held = mid_years.in_wards(request.project, request.holdings.areas)
    placed = placing(request.project, DATASET, held, {f"mid-{one.year}" for one in found})
    wards = placed.wards or wards
    ward_of, far = centres(lsoas.shapes, wards.shapes)
    within = {ward.code: ward.within for ward in wards.shapes}
    files: dict[str, bytes | None] = {}
    more: list[str] = []
    used: dict[str, int] = {}
    for one in found:
        name = mid_years.file_of(one.year)
        sums, told = _elsewhere(request, one, outside)
        files[name] = _rows(one, ward_of, within, sums)
        more += told
        used |= sums
    said = [*_report(found), *more, *placed.said, *mid_years.revised(request.project, files)]
    said += [
        f"{names[code]} ({code}) has its centre in no ward: it counts in the nearest."
        for code in far
    ]
    counted = [
        OfFile(str(one.handed.path), words[one.handed.name], dict(one.outcomes)) for one in found
    ]
    counted += [
        OfFile(str(one.handed.path), words[one.handed.name], one.outcomes(used))
        for one in outside.lookups
    ]
    files |= _around(request, wards.year, [one.year for one in found])
    return Imported(edits.Edits(files), tuple(_by_file(counted)), tuple(said))


def _elsewhere(
    request: Request, one: Estimate, outside: _Outside
) -> tuple[dict[str, int], list[str]]:
    """The residents of districts outside in one year, and what is to be said of them."""
    if not outside.lookups:
        return {}, list(lsoa_districts.without_lookup(outside.wanted, one.year))
    return lsoa_districts.summed(one, outside.lookups, request.holdings.areas, outside.wanted)


def _with_published(
    request: Request,
    made: Imported,
    published: Sequence[DistrictResidents],
    words: Mapping[str, str],
    districts: Mapping[str, str],
) -> Imported:
    """What districts have as published: a check of the sums of LSOAs, or rows where there are
    none."""
    files = dict(made.edits.files)
    said, counted = list(made.said), list(made.counted)
    held = mid_years.in_wards(request.project, request.holdings.areas)
    for one in published:
        name = mid_years.file_of(one.year)
        counted.append(OfFile(str(one.handed.path), words[one.handed.name], dict(one.outcomes)))
        if name in files or f"mid-{one.year}" in held:
            said += checked(
                one, mid_years.sums(files.get(name) or edits.now(request.project, name)), districts
            )
            continue
        files[name] = as_rows(one)
        people = wording.number(sum(one.residents.values()))
        said.append(f"Mid-{one.year}: {people} residents of {len(one.residents)} districts.")
    if described.wards_of(request.project, DATASET) is None and not made.edits.files:
        files |= _around(request, None, [one.year for one in published])
    return Imported(edits.Edits(files), tuple(counted), tuple(said))


def _by_file(counted: Sequence[OfFile]) -> Iterator[OfFile]:
    """The years of one workbook together."""
    every: dict[str, OfFile] = {}
    for one in counted:
        before = every.get(one.word)
        sums = Counter(before.outcomes if before else {}) + Counter(one.outcomes)
        every[one.word] = one._replace(outcomes=dict(sums))
    yield from every.values()


def _rows(
    one: Estimate,
    ward_of: Mapping[str, str],
    within: Mapping[str, str],
    elsewhere: Mapping[str, int],
) -> bytes:
    """The residents of each ward and district as rows of the dataset."""
    sums: Counter[str] = Counter(dict.fromkeys((*within, *within.values()), 0))
    for code, people in one.residents.items():
        ward = ward_of[code]
        sums[ward] += people
        sums[within[ward]] += people
    sums.update(elsewhere)
    lines = [",".join(OBSERVATION_COLUMNS[:-1])]
    lines += [f"{area},P0M/{one.year}-06,residents,all,{sums[area]},," for area in sorted(sums)]
    return ("\n".join(lines) + "\n").encode()


def _around(request: Request, wards: int | None, found: Sequence[int]) -> dict[str, bytes | None]:
    """The description, the topic and the source of the dataset, where there are none yet."""
    years = sorted(map(str, found))
    row = {
        "id": SOURCE,
        "publisher": "Office for National Statistics",
        "document": "Lower layer Super Output Area population estimates",
        "title": "Residents of each LSOA, worked to wards by the centres of LSOAs",
        "date": years[-1] if years else "",
        "shown_as": "dataset",
    }
    return described.around(
        request.project, DATASET, Description(SOURCE, wards, {}), row, request.holdings.subjects
    )


def _report(found: Sequence[Estimate]) -> Iterator[str]:
    for one in found:
        total = wording.number(sum(one.residents.values()))
        lsoas = wording.number(len(one.residents))
        told = f"Mid-{one.year}: {total} residents of {lsoas} LSOAs"
        yield f"{told}, counted in the wards that hold their centres."
