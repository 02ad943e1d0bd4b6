"""What is published about numbers that are not: totals, shares and changes as linear relations.

Totals of categories, areas and months, and printed changes, percentages and shares. Blanks that a
source does not explain count as nought here, as somebody who tries would count them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from generator.audit.cells import Cells
from generator.holdings import Holdings
from generator.periods import Period

Cell = tuple[str, str, str, str, str]  # dataset, area, period, measure, category
Announced = tuple[int, int | None]
Relation = tuple[dict[Cell, float], float, float]
# What makes up an area; divisions and partnerships are other ways to divide it.
PARTS = ("county", "district", "ward")
NUMBER = re.compile(r"[-+−]?\d[\d,]*(\.\d+)?")


@dataclass
class Relations:
    """Linear relations between cells: sum of weight times cell lies between two numbers."""

    known: dict[Cell, float]
    withheld: dict[Cell, Announced]
    found: list[Relation] = field(default_factory=list)

    def add(self, weights: dict[Cell, float], low: float, high: float) -> None:
        """Keep a relation that bears on a withheld cell and whose other cells are all published."""
        fixed, free = 0.0, {}
        for cell, weight in weights.items():
            if cell in self.withheld:
                free[cell] = weight
            elif cell in self.known:
                fixed += weight * self.known[cell]
            else:
                return
        if free:
            self.found.append((free, low - fixed, high - fixed))

    @cached_property
    def groups(self) -> list[tuple[list[Cell], list[Relation]]]:
        """The relations in groups that have no cell in common."""
        parent: dict[Cell, Cell] = {cell: cell for cell in self.withheld}

        def top(cell: Cell) -> Cell:
            while parent[cell] != cell:
                cell = parent[cell]
            return cell

        for weights, _, _ in self.found:
            first, *rest = weights
            for other in rest:
                parent[top(other)] = top(first)
        cells, relations = defaultdict(list), defaultdict(list)
        for cell in self.withheld:
            cells[top(cell)].append(cell)
        for relation in self.found:
            relations[top(next(iter(relation[0])))].append(relation)
        return [(cells[root], relations[root]) for root in cells]


def relations_of(
    holdings: Holdings,
    known: dict[Cell, float],
    withheld: dict[Cell, Announced],
    digits: dict[Cell, int],
) -> Relations:
    """Every relation that bears on a withheld cell; ``digits`` are the decimals of percentages."""
    relations = Relations(known, withheld)
    _sums(holdings, relations)
    _percentages(holdings, relations, digits)
    _claims(holdings, relations)
    return relations


def _sums(holdings: Holdings, relations: Relations) -> None:
    """Categories in their parent, areas in the area around them, months and quarters in a year."""
    everything = set(relations.known) | set(relations.withheld)
    touched = {cell[0] for cell in relations.withheld}
    # Where the source's own total of areas has a claim, the claim says what is in it.
    claimed = {
        (c["dataset"], c["area"], c["period"], c["measure"], c["category"])
        for c in holdings.claims.to_dict("records")
        if c["kind"] == "sum" and c["against"].startswith("area:")
    }
    for cell in sorted(c for c in everything if c[0] in touched):
        dataset, _, _, measure, _ = cell
        if holdings.datasets[dataset].measures[measure].kind != "count":
            continue
        for parts in _parts_of(holdings, everything, cell, cell in claimed):
            if parts and all(part in everything for part in parts):
                relations.add({cell: -1.0} | dict.fromkeys(parts, 1.0), 0, 0)


def _parts_of(
    holdings: Holdings, everything: set[Cell], cell: Cell, is_claimed: bool
) -> Iterator[list[Cell]]:
    dataset, area, period, measure, category = cell
    held = holdings.datasets[dataset]
    if held.adds_up:
        yield [(dataset, area, period, measure, part) for part in held.parts(category)]
    if not is_claimed:
        yield _areas_of(holdings, everything, cell)
    whole = Period.parse(period)
    for length in (1, 3):
        if whole.months and whole.months > length and whole.months % length == 0:
            last = Period.parse(f"P{length}M/{whole.iso.partition('/')[2]}")
            spans = [last.before(step) for step in range(0, whole.months, length)]
            yield [(dataset, area, span.iso, measure, category) for span in spans]


def _areas_of(holdings: Holdings, everything: set[Cell], cell: Cell) -> list[Cell]:
    """The cells of the areas that make up a cell's area, where every one of them is there."""
    dataset, area, period, measure, category = cell
    when = Period.parse(period)
    areas = holdings.areas

    def has(code: str) -> bool:
        return (dataset, code, period, measure, category) in everything

    members, combine = areas.members(areas[area])
    parts = [m for m in members if m.is_live_in(when)] if combine == "sum" else []
    if not parts:
        parts = [a for a in areas if a.parent == area and a.level in PARTS and a.is_live_in(when)]
    # A district counted only together with another is there when the two together are.
    joint = [a for a in areas if a.level == "partnership" and has(a.code) and a.code != area]
    found: dict[str, None] = {}
    for part in parts:
        groups = [g.code for g in joint if part in areas.members(g)[0]]
        code = part.code if has(part.code) else next(iter(groups), "")
        if not code:
            return []
        found[code] = None
    return [(dataset, code, period, measure, category) for code in found]


