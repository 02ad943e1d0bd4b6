"""Rates, percentages and scores of parts that make up those of a whole.

Of one place and time the rates of the parts of a category add up. A county's rate is that of its
members, each times the people who live there. A group may be the mean of its members. Each is a
guess, for a source may have divided otherwise: it gives way where it cannot be true.
"""

from __future__ import annotations

from collections import defaultdict

from generator.disclosure.adding import ways
from generator.disclosure.counted import Counted
from generator.disclosure.rates import Residents
from generator.disclosure.system import plus, times
from generator.terms.cells import Cell
from generator.terms.periods import Period

EDGE = 1e-6
ADDING = ("rate", "percent")
KINDS = ("rate", "percent", "score")


def add_weighed(counted: Counted, people: Residents) -> None:
    """Relate the withheld of these numbers to those of their parts and wholes."""
    hidden: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in counted.withheld:
        if counted.kind(cell) in KINDS:
            hidden[cell.dataset, cell.measure].append(cell)
    for cells in hidden.values():
        if cells[0].measure in counted.holdings.datasets[cells[0].dataset].worked_out:
            continue
        if counted.kind(cells[0]) in ADDING:
            _categories(counted, cells)
        for whole in sorted({w for cell in cells for w in _wholes(counted, cell)}):
            _areas(counted, whole, people)


def _categories(counted: Counted, cells: list[Cell]) -> None:
    """The numbers of a category's parts add up, unless what is published says that they do not."""
    dataset = counted.holdings.datasets[cells[0].dataset]
    measure = dataset.measures[cells[0].measure]
    if measure.of not in ("", "all"):
        return
    adding = {name: dataset.parts(name) for name in dataset.categories}
    key = (cells[0].dataset, cells[0].measure)
    printed = {c: ends for c, ends in counted.published.items() if (c.dataset, c.measure) == key}
    fits = {name: _fits(printed, name, parts) for name, parts in adding.items() if parts}
    sound = [name for name, found in fits.items() if all(found) and (found or dataset.adds_up)]
    for place in sorted({cell.at(category="") for cell in cells}):
        for name in sound:
            parts = [counted.exact(place.at(category=part)) for part in adding[name]]
            whole = counted.exact(place.at(category=name))
            gap = plus(*parts, times(whole, -1.0))
            counted.system.relate(gap, 0.0, 0.0, place.at(category=name), is_guess=True)
        top = place.at(category="all")
        if measure.kind == "percent" and "all" in sound and top not in counted:
            counted.system.relate(counted.exact(top), 100.0, 100.0, top, is_guess=True)


def _fits(printed: dict[Cell, tuple[float, float]], name: str, parts: list[str]) -> list[bool]:
    """Of every place and time where all are published: do the parts make the whole?"""
    found = []
    for cell, whole in printed.items():
        if cell.category == name:
            ends = [printed.get(cell.at(category=part)) for part in parts]
            made = [end for end in ends if end]
            if len(made) == len(parts):
                low, high = sum(end[0] for end in made), sum(end[1] for end in made)
                found.append(low <= whole[1] + EDGE and high >= whole[0] - EDGE)
    return found


def _wholes(counted: Counted, cell: Cell) -> list[Cell]:
    """The number itself and those of the areas and groups that it lies in."""
    areas = counted.holdings.areas
    area = areas[cell.area]
    around = [area, *areas.family(area), *areas.groups_of(area)]
    return [cell.at(area=one.code) for one in around]


def _areas(counted: Counted, whole: Cell, people: Residents) -> None:
    """A rate is that of its members, each times its people; a mean weighs them all alike."""
    areas, period = counted.holdings.areas, Period.parse(whole.period)
    for name, codes in ways(areas, areas[whole.area]):
        alive = [code for code in codes if areas[code].is_live_in(period)]
        if name == "mean":
            sizes: list[float | None] = [1.0 for _ in alive]
        elif counted.kind(whole) == "rate":
            sizes = [_residents(counted, code, people, period) for code in alive]
        else:
            continue
        known = [size for size in sizes if size]
        if not known or len(known) < len(sizes):
            continue
        parts = [
            times(counted.exact(whole.at(area=code)), size / sum(known))
            for code, size in zip(alive, known, strict=True)
        ]
        gap = plus(*parts, times(counted.exact(whole), -1.0))
        counted.system.relate(gap, 0.0, 0.0, whole, is_guess=True)


def _residents(counted: Counted, code: str, people: Residents, period: Period) -> float | None:
    """How many people lived there: as is known, or in all the areas that lie in it together."""
    known = people.of(code, period)
    areas = counted.holdings.areas
    inside = [a.code for a in areas.children(areas[code]) if a.is_live_in(period)]
    if known or not inside:
        return known
    sizes = [_residents(counted, one, people, period) for one in inside]
    found = [size for size in sizes if size]
    return sum(found) if len(found) == len(sizes) else None
