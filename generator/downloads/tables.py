"""The figures as files that people take away."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.telling.published import figure_rows, finding_rows
from generator.terms.areas import Area
from generator.terms.as_data import as_csv, csv_lines, marked
from generator.terms.cells import each_once
from generator.terms.headings import OF_DATASET, named
from generator.terms.periods import Period


def dataset_csv(holdings: Holdings, name: str, rows: pd.DataFrame) -> str:
    """One dataset's observations, in the columns of the contract."""
    dataset, areas = holdings.datasets[name], holdings.areas
    told = rows.assign(
        area_code=rows["area"],
        area_name=each_once(rows["area"], lambda code: areas[code].name),
        area_level=each_once(rows["area"], lambda code: areas[code].level),
        period_label=each_once(
            rows["period"], lambda iso: Period.parse(iso).spelt(dataset.label_style)
        ),
        category_label=each_once(rows["category"], lambda key: dataset.categories[key].label),
        value=rows["printed"],
    )
    return as_csv(told[named(OF_DATASET)])


class FigureLines:
    """Every published figure as a line of a CSV file, written once for all files that hold it.

    ``told`` holds the same as columns of text.
    """

    def __init__(self, book: Book) -> None:
        order = ["indicator", "category", "area", "last", "period"]
        frame = book.figures.frame.sort_values(order, kind="stable", ignore_index=True)
        self.told = figure_rows(book.holdings, frame)
        self._header, *self._lines = csv_lines(self.told)
        self._of_area = frame.groupby("area", sort=False).indices

    def of(self, areas: Iterable[Area] | None = None) -> str:
        """The figures of some areas, or all there are."""
        if areas is None:
            return marked("".join([self._header, *self._lines]))
        return marked("".join([self._header, *(self._lines[n] for n in self.places(areas))]))

    def places(self, areas: Iterable[Area]) -> list[int]:
        """In which rows of ``told`` do the figures of these areas stand?"""
        held = [self._of_area[area.code] for area in areas if area.code in self._of_area]
        return sorted(int(place) for places in held for place in places)


def findings_csv(book: Book) -> str:
    """Every printed number that does not fit, a row each, in the order of the page about them."""
    return as_csv(finding_rows(book.disagreements.values()))
