"""Rules about what stands once: the titles of indicators, the names of types, a district's tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from generator.problems import Place, Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics

TILES = "data/areas/tiles.csv"
One = TypeVar("One")
ANOTHER = "Give one of the two another, so that readers can tell them apart."


def titles_once(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Indicators of a dataset of one title, which tables and charts could not tell apart."""
    for name, dataset in holdings.datasets.items():
        file = f"data/datasets/{name}/dataset.yml"
        titled = ((key, one.title) for key, one in dataset.indicators.items())
        for key, first in _alike(titled):
            what = f'The title of "{key}" is that of the indicator "{first}" too.'
            yield Problem("known", holdings.at(file, "indicators", key, "title"), what, ANOTHER)


def labels_once(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Types of one whole with one label: two bars of a chart would have one name."""
    for name, dataset in holdings.datasets.items():
        file = f"data/datasets/{name}/dataset.yml"
        labels = ((key, f"{one.within}/{one.label}") for key, one in dataset.categories.items())
        for key, first in _alike(labels):
            what = f'The label "{dataset.categories[key].label}" is that of "{first}" too.'
            yield Problem("known", holdings.at(file, "categories", key, "label"), what, ANOTHER)


def _alike(named: Iterable[tuple[One, str]]) -> Iterator[tuple[One, One]]:
    """Those whose name is that of one before them, but for capitals and blanks, each with that."""
    first: dict[str, One] = {}
    for one, name in named:
        plain = " ".join(name.casefold().split())
        if plain in first:
            yield one, first[plain]
        first.setdefault(plain, one)


def tiles_once(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Two districts of today on one tile of the first page's map, which would show one of them."""
    sheet = holdings.sheets.get(TILES)
    held: dict[tuple[str, str], int] = {}
    for row, cells in sheet.rows if sheet else ():
        if cells["code"] not in holdings.areas:
            continue
        area = holdings.areas[cells["code"]]
        if area.end or area.level != "district":
            continue
        first = held.setdefault((cells["column"], cells["row"]), row)
        if first != row:
            what = f"{area.name} is on the tile of row {first}."
            yield Problem("known", Place(TILES, row, "column"), what, "Put it beside that one.")


RULES = (titles_once, labels_once, tiles_once)
