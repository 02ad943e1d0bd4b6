"""Towns and villages of OS Open Names, with the district and the ward in which each lies.

Rows of data/areas/places.csv that an earlier import wrote are written anew; those that people
typed stay as they are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

import shapely

from generator.importers import described, edits, nearby
from generator.importers.handed import Handed
from generator.importers.importing import Imported, Request, each_read
from generator.importers.log import OfFile
from generator.importers.opennames import OpenNames, Populated, tile_in
from generator.problems import Fault, Problem, ProfileError
from generator.reading.finding import PLACES
from generator.terms import wording
from generator.terms.areas import Areas, plain
from generator.terms.finding import Settlement

ENDINGS = (".csv",)
SOURCE = "os-open-names"
COLUMNS = ("place", "area", "source")
KEPT, OUTSIDE, OTHERS, TWICE, TYPED = (
    "kept",
    "outside the districts of the site",
    "set aside: no town or village",
    "set aside: the same place again",
    "set aside: typed by hand",
)


def imported(request: Request) -> Imported:
    """What do these tiles make of the list of places? Raises ProfileError."""
    read, words, problems = each_read(request, _tile)
    if problems:
        raise ProfileError(problems)
    tiles = dict(read)
    found = [one for tile in tiles.values() for one in tile.places]
    around = _around(request, found)
    if not any(around):
        fault = Fault("No place in it lies in a district of the site.", "Download other tiles.")
        raise ProfileError([fault.at("import", request.files[0].place)])
    typed = [one for one in request.holdings.findable.settlements if one.source != SOURCE]
    kept, outcomes = _kept(request.holdings.areas, found, around, typed)
    for name, tile in tiles.items():
        outcomes[name] += Counter({OTHERS: tile.others})
    counted = [
        OfFile(str(one.path), words[one.name], dict(outcomes[one.name]))
        for one in request.files
        if outcomes[one.name].keys() - {OUTSIDE, OTHERS}
    ]
    files: dict[str, bytes | None] = {PLACES: _with(edits.now(request.project, PLACES), kept)}
    files |= described.edition_row(
        request.project, "OPEN-NAMES", "Ordnance Survey", "OS Open Names", described.this_year()
    )
    return Imported(edits.Edits(files), tuple(counted), tuple(_report(tiles, counted, kept)))


def _tile(handed: Handed, content: bytes) -> tuple[list[tuple[str, OpenNames]], list[Problem]]:
    tile, fault = tile_in(handed, content)
    return [(handed.name, tile)], [fault.at("import", handed.place)] if fault else []


def _around(request: Request, found: Sequence[Populated]) -> list[tuple[str, ...]]:
    """The areas of each: the ward in which it lies and its district by name, where that is another;
    the district alone of a town or where no ward is drawn."""
    areas = request.holdings.areas
    ground = nearby.ground_of(request.project, areas)
    points = shapely.points([one.east for one in found], [one.north for one in found])
    drawn = nearby.near(points, ground, 0) if ground else [()] * len(found)
    names = {one.district for one in found}
    named = {name: nearby.district_called(request.holdings, name) for name in names}
    told = []
    for one, codes in zip(found, drawn, strict=True):
        here = [nearby.district_of(areas, code) for code in codes] if one.is_large else codes
        told.append(tuple(dict.fromkeys(nearby.with_own(areas, named[one.district], here))))
    return told


def _kept(
    areas: Areas,
    found: Sequence[Populated],
    around: Sequence[tuple[str, ...]],
    typed: Collection[Settlement],
) -> tuple[list[Settlement], defaultdict[str, Counter[str]]]:
    """The rows of the list, and what became of each place by file."""

    def key(name: str, area: str) -> tuple[str, str]:
        return plain(name), nearby.district_of(areas, area)

    by_hand = {key(one.place, one.area) for one in typed if one.area in areas}
    kept: dict[tuple[str, str], Settlement] = {}
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, codes in zip(found, around, strict=True):
        pairs = [(name, code) for name in one.names for code in codes]
        left = [pair for pair in pairs if key(*pair) not in by_hand]
        new = {(plain(n), code): Settlement(n, code, SOURCE) for n, code in left}
        new = {word: row for word, row in new.items() if word not in kept}
        outcome = OUTSIDE if not codes else TYPED if not left else KEPT if new else TWICE
        outcomes[one.file][outcome] += 1
        kept |= new
    return sorted(kept.values(), key=lambda row: (plain(row.place), row.area)), outcomes


def _with(content: bytes | None, kept: Sequence[Settlement]) -> bytes:
    """The list with these in the place of those that an earlier import wrote."""
    rows = list(csv.DictReader(io.StringIO((content or b"").decode("utf-8-sig"), newline="")))
    typed = [row for row in rows if row.get("source") != SOURCE]
    names = list(dict.fromkeys((*(rows[0] if rows else ()), *COLUMNS)))
    told = io.StringIO()
    writer = csv.DictWriter(told, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(typed)
    writer.writerows({"place": o.place, "area": o.area, "source": o.source} for o in kept)
    return told.getvalue().encode()


def _report(
    tiles: dict[str, OpenNames], counted: Sequence[OfFile], kept: Sequence[Settlement]
) -> Iterator[str]:
    sums: Counter[str] = sum((Counter(one.outcomes) for one in counted), Counter())
    read, number = sum(one.read for one in counted), wording.number
    yield f"{number(read)} names were read:"
    yield from (f"  {number(n)} {outcome}." for outcome, n in sorted(sums.items()))
    yield f"The finder knows {number(len(kept))} of them now, by each area that they lie in."
    if len(tiles) > len(counted):
        others = sum(len(one.places) + one.others for one in tiles.values()) - read
        told = f"{number(len(tiles) - len(counted))} more files hold no place of the site's"
        yield f"{told} districts, and {number(others)} names."
