"""Figures as tables: a row for each category, area or period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from generator.charts.drawing import Column, Drawing, Row
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.pages.table_cells import ByCategory, cell, cell_beside, columns_beside, too_few
from generator.pages.tabled import NO_FIGURE, Table, TableCell
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.periods import Period

FEW, MOST_PERIODS, MONTHS_IN_A_LIST = 4, 6, 24


def figures_tables(
    book: Book, voice: Voice, series: ByCategory, row_heading: str, caption: str
) -> list[Table]:
    """All figures of some series, in as many tables as can be read.

    ``series`` pairs a row's label with its figures. The periods stand side by side, months in a
    table of their own; where there are many periods, they are the rows.
    """
    years = [(label, [f for f in figures if f.period.months != 1]) for label, figures in series]
    months = [(label, [f for f in figures if f.period.months == 1]) for label, figures in series]
    years, months = ([(n, figures) for n, figures in part if figures] for part in (years, months))
    tables = []
    if years and len(_periods(years)) > MOST_PERIODS and len(years) <= MOST_PERIODS:
        tables.append(_by_period(voice, years, caption))
    elif years:
        tables.append(_side_by_side(book, voice, years, row_heading, caption))
    monthly = f"{caption}, by month"
    if len(months) == 1 and len(_periods(months)) > MONTHS_IN_A_LIST:
        tables.append(_calendar(voice, months[0], monthly))
    elif months and len(_periods(months)) == 1:
        tables.append(_side_by_side(book, voice, months, row_heading, caption))
    elif months:
        tables.append(_by_period(voice, months, monthly))
    return tables


def without_months(book: Book, area: Area, figures: list[Figure]) -> list[Figure]:
    """A series as the page across all areas has it: without its months, where it has years too and
    the area has a page of its own on which the months stand."""
    if not book.address(area) or not any(
        figure.period.months and not figure.period.is_part_year for figure in figures
    ):
        return figures
    return [figure for figure in figures if figure.period.months != 1]


def areas_table(
    book: Book, voice: Voice, areas: Sequence[Area], categories: Sequence[str]
) -> Table:
    """Several categories of one period: a row for each, a column for each area that has any."""
    every = (
        f for a in areas for c in categories for f in book.figures.series(voice.key, c, area=a.code)
    )
    period = max((figure.period for figure in every), key=lambda p: p.last)
    columns = []
    for area in areas:
        held = {
            category: figure
            for category in categories
            for figure in book.figures.series(voice.key, category, area=area.code)
            if figure.period == period
        }
        if held:
            columns.append((area, held))
    series = [(c, [held[c] for _, held in columns if c in held]) for c in categories]
    noted = _numbered_notes(voice, series)
    rows = tuple(
        (
            TableCell(_labelled(voice.category_label(c), found, voice, noted), is_number=False),
            *(cell(voice, held.get(c)) for _, held in columns),
        )
        for c, found in series
    )
    names = (wording.upper_first(wording.place(area)) for area, _ in columns)
    caption = f"{voice.indicator.title}, {voice.period_label(period)}"
    return Table(caption, ("What", *names), rows, tuple(noted))


def few_areas(book: Book, voice: Voice, categories: Sequence[str]) -> list[Table]:
    """One table of many categories, where only a few areas have them, all in one period."""
    found = [f for c in categories for f in book.figures.across(voice.key, c)]
    found = [figure for figure in found if figure.area not in book.elsewhere]
    codes = {figure.area for figure in found}
    if len(categories) < FEW or len(codes) >= FEW or len({f.period for f in found}) != 1:
        return []
    areas = [area for area in book.holdings.areas if area.code in codes]
    held = {figure.category for figure in found}
    return [areas_table(book, voice, areas, [c for c in categories if c in held])]


def _periods(series: ByCategory) -> list[Period]:
    return sorted(
        {figure.period for _, found in series for figure in found}, key=lambda p: (p.last, p.first)
    )


def _with_gaps(periods: list[Period]) -> list[Period]:
    """Months in a row, with each run of months that are not there, which is a row of its own."""
    if any(period.months != 1 for period in periods):
        return periods
    told = periods[:1]
    for earlier, later in pairwise(periods):
        last = later.before(1)
        years, months = last.last.year - earlier.last.year, last.last.month - earlier.last.month
        if missing := 12 * years + months:
            told.append(Period.of_months(missing, last.last.year, last.last.month))
        told.append(later)
    return told


def _side_by_side(
    book: Book, voice: Voice, series: ByCategory, row_heading: str, caption: str
) -> Table:
    """A row for each series, a column for each period.

    Counts that are compared have a column for the change from the year before; rates stand beside
    the newest count with their range.
    """
    periods = _periods(series)
    extra = columns_beside(voice, series)
    columns = [row_heading, *(wording.upper_first(voice.period_label(p)) for p in periods), *extra]
    noted = _numbered_notes(voice, series)
    rows = []
    for label, figures in series:
        by_period = {figure.period: figure for figure in figures}
        cells = [TableCell(_labelled(label, figures, voice, noted), is_number=False)]
        cells += [cell(voice, by_period.get(p)) for p in periods]
        cells += [cell_beside(book, voice, figures, name, periods[-1]) for name in extra]
        rows.append(tuple(cells))
    words = tuple(too_few(voice, columns, rows))
    return Table(caption, tuple(columns), tuple(rows), tuple(noted), words)


def _by_period(voice: Voice, series: ByCategory, caption: str) -> Table:
    """A row for each period, a column for each series."""
    noted = _numbered_notes(voice, series)
    named = len(series) > 1
    columns = [_labelled(n if named else "Figure", found, voice, noted) for n, found in series]
    held = [{figure.period: figure for figure in found} for _, found in series]
    rows = tuple(
        (
            TableCell(wording.upper_first(voice.period_label(period)), is_number=False),
            *(cell(voice, by_period.get(period)) for by_period in held),
        )
        for period in _with_gaps(_periods(series))
    )
    return Table(caption, ("Period", *columns), rows, tuple(noted))


def _calendar(voice: Voice, one: tuple[str, list[Figure]], caption: str) -> Table:
    """The months of many years: a row for each year, a column for each month."""
    first = 4 if voice.dataset.label_style == "financial year" else 1
    held = {(f.period.last.year, f.period.last.month): f for f in one[1]}
    order = [(first + step - 1) % 12 + 1 for step in range(12)]
    starts = sorted({year - (month < first) for year, month in held})
    rows = []
    for start in starts:
        label = f"{start}/{(start + 1) % 100:02d}" if first == 4 else str(start)
        keys = [(start + (month < first), month) for month in order]
        cells = [cell(voice, held.get(key)) for key in keys]
        rows.append((TableCell(label, is_number=False), *cells))
    noted = _numbered_notes(voice, [one])
    columns = ("Year", *(f"{date(2000, month, 1):%b}" for month in order))
    return Table(caption, columns, tuple(rows), tuple(noted))


def _numbered_notes(voice: Voice, series: ByCategory) -> list[str]:
    return list(
        dict.fromkeys(
            text for _, found in series for figure in found for text in voice.notes(figure)
        )
    )


def _labelled(label: str, found: list[Figure], voice: Voice, noted: list[str]) -> str:
    """A row's heading with the numbers of its notes, in square brackets."""
    numbers = sorted({noted.index(text) + 1 for figure in found for text in voice.notes(figure)})
    return label + "".join(f" [note {number}]" for number in numbers)


def chart_table(drawing: Drawing) -> Table:
    """The rows of a chart as a table, under the chart's own columns."""
    columns = drawing.told.columns
    body = tuple(tuple(_shown(row, column) for column in columns) for row in drawing.rows)
    headings = tuple(wording.upper_first(column.heading) for column in columns)
    # What stands behind a semicolon is about the picture.
    return Table(drawing.told.measure.partition(";")[0], headings, body)


def _shown(row: Row, column: Column) -> TableCell:
    figures = row.figures[column.of :] if column.of is not None else ()
    text = row.says[column.word] or NO_FIGURE
    return TableCell(text, is_number=column.of is not None, shown=figures[0].key if figures else "")
