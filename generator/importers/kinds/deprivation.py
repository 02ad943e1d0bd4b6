"""The Index of Multiple Deprivation by small area: how many residents of each ward live in which
fifth of England's areas.

Two files are handed over: the index, and the residents of LSOAs to weigh it with. Each LSOA counts
in the ward that holds the centre of its shape, as its residents do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from generator.importers import described, edits, mid_years, polygons, workbooks
from generator.importers.described import Description
from generator.importers.handed import AGAIN, BOOKS, Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.lsoas import (
    FIRST,
    KEPT,
    OUTSIDE,
    Estimate,
    centres,
    estimates_in,
    lacking,
    missing,
)
from generator.importers.placing import placing
from generator.problems import Fault, Problem, ProfileError
from generator.terms import wording
from generator.terms.datasets import OBSERVATION_COLUMNS

ENDINGS = (".csv", *BOOKS)
DATASET = "ward-deprivation"
CODE = re.compile(r"LSOA code \(20\d\d\)", re.I)
ABOUT = r"Index of Multiple Deprivation \(IMD\)"
DECILE = re.compile(rf"{ABOUT} Decile \(where 1 is most deprived.*", re.I)
RANK = re.compile(rf"{ABOUT} Rank \(where 1 is most deprived\)", re.I)
YEAR = re.compile(r"(?:IoD|IMD) ?(20)?(\d\d)(?!\d)", re.I)
BOTH = "Hand over the index and the residents of LSOAs together."
FIFTHS = range(1, 6)


class Index(NamedTuple):
    """The fifth of each LSOA of the area, 1 the most deprived."""

    handed: Handed
    year: int
    fifths: dict[str, int]
    outcomes: Counter[str]


def imported(request: Request) -> Imported:
    """What do the index and the residents make of the dataset? Raises ProfileError."""
    lsoas, wards = (polygons.newest(request.project, kind) for kind in ("LSOA", "ward"))
    if lsoas is None or wards is None:
        none = Fault("There are no outlines to count LSOAs in.", FIRST)
        raise ProfileError([none.at("import", request.files[0].place)])
    index, people, words = _read(request, {one.code: one.name for one in lsoas.shapes})
    folder = f"data/datasets/{DATASET}"
    held = {path.stem for path in (request.project / folder).glob("*.csv")}
    placed = placing(request.project, DATASET, held, {str(index.year)})
    wards = placed.wards or wards
    ward_of, _ = centres(lsoas.shapes, wards.shapes)
    within = {ward.code: ward.within for ward in wards.shapes}
    sums = _sums(index, people, ward_of, within)
    if problem := _other_residents(request, people, sums):
        raise ProfileError([problem])
    files: dict[str, bytes | None] = {f"{folder}/{index.year}.csv": _rows(index, sums)}
    files |= _around(request, wards.year, index.year, people.year)
    counted = [
        OfFile(str(one.handed.path), words[one.handed.name], dict(one.outcomes))
        for one in (index, people)
    ]
    return Imported(edits.Edits(files), tuple(counted), (*_told(index, people), *placed.said))


def _read(request: Request, names: Mapping[str, str]) -> tuple[Index, Estimate, Mapping[str, str]]:
    """The index, the newest residents of LSOAs, and the words for the contents of files."""

    def read(handed: Handed, content: bytes) -> tuple[list[Index | Estimate], list[Problem]]:
        index, problems = _index(names, handed, content)
        if index is None and not problems:
            estimates, problems = estimates_in(names, handed, content)
            return list(estimates), problems
        return [index] if index else [], problems

    found, words, problems = each_read(request, read)
    indices = [one for one in found if isinstance(one, Index)]
    estimates = [one for one in found if isinstance(one, Estimate)]
    problems += missing(estimates, names)
    if not problems and (len(indices) != 1 or not estimates):
        what = "There must be one index, and the residents of LSOAs."
        problems = [Fault(what, BOTH).at("import", request.files[0].place)]
    if problems:
        raise ProfileError(problems)
    return indices[0], max(estimates, key=lambda one: one.year), words


def _index(
    names: Mapping[str, str], handed: Handed, content: bytes
) -> tuple[Index | None, list[Problem]]:
    """What the index says of the site's LSOAs; nothing where it is another table."""
    tables, _ = workbooks.tables_in(handed, content, CODE)
    found = [(table, _columns(table.header)) for table in tables]
    table, columns = next((one for one in found if None not in one[1]), (None, []))
    if table is None:
        return None, []
    code, rank, decile = (n or 0 for n in columns)
    last = max((int(c[rank]) for _, c in table.rows if c[rank].isdigit()), default=0)
    year = YEAR.search(table.name) or YEAR.search(handed.path.name)
    if not year:
        what = "Neither the file nor its sheet says of which year the index is."
        remedy = "Put it into the name of the file: IoD2025.xlsx."
        return None, [Fault(what, remedy).at("import", handed.place)]
    index = Index(handed, 2000 + int(year[2]), {}, Counter())
    if index.year > datetime.now(UTC).year:
        what = f"There can be no index of {index.year} yet."
        return None, [Fault(what, "Give the file the name it had.").at("import", handed.place)]
    problems = []
    for row, cells in table.rows:
        if cells[code] not in names:
            index.outcomes[OUTSIDE] += 1
        elif cells[code] in index.fifths:
            what = f"{cells[code]} stands twice."
            problems.append(Fault(what, AGAIN, row).at("import", handed.place))
        elif not _fits(cells[decile], cells[rank], last):
            what = f'"{cells[decile]}" is not the tenth in which the rank "{cells[rank]}" lies.'
            problems.append(Fault(what, AGAIN, row).at("import", handed.place))
        else:
            index.fifths[cells[code]] = (int(cells[decile]) + 1) // 2
            index.outcomes[KEPT] += 1
    return index, problems or list(_without(index, names))


