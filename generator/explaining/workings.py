"""What was done to a figure's number: what it was set against, its range, doubts, withholding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from generator.disclosure.left_out import is_ruled
from generator.explaining.origins import Origin, Origins
from generator.figures import rates
from generator.figures.denominators import set_against
from generator.figures.doubts.gathered import Doubt, every
from generator.figures.figures import Figure
from generator.pages.book import Book
from generator.reading.holdings import Holdings
from generator.telling.speech import Voice
from generator.terms import wording
from generator.terms.cells import Cell
from generator.terms.datasets import Dataset, Disclosure
from generator.terms.indicators import Indicator

METHODS = {
    "byar": "by Byar's method, from the count",
    "exact": "by the exact Poisson limits, from a count below 10",
    "wilson": "by Wilson's method, from how many of how many",
    "printed": "as its source printed it",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95% interval as tables show it, by which method, and the rows where it was printed."""

    lower: float
    upper: float
    shown: str
    method: str
    rows: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """A doubt on a number that the figure rests on: where and what, and who signed it off."""

    what: str
    is_open: bool
    signed_off: str


@dataclass(frozen=True, slots=True)
class Working:
    """All that was done. ``against`` is what a count was set against, or how many were asked, and
    ``how_many`` that number as it was used."""

    ready_made: bool
    against: tuple[Origin, ...]
    how_many: str
    sum: str
    shown: str
    why_none: str
    range: Interval | None
    concerns: tuple[Concern, ...]
    withheld: tuple[str, ...]


def working(book: Book, rows: Origins, figure: Figure, origin: Origin) -> Working:
    """What was done to a figure's number?"""
    voice = book.voice(figure.indicator)
    against = tuple(_against(rows, voice, figure, origin.cell))
    cells = {cell for one in (origin, *against) for cell in one.cells}
    return Working(
        ready_made=voice.measure.kind != "count",
        against=against,
        how_many="" if figure.denominator is None else exact(figure.denominator),
        sum=_sum(voice, figure),
        shown=voice.short(figure),
        why_none=_why_none(voice, figure),
        range=_range(rows, voice, figure, origin.cell),
        concerns=tuple(_concerns(book.holdings, cells)),
        withheld=tuple(_withheld(book, voice, figure)),
    )


def _against(rows: Origins, voice: Voice, figure: Figure, own: Cell) -> Iterator[Origin]:
    """The number that a count was set against; or how many were asked, answer by answer."""
    indicator, cells = voice.indicator, list[Cell]()
    if figure.how in ("mean", "together"):
        return
    if indicator.denominator:
        asked = [(figure.indicator, figure.area, own.period, figure.period.last, own.category)]
        names = ["indicator", "area", "period", "last", "category"]
        found = set_against(pd.DataFrame(asked, columns=names), rows.frame, rows.holdings)
        base = ["base_dataset", "area", "base_period", "base_measure", "base_category"]
        cells = [Cell(*(str(text) for text in row)) for row in found[base].to_numpy()]
    elif indicator.base:
        asking = own.at(measure=indicator.base)
        asked_of = [[asking.at(category=n) for n in ns] for ns in _answers(voice, own.category)]
        cells = next((each for each in asked_of if any(rows.origin(cell) for cell in each)), [])
    yield from (origin for cell in cells if (origin := rows.origin(cell)))


def _answers(voice: Voice, category: str) -> tuple[list[str], ...]:
    """The answers whose numbers make up how many were asked: all of the question's; or this one,
    else the question itself."""
    question = voice.dataset.categories[category].within
    if voice.indicator.base_within:
        return (voice.dataset.parts(question),)
    return [category], [question]


def exact(value: float) -> str:
    """A number with commas and as many decimals as downloads have, without needless noughts."""
    text = wording.number(value, 4)
    return text.rstrip("0").rstrip(".")


def _sum(voice: Voice, figure: Figure) -> str:
    """A rate or percentage as it is worked out; blank where none is."""
    per, base = voice.indicator.per, figure.denominator
    if per == 1 or figure.value is None or figure.count is None or not base:
        return ""
    of = f" {voice.indicator.residents}" if voice.is_rate else ""
    return f"{exact(figure.count)} of {exact(base)}{of} × {per:,} = {exact(figure.value)}"


def _why_none(voice: Voice, figure: Figure) -> str:
    """Why a count has no rate or percentage; blank where it has one, or should have none."""
    indicator = voice.indicator
    if indicator.per == 1 or figure.value is not None or figure.count is None:
        return ""
    if figure.is_doubted:
        return "a number that it rests on is being checked"
    if not figure.denominator:
        return "there is no number to set it against"
    return (
        f"the count is below {indicator.smallest_for_rate}, the smallest for which this indicator "
        "gives one"
    )


def _range(rows: Origins, voice: Voice, figure: Figure, own: Cell) -> Interval | None:
    if figure.lower is None or figure.upper is None:
        return None
    indicator = voice.indicator
    printed = [rows.origin(own.at(measure=m)) for m in (indicator.lower, indicator.upper)]
    ends = tuple(one for one in printed if one and one.value)
    low, high = (wording.number(x, indicator.decimals) for x in (figure.lower, figure.upper))
    method = METHODS[_method(indicator, figure, has_ends=bool(ends))]
    return Interval(figure.lower, figure.upper, f"{low} to {high}", method, ends)


def _method(indicator: Indicator, figure: Figure, *, has_ends: bool) -> str:
    if indicator.per != 1:
        return rates.method(indicator, figure.count or 0, figure.denominator or 0)
    return "printed" if has_ends else "wilson"


def _concerns(holdings: Holdings, cells: Iterable[Cell]) -> Iterator[Concern]:
    """Doubts on any of these numbers, open or signed off."""
    mine = set(cells)
    for doubt in every(holdings):
        if mine & set(doubt.cells):
            yield _concern(holdings, doubt)


def _concern(holdings: Holdings, doubt: Doubt) -> Concern:
    line = next((a for a in holdings.accepted if doubt.is_covered_by(a)), None)
    if line is None:
        return Concern(str(doubt.problem), is_open=True, signed_off="")
    signed = f"data/accepted.csv, row {line.row}: {line.reason} ({line.by}, {line.date})"
    return Concern(f"{doubt.place}: {doubt.problem.what}", is_open=False, signed_off=signed)


def _withheld(book: Book, voice: Voice, figure: Figure) -> Iterator[str]:
    """What is known of a number that is withheld: what its notes announce, and which rules keep it
    back. Never the number, nor what could be worked out of it."""
    if not (figure.is_absent and "c" in figure.status) or figure.is_doubted:
        return
    # Of a percentage a note may announce the count behind it.
    for note in figure.notes if voice.measure.kind == "count" else ():
        least, most = voice.dataset.announced.get(note, (0, None))
        if least or most is not None:
            yield f"Its note says that it is {_between(least, most)}."
    level, dataset = book.holdings.areas[figure.area].level, voice.dataset
    for rule in dataset.disclosure:
        if is_ruled(dataset, rule, level, measure=voice.indicator.value, category=figure.category):
            yield _rule(rule, dataset)
    yield "crime-profiles check found no way to work it out from what is published."


def _between(least: int, most: int | None) -> str:
    return f"{least} or more" if most is None else f"from {least} to {most}"


def _rule(rule: Disclosure, dataset: Dataset) -> str:
    if rule.never_below:
        return f"{dataset.title}: no number is written down for areas below a {rule.never_below}."
    below = f"for areas below a {rule.below}"
    return f"{dataset.title}: no count from 1 to {rule.smallest - 1} is written down {below}."
