"""A rule about limits: those of a withheld number lie around it, and give it away."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.cells import cell_of, cells_in, place_of, with_letter


def limits_of_withheld(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Limits that are published of a number that is withheld; each row is told."""
    rows = holdings.observations
    withheld = rows[with_letter(rows["status"], "c")]
    hidden = set(cells_in(withheld))
    limited = _limited(holdings, set(withheld["dataset"]))
    if not hidden or not limited:
        return
    for record in rows[rows["value"].notna() & rows["dataset"].isin(limited)].to_dict("records"):
        cell = cell_of(record)
        of = limited[cell.dataset].get(cell.measure, ())
        if any(cell.at(measure=measure) in hidden for measure in of):
            yield Problem(
                "disclosure",
                place_of(record),
                "This is a limit of a figure that is withheld, and such limits give it away.",
                "Withhold the limit as well: leave it blank, with the status c and the same note.",
            )


def _limited(holdings: Holdings, datasets: set[str]) -> dict[str, dict[str, set[str]]]:
    """For each of these datasets, its limits and the measures that they are limits of.

    Where no indicator says it, a measure called lower or upper is a limit of any number beside it.
    """
    found: dict[str, dict[str, set[str]]] = {}
    for name in datasets & set(holdings.datasets):
        dataset = holdings.datasets[name]
        limits = found.setdefault(name, {})
        for indicator in dataset.indicators.values():
            for limit in {indicator.lower, indicator.upper} - {""}:
                limits.setdefault(limit, set()).add(indicator.value)
        for limit in set(dataset.measures) - set(limits):
            if set(limit.split("-")) & {"lower", "upper"}:
                limits[limit] = {m for m in dataset.measures if m != limit and _is_like(m, limit)}
    return {name: limits for name, limits in found.items() if limits}


def _is_like(measure: str, limit: str) -> bool:
    """Is it the number that a limit's name speaks of: percent, of percent-lower or of lower?"""
    rest = set(limit.split("-")) - {"lower", "upper", "limit"}
    return not rest or rest == set(measure.split("-"))


RULES = (limits_of_withheld,)
