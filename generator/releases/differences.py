"""What has changed in the figures from one time to another, number by number.

A new period is real; another number for an old one is a revision. Nothing here is told in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import starmap
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.reading.holdings import Holdings
from generator.releases.caveats import reworded, rewordings
from generator.releases.followed import new_places, new_ways
from generator.releases.frozen import Frozen
from generator.releases.paired import (
    Decimals,
    Flags,
    PairedFigures,
    both_differ,
    codes,
    differ,
    paired,
)
from generator.telling.published import FINDING_COLUMNS

KINDS = ("revised", "restated", "new", "gone")
# Why a figure is restated, in the order in which these are told.
REASONS = ("withheld", "given", "part", "base", "status", "notes", "wording", "range", "unit")
# Any column as an array.
AnyColumn = npt.NDArray[Any]
SIDES = ("value", "count", "denominator", "lower", "upper", "unit", "status", "notes")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is not as it was; what begins with ``was_`` is how it was.

    ``why`` holds words of REASONS; of what is new or gone it is ``series`` where there was (is) no
    other period of it, else ``period``. ``relative`` is the size of a change as a part of the
    larger of the two numbers, ``absolute`` in its unit. Numbers that are not there are no numbers.
    """

    kind: str
    why: str
    indicator: str
    category: str
    area: str
    period: str
    dataset: str
    area_name: str
    value: str
    count: float
    denominator: float
    lower: float
    upper: float
    unit: str
    status: str
    notes: str
    was_value: str
    was_count: float
    was_denominator: float
    was_lower: float
    was_upper: float
    was_unit: str
    was_status: str
    was_notes: str
    relative: float
    absolute: float


CHANGE_COLUMNS = tuple(field.name for field in fields(Change))


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """All that is not as it was.

    ``changes`` has the columns of a Change, kind by kind, the largest first. ``places`` and
    ``ways`` are figures whose place among areas, or whose direction on the year before, a revision
    turned (``followed``). ``wordings`` are caveats that say something else (``caveats``).
    ``findings`` of the audit are new, and ``settled`` ones are there no more (FINDING_COLUMNS).
    ``methods`` are the versions of the method before and after.
    """

    changes: pd.DataFrame
    places: pd.DataFrame
    ways: pd.DataFrame
    wordings: pd.DataFrame
    findings: pd.DataFrame
    settled: pd.DataFrame
    methods: tuple[str, str]

    def of_kind(self, kind: str) -> pd.DataFrame:
        """The changes of one of KINDS."""
        return self.changes[self.changes["kind"] == kind]


def each(changes: pd.DataFrame) -> Iterator[Change]:
    """Every row of a frame of changes."""
    return starmap(Change, changes[list(CHANGE_COLUMNS)].itertuples(index=False, name=None))


def difference(before: Frozen, after: Frozen, holdings: Holdings) -> Difference:
    """What has changed from one time to another? ``holdings`` say what indicators and areas are."""
    pairs, wordings = paired(before, after), reworded(before, after)
    flags = _flags(pairs, rewordings(pairs, wordings, holdings))
    is_moved = np.zeros(len(pairs.after), dtype=bool)
    is_moved[pairs.is_in_both] = flags["revised"] | flags["base"]
    return Difference(
        changes=_in_order(_changes(pairs, flags, holdings)),
        places=new_places(pairs, is_moved, holdings),
        ways=new_ways(pairs, is_moved, holdings),
        wordings=wordings,
        findings=_less(after.findings, before.findings),
        settled=_less(before.findings, after.findings),
        methods=(_method(before), _method(after)),
    )


def _method(frozen: Frozen) -> str:
    return " ".join(sorted(map(str, frozen.figures["method"].unique())))


