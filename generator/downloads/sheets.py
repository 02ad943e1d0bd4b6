"""What stands in the spreadsheets that people take away: one for a dataset, one for an area."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from generator.downloads.covers import (
    contact,
    dates_of,
    origin,
    page_link,
    published,
    publisher,
    without_blanks,
)
from generator.downloads.filling import SheetColumn
from generator.downloads.notes import NoteList, counted, note_in_words
from generator.downloads.spreadsheets import Cover, TableSheet, spreadsheet
from generator.downloads.tables import FigureLines
from generator.figures.method import METHOD
from generator.pages.book import Book
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.attribution import asked_for, asked_for_by_all
from generator.terms.cells import each_once
from generator.terms.datasets import NO_VALUE, STATUSES, Dataset
from generator.terms.periods import Period

NUMBERS = ("value", "count", "denominator", "lower", "upper")
TITLES = {
    "value": "Value",
    "count": "Count",
    "denominator": "Denominator",
    "lower": "Lower end of range",
    "upper": "Upper end of range",
}


def of_dataset(book: Book, name: str, rows: pd.DataFrame) -> bytes:
    """The spreadsheet of one dataset's observations."""
    dataset = book.holdings.datasets[name]
    notes, dates = NoteList(), dates_of(rows["period"])
    columns = [*_columns_of_rows(book, dataset, rows), _noted(dataset, rows, notes)]
    sources, entries = _joined(rows["source"]), _sources(book, rows["source"])
    columns.append(SheetColumn("Source", sources))
    meanings = _meanings(dataset)
    whole = f"Notes on the whole table: {notes.mark(meanings)}." if meanings else ""
    figures = TableSheet(
        "Figures",
        f"{dataset.title}{dates and f', {dates}'}",
        f"figures_of_{_word(name)}",
        lines=[*_lines(columns), *filter(None, [whole]), f"Source: {dataset.source.publisher}."],
        columns=_kept(columns),
    )
    cover = Cover(
        title=dataset.title,
        publisher=publisher(book),
        made=book.site.released,
        about=[dataset.about, *published(book, dates)],
        sources=[origin(dataset), dataset.partial, *asked_for(dataset)],
        link=page_link(
            book,
            f"The page about {wording.lower_first(dataset.title, book.holdings.names)}",
            f"data/{name}/",
        ),
        contact=contact(book),
    )
    return spreadsheet(
        without_blanks(cover),
        [*notes.sheet(wording.lower_first(dataset.title, book.holdings.names)), *entries, figures],
    )


def _meanings(dataset: Dataset) -> list[str]:
    """What each indicator counts, and its cautions, each once."""
    told = [
        f"{indicator.title}: {text}"
        for indicator in dataset.indicators.values()
        for text in (
            indicator.meaning,
            *(caution.text for caution in dataset.cautions_of(indicator)),
        )
    ]
    return list(dict.fromkeys(" ".join(text.split()) for text in told))


def _columns_of_rows(book: Book, dataset: Dataset, rows: pd.DataFrame) -> list[SheetColumn]:
    """The columns of a dataset's observations, but for notes and sources."""
    areas = book.holdings.areas
    letters = [_letter(status) for status in rows["status"]]
    printed = zip(rows["printed"], letters, strict=True)
    measures = dataset.measures
    return [
        SheetColumn("Area code", rows["area"].tolist()),
        SheetColumn("Area", _said(rows["area"], lambda code: areas[code].name)),
        SheetColumn("Level", _said(rows["area"], lambda code: areas[code].level)),
        *_periods(rows["period"], lambda iso: Period.parse(iso).label(dataset.label_style)),
        SheetColumn("Measure", rows["measure"].tolist()),
        SheetColumn("Unit", _said(rows["measure"], lambda key: measures[key].unit[1])),
        SheetColumn("Category", _said(rows["category"], lambda k: dataset.categories[k].label)),
        SheetColumn("Value", [text or letter for text, letter in printed], is_of_numbers=True),
        SheetColumn("Status", _said(rows["status"], _bracketed)),
    ]


