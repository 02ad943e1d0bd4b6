"""Why a printed number may be wrong, told by the numbers around it in the same table or text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from generator.audit.cells import PARTS, Cell
from generator.audit.ranges import Range
from generator.audit.recompute import RECOMPUTED, Claim, Outcome
from generator.audit.slips import HUNDRED, Case
from generator.periods import Period

Peers = list[tuple[Claim, Outcome]]
CHANGES = ("change", "percent_change")
FEWEST = 20  # numbers smaller than this are equal by chance too often to name another place


def swapped(case: Case, peers: Peers) -> str:
    """Two rows, or two columns, hold each other's number."""
    for claim, other in _alike(case, peers):
        if not other.is_tested or other.agrees or not other.follows or not other.allowed:
            continue
        if case.fits(other.follows) and case.follows.meets(other.allowed):
            return f"It seems to be exchanged with that of {_where(case, claim)}."
    return ""


def shifted(case: Case, peers: Peers) -> str:
    """The numbers of a row or column stand one place further on."""
    row = sorted(
        [(case.claim, case.outcome), *_alike(case, peers)], key=lambda pair: int(pair[0].line or 0)
    )
    here = next(i for i, (claim, _) in enumerate(row) if claim == case.claim)
    for step in (1, -1):
        moved = [
            i
            for i in (here - 1, here, here + 1)
            if 0 <= i < len(row) and 0 <= i + step < len(row) and _is_moved(row, i, step)
        ]
        if here in moved and len(moved) > 1:
            return "The numbers seem to stand one row away from their own."
    return ""


def _is_moved(row: Peers, here: int, step: int) -> bool:
    own, next_to = row[here][1], row[here + step][1]
    is_wrong = own.is_tested and not own.agrees
    return bool(is_wrong and own.allowed and next_to.follows and next_to.follows.meets(own.allowed))


def last_year(case: Case, peers: Peers) -> str:
    """The change of the year before, printed again."""
    del peers
    claim = case.claim
    earlier = claim.words.get("period", "")
    if claim.kind not in CHANGES or not earlier:
        return ""
    gap = _months(claim.cell[2]) - _months(earlier)
    before = Period.parse(earlier)
    if gap <= 0 or before.months is None:
        return ""
    moved: Cell = (*claim.cell[:2], earlier, *claim.cell[3:])  # type: ignore[assignment]
    again = Claim(
        claim.kind, moved, f"period:{before.before(gap).iso}", claim.text, claim.source, ""
    )
    outcome = RECOMPUTED[claim.kind](again, case.cells)
    is_same = outcome.follows is not None and outcome.follows.middle != 0
    return (
        "It is the change of the year before, printed again."
        if is_same and case.fits(outcome.follows)
        else ""
    )


def _months(iso: str) -> int:
    last = Period.parse(iso).last
    return last.year * 12 + last.month


def from_printed(case: Case, peers: Peers) -> str:
    """It follows from another printed number that is itself in doubt."""
    claim = case.claim
    for other, outcome in peers:
        if outcome.agrees or not outcome.is_tested or other.cell[1] != claim.cell[1]:
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
    people = case.outcome.facts.get("population")
    if case.claim.kind != "rate" or not people or not outcome.allowed:
        return False
    counts = [held.cell for held in case.outcome.inputs]
    return other.cell in counts and case.fits(
        outcome.allowed.over(Range.exactly(Fraction(people) / 1000))
    )


def another_figure(case: Case, peers: Peers) -> str:
    """The text gives the figure of another period, area or category."""
    del peers
    claim = case.claim
    if claim.kind not in ("text_vs_table", "conflict") or claim.printed.number is None:
        return ""
    number = claim.printed.number
    if number < FEWEST:
        return ""
    same = case.cells.by_value.get((claim.cell[0], claim.cell[3], number), [])
    near = [h.cell for h in same if sum(a == b for a, b in zip(h.cell, claim.cell, strict=True)) == 4]
    if len(near) != 1:
        return ""
    where = _difference(case, near[0])
    return f"It is the figure of {where}."


def _alike(case: Case, peers: Peers) -> Iterator[tuple[Claim, Outcome]]:
    """What the same table says of the same kind, of other rows."""
    own = case.claim
    for claim, outcome in peers:
        is_same = (claim.kind, claim.against) == (own.kind, own.against)
        if is_same and claim != own and claim.cell[3] == own.cell[3]:
            yield claim, outcome


def _where(case: Case, claim: Claim) -> str:
    return _difference(case, claim.cell)


def _difference(case: Case, cell: Cell) -> str:
    """How another cell is called where it differs from the claim's own."""
    holdings, own = case.cells.holdings, case.claim.cell
    names = {
        "area": holdings.areas[cell[1]].name,
        "period": Period.parse(cell[2]).label(case.dataset.label_style),
        "category": holdings.datasets[cell[0]].categories[cell[4]].label,
    }
    differing = [n for part, n in names.items() if cell[PARTS.index(part)] != own[PARTS.index(part)]]
    return ", ".join(differing) or "the same row"


BESIDE: tuple[Callable[[Case, Peers], str], ...] = (
    swapped, shifted, last_year, from_printed, another_figure,
)  # fmt: skip
