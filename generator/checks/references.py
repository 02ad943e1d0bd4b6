"""What a file names must be declared: one table of who names what, and one rule that walks it.

Where the file that declares it could not be read, nothing is told of what it may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from fnmatch import fnmatch
from typing import Any, NamedTuple

from generator.problems import (
    MOST_OF_A_CELL,
    Fault,
    Problem,
    looked_up,
    nearest,
    suggestion,
    too_many,
)
from generator.reading.holdings import Holdings, is_claims
from generator.reading.misfits import Keys
from generator.reading.topics import Topics
from generator.terms.areas import COMBINED, LEVELS, SUCCESSIONS
from generator.terms.claims import CLAIM_KINDS
from generator.terms.events import EVENT_KINDS
from generator.terms.indicators import Selection
from generator.terms.priorities import PRIORITY_KINDS

AREAS, SOURCES, SUBJECTS = "data/areas/areas.csv", "data/sources.csv", "data/subjects.csv"
DESCRIPTIONS, ROWS = "data/datasets/*/dataset.yml", "data/datasets/*/*.csv"
CLAIMS, PRIORITIES = "data/datasets/*/claims*.csv", "data/priorities.csv"
# Where no name is near, the areas that a dataset may speak of are listed, if they are so few.
MOST_OFFERED = 6


class Register(NamedTuple):
    """Words that others may name: what one of them is, which files declare them, which there are.

    ``known`` is given the dataset in whose file they are named. Words of ours have no file.
    """

    one: str
    declared_in: str
    known: Callable[[Holdings, str], Collection[str]]
    is_code: bool = False


class Ref(NamedTuple):
    """A column of a file, or a place in a YAML file, that names what a register declares.

    In a place of a YAML file ``*`` stands for every item.
    """

    file: str
    column: str
    to: str
    is_list: bool = False
    may_be_blank: bool = False


class Word(NamedTuple):
    """What a YAML file says in one place, and the dataset that is spoken of there."""

    keys: Keys
    said: str
    dataset: str


REGISTERS: dict[str, Register] = {
    "areas": Register("area", AREAS, lambda h, _: [a.code for a in h.areas], is_code=True),
    "sources": Register("source", SOURCES, lambda h, _: h.sources, is_code=True),
    "subjects": Register("subject", SUBJECTS, lambda h, _: h.subjects),
    "datasets": Register("dataset", DESCRIPTIONS, lambda h, _: h.datasets),
    "indicators": Register("indicator", DESCRIPTIONS, lambda h, _: h.indicators),
    "measures": Register("measure", "", lambda h, d: h.datasets[d].measures),
    "categories": Register("category", "", lambda h, d: h.datasets[d].categories),
    "any categories": Register("category", DESCRIPTIONS, lambda h, _: _all_categories(h)),
    "levels": Register("level", "", lambda *_: LEVELS),
    "claim kinds": Register("kind", "", lambda *_: CLAIM_KINDS),
    "event kinds": Register("kind", "", lambda *_: EVENT_KINDS),
    "priority kinds": Register("kind", "", lambda *_: PRIORITY_KINDS),
    "successions": Register("kind", "", lambda *_: SUCCESSIONS),
    "ways to combine": Register("way to combine", "", lambda *_: COMBINED),
}
REFS = (
    Ref(AREAS, "level", "levels"),
    Ref(AREAS, "parent", "areas", may_be_blank=True),
    Ref("data/areas/succession.csv", "old", "areas"),
    Ref("data/areas/succession.csv", "new", "areas"),
    Ref("data/areas/succession.csv", "kind", "successions"),
    Ref("data/areas/groups.csv", "group", "areas"),
    Ref("data/areas/groups.csv", "member", "areas"),
    Ref("data/areas/groups.csv", "combine", "ways to combine"),
    Ref("data/areas/names.csv", "code", "areas"),
    Ref("data/areas/tiles.csv", "code", "areas"),
    Ref("data/areas/places.csv", "area", "areas"),
    Ref("data/areas/postcodes/*.csv", "areas", "areas", is_list=True),
    Ref("data/contacts.csv", "subject", "subjects", is_list=True),
    Ref("data/contacts.csv", "areas", "areas", is_list=True),
    Ref("data/events.csv", "areas", "areas", is_list=True),
    Ref("data/events.csv", "datasets", "datasets", is_list=True),
    Ref("data/events.csv", "categories", "any categories", is_list=True),
    Ref("data/events.csv", "kind", "event kinds"),
    Ref(PRIORITIES, "area", "areas"),
    Ref(PRIORITIES, "kind", "priority kinds"),
    Ref(PRIORITIES, "source", "sources", is_list=True),
    Ref("data/site.yml", "area", "areas"),
    Ref("data/site.yml", "home_indicator", "indicators"),
    Ref("data/site.yml", "profile_subjects.*", "subjects"),
    Ref("data/site.yml", "ward_subjects.*", "subjects"),
    Ref(ROWS, "area", "areas"),
    Ref(ROWS, "source", "sources", is_list=True),
    Ref(CLAIMS, "kind", "claim kinds"),
    Ref(CLAIMS, "area", "areas", is_list=True),
    Ref(CLAIMS, "measure", "measures", is_list=True),
    Ref(CLAIMS, "category", "categories", is_list=True),
    Ref(CLAIMS, "source", "sources", is_list=True),
    Ref(DESCRIPTIONS, "levels.*", "levels"),
    Ref(DESCRIPTIONS, "rows_from", "sources", is_list=True),
    Ref(DESCRIPTIONS, "measures.*.of", "categories"),
    Ref(DESCRIPTIONS, "statements.*.areas.*", "areas"),
    Ref(DESCRIPTIONS, "statements.*.categories.*", "categories"),
    Ref(DESCRIPTIONS, "statements.*.source", "sources", is_list=True),
    Ref(DESCRIPTIONS, "indicators.*.value", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.lower", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.upper", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.base", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.part_of.measure", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.in_none.measure", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.cautions.*.areas.*", "areas"),
    Ref(DESCRIPTIONS, "indicators.*.cautions.*.levels.*", "levels"),
    Ref(DESCRIPTIONS, "indicators.*.cautions.*.categories.*", "categories"),
    Ref(DESCRIPTIONS, "indicators.*.category", "categories"),
    Ref(DESCRIPTIONS, "indicators.*.denominator.dataset", "datasets"),
    Ref(DESCRIPTIONS, "indicators.*.denominator.measure", "measures"),
    Ref(DESCRIPTIONS, "indicators.*.denominator.category", "categories"),
)


def references(holdings: Holdings, topics: Topics) -> Iterator[Problem]:
    """Words that name what nobody declared."""
    for ref in REFS:
        files = [file for file in holdings.sheets if _is_named_in(ref, file)]
        for file in files:
            yield from _in_sheet(holdings, ref, file)
        if ref.file == "data/site.yml" and holdings.site:
            yield from _in_model(holdings, ref, ref.file, holdings.site)
        for name, dataset in holdings.datasets.items() if ref.file == DESCRIPTIONS else ():
            yield from _in_model(holdings, ref, DESCRIPTIONS.replace("*", name), dataset)


def _is_named_in(ref: Ref, file: str) -> bool:
    is_fit = fnmatch(file, ref.file) and file.count("/") == ref.file.count("/")
    return is_fit and (ref.file != ROWS or not is_claims(file.rpartition("/")[2]))


def unknown(holdings: Holdings, to: str, word: str, dataset: str = "") -> bool:
    """Is it certain that nobody declares this word? Not where its file could not be read."""
    register = REGISTERS[to]
    if word in register.known(holdings, dataset):
        return False
    return not _may_be_declared(holdings, register, word)


def _in_sheet(holdings: Holdings, ref: Ref, file: str) -> Iterator[Problem]:
    sheet, dataset = holdings.sheets[file], _dataset_of(file)
    rows: dict[str, list[int]] = {}
    for number, cells in sheet.rows if ref.column in sheet.columns else ():
        rows.setdefault(cells[ref.column], []).append(number)
    register = REGISTERS[ref.to]
    known = set(register.known(holdings, dataset)) if rows else set()
    remedies = looked_up(
        lambda word: remedy(holdings, ref.to, word, dataset),
        remedy(holdings, ref.to, "", dataset) if rows else "",
    )
    for cell, numbers in rows.items():
        words = cell.split() if ref.is_list else [cell][: 0 if ref.may_be_blank and not cell else 1]
        lost = [word for word in dict.fromkeys(words) if word not in known]
        lost = [word for word in lost if not _may_be_declared(holdings, register, word)]
        told = [Fault(f"{_there_is_no(ref.to, w)}.", remedies(w)) for w in lost[:MOST_OF_A_CELL]]
        told += [too_many(len(lost))] if len(lost) > MOST_OF_A_CELL else []
        for one in told:
            yield from (one.at("known", sheet.at(number, ref.column)) for number in numbers)


def _may_be_declared(holdings: Holdings, register: Register, word: str) -> bool:
    where = register.declared_in
    return bool(where) and holdings.may_be_declared(word, where)


def _there_is_no(to: str, word: str) -> str:
    register = REGISTERS[to]
    where = f" in {register.declared_in}" if register.declared_in.endswith(".csv") else ""
    return f'There is no {register.one} "{word}"{where}' if word else f"The {register.one} is blank"


def _in_model(holdings: Holdings, ref: Ref, file: str, model: Any) -> Iterator[Problem]:
    start = Word((), "", _dataset_of(file))
    for keys, cell, dataset in _words_at(model, ref.column.split("."), start):
        if dataset not in ("", *holdings.datasets):
            continue
        for word in cell.split() if ref.is_list else [cell]:
            if unknown(holdings, ref.to, word, dataset):
                named = ", ".join(str(key) for key in keys if not isinstance(key, int))
                what = f'{_there_is_no(ref.to, word)}, which "{named}" names.'
                mended = remedy(holdings, ref.to, word, dataset)
                yield Problem("known", holdings.at(file, *keys), what, mended)


def _words_at(here: Any, path: list[str], at: Word) -> Iterator[Word]:
    """Every word at such a place, from a part of the model on."""
    if isinstance(here, Selection) and here.dataset and path != ["dataset"]:
        at = at._replace(dataset=here.dataset)
    if not path:
        if isinstance(here, str) and here:
            yield at._replace(said=here)
    elif path[0] == "*":
        items = here.items() if isinstance(here, dict) else enumerate(here)
        for key, item in items:
            yield from _words_at(item, path[1:], at._replace(keys=(*at.keys, key)))
    elif here is not None:
        inner = at._replace(keys=(*at.keys, path[0]))
        yield from _words_at(getattr(here, path[0]), path[1:], inner)


def _dataset_of(file: str) -> str:
    parts = file.split("/")
    return parts[2] if parts[:2] == ["data", "datasets"] else ""


def remedy(holdings: Holdings, to: str, word: str, dataset: str = "") -> str:
    """What to do about a word that nobody declared: a name is matched by its look, a code never."""
    register = REGISTERS[to]
    known = list(register.known(holdings, dataset))
    if not register.is_code:
        return suggestion(word, known)
    same = [code for code in known if word and _letters(code) == _letters(word)]
    if same:
        return f'Did you mean "{same[0]}"?'
    if to == "areas":
        return _area_meant(holdings, word, dataset)
    return "Look it up there, or add it."


def _all_categories(holdings: Holdings) -> list[str]:
    return list(dict.fromkeys(c for d in holdings.datasets.values() for c in d.categories))


def _letters(code: str) -> str:
    return "".join(mark for mark in code.casefold() if mark.isalnum())


def _area_meant(holdings: Holdings, word: str, dataset: str) -> str:
    """The areas of this name, or of nearly this name; for a code, those that it could be."""
    called = holdings.areas.called(word)
    if called:
        codes = " or ".join(f"{a.code} ({a.name}, {a.level})" for a in called)
        return f"Use its code: {codes}."
    named = {area.name: area for area in holdings.areas}
    is_name = not any(mark.isdigit() for mark in word)
    if is_name and (found := nearest(word, named)):
        return f"Did you mean {named[found].code} ({found})?"
    levels = holdings.datasets[dataset].levels if dataset in holdings.datasets else ()
    there = [area for area in holdings.areas if area.level in levels]
    if 0 < len(there) <= MOST_OFFERED:
        return f"It could be {', '.join(f'{a.code} ({a.name})' for a in there)}."
    return "Look the place up there by its name, and use its code."


RULES = (references,)
