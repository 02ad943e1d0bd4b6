"""Damages the files that importers are handed: ``python -m tests.fuzz.handing --seconds 600``.

Whatever is in a file, the command says a sentence and ends with 0 or 1.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from click.testing import CliRunner

from generator.__main__ import main as command
from generator.importers.sheets import drafts
from tests import csp_table, home_office_table, neighbour_lists
from tests.counties import county_alone
from tests.handed import (
    LSOAS,
    WARDS,
    boundaries,
    feature,
    index,
    lsoa,
    month_file,
    open_name,
    opendocument,
    outcome,
    outcomes_file,
    postcode,
    residents,
    table_file,
    usual,
    workbook,
    zipped,
)

WORDS = (
    *(b"", b"null", b"NaN", b"1e999", b"-1", b"E01000001", b"\xff\xfe", b'"', b",", b"\n", b"\r"),
    *(b"{}", b"[]", b"9" * 400, b"\x00", b"2025-13", b"Infinity", b"true", b"0.0", b"=1+1"),
)
OURS = "This is a fault of ours"
HEADER = ["LSOA 2021 Code", "LSOA 2021 Name", "Total"]


class Handing(NamedTuple):
    """A project, and whole files of each kind to be damaged."""

    project: Path
    files: tuple[tuple[str, Path], ...]
    # What is handed over together with a file.
    beside: dict[Path, Path]


class Told(NamedTuple):
    """What became of one damaged file."""

    kind: str
    path: Path
    status: int
    is_ours: bool


def prepared(folder: Path) -> Handing:
    """The invented county with its outlines, and a file of every kind and packing."""
    project = county_alone(folder / "county")
    wards = boundaries(folder / "wards.geojson", map(feature, WARDS))
    lsoas = boundaries(folder / "lsoas.geojson", map(lsoa, LSOAS))
    _run(project, "boundaries", wards, lsoas)
    lists = neighbour_lists.neighbours(folder / "before-2024.csv")
    _run(project, "similar-areas", lists, neighbour_lists.names(folder / "called.csv"))
    month = month_file(folder / "whole", usual())
    archive = zipped(folder / "2025-01.zip", {f"2025-01/{month.name}": month.read_bytes()})
    rows = [[code, name, "9"] for code, (name, *_) in LSOAS.items()]
    book = workbook(folder / "mid-2022.xlsx", {"Mid-2022 LSOA 2021": [HEADER, *rows]})
    table = residents(folder / "lsoa-mid2022.csv")
    names = table_file(folder / "TQ00.csv", [open_name("Old Quay", 0.5), open_name("Hythe", 1.5)])
    codes = [["Postcode", "lat", "long"], postcode("EX1 1AA", 0.5), postcode("EX1 1AB", 1)]
    lookup = table_file(folder / "EX.csv", codes)
    crimes, ends, with_crimes, with_ends = _with_outcomes(folder)
    _run(project, "police-uk", crimes)
    imd = index(folder / "IoD2025.xlsx")
    parts = home_office_table.of_parts()
    neighbours = neighbour_lists.neighbours(folder / "neighbours-2025.csv")
    lists = workbook(folder / "lists-2025.xlsx", {"Global": _lists()})
    files = (
        *(("outcomes", crimes), ("outcomes", ends)),
        *(("boundaries", wards), ("boundaries", lsoas), ("police-uk", month)),
        *(("police-uk", archive), ("population", table), ("population", book)),
        *(("places", names), ("postcodes", lookup)),
        ("ons-csp", csp_table.written(folder / "c2.csv", neighbour_lists.crimes())),
        ("ons-csp", workbook(folder / "c2.xlsx", {"Table C2": csp_table.table()})),
        ("home-office", home_office_table.written(folder / "prc.csv", _years())),
        ("home-office", opendocument(folder / "prc.ods", {"Notes": [["Notes"]], "2017_18": parts})),
        ("deprivation", imd),
        *(("spreadsheet", path) for path in _spreadsheets(folder)),
        *(("similar-areas", path) for path in (neighbours, lists)),
    )
    names = neighbour_lists.names(folder / "neighbours-names.csv")
    beside = {imd: table, crimes: with_crimes, ends: with_ends, neighbours: names, lists: names}
    beside[book] = neighbour_lists.lookup(folder / "lookup.csv")
    return Handing(project, files, beside)


def _spreadsheets(folder: Path) -> Iterator[Path]:
    """A table of crimes as a CSV and as a workbook, and how the first of them is read."""
    cells = [
        ["Crimes, year ending March 2018", "", "", ""],
        ["District", "All recorded crime", "Burglary", "Theft"],
        *([name, "1,204", "<5", "30"] for name in ("Great Example", "Oldford", "Farrow")),
        ["Total", "3,612", "..", "90"],
        ["Source: the police", "", "", ""],
    ]
    yield table_file(folder / "crimes.csv", cells)
    yield workbook(folder / "crimes.xlsx", {"Table 1": cells})
    mapping = folder / f"crimes.csv{drafts.ENDING}"
    mapping.write_text(
        'of: recorded-crime\nrows: {"District": area}\nheadings: [category]\n'
        'always: {period: title, measure: offences}\nwords: {area: {"Total": "-"}}\n'
        'marks: {"..": x, "<5": c small-numbers}\nshares: {}\ndecimal: "."\n',
        encoding="utf-8",
    )
    yield mapping


def _with_outcomes(folder: Path) -> tuple[Path, Path, Path, Path]:
    """A month of crimes and one of outcomes, and the folder of what each of the two needs."""
    crimes, ends = month_file(folder / "crimes", usual()), Path()
    month_file(folder / "with-ends", usual())
    for number in range(1, 8):
        month = f"2025-{number:02d}"
        rows = [outcome("a1", "Suspect charged", month), outcome("b1", "Local resolution", month)]
        outcomes_file(folder / "with-crimes", rows, month)
        into = folder / ("ends" if number == 1 else "with-ends")
        path = outcomes_file(into, rows, month)
        ends = path if number == 1 else ends
    return crimes, ends, folder / "with-crimes", folder / "with-ends"


def _years() -> list[list[str]]:
    """Two years of the Home Office's table of partnerships."""
    later = home_office_table.of_parts(year="2018/19")
    return [*home_office_table.of_parts(), *later[1:]]


