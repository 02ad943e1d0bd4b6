"""What becomes of each row of street-level crimes: where it counts, or why it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from generator.importers.shapes import Outline, to_metres
from generator.importers.street import ASB, TRANSPORT
from generator.terms.areas import plain

# A place in no ward and no farther than this from one lies at its edge, in metres.
EDGE = 200
# The outcomes of rows, in the order in which they are asked for. Each row has one.
AGAIN, ELSEWHERE, OF_TRANSPORT, NOWHERE, OUTSIDE, AT_EDGE, PLACED = (
    "set aside: the same Crime ID again, in a row that is the same",
    "set aside: the same Crime ID again, in another row",
    "set aside: of the British Transport Police",
    "counted for the force only: without a place",
    "set aside: placed outside the area",
    "counted: at the edge of an area",
    "counted: inside an area",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The areas in which places lie: their codes, and an index of their outlines."""

    codes: tuple[str, ...]
    tree: shapely.STRtree

    @staticmethod
    def of(shapes: Sequence[Outline]) -> Ground:
        """The ground that these areas cover."""
        return Ground(
            tuple(one.code for one in shapes), shapely.STRtree([one.drawn for one in shapes])
        )

    def around(self, east: pd.Series, north: pd.Series) -> pd.DataFrame:
        """In which area does each different place lie, by its degrees? Columns: area (blank where
        it lies in none) and is_edge, by place."""
        places = pd.DataFrame({"east": east, "north": north}).drop_duplicates()
        points = shapely.points(*to_metres().transform(places["east"], places["north"]))
        point, area = self.tree.query(points, predicate="intersects")
        found = pd.Series(area, index=point).groupby(level=0).min()
        lost = np.setdiff1d(np.arange(len(points)), found.index)
        near, close = self.tree.query_nearest(points[lost], max_distance=EDGE, all_matches=False)
        found = pd.concat([found, pd.Series(close, index=lost[near])])
        codes = np.full(len(points), "", dtype=object)
        codes[found.index] = np.array(self.codes, dtype=object)[found.to_numpy()]
        is_edge = np.zeros(len(points), dtype=bool)
        is_edge[lost[near]] = True
        return places.assign(area=codes, is_edge=is_edge)


def outcomes(rows: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """The rows with ``area`` (blank where none) and ``outcome``, one for each row.

    Rows without a Crime ID are all anti-social behaviour, and each is an incident of its own
    however alike they are. A Crime ID counts once in a month: where it has a place, there.
    """
    east, north = (pd.to_numeric(rows[n], errors="coerce") for n in ("Longitude", "Latitude"))
    is_nowhere = east.isna() | north.isna() | ((east == 0) & (north == 0))
    here = ground.around(east[~is_nowhere], north[~is_nowhere])
    found = pd.DataFrame({"east": east, "north": north}).merge(
        here, how="left", on=["east", "north"]
    )
    area = found["area"].fillna("").set_axis(rows.index)
    is_edge = found["is_edge"].fillna(value=False).astype(bool).set_axis(rows.index)
    is_again, is_elsewhere = _repeated(rows, is_nowhere)
    outcome = np.select(
        [
            is_again,
            is_elsewhere,
            rows["Falls within"] == TRANSPORT,
            is_nowhere,
            area == "",
            is_edge,
        ],
        [AGAIN, ELSEWHERE, OF_TRANSPORT, NOWHERE, OUTSIDE, AT_EDGE],
        PLACED,
    )
    return rows.assign(area=area, outcome=outcome)


def _repeated(rows: pd.DataFrame, is_nowhere: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Rows of a Crime ID that stands before: the same in all, and others."""
    has_id = rows["Crime ID"] != ""
    order = is_nowhere.sort_values(kind="stable").index
    is_later = rows.loc[order, "Crime ID"].duplicated().reindex(rows.index) & has_id
    is_again = rows.duplicated() & has_id
    return is_again, is_later & ~is_again


def is_asb(rows: pd.DataFrame) -> pd.Series:
    """Which rows are anti-social behaviour, and no crimes?"""
    return rows["Crime type"] == ASB


def by_lsoa(rows: pd.DataFrame, districts: Mapping[str, str]) -> pd.DataFrame:
    """The same by the district with which the name of an LSOA begins, where no outlines are held.

    ``districts`` gives the code for a plain name.
    """
    names = rows["LSOA name"].str.rpartition(" ")[0]
    codes = {name: districts.get(plain(name), "") for name in names.unique()}
    area = names.map(codes)
    is_nowhere = rows["LSOA name"] == ""
    is_again, is_elsewhere = _repeated(rows, is_nowhere)
    outcome = np.select(
        [is_again, is_elsewhere, rows["Falls within"] == TRANSPORT, is_nowhere, area == ""],
        [AGAIN, ELSEWHERE, OF_TRANSPORT, NOWHERE, OUTSIDE],
        PLACED,
    )
    return rows.assign(area=area, outcome=outcome)
