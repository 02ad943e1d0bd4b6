"""Where the rows of a force may count: which area it is, and the wards or districts in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from generator.importers.importing import Request, forces_of
from generator.importers.months.counted import Ground, by_lsoa, outcomes
from generator.importers.months.street import StreetMonth
from generator.importers.months.yearly import Territory
from generator.importers.shapes import Edition
from generator.problems import Fault, Problem
from generator.terms.areas import Area, Areas, plain
from generator.terms.periods import Period


def force_of(request: Request, name: str) -> Area | None:
    """The police area of a force, where it is the site's or lies in it."""
    mine = forces_of(request.holdings)
    named = request.holdings.areas.called(name)
    return next((a for a in mine if a in named or plain(a.name).startswith(plain(name))), None)


def strangers(
    months: Sequence[StreetMonth], forces: Mapping[str, Area | None]
) -> Iterator[Problem]:
    """Files of forces that are not of the site."""
    for one in months:
        if forces[one.force] is None:
            what = f"{one.force} is not the force of this site."
            remedy = (
                "Leave the file out, or give the force's name its code in data/areas/names.csv."
            )
            yield Fault(what, remedy).at("import", one.handed.place)


def territory(request: Request, force: Area, newest: str, edition: Edition | None) -> Territory:
    """The wards of an edition that lie in a force, or its districts where no edition is held."""
    areas = request.holdings.areas
    districts = {area.code for area in areas.live_in(force, "district", Period.parse(newest))}
    mine = [one for one in edition.shapes if one.within in districts] if edition else []
    within = {one.code: one.within for one in mine} or dict.fromkeys(districts, "")
    ground = Ground.of(mine) if mine else None
    return Territory(force, within, ground, edition.year if edition and mine else None)


def placed_in(areas: Areas, rows: pd.DataFrame, land: Territory) -> pd.DataFrame:
    """Slim rows with ``area`` and ``outcome``: by their outlines, or by the names of LSOAs."""
    if land.ground:
        return outcomes(rows, land.ground)
    named = [(areas[code].name, code) for code in land.within]
    named += [(name, code) for name, code in areas.spellings.items() if code in land.within]
    return by_lsoa(rows, {plain(name): code for name, code in named})
