"""Totals that are not the sum of their parts, and changes between spans of unequal length."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from generator.figures.doubts import terms
from generator.figures.doubts.terms import Doubt
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.claims import PARTS_OF_TIME, Against
from generator.terms.periods import Period

Place = tuple[str, str, str, str]
CHANGES = ("change", "percent_change", "sign")


def unequal_sums(
    holdings: Holdings, name: str
) -> Iterator[tuple[Place, dict[Hashable, Any], float]]:
    """Totals whose parts are all there and make another number: place, row, and that number."""
    dataset = holdings.datasets[name]
    if not any(category.within for category in dataset.categories.values()):
        return
    rows = holdings.observations[holdings.observations["dataset"] == name].to_dict("records")
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


def totals(holdings: Holdings) -> Iterator[Doubt]:
    """Sums that fail in imported data whose description does not say whether parts add up.

    One doubt for each file, for the reason is nearly always the same.
    """
    for name, dataset in holdings.datasets.items():
        if dataset.transcribed or "adds_up" in dataset.model_fields_set:
            continue
        told: dict[str, list[tuple[dict[Hashable, Any], float]]] = {}
        for place, whole, total in unequal_sums(holdings, name):
            measure = dataset.measures[place[2]]
            exact = place[2] not in dataset.rounded and place[2] not in dataset.worked_out
            if measure.kind == "count" and exact:
                told.setdefault(str(whole["file"]), []).append((whole, total))
        for file, found in told.items():
            whole, total = found[0]
            label = dataset.categories[str(whole["category"])].label
            name_of = wording.upper_first(wording.place(holdings.areas[str(whole["area"])]))
            when = Period.parse(str(whole["period"])).phrase(dataset.label_style)
            rest = len(found) - 1
            more = f" {rest} more totals of the file differ too." if rest else ""
            yield Doubt(
                "total",
                file,
                f'{name_of}: "{label}" is {whole["printed"]} {when}, and its parts make '
                f"{total:,.10g}.{more}",
                "Correct the numbers; or write adds_up: false in dataset.yml where one thing "
                f"counts in several categories; {terms.OR_ACCEPT}",
                int(whole["row"]),
                "value",
                words=frozenset((str(whole["area"]), *map(str, place[1:]))),
            )


def unequal_spans(holdings: Holdings) -> Iterator[Doubt]:
    """Printed changes that set one length of time against another."""
    for claim in holdings.claims:
        since = claim.against.earlier
        if claim.kind not in CHANGES or claim.against != Against(period=(since,)):
            continue
        if since in PARTS_OF_TIME or not claim.cell.dataset:
            continue
        later, earlier = Period.parse(claim.cell.period), Period.parse(since)
        if later.months and earlier.months and later.months != earlier.months:
            area = claim.cell.area
            where = f"{holdings.areas[area].name}: " if area in holdings.areas else ""
            yield Doubt(
                "unequal spans",
                claim.file,
                f"{where}The change {claim.text} is told of {later.label()} against "
                f"{earlier.label()}, which is of another length.",
                f"Correct the period in against; {terms.OR_ACCEPT}",
                claim.row,
                "against",
                words=frozenset((area, claim.cell.period)),
            )


def mixed_spans(holdings: Holdings) -> Iterator[Doubt]:
    """Totals given for years whose parts are given for months and quarters only: their changes
    would be of different lengths in one table."""
    rows = holdings.observations
    lengths = rows["period"].str.partition("/")[0]
    held = lengths.groupby(rows["dataset"]).unique().to_dict()
    for name, dataset in holdings.datasets.items():
        roots = [c for c in dataset.categories if dataset.parts(c)]
        spans = set(held.get(name, ()))
        if not roots or "P12M" not in spans or not {"P1M", "P3M"} & spans:
            continue
        mine = rows[(rows["dataset"] == name) & rows["value"].notna()]
        for (area, measure), found in mine.groupby(["area", "measure"], sort=False):
            yield from _mixed(holdings, found, roots, (name, str(area), str(measure)))


def _mixed(
    holdings: Holdings, found: Any, roots: list[str], place: tuple[str, str, str]
) -> Iterator[Doubt]:
    dataset = holdings.datasets[place[0]]
    months = {iso: Period.parse(iso).months for iso in found["period"].unique()}
    held: dict[str, dict[int | None, int]] = {}
    for category, iso, row in zip(found["category"], found["period"], found["row"], strict=True):
        held.setdefault(category, {}).setdefault(months[iso], int(row))
    for root in roots:
        parts = [held[part] for part in dataset.parts(root) if part in held]
        own = held.get(root, {})
        if 12 in own and parts and all({1, 3} & set(p) and 12 not in p for p in parts):
            area = wording.upper_first(wording.place(holdings.areas[place[1]]))
            label = dataset.categories[root].label
            first = found[found["row"] == own[12]].iloc[0]
            yield Doubt(
                "unequal spans",
                str(first["file"]),
                f'{area}: "{label}" is given for years, and its parts for quarters or months only, '
                "so changes beside each other would be of different lengths.",
                "Give the same periods for both, or keep the years in a dataset of their own; "
                f"{terms.OR_ACCEPT}",
                own[12],
                "period",
                words=frozenset((place[1], str(first["period"]), place[2], root)),
            )


RULES = (totals, unequal_spans, mixed_spans)
