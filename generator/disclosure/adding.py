"""Parts that make up a whole: categories, areas, measures, and areas that took others' place.

Every such sum is said of every span of time, so that it does not matter which periods were printed.
What was never printed of a part is an unknown of its own: the others can be no more than the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.disclosure.counted import Counted, Series, Span
from generator.terms.areas import Area, Areas
from generator.terms.cells import Cell
from generator.terms.periods import Period

ENOUGH = 2
# Successions in which the old areas' numbers are the new one's.
EXACT = ("recoded", "merged")
# Ways that a source may see otherwise: divisions that are not all listed, a mean that is weighed.
GUESSED = ("divisions", "mean")


def add_sums(counted: Counted, claimed: set[Cell]) -> None:
    """Relate every whole to its parts, as far as either is held."""
    measures = {(series.dataset, series.measure) for series in counted.series}
    for dataset, measure in sorted(measures):
        if measure in counted.holdings.datasets[dataset].worked_out:
            continue
        _Sums(counted, dataset, measure, claimed).add()


def ways(areas: Areas, area: Area) -> list[tuple[str, list[str]]]:
    """The ways in which an area is made of others: a sum of areas or divisions, or a mean."""
    members, combine = areas.members(area)
    codes = [member.code for member in members]
    found = [("areas", codes)] if combine == "sum" else [("mean", codes)] * (combine == "mean")
    if area.standing.has_parts:
        inside = [a.code for a in areas.children(area) if a.standing.is_part]
        found += [("areas", inside)] if ("areas", inside) not in found else []
        found.append(("divisions", [a.code for a in areas.divisions(area)]))
    return [(name, codes) for name, codes in found if codes]


class _Sums:
    """The sums of one measure."""

    def __init__(self, counted: Counted, dataset: str, measure: str, claimed: set[Cell]) -> None:
        self.counted = counted
        self.dataset = dataset
        self.measure = measure
        self.held = {s for s in counted.series if (s.dataset, s.measure) == (dataset, measure)}
        self.spans = counted.all_spans(dataset, measure)
        self.periods = {span: Period(span.first, span.last, None) for span in self.spans}
        self.areas = counted.holdings.areas
        self.claimed = {
            (cell.area, cell.category, span)
            for cell in claimed
            if (cell.dataset, cell.measure) == (dataset, measure)
            for span in counted.spans(cell)
        }
        self.covered: dict[Series, set[Span]] = defaultdict(set)
        for series in self.held:
            for iso in counted.series[series]:
                cell = Cell(dataset, series.area, iso, measure, series.category)
                self.covered[series] |= set(counted.spans(cell))
        categories = counted.holdings.datasets[dataset].categories
        self.is_declared = counted.holdings.datasets[dataset].adds_up
        self.adding = {name for name in categories if self._adds_up(name)}
        absent = {
            Series(dataset, cell.area, measure, cell.category)
            for cell in set(counted.absent).union(*counted.together.values())
            if cell not in counted.together and (cell.dataset, cell.measure) == (dataset, measure)
        }
        self.known = self.held | self._between() | absent

    def add(self) -> None:
        """Say every sum of every span."""
        for whole in sorted(self.known):
            for name, parts in self._divisions(whole):
                for span in self.spans:
                    if name == "areas" and (whole.area, whole.category, span) in self.claimed:
                        continue
                    alive = [
                        part for part in parts if name == "before" or self._is_alive(part, span)
                    ]
                    is_guess = name in GUESSED or (name == "categories" and not self.is_declared)
                    times = float(len(alive)) if name == "mean" else 1.0
                    self._say(whole, alive, span, times, is_guess=is_guess)

    def _adds_up(self, category: str) -> bool:
        """Is it the sum of its parts: declared, or so wherever all of them are published, twice at
        least?"""
        held = self.counted.holdings.datasets[self.dataset]
        parts = held.parts(category)
        if held.adds_up or not parts:
            return held.adds_up
        fits = []
        for series in self.held:
            for iso in self.counted.series[series] if series.category == category else ():
                cell = Cell(self.dataset, series.area, iso, self.measure, category)
                ends = [self.counted.published.get(cell.at(category=p)) for p in parts]
                whole, made = self.counted.published.get(cell), [end for end in ends if end]
                if whole and len(made) == len(parts):
                    low, high = sum(end[0] for end in made), sum(end[1] for end in made)
                    fits.append(low <= whole[1] and high >= whole[0])
        return len(fits) >= ENOUGH and all(fits)

    def _is_alive(self, part: Series, span: Span) -> bool:
        return self.areas[part.area].is_live_in(self.periods[span])

    def _say(
        self, whole: Series, parts: list[Series], span: Span, times: float, *, is_guess: bool
    ) -> None:
        there = [part for part in parts if part in self.known]
        if not there or not any(span in self.covered[s] for s in (whole, *there)):
            return
        weights = {self.counted.inside(part, span): 1.0 for part in there}
        weights[self.counted.inside(whole, span)] = -times
        if len(there) < len(parts):
            rest = (whole, span, tuple(sorted(set(parts) - set(there))))
            weights[self.counted.system.unknown(rest)] = 1.0
        self.counted.system.relate(weights, 0.0, 0.0, whole, is_guess=is_guess)

    def _divisions(self, whole: Series) -> Iterator[tuple[str, list[Series]]]:
        """The ways in which a whole is divided: categories, measures, members, areas in it."""
        held, areas = self.counted.holdings.datasets[self.dataset], self.areas
        if whole.category in self.adding:
            yield "categories", [whole._replace(category=c) for c in held.parts(whole.category)]
        area = areas[whole.area]
        for name, way in ways(areas, area):
            yield name, [whole._replace(area=code) for code in way]
        before = areas.past(area)
        if before and all(one.kind in EXACT for one in before):
            yield "before", [whole._replace(area=one.old) for one in before]

    def _between(self) -> set[Series]:
        """What is not held itself but lies between a whole and a part that are."""
        held, areas = self.counted.holdings.datasets[self.dataset], self.areas
        found = set()
        for series in self.held:
            above = [a.code for a in areas.family(areas[series.area]) if a.standing.has_parts]
            # Of two districts counted only together, each alone.
            members, combine = areas.members(areas[series.area])
            above += [m.code for m in members] if combine == "sum" else []
            found |= {series._replace(area=code) for code in above}
            within = held.categories[series.category].within if held.adds_up else ""
            while within:
                found.add(series._replace(category=within))
                within = held.categories[within].within
        return {series for series in found - self.held if self._has_whole(series)}

    def _has_whole(self, series: Series) -> bool:
        held, areas = self.counted.holdings.datasets[self.dataset], self.areas
        within = held.categories[series.category].within if held.adds_up else ""
        around = [a.code for a in areas.family(areas[series.area])]
        while within:
            if series._replace(category=within) in self.held:
                return True
            within = held.categories[within].within
        return any(series._replace(area=code) in self.held for code in around)
