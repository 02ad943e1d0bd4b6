"""Parts of a published total that have no figure, where small figures are never published.

A part that is left out of the file, or left blank, is as safe as one that is withheld: if it can be
worked out to be smaller than ``disclosure: smallest``, leaving it out was not enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import Any

from generator.disclosure.adding import ways
from generator.disclosure.counted import Withheld
from generator.reading.holdings import Holdings
from generator.terms.areas import LEVELS
from generator.terms.cells import Cell, place_of
from generator.terms.datasets import Dataset, Disclosure
from generator.terms.periods import Period

ORDER = (*(level for level in LEVELS if level != "ward"), "ward")
ByCell = dict[Cell, dict[str, Any]]


def protecting(holdings: Holdings) -> set[str]:
    """The datasets with a rule that small numbers are never published."""
    held = set(holdings.observations["dataset"])
    named = {n for n, d in holdings.datasets.items() if any(r.smallest for r in d.disclosure)}
    return named & held


def is_ruled(
    dataset: Dataset, rule: Disclosure, level: str, *, measure: str, category: str
) -> bool:
    """Does a rule of disclosure speak of this measure and category, in an area so small?"""
    if rule.measures and measure not in rule.measures:
        return False
    if rule.categories and not _is_among(dataset, rule.categories, category):
        return False
    edge = rule.never_below or rule.below
    return edge in ORDER and level in ORDER and ORDER.index(level) > ORDER.index(edge)


def _is_among(dataset: Dataset, named: tuple[str, ...], category: str) -> bool:
    """Is it one of these, or within one, or crossed with one?"""
    here = category
    while here:
        if here in named or set(here.split("/")) & set(named):
            return True
        here = dataset.categories[here].within if here in dataset.categories else ""
    return False


def left_out(
    holdings: Holdings, cells: ByCell
) -> tuple[dict[Cell, Withheld], dict[Cell, list[Cell]]]:
    """Every such part, and all of one total together, with the total's row; what is together.

    Parts together go by the cell of their total, a + for each way to divide it.
    """
    datasets, marks, together = protecting(holdings), dict[Cell, Withheld](), {}
    for whole, row in cells.items():
        if whole.dataset not in datasets or isnan(row["value"]):
            continue
        dataset = holdings.datasets[whole.dataset]
        if dataset.measures[whole.measure].kind != "count":
            continue
        for way, parts in enumerate(_parts(holdings, dataset, whole), start=1):
            gone = [part for part in parts if _is_gone(holdings, cells, part)]
            ruled = {part: size for part in gone if (size := _smallest(holdings, dataset, part))}
            if len(gone) == len(parts) or not ruled:
                continue
            mark = Withheld(0, None, 1.0, True, place_of(row))
            for part, size in ruled.items():
                marks.setdefault(part, mark._replace(smallest=size))
            if len(gone) > 1:
                all_of_them = whole.at(category=whole.category + "+" * way)
                together[all_of_them] = gone
                marks[all_of_them] = mark._replace(smallest=max(ruled.values()))
    return marks, together


def _parts(holdings: Holdings, dataset: Dataset, whole: Cell) -> Iterator[list[Cell]]:
    """The ways in which a total is divided."""
    if whole.measure in dataset.worked_out:
        return
    if dataset.adds_up:
        yield [whole.at(category=part) for part in dataset.parts(whole.category)]
    parts = dataset.adds_up_measures.get(whole.measure, ())
    yield [whole.at(measure=part) for part in parts]
    areas, period = holdings.areas, Period.parse(whole.period)
    for name, codes in ways(areas, areas[whole.area]):
        if name != "mean":
            alive = [code for code in codes if areas[code].is_live_in(period)]
            yield [whole.at(area=code) for code in alive]


def _is_gone(holdings: Holdings, cells: ByCell, part: Cell) -> bool:
    """Is there no row of it or of a group that counts it, or one blank for no reason given?"""
    row = cells.get(part)
    if row is None:
        groups = holdings.areas.groups_of(holdings.areas[part.area])
        return not any(part.at(area=group.code) in cells for group in groups)
    return isnan(row["value"]) and not set(str(row["status"])) & {"c", "z"}


def _smallest(holdings: Holdings, dataset: Dataset, part: Cell) -> int:
    """The smallest number that may be published of it; nought where no rule says so."""
    level = holdings.areas[part.area].level
    ruled = (r for r in dataset.disclosure if r.smallest)
    fits = [
        r.smallest
        for r in ruled
        if is_ruled(dataset, r, level, measure=part.measure, category=part.category)
    ]
    return max(fits, default=0)
