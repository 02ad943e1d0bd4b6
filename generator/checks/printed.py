"""Rules about words that print a number which the data withholds: claims, and statements."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from math import inf
from typing import Any

from generator.checks.stated import PART, about_total, numbers_in, parts_of
from generator.disclosure.counted import announced
from generator.problems import Problem
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.cells import Cell, cell_of, with_letter
from generator.terms.datasets import Dataset, Statement
from generator.terms.printed import read

Observed = dict[Hashable, Any]
# Claims whose printed number is the figure itself, and words that make another number of it.
OF_ITSELF = ("sum", "text_vs_table", "conflict", "impossible")
# Ids of categories that are words of any sentence.
COMMON = {"all", "other", "others", "total", "none", "unknown", "yes", "no"}


def withheld_printed(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Claims that print a figure which the data withholds, more closely than its note says."""
    withheld = _withheld(holdings)
    for claim in holdings.claims:
        row = withheld.get(claim.cell)
        is_of_others = claim.against.how_many or claim.against.is_mean
        if row is None or claim.kind not in OF_ITSELF or is_of_others:
            continue
        if _says_more(holdings.datasets[claim.cell.dataset], row, claim.text):
            yield Problem(
                "disclosure",
                claim.place._replace(column="printed"),
                "This claim prints a figure that is withheld.",
                "Take the line out: nothing in this folder may say the number.",
            )


def withheld_stated(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Statements about a withheld figure that hold a number which may be it."""
    withheld = _withheld(holdings)
    for name, dataset in holdings.datasets.items():
        rows = [row for cell, row in withheld.items() if cell.dataset == name]
        for number, statement in enumerate(dataset.statements):
            if any(_may_say(holdings, dataset, statement, row) for row in rows):
                file = f"data/datasets/{name}/dataset.yml"
                yield Problem(
                    "disclosure",
                    holdings.at(file, "statements", number),
                    "This statement is about an area and category whose figure is withheld, and "
                    "holds a number that may be it.",
                    "Say it without the number. If it is the number of something else, take the "
                    "category out of categories: there.",
                )


def _withheld(holdings: Holdings) -> dict[Cell, Observed]:
    rows = holdings.observations[with_letter(holdings.observations["status"], "c")]
    return {cell_of(row): row for row in rows.to_dict("records")}


def _says_more(dataset: Dataset, row: Observed, text: str) -> bool:
    """Does a text print a number that its mark does not already allow?"""
    printed = read(text)
    allowed = printed.allows(is_count=True)
    if allowed is None:
        return False
    low, high = announced({str(key): value for key, value in row.items()}, dataset)
    is_vague = bool(printed.word) and allowed.low <= low
    return not (is_vague and allowed.high >= (inf if high is None else high))


def _may_say(holdings: Holdings, dataset: Dataset, statement: Statement, row: Observed) -> bool:
    """Does a statement name an area and a category, and hold a number that the mark allows?"""
    category = dataset.categories.get(row["category"])
    if category is None or row["area"] not in holdings.areas:
        return False
    text = statement.text.lower()
    name = holdings.areas[row["area"]].name.lower()
    if not (row["area"] in statement.areas or (not statement.areas and name in text)):
        return False
    measure = dataset.measures.get(row["measure"])
    nouns = {
        *(measure.unit if measure else ()),
        *(category.unit_of(row["measure"]) or ()),
        category.label,
    }
    if row["category"] not in statement.categories and not _is_named(dataset, row, text):
        numbers = about_total(text, nouns) if _is_of_all(dataset, row, text) else set()
    else:
        numbers = numbers_in(text)
        if PART.search(text):
            numbers |= parts_of(text, numbers | _bases(holdings, row))
    low, high = announced({str(key): value for key, value in row.items()}, dataset)
    return any(low <= number <= (inf if high is None else high) for number in numbers)


def _is_named(dataset: Dataset, row: Observed, text: str) -> bool:
    """Does a text name the category: by its label, or by the words of its id?"""
    category = row["category"]
    words = {dataset.categories[category].label.lower()}
    words |= {category.split("/")[-1].replace("-", " ")} - COMMON
    return category != "all" and any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def _is_of_all(dataset: Dataset, row: Observed, text: str) -> bool:
    """Is it a total, in a text that names none of the categories within it?"""
    tree = set(dataset.tree(row["category"])) - {row["category"]}
    is_total = row["category"] == "all" or (not dataset.categories[row["category"]].within and tree)
    return bool(is_total) and not any(_is_named(dataset, {"category": c}, text) for c in tree)


def _bases(holdings: Holdings, row: Observed) -> set[int]:
    """The published numbers of a withheld figure's area and period that it may be a part of."""
    rows = holdings.observations
    same = (rows["dataset"] == row["dataset"]) & (rows["area"] == row["area"])
    same &= (rows["period"] == row["period"]) & (rows["measure"] == row["measure"])
    return {round(value) for value in rows["value"][same & rows["value"].notna()]}


RULES = (withheld_printed, withheld_stated)
