"""Claims that nobody had to write down: what a dataset's own shape says must follow.

A total of categories, a printed change beside the counts of both periods, a printed percentage
beside its count: so that a table pasted into a new dataset is audited as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from generator.audit.cells import Cells
from generator.reading.holdings import Holdings
from generator.terms.cells import Cell, cells_in
from generator.terms.claims import Against, Claim
from generator.terms.datasets import Dataset


class Implied(NamedTuple):
    """A claim that a shape implies: its kind, its subject, and what that follows from."""

    kind: str
    cell: Cell
    against: Against


def implied(holdings: Holdings, cells: Cells, written: list[Claim]) -> Iterator[Claim]:
    """Every such claim that is not among those written down.

    Areas are not added up here: whether the areas that a source lists make up a larger one, only
    its own words can say. What the program counted from records has no print that could differ.
    """
    said = {(claim.kind, claim.cell) for claim in written}
    for cell, text in _telling(holdings):
        held, dataset = cells.get(cell), holdings.datasets[cell.dataset]
        if not held or not held.range:
            continue
        for one in (
            *_sums(cells, cell, dataset),
            *_changes(cells, cell, dataset),
            *_shares(cells, cell, dataset),
        ):
            if (one.kind, one.cell) not in said:
                yield Claim(*one, text, held.source[0])


def _telling(holdings: Holdings) -> Iterator[tuple[Cell, str]]:
    """The cells from which something may follow by their measure and category, and their texts."""
    wanted = {
        (name, key, category)
        for name, dataset in holdings.datasets.items()
        if not dataset.counted
        for key, measure in dataset.measures.items()
        for category in dataset.categories
        if measure.since or measure.of or (dataset.adds_up and dataset.parts(category))
    }
    rows = holdings.observations
    kinds = zip(*(rows[part].tolist() for part in ("dataset", "measure", "category")), strict=True)
    rows = rows[pd.Series([kind in wanted for kind in kinds], rows.index, dtype=bool)]
    return zip(cells_in(rows), rows["printed"].tolist(), strict=True)


def _sums(cells: Cells, cell: Cell, dataset: Dataset) -> Iterator[Implied]:
    parts = dataset.parts(cell.category) if dataset.adds_up else []
    is_whole = parts and all(cell.at(category=part) in cells for part in parts)
    if is_whole and dataset.measures[cell.measure].kind == "count":
        yield Implied("sum", cell, Against(category=("children",)))


def _changes(cells: Cells, cell: Cell, dataset: Dataset) -> Iterator[Implied]:
    """A printed change since a period, where the one count of the dataset is held for both."""
    measure, counts = dataset.measures[cell.measure], _counts(dataset)
    if not measure.since or len(counts) != 1:
        return
    subject = cell.at(measure=counts[0])
    earlier = subject.at(period=measure.since)
    if subject in cells and earlier in cells:
        kind = "percent_change" if "%" in "".join(measure.unit) else "change"
        yield Implied(kind, subject, Against(period=(measure.since,)))


def _shares(cells: Cells, cell: Cell, dataset: Dataset) -> Iterator[Implied]:
    """A printed percentage ``of`` a category, where the dataset's one count is held for both."""
    measure, counts = dataset.measures[cell.measure], _counts(dataset)
    if not measure.of or len(counts) != 1 or cell.category == measure.of:
        return
    subject = cell.at(measure=counts[0])
    if subject in cells and subject.at(category=measure.of) in cells:
        yield Implied("share", subject, Against(category=(measure.of,)))


def _counts(dataset: Dataset) -> list[str]:
    return [name for name, measure in dataset.measures.items() if measure.kind == "count"]
