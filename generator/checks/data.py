"""Rules about the data: what is declared, what is live, what adds up, what has a denominator."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from generator.checks.references import references
from generator.datasets import Accepted
from generator.holdings import Holdings
from generator.periods import Period
from generator.problems import Problem
from generator.topics import Topic
from generator.typed import period_fault

Topics = dict[str, Topic]


def live(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Areas out of their dates, or of a level that the dataset did not promise."""
    rows = holdings.observations.drop_duplicates(["file", "area", "period"])
    for record in rows.to_dict("records"):
        code, file, row = record["area"], record["file"], record["row"]
        if code not in holdings.areas:
            continue
        area, period = holdings.areas[code], Period.parse(record["period"])
        if not area.is_live_in(period):
            yield Problem("live", file, *_not_live(holdings, code, period), row, "area")
        levels = holdings.datasets[record["dataset"]].levels
        if area.level not in levels:
            what = f"{area.name} ({code}) is a {area.level}, "
            what += f"and the dataset promises {', '.join(levels)}."
            remedy = "Correct the code, or add the level to levels: in dataset.yml."
            yield Problem("live", file, what, remedy, row, "area")


def _not_live(holdings: Holdings, code: str, period: Period) -> tuple[str, str]:
    area = holdings.areas[code]
    if area.end and period.last >= area.end:
        after = [holdings.areas[s.new] for s in holdings.areas.successors(area)]
        became = (
            f", after which it became {' and '.join(f'{a.code} ({a.name})' for a in after)}"
            if after
            else ""
        )
        return (
            f"Area {code} ({area.name}) ended on {area.end.day} {area.end:%B %Y}{became}.",
            "Use the new code, or give an earlier period.",
        )
    return (
        f"Area {code} ({area.name}) began on {area.start:%d %B %Y}, after the period ended.",
        "Use the code of the area before it, or give a later period.",
    )


def duplicates(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Two rows for one area, period, measure and category."""
    key = ["dataset", "area", "period", "measure", "category"]
    rows = holdings.observations
    first: dict[tuple[str, ...], dict[Hashable, Any]] = {}
    for record in rows[rows.duplicated(key, keep=False)].to_dict("records"):
        place = tuple(str(record[name]) for name in key)
        other = first.setdefault(place, record)
        if other is record:
            continue
        row = f"row {other['row']}"
        where = row if other["file"] == record["file"] else f"{other['file']}, {row}"
        what = f"The row says the same thing as {where}: {', '.join(place[1:])}"
        here, there = (r["printed"] or f"blank ({r['status']})" for r in (record, other))
        shown = f"{here} in both" if here == there else f"{here} here, {there} there"
        what = f"{what} ({shown})."
        yield Problem("shape", record["file"], what, "Keep one of the two.", record["row"])


def sources_given(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Rows of which nobody says where they come from."""
    rows = holdings.observations
    for record in rows[rows["source"].str.strip() == ""].to_dict("records"):
        what = "The row names no source."
        remedy = "Fill in the source column, or give rows_from: in dataset.yml."
        yield Problem("known", record["file"], what, remedy, record["row"], "source")


def claim_periods(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Claims about what is no period."""
    for record in holdings.claims.to_dict("records"):
        if record["dataset"] and (fault := period_fault(record["period"])):
            yield Problem("period", record["file"], *fault, record["row"], "period")


def sums(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Categories that do not make up their total, in imported data; others are the audit's."""
    for name, dataset in holdings.datasets.items():
        for place, whole, total in () if dataset.transcribed else unequal_sums(holdings, name):
            if any(a.rule == "sums" and fits(a, place) for a in dataset.accepted):
                continue
            what = f'"{place[3]}" is {whole["printed"]}, and its parts make {total:g}.'
            remedy = "Correct the numbers, or accept it in dataset.yml with a reason."
            yield Problem("sums", whole["file"], what, remedy, whole["row"], "value")


def unequal_sums(
    holdings: Holdings, name: str
) -> Iterator[tuple[tuple[str, str, str, str], dict[Hashable, Any], float]]:
    """Totals whose parts are all there and make another number: place, row, and that number."""
    dataset = holdings.datasets[name]
    mine = holdings.observations[holdings.observations["dataset"] == name]
    rows = mine.to_dict("records") if dataset.adds_up else []
    values = {(r["area"], r["period"], r["measure"], r["category"]): r for r in rows}
    for place, whole in values.items():
        parts = [values.get((*place[:3], part)) for part in dataset.parts(place[3])]
        numbers = [part["value"] for part in parts if part is not None]
        if (
            not parts
            or len(numbers) < len(parts)
            or any(n != n for n in [*numbers, whole["value"]])
        ):
            continue
        if sum(numbers) != whole["value"]:
            yield place, whole, sum(numbers)


def fits(accepted: Accepted, place: tuple[str, str, str, str]) -> bool:
    """Is a finding at this area, period, measure and category one that was accepted?"""
    said = (accepted.area, accepted.period, accepted.measure, accepted.category)
    return all(not wanted or wanted == here for wanted, here in zip(said, place, strict=True))


# What must hold before anything can be worked out from the data.
KNOWN = (references, live, duplicates, sources_given, claim_periods)
RULES = (*KNOWN, sums)
