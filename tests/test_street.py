"""The months of data.police.uk that this project ships: they add up to what was read, and (where an
environment variable names the folder of the publishers' files) to an independent count of those."""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.importers.months.street import ASB
from tests.shipped import shipped_audit
from tests.sites import ROOT

FILES = os.environ.get("CRIME_PROFILES_REAL_DATA", "")
needs_files = pytest.mark.skipif(
    not FILES, reason="CRIME_PROFILES_REAL_DATA names no folder of publishers' files"
)
DATASETS = {"street-crime": "crimes", "street-asb": "incidents"}
Rows = list[dict[str, str]]
Ring = list[tuple[float, float]]


def table(name: str) -> Rows:
    with (ROOT / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def levels() -> dict[str, str]:
    return {area["code"]: area["level"] for area in table("areas/areas.csv")}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Rows]:
    """The rows of both datasets that have a number."""
    return {
        name: [
            row
            for file in sorted((ROOT / "data/datasets" / name).glob("20*.csv"))
            for row in table(f"datasets/{name}/{file.name}")
            if row["value"]
        ]
        for name in DATASETS
    }


def summed(rows: Rows, measure: str, levels: dict[str, str], level: str) -> int:
    return sum(
        int(row["value"])
        for row in rows
        if row["measure"] == measure
        and row["category"] == "all"
        and row["period"].startswith("P1M/")
        and levels[row["area"]] == level
    )


def test_shipped_rows_add_up_to_what_was_read(
    shipped: dict[str, Rows], levels: dict[str, str]
) -> None:
    told: Counter[str] = Counter()
    for line in table("imports.csv"):
        if line["kind"] == "police-uk":
            told[line["outcome"].partition(":")[0]] += int(line["rows"])
    nowhere = told["counted for the force only"]
    assert told["read"] == told["counted"] + nowhere + told["set aside"]
    for level in ("ward", "district"):
        placed = sum(summed(rows, DATASETS[n], levels, level) for n, rows in shipped.items())
        assert placed == told["counted"], level
    unplaced = sum(summed(rows, "unplaced", levels, "force") for rows in shipped.values())
    assert unplaced == nowhere
    recorded = sum(summed(rows, "recorded", levels, "force") for rows in shipped.values())
    assert recorded == told["counted"] + nowhere


def test_a_year_is_the_sum_of_its_months_and_all_crime_of_its_types(
    shipped: dict[str, Rows],
) -> None:
    for rows in shipped.values():
        years: Counter[tuple[str, ...]] = Counter()
        types: Counter[tuple[str, ...]] = Counter()
        for row in rows:
            span, _, end = row["period"].partition("/")
            number, place = int(row["value"]), (row["measure"], row["area"])
            years[(*place, row["category"], end[:4])] += number if span == "P1M" else -number
            if row["measure"] == "crimes":
                types[(*place, row["period"])] += -number if row["category"] == "all" else number
        assert {number for key, number in years.items() if key[-1] == "2025"} == {0}
        assert set(types.values()) <= {0}


def of_publisher() -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of the publisher's files of Kent, with its month."""
    for path in sorted(Path(FILES, "police-uk").glob("*kent-street.csv*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield path.name[:7], row


def rings(folder: str) -> dict[str, list[Ring]]:
    """The outer and inner lines of each ward, in degrees."""
    found: dict[str, list[Ring]] = {}
    for path in sorted(Path(FILES, "boundaries", folder).glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            drawn = feature["geometry"]
            parts = (
                drawn["coordinates"] if drawn["type"] == "MultiPolygon" else [drawn["coordinates"]]
            )
            found[feature["properties"]["WD25CD"]] = [ring for part in parts for ring in part]
    return found


def is_inside(x: float, y: float, lines: list[Ring]) -> bool:
    """Does a ray from the point cross the lines an odd number of times?"""
    inside = False
    for ring in lines:
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def wards_of(places: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The ward of each place, by its degrees as they are written."""
    wards = rings("wards-2025")
    boxes = {}
    for code, lines in wards.items():
        xs, ys = zip(*((p[0], p[1]) for ring in lines for p in ring), strict=True)
        boxes[code] = (min(xs), max(xs), min(ys), max(ys))
    found = {}
    for place in places:
        x, y = float(place[0]), float(place[1])
        for code, (west, east, south, north) in boxes.items():
            if west <= x <= east and south <= y <= north and is_inside(x, y, wards[code]):
                found[place] = code
                break
    return found


@needs_files
def test_an_independent_count_of_the_publishers_files_is_the_same(
    shipped: dict[str, Rows], levels: dict[str, str]
) -> None:
    """By file, ward, district and type: rays in degrees, with no library of outlines."""
    every = list(of_publisher())
    ward_of = wards_of({(r["Longitude"], r["Latitude"]) for _, r in every if r["Longitude"]})
    counted: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[str, str]] = set()
    for month, row in every:
        if row["Crime ID"] and (month, row["Crime ID"]) in seen:
            continue
        seen.add((month, row["Crime ID"]))
        ward = ward_of.get((row["Longitude"], row["Latitude"]))
        if ward:
            kind = row["Crime type"].lower().replace(" ", "-")
            counted[month, ward, "all" if row["Crime type"] == ASB else kind] += 1
    held = {
        (row["period"][4:], row["area"], row["category"]): int(row["value"])
        for name, rows in shipped.items()
        for row in rows
        if row["period"].startswith("P1M/")
        and levels[row["area"]] == "ward"
        and (row["category"] != "all" or name == "street-asb")
    }
    differing = {key: held.get(key, 0) - counted[key] for key in {*held, *counted}}
    edge = sum(
        int(line["rows"])
        for line in table("imports.csv")
        if line["outcome"] == "counted: at the edge of an area"
    )
    # The only rows that the ray leaves out are those in the sea or on a line.
    assert min(differing.values()) >= 0
    assert sum(differing.values()) == edge


def test_what_the_program_counted_is_no_print_to_be_audited() -> None:
    assert not DATASETS.keys() & {claim.cell.dataset for claim, _ in shipped_audit().tested}
