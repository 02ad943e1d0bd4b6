"""Each kind of claim worked out again: from the cells it names to the numbers that follow.

A function a kind. Each takes a claim and the cells, and returns an Outcome: the range that the
inputs allow, the cells it was worked out from, or why it cannot be worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import NamedTuple

from generator.audit.cells import Cells, Held
from generator.terms.cells import Cell
from generator.terms.claims import Against, Claim
from generator.terms.printed import places
from generator.terms.ranges import Range, together, within

HUNDRED = Fraction(100)
CHANGES = ("change", "percent_change", "sign")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows. ``allowed`` is what the print allows; ``inputs`` are what it follows from;
    ``population`` is what a rate was worked out from."""

    follows: Range | None
    allowed: Range | None
    inputs: tuple[Held, ...] = ()
    why_not: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    population: Range | None = None

    @property
    def is_tested(self) -> bool:
        """Could it be worked out?"""
        return self.follows is not None and self.allowed is not None

    @property
    def agrees(self) -> bool:
        """Can the printed number come about from the printed inputs?"""
        return bool(self.follows and self.allowed and self.follows.meets(self.allowed))


def untested(why: str) -> Outcome:
    """A claim that cannot be worked out."""
    return Outcome(None, None, (), why)


def numbers(cells: Cells, wanted: list[Cell]) -> tuple[list[Held], str]:
    """The figures of these cells; or why one of them is not to be had."""
    found = []
    for cell in wanted:
        held = cells.get(cell)
        if held is None:
            return [], f"a figure it needs is not held ({_place(cell)})"
        if held.range is None:
            return [], f"a figure it needs is blank ({_place(cell)})"
        found.append(held)
    return found, "" if found else "no figure it needs is held"


def _place(cell: Cell) -> str:
    return f"{cell.area} {cell.period} {cell.measure} {cell.category}"


class Sides(NamedTuple):
    """The figures of a claim's subject and of what it is set against; or why some are not there."""

    own: list[Held]
    other: list[Held]
    why_not: str


def _sides(claim: Claim, cells: Cells) -> Sides:
    """The subject and what it is measured against. ``plus`` adds categories to the subject, and
    to the other too where that is the same in another period or area."""
    mine = [claim.cell]
    theirs = others(claim, cells)
    against = claim.against
    if against.plus:
        mine += [claim.cell.at(category=category) for category in against.plus]
        if not against.category and not against.measure:
            theirs = [c for own in mine for c in cells.named(own, against)]
    own, why = numbers(cells, mine)
    other, why_other = numbers(cells, theirs)
    return Sides(own, other, why or why_other)


def _ranges(inputs: list[Held]) -> Range:
    return together([held.range for held in inputs if held.range])


def total(claim: Claim, cells: Cells) -> Outcome:
    """The cells named, added up."""
    parts, why = numbers(cells, others(claim, cells))
    if why:
        return untested(why)
    is_exact = all(held.range and held.range.is_exact for held in parts)
    follows = _ranges(parts)
    if claim.against.is_rest_of_100:
        follows = Range.exactly(HUNDRED) - follows
    return Outcome(follows, claim.printed.allows(is_count=is_exact), tuple(parts))


def others(claim: Claim, cells: Cells) -> list[Cell]:
    """The cells that a claim's subject is set against; ``and`` adds one of another dataset."""
    found = cells.named(claim.cell, claim.against)
    also = claim.against.also
    return [*found, claim.cell.at(**also._asdict())] if also else found


def change(claim: Claim, cells: Cells) -> Outcome:
    """The subject less the other; of places in a list, how many it went up."""
    own, other, why = _sides(claim, cells)
    if why:
        return untested(why)
    allowed = _signed(claim, is_count=all(h.is_count for h in own + other))
    gap = _ranges(own) - _ranges(other)
    measure = cells.holdings.datasets[claim.cell.dataset].measures[claim.cell.measure]
    return Outcome(-gap if measure.kind == "rank" else gap, allowed, (*own, *other))


def _signed(claim: Claim, *, is_count: bool) -> Range | None:
    """What a printed change allows; ``up`` and ``down`` say what its sentence says beside it."""
    allowed = claim.printed.allows(is_count=is_count, is_change=True)
    if allowed and claim.against.is_down and allowed.middle > 0:
        return -allowed
    return allowed


def percent_change(claim: Claim, cells: Cells) -> Outcome:
    """By how many percent the subject is more than the other."""
    own, other, why = _sides(claim, cells)
    if why:
        return untested(why)
    ratio = _ranges(own).over(_ranges(other))
    if ratio is None:
        return untested("there is no percentage of nought")
    follows = (ratio - Range.exactly(Fraction(1))).times(HUNDRED)
    return Outcome(follows, _signed(claim, is_count=False), (*own, *other))


def share(claim: Claim, cells: Cells) -> Outcome:
    """The subject as a percentage of the other."""
    own, other, why = _sides(claim, cells)
    if why:
        return untested(why)
    ratio = _ranges(own).over(_ranges(other))
    if ratio is None:
        return untested("there is no percentage of nought")
    return Outcome(ratio.times(HUNDRED), claim.printed.allows(is_count=False), (*own, *other))


