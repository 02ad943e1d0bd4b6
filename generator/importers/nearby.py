"""Which areas lie at a place, or so near that it may belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from generator.importers import polygons
from generator.importers.months.counted import Ground
from generator.reading.holdings import Holdings
from generator.terms.areas import Areas


def ground_of(project: Path, areas: Areas) -> Ground | None:
    """The newest wards that have been drawn, and the districts whose wards have not; None where
    nothing has been."""
    wards, districts = (polygons.newest(project, kind) for kind in ("ward", "district"))
    shapes = [one for one in wards.shapes if one.code in areas] if wards else []
    drawn = {one.within for one in shapes}
    elsewhere = districts.shapes if districts else ()
    shapes += [one for one in elsewhere if one.code in areas and one.code not in drawn]
    return Ground.of(shapes) if shapes else None


def near(points: Any, ground: Ground, metres: float) -> list[tuple[str, ...]]:
    """For each point, the areas within so many metres of it: the nearest first, then by code.

    Outlines are kept to a tenth of a metre: what is nearer by less than one is no nearer.
    """
    place, other = ground.tree.query(points, predicate="dwithin", distance=metres)
    found = pd.DataFrame(
        {
            "point": place,
            "area": np.array(ground.codes, dtype=object)[other],
            "far": shapely.distance(points[place], ground.tree.geometries[other]).round(),
        }
    )
    found = found.sort_values(["point", "far", "area"]).drop_duplicates(["point", "area"])
    by_point: list[tuple[str, ...]] = [()] * len(points)
    for point, codes in found.groupby("point")["area"]:
        by_point[int(str(point))] = tuple(codes)
    return by_point


def with_own(areas: Areas, own: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The same with the district that a publisher names, where none of these is it or in it."""
    districts = {district_of(areas, code) for code in codes}
    return (*codes, *([own] if own and own not in districts else []))


def district_of(areas: Areas, code: str) -> str:
    """The district that an area is, or lies in."""
    above = areas.ancestor(areas[code], "district")
    return above.code if above else code


def districts(holdings: Holdings) -> list[str]:
    """The codes of the districts of the site."""
    if holdings.site is None or holdings.site.area not in holdings.areas:
        return []
    root = holdings.areas[holdings.site.area]
    return [area.code for area in holdings.areas.within(root, "district")]


def district_called(holdings: Holdings, name: str) -> str:
    """The district of the site that has this name; blank where none has."""
    mine = districts(holdings)
    return next((a.code for a in holdings.areas.called(name) if a.code in mine), "")
