"""Rules about claims: that what they say they follow from exists, and that a number is printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.audit.auditing import KINDS
from generator.audit.cells import LISTS
from generator.audit.labels import LOOKS
from generator.audit.printed import places, read
from generator.checks.references import unknown
from generator.problems import Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topic
from generator.terms.cells import PARTS
from generator.terms.datasets import Dataset
from generator.terms.periods import Period

# The words of ``against``; those of PARTS name cells, the others say what is done with them.
WORDS = (
    *PARTS,
    "plus",
    "and",
    "up",
    "down",
    "from",
    "among",
    "of",
    "mean",
    "weights",
    "how-many",
    "at-most",
    "at-most-100",
    "between",
    "rest-of-100",
    "mean-at-least",
    "less",
    "by-parts",
    "over",
    "people",
)
SPECIAL = {"category": ("children",), "period": ("months", "quarters")}
AREAS = ("children", "divisions", *LISTS)
NEEDED = ("sum", "change", "percent_change", "share", "sign")


def against_known(holdings: Holdings, topics: dict[str, Topic]) -> Iterator[Problem]:
    """Claims set against what nobody declared, or in words that the audit does not know."""
    for record in holdings.claims.to_dict("records"):
        for what, remedy in _wrong(holdings, record):
            yield Problem("claims", record["file"], what, remedy, record["row"], "against")
        if record["line"] and not record["line"].isdecimal():
            what = f'"{record["line"]}" is not the number of a line.'
            remedy = "Write it in digits, or leave it blank."
            yield Problem("claims", record["file"], what, remedy, record["row"], "line")
        if what := _unread(record):
            remedy = "Copy the number as it is printed, with its sign and its percent."
            yield Problem("claims", record["file"], what, remedy, record["row"], "printed")


def _wrong(holdings: Holdings, record: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    words = [word.partition(":")[::2] for word in record["against"].split()]
    if record["kind"] == "label":
        yield from _labelled([key for key, _ in words])
        return
    if record["kind"] in NEEDED and not words:
        what = f'A claim of kind "{record["kind"]}" must say what it follows from.'
        yield what, "Fill in against: such as period:P12M/2016-03 or category:all."
    name = dict(words).get("dataset", record["dataset"])
    for key, value in words:
        if key not in WORDS:
            yield f'"{key}" is no word of a claim.', suggestion(key, WORDS)
        elif key == "dataset" and unknown(holdings, "datasets", value):
            yield f'There is no dataset "{value}".', suggestion(value, holdings.datasets)
        elif key in PARTS and name in holdings.datasets and key != "dataset":
            # A list in which areas stand may end with categories of the same area.
            parts = value.split("+")[: 1 if key == "area" else None]
            for part in parts:
                yield from _unknown(holdings, holdings.datasets[name], key, part)


def _labelled(words: list[str]) -> Iterator[tuple[str, str]]:
    if not words:
        yield "A claim about a label must say what of it is wrong.", f"One of {', '.join(LOOKS)}."
    elif words[0] not in LOOKS:
        what = f'"{words[0]}" is none of the things that can be wrong with a label.'
        yield what, suggestion(words[0], LOOKS)


def _unknown(
    holdings: Holdings, dataset: Dataset, key: str, part: str
) -> Iterator[tuple[str, str]]:
    known: dict[str, list[str]] = {
        "measure": list(dataset.measures),
        "category": [*dataset.categories, *SPECIAL["category"]],
        "area": [*AREAS, *(area.code for area in holdings.areas)],
    }
    if key == "area" and not unknown(holdings, "areas", part):
        return
    if key in known and part not in known[key]:
        yield f'There is no {key} "{part}".', suggestion(part, known[key])
    if key == "period" and part not in SPECIAL["period"]:
        try:
            Period.parse(part)
        except ValueError as error:
            yield str(error), "Write it as P12M/2017-03."


def _unread(record: dict[Any, Any]) -> str:
    """Why a printed text cannot be worked out: there is no number and no direction in it."""
    kind, text = record["kind"], record["printed"]
    if kind not in KINDS or kind == "label":
        return ""
    printed = read(text)
    is_read = {
        "rank": places(text) is not None,
        "sign": printed.direction is not None,
        "impossible": True,
        "text_vs_table": printed.number is not None
        or places(text) is not None
        or "how-many" in record["against"],
    }.get(kind, printed.number is not None)
    return "" if is_read else f'No number is understood in "{text}".'


RULES = (against_known,)
