"""Counts of larger areas that are not the sums of what lies in them: told, for it may be a slip, or
crimes that no place could be given to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.importers.sheets.merging import Kept
from generator.importers.sheets.numbered import Key
from generator.terms import wording
from generator.terms.areas import LEVELS, Areas
from generator.terms.datasets import Dataset
from generator.terms.periods import Period

MOST_TOLD = 5


def told_unequal(dataset: Dataset, rows: Mapping[Key, Kept], areas: Areas) -> Iterator[str]:
    """Which counts among ``rows`` are not the sums of their districts or wards, where each of these
    has one of the same period?"""
    found = list(_unequal(dataset, rows, areas))
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        yield f"{len(found) - MOST_TOLD} more are not the sums of what lies in them."


def _unequal(dataset: Dataset, rows: Mapping[Key, Kept], areas: Areas) -> Iterator[str]:
    of_all: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for (code, *rest), kept in rows.items():
        if kept.value and dataset.measures[rest[1]].kind == "count":
            of_all[rest[0], rest[1], rest[2]][code] = float(kept.value)
    for (iso, measure, category), values in of_all.items():
        period = Period.parse(iso)
        for code, value in values.items():
            for level in LEVELS:
                inner = [one.code for one in areas.live_in(areas[code], level, period)]
                if len(inner) < 2 or not values.keys() >= {*inner}:
                    continue
                total = sum(values[one] for one in inner)
                if abs(total - value) > 0.5:
                    names = {area.name for area in areas}
                    label = wording.lower_first(dataset.categories[category].label, names)
                    unit = dataset.measures[measure].unit[1]
                    yield (
                        f"Look at {areas[code].name}, {period.label(dataset.label_style)}, {unit} "
                        f"({label}): {wording.number(value)}; its {len(inner)} "
                        f"{LEVELS[level].plural} make {wording.number(total)}."
                    )
