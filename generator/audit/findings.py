"""Every disagreement of the documents with their own figures, told: what, why, and what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf, isinf

from generator.audit.cells import Cell, Cells
from generator.audit.neighbours import BESIDE, Peers
from generator.audit.printed import Printed
from generator.audit.ranges import Range
from generator.audit.recompute import Claim, Outcome
from generator.audit.slips import ALONE, Case

# Of these the site shows what follows; of all others what the table prints.
SHOWN_AS_FOLLOWS = ("change", "percent_change", "share", "rank", "sign")
DIRECTIONS = {1: "up", -1: "down", 0: "the same"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A printed number that cannot come about from the printed numbers it should follow from.

    ``seriousness`` orders findings and is not shown: a wrong direction before a wrong size before
    a wrong last digit.
    """

    claim: Claim
    recomputed: str
    explanation: str
    seriousness: float

    @property
    def cell(self) -> Cell:
        """The figure concerned."""
        return self.claim.cell

    @property
    def shows_printed(self) -> bool:
        """Does the site show what is printed, rather than what follows?"""
        return self.claim.kind not in (*SHOWN_AS_FOLLOWS, "text_vs_table", "conflict", "label")

    def as_json(self) -> dict[str, str]:
        """The fields that ``audit --format json`` prints."""
        claim = self.claim
        return {
            "document": claim.document,
            "catalogue": claim.source,
            "kind": claim.kind,
            "area": claim.cell[1],
            "period": claim.cell[2],
            "category": claim.cell[4],
            "printed": claim.text,
            "recomputed": self.recomputed,
            "explanation": self.explanation,
        }


def findings_of(tested: list[tuple[Claim, Outcome]], cells: Cells) -> list[Finding]:
    """Every claim that disagrees, document by document, the most serious first."""
    peers: dict[str, Peers] = {}
    for claim, outcome in tested:
        peers.setdefault(claim.source, []).append((claim, outcome))
    found = [
        _finding(Case(claim, outcome, cells), peers[claim.source])
        for claim, outcome in tested
        if outcome.is_tested and not outcome.agrees
    ]
    order = list(dict.fromkeys(claim.document for claim, _ in tested))
    return sorted(
        found,
        key=lambda f: (order.index(f.claim.document), -f.seriousness, int(f.claim.line or 0)),
    )


def _finding(case: Case, peers: Peers) -> Finding:
    return Finding(case.claim, recomputed(case), " ".join(_explained(case, peers)), _weight(case))


def _explained(case: Case, peers: Peers) -> Iterator[str]:
    """The first slip that makes exactly what is printed, or nothing."""
    if case.claim.kind == "label":
        return
    for alone in ALONE[:2]:
        if told := alone(case):
            yield told
            return
    for beside in BESIDE:
        if told := beside(case, peers):
            yield told
            return
    for alone in ALONE[2:]:
        if told := alone(case):
            yield told
            return


def recomputed(case: Case) -> str:
    """What follows, written as the print is: with its sign, its decimals and its percent."""
    kind, follows, printed = case.claim.kind, case.follows, case.claim.printed
    if kind == "label":
        return case.outcome.facts["should"]
    if kind == "sign":
        return DIRECTIONS[int(follows.middle)]
    if kind == "impossible":
        return _limits(follows, printed)
    ends = [_written(end, printed, kind) for end in (follows.low, follows.high)]
    if ends[0] == ends[1]:
        return ends[0]
    if isinf(follows.low) or isinf(follows.high):
        return f"{'at least' if isinf(follows.high) else 'at most'} {ends[isinf(follows.low)]}"
    return f"{ends[0]} to {ends[1]}"


def _limits(follows: Range, printed: Printed) -> str:
    low, high = (_written(end, printed, "impossible") for end in (follows.low, follows.high))
    return f"at most {high}" if follows.low == -inf or follows.low == 0 else f"{low} to {high}"


def _written(number: Fraction | float, printed: Printed, kind: str) -> str:
    if isinf(number):
        return ""
    decimals = 1 if printed.is_in_words else printed.decimals
    scaled = floor(abs(Fraction(number)) * 10**decimals + Fraction(1, 2))
    text = f"{scaled / 10**decimals:,.{decimals}f}"
    is_negative = number < 0 and scaled > 0
    sign = "-" if is_negative else "+" if "+" in printed.text and scaled else ""
    is_percent = "%" in printed.text or (kind == "percent_change" and printed.is_in_words)
    return f"{sign}{text}{'%' if is_percent else ''}"


def _weight(case: Case) -> float:
    """How serious: 2 to 3 where the direction is wrong, 0 to 1 by size, next to 0 in a last digit."""
    follows, allowed, kind = case.follows, case.allowed, case.claim.kind
    if kind == "label":
        return 0.5
    shown, true = float(allowed.middle), float(follows.middle)
    gap = abs(shown - true) / max(abs(shown), abs(true), 1e-9)
    if kind == "sign" or (kind in ("change", "percent_change") and shown * true < 0):
        return 2 + min(gap, 1)
    if kind == "impossible":
        return 2 + min(gap, 1)
    if abs(shown - true) <= 1.5 * float(case.claim.printed.unit) and kind != "rank":
        return 0.01 * gap
    return min(gap, 1)
