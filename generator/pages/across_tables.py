"""All figures of an indicator across areas, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pages.book import Book
from generator.pages.listed import MOST_LISTED
from generator.pages.tabled import Table
from generator.pages.tables import few_areas, figures_tables, without_months
from generator.telling.speech import Voice


def across_tables(book: Book, voice: Voice, categories: Sequence[str]) -> list[Table]:
    """A table for each category, an area a row; one for all of them, where few areas have them."""
    few = few_areas(book, voice, categories)
    is_one = len(categories) == 1
    return few or [t for c in categories for t in _of_category(book, voice, c, is_one=is_one)]


def _of_category(book: Book, voice: Voice, category: str, *, is_one: bool) -> list[Table]:
    areas = book.holdings.areas
    codes = {figure.area for figure in book.figures.across(voice.key, category)} - book.elsewhere
    order = [area for area in areas if area.code in codes]
    if len(order) > MOST_LISTED:
        order = [area for area in order if area.level != "ward"]
    series = [
        (
            area.name if area.level != "ward" else f"{area.name} (ward)",
            without_months(book, area, book.figures.series(voice.key, category, area=area.code)),
        )
        for area in order
    ]
    part = "" if is_one else f": {voice.category_label(category)}"
    return figures_tables(book, voice, series, "Area", f"{voice.indicator.title}{part}")
