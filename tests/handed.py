"""Files as publishers would hand them over, of the invented county: outlines and months."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import shapely

from generator.importers.months.street import ASB, COLUMNS, OUTCOME_COLUMNS
from generator.importers.opennames import (
    DISTRICT,
    EAST,
    KIND,
    NAME,
    NORTH,
    OTHER_NAME,
    POPULATED,
    TYPE,
    WIDTH,
)
from generator.importers.shapes import to_metres

# Where each ward lies: a square of a kilometre, in kilometres east and north of a corner.
WARDS = {
    "X05000011": ("Abbey", "X07000004", 0, 0),
    "X05000015": ("Elm Green", "X07000005", 1, 0),
    "X05000025": ("Elm Park", "X07000005", 2, 0),
    "X05000099": ("Dale End", "X07000006", 0, 1),
}
CORNER = (580_000, 150_000)
FORCE = "Exampleshire Police"


def square(east: float, north: float, size: float = 1) -> shapely.Polygon:
    """A square in metres, by its corner in kilometres."""
    x, y = CORNER[0] + 1000 * east, CORNER[1] + 1000 * north
    return shapely.box(x, y, x + 1000 * size, y + 1000 * size)


def feature(code: str, *, year: int = 24, metres: bool = False, **told: str) -> dict[str, Any]:
    """One ward as GeoJSON, in degrees or in metres."""
    name, district, east, north = WARDS[code]
    drawn = square(east, north)
    if not metres:
        drawn = shapely.transform(drawn, in_degrees)
    of = {f"WD{year}CD": code, f"WD{year}NM": name, f"LAD{year}CD": district}
    return {
        "type": "Feature",
        "properties": of | told,
        "geometry": json.loads(shapely.to_geojson(drawn)),
    }


def in_degrees(points: Any) -> Any:
    """Points in metres as longitude and latitude."""
    east, north = to_metres().transform(points[:, 0], points[:, 1], direction="INVERSE")
    return [[x, y] for x, y in zip(east, north, strict=True)]


def boundaries(path: Path, features: Iterable[dict[str, Any]]) -> Path:
    """A file of outlines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def row(
    kind: str, east: float | None, north: float = 0.5, *, crime: str = "", month: str = "2025-01"
) -> list[str]:
    """A row of a month: what, and where in kilometres from the corner; nowhere without."""
    place = ["", "", "No Location", "", ""]
    if east is not None:
        ((x, y),) = in_degrees(shapely.get_coordinates(shapely.Point(*_metres(east, north))))
        place = [f"{x:.6f}", f"{y:.6f}", "On or near Long Road", "X01000001", "Oldford 001A"]
    return [crime, month, FORCE, FORCE, *place, kind, "", ""]


def _metres(east: float, north: float) -> tuple[float, float]:
    return CORNER[0] + 1000 * east, CORNER[1] + 1000 * north


def usual(month: str = "2025-01") -> list[list[str]]:
    """A month: in Abbey three crimes and two incidents that are alike, in Elm Park four crimes, one
    crime without a place and one far away."""
    return [
        row("Burglary", 0.5, crime="a1", month=month),
        row("Burglary", 0.5, crime="a2", month=month),
        row("Vehicle crime", 0.2, crime="a3", month=month),
        row(ASB, 0.5, month=month),
        row(ASB, 0.5, month=month),
        row("Burglary", 2.5, crime="a4", month=month),
        *(row("Shoplifting", 2.4, crime=f"b{number}", month=month) for number in range(3)),
        row("Burglary", None, crime="a5", month=month),
        row("Drugs", 80, crime="a6", month=month),
    ]


def month_file(
    folder: Path,
    rows: Iterable[Sequence[str]],
    month: str = "2025-01",
    header: Sequence[str] = COLUMNS,
) -> Path:
    """A street-level month as it lies in an archive."""
    path = folder / month / f"{month}-exampleshire-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return path


def outcome(crime: str, what: str, month: str, force: str = FORCE) -> list[str]:
    """A row of outcomes: of which crime, what, and when."""
    return [crime, month, force, force, "", "", "No Location", "", "", what]


def outcomes_file(
    folder: Path, rows: Iterable[Sequence[str]], month: str, header: Sequence[str] = OUTCOME_COLUMNS
) -> Path:
    """The outcomes of a month as they lie in an archive."""
    path = folder / month / f"{month}-exampleshire-outcomes.csv"
    return table_file(path, [header, *rows])


