"""Outlines of districts and wards, worked out from the postcodes that lie in each.

They look like the places and are none of a publisher's boundaries: good for a map that says so,
and never for on which side of a road something lies. Wards need their boundaries imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from generator.importers import edits, polygons
from generator.importers.handed import word_of
from generator.importers.importing import Imported, Request
from generator.importers.log import OfFile
from generator.importers.national_postcodes import PACKAGE, postcodes, released
from generator.importers.shapes import Edition
from generator.importers.tracing import Grain, traced
from generator.problems import Place, Problem, ProfileError
from generator.reading.outlines import FILES
from generator.terms import wording

ENDINGS = ()
NEEDS_FILES = False
DISTRICTS, WARDS = Grain(150, 700), Grain(100, 250)
# Postcodes so many metres outside say where the area ends.
AROUND = 3000
KEPT, NO_WARD, NEIGHBOUR = "kept", "set aside: in no ward", "of districts around"
ABOUT = (
    "Outlines worked out from the postcodes that lie in each area, in metres of the British "
    "National Grid: generalised, and no publisher's boundaries."
)
ATTRIBUTION = (
    "Adapted from data from the Office for National Statistics licensed under the Open Government "
    "Licence v.3.0. Contains OS data © Crown copyright and database right {year}. Contains Royal "
    "Mail data © Royal Mail copyright and database right {year}."
)


def imported(request: Request) -> Imported:
    """Which outlines do the postcodes make? Raises ProfileError."""
    districts = _districts(request)
    request.progress("Reading postcodes")
    found = postcodes(districts, AROUND)
    is_mine = found["district"].isin(list(districts))
    missing = sorted(districts.keys() - set(found["district"]))
    if missing:
        raise ProfileError([_without_postcodes(districts[code], code) for code in missing])
    request.progress("Working out outlines")
    drawn = traced(found.assign(area=found["district"].where(is_mine, "")), DISTRICTS)
    files: dict[str, bytes | None] = {FILES[0]: _file(districts, drawn)}
    said = [_sentence("districts", drawn)]
    lost = pd.Series(False, found.index)
    wards = polygons.newest(request.project, "ward")
    if wards is None:
        said.append("Wards have none: import their boundaries first, then run this again.")
    else:
        named = {one.code: one.name for one in wards.shapes if one.within in districts}
        area = _wards_of(found, wards).where(is_mine, "")
        lost = (area == "") & found["district"].isin({one.within for one in wards.shapes})
        drawn = traced(found.assign(area=area)[~lost], WARDS)
        files[FILES[1]] = _file(named, drawn)
        said += [_sentence(f"wards of {wards.year}", drawn), *_without_outline(named, drawn)]
    outcomes = {KEPT: int((is_mine & ~lost).sum()), NO_WARD: int(lost.sum())}
    outcomes[NEIGHBOUR] = int((~is_mine).sum())
    word = word_of(found.to_csv(index=False).encode())
    counted = OfFile(f"{PACKAGE} of {released()}", word, {k: n for k, n in outcomes.items() if n})
    return Imported(edits.Edits(files), (counted,), tuple(said))


def _districts(request: Request) -> dict[str, str]:
    """The names of the site's districts of today by their codes."""
    site, areas = request.holdings.site, request.holdings.areas
    root = areas[site.area] if site and site.area in areas else None
    found = [one for one in areas.within(root, "district") if not one.end] if root else []
    if not found:
        what = "There are no districts in the area of the site."
        remedy = "Give each a row in data/areas/areas.csv, and see the area in data/site.yml."
        raise ProfileError([Problem("import", Place("data/areas/areas.csv"), what, remedy)])
    return {one.code: one.name for one in found}


def _without_postcodes(name: str, code: str) -> Problem:
    what = f"No postcode lies in {name} ({code})."
    remedy = "See whether that is its code of today: a district that is no more has an end."
    return Problem("import", Place("data/areas/areas.csv"), what, remedy)


def _wards_of(found: pd.DataFrame, wards: Edition) -> pd.Series:
    """The code of the ward around each postcode; blank where there is none."""
    tree = polygons.around(wards.shapes)
    places = shapely.points(found[["easting", "northing"]].to_numpy())
    place, ward = tree.query(places, predicate="within")
    codes = np.full(len(found), "", dtype=object)
    codes[place] = [wards.shapes[n].code for n in ward]
    return pd.Series(codes, found.index)


def _without_outline(named: Mapping[str, str], drawn: Mapping[str, BaseGeometry]) -> Iterator[str]:
    for code in sorted(named.keys() - drawn.keys()):
        yield f"No postcode lies in {named[code]} ({code}): it has no outline."


def _sentence(kind: str, drawn: Mapping[str, BaseGeometry]) -> str:
    corners = wording.number(shapely.get_num_coordinates(list(drawn.values())).sum())
    return f"{len(drawn):,} {kind} are outlined by {corners} points."


def _file(named: Mapping[str, str], drawn: Mapping[str, BaseGeometry]) -> bytes:
    """The file in which outlines are kept: GeoJSON but for its metres, one area a line."""
    told = {"type": "FeatureCollection", "about": ABOUT}
    told["attribution"] = ATTRIBUTION.format(year=released()[:4])
    features = [_feature(code, named[code], drawn[code]) for code in sorted(drawn)]
    head = json.dumps(told, ensure_ascii=False)[:-1]
    return (f'{head}, "features": [\n' + ",\n".join(features) + "\n]}\n").encode()


def _feature(code: str, name: str, outline: BaseGeometry) -> str:
    # SVG leaves holes open whose corners run the other way round.
    parts = shapely.get_parts(shapely.orient_polygons(outline))
    rings = [[one.exterior, *one.interiors] for one in parts]
    corners = [[np.array(ring.coords, int).tolist() for ring in part] for part in rings]
    told = {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": corners},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
