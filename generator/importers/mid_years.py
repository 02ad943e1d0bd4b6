"""The residents of each year as a file of their dataset: what is held, and what was revised."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.importers import edits
from generator.terms import wording
from generator.terms.areas import Areas

DATASET = "ward-population"
FOLDER = f"data/datasets/{DATASET}"


def file_of(year: int) -> str:
    """The file with the residents in the middle of a year."""
    return f"{FOLDER}/mid-{year}.csv"


def sums(content: bytes | None) -> dict[str, int]:
    """The residents of each area in such a file."""
    rows = csv.DictReader(io.StringIO((content or b"").decode()))
    return {row["area"]: int(row["value"]) for row in rows}


def in_wards(project: Path, areas: Areas) -> set[str]:
    """The years (mid-2022) whose residents were counted in wards."""
    return {
        path.stem
        for path in (project / FOLDER).glob("mid-*.csv")
        if any(areas[c].level == "ward" for c in sums(path.read_bytes()) if c in areas)
    }


def revised(project: Path, files: Mapping[str, bytes | None]) -> Iterator[str]:
    """Years that had other numbers before; and the others, which may be of the series before."""
    found = []
    for name, content in files.items():
        before, after = sums(edits.now(project, name)), sums(content)
        changed = [area for area in before.keys() & after.keys() if before[area] != after[area]]
        if changed:
            found.append(name)
            where = "1 area has" if len(changed) == 1 else f"{len(changed)} areas have"
            yield f"{_year(name).capitalize()} was revised: {where} another number of residents."
    every = {f"{FOLDER}/{path.name}" for path in (project / FOLDER).glob("mid-*.csv")}
    if found and (older := sorted(every - set(files))):
        remedy = "write a break between the two into data/events.csv."
        if max(older) < min(files):
            remedy = f"add this row to data/events.csv: {_break(_year(min(files)))}"
        yield (
            f"{wording.listing([_year(name) for name in older])} may be of the series before: "
            f"import it again too, or {remedy}"
        )


def _break(year: str) -> str:
    """The row of the register of events that keeps this year and the ones before it apart."""
    day = f"{year.removeprefix('mid-')}-06-30"
    told = f"Residents from {year} on are of another series."
    return f"{day},,{DATASET},,break,{told},Office for National Statistics"


def _year(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".csv")
