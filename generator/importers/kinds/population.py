"""Residents of wards and districts, worked out from the mid-year estimates of LSOAs; and those of
districts as published, which check the sums.

Each LSOA counts in the ward that holds the centre of its shape. A district has the sum of its
wards, so that one population serves every level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.importers import described, edits, mid_years, polygons
from generator.importers.described import Description
from generator.importers.district_residents import DistrictResidents, as_rows, checked, published_in
from generator.importers.handed import BOOKS, Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.lsoas import FIRST, Estimate, centres, estimates_in, missing
from generator.importers.mid_years import DATASET
from generator.importers.placing import placing
from generator.problems import Fault, Problem, ProfileError
from generator.terms import wording
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

    def read(handed: Handed, content: bytes) -> tuple[list[Estimate], list[Problem]]:
        told = published_in(handed, content, areas, districts)
        if told is None:
            return estimates_in(names, handed, content)
        published.extend(told[0])
        return [], told[1]

    found, words, problems = each_read(request, read)
    problems += missing(found, names)
    if problems:
        raise ProfileError(problems)
    made = _of_wards(request, found, words) if found else Imported(edits.Edits({}), (), ())
    return _with_published(request, made, published, words, districts) if published else made


def _of_wards(request: Request, found: Sequence[Estimate], words: Mapping[str, str]) -> Imported:
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
    files: dict[str, bytes | None] = {
        mid_years.file_of(one.year): _rows(one, ward_of, within) for one in found
    }
    said = [*_report(found), *placed.said, *mid_years.revised(request.project, files)]
    said += [
        f"{names[code]} ({code}) has its centre in no ward: it counts in the nearest."
        for code in far
    ]
    counted = [
        OfFile(str(one.handed.path), words[one.handed.name], dict(one.outcomes)) for one in found
    ]
    files |= _around(request, wards.year, [one.year for one in found])
    return Imported(edits.Edits(files), tuple(_by_file(counted)), tuple(said))


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


def _rows(one: Estimate, ward_of: Mapping[str, str], within: Mapping[str, str]) -> bytes:
    """The residents of each ward and district as rows of the dataset."""
    sums: Counter[str] = Counter(dict.fromkeys((*within, *within.values()), 0))
    for code, people in one.residents.items():
        ward = ward_of[code]
        sums[ward] += people
        sums[within[ward]] += people
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
    return (
        described.dataset_file(request.project, DATASET, Description(SOURCE, wards, {}))
        | described.topic_file(request.project, DATASET, request.holdings.subjects)
        | described.source_row(request.project, row)
    )


def _report(found: Sequence[Estimate]) -> Iterator[str]:
    for one in found:
        total = wording.number(sum(one.residents.values()))
        lsoas = wording.number(len(one.residents))
        told = f"Mid-{one.year}: {total} residents of {lsoas} LSOAs"
        yield f"{told}, counted in the wards that hold their centres."
