"""Why a printed number may be wrong: because it was worked out from another that is."""

from __future__ import annotations

from fractions import Fraction

from generator.audit.neighbours import CHANGES, difference
from generator.audit.recompute import Outcome
from generator.audit.slips import HUNDRED, Case, Slip
from generator.terms.cells import Cell
from generator.terms.claims import Claim
from generator.terms.ranges import Range


def from_printed(case: Case) -> str:
    """It follows from another printed number that is itself in doubt."""
    claim = case.claim
    for other, outcome in case.wrong:
        if outcome.agrees or not outcome.is_tested or other.cell.area != claim.cell.area:
            continue
        if claim.kind == "percent_change" and other.kind == "change" and other.cell == claim.cell:
            base = case.outcome.inputs[-1].range
            ratio = outcome.allowed.over(base) if outcome.allowed and base else None
            if case.fits(ratio.times(HUNDRED) if ratio else None):
                return f"It follows from the change printed beside it, {other.text.strip()}."
        if other.kind in ("conflict", "sum") and (
            _fits_with(case, other, outcome) or _fits_rate(case, other, outcome)
        ):
            return f"It follows from {other.text.strip()}, which is itself in doubt."
    return ""


def fits_the_text(case: Case) -> str:
    """A change and a percentage that fit the count printed with them, and not the table's."""
    claim = case.claim
    if claim.kind not in CHANGES:
        return ""
    beside = {
        other.kind: (other, outcome.allowed)
        for other, outcome in case.wrong
        if (other.cell, other.source, other.line) == (claim.cell, claim.source, claim.line)
    }
    if not {"conflict", *CHANGES} <= set(beside):
        return ""
    (count, now), (_, gap), (_, percent) = (beside[kind] for kind in ("conflict", *CHANGES))
    if not now or not gap or not percent:
        return ""
    ratio = gap.over(now - gap)
    is_whole = ratio is not None and ratio.times(HUNDRED).meets(percent)
    return (
        f"It fits the {count.text.strip()} printed with it, which is in doubt." if is_whole else ""
    )


def _fits_with(case: Case, other: Claim, outcome: Outcome) -> bool:
    """Would the claim be true if one of its inputs were what another claim prints of it?"""
    first, second, *more = (*case.outcome.inputs, None, None)
    if more[2:] or first is None or second is None or outcome.allowed is None:
        return False
    ranges = [outcome.allowed if h.cell == other.cell else h.range for h in (first, second)]
    if other.cell not in (first.cell, second.cell) or None in ranges:
        return False
    one, two = ranges
    if one is None or two is None:
        return False
    if case.claim.kind == "change":
        return case.fits(one - two)
    ratio = one.over(two)
    if ratio is None or case.claim.kind not in ("percent_change", "share"):
        return False
    less = Range.exactly(Fraction(1 if case.claim.kind == "percent_change" else 0))
    return case.fits((ratio - less).times(HUNDRED))


def _fits_rate(case: Case, other: Claim, outcome: Outcome) -> bool:
    """Would the rate be true of the count that another claim prints?"""
    people = case.outcome.population
    if not people or not outcome.allowed:
        return False
    is_count = other.cell in [held.cell for held in case.outcome.inputs]
    is_place = set(other.cell.differs_in(case.claim.cell)) <= {"dataset", "measure"}
    is_total = case.claim.against.is_by_parts and is_place
    return (is_count or is_total) and case.fits(outcome.allowed.over(people))


def from_totals(case: Case) -> str:
    """It follows from printed totals, less what is left out, and these totals are in doubt."""
    claim = case.claim
    more = claim.against.plus
    parent = case.dataset.categories[claim.cell.category].within if claim.cell.dataset else ""
    if claim.kind not in CHANGES or len(more) < 2 or not parent:
        return ""
    out = [part for part in case.dataset.parts(parent) if part not in (claim.cell.category, *more)]
    rest = []
    for period in (claim.cell.period, claim.against.earlier):
        here = claim.cell.at(period=period)
        whole = case.ranges([here.at(category=parent)])
        less = (
            case.ranges([here.at(category=part) for part in out])
            if out
            else Range.exactly(Fraction(0))
        )
        if whole is None or less is None:
            return ""
        rest.append(whole - less)
    ratio = rest[0].over(rest[1])
    change = (
        rest[0] - rest[1]
        if claim.kind == "change"
        else ratio and (ratio - Range.exactly(Fraction(1))).times(HUNDRED)
    )
    wrong = [
        c.text
        for c, o in case.wrong
        if c.kind == "sum"
        and c.cell.at(period=claim.cell.period) == claim.cell.at(category=parent)
        and o.is_tested
        and not o.agrees
    ]
    if not case.fits(change or None) or not wrong:
        return ""
    left_out = f", less {' and '.join(_labels(case, out))}" if out else ""
    return (
        f"It follows from the printed totals {' and '.join(wrong)}, which are in doubt{left_out}."
    )


def same_gap(case: Case) -> str:
    """The total differs by just as much as one of its parts does from what that is made of."""
    claim = case.claim
    if claim.kind not in ("conflict", "sum", "text_vs_table") or not case.follows.is_exact:
        return ""
    gap = abs(case.allowed.middle - case.follows.middle)
    for other, outcome in case.wrong:
        is_other = other.kind == "sum" and _is_part(case, other.cell)
        if not is_other or other.cell == claim.cell or outcome.agrees:
            continue
        follows, allowed = outcome.follows, outcome.allowed
        if follows and allowed and abs(allowed.middle - follows.middle) == gap:
            name = difference(case, other.cell)
            made = f"{int(follows.middle):,}"
            return f"It differs by as much as {name} ({other.text}) does from its parts ({made})."
    return ""


def _is_part(case: Case, part: Cell) -> bool:
    """Is it of the same time and measure, and of an area or a category within the claim's own?"""
    own, areas = case.claim.cell, case.cells.holdings.areas
    differing = part.differs_in(own)
    if differing == ("category",):
        return part.category in case.dataset.tree(own.category)
    is_inside = areas[own.area] in areas.family(areas[part.area])
    return differing == ("area",) and is_inside


def _labels(case: Case, names: list[str]) -> list[str]:
    return [case.dataset.categories[name].label for name in names]


KNOCK_ON: tuple[Slip, ...] = (from_printed, fits_the_text, from_totals, same_gap)
