"""What stands in the cells of a table of figures: a number, or the words why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures import comparisons
from generator.figures.figures import Figure, latest, why_absent
from generator.pages.book import Book
from generator.pages.tabled import NO_FIGURE, TableCell, reason
from generator.telling.speech import CHECKED, Voice
from generator.terms import wording
from generator.terms.datasets import STATUSES
from generator.terms.periods import Period

REASONS = {"c": "withheld", "x": NO_FIGURE, "z": "does not apply"}
TOO_FEW = "too few"
ByCategory = Sequence[tuple[str, list[Figure]]]


def cell(voice: Voice, figure: Figure | None) -> TableCell:
    """A figure as it stands in a table, or why there is none."""
    if figure is None:
        return reason()
    if figure.is_absent and figure.is_doubted:
        return TableCell(voice.unchecked(figure), figure.key, is_number=False)
    if figure.is_absent:
        return TableCell(REASONS[why_absent(figure)], figure.key, is_number=False)
    text = (
        voice.count_text(figure)
        if figure.count is not None and voice.indicator.per != 100
        else voice.short(figure)
    )
    if voice.indicator.per == 100 and figure.count is not None and not voice.is_of_few(figure):
        share = voice.short(figure)
        text = f"{share} ({voice.of_all(figure)})" if share else voice.count_text(figure)
    is_count = figure.count is not None and voice.indicator.per != 100
    letters = figure.count_status if is_count else figure.status
    marks = "".join(f" [{x}]" for x in letters if x in STATUSES and x not in REASONS)
    return TableCell(text + marks, figure.key)


def columns_beside(voice: Voice, series: ByCategory) -> list[str]:
    """Which columns stand beside the newest figures of a table?"""
    figures = [figure for _, found in series for figure in found]
    extra = []
    if (
        voice.measure.kind == "count"
        and voice.indicator.per != 100
        and not voice.dataset.is_base(voice.indicator.value)
        and any(len(found) > 1 for _, found in series)
    ):
        extra += ["Change", "Change, %"]
    if voice.is_rate and any(figure.value is not None for figure in figures):
        extra += [f"Per {voice.indicator.per:,} {voice.indicator.residents}", "Range of the rate"]
    elif any(figure.lower is not None for figure in figures):
        extra += ["Range"]
    return extra


def cell_beside(
    book: Book, voice: Voice, found: list[Figure], name: str, newest: Period
) -> TableCell:
    """A cell beside the newest figure: its number, or why there is none."""
    last = latest(found)
    if last is None or last.period != newest or last.is_absent:
        return _without_number(voice, next((f for f in found if f.period == newest), None))
    if name.startswith("Change"):
        return _change(book, voice, found, last, in_percent=name.endswith("%"))
    if voice.is_rate and last.value is None:
        return reason(_without_rate(voice, last))
    if not name.startswith("Range"):
        return TableCell(voice.short(last))
    if last.lower is None or last.upper is None:
        return reason("no range")
    return TableCell(voice.range_text(last))


def _without_number(voice: Voice, figure: Figure | None) -> TableCell:
    """Why there is no number beside a newest figure that is none; the number in doubt itself, as
    printed, stands in its own cell alone."""
    is_checked = figure is not None and figure.is_absent and figure.is_doubted
    return reason(CHECKED) if is_checked else cell(voice, figure).as_reason()


def _without_rate(voice: Voice, figure: Figure) -> str:
    """Why is there a count and no rate?"""
    if figure.count is not None and figure.count < voice.indicator.smallest_for_rate:
        return TOO_FEW
    if figure.is_doubted:
        return CHECKED
    return "part of a year" if figure.period.is_part_year else "no residents held"


def _change(
    book: Book, voice: Voice, found: list[Figure], last: Figure, *, in_percent: bool
) -> TableCell:
    earlier = comparisons.year_before(found, last)
    if earlier is None or (last.period.months and earlier.period != last.period.before(12)):
        return reason(_without_change(found, last))
    pair = comparisons.over_time(book.holdings, voice.indicator, last, earlier)
    if pair is None or pair.difference is None:
        return reason("not compared")
    if not in_percent:
        return TableCell(wording.signed(pair.difference))
    return reason(TOO_FEW) if pair.percent is None else TableCell(wording.signed(pair.percent, 1))


def _without_change(found: list[Figure], last: Figure) -> str:
    """Why is there no change since the year before: is that not held, or is it not to be compared,
    as what is being checked or given only roughly is not?"""
    earlier = [f for f in found if f.period.last < last.period.last]
    if last.period.months:
        earlier = [f for f in earlier if f.period == last.period.before(12)]
    if earlier and earlier[-1].is_doubted:
        return CHECKED
    if not earlier or earlier[-1].is_absent:
        return "no year before"
    is_rough = comparisons.hindrance(last, earlier[-1]) == "inexact"
    return "given only roughly" if is_rough else "not compared"


def too_few(voice: Voice, columns: list[str], rows: list[tuple[TableCell, ...]]) -> list[str]:
    """What "too few" means in the columns where it stands."""
    said = {
        "Change, %": "no percentage change is worked out from an earlier count under "
        f"{voice.indicator.smallest_for_percent}",
        "Range of the rate": "no rate is worked out from a count under "
        f"{voice.indicator.smallest_for_rate}",
    }
    held = {c for row in rows for c, cell in zip(columns, row, strict=True) if cell.text == TOO_FEW}
    return [f"{wording.upper_first(TOO_FEW)}: {why}." for c, why in said.items() if c in held]