def _less(some: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The findings that are not among others, whatever line of the document they stand in."""
    told = [name for name in FINDING_COLUMNS if name not in ("line", "explanation", "shown")]
    known = set(others[told].itertuples(index=False, name=None))
    is_new = [row not in known for row in some[told].itertuples(index=False, name=None)]
    # As an array, for without a row a list would be taken for names of columns.
    return some[np.array(is_new, dtype=bool)].reset_index(drop=True)


def _flags(pairs: PairedFigures, is_reworded: Flags) -> dict[str, Flags]:
    """In what do the figures that are there before and after differ? One flag for each of REASONS
    and for ``revised``.

    A rate that moved only because of what it is set against is restated.
    """
    was, now = pairs.sides(pairs.is_in_both)
    had, has = ((side["number"].notna() | side["count"].notna()).to_numpy() for side in (was, now))
    same_count = (now["count"].to_numpy() == was["count"].to_numpy()).astype(bool)
    base = differ(was["denominator"], now["denominator"])
    moved = both_differ(was["number"], now["number"]) & ~(base & same_count)
    revised = moved | both_differ(was["count"], now["count"])
    lost = (was["number"].isna() != now["number"].isna()).to_numpy()
    lost = lost | (was["count"].isna() != now["count"].isna()).to_numpy()
    ranges = differ(was["lower"], now["lower"]) | differ(was["upper"], now["upper"])
    return {
        "revised": revised,
        "withheld": had & ~has,
        "given": has & ~had,
        "part": lost & had & has,
        "base": base & had & has,
        **{name: codes(was, name) != codes(now, name) for name in ("status", "notes", "unit")},
        "wording": is_reworded[pairs.is_in_both],
        # A range moves with its number.
        "range": ranges & had & has & ~revised & ~base,
    }


def _changes(pairs: PairedFigures, flags: dict[str, Flags], holdings: Holdings) -> pd.DataFrame:
    """Every change, in the columns of a Change, without an order."""
    is_any = np.any([*flags.values()], axis=0)
    is_changed = pairs.is_in_both.copy()
    is_changed[pairs.is_in_both] = is_any
    was, now = pairs.sides(is_changed)
    kinds = np.where(flags["revised"][is_any], "revised", "restated")
    told = {name: flags[name][is_any] for name in REASONS}
    relative, absolute = _sizes(was, now, holdings)
    both = _side_by_side(was, now).assign(
        kind=kinds, why=_words(told), relative=relative, absolute=absolute
    )
    blank = {"relative": 0.0, "absolute": 0.0}
    series = pairs.keys // pairs.size, pairs.was_keys // pairs.size
    is_new, is_gone = ~pairs.is_in_both, pairs.is_gone
    came, went = pairs.after[is_new], pairs.before[is_gone]
    new = _side_by_side(None, came).assign(
        kind="new", why=_alone(series[0][is_new], series[1]), **blank
    )
    gone = _side_by_side(went, None).assign(
        kind="gone", why=_alone(series[1][is_gone], series[0]), **blank
    )
    return pd.concat([both, new, gone], ignore_index=True)[list(CHANGE_COLUMNS)]


def _alone(series: AnyColumn, others: AnyColumn) -> AnyColumn:
    """Whether each is of a series that is not among the others."""
    return np.where(np.isin(series, others), "period", "series")


def _words(flags: dict[str, Flags]) -> AnyColumn:
    """The names of the flags that are set in each row, with spaces between."""
    names = [*flags]
    sums = np.array([*flags.values()], dtype=np.int64).T @ 2 ** np.arange(len(names))
    distinct, place = np.unique(sums, return_inverse=True)
    said = [" ".join(n for place, n in enumerate(names) if one >> place & 1) for one in distinct]
    return np.array(said, dtype=object)[place]


def _side_by_side(was: pd.DataFrame | None, now: pd.DataFrame | None) -> pd.DataFrame:
    """The figures before and after in one frame; a side that is not there is blank."""
    rows = now if now is not None else was
    assert rows is not None  # one of the two is given
    own = ("indicator", "category", "period", "dataset", "area_name")
    found = {name: rows[name].astype(object) for name in own}
    found["area"] = rows["area_code"].astype(object)
    for prefix, side in (("", now), ("was_", was)):
        for name in SIDES:
            is_number = name in ("count", "denominator", "lower", "upper")
            if side is None:
                found[f"{prefix}{name}"] = pd.Series(np.nan if is_number else "", rows.index)
            else:
                held = side[name] if is_number else side[name].astype(object)
                found[f"{prefix}{name}"] = held.set_axis(rows.index)
    return pd.DataFrame(found)


def _sizes(was: pd.DataFrame, now: pd.DataFrame, holdings: Holdings) -> tuple[Decimals, Decimals]:
    """How large is each change, as a part of the larger number and in its unit?

    Counts are what is compared where there are any, and values where there are none; where neither
    moved it is what they are set against.
    """
    shares = [key for key, (_, one) in holdings.indicators.items() if one.per == 100]
    by_value = now["indicator"].isin(shares).to_numpy()
    has_counts = (was["count"].notna().to_numpy() & now["count"].notna().to_numpy()) & ~by_value
    counts, values, bases = (
        (was[name].to_numpy(float), now[name].to_numpy(float))
        for name in ("count", "number", "denominator")
    )
    is_still = has_counts & (counts[0] == counts[1]) & ~np.isnan(bases[0]) & ~np.isnan(bases[1])
    old, new = (
        np.where(is_still, bases[side], np.where(has_counts, counts[side], values[side]))
        for side in (0, 1)
    )
    absolute = np.nan_to_num(np.abs(new - old))
    larger = np.nan_to_num(np.maximum(np.abs(old), np.abs(new)))
    relative = np.divide(absolute, larger, out=np.zeros(len(larger)), where=larger > 0)
    return relative, absolute


def _in_order(changes: pd.DataFrame) -> pd.DataFrame:
    """Kind by kind, what was withheld before all else, then the largest first."""
    ranked = changes.assign(
        kind_order=changes["kind"].map({kind: place for place, kind in enumerate(KINDS)}),
        why_order=~changes["why"].str.startswith(("withheld", "given")),
        less=-changes["relative"].round(9),
        smaller=-changes["absolute"],
    )
    by = ["kind_order", "why_order", "less", "smaller", "indicator", "category", "area", "period"]
    return ranked.sort_values(by, kind="stable", ignore_index=True)[list(CHANGE_COLUMNS)]
