"""A change that the source itself prints: an answer to "which way" where nothing earlier is held,
or where it is newer than what can be worked out."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling import narrative
from generator.telling.speech import POINTS
from generator.terms import wording
from generator.terms.periods import Period


def printed_change(book: Book, figure: Figure) -> Figure | None:
    """Which change of the same thing does the dataset of a figure print for the same place and
    category, no older than the figure? The newest, and of a year before any other span.
    """
    dataset = book.holdings.datasets[figure.dataset]
    kinds = {key: book.voice(key).measure.kind for key in dataset.indicators}
    if kinds[figure.indicator] == "change" or "change" not in kinds.values():
        return None
    found = [
        other
        for other in book.figures.of_area(figure.area)
        if kinds.get(other.indicator) == "change" and other.period.last >= figure.period.last
        if other.category == figure.category
        if not (other.is_absent or other.is_doubted or other.key in book.disputed)
        if _is_of(book, figure, other)
    ]
    order = list(kinds)

    def first(other: Figure) -> tuple[int, bool, int, int]:
        then = since(book, other)
        newest = -other.period.last.toordinal()
        is_year = then == year_before(other.period)
        earliest = -then.last.toordinal()
        return newest, not is_year, earliest, order.index(other.indicator)

    return min(found, key=first, default=None)


def _is_of(book: Book, figure: Figure, change: Figure) -> bool:
    """Is a printed change one of what a figure counts? Where its measure does not say what it is
    worked out from, only one thing may be held of its category."""
    own, moved = (book.voice(one.indicator).measure for one in (figure, change))
    kinds = ("percent",) if moved.unit[1] == POINTS else ("count", "rate")
    measures = book.holdings.datasets[change.dataset].measures
    counts = moved.counts.rpartition("/")[2]
    held = [counts] if counts else _measures_of(book).get((change.dataset, change.category), ())
    units = {measures[key].unit for key in held if key in measures and measures[key].kind in kinds}
    return units == {own.unit}


def _measures_of(book: Book) -> dict[tuple[str, str], list[str]]:
    """Of which measures are there rows, by dataset and category? Asked of all rows once."""

    def found() -> dict[tuple[str, str], list[str]]:
        columns = ["dataset", "category", "measure"]
        held: dict[tuple[str, str], list[str]] = {}
        rows = book.holdings.observations[columns].drop_duplicates()
        for dataset, category, measure in rows.itertuples(index=False, name=None):
            held.setdefault((dataset, category), []).append(measure)
        return held

    return book.kept(("measures",), found)


def since(book: Book, figure: Figure) -> Period:
    """Since when is a printed change?"""
    return Period.parse(book.voice(figure.indicator).measure.since)


def year_before(period: Period) -> Period | None:
    """The same span a year earlier; None where a span is not of whole months."""
    return None if period.months is None else period.before(12)


def beside_own(
    book: Book, figure: Figure, change: Comparison | None, *, is_moved: bool
) -> tuple[Comparison | None, str]:
    """Which movement of a figure is told, and what its source prints of it.

    Beside an own movement (``is_moved``) only what is newer is told, and it stands in place of one
    over more than a year, which may be the contrary one.
    """
    printed = printed_change(book, figure)
    if printed is None or figure.key in book.disputed:
        return change, ""
    if change and _stands_instead(book, printed, change):
        change, is_moved = None, False
    if is_moved and printed.period.last <= figure.period.last:
        return change, ""
    said = narrative.level(book.voice(printed.indicator), printed)
    if "as the source prints it" not in said:
        said = f"As the source prints it, {wording.lower_first(said, book.holdings.names)}"
    return change, said


def _stands_instead(book: Book, printed: Figure, change: Comparison) -> bool:
    """Does a printed change begin later than a movement over more than a year?"""
    is_year = change.other.period == year_before(change.figure.period)
    return not is_year and since(book, printed).last > change.other.period.last
