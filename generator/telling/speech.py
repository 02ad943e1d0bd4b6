"""What a sentence or chart must know besides the number: units, names, styles, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.figures.figures import Figure
from generator.reading.holdings import Holdings
from generator.terms import wording
from generator.terms.areas import Area
from generator.terms.datasets import QUALIFIERS, Dataset, Measure
from generator.terms.indicators import Caution, Indicator
from generator.terms.periods import Period

POINTS = "percentage points"
# What stands for a number in doubt.
CHECKED = "being checked"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one indicator is spoken of.

    ``parted`` are the areas of which more is held than it shows (``part_of``): there the part is
    told for what it is.
    """

    holdings: Holdings
    key: str
    dataset_id: str
    dataset: Dataset
    indicator: Indicator
    measure: Measure
    parted: frozenset[str] = frozenset()

    def area(self, code: str) -> Area:
        """The area of a figure."""
        return self.holdings.areas[code]

    def is_live(self, figure: Figure) -> bool:
        """Did its area exist then? Wards of one year may stand for all times (``wards_as_of``)."""
        area = self.area(figure.area)
        is_fixed = area.level == "ward" and self.dataset.wards_as_of is not None
        return is_fixed or area.is_live_in(figure.period)

    def place(self, code: str) -> str:
        """The area's name inside a sentence."""
        return wording.place(self.area(code))

    def inside(self, text: str) -> str:
        """A label or a title inside a sentence."""
        return wording.lower_first(text, self.holdings.names)

    def unit(self, category: str) -> tuple[str, str]:
        """Singular and plural of what is counted under a category."""
        if own := self._own_unit(category):
            return own
        if self.dataset.categories[category].within or category != "all":
            label = self.inside(self.dataset.categories[category].label)
            one, several = self.measure.unit
            return f"{one} counted as {label}", f"{several} counted as {label}"
        return self.measure.unit

    def _own_unit(self, category: str) -> tuple[str, str] | None:
        """The category's own words for what is counted."""
        return self.dataset.categories[category].unit_of(self.indicator.value)

    def category_label(self, category: str) -> str:
        """A category's name in a table."""
        return self.dataset.categories[category].label

    def is_part(self, category: str) -> bool:
        """Is a category one of several, so that it must be named?"""
        roots = [name for name, c in self.dataset.categories.items() if not c.within]
        return bool(self.dataset.categories[category].within) or len(roots) > 1

    def subject(self, category: str) -> str:
        """What a figure is about, as a title: the type of crime, or indicator and answer."""
        label = self.category_label(category)
        title = self.indicator.title
        own = self._own_unit(category)
        if own and label in own[1]:
            return wording.upper_first(own[1])  # A name ("Sheerness") is no thing that is counted.
        if self.dataset.categories[category].within or title.lower().startswith(label.lower()):
            return label
        # A title speaks of all that there is, and of the one category that it was written for.
        is_told = label.lower().startswith("all ") or self.indicator.category == category
        if self.is_part(category) and not is_told:
            return f"{self.indicator.title}, {self.inside(label)}"
        return self.indicator.title

    def when(self, period: Period) -> str:
        """The period inside a sentence, with its preposition."""
        return period.phrase(self.dataset.label_style)

    def named(self, period: Period) -> str:
        """The period inside a sentence, with its article and without a preposition."""
        return _with_article(self.period_label(period))

    def period_label(self, period: Period) -> str:
        """The period in a table or on an axis."""
        return period.label(self.dataset.label_style)

    def per(self) -> str:
        """What a rate is for: "for every 1,000 residents"."""
        return f"for every {self.indicator.per:,} {self.indicator.residents}"

    def axis(self, has_rates: bool, category: str = "") -> str:
        """The unit as an axis title says it, where all of it is of one category by that one's."""
        if self.measure.kind == "count" and self.indicator.per == 100:
            return "Percent"
        if self.measure.kind == "count":
            own = self._own_unit(category) if category else None
            unit = wording.upper_first((own or self.measure.unit)[1])
            return (
                f"{unit} per {self.indicator.per:,} {self.indicator.residents}"
                if has_rates and self.is_rate
                else unit
            )
        is_points = self.measure.unit[1] == POINTS
        return {
            "percent": wording.upper_first(POINTS) if is_points else "Percent",
            "change": "Change in percent",
            "rate": "For every 1,000 people",
            "rank": "Place",
            "score": "Score",
        }[self.measure.kind]

    @property
    def is_rate(self) -> bool:
        """Is the published value worked out here from a count and a population?"""
        return self.indicator.per == 1000

    def is_of_size(self, *, is_rate: bool) -> bool:
        """Is it a plain count, of which a larger place has more, so that it has no place among
        others? Residents are that size itself."""
        if self.measure.kind != "count" or self.indicator.per == 100 or is_rate:
            return False
        bases = {
            (base.dataset, base.measure)
            for _, indicator in self.holdings.indicators.values()
            if (base := indicator.denominator) and base.dataset
        }
        return (self.dataset_id, self.indicator.value) not in bases

    def short(self, figure: Figure) -> str:
        """The published value alone, as a table or a chart prints it; blank where there is none."""
        if figure.value is None:
            return ""
        if self.measure.kind == "rank":
            return wording.placed(int(figure.value), self.measure.counted_from)
        if self.indicator.per == 1000:
            rate = wording.some(figure.value, self.indicator.decimals)
            return wording.qualified(rate, figure.notes)
        if self.is_of_few(figure):
            return self.of_all(figure)
        if self.indicator.per == 100:
            return f"{wording.some(figure.value, self.indicator.decimals)}%"
        decimals = wording.places_of(figure.printed) if figure.printed else self.indicator.decimals
        if "k" in figure.status and not figure.value and self.measure.kind != "count":
            least = wording.some(10**-decimals / 10, decimals)  # rounded to nought it is none
            return f"{least}%" if self.measure.kind == "percent" else least
        if self.measure.kind == "change":
            text = wording.signed(figure.value, decimals)
            text += "%" if self.measure.unit[0] == "%" else ""
        elif self.measure.kind == "percent" and self.measure.unit[1] == POINTS:
            # What lies between two percentages is no percentage.
            number = wording.number(figure.value, decimals)
            text = f"{number} {self.measure.unit[0 if number == '1' else 1]}"
        elif self.measure.kind == "percent":
            text = wording.percent(figure.value, decimals)
        else:
            text = wording.number(figure.value, decimals)
        return wording.qualified(text, figure.notes)

    def is_of_few(self, figure: Figure) -> bool:
        """Is it a part of so few that no percentage is told?"""
        least = self.indicator.smallest_for_rate
        is_tested = self.indicator.per == 100 and self.indicator.is_tested
        return is_tested and figure.count is not None and (figure.denominator or least) < least

    def of_all(self, figure: Figure) -> str:
        """How many of how many a percentage is: "1 of 2"."""
        return f"{self.count_text(figure)} of {wording.number(figure.denominator or 0)}"

    def range_text(self, figure: Figure) -> str:
        """Its 95% interval, as a table prints it: "12.1 to 14.0"; blank without one."""
        if figure.lower is None or figure.upper is None:
            return ""
        low, high = (wording.some(x, self.indicator.decimals) for x in (figure.lower, figure.upper))
        # Both under the least that is printed: one bound says it.
        return low if low == high and low.startswith("under") else f"{low} to {high}"

    def count_text(self, figure: Figure) -> str:
        """The count behind a figure, as a table prints it; blank where there is none."""
        if figure.count is None:
            return ""
        return wording.qualified(wording.number(figure.count), figure.notes)

    def spoken(self, figure: Figure) -> str:
        """The number with its unit, as a sentence says it: "486 burglaries", "risen by 24% …"."""
        if figure.count is not None and self.indicator.per != 100:
            return wording.qualified(self.counted(figure), figure.notes)
        if self.indicator.per == 100 and figure.count == 0:
            return "none"
        if figure.value is None:
            return ""
        if self.indicator.per == 100 and figure.count == figure.denominator:
            return "all"
        short = self.short(figure)
        if self.measure.kind == "change":
            return self._changed(figure)
        if self.measure.kind == "rank":
            return f"{short} {self._ranked(figure)} among {self._among(figure)}"
        if self.measure.kind == "rate":
            return f"{short} {self.unit(figure.category)[1]} for every 1,000 people"
        return short

    def _changed(self, figure: Figure) -> str:
        """A printed change as what follows "had": "risen by 24% since the year …"."""
        earlier = Period.parse(self.measure.since)
        since = f"since {self.named(earlier)}"
        if figure.period.months and earlier == figure.period.before(12):
            since = "since a year before" if figure.period.months % 12 else "since the year before"
        size = self.short(replace(figure, value=abs(figure.value or 0), notes=())).lstrip("+")
        if not float(size.replace(",", "").rstrip("%")):
            return f"stayed the same {since}"
        way = "risen" if (figure.value or 0) > 0 else "fallen"
        # A share moves by points, and not by so many percent of itself.
        points = f" {self.measure.unit[1]}" if self.measure.unit[1] == POINTS else ""
        return f"{way} by {wording.qualified(size, figure.notes)}{points} {since}"

    def counted(self, figure: Figure) -> str:
        """The count with its unit, and with the words that tell a part of all that is held."""
        said = wording.counted(figure.count or 0, self.unit(figure.category))
        part = self.indicator.part_of
        return f"{said} {part.words}" if part and figure.area in self.parted else said

    def _ranked(self, figure: Figure) -> str:
        own = self._own_unit(figure.category)
        counts = self.measure.unit[0].startswith("number of ")
        return f"number of {own[1]}" if own and counts else self.measure.unit[0]

    def _among(self, figure: Figure) -> str:
        among = self.measure.among
        return among if isinstance(among, str) else among[self.area(figure.area).level]

    def unchecked(self, figure: Figure) -> str:
        """What stands in a table for a figure in doubt: the number as printed, and that word; the
        word alone where what is printed is no such figure, as the count of a percentage is none."""
        is_count = self.measure.kind == "count"
        if not figure.printed or (is_count and self.indicator.per == 100):
            return CHECKED
        number = float(figure.printed)
        as_printed = replace(figure, count=number if is_count else None, value=number)
        text = self.count_text(as_printed) if is_count else self.short(as_printed)
        return f"{text} ({CHECKED})"

    def cautions(self, figure: Figure) -> list[Caution]:
        """The cautions of its indicator that are of a figure's place, type and time."""
        level = self.area(figure.area).level
        own = (figure.area, level, figure.category, figure.period.iso)
        return [
            caution for caution in self.dataset.cautions_of(self.indicator) if caution.is_of(*own)
        ]

    def notes(self, figure: Figure) -> list[str]:
        """The texts of a figure's notes, without the words in which sources round."""
        return [
            self.dataset.notes[note]
            for note in figure.notes
            if note not in QUALIFIERS and note in self.dataset.notes
        ]


def voice(holdings: Holdings, key: str) -> Voice:
    """How is this indicator spoken of? Raises KeyError for one that does not exist."""
    name, indicator = holdings.indicators[key]
    dataset = holdings.datasets[name]
    return Voice(
        holdings,
        key,
        name,
        dataset=dataset,
        indicator=indicator,
        measure=dataset.measures[indicator.value],
        parted=_parted(holdings, name, indicator),
    )


def _parted(holdings: Holdings, dataset: str, indicator: Indicator) -> frozenset[str]:
    if indicator.part_of is None:
        return frozenset()
    rows = holdings.observations
    is_whole = (rows["measure"] == indicator.part_of.measure) & (rows["dataset"] == dataset)
    return frozenset(rows["area"][is_whole])


def _with_article(label: str) -> str:
    return f"the {label}" if label.startswith(("year", "quarter", "end", "12 months")) else label
