"""Outlines traced from the points that are known to lie in each area, such as postcodes.

The ground nearer to a point than to any other belongs to the area of that point. Grounds of one
area are put together, cut off where no point is far around, and simplified with their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

# Discs of the first radius around all points, shrunk by the second, are land: 600 metres beyond the
# last point, and between points up to 3 kilometres apart. That is enough for fields and woods, and
# too little for an estuary.
REACH, SHRUNK = 1500, 900
# One point for each square of so many metres is enough to tell land.
LAND_SQUARE = 400
# Further out than any land reaches: what keeps the grounds at the edge finite.
FAR = 20_000
# A part smaller than so much of its area's largest is put to what lies around it.
SPECK = 0.05
# How often outlines are simplified further where whole metres would make them cross.
TRIES = 6


class Grain(NamedTuple):
    """How fine outlines are, in metres: one point for each ``square``, corners up to
    ``tolerance``."""

    square: float
    tolerance: float


def traced(points: pd.DataFrame, grain: Grain) -> dict[str, BaseGeometry]:
    """The outline of each area, in whole metres, by its code.

    ``points`` has the columns ``area`` (blank for points of areas around, which are not traced),
    ``easting`` and ``northing``. What lies in one outline lies in no other.
    """
    places, areas = _one_each(points, grain.square)
    grounds = _grounds(places)
    names = sorted(set(areas) - {""})
    shapes = [shapely.union_all(grounds[areas == name]) for name in names]
    cut = shapely.intersection(shapes, _land(points))
    return dict(zip(names, _simplified(_without_specks(cut), grain.tolerance), strict=True))


def _one_each(points: pd.DataFrame, square: float) -> tuple[np.ndarray, np.ndarray]:
    """The first point of each area in each square, and whose it is; no place stands twice."""
    squares = points[["easting", "northing"]] // square
    first = ~squares.assign(area=points["area"]).duplicated()
    kept = points[first & ~points.duplicated(["easting", "northing"])]
    return kept[["easting", "northing"]].to_numpy(float), kept["area"].to_numpy(object)


def _grounds(places: np.ndarray) -> np.ndarray:
    """What is nearer to each place than to any other."""
    (west, south), (east, north) = places.min(axis=0) - FAR, places.max(axis=0) + FAR
    corners = [(west, south), (west, north), (east, south), (east, north)]
    every = shapely.MultiPoint(np.vstack([places, corners]))
    grounds = shapely.get_parts(shapely.voronoi_polygons(every, ordered=True))
    return grounds[: len(places)]


def _land(points: pd.DataFrame) -> BaseGeometry:
    """What is land, by where the points of all areas are: without lakes."""
    squares = points[["easting", "northing"]] // LAND_SQUARE
    places = points[~squares.duplicated()][["easting", "northing"]].to_numpy(float)
    around = shapely.union_all(shapely.buffer(shapely.points(places), REACH, quad_segs=4))
    parts = shapely.get_parts(shapely.buffer(around, -SHRUNK))
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts)))


def _without_specks(shapes: np.ndarray) -> list[BaseGeometry]:
    """The shapes with their smallest parts given to the neighbour that each has most border with.

    A postcode may lie away from the others of its area. A part that touches none is left out.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    area = shapely.area(parts)
    largest = pd.Series(area).groupby(owner).transform("max").to_numpy()
    is_speck = area < SPECK * largest
    tree = shapely.STRtree(parts[~is_speck])
    speck, other = tree.query(parts[is_speck], predicate="intersects")
    shared = shapely.length(shapely.intersection(parts[is_speck][speck], tree.geometries[other]))
    owner[is_speck] = -1
    around = owner[~is_speck]
    for n in np.argsort(shared, kind="stable"):
        owner[np.flatnonzero(is_speck)[speck[n]]] = around[other[n]]
    return [shapely.union_all(parts[owner == n]) for n in range(len(shapes))]


def _simplified(shapes: Sequence[BaseGeometry], tolerance: float) -> np.ndarray:
    """With fewer corners, in whole metres, and the border of two neighbours the same in both."""
    for step in range(TRIES):
        simple = shapely.coverage_simplify(shapes, tolerance * (1 + step / 2))
        whole: np.ndarray = shapely.transform(simple, np.round)
        if shapely.is_valid(whole).all() and shapely.coverage_is_valid(whole):
            break
    return whole
