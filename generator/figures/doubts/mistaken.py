"""Names, labels and ids of which a spreadsheet program makes something else when it opens a file.

People open downloads with such a program, and what it makes of 5-9 is the fifth of September. The
download marks such a text with an apostrophe; better is another one, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.figures.doubts.terms import OR_ACCEPT, Doubt
from generator.problems import Place
from generator.reading.holdings import Holdings
from generator.terms.datasets import Dataset
from generator.terms.opened import taken_for

IN_WORDS = f"Write it in words, as 5 to 9 for 5-9; {OR_ACCEPT}"
ANOTHER_ID = f"Give it another id, as aged-5-9 for 5-9; {OR_ACCEPT}"
REGISTERS = (
    ("data/areas/areas.csv", (("code", ANOTHER_ID), ("name", IN_WORDS))),
    ("data/sources.csv", (("id", ANOTHER_ID),)),
)


class Met(NamedTuple):
    """A text that downloads hold: what it is, where it is typed, and what to do about it."""

    text: str
    kind: str
    place: Place
    remedy: str


def mistaken(holdings: Holdings) -> Iterator[Doubt]:
    """Texts of which a spreadsheet program makes a date, a number, a time or a formula."""
    for met in _met(holdings):
        if made := taken_for(met.text):
            yield Doubt(
                "spreadsheet",
                met.place,
                f'A spreadsheet program makes {made} of the {met.kind} "{met.text}".',
                met.remedy,
                words=frozenset(met.text.split()),
            )


def _met(holdings: Holdings) -> Iterator[Met]:
    for file, columns in REGISTERS:
        sheet = holdings.sheets.get(file)
        for row, cells in sheet.rows if sheet else ():
            for column, remedy in columns:
                yield Met(cells.get(column, ""), column, Place(file, row, column), remedy)
    for name, dataset in holdings.datasets.items():
        yield from _met_in(holdings, name, dataset)


def _met_in(holdings: Holdings, name: str, dataset: Dataset) -> Iterator[Met]:
    file = f"data/datasets/{name}/dataset.yml"
    yield Met(name, "name of the dataset", Place(file), ANOTHER_ID)
    ids: dict[str, Iterable[str]] = {
        "measures": dataset.measures,
        "categories": dataset.categories,
        "notes": dataset.notes,
        "indicators": dataset.indicators,
    }
    for key, held in ids.items():
        for word in held:
            yield Met(word, "id", holdings.at(file, key, word), ANOTHER_ID)
    for word, measure in dataset.measures.items():
        place = holdings.at(file, "measures", word, "unit")
        yield Met(measure.unit[1], "unit", place, IN_WORDS)
    for word, category in dataset.categories.items():
        place = holdings.at(file, "categories", word, "label")
        yield Met(category.label, "label", place, IN_WORDS)


RULES = (mistaken,)
