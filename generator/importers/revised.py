"""The numbers of one period as a file of a dataset, and what a newer edition of it revised."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from generator.terms import wording
from generator.terms.areas import Areas
from generator.terms.datasets import OBSERVATION_COLUMNS

# The number, or blank where there is none, by area, measure and category.
NumbersHeld = Mapping[tuple[str, str, str], str]
HELD = ("area", "measure", "category", "value")


def written(period: str, numbers: NumbersHeld, why: str) -> bytes:
    """The rows of a period as a file of the dataset; ``why`` is the note where there is none."""
    lines = [",".join(OBSERVATION_COLUMNS[:-1])]
    for (area, measure, category), number in sorted(numbers.items()):
        status = "," if number else f"x,{why}"
        lines.append(f"{area},{period},{measure},{category},{number},{status}")
    return ("\n".join(lines) + "\n").encode()


def held(content: bytes | None) -> dict[tuple[str, str, str], str]:
    """The numbers in such a file; what somebody has typed there that is none is blank."""
    rows = csv.DictReader(io.StringIO((content or b"").decode("utf-8-sig", "replace")))
    found = {}
    for row in rows:
        area, measure, category, value = (str(row.get(name) or "") for name in HELD)
        found[area, measure, category] = value if value.isdecimal() else ""
    return found


def revised(
    label: str, before: NumbersHeld, after: NumbersHeld, areas: Areas, labels: Mapping[str, str]
) -> list[str]:
    """Which numbers of a period that was held before are others now? The largest change is named.

    ``labels`` are those of the categories.
    """
    changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    if not changed:
        return []
    moved = {key: abs(int(after[key] or 0) - int(before[key] or 0)) for key in sorted(changed)}
    area, _, category = largest = max(moved, key=lambda key: moved[key])
    where, names = areas[area].name if area in areas else area, {one.name for one in areas}
    told = f"{where}, {wording.lower_first(labels.get(category, category), names)}"
    return [
        f"{wording.upper_first(label)} was revised: {len(changed)} of {len(after)} "
        f"numbers are others now, most of all {told}: {after[largest] or 'none'}, "
        f"{before[largest] or 'none'} before."
    ]
