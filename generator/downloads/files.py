"""Every file of a site that people take away, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.downloads.feeds import feeds
from generator.downloads.metadata import dataset_metadata, figures_metadata
from generator.downloads.sheets import AreaSheets, of_dataset
from generator.downloads.tables import FigureLines, dataset_csv, findings_csv
from generator.pages.book import Book


def files(book: Book, leads: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every download of the site: its address, and what stands in it. ``leads`` says where the
    pages are that moved.

    Wards have no spreadsheet of their own: their figures stand in their district's.
    """
    rows = book.holdings.observations
    places = rows.groupby("dataset", sort=False).indices
    for name in book.holdings.datasets:
        mine = rows.iloc[places.get(name, [])]
        yield f"data/{name}.csv", dataset_csv(book.holdings, name, mine).encode()
        yield f"data/{name}.csv-metadata.json", dataset_metadata(book, name).encode()
        yield f"data/{name}.xlsx", of_dataset(book, name, mine)
    figures = FigureLines(book)
    yield "data/figures.csv", figures.of().encode()
    yield "data/figures.csv-metadata.json", figures_metadata(book).encode()
    yield "disagreements/findings.csv", findings_csv(book).encode()
    yield from feeds(book, leads)
    sheets = AreaSheets(book, figures)
    for area in book.profiled:
        inner = [area]
        if area.level == "district":
            inner += [ward for wards in book.wards(area).values() for ward in wards]
            for wards in book.wards(area).values():
                yield f"{book.address(wards[0])}data.csv", figures.of(wards).encode()
        yield f"{book.address(area)}data.csv", figures.of(inner).encode()
        yield f"{book.address(area)}data.xlsx", sheets.of(area, inner)
