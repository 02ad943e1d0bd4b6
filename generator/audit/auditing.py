"""Claims recomputed: what sources printed against what follows from their own figures."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.cells import Cells
from generator.audit.findings import Finding, findings_of
from generator.audit.implied import implied
from generator.audit.labels import label
from generator.audit.ranks import rank, rate
from generator.audit.recompute import RECOMPUTED, Outcome
from generator.reading.holdings import Holdings
from generator.terms.claims import Claim

KINDS = RECOMPUTED | {"rank": rank, "rate": rate, "label": label}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims could be worked out again, and how they came out."""

    tested: int = 0
    agreed: int = 0
    disagreed: int = 0
    untestable: int = 0

    def with_one(self, outcome: Outcome) -> Tally:
        """These and one more."""
        is_tested, agrees = outcome.is_tested, outcome.is_tested and outcome.agrees
        return Tally(
            self.tested + is_tested,
            self.agreed + agrees,
            self.disagreed + (is_tested and not agrees),
            self.untestable + (not is_tested),
        )


@dataclass(frozen=True, slots=True)
class Audit:
    """Every claim with its outcome, the findings, and how many of each there are by source."""

    tested: tuple[tuple[Claim, Outcome], ...]
    findings: tuple[Finding, ...]
    all: Tally
    by_source: dict[str, Tally]

    @property
    def by_document(self) -> dict[str, Tally]:
        """The same by document."""
        found: dict[str, Tally] = {}
        for claim, outcome in self.tested:
            found[claim.document] = found.get(claim.document, Tally()).with_one(outcome)
        return found


def audit(holdings: Holdings) -> Audit:
    """What do the sources print that cannot follow from their own figures?"""
    cells = Cells(holdings)
    claims = claims_of(holdings, cells)
    cells.look_together(claims)
    tested = [(claim, outcome_of(claim, cells)) for claim in claims]
    every, by_source = Tally(), dict[str, Tally]()
    for claim, outcome in tested:
        every = every.with_one(outcome)
        by_source[claim.source] = by_source.get(claim.source, Tally()).with_one(outcome)
    return Audit(tuple(tested), tuple(findings_of(tested, cells)), every, by_source)


def claims_of(holdings: Holdings, cells: Cells) -> list[Claim]:
    """Every claim that was written down, then those that datasets imply by their shape.

    In the order of the register of sources, and of the lines of each document.
    """
    written = list(holdings.claims)
    order = {source: place for place, source in enumerate(holdings.sources)}
    return sorted(
        [*written, *implied(holdings, cells, written)],
        key=lambda claim: (order.get(claim.source, len(order)), int(claim.line or 0)),
    )


def outcome_of(claim: Claim, cells: Cells) -> Outcome:
    """What comes of one claim."""
    return KINDS[claim.kind](claim, cells)
