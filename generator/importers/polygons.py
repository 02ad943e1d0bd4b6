"""Outlines kept for later imports: working files of the project, which a build never needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import shapely

from generator.importers.shapes import Edition, Outline

FOLDER = "data/areas/boundaries"
# The folder hides itself from Git: what lies in it belongs to its publisher, and is large.
HIDDEN = {f"{FOLDER}/.gitignore": b"*\n"}
NAME = re.compile(r"(ward|district|LSOA)-(\d{4})\.json")
# Metres are kept to a tenth.
DECIMALS = 1


def kept_as(edition: Edition) -> tuple[str, bytes]:
    """The file in which an edition is kept, and what stands in it."""
    told = [
        {
            "code": one.code,
            "name": one.name,
            "within": one.within,
            "outline": json.loads(shapely.to_geojson(_rounded(one.drawn))),
        }
        for one in sorted(edition.shapes, key=lambda one: one.code)
    ]
    name = f"{FOLDER}/{edition.kind}-{edition.year}.json"
    return name, ("[\n" + ",\n".join(json.dumps(one) for one in told) + "\n]\n").encode()


def _rounded(outline: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(outline, lambda points: points.round(DECIMALS))


def editions(project: Path, kind: str) -> list[Edition]:
    """Which editions of a kind of boundaries have been imported, oldest first?"""
    folder = project / FOLDER
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = (NAME.fullmatch(name) for name in names)
    return [_read(project, m[0], kind, int(m[2])) for m in found if m and m[1] == kind]


def with_earlier(project: Path, edition: Edition) -> Edition:
    """An edition with what was imported of the same one before and is not in it."""
    codes = {one.code for one in edition.shapes}
    held = [one for one in editions(project, edition.kind) if one.year == edition.year]
    earlier = (one for part in held for one in part.shapes if one.code not in codes)
    return replace(edition, shapes=(*edition.shapes, *earlier))


def newest(project: Path, kind: str) -> Edition | None:
    """The newest of them."""
    return next(iter(editions(project, kind)[::-1]), None)


def _read(project: Path, name: str, kind: str, year: int) -> Edition:
    file = f"{FOLDER}/{name}"
    told = json.loads((project / file).read_bytes())
    outlines = shapely.from_geojson([json.dumps(one["outline"]) for one in told])
    shapes = (
        Outline(one["code"], one["name"], one["within"], outline, file)
        for one, outline in zip(told, outlines, strict=True)
    )
    return Edition(kind, year, tuple(shapes))


def around(shapes: Iterable[Outline]) -> shapely.STRtree:
    """An index in which the outline around a point is found quickly."""
    return shapely.STRtree([one.drawn for one in shapes])
