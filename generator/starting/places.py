"""The areas that a new project begins with: a force of England and Wales, or those of a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from generator.problems import Place, Problem, ProfileError, suggestion
from generator.terms import wording
from generator.terms.areas import Area, plain

HERE = Path(__file__).parent
COUNTRY = {"code": "K04000001", "name": "England and Wales", "level": "country"}
# What so many forces are called that it tells none of them.
COMMON = {"and", "constabulary", "of", "police", "service"}
COLUMNS = ("code", "name", "level", "parent", "start", "end")


class Start(NamedTuple):
    """Whose project it is: the force, its area, the code of what all lies in, and the registers of
    areas and of other names as files."""

    force: str
    area: Area
    country: str
    areas: bytes
    names: bytes

    @property
    def words(self) -> dict[str, str]:
        """What stands for the words with a $ in the files that are written."""
        place = wording.place(self.area)
        return {
            "force": self.force,
            "code": self.area.code,
            "country": self.country,
            "place": place,
            "title": f"Crime profiles for {place}",
        }


def of_force(force: str) -> Start:
    """The districts of a police force of England and Wales. Raises ProfileError."""
    rows = _rows((HERE / "forces.csv").read_text(encoding="utf-8"))
    named = {row["force"] for row in rows}
    name = _chosen(force, sorted(named), "Or name a file of areas with --areas.")
    mine = [row for row in rows if row["force"] == name]
    area = Area(mine[0]["force_code"], f"{name} area", "force", COUNTRY["code"])
    districts = [Area(row["district_code"], row["district"], "district", area.code) for row in mine]
    told = [COUNTRY, *({n: getattr(one, n) for n in COLUMNS[:4]} for one in (area, *districts))]
    codes = {one.code for one in districts}
    names = _rows((HERE / "names.csv").read_text(encoding="utf-8"))
    own = [row for row in names if row["code"] in codes]
    return Start(name, area, COUNTRY["code"], _csv(COLUMNS, told), _csv(("name", "code"), own))


def of_file(force: str, path: Path) -> Start:
    """The areas of a file like ``areas.csv``, one of which is the force's. Raises ProfileError and
    OSError."""
    content = path.read_bytes()
    rows = _rows(content.decode("utf-8-sig", "replace"))
    if not rows or not {"code", "name", "level", "parent"} <= rows[0].keys():
        what = "The file is no list of areas."
        remedy = f"Its first line is {','.join(COLUMNS)}."
        raise ProfileError([Problem("new", Place(path.as_posix()), what, remedy)])
    forces = {row["name"]: row for row in rows if row["level"] == "force"}
    long = [name for name in forces if plain(name).startswith(plain(force))]
    row = forces[long[0] if long else _chosen(force, list(forces), "")]
    others = {row["code"]: row for row in rows}
    above = row
    while above["parent"] in others:
        above = others.pop(above["parent"])
    area = Area(row["code"], row["name"], "force", row["parent"])
    return Start(force, area, above["code"], content, _csv(("name", "code"), []))


def _chosen(force: str, known: list[str], otherwise: str) -> str:
    """The force of this name. Raises ProfileError, which tells those that come near."""
    same = [name for name in known if plain(name) == plain(force)]
    if same:
        return same[0]
    words = set(plain(force).split()) - COMMON
    near = [f'"{name}"' for name in known if words & set(plain(name).split())]
    asked = f"Did you mean {' or '.join(near[:5])}?" if near else suggestion(force, known)
    what = f'There is no force "{force}".'
    raise ProfileError([Problem("new", Place("--force"), what, f"{asked} {otherwise}".strip())])


def _rows(text: str) -> list[dict[str, str]]:
    return [
        {name: cell or "" for name, cell in row.items() if name}
        for row in csv.DictReader(io.StringIO(text))
    ]


def _csv(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()
