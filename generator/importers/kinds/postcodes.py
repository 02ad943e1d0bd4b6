"""A lookup from postcodes to the areas around them, in a file for each outward code.

Of the country's postcodes, or of a file of them. A build reads the lookup and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import shapely

from generator.importers import described, edits, national_postcodes, nearby
from generator.importers.handed import Handed, word_of
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.months.counted import Ground
from generator.importers.postcodelists import Postcode, PostcodeList, listed_in
from generator.problems import Fault, Place, Problem, ProfileError
from generator.reading.finding import COLUMNS, FOLDER
from generator.terms import wording
from generator.terms.finding import split

ENDINGS = (".csv",)
NEEDS_FILES = False
# A postcode is a street or so: within so many metres of a boundary it may lie on both sides.
NEAR = 100
KEPT, OUTSIDE, ODD = "kept", "outside the districts of the site", "set aside: of another form"


def imported(request: Request) -> Imported:
    """What do these postcodes make of the lookup? Raises ProfileError."""
    lists, words, year = _handed(request) if request.files else _national(request)
    found = [one for listed in lists.values() for one in listed.postcodes]
    request.progress("Looking up where they lie")
    around = _around(request, found)
    if not any(around):
        fault = Fault("No postcode in it lies in a district of the site.", "Hand over others.")
        raise ProfileError([fault.at("import", Place(next(iter(lists))))])
    short = {one.name: str(one.path) for one in request.files}
    counted, place = [], 0
    for name, listed in lists.items():
        here = around[place : place + len(listed.postcodes)]
        place += len(here)
        outcomes = Counter({KEPT: sum(map(bool, here)), OUTSIDE: sum(not c for c in here)})
        outcomes += listed.aside
        counted.append(OfFile(short.get(name, name), words[name], dict(outcomes)))
    kept = {one: codes for one, codes in zip(found, around, strict=True) if codes}
    files: dict[str, bytes | None] = dict(_files(kept))
    if not request.files:
        held = (request.project / FOLDER).glob("*.csv")
        files = dict.fromkeys((f"{FOLDER}/{path.name}" for path in held), None) | files
    files |= described.edition_row(
        request.project, "POSTCODES", "Office for National Statistics", "Postcode Directory", year
    )
    return Imported(edits.Edits(files), tuple(counted), tuple(_report(request, kept)))


def _national(request: Request) -> tuple[dict[str, PostcodeList], dict[str, str], str]:
    """The country's postcodes in the districts of the site, by the name of the package."""
    request.progress("Reading the country's postcodes")
    rows = national_postcodes.postcodes(nearby.districts(request.holdings))
    told = (
        Postcode(*parts, float(east), float(north), district)
        for code, district, east, north in zip(
            *(rows[name] for name in ("code", "district", "easting", "northing")), strict=True
        )
        if (parts := split(code))
    )
    listed = tuple(told)
    aside = Counter({ODD: len(rows) - len(listed)} if len(listed) < len(rows) else {})
    released = national_postcodes.released()
    name = f"{national_postcodes.PACKAGE} ({released})"
    word = word_of(rows.to_csv(index=False).encode())
    return {name: PostcodeList(listed, aside)}, {name: word}, released[:4]


def _handed(request: Request) -> tuple[dict[str, PostcodeList], dict[str, str], str]:
    """The postcodes of each file, by its name, and the year of the import."""
    read, words, problems = each_read(request, _list)
    lists = dict(read)
    every = Counter(one[:3] for listed in lists.values() for one in listed.postcodes)
    twice = [parts for parts, times in every.items() if times > 1]
    if twice and not problems:
        outward, digit, unit = twice[0]
        fault = Fault(f"{outward} {digit}{unit} stands in two of the files.", "Hand over one.")
        problems.append(fault.at("import", request.files[-1].place))
    if problems:
        raise ProfileError(problems)
    return lists, words, described.this_year()


def _list(handed: Handed, content: bytes) -> tuple[list[tuple[str, PostcodeList]], list[Problem]]:
    listed, fault = listed_in(handed, content)
    return [(handed.name, listed)], [fault.at("import", handed.place)] if fault else []


def _around(request: Request, found: Sequence[Postcode]) -> list[tuple[str, ...]]:
    """The areas in which, or near which, each lies; none for those outside the site.

    Without outlines they are the districts of the postcodes around it.
    """
    areas, mine = request.holdings.areas, set(nearby.districts(request.holdings))
    points = shapely.points([one.east for one in found], [one.north for one in found])
    own = np.array([one.district for one in found], dtype=object)
    is_mine = np.isin(own, list(mine))
    ground = nearby.ground_of(request.project, areas)
    if ground is None and not is_mine.any():
        what = "Nothing says in which districts these postcodes lie."
        remedy = "Import the boundaries of districts or wards first, or postcodes without a file."
        raise ProfileError([Fault(what, remedy).at("import", Place("import"))])
    if ground is None:
        ground = Ground(tuple(own[is_mine]), shapely.STRtree(points[is_mine]))
    around = nearby.near(points, ground, NEAR)
    return [
        nearby.with_own(areas, district, codes) if district in mine or not district else ()
        for district, codes in zip(own, around, strict=True)
    ]


def _files(kept: dict[Postcode, tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
    """A file for each outward code: a row for each sector and each set of areas."""
    rows: dict[str, dict[tuple[str, tuple[str, ...]], list[str]]] = {}
    for one, codes in kept.items():
        of_outward = rows.setdefault(one.outward, {})
        of_outward.setdefault((f"{one.outward} {one.digit}", codes), []).append(one.unit)
    for outward, sectors in rows.items():
        lines = [",".join(COLUMNS)]
        lines += [
            f"{sector},{' '.join(sorted(units))},{' '.join(codes)}"
            for (sector, codes), units in sorted(sectors.items())
        ]
        yield f"{FOLDER}/{outward.lower()}.csv", ("\n".join(lines) + "\n").encode()


def _report(request: Request, kept: dict[Postcode, tuple[str, ...]]) -> Iterator[str]:
    areas, number = request.holdings.areas, wording.number
    yield f"{number(len(kept))} postcodes lead to an area."
    districts = ({nearby.district_of(areas, c) for c in codes} for codes in kept.values())
    near, several = _of_several(kept.values()), _of_several(districts)
    yield (
        f"{number(near)} of them are so near a boundary that they lead to several areas, and "
        f"{number(several)} to several districts."
    )


def _of_several(codes: Iterable[Sequence[str] | set[str]]) -> int:
    return sum(len(one) > 1 for one in codes)
