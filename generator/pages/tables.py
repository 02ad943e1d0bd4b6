"""Figures as tables: a row for each category or area, a column for each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import comparisons, wording
from generator.datasets import STATUSES
from generator.figures import Figure, latest, why_absent
from generator.pages.book import Book
from generator.periods import Period
from generator.speech import Voice

REASONS = {"c": "withheld", "x": "not available", "z": "does not apply"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``key`` says which figure it is, where it is one."""

    text: str
    key: str = ""
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the headings, and rows whose first cell is their heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    statuses: str = ""


def figures_table(
    book: Book,
    voice: Voice,
    series: Sequence[tuple[str, list[Figure]]],
    row_heading: str,
    caption: str,
) -> Table | None:
    """All figures of some series, the periods side by side; None where there are none.

    ``series`` pairs a row's label with its figures. Counts that are compared have a column for the
    change from the year before; rates stand beside the newest count with their range.
    """
    series = [(label, found) for label, found in series if found]
    if not series:
        return None
    periods = sorted(
        {figure.period for _, found in series for figure in found}, key=lambda p: (p.last, p.first)
    )
    extra = _extra_columns(voice, series)
    columns = [row_heading, *(wording.upper_first(voice.period_label(p)) for p in periods), *extra]
    noted = _numbered_notes(voice, series)
    rows = []
    for label, found in series:
        by_period = {figure.period: figure for figure in found}
        cells = [Cell(_labelled(label, found, voice, noted), is_number=False)]
        cells += [_cell(voice, by_period.get(p)) for p in periods]
        cells += [Cell(_extra(book, voice, found, name, periods[-1])) for name in extra]
        rows.append(tuple(cells))
    letters = "".join(
        sorted({x for _, found in series for figure in found for x in figure.status} - set("xcz"))
    )
    return Table(caption, tuple(columns), tuple(rows), tuple(noted), letters)


def _cell(voice: Voice, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("no figure", is_number=False)
    if figure.is_absent:
        return Cell(REASONS[why_absent(figure)], figure.key, is_number=False)
    text = (
        voice.count_text(figure)
        if figure.count is not None and voice.indicator.per != 100
        else voice.short(figure)
    )
    if voice.indicator.per == 100 and figure.count is not None:
        share = voice.short(figure)
        text = (
            f"{share} ({voice.count_text(figure)} of {wording.number(figure.denominator or 0)})"
            if share
            else voice.count_text(figure)
        )
    is_count = figure.count is not None and voice.indicator.per != 100
    letters = figure.count_status if is_count else figure.status
    marks = "".join(f" [{x}]" for x in letters if x in STATUSES and x not in REASONS)
    return Cell(text + marks, figure.key)


def _extra_columns(voice: Voice, series: Sequence[tuple[str, list[Figure]]]) -> list[str]:
    figures = [figure for _, found in series for figure in found]
    extra = []
    if (
        voice.measure.kind == "count"
        and voice.indicator.per != 100
        and any(len(found) > 1 for _, found in series)
    ):
        extra += ["Change", "Change, %"]
    if voice.is_rate and any(figure.value is not None for figure in figures):
        extra += [f"Per {voice.indicator.per:,} {voice.indicator.residents}", "Range of the rate"]
    elif voice.indicator.per == 100 or any(figure.lower is not None for figure in figures):
        extra += ["Range"]
    return extra


def _extra(book: Book, voice: Voice, found: list[Figure], name: str, newest: Period) -> str:
    last = latest(found)
    if last is None or last.period != newest:
        return ""
    if name.startswith("Change"):
        return _change(book, voice, found, last, in_percent=name.endswith("%"))
    if name.startswith("Range"):
        if last.lower is None or last.upper is None:
            return ""
        low, high = (wording.number(x, voice.indicator.decimals) for x in (last.lower, last.upper))
        return f"{low} to {high}"
    return voice.short(last)


def _change(
    book: Book, voice: Voice, found: list[Figure], last: Figure, *, in_percent: bool
) -> str:
    earlier = comparisons.year_before(found, last)
    if earlier is None or (last.period.months and earlier.period != last.period.before(12)):
        return ""
    pair = comparisons.over_time(book.holdings, voice.indicator, last, earlier)
    if pair is None or pair.difference is None:
        return "not compared"
    if in_percent:
        return "" if pair.percent is None else wording.signed(pair.percent, 1)
    return wording.signed(pair.difference)


def _numbered_notes(voice: Voice, series: Sequence[tuple[str, list[Figure]]]) -> list[str]:
    return list(
        dict.fromkeys(
            text for _, found in series for figure in found for text in voice.notes(figure)
        )
    )


def _labelled(label: str, found: list[Figure], voice: Voice, noted: list[str]) -> str:
    """A row's heading with the numbers of its notes, in square brackets."""
    numbers = sorted({noted.index(text) + 1 for figure in found for text in voice.notes(figure)})
    return label + "".join(f" [note {number}]" for number in numbers)


def chart_table(
    columns: Sequence[tuple[str, str]], rows: Sequence[dict[str, object]], caption: str
) -> Table:
    """The rows of a chart as a table, under the chart's own columns."""
    body = tuple(
        tuple(
            Cell(str(row[name] or "no figure"), is_number=place > 0 and name.endswith("text"))
            for place, (name, _) in enumerate(columns)
        )
        for row in rows
    )
    return Table(caption, tuple(wording.upper_first(heading) for _, heading in columns), body)
