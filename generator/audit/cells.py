"""The figures that a claim names: its subject, and what its ``against`` says it follows from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import inf
from typing import NamedTuple

from generator.reading.holdings import Holdings
from generator.terms.areas import Area
from generator.terms.cells import Cell, cells_in
from generator.terms.claims import PARTS_OF_TIME, Against, Claim
from generator.terms.datasets import QUALIFIERS, Dataset
from generator.terms.periods import Period
from generator.terms.printed import coarse_unit
from generator.terms.ranges import Number, Range

# Lists of areas by name; a unitary district lies in the police force area and not in the county.
LISTS = {"districts": "force", "county-districts": "county", "wards": "district"}
# What a word beside a value allows, in units of its last digit that is not nought.
ALLOWED: dict[str, tuple[Number, Number]] = {
    "over": (Fraction(0), Fraction(1)),
    "under": (-inf, Fraction(0)),
    "up-to": (-inf, Fraction(0)),
    "nearly": (Fraction(-1), Fraction(0)),
    "about": (Fraction(-1, 2), Fraction(1, 2)),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that a source printed: the numbers it allows, and where it stands."""

    cell: Cell
    range: Range | None
    is_count: bool
    decimals: int
    source: tuple[str, ...]
    why_not: str = ""


class Printing(NamedTuple):
    """What is printed in a row, as text: the number, its letters, its notes and its sources."""

    printed: str
    status: str
    note: str
    source: str


class Cells:
    """Every observation, found by its cell, with the range that its rounding allows."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.rates: list[Claim] = []
        self.changes: list[Claim] = []
        # What each rate and its count imply, as long as no figure is set to another.
        self.people: dict[Claim, Range | None] = {}
        # What is printed in each dataset that was asked for: most of the rows are counted by the
        # program from records, and nothing that a document prints is set against them.
        groups = holdings.observations.groupby("dataset", sort=False)
        self._of = {str(name): rows for name, rows in groups}
        self._rows: dict[str, dict[Cell, Printing]] = {}
        self._anywhere: dict[str, dict[Cell, list[Cell]]] = {}
        # Those that somebody asked for, or set to another; most are never asked for.
        self._held: dict[Cell, Held | None] = {}

    def get(self, cell: Cell) -> Held | None:
        """The figure there, if any was printed."""
        if cell not in self._held and (row := self._printed(cell.dataset).get(cell)):
            self._held[cell] = _held(cell, row, self.holdings.datasets[cell.dataset])
        return self._held.get(cell)

    def _printed(self, dataset: str) -> dict[Cell, Printing]:
        """What is printed in each cell of a dataset."""
        if dataset not in self._rows:
            rows = self._of.get(dataset, self.holdings.observations[:0])
            told = zip(*(rows[name].tolist() for name in Printing._fields), strict=True)
            self._rows[dataset] = dict(zip(cells_in(rows), map(Printing._make, told), strict=True))
        return self._rows[dataset]

    def put(self, cell: Cell, held: Held | None) -> Held | None:
        """Set one figure to another (or to none), to ask what would follow; gives the old one."""
        self.people.clear()
        before = self.get(cell)
        self._held[cell] = held
        return before

    def __contains__(self, cell: Cell) -> bool:
        is_known = cell in self._held
        return self._held[cell] is not None if is_known else cell in self._printed(cell.dataset)

    def __iter__(self) -> Iterator[Held]:
        """What sources print: not what the program counted from records."""
        counted = {name for name, each in self.holdings.datasets.items() if each.counted}
        printed = (cell for name in self._of if name not in counted for cell in self._printed(name))
        return (held for cell in printed if (held := self.get(cell)))

    def look_together(self, claims: list[Claim]) -> None:
        """Keep every claim of a rate beside its count: together they imply populations. So too
        every claim of a change, which shows under which period a number belongs."""
        self.changes = [c for c in claims if c.kind in ("change", "percent_change")]
        self.rates = [c for c in claims if c.kind == "rate" and not c.against.is_by_parts]

    @cached_property
    def spellings(self) -> dict[tuple[str, Against], list[str]]:
        """How each document spells out each acronym, or prints what should be the same, in the
        order in which that was typed in."""
        found: dict[tuple[str, Against], list[str]] = {}
        for claim in self.holdings.claims:
            if claim.against.label in ("acronym", "same"):
                found.setdefault((claim.document, claim.against), []).append(claim.text)
        return found

    @cached_property
    def by_area(self) -> dict[str, list[Held]]:
        """All figures of each area."""
        found: dict[str, list[Held]] = {}
        for held in self:
            found.setdefault(held.cell.area, []).append(held)
        return found

    def with_value(self, cell: Cell, number: Fraction) -> list[Held]:
        """Of which figures of the same dataset and measure is this the number that is printed?"""
        return self._by_value.get((cell.dataset, cell.measure, number), [])

    @cached_property
    def _by_value(self) -> dict[tuple[str, str, Fraction], list[Held]]:
        by_value: dict[tuple[str, str, Fraction], list[Held]] = {}
        for held in self:
            if held.range:
                key = (held.cell.dataset, held.cell.measure, Fraction(held.range.middle))
                by_value.setdefault(key, []).append(held)
        return by_value

    def areas(self, subject: Cell, named: str) -> list[str]:
        """Codes of the areas that a word names: districts, wards, children, divisions, or codes."""
        areas, here = self.holdings.areas, self.holdings.areas[subject.area]
        if named in LISTS:
            around = here if here.level == LISTS[named] else areas.ancestor(here, LISTS[named])
            around = around or next((a for a in areas if a.level == LISTS[named]), here)
            level = "ward" if named == "wards" else "district"
            return [a.code for a in self._present(subject, areas.within(around, level))]
        if named == "divisions":
            return [a.code for a in areas if a.level == "division" and a.parent == here.code]
        if named == "children":
            members, _ = areas.members(here)
            return [a.code for a in self._present(subject, members or areas.children(here))]
        return [named]

    def _present(self, subject: Cell, listed: list[Area]) -> list[Area]:
        """Those of them that are counted; a pair that is counted only together, as one."""
        areas, period = self.holdings.areas, Period.parse(subject.period)
        live = (area for area in listed if area.is_live_in(period))
        counted = (
            areas.standing_for(area, lambda one: subject.at(area=one.code) in self) for area in live
        )
        return list(dict.fromkeys(counted))

    def listed(self, claim: Claim) -> list[Cell]:
        """The cells of the list that a claim speaks of: of areas, categories or periods."""
        cell, among = claim.cell, claim.against.among
        categories = self.holdings.datasets[cell.dataset].categories
        if among == ("categories",):
            within = categories[cell.category].within
            names = [n for n, c in categories.items() if c.within == within and n != "all"]
            return [cell.at(category=name) for name in names]
        if among == ("periods",):
            months = Period.parse(cell.period).months
            return [
                held.cell
                for held in self.by_area.get(cell.area, [])
                if held.cell.at(period=cell.period) == cell
                and Period.parse(held.cell.period).months == months
            ]
        if len(among) > 1 and all(name in categories for name in among):
            return [cell.at(category=name) for name in among]
        codes = [code for name in among for code in self.areas(cell, name)]
        return [cell.at(area=code) for code in codes]

    def named(self, subject: Cell, against: Against) -> list[Cell]:
        """The cells that a claim's words make of its subject, to be added up."""
        areas, *more = against.area or (subject.area,)
        periods, *other_periods = against.period or (subject.period,)
        categories, *others = against.category or (subject.category,)
        is_list = areas in ("children", "districts", "divisions")
        choices = (
            [against.dataset or subject.dataset],
            [*self.areas(subject, areas), *(() if is_list else more)] if against.area else [areas],
            [*_times(subject, periods), *other_periods],
            against.measure or [subject.measure],
            [*self._categories(subject, categories), *others],
        )
        # What is counted without an area: categories of the whole area itself.
        without = [subject.at(category=other) for other in more if is_list]
        return [self._where_held(Cell(*parts)) for parts in product(*choices)] + without

    def _where_held(self, cell: Cell) -> Cell:
        """The cell, or its category in the one area that has it, where the source counts by place
        (a one-stop shop) and not by area."""
        if cell in self or cell.category == "all":
            return cell
        elsewhere = self._in_any_area(cell.dataset).get(cell.at(area=""), [])
        return elsewhere[0] if len(elsewhere) == 1 else cell

    def _in_any_area(self, dataset: str) -> dict[Cell, list[Cell]]:
        """The cells of a dataset by their other parts."""
        if dataset not in self._anywhere:
            found = self._anywhere.setdefault(dataset, {})
            for cell in self._printed(dataset):
                found.setdefault(cell.at(area=""), []).append(cell)
        return self._anywhere[dataset]

    def _categories(self, subject: Cell, value: str) -> list[str]:
        if value == "children":
            return self.holdings.datasets[subject.dataset].parts(subject.category)
        return [value]


