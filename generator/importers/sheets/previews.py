"""What the pages will show of imported rows, in a few lines, before anybody builds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.importers.sheets.merging import Kept
from generator.importers.sheets.numbered import Key
from generator.terms import wording
from generator.terms.areas import Areas
from generator.terms.datasets import NO_VALUE, Dataset
from generator.terms.periods import Period

MOST_AREAS, MOST_CATEGORIES = 14, 4


def preview(
    dataset: Dataset, rows: Mapping[Key, Kept], newest: Period, areas: Areas
) -> Iterator[str]:
    """The figures of one period, a line for each measure and category, with the year before."""
    yield f"What the pages will show {newest.phrase(dataset.label_style)} (the year before):"
    of_period = {key: kept for key, kept in rows.items() if key[1] == newest.iso}
    for measure in dataset.measures:
        mine = {key for key in of_period if key[2] == measure}
        categories = [one for one in dataset.categories if any(key[3] == one for key in mine)]
        for category in categories[:MOST_CATEGORIES]:
            yield f"  {_line(dataset, rows, newest, areas, (measure, category))}"
        if len(categories) > MOST_CATEGORIES:
            more = len(categories) - MOST_CATEGORIES
            yield f"  and {more} more of {dataset.measures[measure].unit[1]}"


def _line(
    dataset: Dataset, rows: Mapping[Key, Kept], newest: Period, areas: Areas, what: tuple[str, str]
) -> str:
    measure, category = what
    codes = [key[0] for key in rows if key[1] == newest.iso and key[2:] == what]
    codes.sort(key=lambda code: (areas[code].level, areas[code].name))
    before = newest.before(12).iso if newest.months else ""
    told = []
    for code in codes[:MOST_AREAS]:
        now = _shown(rows[code, newest.iso, *what])
        old = rows.get((code, before, *what))
        told.append(f"{areas[code].name} {now}" + (f" ({_shown(old)})" if old else ""))
    more = f", and {len(codes) - MOST_AREAS} more" if len(codes) > MOST_AREAS else ""
    label, unit = dataset.categories[category].label, dataset.measures[measure].unit[1]
    counted = "" if unit in label else f", {unit}"
    return f"{label}{counted}: {', '.join(told)}{more}"


def _shown(kept: Kept) -> str:
    if not kept.value:
        return NO_VALUE.get(kept.status[:1], "no figure")
    places = len(kept.value.partition(".")[2])
    return wording.number(float(kept.value), places)
