"""Why a printed number or label may be wrong: misprints of digits, dates and names.

Like ``slips``, each says so only where that makes exactly what is printed.
"""

from __future__ import annotations

import re
from fractions import Fraction

from generator.audit.slips import PERCENTAGES, Case, Slip
from generator.terms.periods import Period
from generator.terms.ranges import Range

FEWEST_DIGITS = 3  # of a number that a missing or a second digit is looked for in


def digits(case: Case) -> str:
    """A digit too many (such as a footnote's), one too few, or two in the wrong order."""
    found = re.search(r"\d[\d,]*(\.\d+)?", case.claim.text)
    if found is None or case.claim.printed.word or case.claim.kind in PERCENTAGES:
        return ""
    text = found[0].replace(",", "")
    is_rest = case.claim.kind == "impossible" and case.claim.against.is_rest_of_100
    if is_rest and text[:-1] and Fraction(text[:-1]) == case.follows.middle:
        return f"A digit seems to be run into the number {text[:-1]}."
    if case.claim.kind == "impossible":
        return ""
    if len(text) > FEWEST_DIGITS and _would_do(case, text[:-1]):
        return f"The last digit may be that of a footnote, run into the number {text[:-1]}."
    if not case.follows.is_exact:
        return ""
    wanted = str(abs(Fraction(case.follows.middle)))
    if len(wanted) < FEWEST_DIGITS or "/" in wanted or "." in text:
        return ""
    if len(text) + 1 == len(wanted) and wanted in _with_one_more(text):
        return f"A digit seems to be missing: {wanted}."
    turned = {text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)}
    return f"Two digits seem to be exchanged: {wanted}." if wanted in turned - {text} else ""


def _would_do(case: Case, text: str) -> bool:
    """Would the claim be true if this were printed?"""
    unit = Fraction(1, 10 ** len(text.partition(".")[2]))
    number = Fraction(text) * (-1 if case.allowed.middle < 0 else 1)
    is_whole = case.allowed.is_exact or unit == 1
    proposed = Range.exactly(number) if is_whole else Range.rounded(number, unit)
    return proposed.meets(case.follows)


def _with_one_more(text: str) -> set[str]:
    return {text[:i] + digit + text[i:] for i in range(len(text) + 1) for digit in "0123456789"}


def rest_again(case: Case) -> str:
    """The rest of a hundred, where the other part is printed in its place."""
    if not case.claim.against.is_rest_of_100 or len(case.outcome.inputs) != 1:
        return ""
    other = case.outcome.inputs[0]
    if not other.range or other.range.middle != case.allowed.middle:
        return ""
    name = case.dataset.categories[other.cell.category].label
    return f"It is the figure of {name}, printed again; either of the two may be wrong."


def exchanged(case: Case) -> str:
    """Two rows under each other's name."""
    if case.claim.against.label == "column":
        return "The change printed beside it follows only if the two columns are exchanged."
    is_label = case.claim.against.label == "exchanged"
    return "The two make the printed total only if they change places." if is_label else ""


def months_exchanged(case: Case) -> str:
    """A length of time that is right if the two months change places."""
    given = case.claim.against.named if case.claim.against.label == "length" else ""
    said = case.claim.printed.number
    if not given or said is None:
        return ""
    period = Period.parse(given)
    turned = (
        12 * (period.last.year - period.first.year) + period.first.month - period.last.month + 1
    )
    is_so = turned == said and "month" in case.claim.text
    return f"With the two months exchanged it is {turned} months." if is_so else ""


def area_code(case: Case) -> str:
    """A number to call that lacks the 1 of its area code."""
    digits_of = re.sub(r"\D", "", case.claim.text)
    is_short = case.claim.against.label == "telephone" and len(digits_of) == 10
    if not is_short or digits_of[:1] != "0" or digits_of[1:2] in ("1", "2", "3", "7", "8"):
        return ""
    return f"A 1 seems to be missing after the nought: 01{case.claim.text.strip()[1:]}."


def shown_elsewhere(case: Case) -> str:
    """A wrong period over figures that another document prints under their own."""
    claim = case.claim
    if claim.against.label != "period":
        return ""
    for held in case.cells:
        is_of_it = set(held.cell.differs_in(claim.cell)) <= {"area", "category"}
        if not is_of_it or claim.source not in held.source:
            continue
        other = next((s for s in held.source if not s.startswith(f"{claim.document}-")), "")
        if other and held.range:
            place = case.cells.holdings.areas[held.cell.area].name
            return (
                f"{other} prints the same {int(held.range.middle):,} of {place} for "
                f"{case.outcome.facts['should']}."
            )
    return ""


MISPRINTS: tuple[Slip, ...] = (
    rest_again,
    exchanged,
    months_exchanged,
    area_code,
    shown_elsewhere,
    digits,
)
