"""What a source prints of figures in claims.csv: totals, differences, shares, rates and means."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import NamedTuple

from generator.audit import recompute
from generator.audit.cells import Cells
from generator.disclosure.counted import Counted
from generator.disclosure.rates import USUAL, Residents, population, say_rate
from generator.disclosure.system import Relation, Sum, plus, times
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell
from generator.terms.claims import Against, Claim
from generator.terms.periods import Period
from generator.terms.printed import read


class Said(NamedTuple):
    """A claim, the figure that it is about, and those that it is set against."""

    claim: Claim
    subject: Cell
    others: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All figures that it names."""
        return self.subject, *self.others

    @property
    def is_total_of_areas(self) -> bool:
        """Does the source itself say which areas are in a total?"""
        is_sum = self.claim.kind == "sum" and bool(self.claim.against.area)
        return is_sum and bool(self.others)


def claims_in(holdings: Holdings) -> list[Said]:
    """Every claim about figures, with the figures."""
    cells = Cells(holdings)
    return [
        Said(claim, claim.cell, tuple(_others(cells, claim)))
        for claim in holdings.claims
        if is_sound(holdings, claim.cell)
    ]


def _others(cells: Cells, claim: Claim) -> list[Cell]:
    """The figures that a claim is set against; none where it names what nobody declared."""
    if claim.against == Against() or claim.kind == "label":
        return []
    found = recompute.others(claim, cells)
    return found if all(is_sound(cells.holdings, cell) for cell in found) else []


def is_sound(holdings: Holdings, cell: Cell) -> bool:
    """Are all words of a cell known?"""
    dataset = holdings.datasets.get(cell.dataset)
    try:
        Period.parse(cell.period)
    except ValueError:
        return False
    return (
        dataset is not None
        and cell.measure in dataset.measures
        and cell.category in dataset.categories
        and cell.area in holdings.areas
    )


def add_claims(counted: Counted, claims: list[Said], people: Residents) -> None:
    """Relate the figures that each claim names."""
    for claim, subject, others in claims:
        if claim.kind == "rate":
            _rate(counted, claim, others, people)
            continue
        if not others or not all(cell.dataset in counted.datasets for cell in others):
            continue
        mine = _together(counted, _with_more(subject, claim))
        theirs = _together(counted, list(others))
        if counted.system.is_settled(plus(mine, theirs)):
            continue
        if claim.kind == "text_vs_table" and claim.against.is_mean:
            _mean(counted, claim, theirs, len(others))
        else:
            _say(counted, claim, mine, theirs)


def _with_more(subject: Cell, claim: Claim) -> list[Cell]:
    return [subject, *(subject.at(category=category) for category in claim.against.plus)]


def _together(counted: Counted, cells: list[Cell]) -> Sum:
    return plus(*(counted.number(cell) for cell in cells))


def _rate(counted: Counted, claim: Claim, others: tuple[Cell, ...], people: Residents) -> None:
    """A printed rate of a count: of the measure or dataset named, or of the claim's own."""
    subject, printed = others[0] if len(others) == 1 else claim.cell, _ends(claim)
    if counted.kind(subject) != "count":
        own = counted.holdings.datasets[subject.dataset].measures
        names = [name for name, measure in own.items() if measure.kind == "count"]
        subject = subject.at(measure=(names or [""])[0])
    if subject in counted and printed and not claim.against.is_by_parts:
        known = people.of(subject.area, Period.parse(subject.period))
        base, number = population(counted, subject, known), counted.number(subject)
        say_rate(counted, subject, times(number, USUAL), base, printed, is_guess=True)


def _mean(counted: Counted, claim: Claim, theirs: Sum, count: int) -> None:
    printed = _ends(claim)
    if printed and theirs and not claim.against.weights:
        low, high = (end * count for end in printed)
        counted.system.relate(theirs, low, high, claim.cell, is_guess=True)


def _say(counted: Counted, claim: Claim, mine: Sum, theirs: Sum) -> None:
    """What a source says of two figures; a direction alone may be said of other numbers."""
    subject, printed = claim.cell, _ends(claim)
    gap = plus(mine, times(theirs, -1.0))
    is_count = counted.kind(subject) == "count"
    if claim.kind == "sum":
        if is_count and not claim.against.is_rest_of_100:
            counted.system.relate(gap, 0.0, 0.0, subject)
    elif claim.kind == "sign":
        way = claim.printed.direction
        if is_count and way:
            ends = (1.0, inf) if way > 0 else (-inf, -1.0)
            counted.system.relate(gap, *ends, subject, is_guess=True)
    elif claim.kind == "change" and printed:
        counted.system.relate(gap, *printed, subject)
    elif claim.kind in ("share", "percent_change") and printed:
        more = 100.0 if claim.kind == "percent_change" else 0.0
        about = Relation({}, 0.0, 0.0, subject, False)
        counted.system.part(mine, theirs, printed[0] + more, printed[1] + more, about)


def _ends(claim: Claim) -> tuple[float, float] | None:
    """The numbers that are printed like this."""
    printed = read(claim.text)
    if printed.number is None:
        return None
    is_whole = printed.unit == 1 and "%" not in claim.text and claim.kind == "change"
    found = printed.allows(is_count=is_whole, is_change=claim.kind in ("change", "percent_change"))
    if found is None:
        return None
    if claim.against.is_down and found.middle > Fraction(0):
        found = -found
    return float(found.low), float(found.high)
