"""Pictures: the same on every machine, kept whole, within limits, and silent."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.charts import drawing, house
from generator.charts.drawing import Described, Drawing, Pictures
from generator.charts.specification import Specification
from generator.problems import ProfileError
from generator.publishing import pictures, vega
from tests.counties import COUNTY, county_in, files_in
from tests.sites import ROOT

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
MONTHS = "oldford/burglary-by-month/months.vl.json"
ATTRIBUTES = {
    *("viewBox", "transform", "d", "cx", "cy", "r", "x", "y", "dy"),
    *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin"),
    *("text-anchor", "font-weight"),
}
DRAW = """
import sys
from generator.publishing import vega
print(vega.picture(sys.stdin.read()))
"""


def spec(**more: Any) -> str:
    """A small chart, with more or other members than it has."""
    whole = {
        "data": {"name": "rows"},
        "datasets": {"rows": [{"place": "Northam", "number": 3}, {"place": "Farrow", "number": 4}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "place", "type": "nominal"},
            "x": {"field": "number", "type": "quantitative"},
        },
        "config": {"font": "Liberation Sans"},
    }
    return json.dumps({**whole, **more})


def named(*specs: str) -> dict[str, Specification]:
    """Specifications by their fingerprints, as pages name them."""
    told = Described("", "", "", ())
    parsed = [Specification.parse(text) for text in specs]
    return {Drawing("trend", "", Pictures(s, s), told, ()).names[0]: s for s in parsed}


def draw_missing(specs: dict[str, Specification], folder: Path, *told: Any, **more: Any) -> int:
    """Draw what a folder lacks of these, all asked for at once. How many were drawn?"""
    with pictures.Drawers(folder) as drawers:
        drawers.ask(specs)
        return drawers.finish(*told, **more)


def drawn_apart(text: str, **settings: str) -> str:
    """A picture as a process with these settings of its machine draws it."""
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        input=text,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    return done.stdout.strip()


def test_a_picture_does_not_depend_on_the_time_zone(county: Path) -> None:
    text = (county / "build/pages" / MONTHS).read_text(encoding="utf-8")
    first = vega.picture(text)
    assert "Apr 2016" in first
    for zone in ZONES:
        assert drawn_apart(text, TZ=zone) == first, zone


def parts(whole: Any) -> Iterator[dict[str, Any]]:
    """Every object within a specification."""
    if isinstance(whole, dict):
        yield whole
        whole = list(whole.values())
    for inner in whole if isinstance(whole, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("frame", house.FRAMES, ids=lambda frame: frame.name)
@pytest.mark.parametrize("kind", drawing.kinds())
def test_time_is_utc_in_every_kind_of_chart(kind: str, frame: house.Frame) -> None:
    whole = drawing.kind_module(kind).draw(frame).to_dict()  # which holds it against the schema
    for part in parts(whole):
        if part.get("type") == "temporal" or "timeUnit" in part:
            scale = part.get("scale", {}).get("type")
            assert scale == "utc" or str(part.get("timeUnit")).startswith("utc"), part


def test_a_picture_does_not_depend_on_the_fonts_of_a_machine(tmp_path: Path) -> None:
    known = sorted(Path("/usr/share/fonts").rglob("LiberationSans-Regular.ttf"))
    if not known:
        pytest.skip("There is no Liberation Sans here that could stand in the way.")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / known[0].name).write_bytes(twice_as_wide(known[0].read_bytes()))
    listed = tmp_path / "fonts.conf"
    listed.write_text(f"<fontconfig><dir>{tmp_path}/fonts</dir></fontconfig>", encoding="utf-8")
    rows = [{"place": "Northam and the villages around it", "number": 3}]
    axis = {"axis": {"labelLimit": 178}}
    text = spec(
        datasets={"rows": rows},
        encoding={"y": {"field": "place", "type": "nominal", **axis}},
    )
    assert drawn_apart(text, FONTCONFIG_FILE=str(listed)) == vega.picture(text)


def twice_as_wide(font: bytes) -> bytes:
    """A font each of whose letters is twice as wide as it was."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">II", font, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    count = struct.unpack_from(">H", font, tables[b"hhea"][0] + 34)[0]
    wide = bytearray(font)
    for at in range(tables[b"hmtx"][0], tables[b"hmtx"][0] + 4 * count, 4):
        struct.pack_into(">H", wide, at, 2 * struct.unpack_from(">H", wide, at)[0])
    return bytes(wide)


def test_pictures_have_no_style_no_class_and_no_script(county: Path) -> None:
    kept = files_in(county / "build/drawings")
    assert kept
    for name, content in kept.items():
        svg = content.decode().partition("\n")[2]
        assert set(re.findall(r"<(\w+)", svg)) <= {"svg", "g", "path", "circle", "text", "tspan"}
        found = {a for tag in re.findall(r"<[^>]*>", svg) for a in re.findall(r' ([\w:-]+)="', tag)}
        assert found <= ATTRIBUTES, f"{name}: {found - ATTRIBUTES}"