def packed(path: Path) -> Path:
    """The same file, packed with gzip."""
    there = path.with_name(f"{path.name}.gz")
    there.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    return there


def zipped(path: Path, names: dict[str, bytes]) -> Path:
    """A zip file with these in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return path


# LSOAs with their names, and where each lies; the last has its centre beside all wards.
LSOAS = {
    "X01000001": ("Oldford 001A", 0, 0),
    "X01000002": ("Middlewick 001A", 1, 0),
    "X01000003": ("Middlewick 001B", 2, 0),
    "X01000004": ("Farrow 001A", 0, 1),
    "X01000005": ("Farrow 001B", 0, 1.8),
}


def lsoa(code: str) -> dict[str, Any]:
    """One LSOA as GeoJSON, in degrees."""
    name, east, north = LSOAS[code]
    drawn = shapely.transform(square(east, north), in_degrees)
    of = {"LSOA21CD": code, "LSOA21NM": name}
    geometry = json.loads(shapely.to_geojson(drawn))
    return {"type": "Feature", "properties": of, "geometry": geometry}


def people() -> list[str]:
    """The rows of a table of residents: a hundred for the first LSOA, and so on, and one far
    away."""
    return [*(f"{code},{100 * n}" for n, code in enumerate(LSOAS, 1)), "E01000001,7"]


def residents(path: Path, rows: Sequence[str] = ()) -> Path:
    """A table of residents as a CSV file."""
    lines = ["lsoacd,population", *(rows or people()), ""]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


DECILES = dict(zip(LSOAS, (1, 2, 3, 10, 5), strict=True))


def index(path: Path, tenths: Mapping[str, object] = DECILES, *, sheet: str = "IMD25") -> Path:
    """The workbook of an index of deprivation: the tenth of each LSOA, and one far away."""
    about = "Index of Multiple Deprivation (IMD)"
    header = [
        *("LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)"),
        f"{about} Rank (where 1 is most deprived)",
        f"{about} Decile (where 1 is most deprived 10% of LSOAs)",
    ]
    told = {"E01000001": 10, **tenths}
    # Of a hundred ranks; whatever the tenth says, the rank is in the middle of the right one.
    ranks = {"E01000001": 100} | {code: 10 * tenth - 5 for code, tenth in DECILES.items()}
    rows = [
        [code, LSOAS.get(code, ("Far away",))[0], "", str(ranks[code]), str(told[code])]
        for code in told
    ]
    return workbook(path, {"Notes": [["Notes"]], sheet: [header, *rows]})


OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
LINKS = f"{OFFICE}/officeDocument/2006/relationships"
PACKAGE = f"{OFFICE}/package/2006/relationships"


def workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """A workbook, as small as one can be."""
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)
    )
    parts = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    root = f'<Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{parts}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        data = f"<sheetData>{cells}</sheetData>"
        files[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{data}</worksheet>'
    return zipped(path, {name: text.encode() for name, text in files.items()})


def _cell(text: str) -> str:
    if text.isdigit():
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def opendocument(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """The same as an OpenDocument workbook, with numbers as such a file holds them."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(_ods, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = "".join(f' xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    files = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"/>',
        "content.xml": f"<office:document-content{spaces}>{body}</office:document-content>",
    }
    return zipped(path, {name: text.encode() for name, text in files.items()})


def _ods(text: str) -> str:
    is_number = text.strip().lstrip("-").isdigit() and not text.strip().startswith("-0")
    value = f' office:value="{text.strip()}"' if is_number else ""
    of_what = "float" if is_number else "string"
    said = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="{of_what}"{value}>{said}</table:table-cell>'


def open_name(name: str, east: float, north: float = 0.5, **told: str) -> list[str]:
    """A row of OS Open Names: a village, by where it lies in kilometres from the corner."""
    x, y = _metres(east, north)
    cells = [""] * WIDTH
    cells[NAME], cells[TYPE], cells[KIND] = name, POPULATED, told.get("kind", "Village")
    cells[OTHER_NAME], cells[DISTRICT] = told.get("other", ""), told.get("district", "Oldford")
    cells[EAST], cells[NORTH] = f"{x:.0f}", f"{y:.0f}"
    return cells


def table_file(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """A table as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def postcode(code: str, east: float, north: float = 0.5) -> list[str]:
    """A postcode with its latitude and longitude, by where it lies."""
    ((x, y),) = in_degrees(shapely.get_coordinates(shapely.Point(*_metres(east, north))))
    return [code, f"{y:.6f}", f"{x:.6f}"]
