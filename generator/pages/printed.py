"""A change that the source itself prints: an answer to "which way" where nothing earlier is held,
or where it is newer than what can be worked out."""

from __future__ import annotations

from generator.figures.comparisons import Comparison
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.telling import narrative
from generator.terms import wording
from generator.terms.periods import Period


def printed_change(book: Book, figure: Figure) -> Figure | None:
    """Which change does the dataset of a figure print for the same place, no older than the figure?

    Of the same category before any other, the newest, and of a year before any other span.
    """
    dataset = book.holdings.datasets[figure.dataset]
    kinds = {key: book.voice(key).measure.kind for key in dataset.indicators}
    if kinds[figure.indicator] == "change" or "change" not in kinds.values():
        return None
    wholes = {"all", dataset.categories[figure.category].within}
    found = [
        other
        for other in book.figures.of_area(figure.area)
        if kinds.get(other.indicator) == "change" and other.period.last >= figure.period.last
        # What a whole did is no answer of its part.
        if other.category == figure.category or other.category not in wholes
        if not (other.is_absent or other.is_doubted or other.key in book.disputed)
    ]
    order = list(kinds)

    def first(other: Figure) -> tuple[bool, int, bool, int, int]:
        then = since(book, other)
        newest = -other.period.last.toordinal()
        is_year = then == year_before(other.period)
        is_other = other.category != figure.category
        earliest = -then.last.toordinal()
        return is_other, newest, not is_year, earliest, order.index(other.indicator)

    return min(found, key=first, default=None)


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
    is_same = printed.category == figure.category
    if change and is_same and _stands_instead(book, printed, change):
        change, is_moved = None, False
    if is_moved and not (is_same and printed.period.last > figure.period.last):
        return change, ""
    said = narrative.level(book.voice(printed.indicator), printed)
    if "as the source prints it" not in said:
        said = f"As the source prints it, {wording.lower_first(said)}"
    none = "" if is_same else "No earlier figure of this kind is held. "
    return change, f"{none}{said}"


def _stands_instead(book: Book, printed: Figure, change: Comparison) -> bool:
    """Does a printed change begin later than a movement over more than a year?"""
    is_year = change.other.period == year_before(change.figure.period)
    return not is_year and since(book, printed).last > change.other.period.last
