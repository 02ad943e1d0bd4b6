"""Rules about what files declare: each id once, each name known, each rate of a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.areas import LEVELS
from generator.holdings import Holdings
from generator.problems import Problem, suggestion
from generator.topics import Topic

Topics = dict[str, Topic]
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
                yield Problem("known", file, what, "Give one of them another id.", row, "id")
            first.setdefault(cells["id"], row)


def events_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Breaks and cautions for areas, datasets or categories that do not exist."""
    sheet = holdings.sheets.get("data/events.csv")
    categories = {c for dataset in holdings.datasets.values() for c in dataset.categories}
    known: dict[str, Iterable[str]] = {
        "areas": [area.code for area in holdings.areas],
        "datasets": holdings.datasets,
        "categories": sorted(categories),
    }
    for row, cells in sheet.rows if sheet else ():
        for column, names in known.items():
            for word in cells[column].split():
                if word not in names:
                    what = f'There is no "{word}" among the {column}.'
                    remedy = suggestion(word, names)
                    yield Problem("known", "data/events.csv", what, remedy, row, column)


def priorities_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Priorities of areas, or from sources, that nobody declared, or of no years."""
    file = "data/priorities.csv"
    sheet = holdings.sheets.get(file)
    codes = [area.code for area in holdings.areas]
    for row, cells in sheet.rows if sheet else ():
        wanted = [("area", cells["area"], codes)]
        wanted += [("source", word, list(holdings.sources)) for word in cells["source"].split()]
        for column, word, known in wanted:
            if word not in known:
                what = f'There is no {column} "{word}".'
                yield Problem("known", file, what, suggestion(word, known), row, column)
        if not re.match(r"\d{4}(-\d{2})?$", cells["years"]):
            what = f'"{cells["years"]}" are no years.'
            yield Problem("period", file, what, "Write them as 2017-18, or as 2018.", row, "years")


def statements_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Statements about areas, or from sources, that nobody declared."""
    codes = [area.code for area in holdings.areas]
    for name, dataset in holdings.datasets.items():
        for number, statement in enumerate(dataset.statements):
            line = holdings.lines.get(_file(name), {}).get(("statements", number))
            wanted = [("area", code, codes) for code in statement.areas]
            wanted += [("category", c, list(dataset.categories)) for c in statement.categories]
            wanted.append(("source", statement.source, list(holdings.sources)))
            for kind, word, known in wanted:
                if word not in known:
                    what = f'A statement names the {kind} "{word}", which is not declared.'
                    yield Problem("known", _file(name), what, suggestion(word, known), line)


def levels_known(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Levels that no area has, and ranks of areas at a level that among: leaves out."""
    for name, dataset in holdings.datasets.items():
        lines = holdings.lines.get(_file(name), {})
        for level in dataset.levels:
            if level not in LEVELS:
                what = f'There is no level "{level}".'
                remedy = suggestion(level, LEVELS)
                yield Problem("known", _file(name), what, remedy, lines.get(("levels",)))
        for key, measure in dataset.measures.items():
            missing = [] if isinstance(measure.among, str) else _levels_of(holdings, name, key)
            for level in (level for level in missing if level not in measure.among):
                what = f'The measure "{key}" ranks a {level}, and among: has no list for one.'
                line = lines.get(("measures", key))
                yield Problem("known", _file(name), what, f"Add {level}: to among:.", line)


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
            line = holdings.lines.get(_file(name), {}).get(("indicators", key))
            yield Problem("known", _file(name), what, "Give per: 1, or name a count.", line)


RULES = (
    ids_once,
    events_known,
    priorities_known,
    statements_known,
    levels_known,
    rates_of_counts,
)
