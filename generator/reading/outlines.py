"""The files of ``data/areas/outlines/`` become the outlines of areas. Imports write them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import BaseModel, StrictInt, ValidationError

from generator.problems import Fault
from generator.reading.reader import LARGEST_TEXT, Reader
from generator.terms.areas import Areas
from generator.terms.outlines import Outlines

FOLDER = "data/areas/outlines"
FILES = (f"{FOLDER}/districts.json", f"{FOLDER}/wards.json")
AGAIN = "Run crime-profiles import outlines again, or delete the file."


class _Of(BaseModel):
    code: str


class _Geometry(BaseModel):
    coordinates: tuple[tuple[tuple[tuple[StrictInt, StrictInt], ...], ...], ...]


class _Feature(BaseModel):
    properties: _Of
    geometry: _Geometry


class _Kept(BaseModel):
    attribution: str
    features: tuple[_Feature, ...]


def outlines_of(reader: Reader, areas: Areas) -> Outlines:
    """Which outlines are held? Those of files that cannot be read are told and left out."""
    held = [kept for file in FILES if reader.has(file) and (kept := _kept(reader, file, areas))]
    return Outlines(
        {
            feature.properties.code: tuple(r for part in feature.geometry.coordinates for r in part)
            for kept in held
            for feature in kept.features
        },
        # Districts and wards are worked out of the same postcodes, unless years lie between.
        " ".join(dict.fromkeys(kept.attribution for kept in held)),
    )


def _kept(reader: Reader, file: str, areas: Areas) -> _Kept | None:
    content = reader.content(file, "", LARGEST_TEXT)
    if content is None:
        return None
    try:
        kept = _Kept.model_validate(json.loads(content))
    except ValidationError:
        fault = Fault("It holds no outlines in whole metres, each with the code of an area.", AGAIN)
    except (ValueError, RecursionError):
        fault = Fault("The file is no JSON; it may have been cut off.", AGAIN)
    else:
        for one in _unknown(kept, areas):
            reader.tell("known", file, one)
        return kept
    reader.tell("shape", file, fault)
    return None


def _unknown(kept: _Kept, areas: Areas) -> Iterator[Fault]:
    for feature in kept.features:
        if (code := feature.properties.code) not in areas:
            yield Fault(f'There is no area "{code}" in data/areas/areas.csv.', AGAIN)
