"""What became of wards that a newer edition does not hold: by how their outlines overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.importers.polygons import around
from generator.importers.shapes import Edition, Outline
from generator.terms.areas import Areas

# Outlines of two editions are simplified apart: what overlaps less than this is the same border.
SLIVER, SAME = 0.02, 0.97


def became(areas: Areas, editions: Sequence[Edition]) -> list[dict[str, str]]:
    """The rows of data/areas/succession.csv that follow for wards of which it says nothing yet.

    The date is that on which the old ward ended, or blank where nobody says so.
    """
    rows = []
    by_year = {edition.year: edition for edition in editions}
    for earlier, later in pairwise(by_year[year] for year in sorted(by_year)):
        for old, successors in _after(earlier, later):
            known = old.code in areas and areas.successors(areas[old.code])
            end = areas[old.code].end if old.code in areas else None
            if not known:
                rows += [
                    {
                        "old": old.code,
                        "new": new.code,
                        "date": end.isoformat() if end else "",
                        "kind": kind,
                    }
                    for new, kind in successors
                ]
    return rows


def _after(earlier: Edition, later: Edition) -> Iterator[tuple[Outline, list[tuple[Outline, str]]]]:
    """Each ward that the later edition lacks, with those that lie where it lay, and how."""
    codes = {one.code for one in later.shapes}
    tree = around(later.shapes)
    for old in earlier.shapes:
        if old.code in codes:
            continue
        found = [
            (later.shapes[place], old.drawn.intersection(later.shapes[place].drawn).area)
            for place in tree.query(old.drawn, predicate="intersects")
        ]
        parts = [(new, both) for new, both in found if both > SLIVER * old.drawn.area]
        yield old, [(new, _kind(old, new, both, len(parts))) for new, both in parts]


def _kind(old: Outline, new: Outline, both: float, parts: int) -> str:
    """How a ward took the place of another: the whole of it, a part, or neither."""
    is_all_of_old, is_all_of_new = both > SAME * old.drawn.area, both > SAME * new.drawn.area
    if is_all_of_old and is_all_of_new:
        return "recoded"
    if is_all_of_old:
        return "merged"
    return "split" if is_all_of_new and parts > 1 else "redrawn"
