"""Rules about words that print a number which the data withholds: claims, and statements."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from math import inf
from typing import Any

from generator.audit.printed import COUNTED, read
from generator.datasets import Dataset, Statement
from generator.disclosure.counted import announced
from generator.holdings import Holdings
from generator.problems import Problem
from generator.topics import Topic

Topics = dict[str, Topic]
Row = dict[Hashable, Any]
CELL = ("dataset", "area", "period", "measure", "category")
# Claims whose printed number is the figure itself, and words that make another number of it.
OF_ITSELF = ("sum", "text_vs_table", "conflict", "impossible")
OF_OTHERS = re.compile(r"\b(how-many|mean)\b")
# A whole number that stands alone: no year, date, percentage, sum of money, age or decimal.
ALONE = re.compile(
    r"(?<![\w£.,/–-])(\d{1,3}(?:,\d{3})*|\d+)(?![\w%/–-]|[.,]\d|\s?(?:per cent|percent))"
    r"(?!\s(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b)"
)
YEARS = range(1800, 2201)


def withheld_printed(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Claims that print a figure which the data withholds, more closely than its note says."""
    withheld = _withheld(holdings)
    for record in holdings.claims.to_dict("records"):
        row = withheld.get(tuple(record[name] for name in CELL))
        if row is None or record["kind"] not in OF_ITSELF or OF_OTHERS.search(record["against"]):
            continue
        if _says_more(holdings.datasets[record["dataset"]], row, record["printed"]):
            yield Problem(
                "disclosure",
                record["file"],
                "This claim prints a figure that is withheld.",
                "Take the line out: nothing in this folder may say the number.",
                record["row"],
                "printed",
            )


def withheld_stated(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Statements about a withheld figure that hold a number which may be it."""
    withheld = _withheld(holdings)
    for name, dataset in holdings.datasets.items():
        rows = [row for cell, row in withheld.items() if cell[0] == name]
        for number, statement in enumerate(dataset.statements):
            if any(_may_say(holdings, dataset, statement, row) for row in rows):
                file = f"data/datasets/{name}/dataset.yml"
                yield Problem(
                    "disclosure",
                    file,
                    "This statement is about an area and category whose figure is withheld, and "
                    "holds a number that may be it.",
                    "Say it without the number. If it is the number of something else, take the "
                    "category out of categories: there.",
                    holdings.lines.get(file, {}).get(("statements", number)),
                )


def _withheld(holdings: Holdings) -> dict[tuple[str, ...], Row]:
    rows = holdings.observations[holdings.observations["status"].str.contains("c")]
    return {tuple(row[name] for name in CELL): row for row in rows.to_dict("records")}


def _says_more(dataset: Dataset, row: Row, text: str) -> bool:
    """Does a text print a number that its mark does not already allow?"""
    printed = read(text)
    allowed = printed.allows(is_count=True)
    if allowed is None:
        return False
    low, high = announced({str(key): value for key, value in row.items()}, dataset)
    is_vague = bool(printed.word) and allowed.low <= low
    return not (is_vague and allowed.high >= (inf if high is None else high))


def _may_say(holdings: Holdings, dataset: Dataset, statement: Statement, row: Row) -> bool:
    """Does a statement name an area and a category, and hold a number that the mark allows?"""
    category = dataset.categories.get(row["category"])
    if category is None:
        return False
    text, label = statement.text.lower(), category.label.lower()
    name = holdings.areas[row["area"]].name.lower() if row["area"] in holdings.areas else ""
    is_here = row["area"] in statement.areas or bool(name and not statement.areas and name in text)
    is_named = row["category"] != "all" and re.search(rf"\b{re.escape(label)}\b", text)
    if not is_here or not (row["category"] in statement.categories or is_named):
        return False
    low, high = announced({str(key): value for key, value in row.items()}, dataset)
    measure = dataset.measures.get(row["measure"])
    words = [*(measure.unit if measure else ()), label]
    numbers = _numbers(statement.text, [word.lower().split()[0] for word in words])
    return any(low <= number <= (inf if high is None else high) for number in numbers)


def _numbers(text: str, nouns: list[str]) -> Iterator[int]:
    """The whole numbers in a text; those in words only before what is counted."""
    for found in ALONE.finditer(text):
        number = int(found[1].replace(",", ""))
        if number not in YEARS:
            yield number
    counted = "|".join(re.escape(noun) for noun in nouns)
    written = "|".join(COUNTED)
    for found in re.finditer(rf"\b({written}) (?:[a-z]+ )?(?:{counted})", text.lower()):
        yield int(COUNTED[found[1]])


RULES = (withheld_printed, withheld_stated)
