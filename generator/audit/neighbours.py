"""Why a printed number may be wrong, told by the numbers around it in the same table or text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, floor

from generator.audit.ranks import rank
from generator.audit.recompute import RECOMPUTED, Outcome
from generator.audit.slips import HUNDRED, Case, Peers, Slip
from generator.terms.cells import Cell
from generator.terms.claims import Against, Claim
from generator.terms.periods import Period
from generator.terms.ranges import Range

CHANGES = ("change", "percent_change")
FEWEST = 5  # numbers smaller than this are equal by chance too often to name another place


def swapped(case: Case) -> str:
    """Two rows, or two columns, hold each other's number."""
    for claim, other in _alike(case):
        if not other.is_tested or other.agrees or not other.follows or not other.allowed:
            continue
        if case.fits(other.follows) and case.follows.meets(other.allowed):
            told = f"It seems to be exchanged with that of {difference(case, claim.cell)}."
            return f"{told}{_earlier_place(case)}"
    return ""


def _earlier_place(case: Case) -> str:
    """That a place in a list is also its place a year earlier."""
    claim = case.claim
    period = Period.parse(claim.cell.period)
    if claim.kind != "rank" or not period.months or claim.against.of:
        return ""
    before = period.before(12)
    cell = claim.cell.at(period=before.iso)
    outcome = rank(replace(claim, cell=cell, line=""), case.cells)
    label = before.label(case.dataset.label_style)
    return f" It was its place of the {label}, too." if outcome.agrees else ""


def common_whole(case: Case) -> str:
    """Shares that all fit another whole than the one they are of."""
    if case.claim.kind != "share" or len(case.outcome.inputs) < 2:
        return ""
    wholes = [held.cell for held in case.outcome.inputs[1:]]
    people: list[Range] = []
    for claim, outcome in case.peers:
        is_beside = claim.kind == "share" and claim.source == case.claim.source
        is_like = is_beside and [h.cell for h in outcome.inputs[1:]] == wholes
        own = outcome.inputs[0].range if is_like else None
        whole = own.over(outcome.allowed) if own and outcome.allowed else None
        people += [whole.times(HUNDRED)] if whole else []
    low, high = max((r.low for r in people), default=0), min((r.high for r in people), default=0)
    if len(people) < FEWEST or low > high or floor(high) < ceil(low):
        return ""
    return f"All the shares beside it fit a whole of {ceil(low):,}."


def shifted(case: Case) -> str:
    """The numbers of a row or column stand one place further on."""
    row = sorted(
        [(case.claim, case.outcome), *_alike(case)], key=lambda pair: int(pair[0].line or 0)
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


def last_year(case: Case) -> str:
    """The change of the year before, printed again."""
    claim = case.claim
    earlier = claim.against.earlier
    if claim.kind not in (*CHANGES, "sign") or not earlier:
        return ""
    gap = _months(claim.cell.period) - _months(earlier)
    before = Period.parse(earlier)
    if gap <= 0 or before.months is None:
        return ""
    moved = claim.cell.at(period=earlier)
    since = Against(period=(before.before(gap).iso,))
    again = replace(claim, cell=moved, against=since, line="")
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


def other_period(case: Case) -> str:
    """A share that is right for another time of the same place in the same source."""
    claim = case.claim
    if claim.kind != "share" or claim.against.period:
        return ""
    periods = {
        held.cell.period
        for held in case.cells.by_area.get(claim.cell.area, [])
        if held.cell.differs_in(claim.cell) == ("period",)
        and set(held.source) & {h for i in case.outcome.inputs for h in i.source}
    }
    fitting = []
    for iso in sorted(periods):
        cell = claim.cell.at(period=iso)
        moved = replace(claim, cell=cell, line="")
        if RECOMPUTED[claim.kind](moved, case.cells).agrees:
            fitting.append(Period.parse(iso).label(case.dataset.label_style))
    return f"It is that of the {fitting[0]}." if len(fitting) == 1 else ""


def another_figure(case: Case) -> str:
    """The text gives the figure of another period, area or category."""
    claim = case.claim
    if claim.kind not in ("text_vs_table", "conflict") or claim.printed.number is None:
        return ""
    number = claim.printed.number
    if number < FEWEST:
        return ""
    same = case.cells.with_value(claim.cell, number)
    for part in ("period", "area", "category"):
        near = [h.cell for h in same if h.cell.differs_in(claim.cell) == (part,)]
        if near:
            return f"It is the figure of {difference(case, near[0])}." if len(near) == 1 else ""
    return ""


def _alike(case: Case) -> Iterator[tuple[Claim, Outcome]]:
    """What the same table says of the same kind, of other rows."""
    own = case.claim
    for claim, outcome in case.peers:
        is_same = (claim.kind, claim.against, claim.source) == (own.kind, own.against, own.source)
        if is_same and claim != own and claim.cell.measure == own.cell.measure:
            yield claim, outcome


def difference(case: Case, cell: Cell) -> str:
    """How another cell is called where it differs from the claim's own."""
    holdings, own = case.cells.holdings, case.claim.cell
    names = {
        "area": holdings.areas[cell.area].name,
        "period": Period.parse(cell.period).label(case.dataset.label_style),
        "category": holdings.datasets[cell.dataset].categories[cell.category].label,
    }
    differing = [names[part] for part in cell.differs_in(own) if part in names]
    return ", ".join(differing) or "the same row"


BESIDE: tuple[Slip, ...] = (
    common_whole,
    swapped,
    shifted,
    last_year,
    other_period,
    another_figure,
)
