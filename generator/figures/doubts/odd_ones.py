"""Printed numbers that are unlike the others of their column: a share typed for a percentage, a
sign lost or gained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp

import numpy as np
import pandas as pd

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.cells import cell_of, having, place_of, with_letter
from generator.terms.datasets import QUALIFIERS
from generator.terms.periods import Period

COLUMN = ["dataset", "measure", "category", "period"]
SERIES = ["dataset", "measure", "category", "area"]
ROUNDED = re.compile(rf"\b(?:{'|'.join(QUALIFIERS)})\b")
# With fewer others nothing can be said of what is usual.
FEWEST_OTHERS = 4


def shares(holdings: Holdings) -> Iterator[Doubt]:
    """Percentages and rates of quite another size than those of the other areas, and percentages
    below one, typed with more decimals than all others, that are in their range times a hundred."""
    rows = _of_kinds(holdings, ("percent", "rate"))
    rows = rows[rows["value"] > 0]
    rows = _beside(rows.assign(size=np.log(rows["value"])), "size", COLUMN)
    least = np.maximum(terms.FACTORS["printed"]["unknown"], terms.USUAL * rows["usual"])
    is_odd = (rows["others"] >= FEWEST_OTHERS) & ((rows["size"] - rows["middle"]).abs() > least)
    for _, row in rows[is_odd].iterrows():
        yield _odd(holdings, "share", row, "of the other areas")
    percent = _of_kinds(holdings, ("percent",))
    small = percent[(percent["value"] > 0) & (percent["value"] <= 1)]
    for (name, measure), found in small.groupby(["dataset", "measure"], sort=False):
        others = percent[(percent["dataset"] == name) & (percent["measure"] == measure)]
        yield from _too_precise(holdings, found, others[others["value"] > 1])


def _beside(rows: pd.DataFrame, name: str, keys: list[str]) -> pd.DataFrame:
    """With how many others there are under the same keys, their median, and how far from it they
    usually are: ``others``, ``middle``, ``usual``."""
    groups = [rows[key] for key in keys]
    by = rows[name].groupby(groups, sort=False)
    middle = by.transform("median")
    usual = (rows[name] - middle).abs().groupby(groups, sort=False).transform("median")
    return rows.assign(others=by.transform("size") - 1, middle=middle, usual=usual)


def _too_precise(holdings: Holdings, small: pd.DataFrame, others: pd.DataFrame) -> Iterator[Doubt]:
    if len(others) < FEWEST_OTHERS:
        return
    places = max(wording.places_of(printed) for printed in others["printed"])
    least, most = others["value"].min(), others["value"].max()
    for _, row in small.iterrows():
        is_precise = wording.places_of(row["printed"]) >= max(places + 1, 2)
        if is_precise and least <= 100 * row["value"] <= most:
            yield _odd(holdings, "share", row, "of the same measure")


def signs(holdings: Holdings) -> Iterator[Doubt]:
    """Changes and scores that would be like the others with the other sign, and are far from them
    as they stand."""
    rows = _of_kinds(holdings, ("change", "score"))
    for keys, whose in ((COLUMN, "of the other areas"), (SERIES, "of other times")):
        beside = _beside(rows, "value", keys)
        value, middle, usual = beside["value"], beside["middle"], beside["usual"]
        is_far = (value - middle).abs() > terms.USUAL * usual
        is_like = (-value - middle).abs() <= 2 * usual
        is_odd = (beside["others"] >= FEWEST_OTHERS) & (value * middle < 0) & is_far & is_like
        for _, row in beside[is_odd].iterrows():
            yield _odd(holdings, "sign", row, whose)


def _of_kinds(holdings: Holdings, kinds: tuple[str, ...]) -> pd.DataFrame:
    wanted = {
        (name, key)
        for name, dataset in holdings.datasets.items()
        for key, measure in dataset.measures.items()
        if measure.kind in kinds
    }
    # The ends of a range are no figures of their own, and lie apart as chance would have them.
    wanted -= {
        (name, key)
        for name, indicator in holdings.indicators.values()
        for key in (indicator.lower, indicator.upper)
    }
    rows = holdings.observations
    # A number of few answers may be anything, and "under 2" is none.
    is_exact = ~with_letter(rows["status"], "u") & ~having(rows["note"], _is_rounded)
    rows = rows[rows["value"].notna() & is_exact]
    pairs = zip(rows["dataset"], rows["measure"], strict=True)
    return rows[[pair in wanted for pair in pairs]]


def _is_rounded(note: str) -> bool:
    return bool(ROUNDED.search(note))


def _odd(holdings: Holdings, rule: str, row: pd.Series, whose: str) -> Doubt:
    cell = cell_of(row.to_dict())
    dataset = holdings.datasets[cell.dataset]
    place = wording.upper_first(wording.place(holdings.areas[cell.area]))
    what = wording.lower_first(dataset.categories[cell.category].label, holdings.names)
    when = Period.parse(cell.period).phrase(dataset.label_style)
    side = "above" if rule == "share" and row["value"] > exp(row.get("middle", 0)) else "below"
    far = "has the opposite sign to those" if rule == "sign" else f"is far {side} those"
    return Doubt(
        rule,
        place_of(row),
        f"{place} has {row['printed']} ({what}, {when}), which {far} {whose}.",
        remedy=terms.ACCEPT,
        cells=(cell,),
        side="sign" if rule == "sign" else side,
        words=frozenset(cell),
    )


RULES = (shares, signs)
