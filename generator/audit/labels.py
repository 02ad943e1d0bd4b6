"""Headings, titles, periods, names and numbers to call: what a printed label says against the rest.

A label claim is true where what it prints can be so. Each function here looks at one kind of label
and says what it should be, or nothing where it can stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from generator.audit.cells import Cells
from generator.audit.ranges import Range
from generator.audit.recompute import Claim, Outcome, untested
from generator.periods import MONTHS, Period

# Numbers that can be dialled in Britain without an area code.
SHORT = ("999", "101", "111", "112", "105", "119")


def label(claim: Claim, cells: Cells) -> Outcome:
    """Can the label be right? What follows is 0 where it can, and 1 where it cannot."""
    kind = next(iter(claim.words), "")
    look = LOOKS.get(kind)
    if look is None:
        return untested("what the label should agree with is not said")
    should = look(claim, cells)
    if should is None:
        return untested("it needs a reader's judgement")
    fault = Fraction(1 if should else 0)
    return Outcome(
        Range.exactly(fault), Range.exactly(Fraction(0)), (), "", {"should": should or ""}
    )


def _period(claim: Claim, cells: Cells) -> str | None:
    """The period of the figures under it, as its dataset writes it; blank where that is printed."""
    held = Period.parse(claim.cell[2])
    printed = dates_in(claim.text)
    if not printed:
        return None
    style = cells.holdings.datasets[claim.cell[0]].label_style
    ends = {(held.last.year, held.last.month), (held.first.year, held.first.month)}
    years = {held.last.year, held.first.year}
    fits = all((y, m) in ends if m else y in years for y, m in printed)
    return "" if fits else held.label(style)


def _length(claim: Claim, cells: Cells) -> str | None:
    """How many months lie between the dates it prints, where it says another number."""
    del cells
    said = re.search(r"(\d+)[- ]month", claim.text)
    dates = [(y, m) for y, m in dates_in(claim.text) if m]
    if not said or len(dates) != 2:
        return None
    (year, month), (year2, month2) = dates
    months = (year2 - year) * 12 + month2 - month + 1
    return "" if months == int(said[1]) else f"{months} months"


def dates_in(text: str) -> list[tuple[int, int]]:
    """The years and months that a text names, in their order; month 0 where only a year is.

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
    return found_months


def _heading(claim: Claim, cells: Cells) -> str | None:
    """A heading that two columns share, or that one column lacks: whose figures these are."""
    held = Period.parse(claim.cell[2])
    return held.label(cells.holdings.datasets[claim.cell[0]].label_style)


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


def _telephone(claim: Claim, cells: Cells) -> str | None:
    """Ten digits after the nought, or nine for a few old numbers; or a short national number."""
    del cells
    digits = re.sub(r"\D", "", claim.text)
    can_be = digits in SHORT or (digits.startswith("0") and len(digits) == 11)
    return "" if can_be else f"11 digits beginning with 0; {len(digits)} are printed"


def _acronym(claim: Claim, cells: Cells) -> str | None:
    """How the same document spells the acronym out elsewhere; blank where no other way."""
    others = [
        row["printed"]
        for row in cells.holdings.claims.to_dict("records")
        if row["against"] == claim.against
        and row["source"].rpartition("-")[0] == claim.document
        and _bare(row["printed"]) != _bare(claim.text)
    ]
    return others[0] if others else None


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


LOOKS: dict[str, Callable[[Claim, Cells], str | None]] = {
    "period": _period,
    "length": _length,
    "heading": _heading,
    "category": _category,
    "telephone": _telephone,
    "acronym": _acronym,
}
