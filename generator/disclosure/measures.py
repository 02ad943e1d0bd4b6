"""Measures that add up to another: men and women to people.

``adds_up_measures:`` in dataset.yml says so. Where it does not, who tries goes by the names of the
two sexes, or by published numbers that always add up; both are guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from generator.disclosure.counted import Counted, Series
from generator.terms.cells import Cell
from generator.terms.datasets import Dataset

SEXES = (
    ("men", "women"),
    ("man", "woman"),
    ("male", "female"),
    ("males", "females"),
    ("boys", "girls"),
)
ENOUGH = 2
MOST = 12


def add_measures(counted: Counted) -> None:
    """Relate every whole to the measures that make it up."""
    for name in sorted({series.dataset for series in counted.series}):
        dataset = counted.holdings.datasets[name]
        for whole, parts in dataset.adds_up_measures.items():
            _say(counted, name, whole, parts, is_guess=False)
        if dataset.adds_up_measures or not any(cell.dataset == name for cell in counted.withheld):
            continue
        for whole, parts in _likely(counted, name, dataset):
            _say(counted, name, whole, parts, is_guess=True)


def _say(
    counted: Counted, dataset: str, whole: str, parts: tuple[str, ...], *, is_guess: bool
) -> None:
    """Say the sum of every span, or of every period where only names or numbers suggest it."""
    system, measures = counted.system, (whole, *parts)
    held = [s for s in counted.series if s.dataset == dataset and s.measure in measures]
    for area, category in sorted({(s.area, s.category) for s in held}):
        if not is_guess:
            for span in counted.all_spans(dataset, whole):
                weights = {
                    counted.inside(Series(dataset, area, part, category), span): 1.0
                    for part in parts
                }
                weights[counted.inside(Series(dataset, area, whole, category), span)] = -1.0
                system.relate(weights, 0.0, 0.0, Cell(dataset, area, "", whole, category))
            continue
        for iso in counted.series.get(Series(dataset, area, whole, category), []):
            cells = [Cell(dataset, area, iso, measure, category) for measure in measures]
            if all(cell in counted for cell in cells):
                weights = dict.fromkeys(counted.number(cells[0]), -1.0)
                for cell in cells[1:]:
                    weights |= counted.number(cell)
                system.relate(weights, 0.0, 0.0, cells[0], is_guess=True)


def _likely(counted: Counted, name: str, dataset: Dataset) -> Iterator[tuple[str, tuple[str, str]]]:
    """Two measures that make up a third, by their names or by all the numbers published."""
    counts = [key for key, measure in dataset.measures.items() if measure.kind == "count"]
    if len(counts) > MOST:
        return
    for first, second in combinations(counts, 2):
        for whole in counts:
            if whole in (first, second):
                continue
            fits = _fits(counted, name, whole, (first, second))
            is_proven = len(fits) >= ENOUGH and all(fits)
            if is_proven or (all(fits) and _is_by_sex(first, second, whole, counts)):
                yield whole, (first, second)


def _is_by_sex(first: str, second: str, whole: str, counts: list[str]) -> bool:
    """Are they the two sexes of the whole: women and men, and the one other count?"""
    for pair in SEXES:
        for one, other in ((first, second), (second, first)):
            words = re.split(r"[-/]", one), re.split(r"[-/]", other)
            if pair[0] in words[0] and pair[1] in words[1]:
                rest = "-".join(word for word in words[0] if word != pair[0])
                return whole == rest or len(counts) == len((first, second, whole))
    return False


def _fits(counted: Counted, name: str, whole: str, parts: tuple[str, str]) -> list[bool]:
    """Of every place and time where all three are published: do the two make the whole?"""
    found = []
    for series, periods in counted.series.items():
        if (series.dataset, series.measure) != (name, whole):
            continue
        for iso in periods:
            cell = Cell(name, series.area, iso, whole, series.category)
            ends = [counted.published.get(cell.at(measure=m)) for m in (whole, *parts)]
            there = [end for end in ends if end]
            if len(there) == len(ends) and (0.0, 0.0) not in there[1:]:
                total, made = there[0], there[1:]
                low, high = sum(end[0] for end in made), sum(end[1] for end in made)
                found.append(low <= total[1] and high >= total[0])
    return found
