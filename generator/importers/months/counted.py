"""What becomes of each row of street-level crimes: where it counts, or why it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from generator.importers.months.street import ASB, TRANSPORT
from generator.importers.shapes import Outline, to_metres
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


def slim(rows: pd.DataFrame) -> pd.DataFrame:
    """What is asked of the rows of a month, in a tenth of the room: ``east`` and ``north`` in
    degrees (blank without a place), Falls within, LSOA name, Crime type, ``again`` (the outcome of
    a row whose Crime ID stands before, or blank) and ``word``, a number for its Crime ID, or 0.

    Rows without a Crime ID are all anti-social behaviour, and each is an incident of its own
    however alike they are. A Crime ID counts once in a month: where it has a place, there.
    """
    east, north = (pd.to_numeric(rows[n], errors="coerce") for n in ("Longitude", "Latitude"))
    is_nowhere = east.isna() | north.isna() | ((east == 0) & (north == 0))
    has_id = rows["Crime ID"] != ""
    order = is_nowhere.sort_values(kind="stable").index
    is_later = rows.loc[order, "Crime ID"].duplicated().reindex(rows.index) & has_id
    is_same = rows.duplicated() & has_id
    again = np.select([is_same, is_later], [AGAIN, ELSEWHERE], "")
    kept = rows[["Falls within", "LSOA name", "Crime type"]].assign(again=again)
    places = {"east": east.mask(is_nowhere), "north": north.mask(is_nowhere)}
    words = pd.util.hash_array(rows["Crime ID"].to_numpy(dtype=object))
    return kept.astype("category").assign(**places, word=np.where(has_id, words, 0))


def outcomes(rows: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Slim rows with ``area`` (blank where none) and ``outcome``, one for each row."""
    is_nowhere = rows["east"].isna()
    here = ground.around(rows.loc[~is_nowhere, "east"], rows.loc[~is_nowhere, "north"])
    found = rows[["east", "north"]].merge(here, how="left", on=["east", "north"])
    area = found["area"].fillna("").set_axis(rows.index)
    is_edge = found["is_edge"].fillna(value=False).astype(bool).set_axis(rows.index)
    return _told(rows, area, is_nowhere, is_edge)


def by_lsoa(rows: pd.DataFrame, districts: Mapping[str, str]) -> pd.DataFrame:
    """The same by the district with which the name of an LSOA begins, where no outlines are held.

    ``districts`` gives the code for a plain name.
    """
    names = rows["LSOA name"].astype(object)
    codes = {
        name: districts.get(plain(name.rpartition(" ")[0]), "") for name in names.unique().tolist()
    }
    never = pd.Series(data=False, index=rows.index)
    return _told(rows, names.map(codes), names == "", never)


def _told(
    rows: pd.DataFrame, area: pd.Series, is_nowhere: pd.Series, is_edge: pd.Series
) -> pd.DataFrame:
    """Rows with their area, and with what becomes of each."""
    again = rows["again"].astype(object)
    outcome = np.select(
        [again != "", rows["Falls within"] == TRANSPORT, is_nowhere, area == "", is_edge],
        [again, OF_TRANSPORT, NOWHERE, OUTSIDE, AT_EDGE],
        PLACED,
    )
    return rows.assign(area=area, outcome=outcome)


def in_two_months(months: Sequence[pd.DataFrame]) -> int:
    """How many Crime IDs stand in more than one of these months?"""
    words = [np.unique(rows["word"].to_numpy()) for rows in months]
    every = np.concatenate([held[held != 0] for held in words])
    _, times = np.unique(every, return_counts=True)
    return int((times > 1).sum())


def summed(rows: pd.DataFrame) -> pd.DataFrame:
    """How many rows have each area, outcome and type? Columns: area, outcome, Crime type and n."""
    keys = ["area", "outcome", "Crime type"]
    sizes = rows.groupby(keys, observed=True).size().rename("n").reset_index()
    return sizes.astype(dict.fromkeys(keys, object))


def is_asb(rows: pd.DataFrame) -> pd.Series:
    """Which rows are anti-social behaviour, and no crimes?"""
    return rows["Crime type"] == ASB
