"""Why a printed number may be wrong: each function proposes the number that one slip would make.

It says so only where that is exactly what is printed. These look at the claim alone; those in
``neighbours`` look at what stands around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isinf

from generator.audit.cells import Cells, Held
from generator.audit.recompute import Outcome, weighing, weighted
from generator.terms.cells import Cell
from generator.terms.claims import Claim
from generator.terms.datasets import Dataset
from generator.terms.periods import Period
from generator.terms.ranges import Range, together

HUNDRED = Fraction(100)
ABOUT = (Fraction(-1, 2), Fraction(1, 2))
ONE = Range.exactly(Fraction(1))
PERCENTAGES = ("percent_change", "share", "rate")


Peers = Sequence[tuple[Claim, Outcome]]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that disagrees, with all there is to look at: ``peers`` are the claims of the same
    document, ``wrong`` those of them that disagree too."""

    claim: Claim
    outcome: Outcome
    cells: Cells
    peers: Peers = ()
    wrong: Peers = ()

    @property
    def follows(self) -> Range:
        """What should have been printed."""
        assert self.outcome.follows is not None  # only what was worked out is a case
        return self.outcome.follows

    @property
    def allowed(self) -> Range:
        """What the print allows."""
        assert self.outcome.allowed is not None  # only what was worked out is a case
        return self.outcome.allowed

    @property
    def dataset(self) -> Dataset:
        """The dataset that the claim is about."""
        return self.cells.holdings.datasets[self.claim.cell.dataset]

    def dataset_says(self) -> str:
        """Why parts need not add up, where the dataset gives a reason of its own."""
        is_sum = self.claim.kind == "sum"
        return self.dataset.worked_out.get(self.claim.cell.measure, "") if is_sum else ""

    def fits(self, proposed: Range | None) -> bool:
        """Would this be printed so?"""
        return proposed is not None and proposed.meets(self.allowed)

    def ranges(self, cells: list[Cell]) -> Range | None:
        """The sum of some cells; None where one is not held."""
        held = [self.cells.get(cell) for cell in cells]
        found = [h.range for h in held if h and h.range]
        return together(found) if found and len(found) == len(held) else None


Slip = Callable[[Case], str]


def year_added(case: Case) -> str:
    """A heading such as 2017 was added to the numbers under it."""
    if case.claim.kind != "sum" or not case.follows.is_exact or not case.allowed.is_exact:
        return ""
    period = Period.parse(case.claim.cell.period)
    gap = Fraction(case.allowed.middle) - Fraction(case.follows.middle)
    years = {period.last.year, period.first.year}
    return f"The heading {int(gap)} seems to have been added in." if gap in years else ""


def lost_minus(case: Case) -> str:
    """The number is right and its sign is not."""
    if case.claim.kind not in ("change", "percent_change") or case.follows.middle == 0:
        return ""
    is_lost = case.claim.printed.number is not None and case.allowed.middle > 0
    told = "The minus sign seems to be missing" if is_lost else "The sign is the other way round"
    if case.fits(-case.follows):
        return told + "."
    turned = Case(case.claim, Outcome(-case.follows, case.allowed, case.outcome.inputs), case.cells)
    rest = cut(turned)
    return f"{told}. {rest}" if rest else ""


def cut(case: Case) -> str:
    """The digits after the last one printed were dropped, or it was rounded up."""
    unit = case.claim.printed.unit
    is_mean = case.claim.against.mean_at_least > 0
    if case.claim.kind not in (*PERCENTAGES, "text_vs_table", "conflict") and not is_mean:
        return ""
    rounds = case.claim.printed.word not in (None, ABOUT)
    if rounds or case.claim.printed.is_in_words:
        return ""
    shown = Fraction(case.allowed.middle)
    follows = (case.follows.low, case.follows.middle, case.follows.high)
    ends = [Fraction(end) / unit for end in follows if not isinf(end)]
    dropped = {floor(abs(e)) * (1 if e >= 0 else -1) * unit for e in ends}
    raised = {ceil(abs(e)) * (1 if e >= 0 else -1) * unit for e in ends}
    if shown in dropped:
        return "It seems to have been cut off there rather than rounded."
    return "It seems to have been rounded up rather than to the nearest." if shown in raised else ""


def another_count(case: Case) -> str:
    """The percentage of a count that is one or two more or fewer: one of the two is misprinted."""
    printed = case.claim.printed
    if case.claim.kind != "share" or len(case.outcome.inputs) != 2 or not printed.decimals:
        return ""
    own, whole = (held.range for held in case.outcome.inputs)
    if not own or not whole or not own.is_exact or not whole.is_exact:
        return ""
    for step in (1, -1, 2, -2):
        share = Range.exactly(own.middle + step).over(whole)
        percent = share.times(HUNDRED) if share else None
        moved = Case(case.claim, Outcome(percent, case.allowed), case.cells)
        told = f"It would be right for {int(own.middle + step)}, not {int(own.middle)}"
        if case.fits(percent):
            return f"{told}, so either may be misprinted."
        if percent and "cut off" in cut(moved):
            return f"{told}, if it was cut off rather than rounded."
    return ""


