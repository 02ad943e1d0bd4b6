"""Rules about what files declare: each id once, each name known, each rate of a count."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.checks.references import unknown
from generator.problems import Place, Problem, suggestion
from generator.reading.holdings import Holdings
from generator.reading.topics import Topics
from generator.terms import wording
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
    """Datasets that another says it differs from: there are none of them, it is the same, or that
    says so too, and pages would say it twice."""
    for name, dataset in holdings.datasets.items():
        for other in dataset.apart_from:
            place = holdings.at(_file(name), "apart_from", other)
            if other == name:
                what = "The dataset is told apart from itself."
                yield Problem("known", place, what, "Name the dataset that it differs from.")
            elif name > other and name in _apart(holdings, other):
                what = f'"{other}" says too why it differs from this dataset.'
                yield Problem("known", place, what, "Keep it in one of the two.")
            elif unknown(holdings, "datasets", other):
                what = f'There is no dataset "{other}".'
                yield Problem("known", place, what, suggestion(other, list(holdings.datasets)))


def _apart(holdings: Holdings, name: str) -> Collection[str]:
    return holdings.datasets[name].apart_from if name in holdings.datasets else ()


def measures_differ(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Indicators of which a range, a base or what they are set against is their own value."""
    for key, (name, one) in holdings.indicators.items():
        against, dataset = one.denominator, holdings.datasets[name]
        others = {"lower": one.lower, "upper": one.upper, "base": one.base}
        others["part_of"] = one.part_of.measure if one.part_of else ""
        if against and against.dataset in ("", name) and against.category in ("", one.category):
            others["denominator"] = against.measure
        for word, measure in others.items():
            if measure == one.value and measure in dataset.measures:
                what = f'"{word}" of the indicator "{key}" is the measure that is its value too.'
                place = holdings.at(_file(name), "indicators", key, word)
                yield Problem("known", place, what, "Name another measure, or take it out.")


def units_of_one(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Words of a category for what is counted, that would be told of two different things, or
    that are given for a measure that there is not."""
    for name, dataset in holdings.datasets.items():
        counted = _counted(holdings, name)
        for key, category in dataset.categories.items():
            place = holdings.at(_file(name), "categories", key, "unit")
            held = counted.get(key, []) if "" in category.unit else []
            if len({dataset.measures[measure].unit for measure in held}) > 1:
                named = wording.listing([f'"{measure}"' for measure in held])
                what = f'"unit" of the category "{key}" is told of {named}, which count different '
                each = ", ".join(f"{measure}: [one, several]" for measure in held)
                yield Problem(
                    "known", place, f"{what}things.", f"Give each its own: unit: {{{each}}}."
                )
            for measure in category.unit:
                if measure and unknown(holdings, "measures", measure, name):
                    what = f'There is no measure "{measure}", which "{key}, unit" names.'
                    yield Problem("known", place, what, suggestion(measure, dataset.measures))


def _counted(holdings: Holdings, dataset: str) -> dict[str, list[str]]:
    """By category, of which measures that are counts are there rows?"""
    rows = holdings.observations
    kinds = holdings.datasets[dataset].measures
    counts = [key for key, measure in kinds.items() if measure.kind == "count"]
    mine = rows[(rows["dataset"] == dataset) & rows["measure"].isin(counts)]
    found: dict[str, list[str]] = {}
    for category, measure in (
        mine[["category", "measure"]].drop_duplicates().itertuples(index=False)
    ):
        found.setdefault(str(category), []).append(str(measure))
    return {key: sorted(held, key=counts.index) for key, held in found.items()}


RULES = (
    apart_known,
    measures_differ,
    ids_once,
    levels_ranked,
    rates_of_counts,
    units_of_one,
)
