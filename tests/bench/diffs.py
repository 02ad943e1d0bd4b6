"""How long does it take to see what changed? ``python -m tests.bench.diffs FOLDER``.

Makes two releases of a country of ``--wards`` wards by month and type, a million figures if nothing
else is said, of which the later has revised, withheld and new ones; and measures how long it takes
to read both, to compare them, and to tell all of it. ``--project DIR`` measures the whole command
in a copy of a project, against a release of it in which every fiftieth number was another.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from generator.publishing import building
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from generator.releases import aloud, frozen
from generator.releases.differences import difference
from generator.telling.published import FINDING_COLUMNS
from generator.terms.headings import OF_FIGURES, named
from generator.terms.releases import RELEASES
from tests.bench.__main__ import ROOT, copy_of, size
from tests.bench.counties import Size, make
from tests.bench.meter import Measured, measure

WARDS, MONTHS, CATEGORIES = 2_000, 36, 14
BEFORE, AFTER = "2026-10", "2026-11"
Row = list[str]


def rows(wards: int, *, is_later: bool) -> Iterator[Row]:
    """Every figure of a country: the later ones a month on, some of them revised or withheld."""
    chance, later = random.Random(1), random.Random(2)
    types = ["all", *(f"type-{number}" for number in range(1, CATEGORIES))]
    for category in types:
        for number in range(wards):
            area, people = f"X05{number:06}", 8_000 + number % 977
            if is_later and number % 50 == 0:
                people += 100
            for month in range(MONTHS + 1):
                count, fate = chance.randint(20, 400), later.random()
                if month == (0 if is_later else MONTHS):
                    continue
                iso = f"P12M/{2022 + month // 12}-{month % 12 + 1:02}"
                if is_later and fate < 0.05:
                    count += later.choice((1, 2, 5, 9))
                cells = [f"{1000 * count / people:.4f}".rstrip("0"), "Crimes per 1,000", str(count)]
                ends = (f"{share * count / people:.4f}" for share in (900, 1100))
                cells += [str(people), *ends]
                marks = ["", ""]
                if is_later and fate > 0.998:
                    cells, marks = ["", cells[1], "", "", "", ""], ["c", ""]
                key = ["crime", "recorded-crime", area, f"Ward {number + 1}", iso, category]
                yield [*key, *cells, *marks, "2"]


def write(project: Path, name: str, figures: Iterator[Row]) -> None:
    """A release with these figures, and with nothing else in it."""
    folder = project / RELEASES / name
    folder.mkdir(parents=True)
    tables = {
        "figures.csv": (named(OF_FIGURES), figures),
        "notes.csv": (frozen.NOTE_COLUMNS, ()),
        "audit.csv": (FINDING_COLUMNS, ()),
    }
    for file, (header, lines) in tables.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(lines)


def compare(project: Path) -> None:
    """Read two releases, compare them, and tell all that has changed, step by step."""
    holdings, topics = open_holdings(project), open_topics(project)[0]
    start = perf_counter()
    before, after = (frozen.read(project / RELEASES / name) for name in (BEFORE, AFTER))
    read = perf_counter()
    found = difference(before, after, holdings)
    compared = perf_counter()
    told = aloud.SinceRelease(BEFORE, found, holdings, topics)
    text = aloud.as_text(told)
    said = perf_counter()
    listed = json.dumps(aloud.as_json(told))
    steps = (read - start, compared - read, said - compared, perf_counter() - said)
    names = ("read", "compare", "text", "JSON")
    print(text.split("\n")[0])
    print(f"{len(before.figures):,} and {len(after.figures):,} figures, JSON {size(len(listed))}")
    print(", ".join(f"{name} {took:.1f} s" for name, took in zip(names, steps, strict=True)))


def revise(project: Path) -> None:
    """A release of a project, in which every fiftieth number was another."""
    folder = project / RELEASES / BEFORE
    folder.mkdir(parents=True)
    for name, content in frozen.files(*building.audit_project(project)).items():
        (folder / name).write_bytes(content)
    path = folder / "figures.csv"
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    counts = re.compile(r",([0-9]{2,}),(?=([^,]*,){5}2$)")
    for number in range(1, len(lines), 50):
        lines[number] = counts.sub(r",1\1,", lines[number])
    path.write_text("\n".join(lines), encoding="utf-8")


def tell(what: str, measured: Measured) -> None:
    """One line about a run."""
    cpu = f", {measured.cpu:.1f} CPU s" if measured.cpu is not None else ""
    print(f"{what}: {measured.seconds:.1f} s{cpu}, {size(measured.at_once)}")


def main() -> int:
    """Make what is compared, and measure."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.diffs", description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--wards", type=int, default=WARDS)
    options.add_argument("--project", type=Path, help="measure the command in a copy of this")
    options.add_argument("--made", action="store_true", help="compare what stands in the folder")
    chosen = options.parse_args()
    project = chosen.folder / "project"
    if chosen.made:
        compare(project)
        return 0
    if project.exists():
        shutil.rmtree(project)
    if chosen.project:
        revise(copy_of(chosen.project.resolve(), project))
        command = ["-m", "generator", "diff", "--project", str(project)]
    else:
        make(project, Size(chosen.wards, 1, CATEGORIES))
        for name in (BEFORE, AFTER):
            write(project, name, rows(chosen.wards, is_later=name == AFTER))
        command = ["-m", "tests.bench.diffs", str(chosen.folder), "--made"]
    measured, process, said = measure([sys.executable, *command], ROOT)
    print("\n".join(said.split("\n")[:8]) if process.returncode == 0 else said)
    tell("in all", measured)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
