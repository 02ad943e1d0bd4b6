"""The outlines in a file of boundaries: GeoJSON or TopoJSON, in degrees or in metres.

Everything is turned into metres of the British National Grid, so that distances and areas are true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from generator.importers.handed import AGAIN, Handed
from generator.problems import Fault, Place, Problem

DEGREES, METRES = "EPSG:4326", "EPSG:27700"
# What is drawn in each kind of file: the column of its codes begins with these letters.
KINDS = {"WD": "ward", "LAD": "district", "LSOA": "LSOA"}
CODE = re.compile(r"(WD|LAD|LSOA)(\d\d)CD")
# Where England and Wales lie: west, south, east, north.
IN_DEGREES, IN_METRES = (-9.5, 49.0, 2.5, 61.5), (-100_000, -100_000, 700_000, 1_300_000)
# How much of an area may change where an outline that touches itself is mended.
MOST_MENDED = 0.001
TRUE_CODE = re.compile(r"[A-Z]\d{8}")


@dataclass(frozen=True, slots=True)
class Outline:
    """One area of an edition with its outline, in metres of the National Grid.

    ``within`` is the code of its district, where the file says it.
    """

    code: str
    name: str
    within: str
    drawn: BaseGeometry
    file: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What one file draws: wards, districts or LSOAs, as they were in a year."""

    kind: str
    year: int
    shapes: tuple[Outline, ...]


@lru_cache
def to_metres() -> Transformer:
    """From degrees to metres: longitude and latitude in that order."""
    return Transformer.from_crs(DEGREES, METRES, always_xy=True)


def edition_in(handed: Handed, content: bytes) -> tuple[Edition | None, list[Problem]]:
    """Which edition of which boundaries does a file hold, and what is wrong with it?"""
    place = handed.place
    features, fault = _features(content)
    fault = fault or _kind_fault(features)
    if fault:
        return None, [fault.at("import", place)]
    column, letters, year = _column(features[0])
    shapes, problems = [], []
    for feature in features:
        found = _shape(feature, column, handed.name)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            shapes.append(found)
    problems += _mixed(shapes, place, features)
    edition = Edition(KINDS[letters], 2000 + int(year), tuple(shapes)) if shapes else None
    return edition, problems


def _features(content: bytes) -> tuple[list[dict[str, Any]], Fault | None]:
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError):
        return [], Fault("The file is no GeoJSON and no TopoJSON.", AGAIN)
    except json.JSONDecodeError as error:
        start = content.lstrip()[:1]
        is_cut = start == b"{" and error.pos >= len(error.doc.rstrip()) - 2
        if start == b"<":
            return [], Fault("The file is a web page, whatever its name says.", AGAIN)
        what = "The file ends in the middle." if is_cut else f"The file is no JSON: {error.msg}."
        return [], Fault(what, AGAIN)
    try:
        features = list(_listed(told))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError):
        features = []
    if not features:
        what = "The file holds no areas with outlines."
        return [], Fault(what, "Download the boundaries as GeoJSON or TopoJSON.")
    return features, None


