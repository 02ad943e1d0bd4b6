"""Claims that nobody had to write down: what a dataset's own shape says must follow.

A total of categories, a printed change beside the counts of both periods, a printed percentage
beside its count: so that a table pasted into a new dataset is audited as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.audit.cells import Cell, Cells, Claim, Held
from generator.reading.holdings import Holdings
from generator.terms.datasets import Dataset


def implied(holdings: Holdings, cells: Cells, written: list[Claim]) -> Iterator[Claim]:
    """Every such claim that is not among those written down.

    Areas are not added up here: whether the areas that a source lists make up a larger one, only
    its own words can say.
    """
    said = {(claim.kind, claim.cell) for claim in written}
    texts = {tuple(r[:5]): r[5] for r in _printed(holdings)}
    for held in cells:
        dataset = holdings.datasets[held.cell[0]]
        for kind, cell, against in (
            *_sums(cells, held, dataset),
            *_changes(cells, held, dataset),
            *_shares(cells, held, dataset),
        ):
            if (kind, cell) not in said:
                yield Claim(kind, cell, against, texts[held.cell], held.source[0], "")


def _printed(holdings: Holdings) -> Iterator[tuple[str, ...]]:
    columns = ["dataset", "area", "period", "measure", "category", "printed"]
    yield from holdings.observations[columns].itertuples(index=False, name=None)


def _sums(cells: Cells, held: Held, dataset: Dataset) -> Iterator[tuple[str, Cell, str]]:
    parts = dataset.parts(held.cell[4]) if dataset.adds_up else []
    is_whole = parts and all((*held.cell[:4], part) in cells for part in parts)
    if is_whole and held.range and dataset.measures[held.cell[3]].kind == "count":
        yield "sum", held.cell, "category:children"


def _changes(cells: Cells, held: Held, dataset: Dataset) -> Iterator[tuple[str, Cell, str]]:
    """A printed change since a period, where the one count of the dataset is held for both."""
    measure, counts = dataset.measures[held.cell[3]], _counts(dataset)
    if not measure.since or not held.range or len(counts) != 1:
        return
    subject: Cell = (*held.cell[:3], counts[0], held.cell[4])
    earlier: Cell = (*held.cell[:2], measure.since, counts[0], held.cell[4])
    if subject in cells and earlier in cells:
        kind = "percent_change" if "%" in "".join(measure.unit) else "change"
        yield kind, subject, f"period:{measure.since}"


def _shares(cells: Cells, held: Held, dataset: Dataset) -> Iterator[tuple[str, Cell, str]]:
    """A printed percentage ``of`` a category, where the dataset's one count is held for both."""
    measure, counts = dataset.measures[held.cell[3]], _counts(dataset)
    if not measure.of or not held.range or len(counts) != 1 or held.cell[4] == measure.of:
        return
    subject: Cell = (*held.cell[:3], counts[0], held.cell[4])
    if subject in cells and (*held.cell[:3], counts[0], measure.of) in cells:
        yield "share", subject, f"category:{measure.of}"


def _counts(dataset: Dataset) -> list[str]:
    return [name for name, measure in dataset.measures.items() if measure.kind == "count"]