def spoilt(content: bytes) -> list[bytes]:
    """A kept file cut off, emptied, garbled, edited, and as an older program kept it."""
    edited = content.replace(b"Farrow", b"Barrow")
    return [content[:-9], b"", b"\xff" * 50, edited, content.partition(b"\n")[2]]


def test_a_picture_that_is_not_what_was_drawn_is_drawn_again(tmp_path: Path) -> None:
    specs = named(spec())
    assert draw_missing(specs, tmp_path) == 1
    (path,) = tmp_path.iterdir()
    first = path.read_bytes()
    for content in spoilt(first):
        path.write_bytes(content)
        with pytest.raises(ProfileError, match="Build again"):
            pictures.put_in(place_for(specs), tmp_path)
        assert draw_missing(specs, tmp_path) == 1
        assert path.read_bytes() == first
    assert draw_missing(specs, tmp_path) == 0
    assert "Farrow" in pictures.put_in(place_for(specs), tmp_path)


def place_for(specs: dict[str, Specification]) -> str:
    """Where a page keeps the place of a picture."""
    return "".join(
        f'<div class="drawing" data-drawing="{name}" data-phone="{name}" data-spec="one.vl.json" '
        'data-name="N" data-description="D"></div>'
        for name in specs
    )


def test_other_code_draws_again_and_only_what_no_build_needs_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = named(spec()), named(spec(mark="point"))
    draw_missing(one, tmp_path)
    draw_missing(two, tmp_path)
    own = tmp_path / "notes.svg"
    own.write_text("mine", encoding="utf-8")
    assert draw_missing({**one, **two}, tmp_path) == 0
    assert pictures.forget(tmp_path, [*one, *two]) == 0
    (only,) = one
    (tmp_path / f"{only}.svg").write_text("as it was kept before", encoding="utf-8")
    (tmp_path / f".{only}-{vega.CODE}.svg.77.part").write_text("half", encoding="utf-8")
    assert pictures.forget(tmp_path, [*one, *two]) == 2
    monkeypatch.setattr(vega, "CODE", "0" * 32)
    assert draw_missing(one, tmp_path) == 1
    assert pictures.forget(tmp_path, list(one)) == 2
    assert {path.name[:20] for path in tmp_path.iterdir()} == {*one, "notes.svg"}
    assert own.read_text(encoding="utf-8") == "mine"


FAULTY = {
    "MB of memory": spec(data={"sequence": {"start": 0, "stop": 3_000_000}}),
    "does not fit its figures": spec(mark="nonsense"),
    "does not fit": spec(data={"url": "https://example.org/rows.json"}),
    "its specification": spec(data={"url": str(COUNTY / "mkdocs.yml"), "format": {"type": "csv"}}),
}


def told_of(reasons: dict[str, str], folder: Path) -> None:
    """Each of these is told with its place and its reason, and what is beside them is drawn."""
    specs = named(*reasons.values(), spec(), spec(mark="point"))
    places = {name: f"/oldford/crime/#c{number}" for number, name in enumerate(specs)}
    with pytest.raises(ProfileError) as told:
        draw_missing(specs, folder, places=places)
    assert len(told.value.problems) == len(reasons)
    for number, (reason, problem) in enumerate(zip(reasons, told.value.problems, strict=True)):
        assert str(problem.place) == f"/oldford/crime/#c{number}"
        assert reason in problem.what
        assert not re.search("vega|V8|worker|Error|json", str(problem), re.I)
    assert len(list(folder.iterdir())) == 2
    assert "Farrow" in vega.picture(spec())


def test_what_cannot_be_drawn_is_told_with_its_place_and_the_rest_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vega, "MEGABYTES", 64)
    told_of(FAULTY, tmp_path)


def test_drawing_says_how_far_it_is_and_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    specs = named(spec(), spec(mark="point"), spec(datasets={"rows": []}))
    heard: list[tuple[object, ...]] = []
    draw_missing(specs, tmp_path, lambda *step: heard.append(step))
    assert [step[1:] for step in heard] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert capfd.readouterr() == ("", "")


def test_templates_are_kept_between_builds_and_not_believed_when_spoilt(tmp_path: Path) -> None:
    drawing._template.cache_clear()
    fresh = drawing._template("trend", house.DESK, None)
    assert drawing._template("trend", house.DESK, tmp_path) == fresh
    (path,) = tmp_path.iterdir()
    first = path.read_bytes()
    for content in (
        first,
        first[:-9],
        b"",
        first.replace(b"trend", b"brend").replace(b"14", b"15"),
    ):
        path.write_bytes(content)
        drawing._template.cache_clear()
        assert drawing._template("trend", house.DESK, tmp_path) == fresh
        assert path.read_bytes() == first


def test_a_site_does_not_depend_on_the_machine(county: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    project = county_in(tmp_path / "another place")
    settings = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "de_DE.UTF-8",
        "PYTHONHASHSEED": "5",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "generator", "build", "--project", str(project)]
    done = subprocess.run(
        command, cwd=home, env=os.environ | settings, umask=0o077, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    wanted, made = files_in(county / "site"), files_in(project / "site")
    assert sorted(made) == sorted(wanted)
    assert [name for name in wanted if made[name] != wanted[name]] == []
