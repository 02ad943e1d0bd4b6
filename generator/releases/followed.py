"""What follows from revised figures: places in a list and directions that are no longer the same.

A place is told among the areas of a level (wards in their district), a direction on the year
before; both by the rules by which the site tells them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from generator.figures.comparisons import Rank
from generator.reading.holdings import Holdings
from generator.releases.caveats import is_of, year_before
from generator.releases.listed import List, ranked
from generator.releases.paired import Decimals, Flags, Integers, PairedFigures, codes, places_in
from generator.telling.places import FEWEST_RANKED
from generator.telling.speech import voice
from generator.terms.datasets import QUALIFIERS
from generator.terms.events import Event
from generator.terms.periods import Period

CELL = ("indicator", "category", "area", "period")
# What a place is told by, and its columns before and after.
PLACE = ("from_lowest", "from_highest", "of", "tied", "uncounted")
PLACE_COLUMNS = (*CELL, "dataset", "is_own", *(f"was_{name}" for name in PLACE), *PLACE)
WAY_COLUMNS = (*CELL, "dataset", "is_own", "than", "was_way", "way")


def new_places(pairs: PairedFigures, is_moved: Flags, holdings: Holdings) -> pd.DataFrame:
    """Whose place among the areas of its level is another because figures were revised?

    Returns PLACE_COLUMNS, with ``is_own`` where the figure was itself among them.
    """
    lists = List.of(pairs, holdings)
    touched = np.unique(lists.groups(pairs.after)[is_moved])
    touched = touched[touched >= 0]
    sides = []
    for rows, keys in ((pairs.before, pairs.was_keys), (pairs.after, pairs.keys)):
        groups = lists.groups(rows)
        chosen = np.isin(groups, touched)
        sides.append(lists.told(rows[chosen], groups[chosen]).assign(key=keys[chosen]))
    full = [ranked(side).set_index("key") for side in sides]
    both = full[0].index.intersection(full[1].index)
    # Only where the same areas are ranked again has a revision, and nothing else, turned a place.
    same = [ranked(side[side["key"].isin(both)]).set_index("key").loc[both] for side in sides]
    ends = ["from_lowest", "from_highest"]
    turned = both[(same[0][ends] != same[1][ends]).any(axis=1).to_numpy()]
    was, now = (side.loc[turned, list(PLACE)] for side in full)
    found = now.join(was.add_prefix("was_"))
    found = found[(found["of"] >= FEWEST_RANKED) & (found["was_of"] >= FEWEST_RANKED)]
    found = found[(_as_told(found, "was_") != _as_told(found, "")).any(axis=1)]
    return _with_cells(pairs, is_moved, found)[list(PLACE_COLUMNS)]


def _as_told(found: pd.DataFrame, side: str) -> pd.DataFrame:
    """All that the words for a place rest on: two places in the same words are not told apart."""
    low, high, of, tied, uncounted = (found[f"{side}{name}"] for name in PLACE)
    is_middle = (low == high) & (tied < of) & (uncounted == 0)
    is_low = (low <= high) & (uncounted == 0)
    place = low.where(is_low, high).mask(is_middle, 0)
    columns = {"place": place, "is_low": is_low & ~is_middle, "of": of, "is_joint": tied > 1}
    return pd.DataFrame(columns)


def rank_of(row: pd.Series, prefix: str = "") -> Rank:
    """A row of PLACE_COLUMNS as a place."""
    low, high, of, tied, uncounted = (int(row[f"{prefix}{name}"]) for name in PLACE)
    return Rank(low, high, of, tied, missing=0, uncounted=uncounted)


def _with_cells(pairs: PairedFigures, is_moved: Flags, found: pd.DataFrame) -> pd.DataFrame:
    """A frame by key with the parts that name each figure, those revised themselves first."""
    place = places_in(pairs.keys, found.index.to_numpy())
    rows = pairs.after.take(place)
    told = {"indicator": "indicator", "category": "category", "area": "area_code"}
    told |= {"period": "period", "dataset": "dataset"}
    cells = {name: rows[column].astype(object).to_numpy() for name, column in told.items()}
    found = found.assign(**cells, is_own=is_moved[place])
    return found.sort_values(["is_own", *CELL], ascending=[False, *[True] * 4], ignore_index=True)


def new_ways(pairs: PairedFigures, is_moved: Flags, holdings: Holdings) -> pd.DataFrame:
    """Which figures are now on another side of the year before, because of a revision?

    Returns WAY_COLUMNS: ``than`` is the earlier period, and ``way`` is -1, 0 or 1.
    """
    earlier = _earlier(pairs)
    theirs = np.where(earlier >= 0, pairs.keys - codes(pairs.after, "period") + earlier, -1)
    touched = is_moved | np.isin(theirs, pairs.keys[is_moved])
    chosen = np.flatnonzero(touched & pairs.is_in_both & (earlier >= 0))
    keys, theirs = pairs.keys[chosen], theirs[chosen]
    ways = [
        _ways(rows, (places_in(own, keys), places_in(own, theirs)), holdings)
        for rows, own in ((pairs.before, pairs.was_keys), (pairs.after, pairs.keys))
    ]
    is_turned = ~np.isnan(ways[0]) & ~np.isnan(ways[1]) & (ways[0] != ways[1])
    periods = pairs.after["period"].cat.categories.to_numpy(object)
    found = pd.DataFrame(
        {
            "than": periods[earlier[chosen][is_turned]],
            "was_way": ways[0][is_turned].astype(int),
            "way": ways[1][is_turned].astype(int),
        },
        index=pd.Index(keys[is_turned]),
    )
    return _with_cells(pairs, is_moved, found)[list(WAY_COLUMNS)]


def _earlier(pairs: PairedFigures) -> Integers:
    """For each figure after, the code of the same period a year earlier, or -1."""
    known = pairs.after["period"].cat.categories
    isos = [year_before(Period.parse(iso)).iso for iso in known]
    isos = ["" if before == iso else before for before, iso in zip(isos, known, strict=True)]
    places = pd.Index(known).get_indexer(pd.Index(isos, dtype=object)).astype(np.int64)
    found: Integers = np.append(places, -1)[codes(pairs.after, "period")]
    return found


def _ways(rows: pd.DataFrame, places: tuple[Integers, Integers], holdings: Holdings) -> Decimals:
    """Whether each figure is more or less than the earlier one: -1, 0 or 1, or not a number where
    the two are not compared."""
    is_there = (places[0] >= 0) & (places[1] >= 0)
    own, other = (rows.take(np.where(is_there, place, 0)) for place in places)
    if not len(rows):
        return np.full(len(places[0]), np.nan)
    shares = [key for key, (_, one) in holdings.indicators.items() if one.per == 100]
    moved = own["count"].to_numpy() - other["count"].to_numpy()
    by_value = np.isnan(moved) | own["indicator"].isin(shares).to_numpy()
    moved = np.where(by_value, own["number"].to_numpy() - other["number"].to_numpy(), moved)
    compared = is_there & _can_be_compared(own, other, holdings)
    found: Decimals = np.where(compared, np.sign(np.round(moved, 9)), np.nan)
    return found


def _can_be_compared(own: pd.DataFrame, other: pd.DataFrame, holdings: Holdings) -> Flags:
    """May a figure be set against an earlier one, by its marks and by what happened meanwhile?"""
    never = set(_not_compared(holdings))
    found: Flags = ~own["indicator"].isin(never).to_numpy()
    found = found & own["indicator"].isin(holdings.indicators).to_numpy()
    for rows, letters in ((own, "bu"), (other, "u")):
        found = found & ~_has(rows["status"], letters)
        found = found & ~rows["notes"].map(_is_rough).astype(bool).to_numpy()
    found = found & (_has(own["status"], "f") == _has(other["status"], "f"))
    for event in holdings.events:
        if event.kind == "break":
            found = found & ~_crosses(own, other, event, holdings)
    return found


def _has(status: pd.Series, letters: str) -> Flags:
    found: Flags = status.map(lambda text: bool(set(text) & set(letters))).astype(bool).to_numpy()
    return found


def _is_rough(notes: str) -> bool:
    return not QUALIFIERS.keys().isdisjoint(notes.split())


def _not_compared(holdings: Holdings) -> Iterable[str]:
    """The indicators of which no change is told, or which are changes or places themselves."""
    for key, (name, _) in holdings.indicators.items():
        is_of_others = holdings.datasets[name].who_answered
        if is_of_others or voice(holdings, key).measure.kind in ("change", "rank"):
            yield key


def _crosses(own: pd.DataFrame, other: pd.DataFrame, event: Event, holdings: Holdings) -> Flags:
    """Where does a break lie between two figures?"""
    first = other["period"].map(lambda iso: Period.parse(iso).first.toordinal()).astype(int)
    last = own["period"].map(lambda iso: Period.parse(iso).last.toordinal()).astype(int)
    day = event.date.toordinal()
    found = (first.to_numpy() < day) & (day <= last.to_numpy())
    return found & is_of(own, event, holdings)