def _listed(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The features, of either format, each with its properties and a GeoJSON geometry."""
    if told["type"] == "FeatureCollection":
        for feature in told["features"]:
            yield {"of": dict(feature["properties"] or {}), "geometry": feature["geometry"]}
    elif told["type"] == "Topology":
        arcs = _arcs(told)
        for drawn in told["objects"].values():
            for one in drawn.get("geometries", [drawn]):
                geometry = {"type": one["type"], "coordinates": _rings(one, arcs)}
                yield {"of": dict(one.get("properties") or {}), "geometry": geometry}


def _arcs(told: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """The lines of a TopoJSON, unpacked: whole numbers there are steps on a grid."""
    grid = told.get("transform")
    if not grid:
        return [[(x, y) for x, y, *_ in arc] for arc in told["arcs"]]
    scale, start = np.array(grid["scale"]), np.array(grid["translate"])
    return [
        list(map(tuple, np.cumsum(np.array(arc), axis=0) * scale + start)) for arc in told["arcs"]
    ]


def _rings(one: Mapping[str, Any], arcs: list[list[tuple[float, float]]]) -> Any:
    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        for number in numbers:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            found += line[1:] if found else line
        return found

    if one["type"] == "Polygon":
        return [ring(numbers) for numbers in one["arcs"]]
    return [[ring(numbers) for numbers in part] for part in one["arcs"]]


def _column(feature: Mapping[str, Any]) -> tuple[str, str, str]:
    """The column of the codes: wards before districts, which stand beside them as well."""
    found = {m[1]: (name, m[1], m[2]) for name in feature["of"] if (m := CODE.fullmatch(name))}
    return next((found[letters] for letters in KINDS if letters in found), ("", "", ""))


def _kind_fault(features: list[dict[str, Any]]) -> Fault | None:
    columns = {_column(feature)[0] for feature in features}
    if columns == {""}:
        what = "No area has a code in a column such as WD25CD, LAD25CD or LSOA21CD."
        return Fault(what, "Download the boundaries of wards, districts or LSOAs from the ONS.")
    if len(columns) > 1:
        told = " and ".join(sorted(columns - {""})) or "areas without a code"
        return Fault(f"The file mixes editions: {told}.", "Import one edition a time.")
    return None


def _shape(feature: Mapping[str, Any], column: str, file: str) -> Outline | Problem:
    """One area, or what is wrong with it."""
    told = feature["of"]
    code, name = str(told.get(column) or "").strip(), _name(told, column)
    who = f"{name} ({code})" if name else code
    if not TRUE_CODE.fullmatch(code):
        fault = Fault(f'"{code}" is no code of an area.', "Download the file again.")
        return fault.at("import", Place(file))
    outline, why = _outline(feature["geometry"], who)
    if why:
        return why.at("import", Place(file))
    within = next((str(told[key]) for key in told if re.fullmatch(r"LAD\d\dCD", key)), "")
    return Outline(code, name or code, "" if column.startswith("LAD") else within, outline, file)


def _name(told: Mapping[str, Any], column: str) -> str:
    return str(told.get(f"{column.removesuffix('CD')}NM") or "").strip()


def _outline(geometry: Mapping[str, Any] | None, who: str) -> tuple[BaseGeometry, Fault | None]:
    """The outline in metres, or what is wrong with it."""
    nothing = shapely.Polygon()
    try:
        drawn = shape(dict(geometry or {}))
    except (AttributeError, ArithmeticError, LookupError, TypeError, ValueError, ShapelyError):
        return nothing, Fault(f"{who} has no outline.", AGAIN)
    if drawn.geom_type not in ("Polygon", "MultiPolygon") or drawn.is_empty:
        return nothing, Fault(f"{who} has no outline.", AGAIN)
    points = shapely.get_coordinates(drawn)
    if not np.isfinite(points).all():
        return nothing, Fault(f"{who} has points that are nowhere.", AGAIN)
    if _lies_in(points, IN_DEGREES):
        drawn = shapely.transform(drawn, _in_metres)
    elif _lies_in(points[:, ::-1], IN_DEGREES):
        what = f"Longitude and latitude of {who} have changed places."
        return nothing, Fault(what, "Download the boundaries as GeoJSON from the ONS.")
    elif not _lies_in(points, IN_METRES):
        what = f"The outline of {who} is neither in degrees nor in metres of the National Grid."
        return nothing, Fault(what, "Download the boundaries as GeoJSON from the ONS.")
    whole = drawn if drawn.is_valid else _mended(drawn)
    why = shapely.is_valid_reason(drawn).partition("[")[0].lower()
    # A part drawn inside another is land twice, and no line that crosses itself.
    is_changed = abs(whole.area - drawn.area) > MOST_MENDED * whole.area
    if is_changed and why != "nested shells":
        what = f"The outline of {who} crosses itself ({why})."
        return nothing, Fault(what, "Download the edition again, the generalised and clipped one.")
    return whole, None


def _mended(drawn: BaseGeometry) -> BaseGeometry:
    """The same area without the specks that rounding leaves where a line touches itself."""
    parts = shapely.get_parts(shapely.make_valid(drawn, method="structure", keep_collapsed=False))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def _in_metres(points: Any) -> Any:
    return np.column_stack(to_metres().transform(points[:, 0], points[:, 1]))


def _lies_in(points: Any, box: tuple[float, float, float, float]) -> bool:
    low, high = points.min(axis=0), points.max(axis=0)
    return bool((low >= box[:2]).all() and (high <= box[2:]).all())


def is_in_degrees(feature: Mapping[str, Any]) -> bool:
    """Is an area drawn in degrees, and not in metres?"""
    return _lies_in(shapely.get_coordinates(shape(feature["geometry"])), IN_DEGREES)


def _mixed(
    shapes: list[Outline], place: Place, features: list[dict[str, Any]]
) -> Iterator[Problem]:
    """A code that stands twice, and areas of one file drawn in degrees and in metres."""
    seen: dict[str, Outline] = {}
    for one in shapes:
        if one.code in seen:
            what = f"{one.code} stands twice: {seen[one.code].name} and {one.name}."
            yield Fault(what, "Import one edition a time.").at("import", place)
        seen[one.code] = one
    if len(shapes) < len(features):
        return
    ways = [is_in_degrees(feature) for feature in features]
    if any(ways) and not all(ways):
        odd = shapes[ways.index(ways.count(True) < len(ways) / 2)]
        what = f"The file mixes degrees and metres: {odd.name} ({odd.code}) is not like the others."
        yield Fault(what, "Download the file again, all of it in one system.").at("import", place)