def _lists() -> list[list[str]]:
    rows = [[code, *members] for code, members in neighbour_lists.LISTS.items()]
    return [["AREACD", "1", "2", "3", "4"], *rows]


def _run(project: Path, *words: object) -> tuple[int, str]:
    done = CliRunner().invoke(command, ["import", *map(str, words), "--project", str(project)])
    return done.exit_code, done.stdout + done.stderr


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A file with one to four things wrong with it."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        begin = chance.randrange(len(content) or 1)
        end = begin + chance.choice((1, 1, 3, 10, 40, 200))
        word, part = chance.choice(WORDS), content[begin:end]
        tokens = [found.span() for found in re.finditer(rb'[^,"\[\]{}:\s]+', content)]
        at, to = chance.choice(tokens or [(0, 0)])
        content = chance.choice(
            (
                content[:begin] + content[end:],
                content[:begin] + word + content[begin:],
                content[:begin] + word + content[end:],
                content[:begin],
                content[:begin] + part + content[begin:],
                content[:at] + word + content[to:],
            )
        )
    return content


def tried(handing: Handing, folder: Path, chance: random.Random) -> Iterator[Told]:
    """Damaged files without end, and what became of each."""
    while True:
        kind, whole = chance.choice(handing.files)
        path = folder / ("2025-01" if whole.suffix == ".csv" else "files") / whole.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(damaged(whole.read_bytes(), chance))
        beside: list[object] = [handing.beside[whole]] if whole in handing.beside else []
        if whole.name.endswith(drafts.ENDING):
            # What is damaged is how the spreadsheet beside it is read.
            shutil.copy(whole.with_name("crimes.csv"), path.with_name("crimes.csv"))
            beside = [path.with_name("crimes.csv")]
        elif kind == "spreadsheet":
            path.with_name(f"{path.name}{drafts.ENDING}").unlink(missing_ok=True)
            beside = [path, "--dataset", "recorded-crime"]
        words = beside if kind == "spreadsheet" else [path, *beside]
        status, said = _run(handing.project, kind, *words, "--dry-run")
        yield Told(kind, path, status, OURS in said or status not in (0, 1))


def main(arguments: list[str]) -> int:
    """Try for so many seconds, and keep each file that met a fault of ours."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    end, count, bad = time.monotonic() + given.seconds, 0, 0
    with TemporaryDirectory() as folder:
        handing = prepared(Path(folder))
        for told in tried(handing, Path(folder) / "damaged", random.Random(given.seed)):
            count += 1
            if told.is_ours:
                bad += 1
                kept = Path(f"build/damaged/{bad}-{told.path.name}")
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(told.path.read_bytes())
                print(f"{told.kind}: {kept}", flush=True)
            if time.monotonic() > end:
                break
    print(f"{count:,} files, {bad} not told in a sentence")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