def sign(claim: Claim, cells: Cells) -> Outcome:
    """Whether the subject is more than the other, less, or the same: 1, -1 or 0."""
    own, other, why = _sides(claim, cells)
    way = claim.printed.direction
    if why or way is None:
        return untested(why or "the direction it prints is not understood")
    gap = _ranges(own) - _ranges(other)
    ends = [Fraction((end > 0) - (end < 0)) for end in (gap.low, gap.high, gap.middle)]
    return Outcome(Range(*ends), Range.exactly(Fraction(way)), (*own, *other))


def repeated(claim: Claim, cells: Cells) -> Outcome:
    """The figure itself, printed again; or how many of a list rose; or their mean."""
    if claim.against.how_many:
        return _how_many(claim, cells)
    if claim.against.is_mean:
        return _mean(claim, cells)
    own, why = numbers(cells, [claim.cell])
    if why:
        return untested(why)
    kind = cells.holdings.datasets[claim.cell.dataset].measures[claim.cell.measure].kind
    if kind == "rank":
        allowed = places(claim.text)
    else:
        is_exact = own[0].is_count and own[0].decimals == 0
        allowed = (
            _signed(claim, is_count=is_exact)
            if kind == "change" or (own[0].range and own[0].range.middle < 0)
            else claim.printed.allows(is_count=is_exact)
        )
    if allowed is None:
        return untested("no number is understood in what it prints")
    follows = own[0].range
    if follows and claim.against.over > 1:
        follows = follows.times(Fraction(1, claim.against.over))
        allowed = claim.printed.allows(is_count=False)
    return Outcome(follows, allowed, tuple(own))


def _mean(claim: Claim, cells: Cells) -> Outcome:
    parts, why = numbers(cells, cells.named(claim.cell, claim.against))
    if why:
        return untested(why)
    follows: Range | None = _ranges(parts).times(Fraction(1, len(parts)))
    if claim.against.weights:
        weights, why = numbers(cells, weighing(claim, parts))
        if why:
            return untested(why)
        follows = weighted(parts, weights)
    return Outcome(follows, claim.printed.allows(is_count=False), tuple(parts))


def weighing(claim: Claim, parts: list[Held]) -> list[Cell]:
    """The counts that parts of a mean are weighted by, where its words say which."""
    weights = claim.against.weights
    return [part.cell.at(**weights._asdict()) for part in parts] if weights else []


def weighted(parts: list[Held], weights: list[Held]) -> Range | None:
    """The mean of some figures, each counted as often as its weight says."""
    pairs = [(p.range, w.range) for p, w in zip(parts, weights, strict=True)]
    whole = _ranges(weights)
    shares = [p.times(Fraction(w.middle)) for p, w in pairs if p and w]
    return together(shares).over(whole) if len(shares) == len(pairs) else None


def _how_many(claim: Claim, cells: Cells) -> Outcome:
    earlier = Against(period=claim.against.period)
    listed = cells.listed(claim)
    up = down = 0
    inputs: list[Held] = []
    for mine in listed:
        found, why = numbers(cells, [mine, *cells.named(mine, earlier)])
        if why:
            return untested(why)
        inputs += found
        first, second = (h.range for h in found)
        gap = first.middle - second.middle if first and second else Fraction(0)
        up, down = up + (gap > 0), down + (gap < 0)
    count = up if claim.against.how_many == "up" else down
    is_all = claim.text.lower().startswith(("all", "each", "every"))
    printed = claim.printed.allows(is_count=True)
    allowed = printed or (Range.exactly(Fraction(len(listed))) if is_all else None)
    return Outcome(Range.exactly(Fraction(count)), allowed, tuple(inputs))


def impossible(claim: Claim, cells: Cells) -> Outcome:
    """What the figure may be at most, or between which others it must lie."""
    own, why = numbers(cells, [claim.cell])
    inputs, why_not = numbers(cells, others(claim, cells))
    if claim.against.is_at_most_100:
        limits, inputs = Range(Fraction(0), HUNDRED, HUNDRED), []
    elif why_not:
        return untested(why_not)
    elif claim.against.is_rest_of_100:
        rest = Range.exactly(HUNDRED) - _ranges(inputs)
        limits = Range(Fraction(0), rest.high, rest.middle)
    elif claim.against.is_at_most:
        limits = Range(-inf, _ranges(inputs).high, _ranges(inputs).middle)
    elif claim.against.mean_at_least:
        return _mean_at_least(claim, cells, inputs)
    else:
        limits = within([held.range for held in inputs if held.range])
    allowed = own[0].range if own else claim.printed.allows(is_count=False)
    return Outcome(limits, allowed, (*own, *inputs), why if not allowed else "")


def _mean_at_least(claim: Claim, cells: Cells, inputs: list[Held]) -> Outcome:
    """A mean of so many months cannot be less than what most of them have, shared among all.

    ``less`` is a month of the total that is not among them.
    """
    rest = _ranges(inputs)
    if less := claim.against.less:
        part, why = numbers(cells, [claim.cell.at(period=less)])
        if why:
            return untested(why)
        rest, inputs = rest - _ranges(part), [*inputs, *part]
    mean = rest.times(Fraction(1, claim.against.mean_at_least))
    limits = Range(mean.low, inf, mean.middle)
    return Outcome(limits, claim.printed.allows(is_count=False), tuple(inputs))


RECOMPUTED: dict[str, Callable[[Claim, Cells], Outcome]] = {
    "sum": total,
    "change": change,
    "percent_change": percent_change,
    "share": share,
    "sign": sign,
    "text_vs_table": repeated,
    "conflict": repeated,
    "impossible": impossible,
}
