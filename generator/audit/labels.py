"""Headings, titles, periods, names and numbers to call: what a printed label says against the rest.

A label claim is true where what it prints can be so. Each function here looks at one kind of label
and says what it should be, or nothing where it can stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from generator.audit.cells import Cells
from generator.audit.recompute import RECOMPUTED, Outcome, untested, weighing, weighted
from generator.terms.claims import Claim
from generator.terms.periods import MONTHS, Period
from generator.terms.ranges import Range

LENGTHS = {"year": 12, "month": 1}
# Numbers that can be dialled in Britain without an area code.
SHORT = ("999", "101", "111", "112", "105", "119")


def label(claim: Claim, cells: Cells) -> Outcome:
    """Can the label be right? What follows is 0 where it can, and 1 where it cannot."""
    should = LOOKS[claim.against.label](claim, cells)
    if should is None:
        return untested("it needs a reader's judgement")
    fault = Fraction(1 if should else 0)
    return Outcome(
        Range.exactly(fault), Range.exactly(Fraction(0)), (), "", {"should": should or ""}
    )


def _period(claim: Claim, cells: Cells) -> str | None:
    """The period of the figures under it, as its dataset writes it; blank where that is printed.

    Of a measure of change, the period since which it is told.
    """
    dataset = cells.holdings.datasets[claim.cell.dataset]
    held = Period.parse(dataset.measures[claim.cell.measure].since or claim.cell.period)
    printed = dates_in(claim.text)
    if not printed:
        return None
    ends = (held.first, held.last)
    fits = all(
        any(year in (0, end.year) and month in (0, end.month) for end in ends)
        for year, month in printed
    )
    if fits:
        return ""
    is_span = held.months in (2, 3, 4, 6)
    return f"{held.first:%B} to {held.last:%B %Y}" if is_span else held.label(dataset.label_style)


def _length(claim: Claim, cells: Cells) -> str | None:
    """How long the time is that it names, by its own dates or by the period given."""
    del cells
    unit = next((n for word, n in LENGTHS.items() if word in claim.text.lower()), 0)
    said = claim.printed.allows(is_count=unit == 1)
    months = _months(claim)
    if said is None or not unit or not months:
        return None
    if said.times(Fraction(unit)).meets(Range.exactly(Fraction(months))):
        return ""
    return f"{months} months" if unit == 1 else f"{months // 12} years and {months % 12} months"


def _months(claim: Claim) -> int:
    if claim.against.named:
        return Period.parse(claim.against.named).months or 0
    dates = [(y, m) for y, m in dates_in(claim.text) if m]
    if len(dates) != 2:
        return 0
    (year, month), (year2, month2) = dates
    return (year2 - year) * 12 + month2 - month + 1


def dates_in(text: str) -> list[tuple[int, int]]:
    """The years and months that a text names, in their order; 0 for one that is not named.

    >>> dates_in("Oct-Dec 2014"), dates_in("2015/16"), dates_in("June 2013-July 2014")
    ([(2014, 10), (2014, 12)], [(2016, 3)], [(2013, 6), (2014, 7)])
    """
    if found := re.search(r"\b(\d{4})[/-](\d{2})\b", text):
        return [(int(found[1]) + 1, 3)]
    found_months: list[tuple[int, int]] = []
    waiting: list[int] = []
    for word, number in re.findall(r"([A-Za-z]+)|(\d{4}|(?<=['\u2019])\d{2})", text):
        if word.lower() in MONTHS and (len(word) > 3 or word.lower() != "may" or word == "May"):
            waiting.append(MONTHS[word.lower()])
        elif number:
            year = int(number) if len(number) == 4 else 2000 + int(number)
            found_months += [(year, month) for month in waiting] or [(year, 0)]
            waiting = []
    return found_months + [(0, month) for month in waiting]


def _heading(claim: Claim, cells: Cells) -> str | None:
    """A heading that two columns share, or that one column lacks: whose figures these are."""
    held = Period.parse(claim.cell.period)
    return held.label(cells.holdings.datasets[claim.cell.dataset].label_style)


def _category(claim: Claim, cells: Cells) -> str | None:
    """A name that did not exist then, by the history of recording; or that its figures contradict.

    Whoever writes the claim down sets it on the category that the figures belong to.
    """
    dataset, _, period, _, category = claim.cell
    for event in cells.holdings.events:
        is_named = category in event.categories and dataset in event.datasets
        if event.kind == "break" and is_named and Period.parse(period).last < event.date:
            return f"an earlier name, for this one began on {event.date.day} {event.date:%B %Y}"
    return cells.holdings.datasets[dataset].categories[category].label


def _exchanged(claim: Claim, cells: Cells) -> str | None:
    """Two rows under each other's name: the total they make up, by weights, shows which is which.

    ``exchanged`` names the other category, ``weights`` the counts; the total is their parent's.
    """
    categories = cells.holdings.datasets[claim.cell.dataset].categories
    other = claim.against.named
    parts = [cells.get(claim.cell), cells.get(claim.cell.at(category=other))]
    total = cells.get(claim.cell.at(category=categories[claim.cell.category].within or "all"))
    held = [part for part in parts if part]
    weights = [cells.get(cell) for cell in weighing(claim, held)]
    known = [weight for weight in weights if weight]
    if len(held) < 2 or len(known) < 2 or not total or not total.range:
        return None
    as_printed, turned = weighted(held, known), weighted(held[::-1], known)
    if as_printed and as_printed.meets(total.range):
        return ""
    return categories[other].label if turned and turned.meets(total.range) else None


def _column(claim: Claim, cells: Cells) -> str | None:
    """A number under the heading of another period (``column``), as a change beside it shows.

    The change printed in the same row follows from the figures as they are held, and would not if
    the two periods were as they are headed.
    """
    given = claim.cell.at(period=claim.against.named)
    for other in cells.changes:
        is_beside = other.cell == given and (other.source, other.line) == (claim.source, claim.line)
        if is_beside and claim.cell.period == other.against.earlier:
            follows = RECOMPUTED[other.kind](other, cells)
            turned = follows.follows and follows.allowed and -follows.follows
            if follows.agrees and turned and follows.allowed and not turned.meets(follows.allowed):
                return Period.parse(claim.cell.period).label(
                    cells.holdings.datasets[claim.cell.dataset].label_style
                )
    return None


def _years(claim: Claim, cells: Cells) -> str | None:
    """A year of two halves, such as 2014-15, whose halves do not follow each other."""
    del cells
    for start, end in re.findall(r"\b(\d{4})[-/](\d{2})\b", claim.text):
        if (int(start) + 1) % 100 != int(end):
            other = f"{start[:2]}{int(end) - 1:02d}-{end}"
            return f"{start}-{(int(start) + 1) % 100:02d} or {other}"
    return ""


def _range(claim: Claim, cells: Cells) -> str | None:
    """A band, such as of ages, whose end lies before its beginning."""
    del cells
    ends = [int(n) for n in re.findall(r"\d+", claim.text)]
    if len(ends) != 2:
        return None
    return "" if ends[0] < ends[1] else "a band that ends after it begins"


def _unit(claim: Claim, cells: Cells) -> str | None:
    """What was counted, where other words are printed for it."""
    dataset, _, _, measure, category = claim.cell
    held = cells.holdings.datasets[dataset]
    names = held.categories[category].unit_of(measure) or held.measures[measure].unit
    return "" if any(name in claim.text.lower() for name in names) else names[1]


def _telephone(claim: Claim, cells: Cells) -> str | None:
    """Ten digits after the nought, or nine for a few old numbers; or a short national number."""
    del cells
    digits = re.sub(r"\D", "", claim.text)
    can_be = digits in SHORT or (digits.startswith("0") and len(digits) == 11)
    return "" if can_be else f"11 digits beginning with 0; {len(digits)} are printed"


def _acronym(claim: Claim, cells: Cells) -> str | None:
    """How the same document spells the acronym out elsewhere, where that is another way.

    Of the claims on an acronym the first in the file is the one that the others are set against.
    """
    spelt = cells.spellings[claim.document, claim.against]
    if len(spelt) < 2:
        return None
    first = spelt[0]
    return "" if _bare(first) == _bare(claim.text) else first


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("&", "and"))


LOOKS: dict[str, Callable[[Claim, Cells], str | None]] = {
    "period": _period,
    "length": _length,
    "heading": _heading,
    "category": _category,
    "unit": _unit,
    "years": _years,
    "exchanged": _exchanged,
    "same": _acronym,
    "column": _column,
    "range": _range,
    "telephone": _telephone,
    "acronym": _acronym,
}
