"""What this project holds and what the audit finds in it: read once by each worker. Read only."""

from __future__ import annotations

from functools import cache

from generator.audit.auditing import Audit, audit
from generator.reading.holdings import Holdings, open_holdings
from tests.sites import ROOT


@cache
def shipped_holdings() -> Holdings:
    """What this project holds."""
    return open_holdings(ROOT)


@cache
def shipped_audit() -> Audit:
    """What the audit finds in it."""
    return audit(shipped_holdings())
