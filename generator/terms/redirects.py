"""Addresses that moved: what a link of long ago leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that there was, the page (or part of one) that has its figures now, and since
    when."""

    address: str
    now: str
    since: date | None
    row: int
