"""Rules about what files declare: each id once, each name known, each rate of a count."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.references import DESCRIPTIONS
from generator.problems import Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms.areas import LEVELS

WITH_IDS = ("data/sources.csv", "data/subjects.csv", "data/contacts.csv")


def _file(name: str) -> str:
    return f"data/datasets/{name}/dataset.yml"


def ids_once(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Ids that stand twice in a register."""
    for file in WITH_IDS:
        sheet = holdings.sheets.get(file)
        first: dict[str, int] = {}
        for row, cells in sheet.rows if sheet else ():
            if cells["id"] in first:
                what = f'The id "{cells["id"]}" stands in row {first[cells["id"]]} too.'
                yield Problem("known", Place(file, row, "id"), what, "Give one of them another id.")
            first.setdefault(cells["id"], row)


def levels_ranked(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Ranks of areas at a level that among: leaves out."""
    for name, dataset in holdings.datasets.items():
        for key, measure in dataset.measures.items():
            missing = [] if isinstance(measure.among, str) else _levels_of(holdings, name, key)
            for level in (one for one in missing if one not in measure.among and one in LEVELS):
                what = f'The measure "{key}" ranks a {level}, and among: has no list for one.'
                place = holdings.at(_file(name), "measures", key)
                yield Problem("known", place, what, f"Add {level}: to among:.")


def _levels_of(holdings: Holdings, dataset: str, measure: str) -> list[str]:
    rows = holdings.observations
    mine = rows[(rows["dataset"] == dataset) & (rows["measure"] == measure)]
    codes = [code for code in mine["area"].unique() if code in holdings.areas]
    return sorted({holdings.areas[code].level for code in codes})


def rates_of_counts(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Rates and percentages that are worked out from what is no count."""
    for key, (name, indicator) in holdings.indicators.items():
        measure = holdings.datasets[name].measures.get(indicator.value)
        if measure and indicator.per != 1 and measure.kind != "count":
            what = (
                f'The indicator "{key}" works out a rate from a {measure.kind}, not from a count.'
            )
            place = holdings.at(_file(name), "indicators", key)
            yield Problem("known", place, what, "Give per: 1, or name a count.")


def apart_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Datasets that another says it differs from, and that there are none of."""
    for name, dataset in holdings.datasets.items():
        for other in dataset.apart_from:
            if other not in holdings.datasets and not holdings.may_be_declared(other, DESCRIPTIONS):
                what = f'There is no dataset "{other}".'
                place = holdings.at(_file(name), "apart_from", other)
                yield Problem("known", place, what, suggestion(other, list(holdings.datasets)))


RULES = (
    apart_known,
    ids_once,
    levels_ranked,
    rates_of_counts,
)
