"""Every figure of the county and of the shipped site reckoned again, slowly, from the files.

Nothing of generator/ is used for the reckoning: only csv, yaml and the rules as ARCHITECTURE says
them. A figure stands in a dictionary under (area, category, period).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.figures.figures import Figures, figures
from generator.reading.holdings import open_holdings
from tests.counties import COUNTY
from tests.shipped import shipped_holdings
from tests.sites import ROOT

Key = tuple[str, str, str]
Counts = dict[Key, float]
WHOLES = ("county", "force")
NOT_IN_THE_FAMILY = ("division", "partnership", "group")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


@cache
def described(project: Path) -> dict[str, dict[str, Any]]:
    """Each dataset.yml by its dataset."""
    paths = sorted((project / "data/datasets").glob("*/dataset.yml"))
    return {p.parent.name: yaml.safe_load(p.read_text(encoding="utf-8")) for p in paths}


@cache
def rows(project: Path, dataset: str) -> list[dict[str, str]]:
    paths = sorted((project / "data/datasets" / dataset).glob("*.csv"))
    return [row for path in paths if not path.name.startswith("claims") for row in table(path)]


@cache
def areas(project: Path) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table(project / "data/areas/areas.csv")}


def last_day(period: str) -> str:
    """The last day of a period as text that sorts; months end on "31"."""
    return period.partition("/")[2] if re.match(r"\d", period) else period[-7:] + "-31"


def is_live(area: dict[str, str], period: str) -> bool:
    day = last_day(period)
    return (area["start"] or "0000") <= day and (not area["end"] or day < area["end"])


def observed(project: Path, dataset: str, measure: str) -> Counts:
    return {
        (row["area"], row["category"], row["period"]): float(row["value"])
        for row in rows(project, dataset)
        if row["measure"] == measure and row["value"]
    }


def categories(project: Path, dataset: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = described(project)[dataset].get("categories", {"all": {}})
    return found


def depth(named: dict[str, dict[str, Any]], category: str) -> int:
    within = named[category].get("within")
    return 1 + depth(named, within) if within else 0


def summed(project: Path, dataset: str, measure: str, counts: Counts) -> Counts:
    """With the categories that were not printed, from their parts."""
    named = categories(project, dataset)
    blank = [r for r in rows(project, dataset) if r["measure"] == measure and not r["value"]]
    never = {r["category"] for r in blank if r["status"] in ("x", "z")}
    never -= {category for _, category, _ in counts}
    for whole in sorted(named, key=lambda name: -depth(named, name)):
        parts = [n for n, c in named.items() if c.get("within") == whole and n not in never]
        for area, period in {(a, p) for a, c, p in counts if c in parts}:
            values = [counts.get((area, part, period)) for part in parts]
            if None not in values and (area, whole, period) not in counts:
                counts[(area, whole, period)] = sum(v for v in values if v is not None)
    return counts


def joined(project: Path, counts: Counts) -> Counts:
    """With the past of areas that took the place of others, exactly or by a stated share."""
    before: dict[str, dict[str, tuple[str, str]]] = {}
    for row in table(project / "data/areas/succession.csv"):
        before.setdefault(row["new"], {})[row["old"]] = (row["kind"], row["share"])
    for new, olds in before.items():
        kinds = [kind in ("recoded", "merged") or bool(share) for kind, share in olds.values()]
        for category, period in {(c, p) for a, c, p in counts if a in olds}:
            held = [(old, category, period) in counts for old in olds]
            if all(kinds) and all(held) and (new, category, period) not in counts:
                counts[(new, category, period)] = sum(
                    counts[(old, category, period)] * float(share or 1)
                    for old, (_, share) in olds.items()
                )
    return counts


def members(project: Path) -> Iterator[tuple[str, list[str]]]:
    """What is pooled: partnerships and groups that are sums, then counties, then forces."""
    groups: dict[str, list[str]] = {}
    for row in table(project / "data/areas/groups.csv"):
        if row["combine"] == "sum":
            groups.setdefault(row["group"], []).append(row["member"])
    everywhere = areas(project)
    ordered = sorted(everywhere, key=lambda code: everywhere[code]["level"] == "force")
    wholes = {
        code: [
            c
            for c, a in everywhere.items()
            if a["parent"] == code and a["level"] not in NOT_IN_THE_FAMILY
        ]
        for code in ordered
        if everywhere[code]["level"] in WHOLES and code not in groups
    }
    yield from groups.items()
    yield from wholes.items()


def pooled(project: Path, counts: Counts) -> Counts:
    """With areas from their members, where every member of the time has a number."""
    everywhere = areas(project)
    for whole, inner in members(project):
        for category, period in {(c, p) for a, c, p in counts if a in inner}:
            live = [code for code in inner if is_live(everywhere[code], period)]
            values = [counts.get((code, category, period)) for code in live]
            if live and None not in values and (whole, category, period) not in counts:
                counts[(whole, category, period)] = sum(v for v in values if v is not None)
    return counts


@cache
def held(project: Path, dataset: str, measure: str) -> Counts:
    """Everything there is of a measure: observed and, for counts, what follows by adding up."""
    counts = observed(project, dataset, measure)
    if described(project)[dataset]["measures"][measure]["kind"] != "count":
        return counts
    if described(project)[dataset].get("adds_up"):
        counts = summed(project, dataset, measure, counts)
    return pooled(project, joined(project, counts))


def denominator(project: Path, dataset: str, wanted: dict[str, str], key: Key) -> float | None:
    area, category, period = key
    if "dataset" not in wanted:
        others = held(project, dataset, wanted["measure"])
        return others.get((area, wanted.get("category", category), period))
    every = by_area(project, wanted["dataset"], wanted["measure"])
    found = every.get((area, wanted.get("category", "all")), [])
    before = [(day, value) for day, value in found if day <= last_day(period)]
    return max(before)[1] if before else None


@cache
def by_area(project: Path, dataset: str, measure: str) -> dict[tuple[str, str], list[Any]]:
    """The last days and the numbers of a measure, by area and category."""
    found: dict[tuple[str, str], list[Any]] = {}
    for (area, category, period), value in held(project, dataset, measure).items():
        found.setdefault((area, category), []).append((last_day(period), value))
    return found


@cache
def reckoned(project: Path) -> dict[tuple[str, Key], tuple[float | None, float | None]]:
    """Every figure with a number: its value and its count."""
    found: dict[tuple[str, Key], tuple[float | None, float | None]] = {}
    for dataset, about in described(project).items():
        for name, indicator in about.get("indicators", {}).items():
            for key, number in held(project, dataset, indicator["value"]).items():
                if key[1] not in (indicator.get("category"), *categories(project, dataset)):
                    continue
                if indicator.get("category") not in (None, key[1]):
                    continue
                found[(name, key)] = figure(project, dataset, indicator, key, number)
            found |= {(name, k): v for k, v in together(project, dataset, indicator).items()}
    return found


def alike(project: Path) -> dict[str, list[str]]:
    """The groups of areas similar to one district, that have one rate."""
    groups: dict[str, list[str]] = {}
    for row in table(project / "data/areas/groups.csv"):
        if row["combine"] == "rate":
            groups.setdefault(row["group"], []).append(row["member"])
    return groups


def together(
    project: Path, dataset: str, indicator: dict[str, Any]
) -> dict[Key, tuple[float | None, float | None]]:
    """The rates of groups: of all members that have one, at least half, on residents of the day of
    the district's own."""
    if indicator.get("per", 1) == 1 or not alike(project):
        return {}
    found: dict[Key, tuple[float | None, float | None]] = {}
    everywhere, counts = areas(project), held(project, dataset, indicator["value"])
    counted = {area for area, _, _ in counts}
    enough = {
        group: inner
        for group, inner in alike(project).items()
        if 2 * len(counted & {*inner}) >= sum(not everywhere[code]["end"] for code in inner)
    }
    districts = {everywhere[group]["parent"] for group in enough}
    districts |= {code for inner in enough.values() for code in inner}
    mine = [k for k in counts if k[0] in districts]
    bases = {k: denominator(project, dataset, indicator["denominator"], k) for k in mine}
    whole = {k: based for k, based in bases.items() if based is not None}
    for group, inner in enough.items():
        for period in {p for _, _, p in whole}:
            live = [code for code in inner if is_live(everywhere[code], period)]
            own = everywhere[group]["parent"]
            having = {a for a, _, p in whole if p == period and a in live}
            days = {day_of(project, indicator, a, period) for a in (*having, own)}
            is_own = any((a, p) == (own, period) for a, _, p in whole)
            if len(having) < max(2, len(live) / 2) or len(days) != 1 or not is_own:
                continue
            for category in {c for _, c, p in whole if p == period}:
                keys = [(code, category, period) for code in having]
                if all(key in whole for key in keys):
                    number, base = sum(counts[k] for k in keys), sum(whole[k] for k in keys)
                    is_small = number < indicator.get("smallest_for_rate", 20)
                    rate = None if is_small else indicator["per"] * number / base
                    found[(group, category, period)] = (rate, number)
    return found


