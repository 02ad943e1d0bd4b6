"""Rules about claims: that what they say they follow from is declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.audit.cells import LISTS
from generator.checks.references import unknown
from generator.problems import Fault, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.claims import Claim

AREAS = ("children", "divisions", *LISTS)
LONG = ("categories", "periods", *AREAS)


def against_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Claims set against what nobody declared."""
    for claim in holdings.claims:
        for fault in _undeclared(holdings, claim):
            yield fault.at("claims", claim.place._replace(column="against"))


def _undeclared(holdings: Holdings, claim: Claim) -> Iterator[Fault]:
    against, codes = claim.against, [area.code for area in holdings.areas]
    # A list in which areas stand may end with categories of the same area.
    for area in against.area[:1]:
        if area not in AREAS and unknown(holdings, "areas", area):
            yield Fault(f'There is no area "{area}".', suggestion(area, [*AREAS, *codes]))
    for named in _named(claim):
        if unknown(holdings, "datasets", named.dataset):
            what = f'There is no dataset "{named.dataset}".'
            yield Fault(what, suggestion(named.dataset, holdings.datasets))
        elif known := holdings.datasets.get(named.dataset):
            yield from _unknown("measure", named.measures, list(known.measures))
            yield from _unknown("category", named.categories, [*known.categories, "children"])
    if claim.kind == "rank" or against.how_many:
        own = holdings.datasets.get(claim.cell.dataset)
        parts = list(own.categories) if own else []
        yield from _unknown("list", against.among, [*LONG, *codes, *parts])


class Named(NamedTuple):
    """A dataset that a claim names, with the measures and categories that it names of it."""

    dataset: str
    measures: tuple[str, ...]
    categories: tuple[str, ...] = ()


def _named(claim: Claim) -> Iterator[Named]:
    """Each dataset that a claim names."""
    against, weights = claim.against, claim.against.weights
    if name := against.dataset or claim.cell.dataset:
        yield Named(name, against.measure, against.category)
    if weights:
        yield Named(weights.dataset, (weights.measure,))
    for other in (against.also, against.people):
        if other:
            yield Named(other.dataset, (other.measure,), (other.category,))


def _unknown(what: str, named: tuple[str, ...], known: list[str]) -> Iterator[Fault]:
    for one in named:
        if one not in known:
            yield Fault(f'There is no {what} "{one}".', suggestion(one, known))


RULES = (against_known,)
