"""Archives of street-level months overlap: each month of a force is taken from the newest one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.importers.log import OfFile
from generator.importers.months.coverage import label
from generator.importers.months.street import StreetMonth
from generator.problems import Fault, Problem
from generator.terms.imports import SUPERSEDED


def once(
    months: Sequence[StreetMonth], words: Mapping[str, str]
) -> tuple[list[StreetMonth], list[Problem]]:
    """Each month of a force once: of archives that overlap, the newest one's."""
    chosen: dict[tuple[str, str], StreetMonth] = {}
    problems = []
    for one in sorted(months, key=lambda one: _archive(one)):
        before = chosen.get((one.force, one.month), one)
        differs = words[before.handed.name] != words[one.handed.name]
        if differs and _archive(before) == _archive(one):
            what = f"{before.handed.name} holds {label(one.month)} of {one.force} too."
            remedy = "Hand over the newer one of the two."
            problems.append(Fault(what, remedy).at("import", one.handed.place))
        chosen[one.force, one.month] = one
    return list(chosen.values()), problems


def _archive(one: StreetMonth) -> str:
    """The month after which an archive is named that holds the file; blank where it has none."""
    found = [part for part in one.handed.name.split("/") if part.endswith(".zip")]
    return found[-1] if found else ""


def superseded(
    months: Sequence[StreetMonth], chosen: Sequence[StreetMonth], words: Mapping[str, str]
) -> Iterator[OfFile]:
    """Files in the place of which a newer archive's were taken: none of their rows counts."""
    taken = {words[one.handed.name] for one in chosen}
    for one in months:
        word = words[one.handed.name]
        if word not in taken:
            yield OfFile(str(one.handed.path), word, {SUPERSEDED: len(one.rows)})
