"""In the wards of which year are figures counted: the newest, or those that a dataset is in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from generator.importers import described, polygons
from generator.importers.shapes import Edition
from generator.problems import Fault, Place, ProfileError


class Placing(NamedTuple):
    """The wards in which points are looked up, None where by district only; whether the dataset
    moves to them with this import; and what is to be said of it."""

    wards: Edition | None
    is_moved: bool = False
    said: tuple[str, ...] = ()


def placing(
    project: Path, dataset: str, held: AbstractSet[object], here: AbstractSet[object]
) -> Placing:
    """In the wards of which year is this import counted?

    A dataset is in the wards of one year. It moves to newer ones only with an import of everything
    that it holds (``held`` and ``here`` are its parts, such as months): its other parts would stay
    behind. Raises ProfileError where it does not move and the outlines of its year are gone.
    """
    newest = polygons.newest(project, "ward")
    now = described.wards_of(project, dataset)
    if now is None or now == (newest.year if newest else 0):
        return Placing(newest)
    if newest and held <= here:
        return Placing(newest, is_moved=True)
    again = f"Import all that {dataset} holds together to count it in the wards of "
    if now == 0 and newest:
        return Placing(None, said=(f"{dataset} is counted by district. {again}{newest.year}.",))
    own = next((one for one in polygons.editions(project, "ward") if one.year == now), None)
    if own is None:
        what = f"The figures are counted in the wards of {now}, whose outlines are not held."
        newer = f", or all that it holds together for the wards of {newest.year}" if newest else ""
        fault = Fault(what, f"Import those boundaries again (import boundaries FOLDER){newer}.")
        place = Place(f"data/datasets/{dataset}/dataset.yml")
        raise ProfileError([fault.at("import", place)])
    newer = f"{again}{newest.year}." if newest else ""
    return Placing(own, said=(f"{dataset} stays in the wards of {now}. {newer}",))
