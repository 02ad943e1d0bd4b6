"""Every disagreement of the documents with their own figures: what, why, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, isinf

from generator.audit.cells import Cells
from generator.audit.knock_on import KNOCK_ON
from generator.audit.misprints import MISPRINTS
from generator.audit.neighbours import BESIDE
from generator.audit.recompute import Outcome
from generator.audit.slips import ALONE, Case
from generator.terms.cells import Cell
from generator.terms.claims import Claim
from generator.terms.printed import Printed

# Of these the site shows what follows; of all others what the table prints.
SHOWN_AS_FOLLOWS = ("change", "percent_change", "share", "rank", "sign")
# What is certain goes first: a heading added in, a lost sign, then columns or rows in each other's
# place, and numbers worked out from others that are wrong.
SLIPS = (*ALONE[:2], *BESIDE, *KNOCK_ON, *ALONE[2:], *MISPRINTS)
DIRECTIONS = {1: "up", -1: "down", 0: "the same"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A printed number that cannot come about from the printed numbers it should follow from.

    ``seriousness`` orders findings and is not shown; ``is_slight`` says that only the last digit
    is wrong.
    """

    claim: Claim
    recomputed: str
    explanation: str
    seriousness: float
    is_slight: bool

    @property
    def cell(self) -> Cell:
        """The figure concerned."""
        return self.claim.cell

    @property
    def shows_printed(self) -> bool:
        """Does the site show what is printed, rather than what follows?"""
        return self.claim.kind not in (*SHOWN_AS_FOLLOWS, "text_vs_table", "conflict", "label")

    @property
    def is_of_the_figure(self) -> bool:
        """Is the figure itself in question? Where only a change, a share or a place printed beside
        it does not follow, or a heading, the figure agrees with all others."""
        return self.claim.kind not in (*SHOWN_AS_FOLLOWS, "label")

    def as_json(self) -> dict[str, str]:
        """The fields that ``audit --format json`` prints."""
        claim = self.claim
        return {
            "document": claim.document,
            "catalogue": claim.source,
            "kind": claim.kind,
            "area": claim.cell.area,
            "period": claim.cell.period,
            "category": claim.cell.category,
            "printed": claim.text,
            "recomputed": self.recomputed,
            "explanation": self.explanation,
        }


def findings_of(tested: list[tuple[Claim, Outcome]], cells: Cells) -> list[Finding]:
    """Every claim that disagrees, document by document, the most serious first."""
    peers: dict[str, list[tuple[Claim, Outcome]]] = {}
    wrong: dict[str, list[tuple[Claim, Outcome]]] = {}
    for claim, outcome in tested:
        peers.setdefault(claim.document, []).append((claim, outcome))
        if outcome.is_tested and not outcome.agrees:
            wrong.setdefault(claim.document, []).append((claim, outcome))
    found = [
        _finding(Case(claim, outcome, cells, peers[document], mine))
        for document, mine in wrong.items()
        for claim, outcome in mine
    ]
    order = list(peers)
    return sorted(
        found,
        key=lambda f: (
            order.index(f.claim.document), f.is_slight, -f.seriousness, int(f.claim.line or 0)
        ),
    )  # fmt: skip


def _finding(case: Case) -> Finding:
    """What is wrong, with the first slip that makes exactly what is printed, if there is one."""
    told = next((told for slip in SLIPS if (told := slip(case))), "") or case.dataset_says()
    return Finding(case.claim, recomputed(case), told, _seriousness(case), _is_slight(case))


def recomputed(case: Case) -> str:
    """What follows, written as the print is: with its sign, its decimals and its percent."""
    kind, follows, printed = case.claim.kind, case.follows, case.claim.printed
    if kind == "label":
        return case.outcome.facts["should"]
    if kind == "sign":
        return DIRECTIONS[int(follows.middle)]
    if kind == "impossible":
        return _limits(case)
    if case.claim.against.is_down and not printed.is_signed:
        follows = -follows
    ends = [_written(end, printed, kind) for end in (follows.low, follows.high)]
    if ends[0] == ends[1]:
        return ends[0]
    is_one = kind in ("text_vs_table", "conflict", "change") or case.claim.against.is_rest_of_100
    if is_one and not isinf(follows.middle):
        return _written(follows.middle, printed, kind)
    if isinf(follows.low) or isinf(follows.high):
        return f"{'at least' if isinf(follows.high) else 'at most'} {ends[isinf(follows.low)]}"
    return f"{ends[0]} to {ends[1]}"


def _limits(case: Case) -> str:
    """What a figure can be, by the numbers as they are written."""

    def written(number: Fraction | float) -> str:
        return _written(number, case.claim.printed, "impossible")

    if isinf(case.follows.high):
        return f"at least {written(case.follows.low)}"
    if case.claim.against.is_rest_of_100:
        return written(case.follows.middle)
    if not case.claim.against.is_between:
        return f"at most {written(case.follows.middle)}"
    others = [h for h in case.outcome.inputs if h.cell != case.claim.cell]
    middles = [held.range.middle for held in others if held.range]
    return f"{written(min(middles))} to {written(max(middles))}"


def _written(number: Fraction | float, printed: Printed, kind: str) -> str:
    if isinf(number):
        return ""
    decimals = 1 if printed.is_in_words else printed.decimals
    scaled = floor(abs(Fraction(number)) * 10**decimals + Fraction(1, 2))
    text = f"{scaled / 10**decimals:,.{decimals}f}"
    is_negative = number < 0 and scaled > 0
    sign = "-" if is_negative else "+" if "+" in printed.text and scaled else ""
    is_percent = "%" in printed.text or (
        kind in ("percent_change", "share", "text_vs_table") and printed.is_in_words
    )
    return f"{sign}{text}{'%' if is_percent else ''}"


def _gap(case: Case) -> float:
    """By how much of the larger one the two numbers differ: 0 to 1, or 2 with other signs."""
    shown, true = float(case.allowed.middle), float(case.follows.middle)
    return min(abs(shown - true) / max(abs(shown), abs(true), 1e-9), 1.0)


def _is_slight(case: Case) -> bool:
    """Is it wrong by no more than one and a half of the last digit that is printed?"""
    printed = case.claim.printed
    if case.claim.kind in ("rank", "sign", "label", "impossible") or printed.is_in_words:
        return False
    gap = abs(float(case.allowed.middle) - float(case.follows.middle))
    return gap <= 1.5 * float(printed.unit)


def _seriousness(case: Case) -> float:
    """What cannot be and what goes the wrong way first, then by size, then labels."""
    kind = case.claim.kind
    if kind == "label":
        return 1.0 if case.claim.against.label in ("column", "exchanged") else 0.1
    is_turned = case.allowed.middle * case.follows.middle < 0
    turns = kind == "sign" or (kind in ("change", "percent_change") and is_turned)
    return _gap(case) + (2 if turns or kind == "impossible" else 0)