def _percentages(holdings: Holdings, relations: Relations, digits: dict[Cell, int]) -> None:
    """A published percentage beside a withheld count, of the total of its dataset."""
    for cell in list(relations.withheld):
        dataset, area, period, _, category = cell
        for name, measure in holdings.datasets[dataset].measures.items():
            share: Cell = (dataset, area, period, name, category)
            total: Cell = (*cell[:4], "all")
            if measure.kind == "percent" and share in relations.known and total != cell:
                half = 0.5 * 10.0 ** -digits[share]
                low, high = relations.known[share] - half, relations.known[share] + half
                relations.add({cell: 100.0, total: -low}, 0, inf)
                relations.add({cell: 100.0, total: -high}, -inf, 0)


def _claims(holdings: Holdings, relations: Relations) -> None:
    """What a source prints of two cells: their difference, or one as a share of the other."""
    cells = Cells(holdings)
    for claim in holdings.claims.to_dict("records"):
        if not claim["dataset"]:
            continue
        here = (claim["dataset"], claim["area"], claim["period"], claim["measure"])
        cell: Cell = (*here, claim["category"])
        if claim["kind"] == "sum":
            everything = set(relations.known) | set(relations.withheld)
            parts = _summed(holdings, everything, cell, claim["against"])
            if parts:
                relations.add({cell: -1.0} | dict.fromkeys(parts, 1.0), 0, 0)
            continue
        other = _other(cells, cell, claim["against"])
        printed = _range(claim["printed"])
        if other is None or printed is None:
            continue
        low, high = printed
        if claim["kind"] == "change":
            relations.add({cell: 1.0, other: -1.0}, low, high)
        elif claim["kind"] in ("share", "percent_change"):
            base = 100.0 if claim["kind"] == "percent_change" else 0.0
            relations.add({cell: 100.0, other: -(base + low)}, 0, inf)
            relations.add({cell: 100.0, other: -(base + high)}, -inf, 0)


def _summed(holdings: Holdings, everything: set[Cell], cell: Cell, against: str) -> list[Cell]:
    """What a printed total is a sum of: categories, or the areas in it and what has no area."""
    kind, _, value = against.partition(":")
    first, *more = value.split("+")
    if kind == "category":
        named = holdings.datasets[cell[0]].parts(cell[4]) if first == "children" else [first]
        return [(*cell[:4], part) for part in (*named, *more)]
    if kind == "area" and first == "children":
        parts = _areas_of(holdings, everything, cell)
        return [*parts, *((*cell[:4], part) for part in more)] if parts else []
    return []


def _other(cells: Cells, cell: Cell, against: str) -> Cell | None:
    """The cell that a claim is measured against, where it is one."""
    words = dict(word.partition(":")[::2] for word in against.split())
    named = [] if {"plus", "and", "of"} & set(words) else cells.named(cell, words)
    return named[0] if len(named) == 1 and named[0] != cell else None


def _range(printed: str) -> tuple[float, float] | None:
    """The numbers that are printed like this when they are rounded."""
    found = NUMBER.search(printed.replace("−", "-"))
    if not found:
        return None
    number = float(found[0].replace(",", ""))
    half = 0.5 * 10 ** -len(found[0].partition(".")[2]) if "%" in printed or "." in found[0] else 0
    return number - half, number + half
