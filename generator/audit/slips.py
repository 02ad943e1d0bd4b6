"""Why a printed number may be wrong: each function proposes the number that one slip would make.

It says so only where that is exactly what is printed. These look at the claim alone; those in
``neighbours`` look at what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from generator.audit.cells import Cell, Cells, Held
from generator.audit.ranges import Range, together
from generator.audit.recompute import Claim, Outcome
from generator.datasets import Dataset
from generator.periods import Period

HUNDRED = Fraction(100)
ONE = Range.exactly(Fraction(1))
PERCENTAGES = ("percent_change", "share", "rate")
FEWEST_DIGITS = 3  # of a number that a missing or a second digit is looked for in


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that disagrees, with all there is to look at."""

    claim: Claim
    outcome: Outcome
    cells: Cells

    @property
    def follows(self) -> Range:
        """What should have been printed."""
        assert self.outcome.follows is not None
        return self.outcome.follows

    @property
    def allowed(self) -> Range:
        """What the print allows."""
        assert self.outcome.allowed is not None
        return self.outcome.allowed

    @property
    def dataset(self) -> Dataset:
        """The dataset that the claim is about."""
        return self.cells.holdings.datasets[self.claim.cell[0]]

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
    period = Period.parse(case.claim.cell[2])
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
    turned = Case(
        case.claim, Outcome(-case.follows, case.allowed, case.outcome.inputs), case.cells
    )
    rest = cut(turned)
    return f"{told}. {rest}" if rest else ""


def cut(case: Case) -> str:
    """The digits after the last one printed were dropped, or it was rounded up."""
    unit = case.claim.printed.unit
    if case.claim.kind not in (*PERCENTAGES, "text_vs_table", "conflict"):
        return ""
    if case.claim.printed.word or case.claim.printed.is_in_words:
        return ""
    shown = Fraction(case.allowed.middle)
    ends = [Fraction(e) / unit for e in (case.follows.low, case.follows.middle, case.follows.high)]
    dropped = {floor(abs(e)) * (1 if e >= 0 else -1) * unit for e in ends}
    raised = {ceil(abs(e)) * (1 if e >= 0 else -1) * unit for e in ends}
    if shown in dropped:
        return "It seems to have been cut off there rather than rounded."
    return "It seems to have been rounded up rather than to the nearest." if shown in raised else ""


def inputs_exchanged(case: Case) -> str:
    """The later figure was taken for the earlier one."""
    if case.claim.kind != "percent_change" or len(case.outcome.inputs) != 2:
        return ""
    first, second = (held.range for held in case.outcome.inputs)
    ratio = second.over(first) if first and second else None
    if ratio is None or not case.fits((ratio - ONE).times(HUNDRED)):
        return ""
    return "It follows if the two columns are exchanged."


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
    dataset, area, period, measure, category = whole.cell
    style = case.dataset.label_style
    for found in case.cells.by_area.get(area, []):
        if (found.cell[0], found.cell[3], found.cell[4]) == (dataset, measure, category):
            yield found.cell, f"that of {Period.parse(found.cell[2]).label(style)}"
    for area_of_pair in case.cells.holdings.areas:
        if area_of_pair.level == "district":
            cell = (dataset, area_of_pair.code, period, measure, category)
            yield cell, f"that of {area_of_pair.name}"


def other_count(case: Case) -> str:
    """A rate beside the count of another year."""
    population = case.outcome.facts.get("population")
    if case.claim.kind != "rate" or not population:
        return ""
    people = Range.exactly(Fraction(population) / 1000)
    counts = case.cells.named(case.claim.cell, case.claim.words)
    for found in case.cells.by_area.get(case.claim.cell[1], []):
        is_like = [(*found.cell[:2], *found.cell[3:])] == [(*c[:2], *c[3:]) for c in counts]
        if is_like and found.range and case.fits(found.range.over(people)):
            label = Period.parse(found.cell[2]).label(case.dataset.label_style)
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
    if cell[1] != own[1]:
        return case.cells.holdings.areas[cell[1]].name
    if cell[2] != own[2]:
        return Period.parse(cell[2]).label(case.dataset.label_style)
    return case.dataset.categories[cell[4]].label


def digits(case: Case) -> str:
    """A digit too many (such as a footnote's), one too few, or two in the wrong order."""
    found = re.search(r"\d[\d,]*(\.\d+)?", case.claim.text)
    if found is None or case.claim.printed.word:
        return ""
    text = found[0].replace(",", "")
    wanted = _wanted(case, text)
    if wanted is None or wanted == text:
        return ""
    plain, plain_wanted = text.replace(".", ""), wanted.replace(".", "")
    if len(plain_wanted) >= FEWEST_DIGITS - 1 and plain[:-1] == plain_wanted:
        return f"The last digit may be that of a footnote, run into the number {wanted}."
    if len(plain_wanted) < FEWEST_DIGITS:
        return ""
    if len(plain) + 1 == len(plain_wanted) and _without_one(plain_wanted, plain):
        return f"A digit seems to be missing: {wanted}."
    swapped = [
        plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :] for i in range(len(plain) - 1)
    ]
    return f"Two digits seem to be exchanged: {wanted}." if plain_wanted in swapped else ""


def _wanted(case: Case, text: str) -> str | None:
    """What should stand there, with as many decimals."""
    if not case.follows.is_exact:
        return None
    decimals = len(text.partition(".")[2])
    value = abs(Fraction(case.follows.middle))
    scaled = floor(value * 10**decimals + Fraction(1, 2))
    whole = str(scaled)
    return whole if not decimals else f"{whole[:-decimals] or '0'}.{whole[-decimals:].zfill(decimals)}"


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


ALONE: tuple[Slip, ...] = (
    year_added, lost_minus, cut, inputs_exchanged, later_base, other_whole, other_count,
    part_left_out, digits,
)  # fmt: skip