def _times(subject: Cell, value: str) -> list[str]:
    if value not in PARTS_OF_TIME:
        return [value]
    whole, step = Period.parse(subject.period), 1 if value == "months" else 3
    last = Period.of_months(step, whole.last.year, whole.last.month)
    return [last.before(back).iso for back in range(0, whole.months or 0, step)]


def _held(cell: Cell, row: Printing, dataset: Dataset) -> Held:
    text, notes = row.printed, row.note.split()
    is_count = dataset.measures[cell.measure].kind in ("count", "rank", "score")
    source = tuple(row.source.split())
    decimals = len(text.partition(".")[2])
    if not text:
        said = next((dataset.announced[note] for note in notes if note in dataset.announced), None)
        if said is None:
            return Held(cell, None, is_count, decimals=0, source=source, why_not=row.status)
        least, most = Fraction(said[0]), inf if said[1] is None else Fraction(said[1])
        return Held(cell, Range(least, most, least), is_count, 0, source)
    number = Fraction(text)
    word = next((w for w in notes if w in QUALIFIERS), "")
    unit = Fraction(1, 10**decimals)
    if word:
        low, high = ALLOWED[word]
        coarse = coarse_unit(abs(number), unit)
        return Held(
            cell, Range(number + low * coarse, number + high * coarse, number), is_count, decimals,
            source,
        )  # fmt: skip
    by = max(dataset.rounded.get(name, 0) for name in (cell.measure, *notes))
    if by or not is_count or decimals:
        return Held(cell, Range.rounded(number, Fraction(by) or unit), is_count, decimals, source)
    return Held(cell, Range.exactly(number), is_count, decimals, source)