def inputs_exchanged(case: Case) -> str:
    """The later figure was taken for the earlier one."""
    if case.claim.kind != "percent_change" or len(case.outcome.inputs) != 2:
        return ""
    first, second = (held.range for held in case.outcome.inputs)
    ratio = second.over(first) if first and second else None
    if ratio is None or not case.fits((ratio - ONE).times(HUNDRED)):
        return ""
    return "It follows if the two columns are exchanged."


def parts_exchanged(case: Case) -> str:
    """A mean of two parts that is right if each has the other's figure."""
    if not case.claim.against.weights or len(case.outcome.inputs) != 2:
        return ""
    parts = list(case.outcome.inputs)
    weights = [case.cells.get(cell) for cell in weighing(case.claim, parts)]
    held = [weight for weight in weights if weight]
    if len(held) < 2 or not case.fits(weighted(parts[::-1], held)):
        return ""
    names = " and ".join(case.dataset.categories[p.cell.category].label for p in parts)
    return f"It follows if the figures of {names} are exchanged."


def plain_mean(case: Case) -> str:
    """The rate of a whole taken as the mean of the parts, each counting for as much."""
    rates = [held.range for held in case.outcome.inputs if held.range]
    if not case.claim.against.is_by_parts or not rates:
        return ""
    mean = sum((Fraction(rate.middle) for rate in rates), Fraction(0)) / len(rates)
    is_mean = case.fits(Range.exactly(mean))
    return "It is the plain mean of the areas, not weighted by their residents." if is_mean else ""


def later_base(case: Case) -> str:
    """The change was divided by the later figure, not by the earlier one."""
    if case.claim.kind != "percent_change" or len(case.outcome.inputs) != 2:
        return ""
    first, second = (held.range for held in case.outcome.inputs)
    share = second.over(first) if first and second else None
    if share is None or not case.fits((ONE - share).times(HUNDRED)):
        return ""
    return "It is the change as a percentage of the later figure, not of the earlier one."


def other_whole(case: Case) -> str:
    """The share is one of another whole: of the rest, of another year, or of a larger group."""
    if case.claim.kind != "share" or len(case.outcome.inputs) != 2:
        return ""
    own, whole = case.outcome.inputs
    if not own.range or not whole.range:
        return ""
    rest = own.range.over(whole.range - own.range)
    if case.fits(rest.times(HUNDRED) if rest else None):
        return "It is a percentage of the rest, not of the whole."
    for cell, name in _wholes(case, whole):
        held = case.cells.get(cell)
        ratio = own.range.over(held.range) if held and held.range else None
        if case.fits(ratio.times(HUNDRED) if ratio else None):
            return f"It is a percentage of another whole: {name}."
    return ""


def _wholes(case: Case, whole: Held) -> Iterator[tuple[Cell, str]]:
    style = case.dataset.label_style
    for found in case.cells.by_area.get(whole.cell.area, []):
        if set(found.cell.differs_in(whole.cell)) <= {"period"}:
            yield found.cell, f"that of {Period.parse(found.cell.period).label(style)}"
    for area_of_pair in case.cells.holdings.areas:
        if area_of_pair.level == "district":
            yield whole.cell.at(area=area_of_pair.code), f"that of {area_of_pair.name}"


def other_count(case: Case) -> str:
    """A rate beside the count of another year."""
    people = case.outcome.population
    if people is None:
        return ""
    counts = case.cells.named(case.claim.cell, case.claim.against)
    for found in case.cells.by_area.get(case.claim.cell.area, []):
        is_like = [found.cell] == [count.at(period=found.cell.period) for count in counts]
        if is_like and found.range and case.fits(found.range.over(people)):
            label = Period.parse(found.cell.period).label(case.dataset.label_style)
            return f"It is the rate of {label}."
    return ""


def part_left_out(case: Case) -> str:
    """One of the parts is missing from the sum, or is in it twice."""
    if case.claim.kind != "sum" or not case.follows.is_exact or len(case.outcome.inputs) < 3:
        return ""
    gap = Fraction(case.allowed.middle) - Fraction(case.follows.middle)
    parts = [
        h for h in case.outcome.inputs if h.range and h.range.middle == abs(gap) and abs(gap) > 9
    ]
    if len(parts) != 1:
        return ""
    name = _name(case, parts[0].cell)
    return f"{name} seems to be {'counted twice' if gap > 0 else 'left out'}."


def _name(case: Case, cell: Cell) -> str:
    own = case.claim.cell
    if cell.area != own.area:
        return case.cells.holdings.areas[cell.area].name
    if cell.period != own.period:
        return Period.parse(cell.period).label(case.dataset.label_style)
    return case.dataset.categories[cell.category].label


ALONE: tuple[Slip, ...] = (
    year_added,
    lost_minus,
    cut,
    another_count,
    inputs_exchanged,
    parts_exchanged,
    plain_mean,
    later_base,
    other_whole,
    other_count,
    part_left_out,
)
