"""What do many street-level rows take? ``python -m tests.bench.street FOLDER --rows 18000000``.

Makes a county of squares and months of its police's rows, and imports its boundaries and them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from generator.importers.months.street import COLUMNS
from tests.bench.counties import IN_A_DISTRICT, Size, make
from tests.bench.meter import measure

WARDS, MONTHS, SMALL = 279, 36, Size(279, 1, 2)
FORCE = "Manywards Police"
TYPES = (
    *("Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs"),
    *("Other crime", "Other theft", "Public order", "Robbery", "Shoplifting", "Vehicle crime"),
    *("Possession of weapons", "Theft from the person", "Violence and sexual offences"),
)
# The county's corner in metres, how many wards lie in a row, and how many places there are.
CORNER, ACROSS, PLACES = (500_000, 150_000), 18, 20_000


def outlines() -> dict[str, Any]:
    """A square of a kilometre for each ward, as GeoJSON in metres."""
    features = []
    for number in range(WARDS):
        x, y = (CORNER[0] + 1000 * (number % ACROSS), CORNER[1] + 1000 * (number // ACROSS))
        ring = [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]
        told = {
            "WD25CD": f"X05{number:06}",
            "WD25NM": f"Ward {number + 1}",
            "LAD25CD": f"X07{number // IN_A_DISTRICT:06}",
        }
        drawn = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": told, "geometry": drawn})
    return {"type": "FeatureCollection", "features": features}


def spots(chance: random.Random) -> list[tuple[str, str, str, str]]:
    """Longitude, latitude, and code and name of an LSOA, of each place on the map."""
    from generator.importers.shapes import to_metres

    east = [CORNER[0] + chance.uniform(0, 1000 * ACROSS) for _ in range(PLACES)]
    north = [CORNER[1] + chance.uniform(0, 1000 * (WARDS // ACROSS)) for _ in range(PLACES)]
    degrees = to_metres().transform(east, north, direction="INVERSE")
    found = []
    for number, (x, y) in enumerate(zip(*degrees, strict=True)):
        lsoa = number % 1000
        found.append((f"{x:.6f}", f"{y:.6f}", f"X01{lsoa:06}", f"District {lsoa:03}A"))
    return found


def rows(month: str, places: list[tuple[str, str, str, str]], seed: int) -> Iterator[list[str]]:
    """The rows of a month, without end."""
    chance = random.Random(seed)
    while True:
        kind = chance.choice(TYPES)
        known = "" if kind == TYPES[0] else f"{chance.getrandbits(256):064x}"
        place = [*chance.choice(places)] if chance.random() > 0.01 else ["", "", "", ""]
        x, y, code, name = place
        where = "On or near a road" if x else "No Location"
        yield [known, month, FORCE, FORCE, x, y, where, code, name, kind, "Under investigation", ""]


def main() -> int:
    """Make the county and its months, and import them."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.street", description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rows", type=int, default=18_000_000)
    chosen = options.parse_args()
    project, handed = make(chosen.folder / "county", SMALL), chosen.folder / "months"
    drawn = chosen.folder / "wards.geojson"
    drawn.write_text(json.dumps(outlines()), encoding="utf-8")
    places = spots(random.Random(1))
    for number in range(MONTHS):
        month = f"{2023 + number // 12}-{number % 12 + 1:02}"
        path = handed / month / f"{month}-manywards-street.csv"
        path.parent.mkdir(parents=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(islice(rows(month, places, number), chosen.rows // MONTHS))
    for kind, path in (("boundaries", drawn), ("police-uk", handed)):
        command = [sys.executable, "-m", "generator", "import", kind, str(path)]
        told, process, said = measure([*command, "--project", str(project)], Path.cwd())
        print(said.strip().splitlines()[-1])
        memory = f", {told.at_once / 1e6:,.0f} MB" if told.at_once else ""
        print(f"{kind}: {told.seconds:.1f} s, {told.cpu or 0:.1f} CPU s{memory}")
        if process.returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
