"""The downloads of a county whose names and labels are of every awkward kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.downloads.files import files
from generator.figures.figures import Figures, figures
from generator.pages.book import Book
from generator.reading.holdings import open_holdings
from generator.reading.topics import open_topics
from tests.counties import county_alone, replaced

TREATMENT = "data/datasets/treatment/dataset.yml"
LABELS = {
    "label: Alcohol,": 'label: "Alcohol – “all kinds”",',
    "label: Heroin,": 'label: "10-12",',
    "label: Cannabis,": 'label: "MAR1",',
    "label: Other drugs,": 'label: "=1+1",',
    "Withheld, so that no one can be identified.": '"[Withheld](javascript:x) for $$5$$ (so) – ’."',
}


def awkward_county(folder: Path) -> Path:
    """The county with labels that a spreadsheet program would make something else of."""
    project = county_alone(folder / "project")
    for old, new in LABELS.items():
        replaced(project / TREATMENT, old, new)
    return project


def book_of(project: Path) -> Book:
    """All that the downloads of a project are made from."""
    holdings = open_holdings(project)
    return Book(holdings, Figures(figures(holdings)), open_topics(project)[0])


@cache
def awkward_downloads() -> dict[str, bytes]:
    """Every download of that county, by its address."""
    with TemporaryDirectory() as folder:
        return dict(files(book_of(awkward_county(Path(folder))), {}))
