"""From which rows does a number come: the row that holds it, or those that it was added up from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from generator.figures.doubts.gathered import in_question
from generator.figures.figures import Figure
from generator.figures.sums import completed
from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.terms.as_data import plain_number
from generator.terms.cells import Cell, cells_in
from generator.terms.datasets import QUALIFIERS, STATUSES, Dataset
from generator.terms.periods import Period

Part = tuple[Cell, float | None]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a document, as the register of sources names it."""

    id: str
    citation: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A status letter and what it means."""

    letter: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A number with the row it was typed into (``file`` and ``row``, as a spreadsheet numbers it),
    or with the ``parts`` that it comes from.

    ``how``: observed, summed (categories), joined (areas whose place this one took, each by its
    ``share``), pooled (members) or mean (of members' figures). ``value`` is the text of the cell
    where it was typed, and a plain number where it was worked out; ``published`` the figure that a
    member gives to a mean.
    """

    dataset: str
    area: str
    area_name: str
    period: str
    period_label: str
    measure: str
    category: str
    category_label: str
    how: str
    value: str
    file: str
    row: int | None
    status: tuple[Letter, ...]
    notes: tuple[str, ...]
    sources: tuple[Cited, ...]
    parts: tuple[Origin, ...] = ()
    share: float | None = None
    published: str = ""

    @property
    def cell(self) -> Cell:
        """Which number of which dataset it is."""
        return Cell(self.dataset, self.area, self.period, self.measure, self.category)

    @property
    def cells(self) -> Iterator[Cell]:
        """This number and all that it comes from."""
        yield self.cell
        for part in self.parts:
            yield from part.cells


class Origins:
    """Every number that is held, and every one that the build adds up, found by its cell."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self.frame = completed(holdings, in_question(holdings))
        self._typed = _by_cell(holdings.observations)
        self._held = _by_cell(self.frame)

    def origin(self, cell: Cell, share: float | None = None) -> Origin | None:
        """Where does a number come from? None where there is no such number."""
        held = self._held.get(cell)
        if held is None:
            return None
        typed = self._typed.get(cell)
        parts = [] if typed else self._parts(cell, held["how"])
        origin = self.told(cell, typed or held, held["how"])
        found = (self.origin(*part) for part in parts)
        return replace(origin, parts=tuple(part for part in found if part), share=share)

    def told(self, cell: Cell, row: dict[str, Any], how: str) -> Origin:
        """A row in words and names, without its parts."""
        dataset, areas = self.holdings.datasets[cell.dataset], self.holdings.areas
        is_typed = how == "observed"
        return Origin(
            **cell._asdict(),
            area_name=areas[cell.area].name,
            period_label=Period.parse(cell.period).label(dataset.label_style),
            category_label=dataset.categories[cell.category].label,
            how=how,
            value=row["printed"] if is_typed else plain_number(row["value"]),
            file=row["file"],
            row=int(row["row"]) if is_typed else None,
            status=letters(row["status"]),
            notes=tuple(_note(dataset, word) for word in row["note"].split()),
            sources=tuple(self.source(word) for word in row["source"].split()),
        )

    def source(self, name: str) -> Cited:
        """A source by its id, as the register has it."""
        entry = self.holdings.sources.get(name)
        told = (entry.citation, entry.title) if entry else ("", "")
        return Cited(name, *told, f"/data/sources/#{name.lower()}")

    def _parts(self, cell: Cell, how: str) -> list[Part]:
        """What a number was added up from, as ``sums`` does it: what of it has a number."""
        areas, area = self.holdings.areas, self.holdings.areas[cell.area]
        found: list[Part] = []
        if how == "summed":
            names = self.holdings.datasets[cell.dataset].parts(cell.category)
            found = [(cell.at(category=name), None) for name in names]
        elif how == "joined":
            found = [(cell.at(area=s.old), s.share) for s in areas.past(area)]
        elif how == "pooled":
            live = [m for m in areas.members(area)[0] if m.is_live_in(Period.parse(cell.period))]
            found = [(cell.at(area=member.code), None) for member in live]
        return [(part, share) for part, share in found if self._counts(part)]

    def _counts(self, cell: Cell) -> bool:
        """Is there a number, or one that is only set aside?"""
        held = self._held.get(cell)
        return held is not None and (not pd.isna(held["value"]) or bool(held["doubts"]))


def _by_cell(frame: pd.DataFrame) -> dict[Cell, dict[str, Any]]:
    rows = ({str(name): held for name, held in row.items()} for row in frame.to_dict("records"))
    return dict(zip(cells_in(frame), rows, strict=True))


def _note(dataset: Dataset, word: str) -> str:
    """A note's text, or the word that its source puts before the number."""
    return dataset.notes.get(word) or f"its source says “{QUALIFIERS.get(word, word)}”"


def letters(status: str) -> tuple[Letter, ...]:
    """Status letters with their meanings."""
    return tuple(Letter(letter, STATUSES[letter]) for letter in status)


def number_of(book: Book, figure: Figure) -> Cell:
    """The number that a figure is made from."""
    measure = book.voice(figure.indicator).indicator.value
    return Cell(figure.dataset, figure.area, figure.period.iso, measure, figure.category)


def origin_of(book: Book, rows: Origins, figure: Figure) -> Origin:
    """Where does a figure's number come from?"""
    cell = number_of(book, figure)
    found = rows.origin(cell)
    if found is not None and figure.how != "mean":
        return found
    how = figure.how if figure.how == "together" else "mean"
    row = {
        "printed": "",
        "value": figure.count if how == "together" else figure.value,
        "file": "",
        "status": figure.status,
        "note": " ".join(figure.notes),
        "source": " ".join(figure.source),
    }
    return replace(rows.told(cell, row, how), parts=tuple(_members(book, rows, figure)))


def _members(book: Book, rows: Origins, figure: Figure) -> Iterator[Origin]:
    """What the figure of a group comes from: those of its members, each with the figure itself."""
    voice, areas = book.voice(figure.indicator), book.holdings.areas
    for member in areas.members(areas[figure.area])[0]:
        for other in book.figures.series(figure.indicator, figure.category, area=member.code):
            found = rows.origin(number_of(book, other))
            if other.period == figure.period and found:
                yield replace(found, published=voice.short(other))
