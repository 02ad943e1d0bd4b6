"""Names and numbers of what has changed, as the site prints them, also of what is there no more."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from generator.figures.figures import Figure
from generator.reading.holdings import Holdings
from generator.releases.differences import Change
from generator.telling.speech import Voice, voice
from generator.terms import wording
from generator.terms.as_data import DECIMALS, plain_number
from generator.terms.periods import Period


class Spoken:
    """How figures are called and printed that the holdings may know no more."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings
        self._voices: dict[str, Voice] = {}

    def voice(self, indicator: str) -> Voice | None:
        """How an indicator is spoken of; None for one that there is no more."""
        if indicator not in self._voices and indicator in self.holdings.indicators:
            self._voices[indicator] = voice(self.holdings, indicator)
        return self._voices.get(indicator)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {area.code: wording.place(area) for area in self.holdings.areas}

    def place(self, area: str, otherwise: str = "") -> str:
        """A place inside a sentence; for one that nobody knows now, the name that it had."""
        return self._names.get(area, otherwise or area)

    def subject(self, indicator: str, category: str) -> str:
        """What a figure is about, inside a sentence."""
        held = self.voice(indicator)
        if held and category in held.dataset.categories:
            return wording.lower_first(held.subject(category))
        title = wording.lower_first(held.indicator.title) if held else indicator.replace("-", " ")
        return f"{title}, {category.replace('-', ' ')}" if category != "all" else title

    def period(self, indicator: str, iso: str) -> str:
        """A period in the style of the indicator's dataset."""
        held, period = self.voice(indicator), Period.parse(iso)
        return held.period_label(period) if held else period.label()

    def named(self, indicator: str, iso: str) -> str:
        """The same with its article, inside a sentence."""
        held, period = self.voice(indicator), Period.parse(iso)
        return held.named(period) if held else period.label()

    def head(self, row: Change) -> str:
        """Which figure it is: "Dover, burglaries, year ending March 2017"."""
        place = wording.upper_first(self.place(row.area, row.area_name))
        parts = (self.subject(row.indicator, row.category), self.period(row.indicator, row.period))
        return ", ".join((place, *parts))

    def count(self, row: Change, *, was: bool) -> str:
        """The count behind a figure, before or now; blank where none is told."""
        held, number = self.voice(row.indicator), row.was_count if was else row.count
        if pd.isna(number) or (held and held.indicator.per == 100):
            return ""
        return held.count_text(figure_of(row, was=was)) if held else wording.number(number)

    def value(self, row: Change, *, was: bool) -> str:
        """The value of a figure, before or now; blank where there is none."""
        held, text = self.voice(row.indicator), row.was_value if was else row.value
        known = held and row.category in held.dataset.categories
        return held.short(figure_of(row, was=was)) if held and known else text

    def number(self, row: Change, *, was: bool) -> str:
        """The one number by which a figure is told: its count, or where there is none its value."""
        return self.count(row, was=was) or self.value(row, was=was)

    def range(self, row: Change, *, was: bool) -> str:
        """The range of a figure; blank where there is none."""
        held = self.voice(row.indicator)
        return held.range_text(figure_of(row, was=was)) if held else ""

    def pair(self, row: Change) -> tuple[str, str]:
        """The number before and now: that of the two by which a figure is told which moved."""
        counts = self.count(row, was=True), self.count(row, was=False)
        is_of_value = row.kind == "revised" or {"base", "part"} & {*row.why.split()}
        if counts[0] == counts[1] and is_of_value:
            return self.value(row, was=True), self.value(row, was=False)
        return self.number(row, was=True), self.number(row, was=False)

    def base(self, row: Change) -> str:
        """What a figure is set against: "residents", "violent crimes", "people asked"."""
        held = self.voice(row.indicator)
        if held is None or held.indicator.denominator is None:
            return "people asked"
        if held.indicator.per != 100:
            return held.indicator.residents
        base = held.indicator.denominator
        dataset = self.holdings.datasets[base.dataset or held.dataset_id]
        category = dataset.categories.get(base.category or row.category)
        own = category.unit_of(base.measure) if category else None
        return (own or dataset.measures[base.measure].unit)[1]


def figure_of(row: Change, *, was: bool) -> Figure:
    """A figure as it is told, before or now, from what is frozen of it."""
    text = row.was_value if was else row.value
    # So many decimals no source prints: it was worked out.
    is_printed = wording.places_of(text) < DECIMALS
    return Figure(
        indicator=row.indicator,
        dataset=row.dataset,
        area=row.area,
        period=Period.parse(row.period),
        category=row.category,
        value=float(text) if text else None,
        count=_number(row.was_count if was else row.count),
        denominator=_number(row.was_denominator if was else row.denominator),
        lower=_number(row.was_lower if was else row.lower),
        upper=_number(row.was_upper if was else row.upper),
        status=row.was_status if was else row.status,
        notes=tuple((row.was_notes if was else row.notes).split()),
        source=(),
        printed=text if is_printed else "",
        how="",
    )


def _number(value: float) -> float | None:
    return None if pd.isna(value) else value


def plain(value: float) -> str:
    """A number with commas, and with no more decimals than it has."""
    return wording.number(value, wording.places_of(plain_number(value)))
