"""Places in a list worked out again, and rates against the population that they imply."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from generator.audit.cells import Cells, Held
from generator.audit.recompute import Outcome, numbers, untested
from generator.terms.cells import Cell
from generator.terms.claims import Claim
from generator.terms.periods import Period
from generator.terms.printed import places
from generator.terms.ranges import Range, together

HUNDRED = Fraction(100)


class Ranked(NamedTuple):
    """What of one area or category is ranked, and the figures that it comes from; or why not."""

    value: Range | None
    inputs: list[Held]
    why_not: str = ""


def rank(claim: Claim, cells: Cells) -> Outcome:
    """The subject's place in its list. Equal ones share places; so do those whose rounding could
    hide which of them is first."""
    printed = places(claim.text)
    start = claim.against.start
    if printed is None:
        return untested("no place is understood in what it prints")
    values: dict[Cell, Range] = {}
    inputs: list[Held] = []
    for cell in dict.fromkeys([claim.cell, *cells.listed(claim)]):
        one = _ranked(claim, cell, cells)
        if one.value is not None:
            values[cell] = one.value
            inputs += one.inputs
        elif cell == claim.cell:
            return untested(one.why_not)
    if len(values) < 2:
        return untested("the list that it ranks is not held")
    own = values.pop(claim.cell)
    low, high, middle = 1, 1, 1
    for other in values.values():
        ahead, perhaps = (
            (other.low > own.high, other.high >= own.low)
            if start == "highest"
            else (other.high < own.low, other.low <= own.high)
        )
        low, high = low + ahead, high + perhaps
        is_ahead = other.middle > own.middle if start == "highest" else other.middle < own.middle
        middle += is_ahead
    follows = Range(Fraction(low), Fraction(high), Fraction(middle))
    facts = {"of": str(len(values) + 1)}
    return Outcome(follows, printed, tuple(inputs), "", facts)


def _ranked(claim: Claim, cell: Cell, cells: Cells) -> Ranked:
    """What is ranked: the figure itself, or its change or share."""
    kind = claim.against.of
    wanted = [cell]
    if kind:
        wanted += cells.named(cell, replace(claim.against, dataset="", area=()))
    inputs, why = numbers(cells, wanted)
    if why or len(inputs) < len(wanted):
        return Ranked(None, [], why or "a figure of the list is blank")
    first = inputs[0].range
    second = inputs[1].range if kind else None
    if first is None or (kind and second is None):
        return Ranked(None, [], "a figure of the list is blank")
    if not kind or second is None:
        return Ranked(first, inputs)
    if kind == "change":
        return Ranked(first - second, inputs)
    return Ranked(first.over(second), inputs, "there is no percentage of nought")


def rate(claim: Claim, cells: Cells) -> Outcome:
    """A rate from its count and the population that the document's rates of the area imply.

    A count over its rate is a population. The one that agrees with most of those rates is taken,
    this one among them; where no two agree, there is none.
    """
    if claim.against.is_by_parts:
        return _by_parts(claim, cells)
    counts, why = numbers(cells, [_counted(cells, claim)])
    if why:
        return untested(why)
    printed, count = claim.printed.allows(is_count=False), counts[0].range
    if printed is None or count is None or count.low <= 0:
        return untested("there is no rate of nought")
    implied = _implied(claim, cells)
    own = most_agreed(tuple(implied)) if len(implied) > 1 else _of_parts(claim, cells)
    population, agreeing = _stated(claim, cells) or own or (None, 0)
    if population is None or agreeing < 2:
        return untested("no population follows from the document's rates")
    follows = count.over(population)
    return Outcome(follows, printed, tuple(counts), population=population)


def _by_parts(claim: Claim, cells: Cells) -> Outcome:
    """The rate of a whole from those of its parts, each weighted by the population that the same
    table implies of it; half of what is not known of these populations goes either way."""
    named = cells.areas(claim.cell, next(iter(claim.against.area), "children"))
    rates, why = numbers(cells, [claim.cell.at(area=code) for code in named])
    implied = [_people_of(cells, claim, held.cell.area) for held in rates]
    people = [one for one in implied if one]
    if why or len(people) < len(named):
        return untested(why or "the table implies no population of some part")
    whole = together(people)
    ranges = [held.range for held in rates if held.range]
    pairs = list(zip(ranges, people, strict=True))
    mean = together([rate.times(Fraction(p.middle)) for rate, p in pairs]).middle / whole.middle
    unknown = Fraction(0)
    for rate, p in pairs:
        unknown += _half(rate) * Fraction(p.middle) + _half(p) * abs(Fraction(rate.middle - mean))
    slack = unknown / Fraction(whole.middle)
    follows = Range(mean - slack, mean + slack, mean)
    printed = claim.printed.allows(is_count=False)
    return Outcome(follows, printed, tuple(rates), population=whole)


def _half(one: Range) -> Fraction:
    return (Fraction(one.high) - Fraction(one.low)) / 2


def _people_of(cells: Cells, claim: Claim, area: str) -> Range | None:
    """The population of one area by any count and rate of the same table."""
    alike = (other for other in cells.rates if other.source == claim.source)
    found = [_people(cells, other) for other in alike if other.cell.area == area]
    return most_agreed(tuple(one for one in found if one))[0]


def _stated(claim: Claim, cells: Cells) -> tuple[Range | None, int] | None:
    """The population that the document prints, where ``people`` says which figure that is."""
    if claim.against.people is None:
        return None
    held = cells.get(claim.cell.at(**claim.against.people._asdict()))
    found = held.range.times(Fraction(1, 1000)) if held and held.range else None
    return found, 2 if found else 0


def _counted(cells: Cells, claim: Claim) -> Cell:
    """The count that a rate is of: of the measure and dataset named, else of what is counted."""
    against, name = claim.against, claim.against.dataset or claim.cell.dataset
    measures = cells.holdings.datasets[name].measures
    counts = (n for n, m in measures.items() if m.kind == "count")
    measure = next(iter(against.measure), "") or next(counts, claim.cell.measure)
    category = next(iter(against.category), claim.cell.category)
    return claim.cell.at(dataset=name, measure=measure, category=category)


def _implied(claim: Claim, cells: Cells) -> list[Range]:
    """The populations that the rates of this area in the same document imply.

    Only rates of as many people (a measure of the same name) for periods that end in the same
    year, for populations grow; one that is printed twice counts once.
    """
    year = Period.parse(claim.cell.period).last.year
    found: dict[tuple[Cell, str], Range] = {}
    for other in cells.rates:
        is_like = (
            other.document == claim.document
            and other.cell.area == claim.cell.area
            and other.cell.measure == claim.cell.measure
            and Period.parse(other.cell.period).last.year == year
        )
        people = _people(cells, other) if is_like else None
        if people:
            found[other.cell, other.text] = people
    return list(found.values())


def _people(cells: Cells, claim: Claim) -> Range | None:
    """The population that one count and its rate imply, in thousands where the rate is of 1,000."""
    if claim not in cells.people:
        counts, _ = numbers(cells, [_counted(cells, claim)])
        printed, count = claim.printed.allows(is_count=False), counts[0].range if counts else None
        cells.people[claim] = count.over(printed) if count and printed and count.low > 0 else None
    return cells.people[claim]


def _of_parts(claim: Claim, cells: Cells) -> tuple[Range | None, int] | None:
    """The populations that the same table implies of all areas that make up this one, together."""
    parts = [code for code in cells.areas(claim.cell, "children") if code != claim.cell.area]
    like = {
        other.cell.area: other
        for other in cells.rates
        if other.source == claim.source and other.cell.at(area=claim.cell.area) == claim.cell
    }
    people = [_people(cells, like[code]) for code in parts if code in like]
    held = [one for one in people if one]
    return (together(held), 2) if len(parts) > 1 and len(held) == len(parts) else None


# The rates of one area and year imply the same for each of them.
@lru_cache(maxsize=1024)
def most_agreed(ranges: tuple[Range, ...]) -> tuple[Range | None, int]:
    """The range that most of these have in common, and how many of them that is.

    Where two are shared by as many, the one that the narrowest of all has a part in: a rate of
    many says more of the population than one of few.

    >>> one, two, three = (Range(Fraction(a), Fraction(b), Fraction(a)) for a, b in
    ...                    ((1, 4), (3, 6), (8, 9)))
    >>> found, agreeing = most_agreed((one, two, three))
    >>> (found.low, found.high, agreeing)
    (Fraction(3, 1), Fraction(4, 1), 2)
    """
    held = sorted(ranges, key=lambda r: r.high - r.low)
    best: tuple[tuple[int, bool], Range | None] = ((0, False), None)
    for start in sorted({r.low for r in held}):
        over = [r for r in held if r.low <= start <= r.high]
        score = (len(over), held[0] in over)
        if score > best[0]:
            high = min(r.high for r in over)
            best = (score, Range(start, high, (start + high) / 2))
    return best[1], best[0][0]
