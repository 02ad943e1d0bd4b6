"""The residents that rates are worked out on: how many, and of which year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.terms import wording
from generator.terms.periods import Period


def residents(book: Book, figure: Figure) -> Figure | None:
    """The residents that a rate is worked out on: the newest up to the end of its period; None
    where it is worked out on none."""
    base = book.voice(figure.indicator).indicator.denominator
    if base is None or not base.dataset:
        return None
    dataset = book.holdings.datasets[base.dataset]
    keys = [key for key, one in dataset.indicators.items() if one.value == base.measure]
    series = book.figures.series(keys[0], base.category or "all", area=figure.area) if keys else []
    held = [one for one in series if one.period.last <= figure.period.last and not one.is_absent]
    return held[-1] if held else None


def residents_of(book: Book, figure: Figure) -> str:
    """How many residents a rate is for, of when; blank where it is for none."""
    people = residents(book, figure)
    if people is None:
        return ""
    number, place = wording.number(people.size), wording.place(book.holdings.areas[people.area])
    dataset = book.voice(people.indicator).dataset
    how = f" {dataset.about}" if dataset.counted else ""
    return f"Rates are for the {number} residents of {place} in {year_of(book, people)}.{how}"


def residents_day(book: Book, figure: Figure) -> Period | None:
    """The day of the estimate that a rate is worked out on; None where it is on none."""
    people = residents(book, figure)
    return people.period if people else None


def year_of(book: Book, people: Figure) -> str:
    """The day of an estimate as sentences say it: "mid-2022"."""
    return book.voice(people.indicator).period_label(people.period)


def rates_for(book: Book, figures: Iterable[Figure]) -> str:
    """Of which year the residents of these rates are, as a sentence; blank where none is a rate
    that is worked out on an estimate.

    A page that leads with such a rate says it, and so does each chart that stands alone.
    """
    rates = [f for f in figures if f.value is not None and book.voice(f.indicator).is_rate]
    held = {
        one.period.last: one
        for f in rates
        if (one := book.kept(("residents", f.key), partial(residents, book, f)))
    }
    years = list(dict.fromkeys(year_of(book, held[day]) for day in sorted(held)))
    if not years:
        return ""
    unit = book.voice(rates[0].indicator).indicator.residents
    if len(years) == 1:
        return f"Rates are for the {unit} of {years[0]}."
    return f"Rates are for the {unit} of their time: {years[0]} to {years[-1]}."