def day_of(project: Path, indicator: dict[str, Any], area: str, period: str) -> str:
    """The day of the estimate that a rate is worked out on."""
    wanted = indicator["denominator"]
    if "dataset" not in wanted:
        return period
    others = held(project, wanted["dataset"], wanted["measure"])
    return max(p for a, _, p in others if a == area and last_day(p) <= last_day(period))


def figure(
    project: Path, dataset: str, indicator: dict[str, Any], key: Key, number: float
) -> tuple[float | None, float | None]:
    """The value and the count that a number makes."""
    per = indicator.get("per", 1)
    is_count = described(project)[dataset]["measures"][indicator["value"]]["kind"] == "count"
    if per == 1:
        return number, number if is_count else None
    base = denominator(project, dataset, indicator["denominator"], key)
    is_small = per == 1000 and number < indicator.get("smallest_for_rate", 20)
    # A rate is for a year: of whole years alone, or of a point in time.
    months = re.fullmatch(r"P(\d+)M/.*", key[2])
    is_part = per == 1000 and not (months and int(months[1]) % 12 == 0)
    return (None if not base or is_small or is_part else per * number / base), number


@cache
def made(project: Path) -> dict[tuple[str, Key], tuple[float | None, float | None]]:
    """The same as the generator has it."""
    holdings = shipped_holdings() if project == ROOT else open_holdings(project)
    return {
        (f.indicator, (f.area, f.category, f.period.iso)): (f.value, f.count)
        for f in Figures(figures(holdings)).all()
        if not f.is_absent and f.how != "mean"
    }


@pytest.mark.parametrize("project", [COUNTY, ROOT], ids=["county", "shipped"])
def test_every_figure_is_what_follows_from_the_files(project: Path) -> None:
    for key in made(project).keys() & reckoned(project).keys():
        assert made(project)[key] == pytest.approx(reckoned(project)[key]), key


@pytest.mark.parametrize("project", [COUNTY, ROOT], ids=["county", "shipped"])
def test_no_figure_is_missing_and_none_too_many(project: Path) -> None:
    assert sorted(made(project).keys() - reckoned(project).keys()) == []
    assert sorted(reckoned(project).keys() - made(project).keys()) == []
