"""Rules about what must not be published: protected numbers, and withheld ones that can be found.

No message says a number that is withheld, nor the range that was worked out for it.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Any, NamedTuple

from generator.disclosure.left_out import ORDER, is_ruled
from generator.disclosure.narrowing import Contradicted, Narrowed, worked_out
from generator.problems import Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.misfits import Keys
from generator.reading.topics import Topics
from generator.terms.cells import place_of, with_letter
from generator.terms.datasets import Dataset, Disclosure


class WordsNamed(NamedTuple):
    """Words that a description names: where, what each is, and which of them there are."""

    keys: Keys
    kind: str
    words: Iterable[str]
    there: Collection[str]


def levels_named(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Rules of disclosure that name a level, a measure, a category or a note that is not there; and
    what is said of measures and notes that are not."""
    for name, dataset in holdings.datasets.items():
        file = f"data/datasets/{name}/dataset.yml"
        for keys, kind, words, there in _words_named(dataset):
            for word in (one for one in words if one and one not in there):
                what, place = f'There is no {kind} "{word}".', holdings.at(file, *keys, word)
                yield Problem("known", place, what, suggestion(word, there))


def _words_named(dataset: Dataset) -> Iterator[WordsNamed]:
    either = (*dataset.measures, *dataset.notes)
    yield WordsNamed(("announced",), "note", dataset.announced, dataset.notes)
    yield WordsNamed(("rounded",), "measure or note", dataset.rounded, either)
    yield WordsNamed(("worked_out",), "measure", dataset.worked_out, dataset.measures)
    known = {c for full in dataset.categories for c in (full, *full.split("/"))}
    for number, rule in enumerate(dataset.disclosure):
        keys = ("disclosure", number)
        yield WordsNamed(keys, "level", (rule.never_below, rule.below), ORDER)
        yield WordsNamed(keys, "measure", rule.measures, dataset.measures)
        yield WordsNamed(keys, "category", rule.categories, known)


def counts_named(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Printed numbers that are said to be worked out from a count that is not there."""
    known = {
        f"{name}/{key}"
        for name, dataset in holdings.datasets.items()
        for key, measure in dataset.measures.items()
        if measure.kind == "count"
    }
    for name, dataset in holdings.datasets.items():
        file = f"data/datasets/{name}/dataset.yml"
        for key, measure in dataset.measures.items():
            full = measure.counts if "/" in measure.counts else f"{name}/{measure.counts}"
            if measure.counts and full not in known:
                what = f'"{measure.counts}" is no measure of kind count.'
                place = holdings.at(file, "measures", key)
                yield Problem("known", place, what, suggestion(full, known))


def protected(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Numbers that the dataset's own rules keep back for areas so small."""
    for record in holdings.observations.to_dict("records"):
        dataset = holdings.datasets[record["dataset"]]
        if not dataset.disclosure or record["value"] != record["value"]:
            continue
        if record["area"] not in holdings.areas:
            continue
        level = holdings.areas[record["area"]].level
        if any(_is_refused(dataset, rule, level, record) for rule in dataset.disclosure):
            yield Problem(
                "disclosure",
                place_of(record),
                f"This figure is never published for a {level}.",
                "Leave the value blank, with the status c and a note that says why.",
            )


def _is_refused(
    dataset: Dataset, rule: Disclosure, level: str, record: dict[Hashable, Any]
) -> bool:
    if not is_ruled(dataset, rule, level, measure=record["measure"], category=record["category"]):
        return False
    if rule.never_below:
        return True
    measure = dataset.measures.get(record["measure"])
    is_count = measure is not None and measure.kind == "count"
    return is_count and 0 < record["value"] < rule.smallest


def announced(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Withheld numbers whose note does not say how much is said of them."""
    rows = holdings.observations[with_letter(holdings.observations["status"], "c")]
    for record in rows.to_dict("records"):
        dataset = holdings.datasets[record["dataset"]]
        if not set(record["note"].split()) & set(dataset.announced):
            yield Problem(
                "disclosure",
                place_of(record, "note"),
                "This withheld figure has no note that announced: in dataset.yml knows.",
                "Give it such a note, and announced: the range that the note speaks of.",
            )


def narrowed(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Withheld numbers that what is published narrows further than their mark announces, and those
    that nothing fits, because the numbers around them contradict each other."""
    if holdings.observations.empty:
        return
    ranges, contradicted = worked_out(holdings)
    yield from _left_out(holdings, [one for one in ranges if one.mark.smallest])
    for one in ranges:
        if one.is_narrower and not one.mark.smallest:
            yield Problem(
                "disclosure",
                one.mark.place,
                "This withheld figure can be worked out more closely than its note says, from "
                "totals, changes or percentages that are published.",
                "Withhold a second figure of the same total, or the total itself.",
            )
    for other in contradicted:
        number = len(other.cells) - 1
        more = f" and {number} more" if number else ""
        yield Problem(
            "disclosure",
            other.mark.place,
            f"No numbers fit this withheld figure{more}: what is published of "
            f"{_totals(holdings, other)} contradicts itself, or what the notes announce.",
            "Correct what is wrong. If the source itself does not add up, say why under "
            "worked_out: in dataset.yml.",
        )


def _left_out(holdings: Holdings, found: list[Narrowed]) -> Iterator[Problem]:
    """Totals that say of a part without a figure that it is too small to be published."""
    told = set()
    for one in found:
        if not one.is_narrower or one.mark.place in told:
            continue
        told.add(one.mark.place)
        cell = one.cell
        name = cell.category.rstrip("+")
        label = f'"{holdings.datasets[cell.dataset].categories[name].label}"'
        parts = label if name == cell.category else f"what is left of {label}"
        yield Problem(
            "disclosure",
            one.mark.place,
            f"From this figure and its other parts it can be worked out that {parts} in "
            f"{holdings.areas[cell.area].name}, which has no figure, is smaller than what is "
            "published.",
            "Give it a row with the status c, and withhold a second figure of the same total, or "
            "the total itself.",
        )


def _totals(holdings: Holdings, found: Contradicted) -> str:
    """The totals that contradict each other, in words; three at most."""
    named = []
    for total in found.between or found.cells:
        category = holdings.datasets[total.dataset].categories.get(total.category)
        label = f'"{category.label}" in ' if category else ""
        named.append(f"{label}{holdings.areas[total.area].name}")
    return ", ".join(list(dict.fromkeys(named))[:3])


RULES = (levels_named, counts_named, protected, announced, narrowed)