def _columns(header: tuple[str, ...]) -> list[int | None]:
    """In which columns the codes, the ranks and the tenths stand."""
    return [
        next((n for n, cell in enumerate(header) if wanted.fullmatch(cell)), None)
        for wanted in (CODE, RANK, DECILE)
    ]


def _fits(decile: str, rank: str, last: int) -> bool:
    """Is this the tenth of all ranks that a rank lies in, but for the edge of two?"""
    if not re.fullmatch(r"10|[1-9]", decile) or not rank.isdigit():
        return False
    return (int(decile) - 1) * last / 10 - 1 <= int(rank) <= int(decile) * last / 10 + 1


def _without(index: Index, names: Mapping[str, str]) -> Iterator[Problem]:
    remedy = "The index and the boundaries may be of different years: import both anew."
    for what in lacking(names, index.fifths, "in it"):
        yield Fault(what, remedy).at("import", index.handed.place)


def _sums(
    index: Index, people: Estimate, ward_of: Mapping[str, str], within: Mapping[str, str]
) -> dict[str, Counter[int]]:
    """The residents of each ward and district by fifth."""
    sums: dict[str, Counter[int]] = {code: Counter() for code in (*within, *within.values())}
    for code, fifth in index.fifths.items():
        ward = ward_of[code]
        for area in (ward, within[ward]):
            sums[area][fifth] += people.residents[code]
    return sums


def _other_residents(
    request: Request, people: Estimate, sums: Mapping[str, Counter[int]]
) -> Problem | None:
    """Are the residents others than those that the site holds of the same year?"""
    held = mid_years.sums(edits.now(request.project, mid_years.file_of(people.year)))
    differing = [code for code in sums if code in held and held[code] != sums[code].total()]
    if not differing:
        return None
    code = min(differing)
    here, there = (wording.number(n) for n in (sums[code].total(), held[code]))
    name = request.holdings.areas[code].name
    what = f"{name} has {here} residents of mid-{people.year} here, and {there} on the site."
    remedy = "Hand over the file that was imported as population, or import this one first."
    return Fault(what, remedy).at("import", people.handed.place)


def _rows(index: Index, sums: Mapping[str, Counter[int]]) -> bytes:
    """The residents of each ward and district as rows of the dataset."""
    lines = [",".join(OBSERVATION_COLUMNS[:-1])]
    for area in sorted(sums):
        start = f"{area},P12M/{index.year}-12"
        lines.append(f"{start},everyone,all,{sums[area].total()},,")
        lines += [f"{start},residents,fifth-{n},{sums[area][n]},," for n in FIFTHS]
    return ("\n".join(lines) + "\n").encode()


def _told(index: Index, people: Estimate) -> Iterator[str]:
    """What was read, in sentences."""
    most = [code for code, fifth in index.fifths.items() if fifth == 1]
    every = sum(people.residents[code] for code in index.fifths)
    share = 100 * sum(people.residents[code] for code in most) / every if every else 0.0
    yield (
        f"Index of {index.year}: {wording.number(len(most))} of "
        f"{wording.number(len(index.fifths))} LSOAs are among the most deprived fifth of England, "
        f"with {wording.percent(share, 1)} of the residents of mid-{people.year}."
    )


def _around(request: Request, wards: int, year: int, people: int) -> dict[str, bytes | None]:
    """The description, the topic and the source of the dataset, where there are none yet."""
    source = f"IOD-{year}"
    row = {
        "id": source,
        "publisher": "Ministry of Housing, Communities and Local Government",
        "document": f"English Indices of Deprivation {year}",
        "section": "File 1",
        "title": f"Index of Multiple Deprivation by LSOA, with the residents of mid-{people}",
        "date": str(year),
        "shown_as": "dataset",
    }
    return described.around(
        request.project, DATASET, Description(source, wards, {}), row, request.holdings.subjects
    )
