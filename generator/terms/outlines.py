"""The outlines of areas, as they are kept and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# A line that ends where it begins: points in whole metres of the National Grid.
Ring = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """The rings of each area by its code: what lies in an odd number of them is inside.

    ``attribution`` is what the licences of what they were worked out from ask for.
    """

    rings: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    attribution: str = ""