def _noted(dataset: Dataset, rows: pd.DataFrame, notes: NoteList) -> SheetColumn:
    return SheetColumn(
        "Notes",
        _said(
            rows["note"],
            lambda ids: notes.mark([note_in_words(dataset, key) for key in ids.split()]),
        ),
    )


class AreaSheets:
    """The spreadsheets of areas: what all figures say, written once for all that hold them."""

    def __init__(self, book: Book, lines: FigureLines) -> None:
        self._book, self._lines, told = book, lines, lines.told
        datasets = book.holdings.datasets
        style = {name: dataset.label_style for name, dataset in datasets.items()}
        pairs = zip(told["dataset"], told["period"], strict=True)
        labels = {
            pair: Period.parse(pair[1]).label(style[pair[0]]) for pair in dict.fromkeys(pairs)
        }
        kinds = zip(told["dataset"], told["category"], strict=True)
        self._told = told.assign(
            indicator_title=told["indicator"].map(
                {key: book.voice(key).indicator.title for key in told["indicator"].unique()}
            ),
            dataset_title=told["dataset"].map({key: d.title for key, d in datasets.items()}),
            label=[labels[pair] for pair in zip(told["dataset"], told["period"], strict=True)],
            kind=[datasets[name].categories[key].label for name, key in kinds],
            letter=each_once(told["status"], lambda text: _letter(text) or "[z]"),
            bracketed=each_once(told["status"], _bracketed),
        )

    def of(self, area: Area, areas: Sequence[Area]) -> bytes:
        """The spreadsheet of an area: its figures and those of the areas that go with it."""
        book, notes = self._book, NoteList()
        rows = self._told.iloc[self._lines.places(areas)]
        columns = [*_columns_of_figures(rows), self._noted(rows, notes)]
        dates = dates_of(rows["period"])
        title = f"Figures for {wording.place(area)}"
        wards = " and its wards" if len(areas) > 1 else ""
        figures = TableSheet(
            "Figures",
            f"{title}{wards}{dates and f', {dates}'}",
            f"figures_of_{_word(area.slug)}",
            lines=_lines(columns),
            columns=_kept(columns),
        )
        held = [book.holdings.datasets[name] for name in rows["dataset"].unique()]
        cover = Cover(
            title=title,
            publisher=publisher(book),
            made=book.site.released,
            about=[
                f"Every figure that this site publishes for {wording.place(area)}{wards}.",
                "" if len(rows) else "There is none yet.",
                *published(book, dates),
                f"Method: version {METHOD}, as the page about methods tells it.",
            ],
            sources=asked_for_by_all(held),
            link=page_link(book, f"The page about {wording.place(area)}", book.address(area)),
            contact=contact(book),
        )
        return spreadsheet(
            without_blanks(cover), [*notes.sheet(wording.lower_first(title)), figures]
        )

    def _noted(self, rows: pd.DataFrame, notes: NoteList) -> SheetColumn:
        """The notes of each figure, and the cautions of its indicator that are of it."""
        datasets, noted = self._book.holdings.datasets, self._every_note()
        areas = self._book.holdings.areas
        words = ("indicator", "dataset", "notes", "area_code", "category", "period")
        keys = list(zip(*(rows[word] for word in words), strict=True))
        marks = {}
        for key in dict.fromkeys(keys):
            indicator, name, ids, code, category, period = key
            texts = [note_in_words(datasets[name], word, noted) for word in ids.split()]
            told = self._book.voice(indicator).indicator
            own = (code, areas[code].level, category, period)
            every = datasets[name].cautions_of(told)
            texts += [f"{told.title}: {c.text}" for c in every if c.is_of(*own)]
            marks[key] = notes.mark(texts)
        return SheetColumn("Notes", [marks[key] for key in keys])

    def _every_note(self) -> dict[str, str]:
        """Notes of all datasets, for a figure has those of what it is set against."""
        found = {}
        for dataset in self._book.holdings.datasets.values():
            found.update(dataset.notes)
        return found


