"""Percentages that make a hundred together, or the percentage of the parent that they divide."""

from __future__ import annotations

from dataclasses import dataclass

from generator.disclosure.counted import Counted
from generator.disclosure.system import plus
from generator.terms.cells import Cell

EDGE = 1e-6


def add_shares(counted: Counted, cells: list[Cell]) -> None:
    """Percentages of all the parts of a whole make a hundred, or the percentage of their parent."""
    dataset = counted.holdings.datasets[cells[0].dataset]
    measure = dataset.measures[cells[0].measure]
    there = set(cells)
    places = sorted({cell.at(category="") for cell in cells})
    top = [name for name, c in dataset.categories.items() if not c.within and name != measure.of]
    families = [(name, dataset.parts(name)) for name in dataset.categories]
    for parent, parts in [*([("", top)] if len(top) > 1 else []), *families]:
        is_top = parent in ("", "all", measure.of)
        for of_parent in (False,) if is_top else (True, False):
            sums = [_Shares(counted, place, parent, parts, of_parent) for place in places]
            sums = [one for one in sums if parts and one.whole and one.is_there(there)]
            tested = [one for one in sums if one.is_published]
            is_likely = bool(tested) and all(one.is_possible for one in tested)
            if is_likely or (dataset.adds_up and not tested and (is_top or of_parent)):
                for one in sums:
                    one.add(is_guess=not (dataset.adds_up and is_top))
                break


@dataclass
class _Shares:
    """The percentages of one parent's parts at one place and time; they make a hundred, or what is
    printed of the parent."""

    counted: Counted
    place: Cell
    parent: str
    parts: list[str]
    of_parent: bool

    @property
    def cells(self) -> list[Cell]:
        """One for each part."""
        return [self.place.at(category=part) for part in self.parts]

    @property
    def whole(self) -> tuple[float, float] | None:
        """What they make together."""
        cell = self.place.at(category=self.parent)
        return self.counted.published.get(cell) if self.of_parent else (100.0, 100.0)

    def is_there(self, there: set[Cell]) -> bool:
        """Is every part printed, withheld or left blank?"""
        return all(cell in there for cell in self.cells)

    @property
    def is_published(self) -> bool:
        """Is every part printed?"""
        return all(cell in self.counted.published for cell in self.cells)

    @property
    def is_possible(self) -> bool:
        """Do the printed parts make the whole, as far as their rounding lets one see?"""
        ends = [self.counted.published[cell] for cell in self.cells]
        low, high = self.whole or (0.0, 0.0)
        return sum(e[0] for e in ends) <= high + EDGE and sum(e[1] for e in ends) >= low - EDGE

    def add(self, *, is_guess: bool) -> None:
        """Say that they make the whole."""
        system, shares = self.counted.system, dict[int, float]()
        for cell in self.cells:
            share = system.unknown(("share", cell), 0.0, 100.0, is_whole=False)
            shares[share] = 1.0
            if cell in self.counted.published:
                system.bound(share, *self.counted.published[cell])
            elif cell in self.counted.withheld:
                half = self.counted.withheld[cell].unit / 2
                system.relate(plus(self.counted.number(cell), {share: -1.0}), -half, half, cell)
            else:
                system.relate({share: 1.0}, 0.0, 0.0, cell, is_guess=True)
        system.relate(shares, *(self.whole or (0.0, 100.0)), self.place, is_guess=is_guess)