def _columns_of_figures(rows: pd.DataFrame) -> list[SheetColumn]:
    """The columns of published figures, but for the notes."""
    letters = rows["letter"].tolist()
    numbers = [
        SheetColumn(
            TITLES[name],
            [text or letter for text, letter in zip(rows[name].tolist(), letters, strict=True)],
            is_of_numbers=True,
        )
        for name in NUMBERS
        if (rows[name] != "").any()
    ]
    unit = SheetColumn("Unit", rows["unit"].tolist())
    return [
        SheetColumn("Indicator", rows["indicator_title"].tolist()),
        SheetColumn("Dataset", rows["dataset_title"].tolist()),
        SheetColumn("Area code", rows["area_code"].tolist()),
        SheetColumn("Area", rows["area_name"].tolist()),
        SheetColumn("Period", rows["label"].tolist()),
        SheetColumn("Period code", rows["period"].tolist()),
        SheetColumn("Category", rows["kind"].tolist()),
        *numbers[:1],
        unit,
        *numbers[1:],
        SheetColumn("Status", rows["bracketed"].tolist()),
    ]


def _said(values: pd.Series, said: Callable[[str], str]) -> list[str]:
    told: list[str] = each_once(values, said).tolist()
    return told


def _periods(isos: pd.Series, label: Callable[[str], str]) -> list[SheetColumn]:
    return [SheetColumn("Period", _said(isos, label)), SheetColumn("Period code", isos.tolist())]


def _joined(ids: pd.Series) -> list[str]:
    return _said(ids, lambda text: ", ".join(text.split()))


def _letter(status: str) -> str:
    """What stands in the place of a number that is not there: "[c]"."""
    return next((f"[{letter}]" for letter in status if letter in NO_VALUE), "")


def _bracketed(status: str) -> str:
    return " ".join(f"[{letter}]" for letter in status)


def _lines(columns: Sequence[SheetColumn]) -> list[str]:
    """What stands above a table: how long it is, and what its marks and blank cells mean."""
    kept = _kept(columns)
    if not kept:
        return []
    lines = [f"This worksheet contains one table, of {counted(len(kept[0].texts), 'row')}."]
    if blank := [column.heading for column in kept if "" in column.texts]:
        word = "column" if len(blank) == 1 else "columns"
        names = wording.listing(blank)
        lines.append(f"In the {word} {names} a cell is blank where there is nothing to tell.")
    every = [c.texts for c in kept if c.is_of_numbers or c.heading == "Status"]
    used = {mark for texts in every for text in dict.fromkeys(texts) for mark in text.split()}
    lines += [f"[{key}]: {words}." for key, words in STATUSES.items() if f"[{key}]" in used]
    if any(column.heading == "Notes" for column in kept):
        lines.append("Notes are told on the worksheet Notes.")
    return lines


def _kept(columns: Sequence[SheetColumn]) -> list[SheetColumn]:
    """Without the columns in which nothing stands."""
    return [column for column in columns if any(column.texts)]


def _sources(book: Book, ids: pd.Series) -> list[TableSheet]:
    """The sheet of where the rows were printed, if the register knows."""
    words = dict.fromkeys(word for text in ids.unique() for word in text.split())
    entries = [book.holdings.sources[word] for word in words if word in book.holdings.sources]
    if not entries:
        return []
    columns = [
        SheetColumn("Source", [entry.id for entry in entries]),
        SheetColumn("Document", [entry.citation for entry in entries], widest=60),
        SheetColumn("Title", [entry.title for entry in entries], widest=60),
    ]
    lines = [f"This worksheet contains one table, of {counted(len(entries), 'source')}."]
    title = "Where the rows were printed"
    return [TableSheet("Sources", title, "sources_table", lines, _kept(columns))]


def _word(name: str) -> str:
    """An id as the name of a table may have it."""
    return "".join(letter if letter.isalnum() else "_" for letter in name)
